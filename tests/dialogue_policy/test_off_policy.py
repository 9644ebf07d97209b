"""The off-policy estimate on conversations whose truth is known, and the logs that it refuses."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dialogue_policy.features import CHOICES, SIZE
from dialogue_policy.off_policy import (
    Chances,
    Episode,
    LogError,
    checked,
    earned,
    effective,
    episode,
    estimate,
    read_rows,
    support,
)

ALLOWED = (0, 1, 13)
WORTH = {0: 0.2, 1: 0.5, 13: -0.1}
"""What each choice is worth on average; choice 1 is worth 0.3 more where the first feature is 1."""


def held(rng: np.random.Generator, n: int, explores: float) -> list[Episode]:
    """Conversations of one to three choices; choice 0 is preferred, others are tried."""
    out = []
    for _ in range(n):
        rows, rewards = [], []
        for _ in range(rng.integers(1, 4)):
            seen = np.zeros(SIZE)
            seen[0] = rng.integers(0, 2)
            tried = rng.random() < explores
            chosen = int(rng.choice(ALLOWED)) if tried else 0
            chance = explores / 3 + (1 - explores) * (chosen == 0)
            rows.append((seen.tolist(), ALLOWED, chosen, chance))
            rewards.append(WORTH[chosen] + 0.3 * (chosen == 1) * seen[0] + rng.normal(0, 0.3))
        out.append(episode(rows, rewards))
    return out


def always(choice: int) -> Chances:
    return lambda seen, masks: np.eye(len(CHOICES))[np.full(len(seen), choice)]


@pytest.mark.parametrize(("choice", "each"), [(0, 0.2), (1, 0.65), (13, -0.1)])
def test_the_estimate_finds_what_a_policy_would_have_earned(choice: int, each: float) -> None:
    rng = np.random.default_rng(5)
    told = estimate(earned(checked(held(rng, 3000, 0.6)), always(choice)))
    assert told.low <= 2 * each <= told.high  # two choices a conversation on average
    assert told.high - told.low < 0.35


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(7)
    covered = []
    for _ in range(40):
        told = estimate(earned(held(rng, 250, 0.5), always(1)))
        covered.append(told.low <= 1.3 <= told.high)
    assert np.mean(covered) >= 0.85  # 95% of many: benchmarks/policy/off_policy.py


def test_what_was_never_tried_is_worth_what_its_state_is() -> None:
    """Where a state decides alone, a choice that nobody tried is no better there than one that was."""
    rng = np.random.default_rng(11)
    episodes = []
    for _ in range(400):
        seen = np.zeros(SIZE)
        seen[0] = rng.integers(0, 2)
        chosen = 0 if rng.random() < 0.98 else 1
        rows = [(seen.tolist(), ALLOWED, chosen, 0.98 if chosen == 0 else 0.01)]
        episodes.append(episode(rows, [float(seen[0]) + rng.normal(0, 0.1)]))
    difference = estimate(earned(episodes, always(13)) - earned(episodes, always(0)))
    assert abs(difference.value) < 0.05


def test_a_log_is_worth_as_many_conversations_as_go_the_same_way() -> None:
    same, tried = held(np.random.default_rng(3), 300, 0.0), held(np.random.default_rng(3), 300, 0.3)
    assert effective(same, always(0), always(0)) == pytest.approx(300)
    assert effective(same, always(0), always(1)) == 0.0
    assert 60 > effective(tried, always(0), always(1)) > 0
    assert 300 > effective(tried, always(1), always(0)) > 150


def test_a_log_in_which_hardly_anything_differs_is_not_worth_all_its_conversations() -> None:
    """Where the first feature is 0 both do the same: however many such conversations there are, they tell nothing of the rest."""
    episodes = [e for e in held(np.random.default_rng(3), 2000, 0.02) if len(e.chosen) == 1]

    def otherwise(seen: np.ndarray, masks: np.ndarray) -> np.ndarray:
        return np.eye(len(CHOICES))[np.where(seen[:, 0] == 1, 1, 0)]

    assert effective(episodes, always(0), otherwise) < 20
    assert effective(episodes, always(0), always(0)) == len(episodes)


def test_support_counts_what_was_tried() -> None:
    episodes = held(np.random.default_rng(2), 200, 0.3)
    differing, tried = support(episodes, always(0), always(1))
    assert differing == sum(len(e.chosen) for e in episodes)
    assert tried == sum(int((e.chosen == 1).sum()) for e in episodes)


def test_nothing_explored_says_which_setting_to_change() -> None:
    with pytest.raises(LogError, match="exploration_rate"):
        checked(held(np.random.default_rng(1), 150, 0.0))


def test_too_few_conversations_are_refused() -> None:
    with pytest.raises(LogError, match="at least"):
        checked(held(np.random.default_rng(1), 20, 0.3))


@pytest.mark.parametrize("propensity", [0.0, -0.1, 1.5, float("nan")])
def test_an_impossible_chance_is_refused(propensity: float) -> None:
    with pytest.raises(LogError, match="chance"):
        episode([([0.0] * SIZE, ALLOWED, 0, propensity)], [0.0])


def test_rows_of_another_shape_are_refused() -> None:
    with pytest.raises(LogError, match="fit"):
        episode([([0.0] * (SIZE - 1), ALLOWED, 0, 0.5)], [0.0])
    with pytest.raises(LogError, match="fit"):
        episode([([0.0] * SIZE, ALLOWED, 2, 0.5)], [0.0])
    with pytest.raises(LogError, match="fit"):
        episode([([0.0] * SIZE, (0, len(CHOICES)), 0, 0.5)], [0.0])


@pytest.mark.parametrize("spoilt", [b"[[[0.1], [0, 1], 0, 0.5", b"", b"{}x", b"[[1, 2]]", b'[["a", [0], 0, 1.0]]'])
def test_rows_that_are_cut_off_are_refused(spoilt: bytes) -> None:
    with pytest.raises(LogError, match="damaged"):
        read_rows(spoilt)


def test_rows_come_back_as_they_were_kept() -> None:
    rows = [([0.5, 1.0], [0, 13], 13, 0.25)]
    assert read_rows(json.dumps([[*row, "opened"] for row in rows]).encode()) == rows


def test_a_policy_that_does_otherwise_now_and_then_differs() -> None:
    """However rarely: the choice that it takes most often is the same everywhere."""
    episodes = held(np.random.default_rng(3), 600, 0.3)

    def mixed(seen: np.ndarray, masks: np.ndarray) -> np.ndarray:
        return 0.8 * always(0)(seen, masks) + 0.2 * always(1)(seen, masks)

    assert 590 > effective(episodes, always(0), mixed) > 100
