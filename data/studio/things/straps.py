"""Open shoes: a foot bed seen a little from above, and straps that go round a foot that isn't there.

The near edge of the bed lies at its height, the far edge `LIFT` higher in the picture; a strap rises from the near edge to its
crest and comes down on the far edge, so that its inside is seen through the opening at the toe.
"""

from __future__ import annotations

from dataclasses import replace

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.spec import Spec
from data.studio.things.shoe import Last, along, beside, between, frame_buckle, stitches, strip, stuff

LIFT = 0.1


def footbed(form: Last, height: float, paint: Paint, *, heel: float | None = None, rim: float = 0.0) -> Part:
    """The surface the foot stands on, `height` above the ground at the ball and `heel` at the heel, its edge `rim` higher."""
    h, k = height + rim, (height if heel is None else heel) + rim
    d = form.d(
        f"M .0 {h + 0.05:.3f} C -.005 {h + 0.015:.3f} .07 {h:.3f} .16 {h:.3f} "
        f"C .4 {h:.3f} .5 {k:.3f} .75 {k:.3f} C .92 {k:.3f} .998 {k + 0.012:.3f} .998 {k + 0.04:.3f} "
        f"C .998 {k + 0.075:.3f} .92 {k + LIFT - 0.005:.3f} .82 {k + LIFT - 0.01:.3f} "
        f"C .62 {k + LIFT - 0.015:.3f} .5 {h + LIFT + 0.005:.3f} .3 {h + LIFT + 0.012:.3f} "
        f"C .14 {h + LIFT + 0.015:.3f} .01 {h + 0.09:.3f} .0 {h + 0.05:.3f} Z"
    )
    return Part("footbed", "lining", d, paint, form="flat", depth=0.7)


def edge(height: float, heel: float | None = None) -> str:
    """The near edge of the foot bed from the toe's tip to the heel's, in the shoe's measure."""
    h, k = height, height if heel is None else heel
    return (
        f"M -.004 {h + 0.052:.3f} C -.007 {h + 0.015:.3f} .07 {h - 0.001:.3f} .16 {h - 0.001:.3f} "
        f"C .4 {h:.3f} .5 {k:.3f} .75 {k:.3f} "
        f"C .92 {k:.3f} 1.002 {k + 0.012:.3f} 1.002 {k + 0.042:.3f}"
    )


def over(
    name: str,
    form: Last,
    paint: Paint,
    *,
    near: tuple[float, float],
    crest: tuple[float, float],
    base: float,
    high: tuple[float, float],
    lift: float = LIFT,
    sewn: bool = True,
) -> list[Part]:
    """A strap over the foot: `near` is where its front and rear edge meet the bed, `crest` where they lie on top, `high` how high
    that is above the bed's `base`; the bed's far edge is `lift` up the picture.
    """
    (n0, n1), (c0, c1), (h0, h1), b = near, crest, high, base
    e = min(1.0, (c1 - c0) / 0.14)
    low, front_top, rear_top = b - 0.004, b + h0, b + h1
    front = f"C {n0 - 0.015 * e:.3f} {b + h0 * 0.55:.3f} {c0 - 0.07 * e:.3f} {b + h0 * 0.93:.3f} {c0:.3f} {front_top:.3f}"
    corner = (c1 - c0) * (0.34 if e == 1 else 0.2)
    top = (
        f"L {c1 - corner:.3f} {rear_top - (rear_top - front_top) * corner / (c1 - c0):.3f} "
        f"Q {c1 + 0.004:.3f} {rear_top + 0.004:.3f} {c1 + 0.008:.3f} {rear_top - corner * 1.1:.3f}"
    )
    rear = f"C {c1 + 0.012 * e:.3f} {b + h1 * 0.5:.3f} {n1 + 0.012:.3f} {b + h1 * 0.25:.3f} {n1:.3f} {low:.3f}"
    face = form.d(f"M {n0:.3f} {low:.3f} {front} {top} {rear} Q {(n0 + n1) / 2:.3f} {b - 0.012:.3f} {n0:.3f} {low:.3f} Z")
    far = form.d(
        f"M {n0} {low} {front} C {c0 - 0.08 * e:.3f} {b + h0 * 0.97:.3f} {n0 - 0.05 * e:.3f} {b + h0 * 0.72:.3f} "
        f"{n0 - 0.025:.3f} {b + lift:.3f} L {n0 + 0.06 * e:.3f} {b + lift * 0.9:.3f} Z"
    )
    seam = beside(form.d(f"M {n0:.3f} {low:.3f} {front}"), 8)
    back = beside(form.d(f"M {c1 + 0.008:.3f} {rear_top - corner * 1.1:.3f} {rear}"), 8)
    return [
        Part(f"{name} inside", "strap", far, _shaded(paint, 0.35), form="flat", depth=0.5, cast=0.3),
        Part(
            name,
            "strap",
            face,
            paint,
            form="round" if e == 1 else "flat",
            depth=0.9 if e == 1 else 0.6,
            cast=0.8,
            lines=(stitches(seam), stitches(back)) if sewn else (),
        ),
    ]


def _shaded(paint: Paint, share: float) -> Paint:
    return replace(paint.plain(), color=darker(paint.color, share))


def thin(name: str, form: Last, paint: Paint, u: float, base: float, high: float, wide: float) -> list[Part]:
    """A narrow strap over the foot from `u` on the near edge of the bed, `wide` (shoe lengths): the far half behind the near
    one.
    """
    top = (u + 0.02, base + high)
    near = (
        f"M {u + 0.02:.3f} {base - 0.002:.3f} "
        f"C {u + 0.06:.3f} {base + high * 0.3:.3f} {u + 0.075:.3f} {base + high * 0.97:.3f} "
        f"{top[0]:.3f} {top[1]:.3f}"
    )
    far = (
        f"M {top[0] + 0.006:.3f} {top[1] - 0.001:.3f} "
        f"C {u - 0.02:.3f} {base + high * 1.02:.3f} {u - 0.05:.3f} {base + high * 0.9:.3f} "
        f"{u - 0.055:.3f} {base + LIFT * 0.62:.3f}"
    )
    return [
        Part(
            f"{name} far",
            "strap",
            strip(form.d(far), form.size(wide * 0.85), form.size(wide * 0.7), blunt=True),
            _shaded(paint, 0.3),
            form="flat",
            depth=0.4,
            cast=0.3,
        ),
        Part(
            name,
            "strap",
            strip(form.d(near), form.size(wide), form.size(wide * 0.85), blunt=True),
            paint,
            form="flat",
            depth=0.45,
            cast=0.7,
        ),
    ]


def ring(
    name: str,
    form: Last,
    paint: Paint,
    *,
    middle: tuple[float, float],
    wide: float,
    deep: float,
    thick: float,
    tilt: float = 0.0,
    kind: str = "strap",
) -> tuple[Part, Part]:
    """A strap round the ankle: its far half, which goes behind, and its near half. `tilt` raises its rear end."""
    (u, v), r = middle, wide / 2
    ends = f"M {u - r} {v - tilt / 2}"
    far = form.d(f"{ends} C {u - r} {v + deep * 0.7 - tilt / 2} {u + r} {v + deep * 0.7 + tilt / 2} {u + r} {v + tilt / 2}")
    near = form.d(f"{ends} C {u - r} {v - deep * 0.7 - tilt / 2} {u + r} {v - deep * 0.7 + tilt / 2} {u + r} {v + tilt / 2}")
    return (
        Part(f"{name} far", kind, strip(far, form.size(thick)), _shaded(paint, 0.3), form="flat", depth=0.5, cast=0.3),
        Part(name, kind, strip(near, form.size(thick)), paint, form="flat", depth=0.5, cast=0.7),
    )


def band(name: str, form: Last, paint: Paint, d: str, thick: float, *, kind: str = "strap", end: float | None = None) -> Part:
    """A strap along a curve in the shoe's measure."""
    curve = form.d(d)
    return Part(
        name,
        kind,
        strip(curve, form.size(thick), None if end is None else form.size(end)),
        paint,
        form="flat",
        depth=0.5,
        cast=0.7,
    )


def buckled(name: str, form: Last, paint: Paint, d: str, share: float, wide: float, high: float) -> Part:
    """A buckle on a strap along `d` (the shoe's measure), `share` of the way."""
    places = along(form.d(d), 41)
    x, y, turn = places[round(share * 40)]
    frame = frame_buckle(x, y, form.size(wide), form.size(high), turn)
    pin = strip(f"M {x:.1f} {y:.1f} L {x + form.size(wide) * 0.42:.1f} {y:.1f}", 5)
    return Part(
        name, "buckle", frame, paint, form="flat", cast=0.5, outline=1.2, lines=(Line(pin.replace(" Z", ""), 2, "", None, 0.5),)
    )


def slab(
    form: Last, height: float, paint: Paint, *, heel: float | None = None, spring: float = 0.01, lines: tuple[Line, ...] = ()
) -> Part:
    """The sole under the bed: as high as the bed, down to the ground."""
    top = form.d(edge(height, heel))
    low = form.d(
        f"M -.004 {height * 0.7 + 0.03:.3f} C -.004 {spring + 0.02:.3f} .05 {spring * 0.5:.3f} .14 0 "
        f"L .95 0 Q .99 0 1.0 {min(0.03, height * 0.5):.3f}"
    )
    return Part("sole", "sole", between(top, low), paint, form="flat", depth=1.0, cast=0.3, lines=lines)


def bed(spec: Spec, *colors: str, texture: str = "suede") -> Paint:
    return stuff(spec, "lining", *colors, texture=texture)
