"""Measures of products: what is asked about them ("how tall", "dimensions", "does it weigh much"), and bounds on them ("taller
than 155 cm"). Also what cares for them ("can it go in the washing machine"), which is asked in as many ways.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from data.lexicon import Lexicon
from nlu.numbers import DIGITS, value
from nlu.spans import Span

Stretch = tuple[int, int]

DIMENSIONS = ("height", "width", "depth", "length", "diameter", "dimensions")
"""The slots that say how big a thing is."""

ALL = "all"
_OF_IT = r"(?:is|are|was|would)\b(?! (?:the )?(?:delivery|shipping|wait|warranty|return|it (?:going to|until|before|till)))"
_ASKED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (slot, re.compile(pattern))
    for slot, pattern in (
        ("height", r"\bhow (?:tall|high)\b|\bheights?\b|\bwhich\b[^.?!]{0,20}\btall(?:er|est)\b|\btallest\b"),
        ("width", r"\bhow wide\b|\bwidths?\b|\bwhich\b[^.?!]{0,20}\bwid(?:er|est)\b|\bhow much (?:space|room) does\b"),
        ("depth", r"\bhow deep\b|\bdepths?\b|\bwhich\b[^.?!]{0,20}\bdeep(?:er|est)\b"),
        (
            "length",
            rf"\bhow long {_OF_IT}|^\W*how long\W*$|\b(?:the|its|what) lengths?\b|^\W*length\W*$|"
            rf"\bwhich\b[^.?!]{{0,20}}\blong(?:er|est)\b",
        ),
        ("diameter", r"\bdiameter\b|\bhow (?:far|wide) across\b"),
        (
            "weight",
            r"\bhow (?:heavy|light)\b|\bhow much (?:does|do|would|will) .{1,40}\bweigh\b|\bweigh(?:s|t)?\b(?! (?:limit|"
            r"capacity))|"
            r"\bwhich\b[^.?!]{0,20}\b(?:heavi|light)(?:er|est)\b",
        ),
        (
            "capacity",
            r"\bhow (?:much|many \w+) (?:does|do|can|will) .{1,30}\b(?:hold|fit in)\b|\bcapacity\b|\bhow many lit(?:er|re)s\b",
        ),
        ("seats", r"\bhow many (?:people|persons|seats)\b|\b(?:does|do) .{1,20}\bseat (?:two|three|four|five|\d)\b"),
        (
            ALL,
            r"\bhow (?:big|large|small) (?!of a)|\bhow (?:big|large|small)\W*$|\b(?:dimensions?|measurements?)\b|"
            r"\bwhat(?:'s| is| are)? (?:the |its )?size (?:of|is) (?:it|this|that|the|them|these)\b|"
            r"\bwhich\b[^.?!]{0,20}\b(?:bigg|larg|small)(?:er|est)\b|\bwhat size is (?:it|this|that|the)\b",
        ),
        (
            "care",
            r"\b(?:washing[- ]?machine|dishwasher|tumble[- ]?dry(?:er|ing)?|tumble|dryer|machine[- ]wash(?:ed|able)?|"
            r"hand[- ]wash(?:ed)?|dry[- ]?clean(?:ed|ing)?|wash(?:ed|able|ing)?|laundered|iron(?:ed|ing)?|bleach(?:ed)?|"
            r"clean(?:ed)?)\b|"
            r"\blook(?:ed)? after\b|\b(?:take )?care (?:for|of|instructions?)\b|\bcare\W*$",
        ),
    )
)
_CARES = re.compile(
    r"\b(?:can|could|should|do|does|is|are|must|may|will|how)\s+(?:do |to |should |can )?"
    r"(?:i|we|you(?! have| sell| got| stock| carry| do)|it|they|this|that|these|those|them|the)\b|\bhow (?:to|best)\b|"
    r"^\W*(?:care|wash|washable|machine|dry clean|hand wash|dishwasher|iron|washing)\b(?!.*\b(?:shirt|jeans|denim|"
    r"jacket)s?\b)|\bcare (?:for|of|instr)"
)
_NO_CARE = re.compile(r"\b(?:take care of (?:my|the|your) order|care about|don't care|iron[- ]free|non[- ]iron|wash bag)\b")
_UNITS = {
    "cm": "cm", "centimeters": "cm", "centimetres": "cm", "mm": "mm", "m": "m", "meter": "m", "metre": "m", "meters": "m",
    "metres": "m", "in": "in", "inch": "in", "inches": "in", "ft": "ft", "feet": "ft", "foot": "ft", "l": "l", "liter": "l",
    "litre": "l", "liters": "l", "litres": "l", "ml": "ml", "kg": "kg", "kilo": "kg", "kilos": "kg", "g": "g", "grams": "g",
    "lb": "lb", "lbs": "lb", "oz": "oz", "w": "w", "watt": "w", "watts": "w",
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_BOUND = re.compile(
    r"\b(?P<way>(?:no |not )?(?:tall|high|wide|deep|long|heavi|light|bigg|larg|small|short|narrow|low|more|less|great)(?:er|"
    r"w?er)? than|"
    r"more than|less than|at least|at most|over|under|below|above|up to|max(?:imum)?|min(?:imum)?)\s+"
    rf"(?:an? )?(?P<n>{DIGITS})\s?-?\s?(?P<u>{_UNIT})\b(?:\s+(?P<side>tall|high|wide|deep|long|in (?:height|width|depth|"
    rf"length)))?"
)
_SIDE = {
    "tall": "height",
    "high": "height",
    "short": "height",
    "low": "height",
    "wide": "width",
    "narrow": "width",
    "deep": "depth",
    "long": "length",
}
_LESS = re.compile(
    r"^(?:small|short|narrow|low|light|less|under|below|up to|at most|max|no (?!small|short|less)|not (?!small|short|less))"
)
_BODY = re.compile(
    r"\b(?:chest|waist|hips?|bust|inseam|inside leg|foot|feet|neck|shoulders?|collarbone|head|i'm|i am|he's|she's|he is|"
    r"she is|my)\b"
)
MOST = 24
"""Values of a slot that a bound may come to."""


def asked(lower: str, slots: Collection[str]) -> list[tuple[tuple[str, ...], Stretch]]:
    """The slots whose measure is asked for, with the words that ask. `slots`: those of the store."""
    found: list[tuple[tuple[str, ...], Stretch]] = []
    for slot, pattern in _ASKED:
        match = pattern.search(lower)
        if match is None:
            continue
        if slot == "care" and (not _CARES.search(lower) or _NO_CARE.search(lower)):
            continue
        if slot == ALL:
            own = tuple(s for s in (*DIMENSIONS, "capacity") if s in slots) or ("height", "width", "depth")
            found.append(((*own, "size") if "size" in match[0] else own, match.span()))
        else:
            found.append(((slot,), match.span()))
    return found


def of_a_body(lower: str, start: int, end: int) -> bool:
    """Whether a measure between two offsets is the shopper's own: "a 90 cm chest", "I'm 180 cm"."""
    clause = re.split(r"[.;!?]", lower[:start])[-1][-25:] + "…" + re.split(r"[.,;!?]", lower[end:])[0][:20]
    return bool(re.search(r"\d", lower[start:end]) and _BODY.search(clause))


def bounded(lower: str, lexicon: Lexicon, taken: Sequence[Stretch]) -> list[Span]:
    """Bounds on measures, as the store's values within them: it keeps them as words ("158 cm")."""
    found: list[Span] = []
    for match in _BOUND.finditer(lower):
        if any(match.start() < end and start < match.end() for start, end in taken) or of_a_body(
            lower, match.start("n"), match.end()
        ):
            continue
        number = value(match["n"])
        slot = _slot(match, lexicon)
        if number is None or slot is None:
            continue
        less = bool(_LESS.match(match["way"]))
        limit = _base(number, _UNITS[match["u"]])
        fits = []
        for entry in lexicon.slot_values(slot):
            kept = measure(entry.canonical)
            if kept and limit and kept[1] == limit[1] and (kept[0] <= limit[0] if less else kept[0] >= limit[0]):
                fits.append((kept[0], entry.canonical))
        nearest = sorted(fits, reverse=less)[:MOST]
        values = tuple(canonical for _, canonical in nearest) or (f"{match['n']} {_UNITS[match['u']]}",)
        found.append(Span(match.start(), match.end(), slot, values))
    return found


def _slot(match: re.Match[str], lexicon: Lexicon) -> str | None:
    """The slot that a bound is of: by its word, else the one slot of the store that has this unit."""
    named = next(
        (s for word, s in _SIDE.items() if word in (match["side"] or "") or match["way"].startswith((word, f"no {word}"))), None
    )
    if match["side"] and match["side"].startswith("in "):
        named = match["side"].removeprefix("in ")
    if named in lexicon.slots:
        return named
    kind = _base(Decimal(1), _UNITS[match["u"]])
    if kind is None:
        return None
    order = ("capacity", "weight", *DIMENSIONS)
    having = [s for s in order if any((m := measure(e.canonical)) and m[1] == kind[1] for e in lexicon.slot_values(s))]
    return having[0] if len(having) == 1 or (having and kind[1] != "length") else None


_BASES = {
    "mm": ("0.1", "length"), "cm": ("1", "length"), "m": ("100", "length"), "in": ("2.54", "length"), "ft": ("30.48", "length"),
    "ml": ("0.001", "volume"), "l": ("1", "volume"), "g": ("0.001", "mass"), "kg": ("1", "mass"), "lb": ("0.4536", "mass"),
    "oz": ("0.02835", "mass"), "w": ("1", "power"),
}  # fmt: skip


def _base(number: Decimal, unit: str) -> tuple[Decimal, str] | None:
    factor, kind = _BASES[unit]
    return number * Decimal(factor), kind


def measure(canonical: str) -> tuple[Decimal, str] | None:
    """A record such as "158 cm" as a number in the unit that its kind is counted in, and that kind; None where it is none."""
    match = re.fullmatch(rf"({DIGITS})\s?({_UNIT})", canonical)
    number = value(match[1]) if match else None
    return _base(number, _UNITS[match[2]]) if match and number is not None else None
