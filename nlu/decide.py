"""Which intents a message has: the head's chances, bent by what was found and what came before, clause by clause.

The head sees words alone. What it cannot see is settled here: whether a search is running, what was asked, what the store has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlu.intents import LABELS, Array
from nlu.rules import BUYING, COMPILED, DECIDED, ORDERS
from nlu.understanding import OUT_OF_SCOPE, Command, Context, Intent

_RESULTS = frozenset(
    [
        "recommend",
        "ask_slot",
        "show_more",
        "browse",
        "suggest_relaxation",
        "similar",
        "complete_look",
        "undo",
        "clarify_reference",
        "compare",
        "explain",
        "detail",
        "visual_detail",
        "reviews",
        "availability",
        "size_advice",
        "acknowledge",
        "summarize",
    ]
)
_TALK = frozenset({"greet", "goodbye", "affirm", "deny"})
_COMMANDS: dict[str, str] = {
    "undo": "relax_constraint",
    "start_over": "relax_constraint",
    "help": "greet",
    "recap": "ask_explanation",
}
REJECT_BELOW = 0.34
"""Nearness to the nearest example under which words with nothing of the shop in them are rejected."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one clause (or the whole message)."""

    category: bool = False
    same_category: bool = False
    values: bool = False
    bound: bool = False
    sort: bool = False
    comparative: bool = False
    highlight: bool = False
    dropped: bool = False
    pointed: bool = False
    order: bool = False
    email: bool = False
    quantity: bool = False
    command: Command | None = None
    bare_value: bool = False
    """Nothing but a value: an answer, or a word on its own."""
    bare_pointer: bool = False
    """Nothing but a product pointed at: "the second one"."""
    unstocked: bool = False
    """A type of product that the store does not have."""
    measured: bool = False
    """A measure or the care of a product is asked for."""


_SEEK = re.compile(
    r"\b(?:looking for|look for|searching for|i need|i want|i'd like|i'm after|find me|show me|"
    r"do you have|do you sell|have you got|got any|any)\b"
)
_RANGE = re.compile(
    r"\b(?:what|which) (?:kinds?|sorts?|types?|styles?|range)\b|\b(?:section|department|range|selection|"
    r"categories|collection|aisle)\b|\bwhat do you (?:sell|have|carry|stock|offer)\b|\bbrows"
)
_LISTS = frozenset(["recommend", "ask_slot", "show_more", "similar", "complete_look", "suggest_relaxation"])
_BARE_SLOT = re.compile(r"\W*(?:and )?(?:the |its )?(?:materials?|fabric|brand|features|care|rating)\W*")
"""A slot's name on its own, of the product talked about."""
_THOSE_IN = re.compile(
    r"\b(?:do you (?:also )?have|have you(?: got)?|got|are there|can i (?:get|see)|do) (?:any of )?"
    r"(?:them|those|these|they|any(?:thing)?|some) (?:also )?(?:come )?(?:in|with|without|for|under|made)\b"
)
_CHANGES = re.compile(
    r"\b(?:cart|basket|trolley|bag|remove|delete|take|change|make|swap|switch|drop|less|fewer|only|get rid|put back|"
    r"exchange|empty|clear|lose)\b"
)
_INDEX = {name: i for i, name in enumerate(LABELS)}


_ACTS = frozenset(
    {"add_to_cart", "update_cart", "checkout", "goodbye", "affirm", "deny", "give_feedback", "relax_constraint", "track_order"}
)
"""Intents that change something, or end the talk: not on a guess."""
SURE = 0.45


def of_the_shop(found: Found) -> bool:
    """Whether anything of the shop was found in the words."""
    return any(
        (found.category, found.values, found.bound, found.sort, found.highlight, found.dropped, found.order, found.pointed,
         found.comparative, found.measured)
    )  # fmt: skip


def guarded(intents: Sequence[Intent], found: Found) -> list[Intent]:
    """A guess that would change something, with nothing of the shop in the words, is a rejection instead."""
    if len(intents) > 1 or of_the_shop(found) or found.email or found.quantity or found.command:
        return list(intents)
    (one,) = intents
    doubtful = one.name in _ACTS and one.confidence < SURE
    return [Intent(OUT_OF_SCOPE, 1.0 - one.confidence)] if doubtful else [one]


def buying_before(context: Context) -> bool:
    """Whether a purchase is under way, and only which product is open."""
    pending = context.action in ("clarify_reference", "add_to_cart") or (
        context.action == "ask_slot" and bool(context.focus) and context.awaiting is not None
    )
    return pending and DECIDED.search((context.user or "").lower()) is not None


def searching(context: Context) -> bool:
    """Whether a search is running: then a constraint refines it."""
    return bool(context.constraints or context.shown or context.action in _RESULTS)


def bent(chances: Array, lower: str, found: Found, context: Context, nearness: float) -> Array:
    """The chances of one clause, (28,), after what was found in it and what came before."""
    scores = np.log(np.maximum(chances, 1e-6)).astype(np.float32)

    def add(weight: float, *names: str) -> None:
        for name in names:
            scores[_INDEX[name]] += weight

    for name, pattern, weight in COMPILED:
        if pattern.search(lower):
            add(weight, name)
    shop = of_the_shop(found)
    if shop:
        add(-2.0, OUT_OF_SCOPE)
    elif nearness < REJECT_BELOW:
        add(2.5, OUT_OF_SCOPE)
    if found.command:
        add(6.0, _COMMANDS[found.command])
    if found.order or found.email:
        add(3.0 if found.order else 5.0, "track_order")
    if found.dropped:
        add(3.0, "relax_constraint")
    if found.highlight and not found.pointed:
        add(1.0, "browse_highlights")
    if found.comparative and not re.search(r"\b(?:which|is|are|does|compare)\b", lower):
        add(3.0, "refine_search")
    if (found.category or found.values or found.bound or found.pointed or found.sort) and len(lower.split()) > 1:
        add(-3.0, "affirm", "deny", "goodbye", "greet")  # "ok XL then" says more than yes
    if found.bound:
        add(-3.0, "checkout", "track_order", "add_to_cart")
    if found.measured:
        add(1.5, "ask_product_detail")
    buying = BUYING.search(lower) is not None
    if not buying:
        add(-3.0, "add_to_cart")
    if not (ORDERS.search(lower) or found.order or found.email or context.action == "order_status"):
        add(-3.0, "track_order")
    if found.bare_pointer:
        add(9.0, "add_to_cart" if buying_before(context) else "ask_product_detail")
    if context.focus and _BARE_SLOT.fullmatch(lower):
        add(6.0, "ask_product_detail")
    if context.action in _LISTS and len(context.shown) > 1 and _THOSE_IN.search(lower):
        add(9.0, "refine_search")  # "do you have those in black", of all that is on the table
    running = searching(context)
    wish = found.values or found.bound or found.sort or found.comparative
    if found.bare_value:
        add(6.0, "refine_search")
    if wish and not found.dropped:
        add(1.0, "refine_search", "search_product")
    if found.unstocked and not found.pointed:
        add(2.5, "search_product")
        add(-4.0, "browse_category")
    if found.category and not found.pointed:
        add(1.2, "search_product")
        if wish or _SEEK.search(lower):
            add(0.8, "search_product")
        if wish:
            add(-1.0, "browse_category")
        if _RANGE.search(lower):
            add(3.0, "browse_category")
    if running and re.search(r"\b(?:it|its|this|that|these|those|them|ones?)\b", lower):
        add(-1.5, OUT_OF_SCOPE)
    if not context.cart and running and wish:
        add(-3.0, "update_cart")  # "make it green": of nothing but the search
    if found.quantity and context.cart:
        add(1.0, "update_cart")
    if not context.cart and not re.search(r"\b(?:cart|basket|trolley|bag)\b", lower):
        add(-2.0, "update_cart")
        if found.quantity and context.focus and not found.category:
            add(9.0, "add_to_cart")  # "make it 2" of what was just talked about
    if found.category and not found.pointed and not _CHANGES.search(lower):
        add(-3.0, "update_cart")  # "two stools"
    if found.category and not found.same_category:
        add(-3.0, "show_more")
    if found.sort and found.category:
        add(2.0, "search_product")
    if (
        found.quantity
        and context.shown
        and not found.category
        and re.search(r"\bsets? of\b|\bof (?:the|those|these|them)\b", lower)
    ):
        add(6.0, "add_to_cart")
    if (
        re.search(r"\b(?:another|one more)(?: one)?\b", lower)
        and context.action in ("add_to_cart", "update_cart")
        and not found.category
    ):
        add(4.0, "add_to_cart")
    if found.quantity and not wish and (context.shown or context.focus) and not found.category:
        add(0.5, "add_to_cart", "update_cart")
    if context.awaiting == "confirm" or context.action in ("confirm_checkout", "suggest_relaxation"):
        add(1.0, "affirm", "deny")
    if context.action in ("order_status",) and (found.order or found.email):
        add(3.0, "track_order")
    search, refine = _INDEX["search_product"], _INDEX["refine_search"]
    joint = np.logaddexp(scores[search], scores[refine])
    fresh = not running or (found.category and not found.same_category) or found.unstocked
    if found.bare_value and context.awaiting:
        fresh = False
    scores[search], scores[refine] = (joint, joint - 4.0) if fresh else (joint - 4.0, joint)
    if not running and not found.category and not wish and not _SEEK.search(lower):
        scores[search] -= 1.0  # nothing of the store was named
    odds = np.exp(scores - scores.max())
    out: Array = odds / odds.sum()
    return out


def together(parts: Sequence[Array], whole: Array) -> list[Intent]:
    """The intents of a message from its clauses' chances; one clause, or clauses that agree or say nothing, give one."""
    best = Intent(LABELS[int(whole.argmax())], float(whole.max()))
    if len(parts) < 2:
        return [best]
    found: list[Intent] = []
    for part in parts:
        name, chance = LABELS[int(part.argmax())], float(part.max())
        if chance >= 0.5 and name != OUT_OF_SCOPE and all(i.name != name for i in found):
            found.append(Intent(name, chance))
    names = [i.name for i in found]
    acts = [n for n in names if n not in _TALK]
    if acts:
        found = [i for i in found if i.name not in ("affirm", "deny")]
        if acts != ["checkout"] or best.name == "checkout":
            found = [i for i in found if i.name != "goodbye" or names[-1] == "goodbye"]
    names = [i.name for i in found]
    if {"search_product", "refine_search"} <= set(names):
        found = [i for i in found if i.name != "refine_search"]
    if (
        {"search_product", "complete_look"} <= set(names)
        or {"search_product", "request_recommendation"} <= set(names)
        or {"search_product", "find_similar"} <= set(names)
    ):
        found = [i for i in found if i.name != "search_product"]
    if {"add_to_cart", "update_cart"} <= set(names):
        keep = best.name if best.name in ("add_to_cart", "update_cart") else "add_to_cart"
        found = [i for i in found if i.name not in ("add_to_cart", "update_cart") or i.name == keep]
    if (
        {"refine_search", "relax_constraint"} <= set(names)
        and best.name in ("refine_search", "relax_constraint")
        and best.confidence > 0.8
    ):
        found = [i for i in found if i.name not in ("refine_search", "relax_constraint") or i.name == best.name]
    if not found or (len(found) == 1 and found[0].name in _TALK and best.name != OUT_OF_SCOPE):
        return [best]
    if len(found) == 1 and best.confidence > found[0].confidence:
        return [best]
    return found
