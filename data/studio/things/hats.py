"""Hats with a brim all round: the bucket hat and the sun hat."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from data.studio.drawing import Drawing, Line, Part
from data.studio.shape import AXIS, Point, ellipse, smooth
from data.studio.spec import Spec
from data.studio.things.emblems import contrast, label
from data.studio.things.warp import between, facing, one_after, outline, ribbon, stitches, stretched, warped

C = AXIS


def bucket(spec: Spec) -> Drawing:
    """A bucket hat from the front; from above in the other view."""
    rng = spec.rng()
    parts = _bucket_above(spec) if spec.view == "other" else _bucket(spec)
    place = one_after(
        stretched(rng.uniform(0.9, 1.12), rng.uniform(0.86, 1.14), lean=rng.uniform(-0.08, 0.08)), facing(rng.random() < 0.5)
    )
    return Drawing(
        warped(parts, place),
        ground="above",
        seed=spec.seed,
        fill=0.72,
        main="crown",
        turn=rng.uniform(-5, 5),
        facts=(("style", "Bucket Hat"),),
    )


def _bucket(spec: Spec) -> tuple[Part, ...]:
    """From the front, more or less from above: then the top shows as an ellipse."""
    rng = spec.rng("details")
    look, seat, w = rng.uniform(8, 46), 560.0, rng.uniform(204, 232)
    parts = [*_bucket_crown(spec, rng, look, seat, w)]
    if rng.random() < 0.5 or "logo" in spec.parts:
        parts.append(label(spec, C + rng.choice((-1, 0, 1)) * 66, seat - 30 + look * 0.5, 66, 40))
    return (*parts, _bucket_brim(spec, rng, look, seat, w))


def _bucket_crown(spec: Spec, rng: Random, look: float, seat: float, w: float) -> tuple[Part, ...]:
    """The side and the top; `look` is how far one looks down on it, `w` half the width at the height `seat` of the brim."""
    top, up = rng.uniform(290, 350), rng.uniform(150, 186)
    side = (
        f"M {C - up} {top} C {C - up - 8} {top + 90} {C - w + 4} {seat - 70} {C - w} {seat} "
        f"Q {C} {seat + 90 + look * 2} {C + w} {seat} "
        f"C {C + w - 4} {seat - 70} {C + up + 8} {top + 90} {C + up} {top} Q {C} {top + look * 1.9} {C - up} {top} Z"
    )
    lid = f"M {C - up} {top} Q {C} {top - look * 1.6 - 12} {C + up} {top} Q {C} {top + look * 1.9} {C - up} {top} Z"
    x = rng.uniform(-90, 90)
    lines = [Line(f"M {C + x * 0.8} {top + look * 0.8} Q {C + x} {top + 110} {C + x * 1.2} {seat + 30}", 2.2, "", None, 0.5)]
    if rng.random() < 0.6:
        eyes = " ".join(ellipse(C + way * 118 + d, top + 118, 7, 7) for way in (-1, 1) for d in (-15, 15))
        lines.append(Line(eyes, 3.4, "", None, 0.6))
    cloth = spec.paint("crown", texture=spec.look)
    seam = stitches(f"M {C - up + 8} {top + 2} Q {C} {top + look * 1.75} {C + up - 8} {top + 2}", opacity=0.5)
    return (
        Part("crown", "crown", side, cloth, depth=0.85, lines=tuple(lines)),
        Part("top", "crown", lid, cloth, form="flat", depth=0.5, cast=0, lines=(seam,)),
    )


def _bucket_brim(spec: Spec, rng: Random, look: float, seat: float, w: float) -> Part:
    """The brim that slopes down all round, with its rounds of stitching."""
    flare, low, wave = rng.uniform(290, 356), rng.uniform(676, 720), rng.uniform(-8, 22)
    inner = _bow(w + 2, seat - 14, seat + 18 + look * 0.5, seat + 22 + look * 0.8)
    edge = _bow(flare, low - 48, low + 6 + look * 0.4, low + 16 + wave + look)
    rows = rng.choice((3, 5, 7))
    sewn = tuple(between(smooth(inner), smooth(edge), (k + 0.7) / (rows + 0.4)) for k in range(rows))
    lines = (stitches(*sewn, opacity=0.6), Line(between(smooth(inner), smooth(edge), 0.02), 2.4, "", None, 0.5))
    return Part("brim", "brim", outline(inner, edge), spec.paint("brim", texture=spec.look), depth=0.7, cast=0.4, lines=lines)


def _bow(half: float, ends: float, near: float, middle: float) -> list[Point]:
    """Five points of a sagging line about the axis."""
    return [(C - half, ends), (C - half * 0.6, near), (C, middle), (C + half * 0.6, near), (C + half, ends)]


def _bucket_above(spec: Spec) -> tuple[Part, ...]:
    """Looked at from above: brim, side and top are three rings."""
    rng = spec.rng("details")
    dx, dy, rx = rng.uniform(-30, 30), rng.uniform(-56, 40), rng.uniform(190, 246)
    flat = rng.uniform(0.66, 0.82)
    outer, seat = ellipse(C, 500, 350, 330), ellipse(C + dx * 0.5, 490 + dy * 0.4, rx, rx * 0.94)
    top, seam = (ellipse(C + dx, 478 + dy, rx * flat * k, rx * flat * 0.9 * k) for k in (1.0, 0.94))
    cloth = spec.paint("crown", texture=spec.look)
    rows = rng.choice((3, 5, 7))
    shares = [k / (rows + 1) for k in range(rows + 1)]
    rings = " ".join(
        ellipse(C + dx * 0.5 * t, 500 - (10 - dy * 0.4) * t, 350 - (350 - rx) * t, 330 - (330 - rx * 0.94) * t) for t in shares
    )
    return (
        Part(
            "brim",
            "brim",
            outer,
            spec.paint("brim", texture=spec.look),
            depth=0.6,
            form="flat",
            lines=(stitches(rings, opacity=0.6),),
        ),
        Part("crown", "crown", seat, cloth, depth=0.8, cast=0.8),
        Part(
            "top",
            "crown",
            top,
            cloth,
            depth=0.5,
            form="flat",
            cast=0,
            lines=(stitches(seam, opacity=0.5),),
        ),
    )


def sun_hat(spec: Spec) -> Drawing:
    """A sun hat from the front; from above in the other view."""
    rng = spec.rng()
    parts = _sun_above(spec) if spec.view == "other" else _sun(spec)
    place = one_after(
        stretched(rng.uniform(0.94, 1.06), rng.uniform(0.86, 1.16), lean=rng.uniform(-0.06, 0.06)), facing(rng.random() < 0.5)
    )
    return Drawing(
        warped(parts, place),
        ground="above",
        seed=spec.seed,
        fill=0.82,
        main="crown",
        turn=rng.uniform(-6, 6),
        facts=(("style", "Sun Hat"), ("brim", "Wide Brim")),
    )


def _braid(cx: float, cy: float, rx: float, ry: float, count: int, inner: float) -> Line:
    """The rounds in which straw is sewn."""
    return Line(
        " ".join(ellipse(cx, cy, rx * k, ry * k) for k in (inner + (1 - inner) * (n + 0.5) / count for n in range(count))),
        2,
        "",
        None,
        0.22,
    )


def _sun(spec: Spec) -> tuple[Part, ...]:
    """From the front and above: a broad wavy brim, a dome and a ribbon."""
    rng = spec.rng("details")
    tilt = rng.uniform(110, 178)
    wave = [rng.uniform(-16, 16) for _ in range(10)]
    wide = [(0.0, 1.0), (0.31, 0.95), (0.59, 0.81), (0.81, 0.59), (0.95, 0.31)]
    ring = [
        (c, s)
        for c, s in [
            (-1.0, 0.0),
            *((-s, -c) for s, c in reversed(wide[1:])),
            (0.0, -1.0),
            *((s, -c) for s, c in wide[1:]),
            (1.0, 0.0),
        ]
    ]
    ring += [(c, -s) for c, s in reversed(ring[1:-1])]
    edge = [
        (C + 420 * c, 600 + tilt * s * (0.84 if s < 0 else 1.0) + wave[n % 10] * (0.4 + 0.6 * abs(c)))
        for n, (c, s) in enumerate(ring)
    ]
    straw = spec.paint("crown", texture=spec.look or "woven")
    brim = Part(
        "brim",
        "brim",
        smooth(edge, closed=True),
        spec.paint("brim", texture=spec.look or "woven"),
        form="flat",
        depth=0.8,
        lines=(_braid(C, 600, 414, tilt * 0.94, 9, 0.46),),
    )
    high, w = rng.uniform(190, 250), rng.uniform(176, 206)
    y = 590.0
    top = y - high
    flat = rng.uniform(0.5, 0.86)
    dome = (
        f"M {C - w} {y} C {C - w - 4} {y - high * 0.6} {C - w * flat} {top} {C} {top} C {C + w * flat} {top} "
        f"{C + w + 4} {y - high * 0.6} {C + w} {y} "
        f"Q {C + w * 0.6} {y + tilt * 0.4} {C} {y + tilt * 0.42} Q {C - w * 0.6} {y + tilt * 0.4} {C - w} {y} Z"
    )
    rounds = " ".join(
        f"M {C - w} {y - 20 - 26 * k} Q {C} {y - 20 - 26 * k + tilt * 0.72} {C + w} {y - 20 - 26 * k}" for k in range(1, 8)
    )
    crown = Part("crown", "crown", dome, straw, depth=0.9, lines=(Line(rounds, 2, "", None, 0.2),), cast=0.9)
    deep = rng.uniform(36, 58)
    low = [
        (C - w - 3, y - 4),
        (C - w * 0.6, y + tilt * 0.31),
        (C, y + tilt * 0.42),
        (C + w * 0.6, y + tilt * 0.31),
        (C + w + 3, y - 4),
    ]
    band = outline([(x, yy - deep) for x, yy in low], low)
    bow = _ribbon_bow(spec, C + rng.choice((-1, 1)) * w * 0.62, y + tilt * 0.26 - deep / 2) if rng.random() < 0.6 else ()
    return (brim, crown, Part("ribbon", "tie", band, contrast(spec, "tie", texture="satin"), depth=0.6, cast=0.3), *bow)


def _ribbon_bow(spec: Spec, x: float, y: float) -> tuple[Part, ...]:
    paint = contrast(spec, "tie", texture="satin")
    ends = tuple(
        Part(
            f"ribbon-end-{n}",
            "tie",
            ribbon(f"M {x} {y} Q {x + dx * 0.4} {y + 40} {x + dx} {y + 110}", 22, end=34),
            paint,
            depth=0.6,
        )
        for n, dx in enumerate((-34, 40))
    )
    loops = tuple(
        Part(
            f"bow-{n}",
            "tie",
            (
                f"M {x} {y} C {x + s * 30} {y - 56} {x + s * 92} {y - 50} {x + s * 84} {y} C {x + s * 88} {y + 40} "
                f"{x + s * 30} {y + 30} {x} {y} Z"
            ),
            paint,
            depth=0.8,
        )
        for n, s in enumerate((-1, 1))
    )
    return (*ends, *loops, Part("knot", "tie", ellipse(x, y, 17, 19), paint, form="ball", depth=0.8))


def _sun_above(spec: Spec) -> tuple[Part, ...]:
    rng = spec.rng("details")
    dx, dy = rng.uniform(-24, 24), rng.uniform(-24, 24)
    straw = spec.paint("crown", texture=spec.look or "woven")
    brim = Part(
        "brim",
        "brim",
        ellipse(C, 500, 400, 388),
        spec.paint("brim", texture=spec.look or "woven"),
        form="flat",
        depth=0.8,
        lines=(_braid(C, 500, 396, 384, 9, 0.5),),
    )
    band = Part("ribbon", "tie", ellipse(C + dx, 490 + dy, 204, 196), contrast(spec, "tie", texture="satin"), depth=0.6, cast=0.6)
    crown = Part(
        "crown",
        "crown",
        ellipse(C + dx * 1.3, 482 + dy * 1.3, 180, 172),
        straw,
        form="ball",
        depth=0.8,
        cast=0.5,
        lines=(_braid(C + dx * 1.3, 482 + dy * 1.3, 176, 168, 6, 0.06),),
    )
    return brim, band, crown


SILHOUETTES: Mapping[str, str] = {
    "bucket": "a soft hat with a stitched brim that slopes down all round",
    "sun hat": "a straw hat with a wide wavy brim and a ribbon",
}
PARTS = ("tie",)
