"""What is meant by other words than the store's: a need, or a phrase near to a value."""

from __future__ import annotations

import pytest

from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder
from nlu.similar import Similar

VALUES = {
    "features": ("waterproof", "breathable", "machine washable", "rain cover", "insulated", "reversible", "padded", "foldable"),
    "activity": ("gym", "cycling", "hiking", "running"),
    "occasion": ("wedding", "work", "beach", "formal"),
    "season": ("winter", "summer", "autumn"),
    "color": ("gold", "blue", "purple", "green", "red"),
    "care": ("wipe clean", "dry clean"),
    "lens_color": ("gold", "purple"),
}


@pytest.fixture(scope="module")
def similar(encoder: SentenceEncoder) -> Similar:
    entries = (LexiconEntry(slot, value, value, (), 5) for slot, values in VALUES.items() for value in values)
    return Similar(Lexicon.build(entries), encoder)


@pytest.mark.parametrize(
    ("said", "slot", "value"),
    [
        ("for rainy days", "features", "waterproof"),
        ("keeps the rain out", "features", "waterproof"),
        ("can go in the washing machine", "features", "machine washable"),
        ("freezing mornings", "features", "insulated"),
        ("for the gym", "activity", "gym"),
        ("breathes well", "features", "breathable"),
        ("for a wedding", "occasion", "wedding"),
        ("cold winter", "features", "insulated"),
    ],
)
def test_a_need_is_the_value_that_serves_it(similar: Similar, said: str, slot: str, value: str) -> None:
    found = similar.to(said)
    assert found is not None
    assert (found.slot, found.canonical) == (slot, value)


@pytest.mark.parametrize(
    "said", ["vermilion", "dog proof", "easy to clean", "nice", "for my aunt", "won't show dirt", "q", "gold coloured"]
)
def test_what_is_near_nothing_is_left(similar: Similar, said: str) -> None:
    assert similar.to(said) is None


def test_a_store_without_values_means_nothing(encoder: SentenceEncoder) -> None:
    nothing = Similar(
        Lexicon.build([LexiconEntry("features", "waterproof", "waterproof")]), encoder
    )  # known, and stocked by none
    assert nothing.to("for rainy days") is None


@pytest.mark.parametrize(
    "said",
    [
        "visible logo",
        "heat pad",
        "wind chime",
        "cold shoulder",
        "icy blue",
        "reading at night",
        "rain barrel",
        "snow white",
        "cold brew",
    ],
)
def test_a_word_of_the_weather_alone_is_no_need(similar: Similar, said: str) -> None:
    assert similar.to(said) is None


def test_no_material_is_taken_for_another(encoder: SentenceEncoder) -> None:
    entries = [LexiconEntry("material", name, name, (), 5) for name in ("leather", "suede", "metal", "wood")]
    similar = Similar(Lexicon.build(entries), encoder)
    assert [similar.to(said) for said in ("leatherette", "suedette", "copper", "pine")] == [None] * 4
