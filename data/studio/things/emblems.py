"""Small emblems and labels: what is embroidered or sewn on caps and beanies."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, lighter, luminance, shade
from data.studio.shape import box, ellipse, line, moved, polygon
from data.studio.spec import Spec


def contrast(spec: Spec, kind: str, *, texture: str = "") -> Paint:
    """The paint of a part that stands out: its own surface, or plain in the color that goes with the product's."""
    if kind in spec.parts:
        return spec.trim(kind, texture=texture)
    cloth = spec.paint()
    return Paint(cloth.accents[0], texture=texture, name=cloth.accent_names[0])


def emblem(rng: Random, x: float, y: float, size: float) -> str:
    """One of a few plain figures, about `size` wide, around a point."""
    s = size / 2
    figures = {
        "peaks": polygon(
            (x - s, y + s * 0.6),
            (x - s * 0.3, y - s * 0.6),
            (x + s * 0.1, y + s * 0.05),
            (x + s * 0.4, y - s * 0.35),
            (x + s, y + s * 0.6),
        ),
        "sun": ellipse(x, y, s * 0.52, s * 0.52)
        + " "
        + " ".join(moved(box(x - s * 0.07, y - s, x + s * 0.07, y - s * 0.66), about=(x, y), turn=k * 45) for k in range(8)),
        "star": _star(x, y, s),
        "bars": " ".join(
            box(x - s, y - s * 0.66 + k * s * 0.5, x + s * (1 - 0.5 * (k % 2)), y - s * 0.38 + k * s * 0.5) for k in range(3)
        ),
        "ring": ellipse(x, y, s * 0.8, s * 0.8) + " " + ellipse(x, y, s * 0.48, s * 0.48),
        "arrow": polygon((x - s, y + s * 0.66), (x, y - s * 0.8), (x + s, y + s * 0.66), (x, y + s * 0.16)),
        "wave": f"M {x - s} {y} Q {x - s * 0.5} {y - s} {x} {y} Q {x + s * 0.5} {y + s} {x + s} {y} L {x + s} {y + s * 0.42} "
        f"Q {x + s * 0.5} {y + s * 1.4} {x} {y + s * 0.42} Q {x - s * 0.5} {y - s * 0.6} {x - s} {y + s * 0.42} Z",
    }
    return rng.choice(list(figures.values()))


def _star(x: float, y: float, s: float) -> str:
    tips = [moved(line((x, y - (s if k % 2 == 0 else s * 0.42))), about=(x, y), turn=k * 36).split()[1:] for k in range(10)]
    return polygon(*[(float(a), float(b)) for a, b in tips])


def embroidered(spec: Spec, rng: Random, x: float, y: float, size: float) -> tuple[Part, ...]:
    """An emblem stitched onto the cloth."""
    return (Part("logo", "logo", emblem(rng, x, y, size), contrast(spec, "logo"), depth=0.5, form="round", cast=0.2, outline=1),)


def patch(spec: Spec, rng: Random, x: float, y: float, wide: float, high: float) -> tuple[Part, ...]:
    """A sewn-on patch with an emblem on it."""
    paint = contrast(spec, "logo", texture="canvas")
    ink = darker(paint.color, 0.62) if luminance(paint.color) > 0.4 else lighter(paint.color, 0.7)
    figure = Line(emblem(rng, x, y, min(wide, high) * 0.56), 4.5, "", ink, 0.9)
    if rng.random() < 0.5:
        shape, seam = ellipse(x, y, wide / 2, high / 2), ellipse(x, y, wide / 2 - 5, high / 2 - 5)
    else:
        shape = box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, 8)
        seam = box(x - wide / 2 + 4, y - high / 2 + 4, x + wide / 2 - 4, y + high / 2 - 4, 6)
    marks = (Line(seam, 2.4, "6 3", ink, 0.7), figure)
    return (Part("logo", "logo", shape, paint, depth=0.3, form="flat", cast=0.3, lines=marks),)


def label(spec: Spec, x: float, y: float, wide: float, high: float, *, turn: float = 0.0) -> Part:
    """A small leather label with a blind-stamped line of writing."""
    paint = spec.paint("logo", texture="leather") if "logo" in spec.parts else Paint(shade("tan"), texture="leather", name="tan")
    d = moved(box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, 3), about=(x, y), turn=turn)
    words = moved(line((x - wide * 0.28, y), (x + wide * 0.28, y)), about=(x, y), turn=turn)
    marks = (
        Line(words, high * 0.16, "6 3 ", None, 0.5),
        Line(
            moved(box(x - wide / 2 + 4, y - high / 2 + 4, x + wide / 2 - 4, y + high / 2 - 4, 2), about=(x, y), turn=turn),
            1.5,
            "5 4",
            None,
            0.5,
        ),
    )
    return Part("logo", "logo", d, replace(paint, pattern="plain"), depth=0.4, form="flat", cast=0.35, lines=marks)
