"""What can be said of a product: remarks, written by hand in `texts/reviews/<family>.yml`, and of which products each is true."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from data.studio.catalogue import TODAY, Listed
from data.studio.shelves import FOOTWEAR
from data.studio.written import written

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "clothing": ("tee", "shirt", "polo", "blouse", "sweater", "hoodie", "jacket", "coat", "dress", "skirt", "trousers", "jeans",
                 "shorts"),
    "shoes": FOOTWEAR,
    "bags": ("backpack", "tote", "handbag"),
    "accessories": ("belt", "cap", "beanie", "scarf", "watch", "sunglasses"),
    "furniture": ("chair", "armchair", "sofa", "table"),
    "homeware": ("lamp", "mug", "vase"),
    "textiles": ("rug", "cushion"),
}  # fmt: skip

SLOT = re.compile(r"\{([a-z' -]+)\}")

GRAMMAR: Mapping[str, tuple[str, str]] = {
    "it": ("it", "they"), "it's": ("it's", "they're"), "them": ("it", "them"), "its": ("its", "their"), "is": ("is", "are"),
    "isn't": ("isn't", "aren't"), "was": ("was", "were"), "has": ("has", "have"), "does": ("does", "do"),
    "doesn't": ("doesn't", "don't"), "this": ("this", "these"), "that": ("that", "those"), "one": ("one", "pair"), "s": ("s", ""),
    "es": ("es", ""),
}  # fmt: skip
"""Slots for words that depend on whether the product is one thing or, like trousers and shoes, a pair."""

_KNOWN = {*GRAMMAR, "color", "size", "thing", "things", "a thing", "brand"}

_LASTING = {r"\bweeks?\b|fortnight": 30, r"\bmonths?\b|school term": 150, r"\bwinters?\b|summer|July|August|January": 250,
            r"(?<!this )\byears?\b": 500}  # fmt: skip
"""Words that tell of a time -> the days that a product must have been sold for."""

_FIRST_PERSON = re.compile(r"\b(I|[Mm]e|[Mm]y)\b")

_PERSONAL = re.compile(
    r"\b([Mm]y|[Oo]ur) (\w+ )?(wife|husband|boyfriend|son|daughter|mother|father|dad|mom|sister|niece|grand\w+|students)\b"
    r"|\bI(?:'m| am) |\b\d'\d|\b[Hh]ere\b|for a living|pregnant|newborn"
)
"""What tells who is speaking; once in a review is enough, for nobody is both 5'1 and 6'4."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that can be said about one aspect of a product.

    It is true of products of these types (none: of all of the family) whose record has for every slot of `has` one of its values
    (no values: any), and for no slot of `hasnt`. Slots are attributes, "color", "gender", "shape" (the silhouette), "main" (the
    first material) and "text" (words of the description). `who`: "kids" for children's things only, "all" for children's too;
    otherwise what is said in the first person is the wearer's own and not said of children's things.
    """

    say: str
    about: str
    title: str = ""
    who: str = ""
    types: tuple[str, ...] = ()
    has: Mapping[str, tuple[str, ...]] | None = None
    hasnt: Mapping[str, tuple[str, ...]] | None = None

    def fits(self, one: Listed) -> bool:
        """Whether it may be said of this product."""
        if self.types and one.item.type not in self.types:
            return False
        kids = one.item.gender == "kids"
        if (self.who == "kids" and not kids) or (kids and not self.who and _FIRST_PERSON.search(self.say)):
            return False
        if any(not one.attributes.get(slot) for slot in self.slots()) or ("{size}" in self.say and not one.variants[0].size):
            return False
        has, hasnt = self.has or {}, self.hasnt or {}
        if age(one) < takes(self.say):
            return False
        return all(holds(one, *what) for what in has.items()) and not any(holds(one, *what) for what in hasnt.items())

    def slots(self) -> set[str]:
        """The attributes that it is filled with."""
        return set(SLOT.findall(self.say + self.title)) - _KNOWN

    @property
    def personal(self) -> bool:
        """Whether it tells who is speaking or whom it was bought for."""
        return self.who == "kids" or bool(_PERSONAL.search(self.say))

    @property
    def weight(self) -> int:
        """The more particular, the sooner it is said."""
        return 2 + 2 * bool(self.types) + 2 * len(self.has or ()) + 3 * bool(self.slots()) + (self.who == "kids") * 2


@dataclass(frozen=True, slots=True)
class Family:
    """`bad` are quibbles that leave up to four stars; `awful` are faults that leave few."""

    good: tuple[Remark, ...]
    bad: tuple[Remark, ...]
    awful: tuple[Remark, ...]


def age(one: Listed) -> int:
    return (TODAY - one.created).days


@lru_cache(maxsize=4096)
def takes(text: str) -> int:
    """The days after which somebody may have written this."""
    return max((days for words, days in _LASTING.items() if re.search(words, text)), default=0)


def holds(one: Listed, slot: str, values: tuple[str, ...]) -> bool:
    if slot in ("gender", "shape"):
        return getattr(one.item, slot) in values
    if slot == "color":
        return any(color in values for color in one.item.colors)
    record = {**one.attributes, "text": (one.item.text,), "main": one.attributes["material"][:1]}
    found = [value.casefold() for value in record.get(slot, ())]
    if not values:
        return bool(found)
    return any(
        re.search(rf"(?<!not )(?<!no )(?<!never )\b{re.escape(value.casefold())}", own) for value in values for own in found
    )


@lru_cache(maxsize=16)
def family(name: str) -> Family:
    """All that is written about a family of products."""
    found = read(f"{name}.yml")
    return Family(
        *(tuple(_remark(r, about) for about in found[side] for r in found[side][about]) for side in ("good", "bad", "awful"))
    )


def _remark(entry: str | Mapping[str, object], about: str) -> Remark:
    if isinstance(entry, str):
        return Remark(entry, about)
    types = entry.get("types", ())
    assert isinstance(types, (list, tuple))
    say, title, who = (str(entry.get(key, "")) for key in ("say", "title", "for"))
    return Remark(say, about, title, who, tuple(map(str, types)), _conditions(entry.get("has")), _conditions(entry.get("hasnt")))


def _conditions(written: object) -> Mapping[str, tuple[str, ...]]:
    """`{fit: Runs Small}`, `{shape: [rain, hiking]}` for one of these, or a list of slots that only have to be there."""
    if not isinstance(written, Mapping):
        return {str(slot): () for slot in (written if isinstance(written, list) else ())}
    return {str(slot): tuple(map(str, value if isinstance(value, list) else [value])) for slot, value in written.items()}


def read(name: str) -> dict[str, Any]:
    """The file of this name among the reviews' texts."""
    found = written(f"reviews/{name}")
    assert isinstance(found, dict)
    return found
