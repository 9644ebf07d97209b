"""What a turn brings beside words: a button pressed, a thumb, how the shopper reacted since the last turn.

An act has no words to interpret: `understanding_of` says what it means in the same terms as a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from data.constraint import Constraint, Phrase
from nlu.understanding import Intent, Reference, Understanding

ActName = Literal[
    "add_to_cart", "remove_from_cart", "show_cart", "checkout", "drop_constraint", "negate_constraint", "show_more",
    "undo", "start_over", "find_similar", "complete_look", "explain", "compare",
]  # fmt: skip
ACT_NAMES: tuple[ActName, ...] = get_args(ActName)

_INTENT: Mapping[ActName, str] = {
    "add_to_cart": "add_to_cart",
    "remove_from_cart": "update_cart",
    "show_cart": "update_cart",
    "checkout": "checkout",
    "drop_constraint": "relax_constraint",
    "negate_constraint": "refine_search",
    "show_more": "show_more",
    "undo": "relax_constraint",
    "start_over": "relax_constraint",
    "find_similar": "find_similar",
    "complete_look": "complete_look",
    "explain": "ask_explanation",
    "compare": "compare_products",
}


@dataclass(frozen=True, slots=True)
class Act:
    """What a button or a chip means. `slot` and `value` (canonical) are those of a constraint."""

    name: ActName
    product_ids: tuple[str, ...] = ()
    variant_id: str | None = None
    quantity: int | None = None
    slot: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """A thumb for a product shown in `turn`; without `product_id`, for that turn's whole answer."""

    turn: int
    product_id: str | None
    value: Literal["up", "down"]


class Reaction(Protocol):
    """What happened since the last turn. Times in milliseconds, as they came: nothing is bounded yet."""

    @property
    def reaction_ms(self) -> int | None: ...
    @property
    def opened(self) -> tuple[str, ...]: ...
    @property
    def pictures_opened(self) -> tuple[str, ...]: ...
    @property
    def clicked(self) -> str | None: ...


class Brought(Protocol):
    """All that a turn brings beside words."""

    @property
    def act(self) -> Act | None: ...
    @property
    def feedback(self) -> Feedback | None: ...
    @property
    def engagement(self) -> Reaction | None: ...
    @property
    def attached_product(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Reacted:
    """A `Reaction` as a plain value."""

    reaction_ms: int | None = None
    opened: tuple[str, ...] = ()
    pictures_opened: tuple[str, ...] = ()
    clicked: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A `Brought` as a plain value; by default nothing."""

    act: Act | None = None
    feedback: Feedback | None = None
    engagement: Reacted | None = None
    attached_product: str | None = None


def understanding_of(act: Act) -> Understanding:
    """What the act means, as if it had been said: one sure intent, and the products, quantity and constraint it names."""
    negates = act.name == "negate_constraint" and act.slot is not None and act.value is not None
    drops = act.name == "drop_constraint" and act.slot is not None
    slot, value = act.slot or "", (act.value or "").casefold()
    return Understanding(
        text="",
        intents=(Intent(_INTENT[act.name], 1.0),),
        constraints={slot: Constraint(not_=frozenset((value,)))} if negates else {},
        modes={slot: "narrow"} if negates else {},
        phrases=(Phrase(f"not {act.value}", slot, value, "not"),) if negates else (),
        dropped=(slot,) if drops and not value else (),
        dropped_values={slot: (value,)} if drops and value else {},
        references=tuple(Reference("", product_id) for product_id in act.product_ids),
        quantity=0 if act.name == "remove_from_cart" else act.quantity if act.name == "add_to_cart" else None,
        command="undo" if act.name == "undo" else "start_over" if act.name == "start_over" else None,
    )


def understanding_of_feedback(feedback: Feedback) -> Understanding:
    """A thumb, as if the product had been judged in words."""
    return Understanding(
        text="",
        intents=(Intent("give_feedback", 1.0),),
        references=(Reference("", feedback.product_id),) if feedback.product_id else (),
        sentiment="positive" if feedback.value == "up" else "negative",
    )
