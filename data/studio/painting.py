"""From a drawing to pixels and masks, part by part from front to back.

Each part takes what is left of every pixel that it covers, coloured by its paint (pattern, material) and lit by its relief, and
throws a soft shadow on what lies behind it. The same coverages say whose each pixel is: `Painted.index`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from data.studio.cloth import UNIT, Look, look, tile
from data.studio.drawing import Drawing, Form, Line, Part
from data.studio.light import Relief, creases, relief, soft
from data.studio.palette import darker, lighter, luminance, rgb
from data.studio.patterns import pattern_tile
from data.studio.raster import Floats, Window, filled, placed, stroked, window_of
from data.studio.shape import AXIS, blade

SHADOW = 13.0
"""How far a part's shadow reaches over the parts behind it, in canvas units; twice that and it is gone."""
_SHADOW_SHIFT = (0.28, 0.5)
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Painted:
    """A product alone, on nothing.

    `color` (3, h, w) is premultiplied by `alpha` (h, w), both 0-1; planes of one colour are several times faster to work on than
    pixels of three. `index` (h, w) is n where part n (from 1) is what is seen, 0
    where nothing is. `region` (h, w) is 1 or 2 where a pattern's first or second accent is seen, else 0.
    """

    color: Floats
    alpha: Floats
    index: Bytes
    region: Bytes


def paint(drawing: Drawing, width: int, height: int | None = None, matrix: Floats | None = None) -> Painted:
    """The drawing in pixels. `matrix` (2, 3) places it (canvas units to pixels); without one it stands as in a shop."""
    height = height or width
    matrix = drawing.placing(width) if matrix is None else matrix
    canvas = Painted(
        np.zeros((3, height, width), np.float32),
        np.zeros((height, width), np.float32),
        np.zeros((height, width), np.uint8),
        np.zeros((height, width), np.uint8),
    )
    light = np.ones((height, width), np.float32)
    for n in range(len(drawing.parts), 0, -1):
        _paint_part(canvas, light, drawing.parts[n - 1], n, drawing.seed, matrix)
    return canvas


def coverage(part: Part, matrix: Floats, width: int, height: int) -> tuple[Window, Floats] | None:
    """The part's whole outline, whatever hides it: the window it lies in and its coverage 0-1; None outside the picture."""
    return _covering(part.d, part.within, matrix, width, height)


def _covering(d: str, within: str, matrix: Floats, width: int, height: int) -> tuple[Window, Floats] | None:
    pieces = placed(d, matrix)
    window = window_of(pieces, width, height)
    if window.empty or window.x + window.w > width or window.y + window.h > height:
        window = Window(window.x, window.y, min(window.w, width - window.x) & ~1, min(window.h, height - window.y) & ~1)
    if window.empty:
        return None
    covered = filled(pieces, window)
    if within:
        covered = covered * filled(placed(within, matrix), window)
    return window, covered


def _paint_part(canvas: Painted, light: Floats, part: Part, n: int, seed: int, matrix: Floats) -> None:
    """Adds the part behind what is there. `light` (h, w) is what the shadows of the parts before it leave, and takes its own.

    What is left of a pixel is filled, as if no two parts shared an edge: where two meet, nothing behind them shines through.
    """
    height, width = canvas.alpha.shape
    form = _Form.of(part, seed, matrix, width, height)
    found = _formed(form)
    if found is None:
        return
    window, covered, leans, rim = found
    here = (window.rows, window.columns)
    share = np.minimum(covered, 1 - canvas.alpha[here])
    seen = _bounds(share > 0)
    if seen is not None:
        at = Window(window.x + seen.x, window.y + seen.y, seen.w, seen.h)
        color, region = _surface(part, form, window, leans, rim, seen)
        here = (at.rows, at.columns)
        share, covered_here = share[seen.rows, seen.columns], covered[seen.rows, seen.columns]
        canvas.color[(slice(None), *here)] += color * (share * light[here])
        canvas.alpha[here] += share
        mine = (covered_here >= 0.5) & (canvas.index[here] == 0)
        canvas.index[here][mine] = n
        if region is not None:
            canvas.region[here][mine] = region[mine]
    if part.cast > 0 and n > 1:
        there, left = _shaded(form, part.cast)
        light[there.rows, there.columns] *= left


def shadow(window: Window, covered: Floats, cast: float, scale: float, width: int, height: int) -> tuple[Window, Floats]:
    """The shadow that a part throws on what is behind it: the window it falls in, and how dark it is there, 0-1. The part's own
    window and coverage are given; `scale` is pixels a canvas unit.
    """
    reach = max(1.0, SHADOW * scale * min(cast, 2.0))
    grow = int(2 * reach) + 2
    x0, y0 = max(0, window.x - grow), max(0, window.y - grow)
    x1, y1 = min(width, window.x + window.w + grow), min(height, window.y + window.h + grow)
    around = np.zeros((y1 - y0, x1 - x0), np.float32)
    dx, dy = round(reach * _SHADOW_SHIFT[0]), round(reach * _SHADOW_SHIFT[1])
    top, left = window.y - y0, window.x - x0
    part = covered[: max(0, around.shape[0] - top - dy), : max(0, around.shape[1] - left - dx)]
    around[top + dy : top + dy + part.shape[0], left + dx : left + dx + part.shape[1]] = part
    dark = soft(around, reach) * np.float32(0.36 * min(cast, 1.3))
    return Window(x0, y0, x1 - x0, y1 - y0), np.clip(dark, 0, 0.6, out=dark)


def _bounds(seen: NDArray[np.bool_]) -> Window | None:
    """The smallest window with all that is seen, and a margin of two pixels for what is interpolated; its corner is even."""
    rows, columns = np.nonzero(seen.any(1))[0], np.nonzero(seen.any(0))[0]
    if not len(rows):
        return None
    h, w = seen.shape
    y, x = max(0, int(rows[0]) - 2) & ~1, max(0, int(columns[0]) - 2) & ~1
    return Window(x, y, min(w, (int(columns[-1]) + 4) & ~1) - x, min(h, (int(rows[-1]) + 4) & ~1) - y)


@dataclass(frozen=True, slots=True)
class _Form:
    """All that decides a part's place and relief, and nothing of its colours: a product's colours share it."""

    d: str
    within: str
    form: Form
    depth: float
    grain: float
    folds: tuple[str, ...]
    lights: tuple[str, ...]
    fold_width: float
    drape: float
    creased: str
    place: tuple[float, ...]
    width: int
    height: int

    @classmethod
    def of(cls, part: Part, seed: int, matrix: Floats, width: int, height: int) -> _Form:
        return cls(
            part.d, part.within, part.form, part.depth, part.grain, part.folds, part.lights, part.fold_width,
            look(part.paint.texture).drape, f"{seed}/{part.name}", tuple(matrix.ravel().tolist()), width, height,
        )  # fmt: skip

    @property
    def matrix(self) -> Floats:
        return np.array(self.place, np.float32).reshape(2, 3)

    @property
    def scale(self) -> float:
        """Pixels a canvas unit."""
        return float(np.hypot(self.place[0], self.place[3]))


@lru_cache(maxsize=48)
def _formed(form: _Form) -> tuple[Window, Floats, Relief, Floats] | None:
    """The window a part lies in, its coverage there, its relief at half that size (in windows under 8 pixels, at that), and
    its rim: 1 in pixels at its edge.
    """
    found = _covering(form.d, form.within, form.matrix, form.width, form.height)
    if found is None:
        return None
    window, covered = found
    half = np.asarray(Image.fromarray(covered).reduce(2)) if min(covered.shape) >= 8 else covered
    inner = covered.copy()
    np.minimum(inner[1:], covered[:-1], out=inner[1:])
    np.minimum(inner[:-1], covered[1:], out=inner[:-1])
    np.minimum(inner[:, 1:], covered[:, :-1], out=inner[:, 1:])
    np.minimum(inner[:, :-1], covered[:, 1:], out=inner[:, :-1])
    return window, covered, _relief(form, window, half, covered.shape[0] // half.shape[0]), covered - inner


@lru_cache(maxsize=48)
def _shaded(form: _Form, cast: float) -> tuple[Window, Floats]:
    """What the part's shadow leaves of the light behind it."""
    found = _formed(form)
    assert found
    there, dark = shadow(found[0], found[1], cast, form.scale, form.width, form.height)
    return there, 1 - dark


def _surface(part: Part, form: _Form, window: Window, leans: Relief, rim: Floats, seen: Window) -> tuple[Floats, Bytes | None]:
    """The part's colours where it is seen, (3, h, w), and which accent of its pattern is where. `seen` lies within `window`."""
    paint, made, scale = part.paint, look(part.paint.texture), form.scale
    inner = _half(seen, window.h // leans.x.shape[0])
    leans = Relief(leans.x[inner], leans.y[inner], leans.edge[inner])
    shape = (seen.h, seen.w)
    at = Window(window.x + seen.x, window.y + seen.y, seen.w, seen.h)
    bright = luminance(paint.color)
    gain, glow = _light(leans, bright, made, min(1.0, made.gloss + paint.gloss))
    region: Bytes | None = None
    textured, patterned = made.strength > 0, paint.pattern != "plain"
    base = _ink(paint.color)
    if textured or patterned:
        u, v = _cloth_places(form, at, seen)
        if patterned:
            base, region = _patterned(part, u, v, scale, base)
        if textured:
            grain = _looked_up(made, u, v, scale) * np.float32(made.strength * (0.62 + 0.7 * (1 - bright)))
            gain, glow = _grown(gain, shape), _grown(glow, shape)
            glow = glow + np.maximum(grain, 0) * gain * np.float32(0.12 * (1 - bright))
            gain = gain * (1 + grain)
    color = base * _grown(gain, shape)
    color += _grown(glow, shape)
    np.clip(color, 0, 1, out=color)
    _marked(color, part, form.place, at, bright)
    if part.outline:
        tone = _ink(darker(paint.color, 0.42 if bright > 0.2 else 0.6))
        color += (tone - color) * (rim[seen.rows, seen.columns] * np.float32(0.34 * min(1.0, part.outline)))
    return color, region


def _light(leans: Relief, bright: float, made: Look, gloss: float) -> tuple[Floats, Floats]:
    """How much of its own colour the surface shows, and how much white: what it takes from the lamp, and what it mirrors."""
    lit = leans.lit()
    fall, rise = np.minimum(lit, 0), np.maximum(lit, 0)
    gain = 1 + np.float32(0.50) * fall + np.float32(0.13 + 0.1 * (1 - bright)) * rise
    gain *= np.float32(0.74) + np.float32(0.26) * leans.edge
    glow = np.float32(0.035 + 0.085 * (1 - bright)) * rise
    if gloss > 0:
        spot = np.exp(-(((lit - np.float32(0.62)) * np.float32(1.9 * made.sharp)) ** 2))
        glow = glow + spot * np.float32(gloss * 0.34)
        gain = gain + np.minimum(lit + np.float32(0.1), 0) * np.float32(0.16 * gloss)
    return np.asarray(gain, np.float32), glow


def _relief(form: _Form, window: Window, half: Floats, less: int) -> Relief:
    """The relief at the size of `half`, which is `less` times smaller than its window."""
    h, w = half.shape
    s = form.scale / less
    small = form.matrix / np.float32(less)
    small[:, 2] -= (window.x / less, window.y / less)
    there = Window(0, 0, w & ~1, h & ~1)
    presses = []
    for curves, sign in ((form.folds, -1.0), (form.lights, 1.0)):
        if not curves or there.empty:
            continue
        wide = max(1.5, form.fold_width * s)
        pressed = np.zeros_like(half)
        inside = pressed[: there.h, : there.w]
        for d in curves:
            np.maximum(inside, filled(placed(blade(d, form.fold_width * 1.5), small), there), out=inside)
        presses.append((soft(pressed, wide * 0.6), sign * wide * 0.42))
    drape = _drape(form, small, h, w, s) if form.drape > 0 and form.form != "ball" else None
    ys, xs = np.nonzero(half > 0.5)
    size = float(min(np.ptp(xs), np.ptp(ys))) + 1 if len(xs) else 1.0
    return relief(half, size=size, form=form.form, depth=form.depth, presses=presses, drape=drape, scale=s)


def _drape(form: _Form, small: Floats, h: int, w: int, scale: float) -> Floats:
    """The wrinkles of the cloth, in pixels of height, (h, w)."""
    x, y = _canvas_places(small, h, w)
    field = creases()
    n = len(field)
    a = np.radians(form.grain)
    start = zlib.crc32(form.creased.encode()) % (n * n)
    u = (x * np.cos(a) + y * np.sin(a)) * 0.72 + start % n
    v = (y * np.cos(a) - x * np.sin(a)) * 0.45 + start // n
    height = field[v.astype(np.intp) % n, u.astype(np.intp) % n] * np.float32(form.drape * 10.0 * scale)
    return soft(height, 2.2)


def _canvas_places(matrix: Floats, h: int, w: int, x0: float = 0, y0: float = 0) -> tuple[Floats, Floats]:
    """The canvas units, x and y, of every pixel of an (h, w) window that begins at (x0, y0): `matrix` undone."""
    inverse = np.linalg.inv(np.vstack((matrix, (0, 0, 1)))).astype(np.float32)
    px, py = np.arange(w, dtype=np.float32) + (x0 + 0.5), (np.arange(h, dtype=np.float32) + (y0 + 0.5))[:, None]
    return inverse[0, 0] * px + inverse[0, 1] * py + inverse[0, 2], inverse[1, 0] * px + inverse[1, 1] * py + inverse[1, 2]


@lru_cache(maxsize=32)
def _cloth_places(form: _Form, at: Window, seen: Window) -> tuple[Floats, Floats]:
    """Where each pixel lies on the cloth, in canvas units: turned by the grain, and drawn together where the surface leans."""
    found = _formed(form)
    assert found
    window, _, leans, _ = found
    shape, inner = (seen.h, seen.w), _half(seen, window.h // leans.x.shape[0])
    at_x, at_y = _canvas_places(form.matrix, *shape, at.x, at.y)
    at_x, at_y = at_x - 7 * _grown(leans.x[inner], shape), at_y - 7 * _grown(leans.y[inner], shape)
    a = np.float32(np.radians(-form.grain))
    cos, sin = np.cos(a), np.sin(a)
    at_x -= AXIS
    at_y -= 300
    return at_x * cos - at_y * sin, at_x * sin + at_y * cos


def _half(seen: Window, less: int) -> tuple[slice, slice]:
    """The rows and columns of `seen` in an array that is `less` times smaller."""
    return slice(seen.y // less, (seen.y + seen.h) // less), slice(seen.x // less, (seen.x + seen.w) // less)


def _looked_up(made: Look, u: Floats, v: Floats, scale: float) -> Floats:
    shrink = 1 if scale > 1.1 else 2 if scale > 0.42 else 4
    mark = tile(made.name, shrink)
    k = np.float32(UNIT / shrink)
    n = len(mark)
    return np.take(mark.ravel(), (v * k).astype(np.int32) % n * n + (u * k).astype(np.int32) % n)


def _patterned(part: Part, u: Floats, v: Floats, scale: float, base: Floats) -> tuple[Floats, Bytes]:
    """The pattern laid on the base colour, (3, h, w), and which accent is where."""
    paint = part.paint
    mark = pattern_tile(paint.pattern, paint.color, paint.accents, paint.cut, max(0.2, round(scale * 2, 1)))
    rows, columns = mark.alpha.shape
    ys = (v * np.float32(mark.across_y)).astype(np.int32) % rows
    xs = (u * np.float32(mark.across_x)).astype(np.int32) % columns
    at = ys * columns + xs
    share = np.take(mark.alpha.ravel(), at)
    color = np.take(mark.color.reshape(3, -1), at, axis=1)
    color *= share
    color += base * (1 - share)
    return color, np.take(mark.region.ravel(), at)


def _grown(image: Floats, shape: tuple[int, int]) -> Floats:
    if image.shape == shape:
        return image
    return np.asarray(Image.fromarray(image).resize((shape[1], shape[0]), Image.Resampling.BILINEAR))


def _marked(color: Floats, part: Part, place: tuple[float, ...], window: Window, bright: float) -> None:
    """Draws the crisp lines on the part, and the line around it, into `color`."""
    tones: dict[tuple[str, float], list[Line]] = {}
    for one in part.lines:
        if not one.d:
            continue
        tone = one.color or (darker(part.paint.color, 0.5) if bright > 0.22 else lighter(part.paint.color, 0.3))
        tones.setdefault((tone, one.opacity), []).append(one)
    for (tone, opacity), lines in tones.items():
        found = _strokes(tuple((one.d, one.width, one.dash) for one in lines), place, window)
        if found is None:
            continue
        spot, ink = found
        under = color[:, spot.y - window.y : spot.y - window.y + spot.h, spot.x - window.x : spot.x - window.x + spot.w]
        under += (_ink(tone) - under) * (ink * np.float32(opacity))


@lru_cache(maxsize=256)
def _ink(color: str) -> Floats:
    """A colour as planes of one pixel, (3, 1, 1), 0-1."""
    return (np.array(rgb(color), np.float32) * np.float32(1 / 255))[:, None, None]


@lru_cache(maxsize=64)
def _strokes(lines: tuple[tuple[str, float, str], ...], place: tuple[float, ...], window: Window) -> tuple[Window, Floats] | None:
    """Where these lines (path, width, dash) lie within the window, and their coverage there; None where they are not in it."""
    matrix = np.array(place, np.float32).reshape(2, 3)
    drawn = [(placed(d, matrix), width, _dash(dash)) for d, width, dash in lines]
    reach = int(max(width for _, width, _ in lines) * float(np.hypot(place[0], place[3]))) + 2
    there = window_of(tuple(p for pieces, _, _ in drawn for p in pieces), window.x + window.w, window.y + window.h, reach)
    x0, y0 = max(there.x, window.x), max(there.y, window.y)
    x1, y1 = min(there.x + there.w, window.x + window.w), min(there.y + there.h, window.y + window.h)
    if x1 <= x0 or y1 <= y0:
        return None
    spot = Window(x0, y0, x1 - x0, y1 - y0)
    return spot, stroked(drawn, matrix, spot)


def _dash(words: str) -> tuple[float, ...]:
    return tuple(map(float, words.split()))
