"""Loose dresses: slip, maxi, tiered and pinafore; and the list of all dresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.shape import box, symmetric
from data.studio.spec import Spec
from data.studio.things.bodices import NECKS, bodice_cut, camisole, straps, upper, with_skirt
from data.studio.things.closures import buttons, cloth, column, knot, waist_belt
from data.studio.things.fitted_dresses import length_of, sheath, shirt_dress, skater, wrap
from data.studio.things.outer_body import Facts, Made, dimmed
from data.studio.things.outer_cut import STITCH, C, Neckline
from data.studio.things.pocketry import pair, patch
from data.studio.things.skirt_cloth import Fall, flared, tiers
from data.studio.things.skirts import slit_piece, waistband


def slip(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    style = rng.choice(("v", "cowl", "straight", "sweetheart"))
    x, top, chest = rng.uniform(84, 98), rng.uniform(184, 208), rng.uniform(122, 140)
    waist, bottom, hem = chest * rng.uniform(0.84, 0.96), rng.uniform(760, 902), rng.uniform(142, 226)
    fall = Fall(waist, hem, 420, bottom, belly=0.1, flutes=rng.choice((2, 3, 4)), sag=rng.uniform(8, 30), hips=chest * 1.06,
                sway=rng.uniform(-26, 26))  # fmt: skip
    shoulder, band, lean = rng.uniform(84, 106), rng.uniform(7, 12), rng.uniform(8, 20)
    slit, slit_at = rng.choice((-0.55, 0.55, None, None)), rng.uniform(0.5, 0.64)
    up = 34 if back else 0
    gown = camisole(
        spec, top=top + up, armpit=270, chest=chest, x=x, below=fall, style="straight" if back else style, seamless=True
    )
    strings = straps(spec, x - 4, shoulder, top + up + 12, band, lean=lean, far=None if back else top + 40)
    parts = [*([] if back else [_hollow(spec, x, top)]), *strings, gown]
    if slit is not None:
        parts.append(replace(slit_piece(spec, fall, -slit if back else slit, slit_at), within=gown.d))
    neck = {"v": "V-Neck", "cowl": "Cowl Neck", "straight": "Straight Neck", "sweetheart": "Sweetheart"}[style]
    return parts, (
        ("neckline", neck),
        ("sleeve length", "Sleeveless"),
        ("length", length_of(bottom)),
        ("straps", "Spaghetti Straps"),
    )


def _hollow(spec: Spec, x: float, top: float) -> Part:
    """The inside of the back, seen over the front's edge."""
    d = symmetric(f"M {C} {top + 44} Q {C - x * 0.6} {top + 40} {C - x} {top + 8} L {C - x + 8} {top + 60} L {C} {top + 96}")
    return Part("inside", "lining", d, dimmed(spec.trim("lining"), 0.36), form="drop")


def maxi(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    sleeve = rng.choice(("Sleeveless", "Sleeveless", "Short Sleeve", "Three-Quarter Sleeve", "Long Sleeve"))
    shape: Neckline = rng.choice(("v", "v", "round", "square"))
    cut = bodice_cut(rng, sleeve, rng.uniform(356, 404), shape)
    cut = replace(cut, top=70, armpit=cut.armpit - 42, waist_y=cut.waist_y - 30)
    fall = Fall(
        cut.hem + 2,
        rng.uniform(190, 316),
        cut.bottom - 8,
        rng.uniform(920, 950),
        belly=rng.uniform(-0.25, 0.3),
        flutes=rng.choice((5, 6, 7)),
        wave=rng.uniform(8, 14),
        sag=rng.uniform(10, 30),
        sway=rng.uniform(-24, 24),
    )
    puff = rng.choice((0, 0, 14)) if sleeve == "Short Sleeve" else 0
    slit, slit_at = rng.choice((-0.5, 0.5, None, None, None)), rng.uniform(0.4, 0.55)
    belted, high, ends = rng.random() < 0.5, rng.uniform(18, 30), (rng.uniform(130, 230), rng.uniform(140, 250))
    gown = flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"), name="skirt", start=0.03)
    skirt = [gown]
    if slit is not None:
        skirt.append(replace(slit_piece(spec, fall, -slit if back else slit, slit_at), within=gown.d))
    parts = with_skirt(upper(spec, cut, sleeve, puff=puff), skirt)
    facts: Facts = (("neckline", NECKS[shape]), ("sleeve length", sleeve), ("length", "Maxi"))
    if not belted:
        return parts, facts
    tie, y = cloth(spec, "belt"), cut.bottom - 6
    parts.append(waist_belt(tie, cut.hem + 3, y, high, sag=5))
    return [*parts, *([] if back else knot(tie, C + rng.uniform(-30, 30), y + 4, 28, ends))], (*facts, ("belt", "Belted"))


def tiered(spec: Spec) -> Made:
    rng = spec.rng()
    strapped = rng.random() < 0.35
    sleeve = "Sleeveless" if strapped else rng.choice(("Short Sleeve", "Short Sleeve", "Three-Quarter Sleeve", "Long Sleeve"))
    shape: Neckline = rng.choice(("square", "round", "v"))
    count = rng.choice((2, 3, 3, 4))
    bottom = rng.uniform(640, 740) if count == 2 else rng.uniform(750, 900)
    cut = bodice_cut(rng, sleeve, rng.uniform(326, 424), shape, wide=1.04)
    hem, flutes, puff = rng.uniform(195, 300), rng.choice((4, 5, 6)), rng.choice((14, 20, 26))
    shoulder, width = rng.uniform(92, 108), rng.uniform(16, 26)
    skirt = tiers(spec.paint(), spec.rng(f"tiers {spec.view}"), waist=cut.hem + 3, hem=hem, top=cut.bottom - 8, bottom=bottom,
                  count=count, flutes=flutes)  # fmt: skip
    if strapped:
        top, waist = 196.0, Fall(cut.hem, hem, cut.bottom, bottom)
        front = camisole(spec, top=top, armpit=272, chest=cut.chest * 0.95, x=88, below=waist, style="straight")
        above = [*straps(spec, 74, shoulder, top + 14, width, far=top + 16), front]
    else:
        above = upper(spec, cut, sleeve, puff=puff, darts=False)
    neck = "Straight Neck" if strapped else NECKS[shape]
    facts = (("neckline", neck), ("sleeve length", sleeve), ("length", length_of(bottom)), ("detail", "Tiered"))
    return with_skirt(above, skirt), facts


def pinafore(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    half, top, waist_y = rng.uniform(76, 104), rng.uniform(206, 246), rng.uniform(394, 434)
    waist, bottom = rng.uniform(114, 134), rng.uniform(660, 800)
    fall = Fall(
        waist,
        rng.uniform(180, 264),
        waist_y - 6,
        bottom,
        belly=rng.uniform(0, 0.3),
        flutes=rng.choice((1, 3, 4)),
        wave=7,
        sag=rng.uniform(6, 18),
    )
    shoulder, width, high = rng.uniform(84, 106), rng.uniform(28, 42), rng.uniform(28, 42)
    sides, buttoned = rng.random() < 0.6, rng.random() < 0.5
    lower = flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"), name="skirt", stitched=18)
    band = waistband(spec, replace(fall, waist=waist + 1, top=waist_y + high * 0.5), high)[1]
    facts: Facts = (
        ("neckline", "Square Neck"),
        ("sleeve length", "Sleeveless"),
        ("length", length_of(bottom)),
        ("straps", "Wide Straps"),
    )
    facts = (*facts, ("pockets", "Patch Pockets")) if sides else facts
    if back:
        return [*_crossed_straps(spec, shoulder, waist_y, width), lower, band], facts
    x = half - width * 0.55
    strings = straps(spec, x, shoulder, top + 50, width, lean=4, far=waist_y - 40)
    parts = [*strings[:2], lower, _bib(spec, half, top, waist_y), *strings[2:], *_strap_ends(spec, x, top + 46, width)]
    parts += _bib_pocket(spec, top)
    if sides:
        own = spec.rng("pocket")
        wide, (px, py) = own.uniform(80, 98), fall.at(-0.55, 0.2)
        parts += pair(patch(px - wide / 2, py, wide, wide * 1.1, spec.paint("pocket"), base=own.choice(("square", "round"))))
    parts.append(band)
    if buttoned:
        places = column(C, waist_y + 6, fall.at(0, 0.86)[1], rng.choice((4, 5, 6)))
        parts += buttons(spec, places, 10, "brass", texture="metal", sewn=False)
    return parts, facts


def _bib(spec: Spec, half: float, top: float, low: float) -> Part:
    d = symmetric(
        f"M {C} {top} L {C - half + 10} {top} Q {C - half} {top} {C - half - 1} {top + 12} L {C - half - 8} {low} L {C} {low}"
    )
    stitch = Line(box(C - half + 9, top + 9, C + half - 9, low - 14, 8).removesuffix("Z"), 1.9, STITCH)
    return Part("body", "body", d, spec.paint(), depth=0.6, lines=(stitch,), cast=0.8)


def _bib_pocket(spec: Spec, top: float) -> list[Part]:
    """A pocket on the bib, in most."""
    rng = spec.rng("bib")
    if rng.random() < 0.3:
        return []
    wide, tall = rng.uniform(76, 100), rng.uniform(74, 90)
    base, flap = rng.choice(("square", "pointed")), rng.choice((0, 0, 0.34))
    return patch(
        C - wide / 2, top + rng.uniform(50, 70), wide, tall, spec.paint("pocket"), base=base, name="pocket-bib", flap=flap
    )


def _crossed_straps(spec: Spec, top: float, low: float, width: float) -> list[Part]:
    """From behind, the straps cross."""
    out = []
    for n, s in enumerate((-1, 1), 1):
        d = f"M {C + s * 92} {top} L {C + s * (92 - width)} {top - 2} L {C - s * 66} {low} L {C - s * (66 - width)} {low} Z"
        out.append(Part(f"strap-{n}", "strap", d, cloth(spec, "strap"), depth=0.6))
    return out


def _strap_ends(spec: Spec, x: float, y: float, width: float) -> list[Part]:
    """Where straps meet the bib: a button, or a sliding clasp."""
    if spec.rng("ends").random() < 0.5:
        return buttons(spec, [(C - x, y - 14), (C + x, y - 14)], 11, "brass", texture="metal", sewn=False, first=21)
    metal, w, out = spec.metal("buckle", "brass"), width / 2 + 7, []
    for name, at in (("left", C - x), ("right", C + x)):
        frame = f"{box(at - w, y - 40, at + w, y - 4, 6)} {box(at - w + 7, y - 33, at + w - 7, y - 11, 4)}"
        out.append(Part(f"buckle-{name}", "buckle", frame, metal, depth=0.6, cast=0.7))
    return out


_MAKE: Mapping[str, Callable[[Spec], Made]] = {
    "skater": skater, "wrap": wrap, "slip": slip, "shirt dress": shirt_dress, "maxi": maxi, "sheath": sheath, "tiered": tiered,
    "pinafore": pinafore,
}  # fmt: skip


def dress(spec: Spec) -> Drawing:
    parts, facts = _MAKE[spec.silhouette](spec)
    return Drawing(tuple(parts), seed=spec.seed, facts=facts, fill=0.86)


TYPES: Mapping[str, Kind] = {
    "dress": Kind(
        dress,
        {
            "skater": "a fitted bodice over a short flared skirt",
            "wrap": "a dress that crosses over in a V and is tied at the waist",
            "slip": "a narrow dress on thin straps",
            "shirt dress": "a dress with a shirt's collar, buttoned down the front",
            "maxi": "a dress to the ankles with a flowing skirt",
            "sheath": "a narrow fitted dress to the knee, without a waist seam",
            "tiered": "a dress whose skirt is made of gathered tiers",
            "pinafore": "a skirt with a bib on wide shoulder straps",
        },
        (
            "sleeve",
            "collar",
            "cuff",
            "pocket",
            "button",
            "belt",
            "buckle",
            "tie",
            "strap",
            "placket",
            "waistband",
            "lining",
            "panel",
        ),
    )
}
