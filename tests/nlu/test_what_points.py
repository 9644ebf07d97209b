"""Products pointed at: places, ends of a scale, prices, names, what is left out, taken back, or comes back as "it"."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.message import read
from nlu.references import Pointer, pointing
from nlu.understanding import Context, ShownProduct


def lamp(id_: str, title: str, price: float, rating: float, **attributes: str) -> ShownProduct:
    return ShownProduct(id_, title, Decimal(str(price)), rating, {slot: (value,) for slot, value in attributes.items()})


ORB = lamp("orb", "Orb Desk Lamp", 42, 4.4, category="desk lamps", color="brass", material="metal", brand="Lumen")
REED = lamp("reed", "Reed Floor Lamp", 110, 4.7, category="floor lamps", color="black", material="rattan", brand="Lumen")
COVE = lamp("cove", "Cove Side Table", 75, 4.4, category="side tables", color="black", material="oak", brand="Fell")
PUFF = lamp("puff", "Puff Footstool 40", 75, 3.9, category="footstools", color="green", material="velvet", brand="Fell")
TABLE = (ORB, REED, COVE, PUFF)
IDS = frozenset(p.id for p in TABLE)
WORDS = [
    "the", "first", "second", "last", "middle", "top", "cheapest", "dearest", "better", "rated", "one", "ones", "two",
    "both", "all", "of", "them", "other", "not", "no", "except", "and", "or", "from", "lamp", "lamps", "table",
    "desk", "black", "brass", "velvet", "lumen", "fell", "orb", "reed", "cove", "puff", "40", "75", "$75", "4.4",
    "stars", "it", "that", "these", "which", "in", "for", "with", "a", ",", ".", "?",
]  # fmt: skip


def point(said: str, action: str | None = None, user: str | None = None, focus: tuple[str, ...] = ()) -> tuple[Pointer, ...]:
    return pointing(read(said), Context(action, user, TABLE, focus), frozenset(WORDS))


def ids(said: str, action: str | None = None, user: str | None = None, focus: tuple[str, ...] = ()) -> list[str | None]:
    return [p.reference.product_id for p in point(said, action, user, focus)]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("how wide is the second one", ["reed"]), ("tell me more about number 4", ["puff"]),
        ("the last but one, is it oak", ["cove"]),
        ("the bottom one please", ["puff"]), ("third from the left", ["cove"]), ("the one at the top, any scratches", ["orb"]),
        ("are the first three in stock", ["orb", "reed", "cove"]), ("2 vs 3, which is heavier", ["reed", "cove"]),
        ("the third. no hang on, the first", ["orb"]), ("number 2, no, 4", ["puff"]),
    ],
)  # fmt: skip
def test_places(said: str, wanted: list[str]) -> None:
    assert ids(said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("the cheapest one", ["orb"]), ("second most expensive one, please", [None]), ("the best rated one", ["reed"]),
        ("the cheaper of the two black ones", ["cove"]), ("the two lowest rated lamps", ["orb", "reed"]),
        ("the lamp with the better rating, does it dim", ["reed"]), ("most expensive versus cheapest", ["reed", "orb"]),
        ("the $110 one in green?", ["reed"]), ("the 75 one", [None]), ("the 3.9 star one", ["puff"]),
        ("the one under 50", ["orb"]),
    ],
)  # fmt: skip
def test_ends_of_a_scale_and_numbers(said: str, wanted: list[str | None]) -> None:
    assert ids(said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("is the velvet one washable", ["puff"]), ("what's the Reed made of", ["reed"]),
        ("the black lamp, has it a dimmer", ["reed"]),
        ("footstool height?", ["puff"]), ("orb and cove, add both", ["orb", "cove"]), ("the lamp, is it heavy", [None]),
        ("lumen one, any reviews", [None]), ("the fotstool is lovely", ["puff"]), ("the 40 in blue?", ["puff"]),
        ("the table and the footstool from fell", ["cove", "puff"]),
    ],
)  # fmt: skip
def test_names_types_and_looks(said: str, wanted: list[str | None]) -> None:
    assert ids(said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("not the orb, the other lamp", ["reed"]), ("not the table, the other Fell one, how soft is it", ["puff"]),
        ("everything except the footstool", ["orb", "reed", "cove"]), ("both lamps, which is brighter", ["orb", "reed"]),
        ("these two, the first and the last, add them", ["orb", "puff"]), ("all four please", ["orb", "reed", "cove", "puff"]),
    ],
)  # fmt: skip
def test_what_is_left_out_or_taken_together(said: str, wanted: list[str]) -> None:
    assert ids(said) == wanted


@pytest.mark.parametrize(
    ("said", "before", "wanted"),
    [
        ("and what does it weigh", "is the reed stable", ["reed"]), ("does the other lamp dim", "is the orb bright", ["reed"]),
        ("not that one, the other black one", "how tall is the cove", ["reed"]),
        ("add it", "tell me about the footstool", ["puff"]),
    ],
)  # fmt: skip
def test_what_was_said_before_is_the_antecedent(said: str, before: str, wanted: list[str]) -> None:
    assert ids(said, "detail", before) == wanted


def test_a_name_that_is_taken_back_is_not_meant() -> None:
    assert ids("forget the orb. the reed, add it") == ["reed"]
    assert ids("a puff, no, the cove", "detail") == ["cove"]


def test_a_date_is_no_place() -> None:
    assert not {"cove", "reed"} & set(ids("my party is on the third, will it be here by the second"))


def test_the_focus_comes_before_the_words_of_the_turn_before() -> None:
    assert ids("is it heavy", "detail", "tell me about the reed", ("cove",)) == ["cove"]


def test_after_a_comparison_the_pair_is_meant() -> None:
    assert ids("the cheaper one", "compare", "orb or reed?") == ["orb"]
    assert ids("add both", "compare", "compare the reed with the puff") == ["reed", "puff"]


@pytest.mark.parametrize(
    "said",
    [
        "put it in my basket", "do you deliver by the 2nd", "show me desks", "only black ones please", "cheapest first",
        "any other colours",
        "most recent first please", "undo", "who was the president", "how long does delivery last",
    ],
)  # fmt: skip
def test_what_points_at_nothing_on_the_table(said: str) -> None:
    assert not [p for p in point(said) if p.strong]


def test_a_bare_type_is_marked_for_it_may_be_sought() -> None:
    (pointer,) = point("footstool please")
    assert (pointer.bare, pointer.strong) == (True, False)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_any_text_points_only_at_what_is_at_hand(said: str) -> None:
    for pointer in point(said, "detail", said):
        assert pointer.reference.product_id is None or pointer.reference.product_id in IDS
        assert set(pointer.reference.candidates) <= IDS
        assert 0 <= pointer.start <= pointer.end <= len(read(said).lower)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join), st.integers(0, 4))
def test_fewer_cards_never_break_a_place(said: str, number: int) -> None:
    at_hand = {p.id for p in TABLE[:number]}
    found = pointing(read(said), Context(None, None, TABLE[:number]), frozenset())
    assert {p.reference.product_id for p in found if p.reference.product_id} <= at_hand


@pytest.mark.parametrize("said", ["cheapest of", "the two of", "all except", "the first of", "both of", "the one with", "from"])
def test_a_mention_that_breaks_off_is_read(said: str) -> None:
    for context in (Context(None, None, TABLE), Context()):
        at_hand = {p.id for p in context.shown}
        found = pointing(read(said), context, frozenset())
        assert {p.reference.product_id for p in found if p.reference.product_id} <= at_hand
