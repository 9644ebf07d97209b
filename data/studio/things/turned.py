"""Bodies of revolution: what is thrown on a wheel, turned on a lathe or spun from sheet metal.

A profile is a list of (radius, height) in centimetres from the bottom up; a point given twice is a sharp edge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from data.studio.drawing import Line
from data.studio.shape import Point, smooth
from data.studio.things.camera import P3, Camera
from data.studio.things.outline import flat, hull, spline

Profile = Sequence[Point]


def rim(camera: Camera, radius: float, height: float, center: Point = (0, 0), lip: float = 0.0) -> str:
    """A level circle around the axis as the camera sees it, drawn out by a spout's `lip`."""
    spots = [camera.spot((center[0] + radius * math.cos(t), height, center[1] + radius * math.sin(t))) for t in _TURNS]
    return smooth(_lipped(spots, lip * camera.scale) if lip else spots, closed=True)


_TURNS = [k * 2 * math.pi / 48 for k in range(48)]


def body(camera: Camera, profile: Profile, center: Point = (0, 0), lip: float = 0.0) -> str:
    """The outline of the whole body, its near bottom edge and far top edge included. `lip` draws its top out into a spout, that
    many centimetres to the right (below 0: to the left).

    Every ring of the body is an ellipse on the canvas, all about one upright axis: at each height the outline lies at the widest.
    """
    rings_ = [_edge(camera, r, y, center) for r, y in turned_profile(tuple(profile))]
    tilt = abs(math.sin(math.radians(camera.pitch)))
    cx = rings_[0][0]
    cy, wide = np.array([y for _, y, _ in rings_]), np.array([r for _, _, r in rings_])
    deep = np.maximum(wide * tilt, 0.3)
    top, bottom = float((cy - deep).min()), float((cy + deep).max())
    ys = (top + bottom) / 2 - (bottom - top) / 2 * np.cos(np.linspace(0, np.pi, 72))
    inside = 1 - ((ys[:, None] - cy) / deep) ** 2
    across = (wide * np.sqrt(np.clip(inside, 0, None))).max(1)
    order = np.argsort(cy, kind="stable")
    between = np.interp(ys, cy[order], wide[order], left=0, right=0)
    across = np.maximum(across, between)
    spots = [(cx - float(w), float(y)) for w, y in zip(across, ys, strict=True)]
    spots += [(2 * cx - x, y) for x, y in reversed(spots)]
    if lip:
        neck, mouth = _edge(camera, 1, profile[-2][1] * 0.92, center)[1], rings_[-1]
        spots = [_pulled(p, lip * camera.scale, (cx, mouth[1], mouth[2]), neck) for p in spots]
    return flat(spots)


def _pulled(p: Point, lip: float, mouth: tuple[float, float, float], neck: float) -> Point:
    """A point of the outline drawn out towards the spout, the more the higher and the farther to its side it is."""
    cx, top, half = mouth
    high = max(0.0, min(1.2, (neck - p[1]) / (neck - top)))
    pull = max(0.0, min(1.0, math.copysign(1, lip) * (p[0] - cx) / half)) ** 5 * high**2
    return p[0] + lip * pull, p[1] - abs(lip) * 0.35 * pull


@lru_cache(maxsize=512)
def turned_profile(profile: tuple[Point, ...]) -> tuple[Point, ...]:
    """The profile as a fine line: a cubic B-spline led by its points, which starts and ends at them and breaks where one is given
    twice.
    """
    runs: list[list[Point]] = [[profile[0]]]
    for before, p in pairwise(profile):
        if math.dist(before, p) < 1e-6:
            runs.append([p])
        else:
            runs[-1].append(p)
    return tuple((spot[0], spot[1]) for run in runs if len(run) > 1 for spot in spline(run))


def _lipped(points: Sequence[Point], lip: float) -> list[Point]:
    """A level circle's points with the side at a spout drawn out by `lip` and raised."""
    x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
    cx, half = (x0 + x1) / 2, (x1 - x0) / 2 or 1.0
    pull = [max(0.0, math.copysign(1, lip) * (x - cx) / half) ** 5 for x, _ in points]
    return [(x + lip * u, y - abs(lip) * 0.35 * u) for (x, y), u in zip(points, pull, strict=True)]


def band(camera: Camera, profile: Profile, y0: float, y1: float, center: Point = (0, 0), wave: Sequence[float] = ()) -> str:
    """The near side of the body between two heights, a little wider than it: to be cut off by the body's outline. `wave` lifts
    and drops the upper edge along its way.
    """
    r0, r1 = radius_at(profile, y0) * 1.1 + 1, radius_at(profile, y1) * 1.005 + 0.2
    low = _arc(camera, r0, y0, center, lower=True)
    high = _arc(camera, r1, y1, center, lower=True)
    if wave:
        k = camera.size((center[0], y1, center[1]))
        high = [(x, y - k * wave[min(len(wave) - 1, n * len(wave) // len(high))]) for n, (x, y) in enumerate(high)]
    middle, _, wide = _edge(camera, max(r for r, _ in profile) + 3, y0, center)
    left, right = middle - wide, middle + wide
    return (
        f"M {left:.1f} {low[0][1]:.1f} L {smooth(low)[2:]} L {right:.1f} {low[-1][1]:.1f} "
        f"L {right:.1f} {high[-1][1] + wide * 0.3:.1f} L {smooth(high[::-1])[2:]} L {left:.1f} {high[0][1] + wide * 0.3:.1f} Z"
    )


def rings(
    camera: Camera, profile: Profile, heights: Sequence[float], width: float = 2.4, opacity: float = 0.3
) -> tuple[Line, ...]:
    """Turned grooves around the near side."""
    return tuple(
        Line(smooth(_arc(camera, radius_at(profile, y) * 0.995, y, (0, 0), lower=True)), width, "", None, opacity)
        for y in heights
    )


def flutes(camera: Camera, profile: Profile, count: int, shrink: float = 0.99) -> tuple[str, ...]:
    """Curves down the near side, as on a ribbed or pleated wall."""
    found = []
    for k in range(count):
        a = math.pi * (k + 0.5) / count
        points = [(r * shrink * math.cos(a), y, r * shrink * math.sin(a)) for r, y in turned_profile(tuple(profile))[::3]]
        found.append(smooth([camera.spot(p) for p in points]))
    return tuple(found)


def radius_at(profile: Profile, height: float) -> float:
    """The body's radius at a height."""
    fine = turned_profile(tuple(profile))
    for (r0, y0), (r1, y1) in pairwise(fine):
        if y0 <= height <= y1 and y1 > y0:
            return r0 + (r1 - r0) * (height - y0) / (y1 - y0)
    return profile[0][0] if height < profile[0][1] else profile[-1][0]


def cone(camera: Camera, a: P3, b: P3, ra: float, rb: float) -> tuple[str, str, bool]:
    """A straight hood from `a` (radius `ra`) to its mouth at `b` (radius `rb`): its outline, its mouth, and whether the mouth is
    turned to the eye.
    """
    axis = tuple((q - p) / (math.dist(a, b) or 1) for p, q in zip(a, b, strict=True))
    side = _across(axis)
    up = (axis[1] * side[2] - axis[2] * side[1], axis[2] * side[0] - axis[0] * side[2], axis[0] * side[1] - axis[1] * side[0])

    def ring(c: P3, r: float) -> list[Point]:
        return [camera.spot(tuple3([c[k] + r * (side[k] * math.cos(t) + up[k] * math.sin(t)) for k in range(3)])) for t in _TURNS]

    mouth = ring(b, rb)
    outline = flat(hull([*ring(a, ra), *mouth]))
    seen = sum(n * (e - p) for n, e, p in zip(axis, camera.eye(), b, strict=True)) > 0
    return outline, smooth(mouth, closed=True), seen


def tuple3(values: Sequence[float]) -> P3:
    return values[0], values[1], values[2]


def _across(axis: Sequence[float]) -> P3:
    other = (0.0, 1.0, 0.0) if abs(axis[1]) < 0.9 else (1.0, 0.0, 0.0)
    n = (
        axis[1] * other[2] - axis[2] * other[1],
        axis[2] * other[0] - axis[0] * other[2],
        axis[0] * other[1] - axis[1] * other[0],
    )
    long = math.hypot(*n) or 1.0
    return n[0] / long, n[1] / long, n[2] / long


def _edge(camera: Camera, r: float, y: float, center: Point) -> tuple[float, float, float]:
    p = (center[0], y, center[1])
    x, at = camera.spot(p)
    return x, at, r * camera.size(p)


def _arc(camera: Camera, r: float, y: float, center: Point, *, lower: bool) -> list[Point]:
    """Half of a level circle from left to right: the lower half on the canvas, or the upper."""
    x, at, wide = _edge(camera, r, y, center)
    deep = wide * abs(math.sin(math.radians(camera.pitch))) * (1 if lower else -1)
    return [(x - wide * math.cos(t), at + deep * math.sin(t)) for t in (k * math.pi / 12 for k in range(13))]
