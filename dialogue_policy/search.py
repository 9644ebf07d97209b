"""The running search after a message: which wishes go on, which are new, and whether it is another search altogether."""

from __future__ import annotations

from dataclasses import replace

from data.constraint import Constraint, Phrase
from dialogue_policy.answers import answers_option, answers_order
from dialogue_policy.state import DialogueState, Note
from dialogue_policy.wishes import Knowledge, Wishes, another_type, carried_over, compared, said, settled, tastes_after
from nlu.understanding import Sort, Understanding

QUERY_LIMIT = 400
"""Characters of the query: of a long conversation the latest words count."""

SEARCHING = (
    "search_product", "refine_search", "relax_constraint", "browse_category", "browse_highlights", "request_recommendation",
    "find_similar", "complete_look", "show_more",
)  # fmt: skip
"""Intents that are about the list."""


def searched(state: DialogueState, heard: Understanding, knowledge: Knowledge) -> DialogueState:
    """The state with the running search as this message leaves it; `notes` tell what another type left behind."""
    heard_wishes = _as_wishes(state, heard)
    old = Wishes(state.constraints, state.phrases)
    start, fresh, notes = _start(old, heard_wishes, knowledge)
    option = state.awaiting.slot if state.awaiting and answers_option(state.awaiting, heard) else None
    wishes, overruled = said(start, heard_wishes, state.turn, leaving_out=option)
    if heard.says(*SEARCHING):
        wishes = compared(wishes, heard.relatives, state.shown, state.turn, knowledge)
    new = replace(
        state,
        constraints=wishes.constraints,
        phrases=wishes.phrases,
        query=state.query if answers_order(state.awaiting, heard) else _query(state, heard, fresh=fresh),
        sort=heard.sort or _sort_of(heard) or (None if fresh else state.sort),
        highlight=heard.highlight or (None if fresh or heard.says("search_product") else state.highlight),
        tastes=tastes_after(state.tastes, heard),
        asked_slots=() if fresh else state.asked_slots,
        notes=(*state.notes, *notes, *overruled),
    )
    if _criteria(new) != _criteria(state):
        new = replace(new, seen=(), list_kind="search", anchor=None)
    return new


def _start(old: Wishes, heard: Understanding, knowledge: Knowledge) -> tuple[Wishes, bool, tuple[Note, ...]]:
    """The wishes that this message builds on, whether they are a new search's, and what there is to say of it."""
    if heard.says("complete_look"):
        # What goes with a jacket is no jacket: of the old wishes only who it is for goes along.
        return settled({s: c for s, c in old.constraints.items() if s == "gender"}, old.phrases), True, ()
    if another_type(old.constraints, heard, knowledge):
        carried, notes = carried_over(old, heard, knowledge)
        return carried, True, notes
    if heard.says("browse_category") and not heard.constraints and not heard.references:
        return Wishes({}), True, ()
    return old, False, ()


def _as_wishes(state: DialogueState, heard: Understanding) -> Understanding:
    """The message with its judgements and bare numbers read as wishes, where they are any.

    A judgement filters only by what it rules out: "I hate polyester" does, "I usually wear linen" ranks.
    """
    if heard.says("give_feedback") and not heard.says(*SEARCHING):
        negative = heard.sentiment == "negative"
        ruled_out = {s: Constraint(not_=c.not_ | (c.is_ if negative else frozenset())) for s, c in heard.constraints.items()}
        phrases = tuple(_negated(p) if negative else p for p in heard.phrases)
        kept = tuple(p for p in phrases if p.value in ruled_out.get(p.slot, Constraint()).not_ and p.polarity == "not")
        return replace(heard, constraints={s: c for s, c in ruled_out.items() if c}, phrases=kept)
    awaiting, amount = state.awaiting, heard.quantity
    if awaiting is None or awaiting.product_id or heard.constraints or amount is None or heard.says("add_to_cart", "update_cart"):
        return heard
    if awaiting.slot == "price":
        wish, phrase = Constraint.from_json({"max": amount}), Phrase(heard.text, "price", str(amount), "max")
    elif awaiting.slot == "size":
        wish, phrase = Constraint.from_json({"is": [str(amount)]}), Phrase(heard.text, "size", str(amount), "is")
    else:
        return heard
    return replace(heard, constraints={awaiting.slot: wish}, phrases=(phrase,))


def _negated(phrase: Phrase) -> Phrase:
    return replace(phrase, polarity="not") if phrase.polarity == "is" else phrase


def _query(state: DialogueState, heard: Understanding, *, fresh: bool) -> str:
    """What is searched for by meaning: a new search's own words; those of a refinement beside the old."""
    new = heard.query.strip()
    if fresh:
        return new[:QUERY_LIMIT]
    if heard.says("search_product", "request_recommendation", "browse_category", "browse_highlights"):
        return (new or state.query)[:QUERY_LIMIT]
    if heard.says("refine_search") and new and new.casefold() not in state.query.casefold():
        return f"{state.query} {new}".strip()[-QUERY_LIMIT:]
    return state.query


def _sort_of(heard: Understanding) -> Sort | None:
    """ "Better rated" is an order too."""
    better = any(r.slot == "rating" and r.direction == "more" for r in heard.relatives)
    return "rating_desc" if better and heard.says(*SEARCHING) else None


def _criteria(state: DialogueState) -> tuple[object, ...]:
    return state.constraints, state.query, state.sort, state.highlight
