"""A store's search as conversations are simulated over: exact filters and a fixed order, with nothing read twice.

What is found depends on the constraints and the order alone (no query, no tastes), so it is kept: a simulated turn takes some
hundredths of a millisecond where the real search takes several.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.choice import best_variant
from assistant.relaxation import find
from assistant.spread import price_range, spread
from assistant.store_sight import StoreSight, sight_over
from data.constraint import Constraints
from data.product import Pick, Product
from data.store import Selection, Store
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState
from nlu.encoder import SentenceEncoder

HEAD = 72
"""Picks kept of each search."""
KEPT = 30_000
"""Searches kept."""


class Shelf:
    """Implements `dialogue_policy.simulation.goals.Search` over a store."""

    def __init__(self, store: Store, sight: StoreSight | None = None) -> None:
        """Without `sight` no picture speaks."""
        self.store, self._sight = store, sight
        self._kept: dict[tuple[object, ...], Candidates] = {}
        rating = np.nan_to_num(store.rating, nan=3.5)
        weight = store.reviews_count / (store.reviews_count + 5.0)
        own = np.random.default_rng(7).random(store.product_count)
        self._prior = weight * (rating - 3.5) + 0.3 * own

    @classmethod
    def open(cls, store: Path) -> Shelf:
        """The store of that folder, with its pictures where it was looked at."""
        opened = Store.open(store)
        return cls(opened, sight_over(opened, SentenceEncoder.open()))

    @cached_property
    def _products(self) -> tuple[Product, ...]:
        return tuple(self.store.product_at(row) for row in range(self.store.product_count))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {product.id: row for row, product in enumerate(self._products)}

    def products(self) -> Sequence[Product]:
        return self._products

    def product(self, product_id: str, /) -> Product | None:
        row = self._rows.get(product_id)
        return None if row is None else self._products[row]

    def select(self, constraints: Constraints, /) -> Selection:
        return self.store.select(constraints)

    def companion(self, product_id: str) -> Pick | None:
        """The shop's own first link, else nothing."""
        for related in self.store.related(product_id):
            product = self.product(related.other_id)
            if product is not None:
                return Pick(product, product.variants[0])
        return None

    def candidates(self, state: DialogueState) -> Candidates:
        """The results of the running constraints."""
        key = (frozenset((slot, c) for slot, c in state.constraints.items()), state.sort)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[key] = self._search(state)
        return found

    def _search(self, state: DialogueState) -> Candidates:
        store = self.store
        found = find(lambda wanted, unstated: store.select(wanted, keep_unknown=unstated), state.constraints)
        rows = found.selection.rows
        if not len(rows):
            return Candidates(relaxations=found.relaxations)
        prior = -store.price[store.first_variant[rows]] if state.sort == "price_asc" else self._prior[rows]
        head = rows[np.argsort(-prior, kind="stable")][:HEAD]
        picks = tuple(self._pick(int(row), found.selection, state.constraints) for row in head)
        return Candidates(
            picks=picks,
            total=found.exact,
            gave_up=found.gave_up,
            unknown=found.unknown,
            spread=spread(store, rows, without=set(state.constraints)),
            price_range=price_range(store, found.selection),
            relaxations=found.relaxations,
            page=store.shop.results,
            visual=self._sight is not None and self._sight.shows(picks[0], (), state.constraints),
        )

    def _pick(self, row: int, selection: Selection, constraints: Constraints) -> Pick:
        product = self._products[row]
        passing = [product.variants[i] for i in selection.variants_of(row)]
        return Pick(product, best_variant(product, passing or product.variants, constraints, {}, sale=False))
