"""Wishes: values, negation, alternatives, dropping, and what is no wish."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.constraint import to_json
from nlu.understand import Understander
from nlu.understanding import Context


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("jacket for women under $60",
         {"category": {"is": ["jackets"]}, "gender": {"is": ["women"]}, "price": {"max": 60}}),
        ("running shoes, anything but red", {"category": {"is": ["running shoes"]}, "color": {"not": ["red"]}}),
        ("boots, no leather or suede but keep it black",
         {"category": {"is": ["boots"]}, "material": {"not": ["leather", "suede"]},
          "color": {"is": ["black"]}}),
        ("bags not in leather, suede or nylon",
         {"category": {"is": ["bags"]}, "material": {"not": ["leather", "nylon", "suede"]}}),
        ("a jacket without a hood", {"category": {"is": ["jackets"]}, "features": {"not": ["hood"]}}),
        ("hoodies with no logos", {"category": {"is": ["hoodies"]}, "features": {"not": ["logos"]}}),
        ("hats that aren't wool", {"category": {"is": ["hats"]}, "material": {"not": ["wool"]}}),
        ("leather-free bags", {"category": {"is": ["bags"]}, "material": {"not": ["leather"]}}),
        ("red or green dresses", {"category": {"is": ["dresses"]}, "color": {"is": ["green", "red"]}}),
        ("shoes or boots", {"category": {"is": ["boots", "shoes"]}}),
        ("denim jacket", {"category": {"is": ["jackets"]}, "material": {"is": ["denim"]}}),
        ("orange jacket", {"category": {"is": ["jackets"]}, "color": {"is": ["orange"]}}),
        ("jacket by orange", {"category": {"is": ["jackets"]}, "brand": {"is": ["orange"]}}),
        ("size 9 boots", {"category": {"is": ["boots"]}, "size": {"is": ["9"]}}),
        ("boots in uk 9", {"category": {"is": ["boots"]}, "size": {"is": ["uk 9"]}}),
        ("jeans 32x34", {"category": {"is": ["jeans"]}, "size": {"is": ["32x34"]}}),
        ("black tee M", {"category": {"is": ["tees"]}, "color": {"is": ["black"]}, "size": {"is": ["m"]}}),
        ("a desk for a small room", {"category": {"is": ["desks"]}}),
        ("purpel dresses", {"category": {"is": ["dresses"]}, "color": {"is": ["purple"]}}),
        ("grey t-shirt", {"category": {"is": ["tees"]}, "color": {"is": ["gray"]}}),
    ],
)  # fmt: skip
def test_a_first_message_is_a_search_with_these_wishes(understand: Understander, said: str, wanted: object) -> None:
    heard = understand(said)
    assert [i.name for i in heard.intents] == ["search_product"]
    assert to_json(heard.constraints) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("in green", {"color": {"is": ["green"]}}),
        ("not in black", {"color": {"not": ["black"]}}),
        ("no, in blue", {"color": {"is": ["blue"]}}),
        ("actually navy", {"color": {"is": ["navy"]}}),
        ("medium", {"size": {"is": ["m"]}}),
        ("under 50 please", {"price": {"max": 50}}),
        ("with at least 4 stars", {"rating": {"min": 4}}),
        ("only cotton", {"material": {"is": ["cotton"]}}),
        ("anything but red", {"color": {"not": ["red"]}}),
    ],
)
def test_a_constraint_after_results_refines(understand: Understander, table: Context, said: str, wanted: object) -> None:
    heard = understand(said, table)
    assert [i.name for i in heard.intents] == ["refine_search"]
    assert to_json(heard.constraints) == wanted


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("any colour is fine", ("color",)),
        ("doesn't have to be leather", ("material",)),
        ("forget the brand", ("brand",)),
        ("price doesn't matter", ("price",)),
        ("any size", ("size",)),
    ],
)
def test_what_is_let_go_is_dropped_and_not_constrained(
    understand: Understander, table: Context, said: str, slots: object
) -> None:
    heard = understand(said, table)
    assert heard.says("relax_constraint")
    assert heard.dropped == slots
    assert not heard.constraints


def test_a_value_allowed_again_is_let_go_alone(understand: Understander, table: Context) -> None:
    assert understand("red is fine after all", table).dropped_values == {"color": ("red",)}


def test_a_new_limit_is_a_relaxation_with_that_limit(understand: Understander, table: Context) -> None:
    heard = understand("I can go up to 120", table)
    assert heard.says("relax_constraint")
    assert to_json(heard.constraints) == {"price": {"max": 120}}


def test_also_adds_to_what_is_allowed(understand: Understander, table: Context) -> None:
    green = Context("recommend", "green ones", table.shown, constraints=understand("in green", table).constraints)
    assert understand("also in red", green).modes == {"color": "add"}


@pytest.mark.parametrize(
    "said", ["is it leather?", "is the blue one in stock", "does the second one come in medium?", "take out the hat"]
)
def test_questions_and_pointing_set_no_constraint(understand: Understander, table: Context, said: str) -> None:
    assert not understand(said, table).constraints


def test_a_question_about_a_value_is_asked(understand: Understander, table: Context) -> None:
    assert understand("does the second one come in medium?", table).asked == {"size": ("m",)}
    assert understand("what's it made of", table).asked == {"material": ()}


def test_only_the_item_sought_is_constrained_beside_another(understand: Understander) -> None:
    heard = understand("navy jacket, what tie goes with it")
    assert to_json(heard.constraints) == {"category": {"is": ["ties"]}}


def test_a_dislike_in_general_rules_the_value_out(understand: Understander, table: Context) -> None:
    heard = understand("I hate polyester", table)
    assert heard.sentiment == "negative"
    assert to_json(heard.constraints) == {"material": {"not": ["polyester"]}}


@pytest.mark.parametrize("said", ["jackets under $60", "jackets, not in black", "anything but red"])
def test_phrases_are_the_shoppers_own_words(understand: Understander, said: str) -> None:
    phrases = understand(said).phrases
    assert phrases
    assert all(p.text in said for p in phrases)


def test_a_phrase_of_a_negation_holds_its_cue(understand: Understander) -> None:
    (phrase,) = (p for p in understand("jackets, not in black").phrases if p.slot == "color")
    assert (phrase.text, phrase.polarity) == ("not in black", "not")


def test_a_typo_is_corrected_and_told(understand: Understander) -> None:
    (corrected,) = understand("purpel dresses").corrections
    assert (corrected.from_, corrected.to) == ("purpel", "purple")


@given(color=st.sampled_from(["red", "black", "green"]), price=st.integers(10, 500))
@settings(max_examples=20, deadline=None)
def test_the_order_of_two_wishes_does_not_matter(understand: Understander, color: str, price: int) -> None:
    one, other = understand(f"jackets in {color} under {price}"), understand(f"jackets under {price} in {color}")
    assert one.constraints == other.constraints
