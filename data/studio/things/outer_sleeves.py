"""Long sleeves with a pose, and their cuffs, for hoodies, jackets, coats and dresses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import Literal

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import Point
from data.studio.spec import Spec
from data.studio.things.outer_cut import STITCH, C, Cut

CuffStyle = Literal["none", "rib", "band", "turned"]


@dataclass(frozen=True, slots=True)
class Pose:
    """How a sleeve hangs, in degrees: `lift` of the upper arm outwards, `bend` of the forearm against it (negative: inwards)."""

    lift: float = 11
    bend: float = -3


@dataclass(frozen=True, slots=True)
class Sleeve:
    """How a sleeve is cut: its length from the shoulder's tip, half its width at elbow and wrist, how full its head is."""

    length: float = 500
    wrist: float = 48
    elbow: float = 60
    puff: float = 0
    raglan: bool = False
    cuff: CuffStyle = "none"
    cuff_height: float = 50
    depth: float = 0.62


@dataclass(frozen=True, slots=True)
class Limb:
    """A left sleeve in its place: outline, elbow, end, which way the forearm points and half its width there."""

    d: str
    elbow: Point
    end: Point
    lean: float
    half: float
    pit: Point

    def at(self, along: float, across: float) -> Point:
        """A point `along` the forearm from its end (negative: upwards) and `across` to its inner side."""
        a = math.radians(self.lean)
        return (
            self.end[0] - along * math.sin(a) + across * math.cos(a),
            self.end[1] + along * math.cos(a) + across * math.sin(a),
        )

    def band(self, start: float, stop: float, half: float, half_end: float, curve: float = 7) -> str:
        """A strip around the forearm, from `start` to `stop` along it."""
        (ax, ay), (bx, by) = self.at(start, -half), self.at(start, half)
        (cx, cy), (dx, dy) = self.at(stop, half_end), self.at(stop, -half_end)
        (mx, my), (nx, ny) = self.at(start + curve, 0), self.at(stop + curve, 0)
        return f"M {ax} {ay} Q {mx} {my} {bx} {by} L {cx} {cy} Q {nx} {ny} {dx} {dy} Z"

    def ring(self, along: float, half: float, curve: float = 7) -> str:
        """A line around the forearm."""
        (ax, ay), (bx, by), (mx, my) = self.at(along, -half), self.at(along, half), self.at(along + curve, 0)
        return f"M {ax} {ay} Q {mx} {my} {bx} {by}"


def limb(cut: Cut, pose: Pose, sleeve: Sleeve) -> Limb:
    """The left sleeve on its body, hanging as the pose says."""
    (sx, sy), (ax, ay) = cut.tip, cut.pit
    wide, wrist, puff = sleeve.elbow, sleeve.wrist, sleeve.puff
    head = math.hypot(sx - ax, sy - ay)
    a, b = math.radians(pose.lift), math.radians(pose.lift + pose.bend)
    m = (a + b) / 2
    upper, fore = sleeve.length * 0.48, sleeve.length * 0.52
    mx, my = sx + wide * 0.26, sy + head * 0.12
    ex, ey = mx - upper * math.sin(a), my + upper * math.cos(a)
    wx, wy = ex - fore * math.sin(b), ey + fore * math.cos(b)

    def off(x: float, y: float, angle: float, across: float, along: float = 0) -> str:
        cos, sin = math.cos(angle), math.sin(angle)
        return f"{x - cos * across - sin * along:.1f} {y - sin * across + cos * along:.1f}"

    slope = math.atan2(cut.slope, cut.shoulder - cut.neck)
    inner = (ex + math.cos(m) * wide, ey + math.sin(m) * wide)
    under = (ax + 5 + (inner[0] - ax) * 0.3, ay + (inner[1] - ay) * 0.3)
    reach = 24 + puff + head * 0.12
    d = (
        f"{_sleeve_head(cut, slope, sleeve.raglan)} "
        f"C {sx - reach * math.cos(slope) * 0.8:.1f} {sy + reach * math.sin(slope):.1f} "
        f"{off(ex, ey, m, wide + puff * 0.7, -upper * 0.5)} {off(ex, ey, m, wide + puff * 0.3)} "
        f"C {off(ex, ey, m, wide, fore * 0.32)} {off(wx, wy, b, wrist, -fore * 0.34)} {off(wx, wy, b, wrist)} "
        f"Q {off(wx, wy, b, 0, 8)} {off(wx, wy, b, -wrist)} "
        f"C {off(wx, wy, b, -wrist, -fore * 0.34)} {off(ex, ey, m, -wide, fore * 0.3)} {off(ex, ey, m, -wide)} "
        f"C {off(ex, ey, m, -wide, -upper * 0.34)} {under[0]:.1f} {under[1]:.1f} {ax + 5} {ay} "
        f"{_armhole_back(cut, slope, sleeve.raglan)} Z"
    )
    return Limb(d, (ex, ey), (wx, wy), math.degrees(b), wrist, (ax, ay))


def _start(cut: Cut, slope: float, raglan: bool) -> Point:
    if raglan:
        return C - cut.neck - 6, cut.top + 4
    return cut.tip[0] + 5 * math.cos(slope), cut.tip[1] - 5 * math.sin(slope)


def _sleeve_head(cut: Cut, slope: float, raglan: bool) -> str:
    x, y = _start(cut, slope, raglan)
    line = cut.shoulder_line() if raglan else f"L {cut.tip[0]} {cut.tip[1]}"
    return f"M {x:.1f} {y:.1f} {line}"


def _armhole_back(cut: Cut, slope: float, raglan: bool) -> str:
    x, y = _start(cut, slope, raglan)
    if raglan:
        return f"C {cut.pit[0] + 60} {cut.pit[1] - 70} {x - 20} {y + 110} {x} {y}"
    h1, h2 = cut.armhole()
    return f"C {h2[0] + 5} {h2[1]} {h1[0] + 5} {h1[1]} {x:.1f} {y:.1f}"


def sleeve_folds(arm: Limb, rng: Random, wide: float) -> tuple[str, ...]:
    """Where a sleeve breaks: at the inside of the elbow, under the arm, and a little above its end."""
    (ex, ey), (ax, ay) = arm.elbow, arm.pit
    out = []
    for k in range(rng.choice((2, 3, 3))):
        y = ey + (k - 1) * rng.uniform(26, 38) + rng.uniform(-10, 10)
        reach = wide * rng.uniform(0.9, 1.5)
        inner = ex + wide * 0.96 + (y - ey) * -math.tan(math.radians(arm.lean)) * 0.9
        out.append(f"M {inner} {y} Q {inner - reach * 0.5} {y + rng.uniform(4, 16)} {inner - reach} {y + rng.uniform(-14, 8)}")
    out.append(f"M {ax - 2} {ay - 4} Q {ax - 26} {ay + rng.uniform(0, 16)} {ax - rng.uniform(46, 62)} {ay - rng.uniform(8, 40)}")
    (x, y), (x2, y2) = arm.at(-rng.uniform(36, 60), arm.half * 0.9), arm.at(-rng.uniform(24, 70), -arm.half * 0.5)
    out.append(f"M {x} {y} Q {(x + x2) / 2} {(y + y2) / 2 + 8} {x2} {y2}")
    return tuple(out)


def sleeves(
    spec: Spec, cut: Cut, sleeve: Sleeve, poses: tuple[Pose, Pose], *, cuff: Paint | None = None, thread: str | None = None
) -> list[Part]:
    """Both sleeves with their cuffs: ribbed (the sleeve blouses over it), a buttoned band, turned back, or only stitched."""
    out: list[Part] = []
    paint, rng = spec.paint("sleeve"), spec.rng("sleeves")
    for side, pose in zip(("left", "right"), poses, strict=True):
        arm = limb(cut, pose, sleeve)
        hem = (Line(arm.ring(-16, arm.half * 1.02), 2, STITCH, thread),) if sleeve.cuff == "none" else ()
        part = Part("sleeve-left", "sleeve", arm.d, paint, grain=arm.lean * 0.9, depth=sleeve.depth, lines=hem, cast=0.6,
                    folds=sleeve_folds(arm, rng, sleeve.elbow) if sleeve.length > 260 else (), fold_width=10)  # fmt: skip
        pieces = _cuffed(part, arm, sleeve, cuff or paint, thread)
        out += [p.mirror(p.name.replace("left", "right")) for p in pieces] if side == "right" else pieces
    return out


def _cuffed(part: Part, arm: Limb, sleeve: Sleeve, paint: Paint, thread: str | None) -> list[Part]:
    half, high = arm.half, sleeve.cuff_height
    if sleeve.cuff == "none":
        return [part]
    if sleeve.cuff == "rib":
        d = arm.band(-8, high, half * 0.88, half * 0.76, 6)
        return [Part("cuff-left", "cuff", d, paint, depth=0.7, grain=arm.lean, cast=0.5), part]
    if sleeve.cuff == "turned":
        mark = Line(arm.ring(-high * 0.8 + 10, half), 2, STITCH, thread)
        d = arm.band(-high * 0.8, high * 0.2, half * 1.1, half * 1.06, 7)
        return [part, Part("cuff-left", "cuff", d, paint, depth=0.7, grain=arm.lean, lines=(mark,))]
    marks = (Line(arm.ring(4, half * 0.94), 2, STITCH, thread), Line(arm.ring(high - 12, half * 0.88), 2, STITCH, thread))
    d = arm.band(-4, high - 4, half * 0.98, half * 0.9, 6)
    return [part, Part("cuff-left", "cuff", d, paint, depth=0.7, grain=arm.lean, lines=marks, cast=0.6)]


def poses(spec: Spec, low: float = 7, high: float = 22, *, folded: float = 0.0) -> tuple[Pose, Pose]:
    """How the sleeves hang: about alike on both sides, or (for a share of `folded`) one forearm laid across the front."""
    rng = spec.rng("pose")
    lift = rng.uniform(low, high)
    bend = rng.uniform(-0.5 * lift, 4)
    one = Pose(lift + rng.uniform(-1.5, 1.5), bend + rng.uniform(-2, 2))
    other = Pose(lift + rng.uniform(-2, 2), bend + rng.uniform(-3, 3))
    if rng.random() < folded and spec.view == "front":
        other = Pose(min(lift, 14), rng.uniform(-64, -36))
    return (one, other) if rng.random() < 0.5 else (other, one)
