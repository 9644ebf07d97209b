"""Real photos: type and colour by the nearest text, uploads by category, presence of catalogue attributes, worn things by mask;
JSON.

    python -m benchmarks.grounding.photos --data ../shared/data [--most 1500]

Test splits only. Types are those with at least 50 training photos; a name is its usual word (`data/grounding/words.yml`). A false
attribute is another value of its slot, drawn by how often it is. Worn things: the point lies inside the mask; presence of a label
against photos without it and without its kin. Intervals resample photos.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from PIL import Image

from data.picture_features import Pictures, together
from grounding.evaluation import Figure, auroc, resampled
from grounding.sight import Vision
from grounding.training.claims import opened, words
from grounding.training.sources import split_of, street_labels
from nlu.encoder import SentenceEncoder

AT_ONCE, LEAST = 16, 50
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "T-Shirt": ("Tshirts",),
    "Longsleeve": ("Tshirts", "Tops", "Sweatshirts", "Sweaters", "Shirts"),
    "Pants": ("Trousers", "Track Pants", "Jeans", "Leggings", "Capris"),
    "Shoes": ("Casual Shoes", "Sports Shoes", "Formal Shoes", "Heels", "Flats", "Sandals", "Flip Flops"),
    "Shirt": ("Shirts",),
    "Dress": ("Dresses", "Nightdress", "Tunics"),
    "Outwear": ("Jackets", "Sweaters", "Sweatshirts"),
    "Shorts": ("Shorts",),
    "Hat": ("Caps",),
    "Skirt": ("Skirts",),
    "Polo": ("Tshirts",),
    "Undershirt": ("Innerwear Vests", "Tops"),
    "Blazer": ("Jackets",),
    "Hoodie": ("Sweatshirts", "Jackets", "Sweaters"),
    "Top": ("Tops",),
    "Blouse": ("Tops", "Shirts", "Tunics"),
}
"""Uploads' labels -> the categories of fashion-photos that they may be; `Body` has none there."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--most", type=int, default=2000, help="Photos of each kind")
    options = parser.parse_args()
    encoder = SentenceEncoder.open()
    vision = Vision.open(encoder, threads=2)
    shop = Shop(options.data / "fashion-photos", options.most)
    seen = looked(vision, [row["jpeg"] for row in shop.rows])
    print(
        json.dumps(
            {
                **shop.named(seen, encoder),
                **shop.attributes(seen, vision),
                **uploads(options.data / "uploads", vision, encoder, shop.known),
                **street(options.data / "clothing-parsing", vision),
            },
            indent=1,
        )
    )


def looked(vision: Vision, photos: Sequence[bytes]) -> Pictures:
    parts = [vision.embed([opened(one) for one in photos[n : n + AT_ONCE]]) for n in range(0, len(photos), AT_ONCE)]
    return together(parts)


class Shop:
    """Large photos of the test split, with their records."""

    def __init__(self, folder: Path, most: int) -> None:
        split = split_of(folder / "split.csv")
        self._styles = {str(row["id"]): row for row in pq.read_table(folder / "styles.parquet").to_pylist()}
        self.types, self.colors = (
            Counter(row[what] for name, row in self._styles.items() if split[name] == "train" and row[what])
            for what in ("articleType", "baseColour")
        )
        self.known = [one for one, count in self.types.items() if count >= LEAST]
        rows = pq.read_table(folder / "photos-large.parquet").to_pylist()
        self.rows = [row for row in rows if split[str(row["id"])] == "test"][:most]
        self.records = [self._styles[str(row["id"])] for row in self.rows]

    def named(self, seen: Pictures, encoder: SentenceEncoder) -> dict[str, Figure]:
        """Top-1 of type and base colour, from the picture alone."""
        found = {}
        for name, what, among in (("type_top1", "articleType", self.known), ("color_top1", "baseColour", list(self.colors))):
            texts = encoder.encode([_word(what, one) for one in among])
            best = [among[k] for k in (seen.vectors @ texts.T).argmax(1)]
            rows = [n for n, record in enumerate(self.records) if record[what] in set(among)]
            right = np.array([best[n] == self.records[n][what] for n in rows])
            found[name] = resampled(np.arange(len(rows)), lambda n, right=right: right[n].mean())  # type: ignore[misc]
        return found

    def attributes(self, seen: Pictures, vision: Vision) -> dict[str, Figure]:
        """AUROC of presence of the catalogue's values against others of the same slot."""
        rng = Random(1)
        patterns = {name: say for name, say in words()["named"].items() if name not in ("printed", "plain")}
        scores: dict[str, list[tuple[int, bool, float]]] = {"type": [], "color": [], "pattern": []}
        for n, record in enumerate(self.records):
            asked: list[tuple[str, bool, str]] = []
            for slot, what, often in (("type", "articleType", self.types), ("color", "baseColour", self.colors)):
                true = record[what]
                if not true:
                    continue
                others = Counter({one: count for one, count in often.items() if one != true})
                asked += [
                    (slot, True, _word(what, true)),
                    (slot, False, _word(what, rng.choices(list(others), list(others.values()))[0])),
                ]
            said = set((record["productDisplayName"] or "").lower().split())
            mine = [name for name, say in patterns.items() if said & set(say)]
            if len(mine) == 1:
                asked += [("pattern", True, mine[0]), ("pattern", False, rng.choice([one for one in patterns if one != mine[0]]))]
            for (slot, truth, _), sight in zip(asked, vision.look(seen.at([n]), [text for _, _, text in asked])[0], strict=True):
                scores[slot].append((n, truth, sight.presence))
        found = {}
        for slot, rows in scores.items():
            of, truth, score = (np.array(column) for column in zip(*rows, strict=True))
            found[f"{slot}_auroc"] = resampled(of, lambda n, score=score, truth=truth: auroc(score[n], truth[n]))  # type: ignore[misc]
        return found


def uploads(folder: Path, vision: Vision, encoder: SentenceEncoder, among: Sequence[str]) -> dict[str, Figure]:
    """Test uploads to the nearest category of the shop's photos, right where it is one that the label may be."""
    split = split_of(folder / "split.csv")
    rows = [
        row
        for row in pq.read_table(folder / "photos.parquet").to_pylist()
        if split[row["id"]] == "test" and row["label"] in CATEGORIES
    ]
    texts = encoder.encode([_word("articleType", one) for one in among])
    best = [among[k] for k in (looked(vision, [row["jpeg"] for row in rows]).vectors @ texts.T).argmax(1)]
    right = np.array([one in CATEGORIES[row["label"]] for one, row in zip(best, rows, strict=True)])
    return {"uploads_top1": resampled(np.arange(len(rows)), lambda n: right[n].mean())}


def street(folder: Path, vision: Vision) -> dict[str, Figure]:
    """Worn things of clothing-parsing's test split."""
    names = street_labels(folder / "labels.txt")
    said, families = words()["clothing"], words()["families"]
    rows = [row for row in pq.read_table(folder / "photos.parquet").to_pylist() if row["split"] == "test"]
    labels = [name for name in said if name in names]
    hits: list[tuple[int, bool]] = []
    scores: list[tuple[int, str, bool, float]] = []
    for n, row in enumerate(rows):
        mask = _mask(row)
        here = {names[k] for k in np.unique(mask)} & set(labels)
        kin = here.union(*(group for group in families if set(group) & here))
        sights = vision.look(vision.embed([opened(row["jpeg"])]), [said[name][0] for name in labels])[0]
        for name, sight in zip(labels, sights, strict=True):
            if name in here:
                x, y = sight.point
                at = mask[min(mask.shape[0] - 1, int(y * mask.shape[0])), min(mask.shape[1] - 1, int(x * mask.shape[1]))]
                hits.append((n, names[at] == name))
            if name in here or name not in kin:
                scores.append((n, name, name in here, sight.presence))
    of, hit = (np.array(column) for column in zip(*hits, strict=True))
    photo = np.array([one[0] for one in scores])
    often = Counter(name for _, name, truth, _ in scores if truth)

    def mean_auroc(rows_: NDArray[np.intp]) -> float | None:
        each = []
        for name in (name for name, count in often.items() if count >= 8):
            mine = [scores[k] for k in rows_ if scores[k][1] == name]
            one = auroc(np.array([score for *_, score in mine]), np.array([truth for _, _, truth, _ in mine]))
            each += [] if one is None else [one]
        return float(np.mean(each)) if each else None

    return {
        "street_pointing": resampled(of, lambda n: hit[n].mean()),
        "street_presence_auroc": resampled(photo, mean_auroc, rounds=200),
    }


def _mask(row: Mapping[str, Any]) -> NDArray[np.uint8]:
    import io

    return np.asarray(Image.open(io.BytesIO(row["mask_png"])))


def _word(what: str, value: str) -> str:
    return words()["fashion"].get(value, [value.lower()])[0] if what == "articleType" else value.lower()


if __name__ == "__main__":
    main()
