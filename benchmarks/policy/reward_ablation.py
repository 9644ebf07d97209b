"""What each term of the reward does: policies trained without it, and how they behave, as JSON. Needs the `train` extra.

    python -m benchmarks.policy.reward_ablation --store var/demo-store [--dialogues 24000] [--measured 3000] [--seeds 1]

Every policy is trained alike but for one weight at 0, and measured on the same shoppers by what no weight shapes (success, turns,
questions, what is bought against a wish, satisfaction), by what each term is for (a second thing bought, the chance that the
purchase is sent back, the chance that the shopper comes back), and by the whole reward. `less_whole` is how much more of it there
is than with all terms, paired, with its 95% interval over seeds and shoppers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from assistant.evaluation.policies import spread
from assistant.evaluation.shelf import Shelf
from dialogue_policy.by_hand import ByHand, by_hand
from dialogue_policy.learned import LearnedPolicy
from dialogue_policy.reward import Weights
from dialogue_policy.simulation.conversation import Conversation, Shop, ended
from dialogue_policy.simulation.personas import EVALUATED
from dialogue_policy.simulation.runs import HOLDOUT, Decide, Result, deciding, world_hash
from dialogue_policy.simulation.simulator import Settings
from dialogue_policy.training.export import export
from dialogue_policy.training.ppo import Actor, Plan, card_of, train

ROOT = Path(__file__).resolve().parents[2]
MEASURES = ("worth", "success", "turns", "questions", "vain_questions", "wrong", "satisfaction", "abandoned")
FOR_WHICH = ("second", "sent_back", "comes_back")
"""What terms of the reward are for."""
_NOTHING = Weights(**{one.name: 0.0 for one in fields(Weights)})
Measured = dict[str, np.ndarray]
"""Measure -> its value in each conversation."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "demo-store")
    parser.add_argument("--dialogues", type=int, default=24_000)
    parser.add_argument("--measured", type=int, default=3000)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    terms = ["", *(one.name for one in fields(Weights))]
    jobs = [
        (options.store, term, options.dialogues, options.measured, seed) for term in terms for seed in range(1, options.seeds + 1)
    ]
    found: dict[str, list[Measured]] = {}
    with ProcessPoolExecutor(options.workers, mp_context=get_context("spawn")) as pool:
        for (_, term, *_), one in zip(jobs, pool.map(without, jobs), strict=True):
            found.setdefault(f"without {term}" if term else "whole", []).append(one)
            print(f"without {term or 'nothing'}", file=sys.stderr, flush=True)
    told = {}
    for name, one in found.items():
        told[name] = {
            measure: spread([m[measure] for m in one])
            | (
                {"less_whole": _beside([m[measure] for m in one], [m[measure] for m in found["whole"]])}
                if name != "whole"
                else {}
            )
            for measure in (*MEASURES, *FOR_WHICH)
        }
    print(json.dumps(told | {"world": world_hash()}, indent=1))


def _beside(one: list[np.ndarray], whole: list[np.ndarray]) -> dict[str, float | int]:
    return spread([a - b for a, b in zip(one, whole, strict=True)])


def without(job: tuple[Path, str, int, int, int]) -> Measured:
    """Trains without a term, and measures."""
    store, term, dialogues, measured, seed = job
    shop = Shop.over(Shelf.open(store))
    weights = replace(Weights(), **{term: 0.0}) if term else Weights()
    plan = Plan(dialogues=dialogues, seed=seed)
    model, _ = train(shop, ByHand(by_hand()), plan, weights=weights)
    with tempfile.TemporaryDirectory() as folder:
        export(Actor(model), Path(folder), card_of(plan, store.name, 0.0, {}, "reward_ablation"))
        decide = deciding(LearnedPolicy.open(Path(folder)))
        shoppers = [_held(shop, decide, number) for number in range(HOLDOUT, HOLDOUT + measured)]
    return {name: np.array([one[name] for one in shoppers]) for name in (*MEASURES, *FOR_WHICH)}


def _held(shop: Shop, decide: Decide, seed: int) -> dict[str, float]:
    """One conversation, and what came of it."""
    talk = Conversation(shop, seed, Settings(mix=EVALUATED))
    while not talk.over:
        talk.take(decide(talk))
    of = Result.of(seed, talk.shopper, talk.worth, talk.forbidden)
    told = {name: float(getattr(of, name)) for name in MEASURES}
    told["second"] = float(talk.shopper.second is not None)
    told["sent_back"] = -ended(talk.shopper, replace(_NOTHING, sent_back=1.0))
    return told | {"comes_back": ended(talk.shopper, replace(_NOTHING, comes_back=1.0))}


if __name__ == "__main__":
    main()
