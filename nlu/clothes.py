"""Everything that is worn, in one word: "clothes", "womenswear". Few shops file anything under such a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from data.lexicon import Lexicon
from data.values import broader
from nlu.message import Message
from nlu.spans import Span
from nlu.words import CATEGORY, GENDER

_WORDS = re.compile(
    r"\b(?:(?P<who>women|ladies|men|kids|children)(?:'?s)?[ -]?(?P<wear>wear)\b|"
    r"(?:clothes|clothing|apparel|garments?|things to wear)\b)"
    r"(?!\s+(?:racks?|rails?|hangers?|horses?|bags?|steamers?|lines?|pegs?|pins?|irons?|brush|dryers?|baskets?|hampers?|storage|airers?|"
    r"stands?|hooks?|covers?|shop|store)\b)"
)
_NOT_AFTER = re.compile(r"\b(?:with|my|your|his|her|their|our|wash(?:ing)?|for)\s+$")
_ROOTS = frozenset(
    (
        "top", "bottom", "dress", "outerwear", "underwear", "sleepwear", "swimwear", "activewear", "knitwear", "hosiery", "suit",
        "sock", "jacket", "coat", "pants", "jeans", "shorts", "skirt", "legging", "shirt", "tee", "sweater", "sweatshirt",
        "hoodie", "tank", "bra", "tights", "tight", "capri",
    )
)  # fmt: skip
"""Types of clothes at the root of a shop's range, and the commonest where it has no root."""
_CALLED = ("clothing", "clothes", "apparel")
_PEOPLE = {"women": "women", "ladies": "women", "men": "men", "kids": "kids", "children": "kids"}


def clothes(message: Message, lexicon: Lexicon, taken: Collection[tuple[int, int]]) -> list[Span]:
    """The types meant by a word for all that is worn, and for whom; none where the shop sells nothing to wear."""
    found: list[Span] = []
    for match in _WORDS.finditer(message.lower):
        free = all(end <= match.start() or match.end() <= start for start, end in taken)
        if not free or _NOT_AFTER.search(message.lower[: match.start()]):
            continue
        values = _worn(lexicon.stocked(CATEGORY))
        if values:
            found.append(Span(match.start("wear") if match["wear"] else match.start(), match.end(), CATEGORY, values))
        if match["who"] and GENDER in lexicon.slots:
            found.append(Span(*match.span("who"), GENDER, (_PEOPLE[match["who"]],)))
    return found


@lru_cache(maxsize=8)
def _worn(stocked: frozenset[str]) -> tuple[str, ...]:
    """The shop's own word for all of it, else its types that are worn, those within others left out."""
    called: Sequence[str] = [name for name in _CALLED if name in stocked]
    if called:
        return (called[0],)
    worn = [one for one in stocked if one in _ROOTS or not _ROOTS.isdisjoint(broader(CATEGORY, one))]
    return tuple(sorted(one for one in worn if stocked.isdisjoint(broader(CATEGORY, one))))
