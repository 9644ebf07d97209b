"""The studio itself: backdrop, shadow and product become a picture."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from data.studio.drawing import Drawing
from data.studio.painting import Painted, paint
from data.studio.palette import rgb
from data.studio.raster import Floats

TONES = ("#f7f5f1", "#f5f4f2", "#f6f3ed", "#f3f4f4", "#f7f4f2")
_SHADOW = np.array((58, 52, 47), np.float32)[:, None, None] / 255


def photograph(drawing: Drawing, width: int = 640) -> Image.Image:
    """The drawing in the studio, as an RGB image of `width` x `width` pixels."""
    return in_studio(drawing, paint(drawing, width))


def in_studio(drawing: Drawing, product: Painted) -> Image.Image:
    """A painted product on its paper, with its shadow."""
    rng = Random(f"{drawing.seed}/studio")
    width = product.alpha.shape[1]
    paper, plain = _backdrop(rng.randrange(len(TONES)), drawing.ground == "floor", width)
    dark = _shadow(drawing, product.alpha)
    pixels = plain.copy()
    touched = Image.fromarray(((dark > 0.004) | (product.alpha > 0)).view(np.uint8)).getbbox()
    if touched is None:
        return Image.fromarray(pixels, "RGB")
    x0, y0, x1, y1 = touched
    here = (slice(y0, y1), slice(x0, x1))
    planes = (slice(None), *here)
    seen = _SHADOW - paper[planes]
    seen *= dark[here]
    seen += paper[planes]
    seen *= 1 - product.alpha[here]
    seen += product.color[planes]
    seen *= 255
    pixels[here] = np.clip(seen, 0, 255, out=seen).astype(np.uint8).transpose(1, 2, 0)
    return Image.fromarray(pixels, "RGB")


def webp(picture: Image.Image, *, limit: int = 45_000) -> bytes:
    """The picture as WebP of at most `limit` bytes: quality gives way, never the size in pixels."""
    data = b""
    for quality in (84, 74, 62, 48, 34, 20, 8):
        out = BytesIO()
        picture.save(out, "WEBP", quality=quality, method=0)
        data = out.getvalue()
        if len(data) <= limit:
            break
    return data


@lru_cache(maxsize=32)
def _backdrop(tone: int, floor: bool, width: int) -> tuple[Floats, NDArray[np.uint8]]:
    """Off-white paper, a little lighter behind the product; where a thing stands, the paper's sweep to the floor. (3, h, w),
    0-1, and as pixels (h, w, 3).
    """
    y, x = np.mgrid[0:width, 0:width].astype(np.float32) / width
    away = np.sqrt((x - 0.48) ** 2 + (y - 0.42) ** 2)
    light = 1.012 - 0.085 * np.clip(away - 0.12, 0, None)
    if floor:
        sweep = 1 / (1 + np.exp(-(y - 0.66) * 26))
        light = light - 0.022 * sweep + 0.020 * sweep * np.clip((y - 0.66) * 3, 0, 1)
    base = np.array(rgb(TONES[tone]), dtype=np.float32) / 255
    paper = np.asarray(np.clip(base * light[..., None], 0, 1), np.float32)
    return np.ascontiguousarray(paper.transpose(2, 0, 1)), (paper * 255).astype(np.uint8)


def _shadow(drawing: Drawing, alpha: Floats) -> Floats:
    """How dark the shadow on the paper is at each pixel, 0-1. Blurred small and enlarged: soft things need no pixels."""
    small, width = 160, alpha.shape[1]
    shadow = Image.new("L", (small, small), 0)
    flat = Image.fromarray((np.clip(alpha, 0, 1) * 255).astype(np.uint8)).resize((small, small), Image.Resampling.BOX)
    touched = flat.point([255 if v > 127 else 0 for v in range(256)]).getbbox()
    if drawing.ground == "floor" and touched:
        x0, y0, x1, y1 = touched
        pen, half = ImageDraw.Draw(shadow), (x1 - x0) / 2
        high = max(4.0, half * 0.13)
        pen.ellipse((x0 - half * 0.02, y1 - high * 1.3, x1 + half * 0.08, y1 + high * 0.7), fill=58)
        shadow = shadow.filter(ImageFilter.GaussianBlur(5))
        shadow.paste(255, (0, 0), _contact(np.asarray(flat) > 127, y0, y1).filter(ImageFilter.GaussianBlur(1.6)))
    else:
        for shift, blur, strength in (((2, 4), 4.0, 0.26), ((1, 1), 1.2, 0.22)):
            layer = Image.new("L", (small, small), 0)
            layer.paste(flat.point([int(v * strength) for v in range(256)]), shift)
            shadow.paste(255, (0, 0), layer.filter(ImageFilter.GaussianBlur(blur)))
    return np.asarray(shadow.resize((width, width), Image.Resampling.BICUBIC), np.float32) * np.float32(1 / 255)


def _contact(there: NDArray[np.bool_], top: int, bottom: int) -> Image.Image:
    """Where the product touches the floor, as a dark strip: the lowest point of each column, if it is near the ground."""
    h, w = there.shape
    lowest = np.where(there.any(0), h - 1 - np.argmax(there[::-1], 0), -1)
    near = lowest > bottom - max(3, 0.16 * (bottom - top))
    strip = np.zeros((h, w), np.uint8)
    columns = np.nonzero(near)[0]
    for down in range(-1, 3):
        strip[np.clip(lowest[columns] + down, 0, h - 1), columns] = 190
    return Image.fromarray(strip)
