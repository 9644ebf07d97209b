"""Searching for a person: what is stated to be for them comes before what is for nobody in particular; lists around a product."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from outdoor_shop import ITEMS, JACKETS, Item, import_items

from assistant.purpose import purpose
from assistant.reply import available
from assistant.retrieval import Retrieval
from data.constraint import Constraint, Phrase
from data.store import Store
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState, ShownCard
from nlu.encoder import SentenceEncoder
from nlu.understanding import Intent, Understanding

pytest_plugins = ("outdoor_shop",)

CHILDREN = [
    Item("pip", "Pip Rain Jacket", "Jackets", JACKETS, "30.00", [("4", "Red", 3)], "gender:Kids, material:Nylon"),
    Item("tam", "Tam Fleece Pullover", "Sweaters", "Apparel > Sweaters", "25.00", [("6", "Blue", 3)], "gender:Kids"),
    Item("wren", "Wren Wind Jacket", "Jackets", JACKETS, "52.00", [("S", "Red", 0)], "gender:Women, material:Nylon"),
    Item("hera", "Hera Wind Jacket", "Jackets", JACKETS, "70.00", [("S", "Black", 1)], "gender:Women, material:Nylon"),
]


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory, sentences: SentenceEncoder) -> Retrieval:
    folder = import_items(tmp_path_factory.mktemp("family"), sentences, [*ITEMS, *CHILDREN])
    return Retrieval(Store.open(folder), sentences)


def wanted(*values: str) -> Constraint:
    return Constraint(is_=frozenset(values))


def state(intent: str = "search_product", query: str = "", **constraints: Constraint) -> DialogueState:
    heard = Understanding(text=query, intents=(Intent(intent, 0.9),))
    return DialogueState("s1", constraints=constraints, query=query, understanding=heard)


def ids(candidates: Candidates) -> list[str]:
    return [pick.product.id for pick in candidates.picks]


def test_what_is_for_nobody_in_particular_does_not_flood_a_search_for_a_person(search: Retrieval) -> None:
    found = search.candidates(state(gender=wanted("kids"), color=wanted("green")))
    assert set(ids(found)) == {"pip", "tam"}
    assert found.gave_up == ("color",)


def test_a_type_that_states_no_gender_is_shown_to_whoever_asks_for_it(search: Retrieval) -> None:
    found = search.candidates(state(gender=wanted("women"), category=wanted("tent")))
    assert set(ids(found)) == {"dome", "palace"}
    assert found.unknown == ("gender",)


def test_what_grown_ups_wear_is_never_shown_for_a_child_while_there_is_anything_for_children(search: Retrieval) -> None:
    found = search.candidates(state(query="warm running shoes", gender=wanted("kids"), category=wanted("running shoe")))
    assert found.unknown == ("gender",) or set(ids(found)) == {"pip", "tam"}
    socks = search.candidates(state(query="warm socks", gender=wanted("kids"), category=wanted("sock")))
    assert set(ids(socks)) == {"pip", "tam"}
    assert socks.gave_up == ("category",)


def test_advice_for_somebody_with_a_purpose_ranks_what_serves_it_first(search: Retrieval) -> None:
    found = search.candidates(state("request_recommendation", "wife who sleeps in a tent", gender=wanted("women")))
    assert {ids(found)[0], ids(found)[1]} == {"dome", "palace"}
    assert (found.gave_up, found.unknown, found.total) == (("gender",), ("gender",), 0)


@pytest.mark.parametrize(
    ("intent", "query", "person"),
    [
        ("request_recommendation", "birthday present for my wife", "women"),
        ("request_recommendation", "wife who wants a wind jacket", "women"),
        ("request_recommendation", "son who sleeps in a tent", "kids"),
        ("search_product", "wife who sleeps in a tent", "women"),
    ],
)
def test_without_such_a_purpose_only_what_is_stated_passes(search: Retrieval, intent: str, query: str, person: str) -> None:
    found = search.candidates(state(intent, query, gender=wanted(person)))
    assert found.gave_up == ()
    assert all(person in pick.product.names("gender") for pick in found.picks)


def test_a_list_that_began_so_goes_on_so(search: Retrieval) -> None:
    began = replace(state("refine_search", "wife who sleeps in a tent", gender=wanted("women")), shown=(ShownCard("dome", "d"),))
    assert "palace" in ids(search.candidates(began))


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("dad who cooks", "cooks"),
        ("mum's birthday", ""),
        ("girlfriend", ""),
        ("a 6 year old", ""),
        ("something red for my brother who goes hiking", "goes hiking"),
    ],
)
def test_the_purpose_is_what_is_left_without_the_person_the_occasion_and_the_wishes(query: str, left: str) -> None:
    assert purpose(query, (Phrase("red", "color", "red", "is"),)) == left


@pytest.mark.parametrize("kind", ["similar", "complete_look"])
def test_a_list_around_a_product_is_narrowed_and_stays_around_it(search: Retrieval, kind: str) -> None:
    around = replace(state("refine_search", price=Constraint(max=Decimal(60))), anchor="jade", list_kind=kind)
    found = search.candidates(around)
    assert "jade" not in ids(found)
    assert found.total == len(found.picks) > 0
    assert all(pick.variant.price <= 60 for pick in found.picks)
    if kind == "complete_look":
        assert ids(found)[0] == "socks"
        assert not {"nora", "olaf", "hera", "wren", "pip"} & set(ids(found))
    else:
        assert ids(found)[0] == "nora"


def test_where_nothing_around_it_passes_the_search_says_what_it_gave_up(search: Retrieval) -> None:
    around = replace(state("refine_search", gender=wanted("women"), color=wanted("orange")), anchor="jade", list_kind="similar")
    assert search.candidates(around).gave_up


def test_an_order_asked_for_holds_around_a_product(search: Retrieval) -> None:
    around = replace(state("refine_search", gender=wanted("women")), anchor="jade", list_kind="similar", sort="price_desc")
    prices = [pick.variant.price for pick in search.candidates(around).picks if available(pick.variant)]
    assert prices == sorted(prices, reverse=True)


def test_what_is_sold_out_comes_last_around_a_product_too(search: Retrieval) -> None:
    like = search.similar_to("jade", constraints={"category": wanted("jacket")}, k=12)
    assert like[-1].product.id == "wren"
    with_it = search.goes_with("jade", k=8)
    stocked = [available(pick.variant) > 0 for pick in with_it]
    assert stocked == sorted(stocked, reverse=True)


def test_a_highlight_that_gives_nothing_is_named(tmp_path: Path, search: Retrieval) -> None:
    found = search.candidates(replace(state(category=wanted("jacket"), gender=wanted("women")), highlight="sale"))
    assert found.gave_up == ("sale",)
    assert found.picks
