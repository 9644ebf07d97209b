"""What all totes are built from: the open sack with its inside, its side and its handles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.shape import AXIS, Point, ellipse, line
from data.studio.spec import Spec
from data.studio.things.fittings import (
    band,
    beside,
    dimmed,
    inset,
    panel,
    seams,
    stitches,
)

C = AXIS


Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sack:
    """A tote's front between its mouth and its floor: half widths above and below, and how much of its right or left side is
    seen (`side`); `sag` lets the mouth's front edge hang, `round` rounds the lower corners, `belly` the floor.
    """

    spec: Spec
    rng: Random
    body: Paint
    top: float
    low: float
    wide: float
    floor: float
    side: float
    sag: float
    round: float
    belly: float
    back: bool
    shut: bool = False

    def front(self) -> str:
        w, f, r = self.wide, self.floor, self.round
        x0, x1 = (C - w, C + w)
        return (
            f"M {x0:.1f} {self.top:.1f} Q {C:.1f} {self.top + 2 * self.sag:.1f} {x1:.1f} {self.top:.1f} L "
            f"{C + f - (f - w) * 0.2:.1f} {self.low - r:.1f} "
            f"Q {C + f:.1f} {self.low:.1f} {C + f - r:.1f} {self.low:.1f} Q {C:.1f} "
            f"{self.low + 2 * self.belly:.1f} {C - f + r:.1f} {self.low:.1f} "
            f"Q {C - f:.1f} {self.low:.1f} {C - f + (f - w) * 0.2:.1f} {self.low - r:.1f} L {x0:.1f} {self.top:.1f} Z"
        )

    def half(self, y: float) -> float:
        """Half the front's width at a height."""
        return self.wide + (self.floor - self.wide) * (y - self.top) / (self.low - self.top)

    def rim(self, y: float) -> list[Point]:
        """A line across the front that hangs as the mouth does, `y` below it."""
        w = self.half(self.top + y)
        return [(C - w, self.top + y), (C - w * 0.5, self.top + y + self.sag * 0.76), (C, self.top + y + self.sag),
                (C + w * 0.5, self.top + y + self.sag * 0.76), (C + w, self.top + y)]  # fmt: skip

    def mouth(self) -> float:
        """How far the mouth's back edge is above its front edge."""
        return (26 if self.belly < 20 else 54) + abs(self.side) * 0.22

    def wall(self) -> str:
        """The side's outline: open at the top, or drawn in where the bag is shut."""
        m, s, k = self.mouth(), self.side, 1 if self.side > 0 else -1
        x, f = C + k * self.wide, C + k * (self.floor - 4)
        bottom = [(f + s, self.low - abs(s) * 0.24), (f, self.low - 2), (f - k * 26, self.low - 20)]
        if self.shut:
            return panel(
                [
                    (x - k * 2, self.top),
                    (x + s * 0.42, self.top + (self.low - self.top) * 0.16),
                    (x + s * 0.94, self.top + (self.low - self.top) * 0.52),
                    *bottom,
                ],
                2,
                16,
                60,
                20,
                10,
                4,
            )
        return panel(
            [(x - k * 2, self.top), (x + s * 0.5, self.top + 30 - m * 0.5), (x + s, self.top - m), *bottom], 2, 10, 4, 20, 10, 4
        )

    def opening(self) -> str:
        """What is seen of the inside: the back wall's edge above, the front's below, and the side's dip."""
        m, s, k = self.mouth(), self.side, 1 if self.side > 0 else -1
        if self.belly > 8:
            return ellipse(C, self.top + self.sag * 0.5, self.wide - 1, m * 0.75)
        x = C + k * self.wide
        dips = [(x + s * 0.55, self.top + 50), (x, self.top + 60)] if abs(s) > 12 else []
        left, right = ([], dips) if s > 0 else (dips[::-1], [])
        return panel(
            [
                (C - self.wide, self.top),
                *left,
                (C - self.wide + s, self.top - m),
                (C + self.wide + s, self.top - m),
                *right,
                (C + self.wide, self.top),
                (C, self.top + 2 * self.sag + 8),
            ],
            3,
        )

    def walls(self) -> list[Part]:
        """What is seen behind the front: the inside of the back wall, and the side with its fold."""
        s, k = self.side, 1 if self.side > 0 else -1
        x, f = C + k * self.wide, C + k * (self.floor - 4)
        inside = self.spec.trim("lining") if "lining" in self.spec.parts else dimmed(self.body.plain(), 0.38)
        found = (
            []
            if self.shut
            else [Part("lining", "lining", self.opening(), dimmed(inside, 0.12), depth=0.4, form="drop", cast=0.4)]
        )
        if abs(s) <= 12:
            return found
        middle = (self.top + self.low) / 2
        fold = f"M {x + s * 0.5:.1f} {self.top + 40:.1f} Q {x + s * 0.62:.1f} {middle:.1f} {f + s * 0.52:.1f} {self.low - 60:.1f}"
        side = Part("side", "body", self.wall(), dimmed(self.body, self.shade()), depth=0.5, form="flat", folds=(fold,), cast=0.6)
        return [*found, side]

    def shade(self) -> float:
        """How much darker its side is than its front."""
        return 0.2 if self.side > 0 else 0.1

    def trunk(self, *, hem: float = 34, depth: float = 0.9, folds: tuple[str, ...] = ()) -> Part:
        seams = (stitches(outline_of(self.rim(hem)), self.body),) if hem else ()
        return Part("body", "body", self.front(), self.body, depth=depth, folds=folds, lines=seams, fold_width=20, cast=0.8)

    def creases(self) -> tuple[str, ...]:
        """Soft folds where the handles pull."""
        r, high = self.rng, self.low - self.top
        found = []
        for k in r.sample((-0.72, -0.4, 0.38, 0.7), r.choice((1, 2, 2))):
            x, y = C + k * self.wide, self.top + high * r.uniform(0.14, 0.3)
            found.append(
                f"M {x:.1f} {y:.1f} Q {x - k * 60:.1f} {y + high * 0.3:.1f} {x + k * r.uniform(-10, 50):.1f} "
                f"{y + high * r.uniform(0.45, 0.62):.1f}"
            )
        return tuple(found)

    def bottom(self, share: float) -> list[Part]:
        """A panel of another cloth or leather over the lower part, round the side too."""
        y = self.low - (self.low - self.top) * share
        w, s, k = self.half(y), self.side, 1 if self.side > 0 else -1
        paint = self.spec.trim("base", texture="leather" if "base" in self.spec.parts else self.spec.look)
        d = panel(
            [(C - w - 30, y), (C + w + 30, y), (C + self.floor + 40, self.low + 30), (C - self.floor - 40, self.low + 30)], 1
        )
        seam = stitches(line((C - w - 30, y + 10), (C + w + 30, y + 10)), paint)
        front = Part("base", "base", d, paint, depth=0.7, form="flat", within=self.front(), lines=(seam,), cast=0.3)
        if abs(s) <= 12:
            return [front]
        x, high = C + k * w, abs(s) * 0.24
        d = panel(
            [
                (x - k * 30, y),
                (x, y),
                (x + s * 1.1, y - high),
                (C + k * self.floor + s * 1.2, self.low),
                (x - k * 30, self.low + 20),
            ],
            1,
        )
        side = Part("base-side", "base", d, dimmed(paint, self.shade()), depth=0.5, form="flat", within=self.wall(), cast=0.2)
        return [side, front]

    def handle(
        self,
        name: str,
        reach: float,
        high: float,
        wide: float,
        sunk: float,
        lean: float = 0.0,
        dim: float = 0.0,
        shift: Point = (0, 0),
    ) -> Part:
        """A flat handle from the mouth up, its ends `sunk` below the mouth's edge."""
        paint = self.strap()
        x, y = C + shift[0], self.top + shift[1]
        points = [
            (x - reach, y + sunk),
            (x - reach + lean * 0.1, y),
            (x - reach * 0.9 + lean * 0.55, y - high * 0.55),
            (x - reach * 0.48 + lean * 0.95, y - high * 0.93),
            (x + lean, y - high),
            (x + reach * 0.48 + lean * 0.95, y - high * 0.93),
            (x + reach * 0.9 + lean * 0.55, y - high * 0.55),
            (x + reach + lean * 0.1, y),
            (x + reach, y + sunk),
        ]
        rows = (seams(points, wide / 2 - 5, paint, 1.8),) if wide > 20 else ()
        return Part(name, "handle", band(points, wide), dimmed(paint, dim) if dim else paint, depth=0.7, lines=rows, cast=0.6)

    def strap(self) -> Paint:
        look = "leather" if "handle" in self.spec.parts or self.spec.look == "leather" else self.spec.look
        return self.spec.trim("handle", texture=look)


def outline_of(points: list[Point]) -> str:
    """A smooth open line through the points."""
    return beside(points, 0)


def sack_of(
    spec: Spec,
    top: tuple[float, float],
    ratio: tuple[float, float],
    wide: tuple[float, float],
    taper: tuple[float, float],
    *,
    sag: float,
    round: float,
    belly: float = 4,
) -> Sack:
    """A tote's proportions from their ranges; `ratio` is its height to its width, `taper` its floor's width to its mouth's."""
    rng = spec.rng()
    w, t, back = rng.uniform(*wide), rng.uniform(*top), spec.view == "other"
    stand = spec.rng("stand")
    turned = stand.choice((-1, 1)) * stand.uniform(96, 150) if back else stand.choice((0, -1, 1)) * stand.uniform(30, 84)
    high, floor = 2 * w * rng.uniform(*ratio), w * rng.uniform(*taper)
    return Sack(spec, rng, spec.paint(), t, t + high, w, floor, turned, sag * rng.uniform(0.5, 2.0), round, belly, back)


def metal_of(sack: Sack) -> Paint:
    return sack.spec.metal("buckle", sack.spec.rng("metal").choice(("brass", "gold", "silver", "gunmetal")))


def with_lines(part: Part, *lines: Line) -> Part:
    return replace(part, lines=(*part.lines, *lines))


def pocket_on(sack: Sack, wide: float, top: float, high: float) -> Part:
    d = panel([(C - wide, top), (C + wide, top), (C + wide, top + high), (C - wide, top + high)], 4, 4, 12, 12)
    paint = sack.spec.paint("pocket")
    return Part(
        "pocket",
        "pocket",
        d,
        paint,
        depth=0.5,
        form="flat",
        lines=(stitches(inset(d, 8), paint), stitches(inset(d, 15), paint)),
        cast=0.4,
    )
