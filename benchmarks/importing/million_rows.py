"""The most memory that an import of a million rows takes, and how long it takes, as JSON.

    python -m benchmarks.importing.million_rows [--rows 1000000] [--variants 10]

A generic CSV of that many rows, several variants a product, without pictures. The import runs in a process of its own; its peak
of resident memory is the kernel's own count. Vectors are made as ever: most of the time goes there.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

_KINDS = ("jacket", "tee", "hoodie", "backpack", "mug", "sofa", "lamp", "scarf", "sneaker", "rug")
_COLORS = ("navy", "rust", "sage", "black", "white", "teal", "mustard", "blush", "charcoal", "olive")
_MATERIALS = ("cotton", "wool", "linen", "leather", "polyester", "oak", "steel", "ceramic")
_WORDS = [
    "made",
    "for",
    "long",
    "days",
    "outside",
    "and",
    "short",
    "ones",
    "at",
    "home",
    "with",
    "a",
    "soft",
    "lining",
    "two",
    "deep",
    "pockets",
    "a",
    "loop",
    "to",
    "hang",
    "it",
    "by",
    "and",
    "a",
    "cut",
    "that",
    "gives",
    "room",
    "where",
    "it",
    "matters",
    "cleaned",
    "in",
    "cold",
    "water",
    "and",
    "dried",
    "flat",
    "it",
    "keeps",
    "its",
    "shape",
    "for",
    "years",
]


def write(path: Path, rows: int, variants: int) -> None:
    """A feed with so many rows; every product has a text of its own."""
    rng = Random(5)
    with path.open("w", encoding="utf-8") as out:
        out.write("item_group_id,id,title,brand,product_type,price,color,size,material,stock,description\n")
        for number in range(rows // variants):
            kind, material = rng.choice(_KINDS), rng.choice(_MATERIALS)
            text = " ".join(rng.choice(_WORDS) for _ in range(18))
            price = rng.randrange(500, 30_000) / 100
            for variant in range(variants):
                color = _COLORS[(number + variant // 5) % len(_COLORS)]
                out.write(
                    f"g{number},g{number}-{variant},{material.title()} {kind} {number},Brand {number % 900},Shop > {kind}s,"
                    f"{price:.2f},{color},{variant % 5 + 1},{material},{variant},{text}\n"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--variants", type=int, default=10)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        feed = Path(folder) / "feed.csv"
        write(feed, given.rows, given.variants)
        started = time.perf_counter()
        command = [
            sys.executable,
            "-m",
            "assistant.commands",
            "import",
            str(feed),
            "--to",
            str(Path(folder) / "store"),
            "--images",
            "none",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures = {
        "machine": f"{os.cpu_count()} cores",
        "rows": given.rows,
        "products": given.rows // given.variants,
        "peak_mib": round(peak),
        "seconds": round(seconds, 1),
        "report": done.stdout.splitlines()[:2],
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
