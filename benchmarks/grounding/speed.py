"""How fast: six products and four phrases that were never asked before, on one core; marked pictures, on one core; pictures
embedded, on two; as JSON.

    python -m benchmarks.grounding.speed [--rounds 200] [--store STORE] [--width 800]

The same is read of phrases that were asked before; what one query of 14 tokens takes to encode says how the machine's pace was:
2.0 ms at its best. A marked picture's time is that of opening a WebP of the demo store's kind (640 pixels; imports keep up to
800), drawing, and encoding; `drawn` is without the opening; a second asking takes it from memory. An embedded picture's time is
all of it: opening such a file, making it small, the tower, rounding. `reasons` are those of a store's first six tops for four
wishes of which it has no record, with what would stand in their place (`--store`; phrases asked before, since the shop's own
values are learned when it opens).
"""

from __future__ import annotations

import argparse
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from assistant.store_sight import StoreSight
from benchmarks.pace import query_encoded
from data.constraint import Constraint
from data.picture_files import open_picture
from data.product import Pick
from data.store import Store
from data.studio.draw import TYPES, draw
from data.studio.photograph import photograph, webp
from data.studio.spec import Spec
from grounding.explain import explain
from grounding.overlay import EDGE, overlay
from grounding.overlay import webp as webp_of_marked
from grounding.sight import Vision
from nlu.encoder import SentenceEncoder

_WISHED = ("neckline", "sleeve", "pattern", "fit")
_PARTS = ("collar", "sleeve", "white sole", "zipper", "pocket", "logo", "buttons", "strap")
_COLORS = ("red", "navy", "olive", "cream", "black", "pink", "teal", "mustard", "gray", "lilac")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--width", type=int, default=640, help="Of the pictures, in pixels")
    options = parser.parse_args()
    kinds = list(TYPES)[:24]
    files = [
        webp(photograph(draw(Spec(kind, next(iter(TYPES[kind].silhouettes)), "navy", seed=n)), options.width))
        for n, kind in enumerate(kinds)
    ]
    one_core = Vision.open(SentenceEncoder.open())
    pictures = one_core.embed([Image.open(io.BytesIO(file)).convert("RGB") for file in files[:6]])
    encoder = SentenceEncoder.open()
    times, again, pace = [], [], []
    for n in range(options.rounds):
        phrases = [f"{_COLORS[(n + k) % len(_COLORS)]} {_PARTS[(n + 3 * k) % len(_PARTS)]} {n}" for k in range(4)]
        start = time.perf_counter()
        one_core.look(pictures, phrases)
        times.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        one_core.look(pictures, phrases)
        again.append((time.perf_counter() - start) * 1000)
        pace.append(query_encoded(encoder, n))
    marking, drawing = [], []
    for n in range(options.rounds // 2):
        phrase = _PARTS[n % len(_PARTS)]
        sight = one_core.look(pictures.at([n % 6]), [phrase])[0][0]
        start = time.perf_counter()
        opened = open_picture(files[n % 6], edge=EDGE).image
        began = time.perf_counter()
        webp_of_marked(overlay(opened, sight, phrase))
        marking.append((time.perf_counter() - start) * 1000)
        drawing.append((time.perf_counter() - began) * 1000)
    with ThreadPoolExecutor(2) as pool:
        start = time.perf_counter()
        count = sum(pool.map(lambda file: len(one_core.embed([open_picture(file, edge=512).image])), files * 8))
        rate = count / (time.perf_counter() - start)
    print(
        json.dumps(
            {
                "six_products_four_phrases_ms": {
                    "p50": round(float(np.median(times)), 2),
                    "p95": round(float(np.percentile(times, 95)), 2),
                },
                "phrases_asked_before_ms": {"p50": round(float(np.median(again)), 2)},
                "one_query_encoded_ms": {"p50": round(float(np.median(pace)), 2)},
                "marked_picture_ms": {
                    "p50": round(float(np.median(marking)), 2),
                    "p95": round(float(np.percentile(marking, 95)), 2),
                    "drawn_p50": round(float(np.median(drawing)), 2),
                },
                **({"reasons_ms": reasons(options.store, one_core, options.rounds)} if options.store else {}),
                "pictures_embedded_per_second": round(rate, 1),
            },
            indent=1,
        )
    )


def reasons(folder: Path, vision: Vision, rounds: int) -> dict[str, float]:
    """Six products, four wishes that no record tells of: each is looked for with its rivals."""
    store = Store.open(folder)
    StoreSight(store, vision).warm()
    products = (store.product_at(row) for row in range(store.product_count))
    picks = [Pick(one, one.variants[0]) for one in products if "top" in one.names("category")][:6]
    wishes = {slot: list(store.slots()[slot].values) for slot in _WISHED if slot in store.slots()}
    bare = [
        replace(
            pick, product=replace(pick.product, attributes={s: v for s, v in pick.product.attributes.items() if s not in wishes})
        )
        for pick in picks
    ]
    took = []
    for n in range(rounds):
        asked = {slot: Constraint(frozenset((values[n % len(values)],))) for slot, values in wishes.items()}
        fresh = StoreSight(store, vision)  # nothing was looked for before; the phrases' vectors are the vision's
        start = time.perf_counter()
        explain(bare, (), asked, fresh.eyes)
        took.append((time.perf_counter() - start) * 1000)
    return {"p50": round(float(np.median(took)), 2), "products": len(bare), "wishes": len(wishes)}


if __name__ == "__main__":
    main()
