"""Bands, zips, buckles and studs: the small geometry that bags, belts and watches are fastened with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, lighter, luminance
from data.studio.raster import Floats, contours
from data.studio.shape import Point, box, center, ellipse, line, moved, smooth
from data.studio.spec import Spec

STITCH = "7 5"
"""Stitches on leather and cloth: on, off, in canvas units."""


def own(spec: Spec, kind: str, default: str) -> Spec:
    """The spec with a surface for a part kind that it names none for."""
    return spec if kind in spec.parts else replace(spec, parts={**spec.parts, kind: default})


def outline(points: Floats, *, closed: bool = True) -> str:
    """Points (n, 2) as a path."""
    return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points.tolist()) + (" Z" if closed else "")


def even(points: Floats, step: float = 9.0) -> Floats:
    """A polyline with a point at least every `step` units, its corners kept."""
    steps = np.diff(points, axis=0)
    counts = np.maximum(1, np.ceil(np.hypot(*steps.T) / step)).astype(int)
    which = np.repeat(np.arange(len(counts)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    share = ((np.arange(len(which)) - first + 1) / counts[which])[:, None].astype(np.float32)
    return np.concatenate((points[:1], points[which] + steps[which] * share))


def looped(points: Floats) -> Floats:
    """A closed outline's points with the first again at their end."""
    return np.concatenate((points, points[:1]))


def normals(points: Floats) -> Floats:
    """Unit normals of an open polyline, to the right of its course on a canvas whose y points down."""
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.hypot(*along.T), 1e-6)[:, None]
    return np.column_stack((-along[:, 1], along[:, 0])).astype(np.float32)


def curve(points: Sequence[Point]) -> Floats:
    """A smooth curve through the points as a polyline, (n, 2), without doubled points."""
    found = contours(smooth(points))[0]
    keep = np.concatenate(([True], np.hypot(*np.diff(found, axis=0).T) > 0.05))
    return found[keep]


def band(points: Sequence[Point], *widths: float) -> str:
    """A strip along a smooth curve; several widths are spread evenly over its length."""
    middle = curve(points)
    at = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(middle, axis=0).T))))
    half = np.interp(at / at[-1], np.linspace(0, 1, len(widths)), widths)[:, None].astype(np.float32) / 2
    off = normals(middle) * half
    return outline(np.concatenate((middle + off, (middle - off)[::-1])))


def beside(points: Sequence[Point], away: float) -> str:
    """The open curve that runs `away` to the right of a smooth curve (left when negative)."""
    middle = curve(points)
    return outline(middle + normals(middle) * np.float32(away), closed=False)


def inset(d: str, by: float) -> str:
    """A closed outline drawn in by `by` canvas units (out when negative): where a row of stitches runs."""
    ring = even(looped(contours(d)[0]), 7)
    ring = ring[np.concatenate(([True], np.hypot(*np.diff(ring, axis=0).T) > 0.05))][:-1]
    x, y = ring.T
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    ahead = np.roll(ring, -1, 0) - np.roll(ring, 1, 0)
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-6)[:, None]
    inward = np.column_stack((-ahead[:, 1], ahead[:, 0])) * math.copysign(1, area)
    moved_in = ring + inward * by
    away = np.hypot(moved_in[:, None, 0] - ring[None, :, 0], moved_in[:, None, 1] - ring[None, :, 1]).min(1)
    return outline(moved_in[away > abs(by) * 0.93].astype(np.float32))


def panel(points: Sequence[Point], *radii: float) -> str:
    """A polygon with rounded corners: one radius for all, or one for each."""
    count = len(points)
    each = radii * count if len(radii) == 1 else radii
    out: list[str] = []
    for n, (x, y) in enumerate(points):
        turned = []
        for ox, oy in (points[n - 1], points[(n + 1) % count]):
            long = math.hypot(ox - x, oy - y) or 1.0
            share = min(each[n], long * 0.5) / long
            turned.append((x + (ox - x) * share, y + (oy - y) * share))
        (ax, ay), (bx, by) = turned
        out.append(f"{'L' if out else 'M'} {ax:.1f} {ay:.1f} Q {x:.1f} {y:.1f} {bx:.1f} {by:.1f}")
    return " ".join(out) + " Z"


def hull(points: Floats) -> str:
    """The convex outline of points (n, 2)."""
    cloud = sorted({(float(x), float(y)) for x, y in points.round(1).tolist()})

    def chain(points: Sequence[Point]) -> list[Point]:
        kept: list[Point] = []
        for p in points:
            while len(kept) > 1 and _left(kept[-2], kept[-1], p) <= 0:
                kept.pop()
            kept.append(p)
        return kept[:-1]

    return outline(np.array(chain(cloud) + chain(cloud[::-1]), np.float32))


def swept(d: str, dx: float, dy: float) -> str:
    """The convex hull of an outline and of the same outline moved: how a bag's side is seen beyond its front."""
    near = contours(d)[0]
    return hull(np.concatenate((near, near + np.array([dx, dy], np.float32))))


def _left(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def thread(paint: Paint) -> str:
    """The colour of stitches that show a little on a paint."""
    return lighter(paint.color, 0.42) if luminance(paint.color) < 0.6 else darker(paint.color, 0.3)


def stitches(d: str, paint: Paint, width: float = 2.2) -> Line:
    return Line(d, width, STITCH, thread(paint), 0.75)


def seams(points: Sequence[Point], away: float, paint: Paint, width: float = 1.9) -> Line:
    """A row of stitches on both sides of a smooth curve, `away` from it."""
    return stitches(f"{beside(points, away)} {beside(points, -away)}", paint, width)


def dots(points: Sequence[Point], size: float, color: str, opacity: float = 0.95) -> Line:
    """Small round marks in one go: holes, rivets' hearts, eyelets."""
    return Line(" ".join(line((x, y), (x + 0.2, y)) for x, y in points), size, "", color, opacity)


def zip_teeth(name: str, points: Sequence[Point], paint: Paint, width: float = 11, tape: str = "") -> Part:
    """A closed zip along a curve, `width` over its teeth, between two strips of `tape` where that names a colour."""
    lines = [Line(outline(curve(points), closed=False), width * 0.55, "3.4 3", darker(paint.color, 0.5), 0.8)]
    if tape:
        sides = f"{beside(points, width * 0.8)} {beside(points, -width * 0.8)}"
        lines.insert(0, Line(sides, width * 0.62, "", tape, 1.0))
    d = band(points, width * 2.1 if tape else width)
    return Part(name, "zipper", d, paint, depth=0.5, form="flat", lines=tuple(lines), outline=1.2, cast=0.3)


def zip_pull(name: str, at: Point, paint: Paint, *, long: float = 46, turn: float = 0.0, wide: float = 13) -> Part:
    """A zip's slider with its pull hanging from `at`; `turn` swings it (degrees)."""
    x, y = at
    half, thin, low = wide * 0.85, wide / 2, y + long
    tab = panel(
        [(x - half, y - 11), (x + half, y - 11), (x + half, y + 9), (x + thin, y + 11), (x + thin, low), (x - thin, low),
         (x - thin, y + 11), (x - half, y + 9)],
        6, 6, 3, 2, 6, 6, 2, 3,
    )  # fmt: skip
    hole = ellipse(x, y + long - wide * 0.75, wide * 0.22, wide * 0.3)
    d = moved(ring(tab, hole), about=at, turn=turn)
    return Part(name, "zipper", d, paint, depth=0.6, outline=1.2, cast=0.5)


def ring(outer: str, inner: str) -> str:
    """An outline with a hole."""
    return f"{outer} {inner}"


def frame_buckle(name: str, at: Point, wide: float, high: float, paint: Paint, *, bar: float = 8, turn: float = 0.0,
                 radius: float = 8) -> tuple[Part, Part]:  # fmt: skip
    """A small roller buckle for a strap that runs down: the frame, and its prong lying over the lower bar."""
    x, y = at
    outer = box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, radius)
    inner = box(x - wide / 2 + bar, y - high / 2 + bar, x + wide / 2 - bar, y + high / 2 - bar, max(1.5, radius - bar * 0.6))
    prong = box(x - bar * 0.42, y - high / 2 + 1, x + bar * 0.42, y + high / 2 + 2, bar * 0.4)
    return (
        Part(name, "buckle", moved(ring(outer, inner), about=at, turn=turn), paint, depth=0.5, outline=1.4, cast=0.5),
        Part(f"{name}-prong", "buckle", moved(prong, about=at, turn=turn), paint, depth=0.5, outline=1.2, cast=0.35),
    )


def stud(name: str, at: Point, size: float, paint: Paint, kind: str = "buckle") -> Part:
    """A round rivet or snap."""
    rim = Line(ellipse(*at, size * 0.62, size * 0.62), 1.4, "", darker(paint.color, 0.45), 0.6)
    return Part(name, kind, ellipse(*at, size, size), paint, depth=0.7, form="ball", lines=(rim,), outline=1.2, cast=0.4)


def stitched_cross(d: str, paint: Paint) -> Line:
    """The boxed cross that holds a strap's end: in a rectangle-like outline's middle."""
    (cx, cy), ring_points = center(d), contours(d)[0]
    x0, y0 = ring_points.min(0).tolist()
    x1, y1 = ring_points.max(0).tolist()
    hx, hy = (x1 - x0) / 2 - 5, (y1 - y0) / 2 - 5
    square = line((cx - hx, cy - hy), (cx + hx, cy - hy), (cx + hx, cy + hy), (cx - hx, cy + hy), (cx - hx, cy - hy),
                  (cx + hx, cy + hy))  # fmt: skip
    return stitches(f"{square} {line((cx + hx, cy - hy), (cx - hx, cy + hy))}", paint, 1.9)


def d_ring(name: str, at: Point, size: float, paint: Paint, *, turn: float = 0.0) -> Part:
    """A half-round ring with its straight bar below."""
    x, y = at
    thick = size * 0.17
    outer = panel([(x - size / 2, y - size * 0.42), (x + size / 2, y - size * 0.42), (x + size / 2, y + size * 0.42),
                   (x - size / 2, y + size * 0.42)], size * 0.48, size * 0.48, 3, 3)  # fmt: skip
    low = y + size * 0.42 - thick
    inner = panel([(x - size / 2 + thick, y - size * 0.42 + thick), (x + size / 2 - thick, y - size * 0.42 + thick),
                   (x + size / 2 - thick, low), (x - size / 2 + thick, low)], size * 0.34, size * 0.34, 2, 2)  # fmt: skip
    return Part(name, "buckle", moved(ring(outer, inner), about=at, turn=turn), paint, depth=0.5, outline=1.3, cast=0.4)


def chain(name: str, kind: str, points: Sequence[Point], size: float, paint: Paint) -> list[Part]:
    """A chain along a curve: open links, and between them links on edge."""
    middle = curve(points)
    at = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(middle, axis=0).T))))
    count = max(4, int(at[-1] / (size * 1.5)))
    open_links, edges = [], []
    for n in range(2 * count + 1):
        s = at[-1] * n / (2 * count)
        x, y = (float(np.interp(s, at, middle[:, k])) for k in (0, 1))
        ahead, behind = min(s + 4, at[-1]), max(s - 4, 0)
        dx, dy = (float(np.interp(ahead, at, middle[:, k]) - np.interp(behind, at, middle[:, k])) for k in (0, 1))
        turn = math.degrees(math.atan2(dy, dx))
        if n % 2:
            open_links += [moved(ellipse(x, y, size * 0.62, size * 0.42), about=(x, y), turn=turn),
                           moved(ellipse(x, y, size * 0.38, size * 0.18), about=(x, y), turn=turn)]  # fmt: skip
        else:
            edges.append(moved(ellipse(x, y, size * 0.42, size * 0.15), about=(x, y), turn=turn))
    return [Part(name, kind, " ".join(open_links), paint, depth=0.5, outline=1, cast=0.4),
            Part(f"{name}-links", kind, " ".join(edges), paint, depth=0.5, outline=1, cast=0.2)]  # fmt: skip


def dimmed(paint: Paint, share: float) -> Paint:
    """The same surface turned away from the lamp."""
    return replace(paint, color=darker(paint.color, share))
