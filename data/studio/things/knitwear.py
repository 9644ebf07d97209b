"""Sweaters, cardigans and knitted vests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.studio.drawing import Drawing, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker
from data.studio.shape import symmetric
from data.studio.spec import Spec
from data.studio.things.cardigans import button_band, lying_open, pockets
from data.studio.things.closures import zipper
from data.studio.things.collars import back_rib, neck_rib
from data.studio.things.garment import Body, C, Fact, drapes, inside, laid, proportioned
from data.studio.things.ribbing import DEEP, arm_bands, hem_rib, knitted, mock_neck, rib_cuff, ribbed, roll_neck, tall_neck_behind
from data.studio.things.sleeves import Finish, Sleeve, long_pair, sleeves

ARM = Sleeve(352, 46, 14, 64)
_BASE = Body(neck=68, neck_depth=74, chest=216, waist=214, hem=206, shoulder=198, drop=46, armpit=402, bottom=748, hem_drop=5)
SHAPES: Mapping[str, Body] = {
    "crew": _BASE,
    "v-neck": replace(_BASE, v=True, neck=70, neck_depth=150),
    "turtleneck": replace(_BASE, neck=60, neck_depth=40, back_depth=0),
    "cardigan": replace(_BASE, v=True, neck=66, neck_depth=226),
    "cable": replace(_BASE, neck=66, neck_depth=66, chest=222, waist=220, hem=210),
    "half-zip": replace(_BASE, neck=62, neck_depth=48),
    "vest": replace(_BASE, v=True, neck=66, neck_depth=166, chest=194, waist=192, hem=186, shoulder=152, armpit=412, bottom=722),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """What this product's seed makes of its silhouette: `band`, `cuff` and `hem` are the heights of its ribs, `gap` how far
    a cardigan's fronts lie off the middle.
    """

    body: Body
    pair: tuple[Sleeve, Sleeve]
    band: float
    cuff: float
    hem: float
    pitch: float
    gap: float = 0


def cut(spec: Spec) -> Cut:
    rng, kind = spec.rng(), spec.silhouette
    body = proportioned(rng, SHAPES[kind], wide=0.11, long=0.14)
    body = replace(body, hem=min(body.hem, body.chest - 2))
    pair = long_pair(rng, replace(ARM, width=ARM.width + rng.uniform(-3, 9)), fold=0.1 if kind == "cardigan" else 0.32)
    gap = rng.choice((0, 0, 0, rng.uniform(16, 30), rng.uniform(30, 58))) if kind == "cardigan" else 0
    return Cut(body, pair, rng.uniform(20, 32), rng.uniform(34, 74), rng.uniform(32, 66), rng.choice((6, 7.5, 9)), gap)


def _half_zip(spec: Spec, made: Cut) -> tuple[list[Part], list[Part]]:
    rng, body = spec.rng("zip"), made.body
    height, gape, long = rng.uniform(42, 62), rng.choice((3.0, 3.0, 18.0, 30.0)), rng.uniform(130, 190)
    back, left, right = mock_neck(body, ribbed(spec, "collar"), made.pitch, height, gape)
    low = body.top + body.neck_depth
    if gape < 4:
        return [back], [left, right, *zipper(spec, (C, low - height + 2), (C, low + long), width=10)]
    mouth = symmetric(f"M {C} {low + gape * 2.2} L {C - gape * 0.55} {low - 6} L {C} {low - 10}")
    dark = Part("inside-front", "lining", mouth, Paint(darker(spec.main_color(), 0.42)), depth=0.3, form="drop", cast=0)
    return [inside(body, spec.main_color(), 80), back], [
        dark,
        left,
        right,
        *zipper(spec, (C, low + gape * 2.0), (C, low + long), width=10),
    ]


def _layers(spec: Spec, seen: Body, made: Cut) -> tuple[list[Part], list[Part]]:
    """Sleeves, body and lower rib; and what is folded over the front."""
    cloth, folds = replace(seen, bottom=seen.bottom - made.hem + 8).outline(), drapes(seen, spec.rng("drape"), 1)
    torso = Part("body", "body", cloth, knitted(spec), depth=0.7, folds=folds, fold_width=34, cast=0.5)
    hem = hem_rib(spec, seen, made.hem, made.pitch)
    if spec.silhouette == "vest":
        return [*arm_bands(spec, seen, made.band * 0.8, made.pitch), torso, hem], []
    arms, over = _arms(spec, seen, made)
    return [*arms, torso, hem], over


def _arms(spec: Spec, seen: Body, made: Cut) -> tuple[list[Part], list[Part]]:
    finish = Finish(ribbed(spec, "cuff"), made.cuff, 1, lines=rib_cuff(made.cuff, made.pitch, DEEP))
    arms, over = sleeves(seen, made.pair, knitted(spec, "sleeve"), finish, spec.rng("creases"))
    return list(arms), list(over)


def _neck(spec: Spec, made: Cut) -> tuple[list[Part], list[Part]]:
    """What of the neck lies behind the body, and what in front."""
    kind, paint, body = spec.silhouette, ribbed(spec, "collar"), made.body
    if kind == "turtleneck":
        standing, folded = roll_neck(body, paint, made.pitch, spec.rng("neck").uniform(64, 96))
        return [standing], [folded]
    if kind == "half-zip":
        return _half_zip(spec, made)
    back, front = neck_rib(body, paint, made.band, pitch=made.pitch, stitched=False)
    details = button_band(spec, body, made.band, made.pitch) if kind == "cardigan" else []
    return [inside(body, spec.main_color(), made.band), back], [*details, front]


def _neck_behind(spec: Spec, seen: Body, made: Cut) -> list[Part]:
    kind, paint = spec.silhouette, ribbed(spec, "collar")
    if kind == "turtleneck":
        return [tall_neck_behind(seen, paint, made.pitch, spec.rng("neck").uniform(64, 96), 16)]
    if kind == "half-zip":
        return [tall_neck_behind(seen, paint, made.pitch, spec.rng("zip").uniform(42, 62), 6)]
    return [back_rib(seen, paint, made.band, pitch=made.pitch)]


def _facts(spec: Spec, pockets: bool) -> list[Fact]:
    kind = spec.silhouette
    neck = {"v-neck": "V-Neck", "cardigan": "V-Neck", "vest": "V-Neck", "turtleneck": "Turtleneck", "half-zip": "Mock Neck"}.get(
        kind, "Crew Neck"
    )
    facts = [("neckline", neck), ("sleeve length", "Sleeveless" if kind == "vest" else "Long Sleeve")]
    closure = {"cardigan": "Buttons", "half-zip": "Half Zip"}.get(kind)
    return [*facts, *([("closure", closure)] if closure else []), *([("pockets", "Two Patch Pockets")] if pockets else [])]


def _front(spec: Spec, made: Cut, sewn: list[Part]) -> list[Part]:
    """All that the front shows, from back to front; `sewn` are its pockets."""
    if made.gap:
        arms, over = _arms(spec, made.body, made)
        behind, fronts = lying_open(spec, made.body, made.gap, made.band, made.hem, made.pitch)
        return [*behind, *arms, *fronts, *sewn, *over]
    layers, over = _layers(spec, made.body, made)
    behind, front = _neck(spec, made)
    return [*behind, *layers, *sewn, *front, *over]


def sweater(spec: Spec) -> Drawing:
    made = cut(spec)
    sewn = pockets(spec, made.body, made.hem, made.pitch, made.gap) if spec.silhouette == "cardigan" else []
    facts = _facts(spec, bool(sewn))
    if spec.view == "other":
        seen = made.body.back()
        layers, over = _layers(spec, seen, made)
        return laid(spec, [*layers, *_neck_behind(spec, seen, made), *over], facts)
    return laid(spec, _front(spec, made, sewn), facts)


TYPES: Mapping[str, Kind] = {
    "sweater": Kind(
        sweater,
        {
            "crew": "a pullover with a round ribbed neck",
            "v-neck": "a pullover whose ribbed neck runs down to a point",
            "turtleneck": "a pullover with a tall neck folded over",
            "cardigan": "a knitted jacket with buttons down the front from a deep V",
            "cable": "a heavy pullover with twisted cables all over",
            "half-zip": "a pullover with a standing collar and a zipper to the chest",
            "vest": "a sleeveless pullover with a deep V and ribbed armholes",
        },
        ("sleeve", "collar", "cuff", "hem", "placket", "button", "pocket", "zipper"),
    )
}
