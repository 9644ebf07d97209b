"""What a blouse's front is made of: bows, ruffles, wrapped fronts, flounces, bindings."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import Point, box, mirrored
from data.studio.spec import Spec
from data.studio.things.closures import buttons, column
from data.studio.things.collars import folded_collar, standing_collar
from data.studio.things.frills import bow, flounce, frill, tail
from data.studio.things.garment import STITCH, Body, C, across, along, armhole, reversed_path, ribbon
from data.studio.things.shirts import button_color


def binding(spec: Spec, body: Body, width: float = 11) -> Part:
    """A narrow facing around the neck."""
    seam = Line(across(reversed_path(body.neckline(width - 3))), 1.4, STITCH, None, 0.45)
    d = ribbon(body.neckline(), body.neckline(width))
    return Part("collar", "collar", d, spec.paint("collar"), depth=0.35, form="flat", lines=(seam,), cast=0.25)


def button_front(spec: Spec, body: Body, top: float, count: int, *, half: float = 11) -> list[Part]:
    """The front's edge with small buttons down to the hem."""
    d = box(C - half, top, C + half, body.hem_middle + 2)
    edge = Part("placket", "placket", d, spec.paint("placket"), depth=0.5, form="drop", cast=0.35, within=body.outline())
    return [edge, *buttons(spec, column(C, top + 24, body.bottom - 52, count), 5.5, button_color(spec))]


def _hanging(at: Point, ends: tuple[Point, Point], wide: float, paint: Paint) -> list[Part]:
    """A tie knotted once, its two ends hanging to these points."""
    (x, y), k = at, wide * 0.42
    knot = box(x - k, y - k * 0.8, x + k, y + k * 1.1, k * 0.7)
    tails = [
        tail(f"tie-end-{n}", at, end, wide, paint, bow=side * 10)
        for n, (side, end) in enumerate(zip((-1, 1), ends, strict=True), 1)
    ]
    return [*tails, Part("tie-knot", "tie", knot, paint, depth=0.8, cast=0.9)]


def tied(spec: Spec, body: Body, style: str) -> list[Part]:
    """A high band whose long ends are tied in a bow, or hang as a scarf does."""
    rng, paint = spec.rng("tie"), spec.trim("tie", texture=spec.look)
    band = standing_collar(body, spec.paint("collar"), 24, split=0)
    x, y, wide = C + rng.uniform(-8, 8), body.top + body.neck_depth + 2, rng.uniform(44, 62)
    if style == "bow":
        return [*band, *bow((x, y), rng.uniform(88, 132), wide, (rng.uniform(120, 230), rng.uniform(120, 230)), paint, rng)]
    ends = (C - rng.uniform(16, 40), y + rng.uniform(230, 330)), (C + rng.uniform(12, 44), y + rng.uniform(200, 300))
    return [*band, *_hanging((x, y), ends, wide, paint)]


def peplum(spec: Spec, body: Body) -> list[Part]:
    """The flounce below the waist, and the narrow band over its seam."""
    rng = spec.rng("peplum")
    y, half, low, flare = body.bottom, body.hem + 2, body.bottom + rng.uniform(130, 190), rng.uniform(46, 84)
    piece = flounce("peplum", "ruffle", half - 3, y - 2, low, flare, spec.paint("ruffle"), rng, waves=rng.choice((6, 8, 8)))
    band = f"M {C - half} {y - 11} Q {C} {y + 1} {C + half} {y - 11} L {C + half} {y + 8} Q {C} {y + 20} {C - half} {y + 8} Z"
    return [piece, Part("waistband", "waistband", band, spec.paint("waistband"), depth=0.4, cast=0.5)]


def wrap_waist(spec: Spec, body: Body) -> float:
    """How far down a wrapped blouse is tied."""
    return min(body.bottom - 70, body.top + body.neck_depth + spec.rng("waist").uniform(90, 140))


def _overlap(spec: Spec, body: Body, waist: float) -> Part:
    """The front that comes over: its edge runs from the right shoulder to the left side of the waist."""
    n, t, low, half = body.neck, body.top, body.top + body.neck_depth, body.half_at(waist)
    edge = (
        f"M {C + n} {t} Q {C + n * 0.62} {t + (low - t) * 0.52} {C} {low} "
        f"Q {C - half * 0.5} {low + (waist - low) * 0.62} {C - half - 4} {waist}"
    )
    around = (
        f"L {C - body.hem - 20} {body.bottom + 40} L {C + body.hem + 30} {body.bottom + 40} "
        f"L {C + body.chest + 30} {body.armpit} L {C + body.shoulder + 30} {t + 20} Z"
    )
    stitches = (
        f"M {C + n + 8} {t + 3} Q {C + n * 0.62 + 9} {t + (low - t) * 0.52} {C + 8} {low + 5} "
        f"Q {C - half * 0.5 + 4} {low + (waist - low) * 0.62 + 8} {C - half} {waist + 7}"
    )
    x, y = C - half + 6, waist + 6
    folds = tuple(
        f"M {x:.0f} {y:.0f} Q {C + a:.0f} {y + b:.0f} {C + half * 0.85:.0f} {y + c:.0f}"
        for a, b, c in ((-20, -30, -110), (0, 0, -20), (-10, 34, 70))
    )
    lines = (Line(stitches, 1.5, STITCH), Line(body.hem_line(12), 1.6, STITCH))
    over = Part(
        "body-over", "body", f"{edge} {around}", spec.paint(), depth=0.5, folds=folds, fold_width=18, lines=lines, cast=0.8
    )
    return replace(over, within=body.outline())


def wrapped(spec: Spec, body: Body) -> list[Part]:
    """The front wrapped over the other, and the tie at its side."""
    rng, paint, waist = spec.rng("wrap"), spec.trim("tie", texture=spec.look), wrap_waist(spec, body)
    x, wide = C - body.half_at(waist) + 14, rng.uniform(24, 36)
    over = _overlap(spec, body, waist)
    if rng.random() < 0.5:
        return [over, *bow((x, waist + 4), rng.uniform(50, 72), wide, (rng.uniform(110, 190), rng.uniform(110, 190)), paint, rng)]
    ends = (x - rng.uniform(-4, 20), waist + rng.uniform(120, 210)), (x + rng.uniform(24, 54), waist + rng.uniform(110, 190))
    return [over, *_hanging((x, waist), ends, wide, paint)]


def wrap_tie_behind(spec: Spec, body: Body) -> Part:
    """The tie of a wrapped blouse, which runs around the back."""
    y, w = wrap_waist(spec, body), 15
    half = body.half_at(y) + 1
    d = f"M {C - half} {y - w} Q {C} {y - w + 12} {C + half} {y - w} L {C + half} {y + w} Q {C} {y + w + 12} {C - half} {y + w} Z"
    return Part("tie", "tie", d, spec.trim("tie", texture=spec.look), depth=0.4, cast=0.5)


def ruffled(spec: Spec, body: Body, style: str) -> list[Part]:
    """A high frilled neck, and ruffles down the front or around a yoke."""
    rng, paint = spec.rng("ruffle"), spec.paint("ruffle")
    n, t, low = body.neck, body.top, body.top + body.neck_depth
    band = standing_collar(body, spec.paint("collar"), 18, split=1)
    edge = reversed_path(
        f"M {C} {low - 14} C {C - n * 0.6} {low - 18} {C - n * 0.9} {t + body.neck_depth * 0.3} {C - n + 2} {t - 12}"
    )
    collar = frill("ruffle-neck", across(edge), 20, paint, rng, side=-1, pitch=17, cast=0.4)
    front = button_front(spec, body, low - 2, rng.choice((5, 6, 7)), half=13)
    if style == "front":
        end, wide = low + (body.bottom - low) * rng.uniform(0.5, 1.0), rng.uniform(30, 50)
        strips = []
        for far in (36, 13) if rng.random() < 0.5 else (13,):
            for name, side in (("left", 1), ("right", -1)):
                d = f"M {C - side * far} {low + 2} L {C - side * far} {end}"
                strips.append(frill(f"ruffle-{name}-{far}", d, wide, paint, rng, side=side, pitch=rng.uniform(24, 38), cast=0.9))
        return [*strips, *front, *band, collar]
    y, half = body.armpit - rng.uniform(36, 66), body.shoulder - 22
    seam = across(f"M {C - half} {y - 46} Q {C - half * 0.7} {y} {C} {y + 6}")
    return [frill("ruffle-yoke", seam, rng.uniform(42, 66), paint, rng, pitch=32, cast=0.9), *front, *band, collar]


def collared(spec: Spec, body: Body) -> list[Part]:
    """A small folded collar and a button front."""
    rng, meet = spec.rng("front"), body.neck_depth - 16
    front = button_front(spec, body, body.top + meet - 2, rng.choice((5, 6, 7)), half=rng.choice((11, 15)))
    spread, fall = rng.uniform(48, 78), meet + rng.uniform(34, 54)
    leaves = folded_collar(body, spec.paint("collar"), meet=meet, spread=spread, fall=fall, soft=rng.choice((0, 16)))
    return [*front, *leaves]


def neck_gathers(body: Body, count: int = 9) -> Line:
    """The little pleats where a light front is gathered into its binding."""
    strokes = []
    for k, (x, y) in enumerate(along(body.neckline(11), [0.7 * k / count for k in range(count + 1)]).tolist()):
        reach, away = 22 + 17 * (k % 3), (x - C) * 0.2
        left = f"M {x:.1f} {y:.1f} Q {x + away * 0.3:.1f} {y + reach * 0.5:.1f} {x + away:.1f} {y + reach:.1f}"
        strokes += [left, mirrored(left)]
    return Line(" ".join(strokes), 2.4, "", None, 0.2)


def armhole_frills(spec: Spec, body: Body) -> list[Part]:
    """A ruffle around each armhole of a sleeveless top."""
    rng = spec.rng("armholes")
    left = frill("ruffle-left", armhole(body), rng.uniform(26, 40), spec.paint("ruffle"), rng, pitch=26, cast=0.7)
    return [left, left.mirror("ruffle-right")]
