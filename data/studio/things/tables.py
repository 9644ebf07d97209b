"""Tables and desks."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from data.studio.drawing import Drawing
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things.desks import chest, console, desk
from data.studio.things.furniture import board, lacquered, spread, standing, timber
from data.studio.things.solid import Piece, circle, drum, rod
from data.studio.things.table_frames import Plan, apron, flat_top, four_legs, pedestal, round_top, shelf, table_view, trestle


def table(spec: Spec) -> Drawing:
    make = {
        "round dining": _round_dining,
        "dining": _dining,
        "coffee": _coffee,
        "side": _side,
        "console": console,
        "desk": desk,
    }
    return make[spec.silhouette](spec, spec.rng())


def _round_dining(spec: Spec, rng: Random) -> Drawing:
    p = Plan(spread(rng, 56, 0.14), 0, rng.uniform(72, 77), rng.uniform(2, 4.2))
    p = Plan(p.half, p.half, p.tall, p.thick)
    camera = table_view(spec, 6.2, p.tall, high=3)
    if rng.random() < 0.55:
        base, legs = "Pedestal", pedestal(spec, rng, camera, p)
    else:
        base, legs = (
            "Four Legs",
            four_legs(
                spec,
                rng,
                camera,
                Plan(p.half * 0.68, p.half * 0.68, p.tall, p.thick),
                style=rng.choice(("taper", "square")),
                inset=2,
            ),
        )
        if rng.random() < 0.6:
            r = p.half * 0.66
            legs.append(
                drum(
                    camera,
                    "apron",
                    "legs",
                    timber(spec, painted=True),
                    circle((0, p.under - 7, 0), r),
                    circle((0, p.under - 0.5, 0), r),
                )
            )
    return standing(
        spec, [*legs, round_top(spec, camera, p)], camera, (("style", "Dining Table"), ("shape", "Round"), ("base", base)), 0.84
    )


def _dining(spec: Spec, rng: Random) -> Drawing:
    p = Plan(rng.uniform(68, 108), rng.uniform(40, 48), rng.uniform(73, 77), rng.uniform(2.5, 5))
    camera = table_view(spec, 420 / p.half, p.tall, high=3)
    style = rng.choice(("square", "taper", "trestle", "frame", "square"))
    if style == "trestle":
        legs = trestle(spec, camera, p)
    else:
        legs = four_legs(spec, rng, camera, p, style=style, inset=rng.uniform(4, 9), thick=rng.uniform(5.5, 8.5))
        if style in ("square", "taper") and rng.random() < 0.7:
            legs.append(apron(spec, camera, p, rng.uniform(6, 10), 8))
    base = {"trestle": "Trestle", "frame": "Frame Legs"}.get(style, "Four Legs")
    facts = (("style", "Dining Table"), ("shape", "Rectangular"), ("base", base))
    return standing(spec, [*legs, flat_top(spec, camera, p)], camera, facts, 0.9)


def _coffee(spec: Spec, rng: Random) -> Drawing:
    style = rng.choice(("legs", "shelf", "oval", "plinth", "drum", "shelf"))
    tall = rng.uniform(32, 47)
    half, deep = rng.uniform(46, 66), rng.uniform(25, 34)
    if style == "drum":
        half = deep = rng.uniform(28, 50)
    p = Plan(half, deep, tall, rng.uniform(2.2, 7.0 if style in ("drum", "plinth") else 4.5))
    camera = table_view(spec, 400 / half, tall, high=7)
    pieces: list[Piece] = []
    shape = {"oval": "Oval", "drum": "Round"}.get(style, "Rectangular")
    if style == "drum":
        paint, r = timber(spec, painted=True), half * rng.uniform(0.42, 0.97)
        pieces = [
            drum(camera, "leg-drum", "legs", paint, circle((0, 0, 0), r), circle((0, p.under, 0), r), along=(0, 1, 0), soft=True),
            round_top(spec, camera, p),
        ]
    elif style == "plinth":
        paint, x = timber(spec, painted=True), half - rng.uniform(0, 6)
        pieces = [
            board(
                camera,
                f"leg-{n}",
                "legs",
                paint,
                (s * x - (p.thick * 1.6 if s > 0 else 0), 0, -deep + 1),
                (s * x + (p.thick * 1.6 if s < 0 else 0), p.under, deep - 1),
                along=(0, 1, 0),
            )
            for n, s in enumerate((-1, 1))
        ]
        pieces.append(flat_top(spec, camera, p))
    else:
        pieces = four_legs(
            spec,
            rng,
            camera,
            p if style != "oval" else Plan(half * 0.72, deep * 0.72, tall, p.thick),
            style={"oval": "taper", "shelf": rng.choice(("square", "taper"))}.get(style, ""),
            inset=5,
            thick=rng.uniform(3.5, 5.5),
        )
        pieces.append(round_top(spec, camera, p) if style == "oval" else flat_top(spec, camera, p))
        if style == "shelf":
            pieces.append(shelf(spec, camera, p, rng.uniform(0.25, 0.4) * tall, 5))
    facts = [("style", "Coffee Table"), ("shape", shape)] + ([("storage", "Shelf")] if style == "shelf" else [])
    return standing(spec, pieces, camera, facts, 0.88)


def _side(spec: Spec, rng: Random) -> Drawing:
    style = rng.choice(("tripod", "pedestal", "four", "drawer", "tray"))
    tall, half = rng.uniform(43, 66), rng.uniform(17, 29)
    p = Plan(half, half, tall, rng.uniform(1.8, 3.2))
    camera = table_view(spec, 11.5, tall, high=6, drawers=True)
    facts = [("style", "Side Table"), ("shape", "Square" if style in ("drawer",) else "Round")]
    pieces: list[Piece]
    if style == "drawer":
        pieces = four_legs(spec, rng, camera, p, style=rng.choice(("square", "taper")), inset=3, thick=3.6, to=p.under - 12)
        pieces += [
            *chest(spec, rng, camera, (-half + 1, p.under - 13, -half + 1), (half - 1, p.under, half - 1), (1, 1)),
            flat_top(spec, camera, p),
        ]
        if rng.random() < 0.5:
            pieces.append(shelf(spec, camera, p, 14, 3))
        facts.append(("storage", "1 Drawer"))
    elif style == "pedestal":
        pieces = [*pedestal(spec, rng, camera, p), round_top(spec, camera, p)]
    elif style == "tripod":
        paint = timber(spec, painted=True)
        turn = rng.uniform(-0.4, 0.4)
        feet = circle((0, 0, 0), half * 0.92, count=3)
        pieces = []
        for n, (x, _, z) in enumerate(feet):
            x, z = x + turn * z, z - turn * x
            pieces.append(rod(camera, f"leg-{n + 1}", "legs", paint, ((x, 0, z), (x * 0.35, p.under, z * 0.35)), (0.9, 1.5)))
        pieces.append(round_top(spec, camera, p))
    else:
        pieces = [
            *four_legs(
                spec,
                rng,
                camera,
                Plan(half * 0.7, half * 0.7, tall, p.thick),
                style=rng.choice(("taper", "square", "hairpin")),
                inset=2,
                thick=3.2,
            ),
            round_top(spec, camera, p),
        ]
        if style == "tray":
            r = half * 0.68
            pieces.append(
                drum(camera, "shelf", "shelf", lacquered(spec, "shelf"), circle((0, 16, 0), r), circle((0, 17.6, 0), r))
            )
            facts.append(("storage", "Shelf"))
    return standing(spec, pieces, camera, facts, 0.74)


TYPES: Mapping[str, Kind] = {
    "table": Kind(
        table,
        {
            "round dining": "a round dining table on a column or four legs",
            "dining": "a long rectangular dining table",
            "coffee": "a low coffee table",
            "side": "a small side table",
            "console": "a long narrow console table, with drawers or a shelf",
            "desk": "a desk with drawers",
        },
        ("top", "legs", "drawer", "handle", "shelf"),
    ),
}
