"""Backpacks that close over the top: rolled down, or under a lid."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.palette import darker
from data.studio.shape import line
from data.studio.things.fittings import (
    dimmed,
    frame_buckle,
    inset,
    panel,
    stitches,
)
from data.studio.things.pack_backs import back_view
from data.studio.things.packs import FRONT, SIDES, C, Facts, Pack, clip, patch, webbing


def rolltop(pack: Pack) -> tuple[list[Part], Facts]:
    """A tall sack whose mouth is rolled down and clipped."""
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    style, sides = r.choice(("center", "sides", "center", "hook")), r.random() < 0.3
    thick, over = r.uniform(50, 76), r.uniform(-6, 12)
    y = pack.top - thick * 0.3
    roll = panel(
        [
            (C - w - over, y - thick * 0.5),
            (C + w + over, y - thick * 0.5),
            (C + w + over + 4, y + thick * 0.55),
            (C - w - over - 4, y + thick * 0.55),
        ],
        thick * 0.4,
    )
    crease = Line(
        line((C - w - over, y + thick * 0.12), (C + w + over, y + thick * 0.1)), 3, "", darker(pack.body.color, 0.5), 0.6
    )
    rolled = Part(
        "rolltop",
        "flap",
        roll,
        pack.surface("flap"),
        depth=1.2,
        lines=(crease,),
        lights=(line((C - w, y - thick * 0.2), (C + w, y - thick * 0.24)),),
        cast=1.1,
    )
    pocket = r.choice(("patch", "vertical", "zip", "none"))
    pocketed = pocket != "none" or "pocket" in pack.spec.parts
    facts: Facts = (("closure", "Roll-Top"), *((FRONT,) if pocketed else ()), *((SIDES,) if sides else ()))
    strap, metal = pack.strap_paint(), pack.metal()
    beside = pack.side_pockets(r.uniform(0.3, 0.4)) if sides else []
    based = r.random() < 0.4 or "base" in pack.spec.parts
    if pack.back:
        return [*back_view(pack, beside), rolled], facts
    parts = [*pack.straps_beside(), *beside, *pack.trunk(folds=pack.folds())]
    if based:
        parts += pack.bottom(r.uniform(0.16, 0.28))
    if pocketed:
        parts += _rolltop_pocket(pack, pocket)
    parts.append(rolled)
    wide = r.uniform(30, 42)
    if style == "sides":
        for n, k in enumerate((-1, 1), 1):
            x = C + k * (w - 8)
            end = pack.top + h * r.uniform(0.3, 0.42)
            parts.append(webbing(f"strap-side-{n}", [(x, y), (x + k * 4, (y + end) / 2), (x + k * 2, end)], wide * 0.8, strap))
            parts += clip(f"buckle-{n}", (x + k * 3, pack.top + h * 0.2), wide, metal)
        return parts, facts
    end = pack.top + h * r.uniform(0.34, 0.5)
    x = C + r.choice((0, 0, -0.4, 0.4)) * w
    parts.append(webbing("strap-center", [(x, y - thick * 0.56), (x, y + 20), (x, end)], wide, strap))
    if style == "hook":
        parts += frame_buckle("buckle", (x, pack.top + h * 0.24), wide + 22, wide * 1.1, metal)
    else:
        parts += clip("buckle", (x, pack.top + h * r.uniform(0.18, 0.28)), wide * 1.2, metal)
    return parts, facts


def _rolltop_pocket(pack: Pack, style: str) -> list[Part]:
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    paint = pack.surface("pocket")
    if style == "vertical":
        k, top = r.choice((-1, 1)), pack.top + h * 0.34
        d = panel(
            [
                (C + k * w * 0.2, top),
                (C + k * w * 0.86, top),
                (C + k * w * 0.86, pack.low - 40),
                (C + k * w * 0.2, pack.low - 40),
            ],
            14,
        )
        return [
            patch("pocket", "pocket", d, paint, depth=0.5),
            *pack.zipped(
                "zipper",
                [(C + k * w * 0.3, top + 20), (C + k * w * 0.3, pack.low - 180), (C + k * w * 0.3, pack.low - 70)],
                at=0.0,
            ),
        ]
    y = pack.low - h * r.uniform(0.38, 0.5)
    inner = w * r.uniform(0.66, 0.86)
    d = panel([(C - inner, y), (C + inner, y), (C + inner, pack.low - 30), (C - inner, pack.low - 30)], 12, 12, 36, 36)
    found = [patch("pocket", "pocket", d, paint, rows=2 if style == "patch" else 1)]
    if style == "zip":
        found += pack.zipped(
            "zipper", [(C - inner * 0.9, y + 36), (C, y + 33), (C + inner * 0.9, y + 36)], at=r.choice((0.0, 1.0)), width=10
        )
    return found


def flap_pack(pack: Pack) -> tuple[list[Part], Facts]:
    """A rucksack: a lid over its mouth, held by one or two buckled straps, pockets below."""
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    deep = pack.top + h * r.uniform(0.36, 0.52)
    straps, sides, pockets = r.choice((1, 2, 2)), r.random() < 0.55, r.choice(("one", "two", "one"))
    cover = panel(
        [(C - w - 6, pack.top - 10), (C + w + 6, pack.top - 10), (C + w + 10, deep), (C - w - 10, deep)],
        110,
        110,
        r.uniform(24, 110),
        r.uniform(24, 110),
    )
    facts: Facts = (("closure", "Buckle"), FRONT, *((SIDES,) if sides else ()))
    paint = pack.surface("flap")
    beside = _side_bellows(pack) if sides else []
    grip = pack.handle(w * r.uniform(0.18, 0.28), r.uniform(46, 76))
    lid = Part("flap", "flap", cover, paint, depth=1.0, lines=(stitches(inset(cover, 12), paint),), cast=1.2)
    if pack.back:
        short = panel(
            [
                (C - w - 6, pack.top - 10),
                (C + w + 6, pack.top - 10),
                (C + w + 4, pack.top + h * 0.12),
                (C - w - 4, pack.top + h * 0.12),
            ],
            110,
            110,
            20,
            20,
        )
        behind = back_view(pack, [grip, *beside])
        at = next(n for n, part in enumerate(behind) if part.name == "body") + 1
        return [*behind[:at], replace(lid, d=short, lines=(stitches(inset(short, 10), paint),)), *behind[at:]], facts
    parts = [grip, *pack.straps_beside(), *beside, *pack.trunk(folds=pack.folds())]
    parts += _flap_pockets(pack, pockets, deep)
    parts.append(lid)
    strap, metal = pack.strap_paint(), pack.metal()
    wide = r.uniform(34, 46)
    spread = w * (r.uniform(0.42, 0.56) if pockets == "one" else 0.5)
    for n, x in enumerate((C,) if straps == 1 else (C - spread, C + spread), 1):
        top, end, s = (
            pack.top + h * r.uniform(0.14, 0.22),
            min(deep + h * r.uniform(0.12, 0.2), pack.low - 60),
            wide * (1.25 if straps == 1 else 1),
        )
        d = panel(
            [(x - s / 2, top), (x + s / 2, top), (x + s / 2, end - s * 0.4), (x, end), (x - s / 2, end - s * 0.4)],
            6,
            6,
            10,
            10,
            10,
        )
        holes = Line(
            " ".join(line((x, end - 30 - k * 22), (x + 0.2, end - 30 - k * 22)) for k in range(3)),
            6,
            "",
            darker(strap.color, 0.7),
            0.9,
        )
        parts.append(Part(f"strap-{n}", "strap", d, strap, depth=0.6, lines=(stitches(inset(d, 7), strap, 1.9), holes), cast=0.6))
        parts += frame_buckle(f"buckle-{n}", (x, deep - r.uniform(4, 30)), s + 22, s * 1.1, metal)
    return parts, facts


def _side_bellows(pack: Pack) -> list[Part]:
    """Small pockets at both sides, each with a flap."""
    y, out, paint = pack.low - (pack.low - pack.top) * 0.4, 48, pack.surface("pocket")
    found = []
    for name, k in (("left", -1), ("right", 1)):
        w, f = pack.half(y), pack.floor
        d = panel(
            [
                (C + k * (w - 50), y),
                (C + k * (w + out), y + 14),
                (C + k * (f + out), pack.low - 30),
                (C + k * (f - 40), pack.low - 10),
            ],
            10,
            24,
            34,
            10,
        )
        lid = panel(
            [
                (C + k * (w - 50), y - 16),
                (C + k * (w + out + 8), y - 4),
                (C + k * (w + out + 8), y + 66),
                (C + k * (w - 50), y + 66),
            ],
            8,
            18,
            22,
            8,
        )
        pocket = Part(f"side-pocket-{name}", "pocket", d, dimmed(paint, 0.12), depth=0.9, cast=0.5)
        cover = Part(f"side-flap-{name}", "flap", lid, dimmed(pack.surface("flap"), 0.1), depth=0.8, cast=0.6)
        found += [pack.at_side(pocket, k), pack.at_side(cover, k)]
    return found


def _flap_pockets(pack: Pack, style: str, deep: float) -> list[Part]:
    r, w = pack.rng, pack.wide
    paint, top, low = pack.surface("pocket"), max(deep - 60, pack.low - (pack.low - pack.top) * 0.5), pack.low - 26
    if style == "one":
        inner = w * r.uniform(0.68, 0.86)
        return [
            patch(
                "pocket",
                "pocket",
                panel([(C - inner, top), (C + inner, top), (C + inner, low), (C - inner, low)], 14, 14, 40, 40),
                paint,
                rows=r.choice((1, 2)),
            )
        ]
    return [
        patch(
            f"pocket-{n}",
            "pocket",
            panel(
                [(C + k * w * 0.08, top), (C + k * w * 0.88, top), (C + k * w * 0.88, low), (C + k * w * 0.08, low)],
                14,
                14,
                34,
                34,
            ),
            paint,
        )
        for n, k in enumerate((-1, 1), 1)
    ]
