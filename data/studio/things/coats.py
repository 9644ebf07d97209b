"""Coats: the duffle and the cape, and the list of all coats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.shape import line
from data.studio.spec import Spec
from data.studio.things.closures import buttons, cloth, column, toggles
from data.studio.things.hoods import hood, hood_back
from data.studio.things.lapels import back_collar, neck_inside, shirt_collar, stand_collar
from data.studio.things.outer_body import Facts, Made, askew
from data.studio.things.outer_cut import STITCH, C, Cut, joined, varied
from data.studio.things.outer_sleeves import Sleeve, poses, sleeves
from data.studio.things.overcoats import coat_back, coat_body, overcoat, peacoat, wrap
from data.studio.things.pocketry import pair, patch, welt
from data.studio.things.trench import trench


def duffle(spec: Spec) -> Made:
    rng = spec.rng()
    base = Cut(
        top=190, shoulder=194, slope=54, chest=194, waist=196, waist_y=560, hem=214, bottom=885, armpit=385, neck=76, dip=70
    )
    cut = varied(base, rng, wide=0.13, long=0.1)
    sleeve = Sleeve(rng.uniform(490, 530), rng.uniform(48, 54), rng.uniform(58, 62), puff=6,
                    cuff="turned" if rng.random() < 0.3 else "none")  # fmt: skip
    arms = sleeves(spec, cut, sleeve, poses(spec, 5, 22, folded=0.15), cuff=spec.paint("cuff"))
    facts: Facts = (("closure", "Toggles"), ("hood", "Hooded"), ("pockets", "Patch Pockets"), ("length", "Thigh Length"))
    own = spec.rng("hood")
    if spec.view == "other":
        return [coat_back(spec, cut, yoke=True), *arms, *hood_back(cut, spec.paint("hood"), own)], facts
    yoke_y, bend = cut.top + cut.slope + rng.uniform(60, 116), rng.choice((0, 30, -26))
    wide, tall = rng.uniform(110, 134), rng.uniform(124, 160)
    y, base_of, flap = cut.bottom - tall - rng.uniform(56, 116), rng.choice(("square", "round")), rng.choice((0, 0.3, 0.34))
    parts = [coat_body(spec, cut, _flap_edge(cut, rng.choice((-1, 1)))), _yoke(spec, cut, yoke_y, bend)]
    parts += pair(patch(C - cut.width_at(y) * 0.56 - wide / 2, y, wide, tall, spec.paint("pocket"), base=base_of, flap=flap))
    places = column(C, yoke_y + rng.uniform(24, 44), y - rng.uniform(-30, 30), rng.choice((3, 3, 4)))
    parts += [*toggles(spec, places, rng.uniform(70, 94)), *arms]
    return [*parts, *hood(cut, spec.paint("hood"), spec.trim("lining"), own, laid=own.random() < 0.4)], facts


def _flap_edge(cut: Cut, side: int) -> tuple[Line, Line]:
    """The edge of the front that lies on top, and its stitching."""
    y0, y1 = cut.top + cut.dip, cut.bottom + cut.hem_curve
    edge, stitch = (line((C + side * x, y0), (C + side * x, y1)) for x in (24, 14))
    return Line(edge, 2.6, "", None, 0.75), Line(stitch, 1.7, STITCH, None, 0.4)


def _yoke(spec: Spec, cut: Cut, y: float, bend: float) -> Part:
    w = cut.shoulder + 6
    d = f"M {C - w} {cut.top - 6} L {C + w} {cut.top - 6} L {C + w} {y} Q {C} {y + bend} {C - w} {y} Z"
    stitch = Line(f"M {C + w} {y - 9} Q {C} {y + bend - 9} {C - w} {y - 9}", 1.8, STITCH)
    return Part("yoke", "yoke", d, spec.paint("yoke"), depth=0.6, within=cut.outline(), cast=0.5, lines=(stitch,))


def cape(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    top, n, bottom, half, shoulder = 170.0, 72.0, rng.uniform(720, 860), rng.uniform(290, 370), rng.uniform(186, 216)
    cut = Cut(
        top=top,
        neck=n,
        shoulder=shoulder,
        slope=96,
        chest=half * 0.74,
        armpit=430,
        waist=half * 0.88,
        waist_y=560,
        hem=half,
        bottom=bottom,
        dip=14 if back else 60,
        hem_curve=rng.uniform(10, 36),
    )
    collar = rng.choice(("hood", "hood", "stand", "stand", "classic", "classic", "classic"))
    neck = ("hood", "Hooded") if collar == "hood" else ("collar", "Stand Collar" if collar == "stand" else "Classic Collar")
    facts: Facts = (("closure", "Buttons"), ("length", "Hip Length"), neck)
    own = spec.rng("collar")
    body = _cape_body(spec, cut)
    if back:
        top_back = hood_back(cut, spec.paint("hood"), own) if collar == "hood" else [back_collar(cut, spec.paint("collar"), own)]
        return [body, *top_back], facts
    start = top + 110
    places = column(C, start, start + rng.uniform(280, 420), rng.choice((3, 4, 5)))
    parts = [body, *_arm_slits(spec, half), *buttons(spec, places, 14)]
    if collar == "hood":
        return [*parts, *hood(cut, spec.paint("hood"), spec.trim("lining"), own, laid=own.random() < 0.6)], facts
    if collar == "stand":
        inside, *halves = stand_collar(cut, spec.paint("collar"), spec.trim("lining"), own.uniform(52, 72))
        return [inside, *parts, *halves], facts
    leaves = shirt_collar(spec, cut, spread=own.uniform(66, 100), fall=own.uniform(92, 130), soft=10)
    return [neck_inside(spec, cut), *parts, *leaves], facts


def _cape_body(spec: Spec, cut: Cut) -> Part:
    """One wide fall from the shoulders, in long flutes."""
    y, n, half, b, low = cut.top, cut.neck, cut.hem, cut.bottom, cut.bottom + cut.hem_curve
    shape = (
        f"M {C} {y + cut.dip} Q {C - n * 0.8} {y + cut.dip * 0.84} {C - n} {y} "
        f"Q {C - n - 70} {y + 14} {C - cut.shoulder} {y + 92} "
        f"C {C - cut.shoulder - 60} {y + 190} {C - half + 8} {b - 220} {C - half} {b - cut.hem_curve} "
        f"Q {C - half * 0.5} {low} {C} {low}"
    )
    rng = spec.rng(f"drape {spec.view}")
    folds = tuple(
        f"M {C + t * half} {low - 20} "
        f"Q {C + t * half * 0.8} {(y + low) / 2 + 40} {C + t * half * 0.42} {y + rng.uniform(170, 300)}"
        for t in (-0.82, -0.55, -0.24, 0.3, 0.6, 0.84)
    )
    side, rise = b - cut.hem_curve - 18, low - 18
    hem = f"M {C - half + 6} {side} Q {C - half * 0.5} {rise} {C} {rise} Q {C + half * 0.5} {rise} {C + half - 6} {side}"
    seam = (Line(line((C, y + cut.dip), (C, low)), 2, "", None, 0.4),) if spec.view == "other" else _flap_edge(cut, 1)
    lines = (*seam, Line(hem, 1.9, STITCH))
    return Part("body", "body", joined(shape, shape), spec.paint(), depth=0.7, folds=folds, lines=lines, fold_width=20)


def _arm_slits(spec: Spec, half: float) -> list[Part]:
    """Welted openings for the arms."""
    rng = spec.rng("slits")
    y, long = rng.uniform(540, 600), rng.uniform(150, 190)
    return [
        welt(C + s * half * 0.46, y, long, 24, cloth(spec, "pocket"), turn=90 - s * 8, name=f"arm-slit-{name}")
        for s, name in ((-1, "left"), (1, "right"))
    ]


_MAKE: Mapping[str, Callable[[Spec], Made]] = {
    "overcoat": overcoat, "peacoat": peacoat, "trench": trench, "wrap": wrap, "duffle": duffle, "cape": cape,
}  # fmt: skip


def coat(spec: Spec) -> Drawing:
    parts, facts = _MAKE[spec.silhouette](spec)
    arms = "Sleeveless" if spec.silhouette == "cape" else "Long Sleeve"
    return Drawing(tuple(parts), seed=spec.seed, turn=askew(spec), facts=(*facts, ("sleeve length", arms)), fill=0.86)


TYPES: Mapping[str, Kind] = {
    "coat": Kind(
        coat,
        {
            "overcoat": "a long single-breasted coat with notched lapels",
            "peacoat": "a hip-length double-breasted coat with wide lapels and two rows of large buttons",
            "trench": "a long double-breasted coat with a belt, shoulder straps and a storm flap",
            "wrap": "a long coat with a shawl collar, tied with a belt",
            "duffle": "a hooded coat closed with toggles, with a yoke and patch pockets",
            "cape": "a wide coat without sleeves, with slits for the arms",
        },
        ("sleeve", "collar", "cuff", "pocket", "button", "belt", "buckle", "strap", "flap", "hood", "lining", "yoke"),
    )
}
