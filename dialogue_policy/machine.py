"""What may come next: one table from what was said, and the situation, to the actions allowed.

For each intent the first row whose guards all hold speaks; the last row of every intent holds always, so that nothing dead-ends.
A policy chooses one of a row's actions; a row with a single action is forced. `LIST` stands for the ways to show the running
search (`show_ways`): which of them are allowed depends on the results and on what was asked before. `SHOWN`, `MORE` and `BOUGHT`
are the manners in which a list, its next page and a purchase may be done, with guards of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dialogue_policy.action import ActionName, Manner, Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.roles import role_of
from dialogue_policy.situation import GUARDS, heard
from dialogue_policy.state import DialogueState
from nlu.understanding import OUT_OF_SCOPE

Way = ActionName | Literal["LIST", "PROPOSED"]
"""An action; `LIST`, the ways to show the search; or `PROPOSED`, the action that the assistant offered."""

Manners = Mapping[Manner, tuple[str, ...]]
"""A manner, and the guards that must all hold for it."""

SHOWN: Manners = {
    "diverse": ("more than a page", "no order"),
    "recap": ("several wishes", "questions left"),
    "compare": ("two to compare", "questions left"),
    "explain": ("searching", "something to explain"),
    "visual": ("searching", "picture speaks"),
}
"""Ways to show the running search beyond the plain one; each but `diverse` once in a search, until the wishes change."""

MORE: Manners = {"diverse": ("more than a page", "no order")}
"""Ways to show the next page."""

BOUGHT: Manners = {"complete_look": ("questions left",), "confirm_checkout": ("questions left",)}
"""What is offered to who has put a product into the cart; each once in a search."""

ASKING: frozenset[str] = frozenset(("recap", "compare", "complete_look", "confirm_checkout"))
"""Manners that end in a question."""

_AGAIN = frozenset(("diverse",))
"""Manners that may be used again in the same search."""


@dataclass(frozen=True, slots=True)
class Row:
    """`given` are names of `GUARDS`, all of which must hold; `then` the actions allowed."""

    said: str
    given: tuple[str, ...]
    then: tuple[Way, ...]


def _rows(said: str, *cases: tuple[str, tuple[Way, ...]]) -> tuple[Row, ...]:
    return tuple(Row(said, tuple(given.split(" & ")), then) for given, then in cases)


def _about_product(said: str, action: ActionName) -> tuple[Row, ...]:
    """What is done with a product: that, once it is known which; else it is asked which, or there is a search to show."""
    return _rows(
        said,
        ("product", (action,)),
        ("ambiguous", ("clarify_reference",)),
        ("shown", ("clarify_reference",)),
        ("wishes", ("LIST",)),
        ("always", ("clarify_reference", "browse")),
    )


def _list(said: str) -> tuple[Row, ...]:
    return _rows(said, ("option answered", ("add_to_cart",)), ("order fact answered", ("order_status",)), ("always", ("LIST",)))


TABLE: tuple[Row, ...] = (
    *_rows("undo", ("always", ("undo",))),
    *_rows("start_over", ("always", ("start_over",))),
    *_rows("recap", ("always", ("summarize",))),
    *_rows("greet", ("always", ("greet",))),
    *_rows("goodbye", ("always", ("goodbye",))),
    *_rows(
        "affirm",
        ("checkout proposed & cart", ("checkout",)),
        ("checkout proposed", ("show_cart",)),
        ("proposal", ("PROPOSED",)),
        ("option answered", ("add_to_cart",)),
        ("order fact answered", ("order_status",)),
        ("answered wish", ("LIST",)),
        ("always", ("acknowledge",)),
    ),
    *_rows(
        "deny",
        ("option answered", ("add_to_cart",)),
        ("order fact answered", ("order_status",)),
        ("answered wish", ("LIST",)),
        ("always", ("acknowledge",)),
    ),
    *_rows("talk_to_human", ("always", ("handoff",))),
    *_rows("browse_category", ("wishes & nothing passes", ("LIST",)), ("always", ("browse",))),
    *_list("browse_highlights"),
    *_list("search_product"),
    *_list("refine_search"),
    *_list("relax_constraint"),
    *_list("request_recommendation"),
    *_rows("show_more", ("shown", ("show_more",)), ("searching", ("LIST",)), ("always", ("browse",))),
    *_about_product("find_similar", "similar"),
    *_about_product("complete_look", "complete_look"),
    *_about_product("ask_product_detail", "detail"),
    *_about_product("ask_visual_detail", "visual_detail"),
    *_about_product("ask_reviews", "reviews"),
    *_about_product("ask_size_fit", "size_advice"),
    *_about_product("check_availability", "availability"),
    *_rows(
        "compare_products",
        ("comparable", ("compare",)),
        ("shown", ("clarify_reference",)),
        ("wishes", ("LIST",)),
        ("always", ("clarify_reference", "browse")),
    ),
    *_rows(
        "ask_explanation",
        ("shown", ("explain",)),
        ("product", ("explain",)),
        ("searching", ("summarize",)),
        ("always", ("browse",)),
    ),
    *_rows(
        "give_feedback",
        ("taste changes list", ("acknowledge", "LIST")),
        ("displeased & searching", ("acknowledge", "LIST")),
        ("always", ("acknowledge",)),
    ),
    *_rows("add_to_cart", ("option answered", ("add_to_cart",))),
    *_about_product("add_to_cart", "add_to_cart"),
    *_rows(
        "update_cart",
        ("option answered", ("add_to_cart",)),
        ("cart & cart changes", ("update_cart",)),
        ("always", ("show_cart",)),
    ),
    *_rows(
        "checkout",
        ("checkout proposed & cart", ("checkout",)),
        ("cart", ("confirm_checkout",)),
        ("always", ("show_cart",)),
    ),
    *_rows("track_order", ("always", ("order_status",))),
    *_rows("ask_policy", ("always", ("policy",))),
    *_rows(
        OUT_OF_SCOPE,
        ("option answered", ("add_to_cart",)),
        ("order fact answered", ("order_status",)),
        ("answered wish", ("LIST",)),
        ("no words", ("not_understood",)),
        ("always", ("out_of_scope",)),
    ),
)
"""Every intent, the commands that are about the conversation itself, and the rejection."""

_BY_SAID: Mapping[str, tuple[Row, ...]] = {said: tuple(r for r in TABLE if r.said == said) for said in {r.said for r in TABLE}}
_LISTING = frozenset(("recommend", "ask_slot", "suggest_relaxation"))
_COURTESY = frozenset(("acknowledge",))


def row_of(said: str, state: DialogueState, candidates: Candidates) -> Row | None:
    """The row that speaks; None for a word that the table does not know."""
    return next((r for r in _BY_SAID.get(said, ()) if all(GUARDS[g](state, candidates) for g in r.given)), None)


def allowed(state: DialogueState, candidates: Candidates) -> tuple[tuple[Step, ...], ...]:
    """For each thing to do in this turn, in order, the steps that may be done: at least one thing, at least one step each."""
    said = _said(state)
    choices = [found for name in said if (found := _choices(name, state, candidates))]
    choices = _once(_listed_by_the_search(choices))
    if not choices:
        choices = [(Step("not_understood", said[0] if said else OUT_OF_SCOPE),)]
    # A question ends the message, or it is not asked.
    *before, last = choices
    return (*(_unasked(c) for c in before), last)


def show_ways(intent: str, state: DialogueState, candidates: Candidates) -> tuple[Step, ...]:
    """The ways to show the running search. A question only where an answer is worth having and not known."""
    if candidates.total == 0:
        # What the shop does not state is told beneath the list: letting another wish go would not state it.
        if not GUARDS["unstated"](state, candidates) and GUARDS["loosening helps"](state, candidates):
            return (Step("suggest_relaxation", intent), Step("recommend", intent))
        return (Step("recommend", intent),)
    questions = tuple(Step("ask_slot", intent, {"slot": slot}) for slot in askable(state, candidates))
    return (Step("recommend", intent), *questions, *_mannered(Step("recommend", intent), SHOWN, state, candidates))


def more_ways(step: Step, state: DialogueState, candidates: Candidates) -> tuple[Step, ...]:
    """The ways to show the next page: plainly, with a question beneath it, or what differs most."""
    left = sum(1 for pick in candidates.picks if pick.product.id not in state.seen)
    if GUARDS["asks back"](state, candidates) or not left or candidates.around or state.list_kind in ("similar", "complete_look"):
        return (step,)
    asked = (Step("ask_slot", step.intent, {**step.args, "slot": s, "unseen": True}) for s in askable(state, candidates))
    return (step, *asked, *(_mannered(step, MORE, state, candidates) if left > candidates.page else ()))


def askable(state: DialogueState, candidates: Candidates) -> tuple[str, ...]:
    """Slots that may be asked about, for each role the one that would cut the results most: more is found than shown, nothing is
    known of it yet, and it was not asked before.
    """
    if candidates.total <= candidates.page or not GUARDS["questions left"](state, candidates):
        return ()
    known = {*state.constraints, *state.asked_slots, *state.let_go}
    best: dict[str, str] = {}
    for slot, spread in candidates.spread.items():
        rival = best.get(role_of(slot))
        if slot not in known and spread.gain > 0 and (rival is None or spread.gain > candidates.spread[rival].gain):
            best[role_of(slot)] = slot
    return tuple(best.values())


def _mannered(step: Step, manners: Manners, state: DialogueState, candidates: Candidates) -> tuple[Step, ...]:
    """The step in each manner that is open."""
    return tuple(
        Step(step.name, step.intent, {**step.args, "manner": manner})
        for manner, given in manners.items()
        if (manner in _AGAIN or manner not in state.offered) and all(GUARDS[g](state, candidates) for g in given)
    )


def _said(state: DialogueState) -> tuple[str, ...]:
    """What is answered, in order: a command first, a greeting before the matter, a farewell after it."""
    understood = heard(state)
    names = [i.name for i in understood.intents]
    command = understood.command
    if command in ("undo", "recap"):
        return (command,)  # it is all that was said, whatever else it sounds like after a question
    if command == "start_over":
        names = [command, *(n for n in names if n not in ("relax_constraint", "ask_explanation"))]
    names = list(dict.fromkeys(names))
    if len(names) > 1:
        names = [n for n in names if n != OUT_OF_SCOPE]
    place = {"start_over": 0, "greet": 1, "goodbye": 3}
    return tuple(sorted(names, key=lambda n: place.get(n, 2)))


def _choices(said: str, state: DialogueState, candidates: Candidates) -> tuple[Step, ...]:
    row = row_of(said, state, candidates)
    if row is None:
        return ()
    steps: list[Step] = []
    for way in row.then:
        if way == "LIST":
            steps += show_ways(said, state, candidates)
        elif way == "PROPOSED":
            steps += _proposed(said, state)
        else:
            step = Step(way, said, _args(way, state))
            steps += more_ways(step, state, candidates) if way == "show_more" else (step,)
            if way == "add_to_cart":
                steps += _mannered(step, BOUGHT, state, candidates)
    return tuple(steps)


def _proposed(said: str, state: DialogueState) -> tuple[Step, ...]:
    """What a yes starts. An action that no proposal may start is only acknowledged."""
    awaiting = state.awaiting
    proposal = awaiting.proposal if awaiting else None
    if awaiting is not None and proposal == "add_to_cart" and (awaiting.product_id or "product_id" in awaiting.args):
        return (Step("add_to_cart", said, {"product_id": awaiting.product_id, **awaiting.args}),)
    if proposal == "handoff":
        return (Step("handoff", said),)
    if awaiting is not None and proposal == "compare" and "product_ids" in awaiting.args:
        return (Step("compare", said, awaiting.args),)
    if proposal == "wishes" and state.shown:
        return (Step("show_more", said),)
    if proposal == "confirm_checkout":
        return (Step("confirm_checkout" if state.cart.lines else "show_cart", said),)
    return (Step("acknowledge", said),)


def _args(action: ActionName, state: DialogueState) -> dict[str, object]:
    """What a button or a thumb names goes with the step; what was said in words stands in the understanding."""
    args: dict[str, object] = {}
    act = state.act
    if act is not None:
        if act.product_ids:
            args["product_ids"] = act.product_ids
        if act.variant_id is not None:
            args["variant_id"] = act.variant_id
        if act.name == "add_to_cart" and act.quantity is not None:
            args["quantity"] = act.quantity
        if act.name == "remove_from_cart" and action == "update_cart":
            args["op"] = "remove"
    awaiting = state.awaiting
    if action == "complete_look" and awaiting is not None and awaiting.proposal == "complete_look":
        args = {**awaiting.args, **args}
    if action == "undo" and any(n.kind == "nothing_to_undo" for n in state.notes):
        args["nothing"] = True
    if action == "acknowledge" and state.awaiting is not None and state.awaiting.proposal == "wishes":
        args["about"] = "wishes"
    if action == "acknowledge" and heard(state).says("give_feedback") and heard(state).sentiment:
        args["value"] = "up" if heard(state).sentiment == "positive" else "down"
    return args


def _listed_by_the_search(choices: list[tuple[Step, ...]]) -> list[tuple[Step, ...]]:
    """A judgement beside a search is only heard: "I don't like red, do you have green?" wants the green ones shown."""
    searches = any(c[0].intent != "give_feedback" and {s.name for s in c} & _LISTING for c in choices)
    judged = (tuple(s for s in c if s.name not in _LISTING) if c[0].intent == "give_feedback" else c for c in choices)
    return [kept for kept in judged if kept] if searches else choices


def _once(choices: list[tuple[Step, ...]]) -> list[tuple[Step, ...]]:
    """Each thing once: one list of the running search, one step of a name; a mere "noted" only where nothing else is done."""
    out: list[tuple[Step, ...]] = []
    for steps in choices:
        names = {s.name for s in steps}
        if names & _LISTING and any({s.name for s in done} & _LISTING for done in out):
            continue
        if len(names) == 1 and any({s.name for s in done} == names for done in out):
            continue
        out.append(steps)
    if any(s.name == "checkout" for c in out for s in c):
        out = [c for c in out if c[0].name != "confirm_checkout"]
    more = [c for c in out if not (c[0].intent in ("affirm", "deny") and {s.name for s in c} <= _COURTESY)]
    return more or out


def _unasked(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Without what ends in a question."""
    return tuple(s for s in steps if s.name != "ask_slot" and s.manner not in ASKING) or steps
