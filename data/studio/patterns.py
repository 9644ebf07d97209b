"""Surface patterns: seamless tiles in one or two accent colours, laid over a part's base colour.

Each pattern comes in several cuts (scale, direction, arrangement): the same cut is drawn the same every time. Tiles are drawn as
SVG once and looked up per pixel, so that a pattern follows folds and roundings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from random import Random

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from data.errors import ShopwindowError
from data.studio.figures import PATTERNS
from data.studio.palette import rgb
from data.studio.raster import Floats


class UnknownPattern(ShopwindowError):
    """A pattern or texture that the studio cannot draw."""


@dataclass(frozen=True, slots=True)
class PatternTile:
    """A tile in pixels: `color` (3, h, w) and `alpha` (h, w) 0-1, and in `region` (h, w) which accent each pixel shows: 1, 2, or
    0 where the base colour does. `across_x` and `across_y` are pixels a canvas unit.
    """

    color: Floats
    alpha: Floats
    region: NDArray[np.uint8]
    across_x: float
    across_y: float


def check_pattern(name: str) -> None:
    """Raises `UnknownPattern` listing the patterns there are."""
    if name != "plain" and name not in PATTERNS:
        raise UnknownPattern(f"unknown pattern {name!r}; the studio draws: plain, {', '.join(PATTERNS)}")


_RIM = 2
"""Pixels drawn around a tile and cut off again after it was softened."""


@lru_cache(maxsize=64)
def pattern_tile(name: str, base: str, accents: tuple[str, str], cut: str, scale: float) -> PatternTile:
    """The pattern's tile at about `scale` pixels a canvas unit, a little soft, so that it may be looked up pixel by pixel. Raises
    `UnknownPattern` listing those that exist.
    """
    check_pattern(name)
    w, h, inner = PATTERNS[name](Random(f"{cut}/{name}"), base, *accents)
    columns, rows = max(8, round(w * scale)), max(8, round(h * scale))
    whole = "".join(f'<g transform="translate({x:g} {y:g})">{inner}</g>' for y in (-h, 0, h) for x in (-w, 0, w))
    left, top = (columns % 2 / 2 + _RIM) * w / columns, (rows % 2 / 2 + _RIM) * h / rows
    wide, high = columns + 2 * _RIM, rows + 2 * _RIM
    view = f"{-left:.9g} {-top:.9g} {wide * w / columns:.9g} {high * h / rows:.9g}"
    size = f'width="{wide}" height="{high}" preserveAspectRatio="none"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" {size}>{whole}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=svg, width=wide, height=high, skip_system_fonts=True)
    image = Image.open(BytesIO(bytes(png))).convert("RGBa").filter(ImageFilter.BoxBlur(0.5))
    pixels = np.asarray(image.crop((_RIM, _RIM, _RIM + columns, _RIM + rows)), np.float32) * np.float32(1 / 255)
    planes = np.ascontiguousarray(np.roll(pixels, (-((rows + 1) // 2), -((columns + 1) // 2)), (0, 1)).transpose(2, 0, 1))
    color, alpha = planes[:3] / np.maximum(planes[3], np.float32(1e-3)), planes[3]
    return PatternTile(color, alpha, _region(color, alpha, (base, *accents)), columns / w, rows / h)


def _region(color: Floats, alpha: Floats, inks: tuple[str, ...]) -> NDArray[np.uint8]:
    """Which of the inks, the ground first, each pixel is nearest to once it is laid on the ground, (h, w)."""
    ground, *accents = (np.array(rgb(ink), np.float32)[:, None, None] * np.float32(1 / 255) for ink in inks)
    seen = ground + (color - ground) * alpha
    nearest = np.abs(seen - ground).sum(0) * np.float32(1.6)  # half of an accent is of it, not of the ground
    region = np.zeros(alpha.shape, np.uint8)
    for n, ink in enumerate(accents, 1):
        away = np.abs(seen - ink).sum(0)
        region[away < nearest] = n
        np.minimum(nearest, away, out=nearest)
    return region
