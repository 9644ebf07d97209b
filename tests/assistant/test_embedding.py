"""Embedding what is new: each text gets its own vector, whatever order it is encoded in."""

from __future__ import annotations

from pathlib import Path

from assistant.embedding import BATCH, Embedder, text_digest
from assistant.staging import Staging
from nlu.encoder import SentenceEncoder

WORDS = ["hat", "a wool hat for cold days in the hills", "lamp", "tent for six", "blue running shoes with a wide toe box"]


def test_vectors_come_in_the_order_of_the_texts_and_equal_texts_are_encoded_once(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    texts = [f"{WORDS[n % 5]} {n % 40}" for n in range(2 * BATCH + 7)]
    with Staging(tmp_path, fingerprint=encoder.fingerprint, dimensions=384) as staging:
        embedder = Embedder(encoder, staging, None)
        vectors = embedder.vectors(texts, [None] * len(texts))
        assert embedder.embedded == 40
        for text, vector in zip(texts[:12], vectors, strict=False):
            # What is encoded beside a text changes its numbers a little.
            assert encoder.encode([text])[0] @ vector > 0.95
        assert (vectors[0] == vectors[40]).all()
        again = embedder.vectors(texts[::-1], [None] * len(texts))
        assert embedder.embedded == 40
        assert all((one == other).all() for one, other in zip(again[::-1], vectors, strict=True))
        assert embedder.vectors([], []) == []


def test_a_digest_is_of_the_text_alone() -> None:
    assert text_digest("hat") == text_digest("hat") != text_digest("Hat")
    assert len(text_digest("half a character \ud800")) == 16
