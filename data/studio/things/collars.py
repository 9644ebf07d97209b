"""Ribbed and folded collars, as the front and as the back of a garment shows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.raster import contours
from data.studio.shape import mirrored, symmetric
from data.studio.things.garment import STITCH, Body, C, across, along, reversed_path, ribbon


def ribs(one: str, other: str, pitch: float = 6, opacity: float = 0.2) -> Line:
    """The ribs of a knitted band between its two edges, which run the same way."""
    points = np.concatenate(contours(other))
    count = max(4, int(np.hypot(*np.diff(points, axis=0).T).sum() / pitch))
    shares = [(k + 0.5) / count for k in range(count)]
    strokes = zip(along(one, shares), along(other, shares), strict=True)
    return Line(" ".join(f"M {a:.1f} {b:.1f} L {c:.1f} {d:.1f}" for (a, b), (c, d) in strokes), pitch * 0.36, "", None, opacity)


def _front_ribs(inner: str, outer: str, pitch: float) -> tuple[Line, Line]:
    return ribs(inner, outer, pitch), ribs(mirrored(inner), mirrored(outer), pitch)


def shaded(paint: Paint, share: float = 0.17) -> Paint:
    """The same cloth where little light comes to it."""
    return replace(paint, color=darker(paint.color, share))


def neck_rib(body: Body, paint: Paint, width: float = 19, *, pitch: float = 6, stitched: bool = True) -> tuple[Part, Part]:
    """A ribbed neck: its back, seen inside the opening, and its front."""
    n, t, low = body.neck, body.top, body.back_depth
    up = across(f"M {C - n - 2} {t - 1} Q {C - n * 0.5} {t + low - 8} {C} {t + low - 8}")
    down = across(f"M {C - n - 3} {t + width * 0.5} Q {C - n * 0.5} {t + low + width - 8} {C} {t + low + width - 8}")
    behind = Part("collar-back", "collar", f"{up} L {reversed_path(down)[2:]} Z", shaded(paint), depth=0.5, form="flat",
                  lines=(ribs(up, down, pitch),), cast=0.5)  # fmt: skip
    lines = _front_ribs(body.neckline(), body.neckline(width), pitch)
    seam = (Line(across(reversed_path(body.neckline(width + 6))), 1.5, STITCH, None, 0.4),) if stitched else ()
    front = Part(
        "collar", "collar", ribbon(body.neckline(), body.neckline(width)), paint, depth=0.5, lines=(*lines, *seam), cast=0.4
    )
    return behind, front


def back_rib(body: Body, paint: Paint, width: float = 19, *, pitch: float = 6) -> Part:
    """The ribbed neck as the back shows it; `body` is the body seen from behind."""
    inner, outer = body.neckline(), body.neckline(width)
    return Part("collar", "collar", ribbon(inner, outer), paint, depth=0.5, lines=_front_ribs(inner, outer, pitch), cast=0.4)


def collar_inside(body: Body, paint: Paint, rise: float = 26, deep: float = 22) -> Part:
    """The back of a standing or folded collar, seen inside the opening; it reaches `deep` down."""
    n, t = body.neck, body.top
    d = symmetric(f"M {C} {t - rise} Q {C - n * 0.72} {t - rise - 2} {C - n + 1} {t - rise * 0.62} L {C - n - 2} {t + 16} "
                  f"Q {C - n * 0.7} {t + deep + 2} {C} {t + deep}")  # fmt: skip
    seam = Line(f"M {C - n} {t + 8} Q {C} {t + 16} {C + n} {t + 8}", 1.6, STITCH)
    return Part("collar-back", "collar", d, shaded(paint, 0.2), form="drop", depth=0.8, lines=(seam,), cast=0.6)


def folded_collar(
    body: Body, paint: Paint, *, meet: float, spread: float, fall: float, soft: float = 0, stitched: bool = True
) -> tuple[Part, Part]:
    """The two leaves of a shirt collar. They meet `meet` below the shoulders' height and end in points `spread` from the axis and
    `fall` down; `soft` rounds them.
    """
    n, t = body.neck, body.top
    tip, inner = (C - spread, t + fall), (C - 2.5, t + meet)
    edge = (
        f"L {tip[0] - soft * 0.4} {tip[1] - soft} Q {tip[0]} {tip[1]} {tip[0] + soft} {tip[1] - soft * 0.5}"
        if soft
        else f"L {tip[0]} {tip[1]}"
    )
    d = (f"M {C - n + 8} {t - 11} Q {C - n + 1} {t - 19} {C - n - 7} {t - 12} Q {C - n - 17} {t} {C - n - 21} {t + 24} {edge} "
         f"L {inner[0]} {inner[1]} "
         f"Q {C - n * 0.6} {t + meet * 0.56} {C - n + 8} {t - 11} Z")  # fmt: skip
    stitches = f"M {C - n - 14} {t + 24} L {tip[0] + 4} {tip[1] - 10} L {inner[0] - 6} {inner[1] - 1}"
    lines = (Line(stitches, 1.6, STITCH),) if stitched else ()
    leaf = Part("collar-left", "collar", d, paint, depth=0.55, grain=22, form="flat", lines=lines, cast=0.7)
    return leaf, leaf.mirror("collar-right")


def collar_from_behind(body: Body, paint: Paint, fall: float = 40, rise: float = 24) -> Part:
    """A folded collar as the back shows it."""
    n, t = body.neck, body.top
    d = symmetric(f"M {C} {t - rise - 3} Q {C - n * 0.6} {t - rise - 2} {C - n + 9} {t - rise + 5} "
                  f"Q {C - n - 10} {t - rise * 0.3} {C - n - 22} {t + 20} Q {C - n * 0.6} {t + fall} {C} {t + fall}")  # fmt: skip
    seam = Line(across(f"M {C - n - 16} {t + 14} Q {C - n * 0.58} {t + fall - 7} {C} {t + fall - 7}"), 1.6, STITCH)
    return Part("collar", "collar", d, paint, depth=0.3, form="drop", lines=(seam,), cast=0.6)


def standing_collar(body: Body, paint: Paint, height: float = 27, *, split: float = 3) -> tuple[Part, Part]:
    """A band around the neck's front that stands up, its rounded ends meeting in the middle."""
    n, t, deep, low = body.neck, body.top, body.neck_depth, body.top + body.neck_depth
    r, x, high = height * 0.45, C - split, low - height
    base = f"Q {C - n - 3} {t + 4} {C - n - 5} {t + 12} C {C - n * 0.96} {t + deep * 0.66} {C - n * 0.6} {low + 3} {x} {low + 5}"
    edge = f"C {C - n * 0.62} {high - 4} {C - n * 0.9} {t + deep * 0.3} {C - n + 3} {t - height * 0.66}"
    d = f"M {C - n + 3} {t - height * 0.66} {base} L {x} {high + r} Q {x} {high} {x - r} {high} {edge} Z"
    stitches = f"M {C - n} {t + 6} C {C - n * 0.9} {t + body.neck_depth * 0.6} {C - n * 0.6} {low - 2} {C - split - 6} {low - 1}"
    band = Part("collar-left", "collar", d, paint, depth=0.5, lines=(Line(stitches, 1.6, STITCH),), cast=0.5)
    return band, band.mirror("collar-right")
