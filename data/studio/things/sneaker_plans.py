"""Sneakers from above."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker
from data.studio.spec import Spec
from data.studio.things.plan import Plan, bow, laid, opening, rungs, seam_line, well
from data.studio.things.shoe import given, inside, stitches, stuff, toned
from data.studio.things.soles import sneaker_laces, sneaker_rubber

_LOOKS = {"low": "canvas", "high-top": "canvas", "runner": "mesh", "slip-on": "canvas", "chunky": "mesh", "court": "leather"}


def from_above(spec: Spec, facts: tuple[tuple[str, str], ...]) -> Drawing:
    """The pair of a sneaker from above."""
    rng = spec.rng("plan")
    plan = Plan(rng.uniform(0.94, 1.08) * (1.08 if spec.silhouette == "chunky" else 1.0))
    return laid(spec, _shoe(spec, plan), facts)


def _shoe(spec: Spec, plan: Plan) -> list[Part]:
    kind = spec.silhouette
    look = spec.look or _LOOKS[kind]
    rng = spec.rng("plan details")
    rim = {"low": 0.012, "high-top": 0.012, "runner": 0.01, "slip-on": 0.014, "chunky": 0.022, "court": 0.016}[kind]
    upper = plan.footprint(grow=-0.006)
    paint = spec.paint(texture=look)
    parts = [
        Part("sole", "sole", plan.footprint(grow=rim), sneaker_rubber(spec), form="flat", cast=0.4),
        Part("body", "body", upper, paint, depth=0.9, cast=0.5),
        *_panels(spec, plan, upper, paint, look),
    ]
    if kind == "slip-on":
        return [*parts, *_slip_on(spec, plan)]
    top = rng.uniform(0.47, 0.51) - (0.03 if kind == "high-top" else 0)
    parts += [
        Part(
            "collar",
            "collar",
            opening(plan, top - 0.015, 0.108),
            toned(spec, "collar", 0.12) if kind in ("runner", "chunky") else spec.trim("collar", texture=look),
            form="flat",
            cast=0.4,
        ),
        *well(
            plan,
            top,
            inside(spec, *(("white",) if kind == "court" else ())),
            inside(spec, *(("white",) if kind == "court" else ())),
            0.088,
        ),
        *_throat(spec, plan, top, look),
    ]
    cord = sneaker_laces(spec)
    rows = {"high-top": 6, "low": 5}.get(kind, 6)
    parts += rungs(plan, rows, top - 0.005, 0.285, (0.036, 0.052), cord)
    if rng.random() < 0.5:
        parts += bow(plan, top - 0.01, cord)
    return parts


def _throat(spec: Spec, plan: Plan, top: float, look: str) -> list[Part]:
    """The tongue between the eyestays."""
    stay = plan.d(
        f"M -.03 .25 Q 0 .235 .03 .25 C .06 .3 .075 {top - 0.1:.3f} .092 {top + 0.04:.3f} "
        f"L -.092 {top + 0.04:.3f} C -.075 {top - 0.1:.3f} -.06 .3 -.03 .25 Z"
    )
    tongue = plan.d(
        f"M -.022 .285 Q 0 .272 .022 .285 C .03 .36 .036 {top - 0.03:.3f} .052 {top + 0.03:.3f} "
        f"Q .056 {top + 0.07:.3f} .03 {top + 0.075:.3f} "
        f"L -.03 {top + 0.075:.3f} Q -.056 {top + 0.07:.3f} -.052 {top + 0.03:.3f} "
        f"C -.036 {top - 0.03:.3f} -.03 .36 -.022 .285 Z"
    )
    sides = plan.d(
        f"M -.03 .25 C -.06 .3 -.075 {top - 0.1:.3f} -.092 {top + 0.04:.3f} M .03 .25 "
        f"C .06 .3 .075 {top - 0.1:.3f} .092 {top + 0.04:.3f}"
    )
    tone = spec.trim("panel", texture=look) if spec.silhouette in ("low", "high-top") else toned(spec, "panel", 0.16)
    return [
        Part("eyestay", "panel", stay, tone, form="flat", cast=0.35, depth=0.7, lines=(seam_line(sides),)),
        Part("tongue", "tongue", tongue, spec.trim("tongue", texture=look), depth=0.8, cast=0.7),
    ]


def _panels(spec: Spec, plan: Plan, upper: str, paint: Paint, look: str) -> list[Part]:
    kind = spec.silhouette
    heel = Part(
        "heel",
        "heel",
        plan.d("M -.2 .9 Q 0 .86 .2 .9 L .2 1.1 L -.2 1.1 Z"),
        toned(spec, "heel", 0.2),
        within=upper,
        form="flat",
        cast=0.3,
    )
    if kind in ("low", "high-top"):
        seam = "M -.3 .14 Q 0 .2 .3 .14"
        cap = Part(
            "toe cap",
            "toe cap",
            plan.d(f"{seam} L .3 -.1 L -.3 -.1 Z"),
            stuff(spec, "toe cap", "white", texture="rubber"),
            within=upper,
            cast=0.4,
            lines=(stitches(plan.d(seam.replace(".14", ".13").replace(".2", ".188"))),),
        )
        vamp = Part(
            "vamp",
            "body",
            plan.d("M -.3 .44 L -.14 .4 C -.09 .36 -.07 .26 0 .24 C .07 .26 .09 .36 .14 .4 L .3 .44 L .3 -.1 L -.3 -.1 Z"),
            paint,
            within=upper,
            form="flat",
            cast=0.25,
            depth=0.7,
        )
        return [vamp, heel, *([cap] if kind == "high-top" or given(spec, "toe cap", 0.6) else ())]
    if kind in ("runner", "chunky", "court"):
        tone = _overlay(spec, paint, look)
        ring = plan.d("M -.3 -.1 L .3 -.1 L .3 .42 L .135 .4 C .13 .26 .1 .13 .01 .115 C -.09 .12 -.14 .25 -.145 .4 L -.3 .42 Z")
        mud = Part("mudguard", "panel", ring, tone, within=upper, form="flat", cast=0.35)
        holes: tuple[Line, ...] = ()
        if kind == "court":
            places = [(x * 0.026 + 0.004, 0.165 + y * 0.026) for y in range(3) for x in range(-2 + y % 2, 3)]
            holes = (
                Line(
                    " ".join(
                        f"M {plan.at(x, y)[0]:.1f} {plan.at(x, y)[1]:.1f} L {plan.at(x, y)[0] + 0.2:.1f} {plan.at(x, y)[1]:.1f}"
                        for x, y in places
                    ),
                    7,
                    "",
                    darker(paint.color, 0.6),
                    0.7,
                ),
            )
        perforated = Part(
            "vamp",
            "body",
            plan.d("M -.12 .36 C -.12 .24 -.08 .13 .01 .13 C .09 .14 .115 .26 .12 .36 Z"),
            paint,
            within=upper,
            form="flat",
            depth=0.5,
            cast=0.0,
            lines=holes,
        )
        return [mud, *([perforated] if holes else ()), heel]
    return []


def _overlay(spec: Spec, paint: Paint, look: str) -> Paint:
    if spec.silhouette == "court":
        if "panel" in spec.parts or spec.rng("contrast").random() > 0.55:
            return toned(spec, "panel", 0.14)
        return Paint(paint.accents[0], texture=look, name=paint.accent_names[0])
    return toned(
        spec, "panel", 0.25 if spec.silhouette == "runner" else 0.16, "suede" if spec.silhouette == "runner" else "leather"
    )


def _slip_on(spec: Spec, plan: Plan) -> list[Part]:
    gore = plan.d("M .06 .47 L .13 .5 L .12 .58 L .082 .56 Z")
    other = plan.d("M -.06 .47 L -.145 .5 L -.135 .58 L -.082 .56 Z")
    elastic = stuff(spec, "panel", "black", "white", "charcoal", texture="rib")
    ring = opening(plan, 0.42, 0.106)
    return [
        Part("gore", "panel", gore, elastic, form="flat", cast=0.2),
        Part("outer gore", "panel", other, elastic, form="flat", cast=0.2),
        Part("collar", "collar", ring, toned(spec, "collar", 0.1), form="flat", cast=0.4),
        *well(plan, 0.436, inside(spec, "beige"), replace(stuff(spec, "lining", "beige", texture="canvas")), 0.09),
    ]
