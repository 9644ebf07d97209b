"""Belt buckles, designed flat about (0, 0) with the loose end to the left, and laid on the belt's ribbon."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, lighter
from data.studio.raster import Floats, contours
from data.studio.shape import Point, box, ellipse, line, moved
from data.studio.spec import Spec
from data.studio.things.fittings import dots, inset, panel, ring
from data.studio.things.ribbons import Ribbon


class Cut(Protocol):
    """What a buckle must know of the strap it is sewn to."""

    @property
    def kind(self) -> str: ...
    @property
    def width(self) -> float: ...
    @property
    def paint(self) -> Paint: ...
    def piece(
        self, name: str, ribbon: Ribbon, a: float, b: float, out: float = 0.0, tip: str = "", end: Sequence[Point] = ()
    ) -> Part: ...


@dataclass(frozen=True, slots=True)
class Buckle:
    """A frame `wide` along the strap and `high` across it; `style` is what records call it."""

    style: str
    outer: str
    inner: str
    wide: float
    high: float
    bar: float
    paint: Paint
    prongs: int
    holes_apart: float
    engraved: bool = False

    def closed(self, strap: Cut, ribbon: Ribbon, at: float, long: float, tip: str) -> list[Part]:
        """Buckled: the frame, the loose end through it to the left, prong and keeper."""
        loose = strap.piece("strap-end", ribbon, at - long, at, 5, tip, self._opening(at, strap.width / 2 - 1.5))
        keeper_at = at - self.wide / 2 - (long - self.wide / 2) * 0.42
        lines = (*loose.lines, *self.holes(strap, ribbon, at - long, 5))
        loose = Part(loose.name, loose.kind, loose.d, loose.paint, depth=0.5, lines=lines, cast=0.6)
        if self.style in ("Plate Buckle", "Western Buckle"):
            plate = self._plate(ribbon, at)
            return [loose, *self.tip(strap, ribbon, at - long), *self._keeper(strap, ribbon, keeper_at), *plate]
        frame = self._frame(ribbon, at)
        return [
            *frame,
            loose,
            *self.tip(strap, ribbon, at - long),
            *self._prongs(ribbon, at),
            *self._keeper(strap, ribbon, keeper_at),
        ]

    def loose(self, strap: Cut, ribbon: Ribbon, at: float) -> list[Part]:
        """Unbuckled at the strap's end `at`: the frame beyond it, the strap's fold over its bar, and the keeper."""
        middle = at + self.wide / 2 - self.bar * 1.2
        keeper = self._keeper(strap, ribbon, at - strap.width * 0.75)
        if self.style in ("Plate Buckle", "Western Buckle"):
            return [*keeper, *self._plate(ribbon, middle)]
        fold = strap.piece("strap-fold", ribbon, at - strap.width * 0.55, at + 2, 3)
        return [*self._frame(ribbon, middle), fold, *self._prongs(ribbon, middle + self.bar * 0.6), *keeper]

    def holes(self, strap: Cut, ribbon: Ribbon, tip: float, out: float = 0.0) -> tuple[Line, ...]:
        """Five holes (or pairs of holes) from the tip on; a plaited or webbed strap needs none."""
        if strap.kind in ("woven", "webbing"):
            return ()
        rows = (0.0,) if self.prongs < 2 else (-self.high * 0.17, self.high * 0.17)
        start = strap.width * 0.95 + 12
        places = [(tip + start + n * self.holes_apart, y) for n in range(5) for y in rows]
        seen = ribbon.points(_array(places), out)
        spots = [(float(x), float(y)) for x, y in seen]
        size = max(6.0, strap.width * 0.1)
        return (
            dots(spots, size * 1.5, lighter(strap.paint.color, 0.2), 0.5),
            dots(spots, size, darker(strap.paint.color, 0.85)),
        )

    def _opening(self, at: float, h: float) -> list[Point]:
        """Where the loose end goes under the frame: the opening's far edge, from top to bottom, within the strap's width."""
        if not self.inner:
            return [(at, -h), (at, h)]
        ys = np.linspace(-h, h, 13)
        ring_points = contours(self.inner)[0]
        far = ring_points[ring_points[:, 0] >= 0]
        far = far[np.argsort(far[:, 1])]
        return [(at + float(np.interp(y, far[:, 1], far[:, 0])) + 1, float(y)) for y in ys]

    def _frame(self, ribbon: Ribbon, at: float) -> list[Part]:
        flat = moved(ring(self.outer, self.inner), dx=at)
        return [Part("buckle", "buckle", ribbon.laid(flat, 4), self.paint, depth=0.6, outline=1.6, cast=0.7)]

    def _plate(self, ribbon: Ribbon, at: float) -> list[Part]:
        outer = moved(self.outer, dx=at)
        dark, light = darker(self.paint.color, 0.5), lighter(self.paint.color, 0.5)
        rims = [
            Line(ribbon.laid(inset(outer, 8), 12), 2.4, "", dark, 0.6),
            Line(ribbon.laid(inset(outer, 12), 12), 1.6, "", light, 0.6),
        ]
        if self.engraved:
            rims += [
                Line(ribbon.laid(moved(d, dx=at), 12, closed=False), w, "", dark, 0.6)
                for d, w in _engraving(self.wide, self.high)
            ]
        else:
            rims = [Line(ribbon.laid(line((at + x, -self.high), (at + x, self.high)), 12, closed=False), 2.4, "", dark, 0.55)
                    for x in (-self.wide * 0.36, -self.wide * 0.3, self.wide * 0.36)]  # fmt: skip
        return [
            Part("buckle", "buckle", ribbon.laid(outer, 12), self.paint, depth=0.8, outline=1.6, lines=tuple(rims), form="flat")
        ]

    def _prongs(self, ribbon: Ribbon, at: float) -> list[Part]:
        found = []
        rows = () if self.prongs == 0 else (0.0,) if self.prongs == 1 else (-self.high * 0.17, self.high * 0.17)
        for n, y in enumerate(rows, 1):
            thin = self.bar * 0.42
            d = panel(
                [
                    (at - self.wide * 0.2, y - thin),
                    (at + self.wide / 2 + 2, y - thin * 0.7),
                    (at + self.wide / 2 + 2, y + thin * 0.7),
                    (at - self.wide * 0.2, y + thin),
                ],
                thin,
            )
            found.append(Part(f"prong-{n}", "buckle", ribbon.laid(d, 10), self.paint, depth=0.5, outline=1.3, cast=0.4))
        return found

    def _keeper(self, strap: Cut, ribbon: Ribbon, at: float) -> list[Part]:
        h, wide = strap.width / 2 + 4, max(13.0, strap.width * 0.2)
        metal = self.engraved
        paint = self.paint if metal else strap.paint
        d = panel([(at - wide / 2, -h), (at + wide / 2, -h), (at + wide / 2, h), (at - wide / 2, h)], 4)
        return [Part("keeper", "buckle" if metal else "strap", ribbon.laid(d, 8), paint, depth=0.7, outline=1.5, cast=0.6)]

    def tip(self, strap: Cut, ribbon: Ribbon, at: float) -> list[Part]:
        """The metal end of a webbing or western belt."""
        if strap.kind not in ("webbing", "western"):
            return []
        h, deep = strap.width / 2 - 0.5, strap.width * (0.24 if strap.kind == "webbing" else 0.55)
        d = panel(
            [(at - 3, -h), (at + deep, -h), (at + deep, h), (at - 3, h)], *((3,) if strap.kind == "webbing" else (h, 1, 1, h))
        )
        return [Part("tip", "buckle", ribbon.laid(d, 6), self.paint, depth=0.6, outline=1.4, cast=0.4)]


def _array(points: list[tuple[float, float]]) -> Floats:
    return np.array(points, np.float32)


def _engraving(wide: float, high: float) -> list[tuple[str, float]]:
    """A star in an oval with scrolls at its sides."""
    star = _star(high * 0.24)
    w, h = wide / 2, high / 2
    scroll = "".join(
        f"M {side * w * 0.34:.1f} {up * h * 0.1:.1f} C {side * w * 0.4:.1f} {up * h * 0.7:.1f} "
        f"{side * w * 0.8:.1f} {up * h * 0.6:.1f} "
        f"{side * w * 0.66:.1f} {up * h * 0.14:.1f} "
        for side in (-1, 1)
        for up in (-1, 1)
    )
    return [(star, 2.6), (scroll, 2.8)]


def _star(radius: float) -> str:
    points = []
    for n in range(11):
        a, r = math.radians(-90 + n * 36), radius * (1 if n % 2 == 0 else 0.42)
        points.append((r * math.cos(a), r * math.sin(a)))
    return line(*points)


def chosen_buckle(spec: Spec, width: float) -> Buckle:
    """The buckle that a belt of this silhouette and width carries."""
    rng, kind = spec.rng("buckle"), spec.silhouette
    metal = spec.metal("buckle", rng.choice(("silver", "silver", "gold", "brass", "gunmetal")))
    bar = max(7.0, width * rng.uniform(0.1, 0.16))
    high = width + bar * 2 + rng.uniform(4, 12)
    wide = high * rng.uniform(0.72, 1.1)
    apart = max(24.0, width * rng.uniform(0.4, 0.55))
    if kind == "western":
        wide, high = high * rng.uniform(1.25, 1.6), high * rng.uniform(1.12, 1.3)
        outer = ellipse(0, 0, wide / 2, high / 2) if rng.random() < 0.5 else box(-wide / 2, -high / 2, wide / 2, high / 2, 26)
        return Buckle("Western Buckle", outer, "", wide, high, bar, metal, 0, apart, True)
    if kind == "webbing" and rng.random() < 0.6:
        wide, high = wide * rng.uniform(0.95, 1.3), width + 14
        return Buckle("Plate Buckle", box(-wide / 2, -high / 2, wide / 2, high / 2, 8), "", wide, high, bar, metal, 0, apart)
    shape = (
        "ring"
        if kind == "webbing"
        else rng.choice(("square", "soft", "oval", "D") if kind != "wide" else ("oval", "round", "soft", "D"))
    )
    if shape == "round":
        wide = high = high * 1.1
    outer, inner = _frame_shape(shape, wide, high, bar)
    if shape == "ring":
        return Buckle("D-Ring", outer, inner, wide, high, bar, metal, 0, apart)
    prongs = 2 if kind in ("classic", "wide") and rng.random() < 0.2 else 1
    style = {
        "square": "Square Buckle",
        "soft": "Square Buckle",
        "oval": "Oval Buckle",
        "round": "Round Buckle",
        "D": "D-Shaped Buckle",
    }[shape]
    return Buckle(style, outer, inner, wide, high, bar, metal, prongs, apart)


def _frame_shape(shape: str, wide: float, high: float, bar: float) -> tuple[str, str]:
    w, h = wide / 2, high / 2
    if shape in ("oval", "round"):
        return ellipse(0, 0, w, h), ellipse(0, 0, w - bar, h - bar)
    if shape in ("D", "ring"):
        return (
            panel([(-w, -h), (w, -h), (w, h), (-w, h)], 5, w * 0.95, w * 0.95, 5),
            panel([(-w + bar, -h + bar), (w - bar, -h + bar), (w - bar, h - bar), (-w + bar, h - bar)], 3, w * 0.8, w * 0.8, 3),
        )
    radius = 5 if shape == "square" else min(w, h) * 0.5
    return box(-w, -h, w, h, radius), box(-w + bar, -h + bar, w - bar, h - bar, max(2.0, radius - bar * 0.6))
