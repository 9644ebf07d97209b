"""Whether the off-policy estimate tells the truth: on simulated logs, how often its interval covers the true value, as JSON.

    python -m benchmarks.policy.off_policy --store var/demo-store [--logs 100] [--conversations 600] [--exploration 0.2]
        [--workers 2]

Each log is of so many conversations held by the shipped policy while it explores; another policy is estimated from it, whose
true value comes from many conversations of its own. A 95% interval should cover that in 95 of 100 logs. Some of the others do
otherwise in every fifth of their choices, which a log can tell of; the same ones wholly are there for the guard. Logs that are
worth too few conversations of the other policy where it does otherwise (`off_policy.EFFECTIVE`) are refused, as `train policy
--from-logs` refuses them: with little explored, or few conversations, that is most of them. `difference` is what that command
decides by: how much more the other policy earns than the shipped one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from assistant.evaluation.shelf import Shelf
from dialogue_policy.action import Decision
from dialogue_policy.features import CHOICES, choice_of, features, mask_of
from dialogue_policy.learned import LearnedPolicy
from dialogue_policy.machine import allowed
from dialogue_policy.off_policy import EFFECTIVE, Chances, Episode, Estimate, earned, effective, episode, estimate
from dialogue_policy.simulation.conversation import Conversation, Shop
from dialogue_policy.simulation.runs import Decide, deciding

ROOT = Path(__file__).resolve().parents[2]
LOGS_FROM, TRUTH_FROM, TRUTH, _SHARE = 2_000_000_000, 3_000_000_000, 20_000, 1_000


@dataclass(frozen=True, slots=True)
class Other:
    """A policy to be estimated: what is added to the shipped one's logits, in which share of its choices."""

    bias: dict[str, float]
    share: float = 1.0


ASKS, PLAINER, SILENT = {"ask_slot": 1.5}, {"recommend:diverse": -20.0, "show_more:diverse": -20.0}, {"ask_slot": -20.0}
OTHERS = {
    "itself": Other({}),
    "now and then asks more": Other(ASKS, 0.2),
    "now and then is plainer": Other(PLAINER, 0.2),
    "now and then does not ask": Other(SILENT, 0.2),
    "asks more": Other(ASKS),
    "is plainer": Other(PLAINER),
    "never asks": Other(SILENT),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "demo-store")
    parser.add_argument("--logs", type=int, default=100)
    parser.add_argument("--conversations", type=int, default=600)
    parser.add_argument("--exploration", type=float, default=0.2)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    starts = [LOGS_FROM + number * options.conversations for number in range(options.logs)]
    truths: dict[str, list[float]] = {name: [] for name in OTHERS}
    estimates: dict[str, list[tuple[Estimate, Estimate]]] = {name: [] for name in OTHERS}
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        held = pool.map(_estimates, repeat(options.store), starts, repeat(options.conversations), repeat(options.exploration))
        for number, one in enumerate(held, 1):
            for name, told in one.items():
                estimates[name].append(told)
            print(f"{number} of {options.logs} logs", file=sys.stderr, flush=True)
        told = [name for name in OTHERS if estimates[name]]
        shares = [(name, first) for name in told for first in range(TRUTH_FROM, TRUTH_FROM + TRUTH, _SHARE)]
        for (name, _), worths in zip(shares, pool.map(_truth, repeat(options.store), *zip(*shares, strict=True)), strict=True):
            truths[name] += worths
    figures = {name: _covered(truths[name], truths["itself"], estimates[name], options.logs) for name in OTHERS}
    print(json.dumps(figures | {"logs": options.logs}, indent=1))


def _covered(
    worths: Sequence[float], shipped: Sequence[float], told: Sequence[tuple[Estimate, Estimate]], logs: int
) -> dict[str, object]:
    counts: dict[str, object] = {"refused": logs - len(told), "told": len(told)}
    if not told:
        return counts
    error = 1.96 * float(np.hypot(np.std(worths) / len(worths) ** 0.5, np.std(shipped) / len(shipped) ** 0.5))
    values, differences = zip(*told, strict=True)
    counts["true_half_width"] = round(1.96 * float(np.std(worths)) / len(worths) ** 0.5, 4)
    counts |= _held_against(values, float(np.mean(worths)))
    counts["difference"] = {"true_half_width": round(error, 4)} | _held_against(
        differences, float(np.mean(worths) - np.mean(shipped))
    )
    return counts


def _held_against(told: Sequence[Estimate], true: float) -> dict[str, float]:
    return {
        "true": round(true, 4),
        "mean_estimate": round(float(np.mean([e.value for e in told])), 4),
        "covered": round(float(np.mean([e.low <= true <= e.high for e in told])), 3),
        "mean_half_width": round(float(np.mean([(e.high - e.low) / 2 for e in told])), 4),
    }


@cache
def _shop(store: Path) -> Shop:
    return Shop.over(Shelf.open(store))


@cache
def _shipped() -> LearnedPolicy:
    return LearnedPolicy.open()


def _truth(store: Path, name: str, first: int) -> list[float]:
    """What this policy earned in each conversation of a share that it chose in."""
    decide = _deciding(_shipped(), OTHERS[name])
    talks = (_talk(_shop(store), seed, decide) for seed in range(first, first + _SHARE))
    return [worth for log, worth in talks if len(log.chosen)]


def _estimates(store: Path, first: int, conversations: int, exploration: float) -> dict[str, tuple[Estimate, Estimate]]:
    """Name of a policy -> what it would have earned by one log, and how much more than the shipped one, where the log is worth
    enough of its own conversations.
    """
    decide = deciding(_shipped().exploring(exploration))
    log = [_talk(_shop(store), seed, decide)[0] for seed in range(first, first + conversations)]
    log = [e for e in log if len(e.chosen)]
    chances = {name: _chances(_shipped(), other) for name, other in OTHERS.items()}
    shipped = chances["itself"]
    usual = earned(log, shipped)
    values = {name: earned(log, c) for name, c in chances.items() if effective(log, shipped, c) >= EFFECTIVE}
    return {name: (estimate(value), estimate(value - usual)) for name, value in values.items()}


def _bias(other: Other) -> np.ndarray:
    return np.array([next((b for part, b in other.bias.items() if choice.startswith(part)), 0.0) for choice in CHOICES])


def _talk(shop: Shop, seed: int, decide: Decide) -> tuple[Episode, float]:
    """A conversation as it would be logged, and what was earned in it from the first choice on."""
    talk = Conversation(shop, seed)
    rows: list[tuple[Sequence[float], Sequence[int], int, float]] = []
    rewards: list[float] = []
    while not talk.over:
        decision = decide(talk)
        for choice in decision.choices:
            rows.append((choice.seen, choice.allowed, choice.chosen, choice.propensity))
            rewards.append(0.0)
        reward = talk.take(decision)
        if rewards:
            rewards[-1] += reward
    return episode(rows, rewards), sum(rewards)


def _deciding(policy: LearnedPolicy, other: Other) -> Decide:
    bias = _bias(other)

    def decide(talk: Conversation) -> Decision:
        chosen = policy.decide(talk.state, talk.candidates)
        if not chosen.choices:
            return chosen
        seen = features(talk.state, talk.candidates)
        logits, steps = policy.logits(seen[None, :])[0], []
        rng = random.Random(f"{talk.state.session_id}:{talk.state.turn}:other")
        for group in allowed(talk.state, talk.candidates):
            mask = mask_of(group)
            here = logits + bias if rng.random() < other.share else logits
            best = int(np.argmax(np.where(mask, here, -np.inf)))
            steps.append(next(s for s in group if choice_of(s) == best))
        return Decision(tuple(steps), "other", choices=chosen.choices)

    return decide


def _chances(policy: LearnedPolicy, other: Other) -> Chances:
    bias, one = _bias(other), np.eye(len(CHOICES))

    def chances(seen: np.ndarray, masks: np.ndarray) -> np.ndarray:
        logits = policy.logits(seen.astype(np.float32))
        plain, biased = (one[np.where(masks, of, -np.inf).argmax(1)] for of in (logits, logits + bias))
        return (1 - other.share) * plain + other.share * biased

    return chances


if __name__ == "__main__":
    main()
