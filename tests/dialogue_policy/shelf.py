"""A handful of products, and what tracking asks of a store, answered from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from data.constraint import Constraint, Constraints
from data.product import Product, Variant
from data.value import Value
from dialogue_policy.message import Event
from dialogue_policy.state import DialogueState, ShownCard
from dialogue_policy.tracker import track
from nlu.understanding import Intent, Understanding


def product(id_: str, category: str, price: str, rating: float | None = None, **slots: str) -> Product:
    """One variant, with one canonical value a slot; "shoe/running shoe" is a value with its broader one."""
    written = {"category": category, **slots}
    attributes = {slot: (Value(v.split("/")[-1], v, tuple(v.split("/")[:-1])),) for slot, v in written.items()}
    return Product(id_, id_, (Variant(f"{id_}-v", id_, Decimal(price), "USD"),), attributes=attributes, rating=rating)


@dataclass(frozen=True)
class Selected:
    rows: list[int]


@dataclass(frozen=True)
class Shelf:
    products: tuple[Product, ...]

    def product(self, product_id: str) -> Product | None:
        return next((p for p in self.products if p.id == product_id), None)

    def select(self, constraints: Constraints) -> Selected:
        return Selected([i for i, p in enumerate(self.products) if all(_meets(p, s, c) for s, c in constraints.items())])


def _meets(one: Product, slot: str, constraint: Constraint) -> bool:
    if slot == "price":
        return constraint.within(one.variants[0].price) is True
    if slot == "rating":
        return constraint.within(None if one.rating is None else Decimal(str(one.rating))) is True
    return constraint.holds(one.names(slot)) in ((True, None) if not constraint.is_ else (True,))


SHELF = Shelf(
    (
        product("j1", "jacket", "80", 4.5, gender="men", size="m", color="black", material="leather", brand="alto"),
        product("j2", "jacket", "60", 4.0, gender="women", size="m", color="blue", material="nylon", brand="alto"),
        product("j3", "jacket", "40", 3.0, gender="women", size="l", color="red", material="nylon", brand="bria"),
        product("s1", "shirt", "20", 4.1, gender="women", size="m", color="blue", material="cotton", brand="bria"),
        product("r1", "shoe/running shoe", "70", 4.4, gender="women", size="9", color="red", brand="alto"),
        product("r2", "shoe/running shoe", "90", 4.8, gender="men", size="10", color="blue", brand="alto"),
        product("k1", "mug", "12", 4.9, color="white"),
    )
)


def wish(is_: str = "", not_: str = "", low: str | None = None, high: str | None = None) -> Constraint:
    bounds = [None if b is None else Decimal(b) for b in (low, high)]
    return Constraint(frozenset(is_.split()), frozenset(not_.split()), *bounds)


def heard(*intents: str, text: str = "words", **fields: object) -> Understanding:
    return Understanding(text=text, intents=tuple(Intent(i, 0.9) for i in intents), **fields)  # type: ignore[arg-type]


def after(state: DialogueState, understanding: Understanding, event: Event | None = None) -> DialogueState:
    return track(state, understanding, event or Event(), SHELF)


def searching(**constraints: Constraint) -> DialogueState:
    return DialogueState("s", turn=1, constraints=constraints, query="warm")


def showing(state: DialogueState, *ids: str) -> DialogueState:
    return replace(state, shown=tuple(ShownCard(i, f"{i}-v") for i in ids))
