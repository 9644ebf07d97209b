"""Whether words point by place, by the end of a scale or by number: a cue for the intents, that knows no cards."""

from __future__ import annotations

import re

_ORD = "|".join(
    [
        "first",
        "1st",
        "second",
        "2nd",
        "third",
        "3rd",
        "fourth",
        "4th",
        "fifth",
        "5th",
        "sixth",
        "6th",
        "seventh",
        "7th",
        "eighth",
        "8th",
        "ninth",
        "9th",
        "tenth",
        "10th",
        "eleventh",
        "11th",
        "last",
    ]
)
_COUNT = r"two|three|four|couple(?: of)?|[2-4]"
_PLACE = re.compile(
    rf"\b(?:(?:the|that|this|your|my)\s+)?(?:very\s+)?(?P<o>{_ORD})\b(?!\s+(?:time|order|purchase|"
    r"of all|thing|step|name|night|week|year|month|season|hand|updated|(?:one|ones)\s+again))"
    rf"(?:\s+(?P<n>{_COUNT})\b)?(?:\s+(?:ones?|pair|items?|products?|options?|results?|of (?:them|these|those))\b)?"
)
_SORTED = re.compile(
    r"\b(?:cheapest|newest|latest|rated|expensive|price|popular|best|lowest|highest|ones|those|sellers|high|low|at|my|your)\s*$"
)
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bthe (?:cheap(?:er|est)|less expensive|least expensive|more affordable|most affordable|"
        r"(?:more|most) expensive|pricier|priciest|dearer|(?:better|best|higher|highest|top)[ -]rated)"
        r"(?:\s+(?:one|pair|item|product)\b|(?=\s*(?:$|[.?!,]|of\b|please|and|in\b|to\b)))",
        r"\b(?:number|no\.?|nr\.?|option|item|#)\s*(?:[1-9]|1[0-2]|one|two|three|four|five)\b(?!\s*(?:stars?|%))",
        r"\b(?:both(?: of (?:them|these|those))?|(?:these|those|the) two|the pair of them)\b",
        r"\b(?:all (?:of )?(?:them|these|those|three|four)|them all)\b",
        r"\b(?:the|that) other (?:one|pair)\b",
        r"\bthe previous one\b",
    )
)


def said(lower: str) -> bool:
    """Whether a place on the table, an end of a scale or a number of products stands in the words."""
    placed = any(re.match(r"the|that|this", m[0]) or not _SORTED.search(lower[: m.start()]) for m in _PLACE.finditer(lower))
    return placed or any(pattern.search(lower) for pattern in _OTHERS)
