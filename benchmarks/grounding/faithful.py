"""Does the layer see a thing where it says that it does: what is hidden there, and elsewhere, as JSON.

    python -m benchmarks.grounding.faithful [--data ../shared/data] [--model FOLDER] [--seed 1]

On the development photos, of every phrase that is there and called so: the fifth of the picture where the map is highest is
filled, in pixels, with the mean of what is around (a wide blur), the picture is embedded again, and the chance of presence read.
Against it a fifth at random, twice: single cells of the 16 x 16 grid anywhere, and the same shape as the map's own fifth moved to
another place, which hides as much of a piece.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from benchmarks.grounding.boxes import DRAWN, write_photos
from grounding.annotation import read
from grounding.evaluation import opened, resampled
from grounding.sight import GRID, SIDE, Sight, Vision
from nlu.encoder import SentenceEncoder

SHARE = 0.2
_BLUR = 24
_FEATHER = 2

Cells = NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    vision = Vision.open(SentenceEncoder.open(), options.model, threads=2)
    rng = np.random.default_rng(options.seed)
    phrases: dict[str, list[str]] = {}
    for one in read(DRAWN):
        if one.present:
            phrases.setdefault(one.photo, []).append(one.phrase)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        write_photos(options.data, set(phrases), Path(folder))
        for number, (photo, said) in enumerate(phrases.items()):
            picture = opened(Path(folder), photo).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
            rows += [(number, *drops) for drops in hidden(vision, picture, said, rng)]
    found = np.array(rows)
    of = found[:, 0].astype(np.intp)
    own, scattered, moved = found[:, 1], found[:, 2], found[:, 3]
    told = {
        "phrases": len(found),
        "drop_where_it_is_seen": resampled(of, lambda at: float(own[at].mean())),
        "drop_at_random_cells": resampled(of, lambda at: float(scattered[at].mean())),
        "drop_where_the_same_shape_is_moved_to": resampled(of, lambda at: float(moved[at].mean())),
        "times_random_cells": resampled(of, lambda at: float(own[at].mean() / scattered[at].mean())),
        "times_moved_shape": resampled(of, lambda at: float(own[at].mean() / moved[at].mean())),
    }
    print(json.dumps(told, indent=1))


def hidden(
    vision: Vision, picture: Image.Image, phrases: list[str], rng: np.random.Generator
) -> list[tuple[float, float, float]]:
    """Of each phrase that is called there, how far the chance falls: where it is seen, at random cells, elsewhere."""
    before = vision.look(vision.embed([picture]), phrases)[0]
    drops = []
    for phrase, sight in zip(phrases, before, strict=True):
        if sight.presence < vision.presence_at:
            continue
        own = highest(sight)
        scattered = rng.permutation(own.ravel()).reshape(own.shape)
        moved = np.roll(own, (int(rng.integers(GRID // 4, 3 * GRID // 4)), int(rng.integers(GRID // 4, 3 * GRID // 4))), (0, 1))
        after = vision.embed([filled(picture, cells) for cells in (own, scattered, moved)])
        left = [sights[0].presence for sights in vision.look(after, [phrase])]
        drops.append((sight.presence - left[0], sight.presence - left[1], sight.presence - left[2]))
    return drops


def highest(sight: Sight) -> Cells:
    """The fifth of the cells where the map is highest."""
    count = round(SHARE * sight.map.size)
    cells = np.zeros(sight.map.size, bool)
    cells[np.argsort(-sight.map.ravel(), kind="stable")[:count]] = True
    return cells.reshape(sight.map.shape)


def filled(picture: Image.Image, cells: Cells) -> Image.Image:
    """The picture with these cells filled by the mean of what is around."""
    mask = Image.fromarray(cells.astype(np.uint8) * 255).resize(picture.size, Image.Resampling.NEAREST)
    return Image.composite(
        picture.filter(ImageFilter.GaussianBlur(_BLUR)), picture, mask.filter(ImageFilter.GaussianBlur(_FEATHER))
    )


if __name__ == "__main__":
    main()
