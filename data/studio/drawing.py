"""A drawn product: named parts painted in order, and lit.

A `Part` is an outline with a paint and what lies on it (folds, stitching). `Drawing.svg()` paints the picture;
`Drawing.mask_svg(part)` paints the same outlines flat, that part white and all others black, so that what hides a part in the
picture hides it in the mask too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from data.errors import ShopwindowError
from data.studio.palette import darker, lighter, luminance, mix
from data.studio.patterns import check_texture, pattern_shapes
from data.studio.shape import SIZE, blade, bounds, mirrored, moved

FloatArray = NDArray[np.floating]
Ground = Literal["wall", "floor", "above"]
"""How it stands: hung before the wall, standing on a floor, or lying and seen from above."""


class UnknownPart(ShopwindowError):
    """A part that a drawing does not have."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What a part is covered with. `texture` is a key of `patterns.TEXTURES`; `gloss` 0-1 adds a highlight (leather, glaze,
    metal).
    """

    color: str
    pattern: str = "plain"
    accents: tuple[str, str] = ("#ffffff", "#888888")
    texture: str = ""
    gloss: float = 0.0

    def plain(self) -> Paint:
        return replace(self, pattern="plain")


@dataclass(frozen=True, slots=True)
class Line:
    """A thin mark on a part: a seam, a row of stitches, a crease. `dash` in canvas units; `color` None is a shade of the part's
    own.
    """

    d: str
    width: float = 2.0
    dash: str = ""
    color: str | None = None
    opacity: float = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One named piece. `kind` is what it is (sleeve, sole, strap ...), `name` is unique within its drawing.

    `depth` scales the shading along its edge, `grain` turns pattern and texture (degrees), `form` is how light runs over it.
    `folds` and `lights` are strokes that are blurred into soft shadow and soft light; `lines` stay crisp.
    """

    name: str
    kind: str
    d: str
    paint: Paint
    depth: float = 1.0
    grain: float = 0.0
    form: Literal["round", "flat", "ball", "drop"] = "round"
    folds: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    outline: float = 1.5
    fold_width: float = 15

    def mirror(self, name: str) -> Part:
        """The same piece on the other side."""
        return replace(
            self, name=name, d=mirrored(self.d), grain=-self.grain,
            folds=tuple(mirrored(f) for f in self.folds), lights=tuple(mirrored(f) for f in self.lights),
            lines=tuple(replace(one, d=mirrored(one.d)) for one in self.lines),
        )  # fmt: skip

    def move(self, name: str, dx: float, dy: float, scale: float = 1.0, turn: float = 0.0, dim: float = 0.0) -> Part:
        """The same piece elsewhere; `dim` darkens it, for what stands behind."""

        def there(d: str) -> str:
            return moved(d, dx, dy, scale=scale, turn=turn)

        paint = replace(self.paint, color=darker(self.paint.color, dim)) if dim else self.paint
        return replace(
            self,
            name=name,
            d=there(self.d),
            paint=paint,
            folds=tuple(map(there, self.folds)),
            lights=tuple(map(there, self.lights)),
            lines=tuple(replace(one, d=there(one.d)) for one in self.lines),
            grain=self.grain + turn,
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A product's picture: parts from back to front. `seed` moves only backdrop and pattern placement."""

    parts: tuple[Part, ...]
    ground: Ground = "wall"
    seed: int = 0
    turn: float = 0.0
    fill: float = 0.82
    main: str = "body"
    facts: tuple[tuple[str, str], ...] = field(default=())
    """What the silhouette itself states, (slot, value): ("neckline", "V-Neck"). Records quote it."""

    def part(self, name: str) -> Part:
        """Raises `UnknownPart` listing the names there are."""
        for one in self.parts:
            if one.name == name:
                return one
        raise UnknownPart(f"no part {name!r} in this drawing; it has: {', '.join(p.name for p in self.parts)}")

    def svg(self) -> str:
        """The product alone, on nothing."""
        body = "".join(_painted(part, f"p{n}", Random(self.seed)) for n, part in enumerate(self.parts))
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">'
        return f'{head}<g transform="{self._placing()}">{body}</g></svg>'

    def mask_svg(self, name: str) -> str:
        """The part in white on black, as far as nothing before it hides it; without antialiasing."""
        self.part(name)
        return self._flat(["#fff" if p.name == name else "#000" for p in self.parts])

    def index_svg(self) -> str:
        """All masks in one: part n (from 0) in the gray level n + 1, on black; without antialiasing."""
        return self._flat([f"#{n:02x}{n:02x}{n:02x}" for n in range(1, len(self.parts) + 1)])

    def _flat(self, colors: Sequence[str]) -> str:
        paths = zip(self.parts, colors, strict=True)
        flat = "".join(f'<path d="{p.d}" fill="{color}" fill-rule="evenodd"/>' for p, color in paths)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" shape-rendering="crispEdges">'
            f'<rect width="{SIZE}" height="{SIZE}" fill="#000"/><g transform="{self._placing()}">{flat}</g></svg>'
        )

    def unplaced(self, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Canvas points of the picture, any shape, as points of the parts' own outlines: `_placing` undone."""
        k, dx, dy = self._fit()
        cos, sin = math.cos(math.radians(-self.turn)), math.sin(math.radians(-self.turn))
        half = SIZE / 2
        u, v = x - half, y - half
        return np.float32(1 / k) * (half - dx + u * cos - v * sin), np.float32(1 / k) * (half - dy + u * sin + v * cos)

    def _fit(self) -> tuple[float, float, float]:
        """Scale and shift that bring the product to `fill` of the frame, standing or hung where a photographer would have it."""
        x0, y0, x1, y1 = bounds(*(p.d for p in self.parts))
        k = min(self.fill * SIZE / max(x1 - x0, y1 - y0), 1.5)
        middle = 0.535 if self.ground == "floor" else 0.5
        return k, SIZE / 2 - k * (x0 + x1) / 2, SIZE * middle - k * (y0 + y1) / 2

    def _placing(self) -> str:
        k, dx, dy = self._fit()
        return f"rotate({self.turn:g} 500 500) translate({dx:.2f} {dy:.2f}) scale({k:.4f})"


def _form(kind: str, ident: str, dark: float, light: float, base: str) -> str:
    """Light over the whole part, from the upper left as in most studios; mixed into `base` where one is given."""
    stops: tuple[tuple[float, str, float], ...]
    if kind == "flat":
        stops = ((0, "#fff", light * 0.7), (0.5, "#fff", 0.0), (0.5, "#000", 0.0), (1, "#000", dark * 0.45))
        return _gradient("linear", ident, 'x1="0" y1="0" x2="0.5" y2="1"', stops, base)
    if kind == "drop":
        stops = ((0, "#fff", light), (0.35, "#000", 0.0), (1, "#000", dark))
        return _gradient("linear", ident, 'x1="0" y1="0" x2="0" y2="1"', stops, base)
    if kind == "ball":
        stops = ((0, "#fff", light * 1.5), (0.45, "#fff", 0.0), (0.45, "#000", 0.0), (1, "#000", dark * 1.25))
        return _gradient("radial", ident, 'cx="0.36" cy="0.3" r="0.85"', stops, base)
    stops = ((0, "#000", dark * 0.8), (0.22, "#000", 0.0), (0.22, "#fff", 0.0), (0.38, "#fff", light * 0.8),
             (0.6, "#fff", 0.0), (0.6, "#000", 0.0), (1, "#000", dark * 1.2))  # fmt: skip
    return _gradient("linear", ident, 'x1="0" y1="0" x2="1" y2="0.06"', stops, base)


def _gradient(kind: str, ident: str, where: str, stops: tuple[tuple[float, str, float], ...], base: str) -> str:
    def stop(at: float, color: str, opacity: float) -> str:
        if base:
            return f'<stop offset="{at}" stop-color="{mix(base, "#ffffff" if color == "#fff" else "#000000", opacity)}"/>'
        return f'<stop offset="{at}" stop-color="{color}" stop-opacity="{opacity:.3f}"/>'

    inner = "".join(stop(*one) for one in stops)
    return f'<{kind}Gradient id="{ident}" {where}>{inner}</{kind}Gradient>'


def _painted(part: Part, ident: str, rng: Random) -> str:
    paint, bright = part.paint, luminance(part.paint.color)
    check_texture(paint.texture)
    dark = 0.14 + 0.12 * (1 - bright)
    light = 0.05 + 0.12 * (1 - bright) + 0.12 * paint.gloss
    defs = [
        f'<clipPath id="{ident}c"><path d="{part.d}" clip-rule="evenodd"/></clipPath>',
        _form(part.form, f"{ident}f", dark, light, "" if paint.pattern != "plain" else paint.color),
    ]
    covered = paint.pattern != "plain"
    layers = [f'<path d="{part.d}" fill="{paint.color}" fill-rule="evenodd"/>'] if covered else []
    if paint.pattern != "plain":
        layers.append(pattern_shapes(paint.pattern, paint.color, paint.accents, rng, part.grain, part.d))
    layers.append(f'<path d="{part.d}" fill="url(#{ident}f)" fill-rule="evenodd"/>')
    bare = not covered and not part.lines
    layers.append(_soft(part, bright))
    for one in part.lines:
        color = one.color or (darker(paint.color, 0.5) if bright > 0.22 else lighter(paint.color, 0.3))
        dash = f' stroke-dasharray="{one.dash}"' if one.dash else ""
        layers.append(
            f'<path d="{one.d}" fill="none" stroke="{color}" stroke-width="{one.width:g}" stroke-linecap="round" '
            f'stroke-linejoin="round" stroke-opacity="{one.opacity:g}"{dash}/>'
        )
    rim = darker(paint.color, 0.42) if bright > 0.2 else darker(paint.color, 0.6)
    edge = f'<path d="{part.d}" fill="none" stroke="{rim}" stroke-width="{part.outline:g}" '
    edge += 'stroke-linejoin="round" stroke-opacity="0.6"/>'
    if bare and len(layers) == 2 and not layers[1]:  # nothing can stick out: no clip, which costs a layer
        return f"<defs>{defs[1]}</defs>{layers[0]}{edge if part.outline else ''}"
    return f'<defs>{"".join(defs)}</defs><g clip-path="url(#{ident}c)">{"".join(layers)}</g>{edge if part.outline else ""}'


def _soft(part: Part, bright: float) -> str:
    """Edge shading, folds and highlights: shapes of falling width laid over each other, far cheaper than a blur."""
    x0, y0, x1, y1 = bounds(part.d)
    width = max(8.0, min(60.0, min(x1 - x0, y1 - y0) * 0.26))
    alpha = (0.085 + 0.07 * (1 - bright)) * part.depth
    glow = 0.055 + 0.07 * (1 - bright) + 0.1 * part.paint.gloss
    fold = 0.075 + 0.045 * (1 - bright)
    w, out = part.fold_width, []
    if part.depth > 0 and min(x1 - x0, y1 - y0) > 44:  # on small things the gradient alone tells the form
        out += [
            f'<path d="{part.d}" fill="none" stroke="#0d0e18" stroke-width="{width * share:.1f}" stroke-linejoin="round" '
            f'stroke-opacity="{alpha:.3f}"/>'
            for share in (1.0, 0.58, 0.24)
        ]
    for d in part.folds:
        out += [_filled(moved(blade(d, w * 1.3), -w * 0.8, -2), "#fff", glow * 0.7)]
        out += [_filled(blade(d, w * share), "#0d0e18", fold) for share in (1.7, 1.0, 0.45)]
    for d in part.lights:
        out += [_filled(blade(d, w * share), "#fff", glow * 1.2) for share in (1.7, 1.0, 0.45)]
    return "".join(out)


def _filled(d: str, color: str, opacity: float) -> str:
    return f'<path d="{d}" fill="{color}" fill-opacity="{opacity:.3f}"/>'
