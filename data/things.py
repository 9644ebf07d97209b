"""What a product has on it, whichever slot tells so: a zip among the features, in the closure, or by the colour that it has.

A thing that is ruled out ("no zip") is looked for in all of them; one that a record denies ("No Logo", "zip-free") is not there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from data.folding import fold_words
from data.product import Product, Variant
from data.value import Value
from data.values import synonyms_of

THING_SLOTS = frozenset(("features", "closure", "trim", "detail"))
"""Slots whose values are things that a product has or lacks."""
_OF_THE_WHOLE = frozenset((
    "activity", "age_group", "brand", "capacity", "care", "category", "color", "fit", "gender", "material", "occasion", "pattern",
    "price", "product_type", "rating", "room", "season", "size", "weight",
))  # fmt: skip
_OF_A_PART = frozenset(("color", "finish", "height", "kind", "length", "material", "pattern", "shape", "style", "type", "width"))
"""What slots tell of a part that is there, "heel_height" and "border_color"; "pocket_count" and "logo_free" tell of none."""
_NONE = re.compile(r"(?:no|non|none|not|nil|n|n/a|false|flat|unlined|without|zero|0(?:[.,]0+)?\s*(?:%|[a-z]{1,4})?|ipx?0)", re.I)
"""What a slot says of a part that is not there."""
_BEFORE, _AFTER = frozenset(("no", "non", "not", "without")), frozenset(("free",))
_LEAST = 3
"""Letters of a word that names a thing."""


@lru_cache(maxsize=4096)
def names_of(slot: str, value: str) -> frozenset[str]:
    """The single words, folded, by which a thing is called: of "zipper" that and "zip"; empty where a value is no thing."""
    if slot not in THING_SLOTS:
        return frozenset()
    called = (tuple(fold_words(name)) for name in (value, *synonyms_of(slot, value)))
    return frozenset(folds[0] for folds in called if len(folds) == 1 and len(folds[0]) >= _LEAST)


def may_tell(slot: str) -> bool:
    """Whether a slot is none of those that tell of the whole product."""
    return slot not in _OF_THE_WHOLE


def slot_of_thing(slot: str, names: Collection[str]) -> bool:
    """Whether what a slot keeps is of such a thing: the collar, its colour, its height."""
    part, _, what = slot.rpartition("_")
    said = fold_words(part.replace("_", " ")) if what in _OF_A_PART else fold_words(slot.replace("_", " "))
    return len(said) == 1 and said[0] in names


def tells_of(slot: str, value: str, names: Collection[str]) -> bool:
    """Whether a record says that there is such a thing: "Half Zip", of a zip; any colour of laces, of laces."""
    if not names or not may_tell(slot):
        return False
    if slot_of_thing(slot, names):
        return _NONE.fullmatch(value.strip()) is None and not denies(value, names)
    return not set(names).isdisjoint(fold_words(value)) and not denies(value, names)


def denies(value: str, names: Collection[str]) -> bool:
    """Whether a value says that there is no such thing: "No Logo", "zip-free", "laceless"; not the "non" of another word."""
    words = fold_words(value)
    beside = (
        (n and words[n - 1] in _BEFORE) or (n + 1 < len(words) and words[n + 1] in _AFTER)
        for n, word in enumerate(words)
        if word in names
    )
    return any(beside) or any(word == f"{name}less" for word in words for name in names)


def telling(product: Product, variant: Variant, names: Collection[str]) -> tuple[tuple[str, Value], ...]:
    """The records of this variant that tell of the thing, each with its slot."""
    if not names:
        return ()
    every = ((slot, one) for slot in product.slots() for one in product.values(slot, variant))
    return tuple((slot, one) for slot, one in every if tells_of(slot, one.canonical, names))
