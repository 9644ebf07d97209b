"""What all handbags are made with: leather, metal, handles, locks, tabs and tassels.

A bag is drawn from its front outline; its depth is that outline swept to one side.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from data.studio.drawing import Line, Paint, Part
from data.studio.palette import darker
from data.studio.shape import AXIS, Point, box, ellipse, line, moved
from data.studio.spec import Spec
from data.studio.things.fittings import (
    band,
    dimmed,
    inset,
    panel,
    ring,
    seams,
    stitches,
    stud,
    swept,
    zip_pull,
    zip_teeth,
)

C = AXIS


Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bag:
    """What a handbag is made with: its paints, its metal, and how it stands. `side` is how far (and to which side) its depth is
    seen; `back` whether it shows its back.
    """

    spec: Spec
    rng: Random
    body: Paint
    metal: Paint
    side: float
    back: bool

    def leather(self, kind: str) -> Paint:
        return self.spec.trim(kind, texture=self.spec.look or "leather")

    def surface(self, kind: str) -> Paint:
        """As the body's, patterned too, unless the kind has its own."""
        return self.spec.paint(kind, texture=self.spec.look or "leather")

    def sewn(self) -> bool:
        """Whether its seams show: the same for all that is sewn on one bag."""
        return self.spec.rng("sewn").random() < 0.7

    def trunk(self, d: str, *, depth: float = 0.9, folds: tuple[str, ...] = ()) -> list[Part]:
        """The bag's depth, if it is seen, and its front."""
        marks = (stitches(inset(d, 11), self.body),) if self.sewn() else ()
        front = Part("body", "body", d, self.body, depth=depth, form="flat", folds=folds, lines=marks, cast=0.7)
        if abs(self.side) < 8:
            return [front]
        rise = -abs(self.side) * 0.3
        seam = Line(inset(moved(d, self.side * 0.5, rise * 0.5), 2), 2.2, "", darker(self.body.color, 0.4), 0.5)
        return [
            Part("side", "body", swept(d, self.side, rise), dimmed(self.body, 0.22), depth=0.6, form="flat", lines=(seam,)),
            front,
        ]


def arch(left: float, right: float, low: float, high: float, square: float, lean: float = 0.0) -> list[Point]:
    """Points of a handle that rises from (`left`, `low`) to `high` and comes down at `right`; `square` 0 is a bow, 1 a box."""
    m, w = (left + right) / 2 + lean, (right - left) / 2
    k = 0.62 + 0.34 * square
    return [(left, low), (left + w * (1 - k) * 0.3 + lean * 0.5, low + (high - low) * (0.5 + 0.12 * square)),
            (m - w * k * 0.72, high + (low - high) * 0.12 * (1 - square * 0.6)), (m, high),
            (m + w * k * 0.72, high + (low - high) * 0.12 * (1 - square * 0.6)),
            (right - w * (1 - k) * 0.3 + lean * 0.5, low + (high - low) * (0.5 + 0.12 * square)), (right, low)]  # fmt: skip


def fallen(rng: Random, w: float, top: float, low: float, k: int) -> list[Point]:
    """Points of a long strap that lies over the bag and falls down at its left (`k` -1) or right."""
    far = w + rng.uniform(60, 120)
    return [
        (C - k * (w - 4), top + 14),
        (C - k * w * 0.7, top - 70),
        (C, top - rng.uniform(90, 140)),
        (C + k * w * 0.8, top - 70),
        (C + k * far, top + 40),
        (C + k * (far + 16), low - 130),
        (C + k * (far - 26), low - 40),
        (C + k * (far - 62), low - 150),
        (C + k * (w + 10), top + 60),
    ]


def long_strap(bag: Bag, points: list[Point], wide: float) -> list[Part]:
    paint = bag.leather("strap")
    rows = (seams(points, wide / 2 - 5, paint, 1.8),) if bag.sewn() and wide > 20 else ()
    return [Part("strap", "strap", band(points, wide), paint, depth=0.8, lines=rows, cast=0.5)]


def tabs(bag: Bag, kind: str, spots: tuple[Point, ...], wide: float, long: float) -> list[Part]:
    """Small leather tabs with a stud, which hold rings and handles."""
    paint = bag.leather(kind)
    found = []
    for n, (x, y) in enumerate(spots, 1):
        d = panel(
            [
                (x - wide / 2, y),
                (x + wide / 2, y),
                (x + wide / 2, y + long * 0.75),
                (x, y + long),
                (x - wide / 2, y + long * 0.75),
            ],
            3,
            3,
            wide * 0.3,
            wide * 0.3,
            wide * 0.3,
        )
        found += [Part(f"tab-{n}", kind, d, paint, depth=0.6, lines=(stitches(inset(d, 5), paint, 1.8),), cast=0.4),
                  stud(f"stud-{n}", (x, y + long * 0.62), wide * 0.17, bag.metal)]  # fmt: skip
    return found


def lock(bag: Bag, at: Point, style: str) -> list[Part]:
    """What holds a flap down in front: a turn-lock, a ring pull, a stud or a bar."""
    x, y = at
    if style == "turn":
        d = box(x - 30, y - 19, x + 30, y + 19, 9)
        plate = Part(
            "lock",
            "buckle",
            d,
            bag.metal,
            depth=0.6,
            form="flat",
            outline=1.5,
            lines=(Line(inset(d, 5), 1.5, "", darker(bag.metal.color, 0.4), 0.6),),
            cast=0.5,
        )
        return [
            plate,
            Part("lock-turn", "buckle", box(x - 6, y - 15, x + 6, y + 15, 6), bag.metal, depth=0.8, outline=1.4, cast=0.5),
        ]
    if style == "ring":
        d = ring(ellipse(x, y, 27, 27), ellipse(x, y, 18, 18))
        return [Part("lock", "buckle", d, bag.metal, depth=0.6, outline=1.4, cast=0.5)]
    if style == "bar":
        return [Part("lock", "buckle", box(x - 46, y - 10, x + 46, y + 10, 10), bag.metal, depth=0.8, outline=1.5, cast=0.5)]
    return [stud("lock", at, 17, bag.metal)]


def flap_behind(bag: Bag, half: float, top: float, deep: float) -> Part:
    """The flap's sewn edge, where it comes over the top to the back."""
    d = panel([(C - half, top - 7), (C + half, top - 7), (C + half, top + deep), (C - half, top + deep)], 20, 20, 8, 8)
    paint = bag.surface("flap")
    return Part("flap", "flap", d, paint, depth=0.6, form="flat", lines=(stitches(inset(d, 9), paint),), cast=0.5)


def back_pocket(bag: Bag, left: float, right: float, top: float, low: float) -> list[Part]:
    """What a bag's back has: a slip pocket's edge or a short zip, else nothing."""
    rng = bag.spec.rng("behind")
    if rng.random() < 0.45:
        y = top + (low - top) * rng.uniform(0.2, 0.4)
        points = [(left, y), ((left + right) / 2, y + 2), (right, y)]
        return [
            zip_teeth("zipper", points, bag.spec.metal("zipper", bag.metal.name)),
            zip_pull("zipper-pull", (left + 16, y), bag.spec.metal("zipper", bag.metal.name)),
        ]
    y = top + (low - top) * rng.uniform(0.15, 0.4)
    d = panel([(left, y), ((left + right) / 2, y + rng.uniform(0, 30)), (right, y), (right, low), (left, low)], 8, 60, 8, 20, 20)
    return [
        Part(
            "pocket",
            "pocket",
            d,
            bag.surface("pocket"),
            depth=0.4,
            form="flat",
            lines=(stitches(inset(d, 9), bag.body),),
            cast=0.35,
        )
    ]


def tassel(bag: Bag, x: float, y: float) -> list[Part]:
    """A zip pull with a leather tassel, or a plain one."""
    zipper = bag.spec.metal("zipper", bag.metal.name)
    if bag.rng.random() < 0.5 and "tassel" not in bag.spec.parts:
        return [zip_pull("zipper-pull", (x, y + 2), zipper, long=56, turn=bag.rng.uniform(-12, 12))]
    paint = bag.leather("tassel")
    long, wide = bag.rng.uniform(84, 130), bag.rng.uniform(30, 42)
    top = y + 26
    skirt = panel(
        [(x - wide * 0.3, top + 18), (x + wide * 0.3, top + 18), (x + wide * 0.62, top + long), (x - wide * 0.62, top + long)], 5
    )
    cuts = " ".join(line((x + k * wide * 0.18, top + 34), (x + k * wide * 0.38, top + long)) for k in (-1, -0.35, 0.35, 1))
    return [
        zip_pull("zipper-pull", (x, y + 2), zipper, long=34),
        Part("tassel", "tassel", skirt, paint, depth=0.8, lines=(Line(cuts, 2.6, "", darker(paint.color, 0.5), 0.7),), cast=0.6),
        Part("tassel-head", "tassel", box(x - wide * 0.33, top, x + wide * 0.33, top + 26, 6), paint, depth=0.8, cast=0.3),
    ]
