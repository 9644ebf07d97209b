"""What an action did: the facts it found, and the changes to the world that it asks for, all as values.

Phrasing puts an outcome into words; the session applies its effects with the new state, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.product import Order, Pick, PolicySection, Product, Review
from dialogue_policy.state import Awaiting, Cart


@dataclass(frozen=True, slots=True)
class SetCart:
    """The cart becomes this."""

    cart: Cart


@dataclass(frozen=True, slots=True)
class Handoff:
    """A person was asked for: sent to the shop's webhook or mailbox by the session, after it is stored."""

    reason: str


@dataclass(frozen=True, slots=True)
class LogReward:
    """A signal worth learning from (a thumb, a purchase), logged with the decision before it."""

    kind: str
    product_id: str | None
    value: float


@dataclass(frozen=True, slots=True)
class RevealOrder:
    """An order's facts were told, to who gave its number and e-mail: logged."""

    number: str


Effect = SetCart | Handoff | LogReward | RevealOrder


@dataclass(frozen=True, slots=True)
class Result:
    """What one step did. `kind` tells phrasing which sentence it is (`"added"`, `"not_enough_stock"`, `"not_stated"`, ...).

    `facts` are the values that the sentence may use, all from records; phrasing gets nothing else.
    """

    action: str
    kind: str
    picks: tuple[Pick, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    products: tuple[Product, ...] = ()
    sections: tuple[PolicySection, ...] = ()
    reviews: tuple[Review, ...] = ()
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn did. `products` are the cards to show, best first; `results` one per step of the decision.

    `shows_list` tells whether `products` become "the table" (a new list), or only illustrate what was said.
    """

    results: tuple[Result, ...]
    products: tuple[Pick, ...] = ()
    effects: tuple[Effect, ...] = ()
    awaiting: Awaiting | None = None
    focus: tuple[str, ...] = ()
    gave_up: tuple[str, ...] = ()
    shows_list: bool = False
    list_kind: Literal["search", "similar", "complete_look", "highlights"] = "search"
    anchor: str | None = None
    quick_replies: tuple[str, ...] = ()
    image_url: str | None = None
    handoff: bool = False
    checkout_url: str | None = None
