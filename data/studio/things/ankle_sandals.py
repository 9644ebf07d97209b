"""Sandals that are held at the ankle: platforms, hiking sandals, espadrilles."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.spec import Spec
from data.studio.things.shoe import Last, beside, between, deeper, fitting, inside, last, stitches, strip, stuff
from data.studio.things.straps import band, bed, buckled, edge, footbed, over, ring, slab


def platform(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, h = last(rng, tall=0.1), rng.uniform(0.13, 0.17)
    k = h + rng.uniform(0.02, 0.09)
    sole = stuff(spec, "sole", "tan", "beige", "white", "black", texture=spec.rng("sole stuff").choice(("cork", "rubber")))
    paint, metal = spec.paint(texture=spec.look or "leather"), fitting(spec, "buckle", "gold", "silver")
    behind, before = _ankle(spec, form, paint, metal, v=k + rng.uniform(0.3, 0.34))
    n0 = rng.uniform(0.14, 0.19)
    n1 = n0 + rng.uniform(0.17, 0.26)
    strap = over("toe strap", form, paint, near=(n0, n1), crest=(n0 + 0.07, n1 + 0.01), base=h + 0.004, high=(0.155, 0.19))
    return [
        *behind,
        footbed(form, h, bed(spec, "tan", "beige", "brown", texture="leather"), heel=k),
        slab(
            form,
            h,
            sole,
            heel=k,
            spring=0.03,
            lines=(
                Line(beside(form.d(edge(h, k)), 12), 2.2, "", None, 0.3),
                Line(form.d("M .04 .024 C .1 .014 .2 .014 .3 .014 L 1 .014"), 2.4, "", None, 0.35),
            ),
        ),
        *_counter(form, paint, k, k + 0.31),
        *strap,
        *before,
    ]


def _ankle(
    spec: Spec, form: Last, paint: Paint, metal: Paint, *, v: float, u: float = 0.81, thick: float = 0.04
) -> tuple[list[Part], list[Part]]:
    """The strap round the ankle with its buckle, in what lies behind and what before."""
    far, near = ring("ankle strap", form, paint, middle=(u, v), wide=0.3, deep=0.075, thick=thick, tilt=0.03)
    d = f"M {u - 0.15} {v - 0.015} C {u - 0.15} {v - 0.068} {u + 0.15} {v - 0.038} {u + 0.15} {v + 0.015}"
    return [far], [near, buckled("buckle", form, metal, d, 0.36, thick * 1.15, thick * 1.45)]


def _counter(form: Last, paint: Paint, h: float, high: float) -> list[Part]:
    """The closed back of a sandal: from the bed up to the ankle strap."""
    inner = form.d(
        f"M .8 {h + 0.08} C .86 {h + 0.1} .9 {high - 0.05} .93 {high} L .962 {high} "
        f"C .97 {h + 0.2} .98 {h + 0.1} .97 {h + 0.05} Z"
    )
    outer = form.d(
        f"M .77 {h - 0.004} C .84 {h + 0.07} .89 {high - 0.12} .915 {high + 0.01} "
        f"Q .95 {high + 0.03} .975 {high + 0.015} C .985 {h + 0.2} 1.015 {h + 0.1} 1.0 {h + 0.03} "
        f"C .97 {h} .9 {h - 0.004} .77 {h - 0.004} Z"
    )
    return [
        Part("counter inside", "strap", inner, replace(paint.plain(), color=darker(paint.color, 0.35)), form="flat", cast=0.3),
        Part(
            "counter",
            "strap",
            outer,
            paint,
            depth=0.8,
            cast=0.6,
            lines=(stitches(beside(form.d(f"M .77 {h - 0.004} C .84 {h + 0.07} .89 {high - 0.12} .915 {high + 0.01}"), 8)),),
        ),
    ]


def sport(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, h = last(rng, tall=0.12), rng.uniform(0.075, 0.11)
    k = h + rng.uniform(0.015, 0.075)
    rubber = stuff(spec, "sole", "black", "charcoal", "tan", "white", texture="rubber")
    paint = spec.paint(texture=spec.look or "nylon")
    clip = spec.metal("buckle", "black") if "buckle" in spec.parts else Paint("#2c2d31", texture="plastic", name="black")
    toe, instep, wide = rng.uniform(0.11, 0.19), rng.uniform(0.42, 0.49), rng.uniform(0.08, 0.13)
    far, near = ring("ankle strap", form, paint, middle=(0.8, k + 0.285), wide=0.32, deep=0.08, thick=0.052, tilt=0.05)
    tab = form.d(f"M .7 {k + 0.215} C .74 {k + 0.205} .78 {k + 0.212} .82 {k + 0.225}")
    over_clip = (
        f"M {instep + 0.045} {k + 0.02} C {instep + 0.055} {k + 0.1} {instep + 0.06} {k + 0.18} {instep + 0.08} {k + 0.23}"
    )
    link = f"M {toe + wide * 0.7} {h + 0.02} C {toe + 0.17} {h + 0.085} {instep - 0.04} {k + 0.085} {instep + 0.05} {k + 0.03}"
    backs = (toe + wide, instep + 0.09)
    side = f"M {instep + 0.11} {k + 0.02} C {instep + 0.17} {k + 0.1} .64 {k + 0.18} .655 {k + 0.265}"
    return [
        far,
        footbed(form, h, bed(spec, "gray", "charcoal", "black", texture="canvas"), heel=k),
        slab(form, h, rubber, heel=k, spring=0.02, lines=_treads(form, h, k, rubber)),
        *_counter(form, paint, k, k + 0.31),
        *over(
            "instep strap",
            form,
            paint,
            near=(instep, backs[1]),
            crest=(instep + 0.05, instep + 0.125),
            base=k,
            high=(0.225, 0.245),
        ),
        *over("toe strap", form, paint, near=(toe, backs[0]), crest=(toe + 0.055, backs[0] + 0.04), base=h, high=(0.15, 0.175)),
        *([band("link", form, paint, link, 0.045)] if rng.random() < 0.6 else ()),
        band("side strap", form, paint, side, 0.045),
        near,
        Part("tab", "strap", strip(tab, form.size(0.06)), deeper(paint, 0.25, "canvas"), form="flat", cast=0.4),
        buckled("buckle", form, clip, over_clip, 0.5, 0.045, 0.09),
    ]


def _treads(form: Last, h: float, k: float, rubber: Paint) -> tuple[Line, ...]:
    """The lugs along the ground and the line between midsole and outsole."""
    lugs = Line(form.d("M .07 .008 L .97 .008"), 16, "14 10", darker(rubber.color, 0.5), 0.55)
    joint = form.d(f"M 0 {h * 0.62:.3f} C .2 {h * 0.5:.3f} .4 {h * 0.5:.3f} .6 {k * 0.5:.3f} L 1 {k * 0.5:.3f}")
    return lugs, Line(joint, 3, "", None, 0.4)


def espadrille(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, h = last(rng, tall=0.08), rng.uniform(0.08, 0.12)
    k = h + rng.uniform(0.06, 0.2)
    rope = stuff(spec, "sole", "beige", "tan", texture="woven")
    paint = spec.paint(texture=spec.look or "canvas")
    tie = spec.trim("tie", texture="canvas")
    vamp = form.d(
        f"M -.002 {h} C -.01 {h + 0.05} .02 {h + 0.1} .09 {h + 0.125} "
        f"C .17 {h + 0.15} .26 {h + 0.17} .335 {h + 0.215} Q .365 {h + 0.225} .375 {h + 0.2} "
        f"C .4 {h + 0.12} .46 {h + 0.06} .52 {k * 0.6 + h * 0.4:.3f} L .3 {h - 0.006} "
        f"L .05 {h - 0.006} Z"
    )
    inner = form.d(
        f"M .25 {h + 0.15} L .335 {h + 0.215} "
        f"C .38 {h + 0.215} .43 {h + 0.15} .52 {k * 0.6 + h * 0.4 + 0.08:.3f} L .45 {h + 0.03} Z"
    )
    heel = form.d(
        f"M .74 {k - 0.002} C .82 {k + 0.06} .88 {k + 0.13} .925 {k + 0.19} "
        f"Q .955 {k + 0.205} .968 {k + 0.185} C .965 {k + 0.12} 1.012 {k + 0.06} .998 {k} Z"
    )
    heel_in = form.d(f"M .76 {k + 0.05} C .84 {k + 0.1} .9 {k + 0.15} .935 {k + 0.195} L .975 {k + 0.1} L .9 {k + 0.02} Z")
    v = k + 0.33
    far, near = ring("tie", form, tie, middle=(0.79, v), wide=0.27, deep=0.07, thick=0.022, tilt=0.02, kind="tie")
    far2, near2 = ring(
        "second tie", form, tie, middle=(0.785, v + 0.05), wide=0.275, deep=0.07, thick=0.022, tilt=-0.03, kind="tie"
    )
    top = edge(h, k)
    low = f"M -.004 {h * 0.7 + 0.03:.3f} C -.004 .03 .05 .012 .14 .004 L .95 0 Q .99 0 1.0 .03"
    wedge = between(form.d(top), form.d(low))
    coils = tuple(Line(beside(form.d(top), 16 + n * 17), 2.4, "", None, 0.35) for n in range(3))
    x, y = form.at(0.66, v + 0.01)
    bow = [
        strip(
            f"M {x:.1f} {y:.1f} C {x - 70:.1f} {y - 40:.1f} {x - 84:.1f} {y + 30:.1f} {x - 4:.1f} {y + 8:.1f}", form.size(0.017)
        ),
        strip(
            f"M {x:.1f} {y:.1f} C {x + 20:.1f} {y - 70:.1f} {x + 80:.1f} {y - 30:.1f} {x + 6:.1f} {y + 6:.1f}", form.size(0.017)
        ),
        strip(f"M {x:.1f} {y:.1f} Q {x - 34:.1f} {y + 50:.1f} {x - 40:.1f} {y + 92:.1f}", form.size(0.017)),
        strip(f"M {x:.1f} {y:.1f} Q {x + 4:.1f} {y + 50:.1f} {x + 22:.1f} {y + 84:.1f}", form.size(0.017)),
    ]
    return [
        far2,
        far,
        footbed(form, h, bed(spec, "beige", texture="canvas"), heel=k),
        Part("sole", "sole", wedge, rope, form="flat", cast=0.3, lines=coils, grain=-6),
        Part(
            "tread",
            "sole",
            form.d("M -.05 .016 L 1.05 .016 L 1.05 -.02 L -.05 -.02 Z"),
            replace(rope, color=darker(rope.color, 0.5), texture="rubber"),
            within=wedge,
            form="flat",
            cast=0.1,
        ),
        Part("vamp inside", "lining", inner, inside(spec, "beige"), form="flat", depth=0.5),
        Part("heel inside", "lining", heel_in, inside(spec, "beige"), form="flat", depth=0.5),
        Part(
            "heel strap",
            "tie",
            strip(form.d(f"M .95 {k + 0.18} C .952 {k + 0.24} .94 {k + 0.3} .925 {v + 0.01}"), form.size(0.022)),
            tie,
            form="flat",
            cast=0.4,
        ),
        Part(
            "body",
            "body",
            vamp,
            paint,
            depth=0.9,
            cast=0.6,
            lines=(stitches(beside(form.d(f"M .375 {h + 0.2} C .4 {h + 0.12} .46 {h + 0.06} .52 {k * 0.6 + h * 0.4:.3f}"), 8)),),
        ),
        Part(
            "back",
            "body",
            heel,
            paint,
            depth=0.8,
            cast=0.5,
            lines=(stitches(beside(form.d(f"M .74 {k - 0.002} C .82 {k + 0.06} .88 {k + 0.13} .925 {k + 0.19}"), 8)),),
        ),
        near2,
        near,
        *(Part(f"bow {n + 1}", "tie", d, tie, form="flat", cast=0.5, outline=1) for n, d in enumerate(bow)),
    ]
