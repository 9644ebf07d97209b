"""The error channel between a shopper and the tracker: rates that were counted on labelled messages.

`mishearing.json` is written by `python -m benchmarks.policy.mishearing`, with the shipped understanding model.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.constraint import Constraint
from dialogue_policy.simulation.goals import Wish

FILE = Path(__file__).with_name("mishearing.json")


@dataclass(frozen=True, slots=True)
class Rates:
    """By role: what is lost, and what is heard as another value; of messages, what is rejected or taken for something else."""

    lost: Mapping[str, float]
    wrong: Mapping[str, float]
    rejected: float
    taken_for_another: float


@lru_cache(maxsize=1)
def measured() -> Rates:
    """The rates of the shipped understanding model."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    lost = {role: float(one["lost"]) for role, one in raw["roles"].items()}
    wrong = {role: float(one["wrong"]) for role, one in raw["roles"].items()}
    return Rates(lost, wrong, float(raw["rejected"]), float(raw["taken_for_another"]))


def uniform(rate: float) -> Rates:
    """Every wish misheard at this rate, half of them lost, and messages rejected at a fifth of it."""
    return Rates({}, {}, rate / 5, rate / 5) if rate <= 0 else Rates(_Every(rate / 2), _Every(rate / 2), rate / 5, rate / 5)


class _Every(dict[str, float]):
    """One rate for whatever is looked up."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self._rate = rate

    def get(self, key: str, default: object = None) -> float:
        return self._rate


def misheard(
    wishes: Sequence[Wish], values: Mapping[str, Sequence[str]], rates: Rates, times: float, rng: random.Random
) -> dict[str, Constraint]:
    """What is understood of wishes; `values` are what a slot may be in this store, `times` multiplies the rates."""
    out: dict[str, Constraint] = {}
    for wish in wishes:
        luck = rng.random()
        lost = times * rates.lost.get(wish.role, 0.0)
        wrong = times * rates.wrong.get(wish.role, 0.0)
        if luck < lost:
            continue
        if luck < lost + wrong and wish.slot != "price" and len(values.get(wish.slot, ())) > 1:
            out[wish.slot] = Constraint(frozenset((rng.choice(values[wish.slot]),)))
        else:
            out[wish.slot] = wish.constraint
    return out
