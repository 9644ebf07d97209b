"""Lamps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.palette import mix
from data.studio.shape import ellipse
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera, toned
from data.studio.things.lamps import GLOW, cloth_shade, flex, hood, lamp_camera, stand
from data.studio.things.solid import rod, seen
from data.studio.things.tall_lamps import floor_lamp, pendant, tripod
from data.studio.things.turned import Profile, body, rings


def lamp(spec: Spec) -> Drawing:
    make = {
        "table": _table,
        "gourd": _gourd,
        "globe": _globe,
        "floor": floor_lamp,
        "tripod": tripod,
        "task": _task,
        "pendant": pendant,
    }
    return make[spec.silhouette](spec, spec.rng())


def _based(
    spec: Spec,
    rng: Random,
    camera: Camera,
    profile: Profile,
    shade_at: tuple[float, float, float],
    default: str,
    style: str,
    *,
    lines: Sequence[Line] = (),
) -> Drawing:
    """A table lamp: a turned base, a neck and a shade."""
    y0, y1, wide = shade_at
    neck_top = y0 + (y1 - y0) * 0.3
    base_paint, metal = stand(spec, "base", default), spec.metal("stem", rng.choice(("brass", "silver", "gunmetal")))
    cord = flex(
        spec, rng, camera, (0, 0.3, -profile[0][0]), wide * rng.uniform(1.0, 1.35), toned(spec.metal("stem", "gunmetal"), 0.2)
    )
    parts = [
        *([cord] if rng.random() < 0.6 else []),
        Part("stem", "stem", body(camera, [(1.1, profile[-1][1] - 0.5), (1.1, neck_top)]), metal, depth=0.9, cast=0.3),
        Part("base", "base", body(camera, profile), base_paint, depth=1.0, lines=tuple(lines)),
    ]
    if camera.pitch > 0 and profile[-1][0] > 1.6:
        parts.append(
            Part(
                "collar",
                "stem",
                body(camera, [(1.9, profile[-1][1] - 0.3), (1.5, profile[-1][1] + 1.4)]),
                metal,
                depth=0.8,
                cast=0.3,
            )
        )
    parts += cloth_shade(spec, rng, camera, y0, y1, wide)
    return Drawing(seen(parts), ground="floor", seed=spec.seed, fill=0.8, facts=(("style", "Table Lamp"), ("base", style)))


def _table(spec: Spec, rng: Random) -> Drawing:
    tall = rng.uniform(44, 58)
    camera = lamp_camera(spec, 15.0, tall)
    high, wide = tall * rng.uniform(0.48, 0.62), rng.uniform(14, 20)
    style = rng.choice(("jar", "column", "candlestick", "block", "jar", "cone"))
    belly, foot = rng.uniform(8, 11.5), rng.uniform(5, 8)
    profile: list[tuple[float, float]]
    lines: Sequence[Line] = ()
    if style == "jar":
        shoulder = rng.uniform(0.5, 0.72)
        profile = [
            (foot, 0),
            (foot * 1.04, 0.6),
            (belly * 0.94, high * 0.28),
            (belly, high * shoulder),
            (belly * 0.62, high * 0.88),
            (2.4, high * 0.97),
            (2.0, high),
        ]
    elif style == "column":
        r = rng.uniform(4.5, 7)
        profile = [(r + 2, 0), (r + 2, 0), (r + 2, 2), (r + 2, 2), (r, 2.2), (r, 2.2), (r, high), (r, high)]
    elif style == "candlestick":
        profile = [
            (8, 0),
            (8, 1),
            (7, 2),
            (2.4, 4),
            (1.8, high * 0.3),
            (3.6, high * 0.42),
            (1.7, high * 0.55),
            (2.0, high * 0.8),
            (3.2, high * 0.9),
            (1.6, high),
        ]
    elif style == "cone":
        profile = [(belly * 1.05, 0), (belly * 1.05, 0), (belly * 1.05, 1), (belly * 0.62, high * 0.5), (2.2, high)]
    else:
        profile = [
            (belly * 0.9, 0),
            (belly * 0.95, 1),
            (belly, high * 0.5),
            (belly * 0.95, high - 1.5),
            (belly * 0.8, high - 0.4),
            (belly * 0.7, high),
        ]
    if style != "candlestick" and rng.random() < 0.45:
        lines = rings(camera, profile, [high * k / 14 for k in range(2, 13)], 2.6, 0.3)
    return _based(
        spec,
        rng,
        camera,
        profile,
        (high + rng.uniform(3.8, 6), tall, wide),
        rng.choice(("color", "brass", "oak", "walnut", "silver")),
        "Turned Base",
        lines=lines,
    )


def _gourd(spec: Spec, rng: Random) -> Drawing:
    tall = rng.uniform(50, 62)
    camera = lamp_camera(spec, 14.0, tall)
    high, wide, big = tall * rng.uniform(0.56, 0.66), rng.uniform(15, 20), rng.uniform(9, 12.5)
    small, waist, at = big * rng.uniform(0.52, 0.78), big * rng.uniform(0.3, 0.46), rng.uniform(0.5, 0.62)
    mid = at + (1 - at) * 0.5
    profile = [
        (big * 0.6, 0),
        (big * 1.05, high * at * 0.14),
        (big * 1.14, high * at * 0.55),
        (waist * 0.5, high * at),
        (small * 1.45, high * mid),
        (2.6, high * 0.92),
        (1.9, high),
    ]
    lines = rings(camera, profile, [high * at], 3.0, 0.35) if rng.random() < 0.4 else ()
    return _based(
        spec,
        rng,
        camera,
        profile,
        (high + rng.uniform(3.8, 6), tall, wide),
        rng.choice(("color", "color", "brass")),
        "Gourd Base",
        lines=lines,
    )


def _globe(spec: Spec, rng: Random) -> Drawing:
    r, stem = rng.uniform(10, 15), rng.uniform(1.5, 18)
    foot_high = rng.uniform(1.2, 6)
    tall = foot_high + stem + 2 * r
    camera = lamp_camera(spec, 780 / max(tall, 34), tall, above=20, below=-6)
    metal = stand(spec, "base", rng.choice(("brass", "silver", "gunmetal", "walnut", "oak")))
    glass = spec.paint("shade", texture="satin" if spec.look in ("", "glass") else spec.look)
    wide = rng.uniform(0.5, 0.8) * r
    y = foot_high + stem + r
    foot: list[tuple[float, float]] = [(wide, 0), (wide, 0), (wide, foot_high), (wide, foot_high)]
    if rng.random() < 0.5:
        foot = [(wide, 0), (wide, 0.5), (wide * 0.5, foot_high * 0.7), (1.4, foot_high + 1)]
    parts = (
        []
        if rng.random() < 0.4
        else [flex(spec, rng, camera, (0, 0.3, -wide), r * rng.uniform(1.4, 1.9), toned(spec.metal("stem", "gunmetal"), 0.2))]
    )
    parts.append(Part("base", "base", body(camera, foot), metal, depth=0.9))
    pole = stand(spec, "stem", "brass") if "stem" in spec.parts else metal
    parts.append(Part("stem", "stem", body(camera, [(0.9, foot_high * 0.9), (0.9, y - r * 0.9)]), pole, depth=0.9))
    cup = body(camera, [(2.6, y - r - 0.6), (r * 0.42, y - r * 0.86)])
    x, at = camera.spot((0, y, 0))
    k = r * camera.size((0, y, 0))
    ball = ellipse(x, at, k, k * rng.uniform(0.9, 1.0))
    if spec.view == "other":
        glass = replace(glass, color=mix(glass.color, GLOW, 0.35))
    parts += [Part("shade", "shade", ball, glass, form="ball", depth=0.75), Part("cup", "base", cup, metal, depth=0.7, cast=0.4)]
    return Drawing(
        seen(parts), ground="floor", seed=spec.seed, fill=0.74, facts=(("style", "Globe Lamp"), ("base", "Round Base"))
    )


def _task(spec: Spec, rng: Random) -> Drawing:
    view = spec.rng("camera")
    side = view.choice((-1, 1)) * (-1 if spec.view == "other" else 1)
    camera = Camera(
        view.uniform(-28, 28) + (side * 24 if spec.view == "other" else 0), view.uniform(6, 16), 15.0, (0, 22, 0), 260
    )
    low, up = rng.uniform(22, 30), rng.uniform(18, 27)
    a, b = math.radians(rng.uniform(58, 84)), math.radians(rng.uniform(8, 52))
    foot: P3 = (-side * 6.0, 1.5, 0)
    elbow: P3 = (foot[0] - side * low * math.cos(a), 2 + low * math.sin(a), 0)
    head: P3 = (elbow[0] + side * up * math.cos(b), elbow[1] + up * math.sin(b), 0)
    droop = math.radians(rng.uniform(40, 72))
    way = (side * math.cos(droop), -math.sin(droop), 0.18)
    paint = spec.paint("shade", texture="metal" if spec.look == "" else spec.look, gloss=0.2)
    metal, base = (
        stand(spec, "stem", rng.choice(("silver", "brass", "gunmetal"))),
        spec.trim("base", texture="metal" if spec.look == "" else spec.look),
    )
    r = rng.uniform(8, 11)
    disc: list[tuple[float, float]] = [(r, 0), (r, 0), (r, 1.4), (r * 0.86, 2.2)]
    thick = rng.uniform(0.55, 0.85)
    parts = [
        Part("base", "base", body(camera, disc, (foot[0], 0)), base, form="flat", depth=0.7),
        rod(camera, "stem-low", "stem", metal, (foot, elbow), thick).parts[0],
        rod(camera, "stem-high", "stem", metal, (elbow, head), thick).parts[0],
    ]
    if rng.random() < 0.5:
        twin = [tuple(p + d for p, d in zip(q, (side * 1.6, 1.2, 0), strict=True)) for q in (foot, elbow)]
        parts.append(rod(camera, "stem-twin", "stem", metal, [(q[0], q[1], q[2]) for q in twin], thick * 0.6).parts[0])
    for n, p in enumerate((elbow, head)):
        parts.append(
            rod(
                camera,
                f"joint-{n + 1}",
                "stem",
                metal,
                ((p[0], p[1], 1.2), (p[0], p[1], -1.0))
                if abs(camera.yaw) > 20
                else ((p[0] - 1.1, p[1], 0), (p[0], p[1] + 0.1, 0), (p[0] + 1.1, p[1], 0)),
                (1.2, 1.2) if abs(camera.yaw) > 20 else (0.7, 1.3, 0.7),
            ).parts[0]
        )
    parts += hood(camera, rng, paint, head, way)
    return Drawing(seen(parts), ground="floor", seed=spec.seed, fill=0.78, facts=(("style", "Desk Lamp"), ("base", "Round Base")))


TYPES: Mapping[str, Kind] = {
    "lamp": Kind(
        lamp,
        {
            "table": "a table lamp: a turned base under a cloth shade",
            "gourd": "a table lamp on a base of two bulbs, one on the other",
            "globe": "a glass ball on a small foot",
            "floor": "a tall floor lamp on a slim pole",
            "tripod": "a tall floor lamp on three legs",
            "task": "a desk lamp with a jointed arm and a metal hood",
            "pendant": "a lamp that hangs from the ceiling by its cord",
        },
        ("shade", "base", "stem", "legs"),
    ),
}
