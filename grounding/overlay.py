"""A product's picture with one thing on it marked: its surroundings step back, a soft line runs around it, a label names it.

Light and dark alone carry the mark (a white line with a dark edge, dimmed surroundings), so that it reads on any photo and for
any eyes. The label stands where there is no product; where there is no such place, beneath the picture.
"""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from grounding.sight import Box, Sight

EDGE = 512
"""Pixels of the longer side."""
_DIM = 0.5
"""How much of its light a place far from what is marked keeps."""
_INK, _PAPER = (28, 33, 31), (255, 255, 255)
_COARSE = 96
_SURE = 0.6
_PALE = 0.5
"""So much of a thing has to stand out from the ground, or the ground is not told from it."""
_FINER = 4
_LONGEST = 28
"""Letters of a label."""
_QUALITY = 82
_MARGIN, _ROOM = 10, 12

Grey = NDArray[np.float32]


def overlay(picture: Image.Image, sight: Sight, label: str) -> Image.Image:
    """The picture with what was seen marked: RGB, at most `EDGE` on a side."""
    small = picture.convert("RGB")
    small.thumbnail((EDGE, EDGE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    taken = _taken(small)
    marked = _marked(small, region(small, sight, taken))
    x0, y0, x1, y1 = (round(v * _COARSE) for v in sight.box)
    taken[y0:y1, x0:x1] = True  # what is marked may be as pale as the ground: the label leaves it free
    return labelled(marked, label, taken, sight.box)


def webp(picture: Image.Image) -> bytes:
    """A file of it, made quickly."""
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=_QUALITY, method=0)
    return file.getvalue()


def region(picture: Image.Image, sight: Sight, taken: NDArray[np.bool_]) -> Image.Image:
    """How much each place belongs to the thing, as a grey picture of the same size: within the box, where the map is clear, and
    what looks like that; the ground around a product (not `taken`) hardly.
    """
    n = len(sight.map)
    x0, y0, x1, y1 = (v * _COARSE for v in sight.box)
    fine = Image.fromarray((sight.map / max(float(sight.map.max()), 1e-6) * 255).astype(np.uint8)).resize(
        (_COARSE, _COARSE), Image.Resampling.BICUBIC
    )
    clear = np.asarray(fine, np.float32) / 255
    along = np.arange(_COARSE) + 0.5
    pad = 0.5 * _COARSE / n
    inside = np.outer(_within(along, y0 - pad, y1 + pad), _within(along, x0 - pad, x1 + pad))
    core = (clear >= _SURE) & (inside > 0)
    if core.any() and taken[core].mean() < _PALE:
        taken = np.ones_like(taken)  # the thing itself is as pale as the ground: a white sole
    alike = _alike(picture, core & taken)
    # A map is coarse: within the box what it leaves out counts a little too, and what looks the same nearly as much.
    soft = inside * np.clip(np.maximum(0.2 + 1.1 * clear, 0.9 * alike), 0, 1) * np.where(taken, 1, 0.25)
    grey = Image.fromarray((255 * soft).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.4))
    return grey.resize(picture.size, Image.Resampling.BICUBIC)


def _alike(picture: Image.Image, core: NDArray[np.bool_]) -> Grey:
    """How much each place looks like those of the core, 0 to 1."""
    coarse = np.asarray(picture.resize((_COARSE, _COARSE), Image.Resampling.BOX), np.float32)
    if not core.any():
        return np.zeros((_COARSE, _COARSE), np.float32)
    mean, spread = coarse[core].mean(0), coarse[core].std(0)
    far = ((coarse - mean) / (1.5 * spread + 12)) ** 2
    return np.asarray(np.exp(-far.mean(2) / 2), np.float32)


def _within(along: Grey, low: float, high: float) -> Grey:
    """1 from `low` to `high`, 0 outside."""
    return ((along >= low) & (along <= high)).astype(np.float32)


def _marked(picture: Image.Image, where: Image.Image) -> Image.Image:
    lit = picture.point(_DIMMED)
    box = _around(where.getbbox(), where.size)
    if box is None:
        return lit
    where = where.crop(box)  # nothing but dimming happens outside
    lit.paste(picture.crop(box), box, where.point(_RAMP))
    half = (max(1, where.width // 2), max(1, where.height // 2))
    core = where.resize(half, Image.Resampling.BILINEAR).point(_CORE)
    wide = core.filter(ImageFilter.GaussianBlur(1.2)).resize(where.size, Image.Resampling.BILINEAR)
    lit.paste(_INK, box, wide.point(_DARK))
    lit.paste(_PAPER, box, wide.point(_LIGHT))
    return lit


def _around(box: tuple[int, int, int, int] | None, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The box with room for the line around what lies in it."""
    if box is None:
        return None
    x0, y0 = (max(0, low - _ROOM) for low in box[:2])
    x1, y1 = (min(whole, high + _ROOM) for high, whole in zip(box[2:], size, strict=True))
    return x0, y0, x1, y1


_CORE = [255 if v >= 128 else 0 for v in range(256)]
_RAMP = [int(255 * min(1.0, max(0.0, (v - 60) / 90))) for v in range(256)]
_DIMMED = [int(v * _DIM + 46) for v in range(256)] * 3


def _ring(low: int, high: int, strength: float) -> list[int]:
    """Grey levels between `low` and `high`, as a line that fades to both sides."""
    middle, half = (low + high) / 2, (high - low) / 2
    return [int(255 * strength * max(0.0, 1 - ((v - middle) / half) ** 2)) if low < v < high else 0 for v in range(256)]


_DARK, _LIGHT = _ring(20, 235, 0.55), _ring(70, 185, 0.95)


def _taken(picture: Image.Image) -> NDArray[np.bool_]:
    """Where a product stands out from a plain border, coarsely; everywhere where the border is not plain."""
    coarse = np.asarray(picture.resize((_COARSE, _COARSE), Image.Resampling.BOX), np.float32)
    border = np.concatenate((coarse[0], coarse[-1], coarse[:, 0], coarse[:, -1]))
    ground = np.median(border, 0)
    if np.mean(np.abs(border - ground).max(1) > 26) > 0.5:
        return np.ones((_COARSE, _COARSE), bool)
    away = np.abs(coarse - ground).max(2) > 20
    within = [np.maximum.accumulate(away[::step], 0)[::step] for step in (1, -1)]
    within += [np.maximum.accumulate(away[:, ::step], 1)[:, ::step] for step in (1, -1)]
    return np.asarray(away | np.logical_and.reduce(within))  # what it surrounds is its own: a white dial


def labelled(picture: Image.Image, label: str, taken: NDArray[np.bool_], box: Box) -> Image.Image:
    """The picture with its label as a plate, in the free place nearest to the box; on a strip beneath where there is none."""
    plate = _plate(label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…", max(17, round(max(picture.size) * 0.052)))
    spot = _free(taken, picture.size, plate.size, box)
    if spot is not None:
        picture = picture.copy()
        picture.paste(plate, spot, plate)
        return picture
    width = max(picture.width, plate.width + 2 * _MARGIN)
    tall = Image.new("RGB", (width, picture.height + plate.height + 2 * _MARGIN), _PAPER)
    tall.paste(picture, ((width - picture.width) // 2, 0))
    tall.paste(plate, ((width - plate.width) // 2, picture.height + _MARGIN), plate)
    return tall


@lru_cache(maxsize=64)
def _plate(text: str, size: int) -> Image.Image:
    """A label, RGBA."""
    font = _font(size)
    left, _, right, _ = (int(v) for v in font.getbbox(text))
    width, height = right - left + 2 * round(size * 0.62), round(size * 1.1) + 2 * round(size * 0.36)
    shape = Image.new("L", (_FINER * width, _FINER * height), 0)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, *(v - 1 for v in shape.size)), shape.height // 2, fill=255)
    plate = Image.new("RGBA", (width, height), (*_INK, 255))
    plate.putalpha(shape.resize(plate.size, Image.Resampling.BOX))
    ImageDraw.Draw(plate).text((width / 2, height / 2), text, font=font, fill=_PAPER, anchor="mm")
    return plate


def _free(taken: NDArray[np.bool_], size: tuple[int, int], plate: tuple[int, int], box: Box) -> tuple[int, int] | None:
    """Where a plate covers nothing that is taken, nearest to the box; None where there is no such place."""
    wide, high = (max(1, int(np.ceil(p / s * _COARSE))) for p, s in zip(plate, size, strict=True))
    edge = max(1, int(np.ceil(_MARGIN / max(size) * _COARSE)))
    rows, columns = _COARSE - high - 2 * edge, _COARSE - wide - 2 * edge
    if rows < 1 or columns < 1:
        return None
    summed = np.pad(taken.astype(np.int32).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    y, x = np.mgrid[edge : edge + rows, edge : edge + columns]
    covered = summed[y + high, x + wide] - summed[y, x + wide] - summed[y + high, x] + summed[y, x]
    if covered.min() > 0:
        return None
    at = ((box[0] + box[2]) / 2 * _COARSE, (box[1] + box[3]) / 2 * _COARSE)
    far = np.hypot(x + wide / 2 - at[0], 1.3 * (y + high / 2 - at[1])) + np.where(covered > 0, 1e6, 0)
    row, column = np.unravel_index(int(far.argmin()), far.shape)
    return round(float(x[row, column]) * size[0] / _COARSE), round(float(y[row, column]) * size[1] / _COARSE)


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
