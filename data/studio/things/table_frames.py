"""What tables stand on, and their tops."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from data.studio.drawing import Part
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.furniture import board, facing, lacquered, post, timber
from data.studio.things.solid import Piece, circle, drum, piece, rod
from data.studio.things.turned import body


@dataclass(frozen=True, slots=True)
class Plan:
    """A table's measures in centimetres: half its width and depth, its height and the thickness of its top."""

    half: float
    deep: float
    tall: float
    thick: float

    @property
    def under(self) -> float:
        return self.tall - self.thick


def table_view(spec: Spec, scale: float, tall: float, *, high: float = 0.0, drawers: bool = False) -> Camera:
    seen = facing(spec, scale, tall, swing=38, away=520, side=(46, 64), back=False)
    yaw = seen.yaw if spec.view == "front" or not drawers else max(-56.0, min(56.0, seen.yaw))
    pitch = seen.pitch + high + (6 if spec.view == "other" else 0)
    return Camera(yaw, pitch, seen.scale, seen.middle, seen.away)


def round_top(spec: Spec, camera: Camera, p: Plan) -> Piece:
    y0, y1 = p.under, p.tall
    return drum(
        camera,
        "top",
        "top",
        lacquered(spec, "top"),
        circle((0, y0, 0), p.half - 0.6, p.deep - 0.6, 40),
        circle((0, y1, 0), p.half, p.deep, 40),
    )


def flat_top(spec: Spec, camera: Camera, p: Plan) -> Piece:
    return board(camera, "top", "top", lacquered(spec, "top"), (-p.half, p.under, -p.deep), (p.half, p.tall, p.deep))


def pedestal(spec: Spec, rng: Random, camera: Camera, p: Plan) -> list[Piece]:
    """One turned column on a disc or on four feet."""
    paint, wide = timber(spec, painted=True), p.half * rng.uniform(0.46, 0.62)
    swell = rng.choice(((1.3, 1.0, 0.9, 1.0, 1.5), (1.0, 1.5, 1.1, 1.4, 1.1), (2.4, 1.1, 0.8, 0.9, 1.8), (1, 1, 1, 1, 1)))
    thick = max(2.6, p.half * rng.uniform(0.09, 0.13))
    foot = rng.random() < 0.55
    low = 2.5 if foot else p.tall * 0.16
    profile = [(thick * s, low + (p.under - low) * n / 4) for n, s in enumerate(swell)]
    column = Part("leg-column", "legs", body(camera, profile), paint, depth=0.9, cast=0.5)
    pieces = [piece([column], [(s * thick, y, s * thick) for s in (-1, 1) for y in (low, p.under)])]
    if foot:
        pieces.append(
            drum(camera, "leg-foot", "legs", paint, circle((0, 0, 0), wide), circle((0, 2.8, 0), wide * 0.94), form="round")
        )
        return pieces
    for n, (sx, sz) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
        points: list[P3] = [
            (0, low + 6, 0),
            (sx * wide * 0.3, low + 4, sz * wide * 0.3),
            (sx * wide * 0.72, 2.2, sz * wide * 0.72),
            (sx * wide * 0.82, 1.2, sz * wide * 0.82),
        ]
        pieces.append(rod(camera, f"leg-{n + 1}", "legs", paint, points, (thick * 0.7, thick * 0.8, thick * 0.55, thick * 0.5)))
    return pieces


def four_legs(
    spec: Spec,
    rng: Random,
    camera: Camera,
    p: Plan,
    *,
    style: str = "",
    inset: float = 5.0,
    thick: float = 5.5,
    to: float | None = None,
) -> list[Piece]:
    """Four legs: "square" posts, "taper" round and splayed, "hairpin" bent wire, "frame" metal loops at the ends."""
    style = style or rng.choice(("square", "taper", "hairpin", "frame"))
    paint = (
        spec.metal("legs", "gunmetal")
        if style in ("hairpin", "frame") and "legs" not in spec.parts
        else timber(spec, painted=True)
    )
    x, z, y = p.half - inset, p.deep - inset, p.under if to is None else to
    pieces: list[Piece] = []
    if style == "frame":
        for n, s in enumerate((-1, 1)):
            for end, (z0, z1) in (("back", (-z - 1.5, -z + 1.5)), ("front", (z - 1.5, z + 1.5))):
                pieces.append(
                    board(camera, f"leg-{n}-{end}", "legs", paint, (s * x - 1.5, 0, z0), (s * x + 1.5, y, z1), along=(0, 1, 0))
                )
            pieces.append(
                board(
                    camera, f"leg-{n}-foot", "legs", paint, (s * x - 1.5, 0, -z + 1.5), (s * x + 1.5, 3, z - 1.5), along=(0, 0, 1)
                )
            )
        return pieces
    for n, (sx, sz) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
        name = f"leg-{n + 1}"
        if style == "square":
            pieces.append(post(camera, name, paint, (sx * x, 0, sz * z), (sx * x, y, sz * z), thick, square=True))
        elif style == "taper":
            out = min(7.0, y * 0.1)
            pieces.append(
                post(
                    camera,
                    name,
                    paint,
                    (sx * (x + out * 0.4), 0, sz * (z + out * 0.4)),
                    (sx * (x - out), y, sz * (z - out)),
                    thick,
                    square=False,
                )
            )
        else:
            a, b = (sx * x, y, sz * (z - 7)), (sx * (x - 7), y, sz * z)
            tip = (sx * (x + 1), 0.8, sz * (z + 1))
            pieces.append(
                rod(
                    camera,
                    name,
                    "legs",
                    paint,
                    [a, (tip[0] - 0.7 * sx, 2.5, tip[2] - 1.2 * sz), tip, (tip[0] - 1.2 * sx, 2.5, tip[2] - 0.7 * sz), b],
                    0.55,
                )
            )
    return pieces


def apron(spec: Spec, camera: Camera, p: Plan, high: float, inset: float) -> Piece:
    paint = timber(spec, painted=True)
    return board(
        camera,
        "apron",
        "legs",
        paint,
        (-p.half + inset, p.under - high, -p.deep + inset),
        (p.half - inset, p.under, p.deep - inset),
    )


def trestle(spec: Spec, camera: Camera, p: Plan) -> list[Piece]:
    paint, x, z = timber(spec, painted=True), p.half * 0.66, p.deep * 0.78
    made = []
    for n, s in enumerate((-1, 1)):
        made.append(board(camera, f"leg-{n}-foot", "legs", paint, (s * x - 4, 0, -z), (s * x + 4, 6, z), along=(0, 0, 1)))
        made.append(
            board(camera, f"leg-{n}-post", "legs", paint, (s * x - 3, 6, -9), (s * x + 3, p.under - 5, 9), along=(0, 1, 0))
        )
        made.append(
            board(
                camera,
                f"leg-{n}-head",
                "legs",
                paint,
                (s * x - 4, p.under - 5, -z * 0.9),
                (s * x + 4, p.under, z * 0.9),
                along=(0, 0, 1),
            )
        )
    made.append(board(camera, "stretcher", "legs", paint, (-x + 3, 22, -2), (x - 3, 31, 2)))
    return made


def shelf(spec: Spec, camera: Camera, p: Plan, y: float, inset: float) -> Piece:
    return board(
        camera,
        "shelf",
        "shelf",
        lacquered(spec, "shelf"),
        (-p.half + inset, y, -p.deep + inset),
        (p.half - inset, y + 2, p.deep - inset),
    )
