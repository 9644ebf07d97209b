"""The upper half of dresses: bodices with and without sleeves, their straps, and the seam at the waist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from data.studio.drawing import Line, Part
from data.studio.shape import line
from data.studio.spec import Spec
from data.studio.things.closures import cloth
from data.studio.things.lapels import neck_inside
from data.studio.things.outer_body import dimmed, far_armholes
from data.studio.things.outer_cut import STITCH, C, Cut, Neckline, joined
from data.studio.things.outer_sleeves import Limb, Pose, Sleeve, limb, poses, sleeves
from data.studio.things.skirt_cloth import Fall, flared

NECKS: Mapping[Neckline, str] = {"round": "Crew Neck", "v": "V-Neck", "square": "Square Neck", "sweetheart": "Sweetheart"}
_DEPTHS: Mapping[Neckline, tuple[float, float]] = {
    "round": (52, 96),
    "v": (110, 160),
    "square": (84, 116),
    "sweetheart": (104, 126),
}
_NECKS: Mapping[Neckline, tuple[float, float]] = {"round": (64, 84), "v": (66, 84), "square": (76, 90), "sweetheart": (80, 92)}


def bodice_cut(
    rng: Random, sleeve: str, waist_y: float, neckline: Neckline = "round", *, neck: float = 0, dip: float = 0, wide: float = 1.0
) -> Cut:
    """A fitted bodice that ends at the waist; narrow at the shoulders where the sleeve (as records name it) is short or none."""
    bare = sleeve in ("Sleeveless", "Cap Sleeve")
    shoulder = rng.uniform(104, 124) if bare else rng.uniform(134, 148)
    waist, chest = rng.uniform(102, 120) * wide, rng.uniform(130, 148) * wide
    return Cut(
        top=110, neck=min(neck or rng.uniform(*_NECKS[neckline]), shoulder - 26), slope=rng.uniform(26, 36), shoulder=shoulder,
        armpit=rng.uniform(254, 278), chest=chest, waist=waist * 1.03, waist_y=(waist_y + 342) / 2, hem=waist, bottom=waist_y,
        hem_curve=4, dip=dip or rng.uniform(*_DEPTHS[neckline]), neckline=neckline,
    )  # fmt: skip


def upper(spec: Spec, cut: Cut, sleeve: str, *, puff: float = 0, cuffed: bool = False, darts: bool = True) -> list[Part]:
    """Inside, bodice and sleeves; from behind the neckline is shallow and a seam runs down the middle."""
    rng, back = spec.rng("back"), spec.view == "other"
    seen = replace(cut, dip=min(cut.dip, rng.uniform(14, 40)), neckline="round") if back else cut
    seam = (Line(line((C, seen.top + seen.dip), (C, cut.bottom)), 2, "", None, 0.5),) if back else ()
    parts: list[Part] = [] if back else [neck_inside(spec, seen, dim=0.34)]
    if sleeve == "Sleeveless":
        parts += far_armholes(spec, seen, 0.36)
    parts.append(_bodice(spec, seen, (neck_facing(seen), *seam), darts))
    return [*parts, *dress_sleeves(spec, seen, sleeve, puff=puff, cuffed=cuffed)]


def with_skirt(above: list[Part], skirt: list[Part]) -> list[Part]:
    """The skirt lies behind the bodice, whose edge is the waist seam."""
    at = next(n for n, p in enumerate(above) if p.name == "body")
    return [*above[:at], *skirt, *above[at:]]


def _bodice(spec: Spec, cut: Cut, lines: tuple[Line, ...], darts: bool) -> Part:
    rng = spec.rng(f"drape {spec.view}")
    seams, folds = list(lines), []
    for s in (-1, 1):
        if darts:
            x = C + s * cut.chest * rng.uniform(0.48, 0.56)
            ends = line((x, cut.armpit + rng.uniform(16, 40)), (C + s * cut.waist * 0.56, cut.bottom))
            seams.append(Line(ends, 1.8, "", None, 0.4))
        y, low = cut.armpit + rng.uniform(4, 24), cut.armpit + rng.uniform(30, 60)
        x0, x1 = C + s * (cut.chest - 6), C + s * cut.chest * rng.uniform(0.5, 0.66)
        folds.append(f"M {x0} {y} Q {C + s * cut.chest * 0.8} {cut.armpit + 40} {x1} {low}")
        y, low = cut.bottom - rng.uniform(8, 24), cut.bottom - rng.uniform(6, 26)
        x0, x1 = C + s * cut.waist * 0.9, C + s * cut.waist * rng.uniform(0.2, 0.5)
        folds.append(f"M {x0} {y} Q {C + s * cut.waist * 0.6} {cut.bottom - 26} {x1} {low}")
    return Part(
        "body", "body", cut.outline(), spec.paint(), depth=0.7, folds=tuple(folds), lines=tuple(seams), fold_width=7, cast=0.45
    )


def neck_facing(cut: Cut, wide: float = 9) -> Line:
    """Stitching along the neckline."""
    low = replace(cut, dip=cut.dip + wide, neck=cut.neck + wide * 0.9)
    path = low.half()
    half = path[: path.index(low.shoulder_line())].strip()
    return Line(joined(half, half).removesuffix("Z"), 1.7, STITCH, None, 0.45)


def dress_sleeves(spec: Spec, cut: Cut, kind: str, *, puff: float = 0, cuffed: bool = False) -> list[Part]:
    """Sleeves of a length, as the records name it; none for sleeveless."""
    rng = spec.rng("arms")
    if kind == "Sleeveless":
        return []
    if kind == "Cap Sleeve":
        return _caps(spec, cut, rng)
    length = {
        "Short Sleeve": rng.uniform(116, 164),
        "Three-Quarter Sleeve": rng.uniform(265, 320),
        "Long Sleeve": rng.uniform(390, 430),
    }[kind]
    short, wide = length < 200, rng.uniform(46, 54) + puff * 0.4
    wrist = wide + rng.uniform(-2, 6) if short else rng.uniform(34, 40) + (14 if rng.random() < 0.25 and not puff else 0)
    banded = cuffed or puff > 8
    sleeve = Sleeve(
        length, wrist - puff * 0.2, wide, puff=puff, cuff="band" if banded else "none", cuff_height=18 if short else 34
    )
    stance = poses(spec, 16, 32) if short else poses(spec, 9, 28)
    stance = (Pose(stance[0].lift, 0), Pose(stance[1].lift, 0)) if short else stance
    parts = sleeves(spec, cut, sleeve, stance, cuff=cloth(spec, "cuff"))
    if puff <= 8:
        return parts
    limbs = {side: limb(cut, pose, sleeve) for side, pose in zip(("left", "right"), stance, strict=True)}
    return [_gathered(p, cut, limbs[p.name.split("-")[1]], length) if p.kind == "sleeve" else p for p in parts]


def _caps(spec: Spec, cut: Cut, rng: Random) -> list[Part]:
    """Caps that stand out over the shoulders and leave the arms bare."""
    (sx, sy), (h1, _), (_, ay) = cut.tip, cut.armhole(), cut.pit
    out, down = rng.uniform(34, 48), rng.uniform(56, 76)
    mx, my = h1[0] - 4, sy + (ay - sy) * 0.66
    d = (
        f"M {sx + 5} {sy - 1} Q {sx - out * 0.5} {sy + 8} {sx - out} {sy + down} Q {(sx - out + mx) / 2} {my - 6} {mx + 4} {my} "
        f"C {h1[0] + 2} {sy + (ay - sy) * 0.4} {h1[0] - 6} {sy + 30} {sx + 5} {sy - 1} Z"
    )
    edge = Line(f"M {sx - out + 6} {sy + down - 6} Q {(sx - out + mx) / 2} {my - 14} {mx - 2} {my - 8}", 1.7, STITCH, None, 0.5)
    cap = Part("sleeve-left", "sleeve", d, spec.paint("sleeve"), depth=0.7, grain=24, lines=(edge,), cast=0.5)
    return [cap, cap.mirror("sleeve-right")]


def _gathered(part: Part, cut: Cut, arm: Limb, length: float) -> Part:
    """Puckers at a puffed sleeve's head and end."""
    folds = []
    for k in range(-3, 4):
        (x, y), (x2, y2) = arm.at(0, arm.half * k * 0.27), arm.at(-length * 0.26, arm.half * k * 0.34)
        folds.append(f"M {x} {y} Q {x2} {(y + y2) / 2} {x2} {y2}")
    (sx, sy), (h1, _) = cut.tip, cut.armhole()
    for k in range(4):
        x, y = sx + (h1[0] - sx) * k * 0.2, sy + 8 + k * 18
        folds.append(f"M {x} {y} Q {x - 20} {y + 6} {x - 34 - 5 * k} {y + 14 + 6 * k}")
    left = replace(part, folds=tuple(folds), fold_width=8)
    return replace(left, folds=left.mirror("").folds) if part.name.endswith("right") else left


def straps(
    spec: Spec, x: float, top: float, low: float, width: float, *, lean: float = 12, far: float | None = None
) -> list[Part]:
    """Shoulder straps from `low` up to the shoulder; where `far` is given, the back ones are seen behind them down to there."""
    paint, w = cloth(spec, "strap"), width / 2
    d = (
        f"M {C - x - w} {low} Q {C - x - w + lean * 0.2} {(low + top) / 2} {C - x + lean - w} {top} Q {C - x + lean} {top - w} "
        f"{C - x + lean + w} {top} Q {C - x + w + lean * 0.2} {(low + top) / 2} {C - x + w} {low} Z"
    )
    front = Part("strap-left", "strap", d, paint, depth=0.6, cast=0.6)
    pair = [front, front.mirror("strap-right")]
    if far is None:
        return pair
    a, b, inner = C - x + lean - w * 0.8, C - x + lean + w * 0.8, C - x + 26
    behind = f"M {a} {top} L {b} {top} L {inner + w * 0.9} {far} L {inner - w * 0.9} {far} Z"
    back = Part("strap-back-left", "strap", behind, dimmed(paint, 0.2), depth=0.5)
    return [back, back.mirror("strap-back-right"), *pair]


def camisole(
    spec: Spec, *, top: float, armpit: float, chest: float, x: float, below: Fall, style: str, seamless: bool = False
) -> Part:
    """A strapped top down to where `below` begins; its upper edge runs between the straps in a V, straight, in a soft cowl or
    heart-shaped. A `seamless` one goes on as the skirt.
    """
    waist, bottom = below.waist, below.top
    low = {"v": top + 74, "straight": top + 14, "cowl": top + 56, "sweetheart": top + 58}[style]
    neckline = {
        "v": f"Q {C - x * 0.5} {top + 44} {C - x} {top}",
        "straight": f"Q {C - x * 0.6} {low} {C - x} {top}",
        "cowl": f"C {C - x * 0.5} {low} {C - x * 0.86} {top + 36} {C - x} {top}",
        "sweetheart": f"C {C - x * 0.2} {top + 10} {C - x * 0.7} {top - 4} {C - x} {top + 6}",
    }[style]
    half = (
        f"M {C} {low} {neckline} Q {C - x - 14} {armpit - 30} {C - chest} {armpit} "
        f"C {C - chest + 1} {armpit + 50} {C - waist} {bottom - 70} {C - waist} {bottom}"
    )
    folds = _cowl(x, top, low) if style == "cowl" else ()
    edge = (Line(line((C - x + 6, top + 8), (C, low + 8), (C + x - 6, top + 8)), 1.6, STITCH, None, 0.4),) if style == "v" else ()
    if not seamless:
        d = joined(f"{half} L {C} {bottom + 4}", f"{half} L {C} {bottom + 4}")
        return Part("body", "body", d, spec.paint(), depth=0.8, folds=folds, fold_width=12, lines=edge, cast=0.45)
    lower = flared(below, spec.paint(), spec.rng(f"hem {spec.view}"), stitched=14, start=0.25)
    d = joined(f"{half} {below.half_hem(-1)}", f"{half} {below.half_hem(1)}")
    return replace(lower, d=d, folds=(*folds, *lower.folds), lines=(*edge, *lower.lines), depth=0.85, fold_width=12)


def _cowl(x: float, top: float, low: float) -> tuple[str, ...]:
    """Soft folds that hang from strap to strap."""
    out = []
    for k in range(3):
        w = x * (0.86 - 0.1 * k)
        out.append(f"M {C - w} {top + 12 + 18 * k} Q {C + (-1) ** k * 8} {low + 30 + 34 * k} {C + w} {top + 14 + 18 * k}")
    return tuple(out)
