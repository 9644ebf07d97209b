"""How the results divide: by which slot one question would cut them most."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import log2

from assistant.ranking import Rows
from data.store import Store
from dialogue_policy.candidates import SlotSpread

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
        counts = store.counts(slot, counted)
        if 2 <= len(counts) <= MANY_VALUES:
            out[slot] = divide(counts, len(counted))
    return out


def divide(counts: Mapping[str, int], total: int) -> SlotSpread:
    """The spread of one slot over `total` products; a product may have several values.

    `gain` is the share of the results that an answer cuts away on average, answers coming as often as values are there;
    products without a record are cut by any answer.
    """
    found = {value: n for value, n in counts.items() if n}
    answers = sum(found.values())
    return SlotSpread(
        values=found,
        unknown=max(0, total - answers),
        entropy=-sum(n / answers * log2(n / answers) for n in found.values()),
        gain=1 - sum(n / answers * n / total for n in found.values()),
    )
