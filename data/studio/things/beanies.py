"""Knitted hats, laid flat: cuffed, slouchy, with a pom-pom, the short fisherman's one and the cabled one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.shape import AXIS, polygon
from data.studio.spec import Spec
from data.studio.things.emblems import contrast, label
from data.studio.things.warp import facing, one_after, outline, stretched, warped

C = AXIS
Parts = tuple[Part, ...]
LOOKS = {"cuffed": "rib", "slouchy": "knit", "pom-pom": "knit", "fisherman": "rib", "cable": "cable"}
STYLES = {
    "cuffed": "Cuffed Beanie",
    "slouchy": "Slouchy Beanie",
    "pom-pom": "Pom-Pom Beanie",
    "fisherman": "Fisherman Beanie",
    "cable": "Cable Knit Beanie",
}


def beanie(spec: Spec) -> Drawing:
    """A knitted hat laid flat; from above in the other view."""
    rng = spec.rng()
    kind = spec.silhouette
    other = spec.view == "other"
    parts = _turned(spec) if other and kind != "slouchy" else _flat(spec)
    lean = rng.uniform(-0.14, 0.14)
    place = one_after(
        stretched(rng.uniform(0.88, 1.08), rng.uniform(0.9, 1.1), lean=lean, narrow=rng.uniform(-0.16, 0.2)),
        facing((rng.random() < 0.5) != (other and kind == "slouchy")),
    )
    return Drawing(
        warped(parts, place), ground="above", seed=spec.seed, fill=0.7, turn=rng.uniform(-6, 6), facts=(("style", STYLES[kind]),)
    )


def _dome(rng: Random, kind: str) -> tuple[float, float, float, str]:
    """Half width, top and bottom of the hat, and its outline above the cuff."""
    high = rng.uniform(204, 262) if kind == "fisherman" else rng.uniform(270, 370)
    w = 246.0
    low = 640.0
    top, point = low - high, rng.uniform(0.32, 0.9)
    full = rng.uniform(1.0, 1.05)
    d = (
        f"M {C - w} {low} C {C - w * full} {low - high * 0.5} {C - w * point - 30} {top + high * 0.03} {C - 24} {top} "
        f"Q {C} {top - 5} {C + 24} {top} C {C + w * point + 30} {top + high * 0.03} {C + w * full} "
        f"{low - high * 0.5} {C + w} {low} "
        f"Q {C} {low + 36} {C - w} {low} Z"
    )
    return w, top, low, d


def _flat(spec: Spec) -> Parts:
    """Laid flat, the cuff below."""
    kind, rng = spec.silhouette, spec.rng("details")
    if kind == "slouchy":
        return _slouch(spec, rng)
    look = spec.look or LOOKS[kind]
    w, top, low, d = _dome(rng, kind)
    parts = [Part("body", "body", d, spec.paint(texture=look), depth=0.85, lines=_wales(w, top, low, look))]
    cuff = {"fisherman": rng.uniform(150, 190), "cuffed": rng.uniform(104, 190)}.get(kind, rng.uniform(96, 150))
    parts.append(_cuff(spec, rng, w, low, cuff))
    if kind == "pom-pom":
        parts.insert(0, _pom(spec, rng, top))
    marked = kind in ("cuffed", "fisherman") and rng.random() < 0.75
    if marked or "logo" in spec.parts:
        x = C + rng.choice((-96, 0, 0, 96, 120))
        parts.append(label(spec, x, low + cuff * 0.22, rng.uniform(62, 96), rng.uniform(40, 58)))
    return tuple(parts)


def _slouch(spec: Spec, rng: Random) -> Parts:
    """The long hat with its tip fallen over to one side."""
    look = spec.look or LOOKS["slouchy"]
    w, low, high = 240.0, 660.0, rng.uniform(280, 350)
    top, out, down = low - high, rng.uniform(60, 110), rng.uniform(0.5, 0.86) * high
    d = (
        f"M {C - w} {low} C {C - w - 30} {low - high * 0.5} {C - w * 0.9} {top + 20} {C - 60} {top} C "
        f"{C + w * 0.5} {top - 20} {C + w + 20} {top + high * 0.3} {C + w} {low} "
        f"Q {C} {low + 36} {C - w} {low} Z"
    )
    right, end = C + w + out, top + down
    tip = (
        f"M {C - 106} {top + 22} C {C - 10} {top - 40} {right - 60} {top - 66} {right - 4} {top + down * 0.4} "
        f"C {right + 18} {end - 46} {right - 20} {end + 16} {right - 66} {end + 4} "
        f"C {right - 120} {end - 8} {C + w * 0.66} {top + down * 0.56} {C + w * 0.4} {top + down * 0.4} C "
        f"{C + 20} {top + down * 0.16} {C - 50} {top + 22} {C - 106} {top + 22} Z"
    )
    wales = " ".join(
        (
            f"M {C - 100 + 14 * k:.1f} {top + 12 - 3 * k:.1f} C {C + 60 + 8 * k:.1f} {top - 34 + 13 * k:.1f} "
            f"{right - 90 - 10 * k:.1f} {top + 10 + 20 * k:.1f} {right - 40 - 4 * k:.1f} "
            f"{end - 14 - 3 * k:.1f}"
        )
        for k in range(6)
    )
    ribs = " ".join(
        (
            f"M {C + w * k / 7:.1f} {low} Q {C + w * k / 6.6:.1f} {low - high * 0.5:.1f} {C + w * k / 9 - 30:.1f} "
            f"{top + 10 + abs(k) * 6}"
        )
        for k in range(-6, 7)
    )
    return (
        Part("body", "body", d, spec.paint(texture=look), depth=0.85, lines=(Line(ribs, 3, "", None, 0.16),)),
        _cuff(spec, rng, w, low, rng.uniform(48, 84)),
        Part(
            "tip", "body", tip, spec.paint(texture=look), depth=0.8, grain=-52, cast=1.3, lines=(Line(wales, 3, "", None, 0.14),)
        ),
    )


def _wales(w: float, top: float, low: float, look: str) -> tuple[Line, ...]:
    """The ribs of the knit, drawn together at the crown."""
    if look not in ("rib", "knit"):
        return ()
    count = 11 if look == "rib" else 7
    d = " ".join(
        f"M {C + w * k / count * 0.22:.1f} {top + 6 + abs(k) * 2:.1f} C {C + w * k / count * 0.8:.1f} "
        f"{top + (low - top) * 0.22:.1f} "
        f"{C + w * k / count:.1f} {top + (low - top) * 0.5:.1f} {C + w * k / count:.1f} {low}"
        for k in range(-count + 1, count)
    )
    return (Line(d, 3, "", None, 0.2),)


def _cuff(spec: Spec, rng: Random, w: float, low: float, high: float) -> Part:
    """The turned-up edge: a little wider than the hat, and thick."""
    ease = rng.uniform(3, 14)
    y0, y1 = low - high * 0.42, low + high * 0.58
    slope, sag = rng.uniform(-8, 8), rng.uniform(-4, 40)
    upper = [
        (C - w - ease, y0 - 4),
        (C - w * 0.5, y0 + 6 + sag * 0.7 + slope),
        (C, y0 + 8 + sag),
        (C + w * 0.5, y0 + 6 + sag * 0.7 - slope),
        (C + w + ease, y0 - 4),
    ]
    lower = [
        (C - w - ease + 6, y1 - 8),
        (C - w * 0.5, y1 + 4 + sag * 0.8),
        (C, y1 + 8 + sag),
        (C + w * 0.5, y1 + 4 + sag * 0.8),
        (C + w + ease - 6, y1 - 8),
    ]
    ribs = " ".join(
        (
            f"M {C + (w + ease) * k / 16:.1f} {y0 + 4 + sag * (1 - (k / 16) ** 2):.1f} L "
            f"{C + (w + ease) * k / 16.2:.1f} {y1 + 4 + sag * (1 - (k / 16) ** 2):.1f}"
        )
        for k in range(-15, 16)
    )
    return Part(
        "cuff",
        "cuff",
        outline(upper, lower),
        spec.paint("cuff", texture="rib" if spec.silhouette != "cable" else spec.look or "rib"),
        depth=0.95,
        cast=0.8,
        lines=(Line(ribs, 3.4, "", None, 0.22),),
    )


def _pom(spec: Spec, rng: Random, top: float) -> Part:
    """A pom-pom of cut yarn: its edge is all ends."""
    r, x, y = rng.uniform(58, 92), C + rng.uniform(-10, 10), top - rng.uniform(22, 44)
    tips = []
    for k in range(72):
        far = r * (rng.uniform(0.98, 1.1) if k % 2 else rng.uniform(0.86, 0.95))
        tips.append((x + far * math.cos(k * math.tau / 72), y + far * 0.96 * math.sin(k * math.tau / 72)))
    hair = " ".join(_strand(rng, x, y, r) for _ in range(64))
    return Part(
        "pom-pom",
        "pom-pom",
        polygon(*tips),
        contrast(spec, "pom-pom", texture="fleece"),
        form="ball",
        depth=0.9,
        lines=(Line(hair, 2.2, "", None, 0.22),),
    )


def _strand(rng: Random, x: float, y: float, r: float) -> str:
    a, near, far = rng.uniform(0, math.tau), rng.uniform(0.1, 0.6), rng.uniform(0.7, 0.97)
    bend = a + rng.uniform(-0.4, 0.4)
    return (
        f"M {x + r * near * math.cos(a):.1f} {y + r * near * math.sin(a):.1f} L "
        f"{x + r * far * math.cos(bend):.1f} {y + r * far * math.sin(bend):.1f}"
    )


def _turned(spec: Spec) -> Parts:
    """From above: the rounds of the crown drawn together in the middle, the cuff below, the opening hidden."""
    kind, rng = spec.silhouette, spec.rng("details")
    look = spec.look or LOOKS[kind]
    rx, ry, cy = 270.0, rng.uniform(170, 250), 440.0
    deep = rng.uniform(40, 90) if kind == "fisherman" else rng.uniform(110, 190)
    mx, my = C + rng.uniform(-30, 30), cy - rng.uniform(10, 50)
    body = (
        f"M {C - rx} {cy} C {C - rx} {cy - ry * 1.33} {C + rx} {cy - ry * 1.33} {C + rx} {cy} L {C + rx - 6} "
        f"{cy + deep} C {C + rx - 20} {cy + deep + ry} {C - rx + 20} {cy + deep + ry} "
        f"{C - rx + 6} "
        f"{cy + deep} Z"
    )
    wedges = rng.choice((5, 6, 8))
    arms = []
    for k in range(wedges * 3):
        a = math.tau * (k + 0.3) / (wedges * 3)
        ex, ey = C + rx * math.cos(a), cy + (ry * math.sin(a) if math.sin(a) < 0 else (ry * 0.75 + deep) * math.sin(a))
        arms.append((k, f"M {mx:.1f} {my:.1f} Q {(mx + ex) / 2:.1f} {(my + ey) / 2 - 24:.1f} {ex:.1f} {ey:.1f}"))
    main = tuple(d for k, d in arms if k % 3 == 0)
    cuff_top, high = cy + deep * 0.5, rng.uniform(120, 150) if kind == "fisherman" else rng.uniform(76, 120)
    upper = [
        (C - rx - 4, cuff_top),
        (C - rx * 0.72, cuff_top + ry * 0.5),
        (C, cuff_top + ry * 0.72),
        (C + rx * 0.72, cuff_top + ry * 0.5),
        (C + rx + 4, cuff_top),
    ]
    lower = [(x * 0.985 + C * 0.015, y + high) for x, y in upper]
    parts = [
        Part(
            "body",
            "body",
            body,
            spec.paint(texture="knit" if look == "rib" else look),
            form="ball",
            depth=0.55,
            folds=main,
            fold_width=9,
            lines=(Line(" ".join(d for _, d in arms), 3, "", None, 0.2),),
        ),
        Part("cuff", "cuff", outline(upper, lower), spec.paint("cuff", texture="rib"), depth=0.9),
    ]
    if kind == "pom-pom":
        parts.append(_pom(spec, rng, my + 60))
    return tuple(parts)


TYPES: Mapping[str, Kind] = {
    "beanie": Kind(
        beanie,
        {
            "cuffed": "a ribbed knit hat with a high turned-up cuff and a small label",
            "slouchy": "a long soft knit hat that falls over to one side, with a narrow edge",
            "pom-pom": "a knit hat with a cuff and a pom-pom on top",
            "fisherman": "a short ribbed knit hat with a deep cuff that ends above the ears",
            "cable": "a knit hat with thick cables and a ribbed cuff",
        },
        ("cuff", "pom-pom", "logo"),
    )
}
