"""Caps with a peak: baseball, trucker and five-panel caps, and the visor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Part
from data.studio.shape import AXIS, bounds, box, ellipse, smooth, symmetric
from data.studio.spec import Spec
from data.studio.things.cap_shapes import SIDES, Dome, front_view
from data.studio.things.emblems import contrast, embroidered, label, patch
from data.studio.things.warp import (
    backward,
    between,
    facing,
    frame_of,
    joined,
    one_after,
    ribbon,
    shaded,
    stitches,
    stretched,
    warped,
)

C = AXIS


def cap(spec: Spec) -> Drawing:
    """Baseball, trucker and five-panel caps; from behind in the other view."""
    rng = spec.rng()
    side = rng.choice(("three-quarter", "three-quarter", "front", "front" if spec.silhouette == "five-panel" else "side"))
    style = {"baseball": "Baseball Cap", "trucker": "Trucker Cap", "five-panel": "Five-Panel Cap"}[spec.silhouette]
    high = {"baseball": 0.98, "trucker": 1.1, "five-panel": 0.9}[spec.silhouette]
    high *= 0.82 if side == "front" or spec.view == "other" else 1.0
    parts = _behind(spec) if spec.view == "other" else _worn(spec, SIDES[side](), side)
    boxy = rng.uniform(*{"baseball": (-0.06, 0.14), "trucker": (-0.2, 0.0), "five-panel": (-0.34, -0.1)}[spec.silhouette])
    wide, tall = rng.uniform(0.88, 1.12), high * rng.uniform(0.88, 1.12)
    place = one_after(stretched(wide, tall, lean=rng.uniform(-0.1, 0.1), narrow=boxy), facing(rng.random() < 0.5))
    facts = (("style", style), ("closure", CLOSURES[spec.silhouette]))
    parts = warped(parts, place)
    turn, frame = rng.uniform(-6, 6), frame_of(parts)
    return Drawing(parts, ground="above", seed=spec.seed, fill=0.74, main="crown", turn=turn, facts=facts, frame=frame)


CLOSURES = {"baseball": "Buckle", "trucker": "Snap", "five-panel": "Buckle"}


def _worn(spec: Spec, dome: Dome, side: str) -> tuple[Part, ...]:
    """The cap as it is seen from the front or the side."""
    kind, rng = spec.silhouette, spec.rng("details")
    seams = [*dome.near] if kind in ("trucker", "five-panel") else [dome.center, *dome.near]
    lines = [Line(" ".join(seams), 2.4, "", None, 0.55), Line(" ".join(seams), 11, "2 5", None, 0.14)]
    eyes = dome.eyes if kind == "baseball" else dome.eyes[1:2] if kind == "trucker" else dome.eyes
    if kind != "trucker":
        lines += [Line(" ".join(ellipse(x, y, 7, 8) for x, y in eyes), 3.4, "", None, 0.6)]
    crown = Part(
        "crown", "crown", dome.crown, spec.paint("crown", texture=spec.look), form="ball", depth=0.62, lines=tuple(lines)
    )
    mesh = (
        tuple(
            Part(
                f"mesh-{n + 1}",
                "panel",
                d,
                contrast(spec, "panel", texture="mesh"),
                within=dome.crown,
                depth=0.6,
                cast=0,
                outline=1,
            )
            for n, d in enumerate(dome.mesh)
        )
        if kind == "trucker"
        else ()
    )
    if kind == "five-panel":
        piece = Part(
            "panel",
            "panel",
            dome.front,
            spec.paint("panel", texture=spec.look),
            within=dome.crown,
            form="ball",
            depth=0.5,
            cast=0,
            outline=1.4,
            lines=(Line(dome.front, 11, "2 5", None, 0.14), Line(dome.hem, 2, "7 5", None, 0.5)),
        )
        return (crown, piece, *_emblem(spec, dome, side), *_peak(spec, dome, 3))
    top = _button(spec, dome)
    return (crown, *mesh, top, *_emblem(spec, dome, side), *_peak(spec, dome, rng.choice((4, 6, 8))))


def _emblem(spec: Spec, dome: Dome, side: str) -> tuple[Part, ...]:
    rng, kind = spec.rng("emblem"), spec.silhouette
    x, y = dome.emblem
    narrow = {"front": 1.0, "three-quarter": 0.82, "side": 0.6}[side]
    if side == "side" and kind != "trucker":
        return ()
    if kind == "trucker":
        mark = patch(spec, rng, x, y, rng.uniform(120, 160), rng.uniform(84, 110))
    elif kind == "five-panel":
        mark = (label(spec, x, y + 24, rng.uniform(84, 110), rng.uniform(44, 56)),)
    elif "logo" in spec.parts or rng.random() < 0.5:
        mark = embroidered(spec, rng, x, y, rng.uniform(84, 116))
    else:
        return ()
    return warped(mark, stretched(narrow, 1.0, about=(x, y), lean=0.0 if side == "front" else -0.1))


def _peak(spec: Spec, dome: Dome, rows: int) -> tuple[Part, ...]:
    """The peak, with rows of stitching and the turned edge."""
    paint = spec.paint("brim", texture=spec.look)
    d = joined(dome.attach, backward(dome.edge)) + " Z"
    sewn = tuple(between(dome.attach, dome.edge, (k + 0.6) / (rows + 0.4)) for k in range(rows))
    rng = spec.rng("peak")
    peak = Part(
        "brim",
        "brim",
        d,
        paint,
        form="round",
        depth=0.7,
        cast=1.0,
        lines=(stitches(*sewn, opacity=0.55), Line(between(dome.attach, dome.edge, 0.965), 2, "", None, 0.5)),
    )
    x0, y0, x1, y1 = bounds(dome.attach)
    place = stretched(
        rng.uniform(0.94, 1.1), rng.uniform(0.8, 1.2), lean=rng.uniform(-0.12, 0.12), about=((x0 + x1) / 2, (y0 + y1) / 2)
    )
    return warped((peak,), place)


def _behind(spec: Spec) -> tuple[Part, ...]:
    """From behind: the opening above the strap, and the strap with its fastening."""
    kind, dome = spec.silhouette, front_view()
    hole = symmetric(f"M {C} 512 C {C - 60} 514 {C - 110} 560 {C - 112} 664 Q {C - 56} 677 {C} 677")
    rim = Line(hole, 12, "", None, 0.22)
    inside = Part(
        "inside", "lining", hole, shaded(spec.trim("lining"), 0.5), form="drop", depth=0.6, within=dome.crown, lines=(rim,)
    )
    seams = " ".join((f"M {C} 268 L {C} 510", *dome.near))
    lines = [Line(seams, 2.4, "", None, 0.55), Line(seams, 10, "2 5", None, 0.16)]
    if kind == "trucker":
        mesh = contrast(spec, "panel", texture="mesh")
        shell = Part("mesh", "panel", dome.crown, mesh, form="ball", depth=0.62, lines=tuple(lines[:1]))
    else:
        lines.append(Line(" ".join(ellipse(x, y, 7, 8) for x, y in dome.eyes), 3.4, "", None, 0.6))
        cloth = spec.paint("crown", texture=spec.look)
        shell = Part("crown", "crown", dome.crown, cloth, form="ball", depth=0.62, lines=tuple(lines))
    top = () if kind == "five-panel" else (_button(spec, dome),)
    rng = spec.rng("behind")
    place = stretched(
        rng.uniform(0.8, 1.2), rng.uniform(0.84, 1.3), lean=rng.uniform(-0.1, 0.1), about=(C + rng.uniform(-120, 120), 676)
    )
    return (shell, *top, *warped((replace(inside, within=""), *_strap(spec)), place))


def _button(spec: Spec, dome: Dome) -> Part:
    """The covered button on top."""
    paint = spec.trim("button", texture=spec.look)
    return Part("button", "button", ellipse(*dome.button, 17, 10), paint, form="ball", depth=0.7, cast=0.4)


def _strap(spec: Spec) -> tuple[Part, ...]:
    """What makes the cap wider and narrower: a strap with a buckle, or snaps."""
    band = ribbon(smooth([(C - 140, 650), (C - 60, 662), (C, 664), (C + 60, 662), (C + 140, 650)]), 40)
    if spec.silhouette == "trucker":
        dots = " ".join(ellipse(C + dx, 662 - abs(dx) * 0.06, 6, 6) for dx in (-84, -56, -28, 0, 28, 56, 84))
        snaps = (Line(dots, 3, "", None, 0.6),)
        return (Part("strap", "strap", band, spec.trim("strap", texture="plastic"), depth=0.6, form="flat", lines=snaps),)
    ring = box(C + 26, 634, C + 82, 690, 6) + " " + box(C + 36, 646, C + 72, 678, 3)
    return (
        Part("strap", "strap", band, spec.trim("strap", texture=spec.look), depth=0.6, form="flat"),
        Part("buckle", "buckle", ring, spec.metal("buckle"), depth=0.6, cast=0.6),
    )


SILHOUETTES: Mapping[str, str] = {
    "baseball": "a baseball cap with six panels and a curved peak",
    "trucker": "a high-fronted cap with mesh behind and a large patch",
    "five-panel": "a low cap with one plain front panel and a small label",
}
PARTS = ("crown", "brim", "panel", "button", "strap", "buckle", "logo", "lining")
