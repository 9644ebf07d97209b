"""Wishes told once more, chosen, or said alone: forms that begin like something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.constraint import to_json
from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder
from nlu.understand import Understander
from nlu.understanding import Context


@pytest.mark.parametrize(
    "said",
    [
        "but i asked for leather",
        "but i asked for leather ones",
        "no, i said leather",
        "leather, i said",
        "i meant leather",
        "sorry, leather is what i want",
        "let's go with leather",
        "leather would be good",
        "made of leather please",
        "hmm, leather after all",
    ],
)
def test_a_wish_is_a_wish_however_it_is_told(understand: Understander, table: Context, said: str) -> None:
    heard = understand(said, table)
    assert [i.name for i in heard.intents] == ["refine_search"]
    assert to_json(heard.constraints) == {"material": {"is": ["leather"]}}
    assert not heard.dropped


def test_a_slip_that_is_all_that_is_said_is_not_taken_for_a_type(understand: Understander) -> None:
    assert [i.name for i in understand("howdy").intents] == ["greet"]


def test_a_whole_title_names_one_of_two(understand: Understander, table: Context) -> None:
    crew, vee = (replace(table.shown[0], id=i, title=f"Dash Running Tee ({i})") for i in ("Crew-Neck", "V-neck"))
    context = replace(table, shown=(crew, vee, *table.shown[1:]))
    heard = understand("add the Dash Running Tee (V-neck) to my cart", context)
    assert [r.product_id for r in heard.references] == ["V-neck"]
    assert not heard.options


def test_who_asks_why_is_answered(understand: Understander, table: Context) -> None:
    assert understand("I asked for leather, so why is the cotton one in there?", table).says("ask_explanation")


def test_some_for_men_are_not_more_of_the_same(understand: Understander, table: Context) -> None:
    heard = understand("can i see some for men", table)
    assert [i.name for i in heard.intents] == ["refine_search"]
    assert to_json(heard.constraints)["gender"]["is"]


@pytest.fixture(scope="module")
def closures(encoder: SentenceEncoder) -> Understander:
    """A shop in which some types, ways of closing, uses and fits are called alike."""
    values: dict[str, dict[str, tuple[str, ...]]] = {
        "category": {"loafer": ("slip-on", "slip on"), "boot": (), "belt": (), "bag": (), "lamp": ()},
        "closure": dict.fromkeys(("slip-on", "buckle", "open top", "button"), ()),
        "fit": {"true to size": ()},
        "occasion": {"work": ()},
        "room": {"dining room": ()},
        "color": {"walnut": ()},
        "material": {"walnut": ()},
        "capacity": {"20 l": ()},
    }
    entries = (LexiconEntry(s, v, v, forms, 10) for s, all_of in values.items() for v, forms in all_of.items())
    return Understander(Lexicon.build(entries), encoder)


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("slip-on", {"closure": {"is": ["slip-on"]}}),
        ("i'd prefer slip-on", {"closure": {"is": ["slip-on"]}}),
        ("buckle", {"closure": {"is": ["buckle"]}}),
        ("open top", {"closure": {"is": ["open top"]}}),
        ("it should be with a button", {"closure": {"is": ["button"]}}),
        ("true to size", {"fit": {"is": ["true to size"]}}),
        ("for work", {"occasion": {"is": ["work"]}}),
        ("no, i said for work", {"occasion": {"is": ["work"]}}),
        ("for the dining room", {"room": {"is": ["dining room"]}}),
        ("walnut-colored", {"color": {"is": ["walnut"]}}),
        ("in a walnut color", {"color": {"is": ["walnut"]}}),
        ("20 l", {"capacity": {"is": ["20 l"]}}),
    ],
)
def test_a_value_alone_narrows_what_is_searched(closures: Understander, said: str, wish: dict[str, object]) -> None:
    heard = closures(said, Context("recommend", "boots", constraints={"category": closures("boots").constraints["category"]}))
    assert to_json(heard.constraints) == wish


def test_a_type_by_another_name_is_a_type_where_nothing_is_searched(closures: Understander) -> None:
    assert to_json(closures("slip-ons please").constraints) == {"category": {"is": ["loafer"]}}
    assert to_json(closures("bags in size 20 l").constraints) == {"category": {"is": ["bag"]}, "capacity": {"is": ["20 l"]}}
