"""A store's records against its pictures, as JSON: how often what is recorded is shown, and how often another value of its slot.

    python -m benchmarks.grounding.records --store STORE [--every 4] [--seed 1] [--model FOLDER]

Of every product (or each `--every`th) each value that a picture may show is looked for on the picture of its card, and beside it
two other values of the same slot, drawn from the store's own. What is called shown though the record names another is not always
wrong (a collar may be both things, navy is nearly black), but most of it is. `absent` of a recorded value is what `shopwindow
audit` would tell of. `told` are the same shown where no record is read: then no other value of a slot that holds one may be shown
too.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from assistant.store_sight import StoreSight
from data.product import Pick
from data.store import Store
from grounding.showing import sought
from grounding.sight import Vision
from nlu.encoder import SentenceEncoder

_OTHERS = 2
_FEWEST = 20
_OF_PART = ("_color", "_material", "_pattern")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", type=Path, help="A layer over the tower that looked at the store")
    options = parser.parse_args()
    store = Store.open(options.store)
    sight = StoreSight(store, Vision.open(SentenceEncoder.open(), options.model))
    counted = compared(store, sight, options.every, random.Random(options.seed))
    told = {group: _shares(counts) for group, counts in sorted(counted.items()) if _looked(counts, "recorded") >= _FEWEST}
    print(json.dumps({"all": _shares(sum(counted.values(), Counter())), **told}, indent=1))


def compared(store: Store, sight: StoreSight, every: int, rng: random.Random) -> dict[str, Counter[tuple[str, str]]]:
    """Group of slots -> ("recorded" or "other", verdict) -> how often."""
    rows = np.arange(store.product_count, dtype=np.int32)
    values = {slot: list(store.counts(slot, rows)) for slot in store.slots()}
    counted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in range(0, store.product_count, every):
        product = store.product_at(row)
        pick = Pick(product, product.variants[0])
        asked: dict[str, tuple[str, str]] = {}
        for slot in product.slots():
            own = product.names(slot, pick.variant)
            others = [value for value in values.get(slot, ()) if value not in own]
            for phrase in sought(slot, product.values(slot, pick.variant), sight.eyes.vocabulary):
                asked.setdefault(phrase, (slot, "recorded"))
            for phrase in sought(slot, rng.sample(others, min(_OTHERS, len(others))), sight.eyes.vocabulary):
                asked.setdefault(phrase, (slot, "other"))
        for phrase, seen in sight.eyes.looked([pick], [list(asked)], asked)[0].items():
            slot, kind = asked[phrase]
            counted[_group(slot)][kind, sight.eyes.verdict(seen.sight)] += 1
            counted[_group(slot)][kind, "told"] += sight.eyes.judged(seen, recorded=False) == "shown"
    return counted


def _group(slot: str) -> str:
    return next((f"a part's {ending[1:]}" for ending in _OF_PART if slot.endswith(ending)), slot)


def _looked(counts: Counter[tuple[str, str]], kind: str) -> int:
    return sum(n for (of, verdict), n in counts.items() if of == kind and verdict != "told")


def _shares(counts: Counter[tuple[str, str]]) -> dict[str, float | int]:
    recorded, other = _looked(counts, "recorded"), _looked(counts, "other")
    return {
        "recorded": recorded,
        "recorded_shown": round(counts["recorded", "shown"] / max(recorded, 1), 3),
        "recorded_absent": round(counts["recorded", "absent"] / max(recorded, 1), 4),
        "recorded_told": round(counts["recorded", "told"] / max(recorded, 1), 3),
        "other": other,
        "other_shown": round(counts["other", "shown"] / max(other, 1), 3),
        "other_told": round(counts["other", "told"] / max(other, 1), 3),
    }


if __name__ == "__main__":
    main()
