"""Looks of a part: in "white sneakers with a black sole" black is the sole's, where the store keeps what its soles look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from data.lexicon import Lexicon
from nlu.message import Message
from nlu.spans import Span
from nlu.words import CATEGORY, COLORS_SLOT, MATERIAL

_KINDS = (COLORS_SLOT, MATERIAL, "pattern")
_BETWEEN = re.compile(r"(?:\s+and)?[\s,-]+")

Roled = tuple[Span, str | None]


def of_parts(spans: Sequence[Roled], message: Message, lexicon: Lexicon) -> tuple[Roled, ...]:
    """The same spans; a colour, material or pattern right before a part's name is of that part, as far as its name.

    Only parts of which the store keeps that: elsewhere the look stays the product's.
    """
    named = _parts(lexicon.slots)
    if not named:
        return tuple(spans)
    types = [span for span, _ in spans if span.slot == CATEGORY]
    return tuple((_of_part(span, spans, types, named, message, lexicon), role) for span, role in spans)


def _of_part(
    span: Span, spans: Sequence[Roled], types: Sequence[Span], named: Mapping[str, str], message: Message, lexicon: Lexicon
) -> Span:
    kind = _kind(span.slot)
    if kind is None:
        return span
    lower, end = message.lower, span.end
    # "a brown leather strap": both are the strap's.
    looks = [one for one, _ in spans if _kind(one.slot) is not None]
    while (gap := _BETWEEN.match(lower, end)) and (after := next((one for one in looks if one.start == gap.end()), None)):
        end = after.end
    gap = _BETWEEN.match(lower, end)
    if gap is None:
        return span
    name = next((one for one in named if re.compile(rf"{re.escape(one)}(?:e?s)?\b").match(lower, gap.end())), None)
    if name is None or any(one.start <= gap.end() < one.end for one in types):
        return span
    slots = [f"{named[name]}_{one}" for one in (kind, *_KINDS) if lexicon.values(f"{named[name]}_{one}")]
    # "Oak legs" are of the colour oak where the store keeps it as one.
    slot = next((one for one in slots if not lexicon.values(one).isdisjoint(span.values)), slots[0] if slots else "")
    if not slot or (lexicon.values(kind) | lexicon.values(slot)).isdisjoint(span.values):
        return span
    whole = re.compile(rf"{re.escape(name)}(?:e?s)?\b").match(lower, gap.end())
    assert whole is not None
    return replace(span, slot=slot, end=whole.end())


def _kind(slot: str) -> str | None:
    return next((kind for kind in _KINDS if slot == kind or slot.endswith(f"_{kind}")), None)


@lru_cache(maxsize=16)
def _parts(slots: tuple[str, ...]) -> Mapping[str, str]:
    """A part's name as it is said -> as slots have it, longest first: "toe cap" -> toe_cap."""
    found: dict[str, str] = {}
    for slot in slots:
        for kind in _KINDS:
            if slot.endswith(f"_{kind}"):
                part = slot.removesuffix(f"_{kind}")
                said = part.replace("_", " ")
                found |= {said: part, said.removesuffix("s"): part}
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))
