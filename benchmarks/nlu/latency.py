"""How long understanding takes: one message to `Understanding` on one core, and product texts embedded per second.

    python -m benchmarks.nlu.latency --store STORE [--threads 2]

Messages are those of tests/nlu/held_out.jsonl, each once, the encoder's cache of single queries cold.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np

from data.lexicon import Lexicon
from nlu.encoder import SentenceEncoder
from nlu.evaluation import read_lines
from nlu.understand import Understander

LINES = Path(__file__).resolve().parents[2] / "tests" / "nlu" / "held_out.jsonl"
PRODUCT = (
    "Waterproof rain jacket number {n} in navy with sealed seams, two zipped pockets and a hood; recycled polyester shell, "
    "soft cotton lining. Made for hiking and commuting. Machine washable."
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Latency of understanding, throughput of the sentence encoder.")
    parser.add_argument("--store", type=Path, required=True, help="a store folder, or a lexicon.json")
    parser.add_argument("--threads", type=int, default=2, help="cores for embedding products")
    args = parser.parse_args()
    path = args.store
    if path.is_dir():
        path = path / "versions" / (path / "CURRENT").read_text(encoding="utf-8").strip() / "lexicon.json"
    start = time.perf_counter()
    understander = Understander(Lexicon.load(path), SentenceEncoder.open(threads=1))
    opened = time.perf_counter() - start
    understander("warm up")
    times = []
    for line in read_lines(LINES):
        start = time.perf_counter()
        understander(line.text, line.context)
        times.append(1000 * (time.perf_counter() - start))
    encoder = SentenceEncoder.open(threads=args.threads)
    texts = [PRODUCT.format(n=n) for n in range(512)]
    start = time.perf_counter()
    encoder.encode(texts)
    rate = len(texts) / (time.perf_counter() - start)
    p50, p95 = np.percentile(times, [50, 95])
    print(
        json.dumps(
            {
                "messages": len(times),
                "understand_p50_ms": round(float(p50), 2),
                "understand_p95_ms": round(float(p95), 2),
                "open_s": round(opened, 2),
                "products_per_s": round(rate),
                "threads": args.threads,
            }
        )
    )


if __name__ == "__main__":
    main()
