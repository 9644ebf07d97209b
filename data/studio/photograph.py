"""The studio itself: backdrop, shadow and product become a picture.

The renderer draws the product alone; backdrop and shadow are composed in Pillow, which costs a tenth of radial gradients and
blurs in SVG.
"""

from __future__ import annotations

import math
from functools import lru_cache
from io import BytesIO
from random import Random

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from data.studio.drawing import Drawing
from data.studio.palette import rgb
from data.studio.patterns import texture_svg
from data.studio.shape import AXIS, SIZE

TONES = ("#f7f5f1", "#f5f4f2", "#f6f3ed", "#f3f4f4", "#f7f4f2")
_SHADOW = (58, 52, 47)


def render(svg: str, width: int = 640) -> Image.Image:
    """The SVG as an RGBA image of `width` x `width` pixels."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    return Image.open(BytesIO(bytes(png))).convert("RGBA")


def photograph(drawing: Drawing, width: int = 640) -> Image.Image:
    """The drawing in the studio, as an RGB image of `width` x `width` pixels."""
    rng = Random(f"{drawing.seed}/studio")
    product = _textured(drawing, render(drawing.svg(), width))
    picture = _backdrop(rng.randrange(len(TONES)), drawing.ground == "floor", width).copy()
    picture.paste(_SHADOW, (0, 0), _shadow(drawing, product.getchannel("A"), width))
    picture.paste(product, (0, 0), product)
    return picture


def _textured(drawing: Drawing, product: Image.Image) -> Image.Image:
    """Lays each part's texture over it. Pixels are looked up in a small tile: the renderer's own tiles cost ten times as much."""
    wanted = {n: p for n, p in enumerate(drawing.parts, 1) if p.paint.texture}
    if not wanted:
        return product
    width = product.width
    index = np.asarray(render(drawing.index_svg(), width).getchannel("R"))
    pixels = np.array(product)
    for n, part in wanted.items():
        ys, xs = np.nonzero(index == n)
        if not len(ys):
            continue
        w, h, tile = _tile(part.paint.texture)
        x, y = drawing.unplaced((xs * (SIZE / width)).astype(np.float32), (ys * (SIZE / width)).astype(np.float32))
        a = math.radians(-part.grain)
        u, v = (x - AXIS) * math.cos(a) - (y - 300) * math.sin(a), (x - AXIS) * math.sin(a) + (y - 300) * math.cos(a)
        rows, columns = tile.shape[:2]  # the modulo again: rounding can lift a number just below w to w
        mark = tile[(v * (rows / h)).astype(np.intp) % rows, (u * (columns / w)).astype(np.intp) % columns]
        base = pixels[ys, xs, :3].astype(np.float32)
        pixels[ys, xs, :3] = base + (mark[:, :1] - base) * mark[:, 1:]
    return Image.fromarray(pixels, "RGBA")


@lru_cache(maxsize=32)
def _tile(name: str) -> tuple[float, float, NDArray[np.float32]]:
    """Width and height in canvas units, and (h, w, 2): the gray of the mark (0-255) and its opacity (0-1), at 2 pixels a unit."""
    w, h, svg = texture_svg(name)
    tile = np.asarray(render(svg, round(w * 2))).astype(np.float32)
    return w, h, np.dstack((tile[..., 0], tile[..., 3] / 255))


def webp(picture: Image.Image, *, limit: int = 45_000) -> bytes:
    """The picture as WebP of at most `limit` bytes: quality gives way, never the size in pixels."""
    data = b""
    for quality in (88, 80, 70, 58, 45, 30):
        out = BytesIO()
        picture.save(out, "WEBP", quality=quality, method=2)
        data = out.getvalue()
        if len(data) <= limit:
            break
    return data


@lru_cache(maxsize=32)
def _backdrop(tone: int, floor: bool, width: int) -> Image.Image:
    """Off-white paper, a little lighter behind the product; where a thing stands, the paper's sweep to the floor."""
    y, x = np.mgrid[0:width, 0:width].astype(np.float32) / width
    away = np.sqrt((x - 0.48) ** 2 + (y - 0.42) ** 2)
    light = 1.012 - 0.085 * np.clip(away - 0.12, 0, None)
    if floor:
        sweep = 1 / (1 + np.exp(-(y - 0.66) * 26))
        light = light - 0.022 * sweep + 0.020 * sweep * np.clip((y - 0.66) * 3, 0, 1)
    base = np.array(rgb(TONES[tone]), dtype=np.float32)
    return Image.fromarray(np.clip(base * light[..., None], 0, 255).astype(np.uint8), "RGB")


def _shadow(drawing: Drawing, alpha: Image.Image, width: int) -> Image.Image:
    """How dark the shadow is at each pixel (mode L). Blurred small and enlarged: soft things need no pixels."""
    small = 160
    shadow = Image.new("L", (small, small), 0)
    touched = alpha.getbbox()
    if drawing.ground == "floor" and touched:
        x0, _, x1, y1 = (v * small / width for v in touched)
        pen, half = ImageDraw.Draw(shadow), (x1 - x0) / 2
        high = max(5.0, half * 0.16)
        pen.ellipse((x0 - half * 0.05, y1 - high, x1 + half * 0.1, y1 + high * 0.75), fill=74)
        shadow = shadow.filter(ImageFilter.GaussianBlur(5))
        contact = Image.new("L", (small, small), 0)
        ImageDraw.Draw(contact).ellipse((x0 + half * 0.03, y1 - high * 0.55, x1 - half * 0.03, y1 + high * 0.22), fill=150)
        shadow.paste(255, (0, 0), contact.filter(ImageFilter.GaussianBlur(2.2)))
    else:
        flat = alpha.resize((small, small), Image.Resampling.BOX)
        for shift, blur, strength in (((2, 4), 4.0, 0.26), ((1, 1), 1.2, 0.22)):
            layer = Image.new("L", (small, small), 0)
            layer.paste(flat.point([int(v * strength) for v in range(256)]), shift)
            shadow.paste(255, (0, 0), layer.filter(ImageFilter.GaussianBlur(blur)))
    return shadow.resize((width, width), Image.Resampling.BICUBIC)
