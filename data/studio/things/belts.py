"""Belts: buckled to a ring, rolled up, or laid open in a wave.

Each is designed flat, in (along, across) with the buckle's middle at 0 and the loose end to the left, and laid on a `Ribbon`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from data.studio.drawing import Drawing, Ground, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker, lighter
from data.studio.raster import Floats
from data.studio.shape import Point, box, line, moved
from data.studio.spec import Spec
from data.studio.things.buckles import Buckle, chosen_buckle
from data.studio.things.fittings import STITCH, curve, own, panel, thread
from data.studio.things.ribbons import Eye, Ribbon

_WIDE = {
    "classic": (74, 90),
    "wide": (126, 160),
    "woven": (76, 92),
    "skinny": (36, 46),
    "western": (88, 104),
    "webbing": (76, 92),
}
_RADIUS = {"classic": 280, "wide": 290, "woven": 280, "skinny": 250, "western": 300, "webbing": 270}
"""Of a belt buckled to a ring."""
_LOOK = {"woven": "woven", "webbing": "canvas"}


@dataclass(frozen=True, slots=True)
class Strap:
    """What a belt is cut from: its silhouette, width, and paints."""

    kind: str
    width: float
    paint: Paint
    lining: Paint
    rng: Random

    def piece(
        self, name: str, ribbon: Ribbon, a: float, b: float, out: float = 0.0, tip: str = "", end: Sequence[Point] = ()
    ) -> Part:
        """The strap's outer side from `a` to `b` along; `tip` shapes its end at `a`, and `end` is its edge at `b`, from top to
        bottom, where that isn't straight.
        """
        h = self.width / 2 - (1.5 if out else 0)
        flat = box(a, -h, b, h) if not tip else _tipped(a, b, h, tip, end)
        marks = tuple(replace(m, d=ribbon.laid(m.d, out, closed=False)) for m in self._marks(a, b, h, tip) if m.d.strip())
        return Part(name, "strap", ribbon.laid(flat, out), self.paint, depth=0.55, lines=marks, cast=0.7)

    def _marks(self, a: float, b: float, h: float, tip: str) -> tuple[Line, ...]:
        edge = Line(line((a, -h + 1.5), (b, -h + 1.5)), 4.5, "", lighter(self.paint.color, 0.25), 0.5)
        if self.kind in ("woven", "webbing"):
            return (edge, *(_plait(a, b, h, self.paint) if self.kind == "woven" else _webbed(a, b, h, self.paint)))
        rows = self.rng.choice((0, 1, 1, 2)) if self.kind != "western" else 1
        seam = tuple(
            Line(
                line((a + (h if tip else 0), side * (h - 8 - 6 * n)), (b, side * (h - 8 - 6 * n))),
                2.4,
                STITCH,
                thread(self.paint),
                0.8,
            )
            for n in range(rows)
            for side in (-1, 1)
        )
        return (edge, *seam, *(_tooling(a, b, h, self.paint) if self.kind == "western" else ()))


def _tipped(a: float, b: float, h: float, tip: str, end: Sequence[Point]) -> str:
    """A strip whose left end has a shape; its right end follows `end`."""
    right = list(end) or [(b, -h), (b, h)]
    plain = [0.5] * len(right)
    if tip == "point":
        return panel([(a, 0), (a + h * 1.1, -h), *right, (a + h * 1.1, h)], 10, 14, *plain, 14)
    radius = {"round": h, "square": h * 0.25}[tip]
    return panel([(a, -h), *right, (a, h)], radius, *plain, radius)


def _plait(a: float, b: float, h: float, paint: Paint) -> tuple[Line, ...]:
    """Strands that cross: three rows of slanted cuts."""
    step = h * 0.62
    count = int((b - a) / step)
    cuts = {1: "", -1: ""}
    for n in range(count + 1):
        x = a + n * step
        for row in range(4):
            y = -h + row * h / 2
            lean = 1 if row % 2 else -1
            cuts[lean] += line((x - lean * step * 0.55, y), (x + lean * step * 0.55, y + h / 2)) + " "
    dark, light = darker(paint.color, 0.5), lighter(paint.color, 0.22)
    rows = " ".join(line((a, y), (b, y)) for y in (-h / 2, 0, h / 2))
    return (Line(cuts[1], 4, "", dark, 0.7), Line(cuts[-1], 4, "", dark, 0.7), Line(rows, 2.5, "", dark, 0.35),
            Line(moved(cuts[1] + cuts[-1], 4, 2), 2.2, "", light, 0.3))  # fmt: skip


def _webbed(a: float, b: float, h: float, paint: Paint) -> tuple[Line, ...]:
    """Ribs along the webbing, and its bound edges."""
    rows = " ".join(line((a, y * h), (b, y * h)) for y in (-0.62, -0.31, 0, 0.31, 0.62))
    sides = " ".join(line((a, y * h), (b, y * h)) for y in (-0.86, 0.86))
    return (Line(rows, 3.2, "", darker(paint.color, 0.4), 0.34), Line(sides, 2.2, "", darker(paint.color, 0.5), 0.5))


def _tooling(a: float, b: float, h: float, paint: Paint) -> tuple[Line, ...]:
    """Scrolls and diamonds stamped into a western belt."""
    step = h * 1.5
    scrolls = ""
    for n in range(1, int((b - a) / step)):
        x = a + n * step
        for side in (-1, 1):
            scrolls += (
                f"M {x:.1f} {side * h * 0.08:.1f} C {x + step * 0.2:.1f} {side * h * 0.75:.1f} "
                f"{x + step * 0.7:.1f} {side * h * 0.7:.1f} "
                f"{x + step * 0.62:.1f} {side * h * 0.22:.1f} "
            )
        scrolls += line((x - h * 0.14, 0), (x, -h * 0.3), (x + h * 0.14, 0), (x, h * 0.3), (x - h * 0.14, 0)) + " "
    return (
        Line(scrolls, 4.2, "", darker(paint.color, 0.5), 0.6),
        Line(moved(scrolls, 1.5, 2), 2, "", lighter(paint.color, 0.3), 0.35),
    )


def _ring_path(rx: float, rz: float, sharp: float) -> Floats:
    """A closed loop on the floor, (n, 3), running to the right in front; `sharp` below 1 squares it a little."""
    a = np.linspace(-math.pi, math.pi, 181)
    x, z = np.sin(a), np.cos(a)
    return np.column_stack((rx * np.sign(x) * np.abs(x) ** sharp, 0 * a, rz * np.sign(z) * np.abs(z) ** sharp)).astype(np.float32)


def _coil_path(radius: float, turns: float, end: float, flat: float, pitch: float) -> Floats:
    """A spiral, each turn `pitch` narrower than the next; it ends in front at `end` radians and leaves room for a buckle."""
    a = np.linspace(end - turns * 2 * math.pi, end + 0.9, int(60 * turns) + 20)
    r = radius * (1 - pitch * (end - a) / (2 * math.pi))
    return np.column_stack((r * np.sin(a), 0 * a, flat * r * np.cos(a))).astype(np.float32)


def _folded_path(rng: Random, wide: float, deep: float) -> Floats:
    """Laid to and fro in three runs, from the back to the front, whose end goes on straight to the right."""
    w, turn = wide / 2, deep * 0.3
    ends = [w * rng.uniform(0.8, 1.05) for _ in range(3)]
    lean = deep * rng.uniform(-0.12, 0.12)
    points = [
        (-ends[0], -deep + lean),
        (0, -deep),
        (ends[1] - turn, -deep - lean * 0.5),
        (ends[1], -deep * 0.55),
        (ends[1] - turn, -deep * 0.05),
        (0, 0),
        (-ends[2] + turn, lean),
        (-ends[2], deep * 0.5),
        (-ends[2] + turn, deep),
        (0, deep + lean),
        (w * 0.82, deep + lean * 1.5),
        (w * 1.5, deep + lean * 1.7),
    ]
    found = curve(points)
    return np.column_stack((found[:, 0], 0 * found[:, 0], found[:, 1])).astype(np.float32)


def _walls(strap: Strap, ribbon: Ribbon, end: float, tip: str = "") -> list[Part]:
    """The strap up to `end` along, back to front: its lining where it turns away from the eye; `tip` shapes its start."""
    at, z = ribbon.lengths(), ribbon.eye.turned(ribbon.path)[:, 2]
    found: list[tuple[float, Part]] = []
    for n, (a, b, outer) in enumerate(ribbon.runs()):
        start, stop = float(at[a]), min(float(at[b]), end)
        if stop <= start + 2:
            continue
        name = f"{'strap' if outer else 'lining'}-{n + 1}"
        if outer:
            piece = strap.piece(name, ribbon, start, stop, tip=tip if a == 0 else "")
        else:
            h = strap.width / 2
            top = Line(ribbon.laid(line((start, -h + 1), (stop, -h + 1)), closed=False), 5, "", strap.paint.color, 0.85)
            piece = Part(name, "lining", ribbon.laid(box(start, -h, stop, h)), strap.lining, depth=0.4, lines=(top,), cast=0.5)
        found.append((float(z[a : b + 1].mean()), piece))
    return [part for _, part in sorted(found, key=lambda one: one[0])]


def _rolled_to_seam(path: Floats, eye: Eye) -> Floats:
    """A closed path that begins where the outer side comes into view, so that no wall is cut in two."""
    facing = Ribbon(path, (0, 1, 0), eye).facing()[:-1]
    first = int(np.nonzero((facing > 0) & (np.roll(facing, 1) <= 0))[0][0])
    return np.concatenate((path[first:-1], path[:first], path[first : first + 1]))


def _buckled(spec: Spec, strap: Strap, buckle: Buckle) -> list[Part]:
    """Closed to a ring, the buckle in front."""
    rng = spec.rng("pose")
    eye = Eye(0, rng.uniform(10, 44), 2400)
    rx = rng.uniform(0.86, 1.16) * _RADIUS[strap.kind]
    path = _rolled_to_seam(_ring_path(rx, rx * rng.uniform(0.5, 1.0), rng.uniform(0.8, 1.0)), eye)
    ribbon = Ribbon(path, (0, 1, 0), eye)
    front = float(ribbon.lengths()[int(ribbon.path[:, 2].argmax())])
    at = front + rx * rng.uniform(-0.25, 0.62)
    long = buckle.wide / 2 + rx * rng.uniform(0.3, 0.75)
    parts = _walls(strap, ribbon, float(ribbon.lengths()[-1]))
    tip = "square" if strap.kind == "webbing" else rng.choice(("point", "round", "square"))
    return [*parts, *buckle.closed(strap, ribbon, at, max(long, buckle.wide * 0.5 + 90), tip)]


def _coiled(spec: Spec, strap: Strap, buckle: Buckle) -> list[Part]:
    """Rolled up, the buckle outermost in front."""
    rng = spec.rng("pose")
    eye = Eye(0, rng.uniform(24, 44), 2400)
    radius, end = rng.uniform(1.5, 2.1) * max(strap.width, 108), rng.uniform(-0.2, 0.75)
    path = _coil_path(radius, rng.uniform(3.3, 4.6), end, rng.uniform(0.75, 1.0), rng.uniform(0.09, 0.13))
    ribbon = Ribbon(path, (0, 1, 0), eye)
    last = float(ribbon.lengths()[-1]) - 0.9 * radius
    return [*_walls(strap, ribbon, last), *buckle.loose(strap, ribbon, last)]


def _opened(spec: Spec, strap: Strap, buckle: Buckle) -> list[Part]:
    """Laid to and fro on its edge: buckle at one end, holes and tip at the other."""
    rng = spec.rng("open")
    eye = Eye(rng.uniform(-12, 6), rng.uniform(36, 48), 2600)
    size = max(strap.width, 60)
    path = _folded_path(rng, rng.uniform(1.9, 2.4) * _RADIUS[strap.kind], size * rng.uniform(1.5, 1.9))
    ribbon = Ribbon(path, (0, 1, 0), eye)
    last = float(ribbon.lengths()[-1]) - size * 2.2
    tip = "square" if strap.kind == "webbing" else rng.choice(("point", "round"))
    walls = _walls(strap, ribbon, last, tip)
    first = walls[0]
    walls[0] = replace(first, lines=(*first.lines, *buckle.holes(strap, ribbon, 0)))
    return [*walls, *buckle.tip(strap, ribbon, 0), *buckle.loose(strap, ribbon, last)]


def belt(spec: Spec) -> Drawing:
    rng, kind = spec.rng(), spec.silhouette
    paint = spec.paint(texture=_LOOK.get(kind, spec.look or "leather"))
    inner = own(spec, "lining", spec.color).trim("lining", texture="suede")
    if "lining" not in spec.parts:
        inner = replace(inner, color=darker(inner.color, 0.2) if kind in _LOOK else lighter(darker(inner.color, 0.12), 0.12))
    strap = Strap(kind, rng.uniform(*_WIDE[kind]), paint, inner, spec.rng("marks"))
    buckle = chosen_buckle(spec, strap.width)
    laid_open = rng.random() < 0.22
    closed = rng.choice((_buckled, _buckled, _coiled))
    pose = _opened if laid_open != (spec.view == "other") else closed
    parts = pose(spec, strap, buckle)
    if rng.random() < 0.5:
        parts = [part.mirror(part.name) for part in parts]
    width = {"wide": "Wide", "skinny": "Skinny"}.get(kind, "Standard")
    facts = (("closure", "Buckle"), ("width", width), ("buckle", buckle.style))
    ground: Ground = "above" if pose is _opened else "floor"
    return Drawing(tuple(parts), ground=ground, seed=spec.seed, fill=0.8, main="strap", facts=facts)


TYPES: Mapping[str, Kind] = {
    "belt": Kind(
        belt,
        {
            "classic": "a plain belt with stitched edges, punched holes and a frame buckle",
            "wide": "a broad waist belt with a large buckle",
            "woven": "a belt plaited from strands",
            "skinny": "a very narrow belt with a small buckle",
            "western": "a belt tooled with scrolls, with an engraved buckle, metal loop and metal tip",
            "webbing": "a ribbed webbing belt with a plate buckle or a pair of rings, and a metal tip",
        },
        ("buckle", "lining"),
    )
}
