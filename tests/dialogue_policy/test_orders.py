"""An order once told can be followed up; its facts never go to who has not given number and e-mail."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shelf import after, heard, searching, showing

from dialogue_policy.action import ActionName, Decision, Step
from dialogue_policy.message import Event
from dialogue_policy.state import DialogueState, Verified
from dialogue_policy.tracker import Recorded, record


def did(name: ActionName) -> Decision:
    return Decision((Step(name, "track_order"),), "test")


def told() -> DialogueState:
    """A session in which order 1042 was told."""
    state = after(searching(), heard("track_order", order_id="1042", email="a@example.com"))
    return record(state, did("order_status"), Recorded(told_order="1042"))


def test_an_order_told_is_remembered_with_the_email_given_for_it() -> None:
    assert told().verified == Verified("1042", "a@example.com")


def test_an_order_asked_for_and_not_told_is_not_remembered() -> None:
    state = after(searching(), heard("track_order", order_id="1042", email="a@example.com"))
    assert record(state, did("order_status"), Recorded()).verified is None


@pytest.mark.parametrize("intent", ["track_order", "ask_policy", "out_of_scope", "ask_product_detail"])
@pytest.mark.parametrize(
    "text",
    [
        "when will it arrive",
        "when is it coming?",
        "What did I order?",
        "can I cancel it",
        "is it delivered",
        "has it shipped yet?",
        "where is my order",
        "cancel it",
        "what's in my order",
        "where is it",
    ],
)
def test_a_follow_up_needs_neither_number_nor_email(intent: str, text: str) -> None:
    now = after(told(), heard(intent, text=text))
    assert now.understanding is not None
    assert now.understanding.says("track_order")
    assert (now.order_id, now.email) == ("1042", "a@example.com")


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("ask_product_detail", "how do I look after them"),
        ("ask_policy", "how long does delivery take"),
        ("check_availability", "is it in stock"),
        ("add_to_cart", "I'd like to order it"),
        ("search_product", "show me boots"),
    ],
)
def test_what_is_not_about_the_order_asks_for_none(intent: str, text: str) -> None:
    now = after(told(), heard(intent, text=text))
    assert now.understanding is not None
    assert now.understanding.says(intent)
    assert (now.order_id, now.email) == (None, None)


def test_it_is_the_order_only_shortly_after_it_was_told() -> None:
    state = replace(told(), trail=("order_status", "recommend", "detail", "detail"))
    now = after(showing(state, "j1"), heard("ask_product_detail", text="where is it"))
    assert now.understanding is not None
    assert now.understanding.says("ask_product_detail")


def test_another_number_is_held_against_the_email_given() -> None:
    now = after(told(), heard("track_order", text="what about 1043", order_id="1043"))
    assert (now.order_id, now.email) == ("1043", "a@example.com")


def test_another_number_needs_its_own_email_where_that_differs() -> None:
    asked = after(told(), heard("track_order", text="what about 1043", order_id="1043"))
    asked = record(asked, did("order_status"), Recorded(awaiting=None))
    assert asked.verified == Verified("1042", "a@example.com")
    other = after(asked, heard("track_order", text="b@example.com, 1043", order_id="1043", email="b@example.com"))
    assert (other.order_id, other.email) == ("1043", "b@example.com")
    assert record(other, did("order_status"), Recorded(told_order="1043")).verified == Verified("1043", "b@example.com")


def test_without_an_order_told_nothing_is_read_as_one() -> None:
    now = after(searching(), heard("out_of_scope", text="when will it arrive"), Event())
    assert now.understanding is not None
    assert not now.understanding.says("track_order")
    assert (now.order_id, now.email) == (None, None)


def test_start_over_keeps_the_order() -> None:
    assert after(told(), heard("relax_constraint", command="start_over")).verified == Verified("1042", "a@example.com")
