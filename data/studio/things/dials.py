"""Watch dials: tracks, markers, numerals, hands and small dials, drawn flat about (0, 0) with 12 o'clock up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from data.studio.drawing import Line
from data.studio.palette import darker, lighter, luminance
from data.studio.shape import Point, ellipse, line, moved

_DIGITS = {
    "0": "M 0.5 0 C 1 0 1 1 0.5 1 C 0 1 0 0 0.5 0",
    "1": "M 0.2 0.2 L 0.55 0 L 0.55 1",
    "2": "M 0.05 0.25 C 0.1 -0.1 0.95 -0.1 0.9 0.32 Q 0.85 0.55 0.05 1 L 0.95 1",
    "3": "M 0.1 0.08 C 0.6 -0.12 1.1 0.3 0.45 0.47 C 1.2 0.5 0.9 1.15 0.08 0.92",
    "4": "M 0.7 1 L 0.7 0 L 0.05 0.7 L 1 0.7",
    "5": "M 0.9 0 L 0.2 0 L 0.15 0.45 C 0.6 0.25 1 0.45 0.92 0.7 C 0.85 1.1 0.2 1.05 0.05 0.9",
    "6": "M 0.8 0.02 C 0.2 0.1 -0.1 1 0.5 1 C 1.05 0.98 1 0.4 0.5 0.42 C 0.3 0.42 0.15 0.5 0.1 0.68",
    "7": "M 0.05 0 L 0.95 0 L 0.35 1",
    "8": "M 0.5 0.46 C 0 0.4 0.05 0 0.5 0 C 0.95 0 1 0.4 0.5 0.46 C -0.1 0.55 0 1 0.5 1 C 1 1 1.1 0.55 0.5 0.46",
    "9": "M 0.2 0.98 C 0.8 0.9 1.1 0 0.5 0 C -0.05 0.02 0 0.6 0.5 0.58 C 0.7 0.58 0.85 0.5 0.9 0.32",
}
_SEGMENTS = {"0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc",
             "8": "abcdefg", "9": "abcdfg"}  # fmt: skip
_ROMAN = ("XII", "I", "II", "III", "IIII", "V", "VI", "VII", "VIII", "IX", "X", "XI")


@dataclass(frozen=True, slots=True)
class Time:
    """What the hands show."""

    hour: int
    minute: int
    second: int

    def angles(self) -> tuple[float, float, float]:
        """Degrees of the hour, minute and second hand, clockwise from 12."""
        return self.hour % 12 * 30 + self.minute / 2, self.minute * 6 + self.second / 10, self.second * 6.0


def some_time(rng: Random) -> Time:
    """Mostly the hour at which hands smile, else any; the two hands never lie on each other."""
    if rng.random() < 0.5:
        return rng.choice((Time(10, rng.randint(7, 12), rng.randint(28, 40)), Time(1, rng.randint(48, 53), rng.randint(25, 38))))
    while True:
        found = Time(rng.randint(1, 12), rng.randint(0, 59), rng.randint(0, 59))
        hour, minute, _ = found.angles()
        if abs((hour - minute + 180) % 360 - 180) > 30:
            return found


def polar(angle: float, radius: float) -> Point:
    """`angle` degrees clockwise from 12."""
    a = math.radians(angle)
    return radius * math.sin(a), -radius * math.cos(a)


def rim_point(angle: float, radius: float, square: float) -> Point:
    """A point of the dial's border: a circle's at `square` 0, a rounded square's towards 1."""
    x, y = polar(angle, 1.0)
    reach = 1 / max(abs(x), abs(y))
    stretch = radius * (1 + (reach - 1) * square)
    return x * stretch, y * stretch


def ink_on(color: str) -> str:
    """What prints on a dial of this colour."""
    return "#23242a" if luminance(color) > 0.45 else "#f3f1ea"


def minute_track(radius: float, square: float, long: float, places: Iterable[int] = range(60)) -> str:
    """Strokes at the minutes."""
    return " ".join(line(rim_point(n * 6, radius - long, square), rim_point(n * 6, radius, square)) for n in places)


def sticks(radius: float, square: float, long: float) -> str:
    """A stroke at each hour, double at 12."""
    strokes = [line(rim_point(n * 30, radius - long, square), rim_point(n * 30, radius, square)) for n in range(1, 12)]
    (x0, y0), (x1, y1) = rim_point(0, radius - long, square), rim_point(0, radius, square)
    return " ".join([*strokes, line((x0 - 6, y0), (x1 - 6, y1)), line((x0 + 6, y0), (x1 + 6, y1))])


def arabic(radius: float, square: float, high: float, hours: Sequence[int]) -> str:
    """Upright figures at these hours."""
    return " ".join(number(str(n), rim_point(n * 30, radius, square), high) for n in hours)


def number(text: str, at: Point, high: float) -> str:
    """Figures about a point, as strokes."""
    wide, gap = high * 0.56, high * 0.2
    left = at[0] - (len(text) * (wide + gap) - gap) / 2
    return " ".join(_scaled(_DIGITS[c], left + n * (wide + gap), at[1] - high / 2, wide, high) for n, c in enumerate(text))


def _scaled(d: str, x: float, y: float, wide: float, high: float) -> str:
    out, axis = [], 0
    for word in d.split():
        if word.isalpha():
            out.append(word)
        else:
            out.append(f"{x + float(word) * wide:.1f}" if axis == 0 else f"{y + float(word) * high:.1f}")
            axis = 1 - axis
    return " ".join(out)


def roman(radius: float, square: float, high: float) -> str:
    """Roman numerals, their feet to the middle."""
    out = []
    for n, text in enumerate(_ROMAN):
        x, y = rim_point(n * 30, radius, square)
        widths = [{"I": 0.2, "V": 0.5, "X": 0.5}[c] * high for c in text]
        left = -(sum(widths) + (len(text) - 1) * high * 0.06) / 2
        strokes = []
        for c, wide in zip(text, widths, strict=True):
            top, low, a, b = -high / 2, high / 2, left, left + wide
            m = (a + b) / 2
            strokes.append({"I": line((m, top), (m, low)), "V": line((a, top), (m, low), (b, top)),
                            "X": f"{line((a, top), (b, low))} {line((b, top), (a, low))}"}[c])  # fmt: skip
            left += wide + high * 0.06
        out.append(moved(" ".join(strokes), x, y, about=(0, 0), turn=n * 30))
    return " ".join(out)


def segmented(text: str, x: float, y: float, wide: float, high: float, gap: float) -> str:
    """Seven-segment figures from the left; a colon takes a third of a figure."""
    out = []
    for c in text:
        if c == ":":
            out += [line((x + wide * 0.1, y + high * k), (x + wide * 0.1 + 0.3, y + high * k)) for k in (0.32, 0.7)]
            x += wide * 0.2 + gap
            continue
        h, e = high / 2, wide * 0.1
        bars = {"a": ((e, 0), (wide - e, 0)), "g": ((e, h), (wide - e, h)), "d": ((e, high), (wide - e, high)),
                "f": ((0, e), (0, h - e)), "b": ((wide, e), (wide, h - e)), "e": ((0, h + e), (0, high - e)),
                "c": ((wide, h + e), (wide, high - e))}  # fmt: skip
        out += [moved(line(*bars[s]), x, y, about=(0, 0)) for s in _SEGMENTS[c]]
        x += wide + gap
    return " ".join(out)


def hand(shape: str, long: float, wide: float, tail: float = 0.16) -> str:
    """A hand that points to 12."""
    back = long * tail
    if shape == "dauphine":
        points = [(0.0, -long), (wide, -long * 0.12), (0.0, back), (-wide, -long * 0.12)]
    elif shape == "sword":
        points = [(0.0, -long), (wide, -long * 0.78), (wide * 0.4, -long * 0.1), (wide * 0.4, back), (-wide * 0.4, back),
                  (-wide * 0.4, -long * 0.1), (-wide, -long * 0.78)]  # fmt: skip
    elif shape == "leaf":
        return (
            f"M 0 {-long:.1f} C {wide * 1.4:.1f} {-long * 0.5:.1f} {wide:.1f} {-long * 0.2:.1f} "
            f"{wide * 0.3:.1f} 0 L {wide * 0.3:.1f} "
            f"{back:.1f} L {-wide * 0.3:.1f} {back:.1f} L {-wide * 0.3:.1f} 0 C {-wide:.1f} {-long * 0.2:.1f} "
            f"{-wide * 1.4:.1f} {-long * 0.5:.1f} 0 {-long:.1f} Z"
        )
    else:
        points = [(wide * 0.55, -long), (wide * 0.7, back), (-wide * 0.7, back), (-wide * 0.55, -long)]
    return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points) + " Z"


def small_dial(at: Point, radius: float, color: str, turn: float) -> tuple[str, tuple[Line, ...]]:
    """A chronograph's counter: its outline, its track and its hand."""
    ink = ink_on(color)
    track = " ".join(
        line((at[0] + p[0], at[1] + p[1]), (at[0] + q[0], at[1] + q[1]))
        for p, q in ((polar(n * 30, radius * 0.78), polar(n * 30, radius * 0.95)) for n in range(12))
    )
    tip, tail = polar(turn, radius * 0.78), polar(turn + 180, radius * 0.25)
    pointer = line((at[0] + tail[0], at[1] + tail[1]), (at[0] + tip[0], at[1] + tip[1]))
    rings = (ellipse(*at, radius * 0.97, radius * 0.97), ellipse(*at, radius * 0.45, radius * 0.45))
    shade = darker(color, 0.3) if luminance(color) > 0.4 else lighter(color, 0.25)
    return rings[0], (
        Line(rings[0], 2, "", shade, 0.7),
        Line(rings[1], 1.4, "", shade, 0.5),
        Line(track, 2, "", ink, 0.8),
        Line(pointer, 4, "", ink, 0.95),
    )
