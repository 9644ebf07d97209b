"""Products pointed at, the cart's numbers, order words and comparatives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nlu.understand import Understander
from nlu.understanding import Context, Relative, ShownProduct


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("add the second one", ["nora"]),
        ("tell me about the last one", ["zoe"]),
        ("compare the first two", ["jade", "nora"]),
        ("compare the first and third", ["jade", "zoe"]),
        ("is the blue one in stock", ["jade"]),
        ("add the cheaper one", ["nora"]),
        ("how much is the most expensive one", ["zoe"]),
        ("add the nike", ["zoe"]),
        ("something like the Jade jacket", ["jade"]),
        ("is the zoe parka waterproof", ["zoe"]),
        ("what do people say about number 3", ["zoe"]),
    ],
)
def test_a_reference_is_resolved_against_the_table(understand: Understander, table: Context, said: str, ids: list[str]) -> None:
    assert [r.product_id for r in understand(said, table).references] == ids


def test_two_that_fit_equally_are_candidates(understand: Understander, table: Context) -> None:
    (reference,) = understand("is the jacket waterproof", table).references
    assert reference.product_id is None
    assert set(reference.candidates) == {"jade", "nora", "zoe"}


def test_it_is_what_was_talked_about_last(understand: Understander, basket: Context) -> None:
    assert [r.product_id for r in understand("is it waterproof", basket).references] == ["nora"]


def test_it_without_a_focus_is_ambiguous(understand: Understander, table: Context) -> None:
    (reference,) = understand("is it waterproof", table).references
    assert reference.product_id is None


def test_add_it_in_a_size_is_an_option(understand: Understander, basket: Context) -> None:
    heard = understand("add it in medium", basket)
    assert heard.says("add_to_cart")
    assert (heard.options, dict(heard.constraints)) == ({"size": "m"}, {})


def test_a_size_swap_in_the_cart_is_an_option(understand: Understander, basket: Context) -> None:
    heard = understand("actually make that large", basket)
    assert heard.says("update_cart")
    assert (heard.options, dict(heard.constraints)) == ({"size": "l"}, {})


@pytest.mark.parametrize(
    ("said", "number"), [("make it 3", 3), ("I'll take two", 2), ("two of them please", 2), ("add the second one", None)]
)
def test_quantities(understand: Understander, basket: Context, said: str, number: int | None) -> None:
    assert understand(said, basket).quantity == number


@pytest.mark.parametrize(
    ("said", "sort"),
    [
        ("cheapest first", "price_asc"),
        ("sort by rating", "rating_desc"),
        ("newest first", "newest"),
        ("price high to low", "price_desc"),
    ],
)
def test_order_words(understand: Understander, table: Context, said: str, sort: str) -> None:
    assert understand(said, table).sort == sort


def test_cheaper_is_relative_to_the_table_or_to_a_product(understand: Understander, table: Context) -> None:
    assert understand("cheaper ones", table).relatives == (Relative("cheaper", "price", "less"),)
    (than,) = understand("cheaper than the second", table).relatives
    assert (than.direction, than.product_id) == ("less", "nora")


@pytest.mark.parametrize(
    ("said", "name"), [("undo", "undo"), ("start over", "start_over"), ("help", "help"), ("red jackets", None)]
)
def test_commands(understand: Understander, table: Context, said: str, name: str | None) -> None:
    assert understand(said, table).command == name


def test_order_number_and_email(understand: Understander) -> None:
    assert understand("where's my order 000000001?").order_id == "000000001"
    heard = understand("roni_cost@example.com", Context("order_status", "where's my order 1?"))
    assert heard.email == "roni_cost@example.com"
    assert heard.says("track_order")


@pytest.mark.parametrize(
    ("said", "name"), [("what's on sale", "sale"), ("new arrivals", "new"), ("your best sellers", "bestseller")]
)
def test_highlights(understand: Understander, said: str, name: str) -> None:
    heard = understand(said)
    assert heard.says("browse_highlights")
    assert heard.highlight == name


def test_a_type_that_is_not_at_hand_changes_nothing_else(understand: Understander, basket: Context) -> None:
    (reference,) = understand("take the lamp out of my cart", basket).references
    assert (reference.product_id, reference.candidates) == (None, ())


def test_the_cart_is_no_product(understand: Understander, basket: Context) -> None:
    assert [r.product_id for r in understand("put it in the bag", basket).references] == ["nora"]


def test_bare_numbers_side_by_side_are_places(understand: Understander, table: Context) -> None:
    heard = understand("show me 2 and 3 side by side", table)
    assert [r.product_id for r in heard.references] == ["nora", "zoe"]
    assert [i.name for i in heard.intents] == ["compare_products"]


def test_what_is_on_a_product_named_by_its_place_is_no_other(understand: Understander, table: Context) -> None:
    cap = ShownProduct("cap", "Plain Cap", Decimal(9), 4.0, {"features": ("no logo",), "category": ("hats",)})
    at_hand = replace(table, shown=(*table.shown, cap))
    assert [r.product_id for r in understand("where's the logo on the first one?", at_hand).references] == ["jade"]
    assert "cap" in [r.product_id for r in understand("add the plain cap on the second row to my cart", at_hand).references]
