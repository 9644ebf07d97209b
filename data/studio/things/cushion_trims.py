"""What is sewn on cushions: tassels at their corners, zips at their backs."""

from __future__ import annotations

from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import Point, box, ellipse, line, moved, polygon
from data.studio.spec import Spec
from data.studio.things.warp import shaded


def tassel(name: str, at: Point, turn: float, long: float, wide: float, paint: Paint, rng: Random) -> tuple[Part, ...]:
    """A tassel that hangs from a point, a wound head and a skirt of threads; `turn` degrees from straight down."""
    x, y = at
    neck, half = y + long * 0.34, wide / 2
    count = 11
    tips: list[Point] = []
    for k in range(count + 1):
        tips.append((x - half + wide * k / count, y + long * (rng.uniform(0.95, 1.02) if k % 2 else rng.uniform(0.88, 0.95))))
    skirt = polygon((x - half * 0.34, neck - 6), *tips, (x + half * 0.34, neck - 6))
    threads = " ".join(line((x + half * 0.3 * k / 4, neck), (x + half * 0.9 * k / 4, y + long * 0.9)) for k in range(-4, 5))
    head = ellipse(x, y + long * 0.2, half * 0.52, long * 0.16)
    windings = " ".join(line((x - half * 0.42, neck - 4 + 5 * k), (x + half * 0.42, neck - 4 + 5 * k)) for k in range(3))

    def hung(d: str) -> str:
        return moved(d, about=at, turn=turn)

    return (
        Part(
            f"{name}-skirt",
            "tassel",
            hung(skirt),
            paint,
            depth=0.7,
            grain=turn,
            cast=0.7,
            lines=(Line(hung(threads), 2, "", None, 0.34),),
        ),
        Part(
            f"{name}-head",
            "tassel",
            hung(head),
            paint,
            form="ball",
            depth=0.8,
            cast=0.5,
            lines=(Line(hung(windings), 2.4, "", None, 0.4),),
        ),
    )


def zipper(spec: Spec, x0: float, x1: float, y: float, *, puller: float | None = None) -> tuple[Part, ...]:
    """A zip from `x0` to `x1`; `puller` is the x where its puller hangs out."""
    teeth = Line(line((x0 + 6, y), (x1 - 6, y)), 5, "4 3", None, 0.6)
    tape = shaded(spec.trim("zipper"), 0.2)
    band = Part("zipper", "zipper", box(x0, y - 9, x1, y + 9, 5), tape, depth=0.4, form="flat", cast=0.3, lines=(teeth,))
    if puller is None:
        return (band,)
    tab = box(puller - 8, y - 4, puller + 8, y + 34, 6)
    return (band, Part("puller", "zipper", tab, spec.metal("zipper"), depth=0.6, form="flat", cast=0.6))
