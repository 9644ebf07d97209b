"""Heels that are open behind or all round: slingbacks, mules, strappy sandals."""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.spec import Spec
from data.studio.things.arches import (
    Arch,
    Court,
    Shoe,
    block_heel,
    heel_block,
    heel_look,
    outsole,
    sole_paint,
    stiletto,
    strapped,
    toe_box,
)
from data.studio.things.shoe import Last, along, beside, fitting, last, stitches, strip, stuff
from data.studio.things.straps import band, buckled, over


def slingback(spec: Spec) -> Shoe:
    rng = spec.rng()
    form = last(rng, tall=0.06)
    arch = Arch(rng.uniform(0.16, 0.28))
    court = Court(arch, rng.choice(("Pointed Toe", "Pointed Toe", "Almond Toe")), rng.uniform(0.27, 0.31))
    bed, s = _open_bed(spec), arch.seat
    end = rng.uniform(0.56, 0.6)
    foot = arch.thick + arch.high * (end - 0.36) * 1.9
    front, edge = _front(form, court, end, -0.02)
    paint, metal = spec.trim("strap", texture=heel_look(spec)), fitting(spec, "buckle", "gold", "silver")
    start = (end - 0.09, foot + 0.075)
    back = (
        f"C .66 {s + 0.1:.3f} .8 {s + 0.12:.3f} .9 {s + 0.14:.3f} C .94 {s + 0.15:.3f} .965 {s + 0.16:.3f} .975 {s + 0.165:.3f}"
    )
    near = f"M {start[0]:.3f} {start[1]:.3f} {back}"
    far = (
        f"M {start[0] + 0.05:.3f} {start[1] + 0.06:.3f} "
        f"C .7 {s + 0.15:.3f} .82 {s + 0.17:.3f} .9 {s + 0.185:.3f} "
        f"C .94 {s + 0.19:.3f} .97 {s + 0.185:.3f} .975 {s + 0.165:.3f}"
    )
    cut = stiletto(rng) if rng.random() < 0.6 else block_heel(rng)
    parts = [
        Part(
            "sling far",
            "strap",
            strip(form.d(far), form.size(0.022)),
            replace(paint, color=darker(paint.color, 0.3)),
            form="flat",
            cast=0.2,
        ),
        _insole(form, arch, bed),
        *heel_block(form, arch, cut, spec.trim("heel", texture=heel_look(spec)), sole_paint(spec)),
        outsole(form, arch, sole_paint(spec)),
        _inner(form, court, bed, end),
        Part(
            "body",
            "body",
            front,
            spec.paint(texture=heel_look(spec)),
            depth=0.9,
            cast=0.5,
            lines=(Line(beside(edge, 5), 1.6, "", None, 0.35),),
        ),
        band("sling", form, paint, near, 0.024),
        buckled("buckle", form, metal, near, 0.3, 0.034, 0.042),
    ]
    return Shoe(parts, court.toe, arch.high, cut.shape)


def mule(spec: Spec) -> Shoe:
    rng = spec.rng()
    form = last(rng, tall=0.08)
    arch = Arch(rng.uniform(0.14, 0.3))
    court = Court(arch, rng.choice(("Pointed Toe", "Almond Toe", "Round Toe")), rng.uniform(0.34, 0.4))
    bed = _open_bed(spec)
    end = court.throat + rng.uniform(0.1, 0.16)
    front, edge = _front(form, court, end, -0.01)
    cut = rng.choice((stiletto, block_heel))(rng)
    parts = [
        _insole(form, arch, bed, 0.065),
        *heel_block(form, arch, cut, spec.trim("heel", texture=heel_look(spec)), sole_paint(spec)),
        outsole(form, arch, sole_paint(spec)),
        _inner(form, court, bed, end),
        Part("body", "body", front, spec.paint(texture=heel_look(spec)), depth=0.9, cast=0.6, lines=(stitches(beside(edge, 9)),)),
    ]
    return Shoe(parts, court.toe, arch.high, cut.shape)


def strappy(spec: Spec) -> Shoe:
    rng = spec.rng()
    form = last(rng, tall=0.06)
    arch = Arch(rng.uniform(0.26, 0.38), rng.choice((0.018, 0.055)))
    t, s = arch.thick, arch.seat
    paint = spec.paint(texture=heel_look(spec))
    count = rng.choice((1, 2, 3))
    starts = {1: (0.15,), 2: (0.12, 0.23), 3: (0.1, 0.182, 0.264)}[count]
    wide = {1: rng.uniform(0.12, 0.19), 2: 0.085, 3: 0.062}[count]
    straps = [
        over(
            f"toe strap {n + 1}",
            form,
            paint,
            near=(u, u + wide),
            crest=(u + 0.05, u + wide + 0.035),
            base=t + 0.002,
            high=(0.1 + u * 0.2, 0.105 + (u + wide) * 0.2),
            lift=0.05,
            sewn=False,
        )
        for n, u in enumerate(starts)
    ]
    cut = stiletto(rng) if rng.random() < 0.6 else block_heel(rng)
    back = form.d(
        f"M .84 {s - 0.002:.3f} C .9 {s + 0.05:.3f} .932 {s + 0.13:.3f} .946 {s + 0.2:.3f} "
        f"L .971 {s + 0.2:.3f} C .967 {s + 0.12:.3f} 1.0 {s + 0.06:.3f} .97 {s:.3f} Z"
    )
    parts = [
        _insole(form, arch, _open_bed(spec), 0.07),
        *heel_block(form, arch, cut, spec.trim("heel", texture=heel_look(spec)), sole_paint(spec)),
        outsole(form, arch, sole_paint(spec)),
        Part("counter", "strap", back, paint, depth=0.8, cast=0.5),
        *[part for pair in reversed(straps) for part in pair],
    ]
    parts = strapped(spec, form, parts, arch, paint, s + rng.uniform(0.27, 0.33))
    return Shoe(parts, "Open Toe", arch.high, cut.shape)


def _insole(form: Last, arch: Arch, paint: Paint, lift: float = 0.06) -> Part:
    """The bed of an open shoe, seen a little from above."""
    near = along(form.d(arch.curve), 33)
    rise = form.size(lift)
    far = [(x - 4, y - rise * (1 - abs(2 * n / 32 - 1) ** 5)) for n, (x, y, _) in enumerate(near)]
    d = (
        "M "
        + " L ".join(f"{x:.1f} {y:.1f}" for x, y in far)
        + " L "
        + " L ".join(f"{x:.1f} {y + 4:.1f}" for x, y, _ in reversed(near))
        + " Z"
    )
    return Part("insole", "lining", d, paint, form="flat", depth=0.6)


def _open_bed(spec: Spec) -> Paint:
    return stuff(spec, "lining", "tan", "beige", "cream", texture="leather")


def _front(form: Last, court: Court, end: float, drop: float = 0.0) -> tuple[str, str]:
    """The closed front of a shoe with no back: its outline, and the edge that runs from the throat down to the sole at `end`."""
    t, k, u = court.arch.thick, court.arch.high, court.throat
    foot = t + k * max(0.0, (end - 0.36) * 1.9)
    rear = f"C {u + 0.05:.3f} {t + 0.165 - drop:.3f} {end - 0.07:.3f} {foot + 0.1:.3f} {end:.3f} {foot:.3f}"
    toe = f"{toe_box(court.toe, t)} C .2 {t + 0.132:.3f} .24 {t + 0.15:.3f} {u} {t + 0.172:.3f}"
    d = form.d(
        f"{toe} {rear} C {end - 0.06:.3f} {foot - k * 0.08:.3f} .36 {t:.3f} .22 {t:.3f} "
        f"C .12 {t:.3f} .05 {t + 0.006:.3f} .0 {t + 0.02:.3f} Z"
    )
    return d, form.d(f"M {u} {t + 0.172:.3f} {rear}")


def _inner(form: Last, court: Court, paint: Paint, end: float) -> Part:
    """The far side of such a front, seen through its opening."""
    t, k, u = court.arch.thick, court.arch.high, court.throat
    foot = t + k * max(0.0, (end - 0.36) * 1.9)
    d = form.d(
        f"M {u - 0.02:.3f} {t + 0.168:.3f} "
        f"C {u + 0.06:.3f} {t + 0.2:.3f} {end - 0.06:.3f} {foot + 0.14:.3f} {end + 0.01:.3f} {foot + 0.055:.3f} "
        f"L {end - 0.1:.3f} {foot:.3f} L {u - 0.05:.3f} {t + 0.08:.3f} Z"
    )
    return Part("vamp inside", "lining", d, replace(paint, color=darker(paint.color, 0.35)), form="flat", depth=0.5)
