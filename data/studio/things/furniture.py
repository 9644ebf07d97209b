"""What pieces of furniture share: the view of them, timber, cloth covers and legs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from data.studio.drawing import Drawing, Line, Paint
from data.studio.palette import WOODS, darker
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.solid import Piece, arranged, block, corners, rod, seen


def facing(
    spec: Spec,
    scale: float,
    height: float,
    *,
    swing: float = 34,
    away: float = 420,
    side: tuple[float, float] = (68, 82),
    back: bool = True,
) -> Camera:
    """The camera on a piece `height` centimetres tall: its front straight or from three quarters; the other view is from the side
    (turned by as much as `side` says) or, where `back`, from behind. `swing` is how far the front turns at most.
    """
    rng = spec.rng("camera")
    hand = rng.choice((-1, 1))
    yaw = rng.choice((rng.uniform(-5, 5), hand * rng.uniform(swing * 0.45, swing), hand * rng.uniform(swing * 0.45, swing)))
    if spec.view == "other":
        turns = (rng.uniform(180 - swing, 150), rng.uniform(155, 172), rng.uniform(*side)) if back else (rng.uniform(*side),)
        yaw = -hand * rng.choice(turns)
    return Camera(yaw, rng.uniform(9, 19), scale, (0.0, height / 2, 0.0), away)


def standing(spec: Spec, pieces: Sequence[Piece], camera: Camera, facts: Sequence[tuple[str, str]], fill: float) -> Drawing:
    """The pieces as one product on the floor."""
    return Drawing(seen(arranged(pieces, camera)), ground="floor", seed=spec.seed, fill=fill, facts=tuple(facts), main=spec.type)


def timber(spec: Spec, kind: str = "legs", *, painted: bool = False) -> Paint:
    """The wood or metal of a part: its own, else the legs', else one that suits or, where `painted`, the product's colour."""
    if kind in spec.parts:
        return spec.wood(kind)
    if "legs" in spec.parts:
        return spec.wood("legs")
    if painted:
        return lacquered(spec, kind).plain()
    return spec.wood(kind, spec.rng("timber").choice(("oak", "walnut", "beech", "ash", "walnut", "oak", "black")))


def lacquered(spec: Spec, kind: str) -> Paint:
    """A wooden part in the product's colour: bare wood where that is a wood's name, else lacquer."""
    made = spec.paint(kind, texture=spec.look)
    return made if made.texture else replace(made, texture="wood" if made.name in WOODS else "rubber")


def cover(spec: Spec, kind: str, cloth: str = "linen") -> Paint:
    """The upholstery of a part; `cloth` where the product names no material's look."""
    return spec.paint(kind, texture=spec.look or cloth)


def post(camera: Camera, name: str, paint: Paint, foot: P3, head: P3, thick: float, *, square: bool, kind: str = "legs") -> Piece:
    """A leg from the floor up, tapered to its foot: turned round or planed square."""
    if not square:
        return rod(camera, name, kind, paint, (foot, head), (thick * 0.36, thick * 0.55))
    a, b, half = thick * 0.34, thick * 0.5, thick * 0.5
    low = [(foot[0] + sx * a, foot[1], foot[2] + sz * a) for sx, sz in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    high = [(head[0] + sx * b, head[1], head[2] + sz * half) for sx, sz in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return block(camera, name, kind, paint, (*low, *high))


def board(
    camera: Camera, name: str, kind: str, paint: Paint, low: P3, high: P3, *, along: P3 = (1, 0, 0),
    lean: tuple[float, float] = (0, 0),
) -> Piece:  # fmt: skip
    """A planed board or box of wood."""
    return block(camera, name, kind, paint, corners(low, high, lean=lean), along=along)


def buttons(camera: Camera, paint: Paint, places: Sequence[P3], size: float = 2.2) -> tuple[Line, ...]:
    """Upholstery buttons, each in its dimple."""
    dots = []
    for p in places:
        (x, y), r = camera.spot(p), size * camera.size(p)
        for down, wide, dim, opacity in (
            (2.0, 1.9, 0.4, 0.16),
            (1.5, 1.4, 0.45, 0.4),
            (0.0, 1.0, 0.4, 0.9),
            (-1.5, 0.5, 0.1, 0.6),
        ):
            spot = f"M {x:.1f} {y + down:.1f} L {x + 0.2:.1f} {y + down:.1f}"
            dots.append(Line(spot, r * wide, "", darker(paint.color, dim), opacity))
    return tuple(dots)


def spread(rng: Random, value: float, share: float = 0.12) -> float:
    """A length about `value`, up to `share` more or less."""
    return value * rng.uniform(1 - share, 1 + share)
