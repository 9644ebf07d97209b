"""Shorts, from swim shorts to bermudas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.palette import lighter
from data.studio.shape import AXIS, line
from data.studio.spec import Spec
from data.studio.things import trouser_parts as sewn
from data.studio.things.jeans import denim_waist, thread
from data.studio.things.legs import SIDES, Cut, Leg, Legs
from data.studio.things.trouser_folds import crotch_folds, fading, gathers
from data.studio.things.trouser_pockets import cargo_pocket, slant_pockets, welt_pockets
from data.studio.things.warp import stretched, warped

C = AXIS
Facts = tuple[tuple[str, str], ...]
CUTS: Mapping[str, Cut] = {
    "chino": Cut(waist=196, hip=246, rise=312, length=560, knee=200, hem=240, band=54, dip=18, top=220),
    "athletic": Cut(waist=192, hip=252, rise=320, length=500, knee=200, hem=272, band=58, dip=14, top=230),
    "denim": Cut(waist=196, hip=240, rise=304, length=450, knee=200, hem=240, band=54, dip=20, top=240),
    "cargo": Cut(waist=194, hip=246, rise=300, length=620, knee=200, hem=238, band=52, dip=18, top=190),
    "swim": Cut(waist=204, hip=258, rise=300, length=430, knee=200, hem=280, band=60, dip=14, top=250),
    "bermuda": Cut(waist=168, hip=208, rise=276, length=660, knee=200, hem=182, band=46, dip=16, top=150),
}


def shorts(spec: Spec) -> Drawing:
    """A pair of shorts from the front, or from behind in the other view."""
    rng = spec.rng()
    legs = _laid_out(CUTS[spec.silhouette].varied(rng), spec)
    parts, facts = _MAKERS[spec.silhouette](spec, legs)
    laid = warped(parts, stretched(1, rng.uniform(0.94, 1.08), lean=rng.uniform(-0.06, 0.06), narrow=rng.uniform(-0.1, 0.1)))
    return Drawing(laid, seed=spec.seed, fill=0.74, turn=rng.uniform(-6, 6), facts=facts)


def _laid_out(cut: Cut, spec: Spec) -> Legs:
    """Shorts lie with their hems flared out by hand, each a little differently."""
    rng = spec.rng("pose")
    spread, shift = rng.choice((0.0, 0.03, 0.08, 0.14)) * cut.hem, rng.uniform(-14, 14)
    legs = []
    for side in SIDES:
        inner = 5 + spread * 0.8 + side * shift * 0.6
        outer = 5 + spread + cut.hem + side * shift
        knee = (inner * 0.5, cut.hip + (outer - cut.hip) * 0.5)
        legs.append(Leg(knee, (inner, outer), rng.uniform(0, 10), rng.uniform(-16, 4)))
    return Legs(cut, legs[0], legs[1])


def _chino(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("pockets", "Side Pockets"), ("closure", "Button and Zip Fly"))
    cuffed = spec.rng("cuff").random() < 0.4
    ends = sewn.turn_ups(legs, spec.paint("cuff"), rng.uniform(40, 58)) if cuffed else ()
    lines = () if cuffed else (sewn.hem_stitch(legs, rng.choice((18, 30, 44))),)
    folds = crotch_folds(legs, rng)
    if spec.view == "other":
        body = sewn.body(legs, cloth, folds=folds, lines=(*lines, *sewn.seat_seam(legs), sewn.darts(legs)))
        return (
            body,
            *ends,
            *welt_pockets(legs, spec.paint("pocket"), spec.trim("button")),
            *banded(spec, legs, back=True),
        ), facts
    body = sewn.body(legs, cloth, folds=folds, lines=(*lines, sewn.front_seam(legs)))
    pockets = slant_pockets(legs, spec.paint("pocket"), start=rng.uniform(0.54, 0.7), deep=rng.uniform(0.56, 0.72))
    return (sewn.inside(legs, spec), body, *ends, *pockets, *sewn.fly(legs, spec.paint("placket")), *banded(spec, legs)), facts


def banded(spec: Spec, legs: Legs, *, back: bool = False) -> tuple[Part, ...]:
    """A waistband with belt loops, and in front its button."""
    band = sewn.waistband(legs, spec.paint("waistband"), back=back)
    loops = sewn.loops(legs, band.paint, (-0.78, 0, 0.78) if back else (-0.66, 0.66), back=back)
    return (
        (band, *loops) if back else (band, *loops, *sewn.center_button(legs, spec.trim("button", texture="plastic"), radius=13))
    )


def _athletic(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("closure", "Drawstring"), ("waist", "Elastic Waist"))
    back = spec.view == "other"
    band = sewn.waistband(legs, spec.paint("waistband"), back=back, gathered=True)
    folds = (*gathers(legs, rng), *crotch_folds(legs, rng))
    seam = sewn.seat_seam(legs) if back else (sewn.front_seam(legs, start=legs.cut.top + legs.cut.band + 10),)
    body = sewn.body(legs, cloth, folds=folds, lines=(*seam, sewn.hem_stitch(legs, 16)))
    panels = _side_panels(spec, legs, rng.uniform(0.1, 0.24), curved=rng.random() < 0.5)
    if back:
        return (body, *panels, band), facts
    cords = sewn.cord(legs, spec.trim("drawstring", texture="canvas"), rng, bow=rng.random() < 0.4)
    return (sewn.inside(legs, spec), body, *panels, band, *cords), facts


def _side_panels(spec: Spec, legs: Legs, share: float, *, curved: bool) -> tuple[Part, ...]:
    """Panels down both sides; curved ones sweep to the front at the hem."""
    parts = []
    for side in SIDES:
        top, low = legs.cut.top + legs.cut.band - 4, legs.bottom(side)
        (ax, ay), (mx, my) = legs.hips(side, top, share * 0.4), legs.across(side, legs.crotch - 40, share * 0.5)
        bx, by = legs.across(side, low, share * 2.2 if curved else share)
        edge = f"M {ax:.1f} {ay:.1f} Q {mx:.1f} {my + 60:.1f} {bx:.1f} {by + 8:.1f}"
        x = C + side * max(legs.cut.hip + 4, abs(legs.outer(side, low) - C) + 4)
        paint = spec.paint("panel")
        parts.append(
            Part(
                f"panel-{sewn.NAMES[side]}",
                "panel",
                f"{edge} L {x} {low + 30} L {x} {top} Z",
                paint,
                within=legs.outline(),
                depth=0.5,
                form="flat",
                cast=0,
                outline=0.8,
                lines=(Line(edge, 3, "", None, 0.5),),
            )
        )
    return tuple(parts)


def _denim(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng = spec.rng("details")
    cloth = spec.paint(texture=spec.look or "denim")
    facts = (("pockets", "Five Pockets"), ("closure", "Button and Zip Fly"))
    frayed = spec.rng("cuff").random() < 0.5
    worn = fading(legs, cloth.color, rng.uniform(0.3, 1.2))
    if frayed:
        ends: tuple[Part, ...] = _frayed(legs, spec)
    else:
        own = spec.paint("cuff", texture=spec.look or "denim")
        ends = sewn.turn_ups(
            legs, own if "cuff" in spec.parts else replace(own, color=lighter(own.color, 0.34)), rng.uniform(40, 56), ease=4
        )
    seams = sewn.seat_seam(legs, thread=thread(spec)) if spec.view == "other" else (sewn.front_seam(legs),)
    body = sewn.body(legs, cloth, folds=crotch_folds(legs, rng), lines=(*worn, *seams))
    inner = () if spec.view == "other" else (sewn.inside(legs, spec),)
    tail = (body, *ends) if not frayed else (*ends, body)
    return (*inner, *tail, *denim_waist(spec, legs)), facts


def _frayed(legs: Legs, spec: Spec) -> tuple[Part, ...]:
    """Threads that hang from a cut hem."""
    rng, parts = spec.rng("fray"), []
    paint = spec.paint("fringe", texture="")
    pale = paint if "fringe" in spec.parts else replace(paint, color=lighter(paint.color, 0.55), pattern="plain")
    for side in SIDES:
        count = 46
        points = [legs.across(side, legs.bottom(side) - 12, 0.01), legs.across(side, legs.bottom(side) - 12, 0.99)]
        low = []
        for k in range(count + 1):
            x, y = legs.across(side, legs.bottom(side), 0.99 - 0.98 * k / count)
            low.append((x, y + (rng.uniform(9, 20) if k % 2 else rng.uniform(1, 5))))
        d = line(*points, *low) + " Z"
        parts.append(Part(f"fray-{sewn.NAMES[side]}", "fringe", d, pale, depth=0.2, form="flat", outline=0.6))
    return tuple(parts)


def _cargo(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("pockets", "Cargo Pockets"), ("pockets", "Side Pockets"), ("closure", "Button and Zip Fly"))
    y, wide, high = legs.at(-1, rng.uniform(-0.06, 0.12)), rng.uniform(104, 130), rng.uniform(130, 166)
    button = spec.trim("button", texture="plastic") if rng.random() < 0.5 else None
    big = tuple(
        part
        for side in SIDES
        for part in cargo_pocket(
            legs, side, spec.paint("pocket"), spec.paint("flap"), y=y + rng.uniform(-4, 4), wide=wide, high=high, button=button
        )
    )
    lines = (sewn.hem_stitch(legs, 24),)
    folds = crotch_folds(legs, rng)
    if spec.view == "other":
        body = sewn.body(legs, cloth, folds=folds, lines=(*lines, *sewn.seat_seam(legs), sewn.darts(legs)))
        seat = welt_pockets(legs, spec.paint("pocket"), None, flap=spec.paint("flap"))
        return (body, *big, *seat, *banded(spec, legs, back=True)), facts
    body = sewn.body(legs, cloth, folds=folds, lines=(*lines, sewn.front_seam(legs)))
    pockets = slant_pockets(legs, spec.paint("pocket"), start=rng.uniform(0.54, 0.66), deep=0.54)
    return (sewn.inside(legs, spec), body, *pockets, *big, *sewn.fly(legs, spec.paint("placket")), *banded(spec, legs)), facts


def _swim(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("closure", "Drawstring"), ("waist", "Elastic Waist"), ("pockets", "Side Pockets"))
    back = spec.view == "other"
    band = sewn.waistband(legs, spec.paint("waistband"), back=back, gathered=True)
    folds = (*gathers(legs, rng), *crotch_folds(legs, rng))
    ends = _hem_bands(spec, legs, rng.uniform(18, 34))
    if back:
        body = sewn.body(legs, cloth, folds=folds, lines=sewn.seat_seam(legs))
        return (
            body,
            *ends,
            *welt_pockets(legs, spec.paint("pocket"), None, sides=(1,), flap=spec.paint("flap")),
            band,
        ), facts
    body = sewn.body(legs, cloth, folds=folds, lines=(sewn.front_seam(legs, start=legs.cut.top + legs.cut.band),))
    pockets = slant_pockets(legs, spec.paint("pocket"), start=0.8, deep=rng.uniform(0.64, 0.76))
    paint = spec.trim("drawstring", texture="canvas")
    pale = paint if "drawstring" in spec.parts else replace(paint, color=lighter(paint.color, 0.5))
    return (sewn.inside(legs, spec), body, *ends, *pockets, band, *sewn.cord(legs, pale, rng, bow=rng.random() < 0.6)), facts


def _hem_bands(spec: Spec, legs: Legs, high: float) -> tuple[Part, ...]:
    """Narrow bands at the hems."""
    return tuple(
        Part(
            f"hem-{sewn.NAMES[side]}",
            "hem",
            legs.ring(side, legs.bottom(side) - high, legs.bottom(side) + 2),
            spec.paint("hem"),
            depth=0.4,
            form="flat",
            cast=0,
            lines=(Line(legs.around(side, legs.bottom(side) - high), 2, "", None, 0.5),),
        )
        for side in SIDES
    )


def _bermuda(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng = spec.rng("details")
    parts, facts = _chino(spec, legs)
    crease = sewn.creases(legs, legs.cut.top + legs.cut.rise * 0.55)
    edges, opened = sewn.pleats(legs, (0.5,), rng.uniform(60, 110))
    at = next(n for n, part in enumerate(parts) if part.name == "body")
    extra = (crease,) if spec.view == "other" else (crease, edges)
    body = replace(
        parts[at], lines=(*parts[at].lines, *extra), folds=(*parts[at].folds, *(() if spec.view == "other" else opened))
    )
    return (*parts[:at], body, *parts[at + 1 :]), (*facts, ("length", "Knee Length"))


_MAKERS: Mapping[str, Callable[[Spec, Legs], tuple[tuple[Part, ...], Facts]]] = {
    "chino": _chino,
    "athletic": _athletic,
    "denim": _denim,
    "cargo": _cargo,
    "swim": _swim,
    "bermuda": _bermuda,
}

TYPES: Mapping[str, Kind] = {
    "shorts": Kind(
        shorts,
        {
            "chino": "casual cotton shorts with slanted pockets and a buttoned waistband",
            "athletic": "light sports shorts with a gathered waist, a drawstring and side panels",
            "denim": "short denim shorts with rivets, rolled or frayed at the hem",
            "cargo": "longer shorts with large flap pockets at the sides",
            "swim": "short, wide swim shorts with a gathered waist, a cord and banded hems",
            "bermuda": "narrow, knee-length shorts with pleats and pressed creases",
        },
        (
            "waistband",
            "pocket",
            "flap",
            "placket",
            "button",
            "cuff",
            "hem",
            "fringe",
            "drawstring",
            "panel",
            "yoke",
            "logo",
            "lining",
        ),
    )
}
