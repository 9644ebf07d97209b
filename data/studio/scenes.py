"""Training pictures: products on many backgrounds, at any size and tilt, in any light, and exactly where each part of them is.

A scene is painted a little larger than its picture and cropped, so that products may hang over the edge. Every mask comes from
the coverages that painted the picture.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from data.studio.any_spec import any_spec
from data.studio.cloth import LOOKS, material, tile
from data.studio.draw import TYPES, draw
from data.studio.drawing import Drawing
from data.studio.light import soft
from data.studio.painting import paint
from data.studio.palette import SHADES, rgb
from data.studio.raster import Floats
from data.studio.spec import Spec

Bytes = NDArray[np.uint8]
_MARGIN = 0.12
"""How much wider than the picture the scene is painted, on each side."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture (h, w, 3) and whose each pixel is: `index` (h, w) is 0 for the background, else n for the n-th entry of `parts`
    (from 1). `region` (h, w) is 1 or 2 where a pattern's first or second accent is seen. `label` is what the JSON line holds.
    """

    picture: Bytes
    index: Bytes
    region: Bytes
    label: dict[str, object]


def scene(seed: int, number: int, size: int = 448, types: Sequence[str] = tuple(TYPES)) -> Scene:
    """Scene `number` of this seed: one to four products of these types."""
    rng = Random(f"{seed}/scene/{number}")
    margin = round(size * _MARGIN)
    whole = size + 2 * margin
    color = _background(rng, whole)
    index, region = np.zeros((whole, whole), np.uint8), np.zeros((whole, whole), np.uint8)
    crop = (slice(margin, margin + size), slice(margin, margin + size))
    products: list[tuple[Spec, Drawing, int]] = []
    used = 0
    for place in _places(rng):
        spec = any_spec(rng, types)
        drawing = draw(spec)
        if used + len(drawing.parts) > 255:
            break
        painted = paint(drawing, whole, whole, _matrix(drawing, rng, place, whole))
        _throw_shadow(color, painted.alpha, rng, whole)
        color *= (1 - painted.alpha)[..., None]
        color += painted.color.transpose(1, 2, 0)
        mine = painted.alpha >= 0.5
        index[mine] = np.where(painted.index[mine] > 0, painted.index[mine] + used, 0)
        region[mine] = painted.region[mine]
        products.append((spec, drawing, used))
        used += len(drawing.parts)
    picture = _in_light(color[crop], rng)
    index, region = index[crop].copy(), region[crop].copy()
    return Scene(picture, index, region, _label(products, index, region, f"{number:06d}", size))


def _places(rng: Random) -> Sequence[tuple[float, float, float]]:
    """Middle x, middle y and extent of each product, as shares of the picture."""
    count = rng.choices((1, 2, 3, 4), (55, 25, 12, 8))[0]
    if count == 1:
        size = rng.uniform(0.45, 1.15)
        return ((rng.uniform(0.38, 0.62), rng.uniform(0.38, 0.62), size),)
    cells = [(0.27, 0.28), (0.73, 0.28), (0.27, 0.73), (0.73, 0.73)]
    if count == 2:
        cells = rng.choice(([(0.27, 0.5), (0.73, 0.5)], [(0.5, 0.27), (0.5, 0.73)], [(0.3, 0.3), (0.7, 0.7)]))
    rng.shuffle(cells)
    return tuple((x + rng.uniform(-0.07, 0.07), y + rng.uniform(-0.07, 0.07), rng.uniform(0.36, 0.62)) for x, y in cells[:count])


def _matrix(drawing: Drawing, rng: Random, place: tuple[float, float, float], whole: int) -> Floats:
    x0, y0, x1, y1 = drawing.box()
    cx, cy, extent = place
    size = whole / (1 + 2 * _MARGIN)
    k = extent * size / max(x1 - x0, y1 - y0)
    turn = rng.gauss(0, 9) if rng.random() < 0.8 else rng.uniform(-40, 40)
    flip = -1.0 if rng.random() < 0.3 else 1.0
    a = np.radians(turn + drawing.turn)
    linear = k * np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) @ np.diag((flip, 1.0))
    middle = np.array(((x0 + x1) / 2, (y0 + y1) / 2))
    to = np.array((cx, cy)) * size + (whole - size) / 2
    return np.column_stack((linear, to - linear @ middle)).astype(np.float32)


def _background(rng: Random, size: int) -> Floats:
    """Paper, a coloured wall, a wall above a floor, a surface of some material, or soft shapes out of focus: (h, w, 3), 0-1."""
    kind = rng.choices(("paper", "wall", "room", "surface", "clutter"), (34, 16, 18, 18, 14))[0]
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    tone = np.array(rgb(rng.choice(SHADES[rng.choice(tuple(SHADES))])), np.float32) / 255
    if kind == "paper":
        tone = np.float32(1) - (1 - tone) * np.float32(rng.uniform(0.0, 0.12))
    light = 1.02 - rng.uniform(0.03, 0.3) * np.hypot(x - rng.uniform(0.2, 0.8), y - rng.uniform(0.1, 0.7))
    picture = tone * light[..., None]
    if kind == "room":
        floor = np.array(rgb(rng.choice(SHADES[rng.choice(tuple(SHADES))])), np.float32) / 255
        line = rng.uniform(0.55, 0.85)
        picture = np.where((y > line)[..., None], floor * light[..., None], picture)
    if kind in ("surface", "room"):
        name = rng.choice(("wood", "linen", "canvas", "woven", "pile", "felt", "metal", "speckle", "tweed"))
        mark = tile(name, 2)
        scale = rng.uniform(0.5, 1.6)
        a = rng.uniform(0, np.pi)
        u, v = (x * np.cos(a) - y * np.sin(a)) * size * scale, (x * np.sin(a) + y * np.cos(a)) * size * scale
        grain = mark[v.astype(np.int32) % len(mark), u.astype(np.int32) % len(mark)]
        picture = picture * (1 + grain * np.float32(LOOKS[name].strength * rng.uniform(0.4, 1.2)))[..., None]
    if kind == "clutter":
        for _ in range(rng.randrange(4, 10)):
            ink = np.array(rgb(rng.choice(SHADES[rng.choice(tuple(SHADES))])), np.float32) / 255
            cx, cy, rx, ry = rng.random(), rng.random(), rng.uniform(0.05, 0.3), rng.uniform(0.05, 0.3)
            if rng.random() < 0.5:
                inside = (np.abs(x - cx) < rx) & (np.abs(y - cy) < ry)
            else:
                inside = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1
            share = soft(inside.astype(np.float32), rng.uniform(2, 14))[..., None]
            picture = picture * (1 - share) + ink * share
    return np.asarray(np.clip(picture, 0, 1), np.float32)


def _throw_shadow(color: Floats, alpha: Floats, rng: Random, size: int) -> None:
    """Darkens the scene behind a product, in place."""
    strength, reach = rng.uniform(0.1, 0.5), size * rng.uniform(0.008, 0.04)
    dx, dy = round(size * rng.uniform(-0.02, 0.03)), round(size * rng.uniform(0.0, 0.035))
    dark = soft(np.roll(alpha, (dy, dx), (0, 1)), reach)
    color *= (1 - np.clip(dark, 0, 1) * np.float32(strength))[..., None]


def _in_light(color: Floats, rng: Random) -> Bytes:
    """A camera's view of the scene: exposure, warmth, contrast, a little blur and noise."""
    warm = rng.gauss(0, 0.035)
    gain = np.array((1 + warm, 1, 1 - warm), np.float32) * np.float32(rng.uniform(0.78, 1.12))
    seen = np.clip(color * gain, 0, 1) ** np.float32(rng.uniform(0.85, 1.2))
    if rng.random() < 0.5:
        noise = np.random.default_rng(rng.randrange(2**32)).standard_normal(seen.shape[:2], dtype=np.float32)
        seen = seen + noise[..., None] * np.float32(rng.uniform(0.003, 0.02))
    picture = Image.fromarray((np.clip(seen, 0, 1) * 255).astype(np.uint8))
    if rng.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.1)))
    return np.asarray(picture)


def _label(products: Sequence[tuple[Spec, Drawing, int]], index: Bytes, region: Bytes, name: str, size: int) -> dict[str, object]:
    return {
        "picture": f"{name}.jpg",
        "parts_mask": f"{name}.parts.png",
        "regions_mask": f"{name}.regions.png",
        "size": size,
        "products": [_product(spec, drawing, before, index, region) for spec, drawing, before in products],
    }


def _product(spec: Spec, drawing: Drawing, before: int, index: Bytes, region: Bytes) -> dict[str, object]:
    mine = (index > before) & (index <= before + len(drawing.parts))
    parts = []
    for n, part in enumerate(drawing.parts, before + 1):
        seen = index == n
        area = int(seen.sum())
        if not area:
            continue
        paint = part.paint
        found: dict[str, object] = {
            "index": n, "name": part.name, "kind": part.kind, "color": paint.name, "hue": paint.color,
            "pattern": paint.pattern, "material": material(paint.texture), "area": area, "box": box_of(seen),
        }  # fmt: skip
        if paint.pattern != "plain":
            found["accents"] = {
                name: int((seen & (region == k)).sum())
                for k, name in enumerate(paint.accent_names, 1)
                if (seen & (region == k)).any()
            }
        parts.append(found)
    return {
        "type": spec.type, "silhouette": spec.silhouette, "color": spec.color, "pattern": spec.pattern,
        "material": material(spec.look), "surfaces": dict(spec.parts), "view": spec.view,
        "facts": [list(one) for one in drawing.facts], "area": int(mine.sum()), "box": box_of(mine), "parts": parts,
    }  # fmt: skip


def box_of(mask: NDArray[np.bool_]) -> list[float] | None:
    """[x0, y0, x1, y1] of the mask as shares of the picture; None where nothing is seen."""
    ys, xs = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
    if not len(ys):
        return None
    h, w = mask.shape
    return [round(float(v), 4) for v in (xs[0] / w, ys[0] / h, (xs[-1] + 1) / w, (ys[-1] + 1) / h)]


def write_scenes(
    to: Path, *, seed: int, count: int, size: int = 448, processes: int = 2, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Writes `count` pictures with their masks into the folder `to`, and one JSON line each into `labels.jsonl`, whose path it
    returns.
    """
    to.mkdir(parents=True, exist_ok=True)
    jobs = [(seed, number, size, str(to)) for number in range(count)]
    part = to / "labels.jsonl.partial"
    with part.open("w", encoding="utf-8") as file:
        for done, line in enumerate(_written(jobs, processes), 1):
            file.write(line + "\n")
            if progress:
                progress(done, count)
    return part.replace(to / "labels.jsonl")


def _written(jobs: Sequence[tuple[int, int, int, str]], processes: int) -> Iterator[str]:
    if processes < 2 or len(jobs) < 8:
        yield from map(_write, jobs)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(_write, jobs, chunksize=4)


def _write(job: tuple[int, int, int, str]) -> str:
    seed, number, size, folder = job
    made = scene(seed, number, size)
    name = f"{folder}/{number:06d}"
    Image.fromarray(made.index).save(f"{name}.parts.png", compress_level=4)
    Image.fromarray(made.region).save(f"{name}.regions.png", compress_level=4)
    Image.fromarray(made.picture).save(f"{name}.jpg", quality=92)
    return json.dumps(made.label, ensure_ascii=False)
