"""What a product has on it, whichever slot tells so: a zip among the features, in the closure, or by the colour that it has.

A thing that is ruled out ("no zip") is looked for in all of them; one that a record denies ("No Logo", "zip-free") is not there.
"""

from __future__ import annotations

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
_DENYING = frozenset(("no", "non", "not", "without", "none", "free", "zero"))
_LEAST = 3
"""Letters of a word that names a thing."""


@lru_cache(maxsize=4096)
def names_of(slot: str, value: str) -> frozenset[str]:
    """The single words, folded, by which a thing is called: of "zipper" that and "zip"; empty where a value is no thing."""
    if slot not in THING_SLOTS:
        return frozenset()
    called = (tuple(fold_words(name)) for name in (value, *synonyms_of(slot, value)))
    return frozenset(folds[0] for folds in called if len(folds) == 1 and len(folds[0]) >= _LEAST)


def tells_of(slot: str, value: str, names: Collection[str]) -> bool:
    """Whether a record says that there is such a thing: "Half Zip", of a zip; any colour of laces, of laces."""
    if slot in _OF_THE_WHOLE:
        return False
    words = fold_words(value)
    denied = not _DENYING.isdisjoint(words) or any(word == f"{name}less" for word in words for name in names)
    of_slot = fold_words(slot.replace("_", " "))
    return bool(names) and not denied and bool(set(names) & {*words, *of_slot[:1]})


def telling(product: Product, variant: Variant, names: Collection[str]) -> tuple[tuple[str, Value], ...]:
    """The records of this variant that tell of the thing, each with its slot."""
    every = ((slot, one) for slot in product.slots() for one in product.values(slot, variant))
    return tuple((slot, one) for slot, one in every if tells_of(slot, one.original, names))
