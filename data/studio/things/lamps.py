"""What lamps are made of: stands, shades, hoods, bulbs and flexes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import METALS, WOODS, mix
from data.studio.shape import ellipse
from data.studio.spec import Spec, surface
from data.studio.things.camera import P3, Camera
from data.studio.things.solid import rod
from data.studio.things.turned import body, cone, flutes, rim, rings

GLOW = "#fff0c8"


BULB = "#fff8e6"


def stand(spec: Spec, kind: str, default: str) -> Paint:
    """A stand in metal, wood or glaze: the part's own surface, else a default of that name."""
    if kind not in spec.parts:
        return spec.wood(kind, default) if default in METALS or default in WOODS else spec.paint(kind, texture="ceramic")
    own = surface(spec.parts[kind])
    if own.look or (own.color and own.color not in METALS and own.color not in WOODS):
        return spec.trim(kind, texture=own.look or "ceramic")
    return spec.wood(kind)


def cloth(spec: Spec) -> Paint:
    return spec.paint("shade", texture=spec.look or "linen")


def lamp_camera(spec: Spec, scale: float, height: float, *, above: float = 26, below: float = -13) -> Camera:
    """A lamp stands at eye height; the other view looks down into its shade, or up."""
    rng = spec.rng("camera")
    pitch = rng.uniform(4, 10)
    if spec.view == "other":
        pitch = rng.choice((rng.uniform(above - 4, above + 4), rng.uniform(below - 4, below)))
    return Camera(rng.choice((-1, 1)) * rng.uniform(18, 34), pitch, scale, (0, height / 2, 0), 300)


def cloth_shade(spec: Spec, rng: Random, camera: Camera, y0: float, y1: float, wide: float, style: str = "") -> list[Part]:
    """A cloth shade over its bulb: a drum, a cone, an empire or a bell, with what is seen through its upper or lower opening."""
    style = style or rng.choice(("drum", "cone", "empire", "bell", "pleated"))
    top = wide * {"drum": rng.uniform(0.86, 0.98), "cone": rng.uniform(0.36, 0.5), "pleated": rng.uniform(0.5, 0.7)}.get(
        style, rng.uniform(0.5, 0.66)
    )
    profile: list[tuple[float, float]] = [(wide, y0), (top, y1)]
    if style == "bell":
        profile = [
            (wide, y0),
            (wide * 0.86, y0 + (y1 - y0) * 0.14),
            (wide * 0.7, y0 + (y1 - y0) * 0.45),
            (top * 1.03, y0 + (y1 - y0) * 0.8),
            (top, y1),
        ]
    paint = cloth(spec)
    edges = () if style == "pleated" else rings(camera, profile, (y0 + (y1 - y0) * 0.04, y1 - (y1 - y0) * 0.04), 2.0, 0.35)
    pleats = flutes(camera, profile, rng.choice((15, 19, 23))) if style == "pleated" else ()
    wall = Part("shade", "shade", body(camera, profile), paint, form="ball", depth=0.4, cast=0.9,
                lines=(*edges, *(Line(d, 2.2, "", None, 0.28) for d in pleats)))  # fmt: skip
    lining = Paint(mix(paint.color, GLOW, 0.72), texture="poplin", name="cream")
    opening = (wide, y0) if camera.pitch < 0 else (top, y1)
    hole = Part(
        "lining", "lining", rim(camera, opening[0] * 0.965, opening[1]), lining, form="drop", depth=-0.5, cast=0.0, outline=1.0
    )
    parts = [wall, hole]
    if abs(camera.pitch) > 11:
        parts.append(bulb(camera, (y0 + y1) / 2 if camera.pitch > 0 else y0 + 1.5, top * 0.3, hole.d))
    return parts


def bulb(camera: Camera, y: float, radius: float, within: str) -> Part:
    x, at = camera.spot((0, y, 0))
    r = radius * camera.size((0, y, 0))
    return Part(
        "bulb",
        "bulb",
        ellipse(x, at, r, r),
        Paint(BULB, gloss=0.4, name="white"),
        form="ball",
        depth=0.4,
        within=within,
        cast=0.0,
    )


def flex(spec: Spec, rng: Random, camera: Camera, start: P3, reach: float, paint: Paint) -> Part:
    """A flex that trails over the table to one side."""
    side = rng.choice((-1, 1)) * math.cos(math.radians(camera.yaw))
    bend = rng.uniform(2, 6)
    points: list[P3] = [
        start,
        (side * reach * 0.45, 0, start[2] + bend),
        (side * reach * 0.75, 0, -bend * 0.3),
        (side * reach, 0, bend * 0.6),
    ]
    return replace(rod(camera, "cord", "stem", paint, points, 0.34).parts[0], cast=0.3)


def hood(camera: Camera, rng: Random, paint: Paint, head: P3, way: Sequence[float]) -> list[Part]:
    """A spun metal reflector that hangs at `head` and shines along `way`."""
    deep, mouth = rng.uniform(9, 14), rng.uniform(6.2, 9)

    def along(t: float) -> P3:
        return head[0] + way[0] * t, head[1] + way[1] * t, head[2] + way[2] * t

    back = rng.uniform(1.6, 2.6)
    cap, _, _ = cone(camera, along(-4.5), along(-0.5), back * 0.8, back)
    shell, ring, seen = cone(camera, along(-1), along(deep), back * rng.uniform(1.1, 1.9), mouth)
    parts = [Part("shade-cap", "shade", cap, paint, depth=0.8), Part("shade", "shade", shell, paint, depth=0.8)]
    if seen:
        inner = Paint("#f6efe0", gloss=0.3, name="white")
        bulb, _, _ = cone(camera, along(deep * 0.7), along(deep * 0.96), mouth * 0.2, mouth * 0.36)
        parts += [
            Part("lining", "lining", ring, inner, depth=-0.5, cast=0.0),
            Part("bulb", "bulb", bulb, Paint(BULB, gloss=0.5, name="white"), form="ball", within=ring, cast=0.0),
        ]
    return parts
