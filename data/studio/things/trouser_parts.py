"""What is sewn on trousers, jeans and shorts: waistbands, flies, pockets, hems, cuffs and seams."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import AXIS, box, ellipse, line, moved, polygon
from data.studio.spec import Spec
from data.studio.things.legs import SIDES, Legs
from data.studio.things.warp import backward, joined, ribbon

C = AXIS
STITCH = "7 5"
NAMES = {-1: "left", 1: "right"}


def body(legs: Legs, paint: Paint, *, folds: tuple[str, ...] = (), lines: tuple[Line, ...] = (), fold_width: float = 9) -> Part:
    """Both legs, cut in one piece with the hips."""
    return Part("body", "body", legs.outline(), paint, folds=folds, lines=lines, fold_width=fold_width, depth=0.85)


def inside(legs: Legs, spec: Spec) -> Part:
    """The inner side of the back, seen above the front of the waist."""
    lining = spec.trim("lining")
    cut, top = legs.cut, legs.cut.top
    arch = f"M {C - cut.waist + 3:.1f} {top:.1f} Q {C} {top - cut.dip * 1.1:.1f} {C + cut.waist - 3:.1f} {top:.1f}"
    seam = f"M {C - cut.waist + 8:.1f} {top + 11:.1f} Q {C} {top + cut.dip * 0.3 + 11:.1f} {C + cut.waist - 8:.1f} {top + 11:.1f}"
    d = joined(arch, backward(legs.waist(top + 10))) + " Z"
    shaded = replace(lining, color=darker(lining.color, 0.34))
    return Part("inside", "lining", d, shaded, form="drop", depth=0.5, lines=(Line(seam, 1.8, STITCH),))


def waistband(legs: Legs, paint: Paint, *, back: bool = False, thread: str | None = None, gathered: bool = False) -> Part:
    """The band at the top; `gathered` has an elastic in it, else it is topstitched."""
    cut, dip = legs.cut, 2.0 if back else legs.cut.dip
    if gathered:
        step = cut.waist / 19
        ticks = " ".join(_tick(legs, C - cut.waist + step * k, dip) for k in range(1, 38))
        lines: tuple[Line, ...] = (
            Line(ticks, 2.4, "", None, 0.3),
            Line(legs.waist(cut.top + cut.band * 0.5, dip=dip), 1.8, "", None, 0.3),
        )
    else:
        lines = tuple(Line(legs.waist(y, dip=dip), 1.8, STITCH, thread, 0.75) for y in (cut.top + 7, cut.top + cut.band - 6))
    return Part("waistband", "waistband", legs.waistband(dip=dip), paint, depth=0.75, lines=lines, cast=0.55)


def _tick(legs: Legs, x: float, dip: float) -> str:
    sag = dip * (1 - ((x - C) / legs.cut.waist) ** 2)
    y = legs.cut.top + sag
    return f"M {x:.1f} {y + 3:.1f} L {C + (x - C) * 1.012:.1f} {y + legs.cut.band - 4:.1f}"


def loops(legs: Legs, paint: Paint, shares: tuple[float, ...], *, back: bool = False) -> tuple[Part, ...]:
    """Belt loops at shares of the half waist; they are part of the waistband."""
    cut, parts = legs.cut, []
    for n, s in enumerate(shares):
        x = C + s * cut.waist
        y = cut.top + (2.0 if back else cut.dip) * (1 - s * s)
        d = moved(box(x - 7.5, y - 5, x + 7.5, y + cut.band + 8, 3), about=(x, y), turn=-2.4 * s)
        parts.append(Part(f"loop-{n + 1}", "waistband", d, paint, depth=0.6, form="flat", cast=0.5))
    return tuple(parts)


def center_button(legs: Legs, paint: Paint, *, radius: float = 11) -> tuple[Part, ...]:
    """The button of the waistband, and the end of the band that overlaps under it."""
    cut = legs.cut
    y = cut.top + cut.dip + cut.band / 2
    holes = " ".join(f"M {C - 8 + dx} {y + dy} L {C - 8 + dx + 0.1} {y + dy}" for dx in (-3, 3) for dy in (-3, 3))
    rivet = paint.texture == "metal"
    marks = (
        (Line(ellipse(C - 8, y, radius * 0.55, radius * 0.55), 1.6, "", None, 0.5),)
        if rivet
        else (Line(holes, 3, "", None, 0.7),)
    )
    return (Part("button", "button", ellipse(C - 8, y, radius, radius), paint, form="ball", depth=0.8, lines=marks, cast=0.5),)


def band_end(legs: Legs, *, long: float = 22) -> Line:
    """The overlapping end of the waistband, in the middle or `long` beside it."""
    cut = legs.cut
    return Line(line((C + long, cut.top + cut.dip), (C + long, cut.top + cut.dip + cut.band)), 2.2, "", None, 0.65)


def fly(legs: Legs, paint: Paint, *, thread: str | None = None, double: bool = False, shown: bool = True) -> tuple[Part, ...]:
    """The flap that covers the zip: from the waistband down, ending in a curve; below it the front seam."""
    cut = legs.cut
    y0, y1 = cut.top + cut.dip + cut.band - 2, legs.crotch - cut.rise * 0.2
    d = f"M {C} {y0} L {C + 34} {y0} L {C + 33} {y1 - 46} Q {C + 31} {y1 - 6} {C} {y1} Z"
    stitch = f"M {C + 29} {y0} L {C + 28} {y1 - 48} Q {C + 26} {y1 - 12} {C} {y1 - 5}"
    lines = [Line(line((C, y0), (C, y1)), 2.4, "", None, 0.65)]
    if shown:
        lines.append(Line(stitch, 2, STITCH, thread, 0.85))
    if double:
        inner = f"M {C + 21} {y0} L {C + 20} {y1 - 52} Q {C + 18} {y1 - 20} {C} {y1 - 13}"
        lines.append(Line(inner, 2, STITCH, thread, 0.85))
    return (Part("fly", "placket", d, paint, depth=0.25, form="flat", outline=0, cast=0.12, lines=tuple(lines)),)


def front_seam(legs: Legs, *, start: float | None = None) -> Line:
    """The seam from the fly to between the legs."""
    top = legs.crotch - legs.cut.rise * 0.2 if start is None else start
    return Line(line((C, top), (C, legs.crotch - 2)), 2.4, "", None, 0.6)


def panel(name: str, kind: str, d: str, paint: Paint, legs: Legs) -> Part:
    """A piece of another cloth set into the legs."""
    return Part(name, kind, d, paint, within=legs.outline(), depth=0.4, form="flat", cast=0, outline=0.8)


def yoke(legs: Legs, paint: Paint, *, thread: str | None = None) -> Part:
    """The V-shaped piece above the seat of jeans."""
    cut = legs.cut
    y0, y1, y2 = cut.top + cut.band - 4, cut.top + cut.band + cut.rise * 0.1, cut.top + cut.band + cut.rise * 0.23
    left, right = legs.outer(-1, y1) - 20, legs.outer(1, y1) + 20
    d = polygon((left, y0), (right, y0), (right, y1), (C, y2), (left, y1))
    seam = f"M {left} {y1} L {C} {y2} L {right} {y1}"
    return Part(
        "yoke",
        "yoke",
        d,
        paint,
        depth=0.3,
        form="flat",
        within=legs.outline(),
        cast=0.35,
        outline=1,
        lines=tuple(Line(moved(seam, 0, -dy), 1.9, STITCH, thread, 0.85) for dy in (5, 12)),
    )


def seat_seam(legs: Legs, *, thread: str | None = None) -> tuple[Line, ...]:
    """The seam down the middle of the back."""
    d = line((C, legs.cut.top + legs.cut.band), (C, legs.crotch - 2))
    plain = Line(d, 2.4, "", None, 0.6)
    return (plain, Line(moved(d, 6), 1.9, STITCH, thread, 0.8)) if thread else (plain,)


def darts(legs: Legs) -> Line:
    """Darts below the back of the waist."""
    y = legs.cut.top + legs.cut.band
    d = " ".join(line(legs.hips(side, y, 0.46), legs.hips(side, y + legs.cut.rise * 0.2, 0.5)) for side in SIDES)
    return Line(d, 2, "", None, 0.55)


def hem_stitch(legs: Legs, up: float = 20, *, thread: str | None = None, sides: tuple[int, ...] = SIDES) -> Line:
    """The row of stitches above the hems."""
    return Line(" ".join(legs.around(side, legs.bottom(side) - up) for side in sides), 1.9, STITCH, thread, 0.75)


def creases(legs: Legs, start: float) -> Line:
    """Pressed creases down the front of both legs."""
    d = " ".join(legs.down(side, start, legs.bottom(side) - 2, 0.5) for side in SIDES)
    return Line(d, 2.2, "", None, 0.42)


def pleats(legs: Legs, shares: tuple[float, ...], long: float) -> tuple[Line, tuple[str, ...]]:
    """Pleats below the waistband: their edges, and the folds that open from them."""
    y = legs.cut.top + legs.cut.band - 2
    runs = [line(legs.hips(side, y, share), legs.hips(side, y + long, share * 0.98)) for side in SIDES for share in shares]
    return Line(" ".join(runs), 2.4, "", None, 0.6), tuple(moved(d, 3, 4) for d in runs)


def turn_ups(legs: Legs, paint: Paint, high: float, *, ease: float = 3) -> tuple[Part, ...]:
    """Hems turned up, or ribbed ends."""
    return tuple(
        Part(
            f"cuff-{NAMES[side]}",
            "cuff",
            legs.ring(side, legs.bottom(side) - high, legs.bottom(side) + 4, ease=ease),
            paint,
            depth=0.7,
            cast=0.5,
        )
        for side in SIDES
    )


def cord(legs: Legs, paint: Paint, rng: Random, *, bow: bool = False) -> tuple[Part, ...]:
    """The ends of the drawstring, out of two eyelets, hanging or tied to a bow."""
    y = legs.cut.top + legs.cut.dip + legs.cut.band * 0.6
    long_l, long_r = rng.uniform(84, 128), rng.uniform(84, 128)
    ends = (
        f"M {C - 17} {y} Q {C - 12} {y + 40} {C - 22 - rng.uniform(0, 12):.1f} {y + long_l:.1f}",
        f"M {C + 17} {y} Q {C + 22} {y + 44} {C + 16 + rng.uniform(0, 14):.1f} {y + long_r:.1f}",
    )
    if bow:
        ends = (
            (
                f"M {C - 18} {y} L {C - 2} {y + 8} C {C - 70} {y - 4} {C - 74} {y + 44} {C} {y + 14} L {C - 26} "
                f"{y + long_l * 0.9:.1f}"
            ),
            (
                f"M {C + 18} {y} L {C + 2} {y + 8} C {C + 70} {y - 2} {C + 72} {y + 46} {C} {y + 14} L {C + 22} "
                f"{y + long_r * 0.9:.1f}"
            ),
        )
    parts = []
    for side, d in zip(SIDES, ends, strict=True):
        parts.append(Part(f"drawstring-{NAMES[side]}", "drawstring", ribbon(d, 7.5), paint, depth=0.6, outline=1, cast=0.5))
    return tuple(parts)
