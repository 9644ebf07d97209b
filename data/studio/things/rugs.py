"""Rugs, seen from above or a little along the floor; the other view shows a corner folded back, or the rug half rolled up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker, lighter, luminance
from data.studio.raster import contours
from data.studio.shape import AXIS, Point, bounds, box, ellipse, polygon
from data.studio.spec import Spec
from data.studio.things.fringes import fringe
from data.studio.things.rug_figures import FIGURES, ROUND, Field, polar
from data.studio.things.warp import Place, frame_of, one_after, seen_from, shaded, stretched, warped

C = AXIS
Parts = tuple[Part, ...]


def rug(spec: Spec) -> Drawing:
    """A rug on the floor; with a corner folded back in the other view."""
    rng, kind = spec.rng(), spec.silhouette
    parts = _round(spec, rng) if kind == "round" else _woven(spec, rng)
    place = _viewed(spec, rng)
    frame = frame_of(warped(parts, place))
    if spec.view == "other":
        parts = _turned_back(spec, parts, rng)
    parts = warped(parts, place)
    facts = [("shape", {"runner": "Runner", "round": "Round"}.get(kind, "Rectangular"))]
    if any(part.kind == "fringe" for part in parts):
        facts.append(("trim", "Fringe"))
    if kind == "bordered":
        facts.append(("border", "Bordered"))
    return Drawing(parts, ground="above", seed=spec.seed, fill=0.86, turn=rng.uniform(-3, 3), facts=tuple(facts), frame=frame)


def _viewed(spec: Spec, rng: Random) -> Place:
    """From straight above, or lying before the viewer; upright or across."""
    tilt = rng.choice((0.0, rng.uniform(0.1, 0.26), rng.uniform(0.2, 0.42)))
    slide = rng.uniform(-0.4, 0.4) if tilt else 0.0
    across = rng.random() < 0.4 and spec.silhouette != "round"
    turn: Place = (lambda p: (C + (p[1] - 500), 500 - (p[0] - C))) if across else (lambda p: p)
    return one_after(turn, stretched(rng.uniform(0.96, 1.04), rng.uniform(0.96, 1.04)), seen_from(tilt, slide=slide))


def _size(kind: str, rng: Random) -> Field:
    w, h = {"rectangle": (290.0, 400.0), "runner": (136.0, 430.0), "fringed": (280.0, 380.0), "bordered": (290.0, 395.0)}[kind]
    border = {"rectangle": rng.uniform(10, 20), "runner": rng.uniform(14, 56), "fringed": rng.uniform(10, 30)}.get(
        kind, rng.uniform(38, 84)
    )
    return Field(w * rng.uniform(0.84, 1.12), h * rng.uniform(0.92, 1.06), border)


def _border(spec: Spec) -> Paint:
    """The border's surface: its own, or the pile's color a shade deeper."""
    paint = spec.trim("border", texture=spec.look or "pile")
    if "border" in spec.parts:
        return paint
    bright = luminance(paint.color)
    return replace(paint, color=lighter(paint.color, 0.14)) if bright < 0.12 else shaded(paint, 0.15 if bright > 0.6 else 0.26)


def _woven(spec: Spec, rng: Random) -> Parts:
    """A rectangular rug: ends, border, field, and the field's relief."""
    kind, size = spec.silhouette, _size(spec.silhouette, rng)
    w, h, b = size.w, size.h, size.border
    pile, edge = spec.paint(texture=spec.look or "pile"), _border(spec)
    parts: list[Part] = []
    if kind == "fringed" or (kind == "runner" and spec.rng("fringe").random() < 0.6) or "fringe" in spec.parts:
        parts += _fringes(spec, size)
    if kind == "rectangle":
        body = Part("body", "body", box(C - w, 500 - h, C + w, 500 + h, 8), pile, form="flat", depth=0.5)
        return (*parts, body, *_relief(spec, size, pile), _binding(spec, size, shaded(pile.plain(), 0.16)))
    guard = (_guard(size, edge, rng),) if kind == "bordered" else ()
    parts.append(Part("border", "border", box(C - w, 500 - h, C + w, 500 + h, 6), edge, form="flat", depth=0.45, lines=guard))
    inner = Field(w - b, h - b, b)
    if kind == "fringed":
        inner = Field(w, h - b, b)
    d = box(C - inner.w, 500 - inner.h, C + inner.w, 500 + inner.h, 3)
    parts.append(Part("body", "body", d, pile, form="flat", depth=0.25, cast=0.15))
    return (*parts, *_relief(spec, inner, pile))


def _binding(spec: Spec, size: Field, paint: Paint) -> Part:
    """The bound edge all round."""
    w, h, b = size.w, size.h, size.border
    ring = box(C - w, 500 - h, C + w, 500 + h, 8) + " " + box(C - w + b, 500 - h + b, C + w - b, 500 + h - b, 4)
    seam = box(C - w + b * 0.6, 500 - h + b * 0.6, C + w - b * 0.6, 500 + h - b * 0.6, 4)
    own = _border(spec) if "border" in spec.parts else paint
    return Part("border", "border", ring, own, form="flat", depth=0.5, cast=0.2, lines=(Line(seam, 1.8, "6 5", None, 0.5),))


def _guard(size: Field, edge: Paint, rng: Random) -> Line:
    """A narrow stripe inside the border, as oriental rugs have it."""
    w, h, a = size.w, size.h, size.border * rng.uniform(0.3, 0.62)
    tone = lighter(edge.color, 0.5) if luminance(edge.color) < 0.6 else darker(edge.color, 0.3)
    return Line(box(C - w + a, 500 - h + a, C + w - a, 500 + h - a, 2), rng.uniform(4, 11), "", tone, 0.85)


def _fringes(spec: Spec, size: Field) -> Parts:
    rng = spec.rng("fringe")
    rng.random()
    strand, long = rng.choice((12.0, 16.0, 30.0)), rng.uniform(38, 66)
    paint = spec.trim("fringe") if "fringe" in spec.parts else Paint("#efe6d3", name="cream")
    (x0, y0), (x1, y1) = (C - size.w + 2, 500 - size.h + 3), (C + size.w - 2, 500 + size.h - 3)
    return (
        fringe("fringe-top", (x0, y0), (x1, y0), long, paint, spec.rng("top"), strand=strand, knotted=strand > 20),
        fringe("fringe-bottom", (x1, y1), (x0, y1), long, paint, spec.rng("bottom"), strand=strand, knotted=strand > 20),
    )


def _relief(spec: Spec, size: Field, pile: Paint) -> Parts:
    """What is cut or woven into a plain field in its own color, higher and lower; a patterned field needs nothing."""
    rng = spec.rng("relief")
    if spec.pattern != "plain":
        return ()
    inset = Field(
        size.w - (size.border if spec.silhouette == "rectangle" else 0),
        size.h - size.border * (spec.silhouette == "rectangle"),
        0,
    )
    d = FIGURES[rng.choice(list(FIGURES))](inset, rng)
    if rng.random() < 0.5:
        d = f"{box(C - inset.w, 500 - inset.h, C + inset.w, 500 + inset.h)} {d}"
    within = box(C - inset.w, 500 - inset.h, C + inset.w, 500 + inset.h)
    tone = _cut_low(pile, rng)
    return (Part("relief", "body", d, tone, form="flat", depth=0.35, cast=0.25, outline=0.8, within=within),)


def _cut_low(pile: Paint, rng: Random) -> Paint:
    """The same pile cut lower, as the light has it: a little deeper in tone, or paler where it is nearly black."""
    bright = luminance(pile.color)
    if bright < 0.14:
        return replace(pile, color=lighter(pile.color, rng.uniform(0.09, 0.16)))
    return shaded(pile, rng.uniform(0.06, 0.1) if bright > 0.6 else rng.uniform(0.1, 0.19))


def _round(spec: Spec, rng: Random) -> Parts:
    """A round rug, braided from the middle outwards or tufted with a figure."""
    r, b = 360.0, rng.choice((rng.uniform(12, 30), rng.uniform(30, 110)))
    pile = spec.paint(texture=spec.look or "pile")
    edge = _scalloped(r, rng.choice((10, 14, 18))) if spec.rng("edge").random() < 0.3 else ellipse(C, 500, r, r)
    parts = [Part("border", "border", edge, _border(spec), form="flat", depth=0.5)]
    if edge == ellipse(C, 500, r, r) and (spec.rng("fringe").random() < 0.4 or "fringe" in spec.parts):
        parts.insert(0, _rays(spec, r))
    inner = r - b
    parts.append(
        Part("body", "body", ellipse(C, 500, inner, inner), pile, form="flat", depth=0.4, cast=0.15, lines=_braids(spec, inner))
    )
    if spec.pattern == "plain":
        d = rng.choice(ROUND)(inner, rng)
        tone = _cut_low(pile, rng)
        within = ellipse(C, 500, inner, inner)
        parts.append(
            Part(
                "relief",
                "body",
                d,
                tone,
                form="flat",
                depth=0.3,
                cast=0.2,
                outline=0.8,
                within=within,
                lines=_braids(spec, inner),
            )
        )
    return tuple(parts)


def _scalloped(r: float, count: int) -> str:
    """A round edge of shallow bows."""
    tips = [polar(r, 360 * k / count) for k in range(count)]
    bows = [polar(r * 1.13, 360 * (k + 0.5) / count) for k in range(count)]
    curve = " ".join(
        f"Q {x:.1f} {y:.1f} {tips[(k + 1) % count][0]:.1f} {tips[(k + 1) % count][1]:.1f}" for k, (x, y) in enumerate(bows)
    )
    return f"M {tips[0][0]:.1f} {tips[0][1]:.1f} {curve} Z"


def _braids(spec: Spec, r: float) -> tuple[Line, ...]:
    """The rounds of a braided rug."""
    rng = spec.rng("braids")
    if rng.random() < 0.4:
        return ()
    count = rng.choice((7, 10, 13))
    return (Line(" ".join(ellipse(C, 500, r * k / count, r * k / count) for k in range(1, count)), 3, "", None, 0.24),)


def _rays(spec: Spec, r: float) -> Part:
    """A fringe around a round rug."""
    rng = spec.rng("rays")
    paint = spec.trim("fringe") if "fringe" in spec.parts else Paint("#efe6d3", name="cream")
    points = [polar(r + (rng.uniform(30, 38) if k % 4 in (1, 2) else 4), 360 * k / 360 + 0.5 * (k % 2)) for k in range(360)]
    return Part("fringe", "fringe", polygon(*points), paint, form="flat", depth=0.4, outline=0.8)


def _turned_back(spec: Spec, parts: Parts, rng: Random) -> Parts:
    """The lower right corner folded back over the rug, so that the underside shows."""
    xs = [part for part in parts if part.kind in ("border", "body") and not part.within]
    _, _, x1, y1 = bounds(*(part.d for part in xs))
    _, _, _, low = bounds(*(part.d for part in parts))
    a, b = rng.uniform(0.5, 0.9) * (x1 - C), rng.uniform(0.3, 0.6) * (y1 - 500)
    if spec.silhouette == "round":
        a, b = rng.uniform(360, 470), rng.uniform(360, 470)
    corner = max(low, y1) + 60
    kept = polygon(
        (-200, -200), (x1 + 300, -200), (x1 + 300, y1 - b - 300 * b / a), (x1 - a - (corner - y1) * a / b, corner), (-200, corner)
    )
    fold = (x1, y1 - b), (x1 - a, y1)
    return (*(_cut_off(part, kept, *fold) for part in parts), _flap(spec, x1, y1, a, b))


def _cut_off(part: Part, kept: str, start: Point, end: Point) -> Part:
    """The part less what is folded away: beyond the line from `start` to `end`."""
    if not part.within:
        return replace(part, within=kept)
    (outline_points,) = contours(part.within)
    points = [(float(x), float(y)) for x, y in outline_points]
    left: list[Point] = []
    for here, there in zip(points, (*points[1:], points[0]), strict=True):
        a, b = _beyond(here, start, end), _beyond(there, start, end)
        if a <= 0:
            left.append(here)
        if (a > 0) != (b > 0):
            t = a / (a - b)
            left.append((here[0] + t * (there[0] - here[0]), here[1] + t * (there[1] - here[1])))
    return replace(part, within=polygon(*left))


def _beyond(p: Point, start: Point, end: Point) -> float:
    """Above 0 on the far side of the fold, towards the lower right."""
    return (p[0] - start[0]) * (end[1] - start[1]) - (p[1] - start[1]) * (end[0] - start[0])


def _flap(spec: Spec, x1: float, y1: float, a: float, b: float) -> Part:
    """The underside of the corner: the corner mirrored in the fold."""
    over = _mirrored_in((x1, y1 - b), (x1 - a, y1), (x1, y1))
    d = (
        f"M {x1:.1f} {y1 - b:.1f} L {x1 - a:.1f} {y1:.1f} Q {(x1 - a + over[0]) / 2 - 6:.1f} "
        f"{(y1 + over[1]) / 2 + 4:.1f} {over[0]:.1f} {over[1]:.1f} L {x1:.1f} {y1 - b:.1f} Z"
    )
    if spec.silhouette == "round":
        d = _round_flap(a, b, x1)
    back = spec.trim("lining", texture="canvas")
    paint = back if "lining" in spec.parts else Paint(lighter(darker(back.color, 0.12), 0.42), texture="canvas", name=back.name)
    return Part("underside", "lining", d, paint, form="flat", depth=1.0, cast=1.4)


def _mirrored_in(a: Point, b: Point, p: Point) -> Point:
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)
    foot = (a[0] + t * dx, a[1] + t * dy)
    return 2 * foot[0] - p[0], 2 * foot[1] - p[1]


def _round_flap(a: float, b: float, x1: float) -> str:
    """Of a round rug, the segment beyond the fold, mirrored in it."""
    r = x1 - C
    start, end = (x1, 500 + r - b), (x1 - a, 500 + r)
    inside = [polar(r, k) for k in range(0, 91, 3)]
    beyond = [p for p in inside if _beyond(p, start, end) > 0]
    folded = [_mirrored_in(start, end, p) for p in beyond]
    return polygon(*beyond[:1], *folded, *beyond[-1:]) if len(beyond) > 2 else polygon(start, end, (C, 500))


TYPES: Mapping[str, Kind] = {
    "rug": Kind(
        rug,
        {
            "rectangle": "a rectangular rug with a narrow bound edge",
            "runner": "a long, narrow rug for a hall",
            "fringed": "a rectangular rug with fringe at both ends",
            "bordered": "a rectangular rug with a broad border around its field",
            "round": "a round rug",
        },
        ("border", "fringe", "lining"),
    )
}
