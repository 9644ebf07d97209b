"""What the assistant can do in a turn, and the value in which a choice of it is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

ActionName = Literal[
    "greet", "goodbye", "browse", "recommend", "ask_slot", "show_more", "suggest_relaxation", "clarify_reference",
    "similar", "complete_look", "detail", "visual_detail", "reviews", "size_advice", "availability", "compare", "explain",
    "acknowledge", "summarize", "add_to_cart", "update_cart", "show_cart", "confirm_checkout", "checkout", "order_status",
    "policy", "handoff", "undo", "start_over", "out_of_scope", "not_understood",
]  # fmt: skip
ACTIONS: tuple[ActionName, ...] = get_args(ActionName)

TOLD: Mapping[tuple[str, str], str] = {("recommend", "recap"): "recap", ("recommend", "compare"): "offer_comparison"}
"""Steps that a reply names otherwise, since they end in a question and `recommend` asks nothing: (name, manner) -> name."""
TOLD_ACTIONS: tuple[str, ...] = (*ACTIONS, *TOLD.values())
"""Every name that a reply's action may have."""

Manner = Literal["diverse", "recap", "compare", "explain", "visual", "complete_look", "confirm_checkout"]
"""How an action is done, beyond the plain way: `Step.args["manner"]`.

A list is shown `diverse` (products that differ), with a `recap` of the wishes to be confirmed, with an offer to `compare` the
first two, or with reasons why the first one fits (`explain` from records, `visual` on its picture). A product is put into the
cart with an offer of what goes with it (`complete_look`) or to check out (`confirm_checkout`).
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `intent` is what it answers; `args` what it needs: `{"slot": "size"}` for `ask_slot`, or a `manner`."""

    name: ActionName
    intent: str
    args: Mapping[str, object] = field(default_factory=dict)

    @property
    def manner(self) -> str:
        """How it is done; "" for the plain way."""
        return str(self.args.get("manner", ""))

    @property
    def told(self) -> str:
        """Its name in a reply."""
        return TOLD.get((self.name, self.manner), self.name)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice among several, as it is logged: the features seen, the numbers of what was allowed and of what was chosen, the
    chance that this one was. The numbers are those of `features.CHOICES`. `moved_by` names the reaction of the shopper's without
    which something else would have been chosen; "" where the choice would have been the same.
    """

    seen: tuple[float, ...]
    allowed: tuple[int, ...]
    chosen: int
    propensity: float
    moved_by: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do in this turn: `steps` in the order of the shopper's intents, at least one.

    The contract's `action` is the last step (what the shopper is left with); the others stand in `args.also`.
    `policy` names who chose; `propensity` is the probability with which it did (1 without exploration). `choices` are those of a
    learned policy, to be logged; `version` is the policy's, with which its generator was seeded.
    """

    steps: tuple[Step, ...]
    policy: str
    propensity: float = 1.0
    choices: tuple[Choice, ...] = ()
    version: str = ""

    @property
    def last(self) -> Step:
        return self.steps[-1]

    def fits(self, groups: Sequence[Sequence[Step]]) -> bool:
        """Whether it takes one step of each group of choices, as the state machine wants it."""
        return len(self.steps) == len(groups) and all(s in g for s, g in zip(self.steps, groups, strict=True))
