"""How different the demo store's products look from each other: perceptual hashes of their front views, as JSON.

    python -m benchmarks.studio.variety [--seed 7] [--pairs DIR]

Each product is drawn once, in its first colour, cropped to itself, and hashed (`imagehash.phash`, 64 bits: C. Zauner,
"Implementation and Benchmarking of Perceptual Image Hash Functions", 2010). Told are the distance to the nearest other product of
the whole shop (median, quartiles), and every pair of one type that is closer than 4 without differing in pattern or colour.
`--pairs` writes 40 random pairs of one type side by side, and every type's closest, to be looked at.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from data.studio.catalogue import Item, items
from data.studio.draw import draw
from data.studio.painting import paint
from data.studio.photograph import in_studio

CLOSEST = 4


def cropped(item: Item, seed: int, width: int = 320) -> Image.Image:
    """The product's front view, cut to the product."""
    drawing = draw(item.spec(item.colors[0]))
    painted = paint(drawing, width)
    ys, xs = np.nonzero(painted.alpha >= 0.5)
    return in_studio(drawing, painted).crop((int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1))


def hashed(job: tuple[Item, int]) -> NDArray[np.bool_]:
    return np.asarray(imagehash.phash(cropped(*job)).hash).ravel()


def distances(bits: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Hamming distances between all (n, 64) hashes, (n, n); a product's own is 64 and more."""
    signs = bits.astype(np.int64) * 2 - 1
    away = (bits.shape[1] - signs @ signs.T) // 2
    np.fill_diagonal(away, 99)
    return away


def too_close(shop: Sequence[Item], away: NDArray[np.int64]) -> list[tuple[str, str, int]]:
    """Pairs of one type nearer than `CLOSEST` bits whose pattern and first colour are the same."""
    found = []
    for i, j in zip(*np.nonzero(np.triu(away < CLOSEST)), strict=True):
        one, other = shop[i], shop[j]
        if one.type == other.type and (one.pattern, one.colors[0]) == (other.pattern, other.colors[0]):
            found.append((one.id, other.id, int(away[i, j])))
    return found


def write_pairs(shop: Sequence[Item], away: NDArray[np.int64], seed: int, to: Path, count: int = 40) -> None:
    to.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    for n in range(count):
        kind = rng.choice(sorted({item.type for item in shop}))
        i, j = rng.sample([n for n, item in enumerate(shop) if item.type == kind], 2)
        beside = Image.new("RGB", (660, 330), "white")
        for place, one in enumerate((shop[i], shop[j])):
            picture = cropped(one, seed)
            picture.thumbnail((320, 320))
            beside.paste(picture, (place * 330 + 5, 5))
        beside.save(to / f"pair-{n:02d}-{kind}-{away[i, j]}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--pairs", type=Path)
    options = parser.parse_args()
    shop = items()
    with ProcessPoolExecutor(2) as pool:
        bits = np.array(list(pool.map(hashed, [(item, options.seed) for item in shop], chunksize=8)))
    away = distances(bits)
    near = away.min(1)
    by_type = {
        kind: float(np.median(away[np.ix_(mine, mine)].min(1)))
        for kind in sorted({item.type for item in shop})
        if len(mine := [n for n, item in enumerate(shop) if item.type == kind]) > 1
    }
    if options.pairs:
        write_pairs(shop, away, options.seed, options.pairs)
    told = {
        "products": len(shop),
        "nearest_median": float(np.median(near)),
        "nearest_quartiles": [float(q) for q in np.percentile(near, (25, 75))],
        "share_at_10_or_more": round(float((near >= 10).mean()), 3),
        "too_close": too_close(shop, away),
        "nearest_of_the_type_median": by_type,
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
