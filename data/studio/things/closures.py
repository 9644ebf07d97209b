"""What holds a garment shut: zippers, buttons, toggles, buckled and tied belts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, lighter, luminance, shade
from data.studio.shape import AXIS, Point, box, ellipse, line, polygon, symmetric
from data.studio.spec import Spec
from data.studio.things.outer_cut import STITCH

C = AXIS


def fitting(spec: Spec, kind: str, default: str, texture: str = "plastic") -> Paint:
    """The surface of a small thing that isn't cut from the garment's cloth: its own where it has one, else a usual color."""
    if kind in spec.parts:
        return spec.trim(kind, texture=texture)
    return Paint(shade(default), texture=texture, name=default)


def cloth(spec: Spec, kind: str) -> Paint:
    """A part cut from the garment's own cloth, plain: belts, bands, straps."""
    return spec.trim(kind, texture=spec.look)


def strip(start: Point, end: Point, width: float) -> str:
    """A straight band from one point to another."""
    long = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    nx, ny = -(end[1] - start[1]) / long * width / 2, (end[0] - start[0]) / long * width / 2
    return polygon(
        (start[0] + nx, start[1] + ny), (end[0] + nx, end[1] + ny), (end[0] - nx, end[1] - ny), (start[0] - nx, start[1] - ny)
    )


def zipper(
    spec: Spec, top: Point, bottom: Point, *, name: str = "zipper", width: float = 13, pull: float | None = 0
) -> list[Part]:  # fmt: skip
    """Teeth from `top` to `bottom`; `pull` is how far down the slider sits (a share of the length), None for none."""
    metal = spec.metal("zipper")
    teeth = Line(line(top, bottom), width * 0.72, "3.2 3", darker(metal.color, 0.5), 0.75)
    spine = Line(line(top, bottom), 1.8, "", darker(metal.color, 0.65), 0.7)
    out = [Part(name, "zipper", strip(top, bottom, width), metal, depth=0.4, form="flat", lines=(teeth, spine), cast=0.4)]
    if pull is not None:
        x, y = top[0] + (bottom[0] - top[0]) * pull, top[1] + (bottom[1] - top[1]) * pull
        tab = f"{box(x - 9, y + 2, x + 9, y + 24, 6)} {box(x - 6, y + 22, x + 6, y + 62, 5)}"
        hole = Line(line((x, y + 44), (x, y + 54)), 4, "", darker(metal.color, 0.6), 0.7)
        out.append(Part(f"{name}-pull", "zipper", tab, metal, depth=0.6, lines=(hole,), cast=0.6))
    return out


def buttons(
    spec: Spec, places: Sequence[Point], radius: float, default: str = "brown", *, first: int = 1, sewn: bool = True,
    texture: str = "plastic",
) -> list[Part]:  # fmt: skip
    """A button at each place: with four holes, or a metal stud where it isn't `sewn`."""
    paint = fitting(spec, "button", default, texture)
    dark = darker(paint.color, 0.55) if luminance(paint.color) > 0.15 else lighter(paint.color, 0.35)
    out = []
    for n, (x, y) in enumerate(places, first):
        rim = Line(ellipse(x, y, radius * 0.7, radius * 0.7).removesuffix("Z"), 1.6, "", dark, 0.45)
        holes = tuple(
            Line(line((x + dx, y + dy), (x + dx + 0.1, y + dy)), radius * 0.26, "", dark, 0.95)
            for dx in (-radius * 0.25, radius * 0.25)
            for dy in (-radius * 0.25, radius * 0.25)
        )
        marks = (rim, *holes) if sewn else (rim,)
        out.append(Part(f"button-{n}", "button", ellipse(x, y, radius, radius), paint, 0.5, form="ball", lines=marks, cast=0.5))
    return out


def column(x: float, top: float, bottom: float, count: int) -> list[Point]:
    """`count` places one above another."""
    return [(x, top + (bottom - top) * k / max(1, count - 1)) for k in range(count)]


def toggles(spec: Spec, places: Sequence[Point], reach: float) -> list[Part]:
    """Wooden pegs in loops of cord, as a duffle coat has them: a leather patch on either side holds the cord."""
    out: list[Part] = []
    cord, leather = fitting(spec, "strap", "tan", "leather"), spec.wood("button", "walnut")
    for n, (x, y) in enumerate(places, 1):
        loops = f"{box(x - reach, y - 9, x + 26, y - 2, 3)} {box(x - reach, y + 4, x + 26, y + 11, 3)}"
        tail = box(x + 14, y - 3, x + reach, y + 6, 4)
        out.append(Part(f"toggle-loop-{n}", "strap", f"{loops} {tail}", cord, depth=0.7, cast=0.5))
        for side, at in (("left", x - reach), ("right", x + reach)):
            patch = box(at - 19, y - 19, at + 19, y + 21, 7)
            edge = Line(box(at - 14, y - 14, at + 14, y + 16, 4).removesuffix("Z"), 1.6, "4 3")
            out.append(Part(f"toggle-patch-{side}-{n}", "strap", patch, cord, depth=0.5, form="flat", lines=(edge,), cast=0.5))
        upper, lower = (
            f"C {x - 26} {y - 13} {x + 26} {y - 13} {x + 34} {y + 1}",
            f"C {x + 26} {y + 15} {x - 26} {y + 15} {x - 34} {y}",
        )
        peg = f"M {x - 34} {y} {upper} {lower} Z"
        groove = Line(line((x - 2, y - 9), (x - 2, y + 11)), 5, "", darker(leather.color, 0.5), 0.6)
        out.append(Part(f"button-{n}", "button", peg, leather, depth=0.8, grain=90, lines=(groove,), cast=0.7))
    return out


def waist_belt(paint: Paint, half: float, y: float, height: float, *, sag: float = 8, name: str = "belt") -> Part:
    """A belt around the waist, seen from the front."""
    h = height / 2
    d = symmetric(
        f"M {C} {y - h + sag} Q {C - half * 0.6} {y - h + sag} {C - half} {y - h} "
        f"Q {C - half - 7} {y} {C - half + 1} {y + h} Q {C - half * 0.6} {y + h + sag} {C} {y + h + sag}"
    )
    edges = tuple(
        Line(f"M {C - half + 4} {at} Q {C} {at + 2 * sag} {C + half - 4} {at}", 1.8, STITCH)
        for at in (y - h + 6, y + h - 6)
    )  # fmt: skip
    return Part(name, "belt", d, paint, depth=0.7, lines=edges)


def buckle(spec: Spec, x: float, y: float, wide: float, tall: float, default: str = "brown", texture: str = "plastic") -> Part:
    """A square buckle with its prong."""
    frame = f"{box(x - wide, y - tall, x + wide, y + tall, 8)} {box(x - wide + 8, y - tall + 8, x + wide - 8, y + tall - 8, 4)}"
    prong = box(x - wide + 4, y - 3, x + wide + 2, y + 3, 3)
    paint = spec.metal("buckle", default) if texture == "metal" else fitting(spec, "buckle", default, texture)
    return Part("buckle", "buckle", f"{frame} {prong}", paint, depth=0.6, cast=0.7)


def knot(
    paint: Paint, x: float, y: float, size: float, ends: tuple[float, float], lean: float = 0, kind: str = "belt"
) -> list[Part]:
    """A belt tied in front: two hanging ends and the knot over them."""
    out = []
    for n, (side, long) in enumerate(zip((-1, 1), ends, strict=True), 1):
        fall = side * size * 0.9 + lean
        w = size * 0.62
        d = (
            f"M {x - w * 0.5} {y} C {x + fall * 0.7 - w * 0.6} {y + long * 0.3} {x + fall - w * 0.7} {y + long * 0.6} "
            f"{x + fall - w * 0.72} {y + long} L {x + fall + w * 0.72} {y + long + side * 5} "
            f"C {x + fall + w * 0.7} {y + long * 0.6} {x + fall * 0.7 + w * 0.7} {y + long * 0.3} {x + w * 0.5} {y} Z"
        )
        fold = f"M {x + fall * 0.2} {y + size * 0.4} Q {x + fall * 0.7} {y + long * 0.3} {x + fall} {y + long * 0.7}"
        out.append(Part(f"{kind}-end-{n}", kind, d, paint, depth=0.6, folds=(fold,), fold_width=8))
    s = size * 0.62
    d = (
        f"M {x - s} {y - s * 0.8} Q {x} {y - s * 1.2} {x + s} {y - s * 0.7} "
        f"Q {x + s * 1.15} {y + s * 0.1} {x + s * 0.8} {y + s * 0.9} "
        f"Q {x} {y + s * 1.15} {x - s * 0.85} {y + s * 0.85} Q {x - s * 1.2} {y} {x - s} {y - s * 0.8} Z"
    )
    crease = f"M {x - s * 0.5} {y - s * 0.7} Q {x} {y} {x - s * 0.1} {y + s * 0.8}"
    out.append(Part(f"{kind}-knot", kind, d, paint, depth=0.8, folds=(crease,), fold_width=7))
    return out


def plain(paint: Paint, dim: float = 0.0) -> Paint:
    """The same cloth without its pattern, `dim` darker where little light comes to it."""
    return replace(paint.plain(), color=darker(paint.color, dim)) if dim else paint.plain()
