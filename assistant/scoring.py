"""Scoring what a search found: one number per product from meaning, words, taste and standing, and the order that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant import ranking
from assistant.ranking import Rows, Scores, Signals
from assistant.relaxation import Found
from data.constraint import Constraint, Constraints, Phrase
from data.store import Selection, Store
from dialogue_policy.several import kinds, together
from dialogue_policy.state import DialogueState

NEAREST = 400
"""How many products are looked at by meaning; further ones count as equally far."""

TEXT_HITS = 200
"""How many products are looked at by their words."""

Numbers = NDArray[np.float64]


class Encoder(Protocol):
    """What the search needs of the sentence encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts -> unit vectors (len(texts), 384)."""
        ...


class Scorer:
    """Ranks rows of one version of the store."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self.store = store
        self._standing = ranking.standing(store.popularity, store.rating, store.reviews_count)
        self._encoded = lru_cache(maxsize=256)(lambda text: encoder.encode([text])[0])

    def ranked(self, found: Found, state: DialogueState) -> Rows:
        """The rows of `found`, best first."""
        rows = found.selection.rows
        price, stocked = lowest_price(self.store, found.selection)
        keys: list[NDArray[np.float64]] = []
        if "price" in found.gave_up:
            # Nothing is within the limit: the nearest to it first.
            keys.append(_distance(price, state.constraints["price"]))
        if state.disliked:
            keys.append(np.isin(rows, self._rows(state.disliked)).astype(np.float64))
        keys += [self._lacking(slot, rows, said) for slot, said in together(state).items() if slot in found.constraints]
        keys += self._wished_order(rows, price, state)
        keys += [self._unstated(slot, rows, found.constraints[slot]) for slot in found.unknown if slot in found.constraints]
        positions = ranking.order(
            ranking.score(self._signals(found, state)),
            keys=tuple(keys),
            in_stock=None if self.store.shop.out_of_stock == "mixed" else stocked,
            relevant_only_first=bool(state.query) and "category" not in found.constraints,
        )
        ranked = rows[positions]
        return ranked if state.sort else self._of_each_type(ranked, state)

    def _of_each_type(self, ranked: Rows, state: DialogueState) -> Rows:
        """The same, one of each type in turn where several were named ("socks and a sweater"): no type is crowded out."""
        types = kinds(state)
        if len(types) < 2:
            return ranked
        turn = np.full(len(ranked), len(ranked), dtype=np.int64)
        for wanted in types:
            free = np.isin(ranked, self.store.select({"category": Constraint(is_=wanted)}, rows=np.sort(ranked)).rows)
            places = np.flatnonzero(free & (turn == len(ranked)))
            turn[places] = np.arange(len(places))
        return ranked[np.argsort(turn, kind="stable")]

    def _lacking(self, slot: str, rows: Rows, said: Sequence[Phrase]) -> Numbers:
        """How many of these wishes each row does not meet: what meets them all comes first."""
        missed = np.zeros(len(rows), dtype=np.float64)
        for phrase in said:
            wanted = {slot: Constraint(is_=frozenset((phrase.value,)))}
            missed += ~np.isin(rows, self.store.select(wanted, rows=rows).rows)
        return missed

    def nearness(self, text: str, selection: Selection) -> Scores:
        """Cosine of each selected row with what a text means."""
        return self._nearness(self._encoded(text), selection)

    def _unstated(self, slot: str, rows: Rows, constraint: Constraint) -> Numbers:
        """1 for each row that has no record of a slot, 0 for one whose record meets it: what is stated comes first."""
        return (~np.isin(rows, self.store.select({slot: constraint}, rows=rows).rows)).astype(np.float64)

    def _wished_order(self, rows: Rows, price: Numbers, state: DialogueState) -> list[Numbers]:
        """The order that the shopper asked for, in words ("cheapest first") or by a list ("what's new")."""
        if state.sort == "price_asc":
            return [price]
        if state.sort == "price_desc":
            return [-price]
        if state.sort == "rating_desc":
            return [-_known(self.store.rating[rows]), -_known(self.store.popularity[rows])]
        if state.sort == "newest" or state.highlight == "new":
            return [-_known(self.store.created[rows])]
        if state.sort == "popularity" or state.highlight in ("bestseller", "trending"):
            return [-_known(self.store.popularity[rows]), -self._standing[rows].astype(np.float64)]
        return []

    def _signals(self, found: Found, state: DialogueState) -> Signals:
        rows = found.selection.rows
        query = " ".join([state.query.strip(), *_unknown_words(found, state)]).strip()
        return Signals(
            standing=self._standing[rows],
            meaning=self._nearness(self._encoded(query), found.selection) if query else None,
            literal=self._literal(query, rows) if query else None,
            taste=self._taste(rows, state.tastes) if state.tastes else None,
            likeness=self._likeness(found.selection, state) if state.liked or state.disliked else None,
        )

    def _nearness(self, vector: Scores, selection: Selection) -> Scores:
        """Cosine of each selected row with `vector` (384,); beyond the `NEAREST`, that of the last of them."""
        hits = self.store.nearest(vector, selection=selection, k=NEAREST)
        if not hits:
            return np.zeros(len(selection.rows), dtype=np.float32)
        out = np.full(len(selection.rows), hits[-1][1], dtype=np.float32)
        found = np.array([row for row, _ in hits])
        out[np.searchsorted(selection.rows, found)] = [cosine for _, cosine in hits]
        return out

    def _literal(self, query: str, rows: Rows) -> Scores:
        """How well the words themselves match, as a share of the best hit in the whole store."""
        hits = dict(self.store.text_search(query, k=TEXT_HITS))
        best = max(hits.values(), default=0.0) or 1.0
        return np.array([hits.get(int(row), 0.0) / best for row in rows], dtype=np.float32)

    def _taste(self, rows: Rows, tastes: Constraints) -> Scores:
        """Per row: +1 for a taste it meets, -1 for one it goes against, averaged."""
        out = np.zeros(len(rows), dtype=np.float32)
        for slot, taste in tastes.items():
            if taste.is_:
                out += np.isin(rows, self.store.select({slot: Constraint(is_=taste.is_)}, rows=rows).rows)
            if taste.not_:
                out -= ~np.isin(rows, self.store.select({slot: Constraint(not_=taste.not_)}, rows=rows).rows)
        return np.asarray(out / len(tastes), dtype=np.float32)

    def _likeness(self, selection: Selection, state: DialogueState) -> Scores:
        """Near to what was liked (+), near to what was disliked (-)."""
        out = np.zeros(len(selection.rows), dtype=np.float32)
        for ids, sign in ((state.liked, 1.0), (state.disliked, -1.0)):
            rows = self._rows(ids)
            if len(rows):
                mean = np.mean([self.store.vector(int(row)) for row in rows], axis=0)
                out += sign * self._nearness(mean / (np.linalg.norm(mean) or 1.0), selection)
        return out

    def _rows(self, ids: Iterable[str]) -> Rows:
        return np.array([row for one in ids if (row := self.store.row_of(one)) is not None], dtype=np.int32)


def lowest_price(store: Store, selection: Selection) -> tuple[Numbers, NDArray[np.bool_]]:
    """Per selected row: the lowest price of its passing variants, those in stock if any; and whether one is in stock."""
    start = store.first_variant
    first, last = start[selection.rows], start[selection.rows + 1]
    price = np.where(selection.variant_mask, store.price, np.inf)
    stocked_price = np.where(store.in_stock, price, np.inf)
    lowest = _least(price, first, last)
    lowest_stocked = _least(stocked_price, first, last)
    stocked = np.isfinite(lowest_stocked)
    return np.where(stocked, lowest_stocked, lowest), stocked


def _unknown_words(found: Found, state: DialogueState) -> list[str]:
    """The types asked for that had to be let go: searched for by meaning instead."""
    given_up = [state.constraints[slot] for slot in found.gave_up if slot == "category" and slot in state.constraints]
    return [value for constraint in given_up for value in sorted(constraint.is_) if value not in state.query.casefold()]


def _distance(price: Numbers, limit: Constraint) -> Numbers:
    """How far each price lies outside the limit."""
    over = price - float(limit.max) if limit.max is not None else np.zeros_like(price)
    under = float(limit.min) - price if limit.min is not None else np.zeros_like(price)
    return np.maximum(np.maximum(over, under), 0.0)


def _least(values: Numbers, first: NDArray[np.integer], last: NDArray[np.integer]) -> Numbers:
    """The least of values[first[i]:last[i]] for each i; every range has at least one."""
    if not len(first):
        return np.zeros(0)
    bounds = np.stack([first, last], axis=1).ravel()
    # reduceat wants every index inside; the last range's end may be the array's.
    return np.minimum.reduceat(np.append(values, np.inf), bounds)[::2]


def _known(values: NDArray[np.floating]) -> Numbers:
    """Not known counts as least."""
    return np.nan_to_num(np.asarray(values, dtype=np.float64), nan=-1e18)
