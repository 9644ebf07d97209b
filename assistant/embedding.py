"""Products into vectors: only those whose text is new, in batches of similar length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.previous_version import Known, PreviousVersion
from assistant.record_log import text_digest
from assistant.staging import Staging

BATCH = 32
"""Texts encoded at once; they are sorted by length first, so that little is spent on padding."""


class Encoder(Protocol):
    """What importing needs of the sentence encoder."""

    @property
    def fingerprint(self) -> str:
        """Of the model: other vectors, other fingerprint."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Texts -> unit vectors (len(texts), dimensions)."""
        ...


class Embedder:
    """Gives each text its vector: from the previous version, from an unfinished import, or by the encoder."""

    def __init__(self, encoder: Encoder, staging: Staging, previous: PreviousVersion | None) -> None:
        self._encoder, self._staging, self._previous = encoder, staging, previous
        self.embedded = 0

    def vectors(self, texts: Sequence[str], before: Sequence[Known | None]) -> list[NDArray[np.float32]]:
        """One vector (dimensions,) for each text; `before` are the products in the previous version, None for new ones."""
        digests = [text_digest(text) for text in texts]
        found = [self._known(digest, known) for digest, known in zip(digests, before, strict=True)]
        missing = {digests[i]: i for i, vector in enumerate(found) if vector is None}
        by_length = sorted(missing.values(), key=lambda i: len(texts[i]))
        made: dict[bytes, NDArray[np.float32]] = {}
        for start in range(0, len(by_length), BATCH):
            chunk = by_length[start : start + BATCH]
            vectors = np.asarray(self._encoder.encode([texts[i] for i in chunk]), dtype=np.float32)
            self._staging.keep_vectors([digests[i] for i in chunk], vectors)
            made.update(zip((digests[i] for i in chunk), vectors, strict=True))
        self.embedded += len(made)
        return [made[d] if v is None else v for d, v in zip(digests, found, strict=True)]

    def _known(self, digest: bytes, known: Known | None) -> NDArray[np.float32] | None:
        if known is not None and self._previous is not None and known.origin.text == digest:
            return self._previous.vector(known.row)
        return self._staging.vector(digest)
