"""Watches: worn round (closed, standing on their strap), or laid open, from the front and from behind."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from data.studio.drawing import Drawing, Ground, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker, lighter
from data.studio.raster import Floats
from data.studio.shape import Point, box, line
from data.studio.spec import Spec
from data.studio.things.buckles import Buckle
from data.studio.things.fittings import STITCH, own, panel, thread
from data.studio.things.ribbons import Eye, Ribbon, only_seen
from data.studio.things.watch_cases import chosen_head
from data.studio.things.watch_heads import Head

_STYLES = {
    "round": ("stitched", "plain", "nato", "stitched"),
    "square": ("stitched", "plain", "plain"),
    "chronograph": ("rally", "stitched", "ribbed"),
    "diver": ("ribbed", "nato", "ribbed"),
    "digital": ("resin",),
    "slim": ("plain", "plain", "mesh"),
}
_LOOKS = {"nato": "canvas", "ribbed": "rubber", "resin": "rubber", "mesh": "mesh", "links": "metal"}


@dataclass(frozen=True, slots=True)
class Strap:
    """A watch strap designed flat: `whole` long from lug to lug, `wide` at the lugs and `width` where it buckles."""

    kind: str
    width: float
    wide: float
    whole: float
    paint: Paint
    lining: Paint

    def half(self, s: float) -> float:
        """Half its width at a distance along."""
        share = min(1.0, min(s, self.whole - s) / (self.whole * 0.34))
        return (self.wide + (self.width - self.wide) * max(0.0, share)) / 2

    def flat(self, a: float, b: float, tip: str = "", end: Sequence[Point] = ()) -> str:
        steps = np.linspace(a, b, 9).tolist()
        right = list(end) or [(b, -self.half(b)), (b, self.half(b))]
        top, low = [(s, -self.half(s)) for s in steps[1:-1]], [(s, self.half(s)) for s in steps[-2:0:-1]]
        h = self.half(a)
        if tip:
            points = [(a, -h), *right, (a, h)]
            return panel(points, h * 0.9, *([0.5] * len(right)), h * 0.9)
        return panel([(a, -h), *top, *right, *low, (a, h)], 0.5)

    def piece(
        self, name: str, ribbon: Ribbon, a: float, b: float, out: float = 0.0, tip: str = "", end: Sequence[Point] = ()
    ) -> Part:
        """The outer side from `a` to `b`, laid on a ribbon."""
        marks = tuple(replace(m, d=ribbon.laid(m.d, out, closed=False)) for m in self.marks(a, b) if m.d.strip())
        return Part(name, "strap", ribbon.laid(self.flat(a, b, tip, end), out), self.paint, depth=0.6, lines=marks, cast=0.6)

    def marks(self, a: float, b: float) -> tuple[Line, ...]:
        """Stitches, holes, ribs or links, flat."""
        steps = np.linspace(a, b, 12).tolist()
        dark, light = darker(self.paint.color, 0.5), lighter(self.paint.color, 0.3)

        def along(share: float, less: float = 0.0) -> str:
            return line(*[(s, (self.half(s) - less) * share) for s in steps])

        def across(step: float, reach: float = 1.0) -> str:
            places = np.arange(math.ceil(a / step) * step, b, step).tolist()
            return " ".join(line((s, -self.half(s) * reach), (s, self.half(s) * reach)) for s in places)

        if self.kind == "stitched":
            return tuple(Line(along(side, 9), 2.6, STITCH, thread(self.paint), 0.85) for side in (-1, 1))
        if self.kind == "rally":
            holes = " ".join(line((s, 0), (s + 0.3, 0)) for s in np.arange(math.ceil(a / 46) * 46, b, 46).tolist())
            return (*(Line(along(side, 8), 2.2, STITCH, thread(self.paint), 0.7) for side in (-1, 1)),
                    Line(holes, 12, "", darker(self.paint.color, 0.75), 0.9))  # fmt: skip
        if self.kind == "nato":
            return tuple(Line(along(side * 0.86), 2, "3 3", dark, 0.5) for side in (-1, 1))
        if self.kind == "ribbed":
            return (Line(across(19, 0.8), 6, "", dark, 0.4), Line(across(19, 0.8), 2, "", light, 0.3))
        if self.kind == "resin":
            return (Line(f"{along(0.55)} {along(-0.55)}", 5, "", dark, 0.45), Line(across(46, 0.5), 5, "", dark, 0.35))
        if self.kind == "links":
            return (Line(across(26), 3.4, "", dark, 0.75), Line(f"{along(0.4)} {along(-0.4)}", 2.8, "", dark, 0.6),
                    Line(across(26, 0.4), 1.6, "", light, 0.4))  # fmt: skip
        return ()


def _loop(head: Head, rng: Random) -> Floats:
    """From the upper lugs round behind to the lower ones, (n, 3)."""
    high, deep = head.lug * rng.uniform(1.5, 1.9), head.lug * rng.uniform(1.25, 1.7)
    n = 2 / 2.5
    start = math.asin(min(0.95, (head.lug / high) ** (1 / n)))
    a = np.linspace(start, 2 * math.pi - start, 150)
    y = -high * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** n
    z = deep * (np.sign(np.cos(a)) * np.abs(np.cos(a)) ** n - 1) - head.thick * 0.3
    z -= z[0]
    bars = np.array([[0, head.lug * 0.8, 0], [0, -head.lug * 0.8, 0]], np.float32)
    return np.concatenate((bars[1:], np.column_stack((0 * a, y, z)), bars[:1])).astype(np.float32)


def _worn(spec: Spec, head: Head, strap: Strap, buckle: Buckle, eye: Eye, ribbon: Ribbon) -> list[Part]:
    """Closed round a wrist that isn't there, everything in the order of its distance."""
    at, z, aslant = ribbon.lengths(), eye.turned(ribbon.path)[:, 2], abs(math.sin(math.radians(eye.yaw))) > 0.08
    found: list[tuple[float, list[Part]]] = [(float(eye.turned(np.zeros((1, 3), np.float32))[0, 2]) + 5, head.seen(spec, eye))]
    for n, (a, b, outer) in enumerate(ribbon.runs(), 1):
        start, stop = float(at[a]), float(at[b])
        pieces: list[Part] = []
        if stop - start < 3:
            continue
        if outer:
            pieces = [_edge(strap, ribbon, start, stop, f"strap-{n}-edge")] if aslant else []
            pieces.append(strap.piece(f"strap-{n}", ribbon, start, stop))
            middle = strap.whole * 0.5
            if eye.turned(ribbon.path)[len(at) // 2, 2] > 0 and start < middle < stop:
                pieces += buckle.closed(strap, ribbon, middle + 20, min(middle - start, strap.whole * 0.24), "round")
        elif aslant:
            pieces = [Part(f"lining-{n}", "lining", ribbon.laid(strap.flat(start, stop)), strap.lining, depth=0.4, cast=0.4)]
        found.append((float(z[a : b + 1].mean()), pieces))
    return [part for _, pieces in sorted(found, key=lambda one: one[0]) for part in pieces]


def _edge(strap: Strap, ribbon: Ribbon, a: float, b: float, name: str) -> Part:
    """The strap's thickness, seen beyond its outer side."""
    return Part(
        name, "strap", ribbon.laid(strap.flat(a, b), -9), replace(strap.paint, color=darker(strap.paint.color, 0.28)), depth=0.3
    )


def _open(spec: Spec, head: Head, strap: Strap, buckle: Buckle, behind: bool) -> list[Part]:
    """Laid out straight: buckle above, holes and tip below; from behind its lining and the case back."""
    rng = spec.rng("pose")
    eye = Eye(0, 0, 9000)
    upper, lower = head.lug * rng.uniform(1.5, 1.9), head.lug * rng.uniform(2.3, 2.9)
    pieces: list[Part] = []
    for sign, long in ((-1.0, upper), (1.0, lower)):
        y = sign * (head.lug + np.linspace(-12, long + 120, 60))
        ribbon = Ribbon(np.column_stack((0 * y, y, 0 * y)).astype(np.float32), (1.0, 0.0, 0.0), eye)
        if sign > 0:
            d = ribbon.laid(strap.flat(0, long)) if strap.kind == "links" else ribbon.laid(_flipped(strap, long))
            made = replace(strap.piece("strap-lower", ribbon, 0, long), d=d)
            if strap.kind not in ("links", "mesh"):
                made = replace(made, lines=(*made.lines, *_holes(strap, ribbon, long)))
            found = [made]
        else:
            found = [
                strap.piece("strap-upper", ribbon, 0, long),
                *buckle.loose(replace(strap, whole=1e9, wide=strap.width), ribbon, long),
            ]
        if behind:
            found = [_inside(part, strap) if part.kind == "strap" else part for part in found]
        pieces += found
    seen = head.seen(spec, replace(eye, yaw=180.0 if behind else 0.0))
    return [*pieces, *seen]


def _inside(part: Part, strap: Strap) -> Part:
    """A piece of strap turned over."""
    lines = tuple(one for one in part.lines if one.dash or one.width > 6)
    return replace(part, kind="lining", paint=strap.lining, lines=lines)


def _flipped(strap: Strap, long: float) -> str:
    h = strap.half(long)
    points = [(0.0, -strap.half(0)), (long - h, -h), (long, 0.0), (long - h, h), (0.0, strap.half(0))]
    return panel(points, 0.5, h * 0.7, h * 0.8, h * 0.7, 0.5)


def _holes(strap: Strap, ribbon: Ribbon, long: float) -> tuple[Line, ...]:
    places = [(long - strap.width * 0.8 - n * 26, 0.0) for n in range(6)]
    spots = [(float(x), float(y)) for x, y in ribbon.points(np.array(places, np.float32))]
    return (Line(" ".join(line((x, y), (x + 0.2, y)) for x, y in spots), 8, "", darker(strap.paint.color, 0.8), 0.9),)


def _strap(spec: Spec, head: Head, whole: float) -> Strap:
    rng = spec.rng("strap")
    style = rng.choice(_STYLES[spec.silhouette])
    if spec.look == "metal":
        style = "mesh" if spec.silhouette == "slim" else "links"
    look = "metal" if spec.look == "metal" and style == "mesh" else _LOOKS.get(style, spec.look or "leather")
    paint = spec.paint(texture=look, gloss=0.3 if style == "links" else 0.0)
    inner = own(spec, "lining", spec.color).trim("lining", texture="suede" if look == "leather" else look)
    if "lining" not in spec.parts:
        inner = replace(inner, color=darker(inner.color, 0.22))
    narrow = head.strap * (rng.uniform(0.78, 0.95) if style != "nato" else 1.0)
    return Strap(style, narrow, head.strap, whole, paint, inner)


def _buckle(spec: Spec, strap: Strap) -> Buckle:
    bar, high = 12.0, strap.width + 32
    wide = high * 0.68
    metal = spec.metal("buckle", spec.rng("metal").choice(("silver", "silver", "gold", "gunmetal")))
    w, h = wide / 2, high / 2
    if strap.kind in ("links", "mesh"):
        return Buckle(
            "Plate Buckle",
            box(-w * 1.5, -strap.width / 2 - 1, w * 1.5, strap.width / 2 + 1, 5),
            "",
            wide * 1.5,
            strap.width,
            bar,
            metal,
            0,
            24,
        )
    return Buckle(
        "Pin Buckle", box(-w, -h, w, h, 10), box(-w + bar, -h + bar, w - bar, h - bar, 5), wide, high, bar, metal, 1, 26
    )


def watch(spec: Spec) -> Drawing:
    rng = spec.rng("pose")
    head = chosen_head(spec)
    behind = spec.view == "other"
    path = _loop(head, rng)
    whole = float(np.sqrt((np.diff(path, axis=0) ** 2).sum(1)).sum())
    strap = _strap(spec, head, whole)
    buckle = _buckle(spec, strap)
    flat = rng.random() < (0.5 if behind else 0.08)
    turn = rng.uniform(-6, 6)
    if flat:
        parts = _open(spec, head, strap, buckle, behind)
    else:
        yaw = rng.choice((0.0, rng.uniform(10, 34), rng.uniform(-34, -10)))
        eye = Eye(yaw + (180 if behind else 0), rng.uniform(2, 20), 2200)
        parts = _worn(spec, head, strap, buckle, eye, Ribbon(path, (1, 0, 0), eye))
    closure = "Clasp" if strap.kind in ("links", "mesh") else "Buckle"
    facts = (*head.facts, ("closure", closure))
    ground: Ground = "above" if flat else "floor"
    whole_watch = Drawing(tuple(parts), ground, spec.seed, turn if flat else 0.0, fill=0.84, main="strap", facts=facts)
    return only_seen(whole_watch)


TYPES: Mapping[str, Kind] = {
    "watch": Kind(
        watch,
        {
            "round": "a round watch with a plain dial and two or three hands",
            "square": "a rectangular dress watch",
            "chronograph": "a round watch with small counters in its dial and two pushers beside the crown",
            "diver": "a round watch with a broad marked bezel and bold luminous markers",
            "digital": "a watch with a liquid crystal display in an angular resin case",
            "slim": "a thin round watch with a bare dial and fine hands",
        },
        ("case", "dial", "hands", "buckle", "lining", "rim", "crown"),
    )
}
