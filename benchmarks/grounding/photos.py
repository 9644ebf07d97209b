"""Real photos: type and colour by the nearest text, uploads by category, presence of catalogue attributes, worn things by mask;
JSON.

    python -m benchmarks.grounding.photos --data ../shared/data [--most 2000] [--model FOLDER]

Test splits only. Types are those with at least 50 training photos; a name is its usual word (`data/grounding/words.yml`); `new`
are photos of products whose name no training photo has (variants of one product are in both splits). A false attribute is another
value of its slot, drawn by how often it is; `attributes_auroc` is the mean of the three. Worn things, all labels but skin and
hair: the point lies inside the mask (`usual_place`: where the label lies most often in the train split, whatever the photo);
presence of a label against photos without it and without its kin, by the families of `words.yml`, and by narrower ones. Intervals
resample photos.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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

AT_ONCE, LEAST, POSITIVES = 16, 50, 8
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
_NOT_LOOKED_FOR = ("null", "skin", "hair")
NARROW: Sequence[Sequence[str]] = (
    ("bag", "purse", "wallet"),
    ("shoes", "heels", "pumps", "boots", "sandals", "flats", "wedges", "clogs", "loafers", "sneakers"),
    ("pants", "jeans", "leggings", "tights"),
    ("tights", "stockings", "leggings", "socks"),
    ("shirt", "blouse", "top", "t-shirt"),
    ("sweater", "jumper", "sweatshirt", "cardigan", "hoodie"),
    ("coat", "jacket", "blazer", "suit"),
    ("dress", "romper"),
    ("glasses", "sunglasses"),
    ("bra", "intimate", "panties"),
    ("accessories", "necklace", "earrings", "bracelet", "ring"),
)
"""Families of labels that photographs of one are no proof against another, drawn as tight as can be."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--most", type=int, default=2000, help="Photos of each kind")
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    encoder = SentenceEncoder.open()
    vision = Vision.open(encoder, options.model, threads=2)
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
        trained = [row for name, row in self._styles.items() if split[name] == "train"]
        self.names = {row["productDisplayName"] for row in trained}
        self.patterns = Counter(one for row in trained if (one := _pattern(row)))
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
            new = np.array([self.records[n]["productDisplayName"] not in self.names for n in rows])
            for which, hits in ((name, right), (f"{name}_new", right[new])):
                found[which] = resampled(np.arange(len(hits)), lambda n, hits=hits: hits[n].mean())  # type: ignore[misc]
        return found

    def attributes(self, seen: Pictures, vision: Vision) -> dict[str, Figure]:
        """AUROC of presence of the catalogue's values against others of the same slot."""
        rng = Random(1)
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
            if mine := _pattern(record):
                others = Counter({one: count for one, count in self.patterns.items() if one != mine})
                asked += [("pattern", True, mine), ("pattern", False, rng.choices(list(others), list(others.values()))[0])]
            for (slot, truth, _), sight in zip(asked, vision.look(seen.at([n]), [text for _, _, text in asked])[0], strict=True):
                scores[slot].append((n, truth, sight.presence))
        found = {}
        for slot, rows in scores.items():
            of, truth, score = (np.array(column) for column in zip(*rows, strict=True))
            found[f"{slot}_auroc"] = resampled(of, lambda n, score=score, truth=truth: auroc(score[n], truth[n]))  # type: ignore[misc]
        rows = [(n, slot, truth, score) for slot, some in scores.items() for n, truth, score in some]
        slots = np.array([slot for _, slot, _, _ in rows])
        truth, score = (np.array([row[k] for row in rows]) for k in (2, 3))

        def each(n: NDArray[np.intp]) -> float | None:
            return _mean(auroc(score[n][slots[n] == slot], truth[n][slots[n] == slot]) for slot in scores)

        found["attributes_auroc"] = resampled(np.array([row[0] for row in rows]), each, rounds=200)
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
    taught, families = words()["clothing"], words()["families"]
    photos = pq.read_table(folder / "photos.parquet").to_pylist()
    rows = [row for row in photos if row["split"] == "test"]
    usual = _usual_places([row for row in photos if row["split"] != "test"])
    labels = [name for name in names if name not in _NOT_LOOKED_FOR]
    phrases = [taught[name][0] for name in labels]
    hits: list[tuple[int, bool, bool]] = []
    scores: dict[str, list[tuple[int, str, bool, float]]] = {"": [], "_narrow": []}
    for n, row in enumerate(rows):
        mask = _mask(row)
        here = {names[k] for k in np.unique(mask)} & set(labels)
        kin = {
            which: here.union(*(group for group in groups if set(group) & here))
            for which, groups in (("", families), ("_narrow", NARROW))
        }
        sights = vision.look(vision.embed([opened(row["jpeg"])]), phrases)[0]
        for name, sight in zip(labels, sights, strict=True):
            if name in here:
                at = [_at(mask, point) for point in (sight.point, usual.get(names.index(name), (0.5, 0.5)))]
                hits.append((n, names[at[0]] == name, names[at[1]] == name))
            for which, several in kin.items():
                if name in here or name not in several:
                    scores[which].append((n, name, name in here, sight.presence))
    of, hit, usually = (np.array(column) for column in zip(*hits, strict=True))
    found = {
        "street_pointing": resampled(of, lambda n: hit[n].mean()),
        "street_usual_place": resampled(of, lambda n: usually[n].mean()),
    }
    for which, told in scores.items():
        photo = np.array([one[0] for one in told])
        found[f"street_presence_auroc{which}"] = resampled(
            photo, lambda n, told=told: _mean_auroc([told[k] for k in n]), rounds=200
        )  # type: ignore[misc]
    return found


def _mean_auroc(told: Sequence[tuple[int, str, bool, float]]) -> float | None:
    """The mean over the labels with at least `POSITIVES` photos that have them."""
    often = Counter(name for _, name, truth, _ in told if truth)
    each = []
    for name in (name for name, count in often.items() if count >= POSITIVES):
        mine = [(score, truth) for _, other, truth, score in told if other == name]
        each.append(auroc(np.array([score for score, _ in mine]), np.array([truth for _, truth in mine])))
    return _mean(each)


def _mean(each: Iterable[float | None]) -> float | None:
    """The mean of those that could be told; None where none could."""
    told = [one for one in each if one is not None]
    return float(np.mean(told)) if told else None


def _usual_places(rows: Sequence[Mapping[str, Any]], side: int = 64) -> dict[int, tuple[float, float]]:
    """Label -> the point that it covers in most of these photos."""
    covered: dict[int, NDArray[np.float64]] = {}
    for row in rows:
        small = np.asarray(Image.fromarray(_mask(row)).resize((side, side), Image.Resampling.NEAREST))
        for label in np.unique(small):
            covered.setdefault(int(label), np.zeros((side, side)))
            covered[int(label)] += small == label
    places = {}
    for label, counts in covered.items():
        y, x = divmod(int(counts.argmax()), side)
        places[label] = ((x + 0.5) / side, (y + 0.5) / side)
    return places


def _at(mask: NDArray[np.uint8], point: tuple[float, float]) -> int:
    x, y = point
    return int(mask[min(mask.shape[0] - 1, int(y * mask.shape[0])), min(mask.shape[1] - 1, int(x * mask.shape[1]))])


def _pattern(record: Mapping[str, Any]) -> str:
    """The pattern that a product's name states, where it states one."""
    said = set((record["productDisplayName"] or "").lower().split())
    mine = [name for name, say in words()["named"].items() if name not in ("printed", "plain") and said & set(say)]
    return str(mine[0]) if len(mine) == 1 else ""


def _mask(row: Mapping[str, Any]) -> NDArray[np.uint8]:
    import io

    return np.asarray(Image.open(io.BytesIO(row["mask_png"])))


def _word(what: str, value: str) -> str:
    return words()["fashion"].get(value, [value.lower()])[0] if what == "articleType" else value.lower()


if __name__ == "__main__":
    main()
