"""Wishes of several values: every kind named is shown, and what has all features that were named comes first."""

from __future__ import annotations

import pytest
from outdoor_shop import Item, import_items

from assistant.retrieval import Retrieval
from data.constraint import Constraint, Phrase
from data.store import Store
from dialogue_policy.state import DialogueState
from nlu.encoder import SentenceEncoder
from nlu.understanding import Understanding

pytest_plugins = ("outdoor_shop",)
BAGS, LAMPS = "Gear > Bags", "Home > Lamps"
ITEMS = [
    *(
        Item(f"bag{n}", f"Bag {n}", "Bags", BAGS, "50.00", [("", "Black", 9)], f"features:{features}, width:{20 + n} cm")
        for n, features in enumerate(["Waterproof", "Waterproof", "Lockable", "Waterproof, features:Lockable", "Lockable"] * 2)
    ),
    Item("lamp", "Lamp", "Lamps", LAMPS, "40.00", [("", "White", 9)], "width:30 cm"),
]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Retrieval:
    return Retrieval(Store.open(import_items(tmp_path_factory.mktemp("several"), encoder, ITEMS)), encoder)


def state(text: str, slot: str, *values: str) -> DialogueState:
    phrases = tuple(Phrase(value, slot, value, "is") for value in values)
    said = Understanding(text=text, intents=())
    return DialogueState("s", understanding=said, constraints={slot: Constraint(frozenset(values))}, phrases=phrases)


def test_what_has_both_features_comes_first(search: Retrieval) -> None:
    found = search.candidates(state("waterproof and lockable", "features", "waterproof", "lockable"))
    assert {pick.product.id for pick in found.picks[:2]} == {"bag3", "bag8"}
    assert found.total == 10


def test_no_kind_that_was_named_is_crowded_out(search: Retrieval) -> None:
    found = search.candidates(state("a bag and a lamp", "category", "bag", "lamp"))
    assert "lamp" in [pick.product.id for pick in found.picks[:2]]


def test_a_measure_is_nothing_to_be_asked_about(search: Retrieval) -> None:
    assert "width" not in search.candidates(state("bags", "category", "bag")).spread
