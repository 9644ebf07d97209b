"""What the assistant can do in a turn, and the value in which a choice of it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

ActionName = Literal[
    "greet", "goodbye", "browse", "recommend", "ask_slot", "show_more", "suggest_relaxation", "clarify_reference",
    "similar", "complete_look", "detail", "visual_detail", "reviews", "size_advice", "availability", "compare", "explain",
    "acknowledge", "summarize", "add_to_cart", "update_cart", "show_cart", "confirm_checkout", "checkout", "order_status",
    "policy", "handoff", "undo", "start_over", "out_of_scope", "not_understood",
]  # fmt: skip
ACTIONS: tuple[ActionName, ...] = get_args(ActionName)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `intent` is what it answers; `args` what it needs (`{"slot": "size"}` for `ask_slot`)."""

    name: ActionName
    intent: str
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do in this turn: `steps` in the order of the shopper's intents, at least one.

    The contract's `action` is the last step (what the shopper is left with); the others stand in `args.also`.
    `policy` names who chose; `propensity` is the probability with which it did (1 without exploration).
    """

    steps: tuple[Step, ...]
    policy: str
    propensity: float = 1.0

    @property
    def last(self) -> Step:
        return self.steps[-1]
