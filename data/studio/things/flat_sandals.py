"""Sandals on a flat sole: slides, cork sandals, flip-flops, gladiators."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.spec import Spec
from data.studio.things.shoe import Last, beside, fitting, last, stitches, strip, stuff
from data.studio.things.straps import band, bed, buckled, edge, footbed, over, ring, slab, thin


def slide(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, h = last(rng, tall=0.14), rng.uniform(0.06, 0.09)
    rubber = stuff(spec, "sole", "black", "white", "charcoal", "tan", texture="rubber")
    paint = spec.paint(texture=spec.look or "rubber", gloss=0.1)
    n0, n1 = rng.uniform(0.15, 0.2), rng.uniform(0.5, 0.58)
    tread = Line(form.d("M .06 .012 L .96 .012"), 8, "9 6", darker(rubber.color, 0.4), 0.4)
    return [
        footbed(form, h, replace(rubber, color=darker(rubber.color, 0.06)) if "lining" not in spec.parts else bed(spec, "black")),
        slab(form, h, rubber, lines=(Line(form.d(f"M 0 {h * 0.55:.3f} L 1 {h * 0.5:.3f}"), 2.2, "", None, 0.35), tread)),
        *over("strap", form, paint, near=(n0, n1), crest=(n0 + 0.1, n1 - 0.025), base=h, high=(0.17, 0.215)),
    ]


def two_strap(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, h = last(rng, tall=0.14), rng.uniform(0.075, 0.095)
    cork = stuff(spec, "sole", "tan", texture="cork")
    paint, metal = spec.paint(texture=spec.look or "leather"), fitting(spec, "buckle", "brass", "silver", "gunmetal")
    tread = form.d("M -.02 .028 C .05 .022 .12 .02 .2 .02 L 1.02 .02 L 1.0 -.02 L 0 -.02 Z")
    sole = slab(form, h, cork)
    at, wide = rng.uniform(0.17, 0.21), rng.uniform(0.115, 0.14)
    back = at + wide + rng.uniform(0.06, 0.09)
    first = over(
        "front strap", form, paint, near=(at, at + wide), crest=(at + 0.05, at + wide + 0.02), base=h, high=(0.155, 0.175)
    )
    second = over(
        "rear strap", form, paint, near=(back, back + wide), crest=(back + 0.05, back + wide + 0.02), base=h, high=(0.195, 0.215)
    )
    return [
        footbed(form, h, bed(spec, "beige", "tan", "brown")),
        sole,
        Part(
            "tread",
            "sole",
            tread,
            replace(cork, color=darker(cork.color, 0.55), texture="rubber"),
            within=sole.d,
            form="flat",
            cast=0.1,
        ),
        *second,
        *first,
        *_side_buckle("front", form, paint, metal, (at + wide * 0.5 + 0.014, h + 0.08), wide * 0.72),
        *_side_buckle("rear", form, paint, metal, (back + wide * 0.5 + 0.018, h + 0.1), wide * 0.72),
    ]


def _side_buckle(name: str, form: Last, paint: Paint, metal: Paint, at: tuple[float, float], wide: float) -> list[Part]:
    """A buckle on the side of a strap and the end of the strap that goes through it."""
    u, v = at
    lap = f"M {u + 0.008} {v + 0.05} C {u} {v + 0.02} {u - 0.003} {v} {u - 0.004} {v - 0.052}"
    holes = [form.at(u - 0.004, v - 0.028 - n * 0.018) for n in range(2)]
    marks = Line(" ".join(f"M {x:.1f} {y:.1f} L {x + 0.2:.1f} {y:.1f}" for x, y in holes), 7, "", darker(paint.color, 0.6), 0.8)
    return [
        Part(f"{name} end", "strap", strip(form.d(lap), form.size(wide * 0.62)), paint, form="flat", cast=0.5, lines=(marks,)),
        buckled(f"{name} buckle", form, metal, lap, 0.42, wide * 0.5, wide * 1.05),
    ]


def flip_flop(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, h = last(rng, tall=0.14), rng.uniform(0.05, 0.075)
    k = h + rng.uniform(0.0, 0.02)
    rubber = stuff(spec, "sole", "black", "white", "tan", "navy", texture="rubber")
    paint = spec.paint(texture=spec.look or "rubber")
    post = rng.uniform(0.19, 0.23)
    reach = rng.uniform(0.54, 0.6)
    top = (post + 0.035, h + 0.165)
    far = f"M {top[0] - 0.01} {top[1]} C {post + 0.16} {h + 0.235} {reach - 0.12} {k + 0.22} {reach - 0.03} {k + 0.085}"
    near = f"M {top[0] - 0.005} {top[1] + 0.005} C {post + 0.14} {h + 0.19} {reach - 0.1} {k + 0.16} {reach} {k + 0.006}"
    stem = f"M {post} {h + 0.055} C {post + 0.002} {h + 0.1} {post + 0.012} {h + 0.14} {top[0]} {top[1] + 0.002}"
    return [
        footbed(
            form,
            h,
            bed(spec, "black", "tan", "navy", texture="rubber")
            if "lining" in spec.parts
            else replace(rubber, color=darker(rubber.color, 0.1)),
            heel=k,
        ),
        slab(form, h, rubber, heel=k, lines=(Line(form.d(f"M 0 {h * 0.5:.3f} L 1.02 {k * 0.5:.3f}"), 4, "", None, 0.4),)),
        Part(
            "far strap",
            "strap",
            strip(form.d(far), form.size(0.02), form.size(0.05)),
            replace(paint, color=darker(paint.color, 0.2)),
            form="flat",
            cast=0.6,
        ),
        band("stem", form, paint, stem, 0.02),
        band("strap", form, paint, near, 0.022, end=0.058),
    ]


def gladiator(spec: Spec) -> list[Part]:
    rng = spec.rng()
    form, h = last(rng, tall=0.08), 0.034
    paint, metal = spec.paint(texture=spec.look or "leather"), fitting(spec, "buckle", "brass", "gold", "silver")
    sole = stuff(spec, "sole", "brown", "tan", "black", texture="rubber")
    rows = rng.choice((3, 3, 4))
    behind: list[Part] = []
    before: list[Part] = []
    for n in range(rows):
        v, u = 0.32 + n * 0.105, 0.795 - n * 0.004
        far, near = ring(
            f"ankle strap {n + 1}", form, paint, middle=(u, v), wide=0.29 + 0.008 * n, deep=0.075, thick=0.036, tilt=0.02
        )
        r = (0.29 + 0.008 * n) / 2
        d = f"M {u - r} {v - 0.01} C {u - r} {v - 0.0625} {u + r} {v - 0.0425} {u + r} {v + 0.01}"
        behind.append(far)
        before += [near, buckled(f"buckle {n + 1}", form, metal, d, 0.48, 0.042, 0.05)]
    crossing = [
        thin(f"strap {n + 1}", form, paint, u, h, high, 0.042)
        for n, (u, high) in enumerate(((0.15, 0.115), (0.28, 0.165), (0.41, 0.215)))
    ]
    top = 0.32 + (rows - 1) * 0.105
    spine = f"M .175 {h + 0.112} C .3 {h + 0.17} .47 {h + 0.235} .58 .3 C .645 .36 .65 .42 {0.652 - 0.004 * rows} {top + 0.03}"
    back = form.d(
        f"M .82 {h} C .87 .12 .895 .25 .905 {top + 0.05} Q .925 {top + 0.065} .948 {top + 0.05} "
        f"C .95 .3 1.0 .15 .985 {h + 0.02} L .97 {h} Z"
    )
    return [
        *behind,
        footbed(form, h, bed(spec, "tan", texture="leather")),
        slab(form, h, sole, lines=(stitches(beside(form.d(edge(h)), 8), "#d8c8a2", 0.8),)),
        Part(
            "heel",
            "heel",
            form.d("M .74 .012 L .985 .014 L .975 -.018 L .75 -.018 Z"),
            stuff(spec, "heel", "black", texture="rubber"),
            form="flat",
            cast=0.2,
        ),
        Part("counter", "strap", back, paint, depth=0.8, cast=0.5),
        *[part for pair in reversed(crossing) for part in pair],
        band("spine", form, paint, spine, 0.034),
        *before,
    ]
