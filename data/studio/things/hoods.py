"""Hoods, from the front (standing open behind the neck, or laid down) and from behind, and their drawstrings."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, shade
from data.studio.shape import AXIS, box, symmetric
from data.studio.spec import Spec
from data.studio.things.outer_cut import STITCH, Cut

C = AXIS


def hood(cut: Cut, paint: Paint, lining: Paint, rng: Random, *, laid: bool) -> list[Part]:
    """The hood's inside, and over it the hood with its opening; `laid` hoods lie in a low ring, others stand up."""
    y, n = cut.top, cut.neck
    high = rng.uniform(46, 62) if laid else rng.uniform(112, 150)
    wide = n + (rng.uniform(54, 70) if laid else rng.uniform(44, 58))
    low = y + cut.dip + rng.uniform(30, 44)
    mouth_high, mouth_wide = high - (26 if laid else 34), n + (8 if laid else rng.uniform(2, 12))
    mouth_low = y + cut.dip - 8
    sag = 0.35 if laid else 0.15
    outer = symmetric(
        f"M {C} {y - high} C {C - wide * 0.62} {y - high - 4} {C - wide - 4} {y - high * 0.62} {C - wide} {y + high * sag} "
        f"C {C - wide + 4} {y + 54} {C - n * 0.86} {low - 34} {C - 12} {low} L {C} {low - 2}"
    )
    mouth = symmetric(
        f"M {C} {y - mouth_high} C {C - mouth_wide * 0.66} {y - mouth_high} {C - mouth_wide} {y - mouth_high * 0.55} "
        f"{C - mouth_wide} {y + 6} C {C - mouth_wide + 2} {y + 44} {C - n * 0.5} {mouth_low - 16} {C} {mouth_low}"
    )
    edge = symmetric(
        f"M {C} {y - mouth_high - 14} C {C - mouth_wide * 0.7} {y - mouth_high - 14} {C - mouth_wide - 15} "
        f"{y - mouth_high * 0.55} {C - mouth_wide - 15} {y + 6} C {C - mouth_wide - 13} {y + 52} {C - n * 0.5} {mouth_low + 2} "
        f"{C} {mouth_low + 17}"
    ).removesuffix("Z")
    seam = Line(f"M {C} {y - mouth_high} L {C} {y + 10}", 2.2, "", None, 0.4)
    dark = replace(lining, color=darker(lining.color, 0.22))
    inside = Part("hood-lining", "lining", mouth, dark, depth=1.3, form="drop", outline=0.5, lines=(seam,))
    side = rng.choice((-1, 1))
    lap = f"M {C - side * 5} {mouth_low} Q {C + side * 6} {(mouth_low + low) / 2} {C + side * 10} {low - 2}"
    shell = Part(
        "hood", "hood", f"{outer} {mouth}", paint, depth=0.85, cast=0.9, fold_width=13,
        lines=(Line(edge, 2, STITCH), Line(f"M {C} {y - high} L {C + 2} {y - mouth_high}", 2.2, "", None, 0.5),
               Line(lap, 2.4, "", None, 0.6)),
        folds=(lap, f"M {C - wide + 8} {y + 10} Q {C - wide * 0.8} {y + 50} {C - n * 0.6} {y + 66}",
               f"M {C + wide - 12} {y + 4} Q {C + wide * 0.84} {y + 40} {C + n * 0.7} {y + 60}"),
    )  # fmt: skip
    return [inside, shell]


def hood_back(cut: Cut, paint: Paint, rng: Random) -> list[Part]:
    """The hood from behind, hanging over the yoke, its middle panel between two seams or one seam down its middle."""
    y, n = cut.top, cut.neck
    wide, high, fall = n + rng.uniform(34, 58), rng.uniform(30, 84), rng.uniform(128, 190)
    d = symmetric(
        f"M {C} {y - high} C {C - wide * 0.6} {y - high} {C - wide * 0.98} {y - high * 0.4} {C - wide} {y + 24} "
        f"C {C - wide * 0.98} {y + fall * 0.6} {C - wide * 0.55} {y + fall} {C} {y + fall}"
    )
    if rng.random() < 0.5:
        lines: tuple[Line, ...] = (Line(f"M {C} {y - high} L {C} {y + fall}", 2.4, "", None, 0.6),)
    else:
        lines = tuple(
            Line(
                f"M {C + s * wide * 0.3} {y - high + 4} Q {C + s * wide * 0.42} {y + 40} {C + s * wide * 0.26} {y + fall - 6}",
                2.4,
            )
            for s in (-1, 1)
        )
    lean = rng.choice((-1, 1))
    folds = (
        f"M {C + lean * (wide - 14)} {y + 16} "
        f"Q {C + lean * wide * 0.5} {y + fall * 0.62} {C - lean * wide * 0.2} {y + fall * 0.7}",
    )
    return [Part("hood", "hood", d, paint, depth=0.85, lines=lines, folds=folds, fold_width=18)]


def drawstrings(spec: Spec, y: float, *, apart: float = 40) -> list[Part]:
    """Two cords from their eyelets, not quite alike in length, with metal ends or knots."""
    rng = spec.rng("drawstring")
    paint = spec.trim("drawstring", texture="canvas")
    out, metal = [], Paint(shade("silver"), texture="metal", name="silver")
    long, knotted = rng.uniform(80, 190), rng.random() < 0.4
    for name, side in (("left", -1), ("right", 1)):
        x, end = C + side * apart, y + long + rng.uniform(-14, 14)
        sway, w = side * rng.uniform(-6, 12), 5.5
        cord = (
            f"M {x - w} {y} Q {x + sway - w} {(y + end) / 2} {x + sway * 0.6 - w} {end} L {x + sway * 0.6 + w} {end} "
            f"Q {x + sway + w} {(y + end) / 2} {x + w} {y} Z"
        )
        tx = x + sway * 0.6
        tip = (
            f"M {tx - 8} {end - 4} Q {tx} {end - 12} {tx + 8} {end - 4} Q {tx + 11} {end + 6} {tx + 6} {end + 12} "
            f"L {tx + 8} {end + 28} L {tx - 7} {end + 28} L {tx - 6} {end + 12} Q {tx - 11} {end + 6} {tx - 8} {end - 4} Z"
            if knotted else box(tx - 6.5, end - 3, tx + 6.5, end + 22, 4)
        )  # fmt: skip
        out.append(Part(f"drawstring-{name}", "drawstring", f"{cord}", paint, depth=0.6, outline=1.1, cast=0.7))
        tip_paint = paint if knotted or "drawstring" in spec.parts else metal
        out.append(Part(f"drawstring-tip-{name}", "drawstring", tip, tip_paint, depth=0.6, outline=1.1, cast=0.7))
    return out
