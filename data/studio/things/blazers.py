"""Jackets with lapels: the blazer and the biker jacket."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Part
from data.studio.shape import box, line
from data.studio.spec import Spec
from data.studio.things.closures import buckle, buttons, cloth, column, strip, zipper
from data.studio.things.lapels import Lapels, back_collar, front_edge, lapels, neck_inside
from data.studio.things.outer_body import Facts, Made
from data.studio.things.outer_cut import STITCH, C, Cut, drapes, joined, uneven, varied
from data.studio.things.outer_sleeves import Sleeve, poses, sleeves
from data.studio.things.pocketry import flap_piece, pair, patch, welt


def cutaway(cut: Cut, rng: Random, v: float, rounded: float) -> str:
    """A body whose fronts round away from each other at the hem."""

    def half(one: Cut) -> str:
        low = one.bottom + one.hem_curve
        whole = one.half()
        side = whole[: whole.rindex("Q")]
        corner = f"Q {C - rounded * 0.16} {low - 2} {C} {low - rounded}"
        return f"{side} Q {C - one.hem * 0.6} {low + 2} {C - rounded * 1.2} {low} {corner}"

    return joined(half(replace(cut, dip=v, neckline="v")), half(replace(uneven(cut, rng), dip=v, neckline="v")))


def blazer(spec: Spec) -> Made:
    rng = spec.rng()
    base = Cut(shoulder=198, slope=46, chest=192, waist=176, waist_y=560, hem=200, bottom=790, armpit=400, neck=74)
    cut = varied(base, rng, wide=0.16, long=0.22)
    double, count = rng.random() < 0.35, rng.choice((1, 2, 2, 3))
    form = Lapels(
        break_y=cut.waist_y - (rng.uniform(60, 110) if count == 3 else rng.uniform(-20, 30)),
        overlap=rng.uniform(54, 74) if double else rng.uniform(16, 22),
        width=rng.uniform(98, 142),
        notch=rng.uniform(58, 108),
        peak=double or rng.random() < 0.2,
        collar=rng.uniform(0.85, 1.2),
    )
    sleeve = Sleeve(rng.uniform(535, 575), rng.uniform(43, 48), rng.uniform(54, 58), puff=8, depth=0.6)
    arms = sleeves(spec, cut, sleeve, poses(spec, 5, 27, folded=0.25))
    facts: Facts = (
        ("closure", "Buttons"), ("collar", "Peak Lapel" if form.peak else "Notch Lapel"),
        ("front", "Double-Breasted" if double else "Single-Breasted"), ("pockets", "Side Pockets"),
    )  # fmt: skip
    if spec.view == "other":
        return _tailored_back(spec, replace(cut, dip=14), arms), facts
    over, v = rng.choice((-1, 1)), form.crossing(cut)
    body = _blazer_body(spec, cut, form, over, double)
    parts: list[Part] = [neck_inside(spec, replace(cut, dip=v)), body, *_blazer_pockets(spec, cut)]
    parts += lapels(spec, cut, form, over=over)
    first = form.break_y + 8
    if double:
        ys = [first + k * 92 for k in range(rng.choice((2, 3)))]
        return [*parts, *buttons(spec, [(C + s * form.overlap * 0.72, y) for y in ys for s in (-1, 1)], 11), *arms], facts
    return [*parts, *buttons(spec, column(C, first, first + 84 * (count - 1), count), 11), *arms], facts


def _blazer_body(spec: Spec, cut: Cut, form: Lapels, over: int, double: bool) -> Part:
    """Tailored cloth creases little: only below the armpits; darts shape the waist."""
    rng = spec.rng("front")
    d = cutaway(cut, spec.rng("hang"), form.crossing(cut), 0 if double else rng.uniform(30, 96))
    darts = tuple(
        Line(line((C + s * cut.waist * 0.5, cut.armpit + 70), (C + s * cut.waist * 0.46, cut.bottom - 210)), 1.8, "", None, 0.4)
        for s in (-1, 1)
    )
    edge = front_edge(cut, form, over=over, round_hem=0 if double else 60)
    folds = drapes(cut, spec.rng("drape"), calm=0.6)[:2]
    return Part("body", "body", d, spec.paint(), depth=0.8, folds=folds, fold_width=11, lines=(*edge, *darts))


def _blazer_pockets(spec: Spec, cut: Cut) -> list[Part]:
    """Flapped, patched or piped pockets, and mostly a welt on the chest."""
    rng, paint = spec.rng("pocket"), spec.paint("pocket")
    y, wide = cut.bottom - rng.uniform(146, 194), rng.uniform(94, 118)
    x = C - cut.width_at(y) * 0.6 - wide / 2
    style = rng.choice(("flap", "patch", "piped"))
    if style == "flap":
        out = pair([flap_piece(x, y, wide, 46, paint, name="pocket-left", kind="pocket", turn=-3)])
    elif style == "patch":
        out = pair(patch(x, y - 16, wide + 6, 128, paint, base="round"))
    else:
        out = pair([welt(x + wide / 2, y, wide, 14, paint, turn=-3)])
    if rng.random() < 0.75:
        out.append(welt(C + cut.chest * 0.5, cut.armpit + rng.uniform(4, 30), 84, 20, paint, turn=-8, name="pocket-chest"))
    return out


def _tailored_back(spec: Spec, cut: Cut, arms: list[Part]) -> list[Part]:
    """The back: a middle seam, side-body seams, and one vent or two."""
    rng, low = spec.rng("seams"), cut.bottom + cut.hem_curve
    lines = [Line(line((C, cut.top + 12), (C, low)), 2.2, "", None, 0.55)]
    for s in (-1, 1):
        start, end = (C + s * (cut.chest - 24), cut.armpit - 40), (C + s * cut.hem * 0.7, low)
        bend = f"M {start[0]} {start[1]} Q {C + s * cut.waist * 0.62} {cut.waist_y} {end[0]} {end[1]}"
        lines.append(Line(bend, 1.9, "", None, 0.45))
    if rng.random() < 0.5:
        lines.append(Line(line((C + 5, cut.waist_y + 90), (C + 9, low)), 3, "", None, 0.8))
    else:
        for s in (-1, 1):
            lines.append(Line(line((C + s * cut.hem * 0.66, cut.waist_y + 100), (C + s * cut.hem * 0.7, low)), 3, "", None, 0.8))
    folds = drapes(cut, spec.rng("drape back"), calm=0.7)[:3]
    outline = cut.outline(spec.rng("hang"))
    body = Part("body", "body", outline, spec.paint(), depth=0.8, lines=tuple(lines), fold_width=11, folds=folds)
    return [body, *arms, back_collar(cut, spec.paint("collar"), spec.rng("collar"), fall=46)]


def biker(spec: Spec) -> Made:
    rng = spec.rng()
    base = Cut(shoulder=198, slope=50, chest=196, waist=186, waist_y=580, hem=182, bottom=740, armpit=402, neck=74, hem_curve=4)
    cut = varied(base, rng, wide=0.13, long=0.15)
    form = Lapels(break_y=cut.armpit + rng.uniform(0, 70), overlap=rng.uniform(64, 96), width=rng.uniform(118, 152),
                  notch=rng.uniform(66, 104), collar=rng.uniform(0.9, 1.15))  # fmt: skip
    sleeve = Sleeve(rng.uniform(495, 535), rng.uniform(43, 48), rng.uniform(54, 60), puff=4, depth=0.7)
    belted, over = rng.random() < 0.7, rng.choice((1, 1, -1))
    arms = [*sleeves(spec, cut, sleeve, poses(spec, 7, 26, folded=0.2)), *epaulettes(spec, cut)]
    more: Facts = (("belt", "Belted"),) if belted else ()
    facts = (("closure", "Zipper"), ("collar", "Notch Lapel"), ("pockets", "Zip Pockets"), *more)
    if spec.view == "other":
        collar = back_collar(cut, spec.paint("collar"), spec.rng("collar"), points=True)
        return [_biker_back(spec, replace(cut, dip=14)), *_biker_belt(spec, cut, belted, front=False), *arms, collar], facts
    open_cut = replace(cut, dip=form.crossing(cut), neckline="v")
    folds = drapes(cut, spec.rng("drape"))[:3]
    body = Part("body", "body", open_cut.outline(spec.rng("hang")), spec.paint(), depth=0.8, folds=folds, fold_width=11)
    front = [body, *_biker_pockets(spec, cut), *_biker_belt(spec, cut, belted, front=True), *_biker_zip(spec, cut, form, belted)]
    snaps = [(C + s * (form.width - 24), cut.top + form.notch + 26) for s in (-1, 1)]
    snaps.append((C - form.overlap + 26, form.break_y - 46))
    studs = buttons(spec, snaps, 7.5, "silver", sewn=False, texture="metal")
    if over == -1:
        front, studs = [p.mirror(p.name) for p in front], [p.mirror(p.name) for p in studs]
    return [neck_inside(spec, open_cut), *front, *lapels(spec, cut, form, over=over), *studs, *arms], facts


def _biker_zip(spec: Spec, cut: Cut, form: Lapels, belted: bool) -> list[Part]:
    """The zipper, slanting from the break of the lapels towards the middle of the hem."""
    rng = spec.rng("zipper")
    end = (C - rng.uniform(18, 54), cut.bottom + (-44 if belted else 6))
    return zipper(spec, (C - form.overlap, form.break_y - 6), end, pull=rng.choice((0.02, 0.3, 0.6)), width=15)


def _biker_back(spec: Spec, cut: Cut) -> Part:
    yoke = cut.top + cut.slope + 80
    lines = [Line(line((C - cut.shoulder + 6, yoke), (C + cut.shoulder - 6, yoke)), 2.2)]
    for s in (-1, 1):
        lines.append(Line(line((C + s * cut.chest * 0.5, yoke), (C + s * cut.hem * 0.4, cut.bottom - 50)), 2.2, "", None, 0.5))
    folds = drapes(cut, spec.rng("drape back"))[:3]
    outline = cut.outline(spec.rng("hang"))
    return Part("body", "body", outline, spec.paint(), depth=0.8, lines=tuple(lines), fold_width=11, folds=folds)


def epaulettes(spec: Spec, cut: Cut, wide: float = 32) -> list[Part]:
    """Straps on the shoulders."""
    (sx, sy) = cut.tip
    x, y = C - cut.neck - 44, cut.top + cut.slope * 0.25 + 6
    edge = Line(strip((sx + 16, sy + 8), (x - 6, y + 2), wide - 10).removesuffix("Z"), 1.7, STITCH)
    d = strip((sx + 11, sy + 6), (x, y), wide)
    part = Part("epaulette-left", "strap", d, cloth(spec, "strap"), depth=0.6, form="flat", lines=(edge,), cast=0.6)
    return [part, part.mirror("epaulette-right")]


def _biker_pockets(spec: Spec, cut: Cut) -> list[Part]:
    """Slanted zippers at the hips, and in some one on the chest."""
    rng = spec.rng("pocket")
    turn, y = rng.uniform(22, 46), cut.bottom - rng.uniform(116, 154)
    out = _zip_pocket(spec, C - cut.hem * 0.56, y, rng.uniform(50, 62), -turn, "pocket-1")
    out += _zip_pocket(spec, C + cut.hem * 0.58, y, rng.uniform(50, 62), turn, "pocket-2")
    if rng.random() < 0.6:
        out += _zip_pocket(spec, C + cut.chest * 0.58, cut.armpit + 60, 50, rng.uniform(20, 34), "pocket-3")
    return out


def _zip_pocket(spec: Spec, x: float, y: float, half: float, turn: float, name: str) -> list[Part]:
    """A slanted zipper with its lips."""
    dx, dy = half * math.cos(math.radians(turn)), half * math.sin(math.radians(turn))
    d = strip((x - dx * 1.12, y - dy * 1.12), (x + dx * 1.12, y + dy * 1.12), 24)
    lips = Part(name, "pocket", d, cloth(spec, "pocket"), depth=0.7, form="flat", cast=0.4)
    return [lips, *zipper(spec, (x - dx, y - dy), (x + dx, y + dy), name=f"{name}-zipper", width=10, pull=None)]


def _biker_belt(spec: Spec, cut: Cut, belted: bool, *, front: bool) -> list[Part]:
    """The waistband, and on it the belt with its loops and buckle."""
    b, w = cut.bottom, cut.hem + 3
    half = f"M {C} {b - 40} L {C - w} {b - 46} L {C - w + 2} {b + 2} L {C} {b + 8}"
    out = [Part("hem", "hem", joined(half, half), cloth(spec, "hem"), depth=0.6, cast=0.5)]
    if not belted:
        return out
    low = f"M {C} {b - 33} L {C - w - 3} {b - 39} L {C - w - 2} {b - 6} L {C} {b}"
    out.append(Part("belt", "belt", joined(low, low), cloth(spec, "belt"), depth=0.7, cast=0.7))
    for n, t in enumerate((-0.72, 0.66), 1):
        loop = box(C + t * w - 9, b - 46, C + t * w + 9, b + 3, 3)
        out.append(Part(f"loop-{n}", "strap", loop, cloth(spec, "strap"), depth=0.6, cast=0.6))
    return [*out, buckle(spec, C - 40, b - 19, 26, 26, "silver", "metal")] if front else out
