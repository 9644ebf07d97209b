"""The machine's pace: what one query of 14 tokens takes to encode, beside which other times are told. 2.0 ms at its best."""

from __future__ import annotations

import time

from nlu.encoder import SentenceEncoder


def query_encoded(encoder: SentenceEncoder, number: int) -> float:
    """Milliseconds for a query that differs by its `number`, so that nothing is remembered."""
    start = time.perf_counter()
    encoder.run([f"black waterproof hiking boots for women under 120 dollars, size {number}"])
    return (time.perf_counter() - start) * 1000
