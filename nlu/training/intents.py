"""Fits the intent head to the examples in `data/nlu/*.yml`, and cross-validates it.

    python -m nlu.training.intents --to data/models/intents      # fits, writes head.npz, head.json, card.json
    python -m nlu.training.intents --folds 10                    # only measures; --errors prints what goes wrong

Softmax regression with weight decay (numpy, full batches, Nesterov momentum), seconds on one core. The sentence vectors are
frozen, so nothing else has to be made again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import yaml

from nlu.cues import CUES, ngrams
from nlu.encoder import SentenceEncoder, Vectors
from nlu.intents import COMMAND, LABELS, Array, IntentHead, features
from nlu.message import read
from nlu.understanding import OUT_OF_SCOPE

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "nlu"
DECAY, STEPS, RATE, SEED = 0.0008, 400, 0.5, 7
_ENTITY = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    intents: tuple[str, ...]


def examples(folder: Path = EXAMPLES) -> list[Example]:
    """All examples of the Rasa NLU files in a folder, entities stripped. Raises `SystemExit` on an unknown intent."""
    found: dict[str, Example] = {}
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            names = tuple(block.get("intent", "").split("+"))
            if not set(names) <= set(LABELS):
                raise SystemExit(f"{path}: unknown intent {block.get('intent')!r}; the known ones are {', '.join(LABELS)}")
            for line in block["examples"].splitlines():
                text = _ENTITY.sub(r"\1", line.strip().removeprefix("- ").strip())
                if text:
                    found[text] = Example(text, names)
    return list(found.values())


def fit(texts: list[str], vectors: Vectors, targets: Array, fingerprint: str = "") -> IntentHead:
    """`targets` (n, 28) are shares; a text of two intents has half of each."""
    counts = Counter(g for text in texts for g in set(ngrams(text)))
    vocabulary = {g: i for i, g in enumerate(sorted(g for g, n in counts.items() if n >= 2))}
    x = features(texts, vectors, vocabulary)
    weights = np.zeros((x.shape[1], len(LABELS)), dtype=np.float32)
    bias = np.zeros(len(LABELS), dtype=np.float32)
    speed, bias_speed = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(STEPS):
        ahead, bias_ahead = weights + 0.9 * speed, bias + 0.9 * bias_speed
        scores = x @ ahead + bias_ahead
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        error = (chances - targets) / len(texts)
        speed = 0.9 * speed - RATE * (x.T @ error + DECAY * ahead)
        bias_speed = 0.9 * bias_speed - RATE * error.sum(axis=0)
        weights, bias = weights + speed, bias + bias_speed
    inside = targets[:, LABELS.index(OUT_OF_SCOPE)] == 0
    known = frozenset(w for text in texts for w in re.findall(r"[a-z]{3,}", text))
    return IntentHead(weights, bias, vocabulary, vectors[inside], fingerprint, known)


def shares(found: list[Example]) -> Array:
    out = np.zeros((len(found), len(LABELS)), dtype=np.float32)
    for row, example in enumerate(found):
        for name in example.intents:
            out[row, LABELS.index(name)] += 1 / len(example.intents)
    return out


def cross_validate(found: list[Example], vectors: Vectors, folds: int) -> tuple[float, list[tuple[str, str, str, float]]]:
    """The share of single-intent examples got right by heads that have not seen them, and the others."""
    lowers, targets = [read(e.text).lower for e in found], shares(found)
    fold = np.random.default_rng(SEED).permutation(len(found)) % folds
    wrong: list[tuple[str, str, str, float]] = []
    for one in range(folds):
        seen = np.flatnonzero(fold != one)
        head = fit([lowers[i] for i in seen], vectors[seen], targets[seen])
        held = [i for i in np.flatnonzero(fold == one) if len(found[i].intents) == 1]
        chances = head.probabilities([lowers[i] for i in held], vectors[held])
        for i, row in zip(held, chances, strict=True):
            guess = LABELS[int(row.argmax())]
            if guess != found[i].intents[0]:
                wrong.append((found[i].text, found[i].intents[0], guess, float(row.max())))
    single = sum(len(e.intents) == 1 for e in found)
    return 1 - len(wrong) / single, wrong


def write(head: IntentHead, to: Path, encoder: str, accuracy: float, count: int) -> None:
    to.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        to / "head.npz",
        weights=head.weights.astype(np.float16),
        bias=head.bias,
        nearest=head.nearest.astype(np.float16),
    )
    raw = {"fingerprint": head.fingerprint, "encoder": encoder, "vocabulary": list(head.vocabulary), "known": sorted(head.known)}
    (to / "head.json").write_text(json.dumps(raw, separators=(",", ":")) + "\n", encoding="utf-8")
    card = {
        "name": "intents",
        "what": "softmax regression over frozen sentence vectors, words and cues: 27 intents and out_of_scope",
        "data": "data/nlu/*.yml, written for this project",
        "licence": "Apache-2.0",
        "examples": count,
        "seed": SEED,
        "command": COMMAND,
        "date": date.today().isoformat(),
        "encoder": encoder,
        "size_bytes": (to / "head.npz").stat().st_size + (to / "head.json").stat().st_size,
        "features": {"vector": 384, "words": len(head.vocabulary), "cues": len(CUES)},
        "metrics": {"cross_validated_accuracy_10_folds_single_intent": round(accuracy, 4)},
    }
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Fits the intent head to data/nlu/*.yml, and cross-validates it.")
    parser.add_argument("--to", type=Path, help="folder to write; without it, only measures")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--errors", action="store_true", help="prints what cross-validation got wrong")
    args = parser.parse_args()
    encoder, found = SentenceEncoder.open(threads=2), examples()
    lowers = [read(e.text).lower for e in found]
    vectors = encoder.encode(lowers)
    accuracy, wrong = cross_validate(found, vectors, args.folds)
    if args.errors:
        for text, label, guess, chance in sorted(wrong, key=lambda w: w[1:3]):
            print(f"{label:22} {guess:22} {chance:.2f}  {text}")
    print(f"{len(found)} examples, {args.folds} folds: {accuracy:.1%} of the single-intent ones right")
    if args.to is not None:
        content = json.dumps([(e.text, e.intents) for e in found]) + encoder.fingerprint
        fingerprint = hashlib.sha256(content.encode()).hexdigest()
        write(fit(lowers, vectors, shares(found), fingerprint), args.to, encoder.fingerprint, accuracy, len(found))


if __name__ == "__main__":
    main()
