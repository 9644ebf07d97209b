"""Stretches of a message that may point at a product, read word by word: "the cheaper of the two grey ones", "number 3".

What a mention says is kept in parts (place, end of a scale, words, price); which cards it means is settled in `references`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from decimal import Decimal

from nlu.grades import NO_PLACE, SORTING, Mention, grade
from nlu.items import COUNTS, NUMERALS, Item, items
from nlu.message import Message
from nlu.table import Table

_AMOUNT = re.compile(r"\d{1,6}(?:\.\d\d)?")

_RATING = re.compile(r"[1-5]\.\ds?")

_NAMED_BY_NUMBER = ("anchor", "", "mark", "and", "stop", "word")

_RATED = re.compile(
    r"(?:the |a )?(?P<way>best|better|highest|higher|top|lowest|lower|worst|worse)\s+"
    r"(?:\w+\s+)?(?:ratings?|reviews?|rated|scores?|stars?)\b"
)

TAKEN_BACK = re.compile(
    r"\W*(?:oh |ah |er+ |um+ )?(?:no|nope|nah|wait|sorry|actually|i mean|or rather|scrap that|scratch that|hang on|hold on)\b\W*"
    r"(?:(?:no|wait|sorry|i mean(?:t)?|make that|hang on|hold on|actually|not that one|rather|make it)\b\W*)*"
)
"""What takes back what was said just before it."""

_FIGURE = "[1-9]|one|two|three|four|five|six"

_SIDE_BY_SIDE = re.compile(
    r"(?:^(?:(?:ok|okay|so|and|please|hmm|compare)\W+)*|\bcompare\s+|\bbetween\s+|\bdifference\b[^\d]{0,12}?|"
    r"\b(?:show me|see|put|line up|hold|lay)\s+(?:numbers?\s+)?"
    r"(?=[\w ,&]{1,24}(?:side by side|next to each other|together|up against))|,\s*)"
    rf"(?P<a>{_FIGURE})\s*(?:and|vs\.?|versus|or|with|&|against)\s*(?P<b>{_FIGURE})(?:\s*(?:,|and|&)\s*(?P<c>{_FIGURE}))?\b"
    r"(?!\s*(?:stars?|dollars|bucks|quid|inch|cm|mm|%|years?|days?|weeks?|months?|people|pairs?|more|of|hundred|thousand|grand|k|to)\b|"
    r"\.\d|\s*%)"
)


_INTO_CART = re.compile(
    r"\b(?:add|put|take|buy|get|grab)\s+(?:me\s+)?(?:numbers?\s+)?(?P<a>[1-9])\s*(?:and|&)\s*(?P<b>[1-9])"
    r"(?:\s*(?:,|and|&)\s*(?P<c>[1-9]))?(?=\s*(?:(?:in|into|to|from)\s+)?(?:my\s+|the\s+)?(?:(?:cart|basket|bag|trolley)\b|$))"
)
"""Bare numbers that are bought: "put 1 and 3 in my cart"."""

_IS = re.compile(r"\b(?:is|are|was|were|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t)\s+$")
_LONGEST = 12
"""Items of a mention at most: what goes on for longer points at nothing, and would be read again from each of its words."""


_READ = 80
"""Items of a message that are read at most."""


def mentions(message: Message, table: Table, known: Container[str]) -> list[Mention]:
    """All stretches that point, left to right."""
    parts = items(message, table, known)[:_READ]
    found: list[Mention] = []
    at = 0
    while at < len(parts):
        one, after = _mention(message.lower, parts, at, table)
        if one is not None and one.says:
            if one.together == "all" and after < len(parts) and parts[after].kind == "except":
                less, beyond = _mention(message.lower, parts, after + 1, table)
                if less is not None and less.says:
                    one, after = replace(one, end=less.end, minus=(less,), grade=3), beyond
            one, after = _without_what_is_asked(message.lower, parts, after, one, table)
            sure = grade(message, parts, at, after, one, table) if one is not None else 0
            if one is not None and sure:
                found.append(replace(one, grade=sure, negated=_negated(message.lower[: one.start])))
                at = after
                continue
        number = parts[at].kind in ("number", "count") and re.fullmatch(r"[1-9]", parts[at].text)
        if (
            number
            and found
            and found[-1].place is not None
            and TAKEN_BACK.fullmatch(message.lower[found[-1].end : parts[at].start])
        ):
            found.append(Mention(parts[at].start, parts[at].end, grade=3, place=int(parts[at].text) - 1))  # "number 2, no, 3"
        at += 1
    return found or _numbered(message.lower)


def _without_what_is_asked(
    lower: str, parts: Sequence[Item], after: int, one: Mention, table: Table
) -> tuple[Mention | None, int]:
    """ "Is the jacket black" points at the jacket, and asks whether it is black; "is the strap leather" points at nothing."""
    if not one.determined or one.anchored or not one.words or not _IS.search(lower[: one.start]):
        return one, after
    last, told = parts[after - 1], after
    if not _look(last, table):
        asks = after < len(parts) and _look(parts[after], table)
        return (None if asks and table.only_looks(one.words) else one), after
    left = one.words[: -len(last.folds)]
    if not left and (one.place is not None or one.extreme or one.count):
        return replace(one, words=(), end=parts[after - 2].end), after - 1  # "are the first three leather"
    if left and table.common(left):
        return one, after  # "the black leather"
    told = after - 1
    if not left and parts[told - 1].kind != "rest":
        return one, after  # "is the black in stock"
    return (None if table.only_looks(left) else replace(one, words=left, end=parts[told - 1].end)), told


def _look(item: Item, table: Table) -> bool:
    return item.kind in ("word", "strange") and table.common(item.folds)


def _mention(lower: str, parts: Sequence[Item], at: int, table: Table) -> tuple[Mention | None, int]:
    """The mention that begins at an item, with the item after it; none where there is no such item ("the cheapest of")."""
    if at >= len(parts):
        return None, at
    start = at
    one = Mention(parts[at].start, parts[at].end)

    def kind(n: int) -> str:
        return parts[n].kind if n < len(parts) else ""

    if kind(at) in ("both", "all"):
        one = replace(one, together="both" if kind(at) == "both" else "all")
        at += 1
        if kind(at) == "of":
            at += 1
        if kind(at) == "pronoun":
            return replace(one, end=parts[at].end, plural=True, anchored=True), at + 1
    determined = kind(at) in ("determiner", "own")
    if determined or kind(at) == "indefinite":
        at += 1
    while at < min(len(parts), start + _LONGEST):
        item, following = parts[at], kind(at + 1)
        if item.kind == "other" and (determined or start == at or one.together):
            one = replace(one, other=True)
        elif item.kind == "count" and not one.words:
            if one.place is not None or (determined and parts[start].text != "this") or one.together or following == "extreme":
                one = replace(one, count=_number(item.text))
            else:
                break
        elif (
            item.kind == "place"
            and one.place is None
            and not one.extreme
            and (not one.words or "number" in item.text or "#" in item.text)
        ):
            if NO_PLACE.match(lower, item.end):
                return None, at + 1
            one = replace(one, place=int(item.value), anchored=item.text.startswith("one "))
        elif item.kind == "extreme" and not one.words and not one.extreme:
            if SORTING.match(lower, item.end):
                return None, at + 1
            one = replace(one, extreme=str(item.value))
        elif item.kind == "word":
            one = replace(one, words=(*one.words, *item.folds))
            if item.owns:
                at += 1
                break
        elif item.kind == "strange" and following in ("word", "anchor", "strange") and not item.owns:
            one = replace(one, strange=True)
        elif item.kind == "price" and (determined or one.words or following == "anchor"):
            one = replace(one, price=Decimal(item.value))
        elif item.kind == "rating" and (determined or following == "anchor"):
            one = replace(one, rating=Decimal(item.value))
        elif item.kind == "number" and _RATING.fullmatch(item.text) and (following == "anchor" or item.text.endswith("s")):
            several = item.text.endswith("s")
            one = replace(one, rating=Decimal(item.text.rstrip("s")), anchored=several, plural=several)
        elif (item.kind == "number" and (determined or following == "anchor")) and following in _NAMED_BY_NUMBER:
            if not _AMOUNT.fullmatch(item.text):
                break
            one = replace(one, price=Decimal(item.text))
        elif (
            item.kind == "rest"
            and determined
            and not one.words
            and following in ("word", "anchor")
            and one.place is None
            and not one.strange
        ):
            one = replace(one, strange=one.strange or following == "anchor")
        elif item.kind == "anchor":
            one = replace(one, anchored=True, plural=item.text.startswith(("ones", "things", "items")))
            at += 1
            if item.text.endswith(" of"):
                continue
            break
        else:
            break
        at += 1
    one = replace(one, determined=determined, own=parts[start].kind == "own", end=parts[at - 1].end)
    if one.price is not None and one.price < 9 and not one.anchored:
        return None, at
    return _after(lower, parts, at, one, table)


def _after(lower: str, parts: Sequence[Item], at: int, one: Mention, table: Table) -> tuple[Mention, int]:
    """A mention with what stands behind it: "of the two grey ones", "with 4.3 stars", "that costs 165", "from Hush"."""

    def kind(n: int) -> str:
        return parts[n].kind if n < len(parts) else ""

    if kind(at) == "of" and (one.extreme or (one.place is not None and one.count) or one.count):
        if kind(at + 1) == "pronoun":
            return replace(one, end=parts[at + 1].end, anchored=True), at + 2
        nested, beyond = _mention(lower, parts, at + 1, table)
        if nested is not None and (nested.words or nested.count or nested.determined) and nested.place is None:
            return replace(
                one, words=(*one.words, *nested.words), strange=one.strange or nested.strange, end=nested.end, anchored=True
            ), beyond
    pointing = one.determined or bool(one.words) or one.anchored
    if kind(at) == "with" and pointing:
        if rated := _RATED.match(lower, parts[at].end + 1):
            way = "good" if rated["way"] in ("best", "better", "highest", "higher", "top") else "bad"
            beyond = next((n for n in range(at, len(parts)) if parts[n].start >= rated.end()), len(parts))
            return replace(one, extreme=way, end=rated.end(), anchored=True), beyond
        if kind(at + 1) == "rating":
            return replace(one, rating=Decimal(parts[at + 1].value), end=parts[at + 1].end, anchored=True), at + 2
        if kind(at + 1) in ("price", "number") and parts[at].text != "with":
            number = re.search(r"\d+(?:\.\d\d)?", parts[at + 1].text)
            if number:
                return replace(one, price=Decimal(number[0]), end=parts[at + 1].end, anchored=True), at + 2
    if one.anchored and one.determined and not one.says:
        if kind(at) == "limit":
            match = re.search(r"(under|below|less|over|above|more)\D*(\d+)", parts[at].text)
            if match:
                way = "less" if match[1] in ("under", "below", "less") else "more"
                return replace(one, limit=(way, Decimal(match[2])), end=parts[at].end), at + 1
        skip = at + 1 if kind(at) == "with" or (at < len(parts) and parts[at].text in ("in", "for")) else at
        skip += kind(skip) in ("determiner", "indefinite")
        words: tuple[str, ...] = ()
        beyond = skip
        while skip > at and kind(beyond) == "word":
            words += parts[beyond].folds
            beyond += 1
        if skip > at and not words and kind(skip) in ("rest", "strange") and (having := table.having(parts[skip].text)):
            words, beyond = (having,), skip + 1  # "the one with the border", of a Bordered Rug
        if words:
            return replace(one, words=words, end=parts[beyond - 1].end), beyond
    if kind(at) == "from" and (one.words or (one.anchored and one.determined)):
        beyond = at + 1
        while kind(beyond) == "word":
            made = parts[beyond].folds
            one = replace(one, words=(*made, *one.words), maker=(*one.maker, *made), end=parts[beyond].end)
            beyond += 1
        at = beyond if beyond > at + 1 else at
    return one, at


def _negated(before: str) -> bool:
    return (
        re.search(r"\b(?:not|except|but not|other than|apart from|instead of|rather than|forget|never mind|scrap)\s+$", before)
        is not None
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else COUNTS.get(text, 2)


def _numbered(lower: str) -> list[Mention]:
    """ "1 vs 3": bare numbers side by side are places on the table."""
    match = _SIDE_BY_SIDE.search(lower) or _INTO_CART.search(lower)
    if match is None:
        return []
    groups = [g for g in ("a", "b", "c") if match.groupdict().get(g)]
    return [
        Mention(*match.span(g), grade=3, place=(int(match[g]) if match[g].isdigit() else NUMERALS[match[g]]) - 1) for g in groups
    ]
