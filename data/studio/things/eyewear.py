"""Sunglasses in space: a front that curves about the face, and two temples that open or fold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import numpy as np

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import lighter, luminance
from data.studio.raster import Floats, contours
from data.studio.shape import box, ellipse, mirrored
from data.studio.spec import Spec
from data.studio.things.fittings import band, even, looped, outline, own
from data.studio.things.frames import Model, chosen_model
from data.studio.things.ribbons import Eye, only_seen

STEPS = 11


def _other(d: str) -> str:
    return mirrored(d, 0)


@dataclass(frozen=True, slots=True)
class Stage:
    """The pair before an eye: flat outlines are bent about the face, temples swing on their hinges."""

    model: Model
    eye: Eye

    def bent(self, d: str, z: float = 0.0) -> str:
        pieces = []
        for piece in contours(d):
            flat = even(looped(piece), 14)
            depth = z - self.model.curve * (flat[:, 0] / 340) ** 2
            pieces.append(self.eye.draws(np.column_stack((flat, depth)).astype(np.float32)))
        return " ".join(pieces)

    def temple(self, side: int, fold: float, shape: Floats) -> Floats:
        """Points of a temple, given as (back from the hinge, down), on the canvas; `fold` 0 is open, 90 folded (degrees)."""
        x, y = self.model.hinge
        z = -self.model.curve * (x / 340) ** 2 - 4
        a = math.radians(fold)
        splay = 0.04 * (1 - fold / 90)
        back = shape[:, 0]
        out = x - back * math.sin(a) + back * splay
        depth = z - back * math.cos(a) - (8 + (6 if side > 0 else 0)) * math.sin(a)
        return self.eye.sees(np.column_stack((side * out, y + shape[:, 1], depth)).astype(np.float32))


def _temple_shape(model: Model, long: float, drop: float) -> str:
    """Flat, in (back, down): straight to the ear, then bent down to a rounded tip."""
    high = model.temple
    if model.style == "Sport":
        return band([(0, 0), (long * 0.4, -6), (long * 0.8, 6), (long, drop * 0.55)], high * 1.3, high, high * 0.7, high * 0.62)
    shares = (1, 1, 1, 1.5, 1.7) if model.wire else (1, 0.8, 0.7, 0.86, 0.74)
    points = [(0, 0), (long * 0.35, 0), (long * 0.66, 2), (long * 0.84, drop * 0.34), (long, drop)]
    return band(points, *(high * share for share in shares))


def _temples(spec: Spec, stage: Stage, fold: tuple[float, float], order: tuple[int, ...]) -> list[Part]:
    rng = spec.rng("temple")
    long, drop = rng.uniform(400, 450), rng.uniform(70, 110)
    flat = even(contours(_temple_shape(stage.model, long, drop))[0], 10)
    middle = np.column_stack((np.linspace(long * 0.05, long * 0.62, 20), np.zeros(20))).astype(np.float32)
    paint = spec.paint("temple", texture=_look(spec, stage.model))
    found = []
    for side in order:
        turned = fold[0] if side < 0 else fold[1]
        points = stage.temple(side, turned, flat)
        shine = Line(outline(stage.temple(side, turned, middle), closed=False), 3, "", lighter(paint.color, 0.5), 0.35)
        d = outline(points)
        found.append(Part(f"temple-{'left' if side < 0 else 'right'}", "temple", d, paint, depth=0.6, lines=(shine,), cast=0.5))
        if stage.model.wire:
            ends = flat[flat[:, 0] > long * 0.72]
            sleeve = outline(stage.temple(side, turned, ends))
            found.append(
                Part(
                    f"temple-{'left' if side < 0 else 'right'}-tip",
                    "temple",
                    sleeve,
                    Paint("#2a2a2e", texture="plastic") if "temple" not in spec.parts else paint,
                    depth=0.6,
                    cast=0.3,
                )
            )
    return found


def _look(spec: Spec, model: Model) -> str:
    return spec.look or ("metal" if model.wire else "plastic")


def _lens_paint(spec: Spec, rng: Random, model: Model) -> Paint:
    tints = (
        ("charcoal", "black", "brown", "olive", "navy")
        if model.style != "Sport"
        else ("black", "orange", "blue", "charcoal", "teal", "purple")
    )
    return own(spec, "lens", rng.choice([one for one in tints if one != spec.color])).trim("lens", texture="glass")


def _lenses(spec: Spec, stage: Stage) -> list[Part]:
    """Both lenses, lighter towards below, with the studio's window in them."""
    rng = spec.rng("lens")
    lens, paint = stage.model.lens, _lens_paint(spec, spec.rng("tint"), stage.model)
    fade, glare = rng.uniform(0.01, 0.045), rng.uniform(0.05, 0.14)
    shift = rng.uniform(-0.5, 0.3)
    parts = []
    for name, flip in (("lens-left", True), ("lens-right", False)):
        d = lens.outline(stage.model.rim * 0.6)
        marks = []
        for n in range(STEPS):
            y = lens.b * (0.05 + n * 0.9 / STEPS)
            marks.append(
                (f"M {lens.x - 260:.1f} {y + lens.b:.1f} L {lens.x + 260:.1f} {y + lens.b:.1f}", lens.b * 2, "#fff6ea", fade)
            )
        k = lens.x + lens.a * shift
        marks.append(
            (
                f"M {k - lens.a * 0.4:.1f} {lens.b * 1.2:.1f} L {k + lens.a * 0.7:.1f} {-lens.b * 1.2:.1f}",
                lens.a * 0.34,
                "#ffffff",
                glare,
            )
        )
        marks.append(
            (
                f"M {k + lens.a * 0.08:.1f} {lens.b * 1.2:.1f} L {k + lens.a * 1.18:.1f} {-lens.b * 1.2:.1f}",
                lens.a * 0.1,
                "#ffffff",
                glare,
            )
        )
        lines = []
        for n, (one, wide, color, opacity) in enumerate(marks):
            turned = _other(one) if flip and n < STEPS else _slid(one, -2 * lens.x) if flip else one
            lines.append(Line(_open(stage, turned), wide, "", color, opacity))
        edge = "" if stage.model.wire else stage.bent(stage.model.front(), 6)
        parts.append(
            Part(
                name,
                "lens",
                stage.bent(_other(d) if flip else d, -3),
                paint,
                depth=0.35,
                form="flat",
                lines=tuple(lines),
                within=edge,
                cast=0.2,
            )
        )
    return parts


def _slid(d: str, dx: float) -> str:
    return " ".join(outline(piece + np.array([dx, 0], np.float32), closed=False) for piece in contours(d))


def _open(stage: Stage, d: str) -> str:
    """A straight mark on the lens, end to end."""
    ends = contours(d)[0]
    depth = -stage.model.curve * (ends[:, 0] / 340) ** 2
    return stage.eye.draws(np.column_stack((ends, depth)).astype(np.float32), closed=False)


def _front(spec: Spec, stage: Stage) -> list[Part]:
    """The frame's front: cut from acetate in one piece, or bent from wire."""
    model, lens = stage.model, stage.model.lens
    paint = spec.paint(texture=_look(spec, model))
    holes = f"{lens.outline()} {_other(lens.outline())}"
    if not model.wire:
        whole = Part(
            "frame", "frame", stage.bent(f"{model.front()} {holes}", 6), paint, depth=0.8, form="flat", outline=1.6, cast=0.6
        )
        return [whole, *_rivets(spec, stage, paint)]
    rim = lens.outline(model.rim)
    parts = [
        Part(
            f"rim-{name}", "frame", stage.bent(f"{flip(rim)} {flip(lens.outline())}", 4), paint, depth=0.5, outline=1.4, cast=0.5
        )
        for name, flip in (("left", _other), ("right", str))
    ]
    for name, degrees, rise in (("bridge", -158, 16), ("bar", -112, -6))[: 2 if model.style == "Aviator" else 1]:
        x, y = lens.at(degrees, model.rim * 0.5)
        arc = [(-x, y), (-x * 0.4, y - rise), (0, y - rise * 1.15), (x * 0.4, y - rise), (x, y)]
        parts.append(Part(name, "frame", stage.bent(band(arc, model.rim * 1.05), 8), paint, depth=0.5, outline=1.4, cast=0.4))
    x, y = model.hinge
    for name, sign in (("left", -1), ("right", 1)):
        d = box(
            min(sign * (x - 16), sign * (x + 8)),
            y - model.rim * 0.9,
            max(sign * (x - 16), sign * (x + 8)),
            y + model.rim * 0.9,
            4,
        )
        parts.append(Part(f"hinge-{name}", "frame", stage.bent(d, 2), paint, depth=0.6, outline=1.3, cast=0.3))
    return parts


def _rivets(spec: Spec, stage: Stage, paint: Paint) -> list[Part]:
    """Two small metal pins beside each lens, on some."""
    if stage.model.style not in ("Wayfarer", "Cat-Eye", "Square") or spec.rng("rivets").random() < 0.4:
        return []
    x, y = stage.model.hinge
    metal = Paint("#c9a24f" if luminance(paint.color) < 0.3 else "#b9bcc1", texture="metal")
    d = f"{ellipse(x - 4, y - 4, 6, 8)} {ellipse(-x + 4, y - 4, 6, 8)}"
    return [Part("rivets", "frame", stage.bent(d, 9), metal, depth=0.5, outline=1, cast=0.3)]


def _pads(stage: Stage) -> list[Part]:
    """Nose pads, seen from behind."""
    lens = stage.model.lens
    x = (lens.x - lens.a) * 0.72
    d = f"{ellipse(x, lens.b * 0.22, 10, 23)} {ellipse(-x, lens.b * 0.22, 10, 23)}"
    return [Part("pads", "frame", stage.bent(d, -22), Paint("#e4ddd2", texture="glass"), depth=0.7, cast=0.4)]


def sunglasses(spec: Spec) -> Drawing:
    rng, model = spec.rng("pose"), chosen_model(spec)
    side = rng.choice((-1, 1))
    if spec.view == "front":
        yaw = side * rng.choice((rng.uniform(0, 8), rng.uniform(18, 40), rng.uniform(24, 40)))
        stage = Stage(model, Eye(yaw, rng.uniform(9, 20) - abs(yaw) * 0.15, 2000))
        order = (-1, 1) if yaw > 0 else (1, -1)
        parts = [*_temples(spec, stage, (0, 0), order), *_lenses(spec, stage), *_front(spec, stage)]
    else:
        stage = Stage(model, Eye(180 + side * rng.uniform(0, 22), rng.uniform(2, 16), 2200))
        fold = (rng.uniform(86, 92), rng.uniform(86, 92))
        parts = [
            *_lenses(spec, stage),
            *_front(spec, stage),
            *(_pads(stage) if model.wire else ()),
            *_temples(spec, stage, fold, (-1, 1)),
        ]
    facts = (("frame shape", model.style), ("frame style", "Wire Frame" if model.wire else "Full Rim"))
    return only_seen(Drawing(tuple(parts), ground="floor", seed=spec.seed, fill=0.82, main="frame", facts=facts))


TYPES: Mapping[str, Kind] = {
    "sunglasses": Kind(
        sunglasses,
        {
            "round": "sunglasses with round lenses",
            "aviator": "sunglasses with teardrop lenses in thin wire and a double bridge",
            "wayfarer": "sunglasses with a thick frame, broad above and narrower below",
            "cat-eye": "sunglasses with outer corners that sweep up",
            "square": "sunglasses with square lenses in a straight frame",
            "sport": "narrow sunglasses that wrap round the face",
        },
        ("lens", "temple"),
    )
}
