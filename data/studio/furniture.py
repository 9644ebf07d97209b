"""Chairs and sofas, from the front and a little above."""

from __future__ import annotations

from data.studio.clothing_tops import STITCH
from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import METALS, darker, shade
from data.studio.shape import AXIS, box, line, polygon, symmetric
from data.studio.spec import Spec

C = AXIS


def _frame(spec: Spec, default: str = "oak") -> Paint:
    name = spec.parts.get("legs", default)
    return Paint(METALS[name], gloss=0.7) if name in METALS else Paint(shade(name), texture="wood")


def _leg(name: str, x: float, top: float, bottom: float, width: float, splay: float, paint: Paint, dim: float = 0) -> Part:
    d = polygon((x - width, top), (x + width, top), (x + splay + width * 0.55, bottom), (x + splay - width * 0.55, bottom))
    color = darker(paint.color, dim) if dim else paint.color
    return Part(name, "legs", d, Paint(color, texture=paint.texture, gloss=paint.gloss), depth=0.8)


def chair(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    frame, seat = _frame(spec), spec.paint()
    wide = {"dining": 188, "spindle": 196, "armchair": 250, "wing": 236, "stool": 150}[kind] + rng.uniform(-10, 10)
    if kind in ("armchair", "wing"):
        return _armchair(spec, frame, wide, wing=kind == "wing")
    high = 150 if kind != "stool" else 400
    sy = 560 if kind != "stool" else 350
    parts: list[Part] = []
    if kind == "stool":
        for n, (x, splay) in enumerate(((C - 70, -22), (C + 70, 22))):
            parts.append(_leg(f"leg-back-{n}", x, sy + 20, 860, 12, splay, frame, 0.25))
        bar = Part(
            "bar-back", "legs", box(C - 120, 700, C + 120, 716, 8), Paint(darker(frame.color, 0.15), texture=frame.texture)
        )
        parts += [
            bar,
            _leg("leg-left", C - 112, sy + 30, 900, 15, -46, frame),
            _leg("leg-right", C + 112, sy + 30, 900, 15, 46, frame),
            Part("bar", "legs", box(C - 142, 760, C + 142, 778, 9), frame),
        ]
        top = symmetric(f"M {C} {sy - 40} Q {C - wide} {sy - 40} {C - wide} {sy} L {C} {sy + 40}")
        pad = symmetric(
            f"M {C} {sy - 42} C {C - wide * 0.8} {sy - 44} {C - wide - 4} {sy - 26} {C - wide} {sy + 6} Q "
            f"{C - wide + 6} {sy + 46} {C - wide + 50} {sy + 50} L {C} {sy + 56}"
        )
        parts += [
            Part("seat", "seat", top, seat),
            Part(
                "body",
                "cushion",
                pad,
                seat,
                lights=(f"M {C - wide * 0.6} {sy - 16} Q {C} {sy - 30} {C + wide * 0.4} {sy - 18}",),
                lines=(Line(f"M {C - wide} {sy + 14} Q {C} {sy + 44} {C + wide} {sy + 14}", 2.4, "", None, 0.6),),
            ),
        ]
        return Drawing(tuple(parts), ground="floor", seed=spec.seed, fill=0.74, facts=(("style", "Counter Stool"),))
    for n, (x, splay) in enumerate(((C - wide + 44, -14), (C + wide - 44, 14))):
        parts.append(_leg(f"leg-back-{n}", x, sy + 40, 850, 12, splay, frame, 0.28))
    if kind == "spindle":
        rail = symmetric(
            f"M {C} {high - 6} Q {C - wide * 0.6} {high - 4} {C - wide - 10} {high + 26} L {C - wide - 4} "
            f"{high + 78} Q {C - wide * 0.5} {high + 56} {C} {high + 54}"
        )
        for k in range(7):
            x = C + (k - 3) * wide * 0.27
            end = 18 if k in (0, 6) else 9
            parts.append(
                Part(
                    f"spindle-{k}",
                    "back",
                    polygon(
                        (x - end * 0.6, high + 50),
                        (x + end * 0.6, high + 50),
                        (C + (x - C) * 0.86 + end * 0.7, sy),
                        (C + (x - C) * 0.86 - end * 0.7, sy),
                    ),
                    frame,
                    depth=0.9,
                )
            )
        parts.append(Part("back", "back", rail, frame, depth=0.8, grain=90))
    else:
        for sx in (-1, 1):
            x = C + sx * (wide - 22)
            parts.append(
                Part(
                    f"post-{sx}",
                    "back",
                    polygon((x - 14, sy), (x + 14, sy), (x + 10 + sx * 8, high), (x - 10 + sx * 8, high)),
                    frame,
                )
            )
        back = symmetric(
            f"M {C} {high + 8} Q {C - wide * 0.7} {high + 4} {C - wide + 10} {high + 20} Q {C - wide + 2} "
            f"{high + 150} {C - wide + 12} {high + 280} L {C} {high + 292}"
        )
        parts.append(
            Part(
                "back",
                "back",
                back,
                seat,
                lights=(f"M {C - wide * 0.5} {high + 60} Q {C} {high + 44} {C + wide * 0.4} {high + 60}",),
                lines=(Line(box(C - wide + 30, high + 32, C + wide - 30, high + 262, 26), 2, STITCH),),
            )
        )
    base = symmetric(f"M {C} {sy + 24} L {C - wide + 4} {sy + 20} L {C - wide + 14} {sy + 72} L {C} {sy + 76}")
    cushion = symmetric(
        f"M {C} {sy - 46} Q {C - wide * 0.7} {sy - 46} {C - wide * 0.84} {sy - 36} Q {C - wide - 22} {sy + 6} "
        f"{C - wide - 12} {sy + 26} Q {C - wide} {sy + 44} {C - wide + 40} {sy + 46} L {C} {sy + 50}"
    )
    parts += [
        Part("apron", "frame", base, frame, grain=90),
        _leg("leg-left", C - wide + 18, sy + 56, 900, 19, -16, frame),
        _leg("leg-right", C + wide - 18, sy + 56, 900, 19, 16, frame),
        Part(
            "body",
            "seat",
            cushion,
            seat,
            form="drop",
            lights=(f"M {C - wide * 0.6} {sy - 16} Q {C} {sy - 30} {C + wide * 0.5} {sy - 16}",),
            lines=(Line(f"M {C - wide - 14} {sy + 16} Q {C} {sy + 34} {C + wide + 14} {sy + 16}", 2.4, "", None, 0.6),),
        ),
    ]
    return Drawing(
        tuple(parts),
        ground="floor",
        seed=spec.seed,
        fill=0.8,
        facts=(("style", "Spindle Back" if kind == "spindle" else "Dining Chair"),),
    )


def _armchair(spec: Spec, frame: Paint, wide: float, *, wing: bool) -> Drawing:
    seat = spec.paint()
    sy, high = 600, 210 if wing else 290
    legs = [
        _leg("leg-back-0", C - wide + 60, 800, 866, 12, -8, frame, 0.3),
        _leg("leg-back-1", C + wide - 60, 800, 866, 12, 8, frame, 0.3),
        _leg("leg-left", C - wide - 8, 810, 910, 18, -16, frame),
        _leg("leg-right", C + wide + 8, 810, 910, 18, 16, frame),
    ]
    back = symmetric(
        f"M {C} {high - 12} C {C - wide * 0.7} {high - 14} {C - wide - 6} {high + 4} {C - wide - 2} {high + 120} "
        f"L {C - wide + 16} {sy + 80} L {C} {sy + 80}"
    )
    tufts = (
        tuple(
            Line(line((x, y), (x + 0.1, y)), 13, "", darker(seat.color, 0.45), 0.8)
            for y in (high + 90, high + 180)
            for x in ((C - 110, C, C + 110) if y == high + 90 else (C - 55, C + 55))
        )
        if wing
        else ()
    )
    cushion = symmetric(
        f"M {C} {sy - 34} Q {C - wide * 0.7} {sy - 36} {C - wide + 26} {sy - 16} Q {C - wide + 14} {sy + 50} "
        f"{C - wide + 22} {sy + 84} L {C} {sy + 92}"
    )
    base = symmetric(f"M {C} {sy + 70} L {C - wide - 20} {sy + 60} L {C - wide - 14} {822} L {C} 830")
    arm = (
        f"M {C - wide - 44} {sy - 70} Q {C - wide - 46} {sy - 116} {C - wide + 4} {sy - 116} Q {C - wide + 50} "
        f"{sy - 112} {C - wide + 48} {sy - 66} L {C - wide + 34} {818} Q {C - wide} 828 {C - wide - 30} 818 Z"
    )
    left = Part(
        "armrest-left",
        "armrest",
        arm,
        seat,
        folds=(f"M {C - wide + 30} {sy - 40} L {C - wide + 24} 790",),
        lines=(Line(f"M {C - wide - 36} {sy - 62} Q {C - wide + 2} {sy - 92} {C - wide + 40} {sy - 60}", 2.2, "", None, 0.5),),
    )
    parts = [
        *legs,
        Part(
            "back",
            "back",
            back,
            seat,
            lines=tufts,
            lights=(f"M {C - wide * 0.6} {high + 50} Q {C} {high + 20} {C + wide * 0.5} {high + 50}",),
            folds=(f"M {C - wide * 0.6} {sy - 60} Q {C} {sy - 40} {C + wide * 0.6} {sy - 60}",),
        ),
    ]
    if wing:
        ear = (
            f"M {C - wide + 10} {high + 14} Q {C - wide - 62} {high + 20} {C - wide - 52} {high + 150} Q "
            f"{C - wide - 46} {sy - 160} {C - wide - 16} {sy - 96} L {C - wide + 34} {sy - 100} Q {C - wide + 22} "
            f"{high + 160} {C - wide + 10} {high + 14} Z"
        )
        ears = Part("wing-left", "back", ear, seat)
        parts += [ears, ears.mirror("wing-right")]
    parts += [
        Part("base", "base", base, seat, depth=0.8),
        Part(
            "body",
            "cushion",
            cushion,
            seat,
            form="drop",
            lights=(f"M {C - wide * 0.5} {sy + 6} Q {C} {sy - 8} {C + wide * 0.4} {sy + 6}",),
            lines=(Line(f"M {C - wide + 18} {sy + 34} Q {C} {sy + 46} {C + wide - 18} {sy + 34}", 2.4, "", None, 0.6),),
        ),
        left,
        left.mirror("armrest-right"),
    ]
    return Drawing(
        tuple(parts), ground="floor", seed=spec.seed, fill=0.8, facts=(("style", "Wingback Armchair" if wing else "Armchair"),)
    )


def sofa(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    seats = {"two-seater": 2, "three-seater": 3, "mid-century": 3, "rolled arm": 2}[kind]
    frame, cloth = _frame(spec, "walnut"), spec.paint()
    half = {2: 300, 3: 380}[seats] + rng.uniform(-8, 8)
    high, sy, low = 380 + rng.uniform(-14, 14), 570, 716
    raised = kind == "mid-century"
    arm = 62 if kind != "mid-century" else 40
    foot = 800 if raised else 768
    legs = [
        _leg(f"leg-{n}", x, low - 10, foot, 14, splay, frame)
        for n, (x, splay) in enumerate(
            (
                (C - half - 10, -18 if raised else 0),
                (C + half + 10, 18 if raised else 0),
                (C - half * 0.3, 0),
                (C + half * 0.3, 0),
            )
        )
    ]
    parts: list[Part] = legs[2:] + legs[:2] if seats == 3 else legs[:2]
    back = symmetric(
        f"M {C} {high} L {C - half + 30} {high} Q {C - half - 6} {high} {C - half - 8} {high + 50} L {C - half} "
        f"{low - 30} L {C} {low - 30}"
    )
    parts.append(Part("back", "back", back, cloth))
    step = 2 * half / seats
    for k in range(seats):
        x0, x1 = C - half + k * step + 3, C - half + (k + 1) * step - 3
        pad = (
            f"M {x0 + 26} {high + 22} Q {(x0 + x1) / 2} {high + 4} {x1 - 26} {high + 22} Q {x1 + 2} {high + 28} "
            f"{x1 - 2} {high + 70} L {x1 - 4} {sy + 10} L {x0 + 4} {sy + 10} L {x0 + 2} {high + 70} Q {x0 - 2} "
            f"{high + 28} {x0 + 26} {high + 22} Z"
        )
        tufts: tuple[Line, ...] = ()
        if raised:
            tufts = tuple(
                Line(
                    line((x0 + (x1 - x0) * f, high + 104), (x0 + (x1 - x0) * f + 0.1, high + 104)),
                    12,
                    "",
                    darker(cloth.color, 0.4),
                    0.8,
                )
                for f in (0.3, 0.7)
            )
        parts.append(
            Part(
                f"cushion-back-{k + 1}",
                "cushion",
                pad,
                cloth,
                lines=tufts,
                lights=(f"M {x0 + 40} {high + 56} Q {(x0 + x1) / 2} {high + 40} {x1 - 50} {high + 56}",),
                folds=(f"M {x0 + 30} {sy - 30} Q {(x0 + x1) / 2} {sy - 12} {x1 - 30} {sy - 34}",),
            )
        )
    base = symmetric(f"M {C} {sy + 60} L {C - half} {sy + 60} L {C - half} {low} L {C} {low + 2}")
    parts.append(
        Part("base", "base", base, frame if raised and "legs" in spec.parts else cloth, depth=0.7, grain=90 if raised else 0)
    )
    for k in range(seats):
        x0, x1 = C - half + k * step + 2, C - half + (k + 1) * step - 2
        pad = (
            f"M {x0 + 8} {sy - 8} Q {(x0 + x1) / 2} {sy - 22} {x1 - 8} {sy - 8} Q {x1 + 3} {sy + 40} {x1 - 4} "
            f"{sy + 82} Q {(x0 + x1) / 2} {sy + 96} {x0 + 4} {sy + 82} Q {x0 - 3} {sy + 40} {x0 + 8} {sy - 8} Z"
        )
        parts.append(
            Part(
                "body" if k == 0 else f"cushion-{k + 1}",
                "cushion",
                pad,
                cloth,
                form="drop",
                lights=(f"M {x0 + 36} {sy + 12} Q {(x0 + x1) / 2} {sy} {x1 - 50} {sy + 12}",),
                lines=(Line(f"M {x0 + 2} {sy + 32} Q {(x0 + x1) / 2} {sy + 42} {x1 - 2} {sy + 32}", 2.2, "", None, 0.6),),
            )
        )
    x = C - half
    roll: tuple[Line, ...] = ()
    if kind == "rolled arm":
        d = (
            f"M {x - arm - 30} {sy - 70} C {x - arm - 36} {sy - 140} {x + 24} {sy - 140} {x + 20} {sy - 70} Q "
            f"{x + 18} {sy - 40} {x + 2} {sy - 26} L {x + 2} {low + 16} L {x - arm} {low + 16} L {x - arm} "
            f"{sy - 24} Q {x - arm - 26} {sy - 40} {x - arm - 30} {sy - 70} Z"
        )
        roll = (
            Line(
                (
                    f"M {x - arm + 6} {sy - 40} C {x - arm - 30} {sy - 100} {x + 4} {sy - 122} {x + 2} {sy - 76} C "
                    f"{x} {sy - 50} {x - 34} {sy - 54} {x - 30} {sy - 80}"
                ),
                2.4,
                "",
                None,
                0.55,
            ),
        )
    else:
        d = box(x - arm, sy - (96 if not raised else 70), x + 8, low + (16 if not raised else 4), 26 if not raised else 14)
    left = Part("armrest-left", "armrest", d, cloth, lines=roll, depth=1.1)
    parts += [left, left.mirror("armrest-right")]
    if "cushion" in spec.parts:
        pillow = Paint(shade(spec.parts["cushion"]), texture="linen")
        d = (
            f"M {C - half + 44} {sy - 128} Q {C - half + 110} {sy - 112} {C - half + 176} {sy - 140} Q "
            f"{C - half + 164} {sy - 60} {C - half + 184} {sy + 2} Q {C - half + 110} {sy - 10} {C - half + 38} "
            f"{sy + 8} Q {C - half + 54} {sy - 60} {C - half + 44} {sy - 128} Z"
        )
        parts.append(Part("pillow", "pillow", d, pillow, form="ball"))
    style = {"mid-century": "Mid-Century Sofa", "rolled arm": "Rolled Arm Sofa"}.get(kind, "Sofa")
    return Drawing(tuple(parts), ground="floor", seed=spec.seed, fill=0.9, facts=(("style", style), ("seats", str(seats))))
