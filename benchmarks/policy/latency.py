"""How long a decision of the learned policy takes on one core, beside the fixed one, as JSON.

    python -m benchmarks.policy.latency --store var/demo-store [--dialogues 200]

What one query of 14 tokens takes to encode says how the machine's pace was: 2.0 ms at its best.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np

from assistant.evaluation.shelf import Shelf
from benchmarks.pace import query_encoded
from dialogue_policy.learned import FOLDER, LearnedPolicy
from dialogue_policy.policy import FixedPolicy
from dialogue_policy.simulation.conversation import Conversation, Shop
from nlu.encoder import SentenceEncoder

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "demo-store")
    parser.add_argument("--dialogues", type=int, default=200)
    options = parser.parse_args()
    shop = Shop.over(Shelf.open(options.store))
    learned, fixed, encoder = LearnedPolicy.open(), FixedPolicy(), SentenceEncoder.open()
    times: dict[str, list[float]] = {"learned": [], "learned_where_it_chooses": [], "fixed": [], "one_query_encoded": []}
    for seed in range(options.dialogues):
        talk = Conversation(shop, seed)
        while not talk.over:
            start = time.perf_counter()
            fixed.decide(talk.state, talk.candidates)
            middle = time.perf_counter()
            decision = learned.decide(talk.state, talk.candidates)
            took = 1000 * (time.perf_counter() - middle)
            times["fixed"].append(1000 * (middle - start))
            times["learned"].append(took)
            if decision.choices:
                times["learned_where_it_chooses"].append(took)
            talk.take(decision)
        times["one_query_encoded"].append(query_encoded(encoder, seed))
    told: dict[str, object] = {
        name: {"p50_ms": round(float(np.percentile(ms, 50)), 3), "p95_ms": round(float(np.percentile(ms, 95)), 3), "n": len(ms)}
        for name, ms in times.items()
    }
    told["model_bytes"] = (FOLDER / "model.onnx").stat().st_size
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
