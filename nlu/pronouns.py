"""Pronouns that stand for a product: "it", "this one", "them"; not "that collar", nor the "it" of "make it three"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.folding import fold_words
from nlu.grades import AFTER_PART
from nlu.message import Message
from nlu.resolving import pair_of
from nlu.understanding import Context, Reference, ShownProduct
from nlu.words import STOP


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference with its place in the message.

    `strong` where no other reading is likely ("the second one"); `bare` where a type or name stands without an article, and may
    as well be sought; `fixed` where numbers and words of order belong to it ("the cheapest one", "the 95 dollar one");
    `absent` where a type is pointed at of which there is nothing at hand ("take out the hat").
    """

    start: int
    end: int
    reference: Reference
    strong: bool = True
    bare: bool = False
    fixed: bool = False
    absent: bool = False


_THIS = re.compile(
    r"\b(?:(?P<one>(?:this|that) (?:one|pair|item|product)|"
    r"the one(?=\W*$| (?:that|which|i|you|with|before|from|in (?:my|the))\b)|one of those)|"
    r"(?P<pointing>this|that)|its?|it's|"
    r"(?P<several>these|those|them|'?em|they|their|theirs))(?!'ll|'d)\b"
)

_NOT_IT = re.compile(
    r"\b(?:make it|do it|got it(?=\W*$|[,.!])|that's (?:it|all|right|fine|good|not it|everything|what|why|how|when)|"
    r"(?:things?|stuff|something|anything) like that(?=\W*$)|keep it|"
    r"this (?:week|weekend|month|season|year|summer|winter|spring|autumn|fall|morning|evening|afternoon|is|shop|store|"
    r"site|app|chat|bot|work)|"
    r"it(?:'s| is| was) (?:for|my|ok|fine|a (?:gift|present|birthday|surprise)|raining|cold|doesn)|"
    r"it (?:doesn'?t|does not) matter|"
    r"it should|it has to|it needs|it must|so that)\b"
)

_CLAUSE = re.compile(
    r"that (?:is|would|works?|sounds|will|fits?|goes|go|come|comes|match(?:es)?|has|have|are|look|looks|"
    r"i|you|we|they|the|an?|my|there|no)\b"
)
"""What begins with "that" and tells of the word before: "something that fits"."""

_NEXT_TO = re.compile(r"\s*(?:,|and|or|&|plus|with|versus|vs|against|to|than)\s*(?:and\s+|with\s+)?(?:the\s+)?")

_A_THING = re.compile(r"\b(?:an?|my|your|some)\s+(?:\w+\s)?\w{3,}\b")

_OWN_THING = re.compile(
    r"\b(?:i have|i've(?: got| painted)?|i own|i bought|i already|i got|^got (?:an?|some|black|white)|my|hate|"
    r"can'?t stand|never wear|don'?t wear)\b"
)

_GOES_WITH = re.compile(
    r"\b(?:goes?|going|wear|works?|sits?|hang|look(?:s| right| good)?|match(?:es)?|like|resembling|with|under|over|beside|"
    r"in|on|near|"
    r"next to)\s+(?:well\s+|with\s+|in\s+|under\s+)*$"
)

_ASKS = re.compile(r"\b(?:is|are|was|were|does|do|did|will|would|can|could|has|have|isn't|doesn't|how's)\s+$")

_NOUN = re.compile(r"\s+(?:shade|colou?r|size|price|brand|fabric|material|print|pattern|style|kind|sort|type|part|bit|thing)\b")

_HAVING = re.compile(r"\s+(?:with|that has|that have|which has)\s+((?:[a-z'-]+\s*){1,5})")
_NEXT = re.compile(r"\s+([a-z']+)")


def pronoun(message: Message, context: Context, before: tuple[str, ...]) -> list[Pointer]:
    """ "It", "this one": what was talked about last, or the only product on the table; "them" all of those compared."""
    lower = message.lower
    blocked = [m.span() for m in _NOT_IT.finditer(lower)]
    shown = [p.id for p in context.shown]
    for match in _THIS.finditer(lower):
        if any(start <= match.start() < end for start, end in blocked):
            continue
        if (
            _CLAUSE.match(lower, match.start())
            and re.search(r"[a-z0-9]\s+$", lower[: match.start()])
            and not _ASKS.search(lower[: match.start()])
        ):
            continue
        if (match["pointing"] or match["several"] in ("these", "those")) and _of_a_noun(lower, match):
            continue
        text = message.mended[match.start() : match.end()]
        ahead = lower[: match.start()]
        if _OWN_THING.search(ahead) and (_GOES_WITH.search(ahead) or re.search(r"\b(?:hate|stand|wear)\b[^.]*,\s*$", ahead)):
            return []  # "I have a walnut desk, which rug goes with it"
        one = before[0] if before else (shown[0] if len(shown) == 1 else None)
        if match["one"] == "the one" and (having := _HAVING.match(lower, match.end())):
            return _with_that(match, text, having[1], context) or ([] if one is None else [_of(match, text, one)])
        if match["several"] and (pair := pair_of(context, before)):
            return [Pointer(*match.span(), Reference(text, p.id), strong=False) for p in pair]
        if one is not None:
            return [_of(match, text, one)]
        if match["several"] or not shown:
            continue
        if _A_THING.search(lower[: match.start()]):
            return []  # "I ordered a strap, where is it"
        return [Pointer(*match.span(), Reference(text, None, tuple(shown)), strong=False)]
    return []


def _of(match: re.Match[str], text: str, product_id: str) -> Pointer:
    return Pointer(*match.span(), Reference(text, product_id), strong=False)


def _with_that(match: re.Match[str], text: str, said: str, context: Context) -> list[Pointer]:
    """ "The one with the brown strap": those on the table whose records have all of that, where some do and not all; where none
    does, none of them rather than what was talked about.
    """
    words = {fold for word in said.split() if word not in STOP for fold in fold_words(word)}
    told = {p.id: _records(p) for p in context.shown}
    if not words or len(told) < 2:
        return []
    fitting = tuple(product_id for product_id, records in told.items() if any(words <= folds for folds in records))
    if len(fitting) == 1:
        return [_of(match, text, fitting[0])]
    return [Pointer(*match.span(), Reference(text, None, fitting or tuple(told)), strong=False)]


def _records(product: ShownProduct) -> list[set[str]]:
    """The words of its title and of each record, with those of the slot: a brown strap is told by strap_color."""
    told = [set(fold_words(product.title))]
    for slot, values in product.attributes.items():
        named = fold_words(slot.replace("_", " "))
        told += [{*named, *fold_words(value)} for value in values]
    return told


def beside(lower: str, own: Pointer, found: Sequence[Pointer]) -> bool:
    """Whether a pronoun is a product of its own beside those named: "is it better than the second one"."""
    first = min(found, key=lambda p: p.start)
    if own.reference.product_id is None:
        return False
    return own.start < first.start or any(_NEXT_TO.fullmatch(lower[p.end : own.start]) for p in found)


def _of_a_noun(lower: str, match: re.Match[str]) -> bool:
    """Whether "this" or "that" belongs to a noun that is no product on the table, or begins a clause: "that collar"."""
    after = _NEXT.match(lower, match.end())
    if _NOUN.match(lower, match.end()):
        return True
    if after is None or _ASKS.search(lower[: match.start()]):
        return False
    return after[1].removesuffix("'s") not in AFTER_PART and not after[1].endswith(("ly", "ing"))
