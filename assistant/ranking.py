"""The order in which results are shown: what fits the words first, then what the shop's customers like.

Everything is a score per product in one array, so that a turn ranks a whole catalogue in a millisecond. Weights are set by hand;
they only have to keep a clear order between the signals (words before taste before popularity).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Rows = NDArray[np.int32]

WORDS = 1.0
"""Weight of the meaning of the shopper's words (cosine, about 0..1)."""
LITERAL = 0.25
"""Weight of the words standing in the record themselves (BM25 as a share of the best hit's)."""
TASTE = 0.15
"""Weight of a lasting taste that the product meets or goes against (-1..1)."""
LIKENESS = 0.15
"""Weight of being near to what was liked, and far from what was disliked (cosine)."""
STANDING = 0.08
"""Weight of the shop's own standing (popularity and rating, 0..1)."""

RELEVANT = 0.75
"""Share of the best score from which on a product takes part when the shopper asked for another order than the best."""

_PRIOR_REVIEWS = 5.0
_PRIOR_RATING = 3.5


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of each of n products, aligned; None where a signal does not take part."""

    standing: Scores
    meaning: Scores | None = None
    literal: Scores | None = None
    taste: Scores | None = None
    likeness: Scores | None = None


def standing(popularity: NDArray[np.floating], rating: NDArray[np.floating], reviews: NDArray[np.integer]) -> Scores:
    """How a shop's customers stand to each product, 0..1; NaN (not known) counts as the middle.

    Popularity by its rank, for shops count it in their own units; ratings drawn towards the middle where few have voted.
    """
    votes = reviews.astype(np.float64)
    rated = (np.nan_to_num(rating, nan=_PRIOR_RATING) * votes + _PRIOR_RATING * _PRIOR_REVIEWS) / (votes + _PRIOR_REVIEWS)
    return np.asarray(0.6 * _percentile(popularity) + 0.4 * rated / 5.0, dtype=np.float32)


def score(signals: Signals) -> Scores:
    """One number per product, higher is better."""
    total = STANDING * signals.standing
    for weight, signal in (
        (WORDS, signals.meaning),
        (LITERAL, signals.literal),
        (TASTE, signals.taste),
        (LIKENESS, signals.likeness),
    ):
        if signal is not None:
            total = total + weight * signal
    return np.asarray(total, dtype=np.float32)


def order(
    scores: Scores,
    *,
    keys: tuple[NDArray[np.floating], ...] = (),
    in_stock: NDArray[np.bool_] | None = None,
    relevant_only_first: bool = False,
) -> NDArray[np.intp]:
    """Positions, best first: in stock before sold out, then by `keys` (ascending, the first weighs most), then by score.

    With `relevant_only_first`, products clearly less relevant than the best come after all others, whatever `keys` say: "cheapest
    tent" is not the cheapest peg. Ties keep the given order.
    """
    columns: list[NDArray[np.generic]] = [-scores]
    columns += list(reversed(keys))
    if relevant_only_first and len(scores):
        columns.append(scores < scores.max() * RELEVANT)
    if in_stock is not None:
        columns.append(~in_stock)
    return np.lexsort(columns)


def _percentile(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Share of the known values that lie below, ties alike; the middle where not known or where all are the same."""
    out = np.full(len(values), 0.5)
    known = ~np.isnan(values)
    if known.any():
        ordered = np.sort(values[known])
        below = np.searchsorted(ordered, values[known], side="left")
        upto = np.searchsorted(ordered, values[known], side="right")
        out[known] = (below + upto) / 2 / len(ordered)
    return out
