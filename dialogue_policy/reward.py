"""What a conversation is worth: satisfaction as it moves, and what lasts of it.

    return = sum over turns of ( satisfaction * change of satisfaction - turn )
           + purchase * bought + basket * something with it - sent_back * chance that it is sent back
           + comes_back * chance that the shopper comes back to the conversation

The first line is immediate: a shopper who is asked in vain or shown what does not fit is worth less at once. The others are long-
term: what is bought, and kept, and whether this shopper talks to the shop again. Chances stand in place of draws, so that no luck
is in the figure. `Weights` with a term at 0 tell what the term does (`shopwindow eval policy --ablate`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each term counts."""

    satisfaction: float = 0.5
    turn: float = 0.02
    purchase: float = 1.0
    basket: float = 0.2
    sent_back: float = 1.0
    comes_back: float = 0.6


SENT_BACK = {"right": 0.04, "dull": 0.35, "wrong": 0.9}
"""Chance that a purchase is sent back: right, not to the shopper's taste, against a wish that had to hold."""


def turn_reward(before: float, after: float, weights: Weights) -> float:
    """Of one turn, from the satisfaction (-1..1) before and after it."""
    return weights.satisfaction * (after - before) - weights.turn


def end_reward(
    *, bought: bool, right: bool, wrong: bool, second: bool, satisfaction: float, patience: float, weights: Weights
) -> float:
    """Of the end, from what was bought and how the shopper feels; `patience` is the share left (0..1)."""
    kind = "right" if right else "wrong" if wrong else "dull"
    worth = 0.0
    if bought:
        worth += weights.purchase - weights.sent_back * SENT_BACK[kind] + weights.basket * second
    return worth + weights.comes_back * comes_back(bought=bought, kind=kind, satisfaction=satisfaction, patience=patience)


def comes_back(*, bought: bool, kind: str, satisfaction: float, patience: float) -> float:
    """The chance that the shopper talks to the shop again."""
    lasting = {"right": 0.8, "dull": -0.4, "wrong": -1.5}[kind] if bought else -1.0
    return 1.0 / (1.0 + math.exp(-(2.0 * satisfaction + 1.2 * (patience - 0.5) + lasting)))
