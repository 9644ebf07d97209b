"""CLINC150 through our pipeline, beside a plain fine-tuned MiniLM, as JSON. Needs the `train` extra.

    python -m benchmarks.nlu.clinc --data ../shared/data/clinc150 [--epochs 10] [--plain-epochs 10]

Ours: the shipped encoder with its tokenizer, distilled on against the original with the set's own texts (as `train tokenizer`
does), the training of `shopwindow train nlu` (examples in, nothing told about the set) with all layers free, and of five ways to
be sure the one that tells `val` from `oos_val` best. Plain: the original MiniLM and tokenizer, mean pooling, one linear layer,
softmax, rejected by its highest chance. Both learn from `train` (ours from `oos_train` too: the plain one has no label for it)
and are read off on `test` and `oos_test`: accuracy, the recall of what is out of scope where in-scope accuracy is 95.5%, and
AUROC.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.nlu.plain import fitted
from nlu.encoder import FOLDER, SentenceEncoder
from nlu.training.batches import Labels, Rows
from nlu.training.distil import Schedule, distil, mixed, vectors
from nlu.training.examples import Example
from nlu.training.reopened import reopened
from nlu.training.tokenizer import original_tokenizer
from nlu.training.trunk import Bert, batched, embedded, mean, original, through
from nlu.training.understanding import Plan, fit, scores_of
from nlu.understanding import OUT_OF_SCOPE

ROUNDS, SEED = 1000, 1
Texts = list[tuple[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/clinc150"))
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--plain-epochs", type=int, default=10)
    parser.add_argument("--only", choices=["ours", "plain"])
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    raw: dict[str, Texts] = json.loads((options.data / "data_full.json").read_text(encoding="utf-8"))
    told: dict[str, object] = {}
    if options.only != "plain":
        told["ours"] = ours(raw, options.epochs)
    if options.only != "ours":
        told["plain_minilm"] = plain(raw, options.plain_epochs)
    print(json.dumps(told, indent=1))


def ours(raw: dict[str, Texts], epochs: int) -> dict[str, object]:
    encoder = SentenceEncoder.open()
    new = Tokenizer.from_str(encoder.tokenizer.raw.to_str())
    bert = reopened(FOLDER)
    started = time.monotonic()
    adapted(bert, new, [text for text, _ in (*raw["train"], *raw["oos_train"])])
    examples = [Example(text, (name,)) for text, name in raw["train"]]
    examples += [Example(text, (OUT_OF_SCOPE,)) for text, _ in raw["oos_train"]]
    labels = Labels.of(examples)
    rows = Rows(new, labels, [], {})

    def trunk(given: dict[str, torch.Tensor]) -> torch.Tensor:
        return embedded(bert, given["ids"])

    # As the plain one beside it: small batches, a rate for layers that are all free, one intent a message.
    plan = Plan(epochs=epochs, batch=32, rate=1e-4, heads=10.0, depth=6, joined=0.0, rivalry=1.0, whole="mean")
    free = list(bert.embeddings.parameters())
    branch = fit(bert, trunk, rows, labels, examples, [], plan, thawed=free)
    minutes = (time.monotonic() - started) / 60
    inside = [i for i, name in enumerate(labels.intents) if name != OUT_OF_SCOPE]

    def logits(texts: Texts) -> np.ndarray:
        return np.stack([s[0] for s in scores_of(trunk, branch, [rows.row(Example(t, (n,))) for t, n in texts])])

    near, away = logits(raw["val"]), logits(raw["oos_val"])
    trials = {name: round(auroc(sure(near, inside), sure(away, inside)), 4) for name, sure in SURE.items()}
    chosen = max(trials, key=lambda name: trials[name])

    def read(texts: Texts) -> tuple[list[str], np.ndarray]:
        scores = logits(texts)
        return [labels.intents[inside[i]] for i in scores[:, inside].argmax(1)], SURE[chosen](scores, inside)

    told = {"epochs": epochs, "minutes": round(minutes, 1), "rejected_by": chosen, "auroc_on_val": trials}
    return {**figures(raw, read), **told}


def adapted(bert: Bert, tokenizer: Tokenizer, texts: list[str]) -> None:
    """Goes on distilling the shipped encoder, which knows short shopping texts, on the set's own, as `train tokenizer` does."""
    schedule = Schedule(epochs=3, warmup=100, mixed=0.5)
    texts = [*texts, *mixed(texts, schedule.mixed, schedule.seed)]
    targets = vectors(original(), original_tokenizer(), texts, longest=schedule.longest)
    with TemporaryDirectory() as folder:
        distil(bert, tokenizer, texts, targets, schedule, Path(folder) / "checkpoint", lambda _: float("nan"))


SURE: dict[str, Callable[[np.ndarray, list[int]], np.ndarray]] = {
    "share of all": lambda scores, inside: scores[:, inside].max(1) - np.logaddexp.reduce(scores, 1),
    "share of those in scope": lambda scores, inside: scores[:, inside].max(1) - np.logaddexp.reduce(scores[:, inside], 1),
    "lead over out of scope": lambda scores, inside: scores[:, inside].max(1) - np.delete(scores, inside, 1)[:, 0],
    "best": lambda scores, inside: scores[:, inside].max(1),
    "energy": lambda scores, inside: np.logaddexp.reduce(scores[:, inside], 1),
}
"""How surely a text is one of the intents at all, from logits (n, labels). Used is what does best on `val` and `oos_val`."""


def plain(raw: dict[str, Texts], epochs: int) -> dict[str, object]:
    torch.manual_seed(SEED)
    tokenizer, bert = original_tokenizer(), original()
    names = sorted({name for _, name in raw["train"]})
    head = torch.nn.Linear(384, len(names))
    started = time.monotonic()
    ids = [e.ids[:96] for e in tokenizer.encode_batch([t for t, _ in raw["train"]])]
    truth = [names.index(n) for _, n in raw["train"]]

    def loss_of(batch: list[int]) -> torch.Tensor:
        tokens, mask = batched([ids[i] for i in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = through(bert.encoder.layer, embedded(bert, tokens), mask)
            scores = head(torch.nn.functional.dropout(mean(hidden, mask) * 384**0.5, 0.1))
        return torch.nn.functional.cross_entropy(scores.float(), torch.tensor([truth[i] for i in batch]))

    fitted(bert, head, [len(one) for one in ids], epochs, loss_of)
    minutes = (time.monotonic() - started) / 60

    def read(texts: Texts) -> tuple[list[str], np.ndarray]:
        rows, out = [e.ids[:96] for e in tokenizer.encode_batch([t for t, _ in texts])], []
        with torch.inference_mode():
            for at in range(0, len(rows), 64):
                tokens, mask = batched(rows[at : at + 64])
                out.append(
                    torch.softmax(head(mean(through(bert.encoder.layer, embedded(bert, tokens), mask), mask) * 384**0.5), -1)
                )
        chances = torch.cat(out).numpy()
        return [names[i] for i in chances.argmax(1)], chances.max(1)

    return {**figures(raw, read), "epochs": epochs, "minutes": round(minutes, 1)}


def figures(raw: dict[str, Texts], read) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """`read` gives for texts the best intent of each and how surely it is one at all."""
    names, sure = read(raw["test"])
    _, away = read(raw["oos_test"])
    right = np.array([a == b for a, (_, b) in zip(names, raw["test"], strict=True)], dtype=float)
    rng = np.random.default_rng(SEED)

    def both(rows: np.ndarray, others: np.ndarray) -> tuple[float, float, float]:
        return right[rows].mean(), recall_at(0.955, right[rows], sure[rows], away[others]), auroc(sure[rows], away[others])

    whole = both(np.arange(len(right)), np.arange(len(away)))
    drawn = np.array(
        [both(rng.integers(0, len(right), len(right)), rng.integers(0, len(away), len(away))) for _ in range(ROUNDS)]
    )
    low, high = np.nanpercentile(drawn, [2.5, 97.5], axis=0)
    titles = ("in_scope_accuracy", "oos_recall_where_in_scope_is_95.5", "auroc")
    return {
        t: {"value": round(float(v), 4), "low": round(float(a), 4), "high": round(float(b), 4)}
        for t, v, a, b in zip(titles, whole, low, high, strict=True)
    }


def recall_at(wanted: float, right: np.ndarray, sure: np.ndarray, away: np.ndarray) -> float:
    """Of what is out of scope, the share rejected by the highest threshold that leaves in-scope accuracy at `wanted`; nan
    where none does."""
    order = np.argsort(sure)
    kept = right.sum() - np.cumsum(right[order])
    fitting = np.flatnonzero(kept / len(right) >= wanted)
    if right.mean() < wanted:
        return float("nan")
    threshold = sure[order[fitting[-1]]] if len(fitting) else -np.inf
    return float((away <= threshold).mean())


def auroc(inside: np.ndarray, outside: np.ndarray) -> float:
    """The chance that an in-scope text is surer than one out of scope; ties count half."""
    scores = np.concatenate([outside, inside])
    order = scores.argsort(kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    _, at, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[at]
    n, m = len(inside), len(outside)
    return float((ranks[m:].sum() - n * (n + 1) / 2) / (n * m))


if __name__ == "__main__":
    main()
