"""Moves the original encoder onto the custom tokenizer: new embeddings from old ones, then distillation.

Each new piece starts as the mean of the old pieces' embeddings that spell it; then all weights learn to give the original's
sentence
vectors (1 - cosine) on short shopping texts, on texts put together of two, and on texts with words left out.
"""

from __future__ import annotations

import copy
import json
import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from nlu.training.trunk import Bert, batched, pooled

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast. A checkpoint is written every `save_every` steps and taken up again."""

    epochs: int = 4
    batch: int = 64
    rate: float = 1.5e-4
    warmup: int = 300
    mixed: float = 0.8
    """Made-up texts (two put together, words left out) for each real one."""

    longest: int = 128
    save_every: int = 500
    seed: int = 7


def moved(bert: Bert, old: Tokenizer, new: Tokenizer) -> Bert:
    """A copy of `bert` for the pieces of `new`: each starts as the mean of the old pieces that spell it."""
    pieces, old_pieces = new.get_vocab(), old.get_vocab()
    table = bert.embeddings.word_embeddings.weight.detach()
    rows = torch.zeros((len(pieces), table.shape[1]))
    for piece, number in pieces.items():
        rows[number] = table[_spelled(piece, old, old_pieces)].mean(0)
    student = copy.deepcopy(bert)
    student.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows, freeze=False, padding_idx=0)
    return student


def _spelled(piece: str, old: Tokenizer, old_pieces: dict[str, int]) -> list[int]:
    if piece in old_pieces:
        return [old_pieces[piece]]
    bare = piece.removeprefix("##")
    ids = old.encode(bare, add_special_tokens=False).ids
    if piece.startswith("##"):
        # within a word the old tokenizer would go on with "##": so it is spelled behind a letter, which is taken off again
        inside = old.encode("x" + bare, add_special_tokens=False).tokens
        if inside and inside[0] == "x":
            ids = [old_pieces[p] for p in inside[1:]]
    return ids or [old_pieces["[UNK]"]]


def mixed(texts: Sequence[str], share: float, seed: int) -> list[str]:
    """Made-up texts, `share` for each real one: two put together, or one with words left out."""
    rng, made = random.Random(seed), list[str]()
    for _ in range(int(share * len(texts))):
        one = rng.choice(texts)
        if rng.random() < 0.5:
            made.append(f"{one}{rng.choice([' ', ', ', '. ', ' - '])}{rng.choice(texts)}")
        else:
            made.append(" ".join(word for word in one.split() if rng.random() < 0.7) or one)
    return made


def vectors(bert: Bert, tokenizer: Tokenizer, texts: Sequence[str], *, longest: int, batch: int = 128) -> np.ndarray:
    """(n, 384) float16 sentence vectors of the model in torch."""
    ids = [e.ids[:longest] for e in tokenizer.encode_batch(list(texts))]
    order, out = sorted(range(len(ids)), key=lambda i: len(ids[i])), np.zeros((len(ids), 384), dtype=np.float16)
    bert.eval()
    with torch.inference_mode():
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            out[rows] = pooled(bert, *batched([ids[i] for i in rows])).numpy()
    return out


def distil(
    student: Bert,
    tokenizer: Tokenizer,
    texts: Sequence[str],
    targets: np.ndarray,
    schedule: Schedule,
    checkpoint: Path,
    check: Callable[[Bert], float],
) -> None:
    """Trains `student` in place. `checkpoint` is a file without its ending; `check` gives the agreement that is logged."""
    ids = [e.ids[: schedule.longest] for e in tokenizer.encode_batch(list(texts))]
    batches = _batches(ids, schedule)
    optimizer = torch.optim.AdamW(student.parameters(), lr=schedule.rate, weight_decay=0.0)
    total = len(batches)
    step = _resume(student, optimizer, checkpoint, schedule, total)
    started, first = time.monotonic(), step
    while step < total:
        student.eval()  # no dropout: the target is a number, not a class
        rows = batches[step]
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate * min(1.0, (step + 1) / schedule.warmup) * (1 - step / total)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            got = pooled(student, *batched([ids[i] for i in rows])).float()
        loss = (1 - (got * torch.from_numpy(targets[rows].astype(np.float32))).sum(1)).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        step += 1
        if step % schedule.save_every == 0 or step == total:
            _save(student, optimizer, checkpoint, schedule, step)
            pace = (time.monotonic() - started) / (step - first)
            log.info(
                "step %d of %d, loss %.4f, agreement %.4f, %.0f s to go",
                step,
                total,
                loss.item(),
                check(student),
                pace * (total - step),
            )


def _batches(ids: Sequence[Sequence[int]], schedule: Schedule) -> list[list[int]]:
    """Rows of each step: of like length within a batch, the batches shuffled, anew each epoch."""
    rng, out = random.Random(schedule.seed), list[list[int]]()
    for _ in range(schedule.epochs):
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]) + rng.random() * 3)
        epoch = [order[start : start + schedule.batch] for start in range(0, len(order), schedule.batch)]
        rng.shuffle(epoch)
        out += epoch
    return out


def _save(student: Bert, optimizer: torch.optim.Optimizer, checkpoint: Path, schedule: Schedule, step: int) -> None:
    partial = checkpoint.with_suffix(".partial")
    torch.save({"model": student.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, partial)
    partial.replace(checkpoint.with_suffix(".pt"))
    checkpoint.with_suffix(".json").write_text(json.dumps({**asdict(schedule), "step": step}), encoding="utf-8")


def _resume(student: Bert, optimizer: torch.optim.Optimizer, checkpoint: Path, schedule: Schedule, total: int) -> int:
    """The step to go on from: 0 where there is no checkpoint of this schedule."""
    try:
        told = json.loads(checkpoint.with_suffix(".json").read_text(encoding="utf-8"))
        if {**asdict(schedule), "step": told["step"]} != told or told["step"] > total:
            return 0
        saved = torch.load(checkpoint.with_suffix(".pt"), weights_only=True)
        student.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
    except (OSError, ValueError, KeyError, RuntimeError):
        return 0
    return int(saved["step"])
