"""Collars of jackets and coats: stands, shirt collars, lapels, shawls, and what is seen of them from behind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, lighter
from data.studio.shape import Point, line, mirrored, symmetric
from data.studio.spec import Spec
from data.studio.things.outer_cut import STITCH, C, Cut


def neck_inside(spec: Spec, cut: Cut, *, rise: float = 8, dim: float = 0.3) -> Part:
    """The inside of the back, seen through the neck, with its label."""
    paint = spec.trim("lining")
    y, n = cut.top, cut.neck
    wide = 6 if cut.neckline in ("round", "v") else 2
    low = 0.6 if cut.neckline in ("round", "v") else 0.9
    d = symmetric(
        f"M {C} {y - rise} Q {C - n * 0.66} {y - rise - 1} {C - n} {y} L {C - n - wide} {y + 24} "
        f"L {C - n * (1.1 - low)} {y + cut.dip * low + 24} L {C} {y + cut.dip + 16}"
        if low < 0.9
        else f"M {C} {y - rise} Q {C - n * 0.66} {y - rise - 1} {C - n} {y} L {C - n - wide} {y + cut.dip + 6} "
        f"L {C} {y + cut.dip + 16}"
    )
    label = Line(f"M {C - 17} {y + 20} L {C + 17} {y + 20}", 17, "", lighter(paint.color, 0.5), 0.75)
    yoke = Line(f"M {C - n} {y + 40} Q {C} {y + 52} {C + n} {y + 40}", 1.8, "", None, 0.4)
    return Part("inside", "lining", d, replace(paint, color=darker(paint.color, dim)), depth=1.1, form="drop",
                lines=(label, yoke), outline=0.8)  # fmt: skip


def stand_collar(cut: Cut, paint: Paint, lining: Paint, height: float, *, rows: int = 0, flare: float = 0) -> list[Part]:
    """A collar that stands around the neck, closed in front; `rows` quilts it, `flare` widens its rim."""
    y, n, h = cut.top, cut.neck, height
    rim = n - 4 + flare
    front, low = y + cut.dip - h * 0.86, y + cut.dip
    inner = symmetric(
        f"M {C} {y - h * 0.92} Q {C - rim * 0.66} {y - h * 0.94} {C - rim} {y - h * 0.74} "
        f"Q {C - rim * 0.7} {front + 6} {C} {front + 26}"
    )
    left = (
        f"M {C} {front} "
        f"C {C - rim * 0.5} {front - 2} {C - rim * 0.94} {y - h * 0.62} {C - rim} {y - h * 0.8} "
        f"C {C - rim - 14} {y - h * 0.5} {C - n - 4} {y - h * 0.25} {C - n - 9} {y + 8} "
        f"C {C - n * 0.96} {y + cut.dip * 0.62} {C - n * 0.62} {low + 8} {C} {low + 8}"
    )
    mid = [k / (rows + 1) for k in range(1, rows + 1)]
    seams = tuple(
        f"M {C - rim - 4} {y - h * (0.8 - 0.86 * t)} C {C - rim * 0.9} {y + (front - y + h * 0.86 * t) * 0.72} "
        f"{C - rim * 0.5} {front + h * 0.9 * t} {C} {front + h * 0.9 * t}" for t in mid
    )  # fmt: skip
    edge = Line(
        f"M {C} {front + 7} C {C - rim * 0.5} {front + 5} {C - rim * 0.9} {y - h * 0.55} {C - rim + 2} {y - h * 0.7}", 1.8, STITCH
    )
    half = Part("collar-left", "collar", f"{left} Z", paint, depth=0.75, folds=seams, fold_width=11, cast=0.7,
                lines=(edge, *(Line(s, 2, "", None, 0.6) for s in seams)))  # fmt: skip
    inside = Part(
        "collar-inside", "lining", inner, replace(lining, color=darker(lining.color, 0.3)), depth=1, form="drop", outline=1
    )
    return [inside, half, half.mirror("collar-right")]


def shirt_collar(
    spec: Spec, cut: Cut, *, spread: float = 62, fall: float = 100, thread: str | None = None, soft: float = 0
) -> list[Part]:
    """A folded collar: the stand behind, two leaves in front; `spread` is how far its points lie apart, `fall` how deep."""
    paint = spec.paint("collar")
    y, n = cut.top, cut.neck
    stand = symmetric(
        f"M {C} {y - 30} Q {C - n * 0.66} {y - 32} {C - n + 4} {y - 12} L {C - n * 0.7} {y + 34} "
        f"Q {C - n * 0.3} {y + 6} {C} {y + 6}"
    )
    meet = (C - 3, y + cut.dip - 6)
    px, py = C - spread, y + fall + 12
    outer = f"Q {C - n - 30 - soft} {y + 34} {px} {py}"
    d = (
        f"M {C - n + 8} {y - 26} Q {C - n - 22} {y - 6} {C - n - 24 - soft} {y + 30} {outer} L {meet[0]} {meet[1]} "
        f"Q {C - n * 0.72} {y + cut.dip * 0.42} {C - n + 8} {y - 26} Z"
    )
    mark = f"M {C - n - 14 - soft} {y + 32} Q {C - n - 16 - soft} {y + 40} {px + 3} {py - 12} L {meet[0] - 9} {meet[1] + 3}"
    leaf = Part(
        "collar-left", "collar", d, paint, depth=0.55, form="flat", grain=22, lines=(Line(mark, 1.9, STITCH, thread),), cast=0.8
    )
    back = Part("collar-stand", "collar", stand, replace(paint, color=darker(paint.color, 0.12)), form="drop", depth=0.8)
    return [back, leaf, leaf.mirror("collar-right")]


@dataclass(frozen=True, slots=True)
class Lapels:
    """How a lapelled front is cut: where it breaks (`y` of the canvas) and overlaps, how wide the lapels are, how high their
    notch sits below the shoulder, and whether they peak.
    """

    break_y: float
    overlap: float
    width: float
    notch: float
    peak: bool = False
    collar: float = 1.0

    def crossing(self, cut: Cut) -> float:
        """How deep the neckline is: where the two roll lines cross."""
        n = cut.neck - 8
        return (self.break_y - cut.top) * n / (n + self.overlap)


def lapels(spec: Spec, cut: Cut, form: Lapels, *, over: int = 1, thread: str | None = None) -> list[Part]:
    """The collar's back, both lapels and the collar's leaves; `over` is the side (-1 left, 1 right) that lies on top."""
    paint = spec.paint("collar")
    y, n = cut.top, cut.neck
    back = symmetric(
        f"M {C} {y - 34} Q {C - n * 0.6} {y - 36} {C - n + 6} {y - 20} L {C - n + 16} {y + 10} "
        f"Q {C - n * 0.4} {y - 4} {C} {y - 4}"
    )
    out = [Part("collar-back", "collar", back, replace(paint, color=darker(paint.color, 0.1)), form="drop", depth=0.7)]
    deep = form.crossing(cut)
    cross = (C, y + deep)
    under = (C - form.overlap * 0.4, y + deep + (form.break_y - y - deep) * 0.4)
    top = (C + form.overlap, form.break_y)
    for name, end, turned in (("under", under, over == -1), ("over", top, over == 1)):
        pieces = _lapel(cut, form, paint, cross, end, name == "over", thread)
        side = "right" if turned else "left"
        out += [p.mirror(f"{p.name}-{side}") if turned else replace(p, name=f"{p.name}-{side}") for p in pieces]
    return out


def _lapel(cut: Cut, form: Lapels, paint: Paint, cross: Point, end: Point, whole: bool, thread: str | None) -> list[Part]:
    """The left lapel and its collar leaf, down to `end` on the roll line."""
    y, n = cut.top, cut.neck
    sx, sy = C - n + 10, y - 10
    gx, gy = sx + (cross[0] - sx) * 0.34, sy + (cross[1] - sy) * 0.3
    tx, ty = C - form.width, y + form.notch - (26 if form.peak else 0)
    mx, my = gx + (tx - gx) * 0.56, gy + (y + form.notch - gy) * 0.56 + (6 if form.peak else 0)
    belly = (C - form.width * 0.62, y + form.notch + (form.break_y - y - form.notch) * 0.56)
    roll = f"L {cross[0]} {cross[1]} L {end[0]} {end[1]}" if not whole else f"L {end[0]} {end[1]}"
    d = f"M {gx} {gy} {roll} Q {belly[0]} {belly[1]} {tx} {ty} L {mx} {my} Z"
    edge = f"M {end[0] - 4} {end[1] - 14} Q {belly[0] + 9} {belly[1] - 2} {tx + 9} {ty + 4}"
    lapel = Part(
        "lapel",
        "collar",
        d,
        paint,
        depth=0.5,
        form="flat",
        grain=10,
        lines=(Line(edge, 1.8, STITCH, thread),),
        cast=0.9,
        lights=(f"M {gx + 4} {gy + 10} L {end[0]} {end[1] - 30}",),
        fold_width=10,
    )
    k = form.collar
    kx, ky = (mx - 4, my - 18) if form.peak else (mx - 20 * k, my - 30 * k)
    leaf = (
        f"M {C - n + 12} {y - 26} Q {C - n - 16} {y - 16} {C - n - 24 * k} {y + 16} "
        f"Q {C - n - 26 * k} {y + 30} {kx} {ky} L {mx} {my} "
        f"L {gx} {gy} Q {C - n + 8} {y + 24} {C - n + 12} {y - 26} Z"
    )
    gorge = Line(line((gx, gy), (mx, my)), 2, "", None, 0.6)
    collar = Part("collar", "collar", leaf, paint, depth=0.55, form="flat", grain=24, lines=(gorge,), cast=0.8)
    return [lapel, collar]


def shawl(spec: Spec, cut: Cut, form: Lapels, *, over: int = 1) -> list[Part]:
    """A collar in one piece that rolls from the neck down to the break, without a notch."""
    paint = spec.paint("collar")
    y, n = cut.top, cut.neck
    deep = form.crossing(cut)
    back = symmetric(
        f"M {C} {y - 40} Q {C - n * 0.6} {y - 42} {C - n + 2} {y - 24} L {C - n + 14} {y + 10} Q {C - n * 0.4} {y} {C} {y}"
    )
    out = [Part("collar-back", "collar", back, replace(paint, color=darker(paint.color, 0.1)), form="drop", depth=0.7)]
    for name, turned in (("under", over == -1), ("over", over == 1)):
        ex, ey = (
            (C + form.overlap, form.break_y)
            if name == "over"
            else (C - form.overlap * 0.4, y + deep + (form.break_y - y - deep) * 0.4)
        )
        d = (
            f"M {C - n + 10} {y - 30} Q {C - n * 0.9} {y + 24} {C} {y + deep} L {ex} {ey} "
            f"C {C - form.width * 0.7} {y + (form.break_y - y) * 0.72} {C - form.width * 1.05} {y + (form.break_y - y) * 0.44} "
            f"{C - form.width} {y + form.notch} C {C - form.width * 0.94} {y + 34} {C - n - 34} {y - 18} {C - n + 10} {y - 30} Z"
        )
        lapel = Part(f"lapel-{'right' if turned else 'left'}", "collar", d, paint, depth=0.6, grain=12, cast=0.9)
        out.append(replace(lapel.mirror(lapel.name)) if turned else lapel)
    return out


def front_edge(cut: Cut, form: Lapels, *, over: int = 1, round_hem: float = 0) -> tuple[Line, ...]:
    """The line of the front that lies on top, from the break to the hem, and its topstitching."""
    low = cut.bottom + cut.hem_curve
    x = C + form.overlap
    d = f"M {x} {form.break_y} L {x} {low - round_hem} Q {x} {low} {x - round_hem * 0.8} {low}"
    stitch = f"M {x - 9} {form.break_y + 8} L {x - 9} {low - 6}"
    both = (Line(d, 2.6, "", None, 0.75), Line(stitch, 1.7, STITCH, None, 0.4))
    return both if over == -1 else tuple(replace(one, d=mirrored(one.d)) for one in both)


def back_collar(cut: Cut, paint: Paint, rng: Random, *, fall: float = 52, wide: float = 26, points: bool = False) -> Part:
    """A folded collar from behind."""
    y, n = cut.top, cut.neck
    fall *= rng.uniform(0.85, 1.15)
    corner = f"L {C - n - wide - 10} {y + fall + 10} L {C - n * 0.8} {y + fall + 3}" if points else (
        f"Q {C - n - wide - 8} {y + fall - 4} {C - n - wide + 14} {y + fall}")  # fmt: skip
    d = symmetric(
        f"M {C} {y - 32} Q {C - n * 0.7} {y - 34} {C - n} {y - 20} Q {C - n - wide + 4} {y - 4} {C - n - wide} {y + 24} {corner} "
        f"Q {C - n * 0.4} {y + fall - 4} {C} {y + fall - 4}"
    )
    edge = Line(f"M {C - n - wide + 12} {y + fall - 10} Q {C} {y + fall - 16} {C + n + wide - 12} {y + fall - 10}", 1.8, STITCH)
    return Part("collar", "collar", d, paint, depth=0.7, lines=(edge,), cast=0.9)


def back_stand(cut: Cut, paint: Paint, height: float, *, rows: int = 0, flare: float = 0) -> Part:
    """A standing collar from behind."""
    y, n, h = cut.top, cut.neck, height
    rim = n - 4 + flare
    d = symmetric(
        f"M {C} {y - h * 0.98} Q {C - rim * 0.7} {y - h} {C - rim} {y - h * 0.8} "
        f"C {C - rim - 14} {y - h * 0.5} {C - n - 4} {y - h * 0.2} "
        f"{C - n - 9} {y + 8} Q {C - n * 0.5} {y + 30} {C} {y + 30}"
    )
    seams = tuple(
        f"M {C - rim - 6} {y - h * (0.8 - 0.85 * t)} Q {C} {y - h * (0.96 - 1.1 * t)} {C + rim + 6} {y - h * (0.8 - 0.85 * t)}"
        for t in (k / (rows + 1) for k in range(1, rows + 1))
    )
    return Part(
        "collar", "collar", d, paint, depth=0.8, folds=seams, fold_width=11, lines=tuple(Line(s, 2) for s in seams), cast=0.8
    )
