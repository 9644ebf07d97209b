"""Wooden chairs: Windsor chairs, ladder-backs and folding chairs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from data.studio.drawing import Drawing, Line, Paint
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.furniture import board, facing, lacquered, spread, standing, timber
from data.studio.things.solid import Finish, Piece, block, circle, corners, drum, rod, sheet


def _turned(
    camera: Camera, name: str, kind: str, paint: Paint, foot: P3, head: P3, thick: float, swell: Sequence[float]
) -> Piece:
    """A leg turned on the lathe: `swell` is its thickness along its length, from the foot."""
    count = len(swell) - 1
    points = [tuple(a + (b - a) * n / count for a, b in zip(foot, head, strict=True)) for n in range(count + 1)]
    return rod(camera, name, kind, paint, [(p[0], p[1], p[2]) for p in points], [thick * s for s in swell])


THIN = Finish(radius=2.2, bow=0.02, form="round", depth=0.45, seam=2.2)
_SWELLS = ((0.7, 0.8, 1.0, 1.25, 1.2, 0.8, 0.75), (0.6, 0.9, 1.2, 1.0, 0.9, 1.2, 0.8), (0.75, 0.85, 0.95, 1.05, 1.1, 1.0, 0.8))


def _splayed(
    camera: Camera, rng: Random, paint: Paint, high: float, foot: tuple[float, float], head: tuple[float, float], *, turned: bool
) -> list[Piece]:
    """Four splayed legs with an H of stretchers between them."""
    swell, thick = (rng.choice(_SWELLS) if turned else (0.8, 0.9, 1.0)), rng.uniform(1.5, 1.9)
    share = rng.uniform(0.34, 0.5)
    pieces, mids = [], {}
    for sx in (-1, 1):
        for sz in (-1, 1):
            a, b = (sx * foot[0], 0.0, sz * foot[1]), (sx * head[0], high, sz * head[1])
            pieces.append(
                _turned(
                    camera,
                    f"leg-{'left' if sx < 0 else 'right'}-{'back' if sz < 0 else 'front'}",
                    "legs",
                    paint,
                    a,
                    b,
                    thick,
                    swell,
                )
            )
            mids[sx, sz] = (a[0] + (b[0] - a[0]) * share, high * share, a[2] + (b[2] - a[2]) * share)
    for sx in (-1, 1):
        pieces.append(rod(camera, f"stretcher-{sx}", "legs", paint, (mids[sx, -1], mids[sx, 1]), thick * 0.6))
    x, y = mids[1, 1][0], high * share
    pieces.append(rod(camera, "stretcher", "legs", paint, ((-x, y, 0), (x, y, 0)), thick * 0.6))
    return pieces


def spindle(spec: Spec, rng: Random) -> Drawing:
    w, d, high, tall = spread(rng, 23, 0.1), spread(rng, 21, 0.1), rng.uniform(43, 46), rng.uniform(78, 100)
    camera = facing(spec, 9.0, tall)
    legs, back = timber(spec, painted=True), timber(spec, "back", painted=True)
    pieces = _splayed(camera, rng, legs, high - 2, (w - 1, d + 1), (w - 9, d - 8), turned=rng.random() < 0.6)
    saddle = drum(camera, "seat", "seat", lacquered(spec, "seat"), circle((0, high - 3, 0), w - 1.5, d - 1.5),
                  circle((0, high, 0), w, d), depth=0.7)  # fmt: skip
    count, fan, lean = rng.choice((5, 6, 7, 8, 9)), rng.uniform(0.9, 1.2), rng.uniform(9, 15)
    hoop = rng.random() < 0.5

    def place(u: float, y: float) -> P3:
        """A point of the back: u from -1 to 1 across, y its height."""
        grown = 1 + (fan - 1) * (y - high) / (tall - high)
        a = math.pi * (0.5 + 0.36 * u)
        return -w * 0.93 * math.cos(a) * grown, y, -d * 0.88 * math.sin(a) - lean * (y - high) / (tall - high)

    rise = (tall - high) * 0.55
    ends = [2 * (n + 0.5) / count - 1 for n in range(count)]
    for n, u in enumerate(ends):
        u *= 0.9
        y = high + rise + (tall - high - rise) * math.sqrt(max(0.0, 1 - abs(u) ** 2.4)) - 1 if hoop else tall - 4
        pieces.append(
            rod(
                camera,
                f"spindle-{n + 1}",
                "back",
                back,
                [place(u * 0.8, high), place(u * 0.9, (high + y) / 2), place(u, y)],
                (0.7, 0.95, 0.6),
            )
        )
    if hoop:
        turns = [k * math.pi / 16 for k in range(17)]
        arch = [
            place(-math.copysign(abs(math.cos(t)) ** 0.8, math.cos(t)), high + rise + (tall - high - rise) * math.sin(t) ** 0.85)
            for t in turns
        ]
        pieces.append(
            rod(
                camera,
                "hoop",
                "back",
                back,
                [place(-0.85, high), place(-0.95, high + rise * 0.5), *arch, place(0.95, high + rise * 0.5), place(0.85, high)],
                1.25,
            )
        )
    else:
        deep = rng.uniform(5, 9)
        row = [u / 6 for u in range(-6, 7)]
        rail = sheet(camera, "rail", "back", back, [place(u * 1.08, tall - deep * (1 - 0.15 * u * u)) for u in row],
                     [place(u * 1.12, tall - 2.0 * abs(u) ** rng.choice((2, 4))) for u in row], along=(1, 0, 0))  # fmt: skip
        pieces.append(rail)
        for s in (-1, 1):
            pieces.append(rod(camera, f"post-{s}", "back", back, [place(s * 0.95, high), place(s, tall - 3)], (1.2, 1.0)))
    pieces.append(saddle)
    facts = (("style", "Windsor Chair"), ("back", "Spindle Back"))
    return standing(spec, pieces, camera, facts, 0.84)


def ladder_back(spec: Spec, rng: Random) -> Drawing:
    w, d, high, tall = spread(rng, 23, 0.08), spread(rng, 20, 0.08), rng.uniform(43, 46), rng.uniform(92, 112)
    camera = facing(spec, 8.4, tall)
    legs, back = timber(spec, painted=True), timber(spec, "back", painted=True)
    lean, thick = rng.uniform(6, 12), rng.uniform(1.6, 2.0)

    def at(y: float) -> float:
        return -d - lean * max(0.0, y - high) / (tall - high)

    inner = w - 3
    pieces: list[Piece] = []
    for s in (-1, 1):
        points: list[P3] = [
            (s * inner, 0, -d - 1),
            (s * inner, high, -d),
            (s * (inner + 1), tall - 5, at(tall - 5)),
            (s * (inner + 1), tall - 3.5, at(tall)),
            (s * (inner + 1), tall - 1.5, at(tall)),
            (s * (inner + 1), tall, at(tall)),
        ]
        pieces.append(
            rod(
                camera,
                f"post-{s}",
                "back",
                back,
                points,
                (thick * 0.8, thick, thick * 0.85, thick * 0.5, thick * 1.05, thick * 0.3),
            )
        )
        pieces.append(
            _turned(
                camera, f"leg-front-{s}", "legs", legs, (s * w, 0, d - 1), (s * w, high + 1, d - 1), thick, rng.choice(_SWELLS)
            )
        )
    for n, y in enumerate((14.0, 24.0)):
        pieces.append(rod(camera, f"bar-front-{n}", "legs", legs, ((-w, y, d - 1), (w, y, d - 1)), 0.9))
        for s in (-1, 1):
            pieces.append(
                rod(camera, f"bar-side-{n}-{s}", "legs", legs, ((s * (w - 0.5), y - 3, d - 1), (s * inner, y - 3, -d)), 0.85)
            )
    pieces.append(rod(camera, "bar-back", "legs", legs, ((-inner, 19, -d), (inner, 19, -d)), 0.9))
    count, arch = rng.choice((3, 4, 5)), rng.uniform(1.0, 4.5)
    step = (tall - 8 - high - 8) / (count - 0.3)
    row = [u / 5 for u in range(-5, 6)]
    for n in range(count):
        y, deep = high + 9 + n * step, min(step * 0.62, rng.uniform(6.5, 8))
        bent = [(u * inner, at(y) - 2.5 * (1 - u * u)) for u in row]
        lower = [(x, y + arch * 0.35 * (1 - u * u), z) for (x, z), u in zip(bent, row, strict=True)]
        upper = [(x, y + deep * 0.8 + arch * (1 - u * u), z - 0.5) for (x, z), u in zip(bent, row, strict=True)]
        pieces.append(sheet(camera, f"slat-{n + 1}", "back", back, lower, upper, along=(1, 0, 0), depth=0.6))
    rush = spec.paint("seat", texture=spec.look or "woven")
    top: tuple[P3, ...] = ((-inner - 1, high, -d), (inner + 1, high, -d), (w + 1, high, d), (-w - 1, high, d))
    seat = block(camera, "seat", "seat", rush, (*((x, y - 3.5, z) for x, y, z in top), *top), THIN, along=(1, 0, 0))
    cross = [Line(camera.path([top[n], (0, high, 0)]), 2.2, "", None, 0.45) for n in range(4)]
    side = "seat-top" if any(p.name == "seat-top" for p in seat.parts) else "seat"
    pieces.append(seat.marked(side, *cross))
    return standing(spec, pieces, camera, (("style", "Ladder-Back Chair"), ("back", "Ladder Back")), 0.86)


def folding(spec: Spec, rng: Random) -> Drawing:
    w, high, tall = rng.uniform(18.5, 24.5), rng.uniform(42, 47), rng.uniform(72, 95)
    rng_yaw = spec.rng("turn")
    camera = facing(spec, 9.6, tall, swing=50)
    side = rng_yaw.choice((-1, 1))
    yaw = side * rng_yaw.uniform(20, 60) if spec.view == "front" else side * rng_yaw.choice((rng_yaw.uniform(126, 150), 84.0))
    camera = Camera(yaw, camera.pitch, camera.scale, camera.middle, camera.away)
    legs, seat, back = (
        timber(spec, painted=True),
        lacquered(spec, "seat"),
        lacquered(spec, "back"),
    )
    lean, deep = rng.uniform(13, 28), rng.uniform(16, 21)
    foot = rng.uniform(16, 26)

    def rail(y: float) -> float:
        return foot - (foot + lean) * y / tall

    pieces: list[Piece] = []
    for s in (-1, 1):
        pieces.append(rod(camera, f"rail-{s}", "legs", legs, ((s * w, 0, foot), (s * w, tall, rail(tall))), 1.35))
        pieces.append(
            rod(camera, f"leg-{s}", "legs", legs, ((s * (w - 2.6), 0, -foot - 3), (s * (w - 2.6), high - 1, deep - 3)), 1.25)
        )
    pieces.append(rod(camera, "bar-front", "legs", legs, ((-w, 12, rail(12)), (w, 12, rail(12))), 0.9))
    pieces.append(rod(camera, "bar-back", "legs", legs, ((-w + 3, 10, -foot + 5), (w - 3, 10, -foot + 5)), 0.9))
    slatted, count = rng.random() < 0.65, rng.choice((4, 5, 6))
    if slatted:
        step = 2 * deep / count
        for n in range(count):
            z = -deep + 1 + n * step
            pieces.append(
                board(camera, f"seat-{n + 1}", "seat", seat, (-w + 1.5, high - 1.4, z), (w - 1.5, high, z + step - 1.4))
            )
    else:
        pieces.append(
            block(
                camera, "seat", "seat", seat, corners((-w + 1.5, high - 2, -deep), (w - 1.5, high, deep)), THIN, along=(1, 0, 0)
            )
        )
    rows = rng.choice((1, 2, 3, 4)) if slatted else 1
    tops = tall - 1.5
    room = rng.uniform(19, 32) if rows > 1 else rng.uniform(11, 26)
    each = room / rows
    for n in range(rows):
        y1 = tops - n * each
        y0 = y1 - each + (2.2 if rows > 1 else 0)
        lean_by = rail(y1) - rail(y0)
        pieces.append(
            board(
                camera,
                f"back-{n + 1}",
                "back",
                back,
                (-w + 1.2, y0, rail(y0) - 0.8),
                (w - 1.2, y1, rail(y0) + 0.8),
                lean=(0, lean_by),
            )
        )
    return standing(spec, pieces, camera, (("style", "Folding Chair"), ("back", "Slat Back" if rows > 1 else "Open Back")), 0.82)
