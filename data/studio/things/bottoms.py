"""Trousers: chinos, tailored and wide ones, joggers, cargo trousers, leggings and cropped ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.shape import AXIS, moved, smooth
from data.studio.spec import Spec
from data.studio.things import trouser_parts as sewn
from data.studio.things.legs import POSES, SIDES, Cut, Legs, laid_out
from data.studio.things.trouser_folds import crotch_folds, drape_folds, gathers, leg_folds
from data.studio.things.trouser_pockets import cargo_pocket, patch_pockets, slant_pockets, welt_pockets
from data.studio.things.warp import joined, stretched, warped

C = AXIS
Facts = tuple[tuple[str, str], ...]
CUTS: Mapping[str, Cut] = {
    "chino": Cut(waist=152, hip=186, rise=246, length=830, knee=140, hem=116),
    "tailored": Cut(waist=148, hip=180, rise=250, length=850, knee=138, hem=120, band=40),
    "wide leg": Cut(waist=138, hip=184, rise=286, length=850, knee=192, hem=218, band=52, dip=12),
    "jogger": Cut(waist=152, hip=184, rise=258, length=810, knee=132, hem=92, band=50, dip=12),
    "cargo": Cut(waist=154, hip=196, rise=256, length=830, knee=166, hem=150),
    "leggings": Cut(waist=122, hip=150, rise=250, length=800, knee=92, hem=66, band=82, dip=12),
    "cropped": Cut(waist=158, hip=200, rise=280, length=700, knee=168, hem=160, band=44),
}


def trousers(spec: Spec) -> Drawing:
    """A pair of trousers from the front, or from behind in the other view."""
    rng = spec.rng()
    cut = CUTS[spec.silhouette].varied(rng)
    poses = {"jogger": ("straight", "apart", "stride", "sway")}.get(spec.silhouette, POSES)
    legs = laid_out(cut, rng, poses)
    parts, facts = _MAKERS[spec.silhouette](spec, legs)
    hung = warped(parts, stretched(1, 1, lean=rng.uniform(-0.05, 0.05), narrow=rng.uniform(-0.08, 0.08)))
    return Drawing(hung, seed=spec.seed, fill=0.86, turn=rng.uniform(-5, 5), facts=facts)


def _chino(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("pockets", "Side Pockets"), ("closure", "Button and Zip Fly"), ("leg", "Tapered Leg"), ("rise", "Mid Rise"))
    cuffed = spec.rng("cuff").random() < 0.3
    lines = [] if cuffed else [sewn.hem_stitch(legs, rng.choice((16, 24, 32)))]
    ends = sewn.turn_ups(legs, spec.paint("cuff"), rng.uniform(34, 46)) if cuffed else ()
    folds = (*crotch_folds(legs, rng), *leg_folds(legs, rng))
    if spec.view == "other":
        body = sewn.body(legs, cloth, folds=folds, lines=(*lines, *sewn.seat_seam(legs), sewn.darts(legs)))
        seat = welt_pockets(legs, spec.paint("pocket"), spec.trim("button"))
        return (body, *ends, *seat, *_banded(spec, legs, back=True)), facts
    body = sewn.body(legs, cloth, folds=folds, lines=(*lines, sewn.front_seam(legs)))
    pockets = slant_pockets(legs, spec.paint("pocket"), start=rng.uniform(0.56, 0.7), deep=rng.uniform(0.56, 0.7))
    front = (*pockets, *sewn.fly(legs, spec.paint("placket")), *_banded(spec, legs))
    return (sewn.inside(legs, spec), body, *ends, *front), facts


def _banded(spec: Spec, legs: Legs, *, back: bool = False) -> tuple[Part, ...]:
    """A waistband with belt loops, and in front its button."""
    band = sewn.waistband(legs, spec.paint("waistband"), back=back)
    loops = sewn.loops(legs, band.paint, (-0.78, 0, 0.78) if back else (-0.68, 0.68), back=back)
    return (band, *loops) if back else (band, *loops, *sewn.center_button(legs, spec.trim("button", texture="plastic")))


def _tailored(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("pockets", "Side Pockets"), ("closure", "Hook and Zip Fly"), ("leg", "Straight Leg"), ("rise", "Mid Rise"))
    cuffed, pleated = spec.rng("cuff").random() < 0.35, rng.random() < 0.5
    ends = sewn.turn_ups(legs, spec.paint("cuff"), rng.uniform(36, 48), ease=2) if cuffed else ()
    lines = [sewn.creases(legs, legs.cut.top + legs.cut.rise * (0.3 if pleated else 0.5))]
    folds = list(crotch_folds(legs, rng))
    if spec.view == "other":
        body = sewn.body(legs, cloth, folds=tuple(folds), lines=(*lines, *sewn.seat_seam(legs), sewn.darts(legs)))
        seat = welt_pockets(legs, spec.paint("pocket"), spec.trim("button"), sides=rng.choice((SIDES, (1,))))
        return (body, *ends, *seat, *_plain_band(spec, legs, back=True)), facts
    if pleated:
        edges, open_folds = sewn.pleats(legs, rng.choice(((0.48,), (0.4, 0.6))), rng.uniform(60, 110))
        lines.append(edges)
        folds += open_folds
    body = sewn.body(legs, cloth, folds=tuple(folds), lines=(*lines, sewn.front_seam(legs)))
    pockets = slant_pockets(legs, spec.paint("pocket"), start=rng.uniform(0.7, 0.8), deep=rng.uniform(0.62, 0.76), stitched=False)
    front = (*pockets, *sewn.fly(legs, spec.paint("placket"), shown=False), *_plain_band(spec, legs))
    return (sewn.inside(legs, spec), body, *ends, *front), facts


def _plain_band(spec: Spec, legs: Legs, *, back: bool = False) -> tuple[Part, ...]:
    """A waistband without stitches, closed by a hidden hook under a long end."""
    band = sewn.waistband(legs, spec.paint("waistband"), back=back)
    lines = () if back else (sewn.band_end(legs, long=spec.rng("end").uniform(26, 52)),)
    return (Part(band.name, band.kind, band.d, band.paint, depth=band.depth, lines=lines, cast=band.cast),)


def _wide(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("pockets", "Side Pockets"), ("closure", "Hook and Zip Fly"), ("leg", "Wide Leg"), ("rise", "High Rise"))
    drape = drape_folds(legs, rng, legs.crotch - 30, count=rng.choice((2, 3)))
    lines = [sewn.hem_stitch(legs, rng.choice((22, 34)))]
    if spec.view == "other":
        body = sewn.body(legs, cloth, folds=drape, lines=(*lines, *sewn.seat_seam(legs), sewn.darts(legs)), fold_width=10)
        return (body, *welt_pockets(legs, spec.paint("pocket"), None), *_plain_band(spec, legs, back=True)), facts
    edges, opened = sewn.pleats(legs, rng.choice(((0.45,), (0.36, 0.56))), rng.uniform(70, 150))
    body = sewn.body(legs, cloth, folds=(*drape, *opened), lines=(*lines, edges, sewn.front_seam(legs)), fold_width=10)
    pockets = slant_pockets(legs, spec.paint("pocket"), start=0.8, deep=rng.uniform(0.62, 0.74), stitched=False)
    front = (*pockets, *sewn.fly(legs, spec.paint("placket"), shown=False), *_plain_band(spec, legs))
    return (sewn.inside(legs, spec), body, *front), facts


def _jogger(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("pockets", "Side Pockets"), ("closure", "Drawstring"), ("leg", "Tapered Leg"), ("waist", "Elastic Waist"))
    ends = sewn.turn_ups(legs, spec.trim("cuff", texture="rib"), rng.uniform(40, 62), ease=-1)
    bunch = tuple(
        moved(legs.around(side, legs.bottom(side) - 70 - 16 * k, start=0.1 * k, end=0.9), 0, rng.uniform(-3, 3))
        for side in SIDES
        for k in (0, 1)
    )
    folds = (*gathers(legs, rng), *crotch_folds(legs, rng), *bunch, *leg_folds(legs, rng, 1))
    band = sewn.waistband(legs, spec.trim("waistband", texture="rib"), back=spec.view == "other", gathered=True)
    if spec.view == "other":
        pocket = patch_pockets(legs, spec.paint("pocket"), rng=rng, deep=0.46)[-1:]
        return (sewn.body(legs, cloth, folds=folds, lines=sewn.seat_seam(legs)), *ends, *pocket, band), facts
    body = sewn.body(legs, cloth, folds=folds, lines=(sewn.front_seam(legs, start=legs.cut.top + legs.cut.band + 10),))
    pockets = slant_pockets(legs, spec.paint("pocket"), start=0.84, deep=rng.uniform(0.64, 0.76))
    cords = sewn.cord(legs, spec.trim("drawstring", texture="canvas"), rng, bow=rng.random() < 0.4)
    return (sewn.inside(legs, spec), body, *ends, *pockets, band, *cords), facts


def _cargo(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (
        ("pockets", "Cargo Pockets"),
        ("pockets", "Side Pockets"),
        ("closure", "Button and Zip Fly"),
        ("leg", "Straight Leg"),
    )
    y, wide, high = legs.at(-1, rng.uniform(0.16, 0.3)), rng.uniform(84, 112), rng.uniform(124, 160)
    button = spec.trim("button", texture="plastic") if rng.random() < 0.5 else None
    big = tuple(
        part
        for side in SIDES
        for part in cargo_pocket(
            legs, side, spec.paint("pocket"), spec.paint("flap"), y=y + rng.uniform(-4, 4), wide=wide, high=high, button=button
        )
    )
    lines = [sewn.hem_stitch(legs, 22), _knee_darts(legs)]
    folds = (*crotch_folds(legs, rng), *leg_folds(legs, rng))
    if spec.view == "other":
        body = sewn.body(legs, cloth, folds=folds, lines=(*lines, *sewn.seat_seam(legs), sewn.darts(legs)))
        seat = welt_pockets(legs, spec.paint("pocket"), None, flap=spec.paint("flap"))
        return (body, *big, *seat, *_banded(spec, legs, back=True)), facts
    body = sewn.body(legs, cloth, folds=folds, lines=(*lines, sewn.front_seam(legs)))
    pockets = slant_pockets(legs, spec.paint("pocket"), start=rng.uniform(0.58, 0.7), deep=0.56)
    front = (*pockets, *big, *sewn.fly(legs, spec.paint("placket")), *_banded(spec, legs))
    return (sewn.inside(legs, spec), body, *front), facts


def _knee_darts(legs: Legs) -> Line:
    """Short darts that shape the knee."""
    d = " ".join(
        legs.around(side, legs.at(side, share), start=a, end=b)
        for side in SIDES
        for share, a, b in ((0.5, 0.72, 1), (0.56, 0.72, 1))
    )
    return Line(d, 2, "", None, 0.5)


def _leggings(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng, cloth = spec.rng("details"), spec.paint()
    facts = (("closure", "Pull-On"), ("leg", "Skinny Leg"), ("rise", "High Rise"))
    back = spec.view == "other"
    seam = sewn.seat_seam(legs) if back else (sewn.front_seam(legs, start=legs.cut.top + legs.cut.band + legs.cut.dip),)
    body = sewn.body(legs, cloth, folds=leg_folds(legs, rng, 1), lines=(*seam, sewn.hem_stitch(legs, 14)), fold_width=8)
    low = legs.cut.top + legs.cut.band
    band = Part(
        "waistband",
        "waistband",
        legs.waistband(dip=2 if back else None),
        spec.paint("waistband"),
        depth=0.7,
        cast=0.3,
        lines=(Line(legs.waist(low - 6, dip=2 if back else None), 1.6, STITCH_FLAT, None, 0.6),),
    )
    panels = _side_panels(spec, legs, rng.uniform(0.2, 0.34))
    return ((body, *panels, band) if back else (sewn.inside(legs, spec), body, *panels, band)), facts


STITCH_FLAT = "4 3"


def _side_panels(spec: Spec, legs: Legs, share: float) -> tuple[Part, ...]:
    """Panels down the outside of both legs."""
    parts = []
    for side in SIDES:
        top, low = legs.cut.top + legs.cut.band - 6, legs.bottom(side)
        upper = smooth(
            [legs.hips(side, y, share * (0.7 + 0.3 * k / 3)) for k in range(4) for y in (top + (legs.crotch - 40 - top) * k / 3,)]
        )
        edge = joined(upper, legs.down(side, legs.crotch + 30, low + 1, share * 1.1))
        x = C + side * legs.cut.hip * 1.02
        d = f"{edge} L {x:.1f} {low + 4:.1f} L {x:.1f} {top:.1f} Z"
        seam = Line(edge, 3.2, STITCH_FLAT, None, 0.55)
        name = f"panel-{sewn.NAMES[side]}"
        parts.append(replace(sewn.panel(name, "panel", d, spec.paint("panel"), legs), lines=(seam,)))
    return tuple(parts)


def _cropped(spec: Spec, legs: Legs) -> tuple[tuple[Part, ...], Facts]:
    rng = spec.rng("details")
    parts, _ = _wide(spec, legs) if rng.random() < 0.5 else _chino(spec, legs)
    closure = (
        "Button and Zip Fly" if any(p.kind == "waistband" and p.name.startswith("loop") for p in parts) else "Hook and Zip Fly"
    )
    return parts, (("pockets", "Side Pockets"), ("closure", closure), ("length", "Cropped"), ("rise", "High Rise"))


_MAKERS: Mapping[str, Callable[[Spec, Legs], tuple[tuple[Part, ...], Facts]]] = {
    "chino": _chino,
    "tailored": _tailored,
    "wide leg": _wide,
    "jogger": _jogger,
    "cargo": _cargo,
    "leggings": _leggings,
    "cropped": _cropped,
}

TYPES: Mapping[str, Kind] = {
    "trousers": Kind(
        trousers,
        {
            "chino": "casual cotton trousers with slanted pockets, a buttoned waistband and a tapered leg",
            "tailored": "dress trousers with pressed creases and a plain waistband",
            "wide leg": "high-waisted trousers with pleats and wide legs that fall in folds",
            "jogger": "sweatpants with a gathered waist, a drawstring and ribbed cuffs",
            "cargo": "straight trousers with large flap pockets on the thighs",
            "leggings": "tight stretch leggings with a broad waistband and side panels",
            "cropped": "high-waisted trousers that end at the calf",
        },
        ("waistband", "pocket", "flap", "placket", "button", "cuff", "drawstring", "panel", "lining"),
    )
}
