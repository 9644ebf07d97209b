"""Boots on a heel: western boots and dressy ankle boots."""

from __future__ import annotations

from random import Random

from data.studio.drawing import Line, Part
from data.studio.palette import darker, lighter, luminance
from data.studio.shape import box
from data.studio.spec import Spec
from data.studio.things.boot_shafts import Shaft, boot_rubber, leather_look
from data.studio.things.shoe import Last, along, beside, fitting, given, inside, last, stitches, strip, stuff, toned
from data.studio.things.soles import welted
from data.studio.things.uppers import lining


def cowboy(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.16, lean=0.18), leather_look(spec)
    h = rng.uniform(0.92, 1.12)
    scallop = rng.uniform(0.06, 0.1)
    k = 0.15
    toe = "M .0 .044 C -.03 .075 .015 .12 .085 .148 C .17 .178 .27 .22 .345 .3"
    shin = f"C .4 .355 .43 .45 .432 .54 C .434 .66 .41 {h * 0.8:.3f} .4 {h:.3f}"
    mouth = (
        f"C .45 {h - 0.01:.3f} .52 {h - scallop:.3f} .64 {h - scallop:.3f} "
        f"C .76 {h - scallop:.3f} .86 {h - 0.02:.3f} .905 {h:.3f}"
    )
    heel = f"C .905 {h * 0.75:.3f} .87 .56 .872 .48 C .88 .38 .965 .31 .95 {k - 0.01}"
    base = f"C .85 {k - 0.01} .7 {k - 0.01} .66 {k - 0.02} C .54 .1 .48 .022 .36 .022 L .1 .022"
    body = form.d(f"{toe} {shin} {mouth} {heel} {base} Z")
    counter = form.d(f"M .74 {k - 0.03} C .76 .3 .8 .38 .86 .45 L 1.1 .46 L 1.1 .05 Z")
    vamp = form.d("M .4 .47 C .5 .45 .5 .38 .56 .34 C .62 .3 .66 .2 .68 .05")
    side = form.d(f"M .645 {h} L .645 .5 C .64 .4 .63 .36 .6 .31")
    tone = toned(spec, "panel", 0.2, look)
    thread = lighter(spec.main_color(), 0.45) if luminance(spec.main_color()) < 0.6 else darker(spec.main_color(), 0.45)
    parts = [
        Part(
            "lining",
            "lining",
            form.d(
                f"M .4 {h} C .46 {h + 0.03} .5 {h - scallop + 0.035} .64 {h - scallop + 0.035} "
                f"C .78 {h - scallop + 0.035} .84 {h + 0.02} .905 {h} L .8 {h - 0.14} L .5 {h - 0.14} Z"
            ),
            inside(spec),
            form="flat",
            depth=0.5,
        ),
        Part(
            "body",
            "body",
            body,
            spec.paint(texture=look),
            depth=0.9,
            lines=(
                stitches(vamp, thread),
                stitches(beside(vamp, 9), thread),
                Line(side, 5, "", darker(spec.main_color(), 0.35), 0.7),
                *_western(form, h, scallop, thread, rng),
            ),
        ),
        Part(
            "counter",
            "panel",
            counter,
            tone,
            within=body,
            form="flat",
            cast=0.25,
            lines=(stitches(form.d(f"M .755 {k - 0.03} C .775 .29 .81 .365 .865 .435"), thread, 0.8),),
        ),
        Part(
            "pull",
            "strap",
            form.d(
                f"M .61 {h - scallop - 0.12} L .612 {h - scallop + 0.03} "
                f"Q .645 {h - scallop + 0.07} .678 {h - scallop + 0.03} L .68 {h - scallop - 0.12} Z"
            ),
            toned(spec, "strap", 0.2, look),
            form="flat",
            cast=0.35,
        ),
    ]
    if given(spec, "toe cap", 0.3):
        edge = "M .13 .3 C .2 .2 .17 .15 .22 .12 C .18 .09 .19 .06 .17 .0"
        parts.append(
            Part(
                "toe cap",
                "toe cap",
                form.d(f"{edge} L -.1 0 L -.1 .3 Z"),
                tone if "toe cap" not in spec.parts else spec.trim("toe cap", texture=look),
                within=body,
                cast=0.3,
                lines=(stitches(beside(form.d(edge), 7), thread),),
            )
        )
    return [
        *parts,
        *welted(
            form,
            0.03,
            k,
            boot_rubber(spec, "brown", "black", "tan"),
            stuff(spec, "heel", "brown", "black", texture="wood"),
            thick=0.028,
            block=0.74,
            slope=0.05,
            welt="#d8c8a2",
        ),
    ]


def _western(form: Last, h: float, scallop: float, thread: str, rng: Random) -> list[Line]:
    """Rows of stitching on the shaft: nested leaves or flames, in pairs."""
    out, low = [], 0.52
    top = h - scallop - 0.1
    for n in range(rng.choice((2, 3, 3))):
        w = 0.085 - n * 0.024
        y0, y1 = low + n * 0.05, top - n * 0.045
        m = (y0 + y1) / 2
        for c in (0.53, 0.76):
            out.append(
                Line(
                    form.d(
                        f"M {c} {y0} C {c - w * 1.5} {m - 0.1} {c - w * 0.2} {m} {c - w} {m + 0.05} "
                        f"C {c - w * 1.2} {m + 0.12} {c - w * 0.3} {y1 - 0.02} {c} {y1} "
                        f"C {c + w * 0.3} {y1 - 0.02} {c + w * 1.2} {m + 0.12} {c + w} {m + 0.05} "
                        f"C {c + w * 0.2} {m} {c + w * 1.5} {m - 0.1} {c} {y0}"
                    ),
                    2.4,
                    "",
                    thread,
                    0.75,
                )
            )
    return out


def ankle(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, look = last(rng, tall=0.16, lean=0.18), leather_look(spec)
    k = rng.uniform(0.17, 0.23)
    h = rng.uniform(0.62, 0.74)
    toe = "M .004 .055 C -.02 .08 .012 .118 .08 .142 C .16 .168 .25 .2 .33 .285"
    shaft = Shaft(
        h, front=rng.uniform(0.49, 0.52), back=0.9, shin=0.49, calf=0.885, seat=k, ball=0.026, slant=rng.uniform(0.0, 0.03)
    )
    shin = (
        f"C .39 .35 .47 .42 .488 .52 C .495 .57 {shaft.front - 0.004:.3f} {h * 0.9:.3f} {shaft.front:.3f} {h + shaft.slant:.3f}"
    )
    heel = f"C .9 {h * 0.8:.3f} .882 .5 .885 .45 C .89 .37 .965 .33 .952 {k - 0.01:.3f}"
    base = f"C .85 {k - 0.01:.3f} .7 {k - 0.015:.3f} .67 {k - 0.03:.3f} C .55 {k * 0.6:.3f} .48 .02 .36 .02 L .1 .03"
    body = form.d(f"{toe} {shin} {shaft.mouth} {heel} {base} Z")
    zip_line = form.d(f"M .7 {h - 0.03} C .7 .5 .69 .35 .665 {k + 0.06:.3f}")
    seam = form.d(f"M .47 .42 C .53 .36 .58 .25 .6 {k - 0.05:.3f}")
    x, y, _ = along(zip_line, 3)[0]
    parts = [
        lining(form, shaft.opening, inside(spec), 0.035),
        Part(
            "body",
            "body",
            body,
            spec.paint(texture=look),
            depth=0.9,
            lines=(stitches(beside(form.d(shaft.opening), 8)), stitches(seam)),
        ),
        Part(
            "zipper",
            "zipper",
            strip(zip_line, form.size(0.022)),
            fitting(spec, "zipper", "silver", "gold", "gunmetal"),
            form="flat",
            depth=0.5,
            cast=0.3,
            lines=(Line(zip_line, 7, "3 3", "#3a3b40", 0.6),),
        ),
        Part("pull", "zipper", box(x - 6, y - 4, x + 6, y + 34, 5), spec.metal("zipper", "silver"), form="flat", cast=0.5),
    ]
    return [*parts, *_block_heel(form, k, shaft, spec, rng)]


def _block_heel(form: Last, k: float, shaft: Shaft, spec: Spec, rng: Random) -> list[Part]:
    top = (
        f"M -.012 .045 C .05 .03 .15 .024 .3 .024 C .5 .03 .56 {k * 0.75:.3f} .68 {k - 0.02:.3f} "
        f"C .76 {k:.3f} .9 {k:.3f} .95 {k + 0.002:.3f}"
    )
    sole = strip(form.d(top), form.size(0.022))
    front, foot = rng.uniform(0.7, 0.74), rng.uniform(0.0, 0.03)
    heel = form.d(
        f"M {front} {k - 0.005:.3f} L .965 {k + 0.002:.3f} "
        f"C .965 {k * 0.5:.3f} {0.955 - foot} .04 {0.955 - foot} 0 L {front + foot + 0.02} 0 "
        f"C {front + foot + 0.02} .05 {front + 0.01} {k * 0.6:.3f} {front} {k - 0.005:.3f} Z"
    )
    tip = form.d("M .6 .018 L 1 .018 L 1 -.02 L .6 -.02 Z")
    paint = (
        stuff(spec, "heel", "black", "brown", texture="wood")
        if given(spec, "heel", 0.6)
        else spec.trim("heel", texture=leather_look(spec))
    )
    return [
        Part("heel", "heel", heel, paint, cast=0.3),
        Part("heel tip", "sole", tip, boot_rubber(spec), within=heel, form="flat", cast=0.2),
        Part("sole", "sole", sole, boot_rubber(spec), form="flat", cast=0.4),
    ]
