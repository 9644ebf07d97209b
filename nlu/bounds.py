"""Bounds on numbers in a message: prices ("under $80", "30-50", "around 50") and ratings ("at least 4 stars").

Pure patterns over the lower-cased text. A bound of a number that is counted in something else ("under 15 inches") is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlu.numbers import NUMBER, value

AROUND = Decimal("0.2")
"""How far "around 50" reaches, as a share of the number."""


@dataclass(frozen=True, slots=True)
class Bound:
    """`low` and `high`, both inclusive, between two offsets of the message."""

    start: int
    end: int
    slot: Literal["price", "rating"]
    low: Decimal | None
    high: Decimal | None


_SIGN = r"(?:us\s?)?[$£€¥₹]"
_CURRENCY = r"(?:dollars?|bucks?|usd|eur|euros?|gbp|pounds?|quid|cad|aud|rupees|yen|[$£€¥₹])"
_UNIT = (
    r"(?:\s?-?\s?(?:inch(?:es)?|in\b(?=\s*(?:$|[.,?!]|long|wide|tall|deep|laptop|screen|monitor))|\"|''|ft|feet|foot|cm|mm|m\b|"
    r"meters?|metres?|km|kg|kilos?|g\b|grams?|lbs?|oz|"
    r"ml|l\b|lit(?:er|re)s?|gb|tb|mah|w\b|watts?|volts?|v\b|mp|hz|stars?|days?|weeks?|months?|hours?|minutes?|years?|yrs?|y/?o|"
    r"percent|%|people|persons?|pieces?|pcs|pack|pairs?|of\b|x\b|x\s?\d|by\s\d|th\b|st\b|nd\b|rd\b|items?|products?|"
    r"options?|results?))"
)
_END = rf"(?![\d.]*\d)(?!{_UNIT})"


def _money(name: str) -> str:
    return rf"(?P<{name}s>{_SIGN}\s?)?(?P<{name}>{NUMBER})(?P<{name}c>\s?{_CURRENCY}(?![a-z]))?"


_BELOW = (
    r"(?:not? more than|not? over|not? above|nothing (?:over|above|more than|dearer than)|not? higher than|"
    r"not? exceeding|under|below|"
    r"less than|lower than|cheaper than|beneath|up to|upto|at most|max(?:imum)?(?: of| is)?|maxing out at|within|inside|<=?|"
    r"limit(?: is| of)?|budget(?:'s| is| of)?(?: around)?|(?:can|could|want to|willing to|to|only) spend(?: up to| max| around)?|"
    r"(?:stretch|go(?: up)?|raise it|increase it) to|i(?: only)? have(?: got)?(?= ?[$£€])|capped at|"
    r"top(?:s| price)(?: of)?|not more then)"
)
_ABOVE = (
    r"(?:not? less than|not? under|not? below|nothing (?:under|below|less than|cheaper than)|"
    r"over|above|more than|higher than|at least|"
    r"min(?:imum)?(?: of| is)?|starting (?:from|at)|from|north of|upwards? of|>=?|exceed(?:s|ing)?)"
)
_ABOUT = (
    r"(?:around|(?<!what )(?<!how )about|roughly|approx(?:imately)?\.?|circa|ca\.?|near(?:ly)?|close to|in the region of|"
    r"something like|~|give or take)"
)
_SMALLER = (
    r"(?:or (?:less|under|below|cheaper|lower)|and (?:under|below)|max(?:imum)?\b|tops\b|at (?:the )?most|"
    r"(?:is|as) (?:the|my) (?:max|limit|budget))"
)
_GREATER = r"(?:or (?:more|above|over|up|higher)|and (?:up|over|above|more)|minimum\b|min\b|at least|plus\b|\+)"

_STARS = r"(?:\s?-?\s?(?:stars?\b|/\s?5|out of (?:5|five)))"
_RATINGS = (
    (rf"(?:{_ABOVE}|rated|rating(?: of| is)?)\s+(?:{_ABOVE}\s+)?(?P<a>{NUMBER})(?:\s?\+)?(?:{_STARS}(?:\s+{_GREATER})?)", "low"),
    (rf"(?:rated|ratings?(?: of| is)?)\s+(?:{_ABOVE}\s+)?(?P<a>[1-5](?:\.\d)?|four|three)(?:\s?\+|\s+{_GREATER})?{_END}", "low"),
    (rf"(?P<a>{NUMBER})\s?\+?{_STARS}(?:\s+{_GREATER}|\s+rat(?:ed|ing)s?)?", "low"),
    (rf"{_BELOW}\s+(?P<a>{NUMBER}){_STARS}", "high"),
)
_PRICES = (
    (rf"\b(?:between|from|anything from)\s+{_money('a')}\s?(?:and|to|-|&|until|till)\s?{_money('b')}{_END}", "range"),
    (rf"(?<![\w.#-]){_money('a')}\s?(?:-|to)\s?{_money('b')}{_END}", "span"),
    (rf"(?<![\w]){_BELOW}(?:\s+(?:like|about|around|a budget of|only))?\s?{_money('a')}{_END}", "high"),
    (rf"(?<![\w]){_ABOVE}(?:\s+(?:like|about|around))?\s?{_money('a')}{_END}", "low"),
    (rf"(?<![\w]){_ABOUT}\s?(?:the\s)?{_money('a')}(?:\s?mark)?{_END}", "about"),
    (rf"(?<![\w.#-]){_money('a')}\s?(?:-?ish\b|or so\b|or thereabouts|give or take)", "about"),
    (rf"(?<![\w.#-]){_money('a')}\s?{_SMALLER}", "high"),
    (rf"(?<![\w.#-]){_money('a')}\s?{_GREATER}", "low"),
)
_BARE = re.compile(rf"(?<![\w.#-])(?:(?:for|at|costs?|costing|priced(?: at)?|only|just)\s)?{_money('a')}")
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _PRICES)
_COMPILED_RATINGS = tuple((re.compile(pattern), kind) for pattern, kind in _RATINGS)
_DENIED = re.compile(
    r"(?:\b(?:not|never|rather not)|n't)\s+(?:(?:really|actually|ever|even|to|be|have|been|looking|wanting|willing|able|"
    r"prepared|happy|"
    r"planning|trying|keen)\s+)*(?:wan(?:t|na)|spend(?:ing)?|pay(?:ing)?|go(?:ing)?|costs?|costing|be|is|are|show|like|need|"
    r"afford|have|get|"
    r"see|shell|stretch|look(?:ing)?|interested|priced|be priced)\b(?:\s+(?!but\b|just\b|only\b|instead\b|and\b|"
    r"or\b)[\w']+){0,6}\s*$"
    r"|\b(?:not|never)\s+(?:anything|something|one|ones)?\s*(?:priced|costing)?\s*$|n't\s*$"
)
"""A negation of what is done with a number: "I don't want to spend", "it shouldn't cost"; not "not red" some words before it."""
_SIZED = re.compile(r"\b(?:sizes?|sized|uk|us|eu|number|no\.?|order|age[sd]?|waist|inseam|chest)\s*(?:is|of)?\s*$")


def bounds(lower: str, *, awaiting: str | None = None) -> list[Bound]:
    """The bounds in a lower-cased message, left to right. `awaiting` is the slot just asked for: a bare number answers it."""
    found: list[Bound] = []
    for pattern, kind in _COMPILED_RATINGS:
        for match in pattern.finditer(lower):
            number = value(match["a"])
            if number is not None and number <= 5 and _free(found, match):
                low, high = (number, None) if kind == "low" else (None, number)
                found.append(Bound(match.start(), match.end(), "rating", low, high))
    for pattern, kind in _COMPILED:
        for match in pattern.finditer(lower):
            bound = _price(match, kind, lower)
            if bound is not None and _free(found, match):
                found.append(bound)
    for match in _BARE.finditer(lower):
        answers = awaiting == "price" and not lower[match.end() :].strip(" .!") and not lower[: match.start()].strip()
        number = value(match["a"])
        if (match["as"] or match["ac"] or answers) and number is not None and _free(found, match):
            found.append(Bound(match.start(), match.end(), "price", None, number))
    return sorted(found, key=lambda b: b.start)


def _price(match: re.Match[str], kind: str, lower: str) -> Bound | None:
    first = value(match["a"])
    if first is None or _SIZED.search(lower[: match.start()]):
        return None
    start, end = match.span()
    marked = bool(match["as"] or match["ac"])
    if kind in ("range", "span"):
        second = value(match["b"])
        if second is None:
            return None
        marked = marked or bool(match["bs"] or match["bc"])
        if match["b"].rstrip().endswith("k") and not match["a"].rstrip().endswith("k") and first < second / 1000:
            first *= 1000
        if kind == "span" and not marked and (min(first, second) < 10 or first == second or match["a"].isalpha()):
            return None
        return Bound(start, end, "price", min(first, second), max(first, second))
    if kind == "about":
        if not marked and first < 10:
            return None
        return Bound(start, end, "price", first * (1 - AROUND), first * (1 + AROUND))
    turns = kind == "low" or match[0].startswith(("under", "below", "less", "lower", "cheaper", "beneath"))
    if turns and _DENIED.search(re.split(r"[.;!?,]", lower[:start])[-1]):
        kind = "low" if kind == "high" else "high"
        start = match.start("as") if match["as"] else match.start("a")  # "over" would say the contrary
    return Bound(start, end, "price", None, first) if kind == "high" else Bound(start, end, "price", first, None)


def _free(found: list[Bound], match: re.Match[str]) -> bool:
    return all(match.end() <= b.start or match.start() >= b.end for b in found)
