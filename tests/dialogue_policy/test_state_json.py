"""A state written as JSON and read back is the same state."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from typing import get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogue_policy.state import Awaiting, DialogueState, Snapshot
from dialogue_policy.state_json import StateError, dumped, from_json, to_json
from nlu.understanding import Understanding

scalars = st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=5)
args = st.dictionaries(st.text(max_size=5), scalars | st.lists(scalars, max_size=2).map(tuple), max_size=2)
st.register_type_strategy(Decimal, st.decimals(-999, 999, places=2))
st.register_type_strategy(int, st.integers(-(2**53), 2**53))  # counts and times: JSON readers know no larger ones
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(
    Awaiting,
    st.builds(
        Awaiting,
        st.text(max_size=5),
        args=args,
        candidates=st.lists(st.text(max_size=5), max_size=2).map(tuple),
        pending=st.none() | st.from_type(Understanding),
    ),
)


@st.composite
def deep(draw: st.DrawFn) -> DialogueState:
    """States with something in every field: each drawn by its own type."""
    hints = get_type_hints(DialogueState)
    drawn = {f.name: draw(st.from_type(hints[f.name])) for f in fields(DialogueState) if f.name not in ("past", "understanding")}
    past = tuple(draw(st.lists(st.from_type(Snapshot), max_size=1)))
    return DialogueState(**drawn, past=past, understanding=draw(st.none() | st.from_type(Understanding)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(deep())
def test_a_state_written_and_read_back_is_the_same(state: DialogueState) -> None:
    assert from_json(json.loads(json.dumps(to_json(state)))) == state
    assert json.loads(dumped(state)) == json.loads(json.dumps(to_json(state)))


def test_cents_stay_as_they_are_written() -> None:
    raw = to_json(DialogueState("s"))
    assert from_json(raw) == DialogueState("s")
    body = raw["state"]
    assert isinstance(body, dict)
    body["constraints"] = {"price": {"max": "60.00"}}
    assert str(from_json(raw).constraints["price"].max) == "60.00"


def test_a_field_that_came_later_gets_its_default() -> None:
    raw = to_json(DialogueState("s", turn=3))
    body = raw["state"]
    assert isinstance(body, dict)
    del body["notes"]
    assert from_json(raw) == DialogueState("s", turn=3)


def test_a_session_stored_before_questions_waited_is_read() -> None:
    raw = to_json(DialogueState("s", awaiting=Awaiting("size", "p1")))
    body = raw["state"]
    assert isinstance(body, dict)
    for later in ("verified", "relative"):
        del body[later]
    for later in ("candidates", "pending"):
        del body["awaiting"][later]
    assert from_json(raw) == DialogueState("s", awaiting=Awaiting("size", "p1"))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({}, "version"),
        ({"version": 99, "state": {}}, "version 99"),
        ({"version": 1, "state": None}, "wants an object"),
        ({"version": 1, "state": {}}, "session_id is missing"),
        ({"version": 1, "state": {"session_id": "s", "turn": "many"}}, "state.turn: wants int"),
        ({"version": 1, "state": {"session_id": "s", "mood": 1}}, "mood"),
        ({"version": 1, "state": {"session_id": "s", "sort": "upwards"}}, "state.sort"),
        ({"version": 1, "state": {"session_id": "s", "constraints": {"price": {"max": "x"}}}}, "price.max"),
    ],
)
def test_a_damaged_state_names_the_place(raw: dict[str, object], says: str) -> None:
    with pytest.raises(StateError, match=says):
        from_json(raw)
