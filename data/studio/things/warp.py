"""Outlines joined and turned about, and whole drawings pulled into other proportions: stretched, leaned, seen at an angle.

Only the points of the outlines move, so a warp should be gentle where there are curves; straight lines stay straight under
`seen_from` because perspective keeps them so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.raster import contours
from data.studio.shape import AXIS, Point, segments, smooth, written

Place = Callable[[Point], Point]


def placed(d: str, place: Place) -> str:
    """The outline with every point moved."""
    return written([(command, tuple(place(p) for p in points)) for command, points in segments(d)]) if d else ""


def warped(parts: Iterable[Part], place: Place) -> tuple[Part, ...]:
    """The parts with everything that lies on them moved."""
    return tuple(
        replace(
            part,
            d=placed(part.d, place),
            within=placed(part.within, place),
            folds=tuple(placed(d, place) for d in part.folds),
            lights=tuple(placed(d, place) for d in part.lights),
            lines=tuple(replace(one, d=placed(one.d, place)) for one in part.lines),
        )
        for part in parts
    )


def stretched(across: float, down: float, *, lean: float = 0.0, narrow: float = 0.0, about: Point = (AXIS, AXIS)) -> Place:
    """Scaled in x and y about a point; `lean` moves the upper parts to the right, `narrow` draws them together (shares)."""

    def place(p: Point) -> Point:
        x, y = p[0] - about[0], p[1] - about[1]
        return about[0] + x * across * (1 + narrow * y / 500) - y * lean, about[1] + y * down

    return place


def facing(right: bool) -> Place:
    """Turned to the other side, or as it is."""
    return (lambda p: (2 * AXIS - p[0], p[1])) if right else (lambda p: p)


def bent(amount: float, *, top: float, bottom: float) -> Place:
    """Bowed sideways by `amount` in the middle between two heights."""

    def place(p: Point) -> Point:
        t = (p[1] - top) / (bottom - top)
        return p[0] + amount * 4 * t * (1 - t), p[1]

    return place


def seen_from(tilt: float, *, slide: float = 0.0, about: Point = (AXIS, AXIS)) -> Place:
    """A flat thing on the floor seen from in front: the far edge is narrower and everything is foreshortened. `tilt` 0 is from
    above, 1 nearly along the floor; `slide` moves the far edge sideways.
    """

    def place(p: Point) -> Point:
        x, y = p[0] - about[0], p[1] - about[1]
        deep = 1 / (1 - 0.55 * tilt * y / 500)
        return about[0] + (x - slide * tilt * y) * deep, about[1] + y * (1 - 0.62 * tilt) * deep

    return place


def one_after(*places: Place) -> Place:
    """Several moves as one."""

    def place(p: Point) -> Point:
        for step in places:
            p = step(p)
        return p

    return place


def joined(*paths: str) -> str:
    """Several curves as one line: each goes on where the last one ended."""
    first, *rest = (segments(d) for d in paths)
    return written([*first, *(("L" if command == "M" else command, points) for one in rest for command, points in one)])


def backward(d: str) -> str:
    """The same curve from its end to its start."""
    parts = segments(d)
    ends = [points[-1] for _, points in parts]
    turned = [(command, (*reversed(points[:-1]), ends[n])) for n, (command, points) in enumerate(parts[1:])]
    return written([("M", (ends[-1],)), *reversed(turned)])


def between(one: str, other: str, share: float, *, count: int = 14) -> str:
    """A curve that runs between two curves, `share` of the way from the first to the second."""
    a, b = (_evenly(d, count) for d in (one, other))
    return smooth([(float(x), float(y)) for x, y in a + (b - a) * share])


def _evenly(d: str, count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    points = contours(d)[0].astype(np.float64)
    steps = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    at = np.linspace(0, steps[-1], count)
    return np.column_stack([np.interp(at, steps, points[:, axis]) for axis in (0, 1)])


def ribbon(d: str, wide: float, *, end: float | None = None) -> str:
    """A band along a curve as an outline, `wide` at its start and `end` wide at its end."""
    points = _evenly(d, 26)
    way = np.gradient(points, axis=0)
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)[:, None]
    half = np.linspace(wide, wide if end is None else end, len(points))[:, None] / 2
    normal = np.column_stack((-way[:, 1], way[:, 0]))
    left, right = points + normal * half, points - normal * half
    return outline([(float(x), float(y)) for x, y in left], [(float(x), float(y)) for x, y in right])


def outline(one: Sequence[Point], other: Sequence[Point]) -> str:
    """A closed shape between two smooth edges that run the same way."""
    there, back = smooth(one), smooth(list(reversed(other)))
    return f"{there} L{back[1:]} Z"


def frame_of(parts: Iterable[Part]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what the parts show: those that another outline cuts off don't count."""
    points = np.concatenate([piece for part in parts if not part.within for piece in contours(part.d)])
    (x0, y0), (x1, y1) = points.min(0), points.max(0)
    return float(x0), float(y0), float(x1), float(y1)


def shaded(paint: Paint, share: float) -> Paint:
    """The same cloth where less light falls."""
    return replace(paint, color=darker(paint.color, share))


def stitches(*paths: str, dash: str = "7 5", width: float = 1.9, color: str | None = None, opacity: float = 0.7) -> Line:
    """Rows of stitching as one line."""
    return Line(" ".join(paths), width, dash, color, opacity)
