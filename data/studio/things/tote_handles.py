"""A tote's handles beside the plain one: sewn and studded ends, ropes, and a handle that has fallen."""

from __future__ import annotations

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.raster import contours
from data.studio.shape import box, ellipse, line
from data.studio.things.fittings import (
    band,
    beside,
    dimmed,
    inset,
    panel,
    seams,
    stitched_cross,
    stitches,
    stud,
)
from data.studio.things.sacks import C, Sack, metal_of


def ends(sack: Sack, reach: float, wide: float, y: float) -> list[Part]:
    """The sewn ends of cloth handles: a box with a cross."""
    paint = sack.strap()
    found = []
    for n, x in enumerate((C - reach, C + reach), 1):
        d = box(x - wide / 2 - 1, sack.top + y - 46, x + wide / 2 + 1, sack.top + y, 2)
        found.append(Part(f"handle-end-{n}", "handle", d, paint, depth=0.5, lines=(stitched_cross(d, paint),), cast=0.4))
    return found


def chapes(sack: Sack, reach: float, y: float, wide: float) -> list[Part]:
    """Shaped leather ends fixed with studs."""
    paint, metal = sack.strap(), metal_of(sack)
    found = []
    for n, x in enumerate((C - reach, C + reach), 1):
        h = wide * 0.72
        d = panel([(x - h, y), (x + h, y), (x + h, y + h * 2.1), (x, y + h * 3), (x - h, y + h * 2.1)], 6, 6, 10, 12, 10)
        found += [Part(f"handle-end-{n}", "handle", d, paint, depth=0.6, lines=(stitches(inset(d, 6), paint, 1.9),), cast=0.5),
                  stud(f"stud-{n}", (x, y + h * 1.9), wide * 0.2, metal)]  # fmt: skip
    return found


def fallen_handle(sack: Sack, reach: float, wide: float, share: float) -> Part:
    """The front handle hanging down over the front."""
    y, deep = sack.top + 52, (sack.low - sack.top) * share
    paint = sack.strap()
    points = [
        (C - reach * 0.86, y - 20),
        (C - reach * 0.72, y + deep * 0.5),
        (C - reach * 0.42, y + deep * 0.92),
        (C, y + deep),
        (C + reach * 0.42, y + deep * 0.92),
        (C + reach * 0.72, y + deep * 0.5),
        (C + reach * 0.86, y - 20),
    ]
    rows = (seams(points, wide / 2 - 5, paint, 1.8),)
    return Part("handle-front", "handle", band(points, wide), paint, depth=0.7, lines=rows, cast=0.7)


def rope_paint(sack: Sack) -> Paint:
    return sack.spec.trim("handle", texture="linen")


def rope(sack: Sack, name: str, reach: float, y: float, high: float, thick: float, lean: float, shift: float, dim: float) -> Part:
    """A twisted rope."""
    paint = rope_paint(sack)
    x = C + shift
    points = [
        (x - reach, y + 6),
        (x - reach * 0.98 + lean * 0.3, y - high * 0.42),
        (x - reach * 0.6 + lean * 0.8, y - high * 0.86),
        (x + lean, y - high),
        (x + reach * 0.6 + lean * 0.8, y - high * 0.86),
        (x + reach * 0.98 + lean * 0.3, y - high * 0.42),
        (x + reach, y + 6),
    ]
    d = band(points, thick)
    left, right = contours(beside(points, -thick / 2))[0], contours(beside(points, thick / 2))[0]
    twist = " ".join(
        line(
            (float(left[n][0]), float(left[n][1])),
            (float(right[min(n + 2, len(right) - 1)][0]), float(right[min(n + 2, len(right) - 1)][1])),
        )
        for n in range(0, len(left), 1)
    )
    return Part(
        name,
        "handle",
        d,
        dimmed(paint, dim) if dim else paint,
        depth=0.9,
        lines=(Line(twist, 3.4, "", darker(paint.color, 0.45), 0.5),),
        cast=0.6,
    )


def knots(sack: Sack, reach: float, y: float, thick: float) -> list[Part]:
    """The knots by which ropes are held in their eyelets."""
    paint, found = rope_paint(sack), []
    for n, x in enumerate((C - reach, C + reach), 1):
        turn = Line(line((x - 14, y - 12), (x + 14, y + 14)), 3, "", darker(paint.color, 0.4), 0.6)
        d = ellipse(x, y, thick * 0.85, thick * 0.75)
        found.append(Part(f"knot-{n}", "handle", d, paint, form="ball", lines=(turn,), cast=0.5))
    return found
