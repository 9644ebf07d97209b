"""Sneakers, boots and sandals, seen from the side with the toe to the left; the other of the pair stands behind."""

from __future__ import annotations

from dataclasses import replace

from data.studio.clothing_tops import STITCH
from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter, shade
from data.studio.shape import box, line
from data.studio.spec import Spec


def _pair(parts: list[Part], dx: float = 95, dy: float = -62) -> tuple[Part, ...]:
    """The far shoe first, a little smaller and in the near one's shade."""
    far = [replace(p.move(f"far-{p.name}", dx, dy, scale=0.95, dim=0.1), lights=(), folds=()) for p in parts]
    return (*far, *parts)


def _laces(points: list[tuple[float, float, float, float]], color: str) -> list[Part]:
    out = []
    for n, (x0, y0, x1, y1) in enumerate(points):
        d = (
            f"M {x0} {y0 - 8} Q {(x0 + x1) / 2} {(y0 + y1) / 2 - 18} {x1} {y1 - 8} L {x1} {y1 + 7} Q "
            f"{(x0 + x1) / 2} {(y0 + y1) / 2 - 2} {x0} {y0 + 7} Z"
        )
        out.append(Part(f"lace-{n + 1}", "laces", d, Paint(color), depth=0.7, outline=1.2))
    return out


def sneaker(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    upper = spec.paint("upper") if "upper" in spec.parts else spec.paint()
    sole = spec.trim("sole") if "sole" in spec.parts else Paint(shade("white"))
    lace = shade(spec.parts.get("laces", "white"))
    accent = (
        Paint(shade(spec.parts["panel"]), texture=spec.look)
        if "panel" in spec.parts
        else Paint(darker(upper.color, 0.22), texture="")
    )
    top = {"low": 430, "high-top": 300, "runner": 420, "slip-on": 455}[kind] + rng.uniform(-8, 8)
    toe = 560 + rng.uniform(-8, 8)
    thick = 30 if kind == "runner" else 0
    y = 690 - thick
    body = (
        f"M 160 {y + 6} C 140 {y - 60} 170 {toe + 18} 250 {toe - 2} C 330 {toe - 24} 390 {toe - 60} 452 {top + 40} "
        f"L 520 {top - 4} Q 600 {top + 40} 700 {top + 6} Q 742 {top - 12} 760 {top + 2} C 782 {top + 90} 790 "
        f"{y - 120} 812 {y - 60} Q 822 {y - 20} 812 {y + 6} Z"
    )
    collar = (
        f"M 516 {top} Q 600 {top + 44} 702 {top + 8} Q 742 {top - 12} 760 {top + 2} Q 690 {top - 34} 600 "
        f"{top - 14} Q 552 {top - 12} 516 {top} Z"
    )
    wave = f"M 132 {y + 2} Q 122 {y + 40} 146 {y + 52 + thick} L 806 {y + 52 + thick} Q 846 {y + 44} 836 {y - 6 - thick} "
    tread = wave + (
        f"Q 700 {y + 12 - thick * 1.3} 560 {y + 2} Q 420 {y + 6} 300 {y + 4} Q 190 {y + 12} 132 {y + 2} Z"
        if kind == "runner"
        else f"Q 500 {y + 8} 132 {y + 2} Z"
    )
    parts: list[Part] = [Part("lining", "lining", collar, Paint(darker(upper.color, 0.4)), depth=1.0, form="drop")]
    if kind != "slip-on":
        tongue = f"M 440 {top + 46} L 486 {top - 30} Q 520 {top - 52} 556 {top - 26} L 540 {top + 30} L 470 {top + 90} Z"
        parts.append(Part("tongue", "tongue", tongue, Paint(lighter(upper.color, 0.1), texture=spec.look), depth=0.8))
    parts.append(
        Part(
            "body",
            "upper",
            body,
            upper,
            form="drop",
            folds=(f"M 330 {toe + 70} Q 360 {toe} 410 {toe - 30}",),
            lights=(f"M 230 {toe + 34} Q 300 {toe + 4} 370 {toe - 30}",),
            grain=-6,
        )
    )
    cap = (
        f"M 160 {y + 6} C 140 {y - 60} 170 {toe + 18} 250 {toe - 2} Q 292 {toe - 12} 318 {toe - 22} Q 300 {y - 40} 330 {y + 6} Z"
    )
    heel = (
        f"M 716 {top + 2} Q 744 {top - 10} 760 {top + 2} C 782 {top + 90} 790 {y - 120} 812 {y - 60} Q 822 "
        f"{y - 20} 812 {y + 6} L 700 {y + 6} Q 742 {y - 90} 716 {top + 2} Z"
    )
    eye = (
        f"M 424 {toe - 92 + (40 if kind != 'high-top' else 0)} L 520 {top - 2} L 566 {top + 22} L 470 "
        f"{toe - 20} Q 440 {toe} 408 {toe - 20} Z"
    )
    if kind in ("low", "high-top"):
        parts.append(
            Part(
                "toe",
                "toe cap",
                cap,
                sole if "toe" in spec.parts or kind == "high-top" else upper.plain(),
                depth=0.8,
                form="ball",
                lines=(Line(f"M 310 {toe - 20} Q 292 {y - 40} 322 {y}", 2, STITCH),),
            )
        )
    if kind != "slip-on":
        parts += [
            Part(
                "heel", "heel tab", heel, accent, depth=0.8, lines=(Line(f"M 722 {top + 20} Q 744 {y - 90} 708 {y}", 2, STITCH),)
            )
        ]
        parts.append(
            Part(
                "eyestay",
                "panel",
                eye,
                accent,
                depth=0.5,
                form="flat",
                lines=(Line(f"M 518 {top + 10} L 432 {toe - 34}", 2, STITCH),),
            )
        )
    if kind == "runner":
        stripe = f"M 470 {y + 4} Q 540 {y - 90} 640 {top + 60} L 690 {top + 66} Q 600 {y - 80} 560 {y + 4} Z"
        parts.append(Part("swoop", "panel", stripe, accent, depth=0.5, form="flat"))
    if kind == "slip-on":
        gore = f"M 470 {top + 30} L 560 {top + 18} L 550 {top + 92} L 500 {top + 98} Z"
        parts.append(Part("gore", "elastic", gore, Paint(darker(upper.color, 0.35), texture="rib"), depth=0.6))
    parts.append(
        Part(
            "sole",
            "sole",
            tread,
            sole,
            depth=0.7,
            form="drop",
            lines=(
                Line(f"M 136 {y + 18} Q 480 {y + 26} 838 {y + 16 - thick}", 2.4, "", None, 0.35),
                Line(f"M 150 {y + 44 + thick} L 812 {y + 44 + thick}", 10, "10 8", darker(sole.color, 0.4), 0.5),
            ),
        )
    )
    if kind != "slip-on":
        rows = 4 if kind != "high-top" else 6
        x0, y0, x1, y1 = 418, toe - 44, 512, top + 6
        cords = [
            (
                x0 + (x1 - x0) * k / (rows - 1) - 10,
                y0 + (y1 - y0) * k / (rows - 1) - 2,
                x0 + (x1 - x0) * k / (rows - 1) + 48,
                y0 + (y1 - y0) * k / (rows - 1) + 26,
            )
            for k in range(rows)
        ]
        parts += _laces(cords, lace)
    facts = (
        ("closure", "Slip-On" if kind == "slip-on" else "Lace-Up"),
        ("height", "High-Top" if kind == "high-top" else "Low-Top"),
    )
    return Drawing(_pair(parts), ground="floor", seed=spec.seed, facts=facts, fill=0.8)


def boot(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    upper = spec.paint("upper", gloss=0.5 if spec.look != "suede" else 0)
    sole_color = shade(spec.parts.get("sole", "black" if kind != "rain" else "white"))
    top = {"chelsea": 290, "hiking": 300, "combat": 230, "rain": 150}[kind] + rng.uniform(-10, 10)
    toe, y = 590, 700
    lean = 760
    body = (
        f"M 186 {y} C 168 {y - 70} 210 {toe + 6} 300 {toe - 14} C 400 {toe - 34} 470 {toe - 100} 496 {toe - 190} "
        f"Q 508 {top + 120} 500 {top} Q 620 {top - 14} {lean - 12} {top + 4} Q {lean - 20} {top + 200} {lean - 8} "
        f"{y - 180} Q {lean + 26} {y - 80} {lean + 14} {y} Z"
    )
    mouth = f"M 500 {top} Q 620 {top + 22} {lean - 12} {top + 4} Q 630 {top - 34} 500 {top} Z"
    heel_h = 44
    tread = (
        f"M 168 {y - 8} Q 156 {y + 22} 178 {y + 34} L 520 {y + 34} Q 546 {y + 34} 552 {y + 22} L 566 {y + 22} L "
        f"572 {y + heel_h} L {lean + 14} {y + heel_h} "
        f"L {lean + 24} {y - 8} Q 500 {y + 2} 168 {y - 8} Z"
    )
    chunky = Line(
        line((180, y + 30), (520, y + 30)),
        12,
        "16 12",
        darker(sole_color, 0.4) if sole_color != shade("black") else lighter(sole_color, 0.2),
        0.5,
    )
    folds = (f"M 500 {toe - 120} Q 560 {toe - 90} 640 {toe - 110}", f"M 470 {toe - 70} Q 560 {toe - 36} 640 {toe - 70}")
    lights = (f"M 250 {toe + 34} Q 330 {toe + 6} 420 {toe - 20}", f"M 548 {top + 60} L 552 {toe - 200}")
    parts = [
        Part("inside", "lining", mouth, Paint(darker(upper.color, 0.5)), form="drop"),
        Part("body", "upper", body, upper, folds=folds, lights=lights),
    ]
    facts = [("height", {"rain": "Knee High", "combat": "Mid Calf"}.get(kind, "Ankle"))]
    if kind == "chelsea":
        gore = (
            f"M 566 {top + 4} L 690 {top + 4} Q 684 {top + 120} 648 {toe - 90} L 616 {toe - 90} Q 574 {top + 120} 566 {top + 4} Z"
        )
        tab = box(lean - 44, top - 40, lean - 22, top + 34, 6)
        parts += [
            Part("gore", "elastic", gore, Paint(shade(spec.parts.get("elastic", "black")), texture="rib"), depth=0.8),
            Part("tab", "pull tab", tab, upper, depth=0.8),
        ]
        parts.append(
            Part(
                "welt",
                "seam",
                f"M 178 {y - 18} Q 480 {y - 6} {lean + 18} {y - 18} L {lean + 18} {y - 4} Q 480 {y + 6} 178 {y - 4} Z",
                Paint(darker(sole_color, 0.1)),
                depth=0.4,
                lines=(Line(f"M 184 {y - 10} Q 480 {y} {lean + 14} {y - 10}", 2, STITCH, shade("beige"), 0.7),),
            )
        )
        facts.append(("closure", "Pull-On"))
    elif kind in ("hiking", "combat"):
        cap = f"M 186 {y} C 168 {y - 70} 210 {toe + 6} 300 {toe - 14} Q 340 {toe + 30} 344 {y} Z"
        panel = (
            f"M {lean - 96} {top + 4} L {lean - 12} {top + 4} Q {lean - 20} {top + 200} {lean - 8} {y - 180} "
            f"Q {lean + 26} {y - 80} {lean + 14} {y} L 640 {y} Q 690 {y - 120} {lean - 96} {top + 4} Z"
        )
        dark = (
            Paint(shade(spec.parts["panel"]), texture=spec.look)
            if "panel" in spec.parts
            else Paint(darker(upper.color, 0.2), texture=spec.look, gloss=0.4)
        )
        parts += [
            Part(
                "toe",
                "toe cap",
                cap,
                dark,
                depth=0.8,
                form="ball",
                lines=(Line(f"M 330 {y} Q 330 {toe + 34} 296 {toe - 4}", 2, STITCH),),
            ),
            Part(
                "heel",
                "panel",
                panel,
                dark,
                depth=0.7,
                lines=(Line(f"M 652 {y} Q 698 {y - 120} {lean - 84} {top + 10}", 2, STITCH),),
            ),
        ]
        tongue = f"M 486 {top - 34} Q 520 {top - 56} 552 {top - 30} L 552 {top + 16} L 494 {top + 24} Z"
        parts.append(Part("tongue", "tongue", tongue, upper.plain(), depth=0.8))
        rows = 7 if kind == "combat" else 5
        cords = []
        for k in range(rows):
            f = k / (rows - 1)
            x = 430 + 82 * min(1, f * 2.1) if f < 0.48 else 512 - 4 * f
            yy = toe - 40 - (toe - 70 - top) * f
            cords.append((x - 22, yy - 2, x + 46, yy + (20 if f < 0.5 else 10)))
        parts += _laces(cords, shade(spec.parts.get("laces", "red" if kind == "hiking" else "black")))
        facts.append(("closure", "Lace-Up"))
        if kind == "hiking":
            pad = f"M 500 {top - 4} Q 620 {top - 20} {lean - 10} {top} L {lean - 14} {top + 52} Q 620 {top + 34} 500 {top + 50} Z"
            parts.append(Part("padding", "collar", pad, Paint(darker(upper.color, 0.35)), depth=1))
    else:
        band = f"M 500 {top} Q 620 {top + 22} {lean - 12} {top + 4} L {lean - 13} {top + 42} Q 620 {top + 60} 502 {top + 38} Z"
        toe_band = f"M 180 {y - 44} Q 480 {y - 34} {lean + 18} {y - 44} L {lean + 18} {y} L 180 {y} Z"
        parts += [
            Part("band", "trim", band, Paint(sole_color, gloss=0.6), depth=0.7),
            Part("foxing", "trim", toe_band, Paint(darker(upper.color, 0.12), gloss=0.7), depth=0.5),
            Part("loop", "pull tab", box(lean - 30, top + 30, lean - 8, top + 110, 6), upper, depth=0.6),
        ]
        facts.append(("closure", "Pull-On"))
    parts.append(
        Part("sole", "sole", tread, Paint(sole_color), depth=0.6, form="drop", lines=() if kind == "chelsea" else (chunky,))
    )
    return Drawing(_pair(parts, 84, -52), ground="floor", seed=spec.seed, facts=tuple(facts), fill=0.8)


def sandal(spec: Spec) -> Drawing:
    kind = spec.silhouette
    strap = spec.paint("strap", gloss=0.3)
    sole = shade(spec.parts.get("sole", "tan"))
    thick = {"slide": 46, "two-strap": 52, "platform": 96, "sport": 50}[kind]
    y = 640
    foot = (
        f"M 150 {y} Q 138 {y - 26} 190 {y - 22} Q 330 {y - 4} 470 {y - 18} Q 620 {y - 46} 800 {y - 44} Q 850 "
        f"{y - 40} 846 {y} L 846 {y + 10} L 150 {y + 10} Z"
    )
    tread = (
        f"M 148 {y} Q 300 {y + 16} 480 {y + 2} Q 640 {y - 26} 848 {y - 22} L 846 {y + thick - 8} Q 846 "
        f"{y + thick} 820 {y + thick} L 176 {y + thick} Q 150 {y + thick} 146 {y + 30} Z"
    )
    parts = [
        Part("footbed", "insole", foot, Paint(lighter(sole, 0.25), texture="leather"), depth=0.6, form="drop"),
        Part(
            "sole",
            "sole",
            tread,
            Paint(sole, texture="speckle" if kind == "two-strap" else ""),
            depth=0.8,
            form="drop",
            lines=(
                Line(
                    f"M 160 {y + thick - 12} L 836 {y + thick - 12}",
                    9,
                    "12 9" if kind != "platform" else "",
                    darker(sole, 0.45),
                    0.5,
                ),
            ),
        ),
    ]

    def over(name: str, x0: float, x1: float, high: float, x2: float, x3: float) -> Part:
        d = (f"M {x0} {y + 16} C {x0 - 4} {y - high * 0.7} {x2 - 30} {y - high} {x2} {y - high} L {x3} {y - high * 0.94} "
             f"C {x3 + 10} {y - high * 0.8} {x1 + 4} {y - high * 0.5} {x1} {y + 10} Z")  # fmt: skip
        seam = (
            f"M {x0 + 14} {y + 14} C {x0 + 10} {y - high * 0.62} {x2 - 22} {y - high + 12} {x2 + 6} "
            f"{y - high + 12} M {x1 - 14} {y + 8} C {x1 - 10} {y - high * 0.46} {x3} {y - high * 0.74} {x3 - 6} {y - high * 0.9}"
        )
        return Part(
            name,
            "strap",
            d,
            strap,
            depth=0.8,
            form="drop",
            lines=(Line(seam, 2, STITCH),),
            lights=(f"M {x2 - 30} {y - high + 30} L {x3 - 20} {y - high + 36}",),
        )

    metal = Paint(shade(spec.parts.get("buckle", "brass")), gloss=0.8)

    def buckle(n: int, x: float, yy: float) -> list[Part]:
        ring = box(x - 26, yy - 32, x + 26, yy + 32, 8) + " " + box(x - 15, yy - 21, x + 15, yy + 21, 4)
        return [
            Part(f"buckle-{n}", "buckle", ring, metal, depth=0.4),
            Part(f"pin-{n}", "buckle", box(x - 3, yy - 26, x + 3, yy + 8, 2), metal, depth=0.3),
        ]

    facts = [("closure", "Slip-On")]
    if kind == "slide":
        parts.append(over("body", 250, 560, 150, 380, 500))
    elif kind == "two-strap":
        parts += [
            over("body", 230, 390, 132, 330, 420),
            *buckle(1, 318, y - 44),
            over("strap-back", 450, 600, 160, 520, 610),
            *buckle(2, 536, y - 62),
        ]
        facts = [("closure", "Buckle")]
    else:
        heel = (
            f"M 800 {y - 30} Q 846 {y - 130} 812 {y - 230} Q 760 {y - 258} 700 {y - 246} L 560 {y - 226} L 566 "
            f"{y - 178} L 706 {y - 196} Q 762 {y - 204} 776 {y - 180} Q 800 {y - 120} 748 {y - 34} Z"
        )
        parts += [
            Part(
                "strap-ankle",
                "strap",
                heel,
                strap,
                depth=0.8,
                lines=(Line(f"M 566 {y - 214} L 700 {y - 234} Q 760 {y - 244} 802 {y - 220}", 2, STITCH),),
            ),
            over("body", 220, 400, 128, 320, 410),
            *buckle(1, 612, y - 208),
        ]
        if kind == "sport":
            mid = f"M 452 {y + 4} L 512 {y - 2} L 604 {y - 190} L 560 {y - 210} Z"
            parts.append(Part("strap-side", "strap", mid, strap, depth=0.8))
        facts = [("closure", "Buckle")]
    return Drawing(_pair(parts, 80, -84), ground="floor", seed=spec.seed, facts=tuple(facts), fill=0.8)
