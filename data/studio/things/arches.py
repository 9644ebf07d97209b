"""What all heels stand on: the same arch, flat under the ball, then up to the seat of the heel.

The height of that seat, `Arch.high`, sets everything behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from data.studio.drawing import Paint, Part
from data.studio.spec import Spec
from data.studio.things.shoe import Last, between, fitting, stuff
from data.studio.things.straps import band, buckled, ring


@dataclass(frozen=True, slots=True)
class Heel:
    """Where a heel's breast and back are at its top, and where they are on the ground (u)."""

    breast: float
    back: float
    low_breast: float
    low_back: float
    shape: str


@dataclass(frozen=True, slots=True)
class Shoe:
    """A drawn heel and what its record says: the toe, how high it is (shoe lengths), the heel's shape."""

    parts: list[Part]
    toe: str
    high: float
    shape: str


@dataclass(frozen=True, slots=True)
class Arch:
    """The shoe's bottom. `high` is the height of the heel's seat; `thick` a platform under the ball."""

    high: float
    thick: float = 0.018
    toe: float = 0.0

    @property
    def curve(self) -> str:
        """From the toe's tip to the back of the heel, along the sole's upper edge."""
        k, t = self.high, self.thick
        return (
            f"M {self.toe} {t + 0.026:.3f} "
            f"C {self.toe + 0.05:.3f} {t + 0.006:.3f} .12 {t:.3f} .22 {t:.3f} "
            f"C .36 {t:.3f} .44 {t + k * 0.1:.3f} .54 {t + k * 0.38:.3f} "
            f"C .64 {t + k * 0.68:.3f} .72 {t + k * 0.94:.3f} .83 {t + k * 0.99:.3f} "
            f"C .88 {t + k:.3f} .93 {t + k:.3f} .968 {t + k + 0.006:.3f}"
        )

    @property
    def seat(self) -> float:
        return self.high + self.thick


def outsole(form: Last, arch: Arch, paint: Paint) -> Part:
    """The outsole: thin, or thick under the ball where there is a platform."""
    low = Arch(arch.high + arch.thick - 0.018, 0.0, arch.toe + (0.0 if arch.thick < 0.03 else 0.012))
    return Part("sole", "sole", between(form.d(arch.curve), form.d(low.curve)), paint, form="flat", cast=0.3, outline=1.2)


def heel_block(form: Last, arch: Arch, cut: Heel, paint: Paint, tip: Paint) -> list[Part]:
    """The heel and the lift it stands on."""
    breast, back, low_breast, low_back = cut.breast, cut.back, cut.low_breast, cut.low_back
    s = arch.seat
    under = s - 0.008 - max(0.0, 0.83 - breast) * arch.high * 1.1
    d = form.d(
        f"M {breast} {under:.3f} C {breast + 0.04:.3f} {s - 0.01:.3f} .9 {s:.3f} {back} {s + 0.004:.3f} "
        f"C {back + 0.004:.3f} {s * 0.72:.3f} {low_back + 0.006:.3f} {s * 0.4:.3f} {low_back} .0 "
        f"L {low_breast} .0 "
        f"C {low_breast - 0.004:.3f} {s * 0.4:.3f} {(breast + low_breast) / 2 + 0.01:.3f} {s * 0.72:.3f} {breast} {under:.3f} "
        "Z"
    )
    lift = form.d(f"M {low_breast - 0.05} .014 L {low_back + 0.05} .014 L {low_back + 0.05} -.02 L {low_breast - 0.05} -.02 Z")
    return [
        Part("heel", "heel", d, paint, cast=0.3, depth=0.9),
        Part("lift", "sole", lift, tip, within=d, form="flat", cast=0.1),
    ]


def stiletto(rng: Random) -> Heel:
    back = rng.uniform(0.925, 0.955)
    return Heel(0.815, 0.972, back - 0.026, back, "Stiletto")


def block_heel(rng: Random) -> Heel:
    back = rng.uniform(0.94, 0.965)
    return Heel(rng.uniform(0.72, 0.76), 0.968, back - rng.uniform(0.16, 0.2), back, "Block Heel")


def toe_box(shape: str, t: float) -> str:
    """From the tip over the toe to the throat."""
    if shape == "Pointed Toe":
        return f"M -.006 {t + 0.02:.3f} C .02 {t + 0.06:.3f} .09 {t + 0.092:.3f} .16 {t + 0.118:.3f}"
    if shape == "Almond Toe":
        return f"M .0 {t + 0.016:.3f} C -.006 {t + 0.06:.3f} .07 {t + 0.1:.3f} .16 {t + 0.126:.3f}"
    return f"M .01 {t + 0.008:.3f} C -.014 {t + 0.07:.3f} .05 {t + 0.116:.3f} .16 {t + 0.136:.3f}"


@dataclass(frozen=True, slots=True)
class Court:
    """A closed upper cut low. `throat` is where it opens, `waist` how high its side is at the arch, `back` how high behind."""

    arch: Arch
    toe: str = "Pointed Toe"
    throat: float = 0.27
    waist: float = 0.08
    back: float = 0.175

    def top(self) -> str:
        """The near edge of the opening from the throat to the back of the heel."""
        k, t, w, u = self.arch.high, self.arch.thick, self.waist, self.throat
        x1, y1, m1 = u + 0.17, t + w + k * 0.13, 1.7 * k + 0.05
        x2, y2, m2 = 0.8, t + k + self.back * 0.52, 1.4 * k + 0.1
        return (
            f"C {u + 0.03:.3f} {t + 0.128:.3f} {x1 - 0.075:.3f} {y1 - 0.06 * m1:.3f} {x1:.3f} {y1:.3f} "
            f"C {x1 + 0.11:.3f} {y1 + 0.11 * m1:.3f} {x2 - 0.1:.3f} {y2 - 0.1 * m2:.3f} {x2} {y2:.3f} "
            f"C {x2 + 0.06:.3f} {y2 + 0.06 * m2:.3f} .915 {t + k + self.back * 0.98:.3f} .955 {t + k + self.back:.3f}"
        )

    def open(self) -> str:
        t = self.arch.thick
        return f"M {self.throat} {t + 0.172:.3f} {self.top()}"

    def body(self) -> str:
        k, t = self.arch.high, self.arch.thick
        s = self.arch.seat
        back = (
            f"C .972 {s + self.back:.3f} .968 {s + self.back * 0.75:.3f} .972 {s + self.back * 0.6:.3f} "
            f"C .99 {s + self.back * 0.35:.3f} .985 {s + 0.03:.3f} .968 {s + 0.004:.3f}"
        )
        under = (
            f"C .93 {s:.3f} .88 {s:.3f} .83 {t + k * 0.99:.3f} "
            f"C .72 {t + k * 0.94:.3f} .64 {t + k * 0.68:.3f} .54 {t + k * 0.38:.3f} "
            f"C .44 {t + k * 0.1:.3f} .36 {t:.3f} .22 {t:.3f} "
            f"C .12 {t:.3f} .05 {t + 0.006:.3f} .0 {t + 0.02:.3f}"
        )
        vamp = f"C .2 {t + 0.132:.3f} .24 {t + 0.15:.3f} {self.throat} {t + 0.172:.3f}"
        return f"{toe_box(self.toe, t)} {vamp} {self.top()} {back} {under} Z"


def heel_look(spec: Spec) -> str:
    return spec.look or "leather"


def sole_paint(spec: Spec) -> Paint:
    return stuff(spec, "sole", "black", "tan", "beige", "brown", texture="rubber")


def strapped(spec: Spec, form: Last, parts: list[Part], arch: Arch, paint: Paint, v: float) -> list[Part]:
    """With a strap round the ankle at the height `v`, and one up the heel that holds it."""
    metal = fitting(spec, "buckle", "gold", "silver")
    u, wide = 0.82, 0.26
    far, near = ring("ankle strap", form, paint, middle=(u, v), wide=wide, deep=0.07, thick=0.024, tilt=0.0)
    d = f"M {u - wide / 2} {v} C {u - wide / 2} {v - 0.049} {u + wide / 2} {v - 0.049} {u + wide / 2} {v}"
    stay = band(
        "heel strap",
        form,
        paint,
        f"M .959 {arch.seat + 0.13:.3f} C .966 {arch.seat + 0.18:.3f} .962 {v - 0.05:.3f} .949 {v + 0.004:.3f}",
        0.026,
    )
    return [far, *parts, stay, near, buckled("buckle", form, metal, d, 0.4, 0.03, 0.04)]
