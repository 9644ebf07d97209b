"""Bags that zip or snap: shoulder and crossbody bags, clutches."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.palette import darker
from data.studio.shape import Point, ellipse, line, moved
from data.studio.things.fittings import (
    band,
    chain,
    d_ring,
    inset,
    panel,
    seams,
    stitches,
    stud,
    zip_pull,
    zip_teeth,
)
from data.studio.things.leatherwork import Bag, C, Facts, arch, back_pocket, fallen, lock, long_strap, tassel


def shoulder(bag: Bag) -> tuple[list[Part], Facts]:
    """A soft crescent or a long low pouch under one strap, with a zip along its mouth."""
    rng = bag.rng
    hobo = rng.random() < 0.55
    w = rng.uniform(300, 350)
    top = rng.uniform(470, 540)
    low = top + w * (rng.uniform(0.85, 1.1) if hobo else rng.uniform(0.62, 0.85))
    dip = rng.uniform(60, 120) if hobo else rng.uniform(0, 24)
    horn = rng.uniform(0.1, 0.4) * dip
    if hobo:
        d = (
            f"M {C - w:.1f} {top - horn:.1f} C {C - w * 0.6:.1f} {top + dip:.1f} {C + w * 0.6:.1f} "
            f"{top + dip:.1f} {C + w:.1f} {top - horn:.1f} "
            f"C {C + w * 1.12:.1f} {top + (low - top) * 0.6:.1f} {C + w * 0.7:.1f} {low:.1f} {C:.1f} {low:.1f} "
            f"C {C - w * 0.7:.1f} {low:.1f} {C - w * 1.12:.1f} {top + (low - top) * 0.6:.1f} {C - w:.1f} {top - horn:.1f} Z"
        )
    else:
        r = rng.uniform(40, 130)
        d = panel([(C - w, top), (C + w, top), (C + w * 0.97, low), (C - w * 0.97, low)], 26, 26, r, r)
    lean = rng.uniform(-40, 40)
    high = top - rng.uniform(190, 300)
    ends = (C - w + 22, C + w - 22)
    wide = rng.uniform(26, 48)
    bow = arch(*ends, top + 6, high, rng.uniform(0, 0.4), lean)
    linked = rng.random() < 0.25
    folds = (
        tuple(
            f"M {C + x * w:.1f} {top + dip * 0.6:.1f} Q {C + x * w * 0.8:.1f} {top + 90:.1f} "
            f"{C + x * w * 0.62:.1f} {low - 60:.1f}"
            for x in rng.sample((-0.62, -0.3, 0.34, 0.66), 2)
        )
        if hobo
        else ()
    )
    strap = chain("strap", "strap", bow, 26, bag.spec.metal("strap", bag.metal.name)) if linked else [
        Part("strap", "strap", band(bow, wide * 0.7, wide, wide * 1.15, wide, wide * 0.7), bag.leather("strap"), depth=0.8,
             lines=(seams(bow, wide / 2 - 6, bag.body, 1.9),) if bag.sewn() else ())]  # fmt: skip
    trunk = (replace(bag, side=0.0) if hobo else bag).trunk(d, depth=1.1, folds=folds)
    zipper = bag.spec.metal("zipper", bag.metal.name)
    mouth = [
        (C - w * 0.86, top + 26 + dip * 0.14),
        (C, top + 28 + dip * (0.72 if hobo else 0.3)),
        (C + w * 0.86, top + 26 + dip * 0.14),
    ]
    side = rng.choice((-1, 1))
    closing = [
        zip_teeth("zipper", mouth, zipper),
        zip_pull("zipper-pull", (C + side * w * 0.8, top + 30 + dip * 0.2), zipper, long=60, turn=-side * 8),
    ]
    rings = [d_ring(f"ring-{n}", (x, top + 8), 46, bag.metal, turn=rng.uniform(-14, 14)) for n, x in enumerate(ends, 1)]
    front = closing if not bag.back else back_pocket(bag, C - w * 0.55, C + w * 0.55, top + dip + 40, low - 50)
    facts = (("closure", "Zipper"), ("strap", "Chain Strap" if linked else "Shoulder Strap"))
    return [*strap, *trunk, *front, *rings], facts


def crossbody(bag: Bag) -> tuple[list[Part], Facts]:
    """A small box with a zip round its top and a thin, long strap."""
    rng = bag.rng
    w = rng.uniform(200, 270)
    top = rng.uniform(520, 580)
    low = top + w * rng.uniform(1.05, 1.5)
    r = rng.uniform(34, 110)
    d = panel([(C - w, top), (C + w, top), (C + w, low), (C - w, low)], r, r, r * 0.9, r * 0.9)
    style = rng.choice(("bow", "bow", "bow", "left", "right"))
    a, b = (C - w + 6, top + r * 0.55), (C + w - 6, top + r * 0.55)
    high = top - rng.uniform(330, 430)
    if style == "bow":
        bow = arch(a[0], b[0], a[1], high, rng.uniform(0, 0.3), rng.uniform(-90, 90))
    else:
        bow = fallen(rng, w, top, low, -1 if style == "left" else 1)
    linked = rng.random() < 0.25
    wide = rng.uniform(15, 26)
    strap = chain("strap", "strap", bow, 20, bag.spec.metal("strap", bag.metal.name)) if linked else long_strap(bag, bow, wide)
    zipper = bag.spec.metal("zipper", bag.metal.name)
    parts = [*strap, *bag.trunk(d, depth=1.0)]
    facts: Facts = (("closure", "Zipper"), ("strap", "Chain Strap" if linked else "Crossbody Strap"))
    if bag.back:
        parts += back_pocket(bag, C - w * 0.72, C + w * 0.72, top + 50, low - 34)
    else:
        y = top + rng.uniform(34, 60)
        mouth = [(C - w * 0.94, y + 22), (C - w * 0.7, y), (C, y - 2), (C + w * 0.7, y), (C + w * 0.94, y + 22)]
        side = rng.choice((-1, 1))
        parts += [
            zip_teeth("zipper", mouth, zipper),
            *_crossbody_front(bag, w, y + 44, low),
            *tassel(bag, C + side * w * 0.72, y),
        ]
    rings = [d_ring(f"ring-{n}", at, 40, bag.metal, turn=k * 28) for n, (at, k) in enumerate(((a, -1), (b, 1)), 1)]
    return [*parts, *rings], facts


def _crossbody_front(bag: Bag, w: float, top: float, low: float) -> list[Part]:
    """Quilting, a sewn pocket, or a plain front with an emblem."""
    rng = bag.rng
    style = "pocket" if "pocket" in bag.spec.parts else rng.choice(("quilt", "pocket", "plain", "pocket"))
    if style == "quilt":
        step, rows = rng.uniform(56, 80), []
        for n in range(-10, 16):
            rows += [
                line((C - w + n * step, top), (C - w + n * step + (low - top), low)),
                line((C - w + n * step, low), (C - w + n * step + (low - top), top)),
            ]
        d = panel([(C - w + 14, top), (C + w - 14, top), (C + w - 14, low - 16), (C - w + 14, low - 16)], 10, 10, 30, 30)
        return [
            Part(
                "front",
                "body",
                d,
                bag.body,
                depth=0.7,
                lines=(Line(" ".join(rows), 4, "", darker(bag.body.color, 0.5), 0.55),),
                cast=0.2,
                within=d,
            )
        ]
    if style == "pocket":
        y = top + rng.uniform(20, 90)
        d = panel([(C - w + 36, y), (C + w - 36, y), (C + w - 36, low - 26), (C - w + 36, low - 26)], 14, 14, 40, 40)
        return [
            Part(
                "pocket",
                "pocket",
                d,
                bag.surface("pocket"),
                depth=0.8,
                form="flat",
                lines=(stitches(inset(d, 9), bag.body),),
                cast=0.5,
            )
        ]
    return [stud("emblem", (C, (top + low) / 2 + rng.uniform(-30, 30)), rng.uniform(11, 16), bag.metal)]


def clutch(bag: Bag) -> tuple[list[Part], Facts]:
    """A flat envelope, or a pouch in a metal frame with a kiss-lock."""
    rng = bag.rng
    w = rng.uniform(330, 380)
    kiss = rng.random() < 0.3
    top = rng.uniform(410, 470)
    low = top + w * rng.uniform(0.78, 1.12)
    if kiss:
        return _framed(bag, w * 0.9, top, low)
    d = panel([(C - w, top), (C + w, top), (C + w, low), (C - w, low)], 14, 14, 22, 22)
    parts = (
        _wristlet(bag, C + rng.choice((-1, 1)) * (w - 8), top + 60) if rng.random() < 0.55 or "strap" in bag.spec.parts else []
    )
    strap: Facts = (("strap", "Wrist Strap"),) if parts else ()
    parts += bag.trunk(d, depth=0.7)
    if bag.back:
        return [*parts, *back_pocket(bag, C - w * 0.8, C + w * 0.8, top + 30, low - 24)], (("closure", "Snap"), *strap)
    style, deep = rng.choice(("point", "round", "straight", "slant")), top + (low - top) * rng.uniform(0.5, 0.74)
    tip = C + (rng.choice((-1, 1)) * w * 0.36 if style == "slant" else 0)
    corners: list[Point] = [(C - w - 4, top - 5), (C + w + 4, top - 5)]
    if style in ("point", "slant"):
        cover = panel([*corners, (C + w + 4, top + 30), (tip, deep), (C - w - 4, top + 30)], 14, 14, 20, 46, 20)
    elif style == "round":
        cover = (
            f"M {C - w - 4:.1f} {top - 5:.1f} L {C + w + 4:.1f} {top - 5:.1f} L {C + w + 4:.1f} {top + 40:.1f} "
            f"C {C + w:.1f} {deep * 1.02:.1f} "
            f"{C + w * 0.5:.1f} {deep:.1f} {C:.1f} {deep:.1f} C {C - w * 0.5:.1f} {deep:.1f} {C - w:.1f} "
            f"{deep * 1.02:.1f} {C - w - 4:.1f} {top + 40:.1f} Z"
        )
    else:
        cover = panel([*corners, (C + w + 4, deep), (C - w - 4, deep)], 14, 14, 26, 26)
    flap = bag.surface("flap")
    parts.append(
        Part(
            "flap",
            "flap",
            cover,
            flap,
            depth=0.8,
            form="flat",
            lines=(stitches(inset(cover, 11), flap),) if bag.sewn() else (),
            cast=1.1,
        )
    )
    at = (tip, deep - (44 if style != "straight" else 34))
    return [*parts, *lock(bag, at, rng.choice(("stud", "bar", "turn", "stud")))], (("closure", "Snap"), *strap)


def _framed(bag: Bag, w: float, top: float, low: float) -> tuple[list[Part], Facts]:
    rng = bag.rng
    r = rng.uniform(50, 120)
    d = panel([(C - w * 0.9, top), (C + w * 0.9, top), (C + w * 1.06, low), (C - w * 1.06, low)], 20, 20, r, r)
    gathers = tuple(
        f"M {C + k * w:.1f} {top + 40:.1f} Q {C + k * w * 1.08:.1f} {top + 110:.1f} {C + k * w * 1.1:.1f} {low - 70:.1f}"
        for k in (-0.6, -0.3, 0.06, 0.34, 0.64)
    )
    rail = panel(
        [
            (C - w * 0.93, top - 14),
            (C + w * 0.93, top - 14),
            (C + w * 0.95, top + 64),
            (C + w * 0.9, top + 66),
            (C + w * 0.88, top + 18),
            (C - w * 0.88, top + 18),
            (C - w * 0.9, top + 66),
            (C - w * 0.95, top + 64),
        ],
        26,
        26,
        3,
        3,
        14,
        14,
        3,
        3,
    )
    frame = Part("frame", "buckle", rail, bag.metal, depth=0.7, outline=1.5, cast=0.6)
    balls = [
        Part(
            f"kiss-{n}",
            "buckle",
            moved(ellipse(C + k * 14, top - 32, 19, 17), about=(C, top - 20), turn=k * 10),
            bag.metal,
            form="ball",
            outline=1.3,
            cast=0.4,
        )
        for n, k in enumerate((-1, 1), 1)
    ]
    return [*bag.trunk(d, depth=1.3, folds=gathers), *balls, frame], (("closure", "Kiss-Lock"),)


def _wristlet(bag: Bag, x: float, y: float) -> list[Part]:
    """A loop for the wrist at the bag's side, hanging."""
    k = 1 if x > C else -1
    strap = bag.leather("strap")
    out, long = k * bag.rng.uniform(46, 90), bag.rng.uniform(170, 260)
    points = [
        (x - k * 10, y),
        (x + out * 0.7, y + 30),
        (x + out, y + long * 0.6),
        (x + out * 0.6, y + long),
        (x + out * 0.2, y + long * 0.7),
        (x - k * 14, y + 14),
    ]
    return [Part("strap", "strap", band(points, 22), strap, depth=0.8)]
