"""Looks of a part of a product, in a shop that keeps them and in one that does not."""

from __future__ import annotations

import pytest

from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder
from nlu.understand import Understander

VALUES = {
    "category": ("sneakers", "boots", "bags", "belts", "chairs"),
    "color": ("white", "black", "red", "brown"),
    "material": ("leather", "suede", "canvas"),
    "sole_color": ("white", "black", "brown"),
    "toe_cap_color": ("red", "white"),
    "strap_color": ("black", "brown"),
    "strap_material": ("leather", "canvas"),
    "belt_color": ("black",),
    "legs_color": ("oak", "black"),
}


def lexicon(values: dict[str, tuple[str, ...]]) -> Lexicon:
    return Lexicon.build(LexiconEntry(slot, value, value, (), 5) for slot, several in values.items() for value in several)


@pytest.fixture(scope="module")
def understand(encoder: SentenceEncoder) -> Understander:
    return Understander(lexicon(VALUES), encoder)


@pytest.mark.parametrize(
    ("said", "constraints"),
    [
        ("sneakers with a white sole", {"category": {"is": ["sneakers"]}, "sole_color": {"is": ["white"]}}),
        (
            "white sneakers with black soles",
            {"category": {"is": ["sneakers"]}, "color": {"is": ["white"]}, "sole_color": {"is": ["black"]}},
        ),
        ("sneakers with a red toe cap", {"category": {"is": ["sneakers"]}, "toe_cap_color": {"is": ["red"]}}),
        (
            "bags with a brown leather strap",
            {"category": {"is": ["bags"]}, "strap_color": {"is": ["brown"]}, "strap_material": {"is": ["leather"]}},
        ),
        ("boots but no white soles", {"category": {"is": ["boots"]}, "sole_color": {"not": ["white"]}}),
        ("black leather belts", {"category": {"is": ["belts"]}, "color": {"is": ["black"]}, "material": {"is": ["leather"]}}),
        (
            "sneakers in black, soles in white",
            {"category": {"is": ["sneakers"]}, "color": {"is": ["black", "white"]}},
        ),
        (
            "sneakers with a white sole under $80",
            {"category": {"is": ["sneakers"]}, "sole_color": {"is": ["white"]}, "price": {"max": 80}},
        ),
        (
            "sneakers under $80 with a white sole",
            {"category": {"is": ["sneakers"]}, "sole_color": {"is": ["white"]}, "price": {"max": 80}},
        ),
        ("red sneakers", {"category": {"is": ["sneakers"]}, "color": {"is": ["red"]}}),
        ("black and white sneakers", {"category": {"is": ["sneakers"]}, "color": {"is": ["black", "white"]}}),
    ],
)
def test_a_look_before_a_part_is_the_parts(understand: Understander, said: str, constraints: dict[str, object]) -> None:
    assert {slot: one.to_json() for slot, one in understand(said).constraints.items()} == constraints


def test_the_phrase_reaches_to_the_parts_name(understand: Understander) -> None:
    phrases = {p.slot: p.text for p in understand("sneakers with a white sole").phrases}
    assert phrases["sole_color"] == "white sole"


def test_where_the_shop_keeps_no_looks_of_parts_they_are_the_products(encoder: SentenceEncoder) -> None:
    plain = {slot: values for slot, values in VALUES.items() if slot in ("category", "color", "material")}
    found = Understander(lexicon(plain), encoder)("sneakers with a white sole").constraints
    assert {slot: one.to_json() for slot, one in found.items()} == {"category": {"is": ["sneakers"]}, "color": {"is": ["white"]}}
