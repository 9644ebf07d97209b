"""Padded jackets: tubes of down, one below the other, and the quilted vest."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import line, polygon
from data.studio.spec import Spec
from data.studio.things.closures import buttons, cloth, column, zipper
from data.studio.things.hoods import hood, hood_back
from data.studio.things.lapels import back_stand, stand_collar
from data.studio.things.outer_body import Made, armhole_bands, far_armholes
from data.studio.things.outer_cut import C, Cut, joined, varied
from data.studio.things.outer_sleeves import Limb, Pose, Sleeve, limb, poses
from data.studio.things.pocketry import pair, welt


def tubes(cut: Cut, paint: Paint, rows: int, rng: Random, *, sag: float = 10, whole: bool = False) -> list[Part]:
    """The body as padded tubes, from the hem upwards, each bulging at its sides and overlapping the one below: a left and a right
    one, which part at the zipper, or a `whole` one.
    """
    outline, wide, low = cut.outline(), max(cut.shoulder, cut.chest) + 14, cut.bottom + cut.hem_curve
    step = (low - cut.top - 60) / rows
    out: list[Part] = []
    for n in range(rows):
        y1 = low - n * step
        y0 = y1 - step - 3 if n < rows - 1 else cut.top - 10
        free = y0 > cut.armpit + 6
        w0 = cut.width_at(max(y0, cut.armpit)) if free else wide
        w1 = cut.width_at(min(y1, cut.bottom)) if free else wide
        half = _tube(w0, w1, y0, y1, sag if n else 4, step * 0.25 if free else 0, rng.uniform(-3, 3))
        left = Part(f"body-left-{n + 1}", "body", f"{half} Z", paint, depth=0.95, folds=_gathers(w1, y1, step, rng), fold_width=7,
                    cast=0.35, outline=0.9, within="" if free else outline)  # fmt: skip
        right = left.mirror(f"body-right-{n + 1}")
        both = replace(left, name=f"body-{n + 1}", d=joined(half, half), folds=(*left.folds, *right.folds))
        out += [both] if whole else [left, right]
    return out


def _tube(w0: float, w1: float, y0: float, y1: float, sag: float, bulge: float, tug: float) -> str:
    """The left half of one tube, from its upper to its lower edge's middle."""
    return (
        f"M {C} {y0 + sag} Q {C - w0 * 0.6} {y0 + sag + tug} {C - w0} {y0} Q {C - w0 - bulge} {(y0 + y1) / 2} {C - w1} {y1} "
        f"Q {C - w1 * 0.5} {y1 + sag + 6} {C} {y1 + sag}"
    )


def _gathers(w: float, y: float, step: float, rng: Random) -> tuple[str, ...]:
    """Small creases that rise from a tube's seam."""
    out = []
    for t in (0.2, 0.42, 0.64, 0.84):
        x, high = C - w * t, step * rng.uniform(0.4, 0.6)
        out.append(f"M {x} {y + 2} Q {x + rng.uniform(-8, 8)} {y - step * 0.3} {x + rng.uniform(-6, 6)} {y - high}")
    return tuple(out)


def padded_sleeve(arm: Limb, paint: Paint, sleeve: Sleeve, rows: int, rng: Random) -> Part:
    """The left sleeve in one piece, with its tubes pressed into it across the arm."""
    folds = []
    (sx, sy), (ex, ey), (wx, wy) = (arm.pit[0] - 14, arm.pit[1] - 120), arm.elbow, arm.end
    for k in range(1, rows):
        t = k / rows
        u = t * 2 if t < 0.5 else t * 2 - 1
        (x0, y0), (x1, y1) = ((sx, sy), (ex, ey)) if t < 0.5 else ((ex, ey), (wx, wy))
        x, y = x0 + (x1 - x0) * u, y0 + (y1 - y0) * u
        w = sleeve.elbow + 34 * (1 - t) if t < 0.5 else sleeve.elbow + (sleeve.wrist - sleeve.elbow) * u + 6
        tilt = w * arm.lean / 57.3 * min(1.0, 0.4 + t)
        folds.append(f"M {x - w} {y - tilt} Q {x + rng.uniform(-4, 4)} {y + 14} {x + w} {y + tilt}")
    marks = tuple(Line(d, 2.2, "", None, 0.6) for d in folds)
    return Part("sleeve-left", "sleeve", arm.d, paint, depth=0.8, grain=arm.lean * 0.9, folds=tuple(folds), lines=marks,
                fold_width=17, cast=0.7)  # fmt: skip


def _padded_sleeves(spec: Spec, cut: Cut, sleeve: Sleeve, poses: tuple[Pose, Pose], rows: int, rib: bool) -> list[Part]:
    out: list[Part] = []
    rng = spec.rng("sleeves")
    band = spec.trim("cuff", texture="rib") if rib else cloth(spec, "cuff")
    for side, pose in zip(("left", "right"), poses, strict=True):
        arm = limb(cut, pose, sleeve)
        d = arm.band(-8, 40 if rib else 18, arm.half * 0.8, arm.half * 0.74)
        cuff = Part("cuff-left", "cuff", d, band, depth=0.6, grain=arm.lean, cast=0.5)
        pieces = [cuff, padded_sleeve(arm, spec.paint("sleeve", gloss=0.25), sleeve, rows, rng)]
        out += [p.mirror(p.name.replace("left", "right")) for p in pieces] if side == "right" else pieces
    return out


def puffer(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    base = Cut(shoulder=214, slope=58, chest=226, waist=228, hem=216, bottom=780, armpit=420, dip=56, neck=84)
    cut = varied(base, rng, wide=0.13, long=0.17)
    rows, hooded, high = rng.choice((5, 6, 7, 8, 10)), rng.random() < 0.4, rng.uniform(66, 92)
    sleeve = Sleeve(rng.uniform(480, 516), rng.uniform(54, 60), rng.uniform(68, 76), puff=24, depth=0.8)
    arms = _padded_sleeves(spec, cut, sleeve, poses(spec, 9, 30), max(5, rows - 1), rng.random() < 0.4)
    top = ("hood", "Hooded") if hooded else ("collar", "Stand Collar")
    facts = (("closure", "Zipper"), top, ("pockets", "Side Pockets"))
    seen = replace(cut, dip=16) if back else cut
    body = tubes(seen, spec.paint(gloss=0.25), rows, spec.rng("tubes"), whole=back)
    paint, own = spec.paint("hood" if hooded else "collar", gloss=0.25), spec.rng("collar")
    if back:
        collar = hood_back(seen, paint, own) if hooded else [back_stand(seen, paint, high, rows=1, flare=6)]
        return [*body, *arms, *collar], facts
    parts = [*body, *_welts(spec, cut, 14, (68, 78, 104)), *arms]
    start = cut.top + cut.dip + (26 if hooded else 8 - high * 0.86)
    zips = zipper(spec, (C, start), (C, cut.bottom + cut.hem_curve + 4), pull=own.choice((0.01, 0.02, 0.1)), width=15)
    if hooded:
        return [*parts, *zips, *hood(cut, paint, spec.trim("lining"), own, laid=own.random() < 0.5)], facts
    inside, *halves = stand_collar(cut, paint, spec.trim("lining"), high, rows=1, flare=6)
    return [inside, *parts, *halves, *zips], facts


def _welts(spec: Spec, cut: Cut, height: float, turns: tuple[float, ...]) -> list[Part]:
    """Pockets at the sides, slanted by one of these angles."""
    rng = spec.rng("pocket")
    x, y = C - cut.hem * rng.uniform(0.54, 0.62), cut.bottom - rng.uniform(120, 180)
    return pair([welt(x, y, rng.uniform(104, 136), height, cloth(spec, "pocket"), turn=rng.choice(turns))])


def diamonds(cut: Cut, step: float, slant: float) -> tuple[Line, ...]:
    """Quilting lines that cross in diamonds, flatter where `slant` is less than 1."""
    half = max(cut.chest, cut.hem) + 10
    out, y = [], cut.top - half * slant
    while y < cut.bottom + half * slant:
        for s in (-1, 1):
            ends = line((C - s * half, y - half * slant), (C + s * half, y + half * slant))
            out.append(Line(ends, 1.9, "", None, 0.55))
        y += step
    return tuple(out)


def quilted_vest(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    base = Cut(shoulder=158, slope=44, chest=196, waist=198, hem=196, bottom=800, armpit=440, dip=54, neck=80)
    cut = varied(base, rng, wide=0.14, long=0.16)
    tubed, snapped, high = rng.random() < 0.5, rng.random() < 0.4, rng.uniform(54, 78)
    rows, step, slant = rng.choice((6, 7, 8, 9)), rng.uniform(46, 74), rng.choice((1.0, 0.8, 0.55))
    facts = (("closure", "Snaps" if snapped else "Zipper"), ("collar", "Stand Collar"), ("pockets", "Side Pockets"))
    seen = replace(cut, dip=16) if back else cut
    paint, collar = spec.paint(gloss=0.15), spec.paint("collar", gloss=0.15)
    if tubed:
        body = tubes(seen, paint, rows, spec.rng("tubes"), whole=back)
    else:
        quilt = diamonds(seen, step, slant)
        presses = tuple(one.d for n, one in enumerate(quilt) if n % 4 in (0, 1))
        outline = seen.outline(spec.rng("hang"))
        body = [Part("body", "body", outline, paint, depth=0.85, lines=quilt, folds=presses, fold_width=9)]
    parts = [*far_armholes(spec, cut), *body, *armhole_bands(cut, spec.trim("piping"), 9, "piping")]
    if back:
        return [*parts, back_stand(seen, collar, high, rows=int(tubed))], facts
    inside, *halves = stand_collar(cut, collar, spec.trim("lining"), high, rows=int(tubed))
    return [inside, *parts, *_welts(spec, cut, 22, (66, 76, 0)), *halves, *_vest_front(spec, cut, high, snapped)], facts


def _vest_front(spec: Spec, cut: Cut, high: float, snapped: bool) -> list[Part]:
    rng = spec.rng("front")
    top, low = cut.top + cut.dip - high * 0.86 + 8, cut.bottom + cut.hem_curve
    if not snapped:
        return zipper(spec, (C, top), (C, low + 4), pull=rng.choice((0.01, 0.03, 0.16)))
    d = polygon((C - 22, top + 60), (C + 22, top + 60), (C + 22, low), (C - 22, low))
    placket = Part("placket", "placket", d, spec.paint("placket"), depth=0.6, form="flat", cast=0.6)
    studs = column(C, top + 84, low - 40, rng.choice((5, 6, 7)))
    return [placket, *buttons(spec, studs, 9.5, "silver", sewn=False, texture="metal")]
