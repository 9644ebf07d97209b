"""Boots that are laced: hiking and combat boots, chukkas."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Paint, Part
from data.studio.shape import box
from data.studio.spec import Spec
from data.studio.things.boot_shafts import Shaft, boot_rubber, leather_look
from data.studio.things.shoe import Last, along, beside, given, inside, last, stitches, stuff, toned
from data.studio.things.soles import lugged
from data.studio.things.uppers import Upper, laces, lining, padding, stay, tongue


def hiking(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.16, lean=0.18), spec.look or "suede"
    shaft = Shaft(rng.uniform(0.58, 0.66), front=0.45, back=0.9, ball=0.085, seat=0.115, toe=0.21, slant=0.03, dip=0.02)
    upper = shaft.laced(0.05)
    body = form.d(upper.body)
    tone = toned(spec, "panel", 0.24, look)
    rand = form.d("M -.05 0 L -.03 .17 C .06 .2 .13 .2 .19 .18 C .27 .15 .3 .12 .36 .08 L .36 0 Z")
    counter = form.d("M .72 .05 C .74 .2 .8 .3 .92 .33 L 1.1 .33 L 1.1 .05 Z")
    ankle = form.d(
        f"M .55 .42 C .66 .36 .78 .38 .95 .44 L .95 {shaft.high - 0.13} "
        f"C .8 {shaft.high - 0.16} .68 {shaft.high - 0.15} .5 {shaft.high - 0.08} Z"
    )
    seams = form.d("M .4 .24 C .47 .2 .52 .14 .53 .05 M .53 .2 C .6 .27 .62 .3 .72 .32")
    cord = stuff(spec, "laces", "red", "tan", "black", "mustard", texture="canvas")
    return [
        lining(form, upper.mouth, inside(spec), 0.045),
        tongue(form, upper, spec.trim("tongue", texture="canvas"), rng.uniform(0.055, 0.08)),
        Part("body", "body", body, spec.paint(texture=look), depth=0.9, lines=(stitches(seams), stitches(beside(seams, 8)))),
        Part("ankle", "panel", ankle, replace(tone, texture="nylon"), within=body, form="flat", cast=0.3),
        Part("toe cap", "toe cap", rand, stuff(spec, "toe cap", "charcoal", texture="rubber"), within=body, cast=0.4),
        Part(
            "counter",
            "panel",
            counter,
            tone,
            within=body,
            cast=0.4,
            lines=(stitches(form.d("M .735 .05 C .752 .19 .81 .285 .92 .316")),),
        ),
        stay(form, upper, tone, body, 0.07),
        padding(form, upper.mouth, toned(spec, "collar", 0.3, "nylon"), 0.07),
        *lugged(form, *shaft.stand, boot_rubber(spec, "black", "charcoal", "black"), lugs=rng.choice((8, 9, 10))),
        *_hooks(form, upper, 3),
        *laces(form, upper, 6, cord, wide=0.019),
    ]


def _hooks(form: Last, upper: Upper, count: int) -> list[Part]:
    """Metal hooks of the upper rows."""
    places = along(beside(form.d(upper.throat), form.size(0.026)), count, 0.6, 0.95)
    d = " ".join(box(x - 9, y - 8, x + 9, y + 8, 5) for x, y, _ in places)
    return [Part("hooks", "button", d, Paint("#8f9299", texture="metal", name="silver"), form="flat", cast=0.3, outline=1.0)]


def combat(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.16, lean=0.18), leather_look(spec)
    shaft = Shaft(rng.uniform(0.82, 0.98), front=0.455, back=0.9, shin=0.455, ball=0.07, seat=0.108, slant=0.02)
    upper = shaft.laced()
    h, body = shaft.high, form.d(upper.body)
    seam = form.d("M .39 .25 C .45 .2 .5 .14 .5 .05")
    back = form.d(f"M .83 {h + 0.1} C .83 .6 .81 .5 .8 .42 C .79 .3 .74 .2 .72 .05 L 1.1 .05 L 1.1 {h + 0.1} Z")
    cap_at = rng.uniform(0.18, 0.24)
    edge = f"M {cap_at - 0.02} .35 C {cap_at + 0.035} .2 {cap_at + 0.03} .1 {cap_at - 0.01} 0"
    tab = form.d(
        f"M {shaft.back - 0.045} {h - 0.07} L {shaft.back - 0.04} {h + 0.035} "
        f"Q {shaft.back - 0.022} {h + 0.06} {shaft.back - 0.004} {h + 0.035} "
        f"L {shaft.back} {h - 0.07} Z"
    )
    rows = rng.choice((8, 9, 10))
    parts = [
        lining(form, upper.mouth, inside(spec), 0.035),
        tongue(form, upper, spec.trim("tongue", texture=look), rng.uniform(0.04, 0.06)),
        Part(
            "body",
            "body",
            body,
            spec.paint(texture=look),
            depth=0.9,
            lines=(stitches(seam), stitches(beside(seam, 8)), stitches(beside(form.d(upper.mouth), 9))),
        ),
        Part(
            "counter",
            "panel",
            back,
            spec.trim("panel", texture=look),
            within=body,
            form="flat",
            cast=0.25,
            lines=(stitches(beside(form.d(f"M .83 {h + 0.1} C .83 .6 .81 .5 .8 .42 C .79 .3 .74 .2 .72 .05"), -8)),),
        ),
    ]
    if given(spec, "toe cap", 0.5):
        parts.append(
            Part(
                "toe cap",
                "toe cap",
                form.d(f"{edge} L -.05 0 L -.05 .35 Z"),
                spec.trim("toe cap", texture=look),
                within=body,
                cast=0.35,
                lines=(stitches(beside(form.d(edge), 7)), stitches(beside(form.d(edge), 14))),
            )
        )
    parts += [
        stay(form, upper, spec.trim("panel", texture=look), body, 0.065),
        Part("tab", "strap", tab, spec.trim("strap", texture="canvas"), form="flat", cast=0.4),
        *lugged(form, *shaft.stand, boot_rubber(spec), lugs=rng.choice((8, 9, 10)), welt=rng.choice(("", "#d9c264", "#d9c264"))),
        *laces(
            form,
            upper,
            rows,
            stuff(spec, "laces", "black" if spec.color != "black" else "charcoal", texture="canvas"),
            wide=0.018,
        ),
    ]
    return parts


def desert(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.16, lean=0.18), spec.look or "suede"
    high = rng.uniform(0.41, 0.53)
    crepe = stuff(spec, "sole", "beige", "tan", "beige", texture="cork")
    toe = "M .012 .055 C -.012 .11 .012 .165 .085 .185 C .17 .205 .25 .225 .32 .27 C .36 .3 .4 .335 .43 .37"
    upper = Upper(
        toe,
        throat=f"M .445 .345 C .48 .375 .515 .41 .545 {high - 0.015}",
        ridge=f"M .42 .362 C .44 .385 .47 .42 .495 {high + 0.025}",
        collar=f"C .64 {high - 0.04} .76 {high - 0.055} .88 {high}",
        heel="C .882 .38 .876 .33 .88 .3 C .89 .22 .985 .2 .97 .05",
    )
    body = form.d(upper.body)
    seam = form.d("M .43 .36 C .45 .31 .49 .27 .53 .2 C .56 .15 .56 .1 .56 .03")
    back = form.d("M .81 .6 C .8 .4 .84 .2 .82 .03 L 1.1 .03 L 1.1 .6 Z")
    thick = rng.uniform(0.055, 0.075)
    sole = form.d(
        f"M -.014 {thick + 0.03:.3f} C .05 {thick + 0.008:.3f} .15 {thick:.3f} .3 {thick:.3f} "
        f"L .75 {thick + 0.01:.3f} L .985 {thick + 0.022:.3f} Q .995 .03 .97 .0 L .16 0 "
        f"C .08 .004 .03 .02 -.005 .035 Q -.022 .05 -.014 {thick + 0.03:.3f} Z"
    )
    return [
        lining(form, upper.mouth, inside(spec), 0.04),
        tongue(form, upper, spec.trim("tongue", texture=look), 0.03),
        Part(
            "body",
            "body",
            body,
            spec.paint(texture=look),
            depth=0.9,
            lines=(stitches(seam), stitches(beside(seam, -8)), stitches(beside(form.d(upper.mouth), 9))),
        ),
        Part(
            "counter",
            "panel",
            back,
            spec.trim("panel", texture=look),
            within=body,
            form="flat",
            cast=0.2,
            lines=(stitches(beside(form.d("M .81 .6 C .8 .4 .84 .2 .82 .03"), -8)),),
        ),
        Part(
            "sole",
            "sole",
            sole,
            crepe,
            form="flat",
            cast=0.4,
            lines=(
                stitches(
                    beside(
                        form.d(
                            f"M -.01 {thick + 0.028:.3f} C .05 {thick + 0.008:.3f} .15 {thick:.3f} .3 {thick:.3f} "
                            f"L .75 {thick + 0.01:.3f} L .98 {thick + 0.02:.3f}"
                        ),
                        8,
                    ),
                    "#7d6a4c",
                    0.7,
                ),
            ),
        ),
        *laces(form, upper, rng.choice((2, 3)), stuff(spec, "laces", "brown", "tan", texture="canvas"), wide=0.019, inset=0.03),
    ]
