"""What a learned policy is compared with: chance, never asking, a fixed order, the greatest entropy, the best by hand."""

from __future__ import annotations

import random

from dialogue_policy.action import Step
from dialogue_policy.by_hand import Chosen, Group
from dialogue_policy.candidates import Candidates
from dialogue_policy.roles import Role, role_of
from dialogue_policy.state import DialogueState


class RandomPolicy(Chosen):
    """Any of what is allowed."""

    name = "random"

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)

    def choose(self, group: Group, state: DialogueState, candidates: Candidates) -> Step:
        return self._rng.choice(group)


class AlwaysRecommend(Chosen):
    """Shows, and never asks."""

    name = "recommend"

    def choose(self, group: Group, state: DialogueState, candidates: Candidates) -> Step:
        return group[0]


class FixedOrder(Chosen):
    """Asks for one role after another, as a form does, while there is more than a page."""

    name = "fixed_order"
    ORDER: tuple[Role, ...] = ("person", "type", "size", "color", "price", "material", "brand", "look", "use", "other")

    def choose(self, group: Group, state: DialogueState, candidates: Candidates) -> Step:
        asked = {role_of(str(s.args["slot"])): s for s in group if s.name == "ask_slot" and "slot" in s.args}
        return next((asked[role] for role in self.ORDER if role in asked), group[0])


class GreatestEntropy(Chosen):
    """Asks for what divides the results most, while there is more than a page."""

    name = "entropy"

    def choose(self, group: Group, state: DialogueState, candidates: Candidates) -> Step:
        questions = [s for s in group if s.name == "ask_slot" and "slot" in s.args]
        return max(questions, key=lambda s: candidates.spread[str(s.args["slot"])].entropy, default=group[0])
