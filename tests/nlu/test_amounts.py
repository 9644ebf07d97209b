"""Numbers and limits in the many ways they are put."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.bounds import bounds
from nlu.numbers import value


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("one eighty", 180), ("three-twenty", 320), ("a hundred and five", 105), ("four hundred", 400), ("two and a half", "2.5"),
        ("three and a half thousand", 3500), ("a couple of hundred", 200), ("5 hundred", 500), ("6 grand", 6000),
        ("a tenner", 10),
        ("seventy-seven", 77), ("fifteen hundred", 1500), ("two thousand one hundred", 2100), ("3.5k", 3500),
    ],
)  # fmt: skip
def test_a_number_is_read(said: str, number: object) -> None:
    assert value(said) == Decimal(str(number))


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("a kettle for sixty-five pounds tops", None, 65), ("rs 700 at the most", None, 700), ("900 rupees and up", 900, None),
        ("usd 45 max", None, 45), ("ninety is my absolute ceiling", None, 90), ("30 quid upwards", 30, None),
        ("between forty and fifty-five euros", 40, 55), ("somewhere between four and five hundred", 400, 500),
        ("two to three grand", 2000, 3000), ("one to one eighty", 100, 180), ("ten to twenty each", 10, 20),
        ("lift my budget to 90", None, 90), ("i could pay as much as 70", None, 70),
        ("as high as two hundred and ten", None, 210),
        ("i have a hundred to spend", None, 100), ("seventyish", 56, 84), ("something like 100 bucks", 80, 120),
        ("a wallet for a tenner max", None, 10), ("30 to 50 or so", 30, 50), ("sub 40 please", None, 40),
        ("nothing under 50", 50, None), ("60 apiece", None, 60), ("my max is 75", None, 75), ("atleast 200 euro", 200, None),
    ],
)  # fmt: skip
def test_a_limit_is_read(said: str, low: object, high: object) -> None:
    (found,) = bounds(said)
    assert (found.slot, found.low, found.high) == ("price", *(None if n is None else Decimal(str(n)) for n in (low, high)))


@pytest.mark.parametrize(
    ("said", "low"),
    [("nothing under 3.5", "3.5"), ("only good reviews, four plus", 4), ("4+", 4), ("at least four and a half stars", "4.5")],
)
def test_a_small_number_may_be_of_stars(said: str, low: object) -> None:
    (found,) = bounds(said)
    assert (found.slot, found.low, found.high) == ("rating", Decimal(str(low)), None)


@pytest.mark.parametrize(
    "said",
    [
        "why is that 25 dollars more than the other", "the extra forty quid, what for", "the £80 one", "is delivery free over 40",
        "kids between three and nine", "a child under four", "from five in the morning", "nike air max 90",
        "i weigh eighty pounds",
        "a set of ten to twelve people", "take the eight to nine or the ten to eleven", "read me the one star reviews",
        "bump it up to five", "from one to four", "i need at least three ports", "shoes from 2019", "about eleven stone",
        "at least 800 lumens", "our under 12s",
    ],
)  # fmt: skip
def test_what_counts_something_else_is_no_limit(said: str) -> None:
    assert bounds(said) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("please raise my budget to 90", "90"),
        ("i can spend £45", "£45"),
        ("under 60", "under 60"),
        ("no more than 30", "no more than 30"),
    ],
)
def test_the_words_for_a_limit_can_be_said_back(said: str, words: str) -> None:
    (found,) = bounds(said)
    assert said[found.start if found.words is None else found.words : found.end] == words


@given(st.text(alphabet=st.sampled_from("0123456789.,k$£€-+ abcdefghijklmnoprstuvwxy'"), max_size=80))
def test_a_bound_never_crosses_itself(text: str) -> None:
    for bound in bounds(text):
        assert bound.low is not None or bound.high is not None
        assert bound.low is None or bound.high is None or bound.low <= bound.high


@given(st.integers(10, 99_999), st.integers(10, 99_999))
def test_the_ends_of_a_range_come_back_in_order(one: int, other: int) -> None:
    (found,) = bounds(f"between ${one} and ${other}")
    assert (found.low, found.high) == (min(one, other), max(one, other))


@given(st.text(max_size=40))
def test_any_text_has_a_number_or_none(text: str) -> None:
    found = value(text)
    assert found is None or found >= 0
