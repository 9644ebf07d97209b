"""How many pieces are bought."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.counting import MOST, bought, changed


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("half a dozen of the forks", 6),
        ("two dozen eggcups please", 24),
        ("raise the napkins to nine", 9),
        ("change the spoons from two to five", 5),
        ("make the cushions three and then check out", 3),
        ("seven plates not eight", 7),
        ("three instead of four", 3),
        ("it should be two", 2),
        ("i've got four of those in there, i only wanted one", 1),
        ("stick two in my basket", 2),
        ("pop one in the bag", 1),
        ("one in green please", 1),
        ("lovely, one for my brother", 1),
        ("just the one, thanks", 1),
        ("that candle x4", 4),
        ("3x the blue mug", 3),
        ("the lamp, times two", 2),
        ("three stools for the kitchen, add them", 3),
        ("add the green cups, six", 6),
        ("qty: 12", 12),
        ("one hundred of the badges", 100),
        ("let's make it eight", 8),
        ("a couple of these", 2),
        ("put me down for a dozen", 12),
        ("double it, so four", 4),
        ("one not three of those", 1),
        ("put the towels at six", 6),
        ("the blue bowl, 2", 2),
        ("three forty watt bulbs, add them", 3),
    ],
)
def test_a_count_is_read(said: str, count: int) -> None:
    assert bought(said, ()) == count


@pytest.mark.parametrize(
    "said",
    [
        "add the first two",
        "the second one in a 38",
        "the 4.5 star one, put it in",
        "i'll take the 27 inch one",
        "add the small one",
        "it must be for kids of 3 years",
        "remove the hat, i have one at home",
        "number three, in the bag",
        "change the size to 11",
        "another one in red",
        "if there are only two left i'll take both",
        "the 8x10 rug",
        "an electric three hole punch",
        "all four in the cart",
        "drop the small lamp and put in the big one instead",
        "two cheapest, put both in",
        "take one of the mugs out",
    ],
)
def test_other_numbers_count_nothing(said: str) -> None:
    assert bought(said, ()) is None


@pytest.mark.parametrize(
    ("said", "count"), [("bump the bowls up to nine", 9), ("quantity seven", 7), ("order me ten of the pens", 10)]
)
def test_a_change_is_sure_whatever_else_is_said(said: str, count: int) -> None:
    assert changed(said, ()) == count


@pytest.mark.parametrize("said", ["size 2 please", "a tent for two", "two chairs", "at least 4 stars", "three kids, so no glass"])
def test_a_number_in_a_search_changes_no_count(said: str) -> None:
    assert changed(said, ()) is None


def test_after_a_cart_fewer_words_change_it() -> None:
    assert changed("three instead", (), in_cart=True) == 3


def test_a_number_already_read_is_not_counted() -> None:
    assert bought("add 40", [(4, 6)]) is None


@given(st.text(max_size=100))
def test_any_text_has_a_count_or_none(text: str) -> None:
    for found in (bought(text.lower(), ()), changed(text.lower(), (), in_cart=True)):
        assert found is None or 0 <= found <= MOST


@given(st.integers(2, MOST))
def test_any_count_comes_back(number: int) -> None:
    assert bought(f"change it to {number}", ()) == number
