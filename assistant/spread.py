"""How the results divide: by which slot one question would cut them most."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

import numpy as np

from assistant.ranking import Rows
from data.store import Selection, Store
from dialogue_policy.candidates import SlotSpread, slot_spread

_MEASURE = re.compile(
    r"\d[\d.,/x× ]*\s?(?:mm|cm|m|km|in|inch(?:es)?|ft|feet|\"|ml|cl|l|oz|g|kg|lbs?|w|v|hz|gb|tb|mah|hours?)\b", re.I
)

_OF_A_PART = re.compile(r"_(?:color|material|pattern|width|height|shape)$")
"""Nobody chooses by the colour of a panel."""

FEW = 2
"""Fewer results than this need no question."""

WIDE = 1.5
"""How many times the lowest price the highest must be for a budget to be worth asking for."""

MANY_VALUES = 60
"""A slot with more values than this in the results is nothing a shopper can be asked to choose from."""

LONGEST = 24
"""Letters of a value that can be told among others in one breath."""

SAMPLE = 5_000
"""Products counted at most: of more, an even sample tells the shares well enough."""

_NEVER_ASKED = frozenset(
    (
        "rating",
        "care",
        "features",
        "closure",
        "model",
        "name",
        "sku",
        "condition",
        "warranty",
        "age_group",
        "collection",
        "origin",
    )
)
"""What shoppers do not choose by, or could not without knowing the shop's own words."""


def spread(store: Store, rows: Rows, *, without: Collection[str]) -> dict[str, SlotSpread]:
    """Slot -> how it divides `rows`, for every slot of values not in `without` that divides them at all."""
    if len(rows) < FEW:
        return {}
    counted = rows[:: -(-len(rows) // SAMPLE)]
    out = {}
    for slot, info in store.slots().items():
        if slot in without or slot in _NEVER_ASKED or _OF_A_PART.search(slot) or info.kind != "values":
            continue
        # Broader values ("blue" for what is navy) would count a product twice.
        counts = {value: n for value, n in store.counts(slot, counted).items() if value in info.values}
        if 2 <= len(counts) <= MANY_VALUES and _can_be_asked(slot, counts):
            out[slot] = slot_spread(counts, len(counted))
    if "price" not in without and (budget := _price_spread(store.price[store.first_variant[counted]])) is not None:
        out["price"] = budget
    return out


def _price_spread(prices: np.ndarray) -> SlotSpread | None:
    """How a budget divides them: a limit cuts half, on average; None where they cost much the same."""
    low, high = float(prices.min()), float(prices.max())
    if low <= 0 or high < low * WIDE:
        return None
    middle = float(np.median(prices))
    below = int((prices <= middle).sum())
    return SlotSpread({"below": below, "above": len(prices) - below}, 0, 1.0, 0.5)


def _can_be_asked(slot: str, counts: Mapping[str, int]) -> bool:
    """Whether a question for the slot could be said and answered: a name of a word or two, and short values, most of them
    words.
    """
    if len(slot.split("_")) > 2 or any(len(value) > LONGEST or "," in value for value in counts):
        return False
    if slot != "size" and any(_MEASURE.match(value) for value in counts):
        return False  # nobody chooses a sofa among "206 cm, 214 cm or 190 cm"
    return slot == "size" or sum(any(c.isalpha() for c in value) for value in counts) > len(counts) / 2


def price_range(store: Store, selection: Selection) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest price of what passes; None where nothing does."""
    prices = store.price[selection.variant_mask]
    if not len(prices):
        return None
    cent = Decimal("0.01")
    return Decimal(float(prices.min())).quantize(cent), Decimal(float(prices.max())).quantize(cent)
