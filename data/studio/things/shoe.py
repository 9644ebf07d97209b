"""What every drawn shoe shares: the last it is built on, strips of leather and cord, and how the pair stands before the camera.

A shoe is written in its own measure: u runs along it from the toe (0) to the heel (1), v up from the ground, both in shoe
lengths. The toe points left; `posed` turns it round and puts the other of the pair beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter, luminance, shade
from data.studio.raster import Floats, contours
from data.studio.shape import Point, Segment, box, line, moved, segments, written
from data.studio.spec import Spec

GROUND, LEFT = 740.0, 120.0
STITCH = "7 5"


@dataclass(frozen=True, slots=True)
class Last:
    """The form a shoe is built on. `long` is its length in canvas units, `tall` stretches its height, `back` moves the middle
    of the shoe towards the heel (in shoe lengths), and `lean` makes the heel higher than the toe, or lower.
    """

    long: float = 760
    tall: float = 1.0
    back: float = 0.0
    lean: float = 0.0

    def at(self, u: float, v: float) -> Point:
        """The place of (u, v) on the canvas."""
        along = u + 4 * self.back * u * (1 - u) if 0 <= u <= 1 else u
        return LEFT + along * self.long, GROUND - v * self.long * self.tall * (1 + self.lean * (u - 0.5))

    def d(self, path: str) -> str:
        """A path of the shoe's measure on the canvas."""
        return written([(command, tuple(self.at(*p) for p in points)) for command, points in segments(path)])

    def size(self, length: float) -> float:
        """A length of the shoe's measure in canvas units."""
        return length * self.long


def last(rng: Random, *, tall: float = 0.13, back: float = 0.032, lean: float = 0.12) -> Last:
    """A last of a product's own proportions: `tall`, `back` and `lean` say how far each may stray."""
    return Last(760, 1 + rng.uniform(-tall, tall), rng.uniform(-back, back), rng.uniform(-lean, lean))


def strip(d: str, width: float, end: float | None = None, *, blunt: bool = False) -> str:
    """The curve as a band `width` wide that narrows or widens to `end`; round at its ends, or cut straight (`blunt`)."""
    pieces = [_band(points, width, width if end is None else end, blunt) for points in contours(d)]
    return " ".join(pieces)


def _band(points: Floats, width: float, end: float, blunt: bool) -> str:
    keep = np.concatenate(([True], np.hypot(*np.diff(points, axis=0).T) > 0.05))
    p = points[keep].astype(np.float64)
    steps = np.gradient(p, axis=0)
    normal = np.column_stack((-steps[:, 1], steps[:, 0])) / np.maximum(np.hypot(*steps.T), 1e-6)[:, None]
    run = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(p, axis=0).T))))
    half = (width + (end - width) * run / max(run[-1], 1e-6))[:, None] / 2
    one, other = p + normal * half, p - normal * half
    if blunt:
        ring = [*one, *other[::-1]]
    else:
        ring = [*one, *_cap(p[-1], normal[-1], float(half[-1, 0])), *other[::-1], *_cap(p[0], -normal[0], float(half[0, 0]))]
    return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in ring) + " Z"


def _cap(at: Floats, normal: Floats, radius: float) -> list[tuple[float, float]]:
    """A half circle from `normal`'s side round to the other."""
    a = math.atan2(float(normal[1]), float(normal[0]))
    return [
        (float(at[0]) + radius * math.cos(a - t), float(at[1]) + radius * math.sin(a - t)) for t in (0.5, 1.05, 1.57, 2.1, 2.64)
    ]


def between(top: str, bottom: str) -> str:
    """The field between two open curves that run the same way."""
    parts = [s for s in segments(bottom) if s[0] != "Z"]
    ends = [points[-1] for _, points in parts]
    back: list[Segment] = [("L", (ends[-1],))]
    for n in range(len(parts) - 1, 0, -1):
        command, points = parts[n]
        back.append((command, (*reversed(points[:-1]), ends[n - 1])))
    return f"{top} {written(back)} Z"


def along(d: str, count: int, start: float = 0.0, stop: float = 1.0) -> list[tuple[float, float, float]]:
    """`count` places along the curve, evenly: x, y and its direction there in degrees."""
    points = np.concatenate(contours(d))
    run = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    found = []
    for share in np.linspace(start, stop, count):
        s = share * run[-1]
        x, y = (float(np.interp(s, run, points[:, axis])) for axis in (0, 1))
        ahead = [float(np.interp(s + step, run, points[:, axis])) for step in (-2.0, 2.0) for axis in (0, 1)]
        found.append((x, y, math.degrees(math.atan2(ahead[3] - ahead[1], ahead[2] - ahead[0]))))
    return found


def beside(d: str, away: float) -> str:
    """The curve moved sideways by `away` canvas units, to the right of its run where positive, as short lines."""
    moved_lines = []
    for points in contours(d):
        steps = np.gradient(points.astype(np.float64), axis=0)
        normal = np.column_stack((-steps[:, 1], steps[:, 0])) / np.maximum(np.hypot(*steps.T), 1e-6)[:, None]
        moved_lines.append(line(*((float(x), float(y)) for x, y in points + normal * away)))
    return " ".join(moved_lines)


def dots(places: Sequence[tuple[float, float, float]], width: float, color: str, opacity: float = 0.9) -> Line:
    """Small round marks: eyelets, perforations."""
    return Line(" ".join(f"M {x:.1f} {y:.1f} L {x + 0.2:.1f} {y:.1f}" for x, y, _ in places), width, "", color, opacity)


def stitches(d: str, tone: str | None = None, opacity: float = 0.55) -> Line:
    return Line(d, 2.0, STITCH, tone, opacity)


def frame_buckle(x: float, y: float, wide: float, high: float, turn: float = 0) -> str:
    """A rounded frame with its hole and its pin, turned about its middle (degrees)."""
    ring = box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, 7)
    rim = min(wide, high) * 0.2
    hole = box(x - wide / 2 + rim, y - high / 2 + rim, x + wide / 2 - rim, y + high / 2 - rim, 4)
    return moved(f"{ring} {hole}", about=(x, y), turn=turn)


def given(spec: Spec, kind: str, chance: float) -> bool:
    """Whether a product has a part that not all of its kind have: always where a surface is named for it. The same in every
    view.
    """
    return kind in spec.parts or spec.rng(f"has {kind}").random() < chance


def stuff(spec: Spec, kind: str, *colors: str, texture: str = "", gloss: float = 0.0) -> Paint:
    """The paint of a part that has a colour of its own (soles, laces): one of `colors`, the same in every view, unless a
    surface is named for it.
    """
    if kind in spec.parts:
        return spec.trim(kind, texture=texture, gloss=gloss)
    color = spec.rng(f"{kind} color").choice(colors)
    return Paint(shade(color), texture=texture, gloss=gloss, name=color)


def fitting(spec: Spec, kind: str, *metals: str) -> Paint:
    """Metal of one of these kinds, the same in every view."""
    return spec.metal(kind, spec.rng(f"{kind} metal").choice(metals))


def toned(spec: Spec, kind: str, share: float = 0.2, texture: str | None = None) -> Paint:
    """A part in a deeper tone of the shoe where no surface is named for it."""
    look = spec.look if texture is None else texture
    paint = spec.trim(kind, texture=look)
    return paint if kind in spec.parts else deeper(paint, share, look)


def deeper(paint: Paint, share: float, texture: str) -> Paint:
    """The same colour in a deeper tone, plain; a lighter one where it is dark already."""
    tone = darker(paint.color, share) if luminance(paint.color) > 0.2 else lighter(paint.color, share * 0.45)
    return replace(paint.plain(), color=tone, texture=texture)


def inside(spec: Spec, *colors: str) -> Paint:
    """The lining, in the shadow of the shoe: of the shoe's own colour where none is given."""
    if "lining" in spec.parts:
        return spec.trim("lining", texture="suede")
    paint = stuff(spec, "lining", *colors, texture="felt") if colors else spec.trim("lining", texture="felt")
    return replace(paint, color=darker(paint.color, 0.2 if colors else 0.36))


def smooth_leather(part: Part) -> Part:
    """Shoe leather is calf: polished, its pores too fine for the eye at this distance."""
    if part.paint.texture != "leather":
        return part
    return replace(part, paint=replace(part.paint, texture="calf"))


@dataclass(frozen=True, slots=True)
class Pose:
    """How often a pair stands like this, how far along (`apart`) and up the picture (`rise`) the far shoe is, in shoe lengths,
    and whether it faces the other way.
    """

    weight: float
    apart: tuple[float, float] = (0.0, 0.0)
    rise: tuple[float, float] = (0.0, 0.0)
    opposed: bool = False


ALONE = Pose(0.22)
LOW_POSES = (
    ALONE,
    Pose(0.32, (0.16, 0.46), (0.06, 0.12)),
    Pose(0.16, (0.02, 0.16), (0.12, 0.19)),
    Pose(0.12, (0.56, 0.8), (0.03, 0.07)),
    Pose(0.18, (-0.22, 0.3), (0.08, 0.13), opposed=True),
)
"""One shoe, or the far one of a pair staggered, beside, in a row or facing the other way."""
TALL_POSES = (
    Pose(0.22),
    Pose(0.4, (0.24, 0.56), (0.05, 0.11)),
    Pose(0.14, (0.56, 0.74), (0.03, 0.06)),
    Pose(0.16, (-0.14, 0.16), (0.05, 0.1), opposed=True),
)
HEEL_POSES = (Pose(0.24), Pose(0.5, (0.16, 0.5), (0.06, 0.13)), Pose(0.18, (0.56, 0.76), (0.03, 0.07)))


def posed(spec: Spec, parts: Sequence[Part], facts: Sequence[tuple[str, str]], poses: Sequence[Pose] = LOW_POSES) -> Drawing:
    """The shoe before the camera in one of these poses, facing left or right. The other view faces the other way, in another
    pose.
    """
    rng = spec.rng("pose")
    front, turned, side = _chosen(rng, poses), rng.random() < 0.45, rng.choice((1.0, 1.0, -1.0))
    pose = front
    if spec.view == "other":
        rng = spec.rng("other pose")
        pose, turned = _chosen(rng, [one for one in poses if one is not front]), not turned
    near = [smooth_leather(p) for p in parts]
    shown = near
    if pose.apart != (0.0, 0.0):
        dx, dy = 760 * rng.uniform(*pose.apart), 12 - 760 * rng.uniform(*pose.rise)
        far = [p.mirror(p.name) for p in near] if pose.opposed else near
        shown = [*(p.move(f"other {p.name}", dx if pose.opposed else side * dx, dy, scale=0.95, dim=0.06) for p in far), *near]
    if turned:
        shown = [p.mirror(p.name) for p in shown]
    return Drawing(tuple(shown), ground="floor", seed=spec.seed, facts=tuple(facts), fill=0.84, main=main_part(shown))


def main_part(parts: Sequence[Part]) -> str:
    """The kind that carries the shoe's own colour: its body, or the straps where there is none."""
    return "body" if any(p.kind == "body" for p in parts) else "strap"


def _chosen(rng: Random, poses: Sequence[Pose]) -> Pose:
    return rng.choices(poses, [one.weight for one in poses])[0]
