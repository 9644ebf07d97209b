"""Shoes seen from above: the footprint, what lies on it, and how the pair is laid out.

A left shoe is written in its own measure, x across from its middle line (right is towards the other shoe) and y from the toe
(0) to the heel (1), both in shoe lengths; its twin is its mirror image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.shape import AXIS, Point, segments, written
from data.studio.spec import Spec
from data.studio.things.shoe import main_part, smooth_leather, strip

TOES = {
    "Round Toe": "M .02 0 C .1 -.004 .158 .06 .168 .17",
    "Almond Toe": "M .03 -.01 C .09 -.008 .15 .07 .166 .18",
    "Square Toe": "M .02 0 C .11 -.01 .16 .03 .168 .17",
}
_BACK = {
    "Round Toe": "C -.19 .13 -.13 .004 .02 0 Z",
    "Almond Toe": "C -.168 .085 -.07 -.014 .03 -.01 Z",
    "Square Toe": "C -.19 .11 -.12 .01 .02 0 Z",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A left shoe from above. `wide` stretches it across; `long` is its length in canvas units."""

    wide: float = 1.0
    long: float = 780

    def at(self, x: float, y: float) -> Point:
        return AXIS + x * self.wide * self.long, 110 + y * self.long

    def d(self, path: str) -> str:
        return written([(command, tuple(self.at(*p) for p in points)) for command, points in segments(path)])

    def size(self, length: float) -> float:
        return length * self.long

    def footprint(self, toe: str = "Round Toe", grow: float = 0.0) -> str:
        """The outline of the foot, `grow` wider on all sides (shoe lengths)."""
        path = (
            f"{TOES[toe]} C .178 .28 .152 .38 .132 .48 C .116 .58 .118 .68 .122 .78 C .128 .92 .09 1.0 .0 1.0 "
            f"C -.09 1.0 -.128 .92 -.128 .79 C -.13 .67 -.152 .55 -.172 .42 C -.186 .33 -.188 .25 -.18 .2 {_BACK[toe]}"
        )
        kx, ky = 1 + grow / 0.17, 1 + grow / 0.5
        return written([(c, tuple(self.at(x * kx, 0.5 + (y - 0.5) * ky) for x, y in points)) for c, points in segments(path)])


def laid(spec: Spec, parts: Sequence[Part], facts: Sequence[tuple[str, str]], *, apart: float = 0.46) -> Drawing:
    """The pair side by side or head to foot, or one shoe, pointing up, down or sideways. `apart` is between their middle
    lines, in shoe lengths.
    """
    rng = spec.rng("plan pose")
    left = [smooth_leather(p) for p in parts]
    gap, splay, step = apart * 780 * rng.uniform(0.94, 1.2), rng.uniform(-5, 5), rng.uniform(-150, 150)
    pose, turn = rng.choice(("pair", "pair", "pair", "one", "crossed")), rng.choice((0, 0, 0, 180, 90, -90))
    if pose == "one":
        shown = _turned(left, turn + rng.uniform(-20, 20))
    else:
        right = _turned([p.mirror(p.name) for p in left], -splay * rng.uniform(0.2, 1.3) + (180 if pose == "crossed" else 0))
        pair = [
            *_shifted(_turned(left, splay), -gap / 2, step / 2),
            *_shifted([replace(p, name=f"other {p.name}") for p in right], gap / 2, -step / 2),
        ]
        shown = _turned(pair, turn)
    return Drawing(tuple(shown), ground="above", seed=spec.seed, facts=tuple(facts), fill=0.84, main=main_part(shown))


def _turned(parts: Sequence[Part], turn: float) -> list[Part]:
    return [p.move(p.name, 0, 0, turn=turn) for p in parts]


def _shifted(parts: Sequence[Part], dx: float, dy: float) -> list[Part]:
    return [p.move(p.name, dx, dy) for p in parts]


_OPENING = (
    "M {c} {top} C {a} {t1} {w} {t2} {w} .76 C {w} .88 {b} .945 .0 .948 "
    "C -{b} .945 -{w} .88 -{w} .76 C -{w} {t2} -{a} {t1} {c} {top} Z"
)


def opening(plan: Plan, top: float, wide: float = 0.09) -> str:
    """Where the foot goes in, from `top` to the heel."""
    return plan.d(_OPENING.format(c=0.0, top=top, a=wide * 0.62, t1=top + 0.01, w=wide, t2=(top + 0.76) / 2, b=wide * 0.62))


def well(plan: Plan, top: float, wall: Paint, bed: Paint, wide: float = 0.09) -> list[Part]:
    """The inside of the shoe: its walls and the sock it ends on."""
    sock = opening(plan, top + 0.035, wide * 0.8)
    return [
        Part("lining", "lining", opening(plan, top, wide), wall, form="flat", depth=-0.9, cast=0.0),
        Part("insole", "lining", sock, bed, form="flat", depth=0.5, cast=0.0),
    ]


def rungs(
    plan: Plan, rows: int, top: float, low: float, wide: tuple[float, float], paint: Paint, thick: float = 0.019
) -> list[Part]:
    """Laces across the throat from `low` (near the toe) to `top`; `wide` is their half length there and there."""
    out = []
    for n in range(rows):
        k = n / (rows - 1)
        y, w = low + (top - low) * k, wide[0] + (wide[1] - wide[0]) * k
        d = plan.d(f"M {-w:.3f} {y + 0.008:.3f} Q 0 {y - 0.012:.3f} {w:.3f} {y + 0.006:.3f}")
        out.append(Part(f"lace {n + 1}", "laces", strip(d, plan.size(thick)), paint, form="flat", outline=1.2, cast=0.6))
    return out


def bow(plan: Plan, y: float, paint: Paint, thick: float = 0.014) -> list[Part]:
    """The laces tied."""
    curves = (
        f"M .004 {y} C .05 {y - 0.07:.3f} .13 {y - 0.02:.3f} .1 {y + 0.03:.3f} "
        f"C .085 {y + 0.05:.3f} .04 {y + 0.03:.3f} .006 {y + 0.008:.3f}",
        f"M -.004 {y} C -.06 {y - 0.06:.3f} -.13 {y + 0.0:.3f} -.1 {y + 0.045:.3f} "
        f"C -.08 {y + 0.06:.3f} -.04 {y + 0.03:.3f} -.006 {y + 0.008:.3f}",
        f"M .004 {y + 0.006:.3f} C .03 {y + 0.04:.3f} .03 {y + 0.08:.3f} .06 {y + 0.11:.3f}",
        f"M -.004 {y + 0.006:.3f} C -.02 {y + 0.05:.3f} -.06 {y + 0.06:.3f} -.065 {y + 0.115:.3f}",
    )
    loops = [
        Part(f"bow {n + 1}", "laces", strip(plan.d(d), plan.size(thick)), paint, form="flat", outline=1.2, cast=0.6)
        for n, d in enumerate(curves)
    ]
    return [
        *loops,
        Part(
            "knot", "laces", strip(plan.d(f"M -.014 {y} L .014 {y + 0.008:.3f}"), plan.size(0.026)), paint, outline=1.2, cast=0.6
        ),
    ]


def seam_line(d: str, opacity: float = 0.55) -> Line:
    return Line(d, 2.0, "7 5", None, opacity)
