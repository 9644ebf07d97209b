"""Skirts, with their waistbands, buttons and wraps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from data.studio.drawing import Drawing, Line, Part
from data.studio.kind import Kind
from data.studio.shape import box, line, symmetric
from data.studio.spec import Spec
from data.studio.things.closures import buckle, buttons, cloth, column, knot, zipper
from data.studio.things.outer_body import Facts, Made, dimmed
from data.studio.things.outer_cut import STITCH, C
from data.studio.things.pocketry import pair, patch
from data.studio.things.skirt_cloth import Fall, flared, pleated, tiers


def waistband(spec: Spec, fall: Fall, height: float, *, elastic: bool = False, stitched: bool = True) -> list[Part]:
    """The inside of the band's back, and the band before it."""
    y, w, paint = fall.top, fall.waist, cloth(spec, "waistband")
    rise = height * 0.26
    inner = symmetric(f"M {C} {y - height - rise} Q {C - w * 0.6} {y - height - rise} {C - w + 5} {y - height + 2} "
                      f"L {C - w * 0.5} {y - height + 20} L {C} {y - height + 24}")  # fmt: skip
    d = symmetric(f"M {C} {y - height + rise} Q {C - w * 0.6} {y - height + rise} {C - w + 3} {y - height} L {C - w - 1} {y + 2} "
                  f"Q {C - w * 0.6} {y + rise + 4} {C} {y + rise + 4}")  # fmt: skip
    seams: tuple[Line, ...] = ()
    if elastic:
        seams = _gathers(w, y, height, rise)
    elif stitched:
        seams = tuple(
            Line(f"M {C - w + 2} {y - at} Q {C} {y - at + 2 * rise} {C + w - 2} {y - at}", 1.8, STITCH) for at in (5, height - 7)
        )
    inside = Part("inside", "lining", inner, dimmed(spec.trim("lining"), 0.34), depth=0.8, form="drop")
    return [inside, Part("waistband", "waistband", d, paint, depth=0.65, lines=seams, cast=0.5)]


def _gathers(w: float, y: float, height: float, rise: float) -> tuple[Line, ...]:
    """Elastic draws the band together in small upright puckers."""
    n, out = int(w / 7), []
    for k in range(-n + 1, n):
        x, sag = C + k * w / n, rise * (1 - (k / n) ** 2)
        out.append(Line(line((x, y - height + sag + 3), (x, y + sag)), 2, "", None, 0.4))
    return tuple(out)


def _loops(spec: Spec, fall: Fall, height: float) -> list[Part]:
    out = []
    for n, t in enumerate((-0.64, 0.64), 1):
        x, y = C + t * fall.waist, fall.top - height + 2 + 4 * (1 - t * t)
        out.append(Part(f"loop-{n}", "strap", box(x - 7, y, x + 7, fall.top + 10, 3), cloth(spec, "strap"), depth=0.6, cast=0.6))
    return out


def _darts(fall: Fall) -> tuple[Line, ...]:
    return tuple(Line(line(fall.at(t, 0.02), fall.at(t * 0.96, 0.28)), 2, "", None, 0.5) for t in (-0.5, 0.5))


_MINI_CLOSURES = {"buttons": "Buttons", "fly": "Button and Zip Fly", "zip": "Zipper"}


def mini(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    fall = Fall(rng.uniform(150, 184), rng.uniform(220, 306), 240, 240 + rng.uniform(310, 440), belly=rng.uniform(-0.1, 0.25),
                flutes=rng.choice((1, 1, 4, 5)), wave=8, sag=rng.uniform(8, 18))  # fmt: skip
    high, style = rng.uniform(32, 52), rng.choice(("buttons", "fly", "zip", "plain"))
    pockets, loops = style != "plain" and rng.random() < 0.55, style == "fly" and rng.random() < 0.7
    inside, band = waistband(spec, fall, high)
    body = flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"), stitched=18)
    facts: Facts = (("length", "Mini"),)
    facts = (*facts, ("pockets", "Patch Pockets")) if pockets else facts
    facts = (*facts, ("closure", _MINI_CLOSURES[style])) if style in _MINI_CLOSURES else facts
    more = _loops(spec, fall, high) if loops else []
    if back:
        seam = Line(line(fall.at(0, 0.02), fall.at(0, 1)), 2, "", None, 0.5)
        return [inside, replace(body, lines=(*body.lines, *_darts(fall), seam)), band, *more], facts
    parts = [inside, body, *(_mini_pockets(spec, fall) if pockets else []), band]
    if style == "zip":
        parts += zipper(spec, (C, fall.top - high * 0.6), fall.at(0, 0.995), pull=0.02, width=15)
    elif style in ("buttons", "fly"):
        parts = [inside, replace(body, lines=(*body.lines, *_fly(fall, style == "buttons"))), *parts[2:]]
        parts += _mini_buttons(spec, fall, high, style == "buttons")
    return [*parts, *more], facts


def _fly(fall: Fall, whole: bool) -> tuple[Line, Line]:
    """The front's seam and stitching, down to the hem or only below the waistband."""
    end = 1.0 if whole else 0.36
    edge, stitch = line(fall.at(0, 0), fall.at(0, end)), line((C + 17, fall.top), (C + 17, fall.at(0, end * 0.98)[1]))
    return Line(edge, 2.2, "", None, 0.6), Line(stitch, 1.8, STITCH, None, 0.5)


def _mini_buttons(spec: Spec, fall: Fall, high: float, whole: bool) -> list[Part]:
    rng, top = spec.rng("buttons"), fall.top - high * 0.36
    places = column(C, top, fall.at(0, 0.92)[1] - 30, rng.choice((5, 6, 7))) if whole else [(C, top)]
    return buttons(spec, places, 12, "brass", sewn=rng.random() < 0.4, texture="metal")


def _mini_pockets(spec: Spec, fall: Fall) -> list[Part]:
    rng = spec.rng("pocket")
    wide, tall, base = rng.uniform(82, 106), rng.uniform(90, 118), rng.choice(("square", "pointed", "round"))
    x, y = fall.at(-0.52, rng.uniform(0.18, 0.32))
    return pair(patch(x - wide / 2, y, wide, tall, spec.paint("pocket"), base=base))


def midi(spec: Spec) -> Made:
    rng = spec.rng()
    fall = Fall(
        rng.uniform(118, 152),
        rng.uniform(230, 360),
        170,
        rng.uniform(780, 895),
        belly=rng.uniform(-0.35, 0.3),
        flutes=rng.choice((4, 5, 6, 7, 9)),
        wave=rng.uniform(9, 17),
        sag=rng.uniform(12, 50),
        sway=rng.uniform(-26, 26),
    )
    high, elastic = rng.uniform(26, 54), rng.random() < 0.35
    belted = not elastic and rng.random() < 0.35
    inside, band = waistband(spec, fall, high, elastic=elastic, stitched=False)
    parts = [inside, flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"), start=0.05), band]
    facts: Facts = (("length", "Midi"),)
    if elastic:
        facts = (*facts, ("closure", "Pull-On"))
    if not belted:
        return parts, facts
    y, w = fall.top, fall.waist
    mid = y - high * 0.5 + 6
    belt = symmetric(
        f"M {C} {mid} Q {C - w * 0.6} {mid} {C - w} {y - high * 0.7} L {C - w - 3} {y - 4} Q {C - w * 0.6} {y + 6} {C} {y + 6}"
    )
    parts.append(Part("belt", "belt", belt, cloth(spec, "belt"), depth=0.7))
    if spec.view == "front":
        parts.append(buckle(spec, C, y - high * 0.22 + 2, 22, high * 0.34 + 6, "gold", "metal"))
    return parts, (*facts, ("belt", "Belted"))


def pencil(spec: Spec) -> Made:
    rng, back = spec.rng(), spec.view == "other"
    waist, long = rng.uniform(124, 154), rng.uniform(480, 650)
    hips = waist * rng.uniform(1.26, 1.48)
    fall = Fall(waist, hips * rng.uniform(0.74, 0.96), 200, 200 + long, flutes=1, wave=2, sag=8, hips=hips * 1.12)
    high, stitched, buttoned = rng.uniform(28, 58), rng.random() < 0.5, rng.random() < 0.3
    slit, slit_at = rng.choice(("side", "front", "back", "back")), rng.uniform(0.58, 0.78)
    inside, band = waistband(spec, fall, high, stitched=stitched)
    lines = [*_darts(fall), Line(line(fall.at(-0.98, 0.97), fall.at(0, 0.975), fall.at(0.98, 0.97)), 1.8, STITCH)]
    if back:
        lines.append(Line(line(fall.at(0, 0.01), fall.at(0, slit_at if slit == "back" else 0.99)), 2.2, "", None, 0.55))
    body = flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"))
    pulls = _hip_pulls(fall, spec.rng(f"drape {spec.view}"))
    parts = [inside, replace(body, folds=pulls, lines=tuple(lines), fold_width=12, depth=0.95)]
    if slit == "side" or (slit == "back") == back:
        t = {"side": 0.5 if back else -0.5, "front": 0.3, "back": 0.0}[slit]
        parts.append(replace(slit_piece(spec, fall, t, slit_at), within=body.d))
    if buttoned and not back:
        n = rng.choice((4, 5, 6))
        places = [fall.at(-0.46, 0.08 + 0.7 * k / (n - 1)) for k in range(n)]
        parts += buttons(spec, places, 9, "gold", texture="metal", sewn=False)
    return [*parts, band], (("length", "Knee Length"), ("fit", "Fitted"))


def _hip_pulls(fall: Fall, rng: Random) -> tuple[str, ...]:
    """Creases that narrow cloth throws across the hips."""
    out = []
    for _ in range(rng.choice((2, 3, 4))):
        s, u = rng.choice((-1, 1)), rng.uniform(0.12, 0.7)
        (x0, y0), (x1, y1) = fall.at(s * 0.92, u), fall.at(s * rng.uniform(-0.1, 0.4), u + rng.uniform(0.02, 0.09))
        out.append(f"M {x0} {y0} Q {(x0 + x1) / 2} {y1 + 8} {x1} {y1}")
    return tuple(out)


def slit_piece(spec: Spec, fall: Fall, t: float, u: float) -> Part:
    """An open slit: the dark inside between two edges, `t` across the cloth and from `u` down to the hem."""
    (x0, y0), (x1, y1) = fall.at(t, u), fall.at(t, 1)
    mid = (y0 + y1) / 2
    d = f"M {x0} {y0} Q {x0 + 5} {mid} {x1 + 14} {y1 + 14} L {x1 - 13} {y1 + 14} Q {x0 - 4} {mid} {x0} {y0} Z"
    return Part("slit", "lining", d, dimmed(spec.trim("lining"), 0.42), depth=0.4, form="drop", cast=0)


def pleats(spec: Spec) -> Made:
    rng = spec.rng()
    waist, long, boxy = rng.uniform(122, 168), rng.uniform(310, 650), rng.random() < 0.3
    fall = Fall(
        waist,
        waist * rng.uniform(1.35, 2.1),
        200,
        200 + long,
        belly=rng.uniform(-0.3, 0.35),
        flutes=1,
        sag=rng.uniform(8, 46),
        sway=rng.uniform(-18, 18) * (-1 if spec.view == "other" else 1),
    )
    count = rng.choice((9, 11)) if boxy else rng.choice((13, 17, 21, 26))
    high, stitched, tabbed, side = rng.uniform(26, 60), rng.random() < 0.5, rng.random() < 0.35, rng.choice((-0.7, 0.7))
    inside, band = waistband(spec, fall, high, stitched=stitched)
    body = pleated(fall, spec.paint(), count, box_pleats=boxy)
    if spec.view == "other":  # a zip under the pleats, and its seam through the band
        body = replace(body, lines=(*body.lines, Line(line((C, fall.top), (C, fall.top + 150)), 3.4, "", None, 0.7)))
        band = replace(band, lines=(*band.lines, Line(line((C, fall.top - high), (C, fall.top + 4)), 3.4, "", None, 0.7)))
    parts = [inside, body, band]
    if tabbed and spec.view == "front":
        x = C + fall.waist * side
        parts += buttons(spec, [(x, fall.top - 18), (x, fall.top + 2)], 8, "gold", texture="metal", sewn=False)
    length = "Mini" if long < 400 else "Knee Length" if long < 520 else "Midi"
    return parts, (("length", length), ("detail", "Pleated"))


def wrap(spec: Spec) -> Made:
    rng = spec.rng()
    waist, long, side = rng.uniform(122, 156), rng.uniform(390, 700), rng.choice((-1, 1))
    fall = Fall(
        waist,
        waist * rng.uniform(1.4, 2.2),
        180,
        180 + long,
        belly=rng.uniform(-0.15, 0.25),
        flutes=rng.choice((3, 4, 5)),
        wave=10,
        sag=rng.uniform(8, 26),
        sway=rng.uniform(-14, 14),
    )
    inside, band = waistband(spec, fall, rng.uniform(24, 48), stitched=False)
    parts = [inside, flared(fall, spec.paint(), spec.rng(f"hem {spec.view}"))]
    length = "Midi" if long > 540 else "Knee Length" if long > 430 else "Mini"
    facts: Facts = (("length", length), ("closure", "Tie"))
    if spec.view == "other":
        return [*parts, band], facts
    x, size = C + side * fall.waist * rng.uniform(0.5, 0.8), rng.uniform(30, 42)
    ends = (rng.uniform(120, 250), rng.uniform(150, 280))
    return [
        *parts,
        wrap_panel(spec, fall, side),
        band,
        *knot(cloth(spec, "tie"), x, fall.top - 6, size, ends, side * 8, "tie"),
    ], facts


def wrap_panel(spec: Spec, fall: Fall, side: int, *, name: str = "panel") -> Part:
    """The front that laps over: its free edge falls from the knot's side to the other side of the hem."""
    rng = spec.rng("panel")
    (x0, y0), end = fall.at(side * rng.uniform(0.45, 0.7), 0), side * rng.uniform(0.1, 0.5)
    (x1, y1), (ex, ey), (mx, my) = fall.at(end, 1), fall.at(-side, 1), fall.at((end - side) / 2, 1)
    (l1, l2), rounded = fall.side(-side), rng.random() < 0.45
    belly, low = fall.at(side * 0.55, 0.8)[0], fall.at(side * 0.5, 0.78)[1]
    edge = (
        f"C {x0 + side * 10} {y0 + (y1 - y0) * 0.4} {belly} {low} {x1} {y1 + 6}"
        if rounded
        else f"Q {x0 + side * 4} {(y0 + y1) / 2} {x1} {y1 + 8}"
    )
    start = C - side * fall.waist
    d = (
        f"M {start} {fall.top} L {x0} {y0} {edge} Q {mx} {my + 20} {ex} {ey + 5} "
        f"C {l2[0]} {l2[1]} {l1[0]} {l1[1]} {start} {fall.top} Z"
    )
    folds = []
    for k in range(3):
        bend, to = fall.at(-side * (0.1 + 0.25 * k), 0.4), fall.at(-side * (0.1 + 0.3 * k), 0.9)
        folds.append(f"M {x0 - side * (12 + 14 * k)} {y0 + 16} Q {bend[0]} {bend[1]} {to[0]} {to[1]}")
    line_of = Line(f"M {x0} {y0} {edge}", 2, "", None, 0.5)
    return Part(name, "panel", d, spec.paint("panel"), depth=0.55, folds=tuple(folds), fold_width=13, lines=(line_of,))


def tiered(spec: Spec) -> Made:
    rng = spec.rng()
    count = rng.choice((2, 3, 3, 4))
    long = rng.uniform(310, 440) if count == 2 else rng.uniform(460, 700)
    waist = rng.uniform(118, 158)
    hem, high, tied = waist * rng.uniform(1.6, 2.45), rng.uniform(28, 54), rng.random() < 0.4
    inside, band = waistband(spec, Fall(waist, hem, 180, 180 + long), high, elastic=True)
    layers = tiers(spec.paint(), spec.rng(f"tiers {spec.view}"), waist=waist, hem=hem, top=180, bottom=180 + long, count=count,
                   flutes=rng.choice((5, 6, 8)), fuller=rng.uniform(1.0, 1.16))  # fmt: skip
    parts = [inside, *layers, band]
    if tied and spec.view == "front":
        parts += knot(cloth(spec, "tie"), C, 176, 24, (rng.uniform(80, 130), rng.uniform(90, 140)), 0, "tie")
    length = "Mini" if count == 2 else "Knee Length" if long < 560 else "Midi"
    return parts, (("length", length), ("closure", "Pull-On"), ("detail", "Tiered"))


_MAKE: Mapping[str, Callable[[Spec], Made]] = {
    "mini": mini, "midi": midi, "pencil": pencil, "pleated": pleats, "wrap": wrap, "tiered": tiered,
}  # fmt: skip


def skirt(spec: Spec) -> Drawing:
    parts, facts = _MAKE[spec.silhouette](spec)
    return Drawing(tuple(parts), seed=spec.seed, fill=0.78, facts=facts)


TYPES: Mapping[str, Kind] = {
    "skirt": Kind(
        skirt,
        {
            "mini": "a short skirt, straight or slightly flared",
            "midi": "a flared skirt that falls below the knee",
            "pencil": "a narrow skirt to the knee that follows the hips",
            "pleated": "a skirt in pressed pleats",
            "wrap": "a skirt that laps over in front and is tied at the side",
            "tiered": "a skirt of gathered tiers, each fuller than the one above",
        },
        ("waistband", "pocket", "button", "zipper", "belt", "buckle", "strap", "tie", "panel", "lining"),
    )
}
