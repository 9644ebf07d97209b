"""What a message itself puts right: "red, no sorry, burgundy" wishes burgundy, "under 100, I mean 150" has 150 for its bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlu.bounds import Bound
from nlu.details import blanked
from nlu.numbers import NUMBER, value
from nlu.spans import Span
from nlu.turns_of_phrase import PUT_RIGHT
from nlu.words import SIZE

_TO_A_NUMBER = re.compile(
    rf"{PUT_RIGHT.pattern}(?P<said>[$£€]?\s?(?P<n>{NUMBER}))(?=\s*(?:$|[.,;!?]|and\b|in\b|for\b|please|max|tops|dollars))"
)
_MANY = frozenset(("features", "activity", "climate", "occasion", "care", "style"))
"""Slots of which one product may have several values: "make it waterproof" adds to them."""
_SORRY = re.compile(r"\b(?:no|wait|sorry|oops|scratch|strike|mean|meant|rather|correction)\b")
_OR = re.compile(r"\s*(?:,|,?\s*or|,?\s*and)\s*(?:an?\s+|the\s+)?")
_BARE = re.compile(r"[$£€\d]")

Roled = tuple[Span, str | None]
"""A value and its role."""


def spans_put_right(spans: Sequence[Roled], lower: str) -> tuple[Roled, ...]:
    """Without the values that a later one of the same slot takes the place of, and the alternatives to those."""
    bare = blanked(lower, [(s.start, s.end) for s, _ in spans])  # "a blue sofa, no, a green one"
    gone: set[int] = set()
    for n, (first, _) in enumerate(spans):
        for other, _ in spans[n + 1 :]:
            same = first.slot == other.slot and first.end <= other.start and not (first.negated or other.negated)
            if not same or first.values == other.values or not PUT_RIGHT.fullmatch(bare, first.end, other.start):
                continue
            if first.slot in _MANY and not _SORRY.search(lower, first.end, other.start):
                continue  # "a packable jacket, make it waterproof" wishes both
            gone |= {n, *_alternatives(spans, n, lower)}
    kept = [one for n, one in enumerate(spans) if n not in gone]
    return tuple((_renumbered(span, spans, lower), role) for span, role in kept)


def _alternatives(spans: Sequence[Roled], at: int, lower: str) -> set[int]:
    """What stands before a value as an alternative to it: the red of "red or green"."""
    out: set[int] = set()
    while (
        at > 0 and spans[at - 1][0].slot == spans[at][0].slot and _OR.fullmatch(lower, spans[at - 1][0].end, spans[at][0].start)
    ):
        at -= 1
        out.add(at)
    return out


def _renumbered(span: Span, spans: Sequence[Roled], lower: str) -> Span:
    """A size with the number that takes its place, where only the size was heard: "size 8, no actually 9"."""
    match = _TO_A_NUMBER.match(lower, span.end) if span.slot == SIZE and not span.negated else None
    if match is None or any(s.start < match.end() and match.start("said") < s.end for s, _ in spans):
        return span
    old, number = value(span.values[0]) if len(span.values) == 1 else None, value(match["n"])
    if old is None or number is None or not match["n"][0].isdigit() or not old <= 2 * number <= 4 * old:
        return span  # "in size 8, make it two" are two pieces
    return replace(span, start=match.start("said"), end=match.end(), values=(str(number),))


def bounds_put_right(bounds: Sequence[Bound], lower: str) -> tuple[Bound, ...]:
    """With the number that comes last: a bound's own, and that of a second bound of the same side."""
    out: list[Bound] = []
    for bound in bounds:
        last = out[-1] if out else None
        if last is not None and last.slot == bound.slot:
            if bound.start < last.end and _BARE.match(lower, bound.start):
                continue  # taken as the last one's number
            if bound.start < last.end or PUT_RIGHT.fullmatch(lower, last.end, bound.start):
                out.pop()
        one_sided = (bound.low is None) != (bound.high is None)
        match = _TO_A_NUMBER.match(lower, bound.end) if one_sided else None
        number = value(match["n"]) if match is not None else None
        old = bound.low if bound.high is None else bound.high
        alike = number is not None and old is not None and old <= 5 * number <= 25 * old
        if match is not None and number is not None and (alike or match["said"][0] in "$£€"):
            low, high = (number, None) if bound.high is None else (None, number)
            bound = replace(bound, end=match.end(), low=low, high=high, words=match.start("said"))
        out.append(bound)
    return tuple(out)
