"""Gathered strips and bows."""

from __future__ import annotations

import math
from random import Random

import numpy as np

from data.studio.drawing import Line, Paint, Part
from data.studio.raster import contours
from data.studio.shape import Point, smooth
from data.studio.things.garment import C, along


def frill(
    name: str,
    d: str,
    width: float,
    paint: Paint,
    rng: Random,
    *,
    side: float = 1,
    pitch: float = 30,
    lively: float = 0.12,
    cast: float = 0.6,
) -> Part:
    """A ruffle sewn on along `d`, standing off to its right (`side` 1, as one walks along) or left by about `width`."""
    whole = np.concatenate(contours(d))
    long = float(np.hypot(*np.diff(whole, axis=0).T).sum())
    waves = max(3, round(long / pitch))
    points = along(d, [k / (waves * 4) for k in range(waves * 4 + 1)]).astype(np.float64)
    way = np.gradient(points, axis=0)
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)[:, None]
    off = np.column_stack((-way[:, 1], way[:, 0])) * side
    phase = rng.uniform(0, 2 * math.pi)
    turn = np.arange(len(points)) * math.pi / 2 + phase
    ends = np.minimum(1.0, np.minimum(np.arange(len(points)), np.arange(len(points))[::-1]) / 5 + 0.12)
    wander = np.interp(
        np.arange(len(points)), np.arange(0, len(points) + 8, 8), [rng.uniform(-0.1, 0.1) for _ in range(0, len(points) + 8, 8)]
    )
    reach = width * ends * (0.92 + lively * np.cos(turn) + wander)
    outer = points + off * reach[:, None] + way * (np.sin(turn) * pitch * 0.14)[:, None]
    edge = smooth([(float(x), float(y)) for x, y in outer[::-1]])
    inner = " L ".join(f"{x:.1f} {y:.1f}" for x, y in points)
    valleys = [k for k in range(len(points)) if math.cos(turn[k]) < -0.6]
    folds = tuple(_ray(points[k], outer[k], 1.0) for k in valleys)
    gathers = " ".join(_ray(points[k], outer[k], 0.42) for k in range(1, len(points), 2))
    return Part(name, "ruffle", f"M {inner} L {edge[2:]} Z", paint, depth=0.3, folds=folds, fold_width=min(7.0, width * 0.16),
                lines=(Line(gathers, 1.5, "", None, 0.35),), cast=cast)  # fmt: skip


def _ray(a: np.ndarray[tuple[int], np.dtype[np.float64]], b: np.ndarray[tuple[int], np.dtype[np.float64]], share: float) -> str:
    end = a + (b - a) * share
    middle = a + (b - a) * share * 0.5
    return f"M {a[0]:.1f} {a[1]:.1f} Q {middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def tail(
    name: str, start: Point, end: Point, wide: float, paint: Paint, *, kind: str = "tie", bow: float = 14, cast: float = 0.8
) -> Part:
    """A hanging end of a tie, cut off at a slant."""
    (x, y), (u, v) = start, end
    w, upper, lower = wide * 0.5, y + (end[1] - y) * 0.35, y + (end[1] - y) * 0.7
    left = f"C {x - w * 0.6 + bow} {upper} {u - w - bow} {lower} {u - w} {v - w * 0.4}"
    right = f"C {u + w - bow} {lower} {x + w * 0.8 + bow} {upper} {x + w * 0.5} {y}"
    d = f"M {x - w * 0.5} {y} {left} L {u + w} {v + w * 0.4} {right} Z"
    fold = f"M {x} {y + 6} Q {(x + u) / 2 + bow * 0.6} {(y + v) / 2} {u + wide * 0.1} {v - 10}"
    return Part(name, kind, d, paint, depth=0.6, folds=(fold,), fold_width=8, cast=cast)


def bow(
    at: Point, size: float, wide: float, ends: tuple[float, float], paint: Paint, rng: Random, *, kind: str = "tie"
) -> list[Part]:
    """A tied bow: two tails, two loops and the knot. `size` is how far a loop reaches, `ends` how far the tails hang."""
    x, y = at
    tails = []
    for n, (side, long) in enumerate(zip((-1, 1), ends, strict=True), 1):
        start, end = (x + side * wide * 0.2, y), (x + side * rng.uniform(0.5, 1.1) * wide, y + long)
        tails.append(tail(f"{kind}-end-{n}", start, end, wide, paint, kind=kind, bow=side * 8))
    loops = [
        _loop(f"{kind}-loop-{n}", at, side, size, wide * rng.uniform(0.75, 1.0), rng.uniform(0.1, 0.42) * size, paint, kind)
        for n, side in enumerate((-1, 1), 1)
    ]
    k = wide * 0.36
    upper = f"M {x - k} {y - k} Q {x} {y - k * 1.3} {x + k} {y - k} Q {x + k * 1.25} {y} {x + k * 0.85} {y + k * 1.1}"
    lower = f"Q {x} {y + k * 1.35} {x - k * 0.85} {y + k * 1.1} Q {x - k * 1.25} {y} {x - k} {y - k} Z"
    crease = f"M {x - k * 0.3} {y - k} Q {x + 2} {y} {x} {y + k}"
    return [
        *tails,
        *loops,
        Part(f"{kind}-knot", kind, f"{upper} {lower}", paint, depth=0.8, folds=(crease,), fold_width=6, cast=0.9),
    ]


def _loop(name: str, at: Point, side: int, size: float, high: float, droop: float, paint: Paint, kind: str) -> Part:
    """One loop of a bow: `size` wide, `high` half its height, its end hanging by `droop`."""
    x, y = at

    def p(far: float, down: float) -> str:
        return f"{x + side * far:.1f} {y + down:.1f}"

    d = (
        f"M {p(0, -high * 0.22)} C {p(size * 0.35, -high + droop * 0.1)} {p(size * 0.95, droop - high * 0.8)} {p(size, droop)} "
        f"C {p(size * 1.03, high * 0.75 + droop)} {p(size * 0.4, high * 0.72 + droop * 0.5)} {p(0, high * 0.3)} Z"
    )
    folds = (
        f"M {p(6, -2)} Q {p(size * 0.4, droop * 0.2 - high * 0.1)} {p(size * 0.74, droop - high * 0.1)}",
        f"M {p(8, 5)} Q {p(size * 0.4, high * 0.2 + droop * 0.4)} {p(size * 0.66, high * 0.34 + droop)}",
    )
    return Part(name, kind, d, paint, depth=0.7, folds=folds, fold_width=8, grain=side * 60, cast=0.8)


def flounce(
    name: str, kind: str, half: float, y: float, bottom: float, flare: float, paint: Paint, rng: Random, *, waves: int = 7
) -> Part:
    """A flared piece below a seam: it falls in flutes to a waving hem."""
    low = [
        (
            C + (2 * k / waves - 1) * (half + flare),
            bottom + (9 if k % 2 else -7) + rng.uniform(-4, 4) - 10 * abs(2 * k / waves - 1),
        )
        for k in range(waves + 1)
    ]
    edge = smooth(low[::-1])
    mid = y + (bottom - y) * 0.4
    right = f"Q {C + half + flare * 0.35} {mid} {low[-1][0]} {low[-1][1]}"
    left = f"Q {C - half - flare * 0.35} {mid} {C - half} {y}"
    d = f"M {C - half} {y} Q {C} {y + 10} {C + half} {y} {right} L {edge[2:]} {left} Z"
    folds = tuple(f"M {C + (px - C) * 0.8:.1f} {y + 4:.1f} Q {C + (px - C) * 0.86:.1f} {(y + py) / 2:.1f} {px:.1f} {py + 14:.1f}"
                  for k, (px, py) in enumerate(low) if 0 < k < waves and k % 2 == 0)  # fmt: skip
    return Part(name, kind, d, paint, depth=0.5, folds=folds, fold_width=20, cast=0.5)
