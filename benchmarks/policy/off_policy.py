"""Whether the off-policy estimate tells the truth: on simulated logs, how often its interval covers the true value, as JSON.

    python -m benchmarks.policy.off_policy --store var/demo-store [--logs 100] [--conversations 600] [--exploration 0.2]
        [--workers 2]

Each log is of so many conversations held by the shipped policy while it explores; another policy is estimated from it, whose true
value comes from many conversations of its own. A 95% interval should cover that in 95 of 100 logs. Logs that are worth too few
conversations of the other policy where it does otherwise (`off_policy.EFFECTIVE`) are refused, as `train policy --from-logs`
refuses them: with little explored, or few conversations, that is most of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
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

OTHERS: dict[str, dict[str, float]] = {
    "itself": {},
    "asks a little more": {"ask_slot": 0.5},
    "asks more": {"ask_slot": 1.5},
    "plainer": {"recommend:diverse": -20.0, "show_more:diverse": -20.0},
    "never asks": {"ask_slot": -20.0},
}
"""Policies to be estimated: what is added to the shipped one's logits."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "demo-store")
    parser.add_argument("--logs", type=int, default=100)
    parser.add_argument("--conversations", type=int, default=600)
    parser.add_argument("--exploration", type=float, default=0.2)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    shares = [(name, first) for name in OTHERS for first in range(TRUTH_FROM, TRUTH_FROM + TRUTH, _SHARE)]
    starts = [LOGS_FROM + number * options.conversations for number in range(options.logs)]
    truths: dict[str, list[float]] = {name: [] for name in OTHERS}
    estimates: dict[str, list[Estimate]] = {name: [] for name in OTHERS}
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        for (name, _), worths in zip(shares, pool.map(_truth, repeat(options.store), *zip(*shares, strict=True)), strict=True):
            truths[name] += worths
        held = pool.map(_estimates, repeat(options.store), starts, repeat(options.conversations), repeat(options.exploration))
        for number, one in enumerate(held, 1):
            for name, told in one.items():
                estimates[name].append(told)
            print(f"{number} of {options.logs} logs", file=sys.stderr, flush=True)
    figures = {name: _covered(float(np.mean(truths[name])), estimates[name], options.logs) for name in OTHERS}
    print(json.dumps(figures | {"logs": options.logs}, indent=1))


def _covered(true: float, told: Sequence[Estimate], logs: int) -> dict[str, float]:
    counts = {"true": round(true, 4), "refused": logs - len(told), "told": len(told)}
    if not told:
        return counts
    return counts | {
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
    decide = _biased(_shipped(), _bias(name))
    talks = (_talk(_shop(store), seed, decide) for seed in range(first, first + _SHARE))
    return [worth for log, worth in talks if len(log.chosen)]


def _estimates(store: Path, first: int, conversations: int, exploration: float) -> dict[str, Estimate]:
    """Name of a policy -> what it would have earned by one log, where that is worth enough of its own conversations."""
    decide = deciding(_shipped().exploring(exploration))
    log = [_talk(_shop(store), seed, decide)[0] for seed in range(first, first + conversations)]
    log = [e for e in log if len(e.chosen)]
    chances = {name: _chances(_shipped(), _bias(name)) for name in OTHERS}
    shipped = chances["itself"]
    return {name: estimate(earned(log, c)) for name, c in chances.items() if effective(log, shipped, c) >= EFFECTIVE}


def _bias(name: str) -> np.ndarray:
    weights = OTHERS[name]
    return np.array([next((b for part, b in weights.items() if choice.startswith(part)), 0.0) for choice in CHOICES])


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


def _biased(policy: LearnedPolicy, bias: np.ndarray) -> Decide:
    def decide(talk: Conversation) -> Decision:
        chosen = policy.decide(talk.state, talk.candidates)
        if not chosen.choices:
            return chosen
        seen = features(talk.state, talk.candidates)
        logits = policy.logits(seen[None, :])[0] + bias
        steps = []
        for group in allowed(talk.state, talk.candidates):
            mask = mask_of(group)
            best = int(np.argmax(np.where(mask, logits, -np.inf)))
            steps.append(next(s for s in group if choice_of(s) == best))
        return Decision(tuple(steps), "biased", choices=chosen.choices)

    return decide


def _chances(policy: LearnedPolicy, bias: np.ndarray) -> Chances:
    def chances(seen: np.ndarray, masks: np.ndarray) -> np.ndarray:
        logits = policy.logits(seen.astype(np.float32)) + bias
        return np.eye(len(CHOICES))[np.where(masks, logits, -np.inf).argmax(1)]

    return chances


if __name__ == "__main__":
    main()
