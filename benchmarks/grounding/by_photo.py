"""Finding by a photo: of the six nearest of a shop's other photos, how many are of its kind, of its colour, of both; as JSON.

    python -m benchmarks.grounding.by_photo [--data ../shared/data] [--most 700]

Photos of fashion-photos' test split, each sought among the others by its record's type and base colour: with what the colour adds
to the likeness, as serving has it, and without.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from assistant.store_sight import HUE
from benchmarks.grounding.photos import Shop, looked
from grounding.evaluation import resampled
from grounding.sight import Vision
from nlu.encoder import SentenceEncoder

FOUND = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--most", type=int, default=700)
    options = parser.parse_args()
    vision = Vision.open(SentenceEncoder.open(), threads=2)
    shop = Shop(options.data / "fashion-photos", options.most)
    vectors = looked(vision, [row["jpeg"] for row in shop.rows]).vectors
    kinds, colors = (np.array([str(record[what]) for record in shop.records]) for what in ("articleType", "baseColour"))
    hues = vision.hues(vectors)
    told = {"photos": len(vectors)}
    for name, share in (("with_colour", HUE), ("without", 0.0)):
        likeness = vectors @ vectors.T + share * (hues @ hues.T)
        np.fill_diagonal(likeness, -np.inf)
        found = np.argsort(-likeness, 1)[:, :FOUND]
        kind, color = (of[found] == of[:, None] for of in (kinds, colors))
        every = np.arange(len(vectors))
        told[name] = {
            what: resampled(every, lambda rows, hit=hit: float(hit[rows].mean()))
            for what, hit in (("kind", kind), ("colour", color), ("both", kind & color))
        }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
