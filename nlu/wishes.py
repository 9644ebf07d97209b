"""Values and bounds as constraints, with the shopper's words for each, and how each meets an older one of its slot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from data.constraint import Constraint, Phrase
from nlu.reading import Reading
from nlu.spans import Span
from nlu.understanding import Context, Mode
from nlu.words import CATEGORY

_ADD = re.compile(r"\b(?:also|too|as well|either|additionally|or also)\b|^\W*or\b")
_AS_GOOD = re.compile(
    r"(?: (?:ones?|pairs?))?(?:'s|(?: (?:is|are|would|could|might|will))?(?: be)?) (?:fine|ok|okay|alright|all right)\b"
)
"""Right behind a value: as good as what was wished."""
_ANOTHER_ACT = re.compile(r"\b(?:also|and|then) (?:show|find|the|some|get|i|add|let)\b|\b(?:add|put|buy|get|take|order)\b")
_DENYING = re.compile(r"^(?:isn['’]?t|aren['’]?t|hate|avoid|instead of|other than)\s+(?:(?:in|any|an?|the|from)\s+)*", re.I)
"""Words of a negation that are not said back: of "I hate floral" the floral."""
_INSTEAD = re.compile(r"\b(?:instead|rather)\b")
_NARROW = re.compile(r"\b(?:as well|also|and)\b")


def constraints_of(
    found: Reading, wishes: Sequence[Span], *, with_bounds: bool, disliked: Sequence[Span] = ()
) -> tuple[dict[str, Constraint], tuple[Phrase, ...]]:
    """Constraints and the words for them, of the values wished and the bounds. `disliked`: those named in a bad judgement."""
    lower, made = found.message.lower, dict[str, Constraint]()
    phrases: list[Phrase] = []
    for span in wishes:
        old = made.get(span.slot, Constraint())
        ruled_out = span.negated or span in disliked
        new = frozenset(span.values)
        is_ = old.is_ if ruled_out else old.is_ | new
        not_ = old.not_ | new if ruled_out else old.not_
        made[span.slot] = replace(old, is_=is_ - not_, not_=not_)
        start = phrase_start(lower, span) if ruled_out else span.start
        said = _DENYING.sub("", found.message.said(start, span.end))
        phrases += [Phrase(said, span.slot, value, "not" if ruled_out else "is") for value in span.values]
    for bound in found.bounds if with_bounds else ():
        said = found.message.said(bound.start if bound.words is None else bound.words, bound.end)
        old = made.get(bound.slot, Constraint())
        made[bound.slot] = replace(
            old, min=old.min if bound.low is None else bound.low, max=old.max if bound.high is None else bound.high
        )
        if bound.low is not None:
            phrases.append(Phrase(said, bound.slot, _plain(bound.low), "min"))
        if bound.high is not None:
            phrases.append(Phrase(said, bound.slot, _plain(bound.high), "max"))
    return {slot: c for slot, c in made.items() if c}, tuple(phrases)


def phrase_start(lower: str, span: Span) -> int:
    """Where the shopper's words for a negation begin: at its cue, if that is near."""
    before = re.search(
        (
            r"\b(?:not|no|nor|without|except(?: for)?|anything but|everything but|but not|never|avoid|"
            r"hate|isn't|aren't|instead of|other than)\s+(?:(?:in|with|made of|any|a|an|the|from)\s+){0,2}$"
        ),
        lower[: span.start],
    )
    return before.start() if before else span.start


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def modes_of(lower: str, constraints: dict[str, Constraint], context: Context, wishes: Sequence[Span] = ()) -> dict[str, Mode]:
    """How each meets the older one of its slot, where it does not replace it. `wishes` are the values, where they stand."""
    welcome = {span.slot for span in wishes if _AS_GOOD.match(lower, span.end)}
    out: dict[str, Mode] = {}
    for slot, new in constraints.items():
        old = context.constraints.get(slot)
        if not old:
            continue
        number = new.min is not None or new.max is not None
        if number:
            if _NARROW.search(lower):
                out[slot] = "narrow"
        elif (
            new.is_
            and old.is_
            and (_ADD.search(lower) or slot in welcome)
            and not _INSTEAD.search(lower)
            and (slot != CATEGORY or not _ANOTHER_ACT.search(lower))
        ):
            out[slot] = "add"
    return out
