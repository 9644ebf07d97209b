"""Sandals from above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import ellipse
from data.studio.spec import Spec
from data.studio.things.plan import Plan, laid, seam_line
from data.studio.things.shoe import deeper, fitting, frame_buckle, strip, stuff

_BEDS = {
    "slide": ("black",), "two-strap": ("beige", "tan", "brown"), "platform": ("tan", "beige", "brown"),
    "sport": ("gray", "charcoal", "black"), "flip-flop": ("black", "tan", "navy"),
    "gladiator": ("tan",), "espadrille": ("beige",),
}  # fmt: skip
_SOLES = {
    "slide": ("black", "white", "charcoal", "tan"), "two-strap": ("tan",), "platform": ("tan", "beige", "white", "black"),
    "sport": ("black", "charcoal", "tan", "white"), "flip-flop": ("black", "white", "tan", "navy"),
    "gladiator": ("brown", "tan", "black"), "espadrille": ("beige", "tan"),
}  # fmt: skip
_STUFF = {
    "two-strap": ("cork", "suede"),
    "sport": ("rubber", "canvas"),
    "espadrille": ("woven", "canvas"),
    "slide": ("rubber", "rubber"),
    "flip-flop": ("rubber", "rubber"),
}
_LOOKS = {"slide": "rubber", "sport": "nylon", "flip-flop": "rubber", "espadrille": "canvas"}


def from_above(spec: Spec, facts: tuple[tuple[str, str], ...]) -> Drawing:
    """The pair of a sandal from above."""
    plan = Plan(spec.rng("plan").uniform(0.92, 1.08))
    return laid(spec, _shoe(spec, plan), facts)


def _shoe(spec: Spec, plan: Plan) -> list[Part]:
    kind = spec.silhouette
    textures = _STUFF.get(kind, ("cork" if spec.rng("sole stuff").choice(("cork", "rubber")) == "cork" else "rubber", "leather"))
    if kind == "gladiator":
        textures = ("rubber", "leather")
    sole = stuff(spec, "sole", *_SOLES[kind], texture=textures[0])
    bed = stuff(spec, "lining", *_BEDS[kind], texture=textures[1])
    if kind in ("slide", "flip-flop") and "lining" not in spec.parts:
        bed = replace(sole, color=darker(sole.color, 0.08))
    rim = {"gladiator": 0.0, "espadrille": 0.018, "platform": 0.012}.get(kind, 0.006)
    base = [
        Part("sole", "sole", plan.footprint(grow=rim), sole, form="flat", cast=0.4),
        Part(
            "footbed",
            "lining",
            plan.footprint(grow=-0.012),
            bed,
            form="flat",
            depth=-0.6,
            cast=0.0,
            lines=(seam_line(plan.footprint(grow=-0.024), 0.3),),
        ),
    ]
    return [*base, *_MAKE[kind](spec, plan)]


def _strap_paint(spec: Spec) -> Paint:
    look = spec.look or _LOOKS.get(spec.silhouette, "leather")
    return spec.paint(texture=look)


def _across(
    name: str, plan: Plan, paint: Paint, y: float, wide: float, *, dip: float = 0.05, out: float = 0.178, slant: float = 0.02
) -> Part:
    """A strap from one edge of the bed to the other, `wide` along the foot; arched towards the toe."""
    w = wide / 2
    d = plan.d(
        f"M {-out} {y + dip - w:.3f} "
        f"C {-out * 0.6:.3f} {y - w - 0.01:.3f} "
        f"{out * 0.5:.3f} {y - w - 0.014 - slant:.3f} {out * 0.96:.3f} {y + dip - w - slant:.3f} "
        f"Q {out * 1.02:.3f} {y + dip:.3f} {out * 0.9:.3f} {y + dip + w - slant:.3f} "
        f"C {out * 0.5:.3f} {y + w - 0.01 - slant * 0.5:.3f} {-out * 0.6:.3f} {y + w:.3f} {-out * 0.97:.3f} {y + dip + w:.3f} "
        f"Q {-out * 1.06:.3f} {y + dip:.3f} {-out} {y + dip - w:.3f} Z"
    )
    return Part(name, "strap", d, paint, depth=0.9, cast=1.0)


def _slide(spec: Spec, plan: Plan) -> list[Part]:
    wide = spec.rng("plan strap").uniform(0.23, 0.3)
    return [_across("strap", plan, _strap_paint(spec), 0.32, wide)]


def _two_strap(spec: Spec, plan: Plan) -> list[Part]:
    rng = spec.rng("plan strap")
    paint, metal = _strap_paint(spec), fitting(spec, "buckle", "brass", "silver", "gunmetal")
    y, wide = rng.uniform(0.2, 0.24), rng.uniform(0.1, 0.125)
    out: list[Part] = []
    for n, (name, at) in enumerate((("front", y), ("rear", y + wide + rng.uniform(0.07, 0.1)))):
        reach = 0.178 if n == 0 else 0.158
        out.append(_across(f"{name} strap", plan, paint, at, wide, out=reach))
        cx, cy = plan.at(-0.075, at + 0.012)
        lap = plan.d(f"M -.15 {at + 0.04:.3f} C -.1 {at + 0.01:.3f} -.05 {at - 0.002:.3f} .01 {at - 0.004:.3f}")
        tip = [plan.at(x, at + 0.0) for x in (-0.035, -0.012)]
        marks = Line(
            " ".join(f"M {px:.1f} {py:.1f} L {px + 0.2:.1f} {py:.1f}" for px, py in tip), 7, "", darker(paint.color, 0.6), 0.8
        )
        out += [
            Part(f"{name} end", "strap", strip(lap, plan.size(wide * 0.55)), paint, form="flat", cast=0.5, lines=(marks,)),
            Part(
                f"{name} buckle",
                "buckle",
                frame_buckle(cx, cy, plan.size(0.05), plan.size(wide * 0.85), -14),
                metal,
                form="flat",
                cast=0.5,
                outline=1.2,
            ),
        ]
    return out


def _ankle(
    plan: Plan,
    paint: Paint,
    metal: Paint | None,
    *,
    y: float = 0.79,
    rx: float = 0.118,
    ry: float = 0.14,
    thick: float = 0.026,
    name: str = "ankle strap",
) -> list[Part]:
    """The strap round the ankle from above: a loop over the heel of the bed."""
    cx, cy = plan.at(0.0, y)
    loop = strip(ellipse(cx, cy, plan.size(rx), plan.size(ry)), plan.size(thick))
    parts = [Part(name, "strap", loop, paint, form="flat", cast=1.2)]
    if metal:
        bx, by = plan.at(-rx, y - 0.01)
        parts.append(
            Part(
                f"{name} buckle",
                "buckle",
                frame_buckle(bx, by, plan.size(0.042), plan.size(0.05), 4),
                metal,
                form="flat",
                cast=0.5,
                outline=1.2,
            )
        )
    return parts


def _counter(plan: Plan, paint: Paint) -> Part:
    d = plan.d(
        "M -.128 .8 C -.13 .92 -.09 1.004 0 1.004 C .09 1.004 .13 .92 .128 .8 "
        "C .12 .86 .09 .945 0 .945 C -.09 .945 -.12 .86 -.128 .8 Z"
    )
    return Part("counter", "strap", d, paint, form="flat", cast=0.6)


def _platform(spec: Spec, plan: Plan) -> list[Part]:
    paint = _strap_paint(spec)
    wide = spec.rng("plan strap").uniform(0.13, 0.2)
    return [
        _across("toe strap", plan, paint, 0.22, wide),
        _counter(plan, paint),
        *_ankle(plan, paint, fitting(spec, "buckle", "gold", "silver")),
    ]


def _sport(spec: Spec, plan: Plan) -> list[Part]:
    paint = _strap_paint(spec)
    black = spec.metal("buckle", "black") if "buckle" in spec.parts else Paint("#2c2d31", texture="plastic", name="black")
    tab = strip(plan.d("M -.13 .8 L -.126 .72"), plan.size(0.05))
    bx, by = plan.at(-0.06, 0.436)
    links = " ".join(
        strip(plan.d(d), plan.size(0.036))
        for d in ("M -.165 .26 C -.19 .34 -.175 .42 -.15 .5", "M .16 .25 C .17 .34 .155 .42 .135 .48")
    )
    sides = " ".join(
        strip(plan.d(d), plan.size(0.036))
        for d in ("M -.148 .5 C -.15 .58 -.14 .64 -.12 .72", "M .13 .48 C .135 .58 .13 .64 .115 .72")
    )
    return [
        Part("links", "strap", links, paint, form="flat", cast=0.6),
        Part("sides", "strap", sides, paint, form="flat", cast=0.6),
        _across("toe strap", plan, paint, 0.2, 0.085),
        _across("instep strap", plan, paint, 0.43, 0.075, out=0.152),
        Part("buckle", "buckle", frame_buckle(bx, by, plan.size(0.07), plan.size(0.09), -8), black, form="flat", cast=0.5),
        _counter(plan, paint),
        *_ankle(plan, paint, None, rx=0.12, thick=0.036),
        Part("tab", "strap", tab, deeper(paint, 0.25, "canvas"), form="flat", cast=0.4),
    ]


def _flip_flop(spec: Spec, plan: Plan) -> list[Part]:
    paint = _strap_paint(spec)
    reach = spec.rng("plan strap").uniform(0.46, 0.52)
    y = reach - 0.37 + 0.045
    left = plan.d(f"M .045 {y:.3f} C .03 {y + 0.1:.3f} -.13 {y + 0.13:.3f} -.155 {reach:.3f}")
    right = plan.d(f"M .045 {y:.3f} C .06 {y + 0.1:.3f} .13 {y + 0.16:.3f} .13 {reach - 0.02:.3f}")
    cx, cy = plan.at(0.045, y - 0.004)
    return [
        Part("strap", "strap", strip(left, plan.size(0.022), plan.size(0.052)), paint, depth=0.9, cast=0.9),
        Part("inner strap", "strap", strip(right, plan.size(0.022), plan.size(0.052)), paint, depth=0.9, cast=0.9),
        Part("post", "strap", ellipse(cx, cy, plan.size(0.017), plan.size(0.02)), paint, form="ball", cast=0.5),
    ]


def _gladiator(spec: Spec, plan: Plan) -> list[Part]:
    paint, metal = _strap_paint(spec), fitting(spec, "buckle", "brass", "gold", "silver")
    rows = [
        _across(f"strap {n + 1}", plan, paint, y, 0.045, out=out, dip=0.04)
        for n, (y, out) in enumerate(((0.13, 0.165), (0.25, 0.18), (0.37, 0.165)))
    ]
    spine = strip(plan.d("M .02 .09 C .0 .3 .0 .5 .0 .64"), plan.size(0.034))
    return [
        *rows,
        _counter(plan, paint),
        *_ankle(plan, paint, None, rx=0.116, ry=0.145, thick=0.024, name="lower ankle strap"),
        Part("spine", "strap", spine, paint, form="flat", cast=0.9),
        *_ankle(plan, paint, metal, rx=0.1, ry=0.128, thick=0.026),
    ]


def _espadrille(spec: Spec, plan: Plan) -> list[Part]:
    paint = spec.paint(texture=spec.look or "canvas")
    upper = plan.footprint(grow=-0.004)
    vamp = plan.d("M -.3 .46 C -.12 .44 -.09 .36 0 .35 C .09 .36 .12 .42 .3 .44 L .3 -.1 L -.3 -.1 Z")
    heel = plan.d("M -.3 .76 L -.1 .79 C -.1 .88 -.06 .935 0 .935 C .06 .935 .1 .88 .1 .79 L .3 .76 L .3 1.1 L -.3 1.1 Z")
    tie = spec.trim("tie", texture="canvas")
    cx, cy = plan.at(0.0, 0.78)
    loop = strip(ellipse(cx, cy, plan.size(0.105), plan.size(0.135)), plan.size(0.016))
    ends = [
        strip(plan.d(d), plan.size(0.015))
        for d in (
            "M 0 .645 C -.06 .58 -.1 .62 -.085 .66 C -.07 .68 -.03 .66 0 .648",
            "M 0 .645 C .06 .58 .1 .62 .085 .66 C .07 .68 .03 .66 0 .648",
            "M 0 .646 C -.01 .6 -.05 .57 -.06 .53",
            "M 0 .646 C .02 .6 .03 .58 .055 .55",
        )
    ]
    return [
        Part(
            "body",
            "body",
            vamp,
            paint,
            within=upper,
            depth=0.9,
            cast=0.9,
            lines=(seam_line(plan.d("M -.3 .445 C -.12 .425 -.09 .345 0 .335 C .09 .345 .12 .405 .3 .425")),),
        ),
        Part("back", "body", heel, paint, within=upper, form="flat", cast=0.7),
        Part("tie", "tie", loop, tie, form="flat", cast=1.2),
        *(Part(f"bow {n + 1}", "tie", d, tie, form="flat", cast=0.6, outline=1) for n, d in enumerate(ends)),
    ]


_MAKE: Mapping[str, Callable[[Spec, Plan], list[Part]]] = {
    "slide": _slide,
    "two-strap": _two_strap,
    "platform": _platform,
    "sport": _sport,
    "flip-flop": _flip_flop,
    "gladiator": _gladiator,
    "espadrille": _espadrille,
}
