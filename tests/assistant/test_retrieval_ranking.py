"""The order of results: laws of the scoring, without a store."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from assistant.ranking import Scores, Signals, order, score, standing

_SCORES = arrays.arrays(np.float32, st.integers(1, 30), elements=st.floats(0, 1, width=32))


@given(_SCORES, st.data())
def test_what_is_in_stock_comes_before_what_is_not(scores: Scores, data: st.DataObject) -> None:
    stocked = data.draw(arrays.arrays(np.bool_, len(scores)))
    wished = data.draw(arrays.arrays(np.float64, len(scores), elements=st.floats(0, 100)))
    found = stocked[order(scores, keys=(wished,), in_stock=stocked)].tolist()
    assert found == sorted(found, reverse=True)


@given(_SCORES)
def test_every_product_is_ranked_once_and_the_best_score_is_first(scores: Scores) -> None:
    positions = order(scores)
    assert sorted(positions.tolist()) == list(range(len(scores)))
    assert scores[positions[0]] == scores.max()


def test_a_wished_order_weighs_more_than_relevance() -> None:
    price = np.array([30.0, 10.0, 20.0])
    assert order(np.array([0.9, 0.8, 0.85], dtype=np.float32), keys=(price,)).tolist() == [1, 2, 0]


def test_the_cheapest_tent_is_not_the_cheapest_peg() -> None:
    relevance = np.array([0.8, 0.2, 0.78], dtype=np.float32)
    price = np.array([300.0, 1.0, 200.0])
    assert order(relevance, keys=(price,), relevant_only_first=True).tolist() == [2, 0, 1]


def test_words_weigh_more_than_popularity() -> None:
    signals = Signals(standing=np.array([1.0, 0.0], dtype=np.float32), meaning=np.array([0.3, 0.5], dtype=np.float32))
    assert score(signals).argmax() == 1


def test_a_rating_by_many_weighs_more_than_one_by_few() -> None:
    nan = np.full(2, np.nan)
    few, many = standing(nan, np.array([5.0, 4.8]), np.array([1, 300]))
    assert many > few


def test_what_is_not_known_stands_in_the_middle() -> None:
    popularity = np.array([0.0, np.nan, 10.0])
    low, unknown, high = standing(popularity, np.full(3, np.nan), np.zeros(3, dtype=np.int32))
    assert low < unknown < high
