"""Coats with lapels: overcoat, peacoat and wrap coat; and the long bodies that all coats have."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Part
from data.studio.shape import line
from data.studio.spec import Spec
from data.studio.things.closures import buttons, cloth, column, knot, waist_belt
from data.studio.things.lapels import Lapels, back_collar, front_edge, lapels, neck_inside, shawl
from data.studio.things.outer_body import Facts, Made
from data.studio.things.outer_cut import STITCH, C, Cut, drapes, varied
from data.studio.things.outer_sleeves import Sleeve, poses, sleeves
from data.studio.things.pocketry import flap_piece, pair, patch, welt


def _long_folds(cut: Cut, rng: Random) -> tuple[str, ...]:
    """A skirt's worth of cloth below the waist: a few long, soft flutes."""
    out = list(drapes(cut, rng, calm=0.6)[:2])
    for share in (-0.7, -0.3, 0.28, 0.66):
        if rng.random() < 0.75:
            x = C + cut.hem * (share + rng.uniform(-0.1, 0.1))
            high = cut.waist_y + rng.uniform(30, 130)
            out.append(f"M {x} {cut.bottom - 14} Q {x + (C - x) * 0.06} {(cut.bottom + high) / 2} {C + (x - C) * 0.84} {high}")
    return tuple(out)


def coat_body(spec: Spec, cut: Cut, lines: tuple[Line, ...] = ()) -> Part:
    """The body, from the shoulders to the hem."""
    folds = _long_folds(cut, spec.rng(f"drape {spec.view}"))
    return Part("body", "body", cut.outline(spec.rng("hang")), spec.paint(), depth=0.75, folds=folds, lines=lines, fold_width=13)


def coat_back(spec: Spec, cut: Cut, *, yoke: bool = False) -> Part:
    """The back: a middle seam that opens into a vent, and a yoke where there is one."""
    rng, low = spec.rng("seams"), cut.bottom + cut.hem_curve
    opening = cut.waist_y + rng.uniform(100, 150)
    lines = [
        Line(line((C, cut.top + 12), (C, low)), 2.2, "", None, 0.5),
        Line(line((C, opening), (C + 8, low)), 3.4, "", None, 0.85),
        Line(line((C - 26, opening - 14), (C, opening)), 2, STITCH, None, 0.6),
    ]
    if yoke:
        y, w = cut.top + cut.slope + rng.uniform(120, 150), cut.shoulder - 8
        lines.append(Line(f"M {C - w} {y - 20} Q {C} {y + 26} {C + w} {y - 20}", 2.4, "", None, 0.65))
    return coat_body(spec, replace(cut, dip=14), tuple(lines))


def opened(cut: Cut, form: Lapels) -> Cut:
    """The same body with a neckline as deep as the lapels leave it open."""
    return replace(cut, dip=form.crossing(cut), neckline="v")


def overcoat(spec: Spec) -> Made:
    rng = spec.rng()
    base = Cut(top=110, shoulder=176, slope=44, chest=174, waist=168, waist_y=480, hem=190, bottom=925, armpit=310, neck=64)
    cut = varied(base, rng, wide=0.15, long=0.1)
    form = Lapels(break_y=cut.armpit + rng.uniform(30, 160), overlap=rng.uniform(18, 30), width=rng.uniform(92, 128),
                  notch=rng.uniform(56, 100), collar=rng.uniform(0.9, 1.25))  # fmt: skip
    sleeve = Sleeve(rng.uniform(490, 540), rng.uniform(42, 48), rng.uniform(52, 57), puff=6,
                    cuff="turned" if rng.random() < 0.3 else "none", cuff_height=52)  # fmt: skip
    arms = sleeves(spec, cut, sleeve, poses(spec, 5, 20, folded=0.15), cuff=spec.paint("cuff"))
    facts: Facts = (
        ("closure", "Buttons"), ("collar", "Notch Lapel"), ("front", "Single-Breasted"), ("pockets", "Side Pockets"),
        ("length", "Knee Length"),
    )  # fmt: skip
    if spec.view == "other":
        return [coat_back(spec, cut), *arms, back_collar(cut, spec.paint("collar"), spec.rng("collar"), fall=50)], facts
    over, wide_open = rng.choice((-1, 1)), opened(cut, form)
    body = coat_body(spec, wide_open, front_edge(cut, form, over=over, round_hem=14))
    count, start, step = rng.choice((2, 3, 3, 4)), form.break_y + 14, rng.uniform(78, 100)
    studs = buttons(spec, column(C, start, start + (count - 1) * step, count), 12)
    return [
        neck_inside(spec, wide_open),
        body,
        *_overcoat_pockets(spec, cut),
        *lapels(spec, cut, form, over=over),
        *studs,
        *arms,
    ], facts


def _overcoat_pockets(spec: Spec, cut: Cut) -> list[Part]:
    rng, paint = spec.rng("pocket"), spec.paint("pocket")
    y, wide = cut.waist_y + rng.uniform(36, 96), rng.uniform(90, 112)
    x, style = C - cut.width_at(y) * 0.6, rng.choice(("flap", "welt", "patch"))
    if style == "flap":
        return pair([flap_piece(x - wide / 2, y, wide, 44, paint, name="pocket-left", kind="pocket")])
    if style == "patch":
        return pair(patch(x - wide / 2, y - 10, wide, 138, paint, base="round"))
    return pair([welt(x, y + 20, wide + 10, 26, paint, turn=rng.choice((62, 72)))])


def peacoat(spec: Spec) -> Made:
    rng = spec.rng()
    base = Cut(top=130, shoulder=198, slope=50, chest=198, waist=192, waist_y=560, hem=212, bottom=845, armpit=345, neck=72)
    cut = varied(base, rng, wide=0.15, long=0.12)
    form = Lapels(break_y=cut.armpit + rng.uniform(34, 100), overlap=rng.uniform(70, 94), width=rng.uniform(130, 166),
                  notch=rng.uniform(80, 120), collar=rng.uniform(1.2, 1.5))  # fmt: skip
    sleeve = Sleeve(rng.uniform(505, 550), rng.uniform(48, 54), rng.uniform(58, 62), puff=6)
    arms = sleeves(spec, cut, sleeve, poses(spec, 5, 21, folded=0.15))
    facts: Facts = (
        ("closure", "Buttons"), ("collar", "Notch Lapel"), ("front", "Double-Breasted"), ("pockets", "Side Pockets"),
        ("length", "Hip Length"),
    )  # fmt: skip
    if spec.view == "other":
        collar = back_collar(cut, spec.paint("collar"), spec.rng("collar"), fall=70, wide=36)
        return [coat_back(spec, cut), *arms, collar], facts
    over, wide_open = rng.choice((-1, 1)), opened(cut, form)
    y = cut.waist_y + rng.uniform(50, 90)
    pockets = pair(
        [welt(C - cut.width_at(y) * 0.7, y, rng.uniform(114, 144), 26, spec.paint("pocket"), turn=rng.choice((90, 78, 68)))]
    )
    parts = [neck_inside(spec, wide_open), coat_body(spec, wide_open, front_edge(cut, form, over=over)), *pockets]
    rows, wide, start = rng.choice((3, 3, 4)), form.overlap * rng.uniform(0.7, 0.84), form.break_y + 18
    step = (cut.bottom - 130 - start) / (rows - 1)
    places = [(C + s * (wide + (16 if k == 0 else 0)), start + k * step) for k in range(rows) for s in (-1, 1)]
    return [*parts, *lapels(spec, cut, form, over=over), *buttons(spec, places, 14, "black"), *arms], facts


def wrap(spec: Spec) -> Made:
    rng = spec.rng()
    base = Cut(top=110, shoulder=188, slope=60, chest=182, waist=166, waist_y=500, hem=206, bottom=918, armpit=330, neck=66)
    cut = varied(base, rng, wide=0.15, long=0.12)
    form = Lapels(break_y=cut.waist_y - rng.uniform(20, 40), overlap=rng.uniform(34, 64), width=rng.uniform(110, 154),
                  notch=rng.uniform(110, 180))  # fmt: skip
    sleeve = Sleeve(rng.uniform(480, 520), rng.uniform(50, 58), rng.uniform(58, 66), puff=8,
                    cuff="turned" if rng.random() < 0.6 else "none", cuff_height=70)  # fmt: skip
    arms = sleeves(spec, cut, sleeve, poses(spec, 6, 24, folded=0.1), cuff=spec.paint("cuff"))
    y, high, patched = cut.waist_y - 4, rng.uniform(38, 58), rng.random() < 0.6
    tie = cloth(spec, "belt")
    belt = waist_belt(tie, cut.width_at(y) + 4, y, high, sag=10)
    more: Facts = (("pockets", "Patch Pockets"),) if patched else ()
    facts = (("closure", "Tie Belt"), ("collar", "Shawl Collar"), ("belt", "Belted"), ("length", "Knee Length"), *more)
    if spec.view == "other":
        collar = back_collar(cut, spec.paint("collar"), spec.rng("collar"), fall=66, wide=38)
        return [coat_back(spec, cut), belt, *arms, collar], facts
    over, wide_open = rng.choice((-1, 1)), opened(cut, form)
    parts = [neck_inside(spec, wide_open), coat_body(spec, wide_open, front_edge(cut, form, over=over, round_hem=40))]
    if patched:
        wide, py, base_of = rng.uniform(98, 124), cut.waist_y + rng.uniform(56, 100), rng.choice(("round", "square"))
        parts += pair(patch(C - cut.width_at(py) * 0.62 - wide / 2, py, wide, 136, spec.paint("pocket"), base=base_of))
    ends = (rng.uniform(150, 240), rng.uniform(180, 270))
    bow = knot(tie, C + rng.uniform(-50, 50), y + 10, rng.uniform(42, 52), ends, rng.uniform(-10, 10))
    return [*parts, *shawl(spec, cut, form, over=over), belt, *bow, *arms], facts
