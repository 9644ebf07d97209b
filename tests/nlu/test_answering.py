"""An answer to "which size?", in the shop's own way of writing sizes."""

from __future__ import annotations

import pytest

from nlu.answering import chosen

LETTERS = ("XS", "S", "M", "L", "XL")
HATS = ("57 cm", "59 cm", "61 cm")


@pytest.mark.parametrize(
    ("said", "options", "meant"),
    [
        ("s/m", ("S/M", "L/XL"), "S/M"),
        ("size s / m please", ("S/M", "L/XL"), "S/M"),
        ("57 cm", HATS, "57 cm"),
        ("57cm", HATS, "57 cm"),
        ("size 57 please", HATS, "57 cm"),
        ("i'd say the 59", HATS, "59 cm"),
        ("4 please", ("4", "6", "8"), "4"),
        ("six, thanks", ("4", "6", "8"), "6"),
        ("let's go with xl", LETTERS, "XL"),
        ("l would be great", LETTERS, "L"),
        ("one size", ("One Size",), "One Size"),
        ("8.5", ("8", "8.5", "9"), "8.5"),
    ],
)
def test_what_was_offered_is_taken_as_written(said: str, options: tuple[str, ...], meant: str) -> None:
    assert chosen(said, "size", options) == meant


@pytest.mark.parametrize(
    "said", ["4 of them please", "xl and add the socks too", "show me boots", "", "the first one", "no thanks"]
)
def test_whoever_says_more_is_read_in_full(said: str) -> None:
    assert chosen(said, "size", LETTERS) is None


def test_a_number_is_a_size_even_where_none_is_called_so() -> None:
    assert chosen("4 please", "size", LETTERS) == "4"
    assert chosen("4 please", "color", ("Red", "Blue")) is None


def test_a_number_that_two_sizes_begin_with_names_neither() -> None:
    assert chosen("120", "size", ("120 cm", "120 inch")) is None
