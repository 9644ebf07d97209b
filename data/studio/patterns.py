"""Surface patterns and cloth textures: tiles, repeated over a part.

A pattern is drawn over the base colour in one or two accent colours. A texture, laid on by `photograph`, is a faint tile at the
scale of the cloth (knit loops, twill, weave, grain) that darkens and lightens whatever it lies on.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from data.errors import ShopwindowError
from data.studio.palette import luminance, mix
from data.studio.shape import AXIS, bounds, ellipse, moved


class UnknownPattern(ShopwindowError):
    """A pattern or texture that the studio cannot draw."""


def _rect(x: float, y: float, w: float, h: float, fill: str, opacity: float = 1) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" fill-opacity="{opacity:g}"/>'


Tile = tuple[float, float, str]


def _stripes(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((34, 44, 58))
    band = pitch * rng.choice((0.28, 0.42, 0.5))
    return pitch, pitch, _rect(0, 0, pitch, band, a)


def _pinstripe(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((24, 30, 36))
    return pitch, pitch, _rect(pitch / 2, 0, 3.2, pitch, a, 0.85)


def _plaid(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((84, 100, 116))
    wide, thin = pitch * 0.3, pitch * 0.05
    dark = mix(base, a, 0.75)
    return pitch, pitch, "".join((
        _rect(0, 0, wide, pitch, dark, 0.55), _rect(0, 0, pitch, wide, dark, 0.55),
        _rect(pitch * 0.6, 0, thin, pitch, b, 0.9), _rect(0, pitch * 0.6, pitch, thin, b, 0.9),
        _rect(pitch * 0.1, 0, thin * 0.8, pitch, b, 0.45), _rect(0, pitch * 0.1, pitch, thin * 0.8, b, 0.45),
    ))  # fmt: skip


def _gingham(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((32, 40, 48))
    half = pitch / 2
    return pitch, pitch, _rect(0, 0, half, pitch, a, 0.5) + _rect(0, 0, pitch, half, a, 0.5)


def _dots(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((38, 48, 62))
    r = pitch * rng.choice((0.13, 0.17, 0.2))
    spots = ((0.25, 0.25), (0.75, 0.75))
    return pitch, pitch, "".join(f'<circle cx="{x * pitch}" cy="{y * pitch}" r="{r:.1f}" fill="{a}"/>' for x, y in spots)


def _flower(x: float, y: float, size: float, turn: float, petal: str, heart: str) -> str:
    petals = " ".join(
        moved(ellipse(x, y - size * 0.62, size * 0.36, size * 0.52), about=(x, y), turn=turn + k * 72) for k in range(5)
    )
    return f'<path d="{petals}" fill="{petal}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.27:.1f}" fill="{heart}"/>'


def _leaf(x: float, y: float, size: float, turn: float, fill: str) -> str:
    d = f"M 0 {-size} Q {size * 0.6} {-size * 0.2} 0 {size} Q {-size * 0.6} {-size * 0.2} 0 {-size} Z"
    return f'<path d="{d}" fill="{fill}" transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})"/>'


def _floral(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((120, 140, 165))
    green = mix("#5d7a55", base, 0.25)
    heart = "#e3b64a" if luminance(a) > 0.55 else "#f3e3b4"
    places = ((0.26, 0.24, 0.15, a), (0.74, 0.66, 0.17, a), (0.74, 0.2, 0.09, b), (0.25, 0.72, 0.1, b))
    leaves = ((0.5, 0.42, 40), (0.5, 0.86, -60), (0.1, 0.5, 120), (0.88, 0.42, -20))
    out = [_leaf(x * pitch, y * pitch, pitch * 0.085, turn + rng.uniform(-20, 20), green) for x, y, turn in leaves]
    out += [_flower(x * pitch, y * pitch, size * pitch, rng.uniform(0, 72), petal, heart) for x, y, size, petal in places]
    return pitch, pitch, "".join(out)


def _herringbone(rng: Random, base: str, a: str, b: str) -> Tile:
    w, h = 36.0, 18.0
    ink = f'stroke="{a}" stroke-width="4.2" stroke-opacity="0.6" fill="none"'
    rows = "".join(f'<path d="M 0 {y} L {w / 2} {y - 18} L {w} {y}" {ink}/>' for y in (0, 9, 18, 27, 36))
    return w, h, rows


def _leopard(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = 130.0
    out = []
    for x, y in ((20, 24), (66, 12), (108, 36), (34, 74), (82, 66), (118, 96), (14, 116), (62, 110)):
        r, turn = rng.uniform(9, 13), rng.uniform(0, 360)
        ring = f"M {-r} 0 Q {-r} {-r} 0 {-r} Q {r} {-r * 0.9} {r} {r * 0.2}"
        out.append(
            f'<g transform="translate({x} {y}) rotate({turn:.0f})"><circle r="{r * 0.6:.1f}" fill="{b}"/>'
            f'<path d="{ring}" fill="none" stroke="{a}" stroke-width="6" stroke-linecap="round"/>'
            f'<path d="M {r * 0.5:.1f} {r * 0.9:.1f} L {-r * 0.6:.1f} {r:.1f}" stroke="{a}" '
            f'stroke-width="6" stroke-linecap="round"/></g>'
        )
    return pitch, pitch, "".join(out)


def _camouflage(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = 220.0
    out = []
    for fill in (a, b, mix(a, b, 0.5)):
        for _ in range(4):
            x, y, r = rng.uniform(40, 180), rng.uniform(40, 180), rng.uniform(24, 40)
            pts = " ".join(f"{x + r * dx:.0f},{y + r * dy:.0f}" for dx, dy in (
                (-1.2, 0), (-0.5, -0.8), (0.3, -0.5), (1.1, -0.7), (1.2, 0.2), (0.5, 0.5), (0.2, 1), (-0.6, 0.6)))  # fmt: skip
            out.append(f'<polygon points="{pts}" fill="{fill}" stroke="{fill}" stroke-width="10" stroke-linejoin="round"/>')
    return pitch, pitch, "".join(out)


def _geometric(rng: Random, base: str, a: str, b: str) -> Tile:
    p = 96.0
    diamond = (
        f'<path d="M {p / 2} 6 L {p - 6} {p / 2} L {p / 2} {p - 6} L 6 {p / 2} Z" fill="none" stroke="{a}" stroke-width="7"/>'
    )
    heart = f'<path d="M {p / 2} 32 L {p - 32} {p / 2} L {p / 2} {p - 32} L 32 {p / 2} Z" fill="{b}"/>'
    corner = "".join(f'<circle cx="{x}" cy="{y}" r="6" fill="{a}"/>' for x in (0, p) for y in (0, p))
    return p, p, diamond + heart + corner


PATTERNS: dict[str, Callable[[Random, str, str, str], Tile]] = {
    "striped": _stripes, "pinstripe": _pinstripe, "plaid": _plaid, "gingham": _gingham, "polka dot": _dots, "floral": _floral,
    "herringbone": _herringbone, "leopard": _leopard, "camouflage": _camouflage, "geometric": _geometric,
}  # fmt: skip


def _strokes(w: float, h: float, dark: str, light: str, width: float = 1.6) -> Tile:
    return (
        w,
        h,
        (
            f'<path d="{dark}" stroke="#000" stroke-opacity="0.13" stroke-width="{width}" fill="none"/>'
            f'<path d="{light}" stroke="#fff" stroke-opacity="0.16" stroke-width="{width}" fill="none"/>'
        ),
    )


TEXTURES: dict[str, Tile] = {
    "knit": _strokes(14, 12, "M 0 0 L 7 8 L 14 0 M 0 12 L 7 20 L 14 12", "M 0 4 L 7 12 L 14 4", 2.4),
    "rib": _strokes(12, 12, "M 2 0 L 2 12", "M 8 0 L 8 12", 3.6),
    "cable": _strokes(
        64,
        48,
        "M 18 0 Q 46 24 18 48 M 46 0 Q 18 24 46 48 M 4 0 L 4 48 M 60 0 L 60 48",
        "M 22 0 Q 50 24 22 48 M 8 0 L 8 48 M 56 0 L 56 48",
        4.4,
    ),
    "denim": _strokes(6, 6, "M 0 6 L 6 0", "M -1 4 L 4 -1 M 2 7 L 7 2", 1.3),
    "canvas": _strokes(8, 8, "M 0 2 L 4 2 M 6 4 L 6 8", "M 4 6 L 8 6 M 2 0 L 2 4", 1.5),
    "linen": _strokes(22, 18, "M 0 3 L 15 3 M 5 12 L 22 12 M 9 0 L 9 11", "M 4 7 L 20 7 M 16 6 L 16 18", 1.3),
    "corduroy": _strokes(14, 14, "M 2 0 L 2 14", "M 9 0 L 9 14", 4),
    "leather": _strokes(
        30, 26, "M 3 5 Q 8 9 6 14 M 18 3 Q 15 10 22 14 M 10 20 Q 15 18 18 23", "M 5 4 Q 10 9 8 14 M 24 18 Q 27 20 26 25", 1
    ),
    "suede": _strokes(17, 15, "M 2 3 L 5 4 M 11 10 L 14 9", "M 8 2 L 11 3 M 3 11 L 6 12", 1.2),
    "mesh": (
        12,
        12,
        '<circle cx="3" cy="3" r="2" fill="#000" fill-opacity="0.2"/>'
        '<circle cx="9" cy="9" r="2" fill="#000" fill-opacity="0.2"/>',
    ),
    "boucle": _strokes(
        26, 24, "M 3 6 Q 8 1 12 6 Q 8 11 4 8 M 16 16 Q 21 11 24 16 Q 20 21 17 19", "M 14 4 Q 19 1 23 6 M 2 17 Q 7 13 11 18", 2.6
    ),
    "wood": _strokes(
        60,
        150,
        "M 8 0 Q 14 70 8 150 M 34 0 Q 26 60 34 150 M 52 0 Q 55 90 52 150",
        "M 20 0 Q 24 80 20 150 M 44 0 Q 40 80 44 150",
        1.8,
    ),
    "woven": _strokes(
        28, 28, "M 0 4 L 14 4 M 0 12 L 14 12 M 18 14 L 18 28 M 26 14 L 26 28", "M 0 8 L 14 8 M 22 14 L 22 28 M 14 0 L 14 14", 2.6
    ),
    "speckle": (
        70,
        70,
        "".join(
            f'<circle cx="{x}" cy="{y}" r="{r}" fill="#4a3b30" fill-opacity="0.5"/>'
            for x, y, r in ((8, 12, 1.8), (30, 40, 2.6), (52, 14, 1.4), (62, 56, 2), (20, 62, 1.5), (44, 30, 1.2))
        ),
    ),
}


def pattern_shapes(name: str, base: str, accents: tuple[str, str], rng: Random, grain: float, d: str) -> str:
    """The pattern laid out over the outline `d`, turned by `grain` degrees. Raises `UnknownPattern` listing those that exist.

    Tiles are repeated as shapes: the renderer fills a `<pattern>` ten times slower.
    """
    if name not in PATTERNS:
        raise UnknownPattern(f"unknown pattern {name!r}; the studio draws: plain, {', '.join(PATTERNS)}")
    w, h, inner = PATTERNS[name](rng, base, *accents)
    (x0, y0, x1, y1), a = bounds(d), math.radians(-grain)
    corners = [(x - AXIS, y - 300) for x in (x0, x1) for y in (y0, y1)]
    us = [x * math.cos(a) - y * math.sin(a) for x, y in corners]
    vs = [x * math.sin(a) + y * math.cos(a) for x, y in corners]
    columns = range(math.floor(min(us) / w), math.ceil(max(us) / w) + 1)
    rows = range(math.floor(min(vs) / h), math.ceil(max(vs) / h) + 1)
    if name in _BANDS:
        inner, columns, rows = _banded(name, inner, w, h, columns, rows)
    tiles = "".join(f'<g transform="translate({i * w:g} {j * h:g})">{inner}</g>' for i in columns for j in rows)
    return f'<g transform="translate({AXIS:g} 300) rotate({grain:g})">{tiles}</g>'


_BANDS = ("striped", "pinstripe")


def _banded(name: str, inner: str, w: float, h: float, columns: range, rows: range) -> tuple[str, range, range]:
    """A stripe is one long rectangle, not a row of tiles (whose joints would show)."""
    if name == "striped":
        return inner.replace(f'width="{w:.1f}"', f'width="{w * len(columns):.1f}"'), range(columns[0], columns[0] + 1), rows
    return inner.replace(f'height="{h:.1f}"', f'height="{h * len(rows):.1f}"'), columns, range(rows[0], rows[0] + 1)


def check_texture(name: str) -> None:
    """Raises `UnknownPattern` listing the textures there are."""
    if name and name not in TEXTURES:
        raise UnknownPattern(f"unknown texture {name!r}; the studio has: {', '.join(TEXTURES)}")


def texture_svg(name: str) -> tuple[float, float, str]:
    """A texture's tile: width and height in canvas units, and an SVG of it in which what hangs over an edge returns at the
    other.
    """
    check_texture(name)
    w, h, inner = TEXTURES[name]
    whole = "".join(f'<g transform="translate({x} {y})">{inner}</g>' for x in (-w, 0, w) for y in (-h, 0, h))
    return w, h, f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">{whole}</svg>'
