"""Sleeves set into a body: how long, how wide, and how they lie.

The left sleeve is drawn and the right one is a left one mirrored, with an angle of its own. A long sleeve may be folded at the
elbow across the body: then its forearm is a second part, in front of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import Point, line
from data.studio.things.garment import STITCH, Body, C, along


@dataclass(frozen=True, slots=True)
class Sleeve:
    """`under` is the length of its lower seam, `width` half its opening, `bicep` half its width above the elbow; `angle` is how
    far it stands off the body (degrees), `bend` how much the forearm turns back in, `fold` the forearm's angle where it's folded
    over.

    `puff` raises the head, `gather` is how much narrower than the sleeve its cuff is on each side, `cuff` the cuff's height; a
    `raglan` runs up to the neck.
    """

    under: float = 62
    width: float = 70
    angle: float = 44
    bicep: float = 66
    bend: float = 0
    fold: float | None = None
    puff: float = 0
    gather: float = 0
    cuff: float = 0
    raglan: bool = False

    @property
    def long(self) -> bool:
        return self.under > 150


def way(degrees: float) -> Point:
    """Along a sleeve that stands off by so much, on the left."""
    return -math.sin(math.radians(degrees)), math.cos(math.radians(degrees))


def out(degrees: float) -> Point:
    """Square to it, outwards."""
    return -math.cos(math.radians(degrees)), -math.sin(math.radians(degrees))


def shifted(p: Point, direction: Point, far: float) -> Point:
    return p[0] + direction[0] * far, p[1] + direction[1] * far


def _at(p: Point) -> str:
    return f"{p[0]:.1f} {p[1]:.1f}"


@dataclass(frozen=True, slots=True)
class Arm:
    """Where a left sleeve's corners are: outer and inner at the elbow and at the opening."""

    body: Body
    sleeve: Sleeve
    elbow_out: Point
    elbow_in: Point
    end_out: Point
    end_in: Point
    end_angle: float

    def edge(self, up: float, wider: float = 0) -> tuple[Point, Point]:
        """Outer and inner end of the line across the sleeve `up` above its opening."""
        along, off = way(self.end_angle), out(self.end_angle)
        return shifted(shifted(self.end_out, along, -up), off, wider), shifted(shifted(self.end_in, along, -up), off, -wider)

    def cuff(self, height: float, wider: float = 0) -> str:
        """The band at its end."""
        (ox, oy), (ix, iy) = self.edge(height, wider)
        (px, py), (jx, jy) = self.edge(-3, wider * 0.6 if wider > 0 else wider)
        bx, by = way(self.end_angle)
        top = f"Q {(ox + ix) / 2 + bx * 4:.1f} {(oy + iy) / 2 + by * 4:.1f} {ix:.1f} {iy:.1f}"
        low = f"Q {(px + jx) / 2 + bx * 7:.1f} {(py + jy) / 2 + by * 7:.1f} {px:.1f} {py:.1f}"
        return f"M {ox:.1f} {oy:.1f} {top} L {jx:.1f} {jy:.1f} {low} Z"

    def opening(self) -> str:
        """The sleeve's end from its outer to its inner corner, without the first: straight, or gathered into the cuff."""
        s = self.sleeve
        if not s.gather:
            low = shifted(
                ((self.end_out[0] + self.end_in[0]) / 2, (self.end_out[1] + self.end_in[1]) / 2), way(self.end_angle), 5
            )
            return f"Q {_at(low)} {_at(self.end_in)}"
        (ox, oy), (ix, iy) = self.edge(s.cuff - 4, -s.gather)
        (px, py), (jx, jy) = self.edge(s.cuff - 2, -2)
        return f"Q {px:.1f} {py:.1f} {ox:.1f} {oy:.1f} L {ix:.1f} {iy:.1f} Q {jx:.1f} {jy:.1f} {_at(self.ends()[1])}"

    def ends(self) -> tuple[Point, Point]:
        """Where the sleeve's sides end."""
        s = self.sleeve
        return self.edge(s.cuff + s.gather * 1.1) if s.gather else (self.end_out, self.end_in)


def arm_of(body: Body, s: Sleeve) -> Arm:
    half = s.under * 0.48
    first, then = s.angle, s.angle - s.bend
    elbow_in = shifted(body.armpit_point, way(first), half)
    wide = (s.bicep + s.width) / 2 if s.long else s.width
    elbow_out = shifted(elbow_in, out((first + then) / 2), 2 * wide)
    if s.fold is None:
        end_in = shifted(elbow_in, way(then), s.under - half)
        return Arm(body, s, elbow_out, elbow_in, shifted(end_in, out(then), 2 * s.width), end_in, then)
    middle = ((elbow_out[0] + elbow_in[0]) / 2, (elbow_out[1] + elbow_in[1]) / 2)
    crease = (first + s.fold) / 2
    reach = wide / math.sin(math.radians(first - crease))
    high, low = shifted(middle, way(crease), -reach), shifted(middle, way(crease), reach)
    wrist = shifted(middle, way(s.fold), s.under - half)
    return Arm(body, s, high, low, shifted(wrist, out(s.fold), s.width), shifted(wrist, out(s.fold), -s.width), s.fold)


def _seam(arm: Arm) -> tuple[str, str]:
    """How the outline comes to the shoulder point, and how it closes from the armpit."""
    body = arm.body
    (sx, sy), (ax, ay) = body.shoulder_point, body.armpit_point
    if not arm.sleeve.raglan:
        slope = body.drop / (body.shoulder - body.neck)
        return (
            f"M {sx + 46:.1f} {sy + 60:.1f} L {sx + 24:.1f} {sy - 24 * slope + 4:.1f} L {sx:.1f} {sy:.1f}",
            f"L {ax + 52:.1f} {ay - 46:.1f} Z",
        )
    (rx, ry), (nx, ny) = along(body.neckline(9), (0.7, 1.0))
    return (
        f"M {rx:.1f} {ry:.1f} L {nx:.1f} {ny:.1f} Q {C - (body.neck + body.shoulder) / 2:.1f} {body.top + body.drop * 0.43:.1f} "
        f"{sx:.1f} {sy:.1f}",
        f"C {ax + 40:.1f} {ay - 70:.1f} {rx - 16:.1f} {ry + 80:.1f} {rx:.1f} {ry:.1f} Z",
    )


def _upper_edge(arm: Arm, to: Point) -> str:
    """From the shoulder to the elbow or, where the sleeve is short, to its opening."""
    body, s = arm.body, arm.sleeve
    sx, sy = body.shoulder_point
    slope = math.atan2(body.drop * 0.9, body.shoulder - body.neck)
    far = math.hypot(to[0] - sx, to[1] - sy)
    lead = far * (0.17 if s.long else 0.28) + s.puff
    c1 = (sx - math.cos(slope) * lead, sy + math.sin(slope) * lead - s.puff * 0.8)
    c2 = shifted(shifted(to, way(s.angle), -far * (0.42 if s.long else 0.34)), out(s.angle), s.puff * 0.6)
    return f"C {_at(c1)} {_at(c2)} {_at(to)}"


def upper(arm: Arm) -> str:
    """The sleeve from the shoulder to its opening, or to the fold at the elbow."""
    s, (ax, ay) = arm.sleeve, arm.body.armpit_point
    start, close = _seam(arm)
    down, (end_out, end_in) = way(s.angle), arm.ends()
    if not s.long:
        under = shifted((ax, ay), down, s.under * 0.5)
        return f"{start} {_upper_edge(arm, end_out)} {arm.opening()} Q {_at(under)} {_at((ax, ay))} {close}"
    up = s.under * 0.2
    into = f"C {_at(shifted(arm.elbow_in, down, -up))} {_at(shifted((ax, ay), down, up * 0.7))} {_at((ax, ay))} {close}"
    if s.fold is not None:
        return f"{start} {_upper_edge(arm, arm.elbow_out)} L {_at(arm.elbow_in)} {into}"
    mean, end = way(s.angle - s.bend / 2), way(arm.end_angle)
    outer = f"C {_at(shifted(arm.elbow_out, mean, up))} {_at(shifted(end_out, end, -up))} {_at(end_out)}"
    inner = f"C {_at(shifted(end_in, end, -up))} {_at(shifted(arm.elbow_in, mean, up * 0.8))} {_at(arm.elbow_in)}"
    return f"{start} {_upper_edge(arm, arm.elbow_out)} {outer} {arm.opening()} {inner} {into}"


def forearm(arm: Arm) -> str:
    """What lies folded over: from the crease at the elbow to the wrist, `end_out` being its lower edge."""
    high, low, forth = arm.elbow_out, arm.elbow_in, way(arm.end_angle)
    bulge = shifted(((high[0] + low[0]) / 2, (high[1] + low[1]) / 2), forth, -6)
    end_out, end_in = arm.ends()
    return (f"M {_at(high)} Q {_at(shifted(high, forth, arm.sleeve.under * 0.2))} {_at(end_in)} {_swapped(arm)} {_at(end_out)} "
            f"Q {_at(shifted(low, forth, arm.sleeve.under * 0.16))} {_at(low)} Q {_at(bulge)} {_at(high)} Z")  # fmt: skip


def _swapped(arm: Arm) -> str:
    """The folded sleeve's end from its inner to its outer corner, without the corners."""
    s = arm.sleeve
    if not s.gather:
        return "L"
    (ox, oy), (ix, iy) = arm.edge(s.cuff - 4, -s.gather)
    return f"L {ix:.1f} {iy:.1f} L {ox:.1f} {oy:.1f} L"


def _creases(arm: Arm, rng: Random) -> tuple[str, ...]:
    """A drag from the armpit, and folds at the elbow of a long sleeve; a gathered end has its pleats."""
    s = arm.sleeve
    off, down = out(s.angle), way(s.angle)
    start = shifted(arm.body.armpit_point, off, -22)
    found = [f"M {_at(start)} Q {_at(shifted(shifted(start, off, s.bicep * 0.9), down, 18))} "
             f"{_at(shifted(shifted(start, off, s.bicep * rng.uniform(1.4, 1.8)), down, rng.uniform(-24, 14)))}"]  # fmt: skip
    if s.long:
        for far in (rng.uniform(0.34, 0.44), rng.uniform(0.52, 0.66)):
            p = shifted(shifted(arm.body.armpit_point, down, s.under * far), off, -14)
            end = shifted(shifted(p, off, s.bicep * rng.uniform(1.2, 1.6)), down, rng.uniform(-20, 4))
            found.append(f"M {_at(p)} Q {_at(shifted(shifted(p, off, s.bicep * 0.8), down, 18))} {_at(end)}")
    if s.gather and s.fold is None:
        found += _pleats(arm, rng)
    return tuple(found)


def _pleats(arm: Arm, rng: Random) -> list[str]:
    s = arm.sleeve
    (ox, oy), (ix, iy) = arm.edge(s.cuff - 6, -s.gather)
    up = way(arm.end_angle)
    reach = 58 if s.long else 34
    pleats = []
    for share in (0.16, 0.5, 0.84):
        p = (ox + (ix - ox) * share, oy + (iy - oy) * share)
        q = shifted(p, up, -reach * rng.uniform(0.8, 1.25))
        pleats.append(f"M {_at(p)} Q {_at(shifted(p, up, -reach * 0.4))} {q[0] + (share - 0.5) * -30:.1f} {q[1]:.1f}")
    return pleats


@dataclass(frozen=True, slots=True)
class Finish:
    """How a sleeve ends: in a band of `height` in `paint` with these `lines` on it, or in a hem stitched `stitch` above it."""

    paint: Paint | None = None
    height: float = 40
    wider: float = 3
    stitch: float = 18
    lines: Callable[[Arm], tuple[Line, ...]] | None = None


def _left(body: Body, s: Sleeve, paint: Paint, finish: Finish, rng: Random) -> tuple[list[Part], list[Part]]:
    arm = arm_of(body, s)
    hem = () if finish.paint or not finish.stitch else (Line(line(*arm.edge(finish.stitch)), 1.8, STITCH),)
    first = Part("sleeve-left", "sleeve", upper(arm), paint, depth=0.6, grain=s.angle * 0.9, folds=_creases(arm, rng),
                 fold_width=18, lines=hem if s.fold is None else (), cast=0.5 if s.raglan else 0.7)  # fmt: skip
    cuffs = []
    if finish.paint:
        lines = finish.lines(arm) if finish.lines else ()
        shaded = replace(finish.paint, color=darker(finish.paint.color, 0.07))
        wider = -s.gather if s.gather else finish.wider
        cuffs = [
            Part(
                "cuff-left",
                "cuff",
                arm.cuff(finish.height, wider),
                shaded,
                depth=0.45,
                grain=arm.end_angle,
                lines=lines,
                cast=0.5,
            )
        ]
    if s.fold is None:
        return [first, *cuffs], []
    over = Part("forearm-left", "sleeve", forearm(arm), paint, depth=0.6, grain=arm.end_angle, lines=hem, cast=0.9)
    return [first], [over, *cuffs]


def sleeves(
    body: Body, pair: tuple[Sleeve, Sleeve], paint: Paint, finish: Finish, rng: Random
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both sleeves, and what of them is folded over the front."""
    behind, over = _left(body, pair[0], paint, finish, rng)
    behind_right, over_right = _left(body, pair[1], paint, finish, rng)

    def other(parts: list[Part]) -> list[Part]:
        return [one.mirror(one.name.replace("left", "right")) for one in parts]

    return (*behind, *other(behind_right)), (*over, *other(over_right))


def short_pair(rng: Random, s: Sleeve, spread: float = 15) -> tuple[Sleeve, Sleeve]:
    """Both sleeves of a short-sleeved garment, nearly alike."""
    angle, wide, long = rng.uniform(-spread, spread), rng.uniform(0.88, 1.15), rng.uniform(0.6, 1.45)

    def one() -> Sleeve:
        return replace(
            s, angle=s.angle + angle + rng.uniform(-7, 7), width=s.width * wide, bicep=s.bicep * wide, under=s.under * long
        )

    return one(), one()


def long_pair(rng: Random, s: Sleeve, *, fold: float = 0.3) -> tuple[Sleeve, Sleeve]:
    """Both sleeves of a long-sleeved garment: hanging, spread, bent at the elbow, or (`fold` is how likely) one folded over."""
    wide = rng.uniform(0.92, 1.12)
    base = replace(s, width=s.width * wide, bicep=s.bicep * wide, under=s.under * rng.uniform(0.94, 1.05))
    pose = rng.choice(("hanging", "spread", "bent"))
    angle = {"hanging": rng.uniform(7, 15), "spread": rng.uniform(20, 36), "bent": rng.uniform(17, 27)}[pose]
    bend = {"hanging": rng.uniform(-4, 5), "spread": rng.uniform(-3, 6), "bent": rng.uniform(10, 24)}[pose]

    def one() -> Sleeve:
        return replace(base, angle=angle + rng.uniform(-4, 4), bend=bend + rng.uniform(-4, 4))

    left, right = one(), one()
    if rng.random() < fold:
        folded = replace(base, angle=rng.uniform(10, 22), fold=-rng.uniform(50, 86))
        return (folded, right) if rng.random() < 0.5 else (left, folded)
    return left, right
