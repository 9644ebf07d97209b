"""Cardigans: the button band, the pockets, and fronts that lie open."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import Point, box, line
from data.studio.spec import Spec
from data.studio.things.closures import buttons, column
from data.studio.things.collars import neck_rib, ribs
from data.studio.things.garment import Body, C, drapes, inside, reversed_path
from data.studio.things.pocketry import patch
from data.studio.things.ribbing import hem_band, knitted, ribbed


def _buttons(spec: Spec, places: list[Point]) -> list[Part]:
    rng = spec.rng("buttons")
    return buttons(spec, places, rng.uniform(8, 11.5), rng.choice(("brown", "brown", "tan", "charcoal", "cream")))


def _count(spec: Spec) -> int:
    return spec.rng("count").choice((4, 5, 5, 6, 7))


def button_band(spec: Spec, body: Body, width: float, pitch: float) -> list[Part]:
    """The closed band down the front, with its buttons."""
    half, top, low = width * 0.72, body.top + body.neck_depth - 4, body.hem_middle + 2
    marks = ribs(line((C - half, top), (C - half, low)), line((C + half, top), (C + half, low)), pitch)
    piece = Part(
        "placket",
        "placket",
        box(C - half, top, C + half, low),
        ribbed(spec, "placket"),
        depth=0.6,
        form="drop",
        lines=(marks,),
        cast=0.5,
    )
    return [piece, *_buttons(spec, column(C, top + 40, body.bottom - 24, _count(spec)))]


def pockets(spec: Spec, body: Body, hem: float, pitch: float, gap: float = 0) -> list[Part]:
    """A pocket with a ribbed mouth on either front, on every other cardigan; `gap` is how far a front stands off the middle."""
    rng = spec.rng("pocket")
    if "pocket" not in spec.parts and rng.random() < 0.5:
        return []
    wide = rng.uniform(92, 114)
    high, x = wide * rng.uniform(0.95, 1.15), C + rng.uniform(48, 62) + gap * 0.8
    y = body.bottom - hem - high - 8
    mouth = ribs(line((x, y), (x + wide, y)), line((x, y + 22), (x + wide, y + 22)), pitch, 0.26)
    edge = Line(line((x, y + 22), (x + wide, y + 22)), 2, "", None, 0.5)
    whole = patch(x, y, wide, high, spec.paint("pocket", texture=spec.look or "knit"), name="pocket-right")
    one = replace(whole[0], lines=(mouth, edge))
    return [one, one.mirror("pocket-left")]


def _edge(body: Body, gap: float, width: float = 0) -> str:
    """The left front's edge from the hem up to the shoulder, `width` away from it."""
    n, t, low = body.neck + width, body.top + width * 0.3, body.top + body.neck_depth
    x = C - gap - width
    bend = f"{C - n * 0.7 - gap * 0.3} {t + (low - t) * 0.5}"
    return f"M {x} {body.bottom + body.hem_drop} L {x + gap * 0.12} {low} Q {bend} {C - n} {t}"


def lying_open(spec: Spec, body: Body, gap: float, band: float, hem: float, pitch: float) -> tuple[list[Part], list[Part]]:
    """What lies behind the sleeves, and the two fronts with their bands, hems and buttons; each stands `gap` off the middle."""
    paint, color = ribbed(spec, "collar"), spec.main_color()
    label = inside(replace(body, v=False, neck_depth=90), color, band).lines
    within = replace(body.back(), bottom=body.bottom - 3, hem=body.hem - 9).outline()
    back = Part("inside", "lining", within, Paint(darker(color, 0.34)), depth=0.5, form="drop", lines=label)
    edge, outer, low = _edge(body, gap), _edge(body, gap, band), body.bottom + body.hem_drop
    d = f"{edge} {replace(body, bottom=body.bottom - hem + 8).side()} Q {C - body.hem * 0.5} {low} {C - gap} {low} Z"
    left = Part(
        "body-left", "body", d, knitted(spec), depth=0.6, folds=drapes(body, spec.rng("drape"), 1), fold_width=30, cast=0.8
    )
    along, marks = f"{edge} L {reversed_path(outer)[2:]} Z", ribs(edge, outer, pitch)
    strip = Part("placket-left", "placket", along, ribbed(spec, "placket"), depth=0.5, lines=(marks,), cast=0.4)
    foot = _hem(spec, body, gap, hem, pitch)
    top = body.top + body.neck_depth + 12
    places = column(C - gap - band * 0.5, top, body.bottom - 24, _count(spec))
    pieces = [left, left.mirror("body-right"), foot, foot.mirror("hem-right"), strip, strip.mirror("placket-right")]
    return [back, neck_rib(body, paint, band, pitch=pitch)[0]], [*pieces, *_buttons(spec, places)]


def _hem(spec: Spec, body: Body, gap: float, height: float, pitch: float) -> Part:
    def curve(y: float, half: float) -> str:
        low = y + body.hem_drop
        return f"M {C - half} {y} Q {C - (half + gap) * 0.5} {low} {C - gap} {low}"

    return hem_band(spec, curve(body.bottom - height, body.hem + 1), curve(body.bottom + 2, body.hem - 7), pitch, "hem-left")
