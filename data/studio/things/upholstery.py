"""What upholstered seats are made of: feet, cushions, arms, rolls, curved walls and scatter cushions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import Point, smooth
from data.studio.spec import Spec
from data.studio.things.camera import P3, Camera
from data.studio.things.furniture import buttons, cover, timber
from data.studio.things.outline import flat, hull
from data.studio.things.solid import CUSHION, Finish, Piece, along, apart, block, circle, corners, drum, piece, rod

PILLOW = Finish(radius=2.0, bow=-0.035, form="ball", depth=0.8, seam=2.0)


def feet(
    spec: Spec,
    rng: Random,
    camera: Camera,
    half: Point,
    high: float,
    *,
    style: str = "",
    middle: bool = False,
    center: Point = (0, 0),
) -> list[Piece]:
    """Feet under a base that reaches `half` along x and z: "taper" splayed cones, "block" stubs, "bun" balls, "bar" rods."""
    paint = timber(spec)
    style = style or rng.choice(("taper", "block", "bar"))
    places = [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0), *([(0.0, 1.0)] if middle else [])]
    made = []
    for n, (sx, sz) in enumerate(places):
        x, z = center[0] + sx * (half[0] - 5), center[1] + sz * (half[1] - 5)
        name = f"leg-{n + 1}"
        if style == "taper":
            splay = high * 0.16
            made.append(rod(camera, name, "legs", paint, ((x + sx * splay, 0, z + sz * splay), (x, high + 1, z)), (1.5, 2.8)))
        elif style == "bun":
            made.append(
                rod(camera, name, "legs", paint, [(x, y * high, z) for y in (0, 0.2, 0.6, 0.9, 1.05)], (1.6, 3.0, 4.2, 3.4, 2.0))
            )
        else:
            made.append(rod(camera, name, "legs", paint, ((x, 0, z), (x, high + 1, z)), 3.4 if style == "block" else 1.2))
    return [apart(one, 1, below=high) for one in made]


def cushion(
    camera: Camera, name: str, kind: str, paint: Paint, low: P3, high: P3, *, lean: float = 0, finish: Finish = CUSHION
) -> Piece:
    """A loose cushion; `lean` shifts its top to the back."""
    return block(
        camera,
        name,
        kind,
        paint,
        corners(low, high, lean=(0, -lean), taper=(1.0, 1.0)),
        finish,
        along=(0, 1, 0) if lean else (0, 0, 1),
    )


def tufted(camera: Camera, made: Piece, name: str, paint: Paint, low: P3, high: P3, lean: float, grid: tuple[int, int]) -> Piece:
    """The piece with a grid of buttons (columns, rows) on its front, where its front is what `name` shows."""
    if abs(camera.yaw) > 62:
        return made
    columns, rows = grid
    spots: list[P3] = []
    for r in range(rows):
        v = (r + 1) / (rows + 1)
        inset = 0.5 / columns if r % 2 else 0.0
        for c in range(columns - (1 if r % 2 else 0)):
            u = (c + 0.5) / columns + inset
            spots.append((low[0] + (high[0] - low[0]) * u, low[1] + (high[1] - low[1]) * v, high[2] - lean * v))
    return made.marked(name, *buttons(camera, paint, spots))


def roller(camera: Camera, name: str, kind: str, paint: Paint, a: P3, b: P3, radius: float, *, depth: float = 0.8) -> Piece:
    """A lying roll from `a` to `b` (its front), with a scroll on the end that is seen."""

    def ring(center: P3, r: float, count: int = 44) -> list[P3]:
        turns = [k * 2 * math.pi / count for k in range(count)]
        if abs(a[2] - b[2]) > abs(a[0] - b[0]):
            return [(center[0] + r * math.cos(t), center[1] + r * math.sin(t), center[2]) for t in turns]
        return [(center[0], center[1] + r * math.sin(t), center[2] + r * math.cos(t)) for t in turns]

    def nearness(p: P3) -> float:
        return sum((e - q) ** 2 for e, q in zip(camera.eye(), p, strict=True))

    near = min((a, b), key=nearness)
    out = along(a if near == b else b, near)
    outline = flat(hull([camera.spot(p) for p in (*ring(a, radius), *ring(b, radius))]))
    scroll = [ring(near, radius * (0.85 - 0.62 * k / 30))[(k * 44 // 16) % 44] for k in range(30)]
    body = Part(name, kind, outline, camera.tone(paint, (0, 0.75, 0)), depth=depth, cast=0.6, grain=camera.grain(out))
    end = Part(f"{name}-end", kind, camera.curve(ring(near, radius), closed=True), camera.tone(paint, out), form="flat",
               depth=0.6, cast=0.0, within=outline, lines=(Line(camera.curve(scroll), 2.0, "", None, 0.3),))  # fmt: skip
    return piece([body, end], (*ring(a, radius), *ring(b, radius)))


def wall(
    camera: Camera, name: str, kind: str, paint: Paint, plan: Sequence[Point], thick: float, foot: float, tops: Sequence[float],
    *, center: Point = (0, 0), ends_seen: Sequence[str] = (), channels: bool = False,
) -> Piece:  # fmt: skip
    """An upright curved wall over the ground `plan` (x, z), its inside towards `center`; `tops` are its heights along the way.

    `ends_seen`: which of its ends ("first", "last") are free and not joined to another wall. `channels` stitches upright
    channels.
    """
    inner = list(plan)
    outer = []
    for x, z in plan:
        long = math.hypot(x - center[0], z - center[1]) or 1.0
        outer.append((x + (x - center[0]) / long * thick, z + (z - center[1]) / long * thick))
    parts = []
    for label, line, sign in (("out", outer, 1.0), ("", inner, -1.0)):
        for first, last in _facing_runs(camera, line, sign, center, foot):
            part = line[first : last + 1]
            upper = [camera.spot((x, tops[first + n], z)) for n, (x, z) in enumerate(part)]
            lower = [camera.spot((x, foot, z)) for x, z in part]
            x, z = part[len(part) // 2]
            long = math.hypot(x - center[0], z - center[1]) or 1.0
            face = camera.tone(paint, (sign * (x - center[0]) / long, 0.15, sign * (z - center[1]) / long))
            d = smooth(upper) + " L " + smooth(lower[::-1])[2:] + " Z"
            seams = (
                [f"M {a:.1f} {b:.1f} L {x1:.1f} {y1:.1f}" for (a, b), (x1, y1) in zip(upper[1:-1:2], lower[1:-1:2], strict=True)]
                if channels
                else []
            )
            lines = tuple(Line(one, 2.2, "", None, 0.4) for one in seams)
            parts.append(
                Part(
                    f"{name}-{label or 'in'}-{first}",
                    kind,
                    d,
                    face,
                    depth=0.45,
                    cast=0.2,
                    lines=lines,
                    folds=tuple(seams),
                    fold_width=12,
                )
            )
    ends = (
        [camera.spot((x, y, z)) for (x, z), y in zip(inner, tops, strict=True)],
        [camera.spot((x, y, z)) for (x, z), y in zip(outer, tops, strict=True)],
    )
    rim = smooth(ends[0]) + " L " + smooth(ends[1][::-1])[2:] + " Z"
    for n, where in ((0, "first"), (-1, "last")):
        if where not in ends_seen:
            continue
        cap = [
            (inner[n][0], foot, inner[n][1]),
            (inner[n][0], tops[n], inner[n][1]),
            (outer[n][0], tops[n], outer[n][1]),
            (outer[n][0], foot, outer[n][1]),
        ]
        parts.append(
            Part(
                f"{name}-end-{where}",
                kind,
                camera.path(cap, closed=True),
                camera.tone(paint, (0, 0, 1)),
                form="round",
                depth=0.5,
                cast=0.3,
            )
        )
    parts.append(Part(name, kind, rim, camera.tone(paint, (0, 1, 0)), depth=0.5, cast=0.0))
    solid = [(x, y, z) for line in (inner, outer) for (x, z), t in zip(line, tops, strict=True) for y in (foot, t)]
    return piece(parts, solid)


def _facing_runs(camera: Camera, line: Sequence[Point], sign: float, center: Point, foot: float) -> list[tuple[int, int]]:
    """The stretches of a wall's side whose faces are turned to the eye: first and last point of each."""
    eye, runs = camera.eye(), list[tuple[int, int]]()
    for n in range(len(line) - 1):
        (ax, az), (bx, bz) = line[n], line[n + 1]
        mx, mz = (ax + bx) / 2, (az + bz) / 2
        nx, nz = bz - az, ax - bx
        if (nx * (mx - center[0]) + nz * (mz - center[1])) * sign < 0:
            nx, nz = -nx, -nz
        if nx * (eye[0] - mx) + nz * (eye[2] - mz) <= 0:
            continue
        if runs and runs[-1][1] == n:
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return runs


def pillows(spec: Spec, rng: Random, camera: Camera, spots: Sequence[P3], *, always: bool = False) -> list[Piece]:
    """Scatter cushions leaning at some of the `spots` (the middle of each one's lower edge): always where the product names them
    among its parts.
    """
    if "cushion" not in spec.parts and not always and rng.random() > 0.2:
        return []
    chosen = rng.sample(list(spots), rng.randint(1, min(2, len(spots))))
    paint, half, tall = cover(spec, "cushion"), rng.uniform(17, 20), rng.uniform(34, 39)
    made = []
    for n, (x, y, z) in enumerate(sorted(chosen)):
        tilt = rng.uniform(-4, 4)
        at = corners((x - half, y, z - 3), (x + half, y + tall, z + 4), lean=(tilt, -rng.uniform(9, 13)))
        made.append(block(camera, f"cushion-{n + 1}", "cushion", paint, at, PILLOW))
    return made


def ottoman_seat(camera: Camera, name: str, kind: str, paint: Paint, center: P3, half: Point, thick: float) -> Piece:
    """A round or oval seat cushion."""
    x, y, z = center
    return drum(
        camera,
        name,
        kind,
        paint,
        circle((x, y, z), *half),
        circle((x, y + thick, z), half[0] - 1, half[1] - 1),
        form="round",
        soft=True,
        along=(0, 0, 1),
    )
