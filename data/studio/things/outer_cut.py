"""The cut of hoodies, jackets, coats and dresses: a body piece, its front panels and its creases.

Garments are drawn as on an invisible figure. The left half is measured and the right one mirrors it, less a little: cloth never
hangs the same on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from data.studio.shape import AXIS, Point, mirrored, segments, written

C = AXIS
STITCH = "7 5"
Neckline = Literal["round", "v", "square", "sweetheart"]


@dataclass(frozen=True, slots=True)
class Cut:
    """A body piece: heights are canvas units from the top, widths are halves from the axis. `top` is where the shoulder seam
    meets the neck, `slope` how far it falls; `dip` is the neckline's depth, `hem_curve` how much the hem's middle hangs lower.
    """

    top: float = 190
    neck: float = 78
    slope: float = 52
    shoulder: float = 200
    armpit: float = 400
    chest: float = 200
    waist: float = 194
    waist_y: float = 580
    hem: float = 200
    bottom: float = 800
    hem_curve: float = 8
    dip: float = 66
    neckline: Neckline = "round"

    @property
    def tip(self) -> Point:
        """The left shoulder's end."""
        return C - self.shoulder, self.top + self.slope

    @property
    def pit(self) -> Point:
        """The left armpit."""
        return C - self.chest, self.armpit

    def width_at(self, y: float) -> float:
        """Half the body's width at a height below the armpit, near enough to sew on by."""
        if y <= self.waist_y:
            t = max(0.0, (y - self.armpit) / max(1.0, self.waist_y - self.armpit))
            return self.chest + (self.waist - self.chest) * (3 * t * t - 2 * t**3)
        t = (y - self.waist_y) / max(1.0, self.bottom - self.waist_y)
        return self.waist + (self.hem - self.waist) * (0.7 * t + 0.3 * t * t)

    def armhole(self) -> tuple[Point, Point]:
        """The two handles of the curve from the shoulder's tip to the armpit."""
        (sx, sy), (ax, ay) = self.tip, self.pit
        return (max(sx, ax) + 22, sy + (ay - sy) * 0.42), (ax + 34, ay - (ay - sy) * 0.16)

    def shoulder_line(self) -> str:
        """From the neck to the shoulder's tip, less the beginning."""
        sx, sy = self.tip
        return f"Q {C - (self.neck + self.shoulder) / 2} {self.top + self.slope * 0.38} {sx} {sy}"

    def side(self) -> str:
        """From the neck over shoulder, armhole and side seam to the hem: a path without its beginning."""
        (ax, ay), (h1, h2) = self.pit, self.armhole()
        mid, wy, b = C - self.waist, self.waist_y, self.bottom - self.hem_curve
        up, down = (wy - ay) * 0.4, b - wy
        return (
            f"{self.shoulder_line()} C {h1[0]} {h1[1]} {h2[0]} {h2[1]} {ax} {ay} "
            f"C {ax + 1} {ay + up} {mid} {wy - up} {mid} {wy} "
            f"C {mid} {wy + down * 0.33} {C - self.hem + (self.hem - self.waist) * 0.15} {b - down * 0.36} {C - self.hem} {b}"
        )

    def half(self) -> str:
        """The left half, from the neckline's middle to the hem's."""
        y, d, n = self.top, self.dip, self.neck
        neckline = {
            "round": f"C {C - n * 0.62} {y + d} {C - n * 0.98} {y + d * 0.5} {C - n} {y}",
            "v": f"Q {C - n * 0.42} {y + d * 0.52} {C - n} {y}",
            "square": f"L {C - n * 0.9} {y + d - 3} Q {C - n * 0.98} {y + d * 0.4} {C - n} {y}",
            "sweetheart": f"Q {C - n * 0.16} {y + d * 0.74} {C - n * 0.52} {y + d * 0.78} "
            f"Q {C - n * 0.94} {y + d * 0.8} {C - n} {y}",
        }[self.neckline]
        low = self.bottom + self.hem_curve
        return f"M {C} {y + d} {neckline} {self.side()} Q {C - self.hem * 0.5} {low} {C} {low}"

    def outline(self, rng: Random | None = None) -> str:
        """The whole piece; `rng` lets the right side hang a little otherwise."""
        return joined(self.half(), (uneven(self, rng) if rng else self).half())

    def panel(self, low: Point, edge: str) -> str:
        """The left front: `low` is its lower front corner, `edge` the path from there up to the neck, less its beginning."""
        x, y = low
        return f"M {C - self.neck} {self.top} {self.side()} Q {(C - self.hem + x) / 2} {y} {x} {y} {edge} Z"


def uneven(cut: Cut, rng: Random, much: float = 5) -> Cut:
    """The other side: the same piece, hanging a little differently below the armpit."""
    return replace(cut, waist=cut.waist + rng.uniform(-much, much), hem=cut.hem + rng.uniform(-much, much))


def varied(cut: Cut, rng: Random, *, wide: float = 0.12, long: float = 0.12) -> Cut:
    """The same garment in this product's own proportions: `wide` and `long` are shares."""
    w, tall = 1 + rng.uniform(-wide, wide), 1 + rng.uniform(-long, long)
    lower = cut.bottom - cut.armpit
    return replace(
        cut,
        shoulder=cut.shoulder * (1 + (w - 1) * 0.7),
        chest=cut.chest * w,
        waist=cut.waist * w * rng.uniform(0.97, 1.03),
        hem=cut.hem * w * rng.uniform(0.95, 1.06),
        armpit=cut.armpit + rng.uniform(-4, 6),
        bottom=cut.armpit + lower * tall,
        waist_y=cut.armpit + (cut.waist_y - cut.armpit) * (0.5 + 0.5 * tall),
        slope=cut.slope * rng.uniform(0.86, 1.16),
    )


def joined(left: str, right: str) -> str:
    """A left half and another left half, which is mirrored, as one closed outline."""
    there = [s for s in segments(left) if s[0] != "Z"]
    other = [s for s in segments(mirrored(right)) if s[0] != "Z"]
    ends = [points[-1] for _, points in other]
    back: list[tuple[str, tuple[Point, ...]]] = [("L", (ends[-1],))]
    for n in range(len(other) - 1, 0, -1):
        command, points = other[n]
        back.append((command, (*reversed(points[:-1]), ends[n - 1])))
    return written([*there, *back, ("Z", ())])


def drapes(cut: Cut, rng: Random, *, from_y: float = 0, calm: float = 1) -> tuple[str, ...]:
    """Creases of a body piece: pulls from the armpits and, towards the hem, a few upright flutes."""
    out = []
    y0 = from_y or cut.armpit
    for side in (-1, 1):
        x, y = C + side * (cut.width_at(y0) - 10), y0 + rng.uniform(0, 22)
        inward, fall = -side * cut.chest * rng.uniform(0.32, 0.6) * calm, rng.uniform(50, 130)
        out.append(f"M {x} {y} Q {x + inward * 0.5} {y + fall * rng.uniform(0.2, 0.5)} {x + inward} {y + fall}")
    for share in (-0.68, -0.15, 0.5):
        if rng.random() < 0.72:
            x, high = C + cut.hem * (share + rng.uniform(-0.14, 0.14)), (cut.bottom - y0) * rng.uniform(0.3, 0.55)
            sway = rng.uniform(-22, 22)
            out.append(f"M {x} {cut.bottom - 22} Q {x + sway} {cut.bottom - high * 0.5} {x + sway * 0.4} {cut.bottom - high}")
    return tuple(out)
