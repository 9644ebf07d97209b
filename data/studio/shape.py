"""Outlines as SVG path strings: mirrored, moved, rounded, offset.

The canvas is 1000 x 1000, origin top left, and most things stand symmetric about x = 500, so a garment is drawn as its left half
and closed by the mirror. Only absolute `M L C Q Z` are used, which keeps the arithmetic to pairs of numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

SIZE = 1000
AXIS = SIZE / 2
_ARITY = {"M": 1, "L": 1, "Q": 2, "C": 3}

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]


def segments(d: str) -> list[Segment]:
    """The path's commands with their points; `Z` has none."""
    found: list[Segment] = []
    words = d.replace(",", " ").replace("Z", " Z ").split()
    at, command = 0, "M"
    while at < len(words):
        if words[at] == "Z":
            found.append(("Z", ()))
            at += 1
            continue
        if words[at] in _ARITY:
            command = words[at]
            at += 1
        count = _ARITY[command]
        numbers = [float(w) for w in words[at : at + 2 * count]]
        found.append((command, tuple(zip(numbers[::2], numbers[1::2], strict=True))))
        at += 2 * count
    return found


def written(parts: Sequence[Segment]) -> str:
    return " ".join(f"{command} " + " ".join(f"{x:.1f} {y:.1f}" for x, y in points) for command, points in parts)


def moved(d: str, dx: float = 0, dy: float = 0, *, scale: float = 1, about: Point = (AXIS, AXIS), turn: float = 0) -> str:
    """Scaled and turned (degrees) about a point, then shifted."""
    cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
    ax, ay = about

    def place(p: Point) -> Point:
        x, y = p[0] - ax, p[1] - ay
        return (ax + x * cos - y * sin + dx, ay + x * sin + y * cos + dy)

    return written([(command, tuple(place(p) for p in points)) for command, points in segments(d)])


def mirrored(d: str, axis: float = AXIS) -> str:
    return written([(command, tuple((2 * axis - x, y) for x, y in points)) for command, points in segments(d)])


def symmetric(half: str, axis: float = AXIS) -> str:
    """Closes a left half, written from top to bottom, with its mirror image."""
    parts = [s for s in segments(half) if s[0] != "Z"]
    ends = [points[-1] for _, points in parts]
    back: list[Segment] = [("L", ((2 * axis - ends[-1][0], ends[-1][1]),))]
    for number in range(len(parts) - 1, 0, -1):
        command, points = parts[number]
        turned = (*reversed(points[:-1]), ends[number - 1])
        back.append((command, tuple((2 * axis - x, y) for x, y in turned)))
    return written([*parts, *back, ("Z", ())])


def polygon(*points: Point) -> str:
    return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points) + " Z"


def line(*points: Point) -> str:
    return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def box(x0: float, y0: float, x1: float, y1: float, radius: float = 0) -> str:
    """A rectangle with rounded corners."""
    r = min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    if r <= 0:
        return polygon((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    return (
        f"M {x0 + r} {y0} L {x1 - r} {y0} Q {x1} {y0} {x1} {y0 + r} L {x1} {y1 - r} Q {x1} {y1} {x1 - r} {y1} "
        f"L {x0 + r} {y1} Q {x0} {y1} {x0} {y1 - r} L {x0} {y0 + r} Q {x0} {y0} {x0 + r} {y0} Z"
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    k = 0.5523
    return (
        f"M {cx - rx} {cy} C {cx - rx} {cy - k * ry} {cx - k * rx} {cy - ry} {cx} {cy - ry} "
        f"C {cx + k * rx} {cy - ry} {cx + rx} {cy - k * ry} {cx + rx} {cy} "
        f"C {cx + rx} {cy + k * ry} {cx + k * rx} {cy + ry} {cx} {cy + ry} "
        f"C {cx - k * rx} {cy + ry} {cx - rx} {cy + k * ry} {cx - rx} {cy} Z"
    )


def blade(d: str, width: float) -> str:
    """A stroke along one curve as a filled sliver, `width` wide in the middle and pointed at both ends."""
    (_, (start,)), *rest = [s for s in segments(d) if s[0] != "Z"]
    out, back, here = [f"M {start[0]:.1f} {start[1]:.1f}"], [], start
    for place, (command, points) in enumerate(rest):
        end = points[-1]
        middle = points[0] if command == "Q" else ((here[0] + end[0]) / 2, (here[1] + end[1]) / 2)
        if command == "C":
            middle = ((points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2)
        long = math.hypot(end[0] - here[0], end[1] - here[1]) or 1.0
        nx, ny = -(end[1] - here[1]) / long * width / 1.6, (end[0] - here[0]) / long * width / 1.6
        # between two pieces the sliver keeps its width
        joint = 0.0 if place == len(rest) - 1 else 0.5
        out.append(f"Q {middle[0] + nx:.1f} {middle[1] + ny:.1f} {end[0] + nx * joint:.1f} {end[1] + ny * joint:.1f}")
        back.append((middle[0] - nx, middle[1] - ny, here, nx, ny, place))
        here = end
    for mx, my, before, nx, ny, place in reversed(back):
        joint = 0.0 if place == 0 else 0.5
        out.append(f"Q {mx:.1f} {my:.1f} {before[0] - nx * joint:.1f} {before[1] - ny * joint:.1f}")
    return " ".join(out) + " Z"


def smooth(points: Sequence[Point], *, closed: bool = False) -> str:
    """A Catmull-Rom curve through the points, as cubic segments."""
    count = len(points)
    if closed:
        around = [points[-1], *points, points[0], points[1]]
        steps = count
    else:
        around = [points[0], *points, points[-1]]
        steps = count - 1
    out = [f"M {points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(steps):
        a, b, c, e = around[i : i + 4]
        first = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
        second = (c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6)
        out.append(f"C {first[0]:.1f} {first[1]:.1f} {second[0]:.1f} {second[1]:.1f} {c[0]:.1f} {c[1]:.1f}")
    return " ".join(out) + (" Z" if closed else "")


def bounds(*paths: str) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the control points: never smaller than the shapes themselves."""
    points = [p for d in paths for _, ps in segments(d) for p in ps]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def center(d: str) -> Point:
    x0, y0, x1, y1 = bounds(d)
    return (x0 + x1) / 2, (y0 + y1) / 2
