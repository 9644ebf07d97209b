"""What kind of thing a product is: from the steps of its type path, and from its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from data.value import Value
from data.values import broader, known, normalise, shades

_AND = re.compile(r"\s*(?:&|\+|,|/|\band\b)\s*", re.IGNORECASE)
_PEOPLE = re.compile(
    r"^(?:for\s+)?(men|man|women|woman|ladies|boys?|girls?|kids?|children|child|unisex|bab(?:y|ies)|infants?|toddlers?|juniors?)"
    r"(?:['’]?s)?['’]?(?:\s+|$)",
    re.IGNORECASE,
)
_NO_TYPE = frozenset(("uncategorized", "other", "others", "misc", "miscellaneous", "all", "default", "home", "default category"))
_HEAD_ENDS = re.compile(r"\s(?:in|with|without|for|by|from|to|w/|featuring|made)\s", re.IGNORECASE)
_MANY = re.compile(r"^(?:(?:a|the)\s+)?(?:\d+\s+)?(?:set|pair|pack|box|kit)\s+of\s+(?:\d+\s+)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’/&+-][^\W_]+)*")
_PARTED = re.compile(r"[,|(/:–—]|\s-\s")
_SAYS_NOTHING = frozenset(("original", "new", "set", "pack", "kit", "edition", "unisex", "one", "pcs", "pc", "bulk", "size"))
_AMBIGUOUS = frozenset(
    (
        "lead",
        "mac",
        "mobile",
        "cell",
        "range",
        "flat",
        "cycle",
        "iron",
        "memory",
        "server",
        "tool",
        "game",
        "cord",
        "fan",
        "drive",
        "ink",
        "drum",
        "slide",
        "pump",
        "wrap",
        "throw",
        "stole",
        "cape",
        "agenda",
        "journal",
        "runner",
        "light",
        "slider",
        "wedge",
        "mule",
        "charm",
        "lace",
        "brief",
        "visor",
        "flannel",
        "buffet",
        "hiker",
        "glass",
        "iron",
        "snack",
        "uniform",
        "foundation",
    )
)
"""Types whose one word means other things in titles too often."""


def category_records(path: Sequence[str], title: str) -> tuple[Value, ...]:
    """The product types, narrowest first: what the title names, where it fits the path or there is none; then the path's steps.

    A step that names several types ("Hoodies & Sweatshirts") stands for those that the title names, else for each of them.
    """
    found: dict[str, Value] = {}
    for step in reversed(path):
        values = [v for part in _AND.split(step) if (v := _type(part)) is not None]
        if len(values) > 1:
            named = title_types(title)
            values = [value for value in values if value.canonical in named] or values
        for value in values:
            found.setdefault(value.canonical, value)
    head = title_head(title)
    if head is not None and head.canonical not in found:
        names = {name for value in found.values() for name in value.names}
        if not found or not names.isdisjoint(head.names):
            return (head, *found.values())
    return tuple(found.values())


def gender_of(path: Sequence[str]) -> Value | None:
    """Who a path is for: "Men > Tops", "Women's Shoes"."""
    for step in path:
        if match := _PEOPLE.match(step):
            return normalise("gender", match[1], "type")
    return None


def split_path(written: str) -> tuple[str, ...]:
    """The steps of "Men > Tops > Tees" or "Men/Tops/Tees"; with one slash only ("Cards/Adapters") it is one step."""
    if ">" in written:
        parts = written.split(">")
    elif "|" in written or " / " in written:
        parts = re.split(r"\||\s/\s", written)
    else:
        parts = written.split("/") if written.count("/") > 1 else [written]
    return tuple(text for part in parts if (text := part.strip()))


@lru_cache(maxsize=20_000)
def _type(part: str) -> Value | None:
    bare = _PEOPLE.sub("", part.strip()).strip()
    if not re.search(r"[^\W\d_]", bare) or bare.casefold() in _NO_TYPE:
        return None
    return normalise("category", bare, "type")


def title_types(title: str) -> frozenset[str]:
    """Every known type that a title names, wherever, with the broader ones."""
    words = [match[0] for match in _WORD.finditer(title)]
    spans = ((start, start + length) for length in (3, 2, 1) for start in range(len(words) - length + 1))
    types = [name for start, end in spans if (name := known("category", " ".join(words[start:end])))]
    return frozenset(name for type_ in types for name in (type_, *broader("category", type_)))


def title_head(title: str) -> Value | None:
    """The type that a title's head noun names: the last one known, before "for ...", "with ..." and the like, that no noun
    follows.

    "Josie Yoga Jacket" is a jacket, "Sony LMPH400 projector lamp 400 W" a projector lamp; "jacket hanger" and "HP 80 Original
    Cyan" are nothing that is known.
    """
    lead = _MANY.sub("", _HEAD_ENDS.split(f" {title} ", maxsplit=1)[0].strip())
    matches = list(_WORD.finditer(lead))
    words = [match[0] for match in matches]
    has_codes = not lead.isupper()
    for end in range(len(words), 0, -1):
        for length in (3, 2, 1):
            if length <= end and (value := _known(" ".join(words[end - length : end]), title)) is not None:
                return value
        parted = end > 1 and _PARTED.search(lead[matches[end - 2].end() : matches[end - 1].start()])
        if not parted and not _says_no_type(words[end - 1], has_codes):
            return None
    return None


def _known(phrase: str, title: str) -> Value | None:
    canonical = known("category", phrase)
    if canonical is None or phrase.casefold() in _AMBIGUOUS:
        return None
    return Value(canonical, phrase, broader("category", canonical), "title", title)


def _says_no_type(word: str, has_codes: bool) -> bool:
    """Whether a word at the end of a title is a number, a code in capitals, a unit, a color or the like."""
    plain = word.casefold()
    code = any(c.isdigit() for c in word) or (has_codes and word.isupper())
    return code or len(word) < 3 or plain in shades() or plain in _SAYS_NOTHING
