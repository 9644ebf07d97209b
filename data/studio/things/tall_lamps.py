"""Floor lamps, tripods and pendants."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from random import Random

from data.studio.drawing import Drawing, Paint, Part
from data.studio.palette import mix
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.lamps import GLOW, bulb, cloth, cloth_shade, lamp_camera, stand
from data.studio.things.solid import arranged, rod, seen
from data.studio.things.turned import Profile, body, rim, rings


def floor_lamp(spec: Spec, rng: Random) -> Drawing:
    tall = rng.uniform(140, 170)
    camera = replace(lamp_camera(spec, 5.4, tall, above=18, below=-7), away=700)
    metal = stand(spec, "base", rng.choice(("brass", "gunmetal", "silver", "black", "oak")))
    stem = stand(spec, "stem", metal.name) if "stem" in spec.parts else metal
    wide, deep, foot = rng.uniform(17, 30), rng.uniform(19, 38), rng.uniform(11, 18)
    off = rng.choice((0.0, rng.choice((-1, 1)) * rng.uniform(16, 36)))
    parts = [
        Part(
            "base",
            "base",
            body(camera, [(foot, 0), (foot, 0), (foot, 1.6), (foot * 0.9, 2.6)], (off, 0)),
            metal,
            form="flat",
            depth=0.7,
        )
    ]
    if off:
        y = tall + rng.uniform(4, 14)
        way: list[P3] = [
            (off, 2, 0),
            (off, y * 0.6, 0),
            (off, y - 14, 0),
            (off * 0.85, y - 3, 0),
            (off * 0.45, y, 0),
            (off * 0.1, y - 3, 0),
            (0, tall - 4, 0),
        ]
        parts.append(rod(replace(camera, yaw=0), "stem", "stem", stem, way, 0.95).parts[0])
    else:
        parts.append(Part("stem", "stem", body(camera, [(1.2, 2), (1.0, tall - deep * 0.5)]), stem, depth=0.9))
        if rng.random() < 0.35:
            y = tall * rng.uniform(0.32, 0.42)
            parts.append(
                Part(
                    "tray",
                    "base",
                    body(camera, [(wide * 0.7, y), (wide * 0.7, y), (wide * 0.72, y + 1.6)]),
                    metal,
                    form="flat",
                    depth=0.6,
                )
            )
    parts += cloth_shade(spec, rng, camera, tall - deep, tall, wide, rng.choice(("drum", "empire", "cone", "pleated")))
    return Drawing(
        seen(parts), ground="floor", seed=spec.seed, fill=0.86, facts=(("style", "Floor Lamp"), ("base", "Round Base"))
    )


def tripod(spec: Spec, rng: Random) -> Drawing:
    tall = rng.uniform(128, 158)
    camera = replace(lamp_camera(spec, 5.6, tall, above=16, below=-6), away=700)
    legs = spec.wood("legs", spec.rng("timber").choice(("oak", "walnut", "beech", "black", "ash")))
    hub_at, wide, deep = tall * rng.uniform(0.6, 0.7), rng.uniform(21, 29), rng.uniform(24, 34)
    reach, girth = rng.uniform(28, 42), rng.uniform(1.3, 1.9)
    turn = math.radians(rng.choice((90, 270)) + rng.uniform(-17, 17) + camera.yaw)
    pieces = []
    for n in range(3):
        a = turn + n * 2 * math.pi / 3
        foot: P3 = (reach * math.cos(a), 0, reach * math.sin(a))
        head: P3 = (2.6 * math.cos(a), hub_at + 6, 2.6 * math.sin(a))
        pieces.append(rod(camera, f"leg-{n + 1}", "legs", legs, (foot, head), (girth * 0.75, girth)))
    if rng.random() < 0.4:
        f = rng.uniform(0.34, 0.5)
        for n in range(3):
            a, b = (turn + m * 2 * math.pi / 3 for m in (n, n + 1))
            r, y = reach * (1 - f), hub_at * f
            pieces.append(
                rod(
                    camera,
                    f"brace-{n + 1}",
                    "legs",
                    legs,
                    ((r * math.cos(a), y, r * math.sin(a)), (r * math.cos(b), y, r * math.sin(b))),
                    0.6,
                )
            )
    metal = stand(spec, "base", rng.choice(("brass", "gunmetal", "silver")))
    parts = [
        *arranged(pieces, camera),
        Part("hub", "base", body(camera, [(3.8, hub_at), (3.8, hub_at), (3.8, hub_at + 6), (2.4, hub_at + 8)]), metal, depth=0.8),
        Part("stem", "base", body(camera, [(1.1, hub_at + 7), (1.1, tall - deep * 0.6)]), metal, depth=0.9),
        *cloth_shade(spec, rng, camera, tall - deep, tall, wide, rng.choice(("drum", "drum", "empire", "cone"))),
    ]
    return Drawing(seen(parts), ground="floor", seed=spec.seed, fill=0.86, facts=(("style", "Tripod Lamp"), ("base", "Tripod")))


def pendant(spec: Spec, rng: Random) -> Drawing:
    style = rng.choice(("dome", "cone", "bell", "drum", "globe", "tiered"))
    wide, drop = rng.uniform(17, 24), rng.uniform(26, 52)
    camera = Camera(0, rng.uniform(-13, -5) if spec.view == "front" else rng.uniform(-30, -22), 9.5, (0, 0, 0), 420)
    high = (
        wide * {"dome": 0.8, "cone": 1.0, "bell": 1.2, "drum": 0.85, "globe": 1.6, "tiered": 1.0}[style] * rng.uniform(0.85, 1.15)
    )
    profiles: Mapping[str, Profile] = {
        "dome": [(wide, 0), (wide * 0.97, high * 0.22), (wide * 0.8, high * 0.56), (wide * 0.5, high * 0.82), (2.6, high)],
        "cone": [(wide, 0), (2.4, high)],
        "bell": [(wide, 0), (wide * 0.78, high * 0.12), (wide * 0.55, high * 0.45), (wide * 0.42, high * 0.8), (2.6, high)],
        "drum": [(wide, 0), (wide, 0), (wide, high), (wide, high)],
        "globe": [(wide * 0.5, 0), (wide * 0.9, high * 0.28), (wide * 0.97, high * 0.52), (wide * 0.7, high * 0.84), (2.4, high)],
        "tiered": [
            (wide, 0),
            (wide, 0),
            (wide * 0.8, high * 0.34),
            (wide * 0.8, high * 0.34),
            (wide * 0.62, high * 0.36),
            (wide * 0.62, high * 0.36),
            (wide * 0.2, high),
            (2.4, high),
        ],
    }
    profile = profiles[style]
    covered = style == "drum"
    paint = cloth(spec) if covered or spec.look else spec.paint("shade", texture="metal")
    stem = spec.metal("stem", rng.choice(("gunmetal", "brass", "silver")))
    base = spec.metal("base", stem.name)
    top = high + drop
    marks = (
        rings(camera, profile, (high * 0.06,), 2.4, 0.3)
        if not covered
        else rings(camera, profile, (high * 0.05, high * 0.95), 2.0, 0.35)
    )
    hole = rim(camera, profile[0][0] * 0.965, 0)
    inner = Paint(mix(paint.color, GLOW, 0.75), gloss=0.2, name="cream")
    parts = [
        Part("stem", "stem", body(camera, [(0.42, high), (0.42, top)]), stem, depth=0.8),
        Part(
            "base",
            "base",
            body(camera, [(5.2, top - 0.4), (5.2, top - 0.4), (5.0, top + 1.6), (4.2, top + 2.2)]),
            base,
            depth=0.8,
        ),
        Part("cap", "base", body(camera, [(2.7, high - 0.8), (2.2, high + 2.6), (0.7, high + 4)]), base, depth=0.8),
        Part(
            "shade",
            "shade",
            body(camera, profile),
            paint,
            form="ball" if covered else "round",
            depth=0.45 if covered else 0.8,
            lines=marks,
        ),
        Part("lining", "lining", hole, inner, depth=-0.5, cast=0.0),
        bulb(camera, 1.5, wide * 0.2, hole),
    ]
    return Drawing(seen(parts), ground="wall", seed=spec.seed, fill=0.84, facts=(("style", "Pendant Lamp"), ("mount", "Ceiling")))
