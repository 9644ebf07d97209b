"""The best policy that could be written by hand: rules with thresholds, tuned by search with simulated shoppers.

It serves where a client tells nothing of how the shopper reacts, is what a learned policy begins from, and what that is measured
against.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, fields, replace
from pathlib import Path

from dialogue_policy.action import Decision, Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.machine import allowed
from dialogue_policy.roles import ROLES, role_of
from dialogue_policy.state import DialogueState

Group = tuple[Step, ...]


class Chosen:
    """A policy that chooses in each group for itself."""

    name = ""

    def decide(self, state: DialogueState, candidates: Candidates) -> Decision:
        return Decision(tuple(self.choose(group, state, candidates) for group in allowed(state, candidates)), self.name)

    def choose(self, group: Group, state: DialogueState, candidates: Candidates) -> Step:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the best policy by hand goes by; found by search (`python -m benchmarks.policy.tuning`).

    A question is asked for the role with the greatest `role weight x gain`, where that is at least `least`, more than `pages` are
    found, at most `questions` were asked in this search (`untapped` of those who have not tapped a quick reply), and the shopper
    does not seem to mind: at most `slow` times as long as usual for the last answer, at most `downs` thumbs down in a row.
    """

    person: float = 1.0
    type: float = 1.0
    size: float = 1.0
    color: float = 1.0
    price: float = 1.0
    brand: float = 1.0
    material: float = 1.0
    look: float = 1.0
    use: float = 1.0
    other: float = 0.5
    pages: float = 2.0
    least: float = 0.3
    questions: float = 3.0
    untapped: float = 3.0
    slow: float = 2.0
    downs: float = 1.0
    explain_below: float = 0.0
    """Reasons for the first are given where so many or fewer are found."""
    diverse_above: float = 99.0
    """A diverse page where more pages than so many are found and no question is asked."""
    more_diverse: float = 0.0
    more_asks: float = 0.0
    recap_at: float = 99.0
    """A recap where so many wishes are known."""
    recap_on_repeat: float = 0.0
    compare_below: float = 0.0
    offer_checkout: float = 0.0
    offer_companion: float = 0.0
    down_lists: float = 0.0

    def moved(self, rng: random.Random, width: float) -> Thresholds:
        """A neighbour: some of them multiplied or moved."""
        changed: dict[str, float] = {}
        for one in fields(self):
            if rng.random() < 0.25:
                low, high = BOUNDS[one.name]
                changed[one.name] = min(high, max(low, getattr(self, one.name) + rng.gauss(0.0, width) * (high - low)))
        return replace(self, **changed)


BOUNDS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(ROLES, (0.0, 2.0)), "pages": (1.0, 6.0), "least": (0.0, 1.5), "questions": (0.0, 6.0),
    "untapped": (0.0, 6.0), "slow": (0.5, 5.0),
    "downs": (0.0, 3.0), "explain_below": (0.0, 8.0), "diverse_above": (1.0, 12.0), "more_diverse": (0.0, 1.0),
    "more_asks": (0.0, 1.0), "recap_at": (2.0, 8.0), "recap_on_repeat": (0.0, 1.0), "compare_below": (0.0, 8.0),
    "offer_checkout": (0.0, 1.0), "offer_companion": (0.0, 1.0), "down_lists": (0.0, 1.0),
}  # fmt: skip
"""Where a search looks; a switch is on above a half."""


FILE = Path(__file__).with_name("by_hand.json")


def by_hand() -> Thresholds:
    """The thresholds that the search found (`python -m benchmarks.policy.tuning`)."""
    return Thresholds(**json.loads(FILE.read_text(encoding="utf-8"))["thresholds"])


class ByHand(Chosen):
    """The best that could be written by hand: rules with thresholds, which look at how the shopper reacts as well."""

    name = "best_fixed"

    def __init__(self, thresholds: Thresholds) -> None:
        self.thresholds = thresholds

    def choose(self, group: Group, state: DialogueState, candidates: Candidates) -> Step:
        by: dict[tuple[str, str], Step] = {(s.name, s.manner): s for s in group if s.name != "ask_slot"}
        one, first = self.thresholds, group[0]
        if first.name == "add_to_cart":
            wanted = "confirm_checkout" if one.offer_checkout > max(0.5, one.offer_companion) else ""
            wanted = "complete_look" if one.offer_companion > max(0.5, one.offer_checkout) else wanted
            return by.get(("add_to_cart", wanted), first)
        if first.name == "acknowledge":
            if len(group) == 1 or one.down_lists < 0.5:
                return first
            first = by.get(("recommend", ""), first)
        elif first.name == "show_more":
            question = self._question(group, state, candidates) if one.more_asks > 0.5 else None
            return question or (by.get(("show_more", "diverse"), first) if one.more_diverse > 0.5 else first)
        elif first.name != "recommend":
            return first
        return self._listed(group, by, first, state, candidates)

    def _listed(
        self, group: Group, by: dict[tuple[str, str], Step], first: Step, state: DialogueState, candidates: Candidates
    ) -> Step:
        one = self.thresholds
        repeated = state.engagement.repeats > 0 and one.recap_on_repeat > 0.5
        if ("recommend", "recap") in by and (repeated or len(state.constraints) >= one.recap_at):
            return by["recommend", "recap"]
        question = self._question(group, state, candidates)
        if question is not None:
            return question
        if 0 < candidates.total <= one.explain_below:
            manner = "visual" if ("recommend", "visual") in by else "explain"
            if ("recommend", manner) in by:
                return by["recommend", manner]
        if 1 < candidates.total <= one.compare_below and ("recommend", "compare") in by:
            return by["recommend", "compare"]
        if candidates.total > one.diverse_above * candidates.page:
            return by.get(("recommend", "diverse"), first)
        return first

    def _question(self, group: Group, state: DialogueState, candidates: Candidates) -> Step | None:
        one, engaged = self.thresholds, state.engagement
        most = one.questions if engaged.quick_reply_clicks else min(one.questions, one.untapped)
        if candidates.total <= one.pages * candidates.page or len(state.asked_slots) >= most:
            return None
        pace = engaged.usual_ms
        slow = engaged.reaction_ms is not None and pace > 0 and engaged.reaction_ms > one.slow * pace
        if state.asked_slots and (slow or engaged.downs_in_row > one.downs):
            return None
        worth = [
            (getattr(one, role_of(str(s.args["slot"]))) * candidates.spread[str(s.args["slot"])].gain, i, s)
            for i, s in enumerate(group)
            if s.name == "ask_slot" and str(s.args.get("slot")) in candidates.spread
        ]
        best = max(worth, key=lambda w: w[:2], default=None)
        return best[2] if best is not None and best[0] >= one.least else None
