"""The trench coat: double-breasted and belted, with straps and a storm flap."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.spec import Spec
from data.studio.things.blazers import epaulettes
from data.studio.things.closures import buckle, buttons, cloth, knot, strip, waist_belt
from data.studio.things.lapels import Lapels, back_collar, front_edge, lapels, neck_inside
from data.studio.things.outer_body import Facts, Made
from data.studio.things.outer_cut import STITCH, C, Cut, varied
from data.studio.things.outer_sleeves import Pose, Sleeve, limb, poses, sleeves
from data.studio.things.overcoats import coat_back, coat_body, opened
from data.studio.things.pocketry import pair, welt


def trench(spec: Spec) -> Made:
    rng = spec.rng()
    base = Cut(top=110, shoulder=178, slope=48, chest=176, waist=160, waist_y=500, hem=212, bottom=918, armpit=312, neck=66)
    cut = varied(base, rng, wide=0.13, long=0.09)
    form = Lapels(break_y=cut.armpit + rng.uniform(16, 76), overlap=rng.uniform(62, 84), width=rng.uniform(120, 152),
                  notch=rng.uniform(80, 114), collar=rng.uniform(1.15, 1.4))  # fmt: skip
    sleeve = Sleeve(rng.uniform(490, 530), rng.uniform(46, 52), rng.uniform(54, 60), puff=6, raglan=rng.random() < 0.35)
    stance = poses(spec, 5, 22, folded=0.12)
    arms = [*sleeves(spec, cut, sleeve, stance), *_cuff_straps(spec, cut, sleeve, stance), *epaulettes(spec, cut, 29)]
    facts: Facts = (
        ("closure", "Buttons"), ("collar", "Notch Lapel"), ("front", "Double-Breasted"), ("belt", "Belted"),
        ("pockets", "Side Pockets"), ("length", "Knee Length"),
    )  # fmt: skip
    y, high = cut.waist_y - 6, rng.uniform(34, 46)
    belt = waist_belt(cloth(spec, "belt"), cut.width_at(y) + 3, y, high)
    if spec.view == "other":
        collar = back_collar(cut, spec.paint("collar"), spec.rng("collar"), fall=60, wide=34)
        return [coat_back(spec, cut), _cape_back(spec, cut), belt, *arms, collar], facts
    over, flapped, wide_open = rng.choice((-1, 1)), rng.random() < 0.75, opened(cut, form)
    parts = [neck_inside(spec, wide_open), coat_body(spec, wide_open, front_edge(cut, form, over=over))]
    if flapped:
        flap = _storm_flap(spec, cut)
        parts.append(flap if over == 1 else flap.mirror(flap.name))
    low = cut.waist_y + rng.uniform(76, 124)
    pocket = welt(
        C - cut.width_at(low) * 0.64, low, rng.uniform(108, 132), 28, spec.paint("pocket"), turn=rng.choice((58, 68, 76))
    )
    rows = (form.break_y + 24, cut.waist_y - 70, cut.waist_y + 84, cut.waist_y + 180)
    places = [(C + s * (form.overlap * 0.8 + (18 if k == 0 else 0)), at) for k, at in enumerate(rows) for s in (-1, 1)]
    parts += [*pair([pocket]), *buttons(spec, places, 11), *_closed_belt(spec, cut, belt, y, high)]
    return [*parts, *arms, *lapels(spec, cut, form, over=over)], facts


def _closed_belt(spec: Spec, cut: Cut, belt: Part, y: float, high: float) -> list[Part]:
    """The belt, buckled with its end to the side, or knotted."""
    rng = spec.rng("belt")
    if rng.random() < 0.4:
        ends = (rng.uniform(150, 200), rng.uniform(170, 230))
        return [belt, *knot(belt.paint, C + rng.uniform(-36, 36), y + 8, 40, ends)]
    side = rng.choice((-1, 1))
    d = strip((C + side * 40, y + 8), (C + side * cut.waist * 0.62, y + rng.uniform(30, 64)), high * 0.86)
    end = Part("belt-end", "belt", d, belt.paint, depth=0.6)
    return [belt, end, buckle(spec, C + rng.uniform(-30, 30), y + 8, 27, high * 0.72)]


def _cape_back(spec: Spec, cut: Cut) -> Part:
    """The loose cape over the upper back."""
    y, w = cut.armpit + 46, cut.shoulder + 4
    edge = f"M {C + w} {y - 30} Q {C} {y + 40} {C - w} {y - 30}"
    d = f"M {C - w} {cut.top} L {C + w} {cut.top} L {edge.removeprefix('M ')} Z"
    within = replace(cut, dip=14).outline()
    return Part("storm-flap", "flap", d, spec.paint("flap"), depth=0.7, within=within, cast=0.8, lines=(Line(edge, 1.8, STITCH),))


def _storm_flap(spec: Spec, cut: Cut) -> Part:
    """The loose flap over the right shoulder."""
    x, y, w = C + 30, cut.armpit + 46, cut.shoulder
    d = (
        f"M {C + cut.neck * 0.8} {cut.top} L {C + w + 4} {cut.top} L {C + w + 4} {y - 20} "
        f"Q {C + w * 0.6} {y + 18} {x + 30} {y + 6} Q {x} {y - 4} {x} {y - 50} Z"
    )
    mark = f"M {x + 8} {y - 60} Q {x + 8} {y - 8} {x + 34} {y - 2} Q {C + w * 0.6} {y + 9} {C + w} {y - 28}"
    return Part("storm-flap", "flap", d, spec.paint("flap"), depth=0.6, form="flat", within=cut.outline(), cast=0.8,
                lines=(Line(mark, 1.8, STITCH),))  # fmt: skip


def _cuff_straps(spec: Spec, cut: Cut, sleeve: Sleeve, stance: tuple[Pose, Pose]) -> list[Part]:
    """Straps around the wrists."""
    out = []
    for side, pose in zip(("left", "right"), stance, strict=True):
        arm = limb(cut, pose, sleeve)
        d = arm.band(-70, -46, arm.half * 1.07, arm.half * 1.05, 5)
        part = Part("cuff-left", "cuff", d, cloth(spec, "cuff"), depth=0.7, grain=arm.lean, cast=0.6)
        out.append(part if side == "left" else part.mirror("cuff-right"))
    return out
