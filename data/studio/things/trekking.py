"""Tall trekking packs."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.palette import darker, lighter
from data.studio.shape import box, ellipse
from data.studio.things.fittings import (
    dimmed,
    inset,
    panel,
)
from data.studio.things.pack_backs import back_view
from data.studio.things.packs import FRONT, SIDES, C, Facts, Pack, clip, patch, webbing


def hiking(pack: Pack) -> tuple[list[Part], Facts]:
    """A tall trekking pack: a lid, compression straps, a stretch pocket, side pockets and wings for the hips."""
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    facts: Facts = (("closure", "Buckle"), FRONT, SIDES)
    lid_low = pack.top + h * r.uniform(0.16, 0.24)
    mat, strap, metal = r.random() < 0.35, pack.strap_paint(), pack.metal()
    beside = pack.side_pockets(r.uniform(0.3, 0.42))
    cover = panel(
        [(C - w - 8, pack.top - 24), (C + w + 8, pack.top - 24), (C + w + 14, lid_low), (C - w - 14, lid_low)], 70, 70, 34, 34
    )
    flap = pack.surface("flap")
    lid = Part("flap", "flap", cover, flap, depth=1.1, cast=1.2)
    grip = replace(pack.handle(w * 0.22, 66, 26), name="handle")
    if pack.back:
        behind = back_view(pack, [grip, replace(lid, name="flap"), *beside], belt=True)
        return behind, facts
    parts = [grip, *pack.straps_beside(), *_wings(pack), *beside, *pack.trunk(folds=pack.folds())]
    if r.random() < 0.6 or "base" in pack.spec.parts:
        parts += pack.bottom(r.uniform(0.16, 0.26))
    parts += _stretch_pocket(pack, lid_low)
    y0 = lid_low + h * 0.1
    for n in range(r.choice((1, 2))):
        y, drop = y0 + n * h * r.uniform(0.2, 0.26), h * r.uniform(0.03, 0.1)
        for m, k in enumerate((-1, 1), 1):
            parts.append(
                webbing(
                    f"compression-{n}-{m}",
                    [(C + k * (pack.half(y) + 2), y), (C + k * w * 0.7, y + drop * 0.5), (C + k * w * 0.44, y + drop)],
                    15,
                    strap,
                )
            )
    parts.append(lid)
    zipped = lid_low - (lid_low - pack.top) * r.uniform(0.36, 0.5)
    parts += pack.zipped(
        "zipper-lid", [(C - w * 0.8, zipped + 6), (C, zipped), (C + w * 0.8, zipped + 6)], at=r.choice((0.0, 1.0)), width=10
    )
    for n, x in enumerate((C - w * 0.46, C + w * 0.46) if r.random() < 0.7 else (C,), 1):
        end = lid_low + h * r.uniform(0.16, 0.24)
        parts.append(webbing(f"strap-{n}", [(x, lid_low - 30), (x, (lid_low + end) / 2), (x, end)], 24, strap))
        parts += clip(f"buckle-{n}", (x, lid_low + h * 0.07), 40, metal)
    if mat:
        parts += _mat(pack)
    return parts, facts


def _wings(pack: Pack) -> list[Part]:
    """The hip belt's ends beyond the sides."""
    y, paint = pack.low - (pack.low - pack.top) * 0.17, pack.strap_paint()
    paint = pack.spec.trim("belt") if "belt" in pack.spec.parts else paint
    r, found = pack.spec.rng("wings"), []
    for name, k in (("left", -1), ("right", 1)):
        out = r.uniform(70, 120)
        d = panel(
            [
                (C + k * (pack.floor - 40), y - 40),
                (C + k * (pack.floor + out), y - 6),
                (C + k * (pack.floor + out), y + 34),
                (C + k * (pack.floor - 40), y + 50),
            ],
            10,
            24,
            24,
            10,
        )
        found.append(pack.at_side(patch(f"wing-{name}", "belt", d, paint, cast=0.4), k))
    return found


def _stretch_pocket(pack: Pack, top: float) -> list[Part]:
    r, h, w = pack.rng, pack.low - pack.top, pack.wide
    y, inner, low = top + h * r.uniform(0.14, 0.24), w * r.uniform(0.5, 0.66), pack.low - h * r.uniform(0.05, 0.1)
    paint = pack.surface("pocket") if "pocket" in pack.spec.parts else replace(dimmed(pack.body, 0.16), texture="mesh")
    d = panel(
        [(C - inner, y + 10), (C, y + r.uniform(20, 60)), (C + inner, y + 10), (C + inner * 0.94, low), (C - inner * 0.94, low)],
        10,
        80,
        10,
        40,
        40,
    )
    hem = Line(inset(d, 5), 7, "", darker(paint.color, 0.3), 0.4)
    loop = box(C - 13, low - 50, C + 13, low + 10, 8)
    return [
        Part("pocket", "pocket", d, paint, depth=0.8, lines=(hem,), cast=0.5),
        Part("axe-loop", "strap", loop, pack.strap_paint(), depth=0.6, cast=0.4),
    ]


def _mat(pack: Pack) -> list[Part]:
    """A rolled mat strapped below."""
    r, w = pack.rng, pack.floor
    y, thick = pack.low + 34, r.uniform(64, 84)
    paint = replace(pack.body.plain(), color=lighter(pack.body.color, 0.3), texture="fleece")
    x = w * r.uniform(0.92, 1.12)
    roll = panel([(C - x, y - thick / 2), (C + x, y - thick / 2), (C + x, y + thick / 2), (C - x, y + thick / 2)], thick * 0.48)
    found = [
        Part("mat", "base", roll, pack.spec.trim("base") if "base" in pack.spec.parts else paint, depth=1.2, cast=0.6),
        Part(
            "mat-end",
            "base",
            ellipse(C + x - thick * 0.24, y, thick * 0.22, thick * 0.42),
            dimmed(paint, 0.2),
            depth=0.4,
            cast=0.2,
        ),
    ]
    straps = [
        webbing(
            f"mat-strap-{n}",
            [(C + k * w * 0.5, pack.low - 40), (C + k * w * 0.5, y), (C + k * w * 0.5, y + thick / 2 + 2)],
            20,
            pack.strap_paint(),
        )
        for n, k in enumerate((-1, 1), 1)
    ]
    return [*found, *straps]
