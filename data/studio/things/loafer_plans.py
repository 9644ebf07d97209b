"""Loafers from above."""

from __future__ import annotations

from data.studio.drawing import Drawing, Line, Part
from data.studio.palette import darker
from data.studio.shape import ellipse
from data.studio.spec import Spec
from data.studio.things.plan import Plan, bow, laid, opening, seam_line, well
from data.studio.things.shoe import fitting, given, inside, strip, stuff, toned

_APRON = "M -.124 .385 C -.128 .25 -.1 .1 .012 .085 C .1 .085 .12 .25 .112 .385"


def from_above(spec: Spec, facts: tuple[tuple[str, str], ...]) -> Drawing:
    """The pair of a loafer from above."""
    rng = spec.rng("plan")
    return laid(spec, _shoe(spec, Plan(rng.uniform(0.88, 1.04)), rng.uniform(0.415, 0.45)), facts)


def _shoe(spec: Spec, plan: Plan, top: float) -> list[Part]:
    kind = spec.silhouette
    look = spec.look or ("suede" if kind == "driver" else "leather")
    toe = "Almond Toe" if kind in ("tassel", "horsebit") else "Round Toe"
    upper = plan.footprint(toe, -0.008)
    paint = spec.paint(texture=look)
    rim = {"driver": -0.002, "platform": 0.02}.get(kind, 0.008)
    sole = {"driver": ("brown", "tan", "black"), "platform": ("black",)}.get(kind, ("brown", "black", "tan", "black"))
    edge = plan.d(_APRON)
    parts = [
        Part("sole", "sole", plan.footprint(toe, rim), stuff(spec, "sole", *sole, texture="rubber"), form="flat", cast=0.4),
        Part("body", "body", upper, paint, depth=0.9, cast=0.5),
        Part(
            "apron",
            "panel",
            f"{edge} Z",
            spec.trim("panel", texture=look) if "panel" in spec.parts else paint,
            form="flat",
            depth=0.7,
            cast=0.3,
        ),
        Part(
            "seam",
            "panel",
            strip(edge, plan.size(0.016)),
            spec.trim("panel", texture=look),
            cast=0.4,
            outline=1,
            lines=(Line(edge, 9, "2 7", None, 0.4),),
        ),
        *_instep(spec, plan, upper, top, look),
    ]
    rim_d = opening(plan, top - 0.012, 0.102)
    parts.append(
        Part("edge", "body", rim_d, paint.plain(), form="flat", cast=0.3, lines=(seam_line(opening(plan, top - 0.03, 0.112)),))
    )
    parts += well(plan, top, inside(spec, "tan"), stuff(spec, "lining", "tan", texture="felt"), 0.09)
    return [*parts, *_ornament(spec, plan, top, look)]


def _instep(spec: Spec, plan: Plan, upper: str, top: float, look: str) -> list[Part]:
    """The saddle over the instep."""
    if spec.silhouette == "tassel":
        return []
    a, b = top - 0.105, top - 0.02
    saddle = plan.d(
        f"M -.22 {b + 0.1:.3f} C -.13 {b - 0.01:.3f} -.07 {b:.3f} 0 {b:.3f} "
        f"C .07 {b:.3f} .12 {b - 0.01:.3f} .22 {b + 0.1:.3f} L .22 {a + 0.06:.3f} "
        f"C .12 {a - 0.005:.3f} .07 {a + 0.012:.3f} 0 {a + 0.012:.3f} "
        f"C -.07 {a + 0.012:.3f} -.13 {a - 0.005:.3f} -.22 {a + 0.06:.3f} Z"
    )
    m = (a + b) / 2 + 0.006
    slot = plan.d(
        f"M -.03 {m - 0.012:.3f} L .03 {m - 0.012:.3f} Q .022 {m:.3f} .034 {m + 0.014:.3f} "
        f"Q 0 {m + 0.006:.3f} -.034 {m + 0.014:.3f} Q -.022 {m:.3f} -.03 {m - 0.012:.3f} Z"
    )
    marks = (Line(slot, 5, "", darker(spec.main_color(), 0.6), 0.8),) if spec.silhouette in ("penny", "platform") else ()
    tone = toned(spec, "strap", 0.08 if spec.silhouette == "driver" else 0.06, look)
    return [Part("saddle", "strap", saddle, tone, within=upper, form="flat", cast=0.5, lines=marks)]


def _ornament(spec: Spec, plan: Plan, top: float, look: str) -> list[Part]:
    kind, y = spec.silhouette, top - 0.06
    if kind == "horsebit":
        metal = fitting(spec, "buckle", "gold", "gold", "silver")
        bar = " ".join(
            strip(plan.d(d), plan.size(0.018))
            for d in (
                f"M -.095 {y + 0.03:.3f} Q -.05 {y - 0.012:.3f} -.006 {y + 0.004:.3f}",
                f"M .006 {y + 0.004:.3f} Q .05 {y - 0.012:.3f} .09 {y + 0.03:.3f}",
            )
        )
        rings = " ".join(_ring(plan, x, y + 0.036) for x in (-0.102, 0.097))
        return [
            Part("rings", "buckle", rings, metal, cast=0.6, outline=1.2),
            Part("bit", "buckle", bar, metal, cast=0.6, outline=1.2),
        ]
    if kind == "tassel":
        paint = toned(spec, "tassel", 0.25, look)
        parts = [
            Part(
                "cord",
                "piping",
                strip(
                    plan.d(
                        f"M -.09 .62 C -.085 .5 -.05 {top - 0.02:.3f} 0 {top - 0.025:.3f} C .05 {top - 0.02:.3f} .085 .5 .09 .62"
                    ),
                    plan.size(0.012),
                ),
                toned(spec, "piping", 0.25, look),
                cast=0.3,
                outline=1,
            )
        ]
        for n, x in enumerate((-0.035, 0.038)):
            ty = y - 0.05
            thong = strip(
                plan.d(f"M {x * 0.25:.3f} {top - 0.035:.3f} Q {x:.3f} {top - 0.045:.3f} {x:.3f} {ty:.3f}"), plan.size(0.01)
            )
            w = 0.026
            skirt = plan.d(
                f"M {x - w * 0.5:.3f} {ty:.3f} L {x + w * 0.5:.3f} {ty:.3f} "
                f"L {x + w * 1.1:.3f} {ty - 0.07:.3f} L {x - w * 0.9:.3f} {ty - 0.072:.3f} Z"
            )
            strands = Line(
                plan.d(
                    " ".join(
                        f"M {x + k * w * 0.4:.3f} {ty - 0.014:.3f} L {x + k * w * 0.8:.3f} {ty - 0.07:.3f}"
                        for k in (-0.8, -0.2, 0.4, 1.0)
                    )
                ),
                2,
                "",
                None,
                0.6,
            )
            parts += [
                Part(f"thong {n + 1}", "tassel", thong, paint, form="flat", cast=0.4, outline=1),
                Part(f"tassel {n + 1}", "tassel", skirt, paint, form="flat", cast=0.6, lines=(strands,)),
            ]
        return [
            *parts,
            Part(
                "knot",
                "tassel",
                strip(plan.d(f"M -.02 {top - 0.03:.3f} L .02 {top - 0.036:.3f}"), plan.size(0.026)),
                paint,
                cast=0.6,
            ),
        ]
    if kind == "driver" and given(spec, "laces", 0.5):
        return list(bow(plan, y + 0.005, toned(spec, "laces", 0.25, "leather"), 0.012))
    return []


def _ring(plan: Plan, x: float, y: float) -> str:
    cx, cy = plan.at(x, y)
    r = plan.size(0.026)
    return f"{ellipse(cx, cy, r, r * 1.2)} {ellipse(cx, cy, r * 0.52, r * 0.72)}"
