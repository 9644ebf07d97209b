"""The texts that the tokenizer and the encoder are fitted to, and those kept from them to measure on.

Ours (the examples in `data/nlu/`, the demo store's titles and descriptions) and, where the folder of public data is given:
product
titles, queries, critiques. Luma is never among them. A text is kept for measuring by its hash, so the same ones always are.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet
import yaml

from nlu.training.examples import read_examples

ROOT = Path(__file__).resolve().parents[2]
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts of one kind. `weight` is how much its words count against the others', whatever their number."""

    name: str
    weight: float
    texts: tuple[str, ...]
    held: tuple[str, ...]


def corpora(public: Path | None) -> list[Corpus]:
    """All corpora; `public` is the folder with icecat, fashion-photos, queryner and critiques, or None for ours alone.

    Raises `FileNotFoundError` where one of them is missing.
    """
    products = list(_demo_products())
    sentences = [s for _, text in products for s in _SENTENCE.split(text)]
    found = [
        _corpus("dialogue", 0.5, (e.text for e in read_examples())),
        _corpus("demo store", 0.7, [*(title for title, _ in products), *sentences]),
    ]
    if public is not None:
        found += [
            _corpus("titles", 1.0, _titles(public)),
            _corpus("queries", 2.0, queries(public / "queryner" / "train.jsonl")),
            _corpus("critiques", 0.3, _critiques(public / "critiques")),
        ]
    return found


def queries(path: Path) -> Iterator[str]:
    """The queries of a QueryNER file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield " ".join(json.loads(line)["tokens"])


def is_held(text: str) -> bool:
    """Whether a text is one of the twentieth that is only measured on."""
    return hashlib.sha1(text.encode()).digest()[0] % 20 == 0


def _corpus(name: str, weight: float, texts: Iterable[str]) -> Corpus:
    every = sorted({text for text in texts if text.strip()})
    return Corpus(name, weight, tuple(t for t in every if not is_held(t)), tuple(t for t in every if is_held(t)))


def _titles(public: Path) -> Iterator[str]:
    for path, column in (("icecat/products.parquet", "title"), ("fashion-photos/styles.parquet", "productDisplayName")):
        for title in pyarrow.parquet.read_table(public / path, columns=[column])[column].to_pylist():
            yield title or ""


def _critiques(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                raw = json.loads(line)
                yield from raw["captions"] if "captions" in raw else [raw["caption"]]


def _demo_products() -> Iterator[tuple[str, str]]:
    """Title and description of each product of the demo store."""
    for path in sorted((ROOT / "data" / "studio" / "texts" / "products").glob("*.yml")):
        for one in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield one["title"], one["text"]
