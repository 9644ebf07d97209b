"""Mugs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import mix, shade
from data.studio.shape import Point
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera, toned
from data.studio.things.solid import rod, seen
from data.studio.things.turned import Profile, band, body, radius_at, rim, rings
from data.studio.things.vases import vase


@dataclass(frozen=True, slots=True)
class Cup:
    """A cup's make: its profile, how thick its wall is, and its handle's shape (distance from the wall as a share of
    its reach, height as a share of the cup's) with half its thickness, in centimetres.
    """

    profile: Profile
    wall: float
    reach: float
    ear: Sequence[Point]
    girth: float

    @property
    def tall(self) -> float:
        return self.profile[-1][1]

    @property
    def wide(self) -> float:
        return self.profile[-1][0]


_EARS: Mapping[str, Sequence[Point]] = {
    "C": ((-0.08, 0.84), (0.45, 0.88), (0.98, 0.72), (1.0, 0.46), (0.6, 0.24), (-0.08, 0.17)),
    "D": ((-0.08, 0.82), (0.7, 0.83), (1.0, 0.74), (1.0, 0.36), (0.72, 0.24), (-0.08, 0.22)),
    "ear": ((-0.08, 0.86), (0.5, 0.98), (1.0, 0.8), (0.86, 0.5), (0.4, 0.26), (-0.1, 0.12)),
    "low": ((-0.08, 0.66), (0.5, 0.70), (1.0, 0.52), (0.9, 0.3), (0.5, 0.16), (-0.08, 0.13)),
    "ring": ((-0.08, 0.78), (0.5, 0.84), (1.0, 0.66), (0.9, 0.42), (0.4, 0.34), (-0.08, 0.42)),
}


def mug(spec: Spec) -> Drawing:
    make = {"classic": _classic, "tall": _tall, "espresso": _espresso, "belly": _belly, "dipped": _dipped, "camp": _camp}
    return make[spec.silhouette](spec, spec.rng())


def _view(spec: Spec, height: float) -> tuple[Camera, float]:
    """The camera, and where around the cup its handle is (degrees; 0 to the right, 90 towards us)."""
    rng = spec.rng("camera")
    right = rng.random() < 0.62
    swing, pitch = rng.uniform(-22, 38), rng.uniform(9, 27)
    if spec.view == "other":
        right, swing, pitch = not right, rng.uniform(14, 52), rng.uniform(36, 50)
    return Camera(0, pitch, 62.0, (0, height / 2, 0), 110), swing if right else 180 - swing


def _glaze(spec: Spec, kind: str = "body") -> Paint:
    return spec.paint(kind, texture=spec.look or "ceramic")


def _cup(
    spec: Spec, cup: Cup, facts: Sequence[tuple[str, str]], fill: float, *, over: Sequence[Part] = (), lines: Sequence[Line] = ()
) -> Drawing:
    """A cup of the given make; `over` lies on its body, cut off by it."""
    camera, turn = _camera_of(spec, cup)
    outline = body(camera, cup.profile)
    glaze = _glaze(spec)
    hull_part = Part("body", "body", outline, glaze, depth=0.85, lines=tuple(lines))
    wrapped = [replace(one, within=outline) for one in over]
    mouth = _mouth(spec, camera, cup)
    handle = _handle(spec, camera, cup, turn)
    ordered = (
        [hull_part, *wrapped, *mouth, handle] if math.sin(math.radians(turn)) > 0.1 else [handle, hull_part, *wrapped, *mouth]
    )
    return Drawing(seen(ordered), ground="floor", seed=spec.seed, fill=fill, facts=tuple(facts))


def _camera_of(spec: Spec, cup: Cup) -> tuple[Camera, float]:
    return _view(spec, cup.tall)


def _mouth(spec: Spec, camera: Camera, cup: Cup) -> list[Part]:
    """The lip and what is seen of the inside."""
    lip = spec.trim("rim", texture=spec.look or "ceramic")
    inside = toned(spec.trim("lining", texture="ceramic"), 0.16)
    outer, inner = rim(camera, cup.wide, cup.tall), rim(camera, cup.wide - cup.wall, cup.tall)
    floor = Line(rim(camera, cup.profile[0][0] * 0.86, cup.tall * 0.08), 3.0, "", None, 0.22)
    return [
        Part(
            "rim",
            "rim",
            f"{outer} {inner}",
            toned(lip, -0.08) if "rim" not in spec.parts else lip,
            form="flat",
            depth=0.5,
            cast=0.0,
        ),
        Part("lining", "lining", inner, inside, depth=-0.7, cast=0.0, outline=1.2, lines=(floor,)),
    ]


def _handle(spec: Spec, camera: Camera, cup: Cup, turn: float) -> Part:
    paint = spec.trim("handle", texture=spec.look or "ceramic")
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    points: list[P3] = []
    for out, share in cup.ear:
        y = share * cup.tall
        r = radius_at(cup.profile, y) + out * cup.reach
        points.append((r * c, y, r * s))
    girth = [cup.girth * k for k in (1.15, 1.0, 0.95, 0.95, 1.0, 1.15)]
    return replace(rod(camera, "handle", "handle", paint, points, girth, blunt=True).parts[0], depth=1.1, cast=0.5)


def _classic(spec: Spec, rng: Random) -> Drawing:
    r, tall = rng.uniform(3.8, 4.7), rng.uniform(8.2, 10.6)
    flare, foot = rng.uniform(-0.08, 0.5), rng.uniform(0.74, 0.98)
    profile = [
        (r * foot - 0.15, 0),
        (r * foot, 0.25),
        (r * (foot + (1 - foot) * 0.75), tall * 0.22),
        (r, tall * 0.6),
        (r + flare * 0.5, tall),
    ]
    cup = Cup(
        profile, rng.uniform(0.3, 0.45), rng.uniform(2.2, 3.4), _EARS[rng.choice(("C", "D", "ear", "C"))], rng.uniform(0.5, 0.72)
    )
    camera, _ = _camera_of(spec, cup)
    lines = rings(camera, profile, (tall * 0.9,), 3, 0.25) if rng.random() < 0.3 else ()
    return _cup(spec, cup, (("style", "Classic Mug"),), 0.64, lines=lines)


def _tall(spec: Spec, rng: Random) -> Drawing:
    r, tall = rng.uniform(3.3, 3.9), rng.uniform(12.0, 15.0)
    foot = rng.uniform(0.66, 0.98)
    profile = [(r * foot - 0.15, 0), (r * foot, 0.25), (r * (foot * 0.5 + 0.5), tall * 0.45), (r, tall)]
    ear = _EARS[rng.choice(("C", "D", "low", "ear"))]
    cup = Cup(profile, 0.34, rng.uniform(2.0, 2.9), ear, rng.uniform(0.46, 0.62))
    return _cup(spec, cup, (("style", "Tall Mug"),), 0.74)


def _espresso(spec: Spec, rng: Random) -> Drawing:
    r, tall = rng.uniform(2.9, 3.5), rng.uniform(4.6, 5.8)
    foot = rng.uniform(0.5, 0.7)
    profile = [(r * foot * 0.9, 0), (r * foot, 0.3), (r * (0.5 + foot * 0.42), tall * 0.3), (r * 0.96, tall * 0.7), (r, tall)]
    cup = Cup(profile, 0.26, rng.uniform(1.5, 2.1), _EARS[rng.choice(("ring", "C", "ear"))], rng.uniform(0.3, 0.42))
    drawing = _cup(spec, cup, (("style", "Espresso Cup"),), 0.62)
    if rng.random() < 0.5:
        return replace(drawing, fill=0.5)
    camera, _ = _camera_of(spec, cup)
    wide = r * rng.uniform(1.75, 2.1)
    plate = [(wide * 0.55, -1.0), (wide * 0.62, -0.8), (wide * 0.96, -0.1), (wide, 0.1)]
    glaze = spec.trim("base", texture=spec.look or "ceramic")
    saucer = [
        Part("saucer", "base", body(camera, plate), toned(glaze, 0.05), form="flat", depth=0.6),
        Part("saucer-well", "base", rim(camera, wide * 0.93, 0.0), glaze, form="flat", depth=-0.5, cast=0.0,
             lines=(Line(rim(camera, wide * 0.6, -0.3), 2.4, "", None, 0.25),)),
    ]  # fmt: skip
    return replace(drawing, parts=(*saucer, *drawing.parts), facts=(*drawing.facts, ("includes", "Saucer")))


def _belly(spec: Spec, rng: Random) -> Drawing:
    r, tall = rng.uniform(4.2, 5.2), rng.uniform(7.6, 9.6)
    mouth, foot = rng.uniform(0.74, 0.92), rng.uniform(0.5, 0.68)
    at = rng.uniform(0.36, 0.55)
    profile = [
        (r * foot - 0.1, 0),
        (r * foot, 0.2),
        (r * 0.9, tall * at * 0.5),
        (r, tall * at),
        (r * (mouth + 1) / 2, tall * (at + 1) / 2),
        (r * mouth, tall * 0.94),
        (r * mouth, tall),
    ]
    cup = Cup(profile, 0.38, rng.uniform(2.0, 2.9), _EARS[rng.choice(("C", "ring", "ear"))], rng.uniform(0.55, 0.75))
    return _cup(spec, cup, (("style", "Round Mug"),), 0.64)


def _dipped(spec: Spec, rng: Random) -> Drawing:
    r, tall = rng.uniform(3.9, 4.7), rng.uniform(8.4, 10.8)
    foot = rng.uniform(0.82, 1.0)
    profile = [(r * foot - 0.12, 0), (r * foot, 0.25), (r, tall * 0.35), (r * rng.uniform(0.98, 1.05), tall)]
    cup = Cup(profile, 0.4, rng.uniform(2.2, 3.1), _EARS[rng.choice(("C", "D", "ear"))], rng.uniform(0.55, 0.75))
    camera, _ = _camera_of(spec, cup)
    line, wavy = rng.uniform(0.28, 0.6), rng.random() < 0.5
    lift = rng.uniform(-0.9, 0.9)
    wave = [lift * math.cos(n / 4) + (rng.uniform(-0.08, 0.25) if wavy else 0) for n in range(13)]
    dip = Part(
        "base", "base", band(camera, profile, -0.6, tall * line, wave=wave), _dip(spec, rng), depth=0.85, cast=0.15, outline=1.0
    )
    return _cup(spec, cup, (("style", "Dipped Mug"), ("finish", "Two-Tone")), 0.64, over=[dip])


def _dip(spec: Spec, rng: Random) -> Paint:
    if "base" in spec.parts:
        return spec.trim("base", texture="speckle")
    name = rng.choice([n for n in ("cream", "white", "tan", "charcoal") if n != spec.color])
    return Paint(shade(name), texture="speckle", name=name)


def _camp(spec: Spec, rng: Random) -> Drawing:
    r, tall = rng.uniform(3.6, 5.1), rng.uniform(6.4, 9.8)
    foot = rng.uniform(0.9, 1.0)
    profile = [
        (r * foot - 0.35, 0),
        (r * foot, 0.35),
        (r, tall * 0.6),
        (r, tall * 0.96),
        (r + 0.16, tall * 0.985),
        (r + 0.16, tall),
    ]
    cup = Cup(profile, 0.22, rng.uniform(1.8, 3.1), _EARS[rng.choice(("D", "C", "ear", "ring"))], rng.uniform(0.34, 0.46))
    camera, _ = _camera_of(spec, cup)
    name = rng.choice([n for n in ("black", "navy", "white") if n != spec.color])
    edge = spec.trim("rim", texture="ceramic") if "rim" in spec.parts else Paint(shade(name), texture="ceramic", name=name)
    hem = Part("rim-side", "rim", band(camera, profile, tall * 0.965, tall + 0.3), edge, depth=0.5, cast=0.1, outline=0.8)
    drawing = _cup(
        spec if spec.look else replace(spec, look="ceramic"),
        cup,
        (("style", "Camp Mug"), ("finish", "Contrast Rim")),
        0.62,
        over=[hem],
    )
    parts = tuple(replace(p, paint=edge) if p.name == "rim" else p for p in drawing.parts)
    lining = tuple(
        replace(p, paint=toned(Paint(mix("#f4f3f0", p.paint.color, 0.1), texture="ceramic", name="white"), 0.1))
        if p.name == "lining" and "lining" not in spec.parts
        else p
        for p in parts
    )
    return replace(drawing, parts=lining)


TYPES: Mapping[str, Kind] = {
    "mug": Kind(
        mug,
        {
            "classic": "a plain mug, about as wide as it is high, with a handle",
            "tall": "a slender mug much higher than it is wide",
            "espresso": "a small low cup with a ring of a handle, sometimes on its saucer",
            "belly": "a round-bellied mug drawn in at the top",
            "dipped": "a mug whose lower half is dipped in another glaze",
            "camp": "an enamel camping mug with a thin wall and a contrasting rolled rim",
        },
        ("handle", "rim", "lining", "base"),
    ),
    "vase": Kind(
        vase,
        {
            "bottle": "a vase with a round body and a long thin neck",
            "amphora": "a big-shouldered vase with two handles",
            "cylinder": "a straight-sided vase",
            "bowl": "a wide round vase like a moon jar",
            "bud": "a small vase with a narrow mouth for one stem",
            "jug": "a pitcher with a handle and a spout",
        },
        ("handle", "rim", "base"),
    ),
}
