"""Cushions: square, long, round, with tassels or piping, and the bolster."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from data.studio.drawing import Drawing, Paint, Part
from data.studio.kind import Kind
from data.studio.shape import AXIS, ellipse
from data.studio.spec import Spec
from data.studio.things.cushion_fronts import FRONTS
from data.studio.things.cushion_trims import tassel, zipper
from data.studio.things.emblems import contrast
from data.studio.things.round_cushions import bolster, round_cushion
from data.studio.things.warp import facing, frame_of, one_after, stitches, stretched, warped

C = AXIS
Parts = tuple[Part, ...]


def cushion(spec: Spec) -> Drawing:
    """A cushion from the front; from behind in the other view."""
    rng, kind = spec.rng(), spec.silhouette
    parts = {"round": round_cushion, "bolster": bolster}.get(kind, _pillow)(spec, rng)
    place = one_after(
        stretched(
            rng.uniform(0.97, 1.03), rng.uniform(0.97, 1.03), lean=rng.uniform(-0.07, 0.07), narrow=rng.uniform(-0.09, 0.09)
        ),
        facing(rng.random() < 0.5),
    )
    facts = [("shape", {"lumbar": "Lumbar", "round": "Round", "bolster": "Bolster"}.get(kind, "Square"))]
    if kind in ("tasseled", "piped"):
        facts.append(("trim", {"tasseled": "Tassels", "piped": "Piping"}[kind]))
    parts = warped(parts, place)
    return Drawing(
        parts, ground="above", seed=spec.seed, fill=0.76, turn=rng.uniform(-6, 6), facts=tuple(facts), frame=frame_of(parts)
    )


def _pillow(spec: Spec, rng: Random) -> Parts:
    """A stuffed cover of two pieces, four corners, with or without a dent in its upper edge."""
    kind = spec.silhouette
    w, h = (rng.uniform(350, 390), rng.uniform(176, 226)) if kind == "lumbar" else (rng.uniform(288, 304), rng.uniform(284, 306))
    chop = rng.choice((0.0, rng.uniform(14, 40), rng.uniform(44, 86))) * (0.6 if kind == "lumbar" else 1.0)
    at = C + rng.uniform(-0.24, 0.24) * w
    d = _edge(w, h, chop, at, rng)
    folds = (*_corner_folds(w, h, rng), *_dent(w, h, chop, at, rng))
    body = Part("body", "body", d, spec.paint(), form="ball", depth=rng.uniform(0.8, 1.05), folds=folds, fold_width=20)
    parts: list[Part] = []
    if kind == "piped":
        parts.append(Part("piping", "piping", _grown(d, w, h), contrast(spec, "piping"), depth=0.9))
    if kind == "tasseled":
        parts += _tassels(spec, w, h)
    finish = _back(spec, w, h, d) if spec.view == "other" else _front(spec, w, h, d)
    for mark in (part for part in finish if not part.d):
        body = replace(
            body, lines=(*body.lines, *mark.lines), folds=(*body.folds, *mark.folds), fold_width=14 if mark.folds else 20
        )
    return (*parts, body, *(part for part in finish if part.d))


def _edge(w: float, h: float, chop: float, at: float, rng: Random) -> str:
    """The outline: seams that draw in between the corners, each a little differently; `chop` deep a dent above, at x = `at`."""
    slack = [rng.uniform(4, 34) for _ in range(4)]
    tips = [
        (C - w + rng.uniform(-8, 8), 500 - h + rng.uniform(-10, 10)),
        (C + w + rng.uniform(-8, 8), 500 - h + rng.uniform(-10, 10)),
        (C + w + rng.uniform(-8, 8), 500 + h + rng.uniform(-8, 8)),
        (C - w + rng.uniform(-8, 8), 500 + h + rng.uniform(-8, 8)),
    ]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = tips
    r = 12.0
    top = f"C {ax + w * 0.3} {ay + slack[0]} {bx - w * 0.3} {by + slack[0]} {bx - r} {by}"
    if chop:
        y = (ay + by) / 2 + chop
        top = (
            f"C {ax + w * 0.34} {ay + 4} {at - w * 0.2} {y - chop * 0.9} {at} {y} C {at + w * 0.2} "
            f"{y - chop * 0.9} {bx - w * 0.34} {by + 4} {bx - r} {by}"
        )
    return (
        f"M {ax + r} {ay} {top} Q {bx} {by} {bx} {by + r} C {bx - slack[1]} {by + h * 0.6} {cx - slack[1]} "
        f"{cy - h * 0.6} {cx} {cy - r} Q {cx} {cy} {cx - r} {cy} "
        f"C {cx - w * 0.5} {cy - slack[2]} {dx + w * 0.5} {dy - slack[2]} {dx + r} {dy} Q {dx} {dy} {dx} {dy - r} "
        f"C {dx + slack[3]} {dy - h * 0.6} {ax + slack[3]} {ay + h * 0.6} {ax} {ay + r} Q {ax} {ay} {ax + r} {ay} Z"
    )


def _corner_folds(w: float, h: float, rng: Random) -> tuple[str, ...]:
    """The cloth pulls from the corners."""
    return tuple(
        (
            f"M {C + sx * (w - 14)} {500 + sy * (h - 14)} Q {C + sx * (w - 70 * k)} {500 + sy * (h - 40 * k)} "
            f"{C + sx * (w - 120 * k)} {500 + sy * (h - 118 * k)}"
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
        for k in (rng.uniform(0.6, 1.3),)
    )


def _dent(w: float, h: float, chop: float, at: float, rng: Random) -> tuple[str, ...]:
    """The folds that run from the dent in the upper edge."""
    if not chop:
        return ()
    y = 500 - h + chop
    return (
        f"M {at} {y - 4} Q {at + rng.uniform(-10, 10)} {y + chop} {at + rng.uniform(-20, 20)} {y + chop * 2 + 30}",
        f"M {at - 6} {y + 8} Q {at - w * 0.2} {y + chop * 0.6} {at - w * 0.46} {y + chop * 1.5}",
        f"M {at + 6} {y + 8} Q {at + w * 0.2} {y + chop * 0.6} {at + w * 0.46} {y + chop * 1.3}",
    )


def _grown(d: str, w: float, h: float) -> str:
    """The outline a cord's width larger."""
    place = stretched(1 + 14 / w, 1 + 14 / h)
    return warped((Part("", "", d, Paint("#000000")),), place)[0].d


def _front(spec: Spec, w: float, h: float, d: str) -> Parts:
    """What a plain front is sewn from: quilted, tufted, pieced or with a flange; a patterned one is of one piece."""
    rng = spec.rng("front")
    if spec.pattern != "plain" or spec.silhouette == "piped":
        return ()
    return rng.choice(FRONTS)(spec, rng, w, h, d)


def _back(spec: Spec, w: float, h: float, d: str) -> Parts:
    """The back closes with a zip, or overlaps and is buttoned."""
    rng = spec.rng("back")
    y = 500 + h * rng.uniform(0.5, 0.72)
    if rng.random() < 0.55:
        return zipper(spec, C - w * 0.72, C + w * 0.72, y, puller=C + w * rng.choice((-0.66, 0.66)))
    y = 500 + h * rng.uniform(-0.3, 0.4)
    flap = Part(
        "flap",
        "flap",
        f"M 60 60 L 940 60 L 940 {y} Q {C} {y + 26} 60 {y} Z",
        spec.paint("flap"),
        within=d,
        form="ball",
        depth=0.8,
        cast=0.7,
        outline=1.2,
        lines=(stitches(f"M 60 {y - 18} Q {C} {y + 8} 940 {y - 18}", opacity=0.5),),
    )
    count = rng.choice((2, 3, 4))
    xs = [C + w * 1.2 * (k / (count - 1) - 0.5) for k in range(count)]
    return (
        flap,
        *(
            Part(
                f"button-{n + 1}",
                "button",
                ellipse(x, y - 22, 15, 15),
                contrast(spec, "button", texture="wood"),
                form="ball",
                depth=0.5,
                cast=0.7,
            )
            for n, x in enumerate(xs)
        ),
    )


def _tassels(spec: Spec, w: float, h: float) -> Parts:
    """One at each corner, hanging as it happens to."""
    rng, paint = spec.rng("tassels"), contrast(spec, "tassel")
    long, wide = rng.uniform(84, 124), rng.uniform(34, 50)
    corners = ((-1, -1), (1, -1), (-1, 1), (1, 1))
    return tuple(
        part
        for n, (sx, sy) in enumerate(corners)
        for part in tassel(
            f"tassel-{n + 1}",
            (C + sx * (w - 6), 500 + sy * (h - 6)),
            math.degrees(math.atan2(sy, sx)) - 90 + rng.uniform(-24, 24),
            long,
            wide,
            paint,
            rng,
        )
    )


TYPES: Mapping[str, Kind] = {
    "cushion": Kind(
        cushion,
        {
            "square": "a square cushion",
            "lumbar": "a cushion about twice as wide as high",
            "round": "a round, flat cushion, mostly pleated to a button",
            "tasseled": "a square cushion with a tassel at each corner",
            "piped": "a square cushion with contrasting piping along its edge",
            "bolster": "a cylindrical cushion with a button at its end",
        },
        ("piping", "tassel", "button", "panel", "zipper", "flap"),
    )
}
