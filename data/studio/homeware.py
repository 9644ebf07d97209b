"""Lamps, mugs, cushions, vases and rugs."""

from __future__ import annotations

from data.studio.clothing_tops import STITCH
from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import METALS, darker, lighter, shade
from data.studio.shape import AXIS, box, ellipse, line, polygon, symmetric
from data.studio.spec import Spec

C = AXIS


def _material(name: str) -> Paint:
    if name in METALS:
        return Paint(METALS[name], gloss=0.8)
    return Paint(shade(name), texture="wood" if name in ("oak", "walnut", "beech", "ash") else "", gloss=0.4)


def lamp(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    color = spec.paint("shade", texture="linen")
    stand = _material(spec.parts.get("base", "brass"))
    grow = rng.uniform(-14, 14)
    if kind == "task":
        foot = ellipse(C + 70, 846, 130, 28)
        low = polygon((C + 58, 846), (C + 78, 846), (C + 172, 520), (C + 152, 514))
        up = polygon((C + 150, 520), (C + 172, 512), (C - 30, 296), (C - 46, 312))
        head = (
            f"M {C - 92} 236 Q {C - 40} 232 {C + 2} 296 Q {C + 6} 328 {C - 20} 336 L {C - 120} 448 Q {C - 236} "
            f"420 {C - 260} 310 Q {C - 150} 300 {C - 92} 236 Z"
        )
        glow = f"M {C - 120} 448 Q {C - 236} 420 {C - 260} 310 Q {C - 236} 330 {C - 200} 380 Q {C - 160} 430 {C - 120} 448 Z"
        joint = ellipse(C + 162, 516, 22, 22)
        parts = [
            Part("base", "base", foot, color.plain(), form="drop", depth=0.8),
            Part("arm-low", "stand", low, stand),
            Part("arm-up", "stand", up, stand),
            Part("joint", "stand", joint, stand, form="ball"),
            Part("body", "shade", head, Paint(color.color, gloss=0.6), form="ball"),
            Part("bulb", "bulb", glow, Paint("#fff1c9"), depth=0.2, outline=0.8),
        ]
        return Drawing(tuple(parts), ground="floor", seed=spec.seed, fill=0.76, facts=(("style", "Desk Lamp"),))
    if kind == "floor":
        shade_d = symmetric(f"M {C} 132 L {C - 110 - grow} 132 L {C - 172 - grow} 330 Q {C - 80} 350 {C} 350")
        pole = box(C - 8, 330, C + 8, 900)
        foot = ellipse(C, 905, 118, 26)
        style = "Floor Lamp"
        under = ellipse(C, 338, 160 + grow, 16)
        body: list[Part] = [Part("base", "base", foot, stand, form="drop"), Part("stand", "stand", pole, stand)]
    elif kind == "tripod":
        shade_d = symmetric(f"M {C} 140 L {C - 150 - grow} 140 L {C - 176 - grow} 350 Q {C - 80} 370 {C} 370")
        under, style = ellipse(C, 356, 164 + grow, 16), "Tripod Floor Lamp"
        left = Part("leg-left", "legs", polygon((C - 20, 380), (C + 2, 380), (C - 160, 900), (C - 182, 900)), stand)
        mid = Part(
            "leg-middle",
            "legs",
            polygon((C - 9, 380), (C + 9, 380), (C + 20, 872), (C + 4, 872)),
            Paint(darker(stand.color, 0.22), texture=stand.texture),
        )
        body = [
            mid,
            left,
            left.mirror("leg-right"),
            Part("hub", "stand", box(C - 26, 362, C + 26, 412, 6), Paint(METALS["brass"], gloss=0.8)),
        ]
    else:
        wide = {"table": 150, "gourd": 132, "globe": 0}[kind] + grow
        belly = {
            "table": (
                f"M {C} 500 L {C - 44} 500 Q {C - 60} 540 {C - 118} 590 Q {C - wide - 26} 680 {C - 118} 800 "
                f"Q {C - 90} 850 {C - 80} 858 L {C} 862"
            ),
            "gourd": (
                f"M {C} 490 L {C - 34} 490 Q {C - 36} 520 {C - 78} 550 Q {C - 110} 600 {C - 66} 650 Q "
                f"{C - wide - 40} 700 {C - wide - 6} 780 Q {C - 120} 850 {C - 84} 858 L {C} 862"
            ),
            "globe": f"M {C} 560 L {C - 20} 560 L {C - 26} 810 Q {C - 110} 816 {C - 120} 850 Q {C - 60} 864 {C} 864",
        }[kind]
        if kind == "globe":
            ball = ellipse(C, 400, 176 + grow, 176 + grow)
            parts = [
                Part("base", "base", symmetric(belly), stand),
                Part(
                    "body",
                    "shade",
                    ball,
                    Paint(color.color, gloss=0.5),
                    form="ball",
                    lights=(f"M {C - 90} 330 Q {C - 60} 280 {C - 10} 262",),
                    depth=0.6,
                ),
            ]
            return Drawing(tuple(parts), ground="floor", seed=spec.seed, fill=0.74, facts=(("style", "Table Lamp"),))
        shade_d = symmetric(f"M {C} 190 L {C - 130 - grow} 190 L {C - 232 - grow} 470 Q {C - 100} 494 {C} 494")
        under, style = ellipse(C, 478, 214 + grow, 20), "Table Lamp"
        body = [
            Part(
                "base",
                "base",
                symmetric(belly),
                Paint(stand.color, texture=stand.texture, gloss=0.6),
                lights=(f"M {C - 70} 600 Q {C - 96} 680 {C - 70} 780",),
            ),
            Part("neck", "stand", box(C - 12, 470, C + 12, 506), Paint(METALS["brass"], gloss=0.8)),
        ]
    warm = Paint(color.color, color.pattern, color.accents, "linen", 0.2)
    seam = (Line(f"M {C - 240} 470 Q {C} 500 {C + 240} 470", 2, "", None, 0.0),)
    parts = [
        *body,
        Part("under", "lining", under, Paint("#fbe7b8"), depth=0.2, outline=0.6),
        Part("body", "shade", shade_d, warm, lines=seam, depth=0.5),
    ]
    return Drawing(
        tuple(parts),
        ground="floor",
        seed=spec.seed,
        fill=0.84 if kind in ("floor", "tripod") else 0.74,
        facts=(("style", style),),
    )


def mug(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    glaze = spec.paint(gloss=0.8)
    wide = {"classic": 180, "tall": 150, "espresso": 170, "belly": 176, "dipped": 184}[kind] + rng.uniform(-10, 10)
    top, bottom = {"tall": (270.0, 800.0), "espresso": (430.0, 760.0)}.get(kind, (350.0, 790.0))
    x = C - 40
    foot = wide * {"espresso": 0.62, "belly": 0.66}.get(kind, 0.92)
    rim = 34.0
    swell = wide * (1.32 if kind == "belly" else 1.0)
    side = (
        f"M {x - wide} {top} C {x - swell} {top + (bottom - top) * 0.4} {x - max(foot, swell * 0.96)} "
        f"{bottom - 120} {x - foot} {bottom - 14} Q {x} {bottom + 34} {x + foot} {bottom - 14} C "
        f"{x + max(foot, swell * 0.96)} {bottom - 120} {x + swell} {top + (bottom - top) * 0.4} {x + wide} {top} "
        f"Q {x} {top + rim * 1.7} {x - wide} {top} Z"
    )
    hx = x + wide * (0.98 if kind != "belly" else 1.06)
    mid = (top + bottom) / 2
    reach = 120 if kind != "espresso" else 92
    ring = (
        f"M {hx - 20} {top + 66} C {hx + reach} {top + 34} {hx + reach + 30} {mid + 110} {hx - 26} {bottom - 96} "
        f"L {hx - 24} {bottom - 140} "
        f"C {hx + reach - 44} {mid + 66} {hx + reach - 50} {top + 78} {hx - 20} {top + 108} Z"
    )
    inner = spec.trim("inside", gloss=0.6) if "inside" in spec.parts else Paint(darker(glaze.color, 0.1), gloss=0.5)
    body = Part(
        "body",
        "body",
        side,
        glaze,
        lights=(f"M {x - wide * 0.62} {top + 70} Q {x - swell * 0.66} {mid} {x - foot * 0.62} {bottom - 70}",),
        depth=0.8,
    )
    parts = [Part("handle", "handle", ring, spec.trim("handle", texture=spec.look, gloss=0.8), depth=0.9), body]
    if kind == "dipped":
        dip = (
            f"M {x - wide - 4} {mid + 30} Q {x} {mid + 96} {x + wide + 4} {mid + 30} L {x + foot + 6} "
            f"{bottom - 14} Q {x} {bottom + 36} {x - foot - 6} {bottom - 14} Z"
        )
        parts.append(Part("dip", "glaze", dip, Paint(shade(spec.parts.get("dip", "cream")), texture="speckle"), depth=0.9))
    parts += [Part("rim", "rim", ellipse(x, top, wide, rim), Paint(lighter(glaze.color, 0.12), gloss=0.6), depth=0.2),
              Part("inside", "inside", ellipse(x, top + 3, wide - 13, rim - 7), inner, form="drop", depth=0.9)]  # fmt: skip
    return Drawing(
        tuple(parts),
        ground="floor",
        seed=spec.seed,
        fill=0.58,
        facts=(("style", {"espresso": "Espresso Cup", "tall": "Tall Mug"}.get(kind, "Mug")),),
    )


def cushion(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    cloth = spec.paint()
    w = {"square": 300, "lumbar": 370, "round": 300, "tasseled": 292, "piped": 296}[kind] + rng.uniform(-10, 10)
    h = {"lumbar": 220}.get(kind, w)
    if kind == "round":
        pleats = tuple(
            Line(line((C, 500), (C + 310 * dx, 500 + 310 * dy)), 3, "", None, 0.4)
            for dx, dy in (
                (1, 0),
                (0.87, 0.5),
                (0.5, 0.87),
                (0, 1),
                (-0.5, 0.87),
                (-0.87, 0.5),
                (-1, 0),
                (-0.87, -0.5),
                (-0.5, -0.87),
                (0, -1),
                (0.5, -0.87),
                (0.87, -0.5),
            )
        )
        body = Part(
            "body", "body", ellipse(C, 500, w, w * 0.97), cloth, form="ball", lines=pleats, folds=tuple(p.d for p in pleats[::2])
        )
        knob = Part("button", "button", ellipse(C, 500, 30, 29), cloth.plain(), form="ball")
        return Drawing((body, knob), ground="above", seed=spec.seed, fill=0.7, facts=(("shape", "Round"),))
    n = 30.0
    d = (f"M {C - w} {500 - h} Q {C} {500 - h + n * 1.6} {C + w} {500 - h} Q {C + w - n * 1.5} 500 {C + w} {500 + h} "
         f"Q {C} {500 + h - n * 1.4} {C - w} {500 + h} Q {C - w + n * 1.5} 500 {C - w} {500 - h} Z")  # fmt: skip
    creases = tuple(
        f"M {C + sx * (w - 16)} {500 + sy * (h - 16)} Q {C + sx * (w - 90)} {500 + sy * (h - 60)} "
        f"{C + sx * (w - 150)} {500 + sy * (h - 150)}"
        for sx in (-1, 1)
        for sy in (-1, 1)
    )
    lines = (Line(d, 13, "", shade(spec.parts.get("piping", "white")), 1.0),) if kind == "piped" else ()
    parts = [
        Part(
            "body",
            "body",
            d,
            cloth,
            form="ball",
            folds=creases,
            lines=lines,
            lights=(f"M {C - w * 0.4} {500 - h * 0.4} Q {C} {500 - h * 0.56} {C + w * 0.2} {500 - h * 0.46}",),
            fold_width=26,
        )
    ]
    if kind == "tasseled":
        tone = shade(spec.parts.get("tassel", "cream"))
        for k, (sx, sy) in enumerate(((-1, -1), (1, -1), (-1, 1), (1, 1))):
            x, y = C + sx * w, 500 + sy * h
            d2 = polygon(
                (x - 5, y - 5),
                (x + 5, y + 5),
                (x + sx * 60 + 18, y + sy * 60 - 18 * sx * sy),
                (x + sx * 60 - 18, y + sy * 60 + 18 * sx * sy),
            )
            parts.append(Part(f"tassel-{k + 1}", "tassel", d2, Paint(tone, texture="rib"), depth=0.7, grain=45 * sx * sy))
    return Drawing(
        tuple(parts),
        ground="above",
        seed=spec.seed,
        fill=0.74,
        turn=rng.uniform(-2.5, 2.5),
        facts=(("shape", "Lumbar" if kind == "lumbar" else "Square"),),
    )


def vase(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    glaze = spec.paint(gloss=0.7)
    g = rng.uniform(-14, 14)
    neck, top = {"bottle": (46, 170), "amphora": (80, 230), "cylinder": (130, 240), "bowl": (150, 400), "bud": (32, 300)}[kind]
    half = {
        "bottle": (
            f"M {C} {top} L {C - neck - 10} {top} Q {C - neck} {top + 40} {C - neck} 400 C {C - neck - 6} "
            f"470 {C - 180 - g} 500 {C - 184 - g} 650 C {C - 186} 790 {C - 130} 850 {C - 110} 856 L {C} 866"
        ),
        "amphora": (
            f"M {C} {top} L {C - neck - 26} {top} Q {C - neck - 10} {top + 30} {C - neck} {top + 70} C "
            f"{C - neck - 20} 340 {C - 240 - g} 360 {C - 236 - g} 520 C {C - 232} 680 {C - 110} 760 {C - 100} 856 L {C} 866"
        ),
        "cylinder": (
            f"M {C} {top} L {C - neck - g} {top} C {C - neck - 6 - g} 440 {C - neck + 8 - g} 640 {C - neck + 6 - g} 846 L {C} 862"
        ),
        "bowl": (
            f"M {C} {top} L {C - neck} {top} C {C - 260 - g} {top + 60} {C - 280 - g} 640 {C - 210} 760 C "
            f"{C - 180} 820 {C - 140} 846 {C - 124} 850 L {C} 862"
        ),
        "bud": (
            f"M {C} {top} L {C - neck - 8} {top} Q {C - neck} {top + 30} {C - neck} 480 C {C - neck - 8} 540 "
            f"{C - 130 - g} 570 {C - 134 - g} 690 C {C - 136} 800 {C - 90} 848 {C - 80} 852 L {C} 860"
        ),
    }[kind]
    rim = max(10.0, (neck + 10) * 0.16)
    wide = {"amphora": neck + 26, "cylinder": neck + g, "bowl": neck}.get(kind, neck + 10)
    rows = (
        tuple(Line(f"M {C - 300} {y} Q {C} {y + 30} {C + 300} {y}", 3, "", None, 0.35) for y in range(int(top) + 60, 850, 26))
        if spec.look == "ribbed"
        else ()
    )
    glaze = Paint(glaze.color, glaze.pattern, glaze.accents, "" if spec.look == "ribbed" else spec.look, 0.7)
    parts = [
        Part(
            "body",
            "body",
            symmetric(half),
            glaze,
            lines=rows,
            lights=(f"M {C - neck * 0.5 - 70} 600 Q {C - neck * 0.5 - 84} 680 {C - 90} 770",),
            depth=1.1,
        )
    ]
    if kind == "amphora":
        ear = (
            f"M {C - neck - 4} {top + 44} C {C - 236} {top + 30} {C - 250} 370 {C - 196} 404 L {C - 176} 384 C "
            f"{C - 208} 350 {C - 196} {top + 74} {C - neck - 2} {top + 74} Z"
        )
        handle = Part("handle-left", "handle", ear, Paint(darker(glaze.color, 0.05), texture=glaze.texture, gloss=0.5))
        parts = [handle, handle.mirror("handle-right"), *parts]
    parts += [
        Part("rim", "rim", ellipse(C, top, wide, rim), Paint(lighter(glaze.color, 0.1), gloss=0.5), depth=0.3),
        Part(
            "inside",
            "inside",
            ellipse(C, top + 2, wide - 10, max(4.0, rim - 6)),
            Paint(darker(glaze.color, 0.55)),
            depth=0.4,
            form="drop",
        ),
    ]
    return Drawing(
        tuple(parts),
        ground="floor",
        seed=spec.seed,
        fill=0.74,
        facts=(
            (
                "shape",
                {"bottle": "Bottle", "amphora": "Amphora", "cylinder": "Cylinder", "bowl": "Rounded", "bud": "Bud Vase"}[kind],
            ),
        ),
    )


def rug(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    pile = spec.paint()
    border = (
        Paint(shade(spec.parts["border"]), texture=spec.look)
        if "border" in spec.parts
        else Paint(darker(pile.color, 0.25), texture=spec.look)
    )
    tone = shade(spec.parts.get("fringe", "cream"))
    if kind == "round":
        r = 350 + rng.uniform(-8, 8)
        rings = tuple(Line(ellipse(C, 500, r - k * 38, r - k * 38), 3, "", None, 0.35) for k in range(1, 9))
        parts = [
            Part("border", "border", ellipse(C, 500, r, r), border, form="flat", depth=0.5),
            Part("body", "body", ellipse(C, 500, r - 42, r - 42), pile, form="flat", depth=0.5, lines=rings),
        ]
        return Drawing(tuple(parts), ground="above", seed=spec.seed, fill=0.8, facts=(("shape", "Round"),))
    w, h = {"rectangle": (280.0, 400.0), "runner": (150.0, 430.0), "fringed": (290.0, 370.0), "bordered": (285.0, 395.0)}[kind]
    w += rng.uniform(-10, 10)
    y0, y1 = 500 - h, 500 + h
    parts = []
    if kind in ("fringed", "runner"):
        for name, y, d in (("fringe-top", y0, -1), ("fringe-bottom", y1, 1)):
            strands = tuple(
                Line(line((x, y), (x + 5, y + d * 44)), 6, "", tone, 1) for x in range(int(C - w + 6), int(C + w - 4), 13)
            )
            parts.append(
                Part(
                    name,
                    "fringe",
                    box(C - w, min(y, y + d * 48), C + w, max(y, y + d * 48)),
                    Paint(darker(tone, 0.18)),
                    depth=0,
                    outline=0,
                    form="flat",
                    lines=strands,
                )
            )
    body = Part("body", "body", box(C - w, y0, C + w, y1, 6), pile, form="flat", depth=0.4)
    if kind in ("bordered", "runner"):
        parts += [
            Part("border", "border", box(C - w, y0, C + w, y1, 6), border, form="flat", depth=0.4),
            Part(
                "line",
                "border",
                box(C - w + 34, y0 + 34, C + w - 34, y1 - 34),
                Paint(lighter(border.color, 0.55), texture=spec.look),
                form="flat",
                depth=0,
            ),
            Part("body", "body", box(C - w + 46, y0 + 46, C + w - 46, y1 - 46), pile, form="flat", depth=0.2),
        ]
    else:
        parts.append(body)
        parts.append(
            Part(
                "edge",
                "border",
                box(C - w, y0, C + w, y1, 6) + " " + box(C - w + 12, y0 + 12, C + w - 12, y1 - 12, 3),
                Paint(darker(pile.color, 0.18), texture=spec.look),
                form="flat",
                depth=0,
                lines=(Line(box(C - w + 6, y0 + 6, C + w - 6, y1 - 6), 2, STITCH),),
            )
        )
    return Drawing(
        tuple(parts),
        ground="above",
        seed=spec.seed,
        fill=0.86,
        turn=rng.uniform(-1.2, 1.2),
        facts=(("shape", "Runner" if kind == "runner" else "Rectangular"),),
    )
