"""The upper of a loafer: its outline, its sewn apron and the saddle over the instep."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.spec import Spec
from data.studio.things.shoe import Last, beside, between, inside, stitches, strip, stuff
from data.studio.things.uppers import lining


@dataclass(frozen=True, slots=True)
class Cut:
    """The upper of a loafer. `ball` and `seat` are the sole's height under the ball and the heel, `toe` the height of the toe,
    `tongue` of the instep, `dip` of the opening at its lowest.
    """

    ball: float = 0.034
    seat: float = 0.075
    toe: float = 0.155
    tongue: float = 0.325
    dip: float = 0.215
    at: float = 0.47

    @property
    def vamp(self) -> str:
        b, t = self.ball, self.toe
        return (
            f"M .01 {b + 0.012:.3f} C -.016 {b + 0.05:.3f} .016 {t - 0.018:.3f} .08 {t:.3f} "
            f"C .16 {t + 0.02:.3f} .26 {t + 0.045:.3f} .345 {t + 0.09:.3f} "
            f"C .4 {t + 0.12:.3f} {self.at - 0.035:.3f} {self.tongue - 0.012:.3f} {self.at:.3f} {self.tongue:.3f}"
        )

    @property
    def mouth(self) -> str:
        d = self.dip
        return (
            f"C {self.at + 0.03:.3f} {self.tongue - 0.05:.3f} .57 {d + 0.012:.3f} .69 {d:.3f} "
            f"C .79 {d - 0.006:.3f} .88 {d + 0.03:.3f} .94 {d + 0.085:.3f}"
        )

    @property
    def body(self) -> str:
        b, s, d = self.ball - 0.01, self.seat - 0.01, self.dip
        heel = (
            f"C .962 {d + 0.09:.3f} .966 {d + 0.06:.3f} .962 {d + 0.03:.3f} "
            f"C .955 {s + 0.09:.3f} .985 {s + 0.06:.3f} .968 {s:.3f}"
        )
        return f"{self.vamp} {self.mouth} {heel} L .7 {s:.3f} C .56 {s:.3f} .5 {b:.3f} .38 {b:.3f} L .1 {b:.3f} Z"

    @property
    def opening(self) -> str:
        return f"M {self.at} {self.tongue} {self.mouth}"

    @property
    def apron(self) -> str:
        """The sewn edge of the plug, from the toe back to the instep."""
        t = self.toe
        return (
            f"M .055 {t - 0.018:.3f} C .1 {t - 0.012:.3f} .2 {t - 0.002:.3f} .3 {t + 0.03:.3f} "
            f"C .34 {t + 0.045:.3f} {self.at - 0.08:.3f} {t + 0.065:.3f} {self.at - 0.04:.3f} {self.tongue - 0.1:.3f}"
        )


def cut_of(rng: Random, **own: float) -> Cut:
    return replace(
        Cut(
            toe=rng.uniform(0.145, 0.17), tongue=rng.uniform(0.305, 0.345), dip=rng.uniform(0.2, 0.23), at=rng.uniform(0.45, 0.5)
        ),
        **own,
    )


def moccasin(spec: Spec, form: Last, cut: Cut, look: str) -> list[Part]:
    body = form.d(cut.body)
    edge = form.d(cut.apron)
    mouth = form.d(cut.opening)
    plug = between(edge, beside(edge, -form.size(0.3)))
    side = form.d(f"M .7 {cut.dip} C .72 {cut.dip * 0.8:.3f} .71 .12 .7 .05")
    paint = spec.paint(texture=look)
    return [
        lining(form, cut.opening, inside(spec, "tan"), 0.05),
        Part(
            "body", "body", body, paint, depth=0.9, lines=(stitches(beside(mouth, 8)), stitches(side), stitches(beside(side, 7)))
        ),
        Part(
            "apron",
            "panel",
            plug,
            spec.trim("panel", texture=look) if "panel" in spec.parts else paint,
            within=body,
            form="flat",
            depth=0.8,
            cast=0.35,
        ),
        Part(
            "seam",
            "panel",
            strip(edge, form.size(0.018), form.size(0.014)),
            spec.trim("panel", texture=look),
            within=body,
            cast=0.4,
            outline=1.0,
            lines=(Line(edge, 9, "2 7", None, 0.4),),
        ),
    ]


def saddle_over(form: Last, cut: Cut, back: float = 0.0) -> tuple[str, str, str]:
    """The strap over the instep: its outline, its front and its rear edge."""
    u = cut.at
    front = form.d(
        f"M {u - 0.15 + back:.3f} {cut.tongue + 0.05:.3f} "
        f"C {u - 0.15 + back:.3f} {cut.tongue - 0.09:.3f} {u - 0.11 + back:.3f} .14 {u - 0.12:.3f} .02"
    )
    rear = form.d(
        f"M {u - 0.04 + back:.3f} {cut.tongue + 0.05:.3f} "
        f"C {u - 0.045 + back:.3f} {cut.tongue - 0.08:.3f} {u + 0.03:.3f} .16 {u + 0.07:.3f} .02"
    )
    return between(front, rear), front, rear


def leather_sole(spec: Spec) -> tuple[Paint, Paint]:
    sole = stuff(spec, "sole", "brown", "black", "tan", "black", texture="rubber")
    return sole, stuff(spec, "heel", "black" if sole.name == "black" else "brown", texture="rubber")
