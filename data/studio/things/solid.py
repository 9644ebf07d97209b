"""Solid things before a camera: blocks, rods, drums, walls and cloth sheets in centimetres become parts.

Furniture is built here as it is in a workshop, piece by piece in space (x to the right, y up, z towards its front, the floor at
y = 0), and one camera sees it: turned, from a little above, in mild perspective. A piece gives one `Part` for each face that is
seen, toned by how it faces the lamp; `arranged` sorts the pieces from back to front.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from data.studio.drawing import Drawing, Form, Line, Paint, Part
from data.studio.painting import coverage
from data.studio.shape import Point, smooth
from data.studio.things.camera import P3, Camera, toned
from data.studio.things.outline import flat, hull, ribbon, rounded


@dataclass(frozen=True, slots=True)
class Finish:
    """How a block's edges are made: corner `radius` in centimetres (`foot` is the share of it at the bottom), `bow` how far its
    sides swell (a share of their length), and a `seam` along the edges between its faces.
    """

    radius: float = 0.5
    bow: float = 0.0
    form: Form = "flat"
    depth: float = 0.5
    seam: float = 1.6
    cast: float = 0.7
    foot: float = 1.0


BOARD = Finish()
CUSHION = Finish(radius=4.0, bow=0.035, form="round", depth=0.5, seam=2.4)
PADDED = Finish(radius=3.5, bow=0.012, form="round", depth=0.4, seam=2.0, foot=0.4)


@dataclass(frozen=True, slots=True)
class Piece:
    """The parts of one solid from back to front, and the box in space that it fills."""

    parts: tuple[Part, ...]
    low: P3
    high: P3

    def marked(self, name: str, *lines: Line, folds: Sequence[str] = (), lights: Sequence[str] = ()) -> Piece:
        """With lines and folds on one of its parts; unchanged where that part isn't seen."""
        return replace(
            self,
            parts=tuple(
                replace(p, lines=(*p.lines, *lines), folds=(*p.folds, *folds), lights=(*p.lights, *lights))
                if p.name == name
                else p
                for p in self.parts
            ),
        )


def along(a: P3, b: P3) -> P3:
    """The direction from `a` to `b`, of length 1."""
    long = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / long, (b[1] - a[1]) / long, (b[2] - a[2]) / long


def between(a: P3, b: P3, share: float) -> P3:
    """The point a share of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share


def piece(parts: Sequence[Part], points: Iterable[P3], room: float = 0.0) -> Piece:
    """Parts as a piece that fills the box around `points`, `room` wider to every side."""
    xs, ys, zs = zip(*points, strict=True)
    low = (min(xs) - room, min(ys), min(zs) - room)
    return Piece(tuple(parts), low, (max(xs) + room, max(ys), max(zs) + room))


def apart(one: Piece, axis: int, *, above: float | None = None, below: float | None = None) -> Piece:
    """The piece with its box cut to what lies above or below a value on an axis: leaning things that only seem to meet."""
    low, high = list(one.low), list(one.high)
    if above is not None:
        low[axis] = above
    if below is not None:
        high[axis] = below
    return replace(one, low=(low[0], low[1], low[2]), high=(high[0], high[1], high[2]))


def stacked(camera: Camera, pieces: Sequence[Piece]) -> Piece:
    """Pieces that lie close before one another as one: given from the product's back to its front, sorted as the eye has it."""
    order = pieces if camera.eye()[2] > 0 else pieces[::-1]
    return piece([p for one in order for p in one.parts], [p for one in pieces for p in (one.low, one.high)])


def arranged(pieces: Sequence[Piece], camera: Camera) -> tuple[Part, ...]:
    """The parts of all pieces from back to front.

    Two boxes that a plane parts are sorted by the side the eye is on; boxes that meet go by distance.
    """
    eye = camera.eye()
    far = [-camera.turned(*(((a + b) / 2 - e) for a, b, e in zip(one.low, one.high, eye, strict=True)))[2] for one in pieces]
    behind = [{m for m in range(len(pieces)) if m != n and _hides(pieces[n], pieces[m], eye)} for n in range(len(pieces))]
    left, order = set(range(len(pieces))), []
    while left:
        free = [n for n in left if not behind[n] & left] or list(left)
        chosen = max(free, key=lambda n: far[n])
        order.append(chosen)
        left.remove(chosen)
    return tuple(part for n in order for part in pieces[n].parts)


def seen(parts: Sequence[Part], size: int = 300) -> tuple[Part, ...]:
    """The parts of which anything is to be seen: what stands wholly behind others is left out."""
    matrix = Drawing(tuple(parts)).placing(size)
    index = np.zeros((size, size), np.uint8)
    for n, part in enumerate(parts, 1):
        if found := coverage(part, matrix, size, size):
            window, covered = found
            index[window.rows, window.columns][covered >= 0.5] = n
    counts = np.bincount(index.ravel(), minlength=len(parts) + 1)
    return tuple(part for n, part in enumerate(parts, 1) if counts[n] > 7)


def _hides(front: Piece, back: Piece, eye: P3) -> bool:
    """Whether `front` must be painted after `back`."""
    found = False
    for axis in range(3):
        if front.low[axis] >= back.high[axis] - 0.01:
            ours, plane = 1, (front.low[axis] + back.high[axis]) / 2
        elif back.low[axis] >= front.high[axis] - 0.01:
            ours, plane = -1, (back.low[axis] + front.high[axis]) / 2
        else:
            continue
        if (eye[axis] - plane) * ours < 0:
            return False
        found = True
    return found


_FACES: Mapping[str, tuple[int, int, int, int]] = {
    "bottom": (0, 1, 2, 3), "top": (4, 5, 6, 7), "back": (0, 1, 5, 4), "right": (1, 2, 6, 5), "front": (2, 3, 7, 6),
    "left": (3, 0, 4, 7),
}  # fmt: skip


def corners(low: P3, high: P3, *, lean: Point = (0, 0), taper: Point = (0, 0)) -> tuple[P3, ...]:
    """A block's eight corners: the lower four from the back left round, then the upper. `lean` shifts the top along x and z,
    `taper` draws its sides in.
    """
    (x0, y0, z0), (x1, y1, z1) = low, high
    (sx, sz), (tx, tz) = lean, taper
    return (
        (x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1),
        (x0 + sx + tx, y1, z0 + sz + tz), (x1 + sx - tx, y1, z0 + sz + tz),
        (x1 + sx - tx, y1, z1 + sz - tz), (x0 + sx + tx, y1, z1 + sz - tz),
    )  # fmt: skip


def block(
    camera: Camera, name: str, kind: str, paint: Paint, at: Sequence[P3], finish: Finish = BOARD, *, along: P3 = (0, 1, 0)
) -> Piece:
    """A solid of six faces with these `corners`; its grain runs `along`. The largest face seen is the part `name`, the others are
    `name-top`, `name-left` and so on.
    """
    inside = _middle(at)
    seen: list[tuple[float, str, list[Point], P3]] = []
    for side, numbers in _FACES.items():
        face = [at[n] for n in numbers]
        normal, center = _normal(face, inside), _middle(face)
        if sum(n * (e - c) for n, e, c in zip(normal, camera.eye(), center, strict=True)) > 0:
            spots = [camera.spot(p) for p in face]
            seen.append((_area(spots), side, spots, normal))
    seen.sort(key=lambda one: -one[0])
    radius = finish.radius * camera.size(inside)
    ring, low = hull([camera.spot(p) for p in at]), {camera.spot(p) for p in at[:4]}
    outline = rounded(ring, [radius * (finish.foot if p in low else 1) for p in ring], finish.bow, 1.3 * camera.size(inside))
    parts = []
    for n, (_, side, spots, normal) in enumerate(seen):
        grain = camera.grain(along if abs(sum(a * b for a, b in zip(along, normal, strict=True))) < 0.8 else (0, 0, 1))
        seam = () if n == 0 or not finish.seam else (Line(rounded(spots, radius * 0.5, 0), finish.seam, "", None, 0.32),)
        parts.append(
            Part(
                name if n == 0 else f"{name}-{side}", kind, outline if n == 0 else rounded(_grown(spots, 0.6), radius * 0.5, 0),
                camera.tone(paint, normal), depth=finish.depth, form=finish.form, grain=grain, lines=seam,
                within="" if n == 0 else outline, cast=finish.cast if n == 0 else 0.0, outline=1.5 if n == 0 else 0.0,
            )
        )  # fmt: skip
    return piece(parts, at)


def rod(
    camera: Camera,
    name: str,
    kind: str,
    paint: Paint,
    points: Sequence[P3],
    radius: float | Sequence[float],
    *,
    blunt: bool = False,
) -> Piece:
    """A round bar through the points, `radius` centimetres thick (one for all, or one a point); its ends are cut square, or
    rounded where `blunt`.
    """
    radii = [radius] * len(points) if isinstance(radius, (int, float)) else list(radius)
    spots = [camera.spot(p) for p in points]
    widths = [max(1.2, r * camera.size(p)) for p, r in zip(points, radii, strict=True)]
    a, b = points[0], points[-1]
    part = Part(name, kind, ribbon(spots, widths, blunt=blunt), paint, depth=0.9, cast=0.5, outline=1.2,
                grain=camera.grain((b[0] - a[0], b[1] - a[1], b[2] - a[2])))  # fmt: skip
    return piece([part], points, max(radii) * 0.6)


def circle(center: P3, radius: float, depth: float | None = None, count: int = 48) -> list[P3]:
    """Points of a level circle, or of an ellipse `depth` deep from its middle."""
    deep = radius if depth is None else depth
    turns = [k * 2 * math.pi / count for k in range(count)]
    return [(center[0] + radius * math.cos(t), center[1], center[2] + deep * math.sin(t)) for t in turns]


def drum(
    camera: Camera, name: str, kind: str, paint: Paint, low: Sequence[P3], high: Sequence[P3], *, form: Form = "flat",
    depth: float = 0.5, along: P3 = (1, 0, 0), soft: bool = False,
) -> Piece:  # fmt: skip
    """A disc or cylinder between two level outlines. The parts are its wall `name` and, seen from above, `name-top`."""
    outline = flat(hull([camera.spot(p) for p in (*low, *high)]))
    wall = Part(name, kind, outline, toned(paint, 0.12), form="round" if soft else "flat", depth=depth, cast=0.7)
    if camera.eye()[1] <= high[0][1]:
        return piece([wall], (*low, *high))
    top = Part(f"{name}-top", kind, camera.curve(high, closed=True), camera.tone(paint, (0, 1, 0)), form=form, depth=depth,
               grain=camera.grain(along), cast=0.0, outline=1.0, within=outline)  # fmt: skip
    return piece([wall, top], (*low, *high))


def sheet(
    camera: Camera, name: str, kind: str, paint: Paint, one: Sequence[P3], other: Sequence[P3], *, form: Form = "round",
    depth: float = 0.4, along: P3 = (0, 1, 0), out: P3 | None = None,
) -> Piece:  # fmt: skip
    """A thin bent sheet between two edges that run side by side, toned as a face that looks along `out`."""
    face = camera.tone(paint, out) if out else paint
    d = smooth([camera.spot(p) for p in one]) + " L " + smooth([camera.spot(p) for p in reversed(other)])[2:] + " Z"
    return piece([Part(name, kind, d, face, form=form, depth=depth, grain=camera.grain(along), cast=0.6)], (*one, *other))


def silhouette(camera: Camera, grid: Sequence[Sequence[P3]], rows: int = 64) -> str:
    """The outline of a bent surface, a net of points, that every level line of the canvas meets in one stretch."""
    spots = [[camera.spot(p) for p in row] for row in grid]
    edges = [(a, b) for row in spots for a, b in pairwise(row)]
    edges += [(a, b) for one, other in pairwise(spots) for a, b in zip(one, other, strict=True)]
    top, bottom = min(p[1] for row in spots for p in row), max(p[1] for row in spots for p in row)
    left, right = [], []
    for n in range(rows):
        y = (top + bottom) / 2 - (bottom - top) / 2 * math.cos(math.pi * (n + 0.02) / (rows - 0.96))
        xs = [
            a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) for a, b in edges if (a[1] - y) * (b[1] - y) <= 0 and a[1] != b[1]
        ]
        if xs:
            left.append((min(xs), y))
            right.append((max(xs), y))
    return flat((*left, *reversed(right)))


def _area(points: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))) / 2


def _grown(points: Sequence[Point], by: float) -> list[Point]:
    cx, cy = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    return [(x + by * math.copysign(1, x - cx), y + by * math.copysign(1, y - cy)) for x, y in points]


def _middle(points: Sequence[P3]) -> P3:
    xs, ys, zs = zip(*points, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys), sum(zs) / len(zs)


def _normal(face: Sequence[P3], inside: P3) -> P3:
    a, b = [face[2][k] - face[0][k] for k in range(3)], [face[3][k] - face[1][k] for k in range(3)]
    n = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
    long = math.hypot(*n) or 1.0
    center = _middle(face)
    side = 1 if sum(n[k] * (center[k] - inside[k]) for k in range(3)) > 0 else -1
    return n[0] / long * side, n[1] / long * side, n[2] / long * side
