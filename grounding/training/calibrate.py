"""From what the layer says to chances, and the chances from which a visual reason is given.

Platt scaling (1999) on the development photos. A reason is given from the lowest chance at which so many of those given are true,
of these photos and by a margin, since the next photos are others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from grounding.evaluation import Figure, Looked, counted, figures

IDENTITY = {"slope": 1.0, "offset": 0.0, "sure_slope": 1.0, "sure_offset": 0.0, "presence": 0.5, "place": 0.5, "absent": 0.0}
PRESENT, PLACED = 0.965, 0.93
"""Precision that the thresholds are set to, of presence and of reasons with a box: above the 95% and 90% that are promised."""
ABSENT = 0.985
"""The same of what is said not to be there: stricter, since nearly all that a shop records is there."""
_FEWEST = 40
_HALVES = 20
"""How often photos are cut in two: thresholds of one half, figures of the other."""
_RESAMPLED = 300
_BY_THRESHOLDS = ("presence_ece", "presence_precision", "presence_coverage", "reason_precision", "reason_coverage")


def calibrated(found: Sequence[Looked]) -> dict[str, float]:
    """The card's calibration, from sights of a model that was opened with `IDENTITY`."""
    present = np.array([one.drawn.present for one in found])
    hit = np.array([one.hit for one in found])
    raw = _logit(np.array([one.sight.presence for one in found]))
    raw_sure = _logit(np.array([one.sight.sure for one in found]))
    slope, offset = platt(raw, present)
    sure_slope, sure_offset = platt(raw_sure[present], hit[present])
    there, well = _sigmoid(raw * slope + offset), _sigmoid(raw_sure * sure_slope + sure_offset)
    presence = threshold(there, present, PRESENT)
    given = there >= presence
    place = threshold(well[given], (present & hit)[given], PLACED)
    absent = 1 - threshold(1 - there, ~present, ABSENT)
    return {
        "slope": slope,
        "offset": offset,
        "sure_slope": sure_slope,
        "sure_offset": sure_offset,
        "presence": presence,
        "place": place,
        "absent": max(absent, 0.0),
    }


def halves(found: Sequence[Looked], rounds: int = _HALVES) -> dict[str, Figure]:
    """The figures where each photo is judged by thresholds of others: photos are cut in two, again and again, and all cuts are
    counted together; intervals resample photos.
    """
    names = sorted({one.drawn.photo for one in found})
    rng = np.random.default_rng(1)
    rows: list[Looked] = []
    given, boxed = list[bool](), list[bool]()
    for _ in range(rounds):
        order = rng.permutation(len(names))
        for mine in (set(order[::2]), set(order[1::2])):
            here = {names[n] for n in mine}
            kept = calibrated([one for one in found if one.drawn.photo not in here])
            for one in found:
                if one.drawn.photo in here:
                    rows.append(_scaled(one, kept))
                    given.append(rows[-1].sight.presence >= kept["presence"])
                    boxed.append(given[-1] and rows[-1].sight.sure >= kept["place"])
    told = figures(found, 0.5, 0.5)  # pointing and the like go by no threshold
    for name, figure in counted(rows, np.array(given, bool), np.array(boxed, bool), _RESAMPLED).items():
        if name in _BY_THRESHOLDS:
            told[name] = {**figure, "n": round(int(figure["n"] or 0) / rounds)}
    return told


def _scaled(one: Looked, kept: Mapping[str, float]) -> Looked:
    def through(p: float, slope: float, offset: float) -> float:
        return float(_sigmoid(_logit(np.array(p)) * slope + offset))

    sight = replace(
        one.sight,
        presence=through(one.sight.presence, kept["slope"], kept["offset"]),
        sure=through(one.sight.sure, kept["sure_slope"], kept["sure_offset"]),
    )
    return replace(one, sight=sight)


def platt(raw: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset of the logistic regression of `truth` on `raw`, by Newton's method; targets as Platt smooths them."""
    here, away = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (here + 1) / (here + 2), 1 / (away + 2))
    x = np.column_stack((raw, np.ones_like(raw)))

    def loss(w: NDArray[np.float64]) -> float:
        score = x @ w
        return float(np.mean(np.logaddexp(0, score) - target * score))

    w = np.array([1.0, 0.0])
    for _ in range(100):
        p = _sigmoid(x @ w)
        gradient = x.T @ (p - target)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        while loss(w - step) > loss(w) and np.abs(step).max() > 1e-9:  # Newton's step may go too far
            step = step / 2
        w = w - step
        if np.abs(step).max() < 1e-8:
            break
    return float(w[0]), float(w[1])


def threshold(score: NDArray[np.float64], right: NDArray[np.bool_], precision: float) -> float:
    """The lowest score from which at least `precision` of what scores so or more is right; above 1 where there is none."""
    order = np.argsort(-score)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((share >= precision) & (np.arange(1, len(order) + 1) >= min(_FEWEST, len(order))))
    return float(score[order][enough[-1]]) if len(enough) else 1.01


def _logit(p: NDArray[np.float64]) -> NDArray[np.float64]:
    clipped = np.clip(p, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -60, 60))))
