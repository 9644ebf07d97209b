"""How the cloth of trousers falls and wears: creases, gathers, the fading of denim."""

from __future__ import annotations

from random import Random

from data.studio.drawing import Line
from data.studio.palette import lighter
from data.studio.shape import AXIS
from data.studio.things.legs import SIDES, Legs

C = AXIS


def gathers(legs: Legs, rng: Random) -> tuple[str, ...]:
    """Small folds that fall from an elastic waist."""
    low = legs.cut.top + legs.cut.band
    shares = [k / 6 + rng.uniform(-0.05, 0.05) for k in range(-5, 6)]
    return tuple(
        f"M {C + s * legs.cut.waist:.1f} {low + legs.cut.dip * (1 - s * s):.1f} Q "
        f"{C + s * legs.cut.waist * 1.05:.1f} {low + 24:.1f} "
        f"{C + s * legs.cut.waist * 1.12:.1f} {low + rng.uniform(44, 78):.1f}"
        for s in shares
    )


def crotch_folds(legs: Legs, rng: Random) -> tuple[str, ...]:
    """Creases that run out from between the legs, and over a knee."""
    y, out = legs.crotch, []
    for side in SIDES:
        reach = legs.cut.hip * rng.uniform(0.38, 0.6)
        out.append(
            f"M {C + side * 7:.1f} {y - 10:.1f} Q {C + side * reach * 0.5:.1f} {y - 18:.1f} "
            f"{C + side * reach:.1f} {y - rng.uniform(46, 76):.1f}"
        )
        if rng.random() < 0.35:
            out.append(
                f"M {C + side * 12:.1f} {y + 16:.1f} Q {C + side * reach * 0.5:.1f} {y + 12:.1f} "
                f"{C + side * reach * 0.9:.1f} {y - rng.uniform(6, 30):.1f}"
            )
    return tuple(out)


def leg_folds(legs: Legs, rng: Random, count: int = 2) -> tuple[str, ...]:
    """Soft breaks above the hem and at the knee."""
    out = []
    for side in SIDES:
        for share in rng.sample((0.36, 0.46, 0.74, 0.86, 0.92), count):
            y = legs.at(side, share)
            a, b = rng.choice(((0.02, 0.6), (0.42, 0.98), (0.1, 0.9), (0.02, 0.8), (0.3, 0.98)))
            (ax, ay), (bx, by) = legs.across(side, y + rng.uniform(-12, 12), a), legs.across(side, y + rng.uniform(-14, 14), b)
            out.append(f"M {ax:.1f} {ay:.1f} Q {(ax + bx) / 2:.1f} {(ay + by) / 2 + rng.uniform(6, 16):.1f} {bx:.1f} {by:.1f}")
    return tuple(out)


def drape_folds(legs: Legs, rng: Random, start: float, *, count: int = 2) -> tuple[str, ...]:
    """Long folds that fall down a wide leg."""
    out = []
    for side in SIDES:
        for k in range(count):
            share = (k + 1) / (count + 1) + rng.uniform(-0.1, 0.1)
            y0 = start + rng.uniform(0, 160)
            a, b = legs.across(side, y0, 0.5 + (share - 0.5) * 0.6), legs.across(side, legs.bottom(side) - 4, share)
            middle = legs.across(side, (y0 + legs.bottom(side)) / 2, share * 0.8 + 0.1)
            out.append(f"M {a[0]:.1f} {a[1]:.1f} Q {middle[0]:.1f} {middle[1]:.1f} {b[0]:.1f} {b[1]:.1f}")
    return tuple(out)


def fading(legs: Legs, color: str, strength: float) -> tuple[Line, ...]:
    """Where denim has worn: the fronts of the thighs, a little lighter, and faint whiskers at the hips."""
    pale = lighter(color, 0.75)
    wide, glow = legs.cut.hip * 0.6, []
    for k in range(5):
        start, end = legs.crotch - 90 + 48 * k, 0.8 - 0.11 * k
        thigh = " ".join(legs.down(side, start, legs.at(side, end), 0.5) for side in SIDES)
        glow.append(Line(thigh, wide * (1 - k / 6), "", pale, 0.028 * strength))
    y = legs.crotch
    whiskers = " ".join(
        f"M {C + side * legs.cut.hip * 0.3:.1f} {y - 18 * k - 16:.1f} Q {C + side * legs.cut.hip * 0.55:.1f} "
        f"{y - 22 * k - 22:.1f} "
        f"{C + side * legs.cut.hip * 0.82:.1f} {y - 27 * k - 44:.1f}"
        for side in SIDES
        for k in (0, 1, 2)
    )
    return (*glow, Line(whiskers, 9, "", pale, 0.04 * strength), Line(whiskers, 4, "", pale, 0.035 * strength))
