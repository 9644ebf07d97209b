"""The intents of one stretch of words: a small linear head over the frozen sentence vector, words and cues.

The head is fitted to the examples in `data/nlu/` by `python -m nlu.training.intents`; opening it reads no examples.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from data.errors import StoreError
from nlu.cues import CUES, cues, ngrams
from nlu.encoder import Vectors
from nlu.understanding import INTENTS, OUT_OF_SCOPE

FOLDER = Path(__file__).resolve().parent.parent / "data" / "models" / "intents"
COMMAND = "python -m nlu.training.intents --to data/models/intents"
LABELS = (*INTENTS, OUT_OF_SCOPE)
VECTOR, WORDS, CUE = 6.0, 3.0, 0.7
"""Weights of the three parts of the features; six other settings cross-validated within three points of these."""

Array = npt.NDArray[np.float32]


def features(lowers: Sequence[str], vectors: Vectors, vocabulary: Mapping[str, int]) -> Array:
    """(n, 384 + words + cues): each part scaled by its weight; the words of a text together have length 1."""
    size = vectors.shape[1]
    out = np.zeros((len(lowers), size + len(vocabulary) + len(CUES)), dtype=np.float32)
    out[:, :size] = VECTOR * vectors
    for row, lower in enumerate(lowers):
        known = [vocabulary[g] for g in ngrams(lower) if g in vocabulary]
        if known:
            out[row, size + np.array(known)] = WORDS / np.sqrt(len(known))
        for name in cues(lower):
            out[row, size + len(vocabulary) + CUES.index(name)] = CUE
    return out


@dataclass(frozen=True, slots=True)
class IntentHead:
    """An opened head. `nearest` are the vectors of all in-scope examples: how near a text is to anything asked before."""

    weights: Array  # (features, labels)
    bias: Array  # (labels,)
    vocabulary: Mapping[str, int]
    nearest: Array  # (examples, 384)
    fingerprint: str
    known: frozenset[str]
    """Every word of the examples: common words, that are never typos."""

    @classmethod
    def open(cls, folder: Path | None = None, *, encoder: str | None = None) -> IntentHead:
        """Opens the shipped head. Raises `StoreError` where it is missing or was fitted to another encoder's vectors."""
        folder = folder or FOLDER
        try:
            raw = json.loads((folder / "head.json").read_text(encoding="utf-8"))
            with np.load(folder / "head.npz") as arrays:
                weights, bias, nearest = (arrays[n].astype(np.float32) for n in ("weights", "bias", "nearest"))
            vocabulary = {gram: i for i, gram in enumerate(raw["vocabulary"])}
            fitted_to, fingerprint, known = str(raw["encoder"]), str(raw["fingerprint"]), frozenset(raw["known"])
        except (OSError, ValueError, KeyError) as error:
            raise StoreError(f"{folder}: no intent head that can be read ({error}); make it with: {COMMAND}") from error
        if encoder is not None and encoder != fitted_to:
            raise StoreError(f"{folder}: the intents were fitted to another sentence encoder; make them again with: {COMMAND}")
        return cls(weights, bias, vocabulary, nearest, fingerprint, known)

    def probabilities(self, lowers: Sequence[str], vectors: Vectors) -> Array:
        """(n, 28): over the 27 intents and `out_of_scope`."""
        scores = features(lowers, vectors, self.vocabulary) @ self.weights + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        chances: Array = odds / odds.sum(axis=1, keepdims=True)
        return chances

    def nearness(self, vectors: Vectors) -> Array:
        """(n,): the cosine to the nearest in-scope example."""
        near: Array = (vectors @ self.nearest.T).max(axis=1)
        return near
