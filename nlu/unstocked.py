"""Types and colours that every shopper knows and this store does not have: "socks", "pink".

They are wishes all the same, with the vocabulary's value, so that the shopper is told what there is none of. A colour that the
store has under a broader name is read as that ("navy" as blue).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from data.folding import fold_words
from data.lexicon import LONGEST, Lexicon
from data.words import singular_phrase, word_list
from nlu.message import Message
from nlu.spans import Span
from nlu.words import CATEGORY, COLORS_SLOT, STOP

_SEEKS = (
    r"(?:need|want|wants|needs|sell|stock|carry|have|got|see|show me|find me|find|buy|get me|looking for|look for|after|"
    r"searching for|about|"
    r"some|any|a|an|my|of|new|for|pair of|more|instead|like|love|rather have|prefer|and|or|no|other|the|these|those|"
    r"matching|which|what)"
)
_BEFORE = re.compile(rf"(?:^|[.,;!?]|\b{_SEEKS}|\b{_SEEKS}\s+(?:[a-z'-]+\s+){{1,2}}|^(?:[a-z'-]+\s+){{1,2}})\W*$")
_SOUGHT = re.compile(
    r"\b(?:need|needs|want|wants|sell|have|got|stock|carry|show|find|looking|look for|after|searching|buy|get|what about|"
    r"how about|any|gift|"
    r"instead|love|like|prefer|rather|what|which|matching|more|some|no|not|without)\b"
)
_JOINED = re.compile(
    r"\s*(?:,|and|or|&|\+|plus|,\s*and)\s+(?:also\s+)?(?:(?:an?|some|any|new|matching|warm|nice|pair of)\s+){0,3}"
)
"""What stands between two types that are both sought."""
_FEW = 4
"""Words of a message that needs no such word to be a search."""
_NOT_BEFORE = re.compile(
    r"\b(?:for|with|on|to|in|from|like|under|over|of|into|at|by|as)\s+(?:(?:my|the|a|an|your|his|her|our|it|"
    r"their)\s+)?(?:[a-z'-]+\s+)?$"
)
_AFTER = re.compile(
    r"^\s*(?:$|[.,;!?)\d]|(?:for|in|with|under|over|below|that|which|to|please|pls|then|instead|size|now|from|by|and|or|on|"
    r"around|made|"
    r"between|but|too|as well|at|you|is|are|here|maybe|up)\b)"
)
_VERBS = frozenset(
    [
        "watch", "match", "iron", "fan", "drive", "label", "notice", "paper", "server", "ring", "blind", "saw", "grill",
        "hook", "tie", "lead", "charm", "slide", "wedge", "flat", "training", "gear", "top", "hardware",
    ]
)  # fmt: skip
"""Names of types that are more often something else: only in the plural, or after an article."""
_PLAIN_SHADES = frozenset(
    [
        "navy", "crimson", "scarlet", "burgundy", "maroon", "teal", "turquoise", "olive", "khaki", "charcoal", "cream",
        "ivory", "lavender", "lilac", "mauve", "violet", "magenta", "fuchsia", "coral", "mustard", "camel", "tan", "taupe",
        "indigo", "aqua", "cyan",
    ]
)  # fmt: skip
"""Shades whose names are hardly ever things."""
_SHADES = re.compile(r"\b(?:lipstick|eye|hair|skin)\b")


def unstocked(message: Message, lexicon: Lexicon, spans: Sequence[Span], taken: Sequence[tuple[int, int]]) -> list[Span]:
    """The types and colours named that the store lacks; a type only where it has none that the message names beside it."""
    found: list[Span] = []
    free = [*taken, *((s.start, s.end) for s in spans)]
    tokens = message.tokens
    sought = bool(_SOUGHT.search(message.lower)) or sum(t.text[0].isalpha() for t in tokens) <= _FEW
    typed = not sought or any(s.slot == CATEGORY or any(" ".join(fold_words(v)) in _types() for v in s.values) for s in spans)
    for start in range(len(tokens)):
        for length in range(min(LONGEST, len(tokens) - start), 0, -1):
            stretch = tokens[start : start + length]
            if not stretch[0].text[0].isalpha() or not stretch[-1].text[0].isalpha():
                continue
            place = (stretch[0].start, stretch[-1].end)
            if any(place[0] < e and s < place[1] for s, e in [*free, *((f.start, f.end) for f in found)]):
                continue
            key = " ".join(w for t in stretch for w in fold_words(t.text))
            color = _colors().get(key)
            if color is not None and not _SHADES.search(message.lower):
                values = _broader(color, lexicon)
                if COLORS_SLOT in lexicon.slots and values and _color_fits(message.lower, place):
                    found.append(Span(*place, COLORS_SLOT, values))
                    break
            kind = _types().get(key)
            beside = typed and sought and any(_listed_with(message.lower, place, s) for s in spans if s.slot == CATEGORY)
            if kind is not None and (not typed or beside) and _is_sought(message.lower, place, key):
                found.append(Span(*place, CATEGORY, (kind,)))
                typed = True
                break
    return found


def _listed_with(lower: str, place: tuple[int, int], span: Span) -> bool:
    """Whether a type is named in one breath with another that the store has: "socks and a sweater"."""
    between = lower[place[1] : span.start] if place[1] <= span.start else lower[span.end : place[0]]
    return not span.negated and _JOINED.fullmatch(between) is not None


@cache
def type_words() -> frozenset[str]:
    """The words that name types of product, whatever a store has: none of them is a slip of spelling."""
    return frozenset(w for name in _types() for word in name.split() for w in (word, f"{word}s", f"{word}es"))


def is_type(value: str) -> bool:
    """Whether a word, or several, name a type of product, whatever a store has."""
    return " ".join(fold_words(value)) in _types()


def _is_sought(lower: str, place: tuple[int, int], key: str) -> bool:
    """Whether a noun is what the shopper is after: "do you have socks", not "a case for my phone", nor "does it match"."""
    before, after, said = lower[: place[0]], lower[place[1] :], lower[place[0] : place[1]]
    if key in _VERBS and not said.endswith("s") and not re.search(r"\b(?:an?|any|some|another)\s+(?:[a-z]+\s+)?$", before):
        return False
    if key.endswith("er") and re.search(r"\b(?:something|anything|summat|bit|little|much|lot)\s+$", before):
        return False  # "something cooler" is no cooler
    if said in STOP or (
        _NOT_BEFORE.search(before)
        and not re.search(r"\b(?:looking|look|searching|how|what|for)\s+(?:for|about)\s+|\bback to\s", before[-25:])
    ):
        return False
    return bool(_BEFORE.search(before) and _AFTER.match(after))


def _color_fits(lower: str, place: tuple[int, int]) -> bool:
    """Shades are named after things ("sand", "wine", "rose"): such a word is a colour beside a colour's own words only."""
    said = lower[place[0] : place[1]]
    if said in _families() or said in _PLAIN_SHADES:
        return True
    return (
        bool(
            re.search(r"\b(?:in|colou?rs?|shade|not|no|or|and|is it|come in)\s+(?:an?\s+|the\s+)?$", lower[: place[0]])
            and re.match(r"\s*(?:$|[.,;?!]|or\b|and\b|please|then|instead|too)", lower[place[1] :])
        )
        or lower.strip(" .?!") == said
    )


def _broader(color: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The store's families of a shade that it lacks; the shade or family itself where it has none of them either."""
    has = lexicon.values(COLORS_SLOT)
    families = [f for f, members in _families().items() if color in members and f in has]
    return (color,) if not families or color in _families() else tuple(families)


@cache
def _families() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = word_list("color")
    return found


@cache
def _colors() -> Mapping[str, str]:
    """Fold of a colour's name -> the colour."""
    names = [*_families(), *(m for members in _families().values() for m in members)]
    return {" ".join(fold_words(name)): name for name in reversed(names)}


@cache
def _types() -> Mapping[str, str]:
    """Fold of a type's name -> the type."""
    words: Mapping[str, Mapping[str, Sequence[str]]] = word_list("category")
    found: dict[str, str] = {}
    for kind, entry in words.items():
        for name in (kind, *entry.get("same", ())):
            found.setdefault(" ".join(fold_words(singular_phrase(name))), kind)
    return {**found, **{" ".join(fold_words(kind)): kind for kind in words}}
