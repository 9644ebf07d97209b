"""What things are made of, as the eye meets it: small seamless tiles of light and dark at the scale of threads and pores.

A tile is made once from waves and filtered noise and looked up per pixel, which costs far less than a filter over the picture. A
`Look` adds how a material takes light: its gloss, and how much it creases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from data.studio.patterns import UnknownPattern
from data.studio.raster import Floats

UNIT = 2
"""Pixels of a full tile per canvas unit."""
_TURN = 2 * np.pi


@dataclass(frozen=True, slots=True)
class Look:
    """How a material looks: the tile's size in canvas units, how strongly it shows, gloss 0-1, and creasing in canvas units of
    height.
    """

    name: str
    tile: int
    strength: float
    gloss: float = 0.0
    drape: float = 1.0
    sharp: float = 1.0
    """How tightly the gloss is bundled: 1 satin, 4 glaze."""


LOOKS: Mapping[str, Look] = {
    one.name: one
    for one in (
        Look("", 64, 0.0, drape=1.0),
        Look("jersey", 64, 0.035),
        Look("poplin", 64, 0.03, drape=1.15),
        Look("knit", 60, 0.17, drape=0.55),
        Look("rib", 60, 0.17, drape=0.3),
        Look("cable", 120, 0.26, drape=0.3),
        Look("denim", 96, 0.13, drape=1.0),
        Look("canvas", 80, 0.09, drape=0.6),
        Look("linen", 128, 0.10, drape=1.5),
        Look("corduroy", 84, 0.19, drape=0.7),
        Look("tweed", 96, 0.20, drape=0.5),
        Look("felt", 96, 0.06, drape=0.45),
        Look("leather", 112, 0.08, gloss=0.5, drape=0.75, sharp=2.0),
        Look("calf", 112, 0.025, gloss=0.42, drape=0.3, sharp=2.0),
        Look("patent", 64, 0.0, gloss=1.0, drape=0.3, sharp=3.0),
        Look("suede", 96, 0.08, drape=0.35),
        Look("velvet", 160, 0.11, gloss=0.28, drape=0.9),
        Look("satin", 64, 0.01, gloss=0.45, drape=1.4),
        Look("mesh", 72, 0.20, drape=0.3),
        Look("nylon", 72, 0.05, gloss=0.3, drape=0.9),
        Look("fleece", 112, 0.12, drape=0.35),
        Look("boucle", 112, 0.24, drape=0.15),
        Look("wood", 260, 0.15, gloss=0.14, drape=0.0, sharp=1.5),
        Look("woven", 96, 0.24, drape=0.1),
        Look("cork", 96, 0.17, drape=0.0),
        Look("metal", 128, 0.045, gloss=0.8, drape=0.0, sharp=2.5),
        Look("ceramic", 160, 0.012, gloss=0.75, drape=0.0, sharp=4.0),
        Look("speckle", 160, 0.42, gloss=0.3, drape=0.0, sharp=2.0),
        Look("rubber", 96, 0.03, gloss=0.24, drape=0.0),
        Look("plastic", 64, 0.0, gloss=0.5, drape=0.0, sharp=2.5),
        Look("glass", 64, 0.0, gloss=1.0, drape=0.0, sharp=4.0),
        Look("pile", 120, 0.16, drape=0.0),
    )
}


def look(name: str) -> Look:
    """Raises `UnknownPattern` listing the materials' looks there are."""
    if name not in LOOKS:
        raise UnknownPattern(f"unknown texture {name!r}; the studio has: {', '.join(n for n in LOOKS if n)}")
    return LOOKS[name]


Field = NDArray[np.float64]
"""A tile while it is made, (n, n)."""


_WORDS: Mapping[str, str] = {
    "calf": "leather", "patent": "patent leather", "speckle": "stoneware", "jersey": "cotton", "poplin": "cotton", "rib": "knit",
    "cable": "cable knit", "pile": "wool", "": "cloth",
}  # fmt: skip


def material(name: str) -> str:
    """The word for what a look shows."""
    return _WORDS.get(name, name)


def _grid(size: int) -> tuple[Field, Field]:
    """x and y over a tile, each in tiles (0-1)."""
    at = (np.arange(size) + 0.5) / size
    x, y = np.meshgrid(at, at)
    return x, y


def _noise(size: int, low: float, high: float, seed: int, stretch: float = 1.0) -> Field:
    """Seamless noise of wavelengths `low` to `high` pixels, about -1 to 1; `stretch` draws it out along y."""
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft2(rng.standard_normal((size, size)))
    fy = np.fft.fftfreq(size)[:, None] * stretch
    fx = np.fft.rfftfreq(size)[None, :]
    wave = np.hypot(fx, fy)
    band = np.exp(-((wave * low) ** 2)) * (1 - np.exp(-((wave * high) ** 2)))
    field = np.fft.irfft2(spectrum * band, (size, size))
    return np.asarray(np.clip(field / (field.std() * 2.2), -1.3, 1.3), np.float64)


def _level(field: Field) -> Field:
    """The field about its mean."""
    return np.asarray(field - field.mean(), np.float64)


def _knit(s: int) -> Field:
    x, y = _grid(s)
    columns, rows = 5, 6
    u, v = (x * columns) % 1, (y * rows) % 1
    leg = np.abs(u - 0.5) * 2  # 0 in the middle of a stitch, 1 between two
    slant = (v + 0.62 * (1 - leg)) % 1
    yarn = np.sin(np.pi * slant) ** 0.7 * (1 - 0.5 * np.abs(leg - 0.5) * 2) - 0.35 * (leg > 0.93) - 0.22 * (leg < 0.06)
    return _level(yarn) * 1.7 + 0.25 * _noise(s, 2, 9, 1)


def _rib(s: int) -> Field:
    x, _ = _grid(s)
    wave = np.cos(_TURN * x * 5)
    return np.sign(wave) * np.abs(wave) ** 0.8 * 0.9 + 0.2 * _noise(s, 2, 10, 2, 0.5) + 0.22 * _rows(s, 10)


def _rows(s: int, count: int) -> Field:
    _, y = _grid(s)
    return np.cos(_TURN * y * count)


def _cable(s: int) -> Field:
    x, y = _grid(s)
    u = (x * 2) % 1 - 0.5
    twist = 0.16 * np.sin(_TURN * y * 1)
    strands = np.maximum(np.exp(-(((u - twist) / 0.1) ** 2)), np.exp(-(((u + twist) / 0.1) ** 2)) * 0.92)
    side = np.exp(-(((np.abs(u) - 0.42) / 0.05) ** 2)) * 0.6
    stitches = 0.16 * np.cos(_TURN * (y * 14 + np.abs(u) * 5))
    z = strands + side + stitches
    return _level(z) * 1.5


def _denim(s: int) -> Field:
    x, y = _grid(s)
    twill = np.cos(_TURN * (x * 16 + y * 16))
    slub = _noise(s, 2, 14, 3, 0.12)
    return 0.45 * twill * (0.7 + 0.3 * _noise(s, 3, 20, 4)) + 0.55 * slub + 0.25 * _noise(s, 1.5, 5, 5)


def _canvas(s: int) -> Field:
    x, y = _grid(s)
    weave = np.cos(_TURN * x * 10) * np.cos(_TURN * y * 10)
    return 0.6 * weave + 0.35 * _noise(s, 2, 9, 6, 0.2) + 0.35 * _noise(s, 2, 9, 7, 5)


def _linen(s: int) -> Field:
    return 0.6 * _noise(s, 2.2, 12, 8, 0.06) + 0.6 * _noise(s, 2.2, 12, 9, 16) + 0.2 * _noise(s, 1.5, 5, 10)


def _corduroy(s: int) -> Field:
    x, _ = _grid(s)
    wale = np.abs(np.sin(np.pi * x * 6)) ** 0.6
    return _level(wale) * 2.2 + 0.3 * _noise(s, 2, 12, 11, 0.4)


def _tweed(s: int) -> Field:
    x, y = _grid(s)
    fleck = np.where(_noise(s, 2, 6, 12) > 0.82, 1.1, 0.0)
    return 0.5 * np.cos(_TURN * (x * 12 + y * 12)) + 0.55 * _noise(s, 2, 8, 13) + fleck


def _leather(s: int) -> Field:
    rng = np.random.default_rng(14)
    points = rng.random((420, 2))
    x, y = _grid(s)
    x, y = x + 0.012 * _noise(s, 8, 60, 15), y + 0.012 * _noise(s, 8, 60, 16)
    near = np.full((2, s, s), 9.0)
    for px, py in points:
        dx, dy = np.abs(x - px), np.abs(y - py)
        away = np.minimum(dx, 1 - dx) ** 2 + np.minimum(dy, 1 - dy) ** 2
        second = np.minimum(near[1], np.maximum(near[0], away))
        near = np.stack((np.minimum(near[0], away), second))
    gap = np.sqrt(near[1]) - np.sqrt(near[0])
    cells = np.clip(gap * 60, 0, 1)
    return _level(cells) * 1.3 + 0.35 * _noise(s, 10, 80, 17)


def _velvet(s: int) -> Field:
    return 0.75 * _noise(s, 26, 160, 18, 0.6) + 0.35 * _noise(s, 1.6, 5, 19)


def _mesh(s: int) -> Field:
    x, y = _grid(s)
    a = np.cos(_TURN * x * 6) * np.cos(_TURN * y * 6)
    b = np.cos(_TURN * (x * 6 + 0.5)) * np.cos(_TURN * (y * 6 + 0.5))
    hole = np.maximum(a, b)
    return np.where(hole > 0.45, -1.5 * (hole - 0.45) / 0.55, 0.35).astype(np.float64)


def _nylon(s: int) -> Field:
    x, y = _grid(s)
    grid = np.maximum(np.cos(_TURN * x * 6), np.cos(_TURN * y * 6))
    return np.where(grid > 0.93, -0.8, 0.12) + 0.2 * _noise(s, 2, 8, 20)


def _boucle(s: int) -> Field:
    loops = _noise(s, 7, 16, 21)
    return np.sign(loops) * np.abs(loops) ** 0.8 + 0.3 * _noise(s, 2, 6, 22)


def _wood(s: int) -> Field:
    x, _ = _grid(s)
    warp = 0.10 * _noise(s, 60, 400, 23, 4)
    rings = np.cos(_TURN * (x + warp) * 7) + 0.45 * np.cos(_TURN * (x + warp * 1.3) * 19)
    return 0.35 * rings + 0.5 * _noise(s, 2, 12, 24, 30) - 0.4 * (_noise(s, 2, 9, 25, 16) > 0.85)


def _woven(s: int) -> Field:
    x, y = _grid(s)
    n = 6
    over = ((np.floor(x * n) + np.floor(y * n)) % 2) == 0
    u, v = (x * n) % 1, (y * n) % 1
    strand = np.where(over, np.sin(np.pi * v) ** 0.5 * (0.75 + 0.25 * np.sin(np.pi * u)),
                      np.sin(np.pi * u) ** 0.5 * (0.62 + 0.25 * np.sin(np.pi * v)))  # fmt: skip
    return _level(strand) * 2.2 + 0.3 * _noise(s, 2, 8, 26)


def _cork(s: int) -> Field:
    pores = np.where(_noise(s, 4, 14, 28) > 0.75, 1.0, 0.0)
    return 0.5 * _noise(s, 4, 12, 27) - pores + 0.3 * _noise(s, 2, 4, 29)


def _metal(s: int) -> Field:
    return _noise(s, 2, 60, 30, 22) * 0.9


def _speckle(s: int) -> Field:
    big, small = (np.clip((_noise(s, *band) - at) * 8, 0, 1) for *band, at in ((3.4, 12, 31, 0.86), (2, 6, 32, 0.95)))
    return np.asarray(-1.2 * big - 0.5 * small, np.float64)


def _pile(s: int) -> Field:
    return 0.8 * _noise(s, 2.5, 9, 33) + 0.5 * _noise(s, 14, 90, 34)


_MAKE: Mapping[str, Callable[[int], Field]] = {
    "jersey": lambda s: _rows(s, 12) * 0.4 + 0.8 * _noise(s, 2, 9, 35, 0.5),
    "poplin": lambda s: 0.7 * _noise(s, 2, 8, 36, 0.1) + 0.7 * _noise(s, 2, 8, 37, 9),
    "knit": _knit, "rib": _rib, "cable": _cable, "denim": _denim, "canvas": _canvas, "linen": _linen, "corduroy": _corduroy,
    "tweed": _tweed, "leather": _leather, "velvet": _velvet, "mesh": _mesh, "nylon": _nylon, "boucle": _boucle, "wood": _wood,
    "woven": _woven, "cork": _cork, "metal": _metal, "speckle": _speckle, "pile": _pile,
    "calf": lambda s: _noise(s, 1.6, 6, 45) + 0.6 * _noise(s, 12, 60, 46),
    "felt": lambda s: _noise(s, 2, 14, 38), "suede": lambda s: _noise(s, 1.8, 7, 39) + 0.5 * _noise(s, 20, 120, 40),
    "fleece": lambda s: _noise(s, 4, 14, 41), "satin": lambda s: _noise(s, 2, 20, 42, 8),
    "rubber": lambda s: _noise(s, 1.6, 5, 43), "ceramic": lambda s: _noise(s, 20, 120, 44),
}  # fmt: skip


@lru_cache(maxsize=128)
def tile(name: str, shrink: int) -> Floats:
    """The material's tile, (n, n), about -1 to 1; `shrink` is a power of two by which the full one (`UNIT` pixels a canvas unit)
    is averaged down.
    """
    whole = np.clip(_MAKE[name](LOOKS[name].tile * UNIT), -1.6, 1.6).astype(np.float32)
    if shrink == 1:
        return whole
    side = len(whole) // shrink
    return np.asarray(Image.fromarray(whole).resize((side, side), Image.Resampling.BOX))
