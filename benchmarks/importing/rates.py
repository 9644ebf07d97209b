"""How fast feeds are read and texts embedded: rows a second, products a second, as JSON.

    python -m benchmarks.importing.rates --feed FEED [--threads 2] [--repeat 4]

Rows: the feed repeated under other ids, until it has at least 20,000 rows, parsed and validated into products on one core; beside
it Python's own `csv` over the same file, which does nothing with the cells. Texts: those of the feed's own products, and others
cut to at most 64 tokens, encoded as an import does (sorted by length, in batches).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.embedding import BATCH
from data.feeds import open_feed
from data.product import Product
from data.product_text import embedding_text
from nlu.encoder import SentenceEncoder

ENOUGH = 20_000
"""Rows from which on a rate is steady."""


def repeated(feed: Path, to: Path) -> int:
    """Writes the feed (a CSV with a column Handle) again and again under other handles; -> rows."""
    with feed.open(newline="", encoding="utf-8-sig") as source:
        rows = list(csv.DictReader(source))
    copies = -(-ENOUGH // len(rows))
    with to.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        for copy in range(copies):
            for row in rows:
                writer.writerow({**row, "Handle": f"{row['Handle']}-{copy}", "Variant SKU": f"{row['Variant SKU']}-{copy}"})
    return copies * len(rows)


def parse_seconds(feed: Path) -> tuple[float, int]:
    """Seconds to read and validate the feed; products."""
    started = time.perf_counter()
    products = sum(isinstance(one, Product) for one in open_feed(feed).products())
    return time.perf_counter() - started, products


def bare_seconds(feed: Path) -> float:
    """Seconds that `csv` alone takes."""
    started = time.perf_counter()
    with feed.open(newline="", encoding="utf-8") as source:
        for _ in csv.reader(source):
            pass
    return time.perf_counter() - started


def embed_rate(encoder: SentenceEncoder, texts: list[str]) -> float:
    """Texts a second, in batches of similar length as in an import."""
    ordered = sorted(texts, key=len)
    encoder.encode(ordered[:BATCH])
    started = time.perf_counter()
    for start in range(0, len(ordered), BATCH):
        encoder.encode(ordered[start : start + BATCH])
    return len(ordered) / (time.perf_counter() - started)


def token_counts(encoder: SentenceEncoder, texts: list[str]) -> list[int]:
    """Tokens of each text."""
    return [int(n) for n in encoder.inputs(texts)["attention_mask"].sum(axis=1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feed", type=Path, required=True, help="a Shopify product CSV")
    parser.add_argument("--threads", type=int, default=2, help="cores for embedding")
    parser.add_argument(
        "--repeat", type=int, default=4, help="how often the feed's texts are embedded, each time a little changed"
    )
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        many = Path(folder) / "many.csv"
        rows = repeated(given.feed, many)
        seconds, products = min(parse_seconds(many) for _ in range(2))
        bare = min(bare_seconds(many) for _ in range(2))
    own = [embedding_text(one) for one in open_feed(given.feed).products() if isinstance(one, Product)]
    texts = [f"{n} {text}" for n in range(given.repeat) for text in own]
    encoder = SentenceEncoder.open(threads=given.threads)
    short = [" ".join(text.split()[:30]) for text in texts]  # at most 64 tokens or so: the figure below tells
    lengths, own_lengths = token_counts(encoder, short), token_counts(encoder, texts)
    figures = {
        "machine": f"{os.cpu_count()} cores",
        "rows": rows,
        "products": products,
        "rows_per_s": round(rows / seconds),
        "csv_alone_rows_per_s": round(rows / bare),
        "feed_texts_per_s": round(embed_rate(encoder, texts)),
        "feed_text_tokens_mean": round(sum(own_lengths) / len(own_lengths), 1),
        "short_texts_per_s": round(embed_rate(encoder, short)),
        "short_text_tokens_max": max(lengths),
        "short_text_tokens_mean": round(sum(lengths) / len(lengths), 1),
        "threads": given.threads,
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
