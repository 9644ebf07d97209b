"""Loafers: low slip-on shoes with a sewn apron, told apart by what lies across the instep."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker
from data.studio.spec import Spec
from data.studio.things.loafer_plans import from_above
from data.studio.things.moccasins import Cut, cut_of, leather_sole, moccasin, saddle_over
from data.studio.things.shoe import Last, beside, fitting, given, last, posed, stitches, strip, stuff, toned
from data.studio.things.soles import lugged, welted


def penny(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look, cut = last(rng), spec.look or "leather", cut_of(rng)
    path = strip(_slot(form, cut), form.size(0.016), blunt=True).replace(" Z", "")
    return [
        *moccasin(spec, form, cut, look),
        _saddle(spec, form, cut, look, path, 5),
        *welted(form, cut.ball, cut.seat, *leather_sole(spec), thick=0.03),
    ]


def _slot(form: Last, cut: Cut) -> str:
    """The line of the slot in which a coin would lie."""
    x, y = form.at(cut.at - 0.075, cut.tongue - 0.075)
    return f"M {x - 22:.1f} {y + 3:.1f} Q {x:.1f} {y - 12:.1f} {x + 24:.1f} {y - 16:.1f}"


def _saddle(spec: Spec, form: Last, cut: Cut, look: str, slot: str, width: float) -> Part:
    """The strap over the instep, stitched at both edges, with a slot `width` wide."""
    saddle, front, rear = saddle_over(form, cut)
    return Part(
        "saddle",
        "strap",
        saddle,
        toned(spec, "strap", 0.06, look),
        within=form.d(cut.body),
        form="flat",
        cast=0.5,
        lines=(
            stitches(beside(front, -7)),
            stitches(beside(rear, 7)),
            Line(slot, width, "", darker(spec.main_color(), 0.6), 0.8),
        ),
    )


def tassel(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look, cut = last(rng), spec.look or "leather", cut_of(rng)
    cord = toned(spec, "tassel", 0.25, look)
    return [
        *moccasin(spec, form, cut, look),
        Part(
            "cord",
            "piping",
            strip(beside(form.d(cut.opening), form.size(0.028)), form.size(0.014)),
            toned(spec, "piping", 0.25, look),
            within=form.d(cut.body),
            cast=0.3,
            outline=1,
        ),
        *_tassels(form, cut, cord),
        *welted(form, cut.ball, cut.seat, *leather_sole(spec), thick=0.03),
    ]


def _tassels(form: Last, cut: Cut, paint: Paint) -> list[Part]:
    """Two leather tassels that hang from a knot on the instep."""
    out = []
    x, y = form.at(cut.at - 0.06, cut.tongue - 0.055)
    for n, (dx, dy, lean) in enumerate(((-78, 24, -26), (-44, 58, -2))):
        tx, ty = x + dx, y + dy
        thong = strip(f"M {x:.1f} {y:.1f} Q {x + dx * 0.6:.1f} {y + dy * 0.2 - 6:.1f} {tx:.1f} {ty:.1f}", form.size(0.011))
        w = form.size(0.03)
        skirt = (
            f"M {tx - w * 0.5:.1f} {ty - 4:.1f} L {tx + w * 0.5:.1f} {ty - 4:.1f} "
            f"L {tx + w * 0.95 + lean * 0.5:.1f} {ty + w * 2.3:.1f} "
            f"L {tx - w * 0.95 + lean * 0.5:.1f} {ty + w * 2.3:.1f} Z"
        )
        strands = Line(
            " ".join(
                f"M {tx + k * w * 0.22:.1f} {ty + w * 0.5:.1f} L {tx + k * w * 0.42 + lean * 0.5:.1f} {ty + w * 2.3:.1f}"
                for k in (-1.4, -0.5, 0.5, 1.4)
            ),
            2,
            "",
            None,
            0.6,
        )
        band = strip(f"M {tx - w * 0.55:.1f} {ty + 3:.1f} L {tx + w * 0.55:.1f} {ty + 3:.1f}", w * 0.55)
        out += [
            Part(f"thong {n + 1}", "tassel", thong, paint, form="flat", cast=0.4, outline=1),
            Part(
                f"tassel {n + 1}",
                "tassel",
                skirt,
                paint,
                form="flat",
                cast=0.6,
                lines=(strands, Line(band.replace(" Z", ""), 2, "", None, 0.5)),
            ),
        ]
    knot = strip(f"M {x - 18:.1f} {y + 10:.1f} L {x + 14:.1f} {y - 8:.1f}", form.size(0.032))
    return [*out, Part("knot", "tassel", knot, paint, cast=0.6)]


def horsebit(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look, cut = last(rng), spec.look or "leather", cut_of(rng)
    body = form.d(cut.body)
    saddle, front, rear = saddle_over(form, cut)
    metal = fitting(spec, "buckle", "gold", "gold", "silver")
    x0, y0 = form.at(cut.at - 0.125, cut.toe + 0.098)
    x1, y1 = form.at(cut.at - 0.06, cut.toe + 0.028)
    bar = strip(
        f"M {x0:.1f} {y0:.1f} Q {x0 - 4:.1f} {y0 + 20:.1f} {(x0 + x1) / 2:.1f} {(y0 + y1) / 2:.1f} "
        f"Q {x1 + 4:.1f} {y1 - 26:.1f} {x1:.1f} {y1:.1f}",
        form.size(0.02),
    )
    r = form.size(0.036)
    ring = strip(
        f"M {x1:.1f} {y1 - r:.1f} "
        f"C {x1 + r * 1.4:.1f} {y1 - r:.1f} {x1 + r * 1.5:.1f} {y1 + r * 1.5:.1f} {x1:.1f} {y1 + r * 1.6:.1f} "
        f"C {x1 - r * 1.5:.1f} {y1 + r * 1.5:.1f} {x1 - r * 1.4:.1f} {y1 - r:.1f} {x1 - 3:.1f} {y1 - r:.1f}",
        form.size(0.016),
    )
    return [
        *moccasin(spec, form, cut, look),
        Part(
            "saddle",
            "strap",
            saddle,
            toned(spec, "strap", 0.06, look),
            within=body,
            form="flat",
            cast=0.3,
            lines=(stitches(beside(front, -7)), stitches(beside(rear, 7))),
        ),
        Part("bit", "buckle", bar, metal, cast=0.6, outline=1.2),
        Part("ring", "buckle", ring, metal, cast=0.6, outline=1.2),
        *welted(form, cut.ball, cut.seat, *leather_sole(spec), thick=0.03),
    ]


def driver(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng), spec.look or "suede"
    cut = cut_of(
        rng, ball=0.03, seat=0.03, toe=rng.uniform(0.13, 0.15), dip=rng.uniform(0.17, 0.195), tongue=rng.uniform(0.27, 0.3)
    )
    body = form.d(cut.body)
    saddle, front, rear = saddle_over(form, cut)
    lace = toned(spec, "laces", 0.25, "leather")
    rubber = stuff(spec, "sole", "brown", "tan", "black", texture="rubber")
    nubs = " ".join(_nub(form, 0.1 + n * 0.075) for n in range(11))
    climb = form.d("M .9 .012 L 1.02 .012 L 1.02 .13 C .96 .14 .925 .1 .9 .012 Z")
    x, y = form.at(cut.at - 0.075, cut.tongue - 0.06)
    bow = [
        strip(
            f"M {x:.1f} {y:.1f} C {x - 64:.1f} {y - 26:.1f} {x - 76:.1f} {y + 34:.1f} {x - 6:.1f} {y + 6:.1f}", form.size(0.013)
        ),
        strip(
            f"M {x:.1f} {y:.1f} C {x + 30:.1f} {y - 44:.1f} {x + 66:.1f} {y + 2:.1f} {x + 6:.1f} {y + 6:.1f}", form.size(0.013)
        ),
        strip(f"M {x:.1f} {y + 4:.1f} Q {x - 30:.1f} {y + 40:.1f} {x - 34:.1f} {y + 74:.1f}", form.size(0.013)),
        strip(f"M {x:.1f} {y + 4:.1f} Q {x + 10:.1f} {y + 40:.1f} {x + 30:.1f} {y + 62:.1f}", form.size(0.013)),
    ]
    tied = given(spec, "laces", 0.5)
    return [
        *moccasin(spec, form, cut, look),
        Part(
            "saddle",
            "strap",
            saddle,
            toned(spec, "strap", 0.08, look),
            within=body,
            form="flat",
            cast=0.4,
            lines=(stitches(beside(front, -7)), stitches(beside(rear, 7))),
        ),
        Part(
            "nubs up the heel",
            "sole",
            climb,
            rubber,
            within=body,
            form="flat",
            cast=0.3,
            lines=(Line(form.d("M .93 .03 L 1 .04 M .935 .06 L 1 .07 M .945 .09 L 1 .1"), 4, "9 5", None, 0.5),),
        ),
        Part(
            "sole",
            "sole",
            form.d(
                "M .02 .045 C .08 .03 .15 .026 .3 .026 L .95 .026 L .97 .04 Q .975 .016 .95 .012 L .14 .012 "
                "C .08 .016 .04 .02 .02 .045 Z"
            ),
            rubber,
            form="flat",
            cast=0.3,
        ),
        Part("nubs", "sole", nubs, rubber, form="flat", cast=0.1),
        *([Part(f"bow {n + 1}", "laces", d, lace, form="flat", cast=0.4, outline=1) for n, d in enumerate(bow)] if tied else ()),
    ]


def _nub(form: Last, u: float) -> str:
    return form.d(f"M {u - 0.022} .018 L {u + 0.022} .018 L {u + 0.016} .003 Q {u} -.004 {u - 0.016} .003 Z")


def platform(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng), spec.look or "leather"
    high = rng.uniform(0.095, 0.125)
    cut = cut_of(
        rng,
        ball=high,
        seat=high + 0.035,
        toe=high + 0.13,
        tongue=high + rng.uniform(0.27, 0.3),
        dip=high + rng.uniform(0.165, 0.19),
    )
    return [
        *moccasin(spec, form, cut, look),
        _saddle(spec, form, cut, look, _slot(form, cut), 6),
        *lugged(form, cut.ball, cut.seat, stuff(spec, "sole", "black", texture="rubber"), lugs=rng.choice((7, 8, 9)), deep=0.026),
    ]


_MAKE: Mapping[str, Callable[[Spec], list[Part]]] = {
    "penny": penny,
    "tassel": tassel,
    "horsebit": horsebit,
    "driver": driver,
    "platform": platform,
}


_HEELS = {"driver": "Flat", "platform": "Platform"}


def loafer(spec: Spec) -> Drawing:
    almond = spec.silhouette in ("tassel", "horsebit")
    facts = (
        ("closure", "Slip-On"),
        ("toe", "Almond Toe" if almond else "Round Toe"),
        ("heel height", _HEELS.get(spec.silhouette, "Low Heel")),
    )
    if spec.view == "other":
        return from_above(spec, facts)
    return posed(spec, _MAKE[spec.silhouette](spec), facts)


TYPES: Mapping[str, Kind] = {
    "loafer": Kind(
        loafer,
        {
            "penny": "a loafer with a slotted strap over the instep",
            "tassel": "a loafer with two leather tassels and a cord round its edge",
            "horsebit": "a loafer with a metal bit across the strap",
            "driver": "a soft driving moccasin on rubber nubs",
            "platform": "a penny loafer on a thick lugged sole",
        },
        ("sole", "heel", "panel", "strap", "tassel", "buckle", "laces", "lining", "piping"),
    )
}
