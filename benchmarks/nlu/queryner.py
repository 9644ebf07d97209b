"""QueryNER's dev queries: spans by our tagger, beside a fine-tuned MiniLM token classifier of plain design, as JSON. Needs the
`train` extra.

    python -m benchmarks.nlu.queryner --data ../shared/data/queryner [--epochs 10]

Both learn from train.jsonl with its own 17 labels and are scored on dev.jsonl: F1 of spans, label and both ends right, with a
bootstrap
interval over queries. Ours: the custom tokenizer and the training of `shopwindow train nlu` with all layers free. Plain: the
original MiniLM
and tokenizer, one linear layer, each word judged by its first piece.
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.nlu.plain import fitted
from nlu.encoder import SentenceEncoder
from nlu.training.batches import Labels, Rows
from nlu.training.distil import moved
from nlu.training.queryner import read_queries
from nlu.training.tokenizer import original_tokenizer
from nlu.training.trunk import batched, embedded, original, through
from nlu.training.understanding import Plan, fit, marked, scores_of

ROUNDS, SEED = 1000, 1
Spans = set[tuple[int, int, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/queryner"))
    parser.add_argument("--epochs", type=int, default=10)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    files = options.data / "train.jsonl", options.data / "dev.jsonl"
    print(json.dumps({"ours": ours(*files, options.epochs), "plain_minilm": plain(*files, options.epochs)}, indent=1))


def ours(train: Path, dev: Path, epochs: int) -> dict[str, object]:
    new = Tokenizer.from_str(SentenceEncoder.open().tokenizer.raw.to_str())
    bert = moved(original(), original_tokenizer(), new)
    learned, held = read_queries(train, slots=None), read_queries(dev, slots=None)
    labels = Labels.of(learned)
    rows = Rows(new, labels, [], {})

    def trunk(given: dict[str, torch.Tensor]) -> torch.Tensor:
        return embedded(bert, given["ids"])

    plan = Plan(epochs=epochs, depth=6, queries=len(learned))
    branch = fit(bert, trunk, rows, labels, [], learned, plan, thawed=list(bert.embeddings.parameters()))
    scores = scores_of(trunk, branch, [rows.row(e) for e in held])
    pairs = []
    for example, (_, tags, _, _) in zip(held, scores, strict=True):
        offsets = new.encode(example.text).offsets
        found = marked([labels.tags[int(t)] for t in tags.argmax(1)][1:-1])
        guess = {(offsets[a + 1][0], offsets[b][1], slot) for a, b, slot in found}
        pairs.append((guess, {(m.start, m.end, m.slot) for m in example.marks}))
    return {"span_f1": figure(pairs), "epochs": epochs}


def plain(train: Path, dev: Path, epochs: int) -> dict[str, object]:
    torch.manual_seed(SEED)
    tokenizer, bert = original_tokenizer(), original()
    raw = {path: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in (train, dev)}
    names = sorted({label for one in raw[train] for label in one["labels"]})
    head = torch.nn.Linear(384, len(names))

    def row(one: dict[str, list[str]]) -> tuple[list[int], list[int]]:
        encoding = tokenizer.encode(one["tokens"], is_pretokenized=True)
        truth, before = [], None
        for word in encoding.word_ids:
            truth.append(-100 if word is None or word == before else names.index(one["labels"][word]))
            before = word
        return encoding.ids, truth

    rows = [row(one) for one in raw[train]]

    def loss_of(batch: list[int]) -> torch.Tensor:
        ids, mask = batched([rows[i][0] for i in batch])
        truth = torch.full(ids.shape, -100)
        for n, i in enumerate(batch):
            truth[n, : len(rows[i][1])] = torch.tensor(rows[i][1])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = head(through(bert.encoder.layer, embedded(bert, ids), mask))
        return torch.nn.functional.cross_entropy(scores.float().flatten(0, 1), truth.flatten(), ignore_index=-100)

    fitted(bert, head, [len(ids) for ids, _ in rows], epochs, loss_of)
    pairs = []
    for one in raw[dev]:
        ids, truth = row(one)
        with torch.inference_mode():
            scores = head(through(bert.encoder.layer, embedded(bert, torch.tensor([ids])), torch.ones((1, len(ids)))))[0]
        guess = [names[int(s.argmax())] for s, t in zip(scores, truth, strict=True) if t != -100]
        pairs.append((marked(guess), marked(one["labels"])))
    return {"span_f1": figure(pairs), "epochs": epochs}


def figure(pairs: list[tuple[Spans, Spans]]) -> dict[str, float]:
    counts = np.array([(len(a & b), len(a), len(b)) for a, b in pairs])
    rng = np.random.default_rng(SEED)

    def f1(rows: np.ndarray) -> float:
        hits, said, there = counts[rows].sum(0)
        return 2 * hits / (said + there)

    drawn = [f1(rng.integers(0, len(counts), len(counts))) for _ in range(ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return {"value": round(f1(np.arange(len(counts))), 4), "low": round(low, 4), "high": round(high, 4), "n": len(counts)}


if __name__ == "__main__":
    main()
