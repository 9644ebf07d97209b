"""Stiff bags under a flap: satchels, saddle bags and bags with a top handle."""

from __future__ import annotations

from data.studio.drawing import Line, Part
from data.studio.palette import darker
from data.studio.shape import box, ellipse, line
from data.studio.things.fittings import (
    band,
    d_ring,
    frame_buckle,
    inset,
    panel,
    stitches,
    stud,
)
from data.studio.things.leatherwork import Bag, C, Facts, arch, back_pocket, fallen, flap_behind, lock, long_strap, tabs


def satchel(bag: Bag) -> tuple[list[Part], Facts]:
    """A box with a long flap held by one or two buckled straps, a short handle on top."""
    rng = bag.rng
    w, top = rng.uniform(270, 330), rng.uniform(380, 470)
    low = top + w * rng.uniform(1.08, 1.42)
    d = panel([(C - w, top), (C + w, top), (C + w * 1.02, low), (C - w * 1.02, low)], 34, 34, 26, 26)
    deep = top + (low - top) * rng.uniform(0.5, 0.72)
    rounded = rng.uniform(24, 90)
    straps = rng.choice((1, 2, 2))
    cover = panel([(C - w - 5, top - 8), (C + w + 5, top - 8), (C + w + 5, deep), (C - w - 5, deep)], 34, 34, rounded, rounded)
    reach, high = w * rng.uniform(0.2, 0.36), top - rng.uniform(60, 100)
    handle = bag.leather("handle")
    grip = Part("handle", "handle", band(arch(C - reach, C + reach, top + 4, high, 0.8), 26, 22, 26), handle, depth=0.9)
    parts = [grip, *bag.trunk(d)]
    if bag.back:
        return [
            *parts,
            flap_behind(bag, w + 4, top, 44),
            *back_pocket(bag, C - w * 0.7, C + w * 0.7, top + 80, low - 40),
        ], _SATCHEL
    flap = bag.surface("flap")
    parts.append(Part("flap", "flap", cover, flap, depth=0.9, form="flat", lines=(stitches(inset(cover, 12), flap),), cast=1.1))
    strap = bag.leather("strap")
    wide, spread = rng.uniform(36, 50), w * rng.uniform(0.4, 0.6)
    at, end = deep - rng.uniform(-10, 60), min(low - 24, deep + rng.uniform(40, 90))
    for n, x in enumerate((C,) if straps == 1 else (C - spread, C + spread), 1):
        s = wide * (1.35 if straps == 1 else 1)
        tongue = panel(
            [(x - s / 2, top - 9), (x + s / 2, top - 9), (x + s / 2, end - s * 0.4), (x, end), (x - s / 2, end - s * 0.4)],
            2,
            2,
            12,
            12,
            12,
        )
        marks = (
            stitches(inset(tongue, 7), strap, 1.9),
            Line(
                " ".join(line((x, end - 26 - k * 20), (x + 0.2, end - 26 - k * 20)) for k in range(3)),
                6,
                "",
                darker(strap.color, 0.7),
                0.9,
            ),
        )
        parts.append(Part(f"strap-{n}", "strap", tongue, strap, depth=0.6, lines=marks, cast=0.6))
        parts += frame_buckle(f"buckle-{n}", (x, at - 20), s + 22, s * 1.05, bag.metal, bar=8)
        parts.append(
            Part(f"keeper-{n}", "strap", box(x - s / 2 - 5, at + 14, x + s / 2 + 5, at + 27, 4), strap, depth=0.7, cast=0.4)
        )
    return parts, _SATCHEL


_SATCHEL: Facts = (("closure", "Buckle"), ("strap", "Top Handle"))


def saddle(bag: Bag) -> tuple[list[Part], Facts]:
    """Flat on top, round below, under a flap of the same curve."""
    rng = bag.rng
    w = rng.uniform(240, 300)
    top = rng.uniform(460, 530)
    low = top + w * rng.uniform(1.2, 1.55)
    full = rng.uniform(0.72, 0.98)

    def curved(w: float, top: float, low: float) -> str:
        return (
            f"M {C - w + 22:.1f} {top:.1f} L {C + w - 22:.1f} {top:.1f} Q {C + w:.1f} {top:.1f} {C + w:.1f} "
            f"{top + 26:.1f} C {C + w * 1.06:.1f} "
            f"{top + (low - top) * full:.1f} {C + w * 0.62:.1f} {low:.1f} {C:.1f} {low:.1f} C "
            f"{C - w * 0.62:.1f} {low:.1f} {C - w * 1.06:.1f} "
            f"{top + (low - top) * full:.1f} {C - w:.1f} {top + 26:.1f} Q {C - w:.1f} {top:.1f} {C - w + 22:.1f} {top:.1f} Z"
        )

    ends = (C - w + 4, C + w - 4)
    style = rng.choice(("bow", "bow", "fall"))
    high = top - rng.uniform(230, 340)
    wide = rng.uniform(22, 36)
    bow = arch(*ends, top + 16, high, rng.uniform(0, 0.3), rng.uniform(-60, 60))
    if style == "fall":
        bow = fallen(rng, w, top, low, rng.choice((-1, 1)))
    parts = long_strap(bag, bow, wide)
    parts += bag.trunk(curved(w, top, low), depth=1.0)
    rings = [
        d_ring(f"ring-{n}", (x, top + 24), 44, bag.metal, turn=k * 16)
        for n, (x, k) in enumerate(((ends[0], -1), (ends[1], 1)), 1)
    ]
    facts: Facts = (("closure", "Magnetic Snap"), ("strap", "Shoulder Strap"))
    if bag.back:
        behind = back_pocket(bag, C - w * 0.66, C + w * 0.66, top + 70, low - w * 0.5)
        return [*parts, flap_behind(bag, w + 3, top, 46), *behind, *rings], facts
    deep = top + (low - top) * rng.uniform(0.58, 0.8)
    cover = curved(w + 4, top - 7, deep)
    flap = bag.surface("flap")
    parts.append(Part("flap", "flap", cover, flap, depth=1.0, form="flat", lines=(stitches(inset(cover, 12), flap),), cast=1.1))
    tab = bag.leather("strap")
    if rng.random() < 0.6:
        wide = rng.uniform(44, 64)
        d = panel(
            [
                (C - wide / 2, deep - 120),
                (C + wide / 2, deep - 120),
                (C + wide / 2, deep + 20),
                (C, deep + 46),
                (C - wide / 2, deep + 20),
            ],
            8,
            8,
            16,
            16,
            16,
        )
        parts.append(Part("tab", "strap", d, tab, depth=0.7, lines=(stitches(inset(d, 7), tab, 1.9),), cast=0.6))
        parts.append(stud("lock", (C, deep + 8), 13, bag.metal))
    else:
        parts += lock(bag, (C, deep - 40), rng.choice(("ring", "turn", "bar")))
    return [*parts, *rings], facts


def top_handle(bag: Bag) -> tuple[list[Part], Facts]:
    """A stiff trapezoid on metal feet with one arched handle and a short flap or a belt."""
    rng = bag.rng
    w = rng.uniform(230, 290)
    top = rng.uniform(450, 520)
    low = top + w * rng.uniform(1.2, 1.5)
    slope = rng.uniform(1.06, 1.26)
    d = panel([(C - w, top), (C + w, top), (C + w * slope, low), (C - w * slope, low)], 22, 22, 26, 26)
    reach, high = w * rng.uniform(0.42, 0.72), top - rng.uniform(110, 210)
    handle = bag.leather("handle")
    bow = arch(C - reach, C + reach, top + 6, high, rng.uniform(0.1, 0.9))
    grip = Part("handle", "handle", band(bow, 24, 30, 34, 30, 24), handle, depth=1.0)
    feet = [
        Part(f"foot-{n}", "buckle", ellipse(x, low + 3, 15, 10), bag.metal, depth=0.7, cast=0.3)
        for n, x in enumerate((C - w * 0.95, C + w * 0.95), 1)
    ]
    trunk = bag.trunk(d, depth=0.9)
    spots = ((C - reach, top - 8), (C + reach, top - 8))
    facts: Facts = (("closure", "Turn-Lock"), ("strap", "Top Handle"))
    if bag.back:
        return [
            grip,
            *feet,
            *trunk,
            *tabs(bag, "handle", spots, 44, 84),
            *back_pocket(bag, C - w * 0.8, C + w * 0.8, top + 80, low - 40),
        ], facts
    deep = top + (low - top) * rng.uniform(0.26, 0.46)
    cut = rng.uniform(0.3, 0.7)
    cover = panel(
        [
            (C - w - 4, top - 7),
            (C + w + 4, top - 7),
            (C + w * 1.03, top + 40),
            (C + w * cut, deep),
            (C - w * cut, deep),
            (C - w * 1.03, top + 40),
        ],
        20,
        20,
        30,
        40,
        40,
        30,
    )
    flap = bag.surface("flap")
    parts = [
        grip,
        *feet,
        *trunk,
        Part("flap", "flap", cover, flap, depth=0.8, form="flat", lines=(stitches(inset(cover, 11), flap),), cast=1.0),
    ]
    parts += tabs(bag, "handle", spots, 44, 84)
    if rng.random() < 0.45:
        y = deep - 10
        belt = box(C - w * 0.98, y - 15, C + w * 0.98, y + 15, 6)
        strap = bag.leather("strap")
        parts.append(Part("belt", "strap", belt, strap, depth=0.6, lines=(stitches(inset(belt, 6), strap, 1.8),), cast=0.5))
        return [*parts, *lock(bag, (C, y), "turn")], facts
    return [*parts, *lock(bag, (C, deep - 34), "turn")], facts
