"""A policy that knows the goal: what could be reached at most through the same mask."""

from __future__ import annotations

from dialogue_policy.action import Decision, Step
from dialogue_policy.simulation.conversation import Conversation, lay
from dialogue_policy.simulation.goals import Search
from dialogue_policy.simulation.simulator import Laid

WEARS = 9.0
"""What the share of the patience left that a question costs weighs, beside what it finds."""


class Oracle:
    """Reads the shopper's goal and picks what brings something right onto the screen soonest."""

    name = "oracle"

    def __init__(self, search: Search) -> None:
        self._search = search

    def decide(self, conversation: Conversation) -> Decision:
        steps = tuple(max(group, key=lambda s: self._worth(s, conversation)) for group in conversation.choices)
        return Decision(steps, self.name)

    def _worth(self, step: Step, conversation: Conversation) -> float:
        shopper = conversation.shopper
        if step.name == "add_to_cart":
            wants = shopper.persona.companion > 0.4
            return {"complete_look": 2.0 * wants, "confirm_checkout": 1.0, "": 0.5}[step.manner]
        laid, _ = lay(Decision((step,), self.name), conversation.state, conversation.candidates, self._search)
        return self._list_worth(laid, conversation) + self._manner_worth(step, laid, conversation)

    def _list_worth(self, laid: Laid, conversation: Conversation) -> float:
        """10 for something right that comes first, less further down; what was looked at and not liked does not count."""
        shopper = conversation.shopper
        for place, pick in enumerate(laid.cards[: shopper.persona.span] if laid.left else laid.cards):
            if pick.product.id in shopper.goal.right and not shopper.rejects(pick.product.id):
                return 10.0 - 0.4 * place
        fresh = sum(not shopper.has_seen(p.product.id) for p in laid.cards)
        return 0.3 * fresh if laid.action != "suggest_relaxation" else 4.0

    def _manner_worth(self, step: Step, laid: Laid, conversation: Conversation) -> float:
        shopper, state = conversation.shopper, conversation.state
        misheard = any(state.constraints.get(w.slot) != w.constraint for w in shopper.told)
        first_right = bool(laid.cards) and laid.cards[0].product.id in shopper.goal.right
        if step.manner == "recap":
            return 5.0 if misheard else -1.0
        if step.manner in ("explain", "visual"):
            return (1.5 if step.manner == "visual" else 1.2) if first_right else 2.0 if misheard else -1.0
        if step.manner == "compare":
            both = [p.product.id in shopper.goal.right for p in laid.cards[:2]]
            return -0.5 if all(both) else -1.0
        if laid.asked:
            wears = WEARS * shopper.minds * shopper.persona.question / max(1.0, shopper.patience)
            wish = next((w for w in shopper.goal.wishes if w.slot == laid.asked and w.slot not in state.constraints), None)
            spread = conversation.candidates.spread.get(laid.asked)
            if wish is None or spread is None:
                return -2.0 - wears
            kept = spread.values.get(wish.value, 0) / max(1, conversation.candidates.total)
            gain = (4.0 if wish.slot != "price" else 2.0) * (1.0 - kept) if kept > 0 or wish.slot == "price" else 0.5
            return (gain if shopper.led else gain * shopper.settings.answers) - wears
        return 0.0
