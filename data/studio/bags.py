"""Backpacks and totes, from the front."""

from __future__ import annotations

from data.studio.clothing_tops import STITCH
from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter, shade
from data.studio.shape import AXIS, box, line, polygon, symmetric
from data.studio.spec import Spec

C = AXIS


def _zip(name: str, d: str, cloth: str, metal: str) -> tuple[Line, ...]:
    return (Line(d, 11, "", darker(cloth, 0.45), 0.9), Line(d, 5, "4 3", metal, 1.0))


def _pull(name: str, x: float, y: float, metal: str) -> Part:
    return Part(name, "zipper", box(x - 6, y, x + 6, y + 44, 6), Paint(metal, gloss=0.7), depth=0.5)


def backpack(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    body = spec.paint()
    wide = {"daypack": 228, "rolltop": 210, "flap": 220, "mini": 205}[kind] + rng.uniform(-10, 10)
    top, bottom = (230.0, 850.0) if kind != "mini" else (330.0, 800.0)
    metal = shade(spec.parts.get("zipper", spec.parts.get("buckle", "gunmetal")))
    strap = spec.trim("strap", texture="woven")
    if "strap" not in spec.parts:
        strap = Paint(darker(body.color, 0.3), texture="woven")
    loop = Part(
        "handle",
        "handle",
        (
            f"M {C - 62} {top + 16} Q {C - 66} {top - 78} {C} {top - 80} Q {C + 66} {top - 78} {C + 62} {top + 16} L "
            f"{C + 38} {top + 16} Q {C + 40} {top - 54} {C} {top - 55} Q {C - 40} {top - 54} {C - 38} {top + 16} Z"
        ),
        strap,
    )
    side = Part(
        "strap-left",
        "strap",
        f"M {C - 130} {top + 40} Q {C - wide - 54} {top + 90} {C - wide - 62} {(top + bottom) / 2} Q "
        f"{C - wide - 60} {bottom - 130} {C - wide + 14} {bottom - 60} "
        f"L {C - wide + 26} {bottom - 110} Q {C - wide - 22} {bottom - 170} {C - wide - 20} {(top + bottom) / 2} "
        f"Q {C - wide - 14} {top + 130} {C - 90} {top + 60} Z",
        strap,
    )
    shell = symmetric(
        f"M {C} {top} C {C - 110} {top - 4} {C - wide + 24} {top + 26} {C - wide + 8} {top + 160} Q "
        f"{C - wide - 10} {bottom - 220} {C - wide} {bottom - 70} Q {C - wide} {bottom} {C - wide + 70} {bottom} "
        f"L {C} {bottom + 4}"
    )
    parts: list[Part] = [loop, side, side.mirror("strap-right")]
    arch = (
        f"M {C - wide + 34} {bottom - 300} C {C - wide + 34} {top + 130} {C - wide + 40} {top + 44} {C} "
        f"{top + 42} C {C + wide - 40} {top + 44} {C + wide - 34} {top + 130} {C + wide - 34} {bottom - 300}"
    )
    folds = (
        f"M {C - wide + 30} {bottom - 60} Q {C - wide + 60} {bottom - 140} {C - wide + 40} {bottom - 240}",
        f"M {C + wide - 40} {bottom - 40} Q {C + wide - 70} {bottom - 160} {C + wide - 44} {bottom - 260}",
    )
    facts: list[tuple[str, str]] = []
    pocket_top = bottom - 290 if kind != "mini" else bottom - 220
    pocket = symmetric(
        f"M {C} {pocket_top} L {C - wide + 74} {pocket_top} Q {C - wide + 38} {pocket_top} {C - wide + 36} "
        f"{pocket_top + 50} L {C - wide + 34} {bottom - 60} Q {C - wide + 40} {bottom - 26} {C - wide + 84} "
        f"{bottom - 24} L {C} {bottom - 22}"
    )
    zip_line = f"M {C - wide + 56} {pocket_top + 42} Q {C} {pocket_top + 34} {C + wide - 56} {pocket_top + 42}"
    front = Part(
        "pocket",
        "pocket",
        pocket,
        spec.paint("pocket"),
        depth=0.9,
        lines=(
            *_zip("pocket", zip_line, body.color, metal),
            Line(f"M {C - wide + 50} {bottom - 40} L {C + wide - 50} {bottom - 40}", 2, STITCH),
        ),
    )
    if kind in ("daypack", "mini"):
        parts += [
            Part("body", "body", shell, body, folds=folds, lines=_zip("main", arch, body.color, metal)),
            front,
            _pull("zipper-pull", C + wide - 90, pocket_top + 40, metal),
            _pull("zipper-pull-top", C - 90, top + 46, metal),
        ]
        facts = [("closure", "Zipper"), ("pockets", "Front Pocket")]
    elif kind == "rolltop":
        roll = symmetric(
            f"M {C} {top - 20} L {C - wide + 30} {top - 22} Q {C - wide + 6} {top + 8} {C - wide + 20} {top + 42} "
            f"L {C} {top + 46}"
        )
        straps = Part(
            "strap-center",
            "strap",
            polygon((C - 17, top - 26), (C + 17, top - 26), (C + 17, top + 250), (C - 17, top + 250)),
            strap,
            depth=0.6,
        )
        clip = Part(
            "buckle",
            "buckle",
            box(C - 30, top + 150, C + 30, top + 196, 8),
            Paint(metal, gloss=0.6),
            lines=(Line(line((C - 16, top + 173), (C + 16, top + 173)), 5),),
        )
        parts += [
            Part("body", "body", shell, body, folds=folds),
            front,
            Part(
                "rolltop",
                "flap",
                roll,
                body,
                depth=1.1,
                form="drop",
                folds=(f"M {C - wide + 20} {top + 12} L {C + wide - 20} {top + 12}",),
            ),
            straps,
            clip,
        ]
        facts = [("closure", "Roll-Top"), ("pockets", "Front Pocket")]
    else:
        cover = symmetric(
            f"M {C} {top - 8} C {C - 120} {top - 10} {C - wide + 10} {top + 20} {C - wide + 2} {top + 120} L "
            f"{C - wide + 6} {top + 270} Q {C - wide + 10} {top + 320} {C - wide + 66} {top + 322} L {C} {top + 326}"
        )
        edge = (
            f"M {C - wide + 20} {top + 270} Q {C - wide + 22} {top + 306} {C - wide + 70} {top + 308} L "
            f"{C + wide - 70} {top + 308} Q {C + wide - 22} {top + 306} {C + wide - 20} {top + 270}"
        )
        parts += [
            Part("body", "body", shell, body, folds=folds),
            front,
            Part(
                "flap",
                "flap",
                cover,
                spec.paint("flap"),
                form="drop",
                lines=(Line(edge, 2, STITCH),),
                lights=(f"M {C - 120} {top + 40} Q {C} {top + 20} {C + 100} {top + 40}",),
            ),
        ]
        for n, x in enumerate((C - 104, C + 104)):
            parts.append(
                Part(
                    f"strap-front-{n + 1}",
                    "strap",
                    box(x - 19, top + 210, x + 19, pocket_top + 130, 6),
                    strap,
                    depth=0.7,
                    lines=(Line(box(x - 13, top + 216, x + 13, pocket_top + 124, 4), 1.8, STITCH, lighter(strap.color, 0.4)),),
                )
            )
            ring = (
                box(x - 30, pocket_top + 20, x + 30, pocket_top + 66, 6)
                + " "
                + box(x - 19, pocket_top + 30, x + 19, pocket_top + 56, 3)
            )
            parts.append(
                Part(f"buckle-{n + 1}", "buckle", ring, Paint(shade(spec.parts.get("buckle", "brass")), gloss=0.8), depth=0.3)
            )
        facts = [("closure", "Buckle"), ("pockets", "Front Pocket")]
    return Drawing(tuple(parts), ground="floor", seed=spec.seed, facts=tuple(facts), fill=0.8)


def tote(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    body = spec.paint(gloss=0.4 if spec.look == "leather" else 0)
    wide = {"shopper": 262, "structured": 250, "bucket": 190, "beach": 310}[kind] + rng.uniform(-12, 12)
    top, bottom = (430.0, 860.0) if kind != "bucket" else (400.0, 850.0)
    low = wide * {"structured": 1.08, "bucket": 1.12, "beach": 0.8, "shopper": 0.96}[kind]
    strap = spec.trim("handle", texture="leather" if spec.look == "leather" or "handle" in spec.parts else spec.look, gloss=0.3)
    reach, inner = (120, 24) if kind != "beach" else (150, 28)
    high = top - 290 - rng.uniform(0, 40) if kind != "structured" else top - 200
    arch = (
        f"M {C - reach - inner / 2} {top + 90} L {C - reach - inner / 2 + 4} {top} C {C - reach} {high + 30} "
        f"{C - 70} {high - 20} {C} {high - 20} C {C + 70} {high - 20} {C + reach} {high + 30} "
        f"{C + reach + inner / 2 - 4} {top} L {C + reach + inner / 2} {top + 90} "
        f"L {C + reach - inner / 2} {top + 90} L {C + reach - inner / 2 - 4} {top} C {C + reach - inner} "
        f"{high + 60} {C + 60} {high + 10} {C} {high + 10} C {C - 60} {high + 10} {C - reach + inner} {high + 60} "
        f"{C - reach + inner / 2 + 4} {top} L {C - reach + inner / 2} {top + 90} Z"
    )
    handle = Part("handle", "handle", arch, strap, depth=0.7)
    mouth = symmetric(f"M {C} {top - 26} Q {C - wide * 0.6} {top - 26} {C - wide} {top} L {C} {top + 20}")
    shell = symmetric(
        f"M {C} {top + 10} Q {C - wide * 0.5} {top + 10} {C - wide} {top} Q {C - (wide + low) / 2 - 6} "
        f"{(top + bottom) / 2} {C - low} {bottom - 24} Q {C - low + 4} {bottom} {C - low + 34} {bottom} L {C} {bottom + 6}"
    )
    folds = (
        f"M {C - wide * 0.8} {top + 60} Q {C - wide * 0.5} {top + 200} {C - wide * 0.66} {bottom - 40}",
        f"M {C + wide * 0.7} {top + 110} Q {C + wide * 0.5} {top + 220} {C + wide * 0.74} {bottom - 70}",
        f"M {C - reach} {top + 100} Q {C - 60} {top + 190} {C + 10} {top + 200}",
    )
    hem = Line(f"M {C - wide} {top + 34} Q {C} {top + 46} {C + wide} {top + 34}", 2, STITCH)
    parts = [
        handle.move("handle-back", 0, -26, dim=0.2),
        Part("inside", "lining", mouth, Paint(darker(body.color, 0.42)), form="drop"),
        Part("body", "body", shell, body, folds=folds if kind != "structured" else folds[1:2], lines=(hem,)),
    ]
    if "base" in spec.parts:
        y = bottom - 120
        grow = wide + (low - wide) * 0.75 + 6
        base = symmetric(
            f"M {C} {y + 8} L {C - grow} {y} L {C - low} {bottom - 24} Q {C - low + 4} {bottom} {C - low + 34} "
            f"{bottom} L {C} {bottom + 6}"
        )
        parts.append(
            Part(
                "base",
                "base",
                base,
                spec.trim("base", texture="leather"),
                depth=0.7,
                lines=(Line(line((C - grow, y + 14), (C, y + 20), (C + grow, y + 14)), 2, STITCH),),
            )
        )
    parts.append(handle)
    for n, x in enumerate((C - reach, C + reach)):
        if kind in ("structured", "bucket"):
            patch = polygon((x - 26, top + 70), (x + 26, top + 70), (x + 26, top + 118), (x, top + 142), (x - 26, top + 118))
            parts.append(
                Part(
                    f"patch-{n + 1}",
                    "handle",
                    patch,
                    strap,
                    depth=0.6,
                    lines=(
                        Line(line((x, top + 104), (x + 0.1, top + 104)), 13, "", shade(spec.parts.get("buckle", "brass")), 1),
                    ),
                )
            )
        else:
            stitched = polygon((x - 10, top + 50), (x + 10, top + 84), (x - 10, top + 84), (x + 10, top + 50))
            parts.append(
                Part(
                    f"tack-{n + 1}",
                    "handle",
                    box(x - inner / 2 - 1, top + 42, x + inner / 2 + 1, top + 94),
                    strap,
                    depth=0.5,
                    lines=(Line(stitched, 1.8, "", None, 0.6),),
                )
            )
    facts = [("closure", "Open Top")]
    if kind == "shopper" and rng.random() < 0.7:
        parts.append(
            Part(
                "pocket",
                "pocket",
                box(C - 84, top + 170, C + 84, top + 330, 6),
                spec.paint("pocket"),
                depth=0.6,
                form="flat",
                lines=(Line(box(C - 77, top + 177, C + 77, top + 323, 4), 2, STITCH),),
            )
        )
        facts.append(("pockets", "Front Pocket"))
    return Drawing(tuple(parts), ground="floor", seed=spec.seed, facts=tuple(facts), fill=0.82)
