"""Words about order: sorting ("cheapest first"), comparatives ("cheaper"), merchandising lists ("on sale")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlu.understanding import Highlight, Sort

Stretch = tuple[int, int]

_SORTS: tuple[tuple[Sort, str], ...] = (
    (
        "price_desc",
        r"(?:price|prices|priced?)\W+(?:from )?(?:high(?:est)?|descending|desc)(?:[\s-]*to[\s-]*low(?:est)?)?|"
        r"high(?:est)?[\s-]+to[\s-]+low(?:est)?(?: price)?|(?:most expensive|priciest|dearest|highest price[ds]?|"
        r"more expensive)(?: (?:ones?|items?))?(?:\s+(?:first|on top|at the top))?|highest price|"
        r"expensive first",
    ),
    (
        "price_asc",
        r"(?:sort|order|rank|arrange)[\w\s]{0,12} by (?:the )?"
        r"price(?:\W+(?:from )?low(?:est)?(?:[\s-]*to[\s-]*high(?:est)?)?)?|"
        r"by price\b|price\W+(?:from )?(?:low(?:est)?|ascending|asc)(?:[\s-]*to[\s-]*high(?:est)?)?|"
        r"low(?:est)?[\s-]+to[\s-]+high(?:est)?(?: price)?|cheapest(?: (?:ones?|items?|options?))?(?:\s+(?:first|"
        r"on top|at the top))?|cheap(?:er)? (?:ones )?first|lowest price[ds]?(?: first)?|least expensive(?: first)?|"
        r"(?:most|more) affordable first|most affordable",
    ),
    (
        "rating_desc",
        r"(?:sort|order|rank|arrange)[\w\s]{0,12} by (?:the )?(?:customer )?(?:ratings?|reviews?|"
        r"stars)|by (?:ratings?|reviews?)\b|(?:best|top|highest|well|highly|better|good)[\s-]+(?:rated|"
        r"reviewed)(?: (?:ones?|items?))?(?: first)?|best (?:reviews?|ratings?)(?: first)?|highest ratings?(?: first)?|"
        r"rating high to low|(?:with )?(?:good|great) (?:reviews|ratings)",
    ),
    (
        "newest",
        r"(?:sort|order|rank|arrange)[\w\s]{0,12} by (?:date|new(?:est|ness)?|latest|most recent)|"
        r"(?:newest|latest|most recent|new ones|new)(?: (?:ones?|items?))? (?:first|on top)|by (?:newest|"
        r"date)\b",
    ),
    (
        "popularity",
        r"(?:sort|order|rank|arrange)[\w\s]{0,12} by (?:popularity|best ?sell(?:ing|ers?)|sales)|"
        r"by popularity\b|(?:most popular|best ?sell(?:ing|ers)|popular)(?: (?:ones?|items?))? (?:first|"
        r"on top)",
    ),
)
_RELATIVES: tuple[tuple[str, Literal["less", "more"], str], ...] = (
    (
        "price",
        "less",
        r"(?:a (?:bit|little)|slightly|even|much|way|any(?:thing|thing)?)?\s*(?:cheaper|less (?:expensive|"
        r"pricey|costly)|more affordable|lower[\s-]priced?|more reasonable|not (?:so|as|that|too) (?:expensive|"
        r"pricey))",
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
        r"sale (?:items|section|stuff|ones?)",
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
_FIRST = re.compile(r"\b(?:first|sort|order(?:ed)? by|rank|arrange|on top)\b")
_SORT = tuple(
    (name, re.compile(rf"\b(?:(?:sort|show|list|order|put)\s+(?:me\s+|them\s+|it\s+)?(?:by\s+|the\s+)?)?(?:{p})\b"))
    for name, p in _SORTS
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


def sort_word(lower: str, taken: list[Stretch]) -> tuple[Sort, Stretch] | None:
    """The order asked for, with its place; not where it only points ("the cheapest one")."""
    for name, pattern in _SORT:
        for match in pattern.finditer(lower):
            word = match[0]
            if _touches(match.span(), taken):
                continue
            if name == "price_desc" and word.startswith("more expensive") and "first" not in word:
                continue
            if name == "rating_desc" and word.startswith("better") and "first" not in word:
                continue
            pointing = re.search(r"\bthe\s*$", lower[: match.start()]) or word.startswith("the ")
            if pointing and (_POINTS.match(lower[match.end() :]) or word.endswith(" one")):
                continue
            return name, match.span()
    return None


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
