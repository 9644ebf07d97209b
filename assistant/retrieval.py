"""Finding products: exact filters first, then the order in which they are shown.

`Retrieval` is bound to one version of the store. What it gives obeys every constraint; where nothing does, `Candidates` names
what had to be loosened (`gave_up`, `unknown`), and nothing is loosened silently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assistant.choice import best_variant, open_options, passes, variants_like
from assistant.neighbours import alike, companions, stocked_first
from assistant.photos import LASTING, vector_of
from assistant.purpose import purpose
from assistant.ranking import Rows
from assistant.relaxation import CHILDREN, Found, find
from assistant.reply import available
from assistant.scoring import Encoder, Scorer
from assistant.spread import price_range, spread
from assistant.store_sight import StoreSight
from data.constraint import Constraint, Constraints
from data.folding import fold_words
from data.product import Pick, Product, Variant
from data.store import Selection, Store
from data.variants import Mask
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState, ShownCard
from nlu.understanding import Highlight

NAMED_WITHIN = 60
"""Words of a message in which titles are looked for."""

LONGEST_TITLE = 10
"""Words of a title at most that are looked up."""

KINDS_OF, NEAR = 8, 0.15
"""A list around a photo has the kinds of things of so many nearest, as far as they are so near to the nearest."""

FREE: Constraints = MappingProxyType({})
"""No constraint at all."""


@dataclass(frozen=True, slots=True)
class Department:
    """A category of the store: `name` as the shop writes it, `canonical` as a constraint wants it, how many products it has."""

    name: str
    canonical: str
    count: int


class Retrieval:
    """The search over one version of the store."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        *,
        common_words: Collection[str] = frozenset(),
        sight: StoreSight | None = None,
    ) -> None:
        """`common_words` of the language, in lower case, name no product by themselves. With `sight` photos are searched by."""
        self.store = store
        self._sight = sight
        self._common_words = common_words
        self._scorer = Scorer(store, encoder)

    def candidates(self, state: DialogueState) -> Candidates:
        """The results of the running search (`state.constraints`, `query`, `sort`, `highlight`), best first.

        `picks` is the ranked head, products already seen included: long enough for two more pages beyond `state.seen`
        (a page is `shop.results`), so "more" is `[p for p in picks if p.product.id not in state.seen]`. A list made around a
        product (`state.anchor`) is narrowed, where anything around it passes.
        """
        around = self._around(state)
        if around is not None:
            return around
        wishes = self._with_kind(state)
        found = find(lambda wanted, unstated: self._select(wanted, unstated, state.highlight), wishes)
        if state.highlight == "sale" and not found.exact:
            # Jackets at their full price are nearer to "jackets on sale" than shirts on sale are.
            without = find(lambda wanted, unstated: self._select(wanted, unstated, None), wishes)
            found = replace(without, exact=0, gave_up=(*without.gave_up, "sale"))
        rows = found.selection.rows
        if not len(rows):
            return Candidates(relaxations=found.relaxations)
        advised = self._advised(found, state)
        found, ranked = advised or (found, self._scorer.ranked(found, state))
        rows = found.selection.rows
        head = ranked[: self._length(state)]
        asked = set(state.constraints) | set(state.asked_slots)
        picks = tuple(
            self._pick(int(row), found.selection, found.constraints, state.tastes, sale=state.highlight == "sale") for row in head
        )
        return Candidates(
            picks=picks,
            total=found.exact,
            gave_up=found.gave_up,
            unknown=found.unknown,
            spread=spread(self.store, rows, without=asked),
            price_range=price_range(self.store, found.selection),
            relaxations=found.relaxations,
            page=self.store.shop.results,
            visual=self._sight is not None and self._sight.shows(picks[0], state.phrases, state.constraints),
        )

    def _length(self, state: DialogueState) -> int:
        """How many picks are worth making: those seen, and some pages more."""
        return len(state.seen) + max(4 * self.store.shop.results, 24)

    def _around(self, state: DialogueState) -> Candidates | None:
        """The list made around a product or a photo, as the wishes now narrow it; None where there is no such list, or nothing
        passes.
        """
        photo = vector_of(state.anchor)
        if photo is not None:
            return self._around_photo(photo, state)
        anchor = self.pick(state.anchor) if state.anchor else None
        if anchor is None or state.list_kind not in ("similar", "complete_look"):
            return None
        selection = self._select(state.constraints, (), state.highlight)
        itself, k = {anchor.product.id}, self._length(state)
        if state.list_kind == "similar":
            rows = alike(self.store, anchor, selection, itself, k)
        else:
            rows = companions(self.store, anchor, selection, state.constraints, itself, k)
        return self._narrowed(rows, state, lambda row: self._pick(row, selection, state.constraints, state.tastes))

    def _around_photo(self, photo: NDArray[np.float32], state: DialogueState) -> Candidates | None:
        if self._sight is None:
            return None
        selection = self._select(state.constraints, (), state.highlight)
        near = self._sight.like(photo)
        passing = selection.rows
        if "category" not in state.constraints:
            of_kind = self.store.select({"category": Constraint(is_=self._kinds(near))})
            passing = np.intersect1d(passing, of_kind.rows)
        among = set(passing.tolist())
        found = [row for row, _ in near if row in among]
        rows = stocked_first(self.store, selection, found[: self._length(state)])
        return self._narrowed(rows, state, lambda row: self._pictured_pick(row, selection, photo), total=len(found))

    def _with_kind(self, state: DialogueState) -> Constraints:
        """The wishes; where one is of more than the price and the person, with the kinds of things on the photo that the search
        began with: a mug has no hood, and is no hoodie without one.
        """
        photo = vector_of(state.anchor)
        of_the_thing = not state.constraints.keys() <= LASTING
        if photo is None or self._sight is None or "category" in state.constraints or not of_the_thing:
            return state.constraints
        kinds = self._kinds(self._sight.like(photo))
        return {**state.constraints, "category": Constraint(is_=kinds)} if kinds else state.constraints

    def _kinds(self, near: Sequence[tuple[int, float]]) -> frozenset[str]:
        """What kinds of things those are that look most like a photo, of rows with their likeness, nearest first."""
        alike = [self.store.product_at(row) for row, likeness in near[:KINDS_OF] if likeness >= near[0][1] - NEAR]
        return frozenset(value.canonical for product in alike for value in product.values("category"))

    def _narrowed(
        self, rows: list[int], state: DialogueState, pick: Callable[[int], Pick], *, total: int | None = None
    ) -> Candidates | None:
        """What stands around a product or a photo, in the order asked for, of `total` such; None where nothing does."""
        if not rows:
            return None
        narrowed = self.store.select(state.constraints, rows=np.array(sorted(rows), dtype=np.int32))
        if state.sort:
            rows = self._scorer.ranked(Found(narrowed, state.constraints, len(rows)), state).tolist()
        return Candidates(
            picks=tuple(pick(row) for row in rows),
            total=len(rows) if total is None else total,
            price_range=price_range(self.store, narrowed),
            page=self.store.shop.results,
            around=True,
        )

    def _pictured_pick(self, row: int, selection: Selection, photo: NDArray[np.float32]) -> Pick:
        """The product as the variant in stock that looks most like the photo."""
        assert self._sight is not None
        product = self.store.product_at(row)
        passing = [product.variants[i] for i in selection.variants_of(row)] or list(product.variants)
        stocked = [variant for variant in passing if available(variant)] or passing
        return Pick(product, self._sight.nearest_variant(product, stocked, photo))

    def _advised(self, found: Found, state: DialogueState) -> tuple[Found, Rows] | None:
        """Advice for a person with a purpose ("my dad who cooks"), where what serves it best is for nobody in particular.

        Then products that state no gender pass, and all are ranked by the purpose. None where the purpose needs none of them.
        """
        gender, heard = state.constraints.get("gender", Constraint()).is_, state.understanding
        if heard is None or not gender or gender <= CHILDREN or "category" in state.constraints or not found.exact:
            return None
        advises = heard.says("request_recommendation") or self._for_nobody_in_particular(state.shown)
        meant = purpose(state.query, state.phrases) if advises else ""
        if not meant:
            return None
        selection = self._select(state.constraints, ("gender",), state.highlight)
        near = self._scorer.nearness(meant, selection)
        stated = np.isin(selection.rows, found.selection.rows)
        if stated.all() or near[~stated].max() <= near[stated].max():
            return None
        wider = Found(selection, state.constraints, 0, gave_up=("gender",))
        return replace(wider, unknown=("gender",)), self._scorer.ranked(wider, replace(state, query=meant))

    def _for_nobody_in_particular(self, shown: Sequence[ShownCard]) -> bool:
        """Whether the table has a product without a record of whom it is for: the list goes on as it began."""
        products = (self.store.product(card.id) for card in shown)
        return any(product is not None and not product.names("gender") for product in products)

    def named(self, text: str) -> tuple[Pick, ...]:
        """The products whose title stands in a text, or a word that only their title has ("the Karmen").

        A title that says no more than a search does ("Leather Belt") names nothing, nor does a word of everyday English or one
        that is a value of the store's.
        """
        words = text.split()[:NAMED_WITHIN]
        found: dict[str, Pick] = {}
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + LONGEST_TITLE), start, -1):
                rows = self.store.titled(words[start:end])
                if rows and self._is_name(words[start:end]):
                    picks = (self.pick(self.store.product_at(row).id) for row in rows)
                    found |= {pick.product.id: pick for pick in picks if pick is not None}
                    start = end - 1
                    break
            start += 1
        return tuple(found.values())

    def similar_to(
        self,
        product_id: str,
        *,
        variant_id: str | None = None,
        constraints: Constraints = FREE,
        exclude: Collection[str] = (),
        k: int = 6,
    ) -> tuple[Pick, ...]:
        """The nearest products that pass `constraints`, nearest first; never itself nor those in `exclude` (ids).

        Near by meaning, and for the same people: a women's jacket is not like a men's one, however alike the words. Of the card's
        own colour first, where a product comes in it.
        """
        anchor = self.pick(product_id, variant_id=variant_id)
        if anchor is None:
            return ()
        selection = self.store.select(constraints)
        found = alike(self.store, anchor, selection, {product_id, *exclude}, k)
        like = {**constraints, **_colour_of(anchor, constraints)}
        return tuple(self._pick(row, selection, like) for row in found)

    def goes_with(
        self,
        product_id: str,
        *,
        variant_id: str | None = None,
        constraints: Constraints = FREE,
        exclude: Collection[str] = (),
        k: int = 6,
    ) -> tuple[Pick, ...]:
        """Products that go with this one and pass `constraints`: the shop's own links first, then fitting other categories.

        Without a link, categories that the shop links to this one's elsewhere come first, then whatever is near in meaning and of
        another category, at most two of each.
        """
        anchor = self.pick(product_id, variant_id=variant_id)
        if anchor is None:
            return ()
        selection = self.store.select(constraints)
        rows = companions(self.store, anchor, selection, constraints, {product_id, *exclude}, k)
        return tuple(self._pick(row, selection, constraints) for row in rows)

    def overview(self, *, within: Constraints = FREE, k: int = 12) -> tuple[Department, ...]:
        """The categories that the products passing `within` fall into, largest first, at most `k`."""
        counts = self.store.counts("category", self.store.select(within).rows)
        written = {entry.canonical: entry.original for entry in self.store.lexicon.slot_values("category")}
        asked = within["category"].is_ if "category" in within else frozenset()
        largest = sorted(((n, name) for name, n in counts.items() if n and name not in asked), key=lambda one: (-one[0], one[1]))
        return tuple(Department(written.get(name, name), name, n) for n, name in largest[:k])

    def pick(self, product_id: str, *, constraints: Constraints = FREE, variant_id: str | None = None) -> Pick | None:
        """The card of a product: this variant if named, else the one that fits `constraints` best (in stock first).

        None where the store has no such product. A product that does not pass `constraints` still gives its best variant.
        """
        product = self.store.product(product_id)
        if product is None:
            return None
        named = product.variant(variant_id) if variant_id else None
        if named is not None:
            return Pick(product, named)
        fitting = [v for v in product.variants if passes(product, v, constraints)]
        return Pick(product, best_variant(product, fitting or product.variants, constraints, FREE, sale=False))

    def variants_like(self, product: Product, options: Mapping[str, str]) -> tuple[Variant, ...]:
        """The variants whose options are these, as canonical values ("m" finds "Medium"); all where `options` is empty."""
        return variants_like(product, options)

    def open_options(self, product: Product, settled: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Options in which the variants in stock that match `settled` still differ: slot -> values as the shop writes them."""
        return open_options(product, settled)

    def _is_name(self, words: Sequence[str]) -> bool:
        """Whether words of a title are no mere values, and a single one no common word."""
        if len(words) == 1:
            folded = "".join(fold_words(words[0]))
            return folded not in self._common_words and not self.store.lexicon.knows(words[0])
        covered = {place for match in self.store.lexicon.match(words) for place in range(match.start, match.end)}
        return len(covered) < len(words)

    def _select(self, constraints: Constraints, unstated: Collection[str], highlight: Highlight | None) -> Selection:
        """What passes; of a sale only what is on sale, and nothing sold out where the shop hides that."""
        selection = self.store.select(constraints, keep_unknown=unstated)
        if highlight == "sale":
            selection = self._only(selection, self.store.list_price > self.store.price)
        if self.store.shop.out_of_stock == "hide":
            selection = self._only(selection, self.store.in_stock)
        return selection

    def _only(self, selection: Selection, mask: Mask) -> Selection:
        return Selection(selection.variant_mask & mask, self.store.product_of, self.store.first_variant)

    def _pick(
        self, row: int, selection: Selection, constraints: Constraints, tastes: Constraints = FREE, *, sale: bool = False
    ) -> Pick:
        product = self.store.product_at(row)
        passing = [product.variants[i] for i in selection.variants_of(row)]
        return Pick(product, best_variant(product, passing or product.variants, constraints, tastes, sale=sale))


def _colour_of(pick: Pick, constraints: Constraints) -> dict[str, Constraint]:
    if "color" in constraints:
        return {}
    names = frozenset(value.canonical for value in pick.product.values("color", pick.variant))
    return {"color": Constraint(is_=names)} if names else {}
