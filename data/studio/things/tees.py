"""T-shirts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.shape import box, line
from data.studio.spec import Spec
from data.studio.things.closures import buttons, column
from data.studio.things.collars import back_rib, neck_rib
from data.studio.things.garment import STITCH, Body, C, Fact, body_part, contrast, inside, laid, proportioned
from data.studio.things.pocketry import patch
from data.studio.things.prints import print_on
from data.studio.things.ribbing import rib_cuff
from data.studio.things.sleeves import Finish, Sleeve, long_pair, short_pair, sleeves

LONG = Sleeve(352, 40, 14, 60)
SHAPES: Mapping[str, Body] = {
    "crew": Body(),
    "v-neck": Body(v=True, neck=72, neck_depth=136),
    "relaxed": Body(chest=240, waist=240, hem=240, shoulder=232, drop=58, armpit=404, bottom=742, neck=74),
    "long sleeve": Body(bottom=742),
    "pocket": Body(chest=212, waist=209, hem=211),
    "ringer": Body(chest=192, waist=182, hem=190, shoulder=170),
    "raglan": Body(neck=74, chest=206),
    "henley": Body(neck_depth=64),
    "cropped": Body(chest=206, waist=206, hem=206, shoulder=196, bottom=606, armpit=380, drop=46),
}
SLEEVES: Mapping[str, Sleeve] = {
    "relaxed": Sleeve(58, 88, 40, 84), "ringer": Sleeve(46, 62, 46, 60), "raglan": Sleeve(212, 52, 30, 64, raglan=True),
    "cropped": Sleeve(50, 78, 42, 76), "long sleeve": LONG,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """What this product's seed makes of its silhouette."""

    body: Body
    pair: tuple[Sleeve, Sleeve]
    long: bool
    band: float


def cut(spec: Spec) -> Cut:
    rng, kind = spec.rng(), spec.silhouette
    wide, long = (0.09, 0.12) if kind in ("relaxed", "cropped") else (0.12, 0.15)
    body = proportioned(rng, SHAPES[kind], wide=wide, long=long)
    full = kind == "long sleeve" or (kind == "henley" and rng.random() < 0.6)
    body = replace(
        body,
        hem_drop=rng.choice((4, 7, 12)),
        tail=rng.choice((0, 0, 0, 26)) if kind in ("crew", "v-neck", "henley", "pocket") else 0,
    )
    if kind == "raglan":
        pair = long_pair(rng, SLEEVES[kind], fold=0)
    else:
        pair = long_pair(rng, LONG) if full else short_pair(rng, SLEEVES.get(kind, Sleeve()))
    return Cut(body, pair, full, rng.choice((15, 19, 23)))


def _finish(spec: Spec, made: Cut) -> Finish:
    kind = spec.silhouette
    if kind == "ringer":
        return Finish(contrast(spec, "cuff", ("collar",)), 19, 1, lines=rib_cuff(19))
    if made.long and kind != "raglan":
        return Finish(spec.trim("cuff"), 36, 1, lines=rib_cuff(36))
    return Finish()


def _placket(spec: Spec, body: Body, band: float) -> list[Part]:
    """A henley's short button front."""
    rng = spec.rng("placket")
    count, top = rng.choice((2, 3, 3, 4)), body.top + body.neck_depth + 2
    bottom = top + 46 + count * 27
    d = box(C - 16, top, C + 16, bottom, 2)
    marks = (Line(line((C - 11, top + 20), (C - 11, bottom - 6), (C + 11, bottom - 6), (C + 11, top + 20)), 1.6, STITCH),)
    piece = Part("placket", "placket", d, spec.trim("placket", texture=spec.look), depth=0.4, form="flat", lines=marks, cast=0.3)
    places = column(C, top + band + 14, bottom - 20, count)
    return [piece, *buttons(spec, places, 6.5, rng.choice(("white", "cream", "brown", "charcoal")))]


def _pocket(spec: Spec, body: Body) -> list[Part]:
    rng = spec.rng("pocket")
    wide, x = rng.uniform(80, 104), C + rng.uniform(30, 44)
    y = body.armpit - rng.uniform(28, 62)
    return patch(
        x,
        y,
        wide,
        wide * rng.uniform(1.08, 1.25),
        spec.paint("pocket"),
        base=rng.choice(("pointed", "round", "square")),
        name="pocket",
    )


def _facts(spec: Spec, made: Cut) -> list[Fact]:
    kind = spec.silhouette
    neck = {"v-neck": "V-Neck", "henley": "Henley"}.get(kind, "Crew Neck")
    sleeve = "Three-Quarter Sleeve" if kind == "raglan" else "Long Sleeve" if made.long else "Short Sleeve"
    facts = [("neckline", neck), ("sleeve length", sleeve)]
    extra: Mapping[str, Fact] = {
        "pocket": ("pockets", "Chest Pocket"),
        "relaxed": ("fit", "Relaxed Fit"),
        "cropped": ("length", "Cropped"),
        "henley": ("closure", "Buttons"),
    }
    return [*facts, extra[kind]] if kind in extra else facts


def _details(spec: Spec, made: Cut) -> list[Part]:
    """What is sewn or printed on the front."""
    sewn = {"henley": lambda: _placket(spec, made.body, made.band), "pocket": lambda: _pocket(spec, made.body)}
    return [*(sewn[spec.silhouette]() if spec.silhouette in sewn else ()), *print_on(spec, made.body, spec.silhouette)]


def tee(spec: Spec) -> Drawing:
    made, kind, behind_view = cut(spec), spec.silhouette, spec.view == "other"
    seen = made.body.back() if behind_view else made.body
    arm_paint = contrast(spec, "sleeve", ("collar",)) if kind == "raglan" else spec.paint("sleeve")
    match = {"raglan": ("sleeve",), "ringer": ("cuff",)}.get(kind)
    collar = contrast(spec, "collar", match) if match else spec.trim("collar", texture=spec.look)
    arms, over = sleeves(seen, made.pair, arm_paint, _finish(spec, made), spec.rng("creases"))
    rows = spec.rng("stitches").choice(((18,), (14, 20)))
    torso = body_part(spec, seen, [Line(seen.hem_line(up), 1.7, STITCH) for up in rows])
    layers = [torso, *arms] if kind == "raglan" else [*arms, torso]
    if behind_view:
        return laid(spec, [*layers, back_rib(seen, collar, made.band), *over], _facts(spec, made))
    back, front = neck_rib(made.body, collar, made.band, stitched=kind != "raglan")
    parts = [inside(made.body, spec.main_color()), back, *layers, *_details(spec, made), front, *over]
    return laid(spec, parts, _facts(spec, made))


TYPES: Mapping[str, Kind] = {
    "tee": Kind(
        tee,
        {
            "crew": "a plain T-shirt with a round ribbed neck",
            "v-neck": "a T-shirt whose ribbed neck runs down to a point",
            "relaxed": "a wide, boxy T-shirt with dropped shoulders and broad sleeves",
            "long sleeve": "a T-shirt with long sleeves and ribbed cuffs",
            "pocket": "a T-shirt with a pocket on the chest",
            "ringer": "a close T-shirt with neck and sleeve bands in another color",
            "raglan": "a baseball T-shirt: three-quarter sleeves in another color that run up to the neck",
            "henley": "a collarless T-shirt with a short row of buttons at the neck",
            "cropped": "a short, boxy T-shirt that ends at the waist",
        },
        ("sleeve", "collar", "cuff", "pocket", "placket", "button", "logo"),
    )
}
