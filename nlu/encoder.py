"""The sentence encoder: text to a vector of 384 numbers, length 1, so that a dot product is the cosine.

MiniLM-L6 in int8 ONNX (see its card in `data/models/minilm/`). Frozen between releases: whatever is built on its vectors
records `fingerprint` and refuses another one.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from data.errors import StoreError

FOLDER = Path(__file__).resolve().parent.parent / "data" / "models" / "minilm"
SIZE = 384
LONGEST = 128
"""Tokens of a text that are read; the rest is cut."""

_BATCH = 16
_CACHED = 512
_CACHED_LENGTH = 300

Vectors = npt.NDArray[np.float32]


class SentenceEncoder:
    """An opened encoder. Thread-safe: several threads may encode at once."""

    def __init__(self, tokenizer: Tokenizer, session: onnxruntime.InferenceSession, fingerprint: str) -> None:
        self._tokenizer = tokenizer
        self._session = session
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()
        self.fingerprint = fingerprint

    @classmethod
    def open(cls, folder: Path | None = None, threads: int = 1) -> SentenceEncoder:
        """Opens the shipped encoder, or the one in `folder`, on `threads` cores. Raises `StoreError` where files are missing."""
        folder = folder or FOLDER
        tokens, weights = folder / "tokenizer.json", folder / "model.onnx"
        try:
            tokenizer_bytes, model_bytes = tokens.read_bytes(), weights.read_bytes()
        except OSError as error:
            raise StoreError(
                f"{folder}: no sentence encoder here ({error}); make it with: python -m nlu.training.export_minilm --to {folder}"
            ) from error
        digest = hashlib.sha256(tokenizer_bytes)
        digest.update(model_bytes)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # a spinning pool takes the cores from whoever shares the machine
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            tokenizer = Tokenizer.from_str(tokenizer_bytes.decode("utf-8"))
            session = onnxruntime.InferenceSession(model_bytes, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise bare Exceptions of their own on damaged files
            raise StoreError(f"{folder}: the sentence encoder is damaged ({error}); export it again") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        return cls(tokenizer, session, digest.hexdigest())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, (n, 384) float32, each of length 1, in the order given."""
        if len(texts) == 1:
            return self._one(texts[0])[None, :].copy()
        out = np.empty((len(texts), SIZE), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(texts)) if texts else []
        # batches of like length: what is padded is paid for
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            out[rows] = self._session.run(None, _padded([encodings[i].ids for i in rows]))[0]
        return out

    @cached_property
    def words(self) -> frozenset[str]:
        """The whole words of its vocabulary: some 20,000 common English words, lower case."""
        return frozenset(word for word in self._tokenizer.get_vocab() if word.isalpha() and len(word) > 2)

    def run(self, texts: Sequence[str]) -> Vectors:
        """Like `encode`, one batch, without the cache of single queries."""
        vectors: Vectors = self._session.run(None, self.inputs(texts))[0]
        return vectors

    def inputs(self, texts: Sequence[str]) -> dict[str, npt.NDArray[np.int64]]:
        """What the graph is fed for these texts as one batch: `input_ids` and `attention_mask`, (B, T)."""
        return _padded([encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts))])

    def _one(self, text: str) -> Vectors:
        with self._lock:
            known = self._cache.get(text)
            if known is not None:
                self._cache.move_to_end(text)
                return known
        vector: Vectors = self.run([text])[0]
        if len(text) <= _CACHED_LENGTH:
            with self._lock:
                self._cache[text] = vector
                if len(self._cache) > _CACHED:
                    self._cache.popitem(last=False)
        return vector


def _padded(rows: Sequence[Sequence[int]]) -> dict[str, npt.NDArray[np.int64]]:
    width = max(len(row) for row in rows)
    ids = np.zeros((len(rows), width), dtype=np.int64)  # [PAD] is token 0
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return {"input_ids": ids, "attention_mask": mask}
