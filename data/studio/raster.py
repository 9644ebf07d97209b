"""From an outline to pixels: how much of each pixel a shape covers.

Every picture and every mask is made of the coverages that this module computes, so the two can't disagree. An affine matrix is
(2, 3): canvas units to pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from data.studio.shape import segments

Floats = NDArray[np.float32]
_STEPS = 14
_T = np.linspace(0, 1, _STEPS + 1)[1:, None]
_FINE = 2
"""Shapes are filled at twice the size and averaged down: that is the antialiasing."""


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of a picture: left, top, width and height in pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def empty(self) -> bool:
        return self.w <= 0 or self.h <= 0

    @property
    def rows(self) -> slice:
        return slice(self.y, self.y + self.h)

    @property
    def columns(self) -> slice:
        return slice(self.x, self.x + self.w)


@lru_cache(maxsize=4096)
def contours(d: str) -> tuple[Floats, ...]:
    """The path's closed or open pieces as points, each (n, 2), curves cut into short lines."""
    found: list[list[NDArray[np.float64]]] = []
    here = np.zeros((1, 2))
    for command, points in segments(d):
        if command == "Z":
            continue
        p = np.asarray(points, dtype=np.float64)
        if command == "M":
            found.append([p])
        elif command == "L":
            found[-1].append(p)
        elif command == "Q":
            found[-1].append((1 - _T) ** 2 * here + 2 * (1 - _T) * _T * p[:1] + _T**2 * p[1:])
        else:
            found[-1].append(
                (1 - _T) ** 3 * here + 3 * (1 - _T) ** 2 * _T * p[:1] + 3 * (1 - _T) * _T**2 * p[1:2] + _T**3 * p[2:]
            )
        here = p[-1:]
    return tuple(np.concatenate(one).astype(np.float32) for one in found)


def placed(d: str, matrix: Floats) -> tuple[Floats, ...]:
    """The contours in pixels."""
    return tuple(points @ matrix[:, :2].T + matrix[:, 2] for points in contours(d))


def window_of(pieces: tuple[Floats, ...], width: int, height: int, margin: int = 0) -> Window:
    """The pixels that the pieces can touch, within the picture; its width and height are even."""
    points = np.concatenate(pieces)
    (x0, y0), (x1, y1) = np.floor(points.min(0)) - 1 - margin, np.ceil(points.max(0)) + 1 + margin
    left, top = max(0, int(x0)), max(0, int(y0))
    right, bottom = min(width, int(x1)), min(height, int(y1))
    w, h = right - left, bottom - top
    return Window(left, top, w + (w & 1), h + (h & 1))


def filled(pieces: tuple[Floats, ...], window: Window) -> Floats:
    """Coverage 0-1 of the window's pixels, (h, w). Where pieces overlap, the even-odd rule makes holes."""
    whole: Image.Image | None = None
    for points in pieces:
        image = Image.new("L", (window.w * _FINE, window.h * _FINE))
        flat = ((points - (window.x, window.y)) * _FINE - 0.5).ravel().tolist()
        if len(flat) >= 6:
            ImageDraw.Draw(image).polygon(flat, fill=255)
        whole = image if whole is None else Image.fromarray(np.asarray(whole) ^ np.asarray(image))
    assert whole is not None
    return _reduced(whole)


def stroked(lines: Sequence[tuple[tuple[Floats, ...], float, tuple[float, ...]]], matrix: Floats, window: Window) -> Floats:
    """Coverage 0-1 of lines, each given as its pieces in pixels, its width and its dash in canvas units, (h, w)."""
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0])) * _FINE
    image = Image.new("L", (window.w * _FINE, window.h * _FINE))
    pen = ImageDraw.Draw(image)
    for pieces, width, dash in lines:
        thick = width * scale
        whole = max(1, round(thick))
        fill = round(255 * min(1.0, thick / whole))
        for points in pieces:
            at = (points - (window.x, window.y)) * _FINE - 0.5
            for piece in _dashed(at, tuple(one * scale for one in dash)) if dash else (at,):
                pen.line(piece.ravel().tolist(), fill=fill, width=whole, joint="curve" if whole > 2 and not dash else None)
                if whole > 3:
                    for x, y in (piece[0], piece[-1]):
                        pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=fill)
    return _reduced(image)


def _reduced(image: Image.Image) -> Floats:
    return np.asarray(image.reduce(_FINE), dtype=np.float32) * np.float32(1 / 255)


def _dashed(points: Floats, dash: tuple[float, ...]) -> list[Floats]:
    """The polyline cut into its dashes: on, off, on ... by length."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    at = np.concatenate(([0.0], np.cumsum(steps)))
    period = sum(dash)
    if at[-1] <= 0 or period <= 0:
        return [points]
    starts = np.arange(0, at[-1], period)
    ends = np.minimum(starts + dash[0], at[-1])
    return [
        np.column_stack([np.interp((a, (a + b) / 2, b), at, points[:, axis]) for axis in (0, 1)]).astype(np.float32)
        for a, b in zip(starts, ends, strict=True)
    ]
