"""Dresses, skirts, trousers, jeans and shorts."""

from __future__ import annotations

from dataclasses import replace

from data.studio.clothing_tops import STITCH, Torso, buttons, collar_points, inside, sleeves
from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter, shade
from data.studio.shape import AXIS, box, line, polygon, symmetric
from data.studio.spec import Spec

C = AXIS


def _flare(
    spec: Spec, waist: float, hem: float, top: float, bottom: float, waves: int
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A skirt's outline with a waving hem, its folds and the light on its ridges."""
    rng = spec.rng("hem")
    depth = 9 if waves else 0
    count = max(2, waves)
    step = hem / count
    edge = "".join(
        (
            f"Q {C - hem + step * (k + 0.5):.0f} {bottom + (depth if k % 2 else -depth) + 8:.0f} "
            f"{C - hem + step * (k + 1):.0f} {bottom + 8:.0f} "
        )
        for k in range(count)
    )
    d = symmetric(
        f"M {C} {top} L {C - waist} {top} C {C - waist - (hem - waist) * 0.45} {top + (bottom - top) * 0.28} "
        f"{C - hem + 8} {bottom - 140} {C - hem} {bottom} {edge}"
    )
    folds, lights = [], []
    for k in range(-count + 1, count):
        x = C + step * k + rng.uniform(-6, 6)
        start = top + (bottom - top) * rng.uniform(0.12, 0.5)
        folds.append(
            f"M {C + (x - C) * (0.5 + 0.35 * (start - top) / (bottom - top))} {start} Q {C + (x - C) * 0.84} "
            f"{(start + bottom) / 2} {x} {bottom + 4}"
        )
        lights.append(f"M {C + (x - C) * 0.72 + step * 0.4} {start + 90} L {x + step * 0.45} {bottom - 6}")
    return d, tuple(folds), tuple(lights)


def dress(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    long = {"slip": 900, "maxi": 950, "shirt dress": 860}.get(kind, 820) + rng.uniform(-18, 18)
    hem = {"slip": 190, "maxi": 285, "shirt dress": 215, "skater": 292, "wrap": 240}[kind] + rng.uniform(-14, 14)
    waist = 132 if kind in ("skater", "wrap", "maxi") else 150
    wy = 440
    body = spec.paint()
    bust = 158
    v = kind in ("wrap", "slip", "maxi")
    neck = 96 if kind != "shirt dress" else 76
    t = Torso(
        neck=neck,
        neck_depth=120 if v else 70,
        shoulder=150 if kind in ("skater", "maxi") else 178,
        chest=bust,
        hem=waist,
        top=120,
        drop=22 if kind == "skater" else 34,
        armpit=275,
        bottom=wy,
        v=v,
        hem_curve=0,
    )
    parts: list[Part] = []
    facts = []
    skirt_d, folds, lights = _flare(spec, waist, hem, wy - 6, long, {"slip": 3, "shirt dress": 3, "wrap": 4}.get(kind, 6))
    if kind == "slip":
        top = symmetric(
            f"M {C} 262 Q {C - 50} 214 {C - 104} 176 Q {C - 128} 240 {C - 150} 286 C {C - 140} 360 "
            f"{C - waist - 4} 400 {C - waist} {wy} L {C} {wy + 2}"
        )
        strap = Part(
            "strap-left",
            "strap",
            f"M {C - 110} 182 Q {C - 100} 130 {C - 84} 88 L {C - 75} 90 Q {C - 92} 132 {C - 98} 186 Z",
            spec.trim("strap"),
            depth=0.5,
        )
        back = Part(
            "inside",
            "lining",
            symmetric(f"M {C} 214 Q {C - 70} 206 {C - 104} 178 L {C - 90} 230 L {C} 280"),
            Paint(darker(body.color, 0.32)),
            form="drop",
        )
        parts += [back, strap, strap.mirror("strap-right")]
        facts = [("neckline", "V-Neck"), ("sleeve length", "Sleeveless")]
    else:
        top = t.outline()
        parts.append(inside(t, body.color))
        if kind in ("shirt dress", "wrap"):
            short = kind == "shirt dress"
            parts += sleeves(
                t,
                spec.paint("sleeve"),
                length=150 if short else 330,
                width=62 if short else 54,
                angle=30 if short else 24,
                puff=0 if short else 16,
            )
        facts = [("neckline", "V-Neck" if v else "Collared" if kind == "shirt dress" else "Crew Neck"),
                 ("sleeve length", {"shirt dress": "Short Sleeve", "wrap": "Long Sleeve"}.get(kind, "Sleeveless"))]  # fmt: skip
    parts.append(Part("skirt", "skirt", skirt_d, body, folds=folds, lights=lights, fold_width=17, depth=0.8))
    dart = (f"M {C - 96} 300 Q {C - 84} 370 {C - 88} {wy}", f"M {C + 92} 306 Q {C + 80} 370 {C + 84} {wy}")
    parts.append(Part("body", "body", top, body, folds=dart, depth=0.8))
    if kind == "wrap":
        cross = f"M {C + 92} {t.top + 10} Q {C + 30} 300 {C - waist + 6} {wy - 20}"
        parts[-1] = replace(parts[-1], folds=(*dart, cross), lines=(Line(cross, 2.6, "", None, 0.7),))
        parts[-2] = replace(
            parts[-2],
            folds=(*folds, f"M {C - 60} {wy} Q {C + 60} {wy + 220} {C + 70} {long}"),
            lines=(Line(f"M {C - 70} {wy} Q {C + 40} {wy + 200} {C + 66} {long + 10}", 2.6, "", None, 0.7),),
        )
    if kind in ("wrap", "shirt dress", "maxi"):
        belt = symmetric(f"M {C} {wy - 26} L {C - waist - 3} {wy - 26} L {C - waist - 4} {wy + 10} L {C} {wy + 14}")
        parts.append(Part("belt", "belt", belt, spec.trim("belt"), depth=0.8))
        if kind == "wrap":
            for n, (dx, dy) in enumerate(((-46, 150), (-14, 178))):
                d = polygon(
                    (C - waist + 30, wy - 8),
                    (C - waist + 46, wy - 10),
                    (C - waist + 62 + dx, wy + dy),
                    (C - waist + 36 + dx, wy + dy + 6),
                )
                parts.append(Part(f"tie-{n + 1}", "belt", d, spec.trim("belt"), depth=0.8))
        facts.append(("belt", "Belted"))
    if kind == "shirt dress":
        ys = tuple(190 + k * 62 for k in range(10) if 190 + k * 62 < long - 60)
        parts += [*buttons(C, ys, 7.5, lighter(body.color, 0.6)), *collar_points(t, spec.paint("collar"))]
        facts.append(("closure", "Buttons"))
    length = "Maxi" if kind == "maxi" else "Midi" if kind in ("slip", "shirt dress", "wrap") else "Knee Length"
    return Drawing(tuple(parts), seed=spec.seed, facts=(*facts, ("length", length)))


def skirt(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    top, waist = 230, 168 + rng.uniform(-8, 8)
    bottom = {"mini": 610, "midi": 830, "pencil": 760, "pleated": 770}[kind] + rng.uniform(-20, 20)
    hem = {"mini": 275, "midi": 318, "pencil": 190, "pleated": 300}[kind] + rng.uniform(-12, 12)
    body = spec.paint()
    d, folds, lights = _flare(spec, waist, hem, top, bottom, {"mini": 3, "midi": 6, "pencil": 0, "pleated": 8}[kind])
    lines: tuple[Line, ...] = ()
    if kind == "pencil":
        hips = 222
        d = symmetric(
            f"M {C} {top} L {C - waist} {top} C {C - hips} {top + 130} {C - hips} {top + 220} {C - hem} {bottom} "
            f"L {C} {bottom + 6}"
        )
        folds = (
            f"M {C - 150} {top + 60} Q {C - 60} {top + 110} {C + 20} {top + 96}",
            f"M {C + 120} {bottom - 40} Q {C + 90} {bottom - 200} {C + 130} {bottom - 320}",
        )
        lights = ()
        lines = (
            Line(line((C + 6, bottom), (C + 6, bottom - 150)), 2.6, "", None, 0.7),
            Line(line((C - hem, bottom - 20), (C + hem, bottom - 16)), 2, STITCH),
        )
    if kind == "pleated":
        step = 2 / 17
        xs = [(-1 + step * (k + 0.5)) for k in range(17)]
        lines = tuple(Line(line((C + x * waist, top + 40), (C + x * hem, bottom + 16)), 2.4, "", None, 0.65) for x in xs)
        folds = tuple(line((C + x * waist + 5, top + 60), (C + x * hem + 9, bottom)) for x in xs)
        lights = ()
    if kind == "mini":
        lines = (
            Line(line((C, top + 40), (C, bottom + 10)), 2.4, "", None, 0.6),
            Line(line((C - hem, bottom - 14), (C + hem, bottom - 14)), 2, STITCH),
        )
    band = symmetric(
        f"M {C} {top - 6} L {C - waist + 3} {top - 6} L {C - waist - 2} {top + 42} Q {C - 60} {top + 50} {C} {top + 50}"
    )
    parts = [
        Part(
            "body",
            "body",
            d,
            body,
            folds=folds,
            lights=lights,
            lines=lines,
            fold_width=10 if kind == "pleated" else 17,
            depth=0.85,
        ),
        Part(
            "waistband",
            "waistband",
            band,
            spec.trim("waistband"),
            depth=0.7,
            lines=(Line(line((C - waist, top + 38), (C + waist, top + 38)), 2, STITCH),),
        ),
    ]
    facts = [("length", {"mini": "Mini", "pencil": "Knee Length"}.get(kind, "Midi"))]
    if kind == "mini":
        parts += buttons(
            C, tuple(top + 22 + k * (bottom - top - 60) / 5 for k in range(6)), 12, shade(spec.parts.get("button", "brass"))
        )
        facts.append(("closure", "Buttons"))
    return Drawing(tuple(parts), seed=spec.seed, fill=0.78, facts=tuple(facts))


def _legs(waist: float, hip: float, hem: float, top: float, crotch: float, bottom: float, gap: float, knee: float) -> str:
    mid = (crotch + bottom) / 2
    inner = gap + hem
    return symmetric(
        f"M {C} {top + 6} L {C - waist} {top} C {C - hip + 4} {top + 90} {C - hip} {crotch - 90} {C - hip} {crotch - 20} "
        f"C {C - hip - 2} {mid - 90} {C - inner - knee} {mid} {C - inner - hem} {bottom} L {C - inner + hem} {bottom + 4} "
        f"C {C - inner + knee + hem * 0.1} {mid} {C - 24} {crotch + 120} {C} {crotch}"
    )


def _trousers(
    spec: Spec,
    *,
    waist: float,
    hip: float,
    hem: float,
    gap: float,
    knee: float,
    bottom: float,
    rise: float = 250,
    denim: bool = False,
    drawn: bool = False,
    cuffed: bool = False,
    crease: bool = False,
    cargo: bool = False,
) -> Drawing:
    rng = spec.rng()
    top, crotch = 120.0, 120 + rise
    hem, hip, bottom = hem + rng.uniform(-5, 5), hip + rng.uniform(-6, 6), bottom + rng.uniform(-14, 14)
    body = spec.paint()
    thread = shade("mustard") if denim and spec.color not in ("black", "white") else None
    cx = C - gap - hem
    mid = (crotch + bottom) / 2
    lines = [
        Line(f"M {C} {top + 50} L {C} {crotch}", 2.4, "", None, 0.7),
        Line(
            f"M {C + 30} {top + 54} L {C + 30} {crotch - 90} Q {C + 28} {crotch - 50} {C + 2} {crotch - 40}",
            2,
            STITCH,
            thread,
            0.8,
        ),
    ]
    pocket = f"M {C - waist * 0.52} {top + 48} Q {C - waist * 0.6} {top + 118} {C - hip - 4} {top + 132}"
    for d in (pocket, symmetric(pocket).split(" L ")[0]):
        lines.append(Line(d, 2.4, "" if not denim else STITCH, thread, 0.8))
    mirrored_pocket = f"M {C + waist * 0.52} {top + 48} Q {C + waist * 0.6} {top + 118} {C + hip + 4} {top + 132}"
    lines.append(Line(mirrored_pocket, 2.4, "" if not denim else STITCH, thread, 0.8))
    short = bottom < 640
    folds = [
        f"M {C - 8} {crotch - 10} Q {C - 60} {crotch - 6} {C - 104} {crotch - 46}",
        f"M {C + 8} {crotch - 6} Q {C + 60} {crotch} {C + 108} {crotch - 40}",
    ]
    if not short:
        folds += [
            f"M {cx - 40} {mid + 30} Q {cx} {mid + 50} {cx + 34} {mid + 26}",
            f"M {2 * C - cx + 42} {mid + 16} Q {2 * C - cx} {mid + 40} {2 * C - cx - 36} {mid + 22}",
            f"M {cx - 24} {bottom - 50} Q {cx} {bottom - 34} {cx + 26} {bottom - 54}",
            f"M {2 * C - cx - 24} {bottom - 44} Q {2 * C - cx} {bottom - 30} {2 * C - cx + 24} {bottom - 50}",
        ]
    if crease:
        for x in (cx, 2 * C - cx):
            lines.append(Line(f"M {C + (x - C) * 0.86} {top + 90} Q {x} {mid} {x} {bottom}", 2.2, "", None, 0.6))
    if not cuffed:
        up = bottom - 18
        lines += [
            Line(line((cx - hem - 6, up), (cx + hem + 6, up + 4)), 2, STITCH, thread, 0.7),
            Line(line((2 * C - cx - hem - 6, up + 4), (2 * C - cx + hem + 6, up)), 2, STITCH, thread, 0.7),
        ]
    wash: tuple[str, ...] = ()
    if denim and not short:
        wash = tuple(f"M {x} {top + 190} L {x + (6 if x > C else -6)} {mid + 60}" for x in (cx + 10, 2 * C - cx - 10))
    parts = [
        Part(
            "inside",
            "lining",
            symmetric(f"M {C} {top - 8} L {C - waist + 10} {top - 4} L {C - waist} {top + 20} L {C} {top + 26}"),
            Paint(darker(body.color, 0.35)),
        ),
        Part(
            "body",
            "body",
            _legs(waist, hip, hem, top, crotch, bottom, gap, knee),
            body,
            folds=tuple(folds),
            lights=wash,
            lines=tuple(lines),
            fold_width=34 if wash else 16,
        ),
    ]
    if wash:
        parts[-1] = replace(parts[-1], fold_width=20)
    facts: list[tuple[str, str]] = [("pockets", "Side Pockets")]
    if cuffed:
        cuff = Part(
            "cuff-left",
            "cuff",
            polygon(
                (cx - hem - 5, bottom - 44), (cx + hem + 5, bottom - 40), (cx + hem - 4, bottom + 8), (cx - hem + 4, bottom + 4)
            ),
            spec.trim("cuff", texture="rib"),
            depth=0.7,
        )
        parts += [cuff, cuff.mirror("cuff-right")]
        facts.append(("fit", "Tapered"))
    if cargo:
        for name, x in (("cargo-left", C - hip - 6), ("cargo-right", C + hip - 84)):
            d = box(x, mid - 100 if not short else crotch - 60, x + 90, mid + 10 if not short else crotch + 40, 8)
            flap = box(x - 3, mid - 106 if not short else crotch - 66, x + 93, mid - 72 if not short else crotch - 34, 6)
            parts += [
                Part(name, "pocket", d, spec.paint("pocket"), depth=0.6, form="flat"),
                Part(f"{name}-flap", "flap", flap, spec.paint("pocket"), depth=0.8, form="flat"),
            ]
        facts.append(("pockets", "Cargo Pockets"))
    band = symmetric(
        f"M {C} {top + 2} L {C - waist - 1} {top - 4} L {C - waist - 3} {top + 44} Q {C - 60} {top + 54} {C} {top + 54}"
    )
    elastic = (
        tuple(Line(line((x, top + 4), (x, top + 48)), 2, "", None, 0.4) for x in range(int(C - waist + 8), int(C + waist), 12))
        if drawn
        else ()
    )
    parts.append(
        Part(
            "waistband",
            "waistband",
            band,
            spec.trim("waistband", texture=spec.look if not drawn else "rib"),
            depth=0.7,
            lines=elastic or (Line(line((C - waist, top + 40), (C + waist, top + 40)), 2, STITCH, thread),),
        )
    )
    if drawn:
        cord = Part(
            "drawstring-left",
            "drawstring",
            (
                f"M {C - 16} {top + 34} Q {C - 36} {top + 90} {C - 28} {top + 150} L {C - 19} {top + 150} Q {C - 26} "
                f"{top + 90} {C - 6} {top + 38} Z"
            ),
            Paint(shade(spec.parts["drawstring"]) if "drawstring" in spec.parts else lighter(body.color, 0.6)),
            depth=0.5,
        )
        parts += [cord, cord.mirror("drawstring-right")]
        facts.append(("closure", "Drawstring"))
    else:
        for n, x in enumerate((C - waist * 0.62, C + waist * 0.62)):
            parts.append(Part(f"loop-{n + 1}", "belt loop", box(x - 8, top - 8, x + 8, top + 56, 3), body, depth=0.6))
        parts += buttons(C, (top + 28,), 10, shade(spec.parts.get("button", "brass" if denim else "brown")))
        facts.append(("closure", "Button and Zip Fly"))
    return Drawing(tuple(parts), seed=spec.seed, fill=0.86 if not short else 0.72, facts=tuple(facts))


def trousers(spec: Spec) -> Drawing:
    shape = {
        "chino": {"waist": 150, "hip": 186, "hem": 62, "gap": 34, "knee": 74, "bottom": 880, "crease": False},
        "tailored": {"waist": 146, "hip": 182, "hem": 62, "gap": 32, "knee": 74, "bottom": 890, "crease": True},
        "wide leg": {"waist": 140, "hip": 184, "hem": 104, "gap": 18, "knee": 92, "bottom": 890, "crease": True},
        "jogger": {"waist": 152, "hip": 194, "hem": 46, "gap": 52, "knee": 74, "bottom": 860, "drawn": True, "cuffed": True},
        "cargo": {"waist": 154, "hip": 196, "hem": 72, "gap": 36, "knee": 86, "bottom": 870, "cargo": True},
    }[spec.silhouette]  # fmt: skip
    return _trousers(spec, **shape)  # type: ignore[arg-type]


def jeans(spec: Spec) -> Drawing:
    shape = {
        "slim": {"waist": 146, "hip": 176, "hem": 52, "gap": 42, "knee": 64},
        "straight": {"waist": 150, "hip": 184, "hem": 68, "gap": 30, "knee": 76},
        "wide": {"waist": 148, "hip": 190, "hem": 98, "gap": 18, "knee": 90},
        "flare": {"waist": 140, "hip": 174, "hem": 98, "gap": 20, "knee": 44},
    }[spec.silhouette]
    return _trousers(spec, **shape, bottom=885, denim=True)  # type: ignore[arg-type]


def shorts(spec: Spec) -> Drawing:
    shape = {
        "chino": {"waist": 170, "hip": 214, "hem": 104, "gap": 24, "knee": 108, "bottom": 590, "rise": 260},
        "athletic": {"waist": 172, "hip": 222, "hem": 116, "gap": 18, "knee": 116, "bottom": 540, "rise": 250, "drawn": True},
        "denim": {"waist": 164, "hip": 206, "hem": 100, "gap": 20, "knee": 102, "bottom": 520, "rise": 250, "denim": True},
        "cargo": {"waist": 172, "hip": 218, "hem": 110, "gap": 22, "knee": 112, "bottom": 620, "rise": 260, "cargo": True},
    }[spec.silhouette]  # fmt: skip
    return _trousers(spec, **shape)  # type: ignore[arg-type]
