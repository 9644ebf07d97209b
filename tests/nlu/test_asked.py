"""What is asked about a product: measures, care, parts, and which of several is more so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlu.understand import Understander
from nlu.understanding import Context


@pytest.fixture
def nora(table: Context) -> Context:
    """The Nora jacket talked about last, with records of its parts and measures."""
    records = {
        "hood": ("hooded",),
        "pockets": ("side pockets",),
        "collar": ("high collar",),
        "height": ("70 cm",),
        "care": ("hand wash",),
    }
    shown = tuple(replace(p, attributes={**p.attributes, **records}) if p.id == "nora" else p for p in table.shown)
    return replace(table, action="detail", shown=shown, focus=("nora",))


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("how tall is it", "height"), ("how high", "height"), ("height?", "height"), ("how wide is it", "width"),
        ("how deep is it", "depth"), ("how long is it", "length"), ("how heavy is it", "weight"),
        ("how much does it weigh", "weight"), ("can I put it in the washing machine", "care"),
        ("can it go in the tumble dryer", "care"), ("do I need to iron it", "care"), ("how do I look after them", "care"),
        ("does it have a hood", "hood"), ("has it got pockets", "pockets"), ("does it have a collar", "collar"),
    ],
)  # fmt: skip
def test_a_question_names_its_slot(understand: Understander, nora: Context, said: str, slot: str) -> None:
    heard = understand(said, nora)
    assert {i.name for i in heard.intents} <= {"ask_product_detail", "ask_visual_detail"}
    assert dict(heard.asked) == {slot: ()}


@pytest.mark.parametrize("said", ["how big is it", "what are the dimensions", "whats the size of it"])
def test_how_big_asks_for_what_is_recorded(understand: Understander, nora: Context, said: str) -> None:
    assert dict(understand(said, nora).asked) == {"height": ()}


def test_how_big_asks_for_every_dimension_where_nothing_is_recorded(understand: Understander, basket: Context) -> None:
    assert {"height", "width", "depth"} <= set(understand("how big is it", basket).asked)


def test_how_much_it_costs_still_asks_the_price(understand: Understander, basket: Context) -> None:
    assert dict(understand("how much does it cost", basket).asked) == {"price": ()}


@pytest.mark.parametrize(
    ("said", "slot"),
    [("which is the tallest", "height"), ("which one has better reviews", "rating"), ("which is cheaper", "price")],
)
def test_which_is_more_so_compares_the_table(understand: Understander, table: Context, said: str, slot: str) -> None:
    heard = understand(said, table)
    assert [i.name for i in heard.intents] == ["compare_products"]
    assert slot in heard.asked
    assert [r.product_id for r in heard.references] == ["jade", "nora", "zoe"]


def test_running_small_asks_for_no_running(understand: Understander, table: Context) -> None:
    assert set(understand("does the first one run small", table).asked) <= {"size", "fit"}
