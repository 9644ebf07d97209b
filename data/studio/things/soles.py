"""Soles: flat rubber, welted leather with its heel, lugs."""

from __future__ import annotations

from data.studio.drawing import Line, Paint, Part
from data.studio.spec import Spec
from data.studio.things.shoe import Last, beside, between, stitches, stuff


def flat_sole(form: Last, thick: float, spring: float) -> str:
    """A vulcanized or cup sole: even, a little raised at the toe. `thick` and `spring` in shoe lengths."""
    t, s = thick, spring
    return form.d(
        f"M -.012 {t + s + 0.012:.3f} C .03 {t + s * 0.7:.3f} .1 {t + s * 0.1:.3f} .3 {t - 0.004:.3f} "
        f"C .55 {t - 0.008:.3f} .8 {t:.3f} 1.0 {t + 0.016:.3f} "
        f"Q 1.014 {t * 0.5:.3f} .99 .012 Q .98 0 .95 0 L .2 0 "
        f"C .12 0 .05 {s * 0.55:.3f} -.002 {s + 0.012:.3f} "
        f"Q -.024 {s + t * 0.45:.3f} -.012 {t + s + 0.012:.3f} Z"
    )


def welted(
    form: Last,
    ball: float,
    seat: float,
    paint: Paint,
    stack: Paint,
    *,
    thick: float = 0.032,
    block: float = 0.69,
    slope: float = 0.0,
    welt: str = "",
) -> list[Part]:
    """A leather or rubber sole with its welt and a heel block; `ball` and `seat` are its height under the ball of the
    foot and the heel, `block` is where the heel begins, `slope` how far it slants."""
    b, s = ball, seat
    top = (
        f"M -.016 {b + 0.022:.3f} C .05 {b + 0.006:.3f} .15 {b:.3f} .3 {b:.3f} "
        f"C .5 {b + 0.004:.3f} .56 {s - 0.004:.3f} .7 {s:.3f} L .984 {s + 0.008:.3f}"
    )
    low = (
        f"M -.012 {b + 0.024 - thick:.3f} "
        f"C .05 {b + 0.004 - thick:.3f} .15 {b - thick:.3f} .3 {max(b - thick, 0):.3f} "
        f"C .5 {b + 0.004 - thick:.3f} .56 {s - 0.004 - thick:.3f} .7 {s - thick:.3f} "
        f"L .982 {s + 0.008 - thick:.3f}"
    )
    sole = between(form.d(top), form.d(low))
    seam = beside(form.d(top), form.size(0.009))
    h = s - thick
    heel = form.d(
        f"M {block:.3f} {h + 0.004:.3f} L .978 {h + 0.01:.3f} "
        f"C .976 {h * 0.6:.3f} {0.975 - slope:.3f} {h * 0.3:.3f} {0.972 - slope:.3f} 0 "
        f"L {block + 0.012 + slope * 0.3:.3f} 0 "
        f"C {block + 0.01:.3f} {h * 0.4:.3f} {block + 0.004:.3f} {h * 0.7:.3f} {block:.3f} {h:.3f} Z"
    )
    layers = tuple(
        Line(form.d(f"M {block - 0.02} {h * k:.3f} L 1 {h * k + 0.004:.3f}"), 2, "", None, 0.28)
        for k in ((0.33, 0.66) if h < 0.1 else (0.2, 0.4, 0.6, 0.8))
    )
    lines = [stitches(seam, welt, 0.85)] if welt else [Line(beside(form.d(top), form.size(0.016)), 2, "", None, 0.35)]
    return [
        Part("heel", "heel", heel, stack, form="flat", cast=0.3, lines=layers),
        Part("sole", "sole", sole, paint, form="flat", cast=0.4, lines=tuple(lines)),
    ]


def lugged(
    form: Last, ball: float, seat: float, paint: Paint, *, lugs: int = 9, deep: float = 0.02, welt: str = ""
) -> list[Part]:
    """A thick rubber sole with lugs, its heel in one with it. `ball` is its height under the ball of the foot, at least 0.06,
    `seat` under the heel.
    """
    b, s = ball, seat
    top = (
        f"M -.022 {b + 0.026:.3f} C .05 {b + 0.006:.3f} .15 {b:.3f} .3 {b:.3f} "
        f"C .5 {b + 0.004:.3f} .6 {s - 0.002:.3f} .7 {s:.3f} L .992 {s + 0.01:.3f}"
    )
    teeth, wide = [], 0.84 / lugs
    for n in range(lugs):
        u = 0.965 - n * wide
        if 0.58 < u - wide / 2 <= 0.67:
            teeth.append(f"L {u:.3f} {deep * 1.3:.3f} L {u - wide:.3f} {deep * 1.3:.3f}")
        else:
            v = max(0.0, 0.24 - u) * 0.14
            teeth.append(
                f"L {u:.3f} {v:.3f} L {u - wide * 0.62:.3f} {v:.3f} L {u - wide * 0.7:.3f} {v + deep:.3f} "
                f"L {u - wide * 0.92:.3f} {v + deep:.3f}"
            )
    sole = form.d(
        f"{top} Q 1.004 {s * 0.5:.3f} .98 .004 {' '.join(teeth)} L .1 .02 "
        f"C .04 .026 .0 {b * 0.55:.3f} -.018 {b * 0.8:.3f} Q -.03 {b:.3f} -.022 {b + 0.026:.3f} Z"
    )
    lines = [Line(beside(form.d(top), form.size(0.028)), 2.2, "", None, 0.4)]
    if welt:
        lines.append(stitches(beside(form.d(top), form.size(0.012)), welt, 0.9))
    return [Part("sole", "sole", sole, paint, form="flat", cast=0.4, lines=tuple(lines))]


_RUBBER = {
    "low": ("white", "white", "white", "cream", "tan", "black"), "high-top": ("white", "white", "white", "cream", "black"),
    "runner": ("white", "white", "white", "black", "gray"), "slip-on": ("white", "white", "tan", "black"),
    "chunky": ("white", "cream", "white", "black"), "court": ("white", "white", "white", "cream", "tan"),
}  # fmt: skip


def sneaker_rubber(spec: Spec) -> Paint:
    """What a sneaker's sole is made of."""
    return stuff(spec, "sole", *_RUBBER[spec.silhouette], texture="rubber")


def sneaker_laces(spec: Spec) -> Paint:
    return stuff(spec, "laces", "white", "white", "white", "cream", "black", texture="canvas")
