"""The sentence encoder: text to a vector of 384 numbers, length 1, so that a dot product is the cosine.

MiniLM-L6 on the custom tokenizer, in int8 ONNX (see the card in `data/models/encoder/`), cut in two: the trunk, which the
understanding
model shares, and what makes the sentence's vector of it. Frozen between releases: whatever is built on its vectors records
`fingerprint` and refuses another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from data.errors import StoreError
from data.recent import Recent
from nlu.tokenizer import ShopTokenizer

FOLDER = Path(__file__).resolve().parent.parent / "data" / "models" / "encoder"
COMMAND = "shopwindow train tokenizer"
SIZE = 384
LONGEST = 128
"""Tokens of a text that are read; the rest is cut."""

_BATCH = 16
_CACHED = 512
_CACHED_LENGTH = 300

Vectors = npt.NDArray[np.float32]


class SentenceEncoder:
    """An opened encoder. Thread-safe: several threads may encode at once."""

    def __init__(
        self,
        tokenizer: ShopTokenizer,
        trunk: onnxruntime.InferenceSession,
        sentence: onnxruntime.InferenceSession,
        fingerprint: str,
    ) -> None:
        self.tokenizer = tokenizer
        self._trunk, self._sentence = trunk, sentence
        self._cache: Recent[str, Vectors] = Recent(_CACHED)
        self.fingerprint = fingerprint

    @classmethod
    def open(cls, folder: Path | None = None, threads: int = 1) -> SentenceEncoder:
        """Opens the shipped encoder, or the one in `folder`, on `threads` cores. Raises `StoreError` where files are missing."""
        folder = folder or FOLDER
        try:
            files = [(folder / name).read_bytes() for name in ("tokenizer.json", "trunk.onnx", "sentence.onnx")]
        except OSError as error:
            raise StoreError(f"{folder}: no sentence encoder here ({error}); make it with: {COMMAND} --to {folder}") from error
        digest = hashlib.sha256()
        for content in files:
            digest.update(content)
        try:
            tokenizer = ShopTokenizer.of(files[0].decode("utf-8"), longest=LONGEST)
            trunk, sentence = (session_of(model, threads) for model in files[1:])
        except Exception as error:  # both libraries raise bare Exceptions of their own on damaged files
            raise StoreError(f"{folder}: the sentence encoder is damaged ({error}); make it again with: {COMMAND}") from error
        return cls(tokenizer, trunk, sentence, digest.hexdigest())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, (n, 384) float32, each of length 1, in the order given."""
        if len(texts) == 1:
            return self._one(texts[0])[None, :].copy()
        out = np.empty((len(texts), SIZE), dtype=np.float32)
        rows = self.tokenizer.ids(texts)
        # batches of like length: what is padded is paid for
        order = sorted(range(len(texts)), key=lambda i: len(rows[i]))
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            out[places] = self._vectors([rows[i] for i in places])
        return out

    def run(self, texts: Sequence[str]) -> Vectors:
        """Like `encode`, one batch, without the cache of single queries."""
        return self._vectors(self.tokenizer.ids(texts))

    def trunk(self, ids: npt.NDArray[np.int64], mask: Vectors) -> Vectors:
        """Hidden states (B, T, 384) after the shared layers, of ids (B, T); `mask` is 1 for real tokens."""
        hidden: Vectors = self._trunk.run(None, {"ids": ids, "mask": mask})[0]
        return hidden

    def of_hidden(self, hidden: Vectors, mask: Vectors) -> Vectors:
        """Sentence vectors (B, 384) of the trunk's hidden states (B, T, 384)."""
        vectors: Vectors = self._sentence.run(None, {"hidden": hidden, "mask": mask})[0]
        return vectors

    def _vectors(self, rows: Sequence[Sequence[int]]) -> Vectors:
        ids, mask = padded(rows)
        return self.of_hidden(self.trunk(ids, mask), mask)

    def _one(self, text: str) -> Vectors:
        if len(text) > _CACHED_LENGTH:
            return self._alone(text)
        return self._cache.of(text, lambda: self._alone(text))

    def _alone(self, text: str) -> Vectors:
        vector: Vectors = self.run([text])[0]
        return vector


def session_of(model: bytes, threads: int) -> onnxruntime.InferenceSession:
    """A session on so many cores that takes no core while it waits."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # a spinning pool takes the cores from whoever shares the machine
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def padded(rows: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.int64], Vectors]:
    """Ids (B, T), filled up with [PAD], which is token 0, and the mask (B, T) of the real ones."""
    width = max(len(row) for row in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros(ids.shape, dtype=np.float32)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return ids, mask
