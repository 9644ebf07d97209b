"""Sneakers for sport: runners, tennis shoes, and the bulky ones that came of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker, shade
from data.studio.spec import Spec
from data.studio.things.shoe import Last, along, dots, inside, last, stitches, toned
from data.studio.things.soles import flat_sole, sneaker_laces, sneaker_rubber
from data.studio.things.uppers import Upper, laces, lining, padding, stay, tongue

_PADDED = Upper(
    toe="M .014 .08 C -.014 .12 .012 .175 .075 .195 C .15 .218 .24 .245 .315 .292",
    throat="M .345 .302 C .43 .338 .5 .382 .575 .432",
    ridge="M .32 .3 C .39 .345 .455 .405 .515 .472",
    collar="C .62 .425 .66 .335 .74 .318 C .82 .305 .88 .35 .938 .428",
    heel="C .965 .45 .985 .42 .975 .375 C .955 .32 1.0 .2 .985 .08",
)
_WEDGE_TOP = "M -.018 .118 C .03 .1 .12 .088 .3 .094 C .48 .1 .62 .13 .78 .15 C .88 .162 .96 .18 1.03 .2"
_WEDGE_END = "C 1.045 .15 1.03 .09 1.005 .05 Q .985 .012 .94 .004"


def runner(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng), spec.look or "mesh"
    upper = spec.paint(texture=look)
    shape = _PADDED
    body = form.d(shape.body)
    foam = sneaker_rubber(spec)
    outsole = foam if "sole" in spec.parts else Paint(shade("charcoal"), texture="rubber", name="charcoal")
    sole = form.d(f"{_WEDGE_TOP} {_WEDGE_END} L .3 0 C .18 0 .07 .022 -.005 .062 Q -.032 .088 -.018 .118 Z")
    out = form.d("M -.03 .07 C .05 .04 .16 .028 .3 .026 L .78 .03 C .88 .034 .96 .05 1.04 .075 L 1.0 0 L 0 -.02 Z")
    swoop = form.d("M .4 .07 C .5 .2 .62 .27 .8 .31 L .86 .25 C .7 .22 .6 .16 .53 .07 Z")
    mud = form.d("M -.03 .05 L .0 .3 C .08 .19 .16 .165 .25 .15 C .33 .135 .37 .12 .4 .05 Z")
    counter = form.d("M .84 .05 C .82 .18 .83 .24 .9 .3 L .91 .5 L 1.1 .5 L 1.1 .05 Z")
    tone = toned(spec, "panel", 0.25, "suede")
    grooves = tuple(
        Line(form.d(f"M {u} .05 Q {u + 0.03} .08 {u + 0.02} .12"), 3, "", None, 0.3) for u in (0.62, 0.68, 0.74, 0.8, 0.86)
    )
    return [
        lining(form, shape.mouth, inside(spec)),
        tongue(form, shape, spec.trim("tongue", texture=look), 0.06),
        Part("body", "body", body, upper, grain=-8),
        Part("mudguard", "panel", mud, tone, within=body, form="flat", cast=0.3),
        Part("swoop", "panel", swoop, tone, within=body, form="flat", cast=0.3),
        Part("heel", "heel", counter, toned(spec, "heel", 0.25, "suede"), within=body, cast=0.3),
        stay(form, shape, tone, body, 0.06),
        padding(form, shape.mouth, toned(spec, "collar", 0.12)),
        Part("sole", "sole", sole, foam, form="flat", cast=0.4, lines=grooves),
        Part("outsole", "sole", out, outsole, form="flat", within=sole, cast=0.2),
        *laces(form, shape, 6, sneaker_laces(spec), wide=0.017),
    ]


def _chunk(form: Last, rng: Random) -> str:
    """A sole of lobes: high at the heel, waved along its upper edge and cut away under the arch."""
    h, w = rng.uniform(0.0, 0.03), rng.uniform(-0.015, 0.02)
    return form.d(
        f"M -.03 {0.15 + h} C .02 {0.165 + h} .08 {0.14 + h} .14 {0.125 + h} "
        f"C .24 {0.11 + h} .3 {0.13 + w} .38 {0.15 + h} C .47 {0.17 + h} .52 {0.12 + w} .62 .13 "
        f"C .74 .14 .78 {0.21 + h} .88 {0.205 + h} C .95 {0.2 + h} .99 {0.22 + h} 1.04 {0.235 + h} "
        "C 1.065 .17 1.06 .11 1.03 .06 Q 1.01 .01 .96 .004 L .72 0 "
        "C .68 .0 .67 .022 .63 .024 L .54 .024 C .51 .024 .5 .0 .46 0 L .22 0 "
        f"C .12 .004 .04 .03 -.015 .07 C -.045 .1 -.045 .13 -.03 {0.15 + h} Z"
    )


def chunky(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.12), spec.look or "mesh"
    shape, upper = _PADDED, spec.paint(texture=look)
    body = form.d(shape.body)
    foam = sneaker_rubber(spec)
    sole = _chunk(form, rng)
    tone, second = toned(spec, "panel", 0.16, "leather"), toned(spec, "heel", 0.3, "suede")
    mud = form.d("M -.03 .05 L .0 .3 C .1 .21 .2 .2 .29 .21 L .36 .24 C .38 .2 .37 .12 .42 .05 Z")
    blade = form.d("M .46 .05 C .46 .18 .56 .3 .7 .31 L .9 .33 L .88 .24 C .76 .26 .64 .22 .6 .05 Z")
    wing = form.d("M .62 .05 C .66 .16 .74 .21 .87 .235 L .83 .05 Z")
    counter = form.d("M .8 .05 C .8 .2 .84 .27 .885 .3 L .9 .5 L 1.1 .5 L 1.1 .05 Z")
    cuts = form.d("M .03 .1 C .15 .06 .3 .075 .42 .1 M .6 .075 C .75 .085 .8 .15 .9 .145 C .97 .14 1.0 .15 1.03 .165")
    bars = Line(form.d("M .72 .05 L .98 .065"), 26, "9 9", None, 0.16)
    return [
        lining(form, shape.mouth, inside(spec)),
        tongue(form, shape, spec.trim("tongue", texture=look), rng.uniform(0.07, 0.09)),
        Part("body", "body", body, upper, grain=-8),
        Part("wing", "panel", wing, spec.trim("panel", texture="leather"), within=body, form="flat", cast=0.3),
        Part(
            "blade",
            "panel",
            blade,
            tone,
            within=body,
            form="flat",
            cast=0.4,
            lines=(stitches(form.d("M .474 .05 C .475 .17 .57 .287 .7 .297 L .88 .315")),),
        ),
        Part(
            "mudguard",
            "panel",
            mud,
            tone,
            within=body,
            form="flat",
            cast=0.4,
            lines=(stitches(form.d("M .0 .285 C .1 .195 .2 .185 .29 .196")),),
        ),
        Part("heel", "heel", counter, second, within=body, cast=0.4),
        stay(form, shape, tone, body, 0.07),
        padding(form, shape.mouth, toned(spec, "collar", 0.22, "jersey"), 0.05),
        Part(
            "sole",
            "sole",
            sole,
            foam,
            depth=0.8,
            form="flat",
            cast=0.5,
            folds=(cuts,),
            fold_width=9,
            lines=(Line(cuts, 2, "", None, 0.3), bars),
        ),
        Part(
            "outsole",
            "sole",
            form.d("M -.05 .075 C .05 .035 .16 .024 .25 .022 L 1.04 .03 L 1.0 -.02 L 0 -.02 Z"),
            replace(foam, color=darker(foam.color, 0.16)),
            form="flat",
            within=sole,
            cast=0.2,
        ),
        *laces(form, shape, 6, sneaker_laces(spec), wide=0.023),
    ]


_COURT = replace(_PADDED, toe="M .014 .06 C -.014 .11 .01 .165 .075 .185 C .15 .208 .24 .23 .315 .278")


def court(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng), spec.look or "leather"
    shape, upper = _COURT, spec.paint(texture=look)
    body = form.d(shape.body)
    overlay = (
        toned(spec, "panel", 0.14)
        if spec.rng("contrast").random() > 0.55 or "panel" in spec.parts
        else Paint(upper.accents[0], texture=look, name=upper.accent_names[0])
    )
    tip = form.d("M -.05 .05 L -.02 .2 C .08 .17 .17 .17 .22 .165 C .33 .16 .38 .14 .42 .05 Z")
    tab = form.d("M .885 .6 L .895 .32 C .93 .3 .95 .295 1.0 .3 L 1.05 .6 Z")
    counter = form.d("M .8 .05 C .82 .19 .84 .26 .9 .315 L 1.0 .31 L 1.05 .05 Z")
    parts = [
        lining(form, shape.mouth, inside(spec, "white")),
        tongue(form, shape, spec.trim("tongue", texture=look), rng.uniform(0.06, 0.085)),
        Part("body", "body", body, upper, grain=-8, lines=(dots(_holes(form), 7, darker(upper.color, 0.6), 0.7),)),
        Part(
            "tip",
            "panel",
            tip,
            overlay,
            within=body,
            form="flat",
            cast=0.35,
            lines=(stitches(form.d("M -.02 .188 C .08 .158 .17 .158 .22 .153 C .32 .148 .37 .13 .406 .05")),),
        ),
        *_stripes(spec, form, body, overlay, rng),
        Part(
            "counter",
            "panel",
            counter,
            overlay,
            within=body,
            form="flat",
            cast=0.35,
            lines=(stitches(form.d("M .815 .05 C .832 .18 .85 .25 .905 .302")),),
        ),
        Part("heel", "heel", tab, toned(spec, "heel", 0.2) if "heel" in spec.parts else overlay, within=body, cast=0.4),
        stay(form, shape, overlay, body, 0.07),
        padding(form, shape.mouth, spec.trim("collar", texture="leather"), 0.045),
    ]
    thick, spring = rng.uniform(0.09, 0.115), 0.026
    rubber = sneaker_rubber(spec)
    sewn = form.d(
        f"M -.01 {spring + thick * 0.72:.3f} "
        f"C .05 {spring + thick * 0.5:.3f} .14 {thick * 0.66:.3f} .3 {thick * 0.68:.3f} "
        f"L 1.0 {thick * 0.76:.3f}"
    )
    tread = form.d(f"M -.01 {spring + thick * 0.3:.3f} C .05 {spring + thick * 0.05:.3f} .12 .014 .2 .012 L .97 .012")
    parts.append(
        Part(
            "sole",
            "sole",
            flat_sole(form, thick, spring),
            rubber,
            form="flat",
            cast=0.5,
            lines=(stitches(sewn, None, 0.5), Line(tread, 10, "5 5", None, 0.18)),
        )
    )
    return [*parts, *laces(form, shape, rng.choice((6, 7)), sneaker_laces(spec))]


def _holes(form: Last) -> list[tuple[float, float, float]]:
    """Perforations of the toe box, in rows."""
    rows = [
        along(
            form.d(
                f"M {0.13 + 0.012 * k} {0.168 + 0.014 * k} "
                f"C .18 {0.176 + 0.012 * k} .23 {0.185 + 0.013 * k} .29 {0.205 + 0.016 * k}"
            ),
            7 - k,
        )
        for k in range(3)
    ]
    return [place for row in rows for place in row]


def _stripes(spec: Spec, form: Last, body: str, paint: Paint, rng: Random) -> list[Part]:
    """The mark on the quarter: slanted bars, a chevron or nothing."""
    kind = rng.choice(("bars", "chevron", "plain", "star"))
    if kind == "bars":
        bars = " ".join(
            form.d(f"M {0.5 + k} .09 L {0.535 + k} .09 L {0.605 + k} .29 L {0.57 + k} .3 Z") for k in (0.0, 0.065, 0.13)
        )
        return [Part("bars", "panel", bars, paint, within=body, form="flat", depth=0.4, cast=0.3)]
    if kind == "chevron":
        d = form.d("M .5 .09 C .56 .17 .66 .2 .8 .245 L .83 .215 C .74 .19 .68 .165 .64 .09 Z")
        return [Part("chevron", "panel", d, paint, within=body, form="flat", depth=0.4, cast=0.3)]
    return []
