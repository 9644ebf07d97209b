"""Which of several products have what is asked about: what counts as having it, and how it is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from small_shop import Talk

from assistant.actions.records import ruled_out
from assistant.world import World
from data.product import Pick, Product, Variant
from data.value import Value
from nlu.understanding import Reference

pytest_plugins = ("small_shop",)

THREE = ("jade", "nora", "tess")


@pytest.fixture
def talk(small_world: World) -> Talk:
    talk = Talk(small_world)
    talk.search(*THREE)
    return talk


def ask(talk: Talk, text: str, **asked: Any) -> str:
    talk.do("detail", text, references=tuple(Reference("these", i) for i in THREE), **asked)
    return talk.said.text


def test_a_record_that_has_it_and_records_that_have_another(talk: Talk) -> None:
    said = ask(talk, "which of these are nylon?", asked={"material": ("nylon",)})
    assert said == (
        "The shop lists “nylon” for the Jade Wind Jacket. "
        "The record says otherwise of the Nora Rain Jacket and Tess Fleece Jacket."
    )
    assert talk.outcome.focus == ("jade",)
    assert [pick.product.id for pick in talk.outcome.products] == list(THREE)


def test_a_sentence_of_the_shops_is_quoted(talk: Talk) -> None:
    said = ask(talk, "do any of these have seams?")
    assert said == "Of the Nora Rain Jacket the shop writes: “Fully taped seams.” Of the other 2 the shop doesn't say."


def test_a_sentence_that_denies_it_is_quoted_and_makes_it_nobody_who_has_it(talk: Talk) -> None:
    said = ask(talk, "which of these are waterproof?")
    assert "Jade Wind Jacket the shop writes: “Not waterproof, but dries fast.”" in said
    assert talk.outcome.focus == ()


def test_what_none_says_is_said_to_be_so_and_no_more(talk: Talk) -> None:
    assert ask(talk, "which of these are vegan?") == "The shop says “vegan” of none of these 3."


def test_who_asks_which_have_it_not_is_offered_none_that_has(talk: Talk) -> None:
    ask(talk, "which of these are not nylon?", asked={"material": ("nylon",)})
    assert talk.outcome.focus == ()


def test_two_things_are_judged_each_by_itself(talk: Talk) -> None:
    said = ask(talk, "which of these are wool and for women?", asked={"material": ("wool",), "gender": ("women",)})
    assert "lists “wool” for the Tess Fleece Jacket" in said
    assert "lists “women” for the Jade Wind Jacket, Nora Rain Jacket and Tess Fleece Jacket" in said
    assert talk.outcome.focus == ("tess",)  # the only one that is both


def test_how_many(talk: Talk) -> None:
    assert ask(talk, "how many of these are wool?", asked={"material": ("wool",)}).startswith("1 of these 3.")


@pytest.mark.parametrize(
    ("text", "slot", "line"),
    [
        ("how much are these?", "price", "Nora Rain Jacket: $59.00"),
        ("what are they made of?", "material", "Tess Fleece Jacket: Wool"),
        ("how are they rated?", "rating", "Jade Wind Jacket: 4.0 of 5"),
        ("what neckline do they have?", "neckline", "Jade Wind Jacket: not stated"),
    ],
)
def test_what_each_has_a_value_of_is_told_of_each(talk: Talk, text: str, slot: str, line: str) -> None:
    said = ask(talk, text, asked={slot: ()})
    assert line in said.split("\n")
    assert len(said.split("\n")) == len(THREE)


@pytest.mark.parametrize(
    ("record", "asked", "denied"),
    [("Zip-Free", "zipper", True), ("No Logo", "logos", True), ("No Hood", "hoodie", False), ("Zip-Free", "zigzag", False)],
)
def test_a_denial_reaches_the_same_thing_in_another_form(record: str, asked: str, denied: bool) -> None:
    variant = Variant("v", "v", Decimal(5), "USD")
    product = Product("p", "Plain", (variant,), attributes={"features": (Value(record.casefold(), record),)})
    assert (ruled_out(Pick(product, variant), (asked,)) is not None) == denied
