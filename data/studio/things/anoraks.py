"""Jackets against wind and rain: the windbreaker and the parka."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.shape import box, line, polygon
from data.studio.spec import Spec
from data.studio.things.closures import buttons, cloth, column, zipper
from data.studio.things.hoods import drawstrings, hood, hood_back
from data.studio.things.lapels import back_stand, stand_collar
from data.studio.things.outer_body import Facts, Made, back_seams, body_piece, dimmed, hem_line
from data.studio.things.outer_cut import STITCH, C, Cut, joined, varied
from data.studio.things.outer_sleeves import Sleeve, poses, sleeves
from data.studio.things.pocketry import flap_piece, pair, patch, welt


def windbreaker(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    base = Cut(shoulder=210, slope=60, chest=216, waist=214, hem=208, bottom=790, armpit=420, dip=66, neck=80)
    cut = varied(base, rng, wide=0.14, long=0.16)
    hooded, half_zip = rng.random() < 0.5, rng.random() < 0.3
    yoke, angle = cut.top + cut.slope + rng.uniform(60, 240), rng.choice((0, 0, 46, -50))
    sleeve = Sleeve(
        rng.uniform(470, 510),
        rng.uniform(48, 56),
        rng.uniform(62, 70),
        puff=8,
        cuff="rib",
        raglan=rng.random() < 0.5,
        cuff_height=rng.uniform(22, 34),
        depth=0.7,
    )
    seen = replace(cut, dip=16) if back else cut
    body = body_piece(spec, seen, lines=(hem_line(cut, 26),))
    parts: list[Part] = [body, _yoke_panel(spec, cut, body.d, yoke, angle)]
    if not back:
        parts += _windbreaker_pockets(spec, cut, half_zip)
    parts.append(_elastic_hem(spec, cut))
    end = cut.top + cut.dip + rng.uniform(190, 250) if half_zip else cut.bottom + cut.hem_curve + 4
    if not back:
        parts += zipper(spec, (C, cut.top + cut.dip), (C, end), pull=0.06 if hooded else None)
    parts += sleeves(spec, cut, sleeve, poses(spec, 7, 30, folded=0.2), cuff=cloth(spec, "cuff"))
    parts = _windbreaker_back(spec, seen, parts, hooded) if back else _windbreaker_top(spec, cut, parts, hooded)
    top = ("hood", "Hooded") if hooded else ("collar", "Stand Collar")
    return parts, (
        ("closure", "Half Zip" if half_zip else "Zipper"),
        top,
        ("pockets", "Pouch Pocket" if half_zip else "Side Pockets"),
    )


def _yoke_panel(spec: Spec, cut: Cut, outline: str, y: float, angle: float) -> Part:
    """The upper part of the body in its own color or only set off by a seam; straight, or pointing down or up in the middle."""
    w = max(cut.shoulder, cut.chest) + 6
    d = polygon((C - w, cut.top - 6), (C + w, cut.top - 6), (C + w, y), (C, y + angle), (C - w, y))
    seam = line((C - w, y - 8), (C, y + angle - 8), (C + w, y - 8))
    return Part("panel", "panel", d, spec.paint("panel"), depth=0.7, within=outline, cast=0.25, lines=(Line(seam, 1.8, STITCH),))


def _elastic_hem(spec: Spec, cut: Cut) -> Part:
    w, b = cut.hem, cut.bottom
    half = f"M {C} {b - 18} L {C - w} {b - 30} L {C - w + 6} {b} L {C} {b + 12}"
    gathers = tuple(Line(line((C + t * w / 9, b - 16), (C + t * w / 9, b + 4)), 1.8, "", None, 0.4) for t in range(-8, 9))
    return Part("hem", "hem", joined(half, half), cloth(spec, "hem"), depth=0.6, lines=gathers, cast=0.4)


def _windbreaker_pockets(spec: Spec, cut: Cut, pouch: bool) -> list[Part]:
    rng = spec.rng("pocket")
    if not pouch:
        x, y = C - cut.hem * rng.uniform(0.54, 0.64), cut.bottom - rng.uniform(130, 170)
        return pair([welt(x, y, rng.uniform(120, 150), 15, cloth(spec, "pocket"), turn=rng.choice((64, 74, 106)))])
    wide, y, paint = cut.hem * rng.uniform(1.1, 1.3), cut.bottom - rng.uniform(220, 270), spec.paint("pocket")
    x0, x1 = C - wide / 2, C + wide / 2
    seam = Line(line((x0 + 8, y + 52), (x1 - 8, y + 52)), 2, STITCH)
    front = Part("pocket", "pocket", box(x0, y, x1, cut.bottom - 40, 10), paint, 0.5, form="flat", lines=(seam,), cast=0.5)
    return [front, flap_piece(x0 - 3, y - 4, wide + 6, 56, spec.paint("flap"), name="flap")]


def _windbreaker_top(spec: Spec, cut: Cut, parts: list[Part], hooded: bool) -> list[Part]:
    """The hood, or a standing collar with the zipper's end."""
    rng = spec.rng("collar")
    paint, lining = spec.paint("hood" if hooded else "collar"), spec.trim("lining")
    if hooded:
        cowl = hood(cut, paint, lining, rng, laid=rng.random() < 0.5)
        return [*parts, *cowl, *drawstrings(spec, cut.top + cut.dip + 22, apart=32)]
    high = rng.uniform(54, 76)
    inside, *halves = stand_collar(cut, paint, lining, high)
    start, stop = (C, cut.top + cut.dip - high + 10), (C, cut.top + cut.dip + 14)
    return [inside, *parts, *halves, *zipper(spec, start, stop, name="zipper-top", pull=rng.choice((0.05, 0.3)))]


def _windbreaker_back(spec: Spec, cut: Cut, parts: list[Part], hooded: bool) -> list[Part]:
    rng = spec.rng("collar")
    if hooded:
        return [*parts, *hood_back(cut, spec.paint("hood"), rng)]
    return [*parts, back_stand(cut, spec.paint("collar"), rng.uniform(50, 66))]


def parka(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    base = Cut(shoulder=206, chest=206, waist=198, hem=216, bottom=912, armpit=410, waist_y=600, dip=72, neck=82, top=225)
    cut = replace(varied(base, rng, wide=0.17, long=0.11), hem_curve=rng.choice((8, 8, 30)))
    waisted = rng.random() < 0.6
    sleeve = Sleeve(rng.uniform(510, 550), rng.uniform(50, 56), rng.uniform(60, 66), puff=6, cuff="turned", cuff_height=44)
    arms = sleeves(spec, cut, sleeve, poses(spec, 5, 24, folded=0.2), cuff=cloth(spec, "cuff"))
    lines = [hem_line(cut, 22), *(_waist_channel(cut) if waisted else ())]
    paint, own = spec.paint("hood"), spec.rng("hood")
    facts: Facts = (("closure", "Snaps"), ("hood", "Hooded"), ("pockets", "Flap Pockets"), ("length", "Thigh Length"))
    if back:
        seen = replace(cut, dip=18)
        lines += back_seams(cut, spec.rng("seams"), yoke=True, middle=rng.random() < 0.5)
        return [body_piece(spec, seen, lines=tuple(lines)), *arms, *hood_back(seen, paint, own)], facts
    parts: list[Part] = [body_piece(spec, cut, lines=tuple(lines)), _storm_flap(spec, cut), *_parka_pockets(spec, cut)]
    snaps = column(C, cut.top + cut.dip + 62, cut.bottom - 60, rng.choice((4, 5, 6)))
    parts += buttons(spec, snaps, 10, "gunmetal", sewn=False, texture="metal")
    parts += [
        *arms,
        *hood(cut, paint, spec.trim("lining"), own, laid=own.random() < 0.4),
        *drawstrings(spec, cut.top + cut.dip + 24, apart=34),
    ]
    return [*parts, *(_waist_cords(spec, cut) if waisted else ())], facts


def _waist_channel(cut: Cut) -> tuple[Line, ...]:
    """The doubled stitching that holds a cord at the waist."""
    y = cut.waist_y - 20
    w = cut.width_at(y) - 4
    return tuple(Line(f"M {C - w} {y + at} Q {C} {y + at + 12} {C + w} {y + at}", 2, STITCH, None, 0.5) for at in (0, 16))


def _storm_flap(spec: Spec, cut: Cut) -> Part:
    half, low = spec.rng("placket").uniform(24, 34), cut.bottom + cut.hem_curve
    d = polygon((C - half, cut.top + cut.dip), (C + half, cut.top + cut.dip), (C + half, low - 2), (C - half, low - 2))
    marks = tuple(Line(line((x, cut.top + 120), (x, low - 12)), 1.9, STITCH) for x in (C - half + 8, C + half - 8))
    return Part("placket", "placket", d, spec.paint("placket"), depth=0.6, form="flat", cast=0.8, lines=marks)


def _parka_pockets(spec: Spec, cut: Cut) -> list[Part]:
    """Large pockets with flaps, and in some a pair of flaps on the chest."""
    rng, paint = spec.rng("pocket"), spec.paint("pocket")
    wide, tall = rng.uniform(110, 134), rng.uniform(116, 150)
    x, y = C - cut.hem * 0.54 - wide / 2, cut.bottom - rng.uniform(200, 236)
    base, bellows = rng.choice(("square", "round")), rng.random() < 0.5
    out = pair(patch(x, y, wide, tall, paint, base=base, flap=0.36, bellows=bellows))
    if rng.random() < 0.5:
        x, y = C - cut.chest * 0.5 - 52, cut.armpit - rng.uniform(20, 50)
        out += pair([flap_piece(x, y, 104, 44, paint, name="chest-left", kind="pocket")])
    return out


def _waist_cords(spec: Spec, cut: Cut) -> list[Part]:
    y, paint = cut.waist_y - 10, spec.trim("drawstring", texture="canvas")
    paint = paint if "drawstring" in spec.parts else dimmed(paint, 0.25)
    out = []
    for name, x, long in (("left", C - 42, 84), ("right", C + 42, 92)):
        d = (
            f"M {x - 4} {y} Q {x - 12} {y + long * 0.5} {x - 4} {y + long} L {x + 5} {y + long} "
            f"Q {x - 3} {y + long * 0.5} {x + 4} {y} Z"
        )
        out.append(Part(f"waist-cord-{name}", "drawstring", d, paint, depth=0.6, outline=1.1, cast=0.6))
    return out
