"""Orders that products are asked for in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.ordering import sort_word


@pytest.mark.parametrize(
    ("said", "sort"),
    [
        ("rank these by cost", "price_asc"),
        ("from cheap to pricey please", "price_asc"),
        ("the least costly ones first", "price_asc"),
        ("begin with the cheapest", "price_asc"),
        ("price ascending", "price_asc"),
        ("list them in order of price", "price_asc"),
        ("price, high to low", "price_desc"),
        ("put the dearest at the front", "price_desc"),
        ("costliest to cheapest", "price_desc"),
        ("order by price with the most expensive on top", "price_desc"),
        ("sort by descending price", "price_desc"),
        ("arrange them on customer reviews", "rating_desc"),
        ("best to worst", "rating_desc"),
        ("rank by shopper feedback", "rating_desc"),
        ("top scoring ones up front", "rating_desc"),
        ("from highest to lowest rating", "rating_desc"),
        ("sort by date added", "newest"),
        ("show recent ones first", "newest"),
        ("newest to oldest", "newest"),
        ("most bought at the top", "popularity"),
        ("rank by how well they sell", "popularity"),
        ("in order of popularity", "popularity"),
        ("tents, best sellers first", "popularity"),
        ("what's your cheapest tent", "price_asc"),
    ],
)
def test_an_order_is_heard(said: str, sort: str) -> None:
    found = sort_word(said, [])
    assert found is not None
    assert found[0] == sort


@pytest.mark.parametrize(
    "said",
    [
        "the two cheapest, put both in my bag",
        "cheapest one, does it fold",
        "is the dearest of these any good",
        "the best rated tent, what do owners say about it",
        "i'll buy the most expensive",
        "cheapest versus dearest",
        "what sort of tents are there",
        "in what order do you send parcels",
        "my order by courier",
        "made by hand",
        "is the third one well rated",
        "it's dearer than the first",
        "a first tent for my son",
        "where's my most recent order",
        "sort by rating, worst first",
        "oldest first",
        "by popular demand",
    ],
)
def test_what_only_points_is_no_order(said: str) -> None:
    assert sort_word(said, []) is None


@given(st.text(max_size=120))
def test_an_order_lies_within_the_text(text: str) -> None:
    found = sort_word(text.lower(), [])
    assert found is None or 0 <= found[1][0] < found[1][1] <= len(text.lower())


def test_a_place_taken_is_not_read_again() -> None:
    assert sort_word("cheapest first", [(0, 8)]) is None


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("sort by what's newest", "newest"),
        ("what's the latest order i placed", None),
        ("i want to order what's just in", None),
        ("what's new, cheapest first", "price_asc"),
        ("the ones people buy most should come first", "popularity"),
        ("whatever most people buy should be first in the list", "popularity"),
        ("4 stars plus then lowest price to highest", "price_asc"),
        ("i want to see what arrived most recently before the older stuff", "newest"),
    ],
)
def test_orders_said_in_a_clause(said: str, order: str | None) -> None:
    found = sort_word(said, [])
    assert (found and found[0]) == order
