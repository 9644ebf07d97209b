"""The running search after a message: which wishes go on, which are new, and whether it is another search altogether."""

from __future__ import annotations

import re
from dataclasses import replace

from data.constraint import Constraint, Phrase
from dialogue_policy.answers import OPTIONS, answers_option, answers_order
from dialogue_policy.state import DialogueState, Note
from dialogue_policy.wishes import (
    Knowledge,
    Wishes,
    another_type,
    carried_over,
    compared,
    fitting_type,
    said,
    settled,
    sold_only,
    tastes_after,
    words_for,
)
from nlu.understanding import Sort, Understanding
from nlu.words import STOP

QUERY_LIMIT = 400
"""Characters of the query: of a long conversation the latest words count."""

SEARCHING = (
    "search_product", "refine_search", "relax_constraint", "browse_category", "browse_highlights", "request_recommendation",
    "find_similar", "complete_look", "show_more",
)  # fmt: skip
"""Intents that are about the list."""

_AFRESH = ("search_product", "browse_category", "browse_highlights", "request_recommendation")
"""Those of them that leave a list made around a product."""

_PRESENT = re.compile(
    r"\b(?:need|want|looking|look|find|get|buy|after|suggest|recommend|ideas?)\b[^.?!]{0,30}\b(?:gifts?|presents?|something|surprise)\b"
    r"|^\W*(?:(?:and|now|ok|okay|so|also|then)\W+)*(?:an? )?(?:\w+ )?(?:gifts?|presents?|something|ideas?)\b[^.?!]{0,25}\bfor\b"
)
"""Something else for somebody else; not "it's a present for my dad", which is said of what is looked at."""
_NOUN = re.compile(
    r"(?:^|\b(?:show me|find me|need|want|looking for|look for|searching for|you (?:have|sell|stock|do)|have you got|got|"
    r"about|and|or|any|some)\s)\s*(?:any |some |an? |a pair of |new )?(?P<n>[a-z][a-z'-]+)(?: please| then| instead| too)?\W*$"
)
_MAY_SEEK = ("search_product", "refine_search", "check_availability")
_PLURAL = re.compile(r"[^aius]s$")


def searched(state: DialogueState, heard: Understanding, knowledge: Knowledge) -> DialogueState:
    """The state with the running search as this message leaves it; `notes` tell what another type left behind."""
    heard_wishes, lacking = sold_only(_as_wishes(state, heard), knowledge)
    old = Wishes(state.constraints, state.phrases, state.relative)
    start, fresh, notes = _start(old, heard_wishes, knowledge, around=state.anchor is not None)
    options = (state.awaiting.slot, *OPTIONS) if state.awaiting and answers_option(state.awaiting, heard) else ()
    wishes, overruled = said(start, heard_wishes, state.turn, leaving_out=options)
    if heard.says(*SEARCHING):
        wishes = compared(wishes, heard.relatives, state.shown, state.turn, knowledge)
    new = replace(
        state,
        constraints=wishes.constraints,
        phrases=wishes.phrases,
        relative=wishes.relative,
        query=state.query if answers_order(state.awaiting, heard) else _query(state, heard, fresh=fresh),
        sort=heard.sort or _sort_of(heard) or (None if fresh else state.sort),
        highlight=heard.highlight or (None if fresh or _new_type(state, heard) else state.highlight),
        tastes=tastes_after(state.tastes, heard),
        asked_slots=() if fresh else state.asked_slots,
        let_go=_let_go(() if fresh else state.let_go, heard_wishes, wishes),
        notes=(*state.notes, *notes, *overruled, *lacking),
    )
    if heard.says(*_AFRESH) or fresh:
        new = replace(new, list_kind="search", anchor=None)
    if _criteria(new) == _criteria(state):
        return new
    resorted = (new.constraints, new.query, new.highlight) == (state.constraints, state.query, state.highlight)
    return replace(new, seen=(), offered=state.offered if resorted else ())


def _let_go(before: tuple[str, ...], heard: Understanding, wishes: Wishes) -> tuple[str, ...]:
    """The slots of which any value will do: "any color is fine"; not those that something was wished of since."""
    return tuple(slot for slot in dict.fromkeys((*before, *heard.dropped)) if slot not in wishes.constraints)


def size_in_question(state: DialogueState, heard: Understanding) -> Understanding:
    """ "Is it in stock in blue?" is asked in the size that is looked for, where the question names none."""
    wanted = state.constraints.get("size", Constraint()).is_
    if not heard.says("check_availability") or len(wanted) != 1 or "size" in {*heard.asked, *heard.options, *heard.constraints}:
        return heard
    return replace(heard, options={**heard.options, "size": next(iter(wanted))})


def sought_noun(state: DialogueState, heard: Understanding) -> Understanding:
    """ "Do you have kayaks?", after a search for boots, asks for other things than those on the table."""
    if not heard.says("check_availability") or not _names_noun(Wishes(state.constraints), heard):
        return heard
    noun = _NOUN.search(" ".join(heard.text.casefold().split()))
    sure = tuple(replace(i, name="search_product") if i.name == "check_availability" else i for i in heard.intents)
    return replace(heard, intents=sure, query=noun["n"] if noun else heard.query)


def _new_type(state: DialogueState, heard: Understanding) -> bool:
    """Whether a list of highlights ("on sale") gives way to what is named now."""
    now, was = (c.get("category", Constraint()).is_ for c in (heard.constraints, state.constraints))
    return heard.says("search_product") or bool(was and now and was.isdisjoint(now) and heard.modes.get("category") != "add")


def _start(old: Wishes, heard: Understanding, knowledge: Knowledge, *, around: bool) -> tuple[Wishes, bool, tuple[Note, ...]]:
    """The wishes that this message builds on, whether they are a new search's, and what there is to say of it."""
    if heard.says("complete_look"):
        # What goes with a jacket is no jacket: of the old wishes only who it is for goes along.
        return settled({s: c for s, c in old.constraints.items() if s == "gender"}, old.phrases), True, ()
    named = heard.says("search_product") and "category" not in old.constraints and bool(heard.constraints.get("category"))
    if named and not around:
        fitting, left = fitting_type(old.absolute(), heard, knowledge)
        return fitting, False, left
    if another_type(old.constraints, heard, knowledge) or (named and around):
        carried, notes = carried_over(old, heard, knowledge)
        return carried, True, notes
    if _another_person(old, heard) or _names_noun(old, heard):
        lasting = old.absolute().constraints
        kept = {slot: c for slot, c in lasting.items() if slot == "price"}
        gone = [slot for slot in lasting if slot not in kept and slot not in heard.constraints]
        return (
            settled(kept, old.phrases),
            True,
            (Note("new_search"), *(Note("let_go", slot, words_for(old.phrases, slot)) for slot in gone)),
        )
    if heard.says("browse_category") and not heard.constraints and not heard.references:
        return Wishes({}), True, ()
    return old, False, ()


def _another_person(old: Wishes, heard: Understanding) -> bool:
    """Whether something is sought for somebody else than before, of whatever type: "I need a present for my girlfriend"."""
    now, was = (c.get("gender", Constraint()).is_ for c in (heard.constraints, old.constraints))
    if not old.constraints or not now or now == was or "category" in heard.constraints or heard.references:
        return False
    return heard.says("request_recommendation", "search_product") and bool(_PRESENT.search(heard.text.casefold()))


def _names_noun(old: Wishes, heard: Understanding) -> bool:
    """Whether the message asks for a sort of thing that nothing is known of: "do you have kayaks", after a search for boots."""
    known = (heard.constraints, heard.references, heard.relatives, heard.sort, heard.highlight, heard.dropped, heard.asked)
    if any(known) or heard.dropped_values or "category" not in old.constraints:
        return False
    noun = _NOUN.search(" ".join(heard.text.casefold().split())) if heard.says(*_MAY_SEEK) else None
    if noun is None or noun["n"] in STOP or not _PLURAL.search(noun["n"]):
        return False
    return heard.says("check_availability") or noun["n"] in heard.query.casefold()


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
