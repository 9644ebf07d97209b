"""Small things in space as an eye sees them, and straps that bend through it.

Space is in canvas units about the middle of the canvas: x points right, y down, z towards the viewer. A strap is designed flat,
as outlines in (along, across), and laid on a `Ribbon`: buckle, holes and stitches follow it round every bend.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from data.studio.drawing import Drawing
from data.studio.painting import coverage
from data.studio.raster import Floats, contours
from data.studio.shape import AXIS
from data.studio.things.fittings import even, looped, outline


@dataclass(frozen=True, slots=True)
class Eye:
    """Turned by `yaw` about the upright and looking down by `pitch` (degrees) from `distance` canvas units."""

    yaw: float = 0.0
    pitch: float = 0.0
    distance: float = 2600.0

    def turned(self, points: Floats) -> Floats:
        """The points (n, 3) in the eye's own axes."""
        a, b = math.radians(self.yaw), math.radians(self.pitch)
        x = points[:, 0] * math.cos(a) + points[:, 2] * math.sin(a)
        z = points[:, 2] * math.cos(a) - points[:, 0] * math.sin(a)
        y = points[:, 1] * math.cos(b) + z * math.sin(b)
        return np.column_stack((x, y, z * math.cos(b) - points[:, 1] * math.sin(b))).astype(np.float32)

    def sees(self, points: Floats) -> Floats:
        """The points (n, 3) on the canvas, (n, 2); the origin falls in its middle."""
        seen = self.turned(points)
        near = self.distance / (self.distance - seen[:, 2:])
        return np.asarray(seen[:, :2] * near + AXIS, dtype=np.float32)

    def draws(self, points: Floats, *, closed: bool = True) -> str:
        return outline(self.sees(points), closed=closed)

    def shows(self, d: str, z: float = 0.0, *, closed: bool = True) -> str:
        """A flat outline about (0, 0) that stands upright at depth `z`."""
        pieces = []
        for piece in contours(d):
            flat = even(looped(piece) if closed else piece, 14)
            pieces.append(self.draws(np.column_stack((flat, np.full(len(flat), z, np.float32))), closed=closed))
        return " ".join(pieces)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A strap: its middle line through space (n, 3), the direction `across` it, and the eye that sees it."""

    path: Floats
    across: tuple[float, float, float]
    eye: Eye

    def lengths(self) -> Floats:
        """How far along each point of the path lies."""
        steps = np.sqrt((np.diff(self.path, axis=0) ** 2).sum(1))
        return np.concatenate(([0.0], np.cumsum(steps))).astype(np.float32)

    def outward(self) -> Floats:
        """Unit normals of the outer face, (n, 3): along x across."""
        along = np.gradient(self.path, axis=0)
        out = np.cross(along, np.array(self.across))
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1), 1e-6)[:, None], dtype=np.float32)

    def facing(self) -> Floats:
        """How much the outer face looks at the eye at each point, -1 to 1."""
        towards = np.array((0, 0, self.eye.distance), np.float32) - self.eye.turned(self.path)
        towards /= np.linalg.norm(towards, axis=1)[:, None]
        return np.asarray((self.eye.turned(self.outward()) * towards).sum(1), dtype=np.float32)

    def runs(self) -> list[tuple[int, int, bool]]:
        """Where the outer side is seen and where the inner: first point, last point, outer?"""
        outer = self.facing() > 0
        cuts = [0, *(np.nonzero(np.diff(outer))[0] + 1).tolist(), len(outer) - 1]
        return [(a, b, bool(outer[(a + b) // 2])) for a, b in pairwise(cuts) if b > a]

    def points(self, flat: Floats, out: float = 0.0) -> Floats:
        """Flat points (n, 2), along and across, on the canvas; `out` lifts them off the outer face."""
        at, normal = self.lengths(), self.outward()
        places = np.column_stack([np.interp(flat[:, 0], at, self.path[:, k]) for k in range(3)])
        lift = np.column_stack([np.interp(flat[:, 0], at, normal[:, k]) for k in range(3)])
        return self.eye.sees((places + lift * out + flat[:, 1:] * np.array(self.across)).astype(np.float32))

    def laid(self, d: str, out: float = 0.0, *, closed: bool = True) -> str:
        """A flat outline laid on the strap."""
        return " ".join(
            outline(self.points(even(looped(piece) if closed else piece), out), closed=closed) for piece in contours(d)
        )


def only_seen(drawing: Drawing, width: int = 260, least: int = 5) -> Drawing:
    """The drawing less the parts of which others leave fewer than `least` pixels of a picture `width` wide."""
    matrix, kept = drawing.placing(width), []
    over = np.zeros((width, width), bool)
    for part in reversed(drawing.parts):
        found = coverage(part, matrix, width, width)
        if found is None:
            continue
        window, covered = found
        here = (window.rows, window.columns)
        if int(((covered > 0.5) & ~over[here]).sum()) >= least:
            kept.append(part)
            over[here] |= covered > 0.5
    return replace(drawing, parts=tuple(reversed(kept)), frame=drawing.box())
