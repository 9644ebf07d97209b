"""A drawn product: named parts, from back to front.

A `Part` is an outline with a paint and what lies on it (folds, stitching). `data.studio.painting` turns a `Drawing` into pixels
and masks by one and the same geometry.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from data.errors import ShopwindowError
from data.studio.palette import darker
from data.studio.raster import Floats, contours
from data.studio.shape import SIZE, mirrored, moved

Ground = Literal["wall", "floor", "above"]
"""How it stands: hung before the wall, standing on a floor, or lying and seen from above."""
Form = Literal["round", "flat", "ball", "drop"]


class UnknownPart(ShopwindowError):
    """A part that a drawing does not have."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What a part is covered with. `color` names `hue` (a shade as `#rrggbb`) as the records do; `texture` is a key of
    `cloth.LOOKS`; `gloss` 0-1 adds to the material's own. `cut` tells patterns of one kind apart (scale, arrangement).
    """

    color: str
    pattern: str = "plain"
    accents: tuple[str, str] = ("#ffffff", "#888888")
    texture: str = ""
    gloss: float = 0.0
    name: str = ""
    accent_names: tuple[str, str] = ("", "")
    cut: str = ""

    def plain(self) -> Paint:
        return replace(self, pattern="plain")


@dataclass(frozen=True, slots=True)
class Line:
    """A thin mark on a part: a seam, a row of stitches, a crease. `dash` ("7 5": on, off) in canvas units; `color` None is a
    shade of the part's own.
    """

    d: str
    width: float = 2.0
    dash: str = ""
    color: str | None = None
    opacity: float = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One named piece. `kind` is what it is (sleeve, sole, strap ...), `name` is unique within its drawing.

    `depth` scales how far it bulges, `grain` turns pattern and texture (degrees), `form` is how it is round. `folds` are creases
    pressed in, `lights` ridges pushed out, each `fold_width` canvas units wide; `lines` stay crisp. `within` is an outline that
    cuts the part off (a panel on a body). `cast` is how strong and far its shadow falls on the parts behind it.
    """

    name: str
    kind: str
    d: str
    paint: Paint
    depth: float = 1.0
    grain: float = 0.0
    form: Form = "round"
    folds: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    outline: float = 1.5
    fold_width: float = 15
    within: str = ""
    cast: float = 1.0

    def mirror(self, name: str) -> Part:
        """The same piece on the other side."""
        return replace(
            self, name=name, d=mirrored(self.d), grain=-self.grain, within=mirrored(self.within) if self.within else "",
            folds=tuple(mirrored(f) for f in self.folds), lights=tuple(mirrored(f) for f in self.lights),
            lines=tuple(replace(one, d=mirrored(one.d)) for one in self.lines),
        )  # fmt: skip

    def move(self, name: str, dx: float, dy: float, scale: float = 1.0, turn: float = 0.0, dim: float = 0.0) -> Part:
        """The same piece elsewhere; `dim` darkens it, for what stands behind."""

        def there(d: str) -> str:
            return moved(d, dx, dy, scale=scale, turn=turn) if d else ""

        paint = replace(self.paint, color=darker(self.paint.color, dim)) if dim else self.paint
        return replace(
            self,
            name=name,
            d=there(self.d),
            paint=paint,
            within=there(self.within),
            folds=tuple(map(there, self.folds)),
            lights=tuple(map(there, self.lights)),
            lines=tuple(replace(one, d=there(one.d)) for one in self.lines),
            grain=self.grain + turn,
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A product's picture: parts from back to front. `seed` moves only backdrop, creases and pattern placement."""

    parts: tuple[Part, ...]
    ground: Ground = "wall"
    seed: int = 0
    turn: float = 0.0
    fill: float = 0.82
    main: str = "body"
    facts: tuple[tuple[str, str], ...] = field(default=())
    """What the silhouette itself states, (slot, value): ("neckline", "V-Neck"). Records quote it."""
    frame: tuple[float, float, float, float] | None = None
    """What is brought to `fill` of the picture: left, top, right, bottom; None is all parts."""

    def part(self, name: str) -> Part:
        """Raises `UnknownPart` listing the names there are."""
        for one in self.parts:
            if one.name == name:
                return one
        raise UnknownPart(f"no part {name!r} in this drawing; it has: {', '.join(p.name for p in self.parts)}")

    def without(self, *names: str) -> Drawing:
        """The same picture, in the same place, less these parts. Raises `UnknownPart`."""
        for name in names:
            self.part(name)
        return replace(self, parts=tuple(p for p in self.parts if p.name not in names), frame=self.box())

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the product in canvas units, or of what frames it."""
        if self.frame:
            return self.frame
        corners = [_corners(part) for part in self.parts]
        (x0, y0), (x1, y1) = np.min([low for low, _ in corners], 0), np.max([high for _, high in corners], 0)
        return float(x0), float(y0), float(x1), float(y1)

    def placing(self, width: int) -> Floats:
        """The matrix (2, 3) that brings canvas units to pixels of a picture `width` wide: `fill` of the frame, standing or hung
        where a photographer would have it.
        """
        x0, y0, x1, y1 = self.box()
        k = min(self.fill * SIZE / max(x1 - x0, y1 - y0), 1.6)
        middle = 0.535 if self.ground == "floor" else 0.5
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        s = k * width / SIZE
        return np.array(
            [
                [s * cos, -s * sin, width / 2 - s * (cx * cos - cy * sin)],
                [s * sin, s * cos, width * middle - s * (cx * sin + cy * cos)],
            ],
            dtype=np.float32,
        )


def _corners(part: Part) -> tuple[Floats, Floats]:
    """Left top and right bottom of what a part may cover, each (2,)."""
    low, high = _extent(part.d)
    if not part.within:
        return low, high
    least, most = _extent(part.within)
    return np.maximum(low, least), np.minimum(high, most)


def _extent(d: str) -> tuple[Floats, Floats]:
    """The outline's left top and its right bottom, each (2,)."""
    points = np.concatenate(contours(d))
    return points.min(0), points.max(0)
