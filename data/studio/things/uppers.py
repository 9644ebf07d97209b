"""Laced uppers: the near side of a shoe with its throat, tongue, laces, collar and lining."""

from __future__ import annotations

import math
from dataclasses import dataclass

from data.studio.drawing import Paint, Part
from data.studio.shape import polygon
from data.studio.things.shoe import Last, along, beside, between, stitches, strip


@dataclass(frozen=True, slots=True)
class Upper:
    """The near side of a laced upper in the shoe's measure: `toe` runs from the feather line over the toe to the throat,
    `throat` up its edge, `collar` round the foot's opening, `heel` down to the sole. `ridge` is the throat's far edge.
    """

    toe: str
    throat: str
    ridge: str
    collar: str
    heel: str

    @property
    def body(self) -> str:
        return f"{self.toe} L {self.throat[2:]} {self.collar} {self.heel} Z"

    @property
    def mouth(self) -> str:
        """The collar's edge as a curve of its own."""
        return "M " + " ".join(self.throat.split()[-2:]) + " " + self.collar


def laces(form: Last, upper: Upper, rows: int, paint: Paint, *, wide: float = 0.021, inset: float = 0.026) -> list[Part]:
    """Bars from the eyelets of the near side over the tongue to the far side."""
    near = along(beside(form.d(upper.throat), form.size(inset)), rows, 0.05, 0.95)
    far = along(form.d(upper.ridge), rows, 0.06, 0.93)
    bars: list[Part] = []
    for (x, y, _), (u, v, _) in zip(near, far, strict=True):
        dx, dy = u - x, v - y
        over = f"M {x:.1f} {y:.1f} Q {x + dx * 0.5 - dy * 0.1:.1f} {y + dy * 0.5 + dx * 0.1 - 3:.1f} {u:.1f} {v:.1f}"
        bars.append(
            Part(f"lace {len(bars) + 1}", "laces", strip(over, form.size(wide)), paint, form="flat", outline=1.2, cast=0.6)
        )
    return bars


def tongue(form: Last, upper: Upper, paint: Paint, over: float = 0.05) -> Part:
    """It fills the throat and stands up out of the shoe, `over` above the top eyelets."""
    ridge, throat = form.d(upper.ridge), form.d(upper.throat)
    *_, (x0, y0, _) = along(ridge, 3)
    *_, (x1, y1, lean) = along(throat, 3)
    x1, y1 = x1 + form.size(0.02), y1 + form.size(0.004)
    up = form.size(over)
    a = math.radians((lean - 90) / 2)
    tx, ty = math.cos(a) * up, math.sin(a) * up
    top = (
        f"C {x0 + tx * 0.7:.1f} {y0 + ty * 0.7:.1f} {x0 + tx * 0.8:.1f} {y0 + ty * 1.15:.1f} "
        f"{x0 * 0.75 + x1 * 0.25 + tx:.1f} {y0 * 0.8 + y1 * 0.2 + ty * 1.12:.1f} "
        f"L {x0 * 0.2 + x1 * 0.8 + tx:.1f} {y0 * 0.35 + y1 * 0.65 + ty:.1f} "
        f"C {x1 + tx * 1.2:.1f} {y1 + ty * 0.9:.1f} {x1 + tx * 0.8:.1f} {y1 + ty * 0.5:.1f} {x1:.1f} {y1 + 20:.1f}"
    )
    back = between(ridge, throat).split("L", 1)[1]
    return Part("tongue", "tongue", f"{ridge} {top} L{back}", paint, depth=0.9, cast=0.7)


def stay(form: Last, upper: Upper, paint: Paint, body: str, wide: float = 0.075) -> Part:
    """The reinforced edge that the eyelets sit in."""
    edge = form.d(upper.throat)
    inner = beside(edge, form.size(wide))
    seam = beside(edge, form.size(wide) - 6)
    return Part(
        "eyestay",
        "panel",
        between(edge, inner),
        paint,
        depth=0.7,
        form="flat",
        within=body,
        cast=0.3,
        lines=(stitches(seam), stitches(beside(edge, 6))),
    )


def lining(form: Last, mouth: str, paint: Paint, lift: float = 0.045) -> Part:
    """The far side of the opening, seen over the near edge `mouth`; `lift` is how far in the middle."""
    near = along(form.d(mouth), 17)
    rise = form.size(lift)
    far = [(x, y - rise * (1 - abs(n / 8 - 1) ** 2.2)) for n, (x, y, _) in enumerate(near)]
    low = [(x, y + form.size(0.04)) for x, y, _ in reversed(near[1:-1])]
    return Part("lining", "lining", polygon(*far, *low), paint, form="flat", depth=0.5)


def padding(form: Last, mouth: str, paint: Paint, wide: float = 0.04) -> Part:
    """The rolled edge of the opening."""
    mouth = beside(form.d(mouth), form.size(wide) * 0.3)
    return Part("collar", "collar", strip(mouth, form.size(wide), form.size(wide * 0.8)), paint, depth=1.1, cast=0.4)
