"""Square scarves: silk squares and bandanas, laid flat, folded to a triangle, or knotted."""

from __future__ import annotations

import math
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import luminance
from data.studio.shape import AXIS, Point, ellipse, line, moved, polygon, smooth
from data.studio.spec import Spec
from data.studio.things.warp import outline, shaded, stitches

C = AXIS
Parts = tuple[Part, ...]


def _border(spec: Spec) -> Paint:
    """The border's paint: its own, or a deeper shade of the cloth's color."""
    paint = spec.trim("border", texture=spec.look)
    return paint if "border" in spec.parts else shaded(paint, 0.1 if luminance(paint.color) > 0.6 else 0.2)


def _frames(d: str, inset: float) -> tuple[Line, ...]:
    """Lines that run along the border, inside it."""
    return tuple(Line(_inset(d, inset * k), wide, "", None, 0.4) for k, wide in ((1.22, 3.0), (1.4, 6.0)))


def _inset(d: str, by: float) -> str:
    """A convex shape drawn smaller about its middle, roughly `by` units all round."""
    return moved(d, scale=1 - by / 300, about=(C, 500))


def _flat(spec: Spec, rng: Random) -> Parts:
    """Laid flat, one corner turned over."""
    w, h, slip = rng.uniform(290, 330), rng.uniform(290, 330), rng.uniform(-14, 14)
    wide = rng.uniform(30, 74)
    corners: list[Point] = [
        (C - w, 500 - h),
        (C + w, 500 - h + slip),
        (C + w + slip, 500 + h),
        (C - w - slip * 0.6, 500 + h - slip),
    ]
    edge, turned = _wavy(corners, rng), rng.uniform(90, 220)
    inner = _wavy([(C + (x - C) * (1 - wide / w), 500 + (y - 500) * (1 - wide / h)) for x, y in corners], rng, much=0.3)
    x, y = corners[1]
    side = rng.choice((-1, 1))
    folds: tuple[str, ...] = tuple(
        (
            f"M {C + side * w * 0.96} {500 + h * k} Q {C + side * w * 0.2} "
            f"{500 + h * (k * 0.5 + rng.uniform(-0.1, 0.1))} {C - side * w * rng.uniform(0.3, 0.9)} "
            f"{500 + h * rng.uniform(-0.8, 0.8)}"
        )
        for k in rng.sample((-0.9, -0.5, 0.0, 0.4, 0.85), 3)
    )
    if spec.silhouette == "bandana":
        folds = (line((C - w, 500), (C + w, 500)), line((C, 500 - h), (C, 500 + h)))
    cut = polygon((0, 0), (x - turned, 0), (x - turned, y - 20), (x + 40, y + turned), (x + 40, 1000), (0, 1000))
    flap = polygon((x - turned, y + slip * -0.2), (x, y + turned), (x - turned * 0.86, y + turned * 0.8))
    parts = [
        Part(
            "border",
            "border",
            edge,
            _border(spec),
            form="flat",
            depth=0.6,
            within=cut,
            lines=(stitches(_inset(edge, 4), opacity=0.4),),
        ),
        Part(
            "body",
            "body",
            inner,
            spec.paint(),
            form="flat",
            depth=0.35,
            within=cut,
            cast=0,
            folds=folds,
            fold_width=14 if spec.silhouette == "bandana" else 28,
        ),
        Part("corner", "border", flap, shaded(_border(spec), 0.06), form="flat", depth=0.8, cast=1.1),
    ]
    return tuple(parts)


def _wavy(corners: list[Point], rng: Random, much: float = 1.0) -> str:
    """A quadrangle with edges that are not quite straight."""
    out = [f"M {corners[0][0]:.1f} {corners[0][1]:.1f}"]
    for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
        mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        out.append(f"Q {mx + rng.uniform(-15, 15) * much:.1f} {my + rng.uniform(-15, 15) * much:.1f} {b[0]:.1f} {b[1]:.1f}")
    return " ".join(out) + " Z"


def _triangle(spec: Spec, rng: Random) -> Parts:
    """Folded corner to corner: a triangle, the layer below a little ahead."""
    w, top, low = rng.uniform(330, 390), rng.uniform(290, 340), rng.uniform(700, 760)
    tip, wide, drop = C + rng.uniform(-60, 60), rng.uniform(24, 52), rng.uniform(16, 50)
    under = (
        f"M {C - w + 20} {top + 10} L {C + w - 20} {top + 10} Q {(C + w + tip) / 2 + 30} "
        f"{(top + low) / 2 + 30} {tip + 22} {low + drop} Q {(C - w + tip) / 2 - 10} {(top + low) / 2 + 36} "
        f"{C - w + 20} {top + 10} Z"
    )
    over = (
        f"M {C - w} {top + 6} Q {C} {top - 16} {C + w} {top + 6} Q {(C + w + tip) / 2 + 16} "
        f"{(top + low) / 2 + 10} {tip} {low} Q {(C - w + tip) / 2 - 16} {(top + low) / 2 + 10} {C - w} "
        f"{top + 6} Z"
    )
    inner = moved(over, 0, -wide * 0.9, scale=1 - wide / 240, about=(C, top))
    folds = tuple(
        f"M {C + k * w * 0.6} {top + 20} Q {C + k * w * 0.34} {top + 160} {tip + k * 40} {low - 90}"
        for k in (-0.8, 0.1, 0.9)
        if rng.random() < 0.75
    )
    return (
        Part("under", "border", under, shaded(_border(spec), 0.1), form="flat", depth=0.6),
        Part(
            "border",
            "border",
            over,
            _border(spec),
            form="flat",
            depth=0.7,
            lines=(stitches(moved(over, scale=0.975, about=(C, top + 120)), opacity=0.35),),
        ),
        Part("body", "body", inner, spec.paint(), within=over, form="round", depth=0.4, cast=0, folds=folds, fold_width=12),
    )


def _tied(spec: Spec, rng: Random) -> Parts:
    """Tied around a neck, the triangle in front."""
    w, top, low = rng.uniform(250, 300), 350.0, rng.uniform(760, 830)
    wide, tip = rng.uniform(26, 48), C + rng.uniform(-40, 40)
    hole = ellipse(C, top - 4, w * 0.92, 84)
    front = (
        f"M {C - w} {top - 30} Q {C - w * 0.8} {top + 70} {C} {top + 84} Q {C + w * 0.8} {top + 70} {C + w} "
        f"{top - 30} C {C + w + 10} {top + 60} {tip + 190} {low - 170} {tip} {low} C {tip - 190} {low - 170} "
        f"{C - w - 10} {top + 60} {C - w} {top - 30} Z"
    )
    inner = moved(front, 0, -wide, scale=1 - wide / 330, about=(C, top + 60))
    folds = tuple(
        (
            f"M {C + k * w * 0.9} {top + 20} Q {C + k * w * 0.5} {top + 150 + 50 * abs(k)} {C + k * 40} "
            f"{top + 190 + 90 * (1 - abs(k))}"
        )
        for k in (-0.95, -0.6, 0.55, 0.92)
    )
    swags = tuple(f"M {C - w * k} {top + 30} Q {C + 20} {top + 300 * k} {C + w * k} {top + 26}" for k in (0.86, 0.62))
    knot_x = C + rng.choice((-1, 1)) * w * 0.86
    back = (
        f"M {C - w} {top - 30} C {C - w * 0.7} {top - 108} {C + w * 0.7} {top - 108} {C + w} {top - 30} L "
        f"{C + w * 0.8} {top + 40} Q {C} {top - 60} {C - w * 0.8} {top + 40} Z"
    )
    ends = tuple(
        Part(
            f"end-{n}",
            "body",
            outline(
                [(knot_x - 14, top - 40), (knot_x + dx - 30, top + dy * 0.6), (knot_x + dx, top + dy)],
                [(knot_x + 14, top - 34), (knot_x + dx + 34, top + dy * 0.5), (knot_x + dx + 4, top + dy)],
            ),
            spec.paint(),
            depth=0.8,
        )
        for n, (dx, dy) in enumerate(((-54, 110), (62, 84)))
    )
    knot = Part(
        "knot",
        "body",
        ellipse(knot_x, top - 40, 34, 30),
        spec.paint(),
        form="ball",
        depth=0.8,
        folds=(f"M {knot_x - 24} {top - 60} Q {knot_x} {top - 40} {knot_x - 6} {top - 16}",),
    )
    dark = Part("inside", "lining", hole, shaded(spec.trim("lining", texture=spec.look), 0.46), form="drop", depth=0.5)
    return (
        dark,
        Part("neck", "body", back, shaded(spec.paint(), 0.24), depth=0.7, grain=90),
        Part("border", "border", front, _border(spec), form="round", depth=0.6),
        Part("body", "body", inner, spec.paint(), within=front, depth=0.8, cast=0, folds=(*folds, *swags), fold_width=15),
        *ends,
        knot,
    )


def _rolled(spec: Spec, rng: Random) -> Parts:
    """Rolled to a band and knotted like a tie: a loop with two pointed ends."""
    rx, ry, cy = rng.uniform(190, 230), rng.uniform(150, 190), 350.0
    wide = rng.uniform(0.66, 0.76)
    ring = ellipse(C, cy, rx, ry) + " " + ellipse(C, cy - 6, rx * wide, ry * wide)
    kx, ky = C + rng.uniform(-30, 30), cy + ry * 0.88
    folds = (
        f"M {C - rx * 0.9} {cy - 20} Q {C - rx * 0.7} {cy + ry * 0.8} {kx - 20} {ky}",
        f"M {C + rx * 0.9} {cy - 20} Q {C + rx * 0.7} {cy + ry * 0.8} {kx + 20} {ky}",
        f"M {C - rx * 0.86} {cy - 20} Q {C - rx * 0.6} {cy - ry * 0.86} {C + 10} {cy - ry * 0.86}",
    )
    tails = []
    for name, side, long in (("right", 1, rng.uniform(250, 330)), ("left", -1, rng.uniform(230, 320))):
        x1, y1, b = kx + side * rng.uniform(70, 150), ky + long, rng.uniform(60, 92)
        d = outline(
            [(kx - 16, ky), (kx + side * 20 - b * 0.8, ky + long * 0.5), (x1 - b, y1 - 70), (x1, y1)],
            [(kx + 16, ky), (kx + side * 46 + b * 0.7, ky + long * 0.45), (x1 + b, y1 - 90), (x1 + 3, y1)],
        )
        far = math.hypot(x1 - kx, long)
        ux, uy, deep = (x1 - kx) / far, long / far, rng.uniform(26, 44)
        corners = [(x1 + ux * a - uy * c, y1 + uy * a + ux * c) for a, c in ((-deep, -b), (4, -b), (4, b), (-deep, b))]
        tails += [
            Part(
                f"tail-{name}",
                "body",
                d,
                spec.paint(),
                folds=(f"M {kx} {ky + 30} Q {kx + side * 34} {ky + long * 0.5} {x1 - 10} {y1 - 60}",),
                depth=0.8,
                grain=-side * 18,
            ),
            Part(
                f"border-{name}",
                "border",
                polygon(*corners),
                _border(spec),
                within=d,
                depth=0.3,
                form="flat",
                cast=0,
            ),
        ]
    knot = Part(
        "knot",
        "body",
        smooth([(kx - 42, ky - 34), (kx + 40, ky - 36), (kx + 34, ky + 34), (kx - 36, ky + 36)], closed=True),
        spec.paint(),
        form="ball",
        depth=0.7,
        grain=40,
    )
    return (*tails, Part("body", "body", ring, spec.paint(), folds=folds, depth=0.9, grain=90, fold_width=12), knot)


silk = (_flat, _rolled, _triangle)
bandana = (_triangle, _tied, _flat)
