"""How a pair of trousers is cut and how its legs lie: the geometry that trousers, jeans and shorts share.

Both edges of a leg are smooth functions of the height, so that whatever is sewn on (a cuff, a pocket, a crease) can ask where the
cloth ends. Distances from the axis are positive on the leg's own side; `side` is -1 for the leg on the left of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from data.studio.shape import AXIS, Point, smooth
from data.studio.things.warp import backward, joined

Knots = tuple[Point, ...]
"""(height, distance from the axis), from top to bottom."""
SIDES = (-1, 1)


@dataclass(frozen=True, slots=True)
class Cut:
    """Proportions in canvas units. `waist` and `hip` are half widths, `knee` and `hem` the width of one leg; `rise` and `length`
    go down from the waist; `dip` is how much lower the waist lies in front than behind.
    """

    waist: float
    hip: float
    rise: float
    length: float
    knee: float
    hem: float
    band: float = 44
    dip: float = 15
    top: float = 80

    def varied(self, rng: Random) -> Cut:
        """Another cut of the same garment."""
        wide, long = rng.uniform(0.9, 1.1), rng.uniform(0.9, 1.06)
        return Cut(
            waist=self.waist * wide * rng.uniform(0.95, 1.05),
            hip=self.hip * wide,
            rise=self.rise * rng.uniform(0.92, 1.1),
            length=self.length * long,
            knee=self.knee * wide * rng.uniform(0.94, 1.06),
            hem=self.hem * wide * rng.uniform(0.9, 1.1),
            band=self.band * rng.uniform(0.86, 1.16),
            dip=self.dip * rng.uniform(0.7, 1.3),
            top=self.top,
        )


@dataclass(frozen=True, slots=True)
class Leg:
    """Where one leg lies: how far from the axis its knee and its hem end, (inner, outer); how much higher it is than the
    other, and how its hem slants.
    """

    knee: tuple[float, float]
    hem: tuple[float, float]
    lift: float
    slant: float

    @classmethod
    def about(cls, knee: float, knee_width: float, hem: float, hem_width: float, lift: float, slant: float) -> Leg:
        """From the middle and the width of knee and hem."""
        return cls((knee - knee_width / 2, knee + knee_width / 2), (hem - hem_width / 2, hem + hem_width / 2), lift, slant)


@dataclass(frozen=True, slots=True)
class Legs:
    """A cut with its two legs laid out."""

    cut: Cut
    left: Leg
    right: Leg

    @property
    def crotch(self) -> float:
        """The height at which the legs part."""
        return self.cut.top + self.cut.rise

    def bottom(self, side: int) -> float:
        """The height of a hem."""
        return self.cut.top + self.cut.length - self._leg(side).lift

    def knee_height(self, side: int) -> float:
        """The height of a knee."""
        return self.crotch + (self.bottom(side) - self.crotch) * 0.46

    def at(self, side: int, share: float) -> float:
        """The height at a share of the way from the crotch (0) to the hem (1)."""
        return self.crotch + (self.bottom(side) - self.crotch) * share

    def outer(self, side: int, y: float) -> float:
        """The x of the outer edge at a height."""
        return AXIS + side * _along(self._outer_knots(side), y)

    def inner(self, side: int, y: float) -> float:
        """The x of the edge between the legs; above the crotch it is the middle of the front."""
        return AXIS + side * _along(self._inner_knots(side), y)

    def across(self, side: int, y: float, share: float) -> Point:
        """A point on a leg: `share` is 0 at its outer and 1 at its inner edge; lower points follow the slant of the hem."""
        x0, x1 = self.outer(side, y), self.inner(side, y)
        down = max(0.0, (y - self.crotch) / (self.bottom(side) - self.crotch))
        return x0 + (x1 - x0) * share, y + self._leg(side).slant * share * down * down

    def hips(self, side: int, y: float, share: float) -> Point:
        """As `across`, above the hips, where heights sag towards the middle with the waist."""
        return AXIS + (self.outer(side, y) - AXIS) * (1 - share), y + self.cut.dip * (1 - (1 - share) ** 2)

    def outline(self) -> str:
        """Both legs and the hips, from the waist down."""
        rows = [self._edge(side, 1) for side in SIDES], [self._edge(side, 0) for side in SIDES]
        (out_l, out_r), (in_l, in_r) = rows
        crotch = (AXIS + (self.right.hem[0] - self.left.hem[0]) * 0.04, self.crotch)
        round_crotch = [in_l[-1], *reversed(in_l[:-1]), crotch, *in_r]
        return (
            joined(
                smooth(out_l),
                _hem(out_l[-1], in_l[-1]),
                smooth(round_crotch),
                _hem(in_r[-1], out_r[-1]),
                smooth(out_r[::-1]),
                (
                    f"M {out_r[0][0]:.1f} {out_r[0][1]:.1f} Q {AXIS} {self.cut.top + 2 * self.cut.dip:.1f} "
                    f"{out_l[0][0]:.1f} {out_l[0][1]:.1f}"
                ),
            )
            + " Z"
        )

    def ring(self, side: int, y0: float, y1: float, *, ease: float = 0.0) -> str:
        """A band around one leg from a height to another, `ease` wider than the leg on each side."""
        grow = side * ease
        (ax, ay), (bx, by) = self.across(side, y0, 0), self.across(side, y0, 1)
        (cx, cy), (dx, dy) = self.across(side, y1, 1), self.across(side, y1, 0)
        sag = 5
        return (
            f"M {ax + grow:.1f} {ay:.1f} Q {(ax + bx) / 2:.1f} {(ay + by) / 2 + sag:.1f} {bx - grow:.1f} {by:.1f} "
            f"L {cx - grow:.1f} {cy:.1f} Q {(cx + dx) / 2:.1f} {(cy + dy) / 2 + sag + 3:.1f} {dx + grow:.1f} {dy:.1f} Z"
        )

    def around(self, side: int, y: float, *, start: float = 0.0, end: float = 1.0) -> str:
        """A line across one leg."""
        (ax, ay), (bx, by) = self.across(side, y, start), self.across(side, y, end)
        return f"M {ax:.1f} {ay:.1f} Q {(ax + bx) / 2:.1f} {(ay + by) / 2 + 5:.1f} {bx:.1f} {by:.1f}"

    def down(self, side: int, y0: float, y1: float, share: float) -> str:
        """A line along one leg, at a share of its width."""
        ys = [y0 + (y1 - y0) * k / 4 for k in range(5)]
        return smooth([self.across(side, y, share) for y in ys])

    def waist(self, y: float, *, dip: float | None = None, ease: float = 0.0) -> str:
        """The line around the waist at a height: it sags in the middle."""
        fall = self.cut.dip if dip is None else dip
        return f"M {self.outer(-1, y) - ease:.1f} {y:.1f} Q {AXIS} {y + 2 * fall:.1f} {self.outer(1, y) + ease:.1f} {y:.1f}"

    def waistband(self, *, dip: float | None = None) -> str:
        """The outline of the band at the top."""
        low = self.cut.top + self.cut.band
        return joined(self.waist(self.cut.top, dip=dip, ease=2), backward(self.waist(low, dip=dip, ease=2))) + " Z"

    def _leg(self, side: int) -> Leg:
        return self.left if side < 0 else self.right

    def _edge(self, side: int, outer: int) -> list[Point]:
        top, knee, bottom = self.cut.top, self.knee_height(side), self.bottom(side)
        if outer:
            heights = [top, top + self.cut.rise * 0.3, top + self.cut.rise * 0.66, self.crotch, (self.crotch + knee) / 2, knee]
            heights += [(knee + bottom) / 2, bottom]
            return [self.across(side, y, 0) for y in heights]
        heights = [self.crotch + (knee - self.crotch) * share for share in (0.09, 0.32, 0.64, 1)] + [(knee + bottom) / 2, bottom]
        return [self.across(side, y, 1) for y in heights]

    def _outer_knots(self, side: int) -> Knots:
        cut, leg = self.cut, self._leg(side)
        return (
            (cut.top, cut.waist),
            (cut.top + cut.rise * 0.3, cut.waist + (cut.hip - cut.waist) * 0.62),
            (cut.top + cut.rise * 0.66, cut.hip),
            (self.crotch + 10, cut.hip * 0.7 + max(cut.hip * 0.285, leg.knee[1] * 0.3)),
            (self.knee_height(side), leg.knee[1]),
            (self.bottom(side), leg.hem[1]),
        )

    def _inner_knots(self, side: int) -> Knots:
        leg, knee = self._leg(side), self.knee_height(side)
        return (
            (self.cut.top, 0),
            (self.crotch, 0),
            (self.crotch + (knee - self.crotch) * 0.25, 3 + 0.3 * leg.knee[0]),
            (knee, leg.knee[0]),
            (self.bottom(side), leg.hem[0]),
        )


POSES = ("straight", "apart", "stride", "together", "sway")


def laid_out(cut: Cut, rng: Random, poses: Sequence[str] = POSES) -> Legs:
    """The cut laid out by hand, as a stylist does: never twice the same."""
    pose, room = rng.choice(list(poses)), cut.length / 830
    gap = {
        "straight": rng.uniform(34, 64),
        "apart": rng.uniform(84, 130),
        "stride": rng.uniform(50, 84),
        "sway": rng.uniform(20, 54),
    }
    half = gap.get(pose, rng.uniform(5, 10)) * room / 2
    shift = {"stride": rng.uniform(24, 40), "sway": rng.uniform(24, 44)}.get(pose, rng.uniform(-5, 5)) * room * rng.choice(SIDES)
    lift = rng.uniform(8, 22) * room if pose in ("stride", "sway") else rng.uniform(0, 6)
    legs = []
    for side in SIDES:
        hem = cut.hem / 2 + half + side * shift
        knee = max(cut.hip * 0.5 * 0.5 + hem * 0.5, cut.knee / 2 + min(half, 6) + side * shift * 0.5)
        legs.append(
            Leg.about(knee + rng.uniform(-3, 4), cut.knee, hem, cut.hem, lift if side * shift > 0 else 0, rng.uniform(-5, 5))
        )
    return Legs(cut, legs[0], legs[1])


def _hem(start: Point, end: Point) -> str:
    return (
        f"M {start[0]:.1f} {start[1]:.1f} Q {(start[0] + end[0]) / 2:.1f} {(start[1] + end[1]) / 2 + 7:.1f} "
        f"{end[0]:.1f} {end[1]:.1f}"
    )


def _along(knots: Knots, y: float) -> float:
    """A smooth curve through the knots (cubic Hermite, slopes from the neighbours), read at a height."""
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in zip((knots[0], *knots[:-1]), (*knots[1:], knots[-1]), strict=True)]
    for n in range(len(knots) - 1):
        (y0, x0), (y1, x1) = knots[n], knots[n + 1]
        if y <= y1 or n == len(knots) - 2:
            break
    wide = y1 - y0
    t = (y - y0) / wide
    return (
        (2 * t**3 - 3 * t**2 + 1) * x0
        + (t**3 - 2 * t**2 + t) * wide * slopes[n]
        + (-2 * t**3 + 3 * t**2) * x1
        + (t**3 - t**2) * wide * slopes[n + 1]
    )
