"""What the front of a plain cushion is sewn from: tufted, pieced, quilted, or with a flat edge."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import luminance
from data.studio.shape import AXIS, Point, box, ellipse, line, moved
from data.studio.spec import Spec
from data.studio.things.warp import stitches, stretched, warped

C = AXIS
Parts = tuple[Part, ...]


def _plain(spec: Spec, rng: Random, w: float, h: float, d: str) -> Parts:
    return ()


def _tufted(spec: Spec, rng: Random, w: float, h: float, d: str) -> Parts:
    """Buttons drawn deep into the stuffing."""
    xs = rng.choice(((0.0,), (-0.5, 0.0, 0.5), (-0.42, 0.42)))
    ys = (-0.36, 0.36) if len(xs) == 2 else (0.0,)
    knob = spec.trim("button", texture=spec.look)
    spots = [(C + a * w, 500 + b * h) for a in xs for b in ys]
    shade_ = " ".join(ellipse(x, y, 30, 28) for x, y in spots)
    dents = Part(
        "dents",
        "body",
        "",
        spec.paint(),
        lines=(Line(shade_, 26, "", None, 0.1), Line(" ".join(ellipse(x, y, 22, 20) for x, y in spots), 20, "", None, 0.14)),
    )
    return (
        dents,
        *(
            Part(f"button-{n + 1}", "button", ellipse(x, y, 21, 20), knob, form="ball", depth=0.8, cast=0.9)
            for n, (x, y) in enumerate(spots)
        ),
    )


def _pieced(spec: Spec, rng: Random, w: float, h: float, d: str) -> Parts:
    """A band of the same cloth set in, across or down."""
    a, b = sorted((rng.uniform(-0.85, 0.85), rng.uniform(-0.85, 0.85)))
    if b - a < 0.3:
        a, b = -0.4, 0.4
    down = rng.random() < 0.5
    if "panel" in spec.parts:
        band = box(C + a * w, 100, C + b * w, 900) if down else box(60, 500 + a * h, 940, 500 + b * h)
        return (Part("panel", "panel", band, spec.paint("panel"), within=d, form="flat", depth=0.5, cast=0.15, outline=1.2),)
    middle = (
        line((C + (a + b) / 2 * w, 0), (C + (a + b) / 2 * w, 1000))
        if down
        else line((0, 500 + (a + b) / 2 * h), (1000, 500 + (a + b) / 2 * h))
    )
    edges = [line((C + k * w, 0), (C + k * w, 1000)) if down else line((0, 500 + k * h), (1000, 500 + k * h)) for k in (a, b)]
    marks = (
        Line(middle, (b - a) * (w if down else h), "", None, 0.07 if luminance(spec.main_color()) < 0.22 else 0.16),
        Line(" ".join(edges), 2.4, "", None, 0.5),
        stitches(*(moved(e, 7, 7) for e in edges), opacity=0.4),
    )
    return (Part("pieced", "body", "", spec.paint(), lines=marks),)


def _quilted(spec: Spec, rng: Random, w: float, h: float, d: str) -> Parts:
    """Lines of stitching, straight or slanted."""
    way, step = rng.choice(((1.0, 0.0), (0.0, 1.0), (0.7, 0.7), (0.7, -0.7))), rng.uniform(50, 110)
    nx, ny = way
    rows = []
    for k in range(-8, 9):
        x, y = C + nx * k * step, 500 + ny * k * step
        rows.append(line((x - ny * 600, y + nx * 600), (x + ny * 600, y - nx * 600)))
    seams = tuple(row for row in rows if _crosses(row, w, h))
    runs = tuple(_cut(row, w, h) for row in seams)
    return (Part("quilting", "body", "", spec.paint(), folds=runs, lines=(stitches(*runs, opacity=0.4),)),)


def _crosses(row: str, w: float, h: float) -> bool:
    (ax, ay), (bx, by) = _points(row)
    t = ((C - ax) * (bx - ax) + (500 - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    x, y = ax + t * (bx - ax), ay + t * (by - ay)
    return abs(x - C) < w * 0.92 and abs(y - 500) < h * 0.92


def _cut(row: str, w: float, h: float) -> str:
    """The straight line less what lies outside the cushion."""
    (ax, ay), (bx, by) = _points(row)
    inside = [(ax + (bx - ax) * t / 60, ay + (by - ay) * t / 60) for t in range(61)]
    inside = [(x, y) for x, y in inside if abs(x - C) < w - 14 and abs(y - 500) < h - 20]
    return line(inside[0], inside[-1]) if len(inside) > 1 else line((C, 500), (C + 1, 500))


def _points(row: str) -> tuple[Point, Point]:
    words = row.split()
    return (float(words[1]), float(words[2])), (float(words[4]), float(words[5]))


def _flanged(spec: Spec, rng: Random, w: float, h: float, d: str) -> Parts:
    """A flat edge all round, set off by a seam."""
    wide = rng.uniform(26, 60)
    inner = warped((Part("", "", d, Paint("#000000")),), stretched(1 - wide / w, 1 - wide / h))[0].d
    return (Part("center", "body", inner, spec.paint(), form="ball", depth=1.0, cast=0.5, lines=(stitches(inner, opacity=0.5),)),)


FRONTS: tuple[Callable[[Spec, Random, float, float, str], Parts], ...] = (_plain, _plain, _tufted, _pieced, _quilted, _flanged)
