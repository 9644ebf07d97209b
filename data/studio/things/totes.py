"""Totes: open or zipped bags on two handles, from the front and turned to show their depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker
from data.studio.shape import box, ellipse, line
from data.studio.spec import Spec
from data.studio.things.fittings import (
    band,
    dimmed,
    dots,
    panel,
    ring,
    seams,
    stitches,
    stud,
    zip_pull,
    zip_teeth,
)
from data.studio.things.leatherwork import fallen
from data.studio.things.sacks import C, Facts, Sack, metal_of, pocket_on, sack_of, with_lines
from data.studio.things.tote_handles import chapes, ends, fallen_handle, knots, rope


def _shopper(sack: Sack) -> tuple[list[Part], Facts]:
    """Flat canvas on long handles, with or without a pocket."""
    rng = sack.rng
    reach, wide = sack.wide * rng.uniform(0.4, 0.6), rng.uniform(28, 42)
    high = sack.wide * rng.uniform(0.85, 1.25)
    lean, drop = rng.uniform(-50, 50), rng.random() < 0.3
    pocket = rng.random() < 0.45 or "pocket" in sack.spec.parts
    size = (
        sack.wide * rng.uniform(0.34, 0.56),
        sack.top + (sack.low - sack.top) * rng.uniform(0.26, 0.4),
        sack.wide * rng.uniform(0.5, 0.8),
    )
    facts: Facts = (("closure", "Open Top"), ("strap", "Long Handles"), *((("pockets", "Front Pocket"),) if pocket else ()))
    behind = sack.handle("handle-back", reach, high, wide, 20, lean + rng.uniform(-30, 30), 0.16, (sack.side, -sack.mouth()))
    parts = [behind, *sack.walls(), sack.trunk(folds=sack.creases(), hem=rng.uniform(30, 46))]
    if "base" in sack.spec.parts:
        parts += sack.bottom(rng.uniform(0.2, 0.32))
    if pocket and not sack.back:
        parts.append(pocket_on(sack, *size))
    if drop and not sack.back:
        parts.append(fallen_handle(sack, reach, wide, rng.uniform(0.4, 0.62)))
    else:
        parts.append(sack.handle("handle-front", reach, high * 0.96, wide, 70, lean))
    return [*parts, *ends(sack, reach, wide, 76)], facts


def _structured(sack: Sack) -> tuple[list[Part], Facts]:
    """Stiff leather that stands by itself, on shorter rolled handles with studded ends."""
    rng = sack.rng
    reach, wide = sack.wide * rng.uniform(0.36, 0.56), rng.uniform(22, 30)
    high, y = sack.wide * rng.uniform(0.5, 0.85), sack.top + rng.uniform(46, 80)
    lean = rng.uniform(-24, 24)
    behind = sack.handle("handle-back", reach, high, wide, 16, lean, 0.18, (sack.side, -sack.mouth()))
    parts = [behind, *sack.walls(), sack.trunk(hem=rng.choice((22, 40)), depth=0.7)]
    seam = rng.choice(("none", "center", "band", "none"))
    body = parts[-1]
    if seam == "center":
        d = line((C, sack.top), (C, sack.low + 10))
        parts[-1] = with_lines(
            body,
            Line(d, 3, "", darker(sack.body.color, 0.5), 0.7),
            stitches(line((C + 9, sack.top + 40), (C + 9, sack.low)), sack.body),
        )
    if "base" in sack.spec.parts or seam == "band":
        parts += sack.bottom(rng.uniform(0.18, 0.34))
    parts.append(sack.handle("handle-front", reach, high, wide, y - sack.top + 20, lean))
    parts += chapes(sack, reach, y, rng.uniform(42, 54))
    feet = [Part(f"foot-{n}", "buckle", ellipse(x, sack.low + 6, 13, 9), metal_of(sack), depth=0.7, cast=0.2) for n, x in
            enumerate((C - sack.floor * 0.8, C + sack.floor * 0.8), 1)]  # fmt: skip
    return [*feet, *parts], (("closure", "Open Top"), ("strap", "Short Handles"))


def _beach(sack: Sack) -> tuple[list[Part], Facts]:
    """Wide and roomy, on rope handles through metal eyelets, up or fallen over the front."""
    rng = sack.rng
    reach, thick = sack.wide * rng.uniform(0.34, 0.6), rng.uniform(22, 34)
    high, y = sack.wide * rng.uniform(0.46, 0.86), sack.top + rng.uniform(50, 76)
    lean, deep = rng.uniform(-46, 46), (sack.low - sack.top) * rng.uniform(0.44, 0.64)
    fallen_over, knotted = rng.random() < 0.3, rng.random() < 0.5
    pocketed = rng.random() < 0.25 or "pocket" in sack.spec.parts
    top = sack.top - sack.mouth() + 18
    parts = [rope(sack, "handle-back", reach, top, high, thick, lean + rng.uniform(-24, 24), sack.side, 0.16)]
    at = y + sack.sag * (1 - (reach / sack.wide) ** 2)
    holes = dots([(C - reach, at), (C + reach, at)], 32, darker(sack.body.color, 0.75))
    parts += [*sack.walls(), with_lines(sack.trunk(hem=rng.uniform(80, 110), folds=sack.creases()), holes)]
    if "base" in sack.spec.parts:
        parts += sack.bottom(rng.uniform(0.25, 0.4))
    if pocketed and not sack.back:
        parts.append(pocket_on(sack, sack.wide * rng.uniform(0.24, 0.4), y + 60, (sack.low - y) * rng.uniform(0.34, 0.5)))
    metal = metal_of(sack)
    for n, x in enumerate((C - reach, C + reach), 1):
        d = ring(ellipse(x, at, 29, 29), ellipse(x, at, 15, 15))
        parts.append(Part(f"eyelet-{n}", "buckle", d, metal, depth=0.5, outline=1.4, cast=0.3))
    over = fallen_over and not sack.back
    parts.append(
        rope(sack, "handle-front", reach, at, -deep if over else high + (y - sack.top), thick, 0 if over else lean, 0, 0)
    )
    if knotted and not over:
        parts += knots(sack, reach, at + 6, thick)
    pockets: Facts = (("pockets", "Front Pocket"),) if pocketed else ()
    return parts, (("closure", "Open Top"), ("strap", "Rope Handles"), *pockets)


def _bucket(sack: Sack) -> tuple[list[Part], Facts]:
    """A round-bottomed bag, gathered by a drawstring under its mouth, on one shoulder strap."""
    sack, rng = replace(sack, side=0.0), sack.rng
    high, lean, wide = sack.wide * rng.uniform(1.2, 2.1), rng.uniform(-80, 80), rng.uniform(22, 38)
    reach, tie, laid_over = sack.wide * 0.94, rng.uniform(56, 110), rng.random() < 0.3
    strap = sack.handle("handle", reach, high, wide, 60, lean)
    if laid_over:
        bow = fallen(rng, reach + 4, sack.top + 20, sack.low, rng.choice((-1, 1)))
        strap = replace(strap, d=band(bow, wide), lines=(seams(bow, wide / 2 - 5, strap.paint, 1.8),))
    folds = tuple(
        f"M {C + k * sack.wide:.1f} {sack.top + 8:.1f} Q {C + k * sack.wide * 0.93:.1f} {sack.top + tie:.1f} "
        f"{C + k * sack.wide:.1f} {sack.top + tie + rng.uniform(50, 130):.1f}"
        for k in (-0.74, -0.5, -0.24, 0.05, 0.3, 0.55, 0.78)
    )
    parts = [strap, *sack.walls(), sack.trunk(hem=0, depth=1.15, folds=folds), *sack.bottom(rng.uniform(0.08, 0.34))]
    parts.append(Part("drawstring", "drawstring", band(sack.rim(tie), 13), _cord(sack), depth=0.8, cast=0.5))
    if not sack.back:
        parts += _cord_ends(sack, sack.top + tie + sack.sag)
    parts += [stud(f"stud-{n}", (x, sack.top + 38), 12, metal_of(sack)) for n, x in enumerate((C - reach, C + reach), 1)]
    return parts, (("closure", "Drawstring"), ("strap", "Shoulder Strap"), ("shape", "Bucket"))


def _cord(sack: Sack) -> Paint:
    return sack.spec.trim("drawstring", texture="leather")


def _cord_ends(sack: Sack, y: float) -> list[Part]:
    """The drawstring's ends with their tassels, through a toggle at the height `y`."""
    rng, cord = sack.rng, _cord(sack)
    tassels, ends_of_it = [], []
    for n, k in enumerate((-1, 1), 1):
        long, out = rng.uniform(90, 200), rng.uniform(16, 50)
        ends_of_it.append(band([(C + k * 6, y), (C + k * 16, y + long * 0.5), (C + k * out, y + long)], 11))
        x, low = C + k * out, y + long
        d = panel([(x - 8, low - 6), (x + 8, low - 6), (x + 13, low + 52), (x - 13, low + 52)], 5)
        tassels.append(Part(f"tassel-{n}", "tassel", d, sack.spec.trim("tassel", texture="leather"), depth=0.8, cast=0.5))
    strings = Part("drawstring-ends", "drawstring", " ".join(ends_of_it), cord, depth=0.7, cast=0.5)
    return [*tassels, strings, Part("toggle", "drawstring", box(C - 19, y - 14, C + 19, y + 18, 10), cord, depth=0.9, cast=0.5)]


def _zip(sack: Sack) -> tuple[list[Part], Facts]:
    """A soft tote closed by a zip along its top, with long handles and often an outer pocket."""
    sack, rng = replace(sack, shut=True, side=sack.side * 0.65), sack.rng
    reach, wide = sack.wide * rng.uniform(0.34, 0.54), rng.uniform(26, 36)
    high = sack.wide * rng.uniform(0.7, 1.1)
    lean, down = rng.uniform(-40, 40), rng.random() < 0.35
    zipper = sack.spec.metal("zipper", sack.spec.rng("metal").choice(("gold", "silver", "gunmetal", "brass")))
    parts = [sack.handle("handle-back", reach, high, wide, 30, lean + rng.uniform(-20, 20), 0.16, (sack.side * 0.6, -8))]
    body = sack.trunk(hem=0, folds=sack.creases())
    y = rng.uniform(16, 26)
    tape = Part(
        "zip-band",
        "body",
        band([(x, py - 20) for x, py in sack.rim(0)], 60),
        dimmed(sack.body, 0.12),
        depth=0.6,
        form="flat",
        cast=0.4,
    )
    side = rng.choice((-1, 1))
    teeth = zip_teeth("zipper", [(x * 0.97 + C * 0.03, py - 24) for x, py in sack.rim(0)], zipper, 13)
    parts += [*sack.walls(), tape, teeth, body]
    base = sack.bottom(rng.uniform(0.2, 0.3)) if "base" in sack.spec.parts else []
    pocket = rng.random() < 0.55 or "pocket" in sack.spec.parts
    if pocket and not sack.back:
        top = sack.top + (sack.low - sack.top) * rng.uniform(0.34, 0.5)
        w = sack.half(top)
        d = panel(
            [(C - w - 20, top), (C + w + 20, top), (C + sack.floor + 30, sack.low + 30), (C - sack.floor - 30, sack.low + 30)], 2
        )
        paint = sack.spec.paint("pocket")
        parts.append(
            Part(
                "pocket",
                "pocket",
                d,
                paint,
                depth=0.6,
                form="flat",
                within=sack.front(),
                lines=(
                    stitches(line((C - w, top + 11), (C + w, top + 11)), paint),
                    Line(line((C, top + 11), (C, sack.low)), 2.2, "", None, 0.4),
                ),
                cast=0.7,
            )
        )
    parts += base
    parts.append(zip_pull("zipper-pull", (C + side * sack.wide * 0.86, sack.top - 20), zipper, long=62, turn=side * -14))
    if down and not sack.back:
        parts.append(fallen_handle(sack, reach, wide, rng.uniform(0.34, 0.5)))
        parts += ends(sack, reach, wide, y + 60)
    else:
        parts.append(sack.handle("handle-front", reach, high, wide, y + 54, lean))
        parts += ends(sack, reach, wide, y + 60)
    facts: Facts = (("closure", "Zipper"), ("strap", "Long Handles"), *((("pockets", "Front Pocket"),) if pocket else ()))
    return parts, facts


_SHAPES: Mapping[str, Callable[[Spec], Sack]] = {
    "shopper": lambda s: sack_of(s, (440, 480), (0.72, 1.08), (225, 275), (0.92, 1.04), sag=14, round=26),
    "structured": lambda s: sack_of(s, (430, 480), (0.66, 0.92), (240, 290), (0.84, 1.12), sag=4, round=30),
    "bucket": lambda s: sack_of(s, (430, 490), (0.92, 1.22), (165, 225), (0.86, 1.3), sag=30, round=110, belly=12),
    "beach": lambda s: sack_of(s, (430, 480), (0.48, 0.8), (290, 350), (0.66, 0.94), sag=26, round=50),
    "zip": lambda s: sack_of(s, (450, 490), (0.58, 0.92), (245, 310), (0.8, 1.06), sag=8, round=34),
}  # fmt: skip


_DRAWN: Mapping[str, Callable[[Sack], tuple[list[Part], Facts]]] = {
    "shopper": _shopper, "structured": _structured, "bucket": _bucket, "beach": _beach, "zip": _zip,
}  # fmt: skip


def tote(spec: Spec) -> Drawing:
    parts, facts = _DRAWN[spec.silhouette](_SHAPES[spec.silhouette](spec))
    return Drawing(tuple(parts), ground="floor", seed=spec.seed, facts=facts, fill=0.82)


TYPES: Mapping[str, Kind] = {
    "tote": Kind(
        tote,
        {
            "shopper": "a flat cloth tote on two long handles",
            "structured": "a stiff tote that stands by itself, on rolled handles with studded ends and metal feet",
            "bucket": "a round-bottomed bag gathered by a drawstring, on one shoulder strap",
            "beach": "a wide tote on rope handles through metal eyelets",
            "zip": "a tote closed by a zip along its top",
        },
        ("handle", "base", "pocket", "buckle", "zipper", "lining", "drawstring", "tassel"),
    )
}
