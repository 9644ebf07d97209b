"""Looks of a part: in "white sneakers with a black sole" black is the sole's, where the store keeps what its soles look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from data.lexicon import Lexicon
from nlu.message import Message
from nlu.spans import Span
from nlu.words import CATEGORY, COLORS_SLOT, MATERIAL, STOP

_KINDS = (COLORS_SLOT, MATERIAL, "pattern")
_BETWEEN = re.compile(r"(?:\s+and)?[\s,-]+")
NO_PART = (
    "one", "ones", "first", "second", "third", "fourth", "fifth", "sixth", "last", "other", "others", "next", "same", "whole",
    "rest", "model", "item", "thing", "two", "three", "four", "cheapest", "dearest", "most", "least", "made",
)  # fmt: skip
"""What "the ..." says of products, and of no part of one."""
_ASKED_OF = re.compile(
    r".*\b(?P<verb>is|are|was|were|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|and)\s+(?:(?:(?:the|this|that)\s+)?[a-z0-9]+(?:\s+[a-z]+)?['’]s|the|its|their)\s+(?P<said>[^.?!,;]{2,60}?)\s+$"
)
_BELONGS = re.compile(r"\s(?:on|of|in|at|for|with)\b")
_FILLING = frozenset(
    ("really", "actually", "all", "also", "real", "genuine", "plain", "a", "an", "made", "from", "still", "just")
)
_OR = re.compile(r"\s*(?:,|/|or|and|,\s*or)\s*(?:an?\s+|in\s+)?")
_HAS = r"\s+(?:(?:that|which) (?:comes? )?)?(?:with|has|have|having"
_OF_IT = re.compile(_HAS + r"|including)\s+(?:(?:an?|the|its|their)\s+)?(?:[a-z-]+\s+){0,2}")
"""What stands between a thing and a part of it: "a dress with a narrow belt"."""
_WITH = re.compile(_HAS + r")\s+(?:(?:an?|the|some)\s+)?")
_HAS_BEFORE = re.compile(r"\b(?:has|have|got)\s+(?:(?:an?|any|some|the)\s+)?$")
_NOUN = re.compile(r"\s+([a-z]+)\b")
_OF_ANY_PART = (COLORS_SLOT, MATERIAL)
_OF_THE_WHOLE = frozenset((
    "color", "colors", "colour", "colours", "coloring", "finish", "tone", "tones", "shade", "shades", "hue", "fabric", "material",
    "look", "looks", "print", "prints", "pattern", "patterns", "design", "background", "base", "body", "style", "glaze",
    "accent", "accents", "version", "versions", "option", "options", "variant", "variants", "edition", "colourway", "colorway",
    "choice", "choices", "alternative", "left", "available", "instead", "too", "also", "pair", "pairs", "stock", "kind", "sort",
    "type", "anywhere", "please", *NO_PART,
))  # fmt: skip
"""What "with a blue ..." says of the whole thing."""
_NO_PARTS = (CATEGORY, "pattern")
_BEFORE_NAME = re.compile(r"[\s-]+")

Roled = tuple[Span, str | None]


@dataclass(frozen=True, slots=True)
class _Parts:
    """`slots` are parts' names as they are said -> as slots have them ("toe cap" -> toe_cap); `said` finds one, the longest."""

    slots: Mapping[str, str]
    said: re.Pattern[str]


def of_parts(spans: Sequence[Roled], message: Message, lexicon: Lexicon) -> tuple[Roled, ...]:
    """The same spans; a colour, material or pattern right before a part's name is of that part, as far as its name.

    Only parts of which the store keeps that: elsewhere the look stays the product's.
    """
    parts = _parts(lexicon.slots)
    if parts is None:
        return tuple(spans)
    types = [span for span, _ in spans if span.slot == CATEGORY]
    looks = {span.start: span for span, _ in reversed(spans) if kind_of_look(span.slot) is not None}  # the first, where two begin
    return tuple((_of_part(span, looks, types, parts, message.lower, lexicon), role) for span, role in spans)


def with_parts(spans: Sequence[Roled], message: Message, lexicon: Lexicon) -> tuple[Roled, ...]:
    """As `of_parts`, without the parts' names: the strap of "leather strap" is no wish of its own."""
    told = of_parts(spans, message, lexicon)
    named = [now for (span, _), (now, _) in zip(spans, told, strict=True) if now.end > span.end]
    return tuple((s, role) for s, role in told if s in named or not any(n.start <= s.start and s.end <= n.end for n in named))


class Part(NamedTuple):
    """A part as it is said, and where."""

    said: str
    start: int
    end: int


def asked_parts(lower: str, spans: Sequence[Span]) -> dict[Span, Part]:
    """Of looks that are asked of a part, the part: "is the strap on it leather or canvas", "isn't the toe cap white and the sole
    black".
    """
    found: dict[Span, Part] = {}
    before: Span | None = None
    for span in sorted(spans, key=lambda one: one.start):
        if kind_of_look(span.slot) is None or span.negated:
            continue
        match = _ASKED_OF.match(lower[: span.start])
        part = _part(match) if match is not None and (match["verb"] != "and" or found) else None
        if part is not None:
            found[span] = part
        elif before in found and before is not None and _OR.fullmatch(lower[before.end : span.start]):
            found[span] = found[before]
        before = span
    return found


def held_parts(lower: str, spans: Sequence[Span]) -> dict[Span, Part]:
    """Of looks right before a part that no slot knows, the part: the hardware of "which have gold hardware"."""
    found: dict[Span, Part] = {}
    for span in spans:
        look = kind_of_look(span.slot)
        whose = span.slot.removesuffix(look or "").replace("_", " ").strip()  # the part of which the store keeps such a look
        bare = look in _OF_ANY_PART and not (whose and whose.rstrip("s") in lower[span.start : span.end])
        noun = _NOUN.match(lower, span.end) if bare and not span.negated else None
        if noun is None or noun[1] in _OF_THE_WHOLE or noun[1] in STOP or not _HAS_BEFORE.search(lower, 0, span.start):
            continue
        if not any(one.start < noun.end(1) and noun.start(1) < one.end for one in spans if one.slot in _NO_PARTS):
            found[span] = Part(noun[1], *noun.span(1))
    return found


def _part(match: re.Match[str]) -> Part | None:
    """The part that a question names, of up to two words; None where it names a product or nothing."""
    said = _BELONGS.split(match["said"])[0].rstrip()
    while said and said.rpartition(" ")[2] in _FILLING:
        said = said.rpartition(" ")[0].rstrip()
    words = said.split()
    if not 0 < len(words) <= 2 or any(word in STOP or word in NO_PART or word.endswith("ly") for word in words):
        return None
    return Part(said, match.start("said"), match.start("said") + len(said))


def without_worn_parts(spans: Sequence[Roled], message: Message) -> tuple[Roled, ...]:
    """The same without types that another has on it: the belt of "a dress with a belt" is no second thing that is sought."""
    types = [span for span, _ in spans if span.slot == CATEGORY and not span.negated]
    worn = [one for one in types if any(_OF_IT.fullmatch(message.lower[t.end : one.start]) for t in types)]
    return tuple((span, role) for span, role in spans if span not in worn)


def without_looks_of_parts(spans: Sequence[Roled], message: Message) -> tuple[Roled, ...]:
    """The same without colours and materials of parts that the store keeps nothing of, where the thing's own is said: the silver
    of "a black bag with silver hardware" is no bag's. That of stripes and dots is the thing's, too.
    """
    types = [span for span, _ in spans if span.slot == CATEGORY and not span.negated]
    whole = [*types, *(span for span, _ in spans if kind_of_look(span.slot) == "pattern")]
    lower = message.lower
    gone = [
        span
        for span, _ in spans
        if span.slot in _OF_ANY_PART and not span.negated
        if any(_WITH.fullmatch(lower[one.end : span.start]) and _has_its_own(one, span, spans) for one in types)
        if (noun := _NOUN.match(lower, span.end)) is not None and noun[1] not in _OF_THE_WHOLE and noun[1] not in STOP
        if not any(one.start <= noun.start(1) < one.end for one in whole)
    ]
    return tuple((span, role) for span, role in spans if span not in gone)


def _has_its_own(thing: Span, look: Span, spans: Sequence[Roled]) -> bool:
    """Whether a look of this kind is said before a thing."""
    return any(one.slot == look.slot and not one.negated and one.end <= thing.start for one, _ in spans)


def _of_part(span: Span, looks: Mapping[int, Span], types: Sequence[Span], parts: _Parts, lower: str, lexicon: Lexicon) -> Span:
    kind = kind_of_look(span.slot)
    if kind is None:
        return span
    end = span.end
    # "a brown leather strap": both are the strap's.
    while (gap := _BETWEEN.match(lower, end)) and gap.end() in looks:
        end = looks[gap.end()].end
    # "in black, soles in white": the black is not the sole's
    before = _BEFORE_NAME.match(lower, end)
    name = parts.said.match(lower, before.end()) if before is not None else None
    if name is None or any(one.start <= name.start() < one.end for one in types):
        return span
    part = parts.slots[name[1]]
    slots = [f"{part}_{one}" for one in (kind, *_KINDS) if lexicon.values(f"{part}_{one}")]
    # "Oak legs" are of the colour oak where the store keeps it as one.
    slot = next((one for one in slots if not lexicon.values(one).isdisjoint(span.values)), slots[0] if slots else "")
    if not slot or (lexicon.values(kind) | lexicon.values(slot)).isdisjoint(span.values):
        return span
    return replace(span, slot=slot, end=name.end())


def kind_of_look(slot: str) -> str | None:
    """Color, material or pattern, whatever it is of; None for every other slot."""
    return next((kind for kind in _KINDS if slot == kind or slot.endswith(f"_{kind}")), None)


def part_names(slots: tuple[str, ...]) -> frozenset[str]:
    """The parts of which these slots keep looks, as they are said, singular."""
    parts = _parts(slots)
    return frozenset(parts.slots) if parts is not None else frozenset()


@lru_cache(maxsize=16)
def _parts(slots: tuple[str, ...]) -> _Parts | None:
    """The parts of which these slots keep looks; None where there are none."""
    found: dict[str, str] = {}
    for slot in slots:
        for kind in _KINDS:
            if slot.endswith(f"_{kind}"):
                part = slot.removesuffix(f"_{kind}")
                said = part.replace("_", " ")
                found |= {said: part, said.removesuffix("s"): part}
    longest_first = "|".join(re.escape(one) for one in sorted(found, key=len, reverse=True))
    return _Parts(found, re.compile(rf"({longest_first})(?:e?s)?\b")) if found else None
