"""Things that a product has on it, whichever slot tells so."""

from __future__ import annotations

import pytest

from data.things import names_of, tells_of


def test_a_thing_is_called_by_its_single_words() -> None:
    assert names_of("features", "zipper") >= {"zip", "zipper"}
    assert names_of("features", "collar") == {"collar"}
    assert names_of("color", "red") == frozenset()


@pytest.mark.parametrize(
    ("slot", "value", "thing", "there"),
    [
        ("closure", "Half Zip", "zipper", True),
        ("style", "Full zip", "zipper", True),
        ("zipper_color", "gold", "zipper", True),
        ("features", "Zip-Free", "zipper", False),
        ("features", "No Logo", "logo", False),
        ("logo_color", "yellow", "logo", True),
        ("border", "none", "border", False),
        ("closure", "Laceless", "lace", False),
        ("category", "belt", "belt", False),
        ("material", "Zip Fleece", "zipper", False),
        ("features", "Zip pocket, non-slip sole", "zipper", True),
        ("heel_height", "Flat", "heel", False),
        ("heel_height", "8 cm", "heel", True),
        ("hood", "false", "hood", False),
        ("pocket_count", "0", "pocket", False),
        ("logo_free", "yes", "logo", False),
        ("belt_loops", "yes", "belt", False),
        ("lining", "unlined", "lining", False),
    ],
)
def test_records_that_tell_of_a_thing(slot: str, value: str, thing: str, *, there: bool) -> None:
    assert tells_of(slot, value, names_of("features", thing)) is there
