"""Bodies of jackets and coats as parts: with their creases, hems and back seams."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import line
from data.studio.spec import Spec
from data.studio.things.outer_cut import STITCH, C, Cut, drapes

Facts = tuple[tuple[str, str], ...]
Made = tuple[list[Part], Facts]
"""A garment's parts from back to front, and what its silhouette states."""


def body_piece(spec: Spec, cut: Cut, *, lines: tuple[Line, ...] = ()) -> Part:
    """The body in one piece, its right side hanging a little otherwise than its left."""
    folds = drapes(cut, spec.rng(f"drape {spec.view}"))
    return Part("body", "body", cut.outline(spec.rng("hang")), spec.paint(), depth=0.8, folds=folds, lines=lines, fold_width=11)


def hem_line(cut: Cut, up: float = 16, thread: str | None = None) -> Line:
    """The stitching along a turned-up hem."""
    y, w = cut.bottom - cut.hem_curve - up, cut.hem - 3
    low = y + 2 * cut.hem_curve
    return Line(f"M {C - w} {y} Q {C - w * 0.5} {low} {C} {low} Q {C + w * 0.5} {low} {C + w} {y}", 1.9, STITCH, thread)


def back_seams(cut: Cut, rng: Random, *, yoke: bool, middle: bool) -> tuple[Line, ...]:
    """A yoke across the shoulder blades and a seam down the middle, as the back has them."""
    out = []
    y, dip, w = cut.top + cut.slope + rng.uniform(70, 110), rng.choice((0, 0, 34)), cut.shoulder - 8
    if yoke:
        out.append(Line(f"M {C - w} {y} Q {C} {y + dip} {C + w} {y}", 2.2, "", None, 0.6))
        out.append(Line(f"M {C - w} {y + 9} Q {C} {y + dip + 9} {C + w} {y + 9}", 1.7, STITCH, None, 0.4))
    if middle:
        out.append(Line(line((C, y if yoke else cut.top + 20), (C, cut.bottom)), 2.2, "", None, 0.5))
    return tuple(out)


def far_armholes(spec: Spec, cut: Cut, dim: float = 0.32) -> list[Part]:
    """The inside of the back, seen past the edges of armholes without sleeves."""
    (sx, sy), (ax, ay) = cut.tip, cut.pit
    lining = spec.trim("lining")
    bend = min(sx, ax) - 4
    d = (
        f"M {sx + 1} {sy + 2} C {bend} {sy + (ay - sy) * 0.4} {ax + 3} {ay - (ay - sy) * 0.24} {ax + 2} {ay} "
        f"L {ax + 56} {ay} L {sx + 56} {sy} Z"
    )
    part = Part("inside-left", "lining", d, dimmed(lining, dim), depth=0.7)
    return [part, part.mirror("inside-right")]


def armhole_bands(cut: Cut, paint: Paint, wide: float, kind: str) -> list[Part]:
    """Ribbed or bound edges of armholes without sleeves."""
    (sx, sy), (ax, ay), (h1, h2) = cut.tip, cut.pit, cut.armhole()
    w = wide
    d = (
        f"M {sx - 2} {sy - 1} C {h1[0] - 2} {h1[1]} {h2[0] - 2} {h2[1]} {ax - 2} {ay} L {ax + w * 0.5} {ay + w} "
        f"C {h2[0] + w} {h2[1] + w * 0.4} {h1[0] + w} {h1[1]} {sx + w} {sy - w * 0.3} Z"
    )
    part = Part(f"{kind}-left", kind, d, paint, depth=0.75, cast=0.3)
    return [part, part.mirror(f"{kind}-right")]


def dimmed(paint: Paint, share: float) -> Paint:
    """The same paint where little light comes to it."""
    return replace(paint, color=darker(paint.color, share))


def askew(spec: Spec) -> float:
    """How many degrees a garment lies off the vertical: a little, as laid down by hand."""
    return spec.rng("lie").uniform(-2.4, 2.4)
