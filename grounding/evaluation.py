"""`eval grounding`: are phrases found on photos where boxes were drawn, and are reasons given only where they are true.

Lines {"photo", "phrase", "present", "boxes"} and a folder of the photos. Intervals (95%) resample photos, 1,000 times.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from data.errors import PhotoError, ShopwindowError
from data.picture_files import open_picture
from grounding.annotation import Annotation, read
from grounding.sight import OPENED, Box, Sight, Vision
from nlu.evaluation import calibration_error

Figure = dict[str, float | int | None]
_ROUNDS, _SEED = 1000, 1
_SUFFIXES = ("", *(form for one in (".jpg", ".jpeg", ".png", ".webp", ".gif") for form in (one, one.upper())))


@dataclass(frozen=True, slots=True)
class Looked:
    """What was drawn by hand, and what was seen."""

    drawn: Annotation
    sight: Sight

    @property
    def hit(self) -> bool:
        return within(self.sight.point, self.drawn.boxes)

    @property
    def overlap(self) -> float:
        return max((iou(self.sight.box, box) for box in self.drawn.boxes), default=0.0)


def evaluate(path: Path, photos: Path, vision: Vision) -> dict[str, Figure]:
    """The figures of contract.md. Raises `ShopwindowError` where a photo is missing."""
    return figures(looked(read(path), photos, vision), vision.presence_at, vision.place_at)


def looked(annotations: Sequence[Annotation], photos: Path, vision: Vision) -> list[Looked]:
    """Each annotation with what is seen of its phrase, photo by photo."""
    return looked_at(annotations, lambda name: opened(photos, name), vision)


def looked_at(annotations: Sequence[Annotation], photo_of: Callable[[str], Image.Image], vision: Vision) -> list[Looked]:
    """As `looked`, of photos that are handed over by their names."""
    by: dict[str, list[Annotation]] = {}
    for one in annotations:
        by.setdefault(one.photo, []).append(one)
    found: list[Looked] = []
    for photo, drawn in by.items():
        pictures = vision.embed([photo_of(photo)])
        sights = vision.look(pictures, [one.phrase for one in drawn])[0]
        found += [Looked(one, sight) for one, sight in zip(drawn, sights, strict=True)]
    return found


def opened(folder: Path, name: str) -> Image.Image:
    """The photo of that name, with or without its ending. Raises `ShopwindowError` where none is there that can be opened."""
    for suffix in _SUFFIXES:
        path = folder / f"{name}{suffix}"
        if path.is_file():
            try:
                return open_picture(path.read_bytes(), edge=OPENED).image
            except PhotoError as error:
                raise ShopwindowError(f"{path}: {error}") from None
    raise ShopwindowError(f"{folder}: no photo {name!r} here (as JPEG, PNG or WebP).")


def figures(found: Sequence[Looked], presence_at: float, place_at: float, rounds: int = _ROUNDS) -> dict[str, Figure]:
    """`presence_at` and `place_at` are the chances from which a visual reason, and its box, are given."""
    return counted(found, *reasons(found, presence_at, place_at), rounds)


def reasons(found: Sequence[Looked], presence_at: float, place_at: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which are given as a visual reason (n,), and which of those with a box (n,)."""
    given = np.array([one.sight.presence >= presence_at for one in found], bool)
    return given, given & np.array([one.sight.sure >= place_at for one in found], bool)


def counted(
    found: Sequence[Looked], given: NDArray[np.bool_], boxed: NDArray[np.bool_], rounds: int = _ROUNDS
) -> dict[str, Figure]:
    """As `figures`, where it is settled already which are `given` (n,) as a visual reason, and which of those are `boxed`."""
    photos = {name: n for n, name in enumerate(dict.fromkeys(one.drawn.photo for one in found))}
    of = np.array([photos[one.drawn.photo] for one in found])
    present = np.array([one.drawn.present for one in found], bool)
    score = np.array([one.sight.presence for one in found], float)
    hit = np.array([one.hit for one in found], bool)
    overlap = np.array([one.overlap for one in found], float)
    placed = np.array([bool(one.drawn.boxes) for one in found], bool)  # of what is there somewhere, no place is right or wrong
    middle = np.array([within((0.5, 0.5), one.drawn.boxes) for one in found], bool)

    def share(
        of_what: NDArray[np.bool_] | NDArray[np.float64], among: NDArray[np.bool_]
    ) -> Callable[[NDArray[np.intp]], float | None]:
        return lambda rows: float(of_what[rows][among[rows]].mean()) if among[rows].any() else None

    measures: dict[str, Callable[[NDArray[np.intp]], float | None]] = {
        "pointing": share(hit, present & placed),
        "mean_iou": share(overlap, present & placed),
        "center_pointing": share(middle, present & placed),
        "presence_auroc": lambda rows: auroc(score[rows], present[rows]),
        "presence_ece": lambda rows: calibration_error(score[rows], present[rows]),
        "presence_precision": share(present, given),
        "presence_coverage": share(given, present),
        "reason_precision": share(present & hit, boxed & (placed | ~present)),
        "reason_coverage": share(boxed, present),
    }
    counts = {"presence_precision": int(given.sum()), "reason_precision": int((boxed & (placed | ~present)).sum())}
    counts |= dict.fromkeys(("pointing", "mean_iou", "center_pointing"), int((present & placed).sum()))
    counts |= dict.fromkeys(("presence_auroc", "presence_ece"), len(found))
    return {
        name: resampled(of, measure, n=counts.get(name, int(present.sum())), rounds=rounds) for name, measure in measures.items()
    }


def resampled(
    of: NDArray[np.intp], measure: Callable[[NDArray[np.intp]], float | None], *, n: int | None = None, rounds: int = _ROUNDS
) -> Figure:
    """What `measure` says of rows, and its 95% interval over resampled groups: `of` (n,) is each row's photo."""
    groups = [np.flatnonzero(of == group) for group in np.unique(of)]
    rng = np.random.default_rng(_SEED)
    draws = [
        np.concatenate([groups[k] for k in rng.integers(len(groups), size=len(groups))]) for _ in range(rounds if groups else 0)
    ]
    again = [one for rows in draws if (one := measure(rows)) is not None and np.isfinite(one)]
    low, high = np.percentile(again, (2.5, 97.5)) if again else (None, None)
    value = measure(np.arange(len(of))) if len(of) else None
    return {"value": _rounded(value), "low": _rounded(low), "high": _rounded(high), "n": len(of) if n is None else n}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)


def within(point: tuple[float, float], boxes: Sequence[Box]) -> bool:
    """Whether the point lies in one of the boxes."""
    x, y = point
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)


def iou(a: Box, b: Box) -> float:
    """Intersection over union of two boxes."""
    both = max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    either = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both
    return both / either if either > 0 else 0.0


def auroc(score: NDArray[np.floating], truth: NDArray[np.bool_]) -> float | None:
    """The chance that something present scores above something absent (ties count half); None where there is only one kind."""
    here, away = int(truth.sum()), int((~truth).sum())
    if not here or not away:
        return None
    _, inverse, count = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[inverse]  # the mean rank of equals
    return float((ranks[truth].sum() - here * (here + 1) / 2) / (here * away))
