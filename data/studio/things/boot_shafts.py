"""The outline of a boot above its sole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.studio.drawing import Paint
from data.studio.spec import Spec
from data.studio.things.shoe import stuff
from data.studio.things.uppers import Upper


@dataclass(frozen=True, slots=True)
class Shaft:
    """A boot above its sole. `high` is the top of the shaft, `front` and `back` where it ends there; `shin` and `calf` are the
    ankle's front and back; `seat` is how high the heel sits, `ball` the sole under the ball of the foot.
    """

    high: float
    front: float = 0.47
    back: float = 0.885
    shin: float = 0.455
    calf: float = 0.88
    seat: float = 0.1
    ball: float = 0.034
    toe: float = 0.19
    dip: float = 0.0
    slant: float = 0.0

    @property
    def stand(self) -> tuple[float, float]:
        return self.ball, self.seat

    @property
    def vamp(self) -> str:
        """Over the toe to the foot of the shin."""
        b, t = self.ball, self.toe
        return (
            f"M .012 {b + 0.02:.3f} C -.012 {b + t * 0.35:.3f} .012 {t * 0.92:.3f} .085 {t:.3f} "
            f"C .17 {t + 0.018:.3f} .27 {t + 0.04:.3f} .34 {t + 0.095:.3f}"
        )

    @property
    def shinline(self) -> str:
        """From the vamp up to the shaft's front."""
        h, k = self.high, self.seat - 0.1
        return (
            f"C .4 {self.toe + 0.145:.3f} {self.shin - 0.012:.3f} {0.4 + k * 0.6:.3f} {self.shin:.3f} {0.5 + k * 0.7:.3f} "
            f"C {self.shin + 0.008:.3f} {0.56 + k * 0.7:.3f} "
            f"{self.front - 0.004:.3f} {0.31 + h * 0.5:.3f} {self.front:.3f} {h + self.slant:.3f}"
        )

    @property
    def mouth(self) -> str:
        """The near edge of the opening, from the front to the back."""
        h, f, b = self.high, self.front, self.back
        w = (b - f) / 3
        sag = 0.018 + self.dip
        return f"C {f + w:.3f} {h + self.slant * 0.6 - sag:.3f} {b - w:.3f} {h - sag:.3f} {b:.3f} {h:.3f}"

    @property
    def heel(self) -> str:
        h, k = self.high, self.seat - 0.1
        return (
            f"C {self.back:.3f} {h - (h - 0.45) * 0.45:.3f} {self.calf - 0.004:.3f} {0.5 + k:.3f} {self.calf:.3f} {0.42 + k:.3f} "
            f"C {self.calf + 0.008:.3f} {0.32 + k:.3f} .978 {0.25 + k:.3f} .964 {self.seat - 0.01:.3f}"
        )

    @property
    def body(self) -> str:
        return f"{self.vamp} {self.shinline} {self.mouth} {self.heel} {self.base} Z"

    @property
    def base(self) -> str:
        """Back along the sole from the heel to the toe."""
        b, s = self.ball - 0.01, self.seat - 0.01
        return f"C .85 {s} .7 {s} .66 {s} C .56 {s} .5 {b} .38 {b} L .1 {b}"

    def laced(self, gap: float = 0.04) -> Upper:
        """The boot with its front open for laces, `gap` wide."""
        near = replace(self, front=self.front + gap)
        h, k = self.high + self.slant, self.seat - 0.1
        throat = (
            f"M .362 {self.toe + 0.09:.3f} "
            f"C .42 {self.toe + 0.135:.3f} {self.shin + gap * 0.7:.3f} {0.385 + k * 0.6:.3f} "
            f"{self.shin + gap:.3f} {0.49 + k * 0.7:.3f} C {self.shin + gap + 0.008:.3f} {0.55 + k * 0.7:.3f} "
            f"{near.front - 0.004:.3f} {0.31 + h * 0.5:.3f} {near.front:.3f} {h:.3f}"
        )
        ridge = f"M .34 {self.toe + 0.095:.3f} {self.shinline}"
        return Upper(self.vamp, throat, ridge, near.mouth, f"{self.heel} {self.base}")

    @property
    def opening(self) -> str:
        return f"M {self.front:.3f} {self.high + self.slant:.3f} {self.mouth}"


def leather_look(spec: Spec) -> str:
    return spec.look or "leather"


def boot_rubber(spec: Spec, *colors: str) -> Paint:
    return stuff(spec, "sole", *(colors or ("black",)), texture="rubber")
