"""Filter and top-20 by vector at 100,000 products: time and recall where 0.1%, 1%, 10%, 50% and all of the variants pass.

    python -m benchmarks.store.filtered_search [--products 100000] [--queries 100]

The products lie as real ones do: kinds within departments, near-copies within kinds, most of the variance in few directions; and
what is filtered by goes partly with the kind (as material does) and partly not (as size). Compared with LanceDB's flat search of
the same filter. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from data.constraint import Constraint
from data.extras import Extras
from data.lexicon import Lexicon
from data.product import Product, Variant
from data.store import Store
from data.store_writer import StoreWriter, importing
from data.value import Value

DIMENSIONS = 384
TOP = 20
SHARES = {"0.1%": 0.001, "1%": 0.01, "10%": 0.1, "50%": 0.5}


def vectors_like_products(n: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Unit vectors (n, 384) in 400 kinds of uneven size within 20 departments, and the kind of each."""
    spread = 1.0 / np.sqrt(1.0 + np.arange(DIMENSIONS) / 24.0)  # most of the variance in few directions
    departments = rng.standard_normal((20, DIMENSIONS)) * spread
    kinds = departments[rng.integers(0, 20, 400)] + 0.8 * rng.standard_normal((400, DIMENSIONS)) * spread
    popularity = 1.0 / np.arange(1, 401) ** 0.6
    kind = rng.choice(400, n, p=popularity / popularity.sum())
    common = rng.standard_normal(DIMENSIONS) * spread  # sentence vectors share a direction
    vectors = common + kinds[kind] + 0.7 * rng.standard_normal((n, DIMENSIONS)) * spread
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), kind


def build(root: Path, n: int) -> tuple[NDArray[np.float32], list[list[str]]]:
    """A store of n products with 1 to 5 variants; each slot `at <share>` is yes for that share of the variants."""
    rng = np.random.default_rng(11)
    vectors, kind = vectors_like_products(n, rng)
    liking = rng.random((400, len(SHARES)))
    yes, no = (Value("yes", "Yes"),), (Value("no", "No"),)
    with importing(root):
        writer = StoreWriter(root, dimensions=DIMENSIONS)
        for i in range(n):
            variants = tuple(
                Variant(f"{i}-{j}", f"{i}-{j}", Decimal("10.00"), "USD", attributes=_flags(rng, liking[kind[i]], yes, no))
                for j in range(int(rng.integers(1, 6)))
            )
            writer.add(
                Product(f"p{i}", f"Product {i}", variants), key=str(i), origin=bytes(32), vector=vectors[i], text=f"Product {i}"
            )
        writer.finish(
            lexicon=Lexicon.build([]), extras=Extras(), orders=[], variant_ids={}, pictures={}, settings_toml="", currency="USD",
            fingerprints={"text": "bench"}, sources={}, settings={}, more_files={},
        )  # fmt: skip
    queries = vectors[rng.integers(0, n, 400)] + 0.035 * rng.standard_normal((400, DIMENSIONS))
    return (queries / np.linalg.norm(queries, axis=1, keepdims=True)).astype(np.float32), []


def _flags(
    rng: np.random.Generator, liking: NDArray[np.float64], yes: tuple[Value, ...], no: tuple[Value, ...]
) -> dict[str, tuple[Value, ...]]:
    """Half of each slot's chance goes with the kind of product, half does not."""
    draw = rng.random(len(SHARES))
    return {
        f"at {name}": yes if d < share * (0.5 + liking[s]) else no
        for s, ((name, share), d) in enumerate(zip(SHARES.items(), draw, strict=True))
    }


def measure(store: Store, queries: NDArray[np.float32], slot: str | None) -> dict[str, float]:
    constraints = {slot: Constraint(is_=frozenset({"yes"}))} if slot else {}
    passing = store.select(constraints)
    matrix = np.array(store.vectors.matrix)
    times, recalls = [], []
    store.nearest(queries[0], selection=passing, k=TOP)
    for query in queries:
        started = time.perf_counter()
        found = store.nearest(query, selection=store.select(constraints), k=TOP)
        times.append((time.perf_counter() - started) * 1000)
        scores = matrix[passing.rows] @ query
        exact = (
            set(passing.rows[np.argpartition(-scores, TOP - 1)[:TOP]].tolist())
            if len(scores) > TOP
            else set(passing.rows.tolist())
        )
        recalls.append(len(exact & {row for row, _ in found}) / len(exact))
    return {
        "variants_passing": float(passing.variant_mask.mean()),
        "products_passing": float(len(passing.rows)),
        "p50_ms": statistics.median(times),
        "p95_ms": statistics.quantiles(times, n=20)[18],
        "recall_at_20": statistics.fmean(recalls),
    }


def flat_ms(store: Store, queries: NDArray[np.float32]) -> float:
    """LanceDB without an index: the median of a full search of the same table."""
    import lancedb

    table = lancedb.connect(str(store.folder / "lance")).open_table("vectors")
    times = []
    for query in queries:
        started = time.perf_counter()
        table.search(query, vector_column_name="vector").distance_type("dot").bypass_vector_index().limit(TOP).select(
            ["row", "_distance"]
        ).to_arrow()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="a folder to build in, or to use again")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = args.keep or Path(folder) / "store"
        started = time.perf_counter()
        kept = root / "queries.npy"
        if not (root / "CURRENT").exists():
            queries, _ = build(root, args.products)
            np.save(kept, queries)
        built = time.perf_counter() - started
        queries = np.load(kept)[: args.queries]
        store = Store.open(root)
        figures: dict[str, object] = {name: measure(store, queries, f"at {name}") for name in SHARES}
        figures["all"] = measure(store, queries, None)
        flat = flat_ms(store, queries[:20]) if store.manifest.vector_index else None
        print(
            json.dumps(
                {"products": store.product_count, "variants": store.variant_count, "cores": os.cpu_count(), "build_s": built,
                 "flat_search_p50_ms": flat, "at": figures}, indent=1)
        )  # fmt: skip


if __name__ == "__main__":
    main()
