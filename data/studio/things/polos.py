"""Polo shirts: knitted collars and short plackets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.shape import box, line, polygon
from data.studio.spec import Spec
from data.studio.things.closures import buttons, column, zipper
from data.studio.things.collars import collar_from_behind, collar_inside, folded_collar
from data.studio.things.garment import STITCH, Body, C, Fact, body_part, contrast, inside, laid, proportioned
from data.studio.things.prints import print_on
from data.studio.things.ribbing import rib_cuff
from data.studio.things.shirts import button_color
from data.studio.things.sleeves import Finish, Sleeve, long_pair, short_pair, sleeves

LONG = Sleeve(358, 42, 14, 58)
SHAPES: Mapping[str, Body] = {
    "classic": Body(neck=66, neck_depth=84, v=True, bottom=760, chest=208, waist=204, hem=208),
    "slim": Body(neck=62, neck_depth=80, v=True, bottom=758, chest=188, waist=172, hem=184, shoulder=170),
    "long sleeve": Body(neck=66, neck_depth=84, v=True, bottom=758),
    "zip": Body(neck=66, neck_depth=104, v=True, bottom=752, chest=202, waist=196, hem=200),
    "rugby": Body(neck=70, neck_depth=88, v=True, bottom=758, chest=226, waist=226, hem=224, shoulder=204, drop=46),
}
LONG_SLEEVED = ("long sleeve", "rugby")


@dataclass(frozen=True, slots=True)
class Cut:
    """What this product's seed makes of its silhouette: `meet` is where the collar's leaves begin, `placket` how long the
    opening's facing is.
    """

    body: Body
    pair: tuple[Sleeve, Sleeve]
    meet: float
    spread: float
    fall: float
    placket: float
    count: int
    vent: float


def cut(spec: Spec) -> Cut:
    rng, kind = spec.rng(), spec.silhouette
    body = proportioned(rng, SHAPES[kind], wide=0.11, long=0.14)
    if kind in LONG_SLEEVED:
        pair = long_pair(rng, replace(LONG, width=46, bicep=66) if kind == "rugby" else LONG, fold=0.3)
    else:
        pair = short_pair(rng, Sleeve(56, 64, 43, 64) if kind == "slim" else Sleeve(64, 70, 43, 70))
    count = rng.choice((2, 3, 3, 4))
    spread, fall = rng.uniform(60, 92), body.neck_depth + rng.uniform(8, 34)
    return Cut(body, pair, body.neck_depth - 12, spread, fall, 62 + count * rng.uniform(28, 36), count, rng.choice((0, 34, 46)))


def _collar(spec: Spec, made: Cut) -> list[Part]:
    """A knitted collar, soft at its points, perhaps with tipping along the edge."""
    rng = spec.rng("collar")
    paint = contrast(spec, "collar") if spec.silhouette == "rugby" else spec.trim("collar", texture="jersey")
    leaves = folded_collar(
        made.body, paint, meet=made.meet, spread=made.spread, fall=made.fall, soft=8, stitched=spec.silhouette == "rugby"
    )
    if spec.silhouette in ("zip", "rugby") or rng.random() > 0.35:
        return list(leaves)
    n, t = made.body.neck, made.body.top
    tipping = []
    for k in rng.choice(((0,), (0, 9))):
        tip, inner = (C - made.spread + k, t + made.fall - 9 - k), (C - 6, t + made.meet + 2 - k)
        tipping.append(Line(line((C - n - 16 + k * 0.6, t + 22), tip, inner), 3.2, "", paint.accents[0], 0.9))
    left = replace(leaves[0], lines=tuple(tipping))
    return [left, left.mirror("collar-right")]


def _placket(spec: Spec, made: Cut) -> list[Part]:
    rng, body = spec.rng("placket"), made.body
    top, half = body.top + made.meet - 2, rng.choice((15, 17, 19))
    bottom = top + made.placket
    if spec.silhouette == "zip":
        return list(zipper(spec, (C, top), (C, bottom + 24), pull=rng.choice((0.0, 0.0, 0.3)), width=10))
    paint = (
        contrast(spec, "placket", ("collar",))
        if spec.silhouette == "rugby" and rng.random() < 0.5
        else spec.trim("placket", texture=spec.look)
    )
    x, inner = half - 4, bottom - 4
    marks = [
        Line(line((C - x, top), (C - x, inner), (C + x, inner), (C + x, top)), 1.5, STITCH),
        Line(line((C - x, bottom - 18), (C + x, bottom - 18)), 1.5, STITCH),
    ]
    piece = Part(
        "placket",
        "placket",
        box(C - half, top, C + half, bottom, 2),
        paint,
        depth=0.4,
        form="flat",
        lines=tuple(marks),
        cast=0.35,
    )
    places = column(C, top + 22, bottom - 32, made.count)
    return [piece, *buttons(spec, places, 6.5, button_color(spec))]


def _hoop(spec: Spec, body: Body) -> list[Part]:
    """A rugby shirt's broad band across the chest, where the product names a surface for it."""
    if "panel" not in spec.parts or spec.silhouette != "rugby":
        return []
    high = body.armpit + 8
    d = box(0, high, 1000, high + spec.rng("hoop").uniform(84, 120))
    return [Part("panel", "panel", d, spec.paint("panel"), depth=0.1, form="flat", outline=0, cast=0, within=body.outline())]


def _vents(body: Body, long: float) -> list[Line]:
    """The slits at the sides of the hem."""
    if not long:
        return []
    at = body.half_at(body.bottom - long) - 2
    left = line((C - body.hem + 9, body.bottom - 2), (C - at + 9, body.bottom - long), (C - at, body.bottom - long))
    right = line((C + body.hem - 9, body.bottom - 2), (C + at - 9, body.bottom - long), (C + at, body.bottom - long))
    return [Line(left, 1.7, "", None, 0.5), Line(right, 1.7, "", None, 0.5)]


def _tail(spec: Spec, body: Body) -> Part:
    """The back's hem, a little longer, seen below the front's."""
    d = polygon(
        (C - body.hem + 3, body.bottom - 40),
        (C + body.hem - 3, body.bottom - 40),
        (C + body.hem - 4, body.bottom + 15),
        (C - body.hem + 4, body.bottom + 15),
    )
    paint = spec.trim("lining", texture=spec.look)
    return Part("back-hem", "hem", d, replace(paint, color=paint.color), depth=0.3, form="drop")


def polo(spec: Spec) -> Drawing:
    made, behind_view, kind = cut(spec), spec.view == "other", spec.silhouette
    body = made.body
    seen = body.back() if behind_view else body
    long = kind in LONG_SLEEVED
    height = 34 if long else 17
    banded = long or spec.rng("band").random() < 0.75 or "cuff" in spec.parts
    finish = Finish(spec.trim("cuff", texture="jersey"), height, 1, lines=rib_cuff(height)) if banded else Finish()
    arms, over = sleeves(seen, made.pair, spec.paint("sleeve"), finish, spec.rng("creases"))
    lines = [Line(seen.hem_line(16), 1.7, STITCH), *_vents(seen, made.vent)]
    torso = body_part(spec, seen, lines)
    collar = _collar(spec, made)
    facts = _facts(kind)
    if behind_view:
        return laid(spec, [*arms, torso, *_hoop(spec, seen), collar_from_behind(body, collar[0].paint, fall=42), *over], facts)
    neck = [inside(body, spec.main_color()), collar_inside(body, collar[0].paint, 22)]
    details = [*_hoop(spec, body), *_placket(spec, made), *print_on(spec, body, "pocket")]
    parts = [*neck, *arms, torso, *details, *collar, *over]
    return laid(spec, parts, facts)


def _facts(kind: str) -> list[Fact]:
    facts = [("collar", "Polo Collar"), ("closure", "Half Zip" if kind == "zip" else "Buttons"),
             ("sleeve length", "Long Sleeve" if kind in LONG_SLEEVED else "Short Sleeve")]  # fmt: skip
    return [*facts, ("fit", "Slim Fit")] if kind == "slim" else facts


TYPES: Mapping[str, Kind] = {
    "polo": Kind(
        polo,
        {
            "classic": "a short-sleeved shirt with a soft knitted collar and two to four buttons at the neck",
            "slim": "a narrow polo shirt, taken in at the waist",
            "long sleeve": "a polo shirt with long sleeves and ribbed cuffs",
            "zip": "a polo shirt with a short zipper at the neck",
            "rugby": "a wide, heavy long-sleeved polo shirt with a collar in another color",
        },
        ("sleeve", "collar", "cuff", "placket", "button", "zipper", "panel", "logo"),
    )
}
