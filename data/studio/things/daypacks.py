"""Backpacks that close with a zip: daypacks, mini and laptop backpacks."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.palette import darker
from data.studio.shape import Point, box, line
from data.studio.things.fittings import (
    band,
    dimmed,
    inset,
    panel,
    stitches,
)
from data.studio.things.pack_backs import back_view
from data.studio.things.packs import FRONT, SIDES, C, Facts, Pack, lash_tab, patch


def daypack(pack: Pack) -> tuple[list[Part], Facts]:
    """An arched zip over the top, and one or two zipped pockets in front."""
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    sides = r.random() < 0.5
    layout = r.choice(("low", "low", "two", "tall", "slanted", "arched"))
    main = pack.arch(r.uniform(16, 40), pack.top + h * r.uniform(0.42, 0.6))
    facts: Facts = (("closure", "Zipper"), FRONT, *((SIDES,) if sides else ()))
    grip = pack.handle(w * r.uniform(0.2, 0.34), r.uniform(50, 88))
    beside = pack.side_pockets(r.uniform(0.3, 0.42)) if sides else []
    tab, based = r.random() < 0.35 or "panel" in pack.spec.parts, r.random() < 0.3 or "base" in pack.spec.parts
    if pack.back:
        return back_view(pack, [grip, *beside]), facts
    parts = [
        grip,
        *pack.straps_beside(),
        *beside,
        *pack.trunk(folds=pack.folds()),
        *pack.zipped("zipper-main", main, at=r.choice((0.3, 0.6, 0.9))),
    ]
    if based:
        parts += pack.bottom(r.uniform(0.14, 0.24))
    parts += _daypack_pockets(pack, layout)
    if tab and layout not in ("tall", "two"):
        paint = pack.spec.trim("panel", texture="leather") if "panel" in pack.spec.parts else dimmed(pack.strap_paint(), 0.1)
        parts.append(lash_tab((C, pack.top + h * 0.27), r.uniform(34, 46), replace(paint, texture="leather")))
    return parts, facts


def _daypack_pockets(pack: Pack, layout: str) -> list[Part]:
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    paint, low = pack.surface("pocket"), pack.low - r.uniform(20, 40)
    inner = w * r.uniform(0.76, 0.88)
    if layout == "slanted":
        k, y = r.choice((-1, 1)), pack.low - h * r.uniform(0.34, 0.44)
        points = [(C - k * inner, y - h * 0.1), (C, y - h * 0.02), (C + k * inner, y + h * 0.06)]
        d = panel(
            [(C - k * inner, y - h * 0.1), (C + k * inner, y + h * 0.06), (C + k * inner, low), (C - k * inner, low)],
            12,
            12,
            40,
            40,
        )
        return [
            patch("pocket", "pocket", d, paint, within=pack.front(-4)),
            *pack.zipped("zipper-pocket", [(x * 0.92 + C * 0.08, py + 22) for x, py in points], at=1.0, width=9),
        ]
    if layout == "tall":
        top = pack.top + h * r.uniform(0.28, 0.36)
        d = panel(
            [
                (C - inner, top + 60),
                (C - inner * 0.7, top),
                (C + inner * 0.7, top),
                (C + inner, top + 60),
                (C + inner, low),
                (C - inner, low),
            ],
            30,
            40,
            40,
            30,
            44,
            44,
        )
        x = r.choice((-1, 0, 1)) * inner * 0.5
        zipped = pack.zipped("zipper-pocket", [(C + x, top + 40), (C + x, (top + low) / 2), (C + x, low - 60)], at=0.0, width=10)
        return [patch("pocket", "pocket", d, paint), *zipped]
    y = pack.low - h * r.uniform(0.36, 0.46)
    if layout == "arched":
        d = panel([(C - inner, y), (C + inner, y), (C + inner, low), (C - inner, low)], inner * 0.6, inner * 0.6, 44, 44)
        points = [
            (C - inner * 0.9, y + inner * 0.6),
            (C - inner * 0.66, y + inner * 0.2),
            (C, y + 20),
            (C + inner * 0.66, y + inner * 0.2),
            (C + inner * 0.9, y + inner * 0.6),
        ]
        return [patch("pocket", "pocket", d, paint), *pack.zipped("zipper-pocket", points, at=r.choice((0.25, 0.75)), width=9)]
    d = panel([(C - inner, y), (C + inner, y), (C + inner, low), (C - inner, low)], 26, 26, 44, 44)
    line_y = y + r.uniform(26, 50)
    found = [
        patch("pocket", "pocket", d, paint),
        *pack.zipped(
            "zipper-pocket",
            [(C - inner * 0.9, line_y), (C, line_y - 3), (C + inner * 0.9, line_y)],
            at=r.choice((0.0, 1.0)),
            width=9,
        ),
    ]
    if layout == "two":
        above = y - h * r.uniform(0.17, 0.22)
        inner *= 0.9
        d = panel([(C - inner, above), (C + inner, above), (C + inner, y - 14), (C - inner, y - 14)], 50, 50, 18, 18)
        at = above + 34
        found += [
            patch("pocket-upper", "pocket", d, paint),
            *pack.zipped(
                "zipper-upper", [(C - inner * 0.82, at), (C, at - 3), (C + inner * 0.82, at)], at=r.choice((0.0, 1.0)), width=9
            ),
        ]
    return found


def mini(pack: Pack) -> tuple[list[Part], Facts]:
    """A small dome on thin straps, with a pocket that zips or folds."""
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    folded = r.random() < 0.45 or "flap" in pack.spec.parts
    facts: Facts = (("closure", "Zipper"), FRONT)
    grip = pack.handle(w * r.uniform(0.26, 0.46), r.uniform(80, 150), r.uniform(20, 30))
    if pack.back:
        return back_view(pack, [grip], thin=True), facts
    paint = pack.surface("pocket")
    parts = [grip, *_thin_straps(pack), *pack.trunk(lines=(stitches(pack.front(12), pack.body),))]
    main = pack.arch(r.uniform(26, 44), pack.top + h * r.uniform(0.36, 0.5))
    parts += pack.zipped("zipper-main", main, at=r.choice((0.15, 0.85)), long=60, width=12)
    y, inner, low = pack.low - h * r.uniform(0.4, 0.5), w * r.uniform(0.6, 0.82), pack.low - r.uniform(24, 44)
    d = panel([(C - inner, y), (C + inner, y), (C + inner, low), (C - inner, low)], 30, 30, r.uniform(40, 90), r.uniform(40, 90))
    parts.append(patch("pocket", "pocket", d, paint))
    if not folded:
        at = y + r.uniform(28, 44)
        parts += pack.zipped(
            "zipper-pocket",
            [(C - inner * 0.86, at), (C, at - 4), (C + inner * 0.86, at)],
            at=r.choice((0.0, 1.0)),
            long=56,
            width=10,
        )
        return parts, facts
    deep = y + (low - y) * r.uniform(0.44, 0.6)
    cover = panel(
        [(C - inner - 4, y - 10), (C + inner + 4, y - 10), (C + inner + 4, deep - 40), (C, deep), (C - inner - 4, deep - 40)],
        24,
        24,
        40,
        r.uniform(30, 120),
        40,
    )
    flap = pack.surface("flap")
    parts.append(Part("flap", "flap", cover, flap, depth=0.8, form="flat", lines=(stitches(inset(cover, 9), flap),), cast=0.9))
    metal = pack.metal()
    parts.append(Part("buckle", "buckle", box(C - 22, deep - 52, C + 22, deep - 22, 7), metal, depth=0.7, form="flat", cast=0.5,
                      lines=(Line(line((C, deep - 46), (C, deep - 28)), 5, "", darker(metal.color, 0.4), 0.7),)))  # fmt: skip
    return parts, facts


def _thin_straps(pack: Pack) -> list[Part]:
    """Thin straps that fall in bows at the sides."""
    r, paint, h = pack.spec.rng("straps"), pack.strap_paint(), pack.low - pack.top
    found = []
    for name, k in (("left", -1), ("right", 1)):
        out, belly = r.uniform(30, 110), r.uniform(0.5, 0.75)
        points = [
            (C + k * pack.wide * 0.2, pack.top + 50),
            (C + k * pack.wide * 0.55, pack.top + 36),
            (C + k * (pack.wide + out * 0.5), pack.top + h * 0.2),
            (C + k * (pack.wide + out), pack.top + h * belly),
            (C + k * (pack.floor + out * 0.3), pack.low - h * 0.06),
            (C + k * (pack.floor - 40), pack.low - h * 0.1),
        ]
        found.append(Part(f"strap-{name}", "strap", band(points, 22), paint, depth=0.8, cast=0.5))
    return found


def laptop(pack: Pack) -> tuple[list[Part], Facts]:
    """A slim rectangle with straight zips and little else."""
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    layout, sides = r.choice(("one", "two", "vertical", "split")), r.random() < 0.3
    facts: Facts = (("closure", "Zipper"), FRONT, *((SIDES,) if sides else ()), ("shape", "Rectangular"))
    grip = pack.handle(w * r.uniform(0.26, 0.42), r.uniform(38, 58), 24)
    beside = pack.side_pockets(0.34) if sides else []
    main = pack.arch(r.uniform(12, 22), pack.top + h * r.uniform(0.5, 0.75))
    based = r.random() < 0.3 or "base" in pack.spec.parts
    if pack.back:
        return back_view(pack, [grip, *beside]), facts
    parts = [
        grip,
        *pack.straps_beside(),
        *beside,
        *pack.trunk(depth=0.7),
        *pack.zipped("zipper-main", main, at=r.choice((0.0, 0.3, 1.0)), width=9),
    ]
    if based:
        parts += pack.bottom(r.uniform(0.12, 0.2))
    parts += _laptop_front(pack, layout)
    return parts, facts


def _laptop_front(pack: Pack, layout: str) -> list[Part]:
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    inner, paint = w * r.uniform(0.8, 0.9), pack.surface("pocket")
    y = pack.top + h * r.uniform(0.36, 0.5)

    def across(at: float) -> list[Point]:
        return [(C - inner * 0.94, at), (C, at), (C + inner * 0.94, at)]

    if layout == "vertical":
        k = r.choice((-1, 1))
        top = pack.top + h * 0.2
        d = panel([(C - inner, top), (C + inner, top), (C + inner, pack.low - 26), (C - inner, pack.low - 26)], 24)
        x = C + k * inner * r.uniform(0.4, 0.8)
        return [
            patch("pocket", "pocket", d, paint, depth=0.5),
            *pack.zipped(
                "zipper-front", [(x, top + 26), (x, top + h * 0.25), (x, top + h * r.uniform(0.36, 0.5))], at=0.0, width=9
            ),
        ]
    d = panel([(C - inner, y), (C + inner, y), (C + inner, pack.low - 26), (C - inner, pack.low - 26)], 20)
    found = [
        patch("pocket", "pocket", d, paint, depth=0.6),
        *pack.zipped("zipper-front", across(y + 24), at=r.choice((0.0, 1.0)), width=9),
    ]
    if layout == "two":
        at = y + h * r.uniform(0.18, 0.26)
        found += pack.zipped("zipper-low", across(at), at=r.choice((0.0, 1.0)), width=9)
    if layout == "split":
        label = box(C - 34, y + h * 0.12, C + 34, y + h * 0.12 + 40, 4)
        tag = (
            pack.spec.trim("panel", texture="leather")
            if "panel" in pack.spec.parts
            else replace(pack.strap_paint(), texture="leather")
        )
        found.append(patch("panel", "panel", label, tag, depth=0.4, cast=0.3))
    return found
