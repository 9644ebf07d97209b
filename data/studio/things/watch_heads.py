"""Watch heads set into space: case, bezel, dial and hands, so that an eye may look at them from any side."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, lighter, luminance
from data.studio.raster import contours
from data.studio.shape import box, ellipse, line, moved
from data.studio.spec import Spec
from data.studio.things.dials import arabic, hand, ink_on, minute_track, polar, roman, some_time, sticks
from data.studio.things.fittings import (
    hull,
    own,
    panel,
)
from data.studio.things.ribbons import Eye


@dataclass(frozen=True, slots=True)
class Head:
    """`case` is its outline, `lug` how far the strap begins from the middle, `strap` the width between the lugs, `thick` its
    depth; `layers` lie on its front, back to front.
    """

    case: str
    lug: float
    strap: float
    thick: float
    radius: float
    paint: Paint
    layers: tuple[Part, ...]
    knobs: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...]

    def seen(self, spec: Spec, eye: Eye) -> list[Part]:
        """The head as an eye sees it; from behind its case back."""
        front, back = self.thick / 2, -self.thick / 2
        near, far = (back, front) if abs(eye.yaw) > 90 else (front, back)
        edge = hull(np.concatenate([contours(eye.shows(self.case, z))[0] for z in (near, far)]))
        side = Paint(darker(self.paint.color, 0.16), texture=self.paint.texture, name=self.paint.name)
        swing = math.sin(math.radians(eye.yaw))
        beyond = [p for p in self.knobs if self._turned_away(p, swing)]
        parts = [_set(p, eye, 0.0) for p in beyond if self._stands_out(p) > abs(swing) * self.thick / 2 + 3]
        parts += [Part("case-lugs", "case", eye.shows(self._lugs(), (near + far) / 2), self.paint, depth=0.6, cast=0.5)]
        if eye.distance < 5000:
            parts += [Part("case-side", "case", edge, side, depth=0.5, cast=0.8)]
        parts += [_set(p, eye, 0.0) for p in self.knobs if p not in beyond]
        if abs(eye.yaw) > 90:
            return [*parts, *self._behind(eye, near)]
        return [*parts, *(_set(p, eye, near) for p in self.layers)]

    def _turned_away(self, knob: Part, swing: float) -> bool:
        """Whether a crown or pusher is on the side of the case that can't be seen."""
        return float(np.concatenate(contours(knob.d))[:, 0].mean()) * swing > -0.01

    def _stands_out(self, knob: Part) -> float:
        """How far it stands out from the case."""
        return float(np.abs(np.concatenate(contours(knob.d))[:, 0]).max() - np.abs(contours(self.case)[0][:, 0]).max())

    def _lugs(self) -> str:
        """Four horns that hold the strap."""
        wide, r = self.strap / 2, self.lug
        thick = max(15.0, self.strap * 0.13)
        out = []
        for sx in (-1, 1):
            for sy in (-1, 1):
                points = [
                    (sx * (wide + thick), sy * r * 0.3),
                    (sx * (wide + thick * 0.9), sy * (r + 8)),
                    (sx * (wide + 1), sy * (r + 12)),
                    (sx * (wide - 2), sy * r * 0.3),
                ]
                out.append(panel(points, 4, 9, 5, 2))
        return " ".join(out)

    def _behind(self, eye: Eye, z: float) -> list[Part]:
        """The case back with its engraved ring and notches."""
        r = self.radius
        dark, light = darker(self.paint.color, 0.5), lighter(self.paint.color, 0.5)
        text = minute_track(r * 0.66, 0, r * 0.09, [n for n in range(60) if n % 15 not in (0, 14, 7)])
        lines = (
            Line(ellipse(0, 0, r * 0.76, r * 0.76), 2.4, "", dark, 0.5),
            Line(ellipse(0, 0, r * 0.5, r * 0.5), 2, "", dark, 0.45),
            Line(ellipse(0, 0, r * 0.49, r * 0.49), 1.4, "", light, 0.6),
            Line(text, 2.6, "", dark, 0.5),
            Line(" ".join(line(polar(n * 60, r * 0.78), polar(n * 60, r * 0.86)) for n in range(6)), 11, "", dark, 0.55),
        )
        plate = Part("case", "case", self.case, self.paint, depth=0.7, form="flat", cast=0.3)
        back = Part(
            "case-back", "case", ellipse(0, 0, r * 0.87, r * 0.87), self.paint, depth=0.4, lines=lines, form="flat", cast=0.3
        )
        return [_set(plate, eye, z), _set(back, eye, z - 3)]


def _set(part: Part, eye: Eye, z: float) -> Part:
    """A flat piece as the eye sees it at depth `z`."""
    lines = tuple(
        Line(eye.shows(one.d, z, closed=one.d.rstrip().endswith("Z")), one.width, one.dash, one.color, one.opacity)
        for one in part.lines
    )
    return Part(
        part.name,
        part.kind,
        eye.shows(part.d, z),
        part.paint,
        part.depth,
        part.grain,
        part.form,
        lines=lines,
        outline=part.outline,
        cast=part.cast,
    )


def dial_paint(spec: Spec, rng: Random, names: tuple[str, ...]) -> Paint:
    """The dial's own colour, else one that goes with many straps."""
    return own(spec, "dial", rng.choice(names)).trim("dial", texture="")


def watch_metal(spec: Spec, kind: str, rng: Random) -> Paint:
    """The watch's metal; what is made of it matches unless it has a surface of its own."""
    default = spec.rng("metal").choice(("silver", "silver", "gold", "gunmetal"))
    return spec.metal(kind, default)


def hands_at(spec: Spec, rng: Random, dial: Paint, reach: float, wide: float, second: bool) -> list[Part]:
    """Hour, minute and sometimes second hand."""
    shape = rng.choice(("baton", "dauphine", "leaf", "sword"))
    if "hands" in spec.parts:
        paint = spec.metal("hands")
    else:
        paint = Paint(ink_on(dial.color) if rng.random() < 0.6 else watch_metal(spec, "case", rng).color, gloss=0.2)
        if abs(luminance(paint.color) - luminance(dial.color)) < 0.25:
            paint = Paint(ink_on(dial.color), gloss=0.2)
    hour, minute, seconds = some_time(rng).angles()
    found = [
        Part(
            "hand-hour",
            "hands",
            moved(hand(shape, reach * 0.6, wide), about=(0, 0), turn=hour),
            paint,
            depth=0.4,
            outline=1,
            cast=0.25,
        ),
        Part(
            "hand-minute",
            "hands",
            moved(hand(shape, reach * 0.93, wide * 0.8), about=(0, 0), turn=minute),
            paint,
            depth=0.4,
            outline=1,
            cast=0.25,
        ),
    ]
    if second:
        d = moved(hand("baton", reach, 2.6, 0.26), about=(0, 0), turn=seconds)
        color = rng.choice(("#c5343a", paint.color, "#e2803a")) if "hands" not in spec.parts else paint.color
        found.append(Part("hand-second", "hands", d, Paint(color), depth=0.2, outline=0.6, cast=0.2))
    pin = Part("hand-pin", "hands", ellipse(0, 0, wide * 0.9, wide * 0.9), paint, depth=0.5, outline=1, cast=0.15)
    return [*found, pin]


def glare(radius: float, square: float) -> Line:
    """Light across the crystal."""
    k = radius * (0.78 if square else 0.62)
    return Line(line((-k, k * 0.25), (k * 0.25, -k)), radius * 0.34, "", "#ffffff", 0.09)


def knob(spec: Spec, rng: Random, radius: float, pushers: bool, guard: bool = False) -> tuple[Part, ...]:
    """The crown at 3 o'clock and a chronograph's pushers."""
    metal = watch_metal(spec, "crown", rng)
    high = radius * rng.uniform(0.12, 0.18)
    ribs = " ".join(line((radius, y), (radius + 30, y)) for y in np.linspace(-high * 0.7, high * 0.7, 5).tolist())
    crown = Part("crown", "crown", box(radius - 12, -high, radius + radius * 0.17, high, 6), metal, depth=0.7,
                 lines=(Line(ribs, 2.2, "", darker(metal.color, 0.5), 0.6),), outline=1.4)  # fmt: skip
    found = [crown]
    if pushers:
        for n, turn in enumerate((-29, 29), 1):
            d = box(radius - 14, -10, radius + 16, 10, 3) + " " + box(radius + 17, -15, radius + 30, 15, 4)
            found.append(Part(f"pusher-{n}", "crown", moved(d, about=(0, 0), turn=turn), metal, depth=0.6, outline=1.3))
    return tuple(found)


def printed(spec: Spec, rng: Random, dial: Paint, reach: float, square: float, marks: str) -> tuple[tuple[Line, ...], str]:
    """The dial's print, and what its markers are called."""
    ink = ink_on(dial.color)
    metal = watch_metal(spec, "case", rng).color
    tint = metal if abs(luminance(metal) - luminance(dial.color)) > 0.3 and rng.random() < 0.5 else ink
    track = Line(minute_track(reach * 0.97, square, reach * 0.05), 2, "", ink, 0.7)
    maker = Line(line((-reach * 0.2, -reach * 0.42), (reach * 0.2, -reach * 0.42)), 5, "9 3 4 3 7 3", ink, 0.7)
    fine = Line(line((-reach * 0.1, reach * 0.5), (reach * 0.1, reach * 0.5)), 2.6, "4 2", ink, 0.6)
    if marks == "Roman Numerals":
        return (track, Line(roman(reach * 0.78, square, reach * 0.2), reach * 0.028, "", ink, 0.95), maker), marks
    if marks == "Arabic Numerals":
        hours = rng.choice((range(1, 13), (12, 3, 6, 9), (12, 2, 4, 6, 8, 10)))
        rest = " ".join(line(polar(n * 30, reach * 0.8), polar(n * 30, reach * 0.9)) for n in range(1, 13) if n not in hours)
        lines = [track, Line(arabic(reach * 0.76, square, reach * 0.19, hours), reach * 0.035, "", ink, 0.95), maker]
        return (*lines, *((Line(rest, 6, "", tint, 0.9),) if rest else ())), marks
    if marks == "Dot Markers":
        dots_at = " ".join(line((x, y), (x + 0.3, y)) for x, y in (polar(n * 30, reach * 0.84) for n in range(12)))
        return (track, Line(dots_at, reach * 0.09, "", tint, 0.95), maker, fine), marks
    long, thick = reach * rng.uniform(0.12, 0.3), rng.uniform(4, 10)
    return (track, Line(sticks(reach * 0.9, square, long), thick, "", tint, 0.95), maker, fine), "Stick Markers"


def _date(reach: float, dial: Paint) -> Part:
    color = "#f4f3f0" if luminance(dial.color) < 0.7 else "#fbfaf6"
    x = reach * 0.66
    lines = (Line(f"{line((x - 8, -9), (x - 8, 9))} {line((x + 3, -9), (x + 11, -9), (x + 4, 9))}", 3, "", "#2b2c31", 0.95),)
    return Part(
        "date", "dial", box(x - 19, -16, x + 19, 16, 3), Paint(color), depth=0, form="flat", lines=lines, outline=1.4, cast=0
    )


def case_front(case: str, paint: Paint, inner: str, gap: float) -> Part:
    dark, light = darker(paint.color, 0.45), lighter(paint.color, 0.5)
    return Part("case", "case", case, paint, depth=0.8, form="flat", cast=0.2,
                lines=(Line(inner, gap, "", dark, 0.6), Line(inner, gap * 0.4, "", light, 0.5)))  # fmt: skip


def analog_head(
    spec: Spec,
    rng: Random,
    *,
    names: tuple[str, ...],
    marks: tuple[str, ...],
    radius: float,
    rim: float,
    thick: float,
    second: bool,
    wide: float = 9,
    extra: Callable[[Paint, float], list[Part]] | None = None,
    pushers: bool = False,
    facts: tuple[tuple[str, str], ...] = (),
) -> Head:
    """A round head: case, bezel, dial, hands."""
    metal = watch_metal(spec, "case", rng)
    dial = dial_paint(spec, rng, names)
    reach = radius * rim
    lines, called = printed(spec, rng, dial, reach, 0, rng.choice(marks))
    face = Part(
        "dial", "dial", ellipse(0, 0, reach, reach), dial, depth=0.25, form="flat", lines=(*lines, glare(reach, 0)), cast=0
    )
    inner = extra(dial, reach) if extra else []
    date = [_date(reach, dial)] if not extra and second and rng.random() < 0.45 and called != "Arabic Numerals" else []
    case = ellipse(0, 0, radius, radius)
    ring_line = ellipse(0, 0, reach + 3, reach + 3)
    layers = (case_front(case, metal, ring_line, 6), face, *date, *inner, *hands_at(spec, rng, dial, reach * 0.86, wide, second))
    strap = radius * rng.uniform(0.92, 1.14)
    more = (("features", "Date Window"),) if date else ()
    return Head(case, radius * 1.12, strap, thick, radius, metal, layers, knob(spec, rng, radius, pushers),
                (("dial shape", "Round"), ("display", "Analog"), ("markers", called), *facts, *more))  # fmt: skip
