"""Outlines from points on the canvas: hulls, bands, rounded polygons, splines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from data.studio.shape import Point, smooth


def spline(points: Sequence[tuple[float, ...]], steps: int = 6) -> list[tuple[float, ...]]:
    """A cubic B-spline led by points of any dimension, which starts and ends at the first and the last."""
    knots = [points[0], points[0], *points, points[-1], points[-1]]
    found = []
    for four in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        for k in range(steps):
            t = k / steps
            w = ((1 - t) ** 3 / 6, (3 * t**3 - 6 * t**2 + 4) / 6, (-3 * t**3 + 3 * t**2 + 3 * t + 1) / 6, t**3 / 6)
            found.append(tuple(sum(u * p[d] for u, p in zip(w, four, strict=True)) for d in range(len(points[0]))))
    return [*found, points[-1]]


def ribbon(spots: Sequence[Point], widths: Sequence[float], *, blunt: bool = False) -> str:
    """A band along the points, each `widths` to either side, smooth where there are more than two; `blunt` rounds its ends."""
    left, right = [], []
    for n, (x, y) in enumerate(spots):
        (ax, ay), (bx, by) = spots[max(0, n - 1)], spots[min(len(spots) - 1, n + 1)]
        long = math.hypot(bx - ax, by - ay) or 1.0
        nx, ny = -(by - ay) / long * widths[n], (bx - ax) / long * widths[n]
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    if len(spots) == 2:
        return flat((*left, *reversed(right)))
    if not blunt:
        return smooth(left) + " L " + smooth(right[::-1])[2:] + " Z"
    (ax, ay), (bx, by) = _beyond(spots[1], spots[0], widths[0]), _beyond(spots[-2], spots[-1], widths[-1])
    return f"{smooth(left)} Q {bx:.1f} {by:.1f} {smooth(right[::-1])[2:]} Q {ax:.1f} {ay:.1f} {left[0][0]:.1f} {left[0][1]:.1f} Z"


def _beyond(a: Point, b: Point, by: float) -> Point:
    """A point `by` and half as much again beyond `b` as seen from `a`."""
    long = math.dist(a, b) or 1.0
    return b[0] + (b[0] - a[0]) / long * by * 1.5, b[1] + (b[1] - a[1]) / long * by * 1.5


def flat(points: Sequence[Point]) -> str:
    """A closed polygon."""
    return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points) + " Z"


def rounded(points: Sequence[Point], radius: float | Sequence[float], bow: float, most: float = math.inf) -> str:
    """A closed polygon with rounded corners, whose sides swell by `bow` of their length, but by no more than `most`. `radius` is
    one for all corners or one for each.
    """
    count = len(points)
    radii = [radius] * count if isinstance(radius, (int, float)) else list(radius)
    cx, cy = sum(p[0] for p in points) / count, sum(p[1] for p in points) / count
    out = []
    for n in range(count):
        a, b = points[n], points[(n + 1) % count]
        long = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        cut = min(radii[n], long * 0.42) / long
        start = (a[0] + (b[0] - a[0]) * cut, a[1] + (b[1] - a[1]) * cut)
        cut = min(radii[(n + 1) % count], long * 0.42) / long
        end = (b[0] + (a[0] - b[0]) * cut, b[1] + (a[1] - b[1]) * cut)
        nx, ny = (b[1] - a[1]) / long, (a[0] - b[0]) / long
        mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        side = 1 if nx * (mx - cx) + ny * (my - cy) > 0 else -1
        push = 2 * side * math.copysign(min(abs(bow) * long, most), bow)
        out.append(f"{'M' if n == 0 else 'L'} {start[0]:.1f} {start[1]:.1f} "
                   f"Q {mx + nx * push:.1f} {my + ny * push:.1f} {end[0]:.1f} {end[1]:.1f}")  # fmt: skip
        nxt = points[(n + 2) % count]
        far = math.hypot(nxt[0] - b[0], nxt[1] - b[1]) or 1.0
        cut = min(radii[(n + 1) % count], far * 0.42) / far
        out.append(f"Q {b[0]:.1f} {b[1]:.1f} {b[0] + (nxt[0] - b[0]) * cut:.1f} {b[1] + (nxt[1] - b[1]) * cut:.1f}")
    return " ".join(out) + " Z"


def hull(points: Iterable[Point]) -> list[Point]:
    """The convex hull (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(these: Iterable[Point]) -> list[Point]:
        chain: list[Point] = []
        for p in these:
            while len(chain) > 1 and _cross(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return half(ordered) + half(reversed(ordered))


def _cross(o: Point, a: Point, b: Point) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])
