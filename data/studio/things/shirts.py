"""Button-through shirts of woven cloth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import luminance
from data.studio.shape import box, line, polygon
from data.studio.spec import Spec
from data.studio.things.closures import buttons, column
from data.studio.things.collars import collar_from_behind, collar_inside, folded_collar, shaded, standing_collar
from data.studio.things.garment import STITCH, Body, C, Fact, across, body_part, inside, laid, proportioned
from data.studio.things.pocketry import patch
from data.studio.things.sleeves import Arm, Finish, Sleeve, long_pair, shifted, short_pair, sleeves, way

LONG = Sleeve(368, 48, 14, 57)
SHAPES: Mapping[str, Body] = {
    "classic": Body(neck=62, neck_depth=62, bottom=806, hem_drop=10, tail=46, chest=208, hem=208),
    "slim": Body(neck=60, neck_depth=60, bottom=818, hem_drop=12, tail=54, chest=190, waist=166, hem=186, shoulder=172),
    "pocket": Body(neck=62, neck_depth=62, bottom=804, hem_drop=8, tail=34, chest=212, waist=206, hem=211),
    "short sleeve": Body(neck=62, neck_depth=62, bottom=778, chest=212, waist=208, hem=212),
    "overshirt": Body(neck=66, neck_depth=64, bottom=774, chest=226, waist=224, hem=224, shoulder=206, drop=46),
    "band collar": Body(neck=58, neck_depth=60, bottom=816, hem_drop=14, tail=58, chest=206, waist=200, hem=208),
    "camp collar": Body(neck=68, neck_depth=150, v=True, bottom=764, chest=222, waist=220, hem=222, shoulder=200, drop=46),
}  # fmt: skip
SHORT = ("short sleeve", "camp collar")


@dataclass(frozen=True, slots=True)
class Cut:
    """What this product's seed makes of its silhouette. `meet` is how far down the collar's leaves meet; `spread` and `fall`
    where they end; `half` is half the placket.
    """

    body: Body
    pair: tuple[Sleeve, Sleeve]
    meet: float
    spread: float
    fall: float
    half: float
    count: int
    popover: float | None = None


def cut(spec: Spec) -> Cut:
    rng, kind = spec.rng(), spec.silhouette
    body = proportioned(rng, SHAPES[kind], wide=0.1, long=0.12)
    open_neck = rng.choice((0, 0, 16, 34, 52)) if kind not in ("camp collar", "band collar") else 0
    meet = body.neck_depth - 16 + open_neck
    body = replace(body, neck_depth=body.neck_depth + open_neck, tail=body.tail * rng.uniform(0.6, 1.35) if body.tail else 0)
    if kind in SHORT:
        pair = short_pair(rng, Sleeve(64, 80, 40, 78) if kind == "camp collar" else Sleeve(66, 74, 42, 72))
    elif kind == "overshirt":
        pair = long_pair(rng, Sleeve(350, 56, 14, 72), fold=0.3)
    else:
        pair = long_pair(rng, replace(LONG, width=44, bicep=54) if kind == "slim" else LONG, fold=0.35)
    popover = rng.uniform(0.3, 0.46) if kind == "band collar" and rng.random() < 0.35 else None
    return Cut(
        body,
        pair,
        meet,
        rng.uniform(40, 84),
        meet + rng.uniform(40, 62),
        rng.choice((0, 17, 17, 20)),
        rng.choice((6, 6, 7, 7, 8)),
        popover,
    )


def cuff_lines(arm: Arm) -> tuple[Line, ...]:
    """A shirt cuff's stitching, its overlap and its button."""
    outer, inner = arm.edge(50)
    low_out, low_in = arm.edge(8)
    x, y = shifted(((outer[0] + low_out[0]) / 2, (outer[1] + low_out[1]) / 2), way(arm.end_angle + 90), -arm.sleeve.width * 0.62)
    dot = Line(line((x, y), (x + 0.1, y)), 9, "", "#f4f1ea", 0.9)
    return Line(line(outer, inner), 1.6, STITCH), Line(line(low_out, low_in), 1.6, STITCH), dot


def button_color(spec: Spec) -> str:
    """A usual color for a shirt's buttons on cloth like this."""
    dark = luminance(spec.main_color()) < 0.35
    return spec.rng("button").choice(("white", "cream", "black", "charcoal") if dark else ("white", "white", "cream", "brown"))


def placket(spec: Spec, body: Body, top: float, bottom: float, half: float) -> Part:
    """The front edge: a stitched band, or (`half` 0) a plain fold."""
    paint = spec.paint("placket")
    stitched = half > 0 or "placket" in spec.parts
    half = half or 14
    rows = tuple(Line(line((x, top), (x, bottom)), 1.5, STITCH) for x in (C - half + 5, C + half - 5)) if stitched else ()
    d = box(C - half, top, C + half, bottom)
    return Part("placket", "placket", d, paint, depth=0.6, form="drop", lines=rows, cast=0.35, within=body.outline())


def front_edge(
    spec: Spec, body: Body, top: float, half: float, count: int, *, radius: float = 6.5, popover: float | None = None
) -> list[Part]:
    """Placket and buttons from the neck down; a `popover` has them on that share of the front only."""
    bottom = body.hem_middle + 2 if popover is None else top + (body.bottom - top) * popover
    places = column(C, top + 28, bottom - (64 if popover is None else 24), count if popover is None else 3)
    return [placket(spec, body, top, bottom, half), *buttons(spec, places, radius, button_color(spec))]


def _pockets(spec: Spec, body: Body) -> tuple[list[Part], list[Fact]]:
    rng, kind = spec.rng("pocket"), spec.silhouette
    if kind == "overshirt":
        return _flap_pockets(spec, body)
    if kind not in ("pocket",) and not (kind in SHORT and rng.random() < 0.55):
        return [], []
    wide, x, y = rng.uniform(84, 104), C + rng.uniform(38, 52), body.armpit - rng.uniform(20, 48)
    one = patch(
        x,
        y,
        wide,
        wide * rng.uniform(1.12, 1.28),
        spec.paint("pocket"),
        base=rng.choice(("pointed", "round", "square")),
        name="pocket-right",
    )
    if rng.random() < 0.25:
        return [*one, *(p.mirror(p.name.replace("right", "left")) for p in one)], [("pockets", "Two Chest Pockets")]
    return list(one), [("pockets", "Chest Pocket")]


def _flap_pockets(spec: Spec, body: Body) -> tuple[list[Part], list[Fact]]:
    rng = spec.rng("pocket")
    wide, x, y = rng.uniform(92, 112), C + rng.uniform(42, 54), body.armpit - rng.uniform(30, 54)
    base, flap, pointed = rng.choice(("pointed", "square")), rng.uniform(0.3, 0.4), rng.random() < 0.5
    high, paint = wide * rng.uniform(1.1, 1.25), spec.paint("pocket")
    one = patch(x, y, wide, high, paint, base=base, flap=flap, pointed=pointed, name="pocket-right")
    flaps = [
        replace(p, kind="flap", paint=spec.paint("flap")) if p.name.endswith("-flap") and "flap" in spec.parts else p for p in one
    ]
    studs = buttons(spec, [(x + wide / 2, y + wide * 0.3)], 6, button_color(spec), first=20)
    both = [*flaps, *studs]
    facts: list[Fact] = [("pockets", "Two Flap Pockets")]
    if rng.random() < 0.4:
        low = patch(C + 52, body.bottom - 178, wide * 1.15, wide * 1.3, spec.paint("pocket"), name="pocket-low-right")
        both += low
    return [*both, *(p.mirror(p.name.replace("right", "left") if "right" in p.name else f"{p.name}-left") for p in both)], facts


def camp_collar(body: Body, paint: Paint, spread: float) -> list[Part]:
    """An open collar: leaves that lie flat, and the front's turned-back corners below them."""
    n, t, low = body.neck, body.top, body.top + body.neck_depth
    (nx, ny), (tx, ty) = (C - n * 0.56, t + body.neck_depth * 0.46), (C - n - spread * 0.32, t + body.neck_depth * 0.62)
    px, py = C - n - spread * 0.42, t + body.neck_depth * 0.42
    facing = (
        f"M {nx} {ny - 10} L {tx} {ty} Q {C - n * 0.62} {low - 14} {C - 1} {low + 6} Q {C - n * 0.3} {low - 52} {nx} {ny - 10} Z"
    )
    leaf = (
        f"M {C - n + 8} {t - 11} Q {C - n + 1} {t - 19} {C - n - 7} {t - 13} Q {C - n - 19} {t - 2} {C - n - 26} {t + 18} "
        f"L {px} {py} L {nx - 6} {ny + 4} L {nx} {ny - 4} Q {C - n * 0.86} {t + 34} {C - n + 8} {t - 11} Z"
    )
    lapel = Part("collar-left", "collar", facing, paint, depth=0.4, form="flat", grain=18, cast=0.6)
    stitches = Line(line((C - n - 20, t + 18), (px + 6, py - 5), (nx - 8, ny - 3)), 1.5, STITCH)
    top = Part("collar-top-left", "collar", leaf, paint, depth=0.45, form="flat", grain=24, lines=(stitches,), cast=0.6)
    return [lapel, lapel.mirror("collar-right"), top, top.mirror("collar-top-right")]


def _stand(body: Body, paint: Paint, meet: float) -> Part:
    """The band that the leaves are sewn to, seen between them."""
    y = body.top + meet
    d = polygon((C - 26, y - 8), (C + 26, y - 8), (C + 20, y + 20), (C - 20, y + 20))
    return Part("collar-stand", "collar", d, shaded(paint, 0.08), depth=0.3, form="flat", cast=0.3)


def _neck(spec: Spec, made: Cut) -> list[Part]:
    paint, body = spec.paint("collar"), made.body
    if spec.silhouette == "camp collar":
        return camp_collar(body, paint, made.spread)
    if spec.silhouette == "band collar":
        return list(standing_collar(body, paint, 20 + made.half * 0.4))
    soft = spec.rng("collar").choice((0, 0, 0, 14))
    return [
        _stand(body, paint, made.meet),
        *folded_collar(body, paint, meet=made.meet, spread=made.spread, fall=made.fall, soft=soft),
    ]


def yoke(spec: Spec, seen: Body) -> list[Line]:
    """The back's yoke seam, the pleat below it and its loop."""
    rng = spec.rng("yoke")
    y = seen.top + rng.uniform(78, 104)
    half = seen.shoulder - 8
    seam = across(f"M {C - half} {y - 4} Q {C - half * 0.5} {y + rng.uniform(-2, 10)} {C} {y + rng.uniform(0, 10)}")
    lines = [
        Line(seam, 2.4, "", None, 0.55),
        Line(across(f"M {C - half} {y + 4} Q {C - half * 0.5} {y + 12} {C} {y + 13}"), 1.5, STITCH),
    ]
    if rng.random() < 0.7:
        lines += [Line(line((C + dx, y + 8), (C + dx * 0.8, y + rng.uniform(190, 300))), 1.8, "", None, 0.45) for dx in (-17, 17)]
        lines.append(
            Line(line((C - 9, y + 3), (C + 9, y + 3), (C + 9, y + 24), (C - 9, y + 24), (C - 9, y + 3)), 2.6, "", None, 0.55)
        )
    return lines


def _facts(spec: Spec, made: Cut) -> list[Fact]:
    kind = spec.silhouette
    collar = {"camp collar": "Camp Collar", "band collar": "Band Collar"}.get(kind, "Classic Collar")
    facts = [("collar", collar), ("closure", "Buttons"), ("sleeve length", "Short Sleeve" if kind in SHORT else "Long Sleeve")]
    return [*facts, ("fit", "Slim Fit")] if kind == "slim" else facts


def shirt(spec: Spec) -> Drawing:
    made, behind_view = cut(spec), spec.view == "other"
    body, short = made.body, spec.silhouette in SHORT
    seen = replace(body.back(), bottom=body.bottom + 6) if behind_view else body
    finish = Finish(stitch=22) if short else Finish(spec.paint("cuff"), 58, 3, lines=cuff_lines)
    arms, over = sleeves(seen, made.pair, spec.paint("sleeve"), finish, spec.rng("creases"))
    lines = [Line(seen.hem_line(11), 1.6, STITCH), *(yoke(spec, seen) if behind_view else ())]
    torso = body_part(spec, seen, lines, fold_width=28)
    pockets, pocket_facts = _pockets(spec, body)
    facts = [*_facts(spec, made), *pocket_facts]
    if behind_view:
        return laid(spec, [*arms, torso, _neck_behind(spec, body, made), *over], facts)
    top = body.top + (made.meet - 4 if spec.silhouette != "camp collar" else body.neck_depth)
    if spec.silhouette == "band collar":
        top = body.top + body.neck_depth - 2
    edge = front_edge(
        spec, body, top, made.half, made.count, popover=made.popover, radius=8.5 if spec.silhouette == "overshirt" else 6.5
    )
    parts = [
        inside(body, spec.main_color()),
        collar_inside(body, spec.paint("collar")),
        *arms,
        torso,
        *edge,
        *pockets,
        *_neck(spec, made),
        *over,
    ]
    return laid(spec, parts, facts)


def _neck_behind(spec: Spec, body: Body, made: Cut) -> Part:
    paint = spec.paint("collar")
    if spec.silhouette == "band collar":
        return collar_from_behind(body, paint, fall=20, rise=22)
    return collar_from_behind(body, paint, fall=36 if spec.silhouette == "camp collar" else 42)


TYPES: Mapping[str, Kind] = {
    "shirt": Kind(
        shirt,
        {
            "classic": "a shirt with a pointed collar, buttons down the front, cuffs and a curved hem",
            "slim": "a narrow shirt, taken in at the waist, with a deeply curved hem",
            "pocket": "an easy shirt with a pocket on the chest",
            "short sleeve": "a short-sleeved shirt with a pointed collar and a straight hem",
            "overshirt": "a boxy shirt of heavy cloth, with flap pockets on the chest",
            "band collar": "a collarless shirt with a narrow standing band at the neck",
            "camp collar": "a boxy short-sleeved shirt with an open, flat collar",
        },
        ("sleeve", "collar", "cuff", "placket", "pocket", "flap", "button"),
    )
}
