"""Vases and jugs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import shade
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera, toned
from data.studio.things.solid import rod, seen
from data.studio.things.turned import Profile, band, body, flutes, radius_at, rim, rings


def vase(spec: Spec) -> Drawing:
    rng = spec.rng()
    make = {"bottle": _bottle, "amphora": _amphora, "cylinder": _cylinder, "bowl": _bowl, "bud": _bud}
    if spec.silhouette == "jug":
        return _jug(spec, rng)
    profile, fill, shape = make[spec.silhouette](rng)
    camera = _camera(spec, profile[-1][1], high=4 if spec.silhouette == "bowl" else 0)
    ears: Sequence[tuple[Part, bool]] = _ears(spec, rng, camera, profile) if spec.silhouette == "amphora" else ()
    return _thrown(spec, rng, camera, profile, fill, (("shape", shape),), ears)


def _camera(spec: Spec, tall: float, *, high: float = 0) -> Camera:
    rng = spec.rng("camera")
    pitch = rng.uniform(8, 20) + high if spec.view == "front" else rng.uniform(29, 42)
    return Camera(0, pitch, 760 / max(tall, 18), (0, tall / 2, 0), 190)


def _glaze(spec: Spec, kind: str) -> Paint:
    return spec.trim(kind, texture=spec.look or "ceramic") if kind != "body" else spec.paint(texture=spec.look or "ceramic")


def _thrown(
    spec: Spec, rng: Random, camera: Camera, profile: Profile, fill: float, facts: Sequence[tuple[str, str]],
    ears: Sequence[tuple[Part, bool]] = (), lip: float = 0.0,
) -> Drawing:  # fmt: skip
    """The body with its lip and its dark inside; `ears` are handles and whether each is before the body."""
    tall, wide = profile[-1][1], profile[-1][0]
    wall = max(0.35, wide * 0.1)
    outline, glaze = body(camera, profile, lip=lip), _glaze(spec, "body")
    lines, folds = _throwing(rng, camera, profile)
    parts = [one for one, before in ears if not before]
    parts.append(Part("body", "body", outline, glaze, depth=0.95, lines=lines, folds=folds, fold_width=9))
    parts += _foot(spec, rng, camera, profile, outline)
    outer, inner = rim(camera, wide, tall, lip=lip), rim(camera, wide - wall, tall, lip=lip * 0.85)
    lip_paint = _glaze(spec, "rim")
    parts += [
        Part(
            "rim",
            "rim",
            f"{outer} {inner}",
            lip_paint if "rim" in spec.parts else toned(lip_paint, -0.1),
            form="flat",
            depth=0.5,
            cast=0.0,
        ),
        Part("lining", "lining", inner, toned(glaze.plain(), 0.5), depth=-0.6, cast=0.0, outline=1.2),
    ]
    parts += [one for one, before in ears if before]
    return Drawing(seen(parts), ground="floor", seed=spec.seed, fill=fill, facts=tuple(facts))


def _throwing(rng: Random, camera: Camera, profile: Profile) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The potter's marks: rings, flutes or none."""
    tall, style = profile[-1][1], rng.random()
    if style < 0.2:
        at, count = rng.uniform(0.1, 0.55), rng.choice((2, 3, 5))
        return rings(camera, profile, [tall * (at + 0.035 * n) for n in range(count)], 2.6, 0.3), ()
    if style < 0.34:
        return rings(camera, profile, [tall * n / 18 for n in range(1, 17)], 2.4, 0.2), ()
    if style < 0.48:
        return (), flutes(camera, profile, rng.choice((9, 13, 17)), 0.96)
    return (), ()


def _foot(spec: Spec, rng: Random, camera: Camera, profile: Profile, outline: str) -> list[Part]:
    """A dipped or bare foot: where the product's parts name one, else on some of bare clay."""
    if "base" not in spec.parts and rng.random() > 0.22:
        return []
    high = profile[-1][1] * rng.uniform(0.08, 0.34)
    paint = (
        spec.trim("base", texture="speckle")
        if "base" in spec.parts
        else Paint(shade("tan" if spec.color != "tan" else "cream"), texture="speckle", name="tan")
    )
    lift = rng.uniform(-0.8, 0.8)
    wave = [lift * math.cos(n / 4) for n in range(13)]
    return [
        Part(
            "base", "base", band(camera, profile, -1.0, high, wave=wave), paint, within=outline, cast=0.15, outline=1.0, depth=0.9
        )
    ]


_Made = tuple[Profile, float, str]


def _bottle(rng: Random) -> _Made:
    tall, r, neck = rng.uniform(27, 38), rng.uniform(6.5, 10.5), rng.uniform(1.5, 2.6)
    at, shoulder = rng.uniform(0.2, 0.32), rng.uniform(0.46, 0.62)
    foot = rng.uniform(0.5, 0.8)
    lip = neck * rng.uniform(1.0, 1.6)
    return (
        [
            (r * foot, 0),
            (r * (0.3 + foot * 0.72), tall * at * 0.3),
            (r * 1.06, tall * at * 0.85),
            (r * 0.92, tall * (at + shoulder) / 2),
            (neck * 1.15, tall * shoulder),
            (neck, tall * (shoulder + 0.15)),
            (neck, tall * 0.94),
            (lip, tall),
        ],
        0.8,
        "Bottle",
    )


def _amphora(rng: Random) -> _Made:
    tall, r = rng.uniform(26, 34), rng.uniform(8.5, 11.5)
    neck, foot, at = rng.uniform(3.0, 4.4), rng.uniform(0.3, 0.48), rng.uniform(0.48, 0.6)
    return (
        [
            (r * foot + 0.8, 0),
            (r * foot + 0.6, 0.8),
            (r * foot, 1.6),
            (r * 0.82, tall * at * 0.55),
            (r, tall * at),
            (r * 0.78, tall * (at + 0.17)),
            (neck, tall * 0.83),
            (neck * 0.95, tall * 0.91),
            (neck * 1.35, tall),
        ],
        0.8,
        "Amphora",
    )


def _cylinder(rng: Random) -> _Made:
    tall, r = rng.uniform(20, 32), rng.uniform(4.6, 7.8)
    top, waist = rng.uniform(0.82, 1.25), rng.uniform(0.9, 1.06)
    return (
        [(r - 0.3, 0), (r, 0.4), (r * (waist + 0.02), tall * 0.45), (r * (top + waist) / 2, tall * 0.78), (r * top, tall)],
        0.76,
        "Cylinder",
    )


def _bowl(rng: Random) -> _Made:
    tall, r = rng.uniform(11, 24), rng.uniform(9.5, 13.5)
    mouth, foot, at = rng.uniform(0.3, 0.8), rng.uniform(0.36, 0.62), rng.uniform(0.34, 0.62)
    collar = rng.choice((0.0, 0.05))
    return (
        [
            (r * foot, 0),
            (r * foot, 0),
            (r * (0.36 + foot * 0.7), tall * at * 0.28),
            (r * 1.06, tall * at * 0.8),
            (r * 1.06, tall * (at + 0.14)),
            (r * (mouth * 0.4 + 0.6), tall * (at + 0.36)),
            (r * mouth, tall * (0.97 - collar)),
            (r * mouth * 1.02, tall),
        ],
        0.74,
        "Round",
    )


def _bud(rng: Random) -> _Made:
    tall, r = rng.uniform(11, 17), rng.uniform(3.6, 5.8)
    neck, at, style = rng.uniform(0.9, 1.5), rng.uniform(0.26, 0.4), rng.choice(("round", "cone", "stack"))
    if style == "cone":
        return [(r, 0), (r * 1.02, 0.5), (r * 0.7, tall * 0.36), (neck * 1.1, tall * 0.76), (neck * 1.2, tall)], 0.6, "Bud Vase"
    if style == "stack":
        return (
            [
                (r * 0.8, 0),
                (r, tall * 0.2),
                (r * 0.55, tall * 0.42),
                (r * 0.7, tall * 0.56),
                (neck, tall * 0.74),
                (neck * 1.3, tall),
            ],
            0.6,
            "Bud Vase",
        )
    return (
        [
            (r * 0.6, 0),
            (r * 0.88, tall * at * 0.3),
            (r * 1.1, tall * at),
            (r * 0.66, tall * (at + 0.22)),
            (neck, tall * (at + 0.38)),
            (neck, tall * 0.92),
            (neck * 1.5, tall),
        ],
        0.6,
        "Bud Vase",
    )


def _ears(spec: Spec, rng: Random, camera: Camera, profile: Profile) -> list[tuple[Part, bool]]:
    """Two handles from the neck to the shoulder, on opposite sides."""
    paint, tall = _glaze(spec, "handle"), profile[-1][1]
    turn = spec.rng("camera").uniform(-32, 32) if spec.view == "front" else spec.rng("camera").uniform(38, 62)
    high, low, reach, girth = rng.uniform(0.86, 0.94), rng.uniform(0.56, 0.68), rng.uniform(2.4, 5.0), rng.uniform(0.6, 0.95)
    made = []
    for name, a in (("handle-right", turn), ("handle-left", turn + 180)):
        points = _loop(profile, tall, high, low, reach, a)
        made.append(
            (
                replace(
                    rod(camera, name, "handle", paint, points, [girth * k for k in (1.1, 1, 0.95, 1, 1.2)], blunt=True).parts[0],
                    depth=1.1,
                ),
                math.sin(math.radians(a)) > 0.12,
            )
        )
    return made


def _loop(profile: Profile, tall: float, high: float, low: float, reach: float, turn: float) -> list[P3]:
    """A handle's way from the neck (share `high` of the height) out and down to the shoulder (`low`)."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    r0, r1 = radius_at(profile, tall * high), radius_at(profile, tall * low)
    far = max(r0 + reach, r1 * 0.98)
    plan = (
        (r0 - 0.3, high),
        (r0 + (far - r0) * 0.65, high + 0.015),
        (far, high - (high - low) * 0.38),
        (far * 0.5 + r1 * 0.5 + 0.6, low + (high - low) * 0.2),
        (r1 - 0.2, low),
    )
    return [(r * c, tall * y, r * s) for r, y in plan]


def _jug(spec: Spec, rng: Random) -> Drawing:
    tall, r = rng.uniform(20, 29), rng.uniform(6.5, 9.5)
    neck, foot, at = rng.uniform(0.52, 0.74), rng.uniform(0.62, 0.86), rng.uniform(0.3, 0.46)
    profile = [
        (r * foot - 0.2, 0),
        (r * foot, 0.5),
        (r, tall * at),
        (r * (0.5 + neck * 0.5), tall * (at + 0.24)),
        (r * neck, tall * 0.8),
        (r * neck * 1.02, tall * 0.9),
        (r * neck * 1.14, tall),
    ]
    camera = _camera(spec, tall)
    view = spec.rng("camera")
    side = view.choice((-1, 1)) * (-1 if spec.view == "other" else 1)
    turn = (0 if side > 0 else 180) + side * view.uniform(-24, 24)
    paint, girth = _glaze(spec, "handle"), rng.uniform(0.7, 1.0)
    points = _loop(profile, tall, rng.uniform(0.88, 0.96), rng.uniform(0.26, 0.46), rng.uniform(3.5, 5.5) + r * (1 - neck), turn)
    handle = replace(
        rod(camera, "handle", "handle", paint, points, [girth * k for k in (1.1, 1, 0.95, 1, 1.2)], blunt=True).parts[0],
        depth=1.1,
    )
    lip = -side * rng.uniform(1.6, 3.0) * abs(math.cos(math.radians(turn)))
    return _thrown(spec, rng, camera, profile, 0.78, (("shape", "Jug"),), [(handle, math.sin(math.radians(turn)) > 0.12)], lip)
