"""Words that rank: comparatives ("cheaper") and merchandising lists ("on sale"). For orders see `nlu.ordering`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlu.understanding import Highlight

Stretch = tuple[int, int]

_RELATIVES: tuple[tuple[str, Literal["less", "more"], str], ...] = (
    (
        "price",
        "less",
        r"(?:a (?:bit|little)|slightly|even|much|way|any(?:thing|thing)?)?\s*(?:cheaper|less (?:expensive|"
        r"pricey|costly)|more affordable|lower[\s-]priced?|more reasonable|not (?:so|as|that|too) (?:expensive|"
        r"pricey)|(?:a (?:bit|little) |far |way |much )?too (?:expensive|pricey|dear|costly)"
        r"(?! for (?:what|a|an|the)\b)|(?<!not )(?:way |far )?too much(?: money)?(?=\W*$|\W*[,.;!]| for me\b)|"
        r"over my budget|out of my (?:budget|price range)|more than i (?:want|wanted|can|planned))",
    ),
    (
        "price",
        "more",
        r"(?:a (?:bit|little)|slightly|even)?\s*(?:more expensive|pricier|dearer|higher[\s-]priced?|"
        r"more upmarket|higher[\s-]end)",
    ),
    ("rating", "more", r"(?:better|higher)[\s-]rated|with better (?:reviews|ratings?)|better reviewed"),
    ("rating", "less", r"(?:worse|lower)[\s-]rated"),
    ("size", "more", r"\b(?:bigger|larger|roomier)\b"),
    ("size", "less", r"\bsmaller\b"),
)
_HIGHLIGHTS: tuple[tuple[Highlight, str], ...] = (
    (
        "sale",
        r"on sale|(?:in|from) the sale|on offer|discount(?:ed|s)?(?! codes?)(?! code)|clearance|"
        r"reduced(?: price)?|mark(?:ed )?downs?|marked down|special offers?|bargains?|deals?\b(?! of)|"
        r"half[\s-]price|(?:any|current) (?:offers|promotions|sales?)|promotions?\b|is there a sale|"
        r"sale (?:items|section|stuff|ones?)|sale(?= (?!this\b|is\b|was\b|has\b|prices?\b)[a-z]{3,}s\b)",
    ),
    (
        "new",
        r"new arrivals?|what'?s new|anything new|new in\b|newest(?! first)|latest(?! first)|just (?:in\b|"
        r"landed|came in|arrived)|came (?:in|out) recently|fresh in|new (?:stuff|items|products|"
        r"things|collection|season|releases?)|this (?:week|month)'?s arrivals|recently (?:added|"
        r"arrived)",
    ),
    (
        "bestseller",
        r"best[\s-]?sell(?:ers?|ing)|top[\s-]sell(?:ers?|ing)|most (?:popular|bought|sold)|popular(?: (?:stuff|"
        r"items|ones|products))?\b|(?:crowd |customer )?favou?rites (?:this|of)|crowd favou?rites|"
        r"number one product|what (?:do|are) (?:most )?(?:people|customers|everyone|everybody) (?:buy|"
        r"buying)",
    ),
    (
        "trending",
        r"trend(?:ing|y right now|s)\b|what'?s hot|hot (?:right now|items|this)|in fashion (?:right )?now|"
        r"everyone wearing",
    ),
)
_RELATIVE = tuple((slot, way, re.compile(rf"(?<![\w])(?:{p})(?![\w])")) for slot, way, p in _RELATIVES)
_HIGHLIGHT = tuple((name, re.compile(rf"\b(?:{p})")) for name, p in _HIGHLIGHTS)
_POINTS = re.compile(r"^(?:\s+(?:one|pair|item|product)\b)")


@dataclass(frozen=True, slots=True)
class Comparative:
    start: int
    end: int
    slot: str
    direction: Literal["less", "more"]


def comparatives(lower: str, taken: list[Stretch]) -> list[Comparative]:
    """ "Cheaper", "better rated", "bigger"; not where it only points ("the cheaper one")."""
    found: list[Comparative] = []
    for slot, way, pattern in _RELATIVE:
        for match in pattern.finditer(lower):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            points = re.search(r"\bthe\s*$", lower[:start]) and (
                _POINTS.match(lower[match.end() :]) or re.match(r"\W*$|\s+of\b", lower[match.end() :])
            )
            if (
                not points
                and not _touches((start, match.end()), taken)
                and all(c.end <= start or c.start >= match.end() for c in found)
            ):
                found.append(Comparative(start, match.end(), slot, way))
    return sorted(found, key=lambda c: c.start)


def highlight(lower: str, taken: list[Stretch]) -> tuple[Highlight, Stretch] | None:
    """The merchandising list asked for, with its place."""
    for name, pattern in _HIGHLIGHT:
        for match in pattern.finditer(lower):
            negated = re.search(r"\b(?:not|no|isn't|aren't|have to be|need to be)\s*$", lower[: match.start()])
            if not negated and not _touches(match.span(), taken):
                return name, match.span()
    return None


def _touches(span: Stretch, taken: list[Stretch]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
