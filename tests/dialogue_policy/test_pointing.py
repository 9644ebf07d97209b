"""Asked which product is meant: what the answer brings back, and what lets the question go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shelf import after, heard, searching, showing, wish

from dialogue_policy.action import ActionName, Decision, Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.machine import allowed
from dialogue_policy.message import Act, Event
from dialogue_policy.state import Awaiting, DialogueState
from dialogue_policy.tracker import Recorded, record
from nlu.understanding import Intent, Reference, Understanding

WHICH = Reference("it", None, ("j1", "j2", "j3"))


def decided(name: ActionName, intent: str) -> Decision:
    return Decision((Step(name, intent),), "test")


def asked(intent: str = "add_to_cart", **fields: object) -> DialogueState:
    """A table of three jackets; something was to be done with one of them, and it was asked which."""
    state = showing(searching(category=wish("jacket")), "j1", "j2", "j3")
    state = after(state, heard(intent, text="add it", references=(WHICH,), **fields))
    return record(state, decided("clarify_reference", intent), Recorded())


def meant(state: DialogueState) -> Understanding:
    assert state.understanding is not None
    return state.understanding


def test_the_question_waits_with_the_message_and_the_candidates() -> None:
    awaiting = asked(quantity=2).awaiting
    assert awaiting is not None
    assert (awaiting.slot, awaiting.candidates) == ("reference", ("j1", "j2", "j3"))
    assert awaiting.pending is not None
    assert (awaiting.pending.intents[0].name, awaiting.pending.quantity) == ("add_to_cart", 2)


@pytest.mark.parametrize(
    "intent", ["refine_search", "browse_category", "search_product", "out_of_scope", "add_to_cart", "affirm"]
)
@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        ("j2", {}, ("j2",)),
        ("the j2 please", {"references": (Reference("j2", "j2"),)}, ("j2",)),
        ("the second one", {"references": (Reference("the second one", "j2"),)}, ("j2",)),
        ("the last", {}, ("j3",)),
        ("2", {}, ("j2",)),
        ("number 3", {}, ("j3",)),
        ("blue", {"constraints": {"color": wish("blue")}}, ("j2",)),
        ("the cheapest one", {}, ("j3",)),
        ("the cheaper one", {"references": (Reference("the cheaper one", "j3"),)}, ("j3",)),
        ("all of them", {}, ("j1", "j2", "j3")),
    ],
)
def test_naming_one_does_what_was_waiting_whatever_it_was_taken_for(
    intent: str, text: str, fields: dict[str, object], expected: tuple[str, ...]
) -> None:
    now = after(asked(quantity=2), heard(intent, text=text, **fields))
    assert tuple(r.product_id for r in meant(now).references) == expected
    assert (meant(now).intents[0].name, meant(now).quantity, now.awaiting) == ("add_to_cart", 2, None)
    assert now.constraints == {"category": wish("jacket")}
    assert [{s.name for s in steps} for steps in allowed(now, Candidates(total=3))] == [{"add_to_cart"}]


def test_a_place_is_counted_among_the_candidates() -> None:
    state = replace(asked(), awaiting=replace(asked().awaiting or Awaiting(""), candidates=("j1", "j3")))
    now = after(state, heard("refine_search", text="the second one", references=(Reference("the second one", "j2"),)))
    assert [r.product_id for r in meant(now).references] == ["j3"]


def test_a_size_said_with_the_answer_is_taken_along() -> None:
    second = (Reference("the second one", "j2"),)
    said = heard("refine_search", text="the second one in m", references=second, constraints={"size": wish("m")})
    assert meant(after(asked(options={"color": "blue"}), said)).options == {"color": "blue", "size": "m"}


def test_what_was_asked_of_the_product_is_asked_of_the_one_named() -> None:
    now = after(asked("check_availability", asked={"color": ("blue",)}), heard("browse_category", text="the j1"))
    assert (meant(now).intents[0].name, meant(now).asked) == ("check_availability", {"color": ("blue",)})


@pytest.mark.parametrize(
    "said",
    [
        heard("search_product", text="show me mugs", constraints={"category": wish("mug")}),
        heard("ask_reviews", text="reviews of the second one", references=(Reference("the second one", "j2"),)),
        heard(
            "give_feedback", text="the second one is ugly", references=(Reference("the second one", "j2"),), sentiment="negative"
        ),
        heard("refine_search", text="show me others in blue", constraints={"color": wish("blue")}),
        heard("relax_constraint", text="undo", command="undo"),
        heard("track_order", text="order 2", order_id="2"),
    ],
)
def test_a_clearly_different_act_is_what_is_done(said: Understanding) -> None:
    assert meant(after(asked(), said)) == said


def test_a_doubtful_answer_is_no_answer() -> None:
    now = after(asked(), heard("refine_search", text="nylon", constraints={"material": wish("nylon")}))
    assert meant(now).intents[0].name == "refine_search"


def test_the_question_stands_through_a_question_about_the_shop_and_not_through_another_list() -> None:
    aside = record(after(asked(), heard("ask_policy")), decided("policy", "ask_policy"), Recorded())
    assert meant(after(aside, heard("refine_search", text="the first"))).says("add_to_cart")
    listed = record(after(asked(), heard("search_product")), decided("recommend", "search_product"), Recorded())
    assert listed.awaiting is None
    other = record(after(asked(), heard("ask_reviews")), decided("reviews", "ask_reviews"), Recorded())
    assert other.awaiting is None


def test_a_button_answers_nothing() -> None:
    now = after(asked(), heard("out_of_scope", text=""), Event(act=Act("find_similar", ("j2",))))
    assert meant(now).intents == (Intent("find_similar", 1.0),)


def test_with_nothing_to_choose_from_nothing_is_awaited() -> None:
    state = after(DialogueState("s"), heard("add_to_cart", text="add it"))
    assert record(state, decided("clarify_reference", "add_to_cart"), Recorded()).awaiting is None


def test_asked_which_line_of_the_cart_the_change_waits() -> None:
    state = after(showing(searching(), "j1", "j2"), heard("update_cart", text="make it 2", quantity=2))
    state = record(state, decided("update_cart", "update_cart"), Recorded(which=("r1", "k1")))
    now = meant(after(state, heard("refine_search", text="the second")))
    assert (now.intents[0].name, now.quantity, now.references[0].product_id) == ("update_cart", 2, "k1")


def test_both_of_three_leaves_open_which_and_the_message_waits() -> None:
    state = after(asked(quantity=2), heard("affirm", text="both"))
    assert meant(state).says("add_to_cart")
    assert meant(state).references == (Reference("both", None, ("j1", "j2", "j3")),)
    again = record(state, decided("clarify_reference", "add_to_cart"), Recorded())
    assert again.awaiting is not None
    assert again.awaiting.pending is not None
    assert again.awaiting.pending.quantity == 2
