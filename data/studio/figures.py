"""The figures of patterns: what one tile of each shows, as SVG shapes.

A figure is drawn over the base colour in one or two accent colours, in a cut (scale, direction, arrangement) that the generator
given decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from random import Random

from data.studio.palette import luminance, mix
from data.studio.shape import ellipse, moved

Tile = tuple[float, float, str]
"""Width and height in canvas units, and the SVG shapes in it. What hangs over an edge comes back at the other."""


def _rect(x: float, y: float, w: float, h: float, fill: str, opacity: float = 1) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" fill="{fill}" fill-opacity="{opacity:g}"/>'


def _bands(rng: Random, a: str, b: str, *, along: str) -> Tile:
    """Stripes; `along` is x (they run across) or y (they run down)."""
    pitch: float = rng.choice((28, 40, 56, 78, 108))
    kind = rng.choice(("even", "thin", "wide", "double", "grouped", "two"))
    marks: list[tuple[float, float, str]]
    if kind == "even":
        marks = [(0, 0.5, a)]
    elif kind == "thin":
        marks = [(0, 0.22, a)]
    elif kind == "wide":
        marks = [(0, 0.68, a)]
    elif kind == "double":
        marks = [(0, 0.2, a), (0.32, 0.12, a)]
    elif kind == "grouped":
        pitch *= 1.7
        marks = [(0, 0.1, a), (0.16, 0.1, a), (0.32, 0.1, a)]
    else:
        pitch *= 1.4
        marks = [(0, 0.3, a), (0.5, 0.16, b)]
    shapes = [
        _rect(0, at * pitch, 40, w * pitch, ink) if along == "x" else _rect(at * pitch, 0, w * pitch, 40, ink)
        for at, w, ink in marks
    ]
    return (40, pitch, "".join(shapes)) if along == "x" else (pitch, 40, "".join(shapes))


def _stripes(rng: Random, base: str, a: str, b: str) -> Tile:
    return _bands(rng, a, b, along="x")


def _vertical(rng: Random, base: str, a: str, b: str) -> Tile:
    return _bands(rng, a, b, along="y")


def _pinstripe(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((20, 27, 36, 48))
    return pitch, 40, _rect(pitch / 2, 0, rng.choice((2.6, 3.4, 4.2)), 40, a, 0.85)


def _plaid(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((72, 96, 124, 170, 220))
    wide, thin = pitch * rng.choice((0.2, 0.3, 0.42)), pitch * rng.choice((0.03, 0.05, 0.08))
    dark = mix(base, a, 0.8)
    lines = rng.choice(((0.6,), (0.55, 0.7), (0.5, 0.72, 0.94)))
    out = [_rect(0, 0, wide, pitch, dark, 0.6), _rect(0, 0, pitch, wide, dark, 0.6)]
    for at in lines:
        out += [_rect(pitch * at, 0, thin, pitch, b, 0.9), _rect(0, pitch * at, pitch, thin, b, 0.9)]
    mid = wide / 2
    out += [_rect(mid, 0, thin * 0.8, pitch, b, 0.5), _rect(0, mid, pitch, thin * 0.8, b, 0.5)]
    return pitch, pitch, "".join(out)


def _gingham(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((26, 38, 52, 74))
    half = pitch / 2
    return pitch, pitch, _rect(0, 0, half, pitch, a, 0.5) + _rect(0, 0, pitch, half, a, 0.5)


def _checks(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((44, 64, 92, 130))
    half = pitch / 2
    return pitch, pitch, _rect(0, 0, half, half, a) + _rect(half, half, half, half, a)


def _dots(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((30, 44, 62, 90, 128))
    r = pitch * rng.choice((0.12, 0.17, 0.23))
    if rng.random() < 0.3:
        second = "".join(f'<circle cx="{x * pitch:.1f}" cy="{y * pitch:.1f}" r="{r * 0.55:.1f}" fill="{b}"/>'
                         for x, y in ((0.75, 0.25), (0.25, 0.75)))  # fmt: skip
    else:
        second = ""
    spots = ((0.25, 0.25), (0.75, 0.75))
    return (
        pitch,
        pitch,
        second + "".join(f'<circle cx="{x * pitch:.1f}" cy="{y * pitch:.1f}" r="{r:.1f}" fill="{a}"/>' for x, y in spots),
    )


def _flower(x: float, y: float, size: float, turn: float, petal: str, heart: str, count: int, slim: float) -> str:
    petals = " ".join(
        moved(ellipse(x, y - size * 0.62, size * 0.36 * slim, size * 0.52), about=(x, y), turn=turn + k * 360 / count)
        for k in range(count)
    )
    return f'<path d="{petals}" fill="{petal}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.27:.1f}" fill="{heart}"/>'


def _leaf(x: float, y: float, size: float, turn: float, fill: str) -> str:
    d = f"M 0 {-size:.1f} Q {size * 0.6:.1f} {-size * 0.2:.1f} 0 {size:.1f} Q {-size * 0.6:.1f} {-size * 0.2:.1f} 0 {-size:.1f} Z"
    return f'<path d="{d}" fill="{fill}" transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})"/>'


def _floral(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((92, 128, 176, 250, 330))
    green = mix("#5d7a55", base, 0.25)
    heart = "#e3b64a" if luminance(a) > 0.55 else "#f3e3b4"
    count, slim = rng.choice(((5, 1.0), (5, 1.15), (6, 0.8), (8, 0.6), (4, 1.3)))
    turn, shift = rng.uniform(0, 90), rng.uniform(-0.06, 0.06)
    places = ((0.26, 0.24, 0.15, a), (0.74, 0.66 + shift, 0.17, a), (0.74 + shift, 0.2, 0.09, b), (0.25, 0.72, 0.1, b))
    leaves = ((0.5, 0.42, 40), (0.5, 0.86, -60), (0.1, 0.5, 120), (0.88, 0.42, -20), (0.42, 0.06, 80), (0.93, 0.9, 10))
    out = [_leaf(x * pitch, y * pitch, pitch * 0.085, lean + rng.uniform(-30, 30), green) for x, y, lean in leaves]
    out += [
        _flower(x * pitch, y * pitch, size * pitch, turn + rng.uniform(0, 72), petal, heart, count, slim)
        for x, y, size, petal in places
    ]
    return pitch, pitch, "".join(out)


def _botanical(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((130, 180, 240))
    out = []
    for x, y, lean in ((0.28, 0.3, rng.uniform(-50, 0)), (0.76, 0.74, rng.uniform(0, 50))):
        stem = "".join(_leaf(side * pitch * 0.07, k * pitch * 0.075, pitch * 0.075, side * 58, a if k % 2 else mix(a, b, 0.4))
                       for k in range(-2, 3) for side in (-1, 1))  # fmt: skip
        stalk = f'<path d="M 0 {-pitch * 0.24:.1f} L 0 {pitch * 0.2:.1f}" stroke="{a}" stroke-width="3"/>'
        out.append(f'<g transform="translate({x * pitch:.1f} {y * pitch:.1f}) rotate({lean:.0f})">{stalk}{stem}</g>')
    return pitch, pitch, "".join(out)


def _herringbone(rng: Random, base: str, a: str, b: str) -> Tile:
    w = rng.choice((28.0, 40.0, 56.0))
    h = w / 2
    ink = f'stroke="{a}" stroke-width="{w * 0.085:.1f}" stroke-opacity="0.6" fill="none"'
    rows = "".join(
        f'<path d="M 0 {y * h:.1f} L {w / 2} {(y - 1) * h:.1f} L {w} {y * h:.1f}" {ink}/>' for y in (0, 0.5, 1, 1.5, 2)
    )
    return w, h, rows


def _chevron(rng: Random, base: str, a: str, b: str) -> Tile:
    w = rng.choice((70.0, 100.0, 140.0))
    h = w * 0.6
    ink = f'fill="none" stroke-width="{h * 0.42:.1f}"'
    return (
        w,
        h,
        "".join(f'<path d="M 0 {y:.1f} L {w / 2} {y - h * 0.6:.1f} L {w} {y:.1f}" stroke="{a}" {ink}/>' for y in (0, h, 2 * h)),
    )


def _houndstooth(rng: Random, base: str, a: str, b: str) -> Tile:
    p = rng.choice((32.0, 46.0, 66.0))
    q = p / 4
    d = f"M {q} 0 H {3 * q} V {q} H {4 * q} L {3 * q} {2 * q} V {3 * q} H {2 * q} L {q} {4 * q} V {3 * q} H 0 L {q} {2 * q} Z"
    return p, p, f'<path d="{d}" fill="{a}"/>'


def _leopard(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((110.0, 150.0, 200.0))
    k, out = pitch / 130, []
    for x, y in ((20, 24), (66, 12), (108, 36), (34, 74), (82, 66), (118, 96), (14, 116), (62, 110)):
        r, turn = rng.uniform(9, 13.5) * k, rng.uniform(0, 360)
        ring = f"M {-r:.1f} 0 Q {-r:.1f} {-r:.1f} 0 {-r:.1f} Q {r:.1f} {-r * 0.9:.1f} {r:.1f} {r * 0.2:.1f}"
        out.append(
            f'<g transform="translate({x * k:.1f} {y * k:.1f}) rotate({turn:.0f})"><circle r="{r * 0.6:.1f}" fill="{b}"/>'
            f'<path d="{ring}" fill="none" stroke="{a}" stroke-width="{6 * k:.1f}" stroke-linecap="round"/>'
            f'<path d="M {r * 0.5:.1f} {r * 0.9:.1f} L {-r * 0.6:.1f} {r:.1f}" stroke="{a}" '
            f'stroke-width="{6 * k:.1f}" stroke-linecap="round"/></g>'
        )
    return pitch, pitch, "".join(out)


def _zebra(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((150.0, 210.0))
    out, rows = [], 6
    for n in range(rows):
        y, h = pitch * n / rows, pitch / rows
        bend, thick = rng.uniform(0.5, 1.1) * h, rng.uniform(0.34, 0.52) * h
        d = (f"M {-8} {y:.1f} C {pitch * 0.25:.1f} {y - bend:.1f} {pitch * 0.35:.1f} {y + bend:.1f} {pitch * 0.55:.1f} {y:.1f} "
             f"S {pitch * 0.8:.1f} {y - bend:.1f} {pitch + 8} {y:.1f}")  # fmt: skip
        out.append(f'<path d="{d}" fill="none" stroke="{a}" stroke-width="{thick:.1f}"/>')
        fork = rng.uniform(0.1, 0.7) * pitch
        d = f"M {fork:.1f} {y + h * 0.45:.1f} q {pitch * 0.1:.1f} {-h * 0.3:.1f} {pitch * 0.22:.1f} {-h * 0.1:.1f}"
        out.append(f'<path d="{d}" fill="none" stroke="{a}" stroke-width="{thick * 0.5:.1f}" stroke-linecap="round"/>')
    return pitch, pitch, "".join(out)


def _blob(rng: Random, x: float, y: float, r: float, points: int = 9) -> str:
    turns = [k * 2 * math.pi / points for k in range(points)]
    ring = [(x + r * rng.uniform(0.62, 1.35) * math.cos(t), y + r * rng.uniform(0.5, 1.1) * math.sin(t)) for t in turns]
    middles = [((p[0] + q[0]) / 2, (p[1] + q[1]) / 2) for p, q in zip(ring, [*ring[1:], ring[0]], strict=True)]
    curve = " ".join(f"Q {p[0]:.1f} {p[1]:.1f} {m[0]:.1f} {m[1]:.1f}" for p, m in zip(ring, middles, strict=True))
    return f"M {middles[-1][0]:.1f} {middles[-1][1]:.1f} {curve} Z"


def _camouflage(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((200.0, 280.0, 380.0))
    out = []
    for fill in (mix(base, b, 0.55), a, b):
        for _ in range(6):
            d = _blob(rng, rng.uniform(0, pitch), rng.uniform(0, pitch), pitch * rng.uniform(0.09, 0.17))
            out.append(f'<path d="{d}" fill="{fill}"/>')
    return pitch, pitch, "".join(out)


def _abstract(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch = rng.choice((210.0, 300.0, 400.0))
    kind, out = rng.choice(("cutouts", "strokes", "terrazzo", "arcs")), []
    side = 5 if kind == "terrazzo" else 3  # one in each square of a grid: by chance alone they heap up
    for n in range(side * side):
        x, y = ((at + rng.uniform(0.1, 0.9)) * pitch / side for at in divmod(n, side))
        ink = rng.choice((a, b, mix(a, base, 0.45)))
        if kind == "cutouts":
            out.append(f'<path d="{_blob(rng, x, y, pitch * rng.uniform(0.06, 0.14), 7)}" fill="{ink}"/>')
        elif kind == "terrazzo":
            out.append(f'<path d="{_blob(rng, x, y, pitch * rng.uniform(0.018, 0.045), 5)}" fill="{ink}"/>')
        elif kind == "strokes":
            dx, dy = pitch * rng.uniform(0.1, 0.28), pitch * rng.uniform(-0.2, 0.2)
            out.append(f'<path d="M {x:.1f} {y:.1f} q {dx / 2:.1f} {-abs(dy):.1f} {dx:.1f} {dy:.1f}" fill="none" stroke="{ink}" '
                       f'stroke-width="{pitch * 0.05:.1f}" stroke-linecap="round"/>')  # fmt: skip
        else:
            r = pitch * rng.uniform(0.06, 0.15)
            out.append(f'<path d="M {x - r:.1f} {y:.1f} A {r:.1f} {r:.1f} 0 0 1 {x + r:.1f} {y:.1f}" fill="none" stroke="{ink}" '
                       f'stroke-width="{r * 0.42:.1f}"/>')  # fmt: skip
    return pitch, pitch, "".join(out)


def _path(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def _disc(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}"/>'


def _geometric(rng: Random, base: str, a: str, b: str) -> Tile:
    p = rng.choice((72.0, 104.0, 150.0))
    m = p / 2
    kind = rng.choice(("diamonds", "triangles", "circles", "crosses"))
    if kind == "triangles":
        small = f"M {m - p / 6} {p} L {m} {p * 0.66} L {m + p / 6} {p} Z"
        return p, p, _path(f"M 0 {p} L {m} 0 L {p} {p} Z", a) + _path(small, b)
    if kind == "circles":
        r = p * 0.4
        return p, p, _disc(m, m, r, a) + _path(f"M {m - r} {m} A {r} {r} 0 0 1 {m + r} {m} Z", b)
    if kind == "crosses":
        w = p * 0.16
        arms = _rect(m - w / 2, p * 0.2, w, p * 0.6, a) + _rect(p * 0.2, m - w / 2, p * 0.6, w, a)
        return p, p, arms + _disc(0, 0, p * 0.09, b)
    outer = f"M {m} {p * 0.06} L {p * 0.94} {m} L {m} {p * 0.94} L {p * 0.06} {m} Z"
    ring = f'<path d="{outer}" fill="none" stroke="{a}" stroke-width="{p * 0.075}"/>'
    heart = f"M {m} {p / 3} L {p * 2 / 3} {m} L {m} {p * 2 / 3} L {p / 3} {m} Z"
    return p, p, ring + _path(heart, b) + _disc(0, 0, p * 0.065, a)


def _argyle(rng: Random, base: str, a: str, b: str) -> Tile:
    w, h = rng.choice(((110.0, 170.0), (150.0, 230.0)))
    diamond = f'<path d="M {w / 2} 0 L {w} {h / 2} L {w / 2} {h} L 0 {h / 2} Z" fill="{a}"/>'
    cross = f'<path d="M 0 0 L {w} {h} M {w} 0 L 0 {h}" stroke="{b}" stroke-width="3" stroke-dasharray="9 5"/>'
    return w, h, diamond + cross


def _tie_dye(rng: Random, base: str, a: str, b: str) -> Tile:
    pitch, out = 420.0, []
    for n in range(16, 0, -1):
        ink = (a, base, b, base)[n % 4]
        out.append(f'<path d="{_blob(rng, pitch / 2, pitch / 2, n * 19, 15)}" fill="{ink}" fill-opacity="0.7"/>')
    return pitch, pitch, "".join(out)


def _color_block(rng: Random, base: str, a: str, b: str) -> Tile:
    """Large fields; the tile is as large as the canvas, so that it never repeats on a product."""
    kind, at = rng.choice(("across", "down", "slanted", "three")), rng.uniform(0.32, 0.5)
    if kind == "across":
        return 1000, 1000, _rect(0, at * 400, 1000, 600, a)
    if kind == "down":
        return 1000, 1000, _rect(500 + rng.choice((-40, 0, 40)), 0, 500, 1000, a)
    if kind == "three":
        return 1000, 1000, _rect(0, 130, 1000, 170, a) + _rect(0, 300, 1000, 500, b)
    return 1000, 1000, f'<path d="M 0 {at * 900} L 500 {at * 200} L 1000 {at * 900 - 500} L 1000 800 L 0 800 Z" fill="{a}"/>'


PATTERNS: Mapping[str, Callable[[Random, str, str, str], Tile]] = {
    "striped": _stripes, "vertical striped": _vertical, "pinstripe": _pinstripe, "plaid": _plaid, "gingham": _gingham,
    "checkered": _checks, "polka dot": _dots, "floral": _floral, "botanical": _botanical, "herringbone": _herringbone,
    "chevron": _chevron, "houndstooth": _houndstooth, "leopard": _leopard, "zebra": _zebra, "camouflage": _camouflage,
    "abstract": _abstract, "geometric": _geometric, "argyle": _argyle, "tie-dye": _tie_dye, "color block": _color_block,
}  # fmt: skip
