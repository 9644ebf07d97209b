"""Acts that were taken for others: pointers, courtesies with a wish, guesses, types that the store lacks, buying."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.constraint import Constraint, to_json
from nlu.understand import Understander
from nlu.understanding import OUT_OF_SCOPE, Context

_NOTHING = Constraint()


def names(understand: Understander, said: str, context: Context) -> list[str]:
    return [i.name for i in understand(said, context).intents]


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("the second one", ["nora"]), ("second", ["nora"]), ("ok the green one", ["nora"]), ("the first", ["jade"]),
        ("number 3", ["zoe"]), ("the cheaper one", ["nora"]), ("the rust one", [None]), ("the ninth one", [None]),
        ("no I meant the second one", ["nora"]), ("Zoe Parka", ["zoe"]),
    ],
)  # fmt: skip
def test_a_bare_pointer_asks_for_details(understand: Understander, table: Context, said: str, ids: list[str | None]) -> None:
    heard = understand(said, table)
    assert [i.name for i in heard.intents] == ["ask_product_detail"]
    assert [r.product_id for r in heard.references] == ids


def test_a_bare_pointer_goes_on_with_a_purchase(understand: Understander, table: Context) -> None:
    asked = replace(table, action="clarify_reference", user="add it")
    assert names(understand, "the second one", asked) == ["add_to_cart"]


def test_a_place_beyond_the_table_is_nothing_that_is_on_it(understand: Understander, table: Context) -> None:
    (reference,) = understand("add the second one", replace(table, shown=table.shown[:1])).references
    assert (reference.product_id, reference.candidates) == (None, ())
    (both,) = understand("add both", replace(table, shown=table.shown[:1])).references
    assert (both.product_id, both.candidates) == (None, ())


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        ("the cheaper one", ["jade"]), ("add both", ["jade", "zoe"]), ("which one has better reviews", ["jade", "zoe"]),
        ("the other one", ["zoe"]),
    ],
)  # fmt: skip
def test_after_a_comparison_the_compared_are_meant(
    understand: Understander, table: Context, said: str, ids: list[str | None]
) -> None:
    compared = replace(table, action="compare", user="compare the first and the last", focus=("jade", "zoe"))
    assert [r.product_id for r in understand(said, compared).references] == ids


def test_two_that_are_named_are_not_both_of_the_focus(understand: Understander, table: Context) -> None:
    heard = understand("add the jade and the zoe, both in medium", replace(table, focus=("nora", "jade")))
    assert {r.product_id for r in heard.references} == {"jade", "zoe"}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("ok XL then", {"size": {"is": ["xl"]}}), ("ok M", {"size": {"is": ["m"]}}), ("yes but in red", {"color": {"is": ["red"]}})],
)
def test_a_courtesy_with_a_wish_is_the_wish(understand: Understander, table: Context, said: str, wanted: object) -> None:
    heard = understand(said, table)
    assert [i.name for i in heard.intents] == ["refine_search"]
    assert to_json(heard.constraints) == wanted


@pytest.mark.parametrize("said", ["you're stupid", "lol", "hmm", "eh?", "good dog", "qwerty asdf"])
def test_what_says_nothing_changes_nothing(understand: Understander, table: Context, said: str) -> None:
    assert names(understand, said, table) == [OUT_OF_SCOPE]


def test_scrap_that_is_undo(understand: Understander, table: Context) -> None:
    assert understand("scrap that", table).command == "undo"


@pytest.mark.parametrize("said", ["umbrella", "i need an umbrella", "do you have umbrellas", "ok what about umbrellas"])
def test_a_type_that_the_store_lacks_is_searched_for_alone(understand: Understander, table: Context, said: str) -> None:
    heard = understand(said, table)
    assert [i.name for i in heard.intents] == ["search_product"]
    assert to_json(heard.constraints) == {"category": {"is": ["umbrella"]}}
    assert heard.query in ("umbrella", "umbrellas")


def test_a_colour_that_the_store_lacks_is_a_wish(understand: Understander, table: Context) -> None:
    assert to_json(understand("in pink", table).constraints) == {"color": {"is": ["pink"]}}


@pytest.mark.parametrize("said", ["a bag for my umbrella", "book a table for two tonight", "does it match"])
def test_other_nouns_are_no_type_that_is_sought(understand: Understander, said: str) -> None:
    assert not {"umbrella", "table"} & understand(said).constraints.get("category", _NOTHING).is_


def test_a_predicate_is_no_type(understand: Understander) -> None:
    heard = understand("a dress, nothing too long because I'm short")
    assert to_json(heard.constraints)["category"] == {"is": ["dresses"]}


def test_the_bag_to_buy_with_is_no_bag(understand: Understander, basket: Context) -> None:
    heard = understand("Add to bag, size 9, green", replace(basket, cart=(), action="detail"))
    assert heard.says("add_to_cart")
    assert (heard.options, dict(heard.constraints)) == ({"size": "9", "color": "green"}, {})


@pytest.mark.parametrize(
    ("said", "intents"),
    [
        ("6 of the green ones", {"add_to_cart"}), ("i want a set of 6", {"add_to_cart"}), ("make it 2", {"add_to_cart"}),
        ("add it to my basket and tell me about returns", {"add_to_cart", "ask_policy"}), ("two hats", {"search_product"}),
        ("add the first one in M and show me umbrellas", {"add_to_cart", "search_product"}),
        ("ship it to canada", {"ask_policy"}),
        ("how do I look after them", {"ask_product_detail"}), ("gimme it in navy", {"add_to_cart"}),
    ],
)  # fmt: skip
def test_phrases_of_buying_and_asking(understand: Understander, table: Context, said: str, intents: set[str]) -> None:
    heard = understand(said, replace(table, focus=("nora",)))
    assert {i.name for i in heard.intents} == intents


def test_a_quantity_is_counted(understand: Understander, table: Context) -> None:
    assert understand("i want a set of 6", replace(table, focus=("nora",))).quantity == 6
    assert understand("6 of the green ones", table).quantity == 6


def test_another_one_in_a_colour_is_added(understand: Understander, basket: Context) -> None:
    heard = understand("another one in navy M", basket)
    assert heard.says("add_to_cart")
    assert heard.options == {"color": "navy", "size": "m"}


def test_a_bare_order_number_follows_an_order(understand: Understander) -> None:
    heard = understand("ok what about 20621", Context("order_status", "where is my order 20620"))
    assert (heard.order_id, dict(heard.constraints)) == ("20621", {})
    assert heard.says("track_order")


def test_the_cheapest_of_a_type_is_a_search(understand: Understander) -> None:
    heard = understand("what is the cheapest lamp?")
    assert ([i.name for i in heard.intents], heard.sort) == (["search_product"], "price_asc")


@pytest.mark.parametrize("said", ["any colour except black", "do you have anything with leather"])
def test_any_with_a_value_refines(understand: Understander, table: Context, said: str) -> None:
    assert names(understand, said, table) == ["refine_search"]
