"""How the results divide: by which slot one question would cut them most."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from assistant.ranking import Rows
from data.store import Selection, Store
from dialogue_policy.candidates import SlotSpread, slot_spread

FEW = 2
"""Fewer results than this need no question."""

MANY_VALUES = 60
"""A slot with more values than this in the results is nothing a shopper can be asked to choose from."""

SAMPLE = 5_000
"""Products counted at most: of more, an even sample tells the shares well enough."""

_NEVER_ASKED = frozenset({"rating"})


def spread(store: Store, rows: Rows, *, without: Collection[str]) -> dict[str, SlotSpread]:
    """Slot -> how it divides `rows`, for every slot of values not in `without` that divides them at all."""
    if len(rows) < FEW:
        return {}
    counted = rows[:: -(-len(rows) // SAMPLE)]
    out = {}
    for slot, info in store.slots().items():
        if slot in without or slot in _NEVER_ASKED or info.kind != "values":
            continue
        # Broader values ("blue" for what is navy) would count a product twice.
        counts = {value: n for value, n in store.counts(slot, counted).items() if value in info.values}
        if 2 <= len(counts) <= MANY_VALUES:
            out[slot] = slot_spread(counts, len(counted))
    return out


def price_range(store: Store, selection: Selection) -> tuple[Decimal, Decimal] | None:
    """The lowest and the highest price of what passes; None where nothing does."""
    prices = store.price[selection.variant_mask]
    if not len(prices):
        return None
    cent = Decimal("0.01")
    return Decimal(float(prices.min())).quantize(cent), Decimal(float(prices.max())).quantize(cent)
