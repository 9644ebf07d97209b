"""Canvas sneakers: low, high, and without laces."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import ellipse
from data.studio.spec import Spec
from data.studio.things.shoe import Last, beside, given, inside, last, stitches, strip, stuff, toned
from data.studio.things.soles import flat_sole, sneaker_laces, sneaker_rubber
from data.studio.things.uppers import Upper, laces, lining, stay, tongue

_LOW = Upper(
    toe="M .014 .05 C -.012 .1 .012 .158 .075 .176 C .15 .198 .24 .215 .315 .258",
    throat="M .35 .27 C .43 .304 .505 .35 .585 .396",
    ridge="M .325 .27 C .395 .31 .465 .37 .53 .438",
    collar="C .63 .398 .655 .3 .735 .285 C .82 .272 .88 .31 .94 .375",
    heel="C .965 .385 .972 .35 .962 .305 C .955 .25 .995 .18 .985 .05",
)


def _high(h: float) -> Upper:
    """A shaft over the ankle, `h` high."""
    return Upper(
        toe="M .014 .05 C -.012 .1 .012 .17 .08 .188 C .15 .205 .24 .22 .315 .265",
        throat=f"M .35 .28 C .425 .315 .475 .375 .498 .46 C .515 .53 .518 {h - 0.055:.3f} .522 {h:.3f}",
        ridge=f"M .318 .272 C .385 .31 .425 .37 .445 .46 C .458 .53 .462 {h - 0.045:.3f} .466 {h + 0.025:.3f}",
        collar=f"C .58 {h - 0.005:.3f} .68 {h - 0.045:.3f} .77 {h - 0.04:.3f} "
        f"C .83 {h - 0.038:.3f} .865 {h - 0.012:.3f} .893 {h + 0.008:.3f}",
        heel=f"C .915 {h:.3f} .897 {h - 0.08:.3f} .886 .45 C .878 .36 .98 .23 .978 .05",
    )


def _low_sole(form: Last, paint: Paint, rng: Random, thick: float = 0.085, spring: float = 0.022) -> Part:
    t, s = thick, spring
    groove = form.d(
        f"M -.018 {s + t * 0.42:.3f} C .05 {s + t * 0.2:.3f} .14 {t * 0.32:.3f} .3 {t * 0.3:.3f} L 1.02 {t * 0.34:.3f}"
    )
    lines = [Line(groove, 2.2, "", None, 0.4)]
    if rng.random() < 0.45:
        tone = rng.choice((darker(paint.color, 0.55), "#b03a3e", "#2c3a60"))
        stripe = form.d(
            f"M -.02 {s + t * 0.78:.3f} C .05 {s + t * 0.56:.3f} .14 {t * 0.68:.3f} .3 {t * 0.66:.3f} L 1.02 {t * 0.74:.3f}"
        )
        lines.append(Line(stripe, 5.0, "", tone, 0.85))
    return Part("sole", "sole", flat_sole(form, t, s), paint, form="flat", cast=0.4, lines=tuple(lines))


def low(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng), spec.look or "canvas"
    rubber = sneaker_rubber(spec)
    body = form.d(_LOW.body)
    rows = rng.choice((5, 6, 6))
    capped = given(spec, "toe cap", 0.6)
    cap_at = rng.uniform(0.17, 0.23)
    cap = form.d(f"M -.05 0 L -.05 .3 L {cap_at - 0.03} .3 C {cap_at + 0.03} .2 {cap_at + 0.025} .12 {cap_at - 0.01} 0 Z")
    cap_seam = form.d(f"M {cap_at - 0.03} .3 C {cap_at + 0.03} .2 {cap_at + 0.025} .12 {cap_at - 0.01} 0")
    back = rng.uniform(0.85, 0.9)
    counter = form.d(f"M {back} .5 C {back + 0.03} .35 {back + 0.03} .2 {back - 0.05} 0 L 1.05 0 L 1.05 .5 Z")
    counter_seam = beside(form.d(f"M {back} .5 C {back + 0.03} .35 {back + 0.03} .2 {back - 0.05} 0"), -7)
    upper = spec.paint(texture=look)
    quarter = form.d("M .37 .21 C .42 .17 .45 .12 .45 .02")
    parts = [
        lining(form, _LOW.mouth, inside(spec)),
        tongue(form, _LOW, spec.trim("tongue", texture=look), rng.uniform(0.045, 0.07)),
        Part(
            "body",
            "body",
            body,
            upper,
            grain=-8,
            lines=(stitches(quarter), stitches(beside(quarter, 8)), stitches(beside(form.d(_LOW.mouth), 9))),
        ),
    ]
    if capped:
        paint = stuff(spec, "toe cap", "white", texture="rubber")
        parts.append(Part("toe cap", "toe cap", cap, paint, within=body, cast=0.4, lines=(stitches(beside(cap_seam, 7)),)))
    return [
        *parts,
        Part("heel", "heel", counter, toned(spec, "heel", 0.12), within=body, cast=0.3, lines=(stitches(counter_seam),)),
        replace(stay(form, _LOW, upper.plain() if "panel" not in spec.parts else spec.paint("panel"), body), kind="panel"),
        _low_sole(form, rubber, rng, rng.uniform(0.075, 0.1)),
        *laces(form, _LOW, rows, sneaker_laces(spec)),
    ]


def high_top(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng), spec.look or "canvas"
    upper = spec.paint(texture=look)
    shape = _high(rng.uniform(0.56, 0.68))
    body = form.d(shape.body)
    rows = rng.choice((7, 8))
    cap_at = rng.uniform(0.19, 0.25)
    seam = f"M {cap_at - 0.03} .3 C {cap_at + 0.03} .2 {cap_at + 0.025} .12 {cap_at - 0.01} 0"
    cap = form.d(f"M -.05 0 L -.05 .3 L {seam[2:]} Z")
    stay_heel = form.d("M .85 .8 L .85 .55 C .846 .4 .885 .3 .9 0 L 1.1 0 L 1.1 .8 Z")
    quarter = form.d("M .37 .22 C .42 .17 .45 .12 .45 .02")
    parts = [
        lining(form, shape.mouth, inside(spec), 0.05),
        tongue(form, shape, spec.trim("tongue", texture=look), rng.uniform(0.04, 0.065)),
        Part(
            "body",
            "body",
            body,
            upper,
            grain=-4,
            lines=(stitches(quarter), stitches(beside(quarter, 8)), stitches(beside(form.d(shape.mouth), 10))),
        ),
        Part("toe cap", "toe cap", cap, stuff(spec, "toe cap", "white", texture="rubber"), within=body, cast=0.4),
        Part(
            "heel",
            "heel",
            stay_heel,
            toned(spec, "heel", 0.1),
            within=body,
            cast=0.3,
            lines=(stitches(form.d("M .86 .8 L .86 .55 C .856 .4 .895 .3 .91 0")),),
        ),
        stay(form, shape, upper.plain() if "panel" not in spec.parts else spec.paint("panel"), body, 0.07),
    ]
    if given(spec, "logo", 0.6):
        x, y = form.at(0.715, 0.44)
        r = form.size(0.062)
        parts.append(
            Part(
                "patch",
                "logo",
                ellipse(x, y, r, r),
                stuff(spec, "logo", "white", texture="canvas"),
                form="flat",
                cast=0.3,
                depth=0.5,
                lines=(stitches(ellipse(x, y, r - 7, r - 7)), Line(ellipse(x, y, r * 0.45, r * 0.45), 4)),
            )
        )
    return [
        *parts,
        _low_sole(form, sneaker_rubber(spec), rng, rng.uniform(0.08, 0.1)),
        *laces(form, shape, rows, sneaker_laces(spec)),
    ]


def slip_on(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng), spec.look or "canvas"
    upper = spec.paint(texture=look)
    high = rng.uniform(0.315, 0.345)
    toe = f"M .014 .05 C -.014 .105 .006 .165 .08 .186 C .18 .214 .32 .245 .47 {high}"
    edge = (
        f"C .505 {high - 0.02} .53 {high - 0.015} .56 {high - 0.015} "
        f"C .63 {high - 0.01} .66 .285 .735 .27 C .82 .258 .88 .3 .94 .365"
    )
    heel = "C .965 .375 .972 .34 .962 .295 C .955 .24 .995 .17 .985 .05"
    mouth = form.d(f"M .47 {high} {edge}")
    body = form.d(f"{toe} {edge} {heel} Z")
    gore = form.d("M .51 .4 L .63 .4 L .65 .28 C .635 .225 .605 .18 .565 .155 C .535 .19 .525 .24 .51 .4 Z")
    vamp = form.d("M .565 .155 C .54 .12 .5 .08 .5 .0")
    back = form.d("M .9 .5 C .91 .35 .92 .2 .9 0 L 1.05 0 L 1.05 .5 Z")
    return [
        lining(form, f"M .47 {high} {edge}", inside(spec, "beige"), 0.04),
        Part("body", "body", body, upper, grain=-8, lines=(stitches(vamp), stitches(beside(vamp, 8)))),
        Part(
            "heel",
            "heel",
            back,
            toned(spec, "heel", 0.1),
            within=body,
            cast=0.3,
            lines=(stitches(form.d("M .91 .5 C .92 .35 .93 .2 .91 0")),),
        ),
        Part(
            "gore",
            "panel",
            gore,
            stuff(spec, "panel", "black", "white", "charcoal", texture="rib"),
            form="flat",
            within=body,
            cast=0.2,
        ),
        Part(
            "collar", "collar", strip(beside(mouth, 5), form.size(0.03)), toned(spec, "collar", 0.1), within=f"{body}", cast=0.3
        ),
        _low_sole(form, sneaker_rubber(spec), rng, rng.uniform(0.08, 0.105)),
    ]
