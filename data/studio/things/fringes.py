"""Fringe: the loose threads or knotted tassels at the ends of scarves and rugs."""

from __future__ import annotations

import math
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import Point, line, polygon


def fringe(
    name: str, start: Point, end: Point, long: float, paint: Paint, rng: Random, *, strand: float = 12.0, knotted: bool = False
) -> Part:
    """A fringe along an edge, hanging to the left of the way from `start` to `end` (down, where that goes to the left).

    `strand` is the width of one strand or tassel; `knotted` ones are tied near the edge.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    wide = math.hypot(dx, dy)
    ux, uy = dx / wide, dy / wide
    count = max(3, round(wide / strand))
    step = wide / count

    def at(along: float, out: float) -> Point:
        return start[0] + ux * along + uy * out, start[1] + uy * along - ux * out

    root = 0.34 if knotted else 0.16
    points: list[Point] = [at(0, -4)]
    threads = []
    for k in range(count):
        a, b, lean = k * step, (k + 1) * step, rng.uniform(-0.3, 0.3) * step
        far = long * rng.uniform(0.9, 1.04)
        pinch = 0.3 if knotted else 0.1
        points += [at(a, long * 0.03), at(a + step * pinch, long * root), at(a + step * 0.06 + lean, far)]
        points += [at(b - step * 0.06 + lean, far * rng.uniform(0.96, 1.03)), at(b - step * pinch, long * root)]
        for share in (0.33, 0.66):
            threads.append(line(at(a + step * (0.5 + (share - 0.5) * 0.7), long * root), at(a + step * share + lean, far * 0.95)))
    points += [at(wide, long * 0.03), at(wide, -4)]
    return Part(
        name,
        "fringe",
        polygon(*points),
        paint,
        depth=0.5,
        form="flat",
        outline=0.8,
        cast=0.5,
        lines=(Line(" ".join(threads), 1.8, "", None, 0.3),),
    )
