"""The camera before which furniture is built: from points in space to the canvas, in mild perspective.

Space is in centimetres: x to the right, y up, z towards the product's front, the floor at y = 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.studio.drawing import Paint
from data.studio.palette import darker, lighter
from data.studio.shape import Point, smooth

P3 = tuple[float, float, float]


_LAMP = (-0.47, 0.71, 0.52)


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the product is seen from. `yaw` (degrees) turns the product, 0 shows its front, 90 its left side; `pitch` looks down;
    `scale` is canvas units a centimetre at `middle`, which comes to the canvas's centre; `away` is the eye's distance.
    """

    yaw: float
    pitch: float
    scale: float
    middle: P3 = (0.0, 40.0, 0.0)
    away: float = 420.0

    def turned(self, x: float, y: float, z: float) -> P3:
        """A direction in the camera's own axes: to the right, up, towards the eye."""
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        x, z = x * c + z * s, z * c - x * s
        c, s = math.cos(math.radians(self.pitch)), math.sin(math.radians(self.pitch))
        return x, y * c - z * s, y * s + z * c

    def spot(self, p: P3) -> Point:
        """Where a point lies on the canvas."""
        x, y, z = self.turned(p[0] - self.middle[0], p[1] - self.middle[1], p[2] - self.middle[2])
        near = self.nearness(z)
        return 500 + self.scale * near * x, 500 - self.scale * near * y

    def nearness(self, z: float) -> float:
        return self.away / max(60.0, self.away - z)

    def size(self, p: P3) -> float:
        """Canvas units a centimetre at a point."""
        return self.scale * self.nearness(self.turned(p[0] - self.middle[0], p[1] - self.middle[1], p[2] - self.middle[2])[2])

    def eye(self) -> P3:
        y, z = self.away * math.sin(math.radians(self.pitch)), self.away * math.cos(math.radians(self.pitch))
        c, s = math.cos(math.radians(self.yaw)), math.sin(math.radians(self.yaw))
        return self.middle[0] - z * s, self.middle[1] + y, self.middle[2] + z * c

    def path(self, points: Iterable[P3], *, closed: bool = False) -> str:
        """Straight lines through points in space."""
        return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in map(self.spot, points)) + (" Z" if closed else "")

    def curve(self, points: Iterable[P3], *, closed: bool = False) -> str:
        """A smooth curve through points in space."""
        return smooth([self.spot(p) for p in points], closed=closed)

    def tone(self, paint: Paint, normal: P3) -> Paint:
        """The paint on a face that looks along `normal` (of length 1), as the lamp lights it."""
        n = self.turned(*normal)
        lit = n[0] * _LAMP[0] + n[1] * _LAMP[1] + n[2] * _LAMP[2]
        return toned(paint, (0.72 - lit) * 0.30)

    def grain(self, along: P3) -> float:
        """The grain (degrees) of a part whose threads or fibres run along a direction in space."""
        x, y, _ = self.turned(*along)
        return math.degrees(math.atan2(-x, -y)) if (x, y) != (0, 0) else 0.0


def toned(paint: Paint, dim: float) -> Paint:
    """The paint in shadow (`dim` above 0) or light."""
    dim = max(-0.12, min(0.34, dim))

    def tone(color: str) -> str:
        return darker(color, dim) if dim > 0 else lighter(color, -dim)

    return replace(paint, color=tone(paint.color), accents=(tone(paint.accents[0]), tone(paint.accents[1])))
