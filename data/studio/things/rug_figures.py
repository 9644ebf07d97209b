"""Figures in a rug's own color: what is cut or woven higher and lower into a plain field."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from data.studio.shape import AXIS, Point, box, ellipse, moved, polygon
from data.studio.things.warp import outline

C = AXIS


@dataclass(frozen=True, slots=True)
class Field:
    """The half width and half height of a rug, and its border's width."""

    w: float
    h: float
    border: float


def _lattice(size: Field, rng: Random) -> str:
    """Diamonds in ranks."""
    columns, rows = rng.choice((2, 3, 4)), rng.choice((2, 3, 4, 5))
    fill = rng.uniform(0.62, 0.94)
    dx, dy = size.w / columns, size.h / rows
    return " ".join(
        _diamond(C - size.w + dx * (2 * i + 1), 500 - size.h + dy * (2 * j + 1), dx * fill, dy * fill)
        for i in range(columns)
        for j in range(rows)
    )


def _diamond(x: float, y: float, rx: float, ry: float) -> str:
    return polygon((x - rx, y), (x, y - ry), (x + rx, y), (x, y + ry))


def _bands(size: Field, rng: Random) -> str:
    """Bands across, of two or three widths."""
    y, out, n = -size.h + rng.uniform(10, 90), [], 0
    widths = [rng.uniform(14, 120) for _ in range(rng.choice((2, 3)) * 2)]
    while y < size.h:
        out.append(box(C - size.w, 500 + y, C + size.w, 500 + min(size.h, y + widths[n % len(widths)])))
        y += widths[n % len(widths)] + widths[(n + 1) % len(widths)]
        n += 2
    return " ".join(out)


def _medallion(size: Field, rng: Random) -> str:
    """One large figure in the middle, and its quarters in the corners."""
    rx, ry = size.w * rng.uniform(0.5, 0.86), size.h * rng.uniform(0.4, 0.76)
    rings = (1.0, rng.uniform(0.7, 0.86), rng.uniform(0.3, 0.5))
    ring = ellipse if rng.random() < 0.5 else _diamond
    figure = " ".join(ring(C, 500, rx * k, ry * k) for k in rings)
    if rng.random() < 0.6:
        k = rng.uniform(0.26, 0.44)
        figure += " " + " ".join(ring(C + sx * size.w, 500 + sy * size.h, rx * k, ry * k) for sx in (-1, 1) for sy in (-1, 1))
    return figure


def _frames(size: Field, rng: Random) -> str:
    """Frames within frames."""
    a, out = rng.uniform(18, 60), list[str]()
    step = rng.uniform(26, 70)
    while a < size.w - 16 and len(out) < 8:
        out.append(box(C - size.w + a, 500 - size.h + a, C + size.w - a, 500 + size.h - a))
        a += step * (1.0 if len(out) % 2 else rng.uniform(0.5, 1.6))
    return " ".join(out)


def _blocks(size: Field, rng: Random) -> str:
    """Blocks in a checkerboard, or a few large ones."""
    columns, rows = rng.choice((2, 3, 4)), rng.choice((2, 3, 4, 6))
    xs = [C - size.w + 2 * size.w * k / columns for k in range(columns + 1)]
    ys = [500 - size.h + 2 * size.h * k / rows for k in range(rows + 1)]
    chosen = [(i, j) for i in range(columns) for j in range(rows) if (i + j) % 2 == 0]
    if rng.random() < 0.5:
        chosen = [(i, j) for i in range(columns) for j in range(rows) if rng.random() < 0.5] or chosen
    return " ".join(box(xs[i], ys[j], xs[i + 1], ys[j + 1]) for i, j in chosen)


def _waves(size: Field, rng: Random) -> str:
    """Waving bands down the field."""
    count, bend, out = rng.choice((2, 3, 5)), rng.uniform(-150, 150), []
    step = 2 * size.w / count
    for k in range(count):
        x = C - size.w + step * (k + rng.uniform(0.1, 0.4))
        wide = step * rng.uniform(0.34, 0.6)
        edges = [
            [(x + side + bend * math.sin(math.pi * t * 2) * 0.5, 500 - size.h + 2 * size.h * t) for t in (0, 0.25, 0.5, 0.75, 1)]
            for side in (0, wide)
        ]
        out.append(outline(edges[0], edges[1]))
    return " ".join(out)


def _corner(size: Field, rng: Random) -> str:
    """A slanted half, or arcs around one corner."""
    if rng.random() < 0.5:
        a, b = rng.uniform(-0.8, 0.8) * size.h, rng.uniform(-0.8, 0.8) * size.h
        return polygon((C - size.w, 500 + a), (C + size.w, 500 + b), (C + size.w, 500 + size.h), (C - size.w, 500 + size.h))
    x, y = C + rng.choice((-1, 1)) * size.w, 500 + rng.choice((-1, 1)) * size.h
    return " ".join(
        ellipse(x, y, size.h * k, size.h * k) for k in (rng.uniform(1.3, 1.6), rng.uniform(0.9, 1.15), rng.uniform(0.4, 0.7))
    )


FIGURES: Mapping[str, Callable[[Field, Random], str]] = {
    "lattice": _lattice,
    "bands": _bands,
    "medallion": _medallion,
    "frames": _frames,
    "blocks": _blocks,
    "waves": _waves,
    "corner": _corner,
}


def _rings(r: float, rng: Random) -> str:
    k, out = rng.uniform(0.1, 0.4), []
    while k < 0.98:
        out.append(ellipse(C, 500, r * k, r * k))
        k += rng.uniform(0.1, 0.3)
    return " ".join(out)


def _sun(r: float, rng: Random) -> str:
    """A star of many points."""
    count, inner = rng.choice((6, 8, 12, 16)), rng.uniform(0.34, 0.7)
    far = rng.uniform(0.74, 0.98)
    return polygon(*[polar(r * (far if k % 2 else inner * far), 360 * k / (2 * count)) for k in range(2 * count)])


def _halves(r: float, rng: Random) -> str:
    """The lower part in another height, with a disc above, like a sun over water."""
    y = 500 + r * rng.uniform(-0.4, 0.4)
    d = box(C - r, y, C + r, 500 + r)
    if rng.random() < 0.6:
        x = C + rng.uniform(-0.4, 0.4) * r
        size = r * rng.uniform(0.16, 0.3)
        d += " " + ellipse(x, y - size * rng.uniform(0.4, 1.4), size, size)
    return d


def _sectors(r: float, rng: Random) -> str:
    """Slices, every second one."""
    count, turn = rng.choice((3, 4, 5, 6, 8)), rng.uniform(0, 90)
    step = 180 / count
    return " ".join(
        polygon((C, 500), *(polar(r * 1.02, turn + 2 * step * k + step * t / 6) for t in range(7))) for k in range(count)
    )


def _petals(r: float, rng: Random) -> str:
    """A flower of leaves around the middle."""
    count, wide, far = rng.choice((5, 6, 8, 10)), rng.uniform(0.1, 0.2), rng.uniform(0.6, 0.96)
    leaf = (
        f"M {C} {500 - r * 0.14} Q {C + r * wide * 1.6} {500 - r * far * 0.55} {C} {500 - r * far} Q "
        f"{C - r * wide * 1.6} {500 - r * far * 0.55} {C} {500 - r * 0.14} Z"
    )
    return " ".join((*(moved(leaf, turn=360 * k / count) for k in range(count)), ellipse(C, 500, r * 0.1, r * 0.1)))


def _crescents(r: float, rng: Random) -> str:
    """Circles within circles that lean to one side."""
    turn, k, out = rng.uniform(0, 360), 0.0, []
    while k < 0.8:
        k += rng.uniform(0.14, 0.3)
        x, y = polar(r * k * 0.9, turn)
        out.append(ellipse(x, y, r * (1 - k), r * (1 - k)))
    return " ".join(out[:4])


def _stripes(r: float, rng: Random) -> str:
    """Bands straight across, at some slant."""
    y, out, turn = -1.0 + rng.uniform(0, 0.4), [], rng.choice((0.0, 30.0, 60.0, 90.0, 135.0))
    while y < 1:
        wide = rng.uniform(0.12, 0.4)
        out.append(moved(box(C - r, 500 + r * y, C + r, 500 + r * (y + wide)), turn=turn))
        y += wide + rng.uniform(0.12, 0.4)
    return " ".join(out)


def polar(r: float, degrees: float) -> Point:
    """A point at a distance and an angle (degrees) from the middle of the canvas."""
    return C + r * math.cos(math.radians(degrees)), 500 + r * math.sin(math.radians(degrees))


ROUND: tuple[Callable[[float, Random], str], ...] = (_sun, _halves, _rings, _sectors, _petals, _crescents, _stripes)
