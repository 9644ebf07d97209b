"""A message as items: words of the cards at hand, and the fixed words by which shoppers point ("second last", "cheapest")."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlu.message import Message
from nlu.table import Table, common_words, worded
from nlu.words import STOP

_NTH = "first|1st second|2nd third|3rd fourth|4th fifth|5th sixth|6th seventh|7th eighth|8th ninth|9th tenth|10th eleventh|11th"

_ORDINALS = {word: number for number, words in enumerate(_NTH.split()) for word in words.split("|")}

COUNTS = {w: n for n, w in enumerate(["two", "three", "four", "five", "six", "seven", "eight"], 2)}

NUMERALS = {"one": 1, **COUNTS}

ORD = "|".join(_ORDINALS)

MIDDLE = 1000
"""The place of "the middle one", whatever the number of cards."""

BEFORE = -1000
"""The place of "the previous one": what was talked about before the last."""

_NAMED_PLACES = {
    "at_first": 0,
    "at_last": -1,
    "at_middle": MIDDLE,
    "back": -2,
    "back3": -3,
    "last": -1,
    "right": -1,
    "before": BEFORE,
}

Kind = Literal[
    "place", "extreme", "price", "rating", "limit", "number", "count", "determiner", "own", "indefinite", "both", "all", "other",
    "except", "of", "with", "from", "anchor", "word", "strange", "and", "stop", "mark", "pronoun", "rest",
]  # fmt: skip

_ITEMS: tuple[tuple[Kind, str], ...] = (
    ("extreme", r"(?P<dear>(?:most|more) (?:expensive|costly|pricey)|dearest|dearer|priciest|pricier|high(?:est|er)[- ]priced)"),
    ("extreme", r"(?P<cheap>cheapest|cheaper|(?:least|less) (?:expensive|costly|pricey)|(?:most|more) affordable|"
                r"low(?:est|er)[- ]priced)"),
    ("extreme", r"(?P<dear_one>(?:expensive|pricey|dear|costly)(?= (?:one|pair)\b))"),
    ("extreme", r"(?P<cheap_one>(?:cheap|inexpensive|affordable)(?= (?:one|pair)\b))"),
    ("extreme", r"(?P<good>(?:best|better|highest|higher|top)[- ](?:rated|reviewed|scor(?:ed|ing)))"),
    ("extreme", r"(?P<bad>(?:worst|worse|lowest|lower)[- ](?:rated|reviewed|scor(?:ed|ing)))"),
    ("place", r"(?P<back>second (?:to |from )?(?:the )?last|next to last|last but one|penultimate)"),
    ("place", r"(?P<back3>third (?:to |from )?(?:the )?last|last but two)"),
    ("place", r"(?:(?:number|no\.|nr\.?|option|item) ?|#)"
              r"(?P<number>[1-9]|1[0-2]|one|two|three|four|five|six)\b(?!\.\d|\s*(?:stars?|%))"),
    ("place", rf"(?P<nth>{ORD})\b(?!-)(?: (?:from|on) the (?:left|top)\b)?"),
    ("place", r"one (?:at|on|in) the (?:very )?(?:(?P<at_first>top|left|start|beginning)|"
              r"(?P<at_last>bottom|right|end)|(?P<at_middle>middle))"),
    ("place", r"(?P<last>last|bottom|final)"),
    ("place", r"(?P<before>previous(?= (?:one|pair|item)\b))"),
    ("place", r"(?P<top>top|left(?:-hand)?(?= (?:one|pair)\b))"),
    ("place", r"(?P<right>right-hand(?= (?:one|pair)\b))"),
    ("place", r"(?P<middle>middle|center|centre)"),
    ("rating", r"(?P<stars>\d(?:\.\d)?)[- ]?(?:stars?|rated|star rated)(?: (?:rated|rating))?"),
    ("price", r"[$£€] ?(?P<sum>\d+(?:[.,]\d\d)?)"),
    ("price", r"(?P<amount>\d+(?:\.\d\d)?) ?(?:dollars?|bucks|quid|pounds?|euros?|usd|eur|gbp|[$£€])"),
    ("limit", r"(?:that(?:'s| is)? )?(?P<way>under|below|less than|over|above|more than) [$£€]?(?P<limit>\d+)"),
    ("stop", r"(?:to|in|into|from|of)(?: (?:the|my|your|me|a))? (?:bag|basket|cart|trolley)"),
    ("stop", r"my (?:bag|basket|cart|trolley|order)"),
    ("all", r"(?:all|every(?:thing| one)?|each)"),
    ("both", r"both"),
    ("except", r"(?:except(?: for)?|apart from|other than|excluding|bar|but not|but for|but(?= (?:the|this|that|number)\b))"),
    ("with", r"(?:with|that costs?|that has|costing|priced at|at)"),
    ("determiner", r"(?:the|this|that|these|those)"),
    ("own", r"(?:my|your|our|his|her|their)"),
    ("indefinite", r"(?:an?|any|some|another)"),
    ("other", r"other"),
    ("of", r"of"),
    ("from", r"(?:from|by)"),
    ("anchor", r"(?:(?:sets?|pairs?) of(?! (?:the|these|those|this|that)\b)|"
               r"ones?|pairs?|things?|items?|products?|options?|version)"),
    ("pronoun", r"(?:it|its|them|em|they|their|theirs)"),
    ("and", r"(?:and|or|vs|versus|&|plus|against)"),
)  # fmt: skip

_ITEM = re.compile("|".join(rf"(?P<item{n}>(?:{pattern})(?![\w]|'t))" for n, (_, pattern) in enumerate(_ITEMS)))

_BETWEEN = frozenset(("on", "in", "of", "at", "for", "with", "and", "to"))
"""Of a title only with the words before and behind them: "the laces on it" names no Slip-On."""
_VERBS = frozenset(("tell", "put", "find", "add", "say", "know", "hold", "choose", "compare"))
"""What a message does, though it may stand in a title: "tell me about it" names no Show and Tell Pack."""

_POSSESSIVE = re.compile(r"(?<=\w)'s?$")

_VERB_BEFORE = re.compile(r"\b(?:will|would|does|do|did|can|could|should|to|don't|doesn't|won't|let's|you|i|they|we)\b[^.,;?!]*$")


@dataclass(frozen=True, slots=True)
class Item:
    """A word or a fixed phrase; `value` is what it says ("first" 0, "last" -1), `folds` its folded words."""

    kind: Kind
    start: int
    end: int
    text: str
    folds: tuple[str, ...] = ()
    value: int | str | Decimal = 0
    owns: bool = False
    """With a possessive ending: "the blue one's strap"."""


def items(message: Message, table: Table, known: Container[str]) -> list[Item]:
    """The message as items, left to right."""
    lower = message.lower
    tokens = [t for t in message.tokens if t.text not in ("-", "/")]
    folds = [worded(t.text) for t in tokens]
    flat = [f[0] if f else "" for f in folds]
    found: list[Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        fixed = _fixed(lower, token.start)
        own = table.said(flat, at)
        if fixed is not None and not (fixed.kind not in ("determiner", "own", "place") and own > 1):
            found.append(fixed)
            at = next((n for n in range(at, len(tokens)) if tokens[n].start >= fixed.end), len(tokens))
            continue
        strange = _strange(flat, at)
        if strange > own and not (own and strange == 1):
            width, kind = strange, "strange"
        else:
            width, kind = max(1, own), "word" if own else _plain(token.text)
        words = tuple(w for f in folds[at : at + width] for w in f)
        if (kind == "rest" and token.text.isalpha() and (near := table.nearest(flat[at], known))) or (
            kind == "strange" and (near := table.stem(flat[at]))
        ):
            kind, words = "word", (near,)
        if kind == "word" and width == 1 and (token.text in STOP | _VERBS or len(token.text) == 1 or token.text == "straight"):
            kind = _common(message, token.text, token.start, found)
        last = tokens[at + width - 1]
        found.append(Item(kind, token.start, last.end, token.text, words, owns=bool(_POSSESSIVE.search(last.text))))  # type: ignore[arg-type]
        at += width
    return found


def _fixed(lower: str, start: int) -> Item | None:
    """The fixed word or phrase that begins at an offset."""
    match = _ITEM.match(lower, start)
    if match is None or match.lastgroup is None:
        return None
    kind = _ITEMS[int(match.lastgroup.removeprefix("item"))][0]
    said = {k: v for k, v in match.groupdict().items() if v is not None and not k.startswith("item")}
    return Item(kind, start, match.end(), match[0], value=_value(kind, said))


def _value(kind: Kind, said: Mapping[str, str]) -> int | str | Decimal:
    for name, text in said.items():
        if kind == "extreme":
            return name.removesuffix("_one")
        if name in _NAMED_PLACES:
            return _NAMED_PLACES[name]
        if name == "nth":
            return _ORDINALS[text]
        if name == "number":
            return (int(text) if text.isdigit() else NUMERALS.get(text, 1)) - 1
        if name == "middle":
            return MIDDLE
        if name in ("stars", "sum", "amount", "limit"):
            return Decimal(text.replace(",", "."))
    return 0


def _plain(text: str) -> Kind:
    if text in COUNTS or text in {str(n) for n in COUNTS.values()}:
        return "count"
    if text[0].isdigit():
        return "number"
    if not text[0].isalnum():
        return "mark"
    base = _POSSESSIVE.sub("", text)
    if base in ("one", "pair"):
        return "anchor"
    return "stop" if text in STOP else "rest"


def _strange(flat: Sequence[str], at: int) -> int:
    """How many words from here on are a value that every shopper knows."""
    common = common_words()
    return next((n for n in range(min(3, len(flat) - at), 0, -1) if tuple(flat[at : at + n]) in common), 0)


def _common(message: Message, text: str, start: int, before: Sequence[Item]) -> Kind:
    """A word of a title that is an everyday word too: a name after an article, with a capital, or beside another name."""
    capital = message.mended[start : start + 1].isupper() and start > 0 and not message.mended.isupper()
    last = before[-1] if before else None
    after_article = last is not None and last.text == "the" and text not in COUNTS
    beside = (
        last is not None and last.kind == "word" and text not in _BETWEEN and not _VERB_BEFORE.search(message.lower[: last.start])
    )
    return "word" if capital or after_article or beside else _plain(text)
