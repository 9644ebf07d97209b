"""Scores understanding on a JSON-lines file (contract.md, "NLU examples"): the figures of `eval nlu`, with bootstrap intervals.

Every figure is `{"value", "low", "high", "n"}`; lines are resampled, 1,000 times, with a fixed seed.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from data.constraint import Constraint, from_json
from data.errors import ConstraintError, ShopwindowError
from data.folding import fold_words
from data.lexicon import Lexicon
from nlu.message import read
from nlu.understand import Understander
from nlu.understanding import INTENTS, OUT_OF_SCOPE, Context, ShownProduct, Understanding

SLOTS = ("category", "price", "color", "size", "material", "brand", "rating")
"""The slots that every store has: only these may be wrong by being set."""

ROUNDS, SEED, BINS = 1000, 1, 10
Figure = dict[str, float | int | None]


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line; None where a label is absent and so not checked."""

    text: str
    intents: frozenset[str]
    context: Context
    constraints: Mapping[str, Constraint] | None
    raw: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Result:
    line: Line
    heard: Understanding
    ms: float
    lexicon: Lexicon


def evaluate(path: Path, understander: Understander, *, errors: Path | None = None) -> dict[str, Figure]:
    """The figures for a file, in the words of the understander's lexicon.

    `errors`: where to write the lines that went wrong. Raises `ShopwindowError` on a bad line.
    """
    results = heard_of(path, understander)
    if errors is not None:
        write_errors(results, errors)
    return figures(results)


def heard_of(path: Path, understander: Understander) -> list[Result]:
    """What is heard in each line of a file. Raises `ShopwindowError` on a bad line."""
    results: list[Result] = []
    for line in read_lines(path):
        start = time.perf_counter()
        heard = understander(line.text, line.context)
        results.append(Result(line, heard, 1000 * (time.perf_counter() - start), understander.lexicon))
    return results


def write_errors(results: Sequence[Result], to: Path) -> None:
    """The lines that went wrong, as JSON lines."""
    wrong = ({"text": r.line.text, "wrong": found, "labels": dict(r.line.raw)} for r in results if (found := faults(r)))
    to.write_text("".join(json.dumps(one, ensure_ascii=False, default=str) + "\n" for one in wrong), encoding="utf-8")


def read_lines(path: Path) -> list[Line]:
    """Reads an evaluation file. Raises `ShopwindowError` with file and line where one does not fit."""
    try:
        rows = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ShopwindowError(f"{path}: cannot be read ({error}); wanted a UTF-8 file of JSON lines") from error
    lines = []
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            lines.append(_line(json.loads(row)))
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, ConstraintError) as error:
            raise ShopwindowError(f'{path}, line {number}: {error}; wanted {{"text": ..., "intents": [...], ...}}') from error
    if not lines:
        raise ShopwindowError(f"{path}: no lines; wanted one JSON object a line")
    return lines


def figures(results: Sequence[Result]) -> dict[str, Figure]:
    """All figures of the contract, from what was heard."""
    exact = [float(_names(r) == r.line.intents) for r in results]
    labelled = [r for r in results if r.line.constraints]
    free = [r for r in results if r.line.constraints is not None and not r.line.constraints]
    oos = np.array([[OUT_OF_SCOPE in r.line.intents, OUT_OF_SCOPE in _names(r)] for r in results], dtype=bool).reshape(-1, 2)
    truth = np.array([[i in r.line.intents for i in INTENTS] for r in results], dtype=bool)
    guess = np.array([[i in _names(r) for i in INTENTS] for r in results], dtype=bool)
    sure = np.array([[max(i.confidence for i in r.heard.intents), e] for r, e in zip(results, exact, strict=True)])
    counts = np.array([_slot_counts(r) for r in labelled] or np.zeros((0, 3)))
    out: dict[str, Figure] = {
        "intents_exact": _mean(exact),
        "intent_macro_f1": _resampled(len(results), lambda rows: _macro_f1(truth[rows], guess[rows])),
        "oos_precision": _resampled(len(results), lambda rows: _ratio(oos[rows].all(1).sum(), oos[rows, 1].sum())),
        "oos_recall": _resampled(len(results), lambda rows: _ratio(oos[rows].all(1).sum(), oos[rows, 0].sum())),
        "oos_f1": _resampled(len(results), lambda rows: _ratio(2 * oos[rows].all(1).sum(), oos[rows].sum())),
        "ece": _resampled(len(results), lambda rows: calibration_error(sure[rows, 0], sure[rows, 1])),
        "constraints_exact": _mean([float(constraints_right(r)) for r in labelled]),
        "constraints_false": _mean([float(any(s in r.heard.constraints for s in SLOTS)) for r in free]),
        "constraints_f1": _resampled(
            len(counts),
            lambda rows: _ratio(2 * counts[rows, 0].sum(), (2 * counts[rows, 0] + counts[rows, 1] + counts[rows, 2]).sum()),
        ),
    }
    for name in ("references", "quantity", "sort", "dropped", "asked", "options"):
        out[f"{name}_exact"] = _mean([float(_same(r, name)) for r in results if name in r.line.raw])
    out["references_wrong"] = _mean([float(_misled(r)) for r in results if "references" in r.line.raw])
    out |= {f"intent_f1.{name}": figure for name, figure in _each(truth, guess, INTENTS).items()}
    wanted = np.array([[s in (r.line.constraints or {}) for s in SLOTS] for r in labelled], dtype=bool).reshape(-1, len(SLOTS))
    heard = np.array([[s in r.heard.constraints for s in SLOTS] for r in labelled], dtype=bool).reshape(-1, len(SLOTS))
    right = np.array([[slot_right(r, s) for s in SLOTS] for r in labelled], dtype=bool).reshape(-1, len(SLOTS))
    out |= {f"slot_f1.{name}": figure for name, figure in _each(wanted, heard, SLOTS, right).items()}
    times = np.array([r.ms for r in results])
    out["latency_p50_ms"] = _resampled(len(times), lambda rows: float(np.percentile(times[rows], 50)))
    out["latency_p95_ms"] = _resampled(len(times), lambda rows: float(np.percentile(times[rows], 95)))
    return out


def faults(result: Result) -> dict[str, object]:
    """What a line got wrong: name -> what was heard instead."""
    heard, wrong = result.heard, dict[str, object]()
    if _names(result) != result.line.intents:
        wrong["intents"] = [i.name for i in heard.intents]
    labels = result.line.constraints
    bad = labels is not None and (any(s in heard.constraints for s in SLOTS) if not labels else not constraints_right(result))
    if bad:
        wrong["constraints"] = {slot: c.to_json() for slot, c in heard.constraints.items()}
    for name in ("references", "quantity", "sort", "dropped", "asked", "options"):
        if name in result.line.raw and not _same(result, name):
            wrong[name] = getattr(heard, name)
    return wrong


def constraints_right(result: Result) -> bool:
    """Every labelled slot right whole, and no other of the common slots set."""
    wanted, heard = result.line.constraints or {}, result.heard.constraints
    if any(slot in heard and slot not in wanted for slot in SLOTS):
        return False
    return all(slot in heard and _alike(slot, c, heard[slot], result.lexicon) for slot, c in wanted.items())


def confusions(results: Sequence[Result]) -> dict[tuple[str, str], int]:
    """How often lines of one intent were heard as which one; only lines with one intent that were heard as one."""
    single = (r for r in results if len(r.line.intents) == 1 == len(r.heard.intents))
    return dict(Counter((next(iter(r.line.intents)), r.heard.intents[0].name) for r in single))


def _line(raw: Mapping[str, object]) -> Line:
    intents = raw["intents"]
    if not isinstance(raw["text"], str) or not isinstance(intents, list) or not set(intents) <= {*INTENTS, OUT_OF_SCOPE}:
        raise ValueError(f"text must be a string and intents known names, not {intents!r}")
    after, shown = raw.get("after") or {}, raw.get("shown") or []
    constraints = raw.get("constraints")
    if not isinstance(after, dict) or not isinstance(shown, list) or not isinstance(constraints, (dict, type(None))):
        raise ValueError("after and constraints must be objects, shown a list")
    context = Context(
        after.get("action"), after.get("user"), tuple(_product(one) for one in shown), awaiting=_awaited(after.get("awaiting"))
    )
    return Line(raw["text"], frozenset(intents), context, None if constraints is None else from_json(constraints), raw)


def _awaited(raw: object) -> str | None:
    """The slot that was asked for, as a name or as `state.awaiting` holds it."""
    slot = raw.get("slot") if isinstance(raw, dict) else raw
    return None if slot is None else str(slot)


def _product(raw: Mapping[str, object]) -> ShownProduct:
    attributes = raw.get("attributes") or {}
    if not isinstance(attributes, dict):
        raise ValueError(f"attributes must be an object, not {attributes!r}")
    values = {s: tuple(str(v).lower() for v in (vs if isinstance(vs, list) else [vs])) for s, vs in attributes.items()}
    rating = raw.get("rating")
    return ShownProduct(
        str(raw["id"]),
        str(raw.get("title", "")),
        Decimal(str(raw.get("price") or 0)),
        None if rating is None else float(str(rating)),
        values,
    )


def _names(result: Result) -> frozenset[str]:
    return frozenset(i.name for i in result.heard.intents)


def _named(slot: str, values: frozenset[str], lexicon: Lexicon) -> frozenset[tuple[str, ...]]:
    """The values as the store names them: a synonym is the value that it means; what the store does not know is folded only."""
    out: set[tuple[str, ...]] = set()
    for value in values:
        words = [t.text for t in read(value).tokens]
        whole = {m.entry.canonical for m in lexicon.match(words) if m.entry.slot == slot and (m.start, m.end) == (0, len(words))}
        out |= {tuple(fold_words(name)) for name in whole or {value}}
    return frozenset(out)


def _alike(slot: str, wanted: Constraint, heard: Constraint, lexicon: Lexicon) -> bool:
    bounds = wanted.min == heard.min and wanted.max == heard.max
    return (
        bounds
        and _named(slot, wanted.is_, lexicon) == _named(slot, heard.is_, lexicon)
        and _named(slot, wanted.not_, lexicon) == _named(slot, heard.not_, lexicon)
    )


def _slot_counts(result: Result) -> tuple[int, int, int]:
    """Slots found right, set but not wanted (so), wanted but not found (so)."""
    wanted = result.line.constraints or {}
    heard = {s: c for s, c in result.heard.constraints.items() if s in SLOTS or s in wanted}
    right = sum(s in heard and _alike(s, c, heard[s], result.lexicon) for s, c in wanted.items())
    return right, len(heard) - right, len(wanted) - right


def _same(result: Result, name: str) -> bool:
    """Whether a labelled field of the line is as heard."""
    wanted: object = result.line.raw[name]
    heard = result.heard
    if name == "references":
        said = wanted if isinstance(wanted, list) else [wanted]
        ids = {str(one.get("product_id")) if isinstance(one, dict) else str(one) for one in said}
        return ids == {str(r.product_id) for r in heard.references}
    if name == "dropped" and isinstance(wanted, list):
        return {str(w) for w in wanted} == set(heard.dropped)
    if name == "asked" and isinstance(wanted, dict):
        folds = {s: {fold_words(str(v)) for v in vs} for s, vs in wanted.items()}
        return folds == {s: {fold_words(v) for v in vs} for s, vs in heard.asked.items()}
    if name == "options" and isinstance(wanted, dict):
        return {s: fold_words(str(v)) for s, v in wanted.items()} == {s: fold_words(v) for s, v in heard.options.items()}
    return wanted == (heard.quantity if name == "quantity" else heard.sort)


def _misled(result: Result) -> bool:
    """Whether a product was pointed out that the line does not point at."""
    raw = result.line.raw["references"]
    said = raw if isinstance(raw, list) else [raw]
    ids = {str(one.get("product_id")) if isinstance(one, dict) else str(one) for one in said}
    return any(r.product_id is not None and r.product_id not in ids for r in result.heard.references)


def slot_right(result: Result, slot: str) -> bool:
    wanted, heard = (result.line.constraints or {}).get(slot), result.heard.constraints.get(slot)
    return wanted is not None and heard is not None and _alike(slot, wanted, heard, result.lexicon)


def _each(truth: np.ndarray, guess: np.ndarray, names: Sequence[str], right: np.ndarray | None = None) -> dict[str, Figure]:
    """F1 of each column; `right` are the guesses that count, where being there is not enough."""
    right = truth & guess if right is None else right
    rng = np.random.default_rng(SEED)

    def f1(rows: np.ndarray) -> np.ndarray:
        both = truth[rows].sum(0) + guess[rows].sum(0)
        score: np.ndarray = 2 * right[rows].sum(0) / np.where(both, both, np.nan)
        return score

    drawn = np.array([f1(rng.integers(0, len(truth), len(truth))) for _ in range(ROUNDS)]) if len(truth) else None
    out: dict[str, Figure] = {}
    for column, name in enumerate(names):
        count = int(truth[:, column].sum())
        if drawn is None or not count:
            out[name] = {"value": None, "low": None, "high": None, "n": count}
            continue
        low, high = np.nanpercentile(drawn[:, column], [2.5, 97.5])
        out[name] = {
            "value": _rounded(f1(np.arange(len(truth)))[column]), "low": _rounded(low), "high": _rounded(high), "n": count
        }  # fmt: skip
    return out


def _mean(scores: Sequence[float]) -> Figure:
    values = np.array(scores)
    return _resampled(len(values), lambda rows: float(values[rows].mean()))


def _resampled(count: int, measure: Callable[[np.ndarray], float | None]) -> Figure:
    """The measure over all rows, with its 95% bootstrap interval; nulls where there is nothing to measure."""
    if not count:
        return {"value": None, "low": None, "high": None, "n": 0}
    rng = np.random.default_rng(SEED)
    value = measure(np.arange(count))
    drawn = [m for _ in range(ROUNDS) if (m := measure(rng.integers(0, count, count))) is not None]
    low, high = np.percentile(drawn, [2.5, 97.5]) if drawn else (None, None)
    return {"value": _rounded(value), "low": _rounded(low), "high": _rounded(high), "n": count}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)


def _ratio(part: float, whole: float) -> float | None:
    return float(part) / float(whole) if whole else None


def _macro_f1(truth: np.ndarray, guess: np.ndarray) -> float | None:
    both, either = (truth & guess).sum(0), truth.sum(0) + guess.sum(0)
    there = truth.any(0)
    return float((2 * both[there] / either[there]).mean()) if there.any() else None


def calibration_error(sure: np.ndarray, right: np.ndarray) -> float | None:
    """Expected calibration error over ten bins (Guo et al. 2017): how far confidences (n,) are from how often they are right
    (n,), on average; None of nothing.
    """
    if not len(sure):
        return None
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    return sum(abs(float(sure[places == b].sum() - right[places == b].sum())) for b in np.unique(places)) / len(sure)
