"""Bounds on numbers in a message: prices ("under $80", "30-50", "around 50") and ratings ("at least 4 stars").

A bound of a number that is counted in something else ("under 15 inches") is left alone, and so is one that tells of a difference
("20 dollars more than the other"), of one product ("the $90 one") or of what delivery costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlu.amounts import BARE, PRICES, RATINGS
from nlu.numbers import value

AROUND = Decimal("0.2")
"""How far "around 50" reaches, as a share of the number."""
_FEW = 10
"""Below this a number without a currency may count anything."""
_GROWN = 20
"""And below this one after "kids" tells their age."""
_BEST = 5


@dataclass(frozen=True, slots=True)
class Bound:
    """`low` and `high`, both inclusive, between two offsets of the message. `marked`: a currency or stars say what is counted.

    `words`: from where the words for it can be said back: "50" of "raise my budget to 50".
    """

    start: int
    end: int
    slot: Literal["price", "rating"]
    low: Decimal | None
    high: Decimal | None
    marked: bool = True
    words: int | None = None


_ONE_THING = re.compile(
    r"\s*(?:-\s?)?(?:one\b(?!s)|bills?\b|notes?\b|gift ?cards?|vouchers?|coupons?|discount|rebate|refund|tips?\b)"
)
_SAID_OF_ONE = re.compile(
    r"\b(?:the|this|that|extra|save|saves|saving|lend(?: me)?|paid|paying(?: the)?|convert|earn|off|won|lost|owe|weighs?|"
    r"why (?:is|does|costs?) (?:it|one|this)|costs one|difference(?: of)?)(?:\s+(?:me|about|around|extra))*\s*$"
)
_BESIDE_SHIPPING = re.compile(
    r"\b(?:shipping|delivery|postage|deliver(?:ed|y)?|ship)\b(?: (?:is|are|free|costs?|charges?|fees?|on|for|an?|orders?|if|"
    r"when|i|you|we|spend|come|comes))*\s*$"
)
_COUNTED = re.compile(
    r"\b(?:grand)?(?:kids?|child(?:ren)?|nieces?|nephews?|boys?|girls?|sons?|daughters?|toddlers?|bab(?:y|ies)|ages?|aged|years?)"
    r"(?:'s)?(?: (?:is|are|who'?s|who are))?\s*$"
)
_MOVED = re.compile(
    r"\b(?:bump|bring|put|turn|push|knock|move|take|change|set|up|increase|raise)\b(?:(?!\b(?:price|budget|limit|max|cap)\b)[^.?!,;])*$"
)
_OF_WEIGHT = re.compile(r"\bweigh|\bstones?\b|\blbs?\b|\bkilos?\b|\d'\d")
_OF_RATING = re.compile(r"\b(?:ratings?|rated|reviews?|reviewed|stars?|scores?)\b")
_ACTS = re.compile(
    r"(?:can|could|want|willing|happy|to|only|will|'ll|spend|pay|stretch|stretching|go|going|raise|bump|lift|push|increase|change|move|"
    r"set|extend|up (?!to)|take|make|put|keep|i)\b"
)
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in PRICES)
_COMPILED_RATINGS = tuple((re.compile(pattern), kind) for pattern, kind in RATINGS)
_COMPILED_BARE = re.compile(BARE)
_DENIED = re.compile(
    r"(?:\b(?:not|never|rather not)|n't)\s+(?:(?:really|actually|ever|even|to|be|have|been|looking|wanting|willing|able|"
    r"prepared|happy|"
    r"planning|trying|keen)\s+)*(?:wan(?:t|na)|spend(?:ing)?|pay(?:ing)?|go(?:ing)?|costs?|costing|be|is|are|show|like|need|"
    r"afford|have|get|"
    r"see|shell|stretch|look(?:ing)?|interested|priced|be priced)\b(?:\s+(?!but\b|just\b|only\b|instead\b|and\b|"
    r"or\b)[\w']+){0,6}\s*$"
    r"|\b(?:not|never|nothing)\s+(?:anything|something|one|ones)?\s*(?:priced|costing)?\s*$|n't\s*$"
    r"|(?<!n't )(?<!not )(?<!never )\b(?:drop|remove|hide|lose|exclude|skip|ditch|cut out|filter out|leave out|"
    r"take (?:out|away|off)|get rid of|rule out|chuck out)\s+"
    r"(?:everything|anything|all|ones|the (?:ones?|rest|stuff|things|results)|those|whatever|stuff|things|any)\b"
    r"(?:\s+(?:that(?:'s|s)?|which|is|are|it|priced|costing|costs?|the|those|ones|stuff))*\s*$"
)
"""A negation of what is done with a number: "I don't want to spend", "it shouldn't cost"; not "not red" some words before it."""
_SIZED = re.compile(r"\b(?:sizes?|sized|uk|us|eu|number|no\.?|order|age[sd]?|waist|inseam|chest)\s*(?:is|of)?\s*$")
_YEAR = re.compile(r"from\s+(?:19|20)\d\d$")
_HUNDREDS = re.compile(r"(?:[\w-]+\s)?hundred$|(?:one|two|three|four|five|six|seven|eight|nine)[\s-]\w+(?:[\s-]\w+)?$")
_THOUSANDS = re.compile(r"(?:k|thousand|grand)$")
_ENDS = re.compile(r"\s*(?:$|[.,;!?]|and\b|please\b)")


def bounds(lower: str, *, awaiting: str | None = None) -> list[Bound]:
    """The bounds in a lower-cased message, left to right. `awaiting` is the slot just asked for: a bare number answers it."""
    found: list[Bound] = []
    for pattern, kind in _COMPILED_RATINGS:
        for match in pattern.finditer(lower):
            number = value(match["a"])
            least = 3 if kind == "bare" else 0
            if number is not None and least <= number <= _BEST and _free(found, match):
                low, high = (None, number) if kind == "high" else (number, None)
                found.append(Bound(match.start(), match.end(), "rating", low, high))
    for pattern, kind in _COMPILED:
        for match in pattern.finditer(lower):
            bound = _price(match, kind, lower, awaiting) if _free(found, match) else None
            if bound is not None:
                found.append(bound)
    for match in _COMPILED_BARE.finditer(lower):
        answers = awaiting == "price" and not lower[match.end() :].strip(" .!") and not lower[: match.start()].strip()
        number = value(match["a"])
        priced = (match["as"] or match["ac"]) and not (
            _ONE_THING.match(lower[match.end() :]) or _SAID_OF_ONE.search(lower[: match.start()]) or _weighed(match, lower)
        )
        few = not match["as"] and number is not None and number < _FEW and "each" in (match["ac"] or "")
        if (priced or answers) and not few and number is not None and _free(found, match):
            found.append(Bound(match.start(), match.end(), "price", None, number, bool(priced)))
    return sorted(found, key=lambda b: b.start)


def _price(match: re.Match[str], kind: str, lower: str, awaiting: str | None) -> Bound | None:
    first = value(match["a"])
    start, end = match.span()
    before = lower[:start]
    if first is None or _SIZED.search(before) or _BESIDE_SHIPPING.search(before) or _weighed(match, lower):
        return None
    marked = bool(match["as"] or match["ac"])
    if kind in ("range", "span"):
        return _range(match, kind, before, first, awaiting)
    if kind in ("about", "like"):
        if not marked and (first < _FEW or kind == "like"):
            return None
        return Bound(start, end, "price", first * (1 - AROUND), first * (1 + AROUND), marked)
    turns = kind == "low" or match[0].startswith(("under", "below", "less", "lower", "cheaper", "beneath"))
    if turns and _DENIED.search(re.split(r"[.;!?,]", before)[-1]):
        kind = "low" if kind == "high" else "high"
        start = match.start("as") if match["as"] else match.start("a")  # "over" would say the contrary
    if not marked and (_YEAR.match(match[0]) or (first < _GROWN and _COUNTED.search(before))):
        return None
    if not marked and first < _FEW:
        if kind == "low" and _rates(match, lower, first, awaiting):
            return Bound(start, end, "rating", first, None)
        if (kind == "low" and awaiting != "price") or _MOVED.search(before):
            return None
    words = (match.start("as") if match["as"] else match.start("a")) if _ACTS.match(lower, start) else start
    low, high = (None, first) if kind == "high" else (first, None)
    return Bound(start, end, "price", low, high, marked, words)


def _range(match: re.Match[str], kind: str, before: str, first: Decimal, awaiting: str | None) -> Bound | None:
    second = value(match["b"])
    if second is None:
        return None
    if _DENIED.search(before):
        return None  # "hide anything between 50 and 100": no bound can say that
    marked = any(match[name] for name in ("as", "ac", "bs", "bc"))
    said = match["b"].strip()
    if not said.startswith("a ") and not match["as"]:
        if _THOUSANDS.search(said) and first < second / 1000:
            first *= 1000  # "two to three thousand"
        elif first < _FEW and _HUNDREDS.fullmatch(said) and first < second / 100:
            first *= 100
    low, high = min(first, second), max(first, second)
    if not marked:
        if kind == "span" and (low < _FEW or low == high or awaiting not in (None, "price")):
            return None
        if high < _FEW or (high < _GROWN and _COUNTED.search(before)) or before.endswith("the "):
            return None
    return Bound(match.start(), match.end(), "price", low, high, marked)


def _rates(match: re.Match[str], lower: str, number: Decimal, awaiting: str | None) -> bool:
    """Whether a small number without a unit is one of stars: "4+", "nothing under 3.5", "good reviews, four plus"."""
    if not 1 <= number <= _BEST:
        return False
    tenths = number % 1 != 0 and (number * 10) % 1 == 0
    opened = number >= 3 and match[0][-1:] == "+" and bool(_ENDS.match(lower[match.end() :]))
    return tenths or opened or awaiting == "rating" or bool(_OF_RATING.search(lower[: match.start()]))


def _weighed(match: re.Match[str], lower: str) -> bool:
    return "pound" in (match["ac"] or "") and bool(_OF_WEIGHT.search(lower))


def _free(found: list[Bound], match: re.Match[str]) -> bool:
    return all(match.end() <= b.start or match.start() >= b.end for b in found)
