"""Many conversations with one policy, and what came of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dialogue_policy.action import Decision
from dialogue_policy.policy import Policy
from dialogue_policy.reward import Weights
from dialogue_policy.simulation.conversation import Conversation, Shop
from dialogue_policy.simulation.mishearing import Rates
from dialogue_policy.simulation.oracle import Oracle
from dialogue_policy.simulation.simulator import Settings, Shopper

HOLDOUT = 1_000_000_000
"""Seeds from here on are never trained or tuned on: shoppers with goals that nobody has seen."""
FROZEN = ("personas.py", "goals.py", "simulator.py", "mishearing.py", "mishearing.json", "conversation.py", "../reward.py")
"""The files that make the simulated world: a figure names their hash."""

Decide = Callable[[Conversation], Decision]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one conversation. `turns` are the shopper's messages; `violations` cards against a wish that was told."""

    seed: int
    persona: str
    worth: float
    success: bool
    bought: bool
    wrong: bool
    turns: int
    violations: int
    questions: int
    vain_questions: int
    satisfaction: float
    forbidden: int

    @classmethod
    def of(cls, seed: int, shopper: Shopper, worth: float, forbidden: int) -> Result:
        """What came of a conversation that is over."""
        return cls(
            seed,
            shopper.persona.name,
            worth,
            shopper.right,
            shopper.bought is not None,
            shopper.wrong,
            shopper.messages,
            shopper.violations,
            shopper.questions,
            shopper.vain_questions,
            shopper.satisfaction,
            forbidden,
        )

    @property
    def abandoned(self) -> bool:
        return not self.bought


def converse(
    shop: Shop,
    decide: Decide,
    seeds: Iterable[int],
    settings: Settings | None = None,
    weights: Weights | None = None,
    rates: Rates | None = None,
) -> list[Result]:
    """One conversation for each seed: the same seed is the same shopper with the same goal."""
    return [_one(shop, decide, seed, settings, weights, rates) for seed in seeds]


def deciding(policy: Policy | Oracle) -> Decide:
    """A policy as these runs call it: the oracle sees the whole conversation, all others what they see when serving."""
    if isinstance(policy, Oracle):
        return policy.decide
    return lambda conversation: policy.decide(conversation.state, conversation.candidates)


def world_hash() -> str:
    """A hash of all that makes the simulated world."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for name in FROZEN:
        digest.update((here / name).read_bytes())
    return digest.hexdigest()[:16]


def _one(
    shop: Shop, decide: Decide, seed: int, settings: Settings | None, weights: Weights | None, rates: Rates | None
) -> Result:
    conversation = Conversation(shop, seed, settings, weights, rates)
    while not conversation.over:
        conversation.take(decide(conversation))
    return Result.of(seed, conversation.shopper, conversation.worth, conversation.forbidden)
