"""What all backpacks are built from: the trunk, its depth, straps, handle, pockets and zips."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import numpy as np

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import AXIS, Point, line, moved
from data.studio.spec import Spec
from data.studio.things.fittings import (
    band,
    beside,
    dimmed,
    inset,
    panel,
    seams,
    stitches,
    swept,
    zip_pull,
    zip_teeth,
)

C = AXIS
Facts = tuple[tuple[str, str], ...]
FRONT, SIDES = ("pockets", "Front Pocket"), ("pockets", "Side Pockets")


@dataclass(frozen=True, slots=True)
class Pack:
    """A backpack's trunk: half widths above and below, its top corners' width and height, and how its side is seen (`side`: how
    far, and to which side). `back` is the side that lies on the shoulders.
    """

    spec: Spec
    rng: Random
    body: Paint
    top: float
    low: float
    high: float
    wide: float
    floor: float
    corner: tuple[float, float]
    base: float
    side: float
    back: bool

    def half(self, y: float) -> float:
        """Half the front's width at a height, below its rounded top."""
        share = (y - self.top) / (self.low - self.top)
        return self.wide + (self.floor - self.wide) * share + 10 * (1 - abs(2 * share - 1))

    def front(self, by: float = 0.0) -> str:
        """The front's outline, drawn in by `by`."""
        w, f, (cx, cy), r = self.wide - by, self.floor - by, self.corner, self.base
        top, low = self.top + by, self.low - by
        cx, k, y = min(cx, w - 1), 0.45, top + cy
        m = (y + low - r) / 2
        return (
            f"M {C - w + cx:.1f} {top:.1f} L {C + w - cx:.1f} {top:.1f} C {C + w - cx * k:.1f} {top:.1f} "
            f"{C + w:.1f} {y - cy * (1 - k):.1f} {C + w:.1f} {y:.1f} "
            f"Q {C + max(w, f) + 12:.1f} {m:.1f} {C + f:.1f} {low - r:.1f} Q {C + f:.1f} {low:.1f} {C + f - r:.1f} {low:.1f} "
            f"Q {C:.1f} {low + 8:.1f} {C - f + r:.1f} {low:.1f} Q {C - f:.1f} {low:.1f} {C - f:.1f} {low - r:.1f} "
            f"Q {C - max(w, f) - 12:.1f} {m:.1f} {C - w:.1f} {y:.1f} C {C - w:.1f} {y - cy * (1 - k):.1f} "
            f"{C - w + cx * k:.1f} {top:.1f} {C - w + cx:.1f} {top:.1f} Z"
        )

    def arch(self, by: float, down: float) -> list[Point]:
        """Points that follow the top `by` inside it, down to the height `down` on both sides."""
        w, (cx, cy), top, k = self.wide - by, self.corner, self.top + by, 0.45
        cx = min(cx, w - 1)
        corner = np.array([(C - w, top + cy), (C - w, top + cy * k), (C - w + cx * k, top), (C - w + cx, top)])
        t = np.linspace(0, 0.98 if cx < w - 40 else 0.8, 41)[:, None]
        curve = (1 - t) ** 3 * corner[0] + 3 * t * (1 - t) ** 2 * corner[1] + 3 * t**2 * (1 - t) * corner[2] + t**3 * corner[3]
        start = (float(np.interp(-down, -curve[:, 1], curve[:, 0])), down)
        above = [(float(x), float(y)) for x, y in curve[::10] if y < down - 24]
        left = [start, *([(C - w, (down + top + cy) / 2)] if down > top + cy + 40 else []), *above]
        return [*left, (C, top), *((2 * C - x, y) for x, y in reversed(left))]

    def surface(self, kind: str) -> Paint:
        """As the body's, patterned too, unless the kind has its own."""
        return self.spec.paint(kind, texture=self.body.texture)

    def strap_paint(self) -> Paint:
        paint = self.spec.trim("strap", texture="leather" if self.spec.look == "leather" else self.spec.look or "canvas")
        return paint if "strap" in self.spec.parts else dimmed(paint, 0.14)

    def zip_paint(self) -> Paint:
        return self.spec.metal("zipper", self.spec.rng("metal").choice(("gunmetal", "silver", "gunmetal", "brass", "gold")))

    def metal(self) -> Paint:
        return self.spec.metal("buckle", self.spec.rng("metal").choice(("gunmetal", "silver", "gunmetal", "brass", "gold")))

    def trunk(self, *, lines: tuple[Line, ...] = (), folds: tuple[str, ...] = (), depth: float = 1.0) -> list[Part]:
        front = Part("body", "body", self.front(), self.body, depth=depth, lines=lines, folds=folds, fold_width=20, cast=0.8)
        if abs(self.side) < 10:
            return [front]
        rise = -abs(self.side) * 0.16
        seam = Line(inset(moved(self.front(), self.side * 0.55, rise * 0.5), 2), 3, "", darker(self.body.color, 0.45), 0.5)
        side = Part(
            "side",
            "body",
            swept(self.front(), self.side, rise),
            dimmed(self.body, 0.24),
            depth=0.6,
            form="flat",
            lines=(seam,),
            cast=0.6,
        )
        return [side, front]

    def folds(self) -> tuple[str, ...]:
        r, h = self.rng, self.low - self.top
        found = []
        for k in r.sample((-0.8, -0.45, 0.5, 0.82), 2):
            y = self.low - h * r.uniform(0.1, 0.2)
            found.append(
                f"M {C + k * self.floor:.1f} {y:.1f} Q {C + k * self.floor * 0.8:.1f} {y - h * 0.16:.1f} "
                f"{C + k * self.floor * 0.92:.1f} {y - h * r.uniform(0.24, 0.34):.1f}"
            )
        return tuple(found)

    def bottom(self, share: float) -> list[Part]:
        """A panel of other cloth or leather round the lower part."""
        y = self.low - (self.low - self.top) * share
        w = self.half(y) + 40
        paint = self.spec.trim("base", texture="leather" if "base" in self.spec.parts else self.spec.look)
        paint = paint if "base" in self.spec.parts else dimmed(paint, 0.3)
        d = panel([(C - w, y), (C + w, y), (C + w + 30, self.low + 30), (C - w - 30, self.low + 30)], 1)
        seam = stitches(line((C - w, y + 9), (C + w, y + 9)), paint)
        return [Part("base", "base", d, paint, depth=0.7, within=self.front(), form="flat", lines=(seam,), cast=0.3)]

    def handle(self, wide: float, high: float, thick: float = 30) -> Part:
        """The loop on top, by which it hangs or is carried."""
        paint = (
            self.spec.trim("handle", texture=self.strap_paint().texture) if "handle" in self.spec.parts else self.strap_paint()
        )
        y = self.top + 14
        points = [
            (C - wide, y),
            (C - wide * 0.98, y - high * 0.6),
            (C - wide * 0.5, y - high),
            (C + wide * 0.5, y - high),
            (C + wide * 0.98, y - high * 0.6),
            (C + wide, y),
        ]
        rows = (seams(points, thick / 2 - 6, paint, 1.9),)
        return Part("handle", "handle", band(points, thick), paint, depth=0.8, lines=rows, cast=0.5)

    def straps_beside(self) -> list[Part]:
        """Both shoulder straps as they show behind the front: bowed out wide, hanging, or hardly."""
        r = self.spec.rng("straps")
        paint, h = self.strap_paint(), self.low - self.top
        style = r.choice(("bowed", "bowed", "one", "tight"))
        parts = []
        for name, k in (("left", -1), ("right", 1)):
            out = {"bowed": r.uniform(44, 84), "one": r.uniform(60, 100) if k < 0 else 26, "tight": r.uniform(14, 26)}[style]
            belly, thick = r.uniform(0.4, 0.62), r.uniform(40, 54)
            w = self.wide
            points = [
                (C + k * w * 0.25, self.top + 46),
                (C + k * w * 0.6, self.top + 34),
                (C + k * (w + out * 0.45), self.top + h * 0.16),
                (C + k * (w + out), self.top + h * belly),
                (C + k * (w + out * 0.66), self.top + h * 0.78),
                (C + k * (self.floor - 30), self.low - h * 0.07),
            ]
            seam = (seams(points, thick / 2 - 8, paint, 1.8),)
            parts.append(
                Part(
                    f"strap-{name}",
                    "strap",
                    band(points, thick, thick, thick, thick * 0.5, thick * 0.44),
                    paint,
                    depth=0.8,
                    lines=seam,
                    cast=0.5,
                )
            )
        return (
            parts
            if self.spec.rng("mirror").random() < 0.5
            else [p.mirror(p.name.replace("left", "x").replace("right", "left").replace("x", "right")) for p in parts]
        )

    def side_pockets(self, share: float = 0.36) -> list[Part]:
        """A bottle pocket on each side, seen as far as it stands out."""
        y, out = self.low - (self.low - self.top) * share, 36
        paint = self.spec.trim("pocket", texture="mesh") if "pocket" not in self.spec.parts else self.surface("pocket")
        found = []
        for name, k in (("left", -1), ("right", 1)):
            w, f = self.half(y), self.floor
            d = panel(
                [
                    (C + k * (w - 60), y),
                    (C + k * (w + out), y + 16),
                    (C + k * (f + out + 6), self.low - 34),
                    (C + k * (f - 40), self.low - 8),
                ],
                4,
                14,
                34,
                10,
            )
            hem = Line(line((C + k * (w - 60), y + 8), (C + k * (w + out), y + 22)), 8, "", darker(paint.color, 0.4), 0.55)
            found.append(
                self.at_side(Part(f"side-pocket-{name}", "pocket", d, dimmed(paint, 0.12), depth=0.9, lines=(hem,), cast=0.5), k)
            )
        return found

    def at_side(self, part: Part, k: int) -> Part:
        """A piece at the left (-1) or right, moved out to where the side ends when that side is seen."""
        return part.move(part.name, self.side, -abs(self.side) * 0.16) if self.side * k > 0 else part

    def zipped(self, name: str, points: list[Point], *, at: float = 0.9, long: float = 50, width: float = 11) -> list[Part]:
        """A zip with its tape, and its pull at a share of its length."""
        paint = self.zip_paint()
        teeth = zip_teeth(name, points, paint, width, tape=darker(self.body.color, 0.35))
        n = min(len(points) - 1, max(0, round(at * (len(points) - 1))))
        return [teeth, zip_pull(f"{name}-pull", points[n], paint, long=long, turn=self.rng.uniform(-10, 10))]


def patch(
    name: str, kind: str, d: str, paint: Paint, *, rows: int = 1, depth: float = 0.8, within: str = "", cast: float = 0.5
) -> Part:
    """A sewn-on piece with its stitches."""
    seams = tuple(stitches(inset(d, 9 + 8 * n), paint) for n in range(rows))
    return Part(name, kind, d, paint, depth=depth, form="flat", lines=seams, within=within, cast=cast)


def webbing(name: str, points: list[Point], wide: float, paint: Paint, kind: str = "strap") -> Part:
    """A flat strap of webbing."""
    seams = tuple(Line(beside(points, k * wide * 0.28), 2, "", darker(paint.color, 0.4), 0.45) for k in (-1, 1))
    return Part(name, kind, band(points, wide), paint, depth=0.6, lines=seams, cast=0.5)


def clip(name: str, at: Point, wide: float, paint: Paint, *, turn: float = 0.0) -> list[Part]:
    """A side-release buckle on a strap that runs down."""
    x, y = at
    w, h = wide * 0.66, wide * 0.62
    d = panel(
        [
            (x - w, y - h),
            (x + w, y - h),
            (x + w, y + h * 0.4),
            (x + w * 0.72, y + h),
            (x - w * 0.72, y + h),
            (x - w, y + h * 0.4),
        ],
        6,
    )
    slots = " ".join(line((x + k * w * 0.8, y - h * 0.1), (x + k * w * 0.8, y + h * 0.35)) for k in (-1, 1))
    marks = (
        Line(line((x - w, y - h * 0.35), (x + w, y - h * 0.35)), 2.4, "", darker(paint.color, 0.6), 0.7),
        Line(slots, 5, "", darker(paint.color, 0.6), 0.7),
        Line(line((x, y - h * 0.2), (x, y + h * 0.7)), 2.4, "", darker(paint.color, 0.6), 0.6),
    )
    return [Part(name, "buckle", moved(d, about=at, turn=turn), paint, depth=0.7, form="flat", outline=1.5, cast=0.5,
                 lines=tuple(replace(m, d=moved(m.d, about=at, turn=turn)) for m in marks))]  # fmt: skip


def lash_tab(at: Point, size: float, paint: Paint) -> Part:
    """The leather lozenge with two slots that old packs carry."""
    x, y = at
    d = panel([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], size * 0.2)
    slots = " ".join(line((x - size * 0.4, y + k * size * 0.28), (x + size * 0.4, y + k * size * 0.28)) for k in (-1, 1))
    return Part(
        "lash-tab",
        "panel",
        d,
        paint,
        depth=0.6,
        form="flat",
        cast=0.4,
        lines=(Line(slots, size * 0.18, "", darker(paint.color, 0.7), 0.85), stitches(inset(d, size * 0.14), paint, 1.8)),
    )
