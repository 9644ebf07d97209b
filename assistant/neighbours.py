"""Products around a product: those like it, and those that go with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from assistant.reply import available
from data.constraint import Constraints
from data.product import Pick
from data.store import Selection, Store

FOREIGN = 0.5
"""What a product made for other people loses in likeness (a cosine): enough to come after all that are not."""

MOST_NEAR = 96
"""Products near to a card that are looked through for what goes with it."""

GOES_WITH = ("crosssell", "cross_sell", "cross-sell", "complete_look", "complementary", "goes_with")
"""The shop's words for links to what goes with a product."""


def alike(store: Store, anchor: Pick, selection: Selection, left_out: Collection[str], k: int) -> list[int]:
    """Rows near to the card in meaning, nearest first, kept apart from those made for other people; sold out ones last."""
    row = store.row_of(anchor.product.id)
    if row is None or not len(selection.rows):
        return []
    hits = store.nearest(store.vector(row), selection=selection, k=8 * k + len(left_out))
    people = anchor.product.names("gender", anchor.variant)
    scored: list[tuple[float, int]] = []
    for other_row, cosine in hits:
        other = store.product_at(other_row)
        if other.id in left_out:
            continue
        own = other.names("gender")
        foreign = bool(people) and bool(own) and people.isdisjoint(own)
        scored.append((cosine - FOREIGN * foreign, other_row))
    return stocked_first(store, selection, [other_row for _, other_row in sorted(scored, key=lambda one: -one[0])])[:k]


def companions(
    store: Store, anchor: Pick, selection: Selection, constraints: Constraints, left_out: Collection[str], k: int
) -> list[int]:
    """Rows that go with the card: the shop's own links first, then fitting other categories; sold out ones last."""
    links = store.related(anchor.product.id, *GOES_WITH)
    linked = [store.row_of(link.other_id) for link in links if link.other_id not in left_out]
    known = list(dict.fromkeys(row for row in linked if row is not None))
    passing = np.isin(known, selection.rows)
    rows = stocked_first(store, selection, [row for row, passes in zip(known, passing, strict=True) if passes])
    if len(rows) < k or not all(_stocked(store, selection, row) for row in rows[:k]):
        near = alike(store, anchor, selection, {*left_out, *(store.product_at(row).id for row in rows)}, min(8 * k, MOST_NEAR))
        own = anchor.product.names("category") if "category" not in constraints else frozenset[str]()
        rows = stocked_first(store, selection, [*rows, *_varied(store, near, without=own, k=k)])
    return rows[:k]


def stocked_first(store: Store, selection: Selection, rows: Sequence[int]) -> list[int]:
    """The same rows, those that cannot be bought last, unless the shop mixes them in."""
    if store.shop.out_of_stock == "mixed":
        return list(rows)
    return sorted(rows, key=lambda row: not _stocked(store, selection, row))


def _stocked(store: Store, selection: Selection, row: int) -> bool:
    """Whether a passing variant of the product at `row` can be bought."""
    variants = store.product_at(row).variants
    return any(available(variants[i]) for i in selection.variants_of(row))


def _varied(store: Store, rows: Sequence[int], *, without: frozenset[str], k: int) -> list[int]:
    """The first `k` of `rows` in no category of `without`, at most two of one type."""
    taken: list[int] = []
    types: Counter[str] = Counter()
    for row in rows:
        product = store.product_at(row)
        kind = next((value.canonical for value in product.values("category")), "")
        if types[kind] < 2 and without.isdisjoint(value.canonical for value in product.values("category")):
            types[kind] += 1
            taken.append(row)
    return taken[:k]
