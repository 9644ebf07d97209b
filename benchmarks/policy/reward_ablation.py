"""What each term of the reward does: policies trained without it, and how they behave, as JSON. Needs the `train` extra.

    python -m benchmarks.policy.reward_ablation --store var/demo-store [--dialogues 24000] [--measured 3000]

Every policy is trained alike but for one weight at 0, and measured on the same shoppers by what no weight shapes: success, turns,
questions, what is bought with something, what is bought against a wish, satisfaction; and by the whole reward.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from assistant.evaluation.shelf import Shelf
from dialogue_policy.by_hand import ByHand, by_hand
from dialogue_policy.learned import LearnedPolicy
from dialogue_policy.reward import Weights
from dialogue_policy.simulation.conversation import Shop
from dialogue_policy.simulation.personas import EVALUATED
from dialogue_policy.simulation.runs import HOLDOUT, converse, deciding
from dialogue_policy.simulation.simulator import Settings
from dialogue_policy.training.export import export
from dialogue_policy.training.ppo import Actor, Plan, card_of, train

ROOT = Path(__file__).resolve().parents[2]
MEASURES = ("worth", "success", "turns", "questions", "vain_questions", "wrong", "satisfaction", "abandoned")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "demo-store")
    parser.add_argument("--dialogues", type=int, default=24_000)
    parser.add_argument("--measured", type=int, default=3000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    terms = ["", *(one.name for one in fields(Weights))]
    jobs = [(options.store, term, options.dialogues, options.measured) for term in terms]
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        told = dict(zip((f"without {t}" if t else "whole" for t in terms), pool.map(without, jobs), strict=True))
    print(json.dumps(told, indent=1))


def without(job: tuple[Path, str, int, int]) -> dict[str, float]:
    """Trains without a term, and measures."""
    store, term, dialogues, measured = job
    shop = Shop.over(Shelf.open(store))
    weights = replace(Weights(), **{term: 0.0}) if term else Weights()
    plan = Plan(dialogues=dialogues)
    model, _ = train(shop, ByHand(by_hand()), plan, weights=weights)
    with tempfile.TemporaryDirectory() as folder:
        export(Actor(model), Path(folder), card_of(plan, store.name, 0.0, {}, "reward_ablation"))
        policy = LearnedPolicy.open(Path(folder))
        results = converse(shop, deciding(policy), range(HOLDOUT, HOLDOUT + measured), Settings(mix=EVALUATED))
    return {name: round(float(np.mean([getattr(r, name) for r in results])), 4) for name in MEASURES}


if __name__ == "__main__":
    main()
