"""Small prints and embroideries on the chest."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from data.studio.drawing import Paint, Part
from data.studio.palette import darker, lighter, luminance
from data.studio.shape import box, ellipse, moved, polygon
from data.studio.spec import Spec
from data.studio.things.garment import Body, C

Sign = Callable[[float, float, float], str]


def _star(x: float, y: float, r: float) -> str:
    reach = [r * 0.9 if k % 2 == 0 else r * 0.38 for k in range(10)]
    ring = [(x + math.sin(k * math.pi / 5) * far, y - math.cos(k * math.pi / 5) * far) for k, far in enumerate(reach)]
    return polygon(*ring)


def _sun(x: float, y: float, r: float) -> str:
    bars = " ".join(box(x - r, y + r * (0.3 + 0.36 * k), x + r, y + r * (0.48 + 0.36 * k), 3) for k in range(2))
    left, right, top, low = x - r * 0.8, x + r * 0.8, y - r * 0.95, y + r * 0.1
    return f"M {left} {low} C {left} {top} {right} {top} {right} {low} Z {bars}"


def _peaks(x: float, y: float, r: float) -> str:
    line = ((-1, 0.6), (-0.3, -0.5), (0, -0.05), (0.35, -0.75), (1, 0.6))
    return f"{polygon(*((x + u * r, y + v * r) for u, v in line))} {box(x - r, y + r * 0.72, x + r, y + r * 0.86, 2)}"


def _badge(x: float, y: float, r: float) -> str:
    return f"{ellipse(x, y, r * 0.95, r * 0.95)} {ellipse(x, y, r * 0.83, r * 0.83)} {_peaks(x, y - r * 0.06, r * 0.52)}"


def _sprig(x: float, y: float, r: float) -> str:
    """A stem with leaves on both sides."""
    stem = box(x - r * 0.035, y - r * 0.5, x + r * 0.035, y + r, r * 0.03)
    leaf = (
        f"M {x} {y - r * 0.42} Q {x + r * 0.22} {y - r * 0.72} {x} {y - r} Q {x - r * 0.22} {y - r * 0.72} {x} {y - r * 0.42} Z"
    )
    sides = [
        moved(leaf, 0, r * (0.42 + 0.36 * k), about=(x, y - r * 0.42), turn=side * (52 - 6 * k), scale=0.95 + 0.1 * k)
        for k in range(3)
        for side in (-1, 1)
    ]
    return " ".join((leaf, stem, *(moved(one, side * r * 0.07) for one, side in zip(sides, (-1, 1) * 3, strict=True))))


def _waves(x: float, y: float, r: float) -> str:
    return " ".join(_wave(x, y - r * 0.45 + k * r * 0.42, r) for k in range(3))


def _wave(x: float, y: float, r: float) -> str:
    crest = f"M {x - r} {y} Q {x - r * 0.5} {y - r * 0.42} {x} {y} Q {x + r * 0.5} {y + r * 0.42} {x + r} {y}"
    low = y + r * 0.18
    return f"{crest} L {x + r} {low} Q {x + r * 0.5} {low + r * 0.42} {x} {low} Q {x - r * 0.5} {low - r * 0.42} {x - r} {low} Z"


SIGNS: tuple[Sign, ...] = (_sun, _peaks, _star, _badge, _sprig, _waves)
"""Simple signs, each drawn around a point and about so much in radius."""


def _ink(spec: Spec) -> Paint:
    if "logo" in spec.parts:
        return spec.trim("logo")
    paint = spec.trim("logo")
    tone = lighter(paint.color, 0.45) if luminance(paint.color) < 0.5 else darker(paint.color, 0.38)
    return replace(paint, color=tone)


def print_on(spec: Spec, body: Body, kind: str) -> list[Part]:
    """A print, where the product is to have one: in the middle of the chest, or small over the heart. Without a color of its own
    it is tone on tone, and not on every product.
    """
    rng = spec.rng("print")
    wanted = "logo" in spec.parts or (
        spec.pattern == "plain" and kind in ("crew", "relaxed", "cropped", "long sleeve") and rng.random() < 0.3
    )
    if not wanted or kind in ("henley",):
        return []
    large = "logo" in spec.parts and kind not in ("pocket",) and rng.random() < 0.75
    r = rng.uniform(62, 96) if large else rng.uniform(17, 25)
    x = C if large else C + body.chest * rng.uniform(0.36, 0.46)
    y = body.top + body.neck_depth + (r + rng.uniform(48, 76) if large else rng.uniform(52, 84))
    if kind == "pocket":
        y = body.armpit - 92
    d = rng.choice(SIGNS)(x, y, r)
    return [Part("logo", "logo", d, _ink(spec), depth=0.0, form="flat", outline=0, cast=0.0)]
