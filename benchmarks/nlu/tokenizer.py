"""The custom tokenizer and the encoder on it, against the originals, as JSON. Needs the `train` extra.

    python -m benchmarks.nlu.tokenizer --data ../shared/data

Pieces for each word between blanks, BERT's against ours, on texts that were kept from training and on Luma's titles; the
cosine of our
sentence vectors (int8) with the original encoder's (fp32) on kept texts; nDCG@10 of both over the products that were rated for
each of
icecat's queries, with a paired bootstrap over queries; and how fast both tokenizers read.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow.parquet
from tokenizers import Tokenizer

from nlu.encoder import LONGEST, SentenceEncoder
from nlu.evaluation import read_lines
from nlu.training.distil import vectors
from nlu.training.texts import corpora
from nlu.training.tokenizer import original_tokenizer, pieces_per_word
from nlu.training.trunk import original

HELD_OUT = Path(__file__).resolve().parents[2] / "tests" / "nlu" / "held_out.jsonl"
ROUNDS, SEED = 2000, 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    encoder, teacher, old = SentenceEncoder.open(threads=2), original(), original_tokenizer()
    new = Tokenizer.from_str(encoder.tokenizer.raw.to_str())
    new.no_truncation()
    found = corpora(options.data)
    rates = pieces_per_word(new, old, found, options.data)
    for name, texts in (
        ("Luma's titles", luma(options.data)),
        ("held-out dialogue", [line.text for line in read_lines(HELD_OUT)]),
    ):
        rates[name] = {"bert": rate(old, texts), "ours": rate(new, texts)}
    held = [text for corpus in found for text in corpus.held][::3]
    theirs = vectors(teacher, old, held, longest=LONGEST).astype(np.float32)
    cosine = (encoder.encode(held) * theirs).sum(1)
    texts = held * max(1, 20_000 // len(held))
    told = {
        "pieces_per_word": {
            name: {**both, "fewer": f"{100 * (1 - both['ours'] / both['bert']):.1f}%"} for name, both in rates.items()
        },
        "vocabulary": {"bert": old.get_vocab_size(), "ours": new.get_vocab_size()},
        "cosine_with_the_original": {
            "texts": len(held),
            "mean": round(float(cosine.mean()), 4),
            "p05": round(float(np.quantile(cosine, 0.05)), 4),
        },
        "icecat_ndcg_at_10": ndcg(options.data / "icecat", encoder, teacher, old),
        "texts_per_s_one_by_one": {"bert": speed(old, texts), "ours": speed(new, texts)},
    }
    print(json.dumps(told, indent=1))


def luma(data: Path) -> list[str]:
    with (data / "luma" / "shopify_products.csv").open(encoding="utf-8", newline="") as feed:
        return sorted({row["Title"] for row in csv.DictReader(feed) if row["Title"]})


def rate(tokenizer: Tokenizer, texts: list[str]) -> float:
    pieces = sum(len(e.ids) for e in tokenizer.encode_batch(texts, add_special_tokens=False))
    return round(pieces / sum(len(text.split()) for text in texts), 4)


def speed(tokenizer: Tokenizer, texts: list[str]) -> int:
    started = time.perf_counter()
    for text in texts:
        tokenizer.encode(text)
    return round(len(texts) / (time.perf_counter() - started))


def ndcg(folder: Path, encoder: SentenceEncoder, teacher: object, old: Tokenizer) -> dict[str, object]:
    """Of both encoders, ranking the rated products of each query that has a relevant one; and the difference, ours less
    theirs."""
    rated: dict[str, dict[str, float]] = defaultdict(dict)
    with (folder / "ratings.csv").open(encoding="utf-8", newline="") as ratings:
        for row in csv.DictReader(ratings):
            rated[row["query"]][row["product_id"]] = float(row["rating"])
    table = pyarrow.parquet.read_table(folder / "products.parquet", columns=["id", "title", "short_text"]).to_pylist()
    text = {row["id"]: f"{row['title']} {row['short_text'] or ''}".strip() for row in table}
    asked = [q for q, marks in rated.items() if max(marks.values()) > 0]
    ids = sorted({i for q in asked for i in rated[q]})
    place = {i: n for n, i in enumerate(ids)}
    names = [text[i] for i in ids]
    sides = {
        "original": (vectors(teacher, old, asked, longest=LONGEST), vectors(teacher, old, names, longest=LONGEST)),  # type: ignore[arg-type]
        "ours": (encoder.encode(asked), encoder.encode(names)),
    }
    scores: dict[str, np.ndarray] = {}
    for name, (queries, products) in sides.items():
        each = []
        for n, query in enumerate(asked):
            marks = rated[query]
            near = {i: float(queries[n].astype(np.float32) @ products[place[i]].astype(np.float32)) for i in marks}
            each.append(
                gained([marks[i] for i in sorted(marks, key=lambda i: -near[i])]) / gained(sorted(marks.values(), reverse=True))
            )
        scores[name] = np.array(each)
    apart, rng = scores["ours"] - scores["original"], np.random.default_rng(SEED)
    drawn = [apart[rng.integers(0, len(apart), len(apart))].mean() for _ in range(ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {
        "queries": len(asked),
        **{name: round(float(each.mean()), 4) for name, each in scores.items()},
        "difference": {"value": round(float(apart.mean()), 4), "low": round(float(low), 4), "high": round(float(high), 4)},
    }


def gained(ratings: list[float]) -> float:
    return float(sum((2**r - 1) / np.log2(n + 2) for n, r in enumerate(ratings[:10])))


if __name__ == "__main__":
    main()
