"""Chairs and stools."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from random import Random

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.furniture import board, buttons, cover, facing, post, spread, standing, timber
from data.studio.things.outline import spline
from data.studio.things.solid import (
    CUSHION,
    PADDED,
    Finish,
    Piece,
    apart,
    between,
    block,
    circle,
    corners,
    drum,
    piece,
    rod,
    silhouette,
    stacked,
)
from data.studio.things.wooden_chairs import folding, ladder_back, spindle

_PAD = Finish(radius=3.0, bow=0.0, form="round", depth=0.45, seam=2.2)


def chair(spec: Spec) -> Drawing:
    make = {
        "dining": _dining,
        "spindle": spindle,
        "stool": _stool,
        "ladder-back": ladder_back,
        "folding": folding,
        "shell": _shell,
    }
    return make[spec.silhouette](spec, spec.rng())


def _dining(spec: Spec, rng: Random) -> Drawing:
    w, d, high, tall = spread(rng, 47, 0.08), spread(rng, 44, 0.08), rng.uniform(45, 48), rng.uniform(78, 100)
    camera = facing(spec, 9.0, tall)
    wood, square = timber(spec), rng.random() < 0.55
    thick, lean, splay = rng.uniform(3.2, 4.6), rng.uniform(5, 11), rng.uniform(0, 4)
    x, front, rear = w / 2 - 3, d / 2 - 3, -d / 2 + 2
    style = rng.choice(("panel", "full", "band", "oval", "panel"))
    pieces = [
        post(
            camera,
            f"leg-front-{s}",
            wood,
            (s * (x + splay * 0.5), 0, front + splay * 0.5),
            (s * x, high - 4, front),
            thick,
            square=square,
        )
        for s in (-1, 1)
    ]
    top = {"full": high, "oval": (high + 14 + tall) / 2 - 4}.get(style, tall - 2)
    posts: list[Piece] = []
    for s in (-1, 1):
        pieces.append(
            post(camera, f"leg-back-{s}", wood, (s * (x - 1), 0, rear - 4), (s * (x - 1), high, rear), thick, square=square)
        )
        if top > high + 1:
            inner = x - 1 if style != "oval" else x * 0.62
            posts.append(
                rod(
                    camera,
                    f"post-{s}",
                    "legs",
                    wood,
                    ((s * (x - 1), high, rear), (s * inner, top, rear - lean * (top - high) / (tall - high) - 1)),
                    thick * 0.42,
                )
            )
    pieces.append(board(camera, "apron", "legs", wood, (-x, high - 9, rear), (x, high - 3.5, front)))
    seat = cover(spec, "seat")
    pad = corners((-w / 2 + 1, high - 3.5, rear - 1), (w / 2 - 1, high + rng.uniform(1.5, 3.5), d / 2), taper=(0.8, 0.5))
    pieces.append(block(camera, "seat", "seat", seat, pad, CUSHION))
    pieces.append(stacked(camera, [*posts, _dining_back(spec, rng, camera, style, (w, high, tall, rear, lean))]))
    return standing(spec, pieces, camera, (("style", "Dining Chair"), ("back", "Upholstered Back")), 0.82)


def _dining_back(spec: Spec, rng: Random, camera: Camera, style: str, size: tuple[float, float, float, float, float]) -> Piece:
    w, high, tall, rear, lean = size
    paint = cover(spec, "back")

    def at(y: float) -> float:
        return rear - lean * (y - high) / (tall - high)

    if style == "oval":
        middle, half = (high + 14 + tall) / 2, (tall - high - 14) / 2
        return _medallion(camera, paint, (w / 2 - 1, middle, half), at)
    foot = {"full": high + 1, "band": tall - rng.uniform(17, 24)}.get(style, high + rng.uniform(9, 15))
    out = 1.0 if style == "full" else -1.5
    low, top = (-w / 2 - out + 1.5, foot, at(foot) - 2), (w / 2 + out - 1.5, tall, at(foot) + 2.5)
    made = block(
        camera, "back", "back", paint, corners(low, top, lean=(0, at(tall) - at(foot)), taper=(rng.uniform(0, 2), 0.4)), PADDED
    )
    if style == "band" or rng.random() < 0.4:
        return made
    if rng.random() < 0.5:
        ys = [foot + (tall - foot) * k / 4 for k in (1, 2, 3)]
        seams = [Line(camera.path([(-w / 2 + 1, y, at(y) + 3), (w / 2 - 1, y, at(y) + 3)]), 2.4, "", None, 0.4) for y in ys]
        return made.marked("back", *seams) if abs(camera.yaw) < 60 else made
    spots = [
        (u * w * 0.2, foot + (tall - foot) * f, at(foot) + 2.5 - lean * f)
        for f, us in ((0.3, (-1, 0, 1)), (0.52, (-0.5, 0.5)), (0.74, (-1, 0, 1)))
        for u in us
    ]
    return made.marked("back", *buttons(camera, paint, spots)) if abs(camera.yaw) < 60 else made


def _medallion(camera: Camera, paint: Paint, size: P3, at: Callable[[float], float]) -> Piece:
    """An oval upholstered back; `at` is how far back it stands at each height."""
    half, middle, tall = size
    ring: list[P3] = [(half * math.cos(t), middle + tall * math.sin(t), at(middle + tall * math.sin(t)))
                      for t in (k * math.pi / 14 for k in range(28))]  # fmt: skip
    rim = [(x, y, z - 3) for x, y, z in ring]
    out = (0.0, 0.2, 0.97)
    made = drum(camera, "back", "back", paint, rim, ring, form="round", soft=True)
    face = Part("back-face", "back", camera.curve(ring if abs(camera.yaw) < 90 else rim, closed=True), camera.tone(paint, out),
                form="round", depth=0.5, cast=0.0)  # fmt: skip
    return piece([made.parts[0], face], (*ring, *rim))


def _stool(spec: Spec, rng: Random) -> Drawing:
    high, half = rng.uniform(58, 76), rng.uniform(16, 20)
    camera = facing(spec, 9.0, high, swing=44)
    wood, seat = timber(spec), cover(spec, "seat", "leather")
    square, spread_out = rng.random() < 0.4, rng.uniform(3, 8)
    foot, head = half * (1.0 if square else 0.78) + spread_out - 3, half - 5
    share = rng.uniform(0.26, 0.42)
    head = head if square else (half - 3) * 0.64
    pieces: list[Piece] = []
    mids: list[P3] = []
    boxy = square and rng.random() < 0.6
    for sx, sz in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        a: P3 = (sx * foot, 0.0, sz * foot * 0.95)
        b: P3 = (sx * head, high - 2, sz * head * 0.95)
        pieces.append(post(camera, f"leg-{len(mids) + 1}", wood, a, b, rng.uniform(3.0, 3.6), square=boxy))
        mids.append(between(a, b, share))
    if rng.random() < 0.4 and not boxy:
        ring = circle((0, high * share, 0), abs(mids[0][0]) * 1.36, abs(mids[0][2]) * 1.36, 40)
        ring = [*ring, ring[0]]
        for name, points in (("ring-back", ring[20:]), ("ring-front", ring[:21])):
            pieces.append(rod(camera, name, "legs", wood, points, 0.85))
    else:
        drop = rng.choice((0.0, 5.0, 9.0))
        for n in range(4):
            a, b = mids[n], mids[(n + 1) % 4]
            y = drop if n % 2 else 0.0
            pieces.append(rod(camera, f"bar-{n + 1}", "legs", wood, ((a[0], a[1] + y, a[2]), (b[0], b[1] + y, b[2])), 0.95))
    thick = rng.uniform(3.5, 7.5)
    if square:
        pieces.append(
            block(
                camera,
                "seat",
                "seat",
                seat,
                corners((-half, high - 2, -half * 0.95), (half, high - 2 + thick, half * 0.95), taper=(0.6, 0.6)),
                _PAD,
            )
        )
    else:
        made = drum(
            camera,
            "seat",
            "seat",
            seat,
            circle((0, high - 2, 0), half),
            circle((0, high - 2 + thick, 0), half - 0.6),
            form="round",
            soft=True,
        )
        pieces.append(made)
    return standing(spec, pieces, camera, (("style", "Counter Stool"), ("back", "Backless")), 0.80)


def _shell(spec: Spec, rng: Random) -> Drawing:
    tall, high, wide = rng.uniform(77, 86), rng.uniform(42, 45), spread(rng, 23, 0.09)
    camera = facing(spec, 9.4, tall, swing=40)
    if spec.view == "other":
        turn = spec.rng("turn")
        camera = Camera(180 + turn.choice((-1, 1)) * turn.uniform(12, 48), camera.pitch, camera.scale, camera.middle, camera.away)
    paint = spec.paint("seat", texture=spec.look or "plastic")
    line = _shell_line(rng, high, tall)
    curl = (0.0, 0.8, 2.0, 3.2, 5.0, 6.5, 6.0, 4.5, 3.0, 1.6, 0.8)
    fine = spline([(*at, c) for at, c in zip(line, curl, strict=True)], 3)
    grid = [[(wide * k * u, y + c * 0.8 * u * u, z + c * u * u) for u in (n / 8 for n in range(-8, 9))] for z, y, k, c in fine]
    behind = abs(camera.yaw) > 90
    edge = [row[-1] for row in grid]
    round_the_rim = [*edge, *reversed(grid[-1][1:-1]), *(row[0] for row in reversed(grid)), *grid[0][1:-1]]
    rim = Line(camera.curve(round_the_rim, closed=True), 3.2, "", None, 0.3)
    bend = camera.curve(grid[len(grid) * 2 // 5][1:-1:3])
    shell = Part(
        "seat",
        "seat",
        silhouette(camera, grid),
        camera.tone(paint, (0, 0, -1)) if behind else paint,
        form="round",
        depth=0.55,
        lines=() if behind else (rim,),
        folds=() if behind else (bend,),
        fold_width=28,
    )
    body = apart(piece([shell], [p for row in grid for p in row]), 1, above=high + 4)
    pieces = [*_shell_legs(spec, rng, camera, wide, high), body]
    return standing(spec, pieces, camera, (("style", "Shell Chair"), ("back", "Molded Back")), 0.82)


def _shell_line(rng: Random, high: float, tall: float) -> list[P3]:
    """The shell's middle line from its front lip to the top of its back: z, y, and its width there as a share of the widest."""
    waist, top, round_top = rng.uniform(0.8, 1.0), rng.uniform(0.72, 1.0), rng.uniform(0.45, 0.8)
    return [
        (21, high - 2.2, 0.78),
        (20.5, high - 0.2, 0.9),
        (17, high + 0.6, 0.97),
        (5, high - 0.6, 1.0),
        (-9, high + 0.2, 1.0),
        (-16, high + 5, 0.98 * waist),
        (-19, high + 13, 0.96 * waist),
        (-21, high + 21, 0.5 * (top + waist)),
        (-23, tall - 6, 0.94 * top),
        (-24.4, tall - 1.5, round_top * top),
        (-24.8, tall, 0.5 * round_top * top),
    ]


def _shell_legs(spec: Spec, rng: Random, camera: Camera, wide: float, high: float) -> list[Piece]:
    wood, style = timber(spec), rng.choice(("dowel", "four", "sled"))
    foot, head = wide - rng.uniform(0, 3), wide - 11
    pieces = []
    if style == "sled":
        for s in (-1, 1):
            points: list[P3] = [
                (s * head, high + 0.5, 10),
                (s * foot, 2, 17),
                (s * foot, 0.6, 14),
                (s * foot, 0.6, -16),
                (s * foot, 2, -19),
                (s * head, high + 2, -10),
            ]
            pieces.append(rod(camera, f"leg-{s}", "legs", wood, points, 0.8))
        return pieces
    thick = 1.5 if style == "dowel" else 1.1
    for sx in (-1, 1):
        for sz in (-1, 1):
            pieces.append(
                rod(
                    camera,
                    f"leg-{sx}-{sz}",
                    "legs",
                    wood,
                    ((sx * foot, 0, sz * 20.0), (sx * head, high + 1.0 - sz, sz * 9.0)),
                    (thick * 0.75, thick),
                )
            )
    if style == "dowel":
        metal = spec.metal("legs", "gunmetal") if "legs" not in spec.parts else wood
        for n, (sx, sz) in enumerate(((-1, -1), (1, -1))):
            a, b = (sx * (head + 2), high - 14, sz * 12.0), (-sx * (head + 1), high - 7, -sz * 11.0)
            pieces.append(rod(camera, f"brace-{n + 1}", "legs", metal, (a, b), 0.45))
    return pieces


TYPES: Mapping[str, Kind] = {
    "chair": Kind(
        chair,
        {
            "dining": "an upholstered dining chair: a padded seat and back on four legs",
            "spindle": "a wooden Windsor chair: thin round rods in its back, splayed legs",
            "stool": "a tall backless stool with foot bars",
            "ladder-back": "a high-backed chair with horizontal slats between two posts and a woven seat",
            "folding": "a folding chair on crossed legs",
            "shell": "a molded shell chair: seat and back in one bent piece on slim legs",
        },
        ("seat", "back", "legs"),
    ),
}
