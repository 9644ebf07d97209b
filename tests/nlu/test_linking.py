"""What the model marks, linked: makers that nobody knows, looks before a type, what is ruled out, slips that look like makers."""

from __future__ import annotations

import pytest

from data.common_lexicon import common_lexicon
from data.constraint import Constraint, to_json
from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder
from nlu.understand import Understander
from nlu.understanding import Context

SEARCH = Context("recommend", "boots", constraints={"category": Constraint(frozenset({"boot"}))})


@pytest.fixture(scope="module")
def everyday(encoder: SentenceEncoder) -> Understander:
    """Everyday words alone, of no shop."""
    return Understander(common_lexicon(), encoder)


@pytest.mark.parametrize(
    ("said", "brand"),
    [
        ("Show me Barbour jackets, olive", {"is": ["barbour"]}),
        ("we're after a Brakka tent for under 250", {"is": ["brakka"]}),
        ("ray-ban sunglasses", {"is": ["ray-ban"]}),
        ("trainers, anything but skechers", {"not": ["skechers"]}),
        ("projectors by Epson from 500 up", {"is": ["epson"]}),
        ("a tent from Vango for 150 or less", {"is": ["vango"]}),
    ],
)
def test_a_maker_that_nobody_knows_is_a_maker(everyday: Understander, said: str, brand: object) -> None:
    assert to_json(everyday(said).constraints).get("brand") == brand


@pytest.mark.parametrize(
    ("said", "brand"),
    [
        ("and not from Columbia", {"not": ["columbia"]}),
        ("only the Lowa ones", {"is": ["lowa"]}),
    ],
)
def test_a_maker_refines_a_search(everyday: Understander, said: str, brand: object) -> None:
    assert to_json(everyday(said, SEARCH).constraints).get("brand") == brand


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("wood not plastic", {"material": {"is": ["wood"], "not": ["plastic"]}}),
        ("don't show me wool", {"material": {"not": ["wool"]}}),
        ("no grey ones, and no beige either", {"color": {"not": ["beige", "gray"]}}),
        ("plain black ones", {"pattern": {"is": ["solid"]}, "color": {"is": ["black"]}}),
        ("something in the price range 50 to 80", {"price": {"min": 50, "max": 80}}),
        ("just the size 12s", {"size": {"is": ["12"]}}),
    ],
)
def test_what_refines_is_linked_whole(everyday: Understander, said: str, wanted: object) -> None:
    assert to_json(everyday(said, SEARCH).constraints) == wanted


def test_looks_before_a_type_are_looks(everyday: Understander) -> None:
    heard = everyday("I've a grey sofa at home, I want a cream throw that goes with it")
    assert to_json(heard.constraints) == {"category": {"is": ["blanket"]}, "color": {"is": ["cream"]}}


def test_a_price_range_seeks_no_kitchen_range(everyday: Understander) -> None:
    assert "category" not in everyday("something in the price range 50 to 80", SEARCH).constraints


@pytest.mark.parametrize(
    "said", ["a coat so I don't get cold", "I don't want to get soaked in the rain", "i can't find a kayak anywhere"]
)
def test_a_complaint_rules_nothing_out(everyday: Understander, said: str) -> None:
    assert not [c for c in everyday(said).constraints.values() if c.not_]


def test_a_need_is_met_by_what_the_store_has(encoder: SentenceEncoder) -> None:
    values = {"category": ("jacket", "bag"), "features": ("waterproof", "padded"), "color": ("red",)}
    entries = [LexiconEntry(slot, value, value, (), 5) for slot, all_of in values.items() for value in all_of]
    heard = Understander(Lexicon.build(entries), encoder)("a jacket for rainy days")
    assert to_json(heard.constraints) == {"category": {"is": ["jacket"]}, "features": {"is": ["waterproof"]}}


@pytest.mark.parametrize("said", ["ten of the mice for our office", "both earbuds, one's for my sister"])
def test_whom_and_what_for_choose_no_variant(everyday: Understander, said: str) -> None:
    assert not set(everyday(f"add {said}").options) & {"gender", "occasion"}


def test_an_order_of_other_things_orders_no_products(everyday: Understander) -> None:
    heard = everyday("how do i sort a python list of prices from low to high")
    assert ([i.name for i in heard.intents], heard.sort) == (["out_of_scope"], None)


def test_what_is_sought_beside_a_negation_is_not_ruled_out(everyday: Understander) -> None:
    heard = everyday("I want a red dress without a pattern and a black handbag")
    assert not heard.constraints["color"].not_


@pytest.mark.parametrize("said", ["trousers with a button fly", "jeans with a zip fly"])
def test_what_a_thing_is_said_to_have_is_no_type_of_its_own(everyday: Understander, said: str) -> None:
    (kind,) = everyday(said).constraints["category"].is_
    assert kind != "fly"
