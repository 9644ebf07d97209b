"""Light on a part: its outline is blown up to a soft relief, folds are pressed into it, and a lamp at the upper left shades it.

The relief is a sum of blurred coverages, wide ones for the form and narrow ones for the edge, as in Johnston's lumo shading
(S. Johnston, "Lumo: Illumination for Cel Animation", NPAR 2002). Blurs are made by shrinking and enlarging, which costs a
fraction of a convolution. All arrays are (h, w) float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image

from data.studio.raster import Floats

LAMP = (0.55, 0.83)
"""Where the light comes from: the share of x and of y, from the upper left."""


@dataclass(frozen=True, slots=True)
class Relief:
    """How the surface leans, in every pixel: positive x leans to the left, positive y to the top, so both face the lamp; about
    -1 to 1. `edge` is 1 deep inside the part and falls to 0.5 at its outline.
    """

    x: Floats
    y: Floats
    edge: Floats

    def lit(self) -> Floats:
        """How much more light than a flat sheet gets, about -1 to 1."""
        return self.x * np.float32(LAMP[0]) + self.y * np.float32(LAMP[1])


def soft(image: Floats, radius: float) -> Floats:
    """`image` blurred by about `radius` pixels."""
    h, w = image.shape
    shrink = max(1, int(radius / 1.6))
    small = image
    if shrink > 1:
        size = (max(2, -(-w // shrink)), max(2, -(-h // shrink)))
        small = np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BOX))
    for _ in range(2 if radius / shrink > 1.2 else 1):
        small = _smoothed(small)
    if shrink == 1:
        return small
    return np.asarray(Image.fromarray(small).resize((w, h), Image.Resampling.BICUBIC))


def _smoothed(image: Floats) -> Floats:
    """A step of a binomial blur, 1 2 1, along both axes; the outermost rows and columns count themselves twice."""
    down = image * np.float32(2)
    down[1:] += image[:-1]
    down[:-1] += image[1:]
    down[0] += image[0]
    down[-1] += image[-1]
    across = down * np.float32(2)
    across[:, 1:] += down[:, :-1]
    across[:, :-1] += down[:, 1:]
    across[:, 0] += down[:, 0]
    across[:, -1] += down[:, -1]
    return across * np.float32(1 / 16)


def relief(
    coverage: Floats,
    *,
    size: float,
    form: str,
    depth: float,
    presses: Sequence[tuple[Floats, float]] = (),
    drape: Floats | None = None,
    scale: float = 1.0,
) -> Relief:
    """The relief of a part.

    `size` is its narrower side in pixels of `coverage`; `form` says how it is round: "round" bulges whole, "ball" more, "flat"
    only at its edge, "drop" hangs. `presses` are coverages pushed in (negative height) or out, `drape` is added as it is, in
    pixels of height; `scale` is pixels per canvas unit.
    """
    wide = max(3.0, size * 0.34)
    rounds = {"round": ((wide, 1.0), (wide * 0.4, 0.7)), "ball": ((wide * 1.1, 1.7), (wide * 0.5, 0.8)),
              "flat": ((max(2.0, min(wide * 0.3, 26 * scale)), 0.55),), "drop": ((wide * 0.5, 0.7),)}[form]  # fmt: skip
    rim = max(2.0, min(9 * scale, size * 0.12))
    margin = 2 + int(min(28.0, size * 0.2))  # beyond its window a part is nothing, and its roundness must know that
    inner = (slice(margin, -margin), slice(margin, -margin))
    around = np.pad(coverage, margin)
    height = np.zeros_like(coverage)
    edge = np.ones_like(coverage)
    for radius, weight in (*rounds, (rim, 0.55)):
        blurred = soft(around, radius)[inner]
        height += blurred * np.float32(radius * weight * depth)
        edge = np.minimum(edge, blurred) if radius > rim * 1.01 else edge
    for pressed, amount in presses:
        height += pressed * np.float32(amount)
    if drape is not None:
        height += drape
    y, x = np.gradient(height)
    if form == "drop":
        y = y + np.linspace(0.22, -0.3, len(height), dtype=np.float32)[:, None] * np.float32(depth)
    limit = np.float32(1.6)
    return Relief(limit * np.tanh(x / limit), limit * np.tanh(y / limit), edge)


@lru_cache(maxsize=4)
def creases(size: int = 512) -> Floats:
    """A seamless field of soft wrinkles, (size, size), 0 mean, about -1 to 1: ridges of noise that is warped by noise."""
    rng = np.random.default_rng(20261126)

    def noise(cells: int, stretch: int = 1) -> Floats:
        grid = rng.standard_normal((cells * stretch, cells)).astype(np.float32)
        tiled = np.tile(grid, (3, 3))
        big = Image.fromarray(tiled).resize((size * 3, size * 3), Image.Resampling.BICUBIC)
        return np.asarray(big)[size : 2 * size, size : 2 * size]

    y, x = np.mgrid[0:size, 0:size]
    wx, wy = noise(4), noise(4)
    base = noise(5, 1) * 0.6 + noise(9, 1) * 0.4
    warped = base[(y + (wy * 26).astype(int)) % size, (x + (wx * 26).astype(int)) % size]
    ridged = 1 - np.sqrt(warped**2 + 0.03) * 1.4
    field = ridged + 0.35 * noise(14)
    return np.asarray((field - field.mean()) / (np.abs(field).max() or 1), np.float32)
