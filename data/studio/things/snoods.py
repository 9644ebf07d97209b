"""Closed scarves: rings and tubes of knit."""

from __future__ import annotations

from random import Random

from data.studio.drawing import Part
from data.studio.shape import AXIS, ellipse, polygon, smooth
from data.studio.spec import Spec
from data.studio.things.warp import bent, shaded, warped

C = AXIS
Parts = tuple[Part, ...]


def loop(spec: Spec, rng: Random, cy: float, rx: float, ry: float) -> Parts:
    """Two laps around the neck, seen from the front, with the hollow between them and the back of the neck."""
    hole = ellipse(C, cy - ry * 0.26, rx * 0.52, ry * 0.36)
    outer = ellipse(C, cy, rx, ry) + " " + hole
    tilt = rng.uniform(-14, 14)
    inner = ellipse(C + tilt, cy - ry * 0.2, rx * 0.84, ry * 0.7) + " " + hole
    arcs = tuple(
        f"M {C - rx * a} {cy - ry * 0.05} Q {C + tilt * 2} {cy + ry * b} {C + rx * a} {cy - ry * 0.1}"
        for a, b in ((0.93, 1.45), (0.88, 1.12), (0.9, 1.75))
    )
    laps = (
        f"M {C - rx * 0.72} {cy - ry * 0.2} Q {C + tilt} {cy + ry * 0.62} {C + rx * 0.7} {cy - ry * 0.2}",
        f"M {C - rx * 0.6} {cy - ry * 0.42} Q {C - rx * 0.2} {cy - ry * 0.86} {C + rx * 0.5} {cy - ry * 0.66}",
    )
    return (
        Part("lap-lower", "body", outer, spec.paint(), form="round", folds=arcs, grain=84, depth=0.9, fold_width=13),
        Part("lap-upper", "body", inner, spec.paint(), form="round", folds=laps, grain=96, depth=0.9, fold_width=13),
    )


def hollow(spec: Spec, cy: float, rx: float, ry: float) -> Part:
    """What one sees through the loop: the inner side of the back."""
    return Part(
        "inside",
        "lining",
        ellipse(C, cy - ry * 0.26, rx * 0.56, ry * 0.42),
        shaded(spec.trim("lining", texture=spec.look), 0.42),
        form="drop",
    )


def _ring(spec: Spec, rng: Random) -> Parts:
    """A snood standing open: one thick ring."""
    rx, ry, cy = rng.uniform(230, 280), rng.uniform(170, 240), 500.0
    hole_x, hole_y = rx * rng.uniform(0.46, 0.58), ry * rng.uniform(0.26, 0.4)
    lift = ry * rng.uniform(0.3, 0.42)
    hole = ellipse(C, cy - lift, hole_x, hole_y)
    ring = smooth(
        [
            (C - rx, cy - ry * 0.1),
            (C - rx * 0.7, cy - ry * 0.82),
            (C, cy - ry),
            (C + rx * 0.72, cy - ry * 0.8),
            (C + rx, cy - ry * 0.06),
            (C + rx * 0.8, cy + ry * 0.72),
            (C, cy + ry),
            (C - rx * 0.82, cy + ry * 0.7),
        ],
        closed=True,
    )
    folds = tuple(
        (
            f"M {C - rx * (0.96 - 0.1 * k)} {cy - ry * 0.1 + ry * 0.2 * k} Q {C + rng.uniform(-60, 60)} "
            f"{cy + ry * (0.9 + 0.34 * k)} {C + rx * (0.96 - 0.1 * k)} "
            f"{cy - ry * 0.06 + ry * 0.2 * k}"
        )
        for k in range(rng.choice((2, 3, 4)))
    )
    twist = (
        (f"M {C - rx * 0.2} {cy - lift + hole_y} Q {C + rx * 0.3} {cy + ry * 0.3} {C + rx * 0.16} {cy + ry * 0.94}",)
        if rng.random() < 0.5
        else ()
    )
    inside = Part(
        "inside",
        "lining",
        ellipse(C, cy - lift, hole_x + 8, hole_y + 8),
        shaded(spec.trim("lining", texture=spec.look), 0.42),
        form="drop",
    )
    return (
        inside,
        Part(
            "body",
            "body",
            f"{ring} {hole}",
            spec.paint(),
            form="ball",
            folds=(*folds, *twist),
            fold_width=16,
            depth=0.8,
            grain=90,
        ),
    )


def _doubled(spec: Spec, rng: Random) -> Parts:
    """A snood wound twice: as worn."""
    rx, ry, cy = rng.uniform(220, 262), rng.uniform(170, 214), 480.0
    return (hollow(spec, cy, rx, ry), *loop(spec, rng, cy, rx, ry))


def _tube(spec: Spec, rng: Random) -> Parts:
    """A snood laid flat: a tube with ribbed edges."""
    w, high = rng.uniform(210, 270), rng.uniform(170, 250)
    y0, y1 = 500 - high, 500 + high
    d = (
        f"M {C - w} {y0} Q {C} {y0 + 26} {C + w} {y0} C {C + w + 16} {y0 + high * 0.6} {C + w + 16} "
        f"{y1 - high * 0.6} {C + w} {y1} Q {C} {y1 + 22} {C - w} {y1} C {C - w - 16} "
        f"{y1 - high * 0.6} "
        f"{C - w - 16} {y0 + high * 0.6} {C - w} {y0} Z"
    )
    mouth = Part(
        "inside",
        "lining",
        ellipse(C, y0 + 3, w, 22),
        shaded(spec.trim("lining", texture=spec.look), 0.36),
        form="drop",
        depth=0.6,
    )
    edges = tuple(
        Part(
            name,
            "hem",
            polygon((C - w - 20, y), (C + w + 20, y), (C + w + 20, y + 40), (C - w - 20, y + 40)),
            spec.trim("hem", texture="rib"),
            within=d,
            form="flat",
            depth=0.5,
            cast=0.2,
        )
        for name, y in (("hem-top", y0 - 10), ("hem-bottom", y1 - 22))
    )
    folds = (
        f"M {C - w * 0.5} {y0 + 70} Q {C} {y0 + 150} {C + w * 0.6} {y0 + 90}",
        f"M {C + w * 0.3} {y1 - 60} Q {C - w * 0.2} {y1 - 130} {C - w * 0.7} {y1 - 90}",
    )
    return warped(
        (mouth, Part("body", "body", d, spec.paint(), folds=folds, fold_width=16, depth=0.9), *edges),
        bent(rng.uniform(-40, 40), top=y0, bottom=y1),
    )


snood = (_ring, _doubled, _tube)
