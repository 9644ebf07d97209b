"""Hoodies and jackets: torsos with hoods, zippers, quilting and pockets."""

from __future__ import annotations

from dataclasses import replace

from data.studio.clothing_tops import (
    STITCH,
    Torso,
    buttons,
    chest_pocket,
    collar_points,
    hem_band,
    hem_stitch,
    inside,
    placed,
    sleeves,
    torso_folds,
)
from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter, shade
from data.studio.shape import AXIS, box, line, polygon, symmetric
from data.studio.spec import Spec

C = AXIS


def zipper(spec: Spec, top: float, bottom: float, cloth: str) -> tuple[Part, ...]:
    """Tape with teeth, and a pull."""
    metal = shade(spec.parts.get("zipper", "silver"))
    tape = Part(
        "zipper",
        "zipper",
        polygon((C - 11, top), (C + 11, top), (C + 11, bottom), (C - 11, bottom)),
        Paint(darker(cloth, 0.3)),
        depth=0.4,
        form="flat",
        lines=(Line(line((C, top + 4), (C, bottom - 4)), 8, "4 3", metal, 1.0),),
    )
    pull = Part("zipper-pull", "zipper", box(C - 7, top + 18, C + 7, top + 62, 6), Paint(metal, gloss=0.8), depth=0.5)
    return tape, pull


def hood(t: Torso, paint: Paint, lining: Paint, open_front: float = 0) -> tuple[Part, ...]:
    """Lying back behind the neck: the outside, and the opening one looks into."""
    y, n = t.top, t.neck
    outer = symmetric(
        f"M {C} {y - 128} C {C - 110} {y - 130} {C - n - 62} {y - 78} {C - n - 52} {y + 6} "
        f"C {C - n - 48} {y + 52} {C - n + 8} {y + 92} {C - 14} {y + 132 + open_front} L {C} {y + 134 + open_front}"
    )
    inner = symmetric(f"M {C} {y - 84} C {C - 78} {y - 84} {C - n - 8} {y - 48} {C - n - 4} {y + 4} "
                      f"C {C - n + 2} {y + 44} {C - n * 0.5} {y + 70} {C} {y + 98 + open_front}")  # fmt: skip
    seam = Line(f"M {C} {y - 128} L {C} {y - 84}", 2, "", None, 0.5)
    rim = symmetric(f"M {C} {y - 96} C {C - 88} {y - 96} {C - n - 24} {y - 54} {C - n - 20} {y + 6} "
                    f"C {C - n - 14} {y + 52} {C - n * 0.5} {y + 84} {C} {y + 114 + open_front}")  # fmt: skip
    return (
        Part(
            "hood",
            "hood",
            outer,
            paint,
            depth=0.9,
            lines=(seam, Line(rim, 2, STITCH)),
            folds=(f"M {C - n - 40} {y + 10} Q {C - n - 8} {y + 84} {C - 30} {y + 116}",),
        ),
        Part(
            "hood-lining",
            "lining",
            inner,
            replace(lining, color=darker(lining.color, 0.28)),
            depth=1.5,
            form="drop",
            folds=(
                f"M {C - 40} {y - 70} Q {C - 62} {y} {C - 22} {y + 70}",
                f"M {C + 44} {y - 66} Q {C + 60} {y} {C + 24} {y + 66}",
            ),
        ),
    )


def drawstrings(t: Torso, color: str, long: float) -> tuple[Part, ...]:
    y = t.top + 104
    d = (
        f"M {C - 44} {y - 14} Q {C - 54} {y + long * 0.5} {C - 46} {y + long} L {C - 36} {y + long} Q {C - 43} "
        f"{y + long * 0.5} {C - 33} {y - 10} Z"
    )
    left = Part("drawstring-left", "drawstring", d, Paint(color), depth=0.6, outline=1.2)
    tip = Part(
        "drawstring-tip-left",
        "drawstring",
        box(C - 47, y + long - 2, C - 35, y + long + 22, 4),
        Paint(shade("silver"), gloss=0.7),
        depth=0.5,
    )
    return left, tip, left.mirror("drawstring-right"), tip.mirror("drawstring-tip-right")


def hoodie(spec: Spec) -> Drawing:
    zipped = spec.silhouette == "zip"
    loose = spec.silhouette == "oversized"
    t = placed(
        spec,
        Torso(
            neck=86,
            neck_depth=90,
            chest=216 if loose else 204,
            hem=204 if loose else 192,
            shoulder=240 if loose else 222,
            drop=60,
            bottom=800,
            top=225,
        ),
    )
    body, rib = spec.paint(), spec.trim("cuff", texture="rib")
    arms = sleeves(t, spec.paint("sleeve"), length=515, width=54 if loose else 49, angle=15, cuff=rib, cuff_height=64, puff=14)
    hood_paint = spec.paint("hood")
    lining = Paint(shade(spec.parts["lining"])) if "lining" in spec.parts else hood_paint.plain()
    lean = spec.rng("drape").uniform(-20, 20)
    parts: list[Part] = [*arms, Part("body", "body", t.outline(), body, folds=torso_folds(t, lean))]
    pocket = symmetric(
        f"M {C} {t.bottom - 250} L {C - 96} {t.bottom - 250} Q {C - 118} {t.bottom - 170} {C - 158} "
        f"{t.bottom - 140} L {C - 158} {t.bottom - 66} L {C} {t.bottom - 56}"
    )
    opening = f"M {C - 92} {t.bottom - 246} Q {C - 112} {t.bottom - 166} {C - 154} {t.bottom - 134}"
    edge = Line(opening, 2, STITCH)
    parts.append(
        Part(
            "pocket",
            "pocket",
            pocket,
            spec.paint("pocket"),
            depth=0.55,
            form="flat",
            folds=(opening,),
            lines=(
                edge,
                Line(polygon((C - 92, t.bottom - 240), (C + 92, t.bottom - 240)), 2, STITCH),
                Line(f"M {C + 92} {t.bottom - 246} Q {C + 112} {t.bottom - 166} {C + 154} {t.bottom - 134}", 2, STITCH),
            ),
        )
    )
    parts.append(Part("hem", "hem", hem_band(t, 62, tuck=10), spec.trim("hem", texture="rib"), depth=0.7))
    if zipped:
        parts += zipper(spec, t.top + 110, t.bottom + 12, body.color)
    parts += hood(t, hood_paint, lining)
    string = shade(spec.parts.get("drawstring", "white")) if "drawstring" in spec.parts else lighter(body.color, 0.55)
    parts += drawstrings(t, string, 150 if not zipped else 120)
    facts = (
        ("hood", "Hooded"),
        ("closure", "Zipper" if zipped else "Pullover"),
        ("pockets", "Kangaroo Pocket"),
        ("sleeve length", "Long Sleeve"),
    )
    return Drawing(tuple(parts), seed=spec.seed, facts=facts)


def _bomber(spec: Spec, t: Torso) -> list[Part]:
    body, rib = spec.paint(), spec.trim("cuff", texture="rib")
    arms = sleeves(t, spec.paint("sleeve"), length=505, width=52, angle=16, cuff=rib, cuff_height=66, puff=20)
    collar = symmetric(f"M {C} {t.top - 30} Q {C - 60} {t.top - 34} {C - t.neck} {t.top - 16} L {C - t.neck - 28} {t.top + 12} "
                       f"Q {C - t.neck * 0.8} {t.top + 70} {C - 6} {t.top + 104} L {C} {t.top + 104}")  # fmt: skip
    slit = polygon((C - 148, t.bottom - 250), (C - 130, t.bottom - 256), (C - 104, t.bottom - 140), (C - 122, t.bottom - 134))
    pocket = Part("pocket-left", "pocket", slit, spec.trim("pocket"), depth=0.6)
    return [
        *arms,
        Part("body", "body", t.outline(), body, folds=torso_folds(t, spec.rng("drape").uniform(-16, 16))),
        pocket,
        pocket.mirror("pocket-right"),
        Part("hem", "hem", hem_band(t, 74, tuck=8), spec.trim("hem", texture="rib"), depth=0.7),
        Part("collar", "collar", collar, spec.trim("collar", texture="rib"), depth=0.8),
        *zipper(spec, t.top + 96, t.bottom + 12, body.color),
    ]


def _trucker(spec: Spec, t: Torso) -> list[Part]:
    body = spec.paint()
    thread = shade("mustard") if spec.look == "denim" else None
    seams = tuple(Line(d, 2.4, STITCH, thread, 0.8) for d in (
        line((C - t.shoulder + 10, t.top + 150), (C + t.shoulder - 10, t.top + 150)),
        line((C - 120, t.top + 260), (C - 84, t.bottom)), line((C + 120, t.top + 260), (C + 84, t.bottom)),
        line((C - 106, t.top + 260), (C - 70, t.bottom)), line((C + 106, t.top + 260), (C + 70, t.bottom))))  # fmt: skip
    arms = sleeves(t, spec.paint("sleeve"), length=525, width=50, angle=14, cuff=spec.paint("cuff"), cuff_height=54)
    ys = tuple(t.top + 118 + k * (t.bottom - t.top - 150) / 5 for k in range(6))
    placket = Part(
        "placket",
        "placket",
        polygon((C - 20, t.top + 66), (C + 20, t.top + 66), (C + 20, t.bottom + 10), (C - 20, t.bottom + 10)),
        body,
        depth=0.5,
        form="flat",
        lines=(
            Line(line((C - 14, t.top + 70), (C - 14, t.bottom)), 2, STITCH, thread),
            Line(line((C + 14, t.top + 70), (C + 14, t.bottom)), 2, STITCH, thread),
        ),
    )
    parts = [inside(t, body.color), *arms, Part("body", "body", t.outline(), body, folds=torso_folds(t), lines=seams), placket]
    for name, x in (("pocket-left", C - 152), ("pocket-right", C + 48)):
        parts += chest_pocket(x, t.top + 152, 104, 108, spec.paint("pocket"), name, flap=True)
    parts.append(
        Part(
            "hem",
            "hem",
            hem_band(t, 52),
            body,
            depth=0.6,
            lines=(Line(line((C - 190, t.bottom - 36), (C + 190, t.bottom - 36)), 2, STITCH, thread),),
        )
    )
    return [
        *parts,
        *buttons(C, ys, 9, shade(spec.parts.get("button", "brass"))),
        *collar_points(t, spec.paint("collar"), fall=100),
    ]


def _puffer(spec: Spec, t: Torso) -> list[Part]:
    body = spec.paint(gloss=0.5)
    rows = [t.top + 120 + k * 84 for k in range(int((t.bottom - t.top - 130) / 84) + 1)]

    def quilted(half: float) -> tuple[tuple[Line, ...], tuple[str, ...], tuple[str, ...]]:
        waves = [f"M {C - half} {y} Q {C - half / 2} {y + 16} {C} {y + 4} Q {C + half / 2} {y + 16} {C + half} {y}" for y in rows]
        glow = tuple(f"M {C - half * 0.8} {y + 34} Q {C - half / 2} {y + 26} {C - 60} {y + 34}" for y in rows)
        return tuple(Line(w, 2.4, "", None, 0.75) for w in waves), tuple(waves), glow

    lines, folds, lights = quilted(330)
    arms = [
        replace(
            p,
            lines=tuple(Line(f"M {C - 420} {y + 6} Q {C - 260} {y - 44} {C - 180} {y + 14}", 2.4, "", None, 0.75) for y in rows),
            folds=tuple(f"M {C - 420} {y + 6} Q {C - 260} {y - 44} {C - 180} {y + 14}" for y in rows),
            fold_width=24,
        )
        for p in sleeves(t, spec.paint("sleeve", gloss=0.5), length=520, width=62, angle=15, puff=36)
    ]
    arms[1] = arms[0].mirror("sleeve-right")
    collar = symmetric(
        f"M {C} {t.top - 74} Q {C - 70} {t.top - 78} {C - t.neck - 10} {t.top - 54} Q {C - t.neck - 20} "
        f"{t.top - 10} {C - t.neck - 24} {t.top + 20} Q {C - 60} {t.top + 86} {C} {t.top + 92}"
    )
    ring = f"M {C - t.neck - 30} {t.top - 18} Q {C} {t.top + 34} {C + t.neck + 30} {t.top - 18}"
    return [
        *arms,
        Part("body", "body", t.outline(), body, lines=lines, folds=folds, lights=lights, fold_width=26),
        Part("collar", "collar", collar, spec.paint("collar", gloss=0.5), lines=(Line(ring, 2.4, "", None, 0.7),), folds=(ring,)),
        *zipper(spec, t.top - 66, t.bottom + 10, body.color),
    ]


def _parka(spec: Spec, t: Torso) -> list[Part]:
    body = spec.paint()
    arms = sleeves(t, spec.paint("sleeve"), length=540, width=56, angle=14, cuff=spec.trim("cuff"), cuff_height=46)
    lining = Paint(shade(spec.parts["lining"])) if "lining" in spec.parts else body.plain()
    flap = Part(
        "storm-flap",
        "placket",
        polygon((C - 28, t.top + 122), (C + 28, t.top + 122), (C + 28, t.bottom + 12), (C - 28, t.bottom + 12)),
        body,
        depth=0.6,
        form="flat",
        lines=(Line(line((C + 21, t.top + 126), (C + 21, t.bottom)), 2, STITCH),),
    )
    ys = tuple(t.top + 170 + k * (t.bottom - t.top - 210) / 4 for k in range(5))
    parts = [
        *arms,
        Part(
            "body",
            "body",
            t.outline(),
            body,
            folds=torso_folds(t, spec.rng("drape").uniform(-16, 16)),
            lines=(hem_stitch(t, 24),),
        ),
        flap,
    ]
    for name, x in (("pocket-left", C - 182), ("pocket-right", C + 62)):
        parts += chest_pocket(x, t.bottom - 250, 120, 140, spec.paint("pocket"), name, flap=True)
    parts += [*buttons(C, ys, 9, shade(spec.parts.get("button", "gunmetal"))), *hood(t, spec.paint("hood"), lining)]
    return parts + list(drawstrings(t, darker(body.color, 0.3), 96))


def jacket(spec: Spec) -> Drawing:
    kind = spec.silhouette
    shape = {
        "bomber": Torso(neck=82, neck_depth=96, chest=212, hem=196, shoulder=224, drop=56, bottom=780),
        "trucker": Torso(neck=82, neck_depth=70, chest=200, hem=180, shoulder=216, bottom=760),
        "puffer": Torso(neck=86, neck_depth=60, chest=226, hem=214, shoulder=228, drop=54, bottom=800),
        "parka": Torso(neck=88, neck_depth=96, chest=208, hem=220, shoulder=220, bottom=880, top=225),
    }[kind]  # fmt: skip
    t = placed(spec, shape)
    parts = {"bomber": _bomber, "trucker": _trucker, "puffer": _puffer, "parka": _parka}[kind](spec, t)
    closure = "Buttons" if kind == "trucker" else "Snaps" if kind == "parka" else "Zipper"
    pockets = {"bomber": "Side Pockets", "trucker": "Two Flap Pockets", "parka": "Two Flap Pockets"}.get(kind)
    facts = [("closure", closure), ("sleeve length", "Long Sleeve")]
    facts += [("pockets", pockets)] if pockets else []
    facts += [("hood", "Hooded")] if kind == "parka" else []
    return Drawing(tuple(parts), seed=spec.seed, facts=tuple(facts))
