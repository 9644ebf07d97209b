"""Scarves: long ones, blanket scarves, silk squares, snoods and bandanas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from data.studio.drawing import Drawing, Part
from data.studio.kind import Kind
from data.studio.shape import AXIS, Point
from data.studio.spec import Spec
from data.studio.things.fringes import fringe
from data.studio.things.snoods import hollow, loop, snood
from data.studio.things.squares import bandana, silk
from data.studio.things.warp import facing, one_after, outline, shaded, stretched, warped

C = AXIS
Parts = tuple[Part, ...]


def scarf(spec: Spec) -> Drawing:
    """The silhouette in one of its arrangements; the other view shows another arrangement of the same scarf."""
    rng, kind = spec.rng(), spec.silhouette
    ways = ARRANGEMENTS[kind] if kind != "long" or fringed(spec) else ARRANGEMENTS[kind][:2]
    first = rng.randrange(len(ways))
    way = ways[first if spec.view == "front" else (first + 1) % len(ways)]
    parts = way(spec, spec.rng("details"))
    place = one_after(
        stretched(rng.uniform(0.9, 1.1), rng.uniform(0.9, 1.1), lean=rng.uniform(-0.05, 0.05), narrow=rng.uniform(-0.06, 0.06)),
        facing(rng.random() < 0.5),
    )
    facts = (("style", STYLES[kind]), *((("trim", "Fringe"),) if fringed(spec) else ()))
    parts = warped(parts, place)
    return Drawing(parts, ground="above", seed=spec.seed, fill=0.8, turn=rng.uniform(-5, 5), facts=facts)


STYLES = {"long": "Scarf", "blanket": "Blanket Scarf", "silk": "Square Scarf", "snood": "Snood", "bandana": "Bandana"}


def fringed(spec: Spec) -> bool:
    """Whether the scarf's ends are fringed."""
    return spec.silhouette == "blanket" or (spec.silhouette == "long" and spec.rng("fringe").random() < 0.9)


def _ends(spec: Spec, name: str, start: Point, end: Point) -> Parts:
    """The fringe at one end of the cloth, of threads or of tassels: the same on the whole scarf."""
    if not fringed(spec):
        return ()
    rng = spec.rng("fringe")
    rng.random()
    strand, long = rng.choice((9.0, 12.0, 20.0)), rng.uniform(40, 66)
    return (fringe(f"fringe-{name}", start, end, long, spec.trim("fringe"), spec.rng(name), strand=strand, knotted=strand > 15),)


def _tail(spec: Spec, name: str, top: Point, bottom: Point, wide: float, *, sway: float = 0.0, narrow: float = 0.62) -> Parts:
    """One end of a scarf hanging down, narrower where it comes out of the loop, with its fringe."""
    (x0, y0), (x1, y1) = top, bottom
    middle = ((x0 + x1) / 2 + sway, (y0 + y1) / 2)
    half, slant = wide / 2, 0.06 * (x1 - x0)
    left = [(x0 - half * narrow, y0), (middle[0] - half * 0.94, middle[1]), (x1 - half, y1)]
    right = [(x0 + half * narrow, y0), (middle[0] + half * 0.94, middle[1]), (x1 + half, y1 - slant)]
    folds = tuple(
        (
            f"M {x0 + half * k * narrow:.1f} {y0 + 20:.1f} Q {middle[0] + half * k:.1f} {middle[1]:.1f} "
            f"{x1 + half * k * 1.1:.1f} {y1 - 60:.1f}"
        )
        for k in (-0.42, 0.3)
    )
    turn = (x1 - x0) / max(1.0, y1 - y0) * -45
    cloth = Part(f"tail-{name}", "body", outline(left, right), spec.paint(), folds=folds, grain=turn, depth=0.8, fold_width=12)
    return (*_ends(spec, name, (x1 + half, y1 - slant - 3), (x1 - half, y1 - 3)), cloth)


def _looped(spec: Spec, rng: Random) -> Parts:
    """As worn: wound once around, both ends in front."""
    broad = 1.32 if spec.silhouette == "blanket" else 1.0
    rx, ry, cy = rng.uniform(180, 226) * broad**0.5, rng.uniform(130, 168) * broad**0.5, 290.0
    wide = rng.uniform(142, 196) * broad
    a, b = rng.uniform(780, 890), rng.uniform(600, 800)
    apart = rng.uniform(70, 130) * broad
    aside = rng.choice((0.0, 0.0, rng.uniform(-70, 70)))
    return (
        hollow(spec, cy, rx, ry),
        *_tail(spec, "back", (C + 62 + aside, 370), (C + apart + aside * 1.4, b), wide * 0.94, sway=rng.uniform(-12, 24)),
        *_tail(
            spec,
            "front",
            (C - 46 + aside, 380),
            (C - apart * rng.uniform(0.5, 0.9) + aside * 1.4, a),
            wide,
            sway=rng.uniform(-24, 12),
        ),
        *loop(spec, rng, cy, rx, ry),
    )


def _draped(spec: Spec, rng: Random) -> Parts:
    """Hung around a neck: over the back and down both sides."""
    broad = 1.3 if spec.silhouette == "blanket" else 1.0
    wide, out = rng.uniform(150, 196) * broad, rng.uniform(74, 104) * broad**0.4
    top = rng.uniform(130, 170)
    back = outline(
        [
            (C - out - 24, top + 110),
            (C - out * 0.72, top + 32),
            (C, top + 10),
            (C + out * 0.72, top + 32),
            (C + out + 24, top + 110),
        ],
        [
            (C - out + 12, top + 116),
            (C - out * 0.5, top + 84),
            (C, top + 72),
            (C + out * 0.5, top + 84),
            (C + out - 12, top + 116),
        ],
    )
    a, b = rng.uniform(800, 900), rng.uniform(660, 860)
    crease = (f"M {C - out - 6} {top + 96} Q {C} {top - 34} {C + out + 6} {top + 96}",)
    return (
        Part("neck", "body", back, shaded(spec.paint(), 0.2), depth=0.8, grain=90, folds=crease),
        *_side(spec, "right", 1, top, out, wide, b, rng),
        *_side(spec, "left", -1, top, out, wide, a, rng),
    )


def _side(spec: Spec, name: str, side: int, top: float, out: float, wide: float, low: float, rng: Random) -> Parts:
    """One half of a scarf that hangs around a neck: edge-on at the shoulder, opening downwards."""
    x, foot = C + side * out, C + side * (out + rng.uniform(-30, 44))
    near, far = x - side * 4, x + side * 20
    inner = [(near, top + 84), (x - side * wide * 0.3, top + 270), (foot - side * wide * 0.5, low)]
    outer = [(far, top + 76), (x + side * wide * 0.44, top + 210), (foot + side * wide * 0.5, low - 8)]
    left, right = (outer, inner) if side < 0 else (inner, outer)
    folds = tuple(
        (
            f"M {x + side * 6:.1f} {top + 110:.1f} Q {x + side * k * wide * 0.4:.1f} {top + 300:.1f} "
            f"{foot + side * k * wide:.1f} {low - 40:.1f}"
        )
        for k in (-0.24, 0.14, 0.34)
    )
    cloth = Part(f"tail-{name}", "body", outline(left, right), spec.paint(), folds=folds, depth=0.85, fold_width=12)
    return (*_ends(spec, name, (right[-1][0], right[-1][1] - 3), (left[-1][0], left[-1][1] - 3)), cloth)


def _folded(spec: Spec, rng: Random) -> Parts:
    """Folded in half and laid flat: one end over the other."""
    broad = 1.7 if spec.silhouette == "blanket" else 1.0
    w, top, low = rng.uniform(100, 150) * broad, rng.uniform(120, 170), rng.uniform(790, 850)
    step, shift = rng.uniform(34, 110), rng.uniform(10, 44) * rng.choice((-1, 1))
    under = (
        f"M {C - w + shift} {top + 40} L {C + w + shift} {top + 40} L {C + w + shift} {low - step * 0.1} L "
        f"{C - w + shift} {low - step * 0.1} Z"
    )
    over = (
        f"M {C - w} {top + 16} Q {C - w} {top} {C - w + 16} {top} L {C + w - 16} {top} Q {C + w} {top} "
        f"{C + w} {top + 16} L {C + w + 4} {low - step} "
        f"L {C - w - 4} {low - step} Z"
    )
    crease = (f"M {C - w} {top + 250} Q {C} {top + 262} {C + w} {top + 244}",) if rng.random() < 0.6 else ()
    return (
        *_ends(spec, "under", (C + w + shift, low - step * 0.1 - 3), (C - w + shift, low - step * 0.1 - 3)),
        Part("under", "body", under, shaded(spec.paint(), 0.08), form="flat", depth=0.6),
        *_ends(spec, "over", (C + w + 4, low - step - 3), (C - w - 4, low - step - 3)),
        Part(
            "body",
            "body",
            over,
            spec.paint(),
            form="flat",
            depth=0.9,
            folds=(f"M {C - w + 6} {top + 15} Q {C} {top + 12} {C + w - 6} {top + 15}", *crease),
            cast=1.2,
        ),
    )


def _stacked(spec: Spec, rng: Random) -> Parts:
    """Folded to a thick square: the folds on one side, the fringe along the bottom."""
    w, top, low = rng.uniform(270, 320), rng.uniform(250, 300), rng.uniform(680, 730)
    parts: list[Part] = []
    layers = rng.choice((3, 4))
    for k in range(layers):
        dx, dy = (layers - 1 - k) * rng.uniform(6, 13), (layers - 1 - k) * rng.uniform(10, 17)
        x0, x1, y0, y1 = C - w + dx * 0.4, C + w + dx, top + dy * 0.3, low + dy
        d = (
            f"M {x0 + 22} {y0} L {x1} {y0 + 3} L {x1 + 3} {y1} L {x0 + 22} {y1 + 2} Q {x0 - 8} {y1} {x0 - 6} "
            f"{(y0 + y1) / 2} Q {x0 - 8} {y0} {x0 + 22} {y0} Z"
        )
        parts += [
            *_ends(spec, f"layer-{k + 1}", (x1 + 3, y1 - 3), (x0 + 18, y1 - 1)),
            Part(
                "body" if k == layers - 1 else f"layer-{k + 1}",
                "body",
                d,
                shaded(spec.paint(), 0.05 * (layers - 1 - k)),
                form="flat",
                depth=1.0,
            ),
        ]
    return tuple(parts)


ARRANGEMENTS: Mapping[str, tuple[Callable[[Spec, Random], Parts], ...]] = {
    "long": (_looped, _draped, _folded),
    "blanket": (_stacked, _looped, _folded),
    "silk": silk,
    "snood": snood,
    "bandana": bandana,
}

TYPES: Mapping[str, Kind] = {
    "scarf": Kind(
        scarf,
        {
            "long": "a long knitted or woven scarf, mostly with fringed ends",
            "blanket": "a very wide scarf, thick and fringed",
            "silk": "a thin square of silk with a rolled edge and a border",
            "snood": "a closed ring of knit to pull over the head",
            "bandana": "a small cotton square, folded to a triangle and tied",
        },
        ("fringe", "border", "hem", "lining"),
    )
}
