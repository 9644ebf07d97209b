"""Boots that are pulled on: chelsea boots, rain boots, riding boots."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Part
from data.studio.spec import Spec
from data.studio.things.boot_shafts import Shaft, boot_rubber, leather_look
from data.studio.things.shoe import (
    along,
    beside,
    between,
    fitting,
    frame_buckle,
    given,
    inside,
    last,
    stitches,
    strip,
    stuff,
    toned,
)
from data.studio.things.soles import lugged, welted
from data.studio.things.uppers import lining


def chelsea(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.16, lean=0.18), leather_look(spec)
    sole = spec.rng("sole").choice(("leather", "leather", "lug"))
    ball, seat = (0.065, 0.1) if sole == "lug" else (0.034, 0.095)
    shaft = Shaft(
        rng.uniform(0.56, 0.66),
        ball=ball,
        seat=seat,
        shin=0.45,
        front=0.462,
        back=0.872,
        calf=0.876,
        slant=rng.uniform(0.0, 0.02),
    )
    h = shaft.high
    body = form.d(shaft.body)
    gore = form.d(
        f"M .575 {h + 0.1} L .765 {h + 0.1} L .765 {h - 0.04} C .755 {h * 0.62} .72 .31 .672 .31 "
        f"C .625 .31 .585 {h * 0.62} .575 {h - 0.04} Z"
    )
    edge = form.d(
        f"M .765 {h} L .765 {h - 0.04} C .755 {h * 0.62} .72 .31 .672 .31 C .625 .31 .585 {h * 0.62} .575 {h - 0.04} L .575 {h}"
    )
    seam = form.d("M .67 .31 C .66 .25 .64 .17 .6 .05")
    tab = form.d(f"M .835 {h - 0.05} L .84 {h + 0.045} Q .855 {h + 0.065} .87 {h + 0.045} L .872 {h - 0.05} Z")
    parts = [
        lining(form, shaft.opening, inside(spec), 0.04),
        Part(
            "body",
            "body",
            body,
            spec.paint(texture=look),
            depth=0.9,
            lines=(stitches(beside(edge, 9)), stitches(seam), stitches(beside(form.d(shaft.opening), 8))),
        ),
        Part("gore", "panel", gore, stuff(spec, "panel", "black", texture="rib"), form="flat", within=body, cast=0.25),
        Part("tab", "strap", tab, spec.trim("strap", texture="canvas"), form="flat", cast=0.4),
    ]
    if sole == "lug":
        return [*parts, *lugged(form, *shaft.stand, boot_rubber(spec), welt=rng.choice(("", "#d8c48e")))]
    return [
        *parts,
        *welted(form, *shaft.stand, boot_rubber(spec, "black", "brown"), stuff(spec, "heel", "black", texture="rubber")),
    ]


def rain(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form = last(rng, tall=0.16, lean=0.18)
    tall = rng.uniform(0.78, 1.12)
    shaft = Shaft(
        tall,
        front=rng.uniform(0.43, 0.45),
        back=0.9,
        shin=0.465,
        calf=0.87,
        ball=0.062,
        seat=0.1,
        toe=0.205,
        dip=0.0,
        slant=rng.uniform(0.0, 0.04),
    )
    h, body = tall, form.d(shaft.body)
    shiny = spec.paint(texture=spec.look or "rubber", gloss=0.55)
    sole_paint = boot_rubber(spec, "white", "black", "charcoal")
    band = strip(beside(form.d(shaft.opening), form.size(0.028)), form.size(0.056), blunt=True)
    foxing = between(
        form.d("M -.03 .13 C .08 .115 .2 .11 .34 .11 C .5 .115 .6 .16 .7 .165 L 1.0 .17"), form.d("M -.03 .02 L 1.0 .02")
    )
    parts = [
        lining(form, shaft.opening, inside(spec), 0.045),
        Part(
            "body",
            "body",
            body,
            shiny,
            depth=1.0,
            folds=(form.d("M .46 .36 Q .56 .32 .66 .36"), form.d("M .46 .47 Q .6 .42 .72 .48")),
            fold_width=13,
        ),
        Part("foxing", "panel", foxing, toned(spec, "panel", 0.12, "rubber"), within=body, form="flat", cast=0.2),
        Part(
            "band",
            "collar",
            band,
            toned(spec, "collar", 0.16, "rubber") if "collar" in spec.parts else replace(sole_paint),
            within=body,
            form="flat",
            cast=0.25,
        ),
    ]
    if given(spec, "strap", 0.5) or "buckle" in spec.parts:
        line_ = form.d(f"M .7 {h - 0.13} C .78 {h - 0.15} .84 {h - 0.15} .93 {h - 0.13}")
        x, y = form.at(0.775, h - 0.145)
        parts += [
            Part(
                "strap",
                "strap",
                strip(line_, form.size(0.036)),
                spec.trim("strap", texture="rubber", gloss=0.4),
                within=body,
                form="flat",
                cast=0.4,
            ),
            Part(
                "buckle",
                "buckle",
                frame_buckle(x, y, form.size(0.05), form.size(0.062)),
                spec.metal("buckle"),
                form="flat",
                cast=0.4,
            ),
        ]
    return [*parts, *lugged(form, *shaft.stand, sole_paint, lugs=10, deep=0.012)]


def riding(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.06), leather_look(spec)
    h = rng.uniform(1.3, 1.5)
    shaft = Shaft(h, front=0.41, back=0.91, shin=0.462, calf=0.872, seat=0.1, ball=0.03, slant=rng.uniform(0.03, 0.09), dip=0.01)
    front = f"C .4 .335 .45 .4 .458 .5 C .462 .62 .415 {h * 0.75:.3f} .41 {h + shaft.slant:.3f}"
    back = f"C .925 {h * 0.82:.3f} .925 {h * 0.7:.3f} .9 {h * 0.58:.3f} C .88 .6 .87 .5 .876 .42 C .884 .32 .975 .25 .96 .09"
    body = form.d(f"{shaft.vamp} {front} {shaft.mouth} {back} {shaft.base} Z")
    seam = form.d("M .43 .42 C .52 .42 .6 .36 .66 .25 C .68 .2 .69 .12 .69 .05")
    side = form.d(f"M .66 {h} C .67 .9 .68 .6 .66 .26")
    tone = toned(spec, "strap", 0.25, look)
    ankle_strap = form.d("M .44 .43 C .54 .37 .68 .36 .9 .42")
    x, y, turn = along(ankle_strap, 9)[3]
    band = strip(beside(form.d(shaft.opening), form.size(0.035)), form.size(0.075), blunt=True)
    parts = [
        lining(form, shaft.opening, inside(spec), 0.05),
        Part(
            "body",
            "body",
            body,
            spec.paint(texture=look),
            depth=0.9,
            lines=(stitches(seam), Line(side, 2.4, "", None, 0.45), stitches(beside(side, 8))),
            folds=(form.d("M .5 .52 Q .6 .48 .72 .54"),),
        ),
    ]
    if given(spec, "collar", 0.45):
        parts.append(
            Part(
                "band",
                "collar",
                band,
                toned(spec, "collar", 0.3, look),
                within=body,
                form="flat",
                cast=0.3,
                lines=(stitches(beside(form.d(shaft.opening), form.size(0.06))),),
            )
        )
    if given(spec, "strap", 0.75) or "buckle" in spec.parts:
        parts += [
            Part("strap", "strap", strip(ankle_strap, form.size(0.034)), tone, within=body, form="flat", cast=0.5),
            Part(
                "buckle",
                "buckle",
                frame_buckle(x, y, form.size(0.055), form.size(0.06), turn),
                fitting(spec, "buckle", "brass", "silver"),
                form="flat",
                cast=0.5,
            ),
        ]
    return [
        *parts,
        *welted(
            form, *shaft.stand, boot_rubber(spec, "black", "brown"), stuff(spec, "heel", "black", texture="rubber"), thick=0.028
        ),
    ]
