"""Cloth that falls from a waist: flared, pleated, gathered in tiers. For skirts and for the lower half of dresses."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import Point, line
from data.studio.things.outer_cut import STITCH, C


@dataclass(frozen=True, slots=True)
class Fall:
    """From waist to hem: half widths at both, heights, how the sides go (`belly` 0 straight, positive full, negative hollow) and
    how many flutes the cloth throws, how deep at the hem.
    """

    waist: float
    hem: float
    top: float
    bottom: float
    belly: float = 0.0
    flutes: int = 6
    wave: float = 9
    sag: float = 16
    hips: float = 0
    sway: float = 0

    def side(self, s: int) -> tuple[Point, Point]:
        """The handles of the left (-1) or right side, from the waist downwards."""
        high, w = self.bottom - self.top, self.hem - self.waist
        hip = max(self.hips, self.waist + w * (0.3 + self.belly * 0.5))
        low = self.waist + w * (0.72 + self.belly * 0.4)
        return (C + s * hip, self.top + high * 0.28), (C + s * low + self.sway * 0.6, self.bottom - high * 0.3)

    def at(self, t: float, u: float) -> Point:
        """A point of the cloth: `t` from -1 to 1 across it, `u` from 0 at the waist to 1 at the hem."""
        (h, _), (low, _) = self.side(1)
        ws = (self.waist, h - C, low - C, self.hem)
        half = (1 - u) ** 3 * ws[0] + 3 * (1 - u) ** 2 * u * ws[1] + 3 * (1 - u) * u * u * ws[2] + u**3 * ws[3]
        return C + t * half + self.sway * u * u, self.top + (self.bottom - self.top) * u + self.sag * (1 - t * t) * u

    def steps(self, rng: Random) -> list[float]:
        """Where the flutes meet, from -1 to 1, unevenly."""
        n = max(1, self.flutes)
        inner = [-1 + 2 * k / n + rng.uniform(-0.5, 0.5) / n for k in range(1, n)]
        return [-1.0, *inner, 1.0]

    def hem_path(self, steps: list[float], rng: Random) -> str:
        """The waving hem from left to right, less its beginning."""
        out = []
        for a, b in pairwise(steps):
            (x0, y0), (x1, y1) = self.at(a, 1), self.at(b, 1)
            deep = self.wave * rng.uniform(0.7, 1.3) * (1.0 if self.flutes > 1 else 0.2)
            xm, ym = (x0 + x1) / 2, (y0 + y1) / 2 + deep
            w = (x1 - x0) * 0.22
            out.append(f"C {x0 + w} {y0} {xm - w} {ym} {xm} {ym} C {xm + w} {ym} {x1 - w} {y1} {x1} {y1}")
        return " ".join(out)

    def half_hem(self, side: int) -> str:
        """From the waist down one side to the hem's middle, as if it were the left half, less its beginning."""
        (h1, h2), (x, y), (xm, ym) = self.side(side), self.at(side, 1), self.at(0, 1)
        points = ((C + (px - C) * -side, py) for px, py in (h1, h2, (x, y), (xm, ym)))
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
        return f"C {ax} {ay} {bx} {by} {cx} {cy} Q {(cx + dx) / 2} {dy + 4} {dx} {dy}"

    def outline(self, steps: list[float], rng: Random) -> str:
        (l1, l2), (r1, r2) = self.side(-1), self.side(1)
        (x0, y0), (x1, y1) = self.at(-1, 1), self.at(1, 1)
        return (
            f"M {C - self.waist} {self.top} C {l1[0]} {l1[1]} {l2[0]} {l2[1]} {x0} {y0} {self.hem_path(steps, rng)} "
            f"L {x1} {y1} C {r2[0]} {r2[1]} {r1[0]} {r1[1]} {C + self.waist} {self.top} Z"
        )


def flared(fall: Fall, paint: Paint, rng: Random, *, name: str = "body", stitched: float = 0, start: float = 0.1) -> Part:
    """Cloth in soft flutes: pressed in where they meet, lit between."""
    steps = fall.steps(rng)
    folds, lights = [], []
    for a, b in pairwise(steps):
        high = rng.uniform(start, start + 0.45)
        if b < 1:
            folds.append(_run(fall, b, high))
        if fall.flutes > 2:
            lights.append(_run(fall, (a + b) / 2, high + 0.12))
    hem = _hem_line(fall, stitched) if stitched else ()
    return Part(name, "body", fall.outline(steps, rng), paint, depth=0.75, folds=tuple(folds), lights=tuple(lights), lines=hem,
                fold_width=min(20, 9 + fall.hem / max(3, fall.flutes) * 0.2))  # fmt: skip


def _hem_line(fall: Fall, up: float) -> tuple[Line, ...]:
    u = 1 - up / (fall.bottom - fall.top)
    points = [fall.at(-0.985 + 1.97 * k / 12, u) for k in range(13)]
    return (Line(line(*points), 1.9, STITCH),)


def _run(fall: Fall, t: float, high: float, low: float = 0.995) -> str:
    (x0, y0), (xm, ym), (x1, y1) = fall.at(t, high), fall.at(t, (high + low) / 2), fall.at(t, low)
    return f"M {x0:.1f} {y0:.1f} Q {2 * xm - (x0 + x1) / 2:.1f} {2 * ym - (y0 + y1) / 2:.1f} {x1:.1f} {y1:.1f}"


def pleated(fall: Fall, paint: Paint, count: int, *, box_pleats: bool = False, name: str = "body") -> Part:
    """Pressed pleats: sharp edges that all lie the same way (or meet in pairs), and a hem in little steps."""
    edges = [-1 + 2 * k / count for k in range(count + 1)]
    x0, y0 = fall.at(-1, 1)
    hem = []
    for n, b in enumerate(edges[1:]):
        x1, y1 = fall.at(b, 1)
        xa, ya = fall.at(b - 2 / count * 0.16, 1)
        drop = 5.0 if not box_pleats or n % 2 == 0 else 1.0
        hem.append(f"L {xa} {ya + drop} L {x1} {y1 - (0 if n == count - 1 else 4)}")
    (l1, l2), (r1, r2) = fall.side(-1), fall.side(1)
    d = (
        f"M {C - fall.waist} {fall.top} C {l1[0]} {l1[1]} {l2[0]} {l2[1]} {x0} {y0} {' '.join(hem)} "
        f"C {r2[0]} {r2[1]} {r1[0]} {r1[1]} {C + fall.waist} {fall.top} Z"
    )
    inner = edges[1:-1]
    lines = tuple(Line(_run(fall, t, 0.02), 2.0, "", None, 0.55) for t in inner)
    width = 2 * fall.hem / count
    folds = tuple(_run(fall, t + 0.16 / count, 0.05) for t in inner)
    return Part(name, "body", d, paint, depth=0.6, folds=folds, lines=lines, fold_width=min(11.0, width * 0.22))


def tier(fall: Fall, paint: Paint, rng: Random, *, name: str, kind: str = "body", gathers: int = 12) -> Part:
    """One gathered tier: puckered along its upper seam, in flutes at its hem."""
    steps = fall.steps(rng)
    folds, lights = [], []
    for k in range(gathers):
        t = -0.94 + 1.88 * (k + rng.uniform(0.2, 0.8)) / gathers
        folds.append(_run(fall, t, 0.0, rng.uniform(0.25, 0.6)))
    for t in steps[1:-1]:
        folds.append(_run(fall, t, rng.uniform(0.3, 0.5)))
    for a, b in pairwise(steps):
        lights.append(_run(fall, (a + b) / 2, 0.45, 0.97))
    return Part(
        name, kind, fall.outline(steps, rng), paint, depth=0.6, folds=tuple(folds), lights=tuple(lights), fold_width=8, cast=0.7
    )


def tiers(
    paint: Paint,
    rng: Random,
    *,
    waist: float,
    hem: float,
    top: float,
    bottom: float,
    count: int,
    flutes: int = 7,
    fuller: float = 1.12,
) -> list[Part]:
    """Gathered tiers from the lowest up, each sewn to the one above and a little fuller than it."""
    weights = [1 + 0.16 * k for k in range(count)]
    total = sum(weights)
    out, y = [], top
    for n, share in enumerate(weights):
        u0, u1 = (y - top) / (bottom - top), (y - top) / (bottom - top) + share / total
        w0, w1 = waist + (hem - waist) * u0**0.85, waist + (hem - waist) * u1**0.85
        y1 = y + (bottom - top) * share / total
        fall = Fall(
            w0 * 0.99,
            w1 * (fuller if n < count - 1 else 1.04),
            y - 3,
            y1 + 6,
            belly=0.5,
            flutes=flutes + n,
            wave=8,
            sag=10 + 6 * n,
        )
        out.append(tier(fall, paint, rng, name=f"tier-{n + 1}", gathers=10 + 3 * n))
        y = y1
    return out[::-1]
