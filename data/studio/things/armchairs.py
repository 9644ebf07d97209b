"""Armchairs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

from data.studio.drawing import Drawing, Line, Paint
from data.studio.kind import Kind
from data.studio.shape import Point
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.furniture import board, cover, facing, post, spread, standing, timber
from data.studio.things.solid import CUSHION, PADDED, Finish, Piece, apart, block, corners, rod, sheet, stacked
from data.studio.things.upholstery import cushion, feet, ottoman_seat, pillows, roller, tufted, wall

_THICK = Finish(radius=8.0, bow=0.02, form="round", depth=0.6, seam=1.8, foot=0.25)
_SOFT_BACK = Finish(radius=8.0, bow=0.03, form="round", depth=0.5, seam=1.8, foot=0.3)


def armchair(spec: Spec) -> Drawing:
    make = {"club": _club, "wing": _wing, "lounge": _lounge, "barrel": _barrel, "sling": _sling}
    return make[spec.silhouette](spec, spec.rng())


def _club(spec: Spec, rng: Random) -> Drawing:
    half, deep, tall = spread(rng, 41, 0.1), rng.uniform(76, 88), rng.uniform(70, 84)
    arm, foot, seat_high = rng.uniform(13, 19), rng.uniform(4, 12), rng.uniform(40, 45)
    camera = facing(spec, 7.6, tall, swing=36)
    seat, back, arms = cover(spec, "seat"), cover(spec, "back"), cover(spec, "armrest")
    inner, rear, front = half - arm, -deep / 2, deep / 2
    low, thick, lean, high = seat_high - rng.uniform(13, 17), rng.uniform(16, 22), rng.uniform(4, 9), rng.uniform(56, 63)
    pieces = feet(spec, rng, camera, (half, deep / 2), foot)
    pieces.append(
        block(camera, "base", "seat", seat, corners((-inner - 0.5, foot, rear + 4), (inner + 0.5, low, front - 2)), PADDED)
    )
    wide = rng.choice((inner + arm * 0.5, half, inner))
    at = (-wide, foot, rear), (wide, tall, rear + thick)
    behind = block(camera, "back", "back", back, corners(*at, lean=(0, -lean), taper=(rng.uniform(0, 3), 2)), _SOFT_BACK)
    grid = (rng.choice((3, 4)), 2) if rng.random() < 0.35 else None
    spot = (-inner, seat_high, rear), (inner, tall, rear + thick)
    meet = rear + thick - 1.5
    pieces.append(apart(tufted(camera, behind, "back", back, *spot, lean, grid) if grid else behind, 2, below=meet))
    pieces.append(
        cushion(camera, "seat", "seat", seat, (-inner + 0.3, low, meet), (inner - 0.3, seat_high, front + rng.uniform(-1, 3)))
    )
    finish = rng.choice((_THICK, _THICK, PADDED))
    for name, x0, x1 in (("armrest-left", -half, -inner), ("armrest-right", inner, half)):
        shape = corners((x0, foot, meet - lean if wide > inner else rear + 2), (x1, high, front - 1))
        made = block(camera, name, "armrest", arms, shape, finish, along=(0, 0, 1))
        pieces.append(apart(made, 2, above=meet) if wide > inner else made)
    pieces += pillows(spec, rng, camera, [(0, seat_high, rear + thick + 16)])
    return standing(spec, pieces, camera, (("style", "Club Chair"), ("back", "Low Back")), 0.78)


def _wing(spec: Spec, rng: Random) -> Drawing:
    half, deep, tall = spread(rng, 37, 0.09), rng.uniform(74, 84), rng.uniform(98, 116)
    arm, foot, seat_high = rng.uniform(9, 12), rng.uniform(13, 20), rng.uniform(43, 47)
    camera = facing(spec, 6.9, tall, swing=34)
    seat, back, arms = cover(spec, "seat"), cover(spec, "back"), cover(spec, "armrest")
    inner, rear, front = half - arm, -deep / 2, deep / 2
    low, lean, high = seat_high - 14, rng.uniform(7, 12), rng.uniform(58, 65)
    pieces = feet(spec, rng, camera, (half, deep / 2), foot, style=rng.choice(("taper", "taper", "bun")))
    pieces.append(
        block(camera, "base", "seat", seat, corners((-inner - 0.5, foot, rear + 4), (inner + 0.5, low, front - 2)), PADDED)
    )
    at = (-inner - 2, foot, rear), (inner + 2, tall, rear + 16)
    behind = block(camera, "back", "back", back, corners(*at, lean=(0, -lean), taper=(-2, 2)), _SOFT_BACK)
    spot = (-inner, seat_high + 4, rear), (inner, tall, rear + 16)
    grid = rng.choice(((3, 3), (4, 3), (3, 2), None))
    pieces.append(apart(tufted(camera, behind, "back", back, *spot, lean, grid) if grid else behind, 2, below=rear + 14))
    pieces.append(cushion(camera, "seat", "seat", seat, (-inner + 0.3, low, rear + 14), (inner - 0.3, seat_high, front + 2)))
    reach, flare = rng.uniform(22, 30), rng.uniform(0, 4)
    rolled, roll = rng.random() < 0.5, rng.uniform(6.5, 8.5)
    for side, s in (("left", -1), ("right", 1)):
        x0, x1 = sorted((s * inner, s * half))
        wing = _wing_block(s, inner, (high - 2, tall - 3), (rear + 3, reach), lean, flare)
        pieces.append(block(camera, f"wing-{side}", "back", back, wing, _SOFT_BACK))
        top = high - roll if rolled else high
        pieces.append(block(camera, f"armrest-{side}-panel" if rolled else f"armrest-{side}", "armrest", arms,
                            corners((x0, foot, rear + 2), (x1, top, front - 2)), PADDED if rolled else _THICK))  # fmt: skip
        if rolled:
            center = s * (inner + roll * 0.8)
            pieces.append(
                roller(camera, f"armrest-{side}", "armrest", arms, (center, top, rear + 8), (center, top, front - 1), roll)
            )
    return standing(spec, pieces, camera, (("style", "Wingback Chair"), ("back", "High Back")), 0.84)


def _wing_block(s: int, inner: float, ys: Point, zs: Point, lean: float, flare: float) -> tuple[P3, ...]:
    """A wing beside the back: deep over the arm, narrow and flared at the top. Corners as `corners` gives them."""
    (y0, y1), (z0, deep) = ys, zs
    a, b = inner + 0.5, inner + 8.5
    low = [(s * a, z0 - 3), (s * b, z0 - 3), (s * b, z0 + deep), (s * a, z0 + deep)]
    high = [
        (s * (a + 1), z0 - lean),
        (s * (b + 1), z0 - lean),
        (s * (b + flare), z0 - lean + deep * 0.72),
        (s * (a + flare), z0 - lean + deep * 0.72),
    ]
    ring = (0, 1, 2, 3) if s > 0 else (1, 0, 3, 2)
    return (*((low[n][0], y0, low[n][1]) for n in ring), *((high[n][0], y1, high[n][1]) for n in ring))


def _lounge(spec: Spec, rng: Random) -> Drawing:
    half, deep, tall = spread(rng, 35, 0.08), rng.uniform(72, 84), rng.uniform(76, 92)
    camera = facing(spec, 7.6, tall, swing=48)
    wood, seat, back = timber(spec), cover(spec, "seat"), cover(spec, "back")
    arm_paint = spec.wood("armrest") if "armrest" in spec.parts else wood
    rear, front, lean = -deep / 2, deep / 2, rng.uniform(18, 26)
    seat_high, arm_high, thick = rng.uniform(37, 41), rng.uniform(54, 60), rng.uniform(10, 14)
    square, girth = rng.random() < 0.5, rng.uniform(4.0, 5.2)
    paddle = rng.uniform(3.0, 4.6)
    pieces: list[Piece] = []
    for side, s in (("left", -1), ("right", 1)):
        x = s * half
        pieces.append(
            post(camera, f"leg-front-{side}", wood, (x, 0, front - 2), (x, arm_high - 2, front - 8), girth, square=square)
        )
        pieces.append(
            post(camera, f"leg-back-{side}", wood, (x, 0, rear + 2), (x, arm_high - 4, rear + 16), girth, square=square)
        )
        pieces.append(
            board(
                camera,
                f"rail-{side}",
                "legs",
                wood,
                (x - 1.4, seat_high - thick - 5, rear + 8),
                (x + 1.4, seat_high - thick, front - 5),
                along=(0, 0, 1),
            )
        )
        pieces.append(_arm_board(camera, f"armrest-{side}", arm_paint, (x, arm_high), (rear + 4, front), paddle))
    inner = half - 3
    pieces.append(
        board(
            camera, "rail-front", "legs", wood, (-inner, seat_high - thick - 5, front - 8), (inner, seat_high - thick, front - 5)
        )
    )
    base = seat_high - thick
    slope = 4.0
    at = corners((-inner, base - slope, rear + 14), (inner, base, front - 1))
    at = tuple(
        (
            x,
            y
            + (slope if z > 0 and y < base - 0.1 else 0)
            - (slope if z < 0 and y > base - 0.1 else 0)
            + (thick if y > base - 0.1 else 0),
            z,
        )
        for x, y, z in at
    )
    pieces.append(block(camera, "seat", "seat", seat, at, CUSHION, along=(0, 0, 1)))
    place = (-inner, seat_high - 3, rear + 12), (inner, tall, rear + 26)
    made = block(camera, "back", "back", back, corners(*place, lean=(0, -lean), taper=(0.5, 1)), CUSHION)
    if rng.random() < 0.5:
        made = tufted(camera, made, "back", back, *place, lean, rng.choice(((3, 2), (2, 2), (3, 1))))
    rear_frame: list[Piece] = []
    for s in (-1, 1):
        ends: tuple[P3, P3] = ((s * (inner - 3), 24, rear + 14), (s * (inner - 3), tall - 4, rear + 10 - lean))
        rear_frame.append(rod(camera, f"back-post-{s}", "legs", wood, ends, 1.6))
    for n, f in enumerate((0.25, 0.5, 0.75)):
        y, z = seat_high + (tall - seat_high) * f, rear + 9.5 - lean * f
        rear_frame.append(board(camera, f"slat-{n + 1}", "legs", wood, (-inner + 2, y - 2, z - 1), (inner - 2, y + 2, z + 0.4)))
    pieces.append(stacked(camera, [*rear_frame, made]))
    return standing(spec, pieces, camera, (("style", "Lounge Chair"), ("arms", "Wooden Arms")), 0.8)


def _arm_board(camera: Camera, name: str, paint: Paint, at: Point, zs: Point, half: float) -> Piece:
    (x, y), (z0, z1) = at, zs
    low, high = (x - half, y - 2.2, z0), (x + half, y, z1)
    return block(camera, name, "armrest", paint, corners(low, high), Finish(radius=2.2, form="flat", depth=0.6), along=(0, 0, 1))


def _barrel(spec: Spec, rng: Random) -> Drawing:
    half, foot, tall = spread(rng, 36, 0.1), rng.uniform(4, 14), rng.uniform(68, 80)
    camera = facing(spec, 8.4, tall, swing=38)
    camera = Camera(camera.yaw, camera.pitch + 3, camera.scale, camera.middle, camera.away)
    seat, back, arms = cover(spec, "seat", "boucle"), cover(spec, "back", "boucle"), cover(spec, "armrest", "boucle")
    seat_high, thick = rng.uniform(40, 45), rng.uniform(7, 12)
    low = tall if rng.random() < 0.3 else rng.uniform(54, 62)
    opening = rng.uniform(38, 58)
    count = 24
    turns = [math.radians(90 + opening + (360 - 2 * opening) * n / count) for n in range(count + 1)]
    plan = [((half - thick) * math.cos(t), (half - thick) * math.sin(t)) for t in turns]
    tops = [low + (tall - low) * max(0.0, math.sin(math.pi * n / count)) ** rng.choice((1.0, 1.0)) for n in range(count + 1)]
    pieces = feet(spec, rng, camera, (half * 0.76, half * 0.76), foot, style=rng.choice(("taper", "block")))
    plinth = seat_high - 14.5
    channels = rng.random() < 0.45
    free = ("first", "last") if camera.eye()[2] > 0 else ()
    for name, kind, paint, first, last, ends in (
        ("armrest-left", "armrest", arms, 0, 8, free[:1]),
        ("back", "back", back, 8, 16, ()),
        ("armrest-right", "armrest", arms, 16, 24, free[1:]),
    ):
        pieces.append(
            wall(
                camera,
                name,
                kind,
                paint,
                plan[first : last + 1],
                thick,
                plinth,
                tops[first : last + 1],
                ends_seen=ends,
                channels=channels,
            )
        )
    pieces.append(ottoman_seat(camera, "base", "seat", seat, (0, foot, 0), (half, half), plinth - foot))
    pieces.append(ottoman_seat(camera, "seat", "seat", seat, (0, plinth, 4), (half - thick - 0.5, half - 6), 14.5))
    return standing(spec, pieces, camera, (("style", "Barrel Chair"), ("back", "Curved Back")), 0.76)


def _sling(spec: Spec, rng: Random) -> Drawing:
    half, tall = spread(rng, 32, 0.08), rng.uniform(74, 88)
    camera = facing(spec, 8.2, tall, swing=48)
    frame, hide = timber(spec), spec.paint("seat", texture=spec.look or "leather")
    depth, arm_high = rng.uniform(32, 38), rng.uniform(50, 57)
    lean, dip = rng.uniform(16, 24), rng.uniform(26, 31)
    girth = rng.uniform(1.3, 1.9)
    pieces: list[Piece] = []
    for side, s in (("left", -1), ("right", 1)):
        x = s * half
        pieces.append(rod(camera, f"leg-front-{side}", "legs", frame, ((x, 0, depth), (x, arm_high - 1, depth - 3)), girth))
        pieces.append(rod(camera, f"leg-back-{side}", "legs", frame, ((x, 0, -depth), (x, arm_high, -depth + 8)), girth))
        pieces.append(
            rod(
                camera,
                f"back-post-{side}",
                "legs",
                frame,
                ((s * (half - 3), 16, -6), (s * (half - 3), tall, -depth * 0.5 - lean)),
                girth * 0.9,
            )
        )
        pieces.append(rod(camera, f"rail-{side}", "legs", frame, ((x, 14, -depth + 2), (x, 22, depth - 2)), girth * 0.85))
        strap = spec.wood("armrest") if "armrest" in spec.parts else frame
        pieces.append(
            _arm_board(camera, f"armrest-{side}", strap, (x, arm_high + 1.5), (-depth + 2, depth), rng.uniform(2.2, 2.6))
        )
    pieces.append(rod(camera, "bar-front", "legs", frame, ((-half, 34, depth - 3), (half, 34, depth - 3)), girth * 0.9))
    pieces.append(
        rod(
            camera,
            "bar-top",
            "legs",
            frame,
            ((-half + 3, tall, -depth * 0.5 - lean), (half - 3, tall, -depth * 0.5 - lean)),
            girth * 0.9,
        )
    )
    wide = half - 4.5
    seat_line: list[Point] = [(depth - 1, 36.5), (depth * 0.55, dip + 5), (2, dip), (-11, dip + 5)]
    back_line: list[Point] = [
        (-11, dip + 5),
        (-18, 45),
        (-depth * 0.5 - lean * 0.6, (45 + tall) / 2 + 4),
        (-depth * 0.5 - lean - 1, tall + 1.5),
    ]
    for name, kind, line, out in (("seat", "seat", seat_line, (0.0, 0.95, 0.1)), ("back", "back", back_line, (0.0, 0.45, 0.85))):
        paint = hide if kind == "seat" else spec.paint("back", texture=spec.look or "leather")
        edges: list[list[P3]] = [[(s * wide, y, z) for z, y in line] for s in (-1, 1)]
        made = sheet(
            camera,
            name,
            kind,
            paint,
            edges[0],
            edges[1],
            out=out if abs(camera.yaw) < 95 or kind == "seat" else (0, 0, -1),
            depth=0.3,
        )
        seams = [Line(camera.curve([(s * (wide - 2.5), y, z) for z, y in line]), 2.2, "7 5", None, 0.6) for s in (-1, 1)]
        pieces.append(made.marked(name, *seams))
    return standing(spec, pieces, camera, (("style", "Sling Chair"), ("arms", "Open Arms")), 0.8)


TYPES: Mapping[str, Kind] = {
    "armchair": Kind(
        armchair,
        {
            "club": "a boxy low armchair with thick arms and one deep seat cushion",
            "wing": "a high-backed armchair with wings beside the head",
            "lounge": "a low armchair of loose cushions in an open wooden frame with wooden arms",
            "barrel": "a round armchair whose back runs round into its arms",
            "sling": "an armchair of one sheet hung in an open frame",
        },
        ("seat", "back", "armrest", "cushion", "legs"),
    ),
}
