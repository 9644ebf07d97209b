"""Heels with a closed upper: pumps, block heels, kitten heels."""

from __future__ import annotations

from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import shade
from data.studio.shape import ellipse
from data.studio.spec import Spec
from data.studio.things.arches import (
    Arch,
    Court,
    Heel,
    Shoe,
    block_heel,
    heel_block,
    heel_look,
    outsole,
    sole_paint,
    stiletto,
    strapped,
)
from data.studio.things.shoe import Last, along, beside, given, inside, last, stitches, toned


def pump(spec: Spec) -> Shoe:
    rng = spec.rng()
    form = last(rng, tall=0.06)
    arch = Arch(rng.uniform(0.3, 0.4), rng.choice((0.018, 0.018, 0.055)))
    court = Court(arch, "Pointed Toe", rng.uniform(0.245, 0.3), rng.uniform(0.06, 0.1), rng.uniform(0.16, 0.19))
    parts = _closed(spec, form, court, rng, stiletto(rng), spec.trim("heel", texture=heel_look(spec)))
    return Shoe(parts, court.toe, arch.high, "Stiletto")


def block(spec: Spec) -> Shoe:
    rng = spec.rng()
    form = last(rng, tall=0.08)
    arch = Arch(rng.uniform(0.19, 0.27), rng.choice((0.018, 0.018, 0.05)))
    toe = rng.choice(("Almond Toe", "Round Toe"))
    court = Court(arch, toe, rng.uniform(0.26, 0.33), rng.uniform(0.085, 0.12), rng.uniform(0.17, 0.2))
    own = spec.trim("heel", texture=heel_look(spec))
    paint = own if given(spec, "heel", 0.6) else Paint("#7a5034", texture="wood", name="brown")
    parts = _closed(spec, form, court, rng, block_heel(rng), paint)
    if given(spec, "strap", 0.45) or "buckle" in spec.parts:
        parts = strapped(
            spec, form, parts, arch, spec.trim("strap", texture=heel_look(spec)), arch.seat + rng.uniform(0.27, 0.31)
        )
    return Shoe(parts, court.toe, arch.high, "Block Heel")


def kitten(spec: Spec) -> Shoe:
    rng = spec.rng()
    form = last(rng, tall=0.08)
    arch = Arch(rng.uniform(0.11, 0.15))
    court = Court(
        arch,
        rng.choice(("Pointed Toe", "Pointed Toe", "Almond Toe")),
        rng.uniform(0.25, 0.31),
        rng.uniform(0.09, 0.11),
        rng.uniform(0.15, 0.18),
    )
    back = rng.uniform(0.91, 0.94)
    parts = _closed(
        spec, form, court, rng, Heel(0.835, 0.97, back - 0.03, back, "Kitten Heel"), spec.trim("heel", texture=heel_look(spec))
    )
    if given(spec, "tie", 0.5):
        parts = [*parts, *_bow(spec, form, court)]
    return Shoe(parts, court.toe, arch.high, "Kitten Heel")


def _closed(spec: Spec, form: Last, court: Court, rng: Random, cut: Heel, heel: Paint) -> list[Part]:
    """A pump, from its lining to its sole."""
    near = court.open()
    low = court.arch.high * 0.6
    seam = form.d(f"M .66 {low * 1.2 + 0.15:.3f} C .66 {low + 0.12:.3f} .64 {low + 0.1:.3f} .62 {low + 0.03:.3f}")
    return [
        _hollow(form, near, inside(spec, "tan", "beige", "cream")),
        *heel_block(form, court.arch, cut, heel, Paint(shade("black"), texture="rubber", name="black")),
        outsole(form, court.arch, sole_paint(spec)),
        Part(
            "body",
            "body",
            form.d(court.body()),
            spec.paint(texture=heel_look(spec)),
            depth=0.9,
            cast=0.4,
            lines=(
                Line(beside(form.d(near), 5), 1.6, "", None, 0.3),
                stitches(seam, None, 0.3),
            ),
        ),
    ]


def _hollow(form: Last, near: str, paint: Paint, lift: float = 0.055, start: int = 0, stop: int = 24) -> Part:
    """The far wall of the shoe, seen over the near edge."""
    edge = along(form.d(near), 25)[start : stop + 1]
    last_n = len(edge) - 1
    rise = form.size(lift)
    far = [(x + 6, y - rise * (1 - abs(2 * n / last_n - 1) ** 2.4)) for n, (x, y, _) in enumerate(edge)]
    low = [(x, y + form.size(0.045)) for x, y, _ in reversed(edge[1:-1])]
    d = "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in (*far, *low)) + " Z"
    return Part("lining", "lining", d, paint, form="flat", depth=0.5)


def _bow(spec: Spec, form: Last, court: Court) -> list[Part]:
    """A flat bow on the throat."""
    x, y = form.at(court.throat - 0.03, court.arch.thick + 0.152)
    w = form.size(0.06)
    wings = (
        f"M {x:.1f} {y:.1f} "
        f"C {x - w * 0.5:.1f} {y - w * 0.2:.1f} {x - w:.1f} {y - w * 0.15:.1f} {x - w * 1.15:.1f} {y + w * 0.1:.1f} "
        f"L {x - w * 1.0:.1f} {y + w * 0.75:.1f} "
        f"C {x - w * 0.6:.1f} {y + w * 0.65:.1f} {x - w * 0.3:.1f} {y + w * 0.35:.1f} {x:.1f} {y + w * 0.2:.1f} "
        "Z "
        f"M {x + 2:.1f} {y:.1f} "
        f"C {x + w * 0.4:.1f} {y - w * 0.5:.1f} {x + w * 0.8:.1f} {y - w * 0.65:.1f} {x + w * 1.05:.1f} {y - w * 0.5:.1f} "
        f"L {x + w * 1.1:.1f} {y + w * 0.15:.1f} "
        f"C {x + w * 0.7:.1f} {y + w * 0.25:.1f} {x + w * 0.35:.1f} {y + w * 0.3:.1f} {x + 2:.1f} {y + w * 0.2:.1f} "
        "Z"
    )
    paint = toned(spec, "tie", 0.12, heel_look(spec))
    knot = ellipse(x + 1, y + w * 0.08, w * 0.2, w * 0.24)
    return [Part("bow", "tie", wings, paint, cast=0.5), Part("knot", "tie", knot, paint, cast=0.5)]
