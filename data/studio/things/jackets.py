"""Jackets: the bomber and the trucker, and the list of all jackets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.palette import shade
from data.studio.shape import line, polygon
from data.studio.spec import Spec
from data.studio.things.anoraks import parka, windbreaker
from data.studio.things.blazers import biker, blazer
from data.studio.things.closures import buttons, cloth, column, zipper
from data.studio.things.hoodies import rib_hem
from data.studio.things.lapels import back_collar, back_stand, neck_inside, shirt_collar, stand_collar
from data.studio.things.outer_body import Facts, Made, askew, back_seams, body_piece
from data.studio.things.outer_cut import STITCH, C, Cut, joined, varied
from data.studio.things.outer_sleeves import Sleeve, poses, sleeves
from data.studio.things.padded import puffer, quilted_vest
from data.studio.things.pocketry import pair, patch, welt


def bomber(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    base = Cut(shoulder=214, chest=214, waist=216, hem=196, bottom=750, armpit=410, dip=70, neck=80)
    cut = varied(base, rng, wide=0.14, long=0.16)
    band, high = rng.uniform(40, 80), rng.uniform(36, 60)
    sleeve = Sleeve(
        rng.uniform(440, 490),
        rng.uniform(50, 57),
        rng.uniform(62, 70),
        puff=14,
        cuff="rib",
        raglan=rng.random() < 0.4,
        cuff_height=rng.uniform(48, 72),
        depth=0.7,
    )
    arms = sleeves(spec, cut, sleeve, poses(spec, 7, 30, folded=0.2), cuff=spec.trim("cuff", texture="rib"))
    hem, collar = spec.trim("hem", texture="rib"), spec.trim("collar", texture="rib")
    facts: Facts = (("closure", "Zipper"), ("collar", "Ribbed Collar"), ("pockets", "Side Pockets"))
    if back:
        seen = replace(cut, dip=16)
        seams = back_seams(cut, spec.rng("seams"), yoke=rng.random() < 0.4, middle=False)
        body = body_piece(spec, replace(seen, bottom=cut.bottom - band * 0.55), lines=seams)
        return [body, *rib_hem(seen, hem, band, tuck=6), *arms, back_stand(seen, collar, high * 0.8)], facts
    inside, *halves = stand_collar(cut, collar, spec.trim("lining"), high)
    body = body_piece(spec, replace(cut, bottom=cut.bottom - band * 0.55))
    slider = spec.rng("pull").choice((0.02, 0.06, 0.4))
    zips = zipper(spec, (C, cut.top + cut.dip), (C, cut.bottom + cut.hem_curve + 4), pull=None)
    upper = zipper(spec, (C, cut.top + cut.dip - high + 8), (C, cut.top + cut.dip + 14), name="zipper-top", pull=slider)
    front = [inside, body, *rib_hem(cut, hem, band, split=7, tuck=6), *_slant_pockets(spec, cut, band), *zips]
    return [*front, *arms, *halves, *upper], facts


def _slant_pockets(spec: Spec, cut: Cut, band: float) -> list[Part]:
    """Welts beside the front, slanted one way or the other; some close with a snap."""
    rng = spec.rng("pocket")
    turn, snapped = rng.choice((62, 70, 90, 112)), rng.random() < 0.4
    x, y = C - cut.hem * rng.uniform(0.5, 0.66), cut.bottom - band - rng.uniform(92, 124)
    out = pair([welt(x, y, rng.uniform(112, 150), rng.uniform(17, 26), cloth(spec, "pocket"), turn=turn)])
    if snapped:
        out += buttons(spec, [(x, y), (2 * C - x, y)], 8, "gunmetal", sewn=False, texture="metal")
    return out


def trucker(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    base = Cut(shoulder=206, chest=200, waist=196, hem=186, bottom=745, armpit=404, dip=58, neck=76, hem_curve=5)
    cut = varied(base, rng, wide=0.14, long=0.16)
    denim = spec.look == "denim" and spec.color not in ("black", "white", "charcoal", "gray")
    thread = shade("mustard") if denim else None
    band, yoke_y, sides = rng.uniform(38, 56), cut.top + cut.slope + rng.uniform(62, 96), rng.random() < 0.5
    sleeve = Sleeve(rng.uniform(460, 510), rng.uniform(46, 52), rng.uniform(56, 62), puff=4, cuff="band", cuff_height=46)
    arms = sleeves(spec, cut, sleeve, poses(spec, 7, 28, folded=0.2), cuff=spec.paint("cuff"), thread=thread)
    more: Facts = (("pockets", "Side Pockets"),) if sides else ()
    facts = (("closure", "Buttons"), ("collar", "Classic Collar"), ("pockets", "Chest Pockets"), *more)
    seams = _trucker_seams(spec, cut, yoke_y, yoke_y + (0 if back else 96), cut.bottom - band, thread)
    if back:
        seen = replace(cut, dip=14)
        collar = back_collar(seen, spec.paint("collar"), spec.rng("collar"), points=True)
        return [body_piece(spec, seen, lines=seams), _waist_strip(spec, cut, band, thread), *arms, collar], facts
    parts: list[Part] = [neck_inside(spec, cut), body_piece(spec, cut, lines=seams), _waist_strip(spec, cut, band, thread)]
    parts += _trucker_pockets(spec, cut, yoke_y, band if sides else 0, thread)
    parts.append(_placket(spec, cut, thread))
    top, low = cut.top + cut.dip + 34, cut.bottom - band / 2
    parts += buttons(spec, column(C, top, low, rng.choice((5, 6, 6))), 9.5, "brass", sewn=False, texture="metal")
    flaps = [(C + s * cut.chest * 0.5, yoke_y + 30) for s in (-1, 1)]
    parts += buttons(spec, flaps, 7.5, "brass", first=8, sewn=False, texture="metal")
    leaves = spec.rng("collar")
    collar_of = shirt_collar(spec, cut, spread=leaves.uniform(60, 86), fall=leaves.uniform(84, 108), thread=thread)
    return [*parts, *arms, *collar_of], facts


def _trucker_seams(spec: Spec, cut: Cut, yoke_y: float, start: float, low: float, thread: str | None) -> tuple[Line, ...]:
    """The yoke, and doubled seams that run from it towards each other down to the waistband."""
    rng, out = spec.rng("seams"), []
    inward = rng.uniform(0.24, 0.36)
    for s in (-1, 1):
        for shift in (0, 13):
            ends = line((C + s * (cut.chest * 0.52 + shift), start), (C + s * (cut.hem * inward + shift), low))
            out.append(Line(ends, 2, STITCH, thread, 0.75))
    for shift, dash in ((0, ""), (10, STITCH)):
        across = line((C - cut.shoulder + 6, yoke_y + shift), (C + cut.shoulder - 6, yoke_y + shift))
        out.append(Line(across, 2.2, dash, thread if dash else None, 0.7))
    return tuple(out)


def _waist_strip(spec: Spec, cut: Cut, band: float, thread: str | None) -> Part:
    b, w = cut.bottom, cut.hem + 2
    half = f"M {C} {b - band} L {C - w} {b - band - 3} L {C - w + 3} {b} L {C} {b + 6}"
    marks = tuple(Line(line((C - w + 4, b - at), (C + w - 4, b - at)), 2, STITCH, thread, 0.75) for at in (8, band - 6))
    return Part("hem", "hem", joined(half, half), cloth(spec, "hem"), depth=0.6, lines=marks, cast=0.4)


def _placket(spec: Spec, cut: Cut, thread: str | None) -> Part:
    top, low = cut.top + 50, cut.bottom + 6
    d = polygon((C - 22, top), (C + 22, top), (C + 22, low), (C - 22, low))
    marks = tuple(Line(line((x, cut.top + cut.dip), (x, low - 6)), 2, STITCH, thread, 0.8) for x in (C - 15, C + 15))
    return Part("placket", "placket", d, spec.paint("placket"), depth=0.5, form="flat", lines=marks, cast=0.5)


def _trucker_pockets(spec: Spec, cut: Cut, yoke_y: float, band: float, thread: str | None) -> list[Part]:
    """Chest pockets under the yoke; a waistband's height asks for slanted ones above it as well."""
    rng, paint = spec.rng("pocket"), spec.paint("pocket")
    wide, tall = rng.uniform(90, 114), rng.uniform(86, 120)
    x = C - cut.chest * 0.5 - wide / 2
    pointed = rng.random() < 0.7
    out = pair(patch(x, yoke_y + 6, wide, tall, paint, base="pointed", flap=0.36, pointed=pointed, thread=thread))
    if band:
        y, turn = cut.bottom - band - rng.uniform(72, 94), rng.choice((58, 68, 76))
        out += pair([welt(C - cut.hem * 0.62, y, 96, 20, cloth(spec, "pocket"), turn=turn, name="side-pocket-left")])
    return out


_MAKE: Mapping[str, Callable[[Spec], Made]] = {
    "bomber": bomber, "trucker": trucker, "puffer": puffer, "parka": parka, "biker": biker, "blazer": blazer,
    "windbreaker": windbreaker, "quilted vest": quilted_vest,
}  # fmt: skip


def jacket(spec: Spec) -> Drawing:
    parts, facts = _MAKE[spec.silhouette](spec)
    arms = "Sleeveless" if spec.silhouette == "quilted vest" else "Long Sleeve"
    return Drawing(tuple(parts), seed=spec.seed, turn=askew(spec), facts=(*facts, ("sleeve length", arms)))


TYPES: Mapping[str, Kind] = {
    "jacket": Kind(
        jacket,
        {
            "bomber": "a short jacket with ribbed collar, cuffs and hem, and a zipper",
            "trucker": "a short buttoned jacket with chest pockets and seams running down to the waistband",
            "puffer": "a padded jacket quilted across into thick tubes",
            "parka": "a long hooded jacket with a storm flap and large flap pockets",
            "biker": "a short jacket with a slanted zipper, wide snapped lapels and shoulder straps",
            "blazer": "a tailored jacket with lapels and a few buttons",
            "windbreaker": "a light sporty jacket with a yoke panel, a zipper and an elastic hem",
            "quilted vest": "a padded sleeveless jacket with a standing collar",
        },
        (
            "sleeve", "collar", "cuff", "hem", "pocket", "flap", "button", "zipper", "hood", "lining", "drawstring", "placket",
            "panel", "belt", "buckle", "strap", "piping",
        ),
    )
}  # fmt: skip
