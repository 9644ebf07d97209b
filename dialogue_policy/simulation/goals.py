"""What a simulated shopper is after: drawn from a real store's records, so that it can be found there.

A goal is made around one product of the store. Some of its records become wishes that must hold, some that would be nice, some
likes that the shopper has no words for until asked or until one is seen. What else passes and pleases as much is right as well.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, Protocol

from data.constraint import Constraint, Constraints
from data.product import Pick, Product, Variant
from dialogue_policy.candidates import Candidates
from dialogue_policy.roles import Role, role_of
from dialogue_policy.simulation.personas import Persona
from dialogue_policy.state import DialogueState
from dialogue_policy.wishes import Knowledge

Strength = Literal["must", "nice", "like"]
"""`must` hold; `nice` to have, and can be said; a `like` that is recognised when seen or asked for."""

VISIBLE: frozenset[Role] = frozenset(("type", "color", "price", "brand", "look", "person"))
"""Roles that a card shows; the rest is fine print."""

SMALLEST = 8
"""Products of a type at least, so that there is something to choose."""

_MUST: Mapping[Role, float] = {"person": 0.7, "size": 0.55, "price": 0.5, "color": 0.3, "material": 0.2, "look": 0.15,
                               "use": 0.2, "brand": 0.08}  # fmt: skip
_NICE: Mapping[Role, float] = {"color": 0.3, "look": 0.25, "material": 0.2, "brand": 0.15, "use": 0.15, "price": 0.1}
_LIKE: Mapping[Role, float] = {"color": 1.0, "look": 1.0, "brand": 0.7, "material": 0.7, "use": 0.4}
_WEIGHT: Mapping[Strength, float] = {"must": 0.0, "nice": 1.0, "like": 0.9}
NEAR = 0.1
"""Below one's standard by so much, and it is still right."""
_OWN = 0.35
"""What the eye adds that no record has."""
_MOST_MUSTS = 3


class Search(Knowledge, Protocol):
    """What conversations are simulated over: a real store's search, handed in from where it lives."""

    def candidates(self, state: DialogueState) -> Candidates: ...

    def products(self) -> Sequence[Product]:
        """All products, by row."""
        ...

    def companion(self, product_id: str) -> Pick | None:
        """What goes with a product best."""
        ...


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish; `value` is canonical. Of a price it is the limit."""

    slot: str
    value: str
    strength: Strength

    @property
    def role(self) -> Role:
        return role_of(self.slot)

    @property
    def constraint(self) -> Constraint:
        return Constraint(max=Decimal(self.value)) if self.slot == "price" else Constraint(frozenset((self.value,)))

    def holds(self, product: Product, variant: Variant) -> bool:
        """Whether this variant is so; what has no record is not."""
        if self.slot == "price":
            return variant.price <= Decimal(self.value)
        return self.value in product.names(self.slot, variant)


@dataclass(frozen=True, slots=True)
class Goal:
    """`right` are the ids that would be right to buy, with the standard that they reach; `passing` all that meet the musts."""

    kind: Wish
    wishes: tuple[Wish, ...]
    right: frozenset[str]
    standard: float
    passing: frozenset[str]
    taste: int
    """Seed of what the eye adds."""
    turns_at: int | None = None
    """The shopper's message at which the mind changes; None for never."""
    then: Goal | None = field(default=None, compare=False)

    def said(self, *strengths: Strength) -> tuple[Wish, ...]:
        return tuple(w for w in self.wishes if w.strength in strengths)

    @property
    def musts(self) -> dict[str, Constraint]:
        return {w.slot: w.constraint for w in (self.kind, *self.wishes) if w.strength == "must"}

    def best(self, product: Product, shown: Variant) -> Variant:
        """The variant that pleases most of those in stock that meet the musts; the one shown where none does."""
        fitting = variants_passing(product, self.musts)
        return max(fitting, key=lambda v: (self.pleases(product, v), v.id == shown.id)) if fitting else shown

    def pleases(self, product: Product, variant: Variant) -> float:
        """How much it is to the shopper's taste, 0..1, whether or not it meets the musts."""
        weighed = total = 0.0
        for wish in self.wishes:
            weight = _WEIGHT[wish.strength]
            if weight:
                total += weight
                weighed += weight * wish.holds(product, variant)
        drawn = hashlib.blake2b(f"{self.taste}:{product.id}".encode(), digest_size=4).digest()
        own = int.from_bytes(drawn, "little") / 2**32
        return (weighed + _OWN * own) / (total + _OWN)


class Goals:
    """Draws goals from a store."""

    def __init__(self, search: Search) -> None:
        self._search = search
        products = search.products()
        by_kind: dict[str, list[int]] = {}
        for row, product in enumerate(products):
            for name in product.names("category"):
                by_kind.setdefault(name, []).append(row)
        self._kinds = {kind: rows for kind, rows in by_kind.items() if len(rows) >= SMALLEST}
        self._sharing = {kind: _shared(products[row] for row in rows) for kind, rows in self._kinds.items()}
        self._targets = [row for row, p in enumerate(products) if self._kind_of(p) and any(v.in_stock for v in p.variants)]

    def draw(self, rng: random.Random, persona: Persona, *, fickle: float = 0.25) -> Goal:
        """A goal for this persona; with chance `fickle` the mind changes on the way."""
        while True:
            target = self._search.products()[rng.choice(self._targets)]
            kind = self._kind_of(target, rng)
            variant = rng.choice([v for v in target.variants if v.in_stock])
            goal = self._around(rng, persona, kind, target, variant)
            if goal is None or (len(goal.passing) < 2 and rng.random() < 0.8):
                continue
            if rng.random() < fickle:
                goal = self._changing(rng, persona, goal)
            return goal

    def _kind_of(self, product: Product, rng: random.Random | None = None) -> str:
        """A type of it that has enough products, wide or narrow; "" where none has."""
        names = sorted(name for name in product.names("category") if name in self._kinds)
        if rng is None or not names:
            return names[0] if names else ""
        return rng.choices(names, [len(self._kinds[name]) ** 0.5 for name in names])[0]

    def _around(self, rng: random.Random, persona: Persona, kind: str, target: Product, variant: Variant) -> Goal | None:
        options = self._options(kind, target, variant)
        rng.shuffle(options)
        must = [w for w in options if rng.random() < _MUST.get(w.role, 0.0)][:_MOST_MUSTS]
        left = [w for w in options if w not in must]
        nice = [replace(w, strength="nice") for w in left if rng.random() < _NICE.get(w.role, 0.0)][:3]
        likes: list[Wish] = []
        told = {w.slot for w in (*must, *nice)}
        for wish in left:
            wanted = persona.likes - len(likes)
            if wish.slot not in told and rng.random() < min(1.0, wanted) * _LIKE.get(wish.role, 0.0):
                likes.append(replace(wish, strength="like"))
        if rng.random() < 0.3:
            must = must[: max(1, len(must) - 1)]
        return self._goal(rng, persona, Wish("category", kind, "must"), (*must, *nice, *likes), rng.getrandbits(32))

    def _options(self, kind: str, target: Product, variant: Variant) -> list[Wish]:
        """What could be wished of the target: for each role one record that not all of its type share."""
        sharing, most = self._sharing[kind], 0.9 * len(self._kinds[kind])
        out = [Wish("price", str(_round_up(variant.price)), "must")]
        for slot in dict.fromkeys((*target.slots(), *variant.attributes)):
            role = role_of(slot)
            if slot == "category" or role in ("other", "type") or any(w.role == role for w in out):
                continue
            values = target.values(slot, variant)
            if not values:
                continue
            value = values[0].canonical
            if sharing[slot, value] < most:
                out.append(Wish(slot, value, "must"))
        return out

    def _goal(self, rng: random.Random, persona: Persona, kind: Wish, wishes: tuple[Wish, ...], taste: int) -> Goal | None:
        goal = Goal(kind, wishes, frozenset(), 0.0, frozenset(), taste)
        musts = goal.musts
        products = self._search.products()
        passing = [products[row] for row in self._search.select(musts).rows]
        fitting = [(p, variants) for p in passing if (variants := variants_passing(p, musts))]
        if not fitting:
            return None
        goal = replace(goal, passing=frozenset(p.id for p, _ in fitting))
        pleasing = {p.id: max(goal.pleases(p, v) for v in variants) for p, variants in fitting}
        order = sorted(pleasing.values())
        standard = order[min(len(order) - 1, int(persona.quantile * len(order)))]
        right = frozenset(i for i, u in pleasing.items() if u >= standard - NEAR)
        return replace(goal, right=right, standard=standard)

    def _changing(self, rng: random.Random, persona: Persona, goal: Goal) -> Goal:
        """The same, until the mind changes about one wish that can be said."""
        sayable = [w for w in goal.said("must", "nice") if w.role in ("color", "look", "material", "price", "brand")]
        if not sayable:
            return goal
        old = rng.choice(sayable)
        products = self._search.products()
        values = [
            value.canonical
            for row in rng.sample(self._kinds[goal.kind.value], min(12, len(self._kinds[goal.kind.value])))
            for value in (*products[row].values(old.slot), *products[row].variants[0].attributes.get(old.slot, ()))
        ]
        if old.slot == "price":
            values = [str(_round_up(Decimal(old.value) * Decimal("1.4"))), str(_round_up(Decimal(old.value) * Decimal("0.8")))]
        for value in values:
            if value == old.value:
                continue
            changed = tuple(replace(w, value=value) if w is old else w for w in goal.wishes)
            then = self._goal(rng, persona, goal.kind, changed, goal.taste)
            if then is not None:
                return replace(goal, turns_at=rng.randint(2, 4), then=then)
        return goal


def variants_passing(product: Product, musts: Constraints) -> list[Variant]:
    """The variants in stock that meet the musts, together."""
    varying = dict[str, Constraint]()
    for slot, constraint in musts.items():
        if slot == "price" or any(slot in v.attributes for v in product.variants):
            varying[slot] = constraint
        elif constraint.holds(product.names(slot)) is not True:
            return []
    return [v for v in product.variants if v.in_stock and all(_meets(product, v, slot, c) for slot, c in varying.items())]


def _meets(product: Product, variant: Variant, slot: str, constraint: Constraint) -> bool:
    if slot == "price":
        return constraint.within(variant.price) is True
    return constraint.holds(product.names(slot, variant)) is True


def _shared(products: Iterable[Product]) -> Counter[tuple[str, str]]:
    """(slot, value) -> how many of the products have it, in a variant at least."""
    out = Counter[tuple[str, str]]()
    for product in products:
        out.update({(slot, v) for slot in product.slots() for variant in product.variants for v in product.names(slot, variant)})
    return out


def _round_up(price: Decimal) -> Decimal:
    """The next round limit: 37.50 -> 40."""
    step = Decimal(5 if price < 100 else 10 if price < 300 else 50)
    return (price / step).to_integral_value(rounding="ROUND_CEILING") * step
