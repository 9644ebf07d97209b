"""Training examples as arrays: a shard is some hundreds of pictures, their claims, and the text features of its own phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grounding.training.claims import FINE, Example
from nlu.encoder import SentenceEncoder, padded

LENGTH = 12
"""Tokens of a phrase that the layer sees; the rest is cut."""
BOXES = 4
HOW = ("none", "weak", "box", "mask")


@dataclass(frozen=True, slots=True)
class Shard:
    """N pictures, C claims sorted by picture (present ones first), F phrases, M masks. Indices are -1 where there is none."""

    source: str
    pictures: NDArray[np.uint8]  # (N, S, S, 3)
    first: NDArray[np.int64]  # (N,) first claim of each
    present: NDArray[np.int64]  # (N,) how many present
    absent: NDArray[np.int64]  # (N,) how many absent
    phrase: NDArray[np.int64]  # (C,) its phrase
    how: NDArray[np.int64]  # (C,) index of HOW
    mask: NDArray[np.int64]  # (C,) its mask
    boxes: NDArray[np.float32]  # (C, 4, 4), zeros where there are fewer
    masks: NDArray[np.uint8]  # (M, 64, 64)
    product: NDArray[np.int64]  # (N,) mask of the whole product
    type: NDArray[np.int64]  # (N,) its phrase
    color: NDArray[np.int64]  # (N,) its phrase
    name: NDArray[np.int64]  # (N,) its phrase
    states: NDArray[np.float16]  # (F, 12, 384) token states
    real: NDArray[np.bool_]  # (F, 12) which tokens there are
    sentence: NDArray[np.float16]  # (F, 384)
    phrases: tuple[str, ...]

    def save(self, path: Path) -> Path:
        np.savez(path, **{one.name: np.asarray(getattr(self, one.name)) for one in fields(self)})
        return path

    @classmethod
    def load(cls, path: Path) -> Shard:
        with np.load(path) as file:
            kept = {one.name: file[one.name] for one in fields(cls)}
        return cls(**{**kept, "source": str(kept["source"]), "phrases": tuple(str(one) for one in kept["phrases"])})


def shard(examples: Sequence[Example], encoder: SentenceEncoder) -> Shard:
    """The examples, all of one source, as arrays."""
    phrases: dict[str, int] = {}
    masks: list[NDArray[np.uint8]] = []
    known: dict[int, int] = {}

    def of_phrase(text: str) -> int:
        return phrases.setdefault(text, len(phrases)) if text else -1

    def of_mask(mask: NDArray[np.uint8] | None) -> int:
        if mask is None:
            return -1
        if id(mask) not in known:  # claims on a whole product share one array, which lives as long as its example
            known[id(mask)] = len(masks)
            masks.append(mask)
        return known[id(mask)]

    first, present, absent, rows = [], [], [], []
    for example in examples:
        first.append(len(rows))
        ordered = sorted(example.claims, key=lambda one: not one.present)
        present.append(sum(one.present for one in ordered))
        absent.append(len(ordered) - present[-1])
        for claim in ordered:
            boxes = np.zeros((BOXES, 4), np.float32)
            if claim.boxes:
                boxes[: len(claim.boxes)] = claim.boxes[:BOXES]
            rows.append((of_phrase(claim.phrase), HOW.index(claim.how), of_mask(claim.mask), boxes))
    labels = [[of_phrase(getattr(one, what)) for one in examples] for what in ("type", "color", "name")]
    product = [of_mask(one.product) for one in examples]
    states, real, sentence = features(list(phrases), encoder)
    numbers = [np.asarray(column, np.int64) for column in (first, present, absent)]
    return Shard(
        examples[0].source,
        np.stack([one.picture for one in examples]),
        *numbers,
        np.array([row[0] for row in rows], np.int64),
        np.array([row[1] for row in rows], np.int64),
        np.array([row[2] for row in rows], np.int64),
        np.stack([row[3] for row in rows]),
        np.stack(masks) if masks else np.zeros((0, FINE, FINE), np.uint8),
        np.asarray(product, np.int64),
        *(np.asarray(one, np.int64) for one in labels),
        states,
        real,
        sentence,
        tuple(phrases),
    )


def features(
    phrases: Sequence[str], encoder: SentenceEncoder
) -> tuple[NDArray[np.float16], NDArray[np.bool_], NDArray[np.float16]]:
    """Token states after the encoder's trunk (F, 12, 384), which tokens are real (F, 12), sentence vectors (F, 384)."""
    states = np.zeros((len(phrases), LENGTH, 384), np.float16)
    real = np.zeros((len(phrases), LENGTH), bool)
    rows = encoder.tokenizer.ids(phrases)
    order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
    for start in range(0, len(order), 32):
        places = order[start : start + 32]
        ids, mask = padded([rows[n] for n in places])
        hidden = encoder.trunk(ids, mask)
        length = min(LENGTH, hidden.shape[1])
        states[places, :length] = (hidden * mask[..., None])[:, :length]
        real[places, :length] = mask[:, :length] > 0
    return states, real, encoder.encode(phrases).astype(np.float16)
