"""Phrases on drawn scenes that training never saw: types that it knows, and types that it does not, as JSON.

    python -m benchmarks.grounding.rendered [--scenes 300] [--model FOLDER]

The pointing game (Zhang et al. 2016): the point has to lie on the part, or within 2% of the picture's side of it (the paper
allows 15 pixels). `exact` leaves out the phrases whose place is not known exactly, and which have no box. Intervals resample
scenes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from grounding.evaluation import Figure, auroc, iou, resampled
from grounding.sight import Sight, Vision
from grounding.training.claims import FINE, SEEN, UNSEEN, Claim, from_scene
from nlu.encoder import SentenceEncoder

SEEDS = {"unseen products": (770_001, SEEN), "types never seen": (770_002, UNSEEN)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=300)
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    vision = Vision.open(SentenceEncoder.open(), options.model, threads=2)
    print(json.dumps({name: measured(vision, seed, types, options.scenes) for name, (seed, types) in SEEDS.items()}, indent=1))


def measured(vision: Vision, seed: int, types: Sequence[str], scenes: int) -> dict[str, Figure]:
    rows = []
    for number in range(scenes):
        example = from_scene(seed, number, types)
        sights = vision.look(vision.embed([Image.fromarray(example.picture)]), [claim.phrase for claim in example.claims])[0]
        rows += [(number, claim, sight) for claim, sight in zip(example.claims, sights, strict=True)]
    of = np.array([number for number, _, _ in rows])
    present = np.array([claim.present for _, claim, _ in rows])
    score = np.array([sight.presence for _, _, sight in rows])
    hit = np.array([claim.present and on(sight, claim) for _, claim, sight in rows])
    exact = present & np.array([claim.how == "mask" for _, claim, _ in rows])
    overlap = np.array([max((iou(sight.box, box) for box in claim.boxes), default=0.0) for _, claim, sight in rows])
    return {
        "pointing": resampled(of, lambda n: hit[n][present[n]].mean()),
        "pointing_exact": resampled(of, lambda n: hit[n][exact[n]].mean()),
        "mean_iou": resampled(of, lambda n: overlap[n][present[n]].mean()),
        "mean_iou_exact": resampled(of, lambda n: overlap[n][exact[n]].mean()),
        "presence_auroc": resampled(of, lambda n: auroc(score[n], present[n])),
    }


def on(sight: Sight, claim: Claim) -> bool:
    """Whether the point lies on what is meant, or right beside it."""
    assert claim.mask is not None
    near = np.asarray(Image.fromarray((claim.mask > 12).astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(3)))
    x, y = sight.point
    return bool(near[min(FINE - 1, int(y * FINE)), min(FINE - 1, int(x * FINE))])


if __name__ == "__main__":
    main()
