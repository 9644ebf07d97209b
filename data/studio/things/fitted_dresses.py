"""Dresses with a marked waist: skater, wrap, shirt dress and sheath."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.shape import line, polygon
from data.studio.spec import Spec
from data.studio.things.bodices import NECKS, bodice_cut, dress_sleeves, neck_facing, upper, with_skirt
from data.studio.things.closures import buckle, buttons, cloth, column, knot, waist_belt
from data.studio.things.lapels import back_collar, neck_inside, shirt_collar
from data.studio.things.outer_body import Facts, Made, far_armholes
from data.studio.things.outer_cut import STITCH, C, Cut, Neckline, joined
from data.studio.things.pocketry import pair, patch
from data.studio.things.skirt_cloth import Fall, flared
from data.studio.things.skirts import slit_piece, wrap_panel


def length_of(bottom: float) -> str:
    """What records call a dress that ends at this height."""
    return "Mini" if bottom < 690 else "Knee Length" if bottom < 790 else "Midi" if bottom < 905 else "Maxi"


def skater(spec: Spec) -> Made:
    rng = spec.rng()
    sleeve = rng.choice(("Sleeveless", "Sleeveless", "Cap Sleeve", "Short Sleeve", "Three-Quarter Sleeve"))
    shape: Neckline = rng.choice(("round", "round", "v", "square", "sweetheart"))
    cut = bodice_cut(rng, sleeve, rng.uniform(396, 444), shape)
    bottom, belted = rng.uniform(660, 770), rng.random() < 0.3
    fall = Fall(cut.hem + 2, rng.uniform(230, 312), cut.bottom - 8, bottom, belly=rng.uniform(-0.1, 0.4),
                flutes=rng.choice((6, 7, 8, 9)), wave=rng.uniform(9, 15), sag=rng.uniform(18, 44))  # fmt: skip
    skirt = flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"), name="skirt", start=0.03)
    parts = with_skirt(upper(spec, cut, sleeve), [skirt])
    facts: Facts = (
        ("neckline", NECKS[shape]),
        ("sleeve length", sleeve),
        ("length", length_of(bottom)),
        ("fit", "Fit and Flare"),
    )
    if not belted:
        return parts, facts
    return [*parts, *thin_belt(spec, cut.hem + 3, cut.bottom - 8, rng.uniform(22, 32))], (*facts, ("belt", "Belted"))


def thin_belt(spec: Spec, half: float, y: float, high: float) -> list[Part]:
    """A belt, and in front its metal buckle."""
    belt = waist_belt(cloth(spec, "belt"), half, y, high, sag=5)
    return [belt, buckle(spec, C, y + 4, 19, high * 0.5 + 7, "gold", "metal")] if spec.view == "front" else [belt]


def wrap(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    sleeve = rng.choice(("Short Sleeve", "Three-Quarter Sleeve", "Three-Quarter Sleeve", "Long Sleeve"))
    cut = bodice_cut(rng, sleeve, rng.uniform(414, 452), "v", dip=rng.uniform(140, 214))
    bottom, side, high = rng.uniform(750, 890), rng.choice((-1, 1)), rng.uniform(24, 38)
    fall = Fall(
        cut.hem + 2,
        rng.uniform(185, 268),
        cut.bottom - 10,
        bottom,
        belly=rng.uniform(0, 0.3),
        flutes=rng.choice((3, 4, 5)),
        wave=9,
        sag=rng.uniform(10, 26),
    )
    skirt = [flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"), name="skirt")]
    above = upper(spec, cut, sleeve, darts=False)
    tie, y = cloth(spec, "tie"), cut.bottom - 6
    band = replace(waist_belt(tie, cut.hem + 4, y, high, sag=6, name="tie"), kind="tie", lines=())
    facts: Facts = (("neckline", "V-Neck"), ("sleeve length", sleeve), ("length", length_of(bottom)), ("closure", "Tie"))
    if back:
        return [*with_skirt(above, skirt), band], facts
    skirt.append(wrap_panel(spec, fall, side, name="skirt-panel"))
    x, ends = C + side * cut.hem * rng.uniform(0.45, 0.75), (rng.uniform(120, 200), rng.uniform(150, 240))
    return [*with_skirt(_crossed(spec, cut, above, side), skirt), band, *knot(tie, x, y + 4, 32, ends, side * 6, "tie")], facts


def _crossed(spec: Spec, cut: Cut, above: list[Part], side: int) -> list[Part]:
    """The bodice's upper lap, from the far shoulder down to the knot's side."""
    y, n, w, low = cut.top, cut.neck, cut.hem, cut.bottom
    base, out = replace(cut, dip=cut.dip * 0.9).half(), C - cut.chest - 40
    bend = y + cut.dip * 0.56
    corner = f"L {C + w * 0.6} {low + 6} L {out} {low + 6} L {out} {y - 10}"
    d = f"M {C - n} {y} Q {C - n * 0.42} {bend} {C + w * 0.72} {low - 8} {corner} Z"
    edge = f"M {C - n + 3} {y + 8} Q {C - n * 0.42 - 6} {bend + 6} {C + w * 0.7 - 8} {low - 8}"
    folds = []
    for k in range(3):
        x, end = C + w * (0.5 - 0.22 * k), (C - cut.chest * (0.3 + 0.2 * k), cut.armpit + 30 + 24 * k)
        folds.append(f"M {x} {low - 8} Q {C - w * 0.1 * k} {low - 70} {end[0]} {end[1]}")
    lap = Part("body-lap", "body", d, spec.paint(), depth=0.6, within=joined(base, base), folds=tuple(folds), fold_width=9,
               lines=(Line(edge, 1.8, STITCH, None, 0.5),))  # fmt: skip
    at = next(k for k, p in enumerate(above) if p.name == "body")
    return [*above[: at + 1], lap if side == 1 else lap.mirror("body-lap"), *above[at + 1 :]]


def shirt_dress(spec: Spec) -> Made:
    rng = spec.rng()
    sleeve = rng.choice(("Short Sleeve", "Short Sleeve", "Long Sleeve", "Sleeveless"))
    belted, pockets, darted = rng.random() < 0.7, rng.random() < 0.5, rng.random() < 0.4
    cut = bodice_cut(rng, sleeve, rng.uniform(424, 460), neck=60, dip=46, wide=1.1)
    cut = replace(cut, hem=cut.hem * (1.0 if belted else 1.1))
    bottom = rng.uniform(720, 880)
    fall = Fall(
        cut.hem + 1,
        rng.uniform(165, 262),
        cut.bottom - 8,
        bottom,
        belly=rng.uniform(0.0, 0.3),
        flutes=rng.choice((2, 3, 4, 5)),
        wave=7,
        sag=rng.uniform(6, 20),
    )
    skirt = flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"), name="skirt", stitched=16, start=0.05)
    parts = with_skirt(upper(spec, cut, sleeve, darts=darted, cuffed=True), [skirt])
    facts: list[tuple[str, str]] = [
        ("neckline", "Collared"), ("collar", "Classic Collar"), ("closure", "Buttons"), ("sleeve length", sleeve),
        ("length", length_of(bottom)),
    ]  # fmt: skip
    facts += [("pockets", "Chest Pockets")] if pockets else []
    facts += [("belt", "Belted")] if belted else []
    if spec.view == "front":
        return [*parts, *_shirt_front(spec, cut, fall.at(0, 1)[1], pockets, belted)], tuple(facts)
    if belted:
        parts.append(waist_belt(cloth(spec, "belt"), cut.hem + 4, cut.bottom - 4, 30, sag=5))
    return [*parts, back_collar(cut, spec.paint("collar"), spec.rng("collar"), fall=40, wide=18, points=True)], tuple(facts)


def _shirt_front(spec: Spec, cut: Cut, low: float, pockets: bool, belted: bool) -> list[Part]:
    """Placket, pockets, buttons, belt and collar."""
    rng = spec.rng("front")
    d = polygon((C - 17, cut.top + 40), (C + 17, cut.top + 40), (C + 17, low), (C - 17, low))
    marks = tuple(Line(line((x, cut.top + 60), (x, low - 6)), 1.6, STITCH, None, 0.5) for x in (C - 11, C + 11))
    parts = [Part("placket", "placket", d, spec.paint("placket"), depth=0.5, form="flat", cast=0.45, lines=marks)]
    if pockets:
        x, flap = C - cut.chest * 0.52 - 34, rng.choice((0, 0.34))
        parts += pair(patch(x, cut.armpit - 6, 68, 78, spec.paint("pocket"), base="pointed", flap=flap))
    places = column(C, cut.top + 86, low - rng.uniform(60, 200), rng.choice((8, 9, 10)))
    y, high = cut.bottom - 4, rng.uniform(26, 36)
    places = [p for p in places if not belted or abs(p[1] - y) > high * 0.5 + 9]
    parts += buttons(spec, places, 7, "white")
    if belted:
        parts.append(waist_belt(cloth(spec, "belt"), cut.hem + 4, y, high, sag=5))
        bow = knot(cloth(spec, "belt"), C - 14, y + 4, 30, (120, 140))
        parts += bow if rng.random() < 0.5 else [buckle(spec, C, y + 5, 21, high * 0.62, "gold", "metal")]
    return [*parts, *shirt_collar(spec, cut, spread=rng.uniform(50, 68), fall=rng.uniform(66, 86))]


_SHEATH_WAIST = 430.0


def sheath(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    sleeve = rng.choice(("Sleeveless", "Sleeveless", "Cap Sleeve", "Short Sleeve", "Three-Quarter Sleeve"))
    boat = rng.random() < 0.35
    shape: Neckline = "round" if boat else rng.choice(("round", "square", "v"))
    cut = bodice_cut(rng, sleeve, _SHEATH_WAIST, shape, neck=96 if boat else 0, dip=30 if boat else 0)
    bottom, hips = rng.uniform(720, 840), cut.waist * rng.uniform(1.18, 1.32)
    cut = replace(
        cut, hem=hips * rng.uniform(0.84, 0.98), waist=cut.waist * 1.02, waist_y=_SHEATH_WAIST, bottom=bottom, hem_curve=5
    )
    shallow, belted, slit = rng.uniform(14, 60), rng.random() < 0.3, rng.choice((-0.5, 0.5, None, None))
    seen = replace(cut, dip=min(cut.dip, shallow), neckline="round") if back else cut
    body = _sheath_body(spec, seen, hips)
    parts: list[Part] = [] if back else [neck_inside(spec, seen, dim=0.34)]
    parts += far_armholes(spec, seen, 0.36) if sleeve == "Sleeveless" else []
    parts.append(body)
    if back or slit is not None:
        fall = Fall(cut.waist, cut.hem, _SHEATH_WAIST, bottom, flutes=1, sag=4)
        parts.append(replace(slit_piece(spec, fall, 0.0 if back else slit or 0.0, 0.74), within=body.d))
    parts += dress_sleeves(spec, seen, sleeve)
    neck = "Boat Neck" if boat else NECKS[shape]
    facts: Facts = (("neckline", neck), ("sleeve length", sleeve), ("length", length_of(bottom)), ("fit", "Fitted"))
    if not belted:
        return parts, facts
    return [*parts, *thin_belt(spec, cut.waist + 4, _SHEATH_WAIST, rng.uniform(18, 26))], (*facts, ("belt", "Belted"))


def _sheath_body(spec: Spec, cut: Cut, hips: float) -> Part:
    """The body in one piece, shaped by seams over bust and hips."""
    rng, drape, wy = spec.rng("seams"), spec.rng(f"drape {spec.view}"), _SHEATH_WAIST
    end = cut.bottom if rng.random() < 0.5 else 560.0
    seams = [neck_facing(cut)]
    for s in (-1, 1):
        start = (C + s * cut.chest * 0.62, cut.armpit - 20)
        d = f"M {start[0]} {start[1]} Q {C + s * cut.waist * 0.5} {wy} {C + s * hips * 0.5} {end}"
        seams.append(Line(d, 1.9, "", None, 0.5))
    seams.append(Line(line((C - cut.hem + 4, cut.bottom - 18), (C + cut.hem - 4, cut.bottom - 18)), 1.8, STITCH))
    if spec.view == "other":
        seams.append(Line(line((C, cut.top + cut.dip), (C, cut.bottom + 5)), 2.2, "", None, 0.55))
    folds = []
    for s in (-1, 1, 1):
        x, y = C + s * cut.waist * 0.94, wy + drape.uniform(-24, 24)
        x1, y1 = C + s * cut.waist * drape.uniform(-0.1, 0.3), wy + drape.uniform(-14, 14)
        folds.append(f"M {x} {y} Q {C + s * cut.waist * 0.5} {wy + drape.uniform(0, 30)} {x1} {y1}")
    return Part("body", "body", _column(cut, hips), spec.paint(), depth=0.9, folds=tuple(folds), lines=tuple(seams), fold_width=9)


def _column(cut: Cut, hips: float) -> str:
    """The outline of a body without a waist seam that follows waist and hips to the knee."""
    whole = replace(cut, bottom=600).half()
    above = whole[: whole.rindex(" C ")]
    wy, hy, b, low = _SHEATH_WAIST, 590.0, cut.bottom - cut.hem_curve, cut.bottom + cut.hem_curve
    half = (
        f"{above} C {C - cut.waist} {wy + 50} {C - hips} {hy - 60} {C - hips} {hy} C {C - hips} {hy + 70} {C - cut.hem} {b - 90} "
        f"{C - cut.hem} {b} Q {C - cut.hem * 0.5} {low} {C} {low}"
    )
    return joined(half, half)
