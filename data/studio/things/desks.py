"""Console tables and desks, and the drawers in them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from data.studio.drawing import Drawing
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.furniture import board, lacquered, standing
from data.studio.things.solid import Piece, block, corners, rod
from data.studio.things.table_frames import Plan, flat_top, four_legs, shelf, table_view


def chest(spec: Spec, rng: Random, camera: Camera, low: P3, high: P3, grid: tuple[int, int]) -> list[Piece]:
    """A box of drawers, (columns, rows), that open to the front; no drawer is a part where the front isn't seen."""
    case = lacquered(spec, "top")
    pieces = [block(camera, f"case-{low[0]:.0f}", "top", case, corners(low, high), along=(1, 0, 0))]
    if camera.eye()[2] < high[2]:
        return pieces
    face, style = lacquered(spec, "drawer"), spec.rng("handle").choice(("knob", "bar", "cup"))
    columns, rows = grid
    wide, tall = (high[0] - low[0] - 1.6) / columns, (high[1] - low[1] - 1.6) / rows
    for n in range(columns * rows):
        c, r = n % columns, n // columns
        x, y, z = low[0] + 0.8 + c * wide, low[1] + 0.8 + r * tall, high[2]
        name = f"drawer-{low[0]:.0f}-{n + 1}"
        pieces.append(board(camera, name, "drawer", face, (x + 0.5, y + 0.5, z), (x + wide - 0.5, y + tall - 0.5, z + 1.0)))
        pieces.append(
            _handle(spec, camera, f"handle{name[6:]}", (x + wide / 2, y + tall * 0.55, z + 1.0), min(7.0, wide * 0.2), style)
        )
    return pieces


def _handle(spec: Spec, camera: Camera, name: str, at: P3, half: float, style: str) -> Piece:
    metal, (x, y, z) = spec.metal("handle", spec.rng("metal").choice(("brass", "gunmetal", "silver"))), at
    if style == "knob":
        return rod(
            camera, name, "handle", metal, ((x - 0.9, y, z + 1.4), (x, y, z + 1.6), (x + 0.9, y, z + 1.4)), (0.9, 1.3, 0.9)
        )
    if style == "bar":
        return rod(camera, name, "handle", metal, ((x - half, y, z + 1.4), (x + half, y, z + 1.4)), 0.6)
    return rod(
        camera,
        name,
        "handle",
        metal,
        ((x - half * 0.7, y + 0.4, z + 1.2), (x, y - 0.5, z + 1.8), (x + half * 0.7, y + 0.4, z + 1.2)),
        (0.8, 1.2, 0.8),
    )


def console(spec: Spec, rng: Random) -> Drawing:
    p = Plan(rng.uniform(48, 72), rng.uniform(15, 20), rng.uniform(74, 86), rng.uniform(2, 3.5))
    count = rng.choice((0, 1, 2, 3))
    shelved = rng.random() < 0.6 or not count
    camera = table_view(spec, 440 / p.half, p.tall, high=1, drawers=True)
    deep = rng.uniform(12, 17) if count else 0.0
    style = rng.choice(("square", "taper")) if count else rng.choice(("square", "frame", "taper"))
    pieces = four_legs(spec, rng, camera, p, style=style, inset=3, thick=rng.uniform(3.5, 5), to=p.under - max(0.0, deep - 1))
    if count:
        pieces += chest(
            spec, rng, camera, (-p.half + 1.5, p.under - deep, -p.deep + 1.5), (p.half - 1.5, p.under, p.deep - 1.5), (count, 1)
        )
    if shelved:
        pieces.append(shelf(spec, camera, p, rng.uniform(12, 24), 3))
    pieces.append(flat_top(spec, camera, p))
    return standing(spec, pieces, camera, (("style", "Console Table"), ("shape", "Rectangular"), *storage(count, shelved)), 0.86)


def storage(drawers: int, shelved: bool) -> Sequence[tuple[str, str]]:
    """The facts about what a table holds."""
    found = [("storage", f"{drawers} Drawer{'s' if drawers > 1 else ''}")] if drawers else []
    return [*found, ("storage", "Shelf")] if shelved else found


def desk(spec: Spec, rng: Random) -> Drawing:
    p = Plan(rng.uniform(56, 76), rng.uniform(28, 35), rng.uniform(73, 77), rng.uniform(2.4, 4))
    style = rng.choice(("pedestal", "apron", "twin", "apron"))
    camera = table_view(spec, 440 / p.half, p.tall, high=1, drawers=True)
    x, z, wide = p.half - 2, p.deep - 2, rng.uniform(34, 42)
    pieces: list[Piece] = []
    sides = {"pedestal": (rng.choice((-1, 1)),), "twin": (-1, 1)}.get(style, ())
    rows = rng.choice((2, 3, 4))
    if style == "apron":
        columns = rng.choice((1, 2, 3))
        deep = rng.uniform(10, 15)
        pieces = four_legs(
            spec, rng, camera, p, style=rng.choice(("taper", "square")), inset=4, thick=rng.uniform(4, 5.5), to=p.under - deep + 1
        )
        pieces += chest(spec, rng, camera, (-x, p.under - deep, -z), (x, p.under, z), (columns, 1))
        count = columns
    else:
        low = rng.choice((0.5, 6.0, 30.0 if style == "pedestal" else 6.0))
        low = 6.0 if low < 1 and "legs" in spec.parts else low
        for s in sides:
            x0, x1 = sorted((s * x, s * (x - wide)))
            pieces += chest(spec, rng, camera, (x0, low, -z), (x1, p.under, z), (1, rows if low < 20 else 2))
        if style == "pedestal" or low > 1:
            legs = four_legs(spec, rng, camera, p, style="square", inset=4.5, thick=4.5)
            s = sides[0]
            away = [one for one in legs if (one.low[0] + one.high[0]) * s < 0]
            short = four_legs(spec, rng, camera, p, style="square", inset=4.5, thick=4.5, to=low)
            near = [one for one in short if (one.low[0] + one.high[0]) * s > 0] if low > 1 else []
            pieces += [*(away if style == "pedestal" else short), *(near if style == "pedestal" else [])]
        count = len(sides) * (rows if low < 20 else 2)
    pieces.append(flat_top(spec, camera, p))
    return standing(spec, pieces, camera, (("style", "Desk"), ("shape", "Rectangular"), *storage(count, False)), 0.88)
