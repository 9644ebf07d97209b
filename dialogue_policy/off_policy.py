"""What another policy would have earned on conversations that were held with this one: the doubly robust estimate.

Per decision, after Jiang and Li (2016), "Doubly Robust Off-policy Value Evaluation for Reinforcement Learning": from the end of a
conversation back,

    v = V(s) + rho * (r + v' - Q(s, a)),   rho = chance of a with the policy in question / chance it was chosen with

Q is fitted to the other half of the conversations (fitted Q evaluation, a ridge regression for each action), so that it has not
seen what it corrects. Choices are those of `features.CHOICES`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.errors import ShopwindowError
from dialogue_policy.features import CHOICES, SIZE

Floats = NDArray[np.float64]
Chances = Callable[[Floats, NDArray[np.bool_]], Floats]
"""From features (n, SIZE) and masks (n, choices) to a policy's chances (n, choices)."""

RIDGE, SWEEPS = 30.0, 8
_SAME = 1e-6
_NORMAL = 1.96
"""Standard errors on each side of a 95% interval."""

FEWEST = 100
"""Conversations below which nothing is estimated."""


EFFECTIVE = 20.0
"""Conversations of a policy's own, among those in which it does otherwise, that a log must be worth before its value is told."""


class LogError(ShopwindowError):
    """Logs that nothing can be learned from, and why."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One conversation: `seen` (T, SIZE), `masks` (T, choices), `chosen` (T,), `propensity` (T,), `reward` (T,).

    A reward is all that was earned from this choice to the next.
    """

    seen: Floats
    masks: NDArray[np.bool_]
    chosen: NDArray[np.intp]
    propensity: Floats
    reward: Floats


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its 95% interval."""

    value: float
    low: float
    high: float
    n: int


def episode(rows: Sequence[tuple[Sequence[float], Sequence[int], int, float]], rewards: Sequence[float]) -> Episode:
    """From choices as they are logged. Raises `LogError` where a row does not fit."""
    masks = np.zeros((len(rows), len(CHOICES)), dtype=bool)
    for i, (seen, allowed, chosen, propensity) in enumerate(rows):
        if len(seen) != SIZE or not all(0 <= a < len(CHOICES) for a in allowed) or chosen not in allowed:
            raise LogError("a logged choice does not fit the features and choices of this program")
        if not 0 < propensity <= 1:
            raise LogError(f"a choice was logged with the chance {propensity}: it must lie above 0 and at most at 1")
        masks[i, list(allowed)] = True
    return Episode(
        np.array([r[0] for r in rows], dtype=float).reshape(len(rows), SIZE),
        masks,
        np.array([r[2] for r in rows], dtype=np.intp),
        np.array([r[3] for r in rows], dtype=float),
        np.array(rewards, dtype=float),
    )


def checked(episodes: Sequence[Episode]) -> list[Episode]:
    """Those with a choice in them. Raises `LogError` where they are too few, or nothing was ever tried."""
    told = [e for e in episodes if len(e.chosen)]
    if len(told) < FEWEST:
        raise LogError(f"{len(told)} conversations with a choice are logged; at least {FEWEST} are needed")
    if all((e.propensity == 1).all() for e in told):
        raise LogError(
            "every choice was made with the chance 1: nothing was tried, so nothing can be told of another policy; "
            "set exploration_rate (0.05, say) in shop.toml, and come back with the conversations since"
        )
    return told


def earned(episodes: Sequence[Episode], policy: Chances) -> Floats:
    """(n,) doubly robust estimates of what each conversation would have earned with `policy`; their mean is its value."""
    out = np.zeros(len(episodes))
    half = np.arange(len(episodes)) % 2
    for fold in (0, 1):
        weights = _fitted([e for e, h in zip(episodes, half, strict=True) if h != fold], policy)
        for i in np.flatnonzero(half == fold):
            one = episodes[int(i)]
            chances, q = policy(one.seen, one.masks), _q(one.seen, weights)
            v = 0.0
            for t in range(len(one.chosen) - 1, -1, -1):
                a = one.chosen[t]
                rho = chances[t, a] / one.propensity[t]
                v = float(chances[t] @ q[t] + rho * (one.reward[t] + v - q[t, a]))
            out[i] = v
    return out


def estimate(values: Floats) -> Estimate:
    """The mean and its interval, by the normal distribution: where few conversations weigh much, a bootstrap's is too narrow."""
    value, half = float(values.mean()), _NORMAL * float(values.std(ddof=1)) / len(values) ** 0.5
    return Estimate(value, value - half, value + half, len(values))


def effective(episodes: Sequence[Episode], old: Chances, new: Chances) -> float:
    """How many conversations of the new policy's own the log is worth where that does otherwise than the old one.

    (sum of w)^2 / sum of w^2 (Kish) over conversations in which a choice differs, w the product of a conversation's ratios. Where
    it is small, single conversations decide, and those that would weigh most may not be there. All of them where none differs.
    Over all conversations it would say little: those in which nothing differs weigh alike, and hide that nothing else was tried.
    """
    weights = []
    for one in episodes:
        chances = new(one.seen, one.masks)
        if (np.abs(chances - old(one.seen, one.masks)) > _SAME).any():
            weights.append(np.prod(chances[np.arange(len(one.chosen)), one.chosen] / one.propensity))
    if not weights:
        return float(len(episodes))
    squares = float(np.square(weights).sum())
    return float(np.sum(weights)) ** 2 / squares if squares else 0.0


def support(episodes: Sequence[Episode], old: Chances, new: Chances) -> tuple[int, int]:
    """How many choices would be others with `new`, and in how many of those the log has what `new` would have chosen."""
    differing = tried = 0
    for one in episodes:
        was, now = old(one.seen, one.masks).argmax(1), new(one.seen, one.masks).argmax(1)
        differing += int((was != now).sum())
        tried += int(((was != now) & (one.chosen == now)).sum())
    return differing, tried


def q_of(episodes: Sequence[Episode], policy: Chances) -> Callable[[Floats], Floats]:
    """What each choice is worth under `policy`, from features (n, SIZE) to (n, choices)."""
    weights = _fitted(episodes, policy)
    return lambda seen: _q(seen, weights)


def _fitted(episodes: Sequence[Episode], policy: Chances) -> Floats:
    """(choices, SIZE + 1) weights of Q, by sweeps of regression on reward and what follows."""
    seen = np.concatenate([e.seen for e in episodes])
    masks = np.concatenate([e.masks for e in episodes])
    chosen = np.concatenate([e.chosen for e in episodes])
    reward = np.concatenate([e.reward for e in episodes])
    ends = np.concatenate([np.arange(len(e.chosen)) == len(e.chosen) - 1 for e in episodes])
    x = np.concatenate([np.ones((len(seen), 1)), seen], axis=1)
    rows = [np.flatnonzero(chosen == a) for a in range(len(CHOICES))]
    solvers = [_solver(x[r]) if len(r) else None for r in rows]
    whole = _solver(x)
    chances = policy(seen, masks)
    weights = np.zeros((len(CHOICES), x.shape[1]))
    target = reward.copy()
    for _ in range(SWEEPS):
        # What is known of a state, whatever is chosen there; a choice that was rarely tried is taken to be worth that.
        mean = float(target.mean())
        plain: Floats = whole @ (target - mean)
        plain[0] += mean
        rest = target - x @ plain
        for a, solver in enumerate(solvers):
            weights[a] = plain if solver is None else plain + solver @ rest[rows[a]]
        value = (chances * (x @ weights.T)).sum(1)
        target = reward + np.where(ends, 0.0, np.append(value[1:], 0.0))
    return weights


def _solver(x: Floats) -> Floats:
    """(features, rows): from targets to the weights of a ridge regression."""
    solved: Floats = np.asarray(np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T), dtype=np.float64)
    return solved


def _q(seen: Floats, weights: Floats) -> Floats:
    return np.concatenate([np.ones((len(seen), 1)), seen], axis=1) @ weights.T


def read_rows(raw: bytes) -> list[tuple[list[float], list[int], int, float]]:
    """Choices as the session store keeps them. Raises `LogError` where they are cut off or damaged."""
    try:
        rows = json.loads(raw)
        return [
            ([float(x) for x in seen], [int(a) for a in allowed], int(chosen), float(p)) for seen, allowed, chosen, p, *_ in rows
        ]
    except (ValueError, TypeError) as error:
        raise LogError(f"a row of logged choices cannot be read ({error}): the file is cut off or damaged") from error
