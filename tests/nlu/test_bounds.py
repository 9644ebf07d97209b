"""Prices and ratings as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.bounds import bounds


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("under $80", None, 80), ("below 60 bucks", None, 60), ("between 20 and 40", 20, 40), ("around 50", 40, 60),
        ("up to $100", None, 100), ("at least 20", 20, None), ("under two hundred", None, 200), ("30-50", 30, 50),
        ("max 75", None, 75), ("i can go up to 120", None, 120), ("under 1.5k", None, 1500), ("shoes for $50", None, 50),
        ("between $1,000 and 2k", 1000, 2000), ("nothing over 90", None, 90), ("no more than 50", None, 50),
        ("under a hundred", None, 100), ("50 or less", None, 50), ("fifty to eighty dollars", 50, 80), ("£40", None, 40),
        ("less than 10,99€", None, "10.99"), ("60 max", None, 60), ("between 40 and 20", 20, 40), ("over 50", 50, None),
        ("roughly 100", 80, 120), ("$20 to $30", 20, 30), ("budget is 300", None, 300),
        ("i don't want to spend over 100 on a dress", None, 100), ("i'd rather not go above 85", None, 85),
        ("a dress that doesn't cost more than 80", None, 80), ("it shouldn't exceed 60", None, 60),
        ("i'm not looking to spend more than 90", None, 90), ("i can't go over 100 dollars", None, 100),
        ("i don't want anything under 50", 50, None), ("spend no more than twenty five quid", None, 25),
        ("i don't like wool, over 100", 100, None), ("nothing red but over 50", 50, None),
    ],
)  # fmt: skip
def test_a_price_is_read(said: str, low: object, high: object) -> None:
    (found,) = bounds(said)
    wanted = tuple(None if one is None else Decimal(str(one)) for one in (low, high))
    assert (found.slot, found.low, found.high) == ("price", *wanted)


@pytest.mark.parametrize(
    ("said", "low"), [("at least 4 stars", 4), ("rated 4+", 4), ("4 stars and up", 4), ("over 4.5 stars", "4.5")]
)
def test_a_rating_is_read(said: str, low: object) -> None:
    (found,) = bounds(said)
    assert (found.slot, found.low, found.high) == ("rating", Decimal(str(low)), None)


@pytest.mark.parametrize(
    "said",
    [
        "size 30-32",
        "under 15 inches",
        "15-inch laptop",
        "order #1042",
        "under -5",
        "2k",
        "two of them",
        "something like 5 mugs",
        "a rug, at least 5x8 ft",
        "ok what about 20621",
        "how about 34",
    ],
)
def test_other_numbers_are_no_prices(said: str) -> None:
    assert bounds(said) == []


def test_a_bare_number_answers_the_question_for_the_price() -> None:
    (found,) = bounds("50", awaiting="price")
    assert found.high == 50


@given(st.integers(1, 99_999))
def test_any_whole_price_comes_back(number: int) -> None:
    assert [b.high for b in bounds(f"shoes under ${number}")] == [number]


@given(st.text(max_size=200))
def test_bounds_lie_within_the_text(text: str) -> None:
    assert all(0 <= b.start < b.end <= len(text) for b in bounds(text.lower()))


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("drop everything above 75", None, 75),
        ("lose the ones under 20", 20, None),
        ("hide anything that's more than 60 pounds", None, 60),
        ("don't drop anything under 50", None, 50),
        ("drop me anything under 20", None, 20),
    ],
)
def test_what_is_to_go_bounds_what_stays(said: str, low: int | None, high: int | None) -> None:
    assert [(b.low, b.high) for b in bounds(said)] == [(low, high)]


def test_a_range_that_is_to_go_bounds_nothing() -> None:
    assert bounds("hide anything between 50 and 100") == []
