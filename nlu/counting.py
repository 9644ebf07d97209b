"""How many pieces are bought: "two of the mugs", "bump the towels up to eight", "nine chairs, not eight", "half a dozen".

A number may count, point ("the first two"), measure ("a 15 inch laptop") or size ("in a 36"). What is said of a change ("make
it", "up to") is surer than what only stands beside a thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.numbers import COUNTS, value

Stretch = tuple[int, int]

MOST = 999
_FEW = 4
"""A digit up to this, alone at the end, counts rather than sizes."""
_DOZENS = r"(?:half (?:a )?dozen|(?:an?|one|two|three|four|five|[2-9]) dozen|dozen)"
_NUMBER = re.compile(
    rf"(?<![\w.,$£€₹#/-])(?:(?P<dozens>{_DOZENS})s?|(?P<couple>(?:a )?couple)|(?P<pair>(?:a )?pair(?: of them(?=\W*$)|"
    rf"(?! of)))|(?P<twice>twice)|"
    rf"(?P<plain>{COUNTS}|\d{{1,3}}))(?!\w|[.,/]\d|-)"
)
_TIMES = re.compile(r"\bx\s?(?P<a>\d{1,2})\b(?!\s*\d|\s?x)|(?<![\w.,-])(?P<b>\d{1,2})\s?x\b(?!\s*\d)")
_MEASURE = re.compile(
    r"^\s?(?:stars?|%|percent|\"|inch(?:es)?|cm|mm|m\b|ft|feet|foot|kg|kilos?|g\b|grams?|lbs?|oz|ml|l\b|lit(?:er|re)s?|gb|"
    r"tb|w\b|watts?|"
    r"volts?|hz|years?|yrs?|months?|weeks?|days?|hours?|minutes?|mins?|dollars?|bucks|euros?|pounds?|quid|cents?|rupees|usd|"
    r"people|persons?|guests|seat(?:er|s)?|(?:piece|pack|person|man|door|drawer|tier|way|speed|ply|burner|slice)\b(?!s)|"
    r"in (?:1|one)\b|"
    r"hundred|thousand|grand|k\b|x\s?\d|by \d|thread|out of|left\b|stone|miles|degrees|o'?clock|[ap]m\b|st\b|nd\b|rd\b|th\b|"
    r"or (?:so|more|less)|and a half|point\b)"
)
_PACKS = re.compile(r"^\s?packs?\b")
_POINTS = re.compile(
    r"\b(?:the|these|those|this|that|my|our|your|his|her|their|all|both|first|last|other|next|top|bottom|num\w*|no\.?|nr|"
    r"option|item|"
    r"size|sized|uk|us|eu|waist|age|aged|turns|in an?|(?<!throw )(?<!put )(?<!toss )(?<!chuck )(?<!pop )in|(?<!down )for|"
    r"with|than|page|step|under|over|between|around|about|at least)\s+$"
)
_ARTICLE = re.compile(r"\ba\s+$")
_DENIED = re.compile(r"\b(?:not|instead of|rather than|isn't|wasn't|aren't)\s+(?:just\s+|only\s+)?$")
_CHANGE = (
    r"(?:chang(?:e|ing)|set|bump|up|raise|reduc(?:e|ing)|drop|knock|bring|put|take|cut|make|swap|increas(?:e|ing)|lower|"
    r"turn|go|going|"
    r"doubl(?:e|ing)|tripl(?:e|ing)|adjust|update|edit|switch|move|trim|push|crank|get|amend|correct|modify|scale|from|back|"
    r"down|up)"
)
_TO = re.compile(
    rf"\b{_CHANGE}\b[^.?!;]{{0,60}}?\bto(?: (?:just|only|about|be|like|a total of|an even))?\s+$|^\W*(?:and )?(?:back )?to\s+$|"
    r"\b(?:put|set|keep|leave|make)\b[^.?!;]{0,40}?\bat\s+$"
)
_MAKE = re.compile(
    r"\b(?:make|let'?s (?:do|say|make it|have|go (?:with|for))|call)\s+(?:it|that|them|those|these|(?:the|my|"
    r"our) (?:[\w'-]+ ){0,4})"
    r"?\s*(?:a |an even |just |only )?$"
)
_MAKE_THAT = re.compile(r"\b(?:make|change) (?:it|that|them|those|these)(?: to)?\s+$")
_AMOUNT = re.compile(
    r"\b(?:quantity|qty|amount|number|count|total)(?: of (?:[\w'-]+ ){1,4})?\s*(?:to|is|be|:|=|of|should be|at)?\s*$"
)
_SHOULD = re.compile(
    r"\b(?:(?:should|must|need(?:s)? to|ought to|supposed to) (?:be|say|read)|i (?:only |just |actually |really )*(?:mean|"
    r"meant|want|wanted|need|"
    r"needed)|so|that'?s|it'?s|but)\s+(?:just\s+|only\s+|like\s+)*$"
)
_CHANGED_AFTER = re.compile(
    r"^(?:\s+[\w'-]+){0,3}?,?\s+(?:not|instead of|rather than)\s+(?:just |only )?(?:the )?(?:[\w'-]+)|^\s+instead\b|"
    r"^\s+(?:in total|in all|all up|altogether|all together|total)\b"
)
_BUY = (
    r"(?:add(?:ing)?|tak(?:e|ing)|buy(?:ing)?|get(?:ting)?|grab|order(?:ing)?|want|need|have|purchase|gimme|give|bag|pop|"
    r"put|stick|chuck|"
    r"throw(?: in)?|toss(?: in)?|reserve|keep|send|do|like|make it|sling|drop|bung|shove|fetch|include|be|love|leave)"
)
_VERB = re.compile(
    rf"\b{_BUY}\s+(?:me\s+|us\s+|in\s+|up\s+|him\s+|her\s+|them\s+|down (?:for\s+)?)*(?:just\s+|only\s+|another\s+|like\s+|"
    rf"about\s+|maybe\s+|an extra\s+|an additional\s+)*$|"
    r"\b(?:just|actually|another|times|x|down for|sets? of)\s+$"
)
_OF = re.compile(
    r"^\s+(?:more\s+)?of (?!my (?:friends|mates)|the (?:first|second|third) (?:two|three)|us\b|you\b)|^\s+more\b|"
    r"^\s?x\b(?!\s*\d)|^\s+each\b"
)
_PIECES = re.compile(
    r"^\s+(?:\w+\s)?(?:pairs?|packs|pieces|units|copies|boxes|bags|bottles|cans|tins|jars|rolls|sets|tubs|tubes|packets|"
    r"cases|nos?\b)"
)
_ALONE = re.compile(r"^\W*(?:(?:i said|no|sorry|yes|yeah|yep|ok|okay|um+|uh|just|only|maybe|make it|hmm+|oh|well)[ ,]+)*$")
_ALONE_AFTER = re.compile(r"^\s*(?:please|pls|thanks|then|pairs?|ta|will do|is (?:fine|enough))?[\s.!]*$")
_ONE_BEFORE = re.compile(
    rf"(?:^|\b{_BUY}(?: me| us| in| up| down)?|\bjust|\bonly|[,;:.!?]|\b(?:and|then|so|or|to|times|be|ok|okay|yes|please|sold|"
    rf"lovely|great|"
    r"for me|x)),?\s+(?:just |only )?$|^\W*$"
)
_ONE_AFTER = re.compile(
    r"^(?:\s+(?:more\s+)?of (?:each|the|these|those|them|it)|\s+in\b(?! (?:there|stock|particular))|\s+for (?:me|my|mum|mom|"
    r"him|her|the|us|each)|\s*[,.!]|"
    r"\s*$|\s+(?:please|pls|each|instead|too)|\s+(?:into|to) (?:my|the)|\s+more\b|\s+(?:pack|copy|piece|pair|unit|set|box|"
    r"bag|bottle|can|tin|jar|roll|tub|packet)\b)"
)
_JUST_THE_ONE = re.compile(r"\b(?:just|only) the one\b(?! with| in| that)|\ba single one\b")
_BEGINS = re.compile(
    r"(?:^|[,.;!?:]\s*|\b(?:and|then|so|please|ok|okay|add|put|me|us|yes|right|also|plus|to the|cart|basket|bag)\s+)$"
)
_CALLS = re.compile(
    r"^\s+(?!please|pls|then|thanks|instead|in\b|too\b|ta\b|for\b|now\b|is\b|are\b|or\b|and\b|most\b|least\b|\w+est\b)[a-z][\w'-]*"
)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    number: int
    word: str
    spoken: bool


def bought(lower: str, taken: Sequence[Stretch]) -> int | None:
    """How many pieces, in a message that buys or changes what is bought; numbers in `taken` (prices, sizes) are not counted."""
    times = _TIMES.search(lower)
    if times:
        return int(times["a"] or times["b"])
    numbers = _numbers(lower, taken)
    for rule in (_is_change, _is_bought, _is_counted, _is_alone):
        sure = [n for n in numbers if rule(lower, n)]
        if sure:
            return sure[-1].number if rule is _is_change else sure[0].number
    if _JUST_THE_ONE.search(lower):
        return 1
    left = [n for n in numbers if _BEGINS.search(lower[: n.start]) and _CALLS.match(lower[n.end :])]
    return left[0].number if len({n.number for n in left}) == 1 else None


def changed(lower: str, taken: Sequence[Stretch], *, in_cart: bool = False) -> int | None:
    """The number in words that can only change or buy a count, whatever else is said: "make it six", "order me ten of the mugs".

    `in_cart`: the talk was just of the cart, so "three instead" changes it.
    """
    sure = [n for n in _numbers(lower, taken) if (_is_change if in_cart else _is_sure)(lower, n)]
    return sure[-1].number if sure else None


def _is_sure(lower: str, one: _Number) -> bool:
    before, after = lower[: one.start], lower[one.end :]
    if _DENIED.search(before):
        return False
    made = _MAKE_THAT.search(before) and _ALONE_AFTER.match(after)
    ordered = re.search(r"\b(?:add|buy|order|grab|bag)(?: me)?\s+$", before) and re.match(r"\s+of the\b", after)
    return bool(made or ordered or _AMOUNT.search(before) or (_TO.search(before) and not before.lstrip().startswith("to ")))


def _numbers(lower: str, taken: Sequence[Stretch]) -> list[_Number]:
    """Every number that may count."""
    found = []
    for match in _NUMBER.finditer(lower):
        before, after = lower[: match.start()], lower[match.end() :]
        number = _value(match)
        if (
            number is None
            or not 0 <= number <= MOST
            or (any(match.start() < b and a < match.end() for a, b in taken) and not _MAKE_THAT.search(before))
        ):
            continue
        one = _Number(match.start(), match.end(), number, match[0], not match[0].isdigit())
        packs = _PACKS.match(after) and _TO.search(before)
        if (_MEASURE.match(after) and not packs) or (
            _POINTS.search(before) and not _AMOUNT.search(before) and not _MAKE_THAT.search(before)
        ):
            continue
        if re.search(r"\bsizes?\b[^.;!?]{0,20}$|\bnum\w*\s+$|\blast but\s+$", before):
            continue
        if re.search(r"\btake\s+$", before) and re.search(r"\b(?:out|off)\b", after):
            continue  # how many are left, the cart knows
        if match["plain"] and _ARTICLE.search(before):
            continue  # "a 40" is a size
        if match["pair"] and not (_TO.search(before) or (before.rstrip().endswith(",") and not after.strip(" .!"))):
            continue
        if number == 1 and match[0] == "one" and not _counts_one(lower, one):
            continue
        found.append(one)
    return found


def _value(match: re.Match[str]) -> int | None:
    word = match[0]
    if match["couple"] or match["pair"] or match["twice"]:
        return 2
    if match["dozens"]:
        if word.startswith("half"):
            return 6
        first = value(word.split()[0]) if not word.startswith(("a ", "an ", "dozen")) else None
        return 12 * int(first) if first else 12
    number = value(word)
    return int(number) if number is not None and number == int(number) else None


def _counts_one(lower: str, one: _Number) -> bool:
    """Whether "one" counts; mostly it stands for a thing ("the blue one")."""
    before, after = lower[: one.start], lower[one.end :]
    if _TO.search(before) or _MAKE.search(before) or _AMOUNT.search(before) or _SHOULD.search(before):
        return True
    if _CHANGED_AFTER.match(after) and re.search(r"(?:^|[,;:.]\s*|\b(?:so|just|only)\s+)$", before):
        return True
    if re.search(r"^\W*$|\b(?:just|only)\s+$", before):
        return not re.match(
            r"\s+(?:sec|second|moment|min|minute|thing|question|last|left|look|fewer|less|i|you|we|that|who|with|from)\b|"
            r"\s+of my\b",
            after,
        )
    if re.search(r"\banother\s+$|\bthe\s+$|\b(?:is|which|this|that|each|every|any|no)\s+$", before):
        return False
    return bool(_ONE_BEFORE.search(before) and _ONE_AFTER.match(after))


def _is_change(lower: str, one: _Number) -> bool:
    before, after = lower[: one.start], lower[one.end :]
    if _DENIED.search(before):
        return False
    if _TO.search(before) or _MAKE.search(before) or _AMOUNT.search(before):
        return True
    return bool(_SHOULD.search(before) or _CHANGED_AFTER.match(after)) and not re.search(r"\bfrom\s+$", before)


def _is_bought(lower: str, one: _Number) -> bool:
    before = lower[: one.start]
    return bool(_VERB.search(before)) and not _DENIED.search(before)


def _is_counted(lower: str, one: _Number) -> bool:
    before, after = lower[: one.start], lower[one.end :]
    if _DENIED.search(before) or re.search(r"\b(?:i've got|i have|says?|there(?:'s| are)|from)\s+(?:only\s+)?$", before):
        return False
    if one.word == "twice":
        return bool(re.search(r",\s*$|\bit\s+$", before)) and not after.strip(" .!")
    return bool(_OF.match(after) or _PIECES.match(after) or re.search(r"\bonly\s+$", before)) or one.word == "one"


def _is_alone(lower: str, one: _Number) -> bool:
    before, after = lower[: one.start], lower[one.end :]
    if _DENIED.search(before):
        return False
    if _ALONE.match(before) and _ALONE_AFTER.match(after):
        return True
    listed = before.rstrip().endswith(",") and re.match(r"\s*(?:[,.!]|$|and\b|please\b|in\b)", after)
    if not one.spoken:
        return bool(listed) and one.number <= _FEW and not after.strip(" .!")
    return bool(listed) or bool(_BEGINS.search(before) and re.match(r"\s+in [a-z]", after)) or not one.word.isalnum()
