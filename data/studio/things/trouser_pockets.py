"""Pockets of trousers, jeans and shorts, and the flaps that close them."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import AXIS, bounds, box, ellipse, line, moved, polygon
from data.studio.things.legs import SIDES, Legs
from data.studio.things.trouser_parts import NAMES, STITCH
from data.studio.things.warp import backward, joined

C = AXIS


def slant_pockets(
    legs: Legs,
    paint: Paint,
    *,
    start: float = 0.62,
    deep: float = 0.62,
    thread: str | None = None,
    bend: float = 0.0,
    stitched: bool = True,
) -> tuple[Part, ...]:
    """Pockets whose opening runs from the waist (a share of its half) to the side; `bend` above 0 scoops it, as on jeans."""
    cut = legs.cut
    y0, y1 = cut.top + cut.band - 3, cut.top + cut.rise * deep
    parts = []
    for side in SIDES:
        (ax, ay), bx = legs.hips(side, y0, 1 - start), legs.outer(side, y1)
        corner = legs.outer(side, y0)
        mx, my = (ax + bx) / 2 - side * bend * abs(bx - ax), (ay + y1) / 2 + bend * (y1 - ay) * 0.9
        edge = f"M {ax:.1f} {ay:.1f} Q {mx:.1f} {my:.1f} {bx + side * 14:.1f} {y1:.1f}"
        d = f"{edge} L {corner + side * 24:.1f} {y0:.1f} L {corner:.1f} {y0 - 6:.1f} Z"
        seams = tuple(
            Line(
                moved(edge, -side * (0.4 + 7 * k), 4 + 4 * k),
                2 if k else 2.6,
                STITCH if k else "",
                thread if k else None,
                0.8 if k else 0.6,
            )
            for k in ((0, 1) if stitched else (0,))
        )
        parts.append(
            Part(
                f"pocket-{NAMES[side]}",
                "pocket",
                d,
                replace(paint, color=darker(paint.color, 0.05)),
                depth=0.5,
                form="flat",
                within=legs.outline(),
                cast=0,
                outline=0,
                fold_width=9,
                folds=(moved(edge, side * 4, 0),),
            )
        )
        parts.append(
            Part(
                f"pocket-edge-{NAMES[side]}",
                "pocket",
                _strip(edge, side, 12),
                paint,
                depth=0.5,
                form="flat",
                outline=0,
                within=legs.outline(),
                cast=0.35,
                lines=seams,
            )
        )
    return tuple(parts)


def _strip(edge: str, side: int, wide: float) -> str:
    """The hemmed edge of a pocket: a strip along the opening, on the inner side of it."""
    return joined(edge, backward(moved(edge, -side * wide * 0.75, wide * 0.6))) + " Z"


def welt_pockets(
    legs: Legs,
    paint: Paint,
    button: Paint | None,
    *,
    sides: tuple[int, ...] = SIDES,
    deep: float = 0.46,
    flap: Paint | None = None,
) -> tuple[Part, ...]:
    """Slits with a welt on the seat, with a button below, or under a flap."""
    parts: list[Part] = []
    y = legs.cut.top + legs.cut.rise * deep
    for side in sides:
        (x0, x1), name = sorted(legs.hips(side, y, share)[0] for share in (0.2, 0.72)), NAMES[side]
        if flap:
            parts.append(_flap(f"flap-{name}", x0 - 2, y, x1 + 2, 40, flap))
            continue
        about, turn = (C + side * 60, y), -side * 1.6
        lip, slit = (moved(d, turn=turn, about=about) for d in (box(x0, y, x1, y + 11, 2), line((x0, y + 5.5), (x1, y + 5.5))))
        seam = Line(slit, 1.6, "", None, 0.55)
        parts.append(Part(f"welt-{name}", "pocket", lip, paint, depth=0.5, form="flat", cast=0.4, lines=(seam,)))
        if button:
            parts.append(
                Part(
                    f"pocket-button-{name}",
                    "button",
                    ellipse((x0 + x1) / 2, y + 22, 6.5, 6.5),
                    button,
                    form="ball",
                    depth=0.6,
                    cast=0.4,
                )
            )
    return tuple(parts)


def _flap(name: str, x0: float, y: float, x1: float, high: float, paint: Paint, *, thread: str | None = None) -> Part:
    middle = (x0 + x1) / 2
    d = (
        f"M {x0:.1f} {y - 4:.1f} L {x1:.1f} {y - 4:.1f} L {x1 - 1:.1f} {y + high - 10:.1f} L {middle:.1f} "
        f"{y + high:.1f} L {x0 + 1:.1f} {y + high - 10:.1f} Z"
    )
    inner = (
        f"M {x0 + 6:.1f} {y + 3:.1f} L {x1 - 6:.1f} {y + 3:.1f} L {x1 - 7:.1f} {y + high - 15:.1f} L "
        f"{middle:.1f} {y + high - 7:.1f} "
        f"L {x0 + 7:.1f} {y + high - 15:.1f} Z"
    )
    return Part(name, "flap", d, paint, depth=0.6, form="flat", cast=0.6, lines=(Line(inner, 1.8, STITCH, thread, 0.7),))


def patch_pockets(legs: Legs, paint: Paint, *, rng: Random, thread: str | None = None, deep: float = 0.4) -> tuple[Part, ...]:
    """The back pockets of jeans, with a stitched figure."""
    cut = legs.cut
    y = cut.top + cut.rise * deep
    wide, high, figure = cut.hip * rng.uniform(0.54, 0.62), cut.rise * rng.uniform(0.5, 0.58), rng.choice(("arc", "wave", "none"))
    parts = []
    for side in SIDES:
        x = C + side * cut.hip * 0.46
        x0, x1, low = x - wide / 2, x + wide / 2, y + high
        about = (x, y)
        d = moved(polygon((x0, y), (x1, y), (x1 - 5, low - 26), (x, low), (x0 + 5, low - 26)), about=about, turn=-side * 3)
        seam = moved(
            polygon((x0 + 6, y + 10), (x1 - 6, y + 10), (x1 - 11, low - 30), (x, low - 8), (x0 + 11, low - 30)),
            about=about,
            turn=-side * 3,
        )
        lines = [Line(seam, 1.9, STITCH, thread, 0.85)]
        mid = y + high * 0.46
        marks = {
            "arc": f"M {x0 + 8} {mid} Q {x - wide * 0.2} {mid + 6} {x} {mid + 30} Q {x + wide * 0.2} {mid + 6} {x1 - 8} {mid}",
            "wave": (
                f"M {x0 + 8} {mid + 16} Q {x - wide * 0.2} {mid - 16} {x} {mid + 8} Q {x + wide * 0.2} {mid + 30} {x1 - 8} {mid}"
            ),
        }
        if figure in marks:
            lines += [Line(moved(marks[figure], 0, dy, about=about, turn=-side * 3), 1.9, STITCH, thread, 0.85) for dy in (0, 7)]
        parts.append(
            Part(f"back-pocket-{NAMES[side]}", "pocket", d, paint, depth=0.45, form="flat", cast=0.5, lines=tuple(lines))
        )
    return tuple(parts)


def cargo_pocket(
    legs: Legs,
    side: int,
    paint: Paint,
    flap: Paint,
    *,
    y: float,
    wide: float,
    high: float,
    button: Paint | None = None,
    thread: str | None = None,
) -> tuple[Part, ...]:
    """A patch pocket on the outside of a leg, with a flap; it wraps around the seam, so that its outer edge is the leg's."""
    name = NAMES[side]
    upper, lower, x = legs.outer(side, y), legs.outer(side, y + high), legs.outer(side, y + high / 2)
    x0, x1 = (x - 4, x + wide) if side < 0 else (x - wide, x + 4)
    lean, about = -math.degrees(math.atan2(lower - upper, high)), (x, y + high / 2)
    pocket = moved(box(x0, y, x1, y + high, 9), about=about, turn=lean)
    middle = (x0 + x1) / 2
    pleat = moved(line((middle, y + 10), (middle, y + high - 4)), about=about, turn=lean)
    parts = [
        Part(
            f"cargo-{name}",
            "pocket",
            pocket,
            paint,
            depth=0.7,
            form="flat",
            cast=0.8,
            lines=(
                Line(pleat, 2, "", None, 0.45),
                Line(moved(box(x0 + 6, y, x1 - 6, y + high - 6, 6), about=about, turn=lean), 1.8, STITCH, thread, 0.65),
            ),
        )
    ]
    lid = _flap(f"cargo-flap-{name}", x0 - 3, y - 4, x1 + 3, high * 0.34, flap, thread=thread)
    parts.append(
        replace(
            lid,
            d=moved(lid.d, about=about, turn=lean),
            lines=tuple(replace(one, d=moved(one.d, about=about, turn=lean)) for one in lid.lines),
        )
    )
    if button:
        bx, by, _, _ = bounds(moved(ellipse(middle, y + high * 0.24, 0, 0), about=about, turn=lean))
        parts.append(Part(f"cargo-button-{name}", "button", ellipse(bx, by, 7, 7), button, form="ball", depth=0.6, cast=0.4))
    return tuple(parts)
