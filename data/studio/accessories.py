"""Caps, scarves and belts."""

from __future__ import annotations

import math

from data.studio.clothing_tops import STITCH
from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter, shade
from data.studio.shape import AXIS, box, ellipse, line, polygon, symmetric
from data.studio.spec import Spec

C = AXIS


def cap(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    body = spec.paint()
    if kind == "beanie":
        high = rng.uniform(-16, 16)
        dome = symmetric(f"M {C} {300 + high} C {C - 150} {296 + high} {C - 240} 420 {C - 246} 640 L {C} 660")
        fold = symmetric(f"M {C} 590 Q {C - 150} 588 {C - 252} 560 Q {C - 268} 640 {C - 258} 720 Q {C - 140} 752 {C} 754")
        ribs = tuple(
            Line(f"M {C + x * 0.3} {306 + high} Q {C + x * 0.9} 420 {C + x} 620", 4, "", None, 0.3) for x in range(-230, 231, 23)
        )
        parts = [
            Part("body", "body", dome, body, lines=ribs),
            Part("cuff", "cuff", fold, spec.paint("cuff", texture="rib"), depth=0.9),
        ]
        if "pom" in spec.parts:
            parts.insert(
                0,
                Part(
                    "pom",
                    "pom-pom",
                    ellipse(C, 280 + high, 72, 68),
                    Paint(shade(spec.parts["pom"]), texture="boucle"),
                    form="ball",
                ),
            )
        label = Part(
            "logo", "label", box(C + 70, 640, C + 140, 690, 4), Paint(shade("tan"), texture="leather"), depth=0.4, form="flat"
        )
        return Drawing((*parts, label), ground="wall", seed=spec.seed, fill=0.66, facts=(("style", "Beanie"),))
    if kind == "bucket":
        crown = symmetric(f"M {C} 330 Q {C - 130} 326 {C - 158} 366 Q {C - 176} 470 {C - 204} 560 L {C} 586")
        brim = symmetric(f"M {C} 566 Q {C - 150} 566 {C - 208} 540 Q {C - 270} 620 {C - 330} 690 Q {C - 160} 756 {C} 756")
        rings = tuple(
            Line(f"M {C - 216 - k * 26} {566 + k * 28} Q {C} {620 + k * 34} {C + 216 + k * 26} {566 + k * 28}", 2, STITCH)
            for k in range(1, 5)
        )
        seams = (Line(f"M {C - 60} 330 Q {C - 76} 440 {C - 84} 590", 2.2, "", None, 0.5),)
        eyes = tuple(
            Part(f"eyelet-{n}", "eyelet", ellipse(C + x, 430, 8, 8), Paint(darker(body.color, 0.5)), depth=0)
            for n, x in enumerate((110, 138))
        )
        return Drawing(
            (
                Part("brim", "brim", brim, spec.paint("brim"), lines=rings, form="drop"),
                Part("body", "body", crown, body, lines=seams),
                *eyes,
            ),
            ground="wall",
            seed=spec.seed,
            fill=0.7,
            facts=(("style", "Bucket Hat"),),
        )
    return _baseball(spec, body)


def _baseball(spec: Spec, body: Paint) -> Drawing:
    """Three-quarter view: crown to the right, peak to the left."""
    kind = spec.silhouette
    front = "M 300 590 C 300 400 420 290 560 292 C 720 296 806 430 806 610 Q 680 640 540 624 Q 420 612 300 590 Z"
    peak = "M 300 588 Q 220 600 150 660 Q 110 700 140 716 Q 260 690 400 700 Q 520 706 560 640 Q 430 606 300 588 Z"
    visor = tuple(
        Line(f"M {300 - k * 30} {602 + k * 20} Q {420 - k * 20} {624 + k * 16} {556 - k * 16} {648 + k * 12}", 2, STITCH)
        for k in range(1, 4)
    )
    seams = (
        Line("M 560 292 Q 420 420 430 610", 2.4, "", None, 0.6),
        Line("M 560 292 Q 660 430 660 630", 2.4, "", None, 0.6),
        Line("M 552 292 Q 412 420 422 608", 1.8, STITCH),
        Line("M 568 292 Q 668 430 668 630", 1.8, STITCH),
    )
    crown = Part("body", "body", front, body, form="ball", lines=seams, folds=("M 700 600 Q 730 500 700 420",))
    side: list[Part] = []
    if kind == "trucker":
        mesh = "M 560 292 C 720 296 806 430 806 610 Q 740 636 660 632 Q 660 430 560 292 Z"
        side.append(
            Part("mesh", "panel", mesh, Paint(shade(spec.parts.get("panel", "white")), texture="mesh"), form="ball", depth=0.8)
        )
    button = Part("button", "button", ellipse(560, 290, 17, 11), spec.trim("brim"), form="ball")
    eyes = tuple(
        Part(f"eyelet-{n}", "eyelet", ellipse(x, y, 8, 10), Paint(darker(body.color, 0.45)), depth=0)
        for n, (x, y) in enumerate(((478, 408), (606, 404)))
    )
    brim = Part("brim", "brim", peak, spec.paint("brim"), form="drop", lines=visor, depth=0.9)
    patch: list[Part] = []
    if "logo" in spec.parts:
        patch.append(
            Part(
                "logo",
                "logo",
                "M 338 486 L 398 470 L 408 552 L 344 560 Z",
                Paint(shade(spec.parts["logo"])),
                depth=0.3,
                form="flat",
                lines=(
                    Line("M 352 540 L 364 500 L 376 524 L 386 496 L 398 536", 5, "", darker(shade(spec.parts["logo"]), 0.6), 0.9),
                ),
            )
        )
    return Drawing(
        (crown, *side, button, *(eyes if kind != "trucker" else eyes[:1]), *patch, brim),
        ground="floor",
        seed=spec.seed,
        fill=0.7,
        facts=(("style", "Trucker Cap" if kind == "trucker" else "Baseball Cap"), *((("logo", "Logo Patch"),) if patch else ())),
    )


def _fringe(x0: float, x1: float, y: float, long: float, slope: float, color: str, rng_step: float = 13) -> tuple[Line, ...]:
    count = int((x1 - x0) / rng_step)
    return tuple(
        Line(
            line(
                (x0 + (x1 - x0) * k / count, y + slope * k / count),
                (x0 + (x1 - x0) * k / count + 4 * math.sin(k * 2.1), y + slope * k / count + long),
            ),
            5,
            "",
            color,
            1,
        )
        for k in range(count + 1)
    )


def scarf(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    body = spec.paint()
    if kind == "snood":
        ring = ellipse(C, 520, 270, 240) + " " + ellipse(C, 440, 128, 74)
        folds = tuple(
            f"M {C - 240 + k * 16} {470 + k * 34} Q {C} {640 + k * 34} {C + 240 - k * 16} {470 + k * 34}" for k in range(4)
        )
        back = Part("inside", "lining", ellipse(C, 440, 134, 80), Paint(darker(body.color, 0.42), texture=spec.look), form="drop")
        return Drawing(
            (back, Part("body", "body", ring, body, folds=folds, form="ball", fold_width=20)),
            seed=spec.seed,
            fill=0.68,
            facts=(("style", "Snood"),),
        )
    wide = {"long": 96, "blanket": 132, "silk": 70}[kind] + rng.uniform(-8, 8)
    end_l, end_r = 860 + rng.uniform(-30, 10), 780 + rng.uniform(-30, 30)
    if kind == "silk":
        end_l, end_r = 800, 700
    left = (
        f"M {C - 110} 330 Q {C - 60} 440 {C - wide - 30} 560 L {C - wide - 64} {end_l} L {C + wide - 74} "
        f"{end_l + 16} Q {C + wide - 40} 600 {C + 70} 400 Z"
    )
    right = (
        f"M {C + 130} 320 Q {C + 150} 440 {C + 110} 560 L {C + 96} {end_r} L {C + 96 + wide * 1.5} "
        f"{end_r - 12} Q {C + 110 + wide} 520 {C + 190} 320 Z"
    )
    loop = (
        f"M {C - 196} 290 Q {C - 190} 170 {C} 160 Q {C + 190} 164 {C + 206} 280 Q {C + 190} 420 {C + 20} 446 Q "
        f"{C - 170} 420 {C - 196} 290 Z M {C - 96} 268 Q {C} 330 {C + 104} 262 Q {C + 80} 216 {C} 214 Q {C - 76} "
        f"216 {C - 96} 268 Z"
    )
    tails_folds = (
        (f"M {C - 60} 440 Q {C - 80} 640 {C - 90} {end_l}", f"M {C - 6} 470 Q {C - 40} 640 {C - 30} {end_l}"),
        (f"M {C + 160} 400 Q {C + 176} 560 {C + 170} {end_r}",),
    )
    tone = darker(body.color, 0.08)
    parts = [Part("inside", "lining", ellipse(C, 262, 108, 56), Paint(darker(body.color, 0.45), texture=spec.look), form="drop"),
             Part("tail-right", "tail", right, body, folds=tails_folds[1], grain=-3)]  # fmt: skip
    if kind != "silk":
        y = end_r - 2
        parts.append(
            Part(
                "fringe-right",
                "fringe",
                polygon((C + 96, y - 8), (C + 96 + wide * 1.5, y - 18), (C + 96 + wide * 1.5 + 2, y + 44), (C + 96, y + 54)),
                Paint(darker(body.color, 0.3)),
                depth=0,
                outline=0,
                lines=_fringe(C + 98, C + 94 + wide * 1.5, y - 4, 58, -10, tone),
            )
        )
    parts.append(Part("tail-left", "tail", left, body, folds=tails_folds[0], grain=4))
    if kind != "silk":
        y = end_l
        parts.append(
            Part(
                "fringe-left",
                "fringe",
                polygon((C - wide - 64, y - 6), (C + wide - 74, y + 10), (C + wide - 76, y + 66), (C - wide - 66, y + 50)),
                Paint(darker(body.color, 0.3)),
                depth=0,
                outline=0,
                lines=_fringe(C - wide - 62, C + wide - 76, y - 4, 60, 16, tone),
            )
        )
    loop_folds = (
        f"M {C - 180} 300 Q {C - 60} 390 {C + 30} 396 Q {C + 140} 390 {C + 196} 290",
        f"M {C - 150} 270 Q {C - 30} 360 {C + 40} 362",
        f"M {C + 60} 372 Q {C + 150} 330 {C + 170} 250",
    )
    parts.append(
        Part(
            "body", "body", loop, body, folds=loop_folds, grain=80 if spec.pattern in ("striped", "pinstripe") else 20, depth=1.1
        )
    )
    edge = ("style", "Neckerchief" if kind == "silk" else "Blanket Scarf" if kind == "blanket" else "Scarf")
    return Drawing(tuple(parts), seed=spec.seed, fill=0.8, facts=(edge, *((("trim", "Fringe"),) if kind != "silk" else ())))


def belt(spec: Spec) -> Drawing:
    """Rolled into a spiral with the buckle end laid in front."""
    kind = spec.silhouette
    width = {"classic": 74, "wide": 100, "woven": 80, "skinny": 50}[kind]
    leather = spec.paint(gloss=0.6 if spec.look == "leather" else 0.1)
    metal = Paint(shade(spec.parts.get("buckle", "silver")), gloss=0.9)
    cy, rx, ry = 440.0, 270.0, 96.0
    wall = width * 1.5
    outer = (f"M {C - rx} {cy} C {C - rx} {cy - ry * 1.33} {C + rx} {cy - ry * 1.33} {C + rx} {cy} L {C + rx} {cy + wall} "
             f"C {C + rx} {cy + wall + ry * 1.33} {C - rx} {cy + wall + ry * 1.33} {C - rx} {cy + wall} Z")  # fmt: skip
    inner_rim = ellipse(C, cy, rx - 10, ry - 7)
    coil = ellipse(C, cy + 4, rx - 36, ry - 20) + " " + ellipse(C, cy + 8, rx - 46, ry - 27)
    stitch = tuple(
        Line(
            f"M {C - rx} {cy + dy} C {C - rx} {cy + dy + ry * 1.33} {C + rx} {cy + dy + ry * 1.33} {C + rx} {cy + dy}",
            2.4,
            STITCH,
            lighter(leather.color, 0.35),
            0.8,
        )
        for dy in (14, wall - 14)
    )
    weave = tuple(
        Line(line((x, cy), (x + 60, cy + wall + 120)), 7, "", darker(leather.color, 0.4), 0.5) for x in range(150, 860, 34)
    ) + tuple(
        Line(line((x + 60, cy), (x, cy + wall + 120)), 7, "", lighter(leather.color, 0.2), 0.4) for x in range(150, 860, 34)
    )
    body = Part(
        "body",
        "strap",
        outer,
        leather,
        lines=weave if kind == "woven" else stitch,
        lights=(f"M {C - 170} {cy + wall * 0.6 + 60} Q {C - 60} {cy + wall * 0.6 + 92} {C + 60} {cy + wall * 0.6 + 92}",),
    )
    hollow = Part(
        "inside",
        "lining",
        inner_rim,
        Paint(darker(leather.color, 0.35)),
        depth=1.2,
        form="drop",
        lines=(Line(coil, 9, "", leather.color, 1),),
    )
    y = cy + wall / 2 + ry * 0.92
    h = wall * 0.5
    loop = Part("keeper", "belt loop", box(C + 96, y - h - 2, C + 128, y + h - 4, 5), leather, depth=0.8)
    ring = (
        box(C - 76, y - h - 18, C + 44, y + h + 14, 18 if kind != "wide" else 46)
        + " "
        + box(C - 54, y - h + 4, C + 22, y + h - 8, 10 if kind != "wide" else 34)
    )
    buckle = Part("buckle", "buckle", ring, metal, depth=0.5, lights=(line((C - 66, y - h), (C - 66, y + h)),))
    prong = Part("prong", "buckle", box(C - 62, y - 7, C + 40, y + 5, 5), metal, depth=0.5)
    holes = tuple(
        Part(
            f"hole-{n}",
            "hole",
            ellipse(C + 170 + 34 * n, y - 12 - 9 * n, 6, 7),
            Paint(darker(leather.color, 0.75)),
            depth=0,
            outline=0.5,
        )
        for n in range(2)
    )
    return Drawing(
        (body, hollow, loop, *(holes if kind != "woven" else ()), buckle, prong),
        ground="floor",
        seed=spec.seed,
        fill=0.62,
        facts=(("closure", "Buckle"), ("width", {"wide": "Wide", "skinny": "Skinny"}.get(kind, "Standard"))),
    )
