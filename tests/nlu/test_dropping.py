"""What is let go, in many wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.dropping import dropped
from nlu.understand import Understander
from nlu.understanding import Context


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("whichever colour", {"color"}),
        ("i couldn't care less about the brand", {"brand"}),
        ("the make is unimportant", {"brand"}),
        ("i don't mind who made it", {"brand"}),
        ("price no longer matters", {"price"}),
        ("don't restrict it to size 9", {"size"}),
        ("it needn't be wool", {"material"}),
        ("linen isn't a dealbreaker", {"material"}),
        ("the fabric can be whatever", {"material"}),
        ("the size and the colour can go", {"size", "color"}),
        ("scrap the brand and the budget", {"brand", "price"}),
        ("it doesn't need to be under 90", {"price"}),
        ("lose the 4 star filter", {"rating"}),
        ("green, never mind that", {"color"}),
        ("no colour preference", {"color"}),
        ("no particular brand", {"brand"}),
        ("not set on black", {"color"}),
        ("let the size slide", {"size"}),
        ("take the brand filter off", {"brand"}),
        ("show me all of them regardless of the cost", {"price"}),
        ("go back to before i said blue", {"color"}),
        ("i said cotton earlier but other fabrics work too", {"material"}),
        ("brand? i don't care", {"brand"}),
        ("money's no object", {"price"}),
        ("whatever it costs", {"price"}),
        ("the colour makes no difference", {"color"}),
        ("surprise me on the colour", {"color"}),
        ("it could be a different colour", {"color"}),
        ("could you ignore what i said about the rating", {"rating"}),
        ("any colour but keep it under 50", {"color"}),
        ("it doesn't have to be by Zellbach", {"brand"}),
    ],
)
def test_a_slot_is_let_go(understand: Understander, table: Context, said: str, slots: set[str]) -> None:
    heard = understand(said, table)
    assert set(heard.dropped) == slots
    assert not slots & set(heard.constraints)


@pytest.mark.parametrize(
    "said",
    [
        "any colour but red",
        "do you have it in any other colours",
        "any sizes left",
        "remove the red ones",
        "drop the price order and sort by rating",
        "put the red one in my basket and remove the blue one",
        "leave out nylon",
        "raise my budget to 90",
        "jackets with no brand names",
        "would a medium be too tight",
        "what brand is it",
        "i don't care for wool",
        "the cheap look of it isn't for me",
    ],
)
def test_nothing_is_let_go(understand: Understander, table: Context, said: str) -> None:
    assert understand(said, table).dropped == ()


def test_a_limit_let_go_is_no_limit_any_more(understand: Understander, table: Context) -> None:
    heard = understand("it doesn't have to be under 50 any more", table)
    assert (heard.dropped, heard.constraints) == (("price",), {})


def test_a_limit_set_anew_is_one(understand: Understander, table: Context) -> None:
    heard = understand("widen the budget to like 70 bucks", table)
    assert heard.dropped == ()
    assert heard.constraints["price"].max == 70


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    lower = text.lower()
    found = dropped(lower, (), ("color", "size"), {})
    assert all(0 <= start < end <= len(lower) for start, end in found.taken)
