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


@lru_cache(maxsize=64)
def pattern_tile(name: str, base: str, accents: tuple[str, str], cut: str, scale: float) -> PatternTile:
    """The pattern's tile at about `scale` pixels a canvas unit, a little soft, so that it may be looked up pixel by pixel. Raises
    `UnknownPattern` listing those that exist.
    """
    check_pattern(name)
    w, h, inner = PATTERNS[name](Random(f"{cut}/{name}"), base, *accents)
    columns, rows = max(8, round(w * scale)), max(8, round(h * scale))
    whole = "".join(f'<g transform="translate({x:g} {y:g})">{inner}</g>' for y in (-h, 0, h) for x in (-w, 0, w))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-w / 2:g} {-h / 2:g} {2 * w:g} {2 * h:g}" preserveAspectRatio="none" '
        f'width="{2 * columns}" height="{2 * rows}">{whole}</svg>'
    )
    png = resvg_py.svg_to_bytes(svg_string=svg, width=2 * columns, height=2 * rows, skip_system_fonts=True)
    image = Image.open(BytesIO(bytes(png))).convert("RGBa").filter(ImageFilter.BoxBlur(0.5))
    image = image.crop((columns // 2, rows // 2, columns // 2 + columns, rows // 2 + rows))
    pixels = np.asarray(image, np.float32) * np.float32(1 / 255)
    pixels = np.roll(pixels, (-((rows + 1) // 2), -((columns + 1) // 2)), (0, 1))
    alpha = pixels[..., 3]
    color = pixels[..., :3] / np.maximum(alpha, np.float32(1e-3))[..., None]
    inks = np.array([rgb(ink) for ink in (base, *accents)], np.float32) * np.float32(1 / 255)
    seen = inks[0] * (1 - alpha)[..., None] + color * alpha[..., None]
    away = np.abs(seen[:, :, None] - inks).sum(-1)
    away[..., 0] *= 1.6  # half of an accent is of it, not of the ground
    region = away.argmin(-1).astype(np.uint8)
    return PatternTile(np.ascontiguousarray(color.transpose(2, 0, 1)), np.ascontiguousarray(alpha), region, columns / w, rows / h)
