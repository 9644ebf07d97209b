"""Which intents a message has: the head's chances, bent by what was found and what came before, clause by clause.

The head sees words alone. What it cannot see is settled here: whether a search is running, what was asked, what the store has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlu.intents import LABELS, Array
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


_RULES: tuple[tuple[str, str, float], ...] = (
    (
        "track_order",
        r"\b(?:track|where(?:'s| is| are)|status of|cancel|has|when)\b[^.?]*\b(?:order|parcel|package|"
        r"delivery|shipment)\b|\border (?:status|number)|^\W*order\s*#|\btracking\b",
        2.5,
    ),
    ("compare_products", r"\bcompare\b|\bdifference between\b|\bversus\b|\bvs\.?\b|\bside by side\b", 3.0),
    (
        "add_to_cart",
        r"\b(?:add|put|stick|throw|pop)\b(?! (?:together|back|on)\b)[^.?]*\b(?:to (?:my |the )?)?(?:cart|"
        r"basket|bag|trolley|it|this|that|one|both|them|two|large|medium|small|pair)\b|\bi'?ll (?:take|"
        r"have|buy|get)\b|\bbuy (?:it|this|that|the (?:first|second|third|last))\b",
        2.0,
    ),
    (
        "update_cart",
        r"\b(?:remove|take out|delete|get rid of|empty|clear|swap|show|view|what'?s in|in|from)\b[^.?]*\b(?:cart|"
        r"basket|trolley)\b|^\W*(?:remove|delete|take out) (?:the|it|that)|\b(?:actually )?(?:make|"
        r"change) (?:it|that|them) (?:to )?(?:a )?(?:\d+|two|three|four|five|small|medium|large|"
        r"extra large|x?[lsm]|xx?l)\b",
        2.0,
    ),
    ("checkout", r"\bcheck ?out\b|\bproceed to (?:payment|checkout)\b|\bpay now\b|\blet me pay\b|\blet'?s pay\b", 3.0),
    ("ask_explanation", r"^\W*why\b(?!.{0,8}not\b)", 2.5),
    (
        "ask_policy",
        r"\b(?:return|refund|shipping|privacy|exchange|warranty|delivery|payment) (?:policy|policies|"
        r"options?|methods?|costs?|terms)\b|\bdo you (?:ship|deliver|take paypal|gift[- ]?wrap)\b|"
        r"\b(?:student|military) discount\b",
        2.5,
    ),
    (
        "complete_look",
        r"\b(?:goes?|going|pairs?|wear|went) (?:well )?with\b|\bto match\b|\bcomplete (?:the|this|"
        r"my)\b|\bmatching\b",
        2.0,
    ),
    (
        "find_similar",
        r"\bsimilar\b|\b(?:something|anything|more|another one?) like\b|\blook(?:s|ing)? like (?:this|"
        r"that|the|it)|\balternatives? (?:to|for)\b|\bresembl|\blook-?alikes?\b",
        2.0,
    ),
    (
        "ask_reviews",
        r"\breviews?\b(?! first)|\bwhat do (?:people|others|buyers|customers) (?:say|think)\b|\bis it (?:well|"
        r"highly) rated\b|\bcomplain(?:t|ts|ed)\b(?! to)",
        2.0,
    ),
    (
        "ask_size_fit",
        r"\brun(?:s)? (?:small|large|big|true)\b|\btrue to size\b|\b(?:what|which) size\b(?!s)|\bsize (?:guide|"
        r"chart|up|down)\b|\bhow does it fit\b|\bfit me\b",
        2.0,
    ),
    (
        "check_availability",
        r"\b(?:in|out of) stock\b|\bdo you (?:still )?have (?:it|this|that|them|these|those|the \w+ (?:one|"
        r"pair)|any left)\b|\b(?:does|do|is|are) (?:it|this|that|they|these|those|the \w+(?: one|"
        r" pair)?) (?:come|comes|available)\b|\bavailable in\b|\bsold out\b",
        2.5,
    ),
    (
        "show_more",
        r"^\W*(?:show|see|give)? ?(?:me )?(?:some |a few )?more(?: please| options| of (?:these|"
        r"those)| results)?\W*$|^\W*next(?: page)?\W*$",
        3.0,
    ),
    ("talk_to_human", r"\b(?:human|real person|agent|representative|customer service|supervisor|manager)\b", 2.0),
    (
        "request_recommendation",
        r"\brecommend(?! (?:it|these|this|that|them)\b)|\b(?:gift|present)\b(?! (?:card|wrap|receipt))|"
        r"\bwhich (?:one )?should i\b|\bsurprise me\b|\bsuggest(?:ions?)?\b(?! these| this| that|"
        r" the)",
        1.5,
    ),
    (
        "ask_product_detail",
        r"\bhow (?:tall|wide|heavy|long|deep|big|thick|many watts)\b|\bdimensions\b|\bwashing machine\b|"
        r"\bdryer\b|\bmade (?:of|in)\b|"
        r"\bbattery\b|\bwhat does\b.*\bcosts?\b|\bmore (?:details|info)|\btell me (?:more )?about\b|"
        r"\bdescribe\b|\bprice of the\b|"
        r"\bfeatures\b|\bspecs\b|\bhow (?:do i|to) wash\b|\bhow much (?:is|does|are) (?:it|the|this|"
        r"that|these)\b|^\W*is it (?!in stock|available)",
        1.5,
    ),
    (
        "ask_visual_detail",
        r"\bzoom\b|\b(?:show|see|look at|point at|photo of|picture of)\b[^.?]{0,12}\b(?:back|front|"
        r"side|inside|sole|collar|sleeves?|cuffs?|"
        r"buttons?|zip(?:per)?|logo|pockets?|heel|buckle|stitching|label|lining|hem|laces|straps?|"
        r"closer|angle)\b|\bbigger picture\b|"
        r"\bwhere(?:'s| are| is) the (?:logo|pockets?|zip|label)|\b(?:has it|does (?:it|the \w+)|are there|any)\b[^.?]{0,10}"
        r"\b(?:hood|pockets?|zip|buttons|logo|stripes|print)\b",
        2.0,
    ),
    (
        "affirm",
        r"^\W*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|go (?:for it|on)|fine by me|i agree|sounds (?:good|"
        r"right))\b(?:\W+\w+){0,3}\W*$",
        2.0,
    ),
    ("deny", r"^\W*(?:no|nope|nah)\b(?:\W+\w+){0,3}\W*$", 1.5),
    (
        "goodbye",
        r"\bbye\b|^\W*see (?:ya|you)\b|\bcheers\b|"
        r"^\W*(?:many |ok |great )?(?:thanks|thank you|thx)\b(?:\W+\w+){0,4}\W*$",
        2.0,
    ),
    (
        "greet",
        r"^\W*(?:hi|hiya|hello|hey|heya|good (?:day|morning|afternoon|evening))\b(?:\W+\w+){0,3}\W*$|"
        r"\bwhat (?:can|are) you (?:do|able)\b",
        2.0,
    ),
    (
        "give_feedback",
        r"^\W*(?:these|this|that|those|they|it)(?:'s| is| are| look)\b(?!.*\?)|\bi (?:really )?(?:love|hate|adore|can't stand)\b",
        1.0,
    ),
    (
        "find_similar",
        r"\bsame (?:style|vibe|as)\b|\blike (?:the|this|that) \w+ (?:one|but)|\b(?:equivalent|dupe|"
        r"comparable)\b",
        1.5,
    ),
    ("browse_category", r"\bjust (?:looking|browsing)\b|\blook around\b|\bwindow shopping\b", 2.0),
    ("update_cart", r"\bmy (?:cart|basket|trolley|total)\b", 1.0),
    ("add_to_cart", r"\b(?:put|add|stick|pop|throw)\b.*\b(?:in|into|to) (?:my|the) (?:cart|basket|bag|trolley)\b", 3.0),
)
_COMPILED = tuple((name, re.compile(pattern), weight) for name, pattern, weight in _RULES)
_SEEK = re.compile(
    r"\b(?:looking for|look for|searching for|i need|i want|i'd like|i'm after|find me|show me|"
    r"do you have|do you sell|have you got|got any|any)\b"
)
_RANGE = re.compile(
    r"\b(?:what|which) (?:kinds?|sorts?|types?|styles?|range)\b|\b(?:section|department|range|selection|"
    r"categories|collection|aisle)\b|\bwhat do you (?:sell|have|carry|stock|offer)\b|\bbrows"
)
_INDEX = {name: i for i, name in enumerate(LABELS)}


def searching(context: Context) -> bool:
    """Whether a search is running: then a constraint refines it."""
    return bool(context.constraints or context.shown or context.action in _RESULTS)


def bent(chances: Array, lower: str, found: Found, context: Context, nearness: float) -> Array:
    """The chances of one clause, (28,), after what was found in it and what came before."""
    scores = np.log(np.maximum(chances, 1e-6)).astype(np.float32)

    def add(weight: float, *names: str) -> None:
        for name in names:
            scores[_INDEX[name]] += weight

    for name, pattern, weight in _COMPILED:
        if pattern.search(lower):
            add(weight, name)
    shop = (
        found.category
        or found.values
        or found.bound
        or found.sort
        or found.highlight
        or found.dropped
        or found.order
        or found.pointed
    )
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
    running = searching(context)
    wish = found.values or found.bound or found.sort or found.comparative
    if found.bare_value:
        add(6.0, "refine_search")
    if wish and not found.dropped:
        add(1.0, "refine_search", "search_product")
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
    if found.quantity and not wish and (context.shown or context.focus) and not found.category:
        add(0.5, "add_to_cart", "update_cart")
    if context.awaiting == "confirm" or context.action in ("confirm_checkout", "suggest_relaxation"):
        add(1.0, "affirm", "deny")
    if context.action in ("order_status",) and (found.order or found.email):
        add(3.0, "track_order")
    search, refine = _INDEX["search_product"], _INDEX["refine_search"]
    joint = np.logaddexp(scores[search], scores[refine])
    fresh = not running or (found.category and not found.same_category)
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
