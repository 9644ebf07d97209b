"""Jeans: five pockets, rivets and mustard thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import lighter, luminance, shade
from data.studio.shape import AXIS, box, ellipse, line, polygon, segments
from data.studio.spec import Spec
from data.studio.things import trouser_parts as sewn
from data.studio.things.legs import Cut, Legs, laid_out
from data.studio.things.trouser_folds import crotch_folds, drape_folds, fading, leg_folds
from data.studio.things.trouser_pockets import patch_pockets, slant_pockets
from data.studio.things.warp import stretched, warped

C = AXIS
CUTS: Mapping[str, Cut] = {
    "slim": Cut(waist=148, hip=176, rise=232, length=835, knee=124, hem=102),
    "straight": Cut(waist=152, hip=184, rise=246, length=835, knee=148, hem=140),
    "wide": Cut(waist=148, hip=190, rise=268, length=835, knee=192, hem=206),
    "flare": Cut(waist=138, hip=172, rise=238, length=855, knee=122, hem=204),
    "skinny": Cut(waist=136, hip=162, rise=236, length=815, knee=98, hem=70),
    "boyfriend": Cut(waist=164, hip=202, rise=250, length=770, knee=164, hem=136),
}
LEG = {
    "slim": "Slim Leg",
    "straight": "Straight Leg",
    "wide": "Wide Leg",
    "flare": "Flared Leg",
    "skinny": "Skinny Leg",
    "boyfriend": "Tapered Leg",
}


def jeans(spec: Spec) -> Drawing:
    """A pair of jeans from the front, or from behind in the other view."""
    rng = spec.rng()
    legs = laid_out(CUTS[spec.silhouette].varied(rng), rng)
    facts = (("pockets", "Five Pockets"), ("closure", "Button and Zip Fly"), ("leg", LEG[spec.silhouette]))
    rolled = spec.silhouette == "boyfriend"
    parts = (*_denim(spec, legs, rolled=rolled), *denim_waist(spec, legs))
    hung = warped(parts, stretched(1, 1, lean=rng.uniform(-0.05, 0.05), narrow=rng.uniform(-0.06, 0.06)))
    return Drawing(hung, seed=spec.seed, fill=0.86, turn=rng.uniform(-5, 5), facts=facts)


def thread(spec: Spec) -> str | None:
    """Mustard on indigo and earthy colors; on black and white the thread is the cloth's own."""
    return None if spec.color in ("black", "white", "cream", "charcoal") else shade("mustard")


def _denim(spec: Spec, legs: Legs, *, rolled: bool) -> tuple[Part, ...]:
    rng = spec.rng("details")
    cloth = spec.paint(texture=spec.look or "denim")
    ends = _rolled(spec, legs, rng.uniform(38, 62)) if rolled else ()
    worn = fading(legs, cloth.color, rng.uniform(0.4, 1.5) * (0.5 if luminance(cloth.color) > 0.6 else 1))
    lines = (*worn, *(() if rolled else (sewn.hem_stitch(legs, 20, thread=thread(spec)),)))
    folds = (*crotch_folds(legs, rng), *leg_folds(legs, rng))
    if spec.silhouette in ("wide", "flare"):
        folds = (*folds, *drape_folds(legs, rng, legs.at(-1, 0.4), count=1))
    if spec.view == "other":
        body = sewn.body(legs, cloth, folds=folds, lines=(*lines, *sewn.seat_seam(legs, thread=thread(spec))))
        return (body, *ends)
    return (sewn.inside(legs, spec), sewn.body(legs, cloth, folds=folds, lines=(*lines, sewn.front_seam(legs))), *ends)


def _rolled(spec: Spec, legs: Legs, high: float) -> tuple[Part, ...]:
    """Cuffs rolled up twice: the paler wrong side of the denim."""
    own = spec.paint("cuff", texture=spec.look or "denim")
    paint = own if "cuff" in spec.parts else replace(own, color=lighter(own.color, 0.34))
    cuffs = sewn.turn_ups(legs, paint, high, ease=6)
    return tuple(
        replace(cuff, lines=(Line(legs.around(side, legs.bottom(side) - high * 0.42), 2.2, "", None, 0.55),))
        for side, cuff in zip((-1, 1), cuffs, strict=True)
    )


def denim_waist(spec: Spec, legs: Legs) -> tuple[Part, ...]:
    """Everything from the waistband to the pockets: front or back."""
    rng, ink, pocket = spec.rng("waist"), thread(spec), spec.paint("pocket", texture=spec.look or "denim")
    back = spec.view == "other"
    band = sewn.waistband(legs, spec.paint("waistband", texture=spec.look or "denim"), back=back, thread=ink)
    loops = sewn.loops(legs, band.paint, (-0.76, 0, 0.76) if back else (-0.66, 0.66), back=back)
    if back:
        patches = patch_pockets(legs, pocket, rng=rng, thread=ink, deep=rng.uniform(0.38, 0.46))
        yoke = sewn.yoke(legs, spec.paint("yoke", texture=spec.look or "denim"), thread=ink)
        return (yoke, *patches, band, *loops, _leather_patch(spec, legs))
    scoop = slant_pockets(legs, pocket, start=rng.uniform(0.54, 0.64), deep=rng.uniform(0.44, 0.54), thread=ink, bend=0.26)
    fly = sewn.fly(legs, spec.paint("placket", texture=spec.look or "denim"), thread=ink, double=True)
    metal = spec.metal("button", "brass")
    coin = _coin_pocket(legs, scoop[0], pocket, ink)
    rivets = _rivets(legs, (scoop[0], scoop[2]), metal)
    return (*scoop[:1], *coin, *scoop[1:], *fly, band, *loops, *rivets, *sewn.center_button(legs, metal))


def _coin_pocket(legs: Legs, facing: Part, paint: Paint, ink: str | None) -> tuple[Part, ...]:
    """The small fifth pocket, inside the front pocket on the left of the picture."""
    y = legs.cut.top + legs.cut.band + 20
    (x0, y0), (x1, _) = legs.hips(-1, y, 0.1), legs.hips(-1, y, 0.34)
    d = polygon((x0, y0), (x1, y0 + 5), (x1 + 2, y0 + 90), (x0 + 4, y0 + 86))
    seam = line((x0, y0 + 6), (x1, y0 + 11))
    return (
        Part(
            "coin-pocket",
            "pocket",
            d,
            paint,
            depth=0.4,
            form="flat",
            within=facing.d,
            cast=0.3,
            lines=(Line(seam, 1.9, sewn.STITCH, ink, 0.8),),
        ),
    )


def _rivets(legs: Legs, pockets: tuple[Part, ...], metal: Paint) -> tuple[Part, ...]:
    """Small rivets where the pockets' openings end."""
    parts = []
    for pocket, side in zip(pockets, (-1, 1), strict=True):
        start = segments(pocket.d)[0][1][0]
        end = segments(pocket.d)[1][1][-1]
        for n, (x, y) in enumerate(((start[0] - side * 4, start[1] + 10), (end[0] - side * 24, end[1] + 1))):
            parts.append(
                Part(f"rivet-{sewn.NAMES[side]}-{n}", "button", ellipse(x, y, 4.6, 4.6), metal, form="ball", depth=0.7, cast=0.3)
            )
    return tuple(parts)


def _leather_patch(spec: Spec, legs: Legs) -> Part:
    """The maker's patch at the back of the waistband."""
    x, y = C + legs.cut.waist * 0.42, legs.cut.top + 4
    paint = spec.paint("logo", texture="leather") if "logo" in spec.parts else Paint(shade("tan"), texture="leather", name="tan")
    wide, high = 62.0, legs.cut.band + 6
    marks = " ".join(line((x - 20, y + high * k), (x + 20, y + high * k)) for k in (0.36, 0.54, 0.72))
    return Part(
        "patch",
        "logo",
        box(x - wide / 2, y, x + wide / 2, y + high, 3),
        paint,
        depth=0.4,
        form="flat",
        cast=0.5,
        lines=(
            Line(box(x - wide / 2 + 4, y + 4, x + wide / 2 - 4, y + high - 4, 2), 1.6, "5 4", None, 0.6),
            Line(marks, 2.2, "", None, 0.4),
        ),
    )


TYPES: Mapping[str, Kind] = {
    "jeans": Kind(
        jeans,
        {
            "slim": "denim jeans that are narrow from the thigh down",
            "straight": "denim jeans with legs of one width from knee to hem",
            "wide": "denim jeans with a high waist and wide legs",
            "flare": "denim jeans, tight to the knee and flaring to the hem",
            "skinny": "denim jeans, tight down to the ankle",
            "boyfriend": "loose denim jeans with rolled-up cuffs",
        },
        ("waistband", "pocket", "placket", "button", "cuff", "yoke", "logo", "lining"),
    )
}
