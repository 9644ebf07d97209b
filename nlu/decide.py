"""Which intents a message has: the model's chances, and what only the state of the conversation can settle.

The model knows words and the action before. Which product type is being searched, whether there is a cart, what was promised:
that is settled here, as are the few forms of words that mean one thing whatever stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from nlu.model import Heard, running_search
from nlu.pointed import another_part
from nlu.turns_of_phrase import (
    ANOTHER,
    ANY_BUT,
    ASKS,
    BUYING,
    CART,
    DECIDED,
    EITHER,
    EXTREME,
    FAREWELL,
    FAULT,
    GONE_WITH,
    HAVING,
    IN_STOCK,
    MATCHING,
    MONEY_BACK,
    MOST_OF_ALL,
    NONE_OF_THEM,
    NONE_SUCH,
    OF_ALL,
    OF_ALL_THERE_ARE,
    OF_SO_MANY,
    PARTING,
    PRAISE,
    PUT_RIGHT,
    REPEATED,
    SHOW_ME,
    SIDE_BY_SIDE,
    SURE_OF_IT,
    THOSE_IN,
    TO_THE_SHOP,
    WHICH_IS,
    WHICH_ONE,
    WHO,
)
from nlu.understanding import LOOKS_CLOSER, OUT_OF_SCOPE, Command, Context, Intent

_COMMANDS: dict[str, str] = {
    "undo": "relax_constraint",
    "start_over": "relax_constraint",
    "help": "greet",
    "recap": "ask_explanation",
}
_PROPOSALS = frozenset(["confirm_checkout", "suggest_relaxation", "clarify_reference", "greet", "summarize", "policy", "handoff"])
_LISTS = frozenset(["recommend", "ask_slot", "show_more", "similar", "complete_look", "suggest_relaxation"])
COURTESIES = frozenset(["greet", "goodbye", "affirm", "deny"])
_SOUGHT = frozenset(
    ["talk_to_human", "search_product", "refine_search", "relax_constraint", "browse_category", "request_recommendation"]
)
_ANOTHER_ONE = re.compile(r"\b(?:need|looking for|show me|find me|get me|want) (?:an?|some|another|new)\b")
_FROM_OTHERS = re.compile(r"\bfrom (?!you\b|your\b|here\b|this\b|the\b|day\b)[a-z]+")
_UNWANTED = re.compile(r"\b(?:don['’]?t|do not) (?:want|need|like)\b")
_UNLIKELY = COURTESIES | {"relax_constraint"}
_OF_A_VALUE = frozenset(["check_availability", "ask_product_detail", "ask_size_fit"])
_SEEKING = frozenset(("browse_category", "search_product", "refine_search"))
SAID = 0.5
"""The chance from which on an intent is taken for said."""

HINTED = 0.15
"""The chance from which on an intent stands in for one that cannot be meant."""

SURE = 0.95
"""The chance from which on what stands against an intent is not asked."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the message."""

    category: bool = False
    same_category: bool = False
    """The type named is the one that is being searched."""

    order: bool = False
    email: bool = False
    command: Command | None = None
    bare_pointer: bool = False
    """Nothing but a product pointed at: "the second one"."""

    wish: bool = False
    """A value or a bound that is wished or ruled out."""

    chosen: bool = False
    """A value that was heard as the variant to buy."""

    pointed: bool = False
    quantity: bool = False
    bare_value: bool = False
    """Nothing but a value: an answer, or a word on its own."""

    types: int = 0
    """How many types of product are named as wished."""

    valued: bool = False
    """Some value is named that a product may have."""

    optional: bool = False
    """A size or a colour is named: what a product may come in."""

    bounded: bool = False
    """A limit is named: "under 60"."""

    highlight: bool = False
    dear: bool = False
    """Cheaper ones, or dearer ones, are wished for."""

    people: bool = False
    """Nothing is wished but for whom it is."""

    another_kind: bool = False
    """A type is named that the product talked about is not of, and nothing points at that."""

    of_those_at_hand: bool = False
    """A part is named that those on the table may have: "which have gold fittings?"."""


Parts = tuple[tuple[int, int, str], ...]
"""Start, end and intent of each stretch of the message."""


def intents_of(heard: Heard, lower: str, found: Found, context: Context) -> tuple[tuple[Intent, ...], Parts]:
    """The intents in the order said, never empty, and the words of each."""
    chances = dict(heard.intents)
    rejected = chances.pop(OUT_OF_SCOPE, 0.0)
    if "?" in lower and max(chances, key=lambda name: chances[name]) == "goodbye":
        others = {name: chance for name, chance in chances.items() if name not in COURTESIES}
        if max(others.values()) > HINTED:
            del chances["goodbye"]  # "thanks so much, and can I return it?"
    named = {name: chance for name, chance in chances.items() if chance >= SAID}
    if not named:
        best = max(chances, key=lambda name: chances[name])
        if best in _UNLIKELY and running_search(context) and (found.wish or chances[best] < HINTED):
            best = "refine_search"  # the model is sure of nothing, and a wish is
        if found.bare_value and found.wish and running_search(context) and rejected < SAID:
            best, rejected = "refine_search", 0.0  # "L", which alone tells the model nothing
        named = {best: chances[best]}
    certain = _settled(lower, found, context) or _complained(lower, {name for name, chance in named.items() if chance >= SAID})
    if certain is None and rejected > max(named.values()):
        return (Intent(OUT_OF_SCOPE, rejected),), ()
    if certain is not None and certain not in named:
        named = {certain: max(0.9, chances.get(certain, 0.0))}
    named = _fitting(named, lower, found, context)
    names = dict(_renamed(found, context))
    parts = tuple((start, end, names.get(name) or name) for start, end, name in heard.parts(named))
    first: dict[str, int] = {}
    for start, _, name in parts:
        first.setdefault(name, start)
    sure: dict[str, float] = {}
    for old in sorted(named, key=lambda name: (first.get(names.get(name) or name, heard.place(name)), -named[name])):
        sure.setdefault(names.get(old) or old, named[old])
    return tuple(Intent(name, chance) for name, chance in sure.items()), parts


def _fitting(named: Mapping[str, float], lower: str, found: Found, context: Context) -> dict[str, float]:
    """The intents that can be meant as the conversation stands, with what they mean there."""
    kept = dict(named)
    at_hand = context.shown or context.focus or context.named or context.cart
    if "relax_constraint" in kept and ANY_BUT.search(lower) and found.wish:
        kept["refine_search"] = kept["relax_constraint"]

    def becomes(old: str, new: str) -> None:
        chance = kept.pop(old)
        kept[new] = max(chance, kept.get(new, 0.0))

    proposed = context.action in _PROPOSALS or context.awaiting == "confirm"
    if "affirm" in kept and (found.wish or found.chosen) and not found.pointed and not proposed:
        becomes("affirm", "refine_search")  # "ok, M": nothing was proposed that could be affirmed
    if buying_before(context) and found.bare_pointer and set(kept) <= {"affirm", "ask_product_detail", "refine_search"}:
        kept = {"add_to_cart": max(kept.values())}
    if "update_cart" in kept and not context.cart and not CART.search(lower):
        if found.quantity and context.focus:
            becomes("update_cart", "add_to_cart")  # "make it 2" of what was just talked about
        elif found.wish and not found.pointed and running_search(context):
            becomes("update_cart", "refine_search")  # "make it green": of nothing but the search
        elif found.category and "search_product" in kept and PUT_RIGHT.search(lower):
            del kept["update_cart"]  # "shoes in 9, sorry, make that 10"
        elif found.chosen and not (context.focus or context.user) and PUT_RIGHT.search(lower):
            becomes("update_cart", "search_product")  # "size 9, make that 10"
        elif found.category and found.wish and _UNWANTED.search(lower) and not (found.pointed or at_hand):
            becomes("update_cart", "search_product")  # "I don't want red shoes", of no product yet
    if REPEATED.search(lower) and (found.wish or found.chosen):
        kept = {"refine_search": max(kept.values())}  # "but I asked for black"
    if "relax_constraint" in kept and found.bare_value and found.wish:
        becomes("relax_constraint", "refine_search")  # "medium then"
    if "relax_constraint" in kept and GONE_WITH.search(lower) and found.wish:
        becomes("relax_constraint", "refine_search")
    if context.action in (*_LISTS, "browse") and running_search(context) and EXTREME.fullmatch(lower):
        kept = {"refine_search": max(kept.values())}  # "what's the cheapest", of all that is searched
    if {"show_more", "refine_search"} <= set(kept) and found.wish and not ANOTHER.search(lower):
        del kept["show_more"]  # "can I see some for men"
    looking = context.action in _LISTS and not buying_before(context)
    if "add_to_cart" in kept and found.bare_value and looking and not (found.pointed or BUYING.search(lower)):
        becomes("add_to_cart", "refine_search")  # "ok, 10 then", of all that is on the table
    if not at_hand and found.category and set(kept) & LOOKS_CLOSER and OF_ALL_THERE_ARE.match(lower):
        kept = {"search_product": max(kept.values())}  # "which jackets have a hood?"
    if {"ask_product_detail", "search_product"} <= set(kept) and not (context.shown or context.focus):
        del kept["ask_product_detail"]  # "what is the cheapest lamp?"
    if "add_to_cart" in kept and found.category and not found.pointed and not (BUYING.search(lower) and at_hand):
        becomes("add_to_cart", "search_product")  # "two hats"; "add a blue mug to my cart", where none is on the table
    if "add_to_cart" in kept and SHOW_ME.match(lower) and found.pointed and not DECIDED.search(lower):
        becomes("add_to_cart", "check_availability")  # "show me the second one in purple"
    nothing_else = context.focus and not (context.shown or context.constraints)
    if "refine_search" in kept and found.bare_value and found.optional and nothing_else:
        becomes("refine_search", "check_availability")  # "in black, please", of the only thing there is talk of
    for old in {"add_to_cart", "check_availability"} & set(kept) if found.another_kind and not found.pointed else ():
        becomes(old, "search_product")  # "dress in green", after a shoe was talked about
    if "check_availability" in kept and len(context.shown) > 1 and context.action in _LISTS and THOSE_IN.search(lower):
        becomes("check_availability", "refine_search")  # "do you have those in black", of all that is on the table
    if "check_availability" in kept and len(context.shown) > 1 and found.chosen | found.valued and OF_ALL.search(lower):
        becomes("check_availability", "refine_search")  # "do any of these come in M", whichever was talked about
    if "check_availability" in kept and found.valued and found.pointed and not (found.optional or IN_STOCK.search(lower)):
        becomes("check_availability", "ask_product_detail")  # "is the first one round"
    if "check_availability" in kept and found.category and found.wish and looking and not (found.pointed or ASKS.search(lower)):
        becomes("check_availability", "refine_search")  # "sneakers in red or white", said once more
    for question in _OF_A_VALUE & set(kept) if found.bare_value and not found.pointed else ():
        if not context.focus or context.action in _LISTS:
            becomes(question, "refine_search")  # "how about 10", "10.5?"
    if "check_availability" in kept and found.category and not (found.pointed or context.focus or running_search(context)):
        becomes("check_availability", "search_product")  # "boots in uk 9": of no product yet
    if "refine_search" in kept and len(kept) > 1 and found.people:
        del kept["refine_search"]  # "do you gift wrap? it's for my sister"
    if "complete_look" in kept and found.types and not running_search(context) and not MATCHING.search(lower):
        becomes("complete_look", "search_product")
    if set(kept) <= COURTESIES and found.types and not proposed:
        kept = {"search_product": max(kept.values())}  # "running shoes please please please", "culottes"
    if set(kept) & COURTESIES and found.bare_value and found.wish and not (found.pointed or proposed):
        kept = {name: chance for name, chance in kept.items() if name not in COURTESIES} or {"refine_search": max(kept.values())}
    if "goodbye" in kept and running_search(context) and not PARTING.search(lower):
        becomes("goodbye", "refine_search")  # "too posh", "long"
    if "deny" in kept and running_search(context) and not proposed and NONE_SUCH.match(lower):
        becomes("deny", "refine_search")  # "no frills"
    if "give_feedback" in kept and found.dear and looking and not found.pointed:
        becomes("give_feedback", "refine_search")  # "too expensive", of all that is on the table
    if {"give_feedback", "add_to_cart"} <= set(kept) and PRAISE.match(lower):
        del kept["give_feedback"]  # "perfect, I'll take the first one"
    if "goodbye" in kept and len(kept) > 1 and lower.rstrip().endswith("?") and not FAREWELL.search(lower):
        del kept["goodbye"]  # "thanks so much, and can I return it?"
    if {"browse_category", "search_product"} <= set(kept):
        del kept[min("browse_category", "search_product", key=lambda name: kept[name])]
    elif "browse_category" in kept and _another(found, context) and SHOW_ME.match(lower):
        becomes("browse_category", "search_product")  # "show me rugs", after sofas
    if found.pointed and SIDE_BY_SIDE.search(lower):
        kept = {"compare_products": max(kept.values())}  # "show me 2 and 3 side by side"
    if kept.keys() & LOOKS_CLOSER and "refine_search" in kept and found.valued and OF_ALL.search(lower):
        kept = {"refine_search": max(kept.values())} if found.bounded else {n: c for n, c in kept.items() if n != "refine_search"}
    if found.of_those_at_hand and set(kept) <= _SEEKING:
        kept = {"ask_visual_detail": max(kept.values())}  # "do any have brass feet?"
    if "check_availability" in kept and not found.optional and another_part(lower, context):
        becomes("check_availability", "ask_visual_detail")  # "what about a collar?"
    if {"ask_visual_detail", "refine_search"} <= set(kept) and another_part(lower, context):
        del kept["refine_search"]  # "and the pockets?", after "show me the hood"
    which = OF_ALL.search(lower) or OF_SO_MANY.search(lower) or WHICH_ONE.search(lower)
    holds = found.valued or found.category or HAVING.search(lower) or WHICH_IS.search(lower)
    if "compare_products" in kept and which and holds and not EITHER.search(lower) and not MOST_OF_ALL.search(lower):
        becomes("compare_products", "ask_product_detail")  # "which of these are waterproof"
    if "deny" in kept and running_search(context) and NONE_OF_THEM.search(lower):
        becomes("deny", "give_feedback")
    if "browse_category" in kept and found.types > 1 and not running_search(context):
        becomes("browse_category", "search_product")  # "shoes or boots"
    if "browse_highlights" in kept and found.category and found.wish and not found.highlight and kept["browse_highlights"] < SURE:
        becomes("browse_highlights", "search_product")
    if {"relax_constraint", "refine_search"} <= set(kept) and ANY_BUT.search(lower):
        becomes("relax_constraint", "refine_search")
    return kept


def _another(found: Found, context: Context) -> bool:
    """Whether a type is named that is not the one being searched."""
    return found.category and not found.same_category and running_search(context) and bool(context.constraints)


def buying_before(context: Context) -> bool:
    """Whether a purchase is under way, and only which product is open."""
    pending = context.action in ("clarify_reference", "add_to_cart") or (
        context.action == "ask_slot" and bool(context.focus) and context.awaiting is not None
    )
    return pending and DECIDED.search((context.user or "").lower()) is not None


def _settled(lower: str, found: Found, context: Context) -> str | None:
    """The intent that forms of words settle alone."""
    if found.command:
        return _COMMANDS[found.command]
    if WHO.search(lower):
        return "greet"
    if SURE_OF_IT.fullmatch(lower):
        return "ask_explanation"
    if TO_THE_SHOP.search(lower) or MONEY_BACK.search(lower):
        return "ask_policy"
    if found.order or found.email:
        return "track_order"
    if found.bare_pointer and context.action != "confirm_checkout" and not buying_before(context):
        return "ask_product_detail"
    return None


def _complained(lower: str, named: AbstractSet[str]) -> str | None:
    """Something bought that is broken is a matter of the shop's terms, unless another one is looked for."""
    another = bool(named & _SOUGHT) or _ANOTHER_ONE.search(lower) is not None or _FROM_OTHERS.search(lower) is not None
    return "ask_policy" if FAULT.search(lower) and "?" not in lower and not another else None


def _renamed(found: Found, context: Context) -> tuple[tuple[str, str], ...]:
    """A constraint refines a search that is running, and starts one where none is or where another type is sought."""
    if not running_search(context) and not context.user:
        return (("refine_search", "search_product"),)
    if found.category and not found.same_category and context.constraints:
        return (("refine_search", "search_product"),)
    return ()
