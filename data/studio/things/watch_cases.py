"""The heads of each kind of watch."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, lighter, luminance
from data.studio.raster import contours
from data.studio.shape import box, ellipse, line, moved
from data.studio.spec import Spec
from data.studio.things.dials import ink_on, minute_track, number, polar, segmented, small_dial, some_time
from data.studio.things.fittings import (
    own,
    panel,
)
from data.studio.things.watch_heads import Head, analog_head, case_front, dial_paint, glare, hands_at, knob, printed, watch_metal


def chosen_head(spec: Spec) -> Head:
    return _DRAWN[spec.silhouette](spec, spec.rng("head"))


def _round(spec: Spec, rng: Random) -> Head:
    return analog_head(spec, rng, names=("white", "cream", "black", "navy", "white", "olive", "gray", "burgundy"),
                   marks=("Stick Markers", "Arabic Numerals", "Roman Numerals", "Dot Markers"), radius=rng.uniform(158, 185),
                   rim=rng.uniform(0.8, 0.89), thick=44, second=rng.random() < 0.75)  # fmt: skip


def _slim(spec: Spec, rng: Random) -> Head:
    return analog_head(
        spec,
        rng,
        names=("white", "cream", "black", "navy", "blush", "gray", "sage"),
        marks=("Stick Markers", "Dot Markers"),
        radius=rng.uniform(160, 195),
        rim=rng.uniform(0.91, 0.95),
        thick=18,
        second=False,
        wide=4.5,
    )


def _chronograph(spec: Spec, rng: Random) -> Head:
    layout = rng.choice(((270, 90), (270, 180, 90), (180, 0), (270, 180), (270, 180, 90)))
    contrast = rng.random() < 0.5

    def counters(dial: Paint, reach: float) -> list[Part]:
        color = (
            (darker(dial.color, 0.7) if luminance(dial.color) > 0.45 else lighter(dial.color, 0.75)) if contrast else dial.color
        )
        found = []
        for n, angle in enumerate(layout, 1):
            d, lines = small_dial(polar(angle, reach * 0.47), reach * rng.uniform(0.25, 0.29), color, rng.uniform(0, 360))
            found.append(
                Part(
                    f"counter-{n}",
                    "dial",
                    d,
                    Paint(color, name=dial.name),
                    depth=0.2,
                    form="flat",
                    lines=lines,
                    outline=1.2,
                    cast=0,
                )
            )
        return found

    return analog_head(
        spec,
        rng,
        names=("white", "black", "navy", "cream", "green", "charcoal"),
        marks=("Stick Markers", "Stick Markers", "Dot Markers"),
        radius=rng.uniform(165, 185),
        rim=rng.uniform(0.76, 0.84),
        thick=58,
        second=True,
        wide=8,
        extra=counters,
        pushers=True,
        facts=(("features", "Chronograph"),),
    )


def _diver(spec: Spec, rng: Random) -> Head:
    radius = rng.uniform(168, 188)
    rim_paint = own(spec, "rim", rng.choice(("black", "navy", "green", "burgundy", "charcoal"))).trim("rim", texture="ceramic")

    head = analog_head(
        spec,
        rng,
        names=("black", "navy", "green", "white", "teal", "black"),
        marks=("Dot Markers", "Stick Markers"),
        radius=radius,
        rim=rng.uniform(0.66, 0.72),
        thick=62,
        second=True,
        wide=13,
        facts=(("features", "Rotating Bezel"),),
    )
    inner = contours(head.layers[1].d)[0]
    reach = float(inner[:, 0].max())
    ink, scale = ink_on(rim_paint.color), rng.choice((10, 15, 20))
    middle = (radius * 0.96 + reach) / 2
    labels = " ".join(_label(n, middle, (radius - reach) * 0.5) for n in range(scale, 60, scale))
    steps = minute_track(radius * 0.95, 0, (radius - reach) * 0.34, [n for n in range(60) if n % 5 == 0 and n % scale])
    ticks = minute_track(radius * 0.95, 0, (radius - reach) * 0.2, range(1, rng.choice((15, 60))))
    pip = line(
        polar(-6, radius * 0.92), polar(6, radius * 0.92), polar(0, reach + 16), polar(-6, radius * 0.92), polar(0, radius * 0.88)
    )
    lines = (
        Line(labels, 4.6, "", ink, 0.95),
        Line(steps, 6, "", ink, 0.95),
        Line(ticks, 2.4, "", ink, 0.8),
        Line(pip, 7, "", ink, 1.0),
    )
    knurls = " ".join(line(polar(n * 6 + 3, radius * 0.985), polar(n * 6 + 3, radius * 1.0)) for n in range(60))
    bezel = Part(
        "bezel",
        "rim",
        f"{ellipse(0, 0, radius * 0.97, radius * 0.97)} {ellipse(0, 0, reach + 5, reach + 5)}",
        rim_paint,
        depth=0.6,
        form="flat",
        lines=lines,
        cast=0.2,
    )
    case = head.layers[0]
    case = Part(
        case.name,
        case.kind,
        case.d,
        case.paint,
        depth=0.8,
        form="flat",
        lines=(Line(knurls, 4, "", darker(case.paint.color, 0.55), 0.8),),
        cast=0.2,
    )
    return Head(
        head.case, head.lug, head.strap, head.thick, radius, head.paint, (case, bezel, *head.layers[1:]), head.knobs, head.facts
    )


def _label(minute: int, radius: float, high: float) -> str:
    """A bezel's figure, its foot to the middle."""
    x, y = polar(minute * 6, radius)
    return moved(number(str(minute), (0, 0), high), x, y, about=(0, 0), turn=minute * 6)


def _square(spec: Spec, rng: Random) -> Head:
    metal, half, tall = watch_metal(spec, "case", rng), rng.uniform(125, 150), rng.uniform(1.0, 1.35)
    dial = dial_paint(spec, rng, ("white", "cream", "black", "navy", "burgundy", "green", "gray"))
    high = half * tall
    case = box(-half, -high, half, high, half * rng.uniform(0.06, 0.4))
    edge = half * rng.uniform(0.12, 0.22)
    inner = box(-half + edge, -high + edge, half - edge, high - edge, 8)
    lines, called = printed(
        spec, rng, dial, half - edge - 4, 0.8, rng.choice(("Roman Numerals", "Stick Markers", "Roman Numerals"))
    )
    stretched = tuple(
        Line(_taller(one.d, (high - edge) / (half - edge)), one.width, one.dash, one.color, one.opacity) for one in lines
    )
    rail = Line(box(-half * 0.45, -high * 0.45, half * 0.45, high * 0.45, 4), 2, "5 4", ink_on(dial.color), 0.6)
    face = Part(
        "dial",
        "dial",
        inner,
        dial,
        depth=0.25,
        form="flat",
        lines=(*stretched, *((rail,) if rng.random() < 0.5 else ()), glare(half, 1)),
        cast=0,
    )
    layers = (case_front(case, metal, inner, 5), face, *hands_at(spec, rng, dial, (half - edge) * 0.84, 8, False))
    shape = "Rectangular" if tall > 1.12 else "Square"
    return Head(case, high + 14, half * rng.uniform(1.35, 1.62), 36, half, metal, layers, knob(spec, rng, half, False),
                (("dial shape", shape), ("display", "Analog"), ("markers", called)))  # fmt: skip


def _taller(d: str, by: float) -> str:
    """A flat outline stretched upright."""
    out, axis = [], 0
    for word in d.split():
        if word.isalpha():
            out.append(word)
        else:
            out.append(word if axis == 0 else f"{float(word) * by:.1f}")
            axis = 1 - axis
    return " ".join(out)


def _digital(spec: Spec, rng: Random) -> Head:
    """A resin case with chamfered corners, a display and four pushers."""
    half, tall = rng.uniform(150, 172), rng.uniform(0.94, 1.16)
    high = half * tall
    paint = own(spec, "case", spec.color).trim("case", texture="rubber", gloss=0.2)
    cut = half * rng.uniform(0.2, 0.4)
    case = panel(
        [
            (-half + cut, -high),
            (half - cut, -high),
            (half, -high + cut),
            (half, high - cut),
            (half - cut, high),
            (-half + cut, high),
            (-half, high - cut),
            (-half, -high + cut),
        ],
        10,
    )
    screen = own(spec, "dial", rng.choice(("sage", "gray", "black", "olive"))).trim("dial", texture="")
    w, top, low = half * rng.uniform(0.68, 0.76), -high * rng.uniform(0.3, 0.5), high * rng.uniform(0.3, 0.48)
    plate = Part(
        "case-plate",
        "case",
        box(-half * 0.82, top - high * 0.2, half * 0.82, low + high * 0.2, 24),
        Paint(darker(paint.color, 0.4), name=paint.name, gloss=0.5),
        depth=0.4,
        form="flat",
        cast=0.2,
        lines=(
            Line(line((-half * 0.3, top - high * 0.1), (half * 0.3, top - high * 0.1)), 9, "16 5 9 5", "#e8e6e0", 0.85),
            Line(line((-half * 0.34, low + high * 0.1), (half * 0.34, low + high * 0.1)), 5, "10 4 18 4", "#c9a24f", 0.8),
        ),
    )
    when, ink = some_time(rng), ink_on(screen.color)
    tall_digits = (low - top) * rng.uniform(0.46, 0.58)
    wide = (w * 2 - 24) / 4.9
    clock = segmented(f"{when.hour:02d}:{when.minute:02d}", -w + 12, low - tall_digits - 14, wide * 0.84, tall_digits, wide * 0.2)
    small = segmented(f"{rng.randint(1, 12):02d}{rng.randint(10, 28)}", 0, top + 12, w * 0.14, (low - top) * 0.2, w * 0.06)
    days = Line(
        line((-w + 14, top + 14 + (low - top) * 0.1), (-w * 0.25, top + 14 + (low - top) * 0.1)),
        (low - top) * 0.13,
        "7 4",
        ink,
        0.8,
    )
    face = Part(
        "dial",
        "dial",
        box(-w, top, w, low, 8),
        screen,
        depth=0.15,
        form="flat",
        cast=0,
        lines=(Line(clock, w * 0.062, "", ink, 0.92), Line(small, w * 0.03, "", ink, 0.9), days, glare(w, 1)),
    )
    metal = spec.metal("crown", "gunmetal")
    knobs = tuple(
        Part(
            f"pusher-{n}",
            "crown",
            box(sx * half - 14, sy * high * 0.45 - 17, sx * half + 14, sy * high * 0.45 + 17, 5),
            metal,
            depth=0.6,
        )
        for n, (sx, sy) in enumerate(((-1, -1), (1, -1), (-1, 1), (1, 1)), 1)
    )
    shell = Part("case", "case", case, paint, depth=0.9, form="flat", cast=0.2)
    return Head(case, high + 4, half * rng.uniform(1.1, 1.3), 60, half * 0.95, paint, (shell, plate, face), knobs,
                (("dial shape", "Rectangular"), ("display", "Digital")))  # fmt: skip


_DRAWN: dict[str, Callable[[Spec, Random], Head]] = {
    "round": _round,
    "square": _square,
    "chronograph": _chronograph,
    "diver": _diver,
    "digital": _digital,
    "slim": _slim,
}
