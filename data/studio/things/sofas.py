"""Sofas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from data.studio.drawing import Drawing, Paint
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things.camera import Camera
from data.studio.things.furniture import board, cover, facing, spread, standing, timber
from data.studio.things.solid import CUSHION, PADDED, Finish, Piece, apart, block, corners
from data.studio.things.upholstery import cushion, feet, pillows, roller, tufted

ROUND_ARM = Finish(radius=8.0, bow=0.015, form="round", depth=0.6, seam=1.8, foot=0.25)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sofa's measures in centimetres: half its width, its depth, height, arms, the underside of its base and its seat."""

    half: float
    deep: float
    tall: float
    arm: float
    arm_high: float
    foot: float
    seat: float
    seats: int
    thick: float = 15.0
    lean: float = 6.0
    full: bool = False
    """How thick its back is, how far it leans, and whether it reaches behind the arms to their outsides."""

    @property
    def inner(self) -> float:
        return self.half - self.arm

    @property
    def rear(self) -> float:
        return -self.deep / 2


def sofa(spec: Spec) -> Drawing:
    make = {"two-seater": _two, "three-seater": _three, "mid-century": _mid_century, "rolled arm": _rolled, "chaise": _chaise}
    return make[spec.silhouette](spec, spec.rng())


def _two(spec: Spec, rng: Random) -> Drawing:
    return _plain(spec, rng, spread(rng, 76, 0.1), 2, "Two-Seater Sofa", 4.9)


def _three(spec: Spec, rng: Random) -> Drawing:
    return _plain(spec, rng, spread(rng, 108, 0.08), 3, "Three-Seater Sofa", 3.7)


def _plain(spec: Spec, rng: Random, half: float, seats: int, style: str, scale: float) -> Drawing:
    track = rng.random() < 0.55
    foot, tall, arm = rng.uniform(6, 17), rng.uniform(72, 90), rng.choice((rng.uniform(9, 13), rng.uniform(16, 23)))
    frame = Frame(
        half, rng.uniform(82, 94), tall, arm, rng.uniform(54, 62), foot, rng.uniform(40, 45), seats, *_backrest(rng, wide=True)
    )
    camera = facing(spec, scale, tall, swing=30, away=520, side=(40, 54))
    pieces = [
        *feet(spec, rng, camera, (half, frame.deep / 2), foot, middle=seats == 3 and rng.random() < 0.5),
        *_body(spec, rng, camera, frame, loose=rng.random() < 0.75),
        *_arms(spec, camera, frame, PADDED if track else ROUND_ARM),
        *pillows(spec, rng, camera, [(s * (frame.inner - 24), frame.seat, frame.rear + 42) for s in (-1, 1)]),
    ]
    facts = (("style", style), ("seats", str(seats)), ("arms", "Track Arms" if track else "Rounded Arms"))
    return standing(spec, pieces, camera, facts, 0.9)


def _backrest(rng: Random, *, wide: bool = False) -> tuple[float, float, bool]:
    """How thick a back is, how far it leans, and whether it reaches behind the arms."""
    return rng.uniform(13, 18), rng.uniform(4, 9), wide and rng.random() < 0.4


def _body(spec: Spec, rng: Random, camera: Camera, f: Frame, *, loose: bool, bench: bool = False) -> list[Piece]:
    """Base, back frame, seat cushions and, where `loose`, back cushions."""
    seat, back = cover(spec, "seat"), cover(spec, "back")
    front, thick, lean = f.deep / 2 - 2, f.thick, f.lean
    low = f.seat - rng.uniform(13, 17)
    pieces = [
        block(camera, "base", "seat", seat, corners((-f.inner - 0.5, f.foot, f.rear + 4), (f.inner + 0.5, low, front)), PADDED)
    ]
    wide = f.half if f.full else f.inner
    behind = corners((-wide, f.foot, f.rear), (wide, f.tall - (5 if loose else 0), f.rear + thick), lean=(0, -lean), taper=(1, 2))
    pieces.append(apart(block(camera, "back", "back", back, behind, PADDED), 2, below=f.rear + thick - 1.5))
    count = 1 if bench else f.seats
    step = 2 * f.inner / count
    for n in range(count):
        x0, x1 = -f.inner + n * step + 0.3, -f.inner + (n + 1) * step - 0.3
        pieces.append(cushion(camera, f"seat-{n + 1}", "seat", seat, (x0, low, f.rear + thick - 1.5), (x1, f.seat, front + 2)))
    if loose:
        step = 2 * f.inner / f.seats
        swell = rng.uniform(-3, 5)
        for n in range(f.seats):
            x0, x1 = -f.inner + n * step + 0.5, -f.inner + (n + 1) * step - 0.5
            low_z = f.rear + thick
            made = cushion(
                camera, f"back-{n + 1}", "back", back, (x0, f.seat, low_z - 1), (x1, f.tall + swell, low_z + 15), lean=lean + 4
            )
            pieces.append(apart(made, 2, above=low_z - 1.5))
    return pieces


def _arms(spec: Spec, camera: Camera, f: Frame, finish: Finish) -> list[Piece]:
    paint = cover(spec, "armrest")
    made = []
    for name, x0, x1 in (("armrest-left", -f.half, -f.inner), ("armrest-right", f.inner, f.half)):
        meet = f.rear + f.thick - 1.5
        at = corners((x0, f.foot, meet - f.lean if f.full else f.rear + 1), (x1, f.arm_high, f.deep / 2))
        one = block(camera, name, "armrest", paint, at, finish, along=(0, 0, 1))
        made.append(apart(one, 2, above=meet) if f.full else one)
    return made


def _mid_century(spec: Spec, rng: Random) -> Drawing:
    seats = rng.choice((2, 3, 3))
    half = spread(rng, 78 if seats == 2 else 100, 0.06)
    tall = rng.uniform(74, 84)
    f = Frame(
        half, rng.uniform(76, 84), tall, rng.uniform(5, 8), rng.uniform(52, 60), rng.uniform(20, 25), rng.uniform(41, 45), seats
    )
    camera = facing(spec, 4.9 if seats == 2 else 4.0, tall, swing=30, away=520, side=(40, 54))
    seat, back = cover(spec, "seat"), cover(spec, "back")
    wooden, bench = rng.random() < 0.4, rng.random() < 0.5
    low, lean = f.seat - rng.uniform(11, 14), rng.uniform(6, 10)
    pieces = feet(spec, rng, camera, (half, f.deep / 2), f.foot, style="taper")
    rail = timber(spec)
    pieces.append(board(camera, "rail", "legs", rail, (-half, f.foot, f.rear + 4), (half, f.foot + 5, f.deep / 2 - 3)))
    count = 1 if bench else seats
    step = 2 * f.inner / count
    for n in range(count):
        x0, x1 = -f.inner + n * step + 0.3, -f.inner + (n + 1) * step - 0.3
        pieces.append(cushion(camera, f"seat-{n + 1}", "seat", seat, (x0, f.foot + 5, f.rear + 12), (x1, f.seat, f.deep / 2 - 1)))
        at = (x0, f.seat - 2, f.rear + 4), (x1, f.tall, f.rear + 16)
        made = block(camera, f"back-{n + 1}", "back", back, corners(*at, lean=(0, -lean), taper=(0.6, 1)), CUSHION)
        columns = round(5 / count) + (1 if bench else 0)
        pieces.append(
            tufted(camera, made, f"back-{n + 1}", back, *at, lean, (max(2, columns), rng.choice((1, 2)) if n == 0 else 1))
        )
    pieces += _slim_arms(spec, camera, f, rail if wooden else None, low)
    pieces += pillows(spec, rng, camera, [(s * (f.inner - 24), f.seat, f.rear + 36) for s in (-1, 1)])
    facts = (("style", "Mid-Century Sofa"), ("seats", str(seats)), ("arms", "Wooden Arms" if wooden else "Slim Arms"))
    return standing(spec, pieces, camera, facts, 0.9)


def _slim_arms(spec: Spec, camera: Camera, f: Frame, wood: Paint | None, low: float) -> list[Piece]:
    made = []
    for name, s in (("armrest-left", -1), ("armrest-right", 1)):
        x0, x1 = sorted((s * f.inner, s * f.half))
        if wood is None:
            made.append(
                block(
                    camera,
                    name,
                    "armrest",
                    cover(spec, "armrest"),
                    corners((x0, f.foot + 5, f.rear + 4), (x1, f.arm_high, f.deep / 2 - 3)),
                    PADDED,
                )
            )
            continue
        own = spec.wood("armrest") if "armrest" in spec.parts else wood
        made.append(
            board(camera, name, "armrest", own, (x0, f.arm_high - 3, f.rear + 2), (x1, f.arm_high, f.deep / 2), along=(0, 0, 1))
        )
        for end, z in (("front", f.deep / 2 - 8), ("back", f.rear + 6)):
            made.append(
                board(
                    camera,
                    f"post-{end}-{s}",
                    "legs",
                    wood,
                    (x0 + 1, f.foot + 5, z),
                    (x1 - 1, f.arm_high - 3, z + 4),
                    along=(0, 1, 0),
                )
            )
    return made


def _rolled(spec: Spec, rng: Random) -> Drawing:
    seats = rng.choice((2, 2, 3))
    half, tall = spread(rng, 84 if seats == 2 else 108, 0.07), rng.uniform(78, 92)
    f = Frame(
        half,
        rng.uniform(86, 96),
        tall,
        rng.uniform(13, 16),
        rng.uniform(58, 66),
        rng.uniform(5, 12),
        rng.uniform(42, 47),
        seats,
        *_backrest(rng),
    )
    camera = facing(spec, 4.5 if seats == 2 else 3.7, tall, swing=30, away=520, side=(40, 54))
    paint = cover(spec, "armrest")
    pieces = feet(spec, rng, camera, (f.half - 2, f.deep / 2), f.foot, style=rng.choice(("bun", "taper")))
    pieces += _body(spec, rng, camera, f, loose=rng.random() < 0.6)
    roll = rng.uniform(9, 12)
    for name, s in (("armrest-left", -1), ("armrest-right", 1)):
        x0, x1 = sorted((s * f.inner, s * (f.half - 1)))
        y = f.arm_high - roll
        pieces.append(
            block(camera, f"{name}-panel", "armrest", paint, corners((x0, f.foot, f.rear + 2), (x1, y, f.deep / 2)), PADDED)
        )
        center = s * (f.inner + roll * 0.75)
        pieces.append(roller(camera, name, "armrest", paint, (center, y, f.rear + 2), (center, y, f.deep / 2 + 0.5), roll))
    pieces += pillows(spec, rng, camera, [(s * (f.inner - 24), f.seat, f.rear + 42) for s in (-1, 1)])
    return standing(spec, pieces, camera, (("style", "Rolled Arm Sofa"), ("seats", str(seats)), ("arms", "Rolled Arms")), 0.9)


def _chaise(spec: Spec, rng: Random) -> Drawing:
    seats, side = 3, rng.choice((-1, 1))
    half, tall = spread(rng, 122, 0.07), rng.uniform(72, 86)
    f = Frame(
        half,
        rng.uniform(84, 92),
        tall,
        rng.uniform(12, 20),
        rng.uniform(54, 62),
        rng.uniform(5, 13),
        rng.uniform(40, 44),
        seats,
        *_backrest(rng, wide=True),
    )
    camera = facing(spec, 3.5, tall, swing=28, away=560, side=(36, 46))
    camera = Camera(camera.yaw, camera.pitch + 6, camera.scale, camera.middle, camera.away)
    reach, step = rng.uniform(56, 78), 2 * f.inner / seats
    seat, low = cover(spec, "seat"), f.seat - 14
    pieces = feet(spec, rng, camera, (half, f.deep / 2), f.foot)
    body = _body(spec, rng, camera, f, loose=True)
    long = f"seat-{3 if side > 0 else 1}"
    pieces += [one for one in body if all(p.name.removesuffix("-top") != long for p in one.parts[:1])]
    x0, x1 = (f.inner - step, f.half) if side > 0 else (-f.half, -f.inner + step)
    front, end = f.deep / 2, f.deep / 2 + reach
    pieces.append(block(camera, "chaise", "seat", seat, corners((x0, f.foot, front), (x1, low, end - 1)), PADDED))
    inner = (x0 + 0.3, f.inner - 0.3) if side > 0 else (-f.inner + 0.3, x1 - 0.3)
    pieces.append(cushion(camera, long, "seat", seat, (inner[0], low, f.rear + f.thick - 1.5), (inner[1], f.seat, front)))
    pieces.append(cushion(camera, "seat-chaise", "seat", seat, (x0 + 0.3, low, front), (x1 - 0.3, f.seat, end)))
    pieces += [p for n, p in enumerate(feet(spec, rng, camera, (step / 2, 8), f.foot, center=((x0 + x1) / 2, end - 8))) if n % 2]
    pieces = [*_renamed(pieces), *_arms(spec, camera, f, rng.choice((PADDED, ROUND_ARM)))]
    pieces += pillows(spec, rng, camera, [(s * (f.inner - 24), f.seat, f.rear + 42) for s in (-1, 1)])
    facts = (("style", "Chaise Sofa"), ("seats", str(seats)), ("chaise", "Right" if side > 0 else "Left"))
    return standing(spec, pieces, camera, facts, 0.92)


def _renamed(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the chaise's own feet numbered on from the sofa's."""
    count, out = 0, []
    for one in pieces:
        if one.parts[0].kind == "legs":
            count += 1
            one = replace(one, parts=tuple(replace(p, name=f"leg-{count}" + p.name[5:]) for p in one.parts))
        out.append(one)
    return out


TYPES: Mapping[str, Kind] = {
    "sofa": Kind(
        sofa,
        {
            "two-seater": "a compact sofa with two seat cushions and upholstered arms",
            "three-seater": "a long sofa with three seat cushions and upholstered arms",
            "mid-century": "a low sofa on a wooden rail with tapered splayed legs, slim arms and a buttoned back",
            "rolled arm": "a traditional sofa whose arms end in scrolls",
            "chaise": "a sofa with one seat drawn out into a long chaise",
        },
        ("seat", "back", "armrest", "cushion", "legs"),
    ),
}
