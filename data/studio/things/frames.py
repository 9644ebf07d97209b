"""Spectacle frames, flat: lenses, rims and bridges, and the proportions of each kind."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from data.studio.raster import contours
from data.studio.shape import Point, symmetric
from data.studio.spec import Spec
from data.studio.things.fittings import (
    outline,
)


@dataclass(frozen=True, slots=True)
class Lens:
    """One lens about (`x`, 0), the right one as it is seen: half its width and height, how square it is above and below, how far
    its outer corner is lifted, and how much narrower it is below (`taper`) and how its lower part leans outwards (`lean`).
    """

    x: float
    a: float
    b: float
    above: float
    below: float
    lift: float = 0.0
    taper: float = 0.0
    lean: float = 0.0

    def at(self, degrees: float, more: float = 0.0, brow: float = 0.0) -> Point:
        """A point of the outline, clockwise from the outer side; `more` is a rim's width, `brow` what is added to it above."""
        t = math.radians(degrees)
        c, s = math.cos(t), math.sin(t)
        n = 2 / (self.below if s > 0 else self.above)
        x = (self.a + more) * math.copysign(abs(c) ** n, c)
        y = (self.b + more + (brow if s < 0 else 0)) * math.copysign(abs(s) ** n, s)
        up = (1 - y / self.b) / 2
        share = x / self.a
        corner = self.lift * max(0.0, share) ** 2 * up - self.lift * 0.25 * share
        return self.x + x * (1 - self.taper * y / self.b) + self.lean * max(0.0, y / self.b), y - corner

    def outline(self, more: float = 0.0, brow: float = 0.0) -> str:
        return outline(np.array([self.at(d, more, brow) for d in range(0, 360, 5)], np.float32))


@dataclass(frozen=True, slots=True)
class Model:
    """A pair: lens, rim and brow width, how far the front curves, the temples' height, and what it is made of."""

    lens: Lens
    rim: float
    brow: float
    curve: float
    temple: float
    wing: float
    bridge: tuple[float, float]
    nose: int
    wire: bool
    style: str

    @property
    def hinge(self) -> Point:
        x, y = self.lens.at(-32, self.rim, self.brow)
        return x - 4, y + self.temple * 0.35

    def front(self) -> str:
        """The acetate front as one outline, without its openings."""
        start, stop = -98, self.nose
        points = [self.lens.at(d, self.rim, self.brow) for d in range(start, stop, 6)]
        points = [
            (x + self.wing * max(0.0, 1 - abs(d + 32) / 22), y) for d, (x, y) in zip(range(start, stop, 6), points, strict=True)
        ]
        top, low = self.bridge
        (ax, ay), (bx, by) = points[0], points[-1]
        right = " ".join(f"L {x + 500:.1f} {y:.1f}" for x, y in points)
        over = f"M 500 {top:.1f} C {500 + ax * 0.3:.1f} {top:.1f} {500 + ax * 0.55:.1f} {ay:.1f} {ax + 500:.1f} {ay:.1f}"
        under = f"Q {500 + bx * 0.62:.1f} {low + (by - low) * 0.3:.1f} 500 {low:.1f}"
        return _shifted(symmetric(f"{over} {right} {under}"))


def _shifted(d: str) -> str:
    """An outline about the canvas' axis brought to x = 0."""
    return " ".join(outline(piece - np.array([500, 0], np.float32)) for piece in contours(d))


def chosen_model(spec: Spec) -> Model:
    """The pair's proportions."""
    rng, kind = spec.rng("model"), spec.silhouette
    u = rng.uniform
    gap = u(28, 44)
    if kind == "round":
        r, wire = u(128, 160), rng.random() < 0.5
        lens = Lens(r + gap, r, r * u(0.94, 1.04), 2, 2)
        rim, temple = (u(8, 11), 16.0) if wire else (u(16, 30), u(24, 32))
        return Model(lens, rim, 0, u(30, 50), temple, 8, (-r * u(0.5, 0.7), -r * u(0.15, 0.35)), 146, wire, "Round")
    if kind == "aviator":
        a = u(146, 172)
        lens = Lens(a + gap * 0.9, a, a * u(0.84, 1.0), u(2.8, 3.8), u(1.8, 2.1), u(-4, 22), u(0.06, 0.16), u(20, 44))
        return Model(lens, u(8, 11), 0, u(35, 60), 15, 0, (0, 0), 146, True, "Aviator")
    if kind == "wayfarer":
        a = u(138, 160)
        lens = Lens(a + gap, a, a * u(0.66, 0.82), u(3.2, 4.4), u(2.6, 3.2), u(16, 34), u(0.06, 0.14))
        return Model(
            lens,
            u(17, 25),
            u(10, 22),
            u(30, 50),
            u(38, 52),
            u(10, 22),
            (-lens.b * u(0.86, 1.06), -lens.b * u(0.1, 0.3)),
            146,
            False,
            "Wayfarer",
        )
    if kind == "cat-eye":
        a = u(134, 160)
        lens = Lens(a + gap, a, a * u(0.58, 0.8), u(2.4, 3.2), u(2.2, 2.8), u(66, 120), u(0.02, 0.1))
        return Model(
            lens,
            u(15, 24),
            u(8, 20),
            u(30, 50),
            u(28, 40),
            u(26, 50),
            (-lens.b * u(0.5, 0.7), lens.b * u(-0.16, 0.05)),
            146,
            False,
            "Cat-Eye",
        )
    if kind == "square":
        a = u(140, 168)
        lens = Lens(a + gap, a, a * u(0.66, 0.98), u(4.5, 7), u(4, 6), u(-6, 10), u(0, 0.06))
        return Model(
            lens,
            u(14, 34),
            u(0, 14),
            u(25, 45),
            u(36, 56),
            u(6, 14),
            (-lens.b - u(-22, 14), -lens.b * u(0.14, 0.4)),
            146,
            False,
            "Square",
        )
    a = u(170, 192)
    lens = Lens(a + u(16, 24), a, a * u(0.46, 0.62), u(2.6, 3.4), u(2.0, 2.6), u(10, 44), u(0.04, 0.16), u(4, 16))
    return Model(
        lens,
        u(9, 15),
        u(6, 18),
        u(110, 160),
        u(44, 58),
        u(6, 20),
        (-lens.b * u(0.66, 0.9), -lens.b * u(-0.1, 0.16)),
        168,
        False,
        "Sport",
    )
