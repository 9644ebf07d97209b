"""The side of a backpack that lies on the back: padding, shoulder straps and hip belt."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Part
from data.studio.shape import box
from data.studio.things.fittings import (
    band,
    dimmed,
    panel,
    ring,
    seams,
    stitched_cross,
    stitches,
)
from data.studio.things.packs import C, Pack, patch, webbing


def back_view(pack: Pack, above: list[Part], *, belt: bool = False, thin: bool = False) -> list[Part]:
    """The side that lies on the back: padding, both shoulder straps down to the corners, and behind it what shows `above`."""
    r, h, paint = pack.spec.rng("behind"), pack.low - pack.top, pack.strap_paint()
    parts: list[Part] = [*above, *pack.trunk(depth=0.8)]
    if not thin:
        parts += _padding(pack, r, h)
    top = pack.top + h * r.uniform(0.06, 0.1)
    inner, outer = pack.wide * r.uniform(0.16, 0.3), pack.wide * r.uniform(0.6, 0.82)
    thick = 24.0 if thin else r.uniform(56, 74)
    turn = pack.top + h * r.uniform(0.58, 0.68)
    for name, k in (("left", -1), ("right", 1)):
        end = (C + k * pack.floor * 0.86, pack.low - h * 0.06)
        web = [(C + k * outer * 0.97, turn - 16), (C + k * (outer * 0.99 + 6), turn + h * 0.12), end]
        parts.append(webbing(f"webbing-{name}", web, thick * 0.4, paint))
        pad = [
            (C + k * inner, top),
            (C + k * (inner + (outer - inner) * 0.5), top + h * 0.12),
            (C + k * outer, top + h * 0.3),
            (C + k * outer * 1.0, turn),
        ]
        rows = (seams(pad, thick / 2 - 8, paint, 1.9),)
        parts.append(
            Part(
                f"strap-{name}",
                "strap",
                band(pad, thick * 0.84, thick, thick, thick * 0.72),
                paint,
                depth=0.9,
                lines=rows,
                cast=1.0,
            )
        )
        if not thin:
            x, y = C + k * outer * 0.985, turn
            ladder = ring(
                box(x - thick * 0.36, y - 14, x + thick * 0.36, y + 18, 4),
                box(x - thick * 0.24, y - 5, x + thick * 0.24, y + 3, 2),
            )
            parts.append(Part(f"slider-{name}", "buckle", ladder, pack.metal(), depth=0.5, outline=1.3, cast=0.4))
        corner = panel(
            [
                (end[0] - 26, end[1] - 20),
                (end[0] + 26, end[1] - 20),
                (end[0] + k * 30, end[1] + 18),
                (end[0] - k * 18, end[1] + 18),
            ],
            4,
        )
        parts.append(
            Part(
                f"anchor-{name}",
                "strap",
                corner,
                paint,
                depth=0.5,
                lines=(stitched_cross(corner, paint),),
                within=pack.front(),
                cast=0.4,
            )
        )
    yoke = panel(
        [
            (C - inner - thick * 0.7, pack.top + h * 0.03),
            (C + inner + thick * 0.7, pack.top + h * 0.03),
            (C + inner + thick * 0.55, top + 20),
            (C - inner - thick * 0.55, top + 20),
        ],
        8,
    )
    parts.append(patch("yoke", "yoke", yoke, dimmed(pack.body.plain(), 0.1), depth=0.6, within=pack.front()))
    if belt:
        parts += _hip_belt(pack, h)
    return parts


def _padding(pack: Pack, r: Random, h: float) -> list[Part]:
    """Padded cushions of mesh against the back."""
    paint = (
        pack.spec.trim("panel", texture="mesh")
        if "panel" in pack.spec.parts
        else replace(dimmed(pack.body.plain(), 0.28), texture="mesh")
    )
    w, top, low = pack.wide * 0.74, pack.top + h * 0.2, pack.low - h * 0.1
    style = r.choice(("one", "two", "three"))
    if style == "one":
        cells = [(C - w, top, C + w, low)]
    elif style == "two":
        cells = [(C - w, top, C - 16, low), (C + 16, top, C + w, low)]
    else:
        m, gap = (low - top) / 3, 14
        cells = [(C - w, top + n * m, C + w, top + (n + 1) * m - gap) for n in range(3)]
    return [
        Part(
            f"pad-{n}",
            "panel",
            box(x0, y0, x1, y1, 30),
            paint,
            depth=0.9,
            lines=(stitches(box(x0 + 9, y0 + 9, x1 - 9, y1 - 9, 24), paint),),
            cast=0.4,
        )
        for n, (x0, y0, x1, y1) in enumerate(cells, 1)
    ]


def _hip_belt(pack: Pack, h: float) -> list[Part]:
    """Padded wings round the hips, buckled in the middle."""
    y, paint = pack.low - h * 0.17, pack.strap_paint()
    parts = []
    for name, k in (("left", -1), ("right", 1)):
        wing = panel(
            [
                (C + k * pack.floor * 0.5, y - 44),
                (C + k * (pack.floor + 90), y - 30),
                (C + k * (pack.floor + 104), y + 20),
                (C + k * pack.floor * 0.5, y + 48),
            ],
            16,
        )
        parts.append(
            patch(f"wing-{name}", "belt", wing, pack.spec.trim("belt") if "belt" in pack.spec.parts else paint, rows=2, cast=0.8)
        )
    return parts
