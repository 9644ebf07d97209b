"""Round cushions and bolsters."""

from __future__ import annotations

import math
from random import Random

from data.studio.drawing import Line, Part
from data.studio.shape import AXIS, ellipse, line
from data.studio.spec import Spec
from data.studio.things.cushion_trims import zipper
from data.studio.things.warp import facing, shaded, warped

C = AXIS
Parts = tuple[Part, ...]


def round_cushion(spec: Spec, rng: Random) -> Parts:
    """A disc: pleated to a button in the middle, or a smooth one with a boxed edge."""
    r, squash = 310.0, rng.uniform(0.7, 1.0)
    cloth = spec.paint()
    deep = (1 - squash) * 300 + 10
    side = Part(
        "side",
        "panel",
        _drum(r, r * squash, deep),
        shaded(spec.paint("panel"), 0.1),
        depth=0.9,
        folds=(f"M {C - r * 0.9} {500 + deep * 0.6} Q {C} {500 + r * squash * 1.5} {C + r * 0.9} {500 + deep * 0.6}",),
    )
    count = rng.choice((0, 6, 8, 12, 16, 20)) if spec.view == "front" else 0
    mx, my = C + rng.uniform(-30, 30), 500 + rng.uniform(-26, 16)
    rays = [
        line((mx, my), (C + r * math.cos(a), 500 + r * squash * math.sin(a)))
        for a in (math.tau * k / max(1, count) + 0.2 for k in range(count))
    ]
    top = Part(
        "body",
        "body",
        ellipse(C, 500, r, r * squash),
        cloth,
        form="ball",
        depth=rng.uniform(0.7, 1.0),
        folds=tuple(rays[::2]),
        fold_width=12,
        cast=0.4,
        lines=(Line(" ".join(rays), 2.6, "", None, 0.4),) if rays else (),
    )
    knob = (
        (
            Part(
                "button",
                "button",
                ellipse(mx, my, 28, 28 * squash**0.5),
                spec.trim("button", texture=spec.look),
                form="ball",
                depth=0.8,
            ),
        )
        if count
        else ()
    )
    cord = (
        Part(
            "piping",
            "piping",
            ellipse(C, 500, r + 7, r * squash + 7) + " " + ellipse(C, 500, r - 7, r * squash - 7),
            spec.trim("piping", texture=spec.look),
            depth=0.8,
            cast=0.3,
        ),
    )
    closing = zipper(spec, C - 200, C + 200, 501) if spec.view == "other" else ()
    return (side, top, *(cord if rng.random() < 0.6 or "piping" in spec.parts else ()), *knob, *closing)


def _drum(rx: float, ry: float, deep: float) -> str:
    return (
        f"M {C - rx} 500 L {C - rx + 4} {500 + deep} C {C - rx} {500 + deep + ry * 1.33} {C + rx} "
        f"{500 + deep + ry * 1.33} {C + rx - 4} {500 + deep} L {C + rx} 500 C {C + rx} "
        f"{500 - ry * 1.33} "
        f"{C - rx} {500 - ry * 1.33} {C - rx} 500 Z"
    )


def bolster(spec: Spec, rng: Random) -> Parts:
    """A cylinder lying on its side, one end turned to the viewer; from the other side in the other view."""
    half, r = rng.uniform(300, 370), rng.uniform(104, 150)
    turn = rng.uniform(0.24, 0.56)
    x0, x1 = C - half, C + half
    e = r * turn
    tube = (
        f"M {x0} {500 - r} C {x0 + half} {500 - r - 7} {x1 - half} {500 - r - 7} {x1} {500 - r} C "
        f"{x1 + e * 1.33} {500 - r} {x1 + e * 1.33} {500 + r} {x1} {500 + r} C "
        f"{x1 - half} {500 + r + 7} "
        f"{x0 + half} {500 + r + 7} {x0} {500 + r} C {x0 - e * 1.33} {500 + r} "
        f"{x0 - e * 1.33} {500 - r} {x0} "
        f"{500 - r} Z"
    )
    folds = tuple(
        f"M {x1 - 30 - 40 * k} {500 + r * 0.9} Q {x1 - 60 - 30 * k} {500 + r * 0.3} {x1 - 20 - 30 * k} {500 - r * 0.2}"
        for k in range(rng.choice((0, 1, 2)))
    )
    body = Part("body", "body", tube, spec.paint(), depth=1.0, folds=folds, fold_width=14)
    disc = Part(
        "end",
        "panel",
        ellipse(x0, 500, e, r),
        spec.paint("panel"),
        form="flat",
        depth=0.8,
        cast=0.3,
        lines=(Line(_gathers(x0, e, r, rng), 2.2, "", None, 0.4),),
    )
    cord = Part(
        "piping",
        "piping",
        ellipse(x0, 500, e + 7, r + 7) + " " + ellipse(x0, 500, e - 7, r - 8),
        spec.trim("piping", texture=spec.look),
        depth=0.8,
        cast=0.4,
    )
    knob = Part(
        "button", "button", ellipse(x0, 500, 13 * turn + 9, 19), spec.trim("button", texture=spec.look), form="ball", depth=0.8
    )
    seam = zipper(spec, x0 + 130, x1 - 60, 500 + r * 0.35) if spec.view == "other" else ()
    parts = warped((body, *seam, disc, cord, knob), facing(spec.view == "other"))
    tilt = rng.uniform(-9, 9)
    return tuple(_leant(part, tilt) for part in parts)


def _leant(part: Part, turn: float) -> Part:
    return part.move(part.name, 0, 0, turn=turn)


def _gathers(x: float, e: float, r: float, rng: Random) -> str:
    """Where the end of a bolster is drawn together."""
    count = rng.choice((10, 14, 18))
    return " ".join(
        line(
            (x + e * 0.16 * math.cos(a), 500 + r * 0.16 * math.sin(a)), (x + e * 0.94 * math.cos(a), 500 + r * 0.94 * math.sin(a))
        )
        for a in (math.tau * k / count for k in range(count))
    )
