"""Finds the thresholds of the best policy by hand, by search, as JSON.

    python -m benchmarks.policy.tuning --store var/demo-store [--dialogues 120000] [--to dialogue_policy/by_hand.json]

A climb: each round makes neighbours of the best so far, talks to the same fresh shoppers with each of them, and goes on with
the best. It uses as many dialogues as the learned policy trains on.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

import numpy as np

from assistant.evaluation.shelf import Shelf
from dialogue_policy.by_hand import FILE, ByHand, Thresholds
from dialogue_policy.simulation.conversation import Shop
from dialogue_policy.simulation.runs import converse, deciding, world_hash

ROOT = Path(__file__).resolve().parents[2]
EACH, NEIGHBOURS, SEED = 400, 4, 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "demo-store")
    parser.add_argument("--dialogues", type=int, default=120_000)
    parser.add_argument("--to", type=Path, default=FILE)
    options = parser.parse_args()
    shop, rng = Shop.over(Shelf.open(options.store)), random.Random(SEED)
    best, used, worth, round_ = Thresholds(), 0, 0.0, 0
    while used + (NEIGHBOURS + 1) * EACH <= options.dialogues:
        width = 0.25 * (1 - used / options.dialogues) + 0.05
        seeds = range(used, used + EACH)
        tried = [best, *(best.moved(rng, width) for _ in range(NEIGHBOURS))]
        scores = [float(np.mean([r.worth for r in converse(shop, deciding(ByHand(one)), seeds)])) for one in tried]
        used += len(tried) * EACH
        best, worth = tried[int(np.argmax(scores))], max(scores)
        round_ += 1
        print(f"round {round_}: {used} dialogues, {scores[0]:.3f} -> {worth:.3f}", flush=True)
    told = {"dialogues": used, "world": world_hash(), "store": options.store.name, "thresholds": asdict(best)}
    options.to.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
