"""What the state machine allows, in situations and over all abstract states."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product as every
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from shelf import after, heard, product, searching, wish

from data.product import Pick
from dialogue_policy import diagram
from dialogue_policy.action import ACTIONS, Decision, Step
from dialogue_policy.candidates import Candidates, slot_spread
from dialogue_policy.machine import ASKING, TABLE, allowed
from dialogue_policy.message import ACT_NAMES, Act, Event, understanding_of
from dialogue_policy.policy import FixedPolicy
from dialogue_policy.situation import GUARDS, QUESTIONS_IN_ROW
from dialogue_policy.state import Awaiting, Cart, CartLine, DialogueState, ShownCard
from dialogue_policy.tracker import Recorded, record
from nlu.understanding import INTENTS, OUT_OF_SCOPE, Command, Reference, Understanding

CART = Cart((CartLine("j1", "j1-v", "Jacket", {"size": "M"}, 1, Decimal(80)),))
SPREAD = {"color": slot_spread({"red": 20, "blue": 20}, 40), "size": slot_spread({"m": 30, "l": 10}, 40)}
MANY = Candidates(total=40, spread=SPREAD)
FEW = Candidates(total=4, spread=SPREAD)
NONE = Candidates(relaxations=(("price", 3),))
NOTHING = Candidates()
NOT_STATED = Candidates(gave_up=("material",), unknown=("material",))
PAGE = tuple(Pick(one, one.variants[0]) for one in (product(f"m{i}", "mug", "12", color="red") for i in range(9)))
LAID = replace(MANY, picks=PAGE, visual=True)
RESULTS = (MANY, LAID, FEW, NONE, NOTHING, NOT_STATED)
TABLES = {0: (), 1: (ShownCard("j1", "j1-v"),), 3: tuple(ShownCard(i, f"{i}-v") for i in ("j1", "j2", "j3"))}
AWAITED = (
    None,
    Awaiting("color"),
    Awaiting("size", "j1"),
    Awaiting("order_id"),
    Awaiting("email"),
    Awaiting("confirm", proposal="checkout"),
    Awaiting("confirm", "j1", proposal="add_to_cart", args={"product_id": "j1"}),
    Awaiting("confirm", proposal="handoff"),
    Awaiting("confirm", proposal="dance"),
)
ADDING = ["add_to_cart", "add_to_cart:complete_look", "add_to_cart:confirm_checkout"]
POINTED = ((), (Reference("it", "j1"),), (Reference("the blue one", None, ("j1", "j2")),), (Reference("it", "gone"),))


def situation(*said: str, shown: int = 0, command: Command | None = None, **fields: object) -> DialogueState:
    state = DialogueState("s", turn=2, shown=TABLES[shown], understanding=heard(*said, command=command))
    return replace(state, **fields)  # type: ignore[arg-type]


def names(state: DialogueState, candidates: Candidates = FEW) -> list[list[str]]:
    return [[s.name + (f":{s.manner}" if s.manner else "") for s in steps] for steps in allowed(state, candidates)]


def test_the_table_covers_every_intent_and_knows_every_guard_and_action() -> None:
    assert {r.said for r in TABLE} == {*INTENTS, OUT_OF_SCOPE, "undo", "start_over", "recap"}
    assert {g for r in TABLE for g in r.given} <= set(GUARDS)
    assert {w for r in TABLE for w in r.then} <= {*ACTIONS, "LIST", "PROPOSED"}


def test_the_last_row_of_everything_said_always_holds() -> None:
    assert all({r.said: r for r in TABLE}[said].given == ("always",) for said in {r.said for r in TABLE})


def test_every_action_can_come_about() -> None:
    from_table = {w for r in TABLE for w in r.then} - {"LIST", "PROPOSED"}
    assert from_table | {"recommend", "ask_slot", "suggest_relaxation", "not_understood"} == set(ACTIONS)


@pytest.mark.parametrize(
    ("state", "candidates", "expected"),
    [
        (situation("search_product"), FEW, [["recommend"]]),
        (situation("search_product"), MANY, [["recommend", "ask_slot", "ask_slot"]]),
        (situation("search_product", asked_slots=("color",), constraints={"size": wish("m")}), MANY, [["recommend"]]),
        (situation("search_product", questions_in_row=QUESTIONS_IN_ROW), MANY, [["recommend"]]),
        (
            situation("search_product", constraints={"size": wish("m"), "material": wish("wool")}),
            LAID,
            [["recommend", "ask_slot", *(f"recommend:{m}" for m in ("diverse", "recap", "compare", "explain", "visual"))]],
        ),
        (
            situation("search_product", constraints={"size": wish("m"), "material": wish("wool")}, questions_in_row=2),
            LAID,
            [["recommend", "recommend:diverse", "recommend:explain", "recommend:visual"]],
        ),
        (situation("show_more", shown=3), LAID, [["show_more", "ask_slot", "ask_slot", "show_more:diverse"]]),
        (situation("give_feedback", shown=3, constraints={"color": wish("red")}), FEW, [["acknowledge"]]),
        (situation("search_product"), NONE, [["suggest_relaxation", "recommend"]]),
        (situation("search_product"), NOTHING, [["recommend"]]),
        (situation("search_product"), NOT_STATED, [["recommend"]]),
        (situation("greet", "search_product"), MANY, [["greet"], ["recommend", "ask_slot", "ask_slot"]]),
        (situation("goodbye", "track_order"), FEW, [["order_status"], ["goodbye"]]),
        (situation("search_product", "refine_search"), FEW, [["recommend"]]),
        (situation("search_product", "add_to_cart", shown=1), MANY, [["recommend"], ADDING]),
        (situation("relax_constraint", command="undo"), FEW, [["undo"]]),
        (situation("relax_constraint", "search_product", command="start_over"), FEW, [["start_over"], ["recommend"]]),
        (situation("greet", command="help"), FEW, [["greet"]]),
        (situation("show_more", shown=3), FEW, [["show_more"]]),
        (situation("show_more"), FEW, [["browse"]]),
        (situation("add_to_cart", shown=1), FEW, [ADDING]),
        (situation("add_to_cart", shown=1, offered=("complete_look",)), FEW, [[ADDING[0], ADDING[2]]]),
        (situation("add_to_cart", shown=3), FEW, [["clarify_reference"]]),
        (situation("add_to_cart", shown=3, focus=("j2",)), FEW, [ADDING]),
        (situation("add_to_cart"), FEW, [["clarify_reference", "browse"]]),
        (situation("compare_products", shown=3), FEW, [["compare"]]),
        (situation("compare_products", shown=1), FEW, [["clarify_reference"]]),
        (situation("checkout"), FEW, [["show_cart"]]),
        (situation("checkout", cart=CART), FEW, [["confirm_checkout"]]),
        (situation("affirm", cart=CART, awaiting=AWAITED[5]), FEW, [["checkout"]]),
        (situation("affirm", "checkout", cart=CART, awaiting=AWAITED[5]), FEW, [["checkout"]]),
        (situation("affirm", awaiting=AWAITED[5]), FEW, [["show_cart"]]),
        (situation("affirm", awaiting=AWAITED[6]), FEW, [["add_to_cart"]]),
        (situation("affirm", awaiting=AWAITED[7]), FEW, [["handoff"]]),
        (situation("deny", awaiting=AWAITED[5], cart=CART), FEW, [["acknowledge"]]),
        (situation("affirm"), FEW, [["acknowledge"]]),
        (situation("deny", "search_product"), FEW, [["recommend"]]),
        (situation("update_cart", cart=CART), FEW, [["show_cart"]]),
        (situation("ask_explanation", shown=3), FEW, [["explain"]]),
        (situation(OUT_OF_SCOPE), FEW, [["out_of_scope"]]),
        (situation("nobody_knows"), FEW, [["not_understood"]]),
        (DialogueState("s"), FEW, [["not_understood"]]),
    ],
)
def test_what_may_come_next(state: DialogueState, candidates: Candidates, expected: list[list[str]]) -> None:
    assert names(state, candidates) == expected


def test_a_thumb_down_may_be_answered_by_other_products() -> None:
    said = heard("give_feedback", sentiment="negative")
    state = replace(situation(shown=3, constraints={"color": wish("red")}), understanding=said)
    assert names(state, FEW) == [["acknowledge", "recommend"]]


@pytest.mark.parametrize("intents", [("affirm", "add_to_cart"), ("refine_search", "add_to_cart")])
def test_a_purchase_is_made_once_however_it_is_said(intents: tuple[str, ...]) -> None:
    offered = Awaiting("confirm", "j1", proposal="add_to_cart", args={"product_id": "j1"})
    asked = Awaiting("size", "j1")
    waiting = offered if intents[0] == "affirm" else asked
    said = heard(*intents, constraints={} if intents[0] == "affirm" else {"size": wish("m")}, references=POINTED[1])
    groups = allowed(replace(situation(shown=1), understanding=said, awaiting=waiting), FEW)
    assert sum(group[0].name == "add_to_cart" for group in groups) == 1


def test_who_asks_for_the_earlier_ones_is_not_asked_anything() -> None:
    said = heard("show_more", text="show me the previous ones")
    assert [[s.name for s in group] for group in allowed(replace(situation(shown=3), understanding=said), LAID)] == [
        ["show_more"]
    ]


def test_what_was_let_go_is_not_asked_for() -> None:
    state = after(searching(), heard("refine_search", dropped=("color",)))
    assert state.let_go == ("color",)
    asked = {s.args.get("slot") for c in allowed(state, MANY) for s in c if s.name == "ask_slot"}
    assert asked == {"size"}
    assert after(state, heard("refine_search", constraints={"color": wish("red")})).let_go == ()


def test_asking_which_product_is_meant_is_a_question_too() -> None:
    asked_which = Decision((Step("clarify_reference", "add_to_cart"),), "any")
    once = record(replace(searching(), questions_in_row=1), asked_which, Recorded())
    assert once.questions_in_row == 2
    assert not [s for c in allowed(after(once, heard("show_more")), MANY) for s in c if s.name == "ask_slot"]


def test_no_offer_follows_two_questions() -> None:
    assert names(situation("add_to_cart", shown=1, questions_in_row=2), FEW) == [["add_to_cart"]]


def test_a_yes_to_a_recap_goes_on_with_the_list() -> None:
    state = situation("affirm", shown=3, awaiting=Awaiting("confirm", proposal="wishes"))
    assert names(state, FEW) == [["show_more"]]


def test_a_yes_to_what_goes_with_it_leaves_the_wishes_behind() -> None:
    offer = Awaiting("confirm", proposal="complete_look", args={"product_ids": ("j1",)})
    state = replace(searching(category=wish("jacket"), color=wish("black"), gender=wish("men")), awaiting=offer, focus=("j1",))
    now = after(state, heard("affirm"))
    assert set(now.constraints) == {"gender"}
    ((step,),) = allowed(now, FEW)
    assert (step.name, step.args) == ("complete_look", {"product_ids": ("j1",)})


def test_no_path_asks_without_end() -> None:
    """Every path on which the shopper says nothing new: whatever is chosen, the questions and offers run out."""
    start = situation("search_product", constraints={"material": wish("wool"), "gender": wish("men")})
    stack, seen, longest = [(start, 0)], set[tuple[object, ...]](), 0
    while stack:
        state, asked = stack.pop()
        key = (state.asked_slots, state.offered, state.questions_in_row, asked)
        if key in seen:
            continue
        seen.add(key)
        longest = max(longest, asked)
        assert asked <= len(SPREAD) + len(ASKING)
        for said in ("refine_search", "affirm", "deny", "show_more"):
            heard_now = after(replace(state, shown=TABLES[3]), heard(said))
            for step in (s for group in allowed(heard_now, LAID) for s in group):
                slot = str(step.args["slot"]) if step.name == "ask_slot" else None
                waits = Awaiting(slot) if slot else Awaiting("confirm", proposal="wishes") if step.manner in ASKING else None
                done = Recorded(TABLES[3], shows_list=True, awaiting=waits, asked_slot=slot)
                then = record(heard_now, Decision((step,), "any"), done)
                stack.append((replace(then, past=(), trail=()), asked + (waits is not None)))
    assert longest >= len(SPREAD)
    assert len(seen) > 10


@pytest.mark.parametrize("intent", ["refine_search", "affirm", OUT_OF_SCOPE, "search_product", "add_to_cart"])
def test_the_option_asked_for_adds_the_product(intent: str) -> None:
    said = heard(intent, constraints={"size": wish("m")})
    assert names(replace(situation(), understanding=said, awaiting=Awaiting("size", "j1"))) == [ADDING]


@pytest.mark.parametrize("intent", ["refine_search", "affirm", OUT_OF_SCOPE, "track_order"])
def test_the_email_asked_for_answers_about_the_order(intent: str) -> None:
    said = heard(intent, email="a@example.com")
    assert names(replace(situation(), understanding=said, awaiting=Awaiting("email"))) == [["order_status"]]


def test_an_ambiguous_reference_is_asked_about() -> None:
    said = heard("ask_reviews", references=POINTED[2])
    assert names(replace(situation(shown=3, focus=("j3",)), understanding=said)) == [["clarify_reference"]]


def test_a_button_goes_with_its_step() -> None:
    act = Act("add_to_cart", ("j1",), variant_id="j1-v", quantity=2)
    ((step, *_),) = allowed(after(DialogueState("s"), heard(OUT_OF_SCOPE, text=""), Event(act=act)), FEW)
    assert step == Step("add_to_cart", "add_to_cart", {"product_ids": ("j1",), "variant_id": "j1-v", "quantity": 2})


def test_undo_without_a_past_is_told() -> None:
    ((step,),) = allowed(after(DialogueState("s"), heard("relax_constraint", command="undo")), FEW)
    assert (step.name, step.args) == ("undo", {"nothing": True})


@pytest.mark.parametrize("name", ACT_NAMES)
def test_every_act_means_something_that_the_table_knows(name: str) -> None:
    meant = understanding_of(Act(name, ("j1",), slot="color", value="red"))  # type: ignore[arg-type]
    assert meant.intents[0].name in INTENTS


def sound(state: DialogueState, candidates: Candidates) -> None:
    """What holds of every state: something may be done, and nothing that must not."""
    choices = allowed(state, candidates)
    assert choices
    assert all(choices)
    steps = [s for c in choices for s in c]
    assert {s.name for s in steps} <= set(ACTIONS)
    if not state.cart.lines:
        assert not {s.name for s in steps} & {"checkout", "confirm_checkout", "update_cart"}
    if not state.shown:
        assert "show_more" not in {s.name for s in steps}
    for asked in (s for s in steps if s.name == "ask_slot"):
        assert candidates.total > candidates.page
        assert asked.args["slot"] not in {*state.constraints, *state.asked_slots, *state.let_go}
        assert state.questions_in_row < QUESTIONS_IN_ROW
    assert all("ask_slot" not in {s.name for s in c} for c in choices[:-1])
    for mannered in (s for s in steps if s.manner):
        assert mannered.manner not in ASKING or state.questions_in_row < QUESTIONS_IN_ROW or mannered.name == "add_to_cart"
        assert mannered.manner == "diverse" or mannered.manner not in state.offered
        assert mannered.name != "recommend" or candidates.picks
    assert all(s.manner not in ASKING for c in choices[:-1] for s in c)
    assert all(chosen in c for chosen, c in zip(FixedPolicy().decide(state, candidates).steps, choices, strict=True))


BEFORE = (
    DialogueState("s"),
    DialogueState("s", asked_slots=("color",), let_go=("size",), offered=("recap", "offer_comparison"), questions_in_row=1),
    DialogueState(
        "s", constraints={"color": wish("red")}, focus=("j1",), offered=("explain",), questions_in_row=QUESTIONS_IN_ROW
    ),
)
"""What the conversation has come to: nothing asked, something asked and let go, two questions in a row."""


def test_no_abstract_state_dead_ends_or_allows_what_must_not_be() -> None:
    seen = 0
    understandings = [
        heard(intent, references=pointed, constraints=c)
        for intent, pointed, c in every((*INTENTS, OUT_OF_SCOPE), POINTED, ({}, {"size": wish("m")}))
    ]
    for said, awaiting, shown, cart, results in every(understandings, AWAITED, TABLES.values(), (Cart(), CART), RESULTS):
        for before in BEFORE:
            sound(replace(before, understanding=said, awaiting=awaiting, shown=shown, cart=cart), results)
            seen += 1
    assert seen == 28 * 4 * 2 * 9 * 3 * 2 * 6 * 3


def test_two_intents_in_one_message_never_dead_end() -> None:
    for one, other in every((*INTENTS, OUT_OF_SCOPE), repeat=2):
        for shown, cart, results in every(TABLES, (Cart(), CART), (MANY, NONE)):
            sound(situation(one, other, shown=shown, cart=cart), results)


class Conversation(RuleBasedStateMachine):
    """Any message after any other, through tracker, policy and record: the machine stays sound."""

    def __init__(self) -> None:
        super().__init__()
        self.state = DialogueState("s")
        self.results = FEW
        self.questions = 0

    @rule(
        intents=st.lists(st.sampled_from((*INTENTS, OUT_OF_SCOPE)), min_size=1, max_size=3),
        pointed=st.sampled_from(POINTED),
        wished=st.sampled_from([{}, {"size": wish("m")}, {"category": wish("mug")}, {"color": wish(not_="red")}]),
        command=st.sampled_from([None, None, None, "undo", "start_over"]),
        results=st.sampled_from(RESULTS),
        lists=st.booleans(),
        cart=st.sampled_from([None, Cart(), CART]),
        awaiting=st.sampled_from(AWAITED),
        way=st.integers(0, 99),
    )
    def turn(
        self,
        intents: list[str],
        pointed: tuple[Reference, ...],
        wished: dict[str, object],
        command: Command | None,
        results: Candidates,
        lists: bool,
        cart: Cart | None,
        awaiting: Awaiting | None,
        way: int,
    ) -> None:
        said: Understanding = heard(*intents, references=pointed, constraints=wished, command=command)
        self.state, self.results = after(self.state, said), results
        sound(self.state, results)
        decision = Decision(tuple(steps[way % len(steps)] for steps in allowed(self.state, results)), "any")
        asked = decision.last.args.get("slot") if decision.last.name == "ask_slot" else None
        slot = str(asked) if asked else None
        done = Recorded(TABLES[3], lists, awaiting=Awaiting(slot) if slot else awaiting, cart=cart, asked_slot=slot)
        self.questions = 0 if command == "start_over" else self.questions
        assert slot is None or self.questions < QUESTIONS_IN_ROW
        offers = done.awaiting is not None and (done.awaiting.slot != "confirm" or decision.last.manner != "")
        asks = slot is not None or offers or decision.last.name == "clarify_reference"
        asks = asks or (decision.last.name == "acknowledge" and decision.last.args.get("value") == "down" and not lists)
        self.questions = self.questions + 1 if asks else 0
        self.state = record(self.state, decision, done)

    @invariant()
    def questions_are_few(self) -> None:
        assert self.state.questions_in_row == self.questions
        assert len(self.state.asked_slots) == len(set(self.state.asked_slots))
        assert len(self.state.past) <= 20


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


def test_the_page_in_the_docs_is_drawn_from_the_table() -> None:
    page = Path(diagram.__file__).parents[1] / "docs" / "state-machine.md"
    assert page.read_text(encoding="utf-8") == diagram.page(), "run: python -m dialogue_policy.diagram > docs/state-machine.md"
