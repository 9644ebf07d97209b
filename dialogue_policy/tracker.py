"""The state after a message, and after the answer to it: pure functions from state to state.

`track` takes in what the shopper said and did; `record` what the assistant showed and did. Neither touches the world, and no
stage in between changes the state. An undone turn is one whose snapshot is brought back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogue_policy.action import Decision
from dialogue_policy.again import TOLD_OF, asked_again
from dialogue_policy.answers import CONFIRM, REFERENCE
from dialogue_policy.message import Brought, Feedback, Reaction, understanding_of, understanding_of_feedback
from dialogue_policy.offers import agreed
from dialogue_policy.orders import about_order, told, with_order_facts
from dialogue_policy.pointing import asked_which, resumed
from dialogue_policy.search import searched, size_in_question, sought_noun
from dialogue_policy.state import Awaiting, Cart, DialogueState, Engagement, ListKind, Note, ShownCard, Snapshot
from dialogue_policy.wishes import Knowledge
from nlu.understanding import LOOKS_CLOSER, Reference, Understanding

PAST = 20
"""Snapshots kept for undo."""
TRAIL = 10
FOCUS = 6
REMEMBERED = 50
"""Products of each sort of engagement kept."""
LONGEST_REACTION = 600_000
"""Milliseconds."""
PACE = 5
"""Reaction times kept."""
SILENCE = 45_000
"""Milliseconds from which on a turn in which nothing was opened counts as a silence."""

_DIGRESSIONS = frozenset(
    ("greet", "policy", "detail", "visual_detail", "reviews", "size_advice", "availability", "explain", "out_of_scope",
     "not_understood", "clarify_reference", "show_cart")
)  # fmt: skip
_ASIDE = frozenset(("greet", "policy", "out_of_scope", "not_understood"))
"""What leaves the question standing which product is meant: nothing that is about a product."""
_LISTS = frozenset(("recommend", "ask_slot", "suggest_relaxation"))


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the answer did, as far as it is remembered.

    `shown` are the cards of a new list (used where `shows_list`); `cart` is None where it did not change; `asked_slot` is the
    slot of the search that was asked for beneath the products; `which` the ids between which it was asked which one is meant;
    `told_order` the number of an order whose facts were told.
    """

    shown: tuple[ShownCard, ...] = ()
    shows_list: bool = False
    list_kind: ListKind = "search"
    anchor: str | None = None
    focus: tuple[str, ...] = ()
    awaiting: Awaiting | None = None
    cart: Cart | None = None
    gave_up: tuple[str, ...] = ()
    asked_slot: str | None = None
    handed_off: bool = False
    which: tuple[str, ...] = ()
    told_order: str | None = None


def track(state: DialogueState, understanding: Understanding, message: Brought, knowledge: Knowledge) -> DialogueState:
    """The state once this message is taken in.

    `state.understanding` is then what was meant: the meaning of a button or a thumb where one was pressed.
    """
    said = _meant(understanding, message)
    spoken = message.act is None and message.feedback is None
    waited = resumed(state, said, knowledge) if spoken else None
    again = asked_again(state, said) if spoken and waited is None else None
    heard = waited or again or size_in_question(state, sought_noun(state, about_order(state, agreed(state, said))))
    state = replace(
        state,
        turn=state.turn + 1,
        understanding=heard,
        act=message.act,
        notes=(),
        slips={**state.slips, **{c.from_: c.to for c in said.corrections}},
        awaiting=None if waited else state.awaiting,
        engagement=_engagement(state, said, message.engagement, message.feedback),
        past=state.past if heard.command == "undo" else _pushed(state),
    )
    if heard.command == "undo":
        state = _undone(state)
    if heard.command == "start_over":
        state = replace(_fresh(state), notes=(Note("started_over"),))
    state = with_order_facts(state, heard)
    state = _judged(state, heard, message.feedback)
    state = searched(state, heard, knowledge)
    pointed = tuple(dict.fromkeys(r.product_id for r in heard.references if r.product_id))
    if len(pointed) > TOLD_OF and {intent.name for intent in heard.intents} <= LOOKS_CLOSER:
        return replace(state, focus=())  # "do any of these have pockets?" speaks of none by itself
    if not pointed and any(not r.candidates for r in heard.references):
        return replace(state, focus=())  # "the green one", where there is none: "it" is nothing that was talked about before
    return replace(state, focus=tuple(dict.fromkeys((*pointed, *state.focus)))[:FOCUS]) if pointed else state


def record(state: DialogueState, decision: Decision, done: Recorded) -> DialogueState:
    """The state once the answer is given. A turn that changed nothing leaves nothing to undo."""
    asked = done.asked_slot
    names = tuple(step.name for step in decision.steps)
    shown = done.shown if done.shows_list else state.shown
    # A refined list around a product (the tracker has left its anchor) is still the list around it.
    around = state.anchor is not None and decision.last.name in _LISTS and done.anchor is None
    renewed = done.shows_list and not around
    state = replace(
        state,
        shown=shown,
        seen=tuple(dict.fromkeys((*state.seen, *(c.id for c in shown)))) if done.shows_list else state.seen,
        list_kind=done.list_kind if renewed else state.list_kind,
        anchor=done.anchor if renewed else state.anchor,
        focus=tuple(dict.fromkeys((*done.focus, *state.focus)))[:FOCUS],
        awaiting=_still_awaited(state, decision, done),
        cart=state.cart if done.cart is None else done.cart,
        asked_slots=tuple(dict.fromkeys((*state.asked_slots, asked))) if asked else state.asked_slots,
        offered=tuple(dict.fromkeys((*state.offered, *(step.manner for step in decision.steps if step.manner)))),
        questions_in_row=state.questions_in_row + 1 if asked or _asks(decision, done) else 0,
        handed_off=state.handed_off or done.handed_off or "handoff" in names,
        verified=told(state, done.told_order),
        trail=(*state.trail, *names)[-TRAIL:],
    )
    # A list on the table leaves the one product talked about before it behind, unless it was made around it.
    if done.shows_list and not done.focus and not (state.understanding and state.understanding.references):
        state = replace(state, focus=())
    if state.past and state.past[-1].turn == state.turn - 1 and _same(state.past[-1], state):
        state = replace(state, past=state.past[:-1])
    return state


def _asks(decision: Decision, done: Recorded) -> bool:
    """Whether the turn ended in a question: for an option, a fact, a product, what to change, or an offer nobody asked for."""
    if decision.last.name == "clarify_reference" or done.which:
        return True
    if decision.last.name == "acknowledge" and decision.last.args.get("value") == "down" and not done.shows_list:
        return True  # "What should be different?"
    return done.awaiting is not None and (done.awaiting.slot != CONFIRM or decision.last.manner != "")


def snapshot(state: DialogueState) -> Snapshot:
    """What undo would bring back from here."""
    return Snapshot(
        constraints=state.constraints,
        phrases=state.phrases,
        relative=state.relative,
        query=state.query,
        sort=state.sort,
        highlight=state.highlight,
        shown=state.shown,
        focus=state.focus,
        cart=state.cart,
        turn=state.turn,
        seen=state.seen,
        anchor=state.anchor,
        list_kind=state.list_kind,
        tastes=state.tastes,
        liked=state.liked,
        disliked=state.disliked,
        asked_slots=state.asked_slots,
        let_go=state.let_go,
        offered=state.offered,
    )


def _meant(understanding: Understanding, message: Brought) -> Understanding:
    heard = understanding
    if message.act is not None:
        heard = understanding_of(message.act)
    elif message.feedback is not None and not understanding.text.strip():
        heard = understanding_of_feedback(message.feedback)
    if message.attached_product and not heard.references:
        heard = replace(heard, references=(Reference("", message.attached_product),))
    return heard


def _judged(state: DialogueState, heard: Understanding, feedback: Feedback | None) -> DialogueState:
    """Thumbs and judgements by product; the newer one counts."""
    liked, disliked = state.liked, state.disliked
    verdicts = []
    if feedback is not None and feedback.product_id:
        verdicts.append((feedback.product_id, feedback.value == "up"))
    if heard.says("give_feedback") and heard.sentiment is not None:
        verdicts += [(r.product_id, heard.sentiment == "positive") for r in heard.references if r.product_id]
    if not verdicts:
        return state
    for product_id, good in verdicts:
        liked = tuple(p for p in liked if p != product_id)
        disliked = tuple(p for p in disliked if p != product_id)
        liked, disliked = ((*liked, product_id), disliked) if good else (liked, (*disliked, product_id))
    return replace(state, liked=liked[-REMEMBERED:], disliked=disliked[-REMEMBERED:])


def _engagement(state: DialogueState, heard: Understanding, reaction: Reaction | None, feedback: Feedback | None) -> Engagement:
    """How the shopper reacts, bounded: a clock that jumps and an endless session distort nothing."""
    was, last = state.engagement, state.understanding
    words = heard.text.strip().casefold()
    repeated = bool(words) and last is not None and last.text.strip().casefold() == words
    up = (feedback.product_id,) if feedback and feedback.product_id and feedback.value == "up" else ()
    down = (feedback.product_id,) if feedback and feedback.product_id and feedback.value == "down" else ()
    told = reaction.reaction_ms if reaction else None
    took = None if told is None or told < 0 else min(told, LONGEST_REACTION)  # a clock that was set back tells nothing
    opened = len({*reaction.opened, *reaction.pictures_opened}) if reaction else 0
    silent = took is not None and took >= SILENCE and not opened
    judged_down = feedback is not None and feedback.value == "down"
    pleased = bool(opened) or (feedback is not None and feedback.value == "up") or heard.says("add_to_cart", "checkout")
    return Engagement(
        reaction_ms=took,
        opened_now=opened,
        clicked_now=reaction is not None and reaction.clicked == "quick_reply",
        pace=was.pace if took is None else (*was.pace, took)[-PACE:],
        silent_turns=was.silent_turns + 1 if silent else 0 if took is not None or opened else was.silent_turns,
        downs_in_row=was.downs_in_row + 1 if judged_down else 0 if pleased else was.downs_in_row,
        opened=_last(was.opened, reaction.opened if reaction else ()),
        pictures_opened=_last(was.pictures_opened, reaction.pictures_opened if reaction else ()),
        quick_reply_clicks=was.quick_reply_clicks + (1 if reaction and reaction.clicked == "quick_reply" else 0),
        thumbs_up=_last(tuple(p for p in was.thumbs_up if p not in down), up),
        thumbs_down=_last(tuple(p for p in was.thumbs_down if p not in up), down),
        repeats=was.repeats + (1 if repeated else 0),
    )


def _last(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(p for p in old if p not in new), *new)))[-REMEMBERED:]


def _pushed(state: DialogueState) -> tuple[Snapshot, ...]:
    return (*state.past, snapshot(state))[-PAST:]


def _undone(state: DialogueState) -> DialogueState:
    past = state.past
    while past and _same(past[-1], state):
        past = past[:-1]
    if not past:
        return replace(state, notes=(Note("nothing_to_undo"),))
    back = past[-1]
    return replace(
        state,
        constraints=back.constraints,
        phrases=back.phrases,
        relative=back.relative,
        query=back.query,
        sort=back.sort,
        highlight=back.highlight,
        shown=back.shown,
        focus=back.focus,
        cart=back.cart,
        seen=back.seen,
        anchor=back.anchor,
        list_kind=back.list_kind,
        tastes=back.tastes,
        liked=back.liked,
        disliked=back.disliked,
        asked_slots=back.asked_slots,
        let_go=back.let_go,
        offered=back.offered,
        past=past[:-1],
        notes=(Note("undone", "cart" if back.cart != state.cart else ""),),
    )


def _fresh(state: DialogueState) -> DialogueState:
    """Nothing remembered but the cart, and what belongs to the session rather than to what is sought."""
    return DialogueState(
        session_id=state.session_id,
        turn=state.turn,
        understanding=state.understanding,
        act=state.act,
        cart=state.cart,
        past=state.past,
        engagement=state.engagement,
        verified=state.verified,
        trail=state.trail,
    )


def _same(before: Snapshot, state: DialogueState) -> bool:
    """Whether undo would change nothing that a shopper can see; the same cards in another order are the same."""
    return _visible(snapshot(state)) == _visible(before)


def _visible(one: Snapshot) -> tuple[object, ...]:
    wishes = (one.constraints, one.sort, one.highlight, one.tastes, one.liked, one.disliked)
    return (*wishes, frozenset(one.shown), one.cart, one.anchor, one.list_kind)


def _still_awaited(state: DialogueState, decision: Decision, done: Recorded) -> Awaiting | None:
    """What is awaited now. A digression leaves the question standing; a yes or no is awaited for one turn only."""
    asked = done.awaiting or asked_which(state, decision, done.which)
    if asked is None and state.awaiting is not None and state.awaiting.slot == CONFIRM and state.awaiting.then:
        first, *others = state.awaiting.then
        declined = state.understanding is not None and state.understanding.says("deny")
        return replace(first, then=tuple(others)) if declined else None  # the other product is still to be added
    if asked is not None or state.awaiting is None or state.awaiting.slot == CONFIRM:
        return asked
    leaves = _ASIDE if state.awaiting.slot == REFERENCE else _DIGRESSIONS
    aside = all(step.name in leaves or (step.intent == "give_feedback" and leaves is _DIGRESSIONS) for step in decision.steps)
    return state.awaiting if aside else None
