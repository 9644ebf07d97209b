"""For whom it is: words for people, and ages."""

from __future__ import annotations

import pytest

from data.constraint import to_json
from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder
from nlu.people import values_for
from nlu.understand import Understander
from nlu.understanding import Context


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("for a 6 year old girl", "kids"), ("a hoodie for my grandson, he is eight", "kids"), ("my son needs a jacket", "kids"),
        ("jeans for an eight-year-old", "kids"), ("boots for a toddler", "kids"), ("a hat for my baby, 6 months old", "kids"),
        ("a hoodie for a bloke", "men"), ("socks for the lads", "men"), ("a jacket for my nan", "women"),
        ("a hoodie for my son, he is 25", "men"),
    ],
)  # fmt: skip
def test_people_and_ages_are_a_gender(understand: Understander, said: str, who: str) -> None:
    assert to_json(understand(said).constraints)["gender"] == {"is": [who]}


def test_boys_are_met_by_what_is_for_kids_too(encoder: SentenceEncoder) -> None:
    names = {"gender": ("boys", "girls", "kids", "men"), "category": ("hats",)}
    store = Understander(Lexicon.build(LexiconEntry(s, v, v, (), 3) for s, all_of in names.items() for v in all_of), encoder)
    assert store("hats for my grandson").constraints["gender"].is_ == {"boys", "kids"}
    assert store("hats for girls").constraints["gender"].is_ == {"girls", "kids"}


def test_a_store_without_any_of_it_is_told_the_word() -> None:
    assert values_for("boys", {"men", "women"}) == ("boys",)


def test_a_number_of_something_else_is_no_age(understand: Understander) -> None:
    assert "gender" not in understand("jackets under 10").constraints


def test_who_is_speaking_refines_the_search(understand: Understander, table: Context) -> None:
    heard = understand("I'm a man", table)
    assert [i.name for i in heard.intents] == ["refine_search"]
    assert to_json(heard.constraints) == {"gender": {"is": ["men"]}}


def test_what_to_wear_to_something_asks_for_advice(understand: Understander) -> None:
    assert [i.name for i in understand("something to wear to a wedding").intents] == ["request_recommendation"]
