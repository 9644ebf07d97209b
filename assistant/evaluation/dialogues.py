"""`eval dialogues`: how many scripted dialogues and turns go as written, and how long a turn takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from assistant.dialogues.runner import DialogueResult

Figure = dict[str, float | int]
"""`{"value", "low", "high", "n"}`: the 95% bootstrap interval over dialogues."""

Sample = npt.NDArray[np.float64]

_TURN = re.compile(r"^turn (\d+)")


def figures(results: Sequence[DialogueResult], *, resamples: int = 1000, seed: int = 0) -> dict[str, Figure]:
    """`dialogues_passed`, `turns_passed` (shares), `turn_ms_p50`, `turn_ms_p95`; intervals resample whole dialogues.

    Raises `ValueError` when there are no results.
    """
    if not results:
        raise ValueError("no dialogues were run: nothing to measure")
    passed = [[float(result.passed)] for result in results]
    turns = [_turns_passed(result) for result in results]
    times = [list(result.turn_ms) for result in results]
    return {
        "dialogues_passed": _figure(passed, np.mean, resamples, seed),
        "turns_passed": _figure(turns, np.mean, resamples, seed),
        "turn_ms_p50": _figure(times, lambda t: np.percentile(t, 50), resamples, seed),
        "turn_ms_p95": _figure(times, lambda t: np.percentile(t, 95), resamples, seed),
    }


def _turns_passed(result: DialogueResult) -> list[float]:
    failed = {int(match[1]) for failure in result.failures if (match := _TURN.match(failure))}
    return [float(number not in failed) for number in range(1, max(len(result.turns), *failed, 1) + 1)]


def _figure(groups: Sequence[Sequence[float]], measure: Callable[[Sample], object], resamples: int, seed: int) -> Figure:
    arrays = [np.asarray(group, dtype=np.float64) for group in groups if len(group)]
    if not arrays:
        return {"value": 0.0, "low": 0.0, "high": 0.0, "n": 0}
    random = np.random.default_rng(seed)
    picks = random.integers(0, len(arrays), (resamples, len(arrays)))
    spread = [float(str(measure(np.concatenate([arrays[i] for i in row])))) for row in picks]
    low, high = np.percentile(spread, [2.5, 97.5])
    everything = np.concatenate(arrays)
    return {"value": float(str(measure(everything))), "low": float(low), "high": float(high), "n": len(everything)}
