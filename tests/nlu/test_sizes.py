"""Sizes without the word "size", two sides of a rug, measures, and what is no size."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from data.constraint import Constraint, to_json
from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder
from nlu.measures import bounded
from nlu.sizes import as_written
from nlu.understand import Understander
from nlu.understanding import Context, ShownProduct

SNEAKER = ShownProduct("dash", "Dash Runner", Decimal(80), 4.0, {"category": ("running shoes",), "size": ("9",)})


@pytest.fixture
def sneakers() -> Context:
    """A sneaker on the table, talked about."""
    wish = {"category": Constraint(frozenset({"running shoes"}))}
    return Context("recommend", "running shoes", (SNEAKER,), ("dash",), constraints=wish)


@pytest.fixture(scope="module")
def home(encoder: SentenceEncoder) -> Understander:
    """A shop of rugs and lamps, with their measures."""
    values = {
        "category": ("rug", "lamp"),
        "size": ("3x5 ft", "5x8 ft", "8x10 ft", "120 x 180 cm", "200 x 300 cm"),
        "height": ("52 cm", "158 cm", "1.7 m"),
        "depth": ("90 cm",),
        "color": ("teal",),
    }
    return Understander(Lexicon.build(LexiconEntry(s, v, v, (), 3) for s, all_of in values.items() for v in all_of), encoder)


@pytest.mark.parametrize("said", ["10", "10 please", "in 10 then", "ok, 10 then", "size 10", "make it a 10", "how about 10"])
def test_a_number_among_numbered_sizes_is_a_size(understand: Understander, sneakers: Context, said: str) -> None:
    heard = understand(said, sneakers)
    assert [i.name for i in heard.intents] == ["refine_search"]
    assert to_json(heard.constraints) == {"size": {"is": ["10"]}}


def test_a_size_that_the_store_lacks_is_a_size_too(understand: Understander, sneakers: Context) -> None:
    assert to_json(understand("10.5?", sneakers).constraints) == {"size": {"is": ["10.5"]}}


def test_a_size_is_chosen_while_adding(understand: Understander, sneakers: Context) -> None:
    heard = understand("add the first one in 10", sneakers)
    assert heard.says("add_to_cart")
    assert heard.options == {"size": "10"}


def test_a_size_is_asked_about(understand: Understander, sneakers: Context) -> None:
    assert understand("is it in stock in 10", sneakers).asked == {"size": ("10",)}


def test_a_number_is_no_size_where_sizes_are_letters(understand: Understander, table: Context) -> None:
    jackets = tuple(replace(p, attributes={**p.attributes, "size": ("m",)}) for p in table.shown)
    assert not understand("10", replace(table, shown=jackets)).constraints


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("3x5 rugs", ["3x5 ft"]),
        ("rugs, 5 by 8", ["5x8 ft"]),
        ("a rug, at least 5x8 ft", ["200 x 300 cm", "5x8 ft", "8x10 ft"]),
        ("a rug, at least 5x8", ["200 x 300 cm", "5x8 ft", "8x10 ft"]),
        ("a rug, at least 120 x 180 cm", ["120 x 180 cm", "200 x 300 cm", "5x8 ft", "8x10 ft"]),
        ("rugs, 120x180", ["120 x 180 cm"]),
        ("a 4x6 rug", ["4x6"]),
    ],
)
def test_two_sides_are_a_size_and_no_price(home: Understander, said: str, wanted: list[str]) -> None:
    assert to_json(home(said).constraints) == {"category": {"is": ["rug"]}, "size": {"is": wanted}}


def test_two_sides_are_chosen_while_adding(home: Understander) -> None:
    rug = ShownProduct("map", "Map Room Rug", Decimal(200), None, {"category": ("rug",), "size": ("3x5 ft",)})
    assert home("add the 5x8 in teal", Context("recommend", "rugs", (rug,))).options == {"size": "5x8 ft", "color": "teal"}


def test_a_bound_on_a_measure_comes_to_the_values_within(home: Understander) -> None:
    assert to_json(home("a lamp taller than 155 cm").constraints)["height"] == {"is": ["1.7 m", "158 cm"]}
    assert to_json(home("a lamp no taller than 60 cm").constraints)["height"] == {"is": ["52 cm"]}


def test_a_bound_in_a_unit_that_no_slot_has_is_left_alone(lexicon: Lexicon) -> None:
    assert bounded("bigger than 20 litres", lexicon, []) == []


@pytest.mark.parametrize("said", ["which size for a 90 cm chest", "I'm 90 cm around the waist, which size"])
def test_the_shoppers_own_measures_are_no_depth(home: Understander, said: str) -> None:
    assert "depth" not in home(said).asked


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("one size", "one size"), ("plus size", "plus size"), ("king size", "king"), ("size 12s", "12"),
        ("twelve inch", "12 inch"),
        ("oversized", "oversized"), ("a size up", "a size up"), ("34 waist", "34"), ("32 x 34", "32x34"), ("waist", "waist"),
        ("uk 9", "uk 9"), ("6-9 months", "6-9 months"), ("ten", "10"),
    ],
)  # fmt: skip
def test_sizes_are_written_as_sizes_are(said: str, written: str) -> None:
    assert as_written(said) == written
