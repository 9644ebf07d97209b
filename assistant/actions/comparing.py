"""Actions that weigh products: what differs between them, and why they were shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from assistant.actions.choosing import available, option_slots, values_of
from assistant.actions.facts import Difference, Money
from assistant.actions.looking import which_product
from assistant.actions.records import asked_words, records_of, speaking_of, stems
from assistant.actions.targets import cards, centre, pointed_at, said, unique
from assistant.outcome import Outcome, Result
from data.product import Pick
from dialogue_policy.action import Step
from dialogue_policy.answers import CONFIRM
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState
from nlu.measures import measure
from nlu.turns_of_phrase import SURE_OF_IT
from nlu.understanding import Understanding

if TYPE_CHECKING:
    from assistant.world import World

MOST = 4
"""Products in one comparison."""
ROWS = 8
"""Lines of a comparison: what a chat window holds."""

_FIRST = ("material", "color", "size", "pattern", "style", "features", "climate", "activity", "gender")
_ALL = re.compile(r"\b(all|these|those|them|everything)\b", re.I)
_WHICH = re.compile(r"\b(?:which|what|who)\b", re.I)
_CHEAP = re.compile(
    r"\b(?:cheap(?:er|est)|less(?:er)? expensive|least expensive|(?:costs?|is) (?:less|least)|low(?:er|est)[ -]price)", re.I
)
_DEAR = re.compile(
    r"\b(?:more expensive|most expensive|dear(?:er|est)|pric(?:ier|iest)|costs? (?:more|most)|high(?:er|est)[ -]price)", re.I
)
_THEM = re.compile(r"these|those|them|they", re.I)
_BETTER = re.compile(r"\b(?:better|best|high(?:er|est)|top|more popular)\b", re.I)
_COMPARING = stems(
    "compare compared comparing comparison difference differences different differ between versus vs better best nicer both two "
    "three four pair couple each cheaper cheapest dearer dearest pricier priciest price prices costs cost less least most more "
    "rated rating ratings reviews side last them"
)


def compare(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Two to four products side by side: what they cost, how they are rated, and every record in which they differ."""
    heard = said(state)
    wanted = _wanted(heard)
    everyone = cards(_compared(step, state), state, world)
    measured = None if wanted else measured_most(heard, everyone)
    first = everyone if measured is None else tuple(sorted(everyone, key=lambda p: p != measured.pick))
    picks = _best_first(first, wanted)[:MOST]
    if len(picks) < 2:
        out = which_product("compare", step, state, world)
        return out if not picks else Outcome((Result("compare", "compare_needs_two", picks),), products=picks)
    titles = tuple(p.product.title for p in picks)
    asked = tuple(slot for slot in heard.asked if slot not in ("price", "rating"))
    rows = (*(r for r in (_price(picks), _rating(picks)) if r), *_records(picks, asked))
    facts: dict[str, object] = {"titles": titles, "differences": rows[:ROWS]}
    speaker = None
    words = () if asked or measured is not None else _respect(heard.text, picks)
    if words:
        told = tuple((p.product.title, s[0]) for p in picks if (s := speaking_of(p, _roots(words))))
        speaker = told[0][0] if len(told) == 1 else None  # "add the warmest": of whom the shop says anything of that
        facts |= {"asked": " ".join(words), "speakers": tuple(t for t, _ in told), "spoken": tuple(s for _, s in told)}
    prices = [p.variant.price for p in picks]
    if prices.count(min(prices)) == 1:
        facts["cheapest"] = titles[prices.index(min(prices))]
    rated = [p.product.rating or 0.0 for p in picks]
    if max(rated) > 0 and rated.count(max(rated)) == 1:
        facts["best_rated"] = titles[rated.index(max(rated))]
    dearest = titles[prices.index(max(prices))] if prices.count(max(prices)) == 1 else None
    if measured is not None:
        own = tuple(r for r in rows if r.slot in ("price", "rating", measured.slot))
        facts |= {"answers": "measured_most", "differences": own, "title": measured.pick.product.title, "most": measured.most,
                  "value": measured.value, "unstated": int(measured.unstated)}  # fmt: skip
    best = {"cheapest": facts.get("cheapest"), "dearest": dearest, "best_rated": facts.get("best_rated"), "": None}[wanted]
    if best is not None:
        # One thing was asked: the rest of what differs would bury it.
        facts |= {wanted: best, "answers": wanted, "differences": tuple(r for r in rows if r.slot in ("price", "rating"))}
    best = best or (measured.pick.product.title if measured is not None else speaker)
    result = Result("compare", "compared", picks, facts)
    # "Add that one": the one that was asked for, where one was.
    focus = sorted(picks, key=lambda p: p.product.title != best)
    return Outcome((result,), products=picks, focus=tuple(p.product.id for p in focus))


_SLOTS: Mapping[str, tuple[str, str]] = {
    "height": ("tallest", "lowest"), "width": ("widest", "narrowest"), "length": ("longest", "shortest"),
    "depth": ("deepest", "shallowest"), "weight": ("heaviest", "lightest"), "capacity": ("roomiest", "smallest"),
    "diameter": ("widest", "narrowest"),
}  # fmt: skip
"""Slot -> what has the most and the least of it is called."""
_COMPARATIVE = re.compile(
    r"\b(?:(?P<most>tall|high|wid|broad|long|deep|heavi|bigg|larg|roomi)|(?P<least>low|short|narrow|shallow|light|small))"
    r"(?:er|est)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The one of several products that has the most of a measure, or the least: how that is called, and its record.

    `unstated`: some of the others state none.
    """

    pick: Pick
    slot: str
    most: str
    value: str
    unstated: bool


def measured_most(heard: Understanding, picks: Sequence[Pick]) -> Measured | None:
    """Who is "the widest" or "lighter", by the records; None where that is not asked, or two or more are as wide."""
    slots = [slot for slot in heard.asked if slot in _SLOTS]
    said_so = _COMPARATIVE.search(heard.text)
    if len(slots) != 1 or said_so is None or not _WHICH.search(heard.text):
        return None
    told = [(pick, number) for pick in picks if (number := _number(pick, slots[0])) is not None]
    if len(told) < 2:
        return None
    least = said_so["least"] is not None
    best, number = (min if least else max)(told, key=lambda one: one[1])
    if sum(1 for _, other in told if other == number) > 1:
        return None
    return Measured(best, slots[0], _SLOTS[slots[0]][least], _written(best, slots[0]), len(told) < len(picks))


def _number(pick: Pick, slot: str) -> Decimal | None:
    """What a product's first record of a measure comes to."""
    told = next((measure(record.canonical) for record in records_of(pick, slot)), None)
    return told[0] if told is not None else None


def explain(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Why these: phrasing reads the reasons from the evidence for the products named here. "Are you sure?" is told where what is
    said comes from.
    """
    if SURE_OF_IT.fullmatch(said(state).text.casefold()):
        asked = state.awaiting if state.awaiting is not None and state.awaiting.slot == CONFIRM else None
        return Outcome((Result("explain", "vouched_asked" if asked else "vouched"),), awaiting=asked)
    ids = pointed_at(step, state)
    if not ids or all(_THEM.fullmatch(one.text.strip()) for one in said(state).references):
        ids = tuple(c.id for c in state.shown) if _plural(state) else ids or _last(state)
    picks = cards(ids, state, world)
    if not picks:
        return Outcome((Result("explain", "nothing_shown"),))
    facts: dict[str, object] = {"titles": tuple(p.product.title for p in picks), **centre(state, world)}
    result = Result("explain", "explained", picks, facts)
    # "Why these?" is about the whole table: what "it" means stays as it was.
    return Outcome((result,), products=picks, focus=(picks[0].product.id,) if len(picks) == 1 else ())


def _compared(step: Step, state: DialogueState) -> tuple[str, ...]:
    pointed = pointed_at(step, state)
    table = tuple(c.id for c in state.shown)
    if len(pointed) >= 2:
        return pointed
    if pointed:
        return unique((*pointed, *state.focus, *table))[:2]
    if _ALL.search(said(state).text) and len(table) <= MOST:
        return table
    return unique((*state.focus, *table))[:2] if len(state.focus) >= 2 else table[:2]


def _wanted(heard: Understanding) -> Literal["cheapest", "dearest", "best_rated", ""]:
    """Which of them is asked for: "which is cheaper"; "" where all that differs is."""
    if "price" in heard.asked and _WHICH.search(heard.text):
        return "dearest" if _DEAR.search(heard.text) else "cheapest" if _CHEAP.search(heard.text) else ""
    return "best_rated" if "rating" in heard.asked and _WHICH.search(heard.text) and _BETTER.search(heard.text) else ""


def _best_first(picks: tuple[Pick, ...], wanted: str) -> tuple[Pick, ...]:
    """As they stand; the best first where more are asked about than are compared."""
    if len(picks) <= MOST or not wanted:
        return picks
    if wanted == "best_rated":
        return tuple(sorted(picks, key=lambda p: -(p.product.rating or 0.0)))
    return tuple(sorted(picks, key=lambda p: p.variant.price, reverse=wanted == "dearest"))


def _plural(state: DialogueState) -> bool:
    return bool(re.search(r"\b(these|those|them|results|list|they)\b", said(state).text, re.I)) or not state.focus


def _last(state: DialogueState) -> tuple[str, ...]:
    return state.focus[:1] or tuple(c.id for c in state.shown)


def _price(picks: tuple[Pick, ...]) -> Difference:
    return Difference("price", tuple(Money(p.variant.price, p.variant.currency) for p in picks))


def _rating(picks: tuple[Pick, ...]) -> Difference | None:
    if all(p.product.rating is None for p in picks):
        return None
    told = (f"{p.product.rating:.1f} of 5 ({p.product.reviews_count})" if p.product.rating is not None else "" for p in picks)
    return Difference("rating", tuple(told))


def _records(picks: tuple[Pick, ...], asked: tuple[str, ...]) -> tuple[Difference, ...]:
    every = dict.fromkeys([*asked, *_FIRST, *(s for p in picks for s in p.product.slots())])
    rows = []
    for slot in every:
        values = tuple(_written(p, slot) for p in picks)
        differs = len({v.casefold() for v in values}) > 1
        stated = sum(1 for v in values if v)
        if slot in asked or (differs and (stated == len(picks) or (slot in _FIRST and stated))):
            rows.append(Difference(slot, values))
    return tuple(rows)


def _written(pick: Pick, slot: str) -> str:
    product = pick.product
    if slot in option_slots(product.variants):
        stocked = tuple(v for v in product.variants if available(v) > 0) or product.variants
        return ", ".join(values_of(stocked, slot))
    return ", ".join(dict.fromkeys(r.original for r in records_of(pick, slot)))


def _respect(text: str, picks: tuple[Pick, ...]) -> tuple[str, ...]:
    """The words that say in what respect: "which is warmer" -> warmer; none for a plain comparison."""
    words = asked_words(text, picks[0])
    for pick in picks[1:]:
        words = tuple(w for w in words if w in asked_words(text, pick))
    return tuple(w for w in words if not stems(w) <= _COMPARING)[:2]


def _roots(words: tuple[str, ...]) -> frozenset[str]:
    """ "warmer" asks for what is said to be warm."""
    return frozenset().union(*(stems(w) | stems(w.removesuffix("est").removesuffix("er")) for w in words))
