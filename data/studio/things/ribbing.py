"""Knitted cloth and its ribs: hems, cuffs, armholes, tall necks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import line, symmetric
from data.studio.spec import Spec
from data.studio.things.collars import ribs, shaded
from data.studio.things.garment import Body, C, across, armhole, reversed_path
from data.studio.things.sleeves import Arm

DEEP = 0.24
"""How dark the valleys of a heavy knit's ribs are."""


def knitted(spec: Spec, kind: str = "body") -> Paint:
    """The wool of a part: the cable silhouette has its cables, else stitches unless the product says otherwise."""
    return spec.paint(kind, texture="cable" if spec.silhouette == "cable" else spec.look or "knit")


def ribbed(spec: Spec, kind: str) -> Paint:
    """The wool of a rib, whose ribs are drawn."""
    return spec.trim(kind, texture="jersey")


def rib_cuff(height: float, pitch: float = 6, opacity: float = 0.2) -> Callable[[Arm], tuple[Line, ...]]:
    """What draws the ribs on a knitted cuff of this height."""

    def lines(arm: Arm) -> tuple[Line, ...]:
        return (ribs(line(*arm.edge(height, 2)), line(*arm.edge(0, 1)), pitch, opacity),)

    return lines


def hem_band(spec: Spec, top: str, low: str, pitch: float, name: str = "hem") -> Part:
    """The band between two curves that run from left to right."""
    paint = ribbed(spec, "hem")
    toned = replace(paint, color=darker(paint.color, 0.05))
    d = f"{top} L {reversed_path(low)[2:]} Z"
    return Part(name, "hem", d, toned, depth=0.6, form="drop", lines=(ribs(top, low, pitch, DEEP),), cast=0.4)


def hem_rib(spec: Spec, body: Body, height: float, pitch: float) -> Part:
    """The band at the lower edge, drawn in a little."""

    def curve(y: float, half: float) -> str:
        return across(f"M {C - half} {y} Q {C - body.hem * 0.5} {y + body.hem_drop} {C} {y + body.hem_drop}")

    return hem_band(spec, curve(body.bottom - height, body.hem + 1), curve(body.bottom + 2, body.hem - 7), pitch)


def arm_bands(spec: Spec, body: Body, width: float, pitch: float) -> list[Part]:
    """A vest's ribbed armholes."""
    (sx, sy), (ax, ay) = body.shoulder_point, body.armpit_point
    deep, edge = ay - sy, armhole(body)
    outer = (
        f"M {sx - width} {sy + width * 0.3} C {sx + 9 - width} {sy + deep * 0.42} "
        f"{min(sx, ax) + 26 - width * 0.9} {ay - deep * 0.16 - width * 0.3} {ax - width * 0.1} {ay - width * 0.2}"
    )
    d = f"{edge} L {reversed_path(outer)[2:]} Z"
    left = Part("cuff-left", "cuff", d, ribbed(spec, "cuff"), depth=0.5, lines=(ribs(edge, outer, pitch, DEEP),), cast=0.4)
    return [left, left.mirror("cuff-right")]


def roll_neck(body: Body, paint: Paint, pitch: float, height: float) -> tuple[Part, Part]:
    """A tall neck folded over on itself: what stands behind, and the fold in front."""
    n, t, low = body.neck, body.top, body.top + body.neck_depth + 10
    back = symmetric(
        f"M {C} {t - height * 0.92} Q {C - n * 0.7} {t - height * 0.94} {C - n + 5} {t - height * 0.86} "
        f"L {C - n + 2} {t - 4} L {C} {t + 10}"
    )
    upper = across(f"M {C - n + 3} {t - height * 0.88} Q {C - n * 0.6} {t - height * 0.7} {C} {t - height * 0.7}")
    lower = across(f"M {C - n - 12} {t + 12} Q {C - n * 0.6} {low} {C} {low}")
    left = f"Q {C - n - 9} {t - height * 0.4} {C - n - 12} {t + 12}"
    right = f"Q {C + n + 9} {t - height * 0.4} {C + n - 3} {t - height * 0.88}"
    over = reversed_path(upper)
    d = f"M {C - n + 3} {t - height * 0.88} {left} {lower[lower.index('Q') :]} {right} {over[over.index('Q') :]} Z"
    return (
        Part("collar-back", "collar", back, shaded(paint, 0.24), depth=0.6, form="drop"),
        Part("collar", "collar", d, paint, depth=0.7, lines=(ribs(upper, lower, pitch, 0.22),), cast=0.9),
    )


def mock_neck(body: Body, paint: Paint, pitch: float, height: float, gape: float) -> tuple[Part, Part, Part]:
    """A standing ribbed collar, open in the middle by `gape` on either side: its back, its left and its right."""
    n, t, low = body.neck, body.top, body.top + body.neck_depth
    top = f"M {C - n + 2} {t - height} Q {C - n * 0.5} {low - height - 6} {C - gape} {low - height + gape * 0.4}"
    base = f"M {C - n - 8} {t + 8} C {C - n * 0.9} {t + body.neck_depth * 0.7} {C - n * 0.5} {low + 3} {C - gape * 0.3} {low + 4}"
    left = Part(
        "collar-left",
        "collar",
        f"{top} L {reversed_path(base)[2:]} Z",
        paint,
        depth=0.5,
        lines=(ribs(top, base, pitch, DEEP),),
        cast=0.7,
    )
    behind = symmetric(
        f"M {C} {t - height * 1.04} Q {C - n * 0.7} {t - height * 1.06} {C - n + 3} {t - height} "
        f"L {C - n - 4} {t + 6} L {C} {t + 24}"
    )
    inner = ribs(line((C - n, t - height), (C + n, t - height)), line((C - n, t + 12), (C + n, t + 12)), pitch)
    back = Part("collar-back", "collar", behind, shaded(paint, 0.22), depth=0.6, form="drop", lines=(inner,))
    return back, left, left.mirror("collar-right")


def tall_neck_behind(seen: Body, paint: Paint, pitch: float, height: float, flare: float) -> Part:
    """A standing or folded neck as the back shows it."""
    n, t = seen.neck, seen.top
    top = across(f"M {C - n + 3} {t - height} Q {C - n * 0.5} {t - height - 8} {C} {t - height - 8}")
    base = across(f"M {C - n - flare} {t + 10} Q {C - n * 0.5} {t + 24} {C} {t + 24}")
    d = f"{top} L {reversed_path(base)[2:]} Z"
    return Part("collar", "collar", d, paint, depth=0.6, lines=(ribs(top, base, pitch, DEEP),), cast=0.7)
