"""The body of an upper garment as it lies on the table: its outline, its neck, how it settles.

Half widths are measured from the axis, at about 7.6 canvas units a centimetre. A garment is drawn symmetric and then settles
(`settled`): no two lie alike, and none lies quite straight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter
from data.studio.raster import Floats, contours
from data.studio.shape import AXIS, Point, Segment, box, center, segments, symmetric, written
from data.studio.spec import Spec

C = AXIS
STITCH = "6 5"
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Body:
    """The measures of a body piece. `neck` is half the opening at the shoulder, `drop` how far the shoulders slope, `hem_drop`
    how much lower the hem is in the middle than at the sides, `tail` how far the sides of a shirt-tail hem are cut up.
    """

    neck: float = 70
    neck_depth: float = 76
    v: bool = False
    square: bool = False
    shoulder: float = 180
    drop: float = 40
    chest: float = 205
    waist: float = 198
    hem: float = 203
    top: float = 180
    armpit: float = 392
    bottom: float = 752
    hem_drop: float = 7
    tail: float = 0
    back_depth: float = 16

    @property
    def shoulder_point(self) -> Point:
        """Where the left sleeve's upper edge begins."""
        return C - self.shoulder, self.top + self.drop

    @property
    def armpit_point(self) -> Point:
        return C - self.chest, self.armpit

    @property
    def hem_middle(self) -> float:
        """The y of the hem on the axis."""
        return self.bottom + self.hem_drop

    def half_at(self, y: float) -> float:
        """Half the width at a height between armpit and hem, nearly."""
        share = min(1.0, max(0.0, (y - self.armpit) / (self.bottom - self.armpit)))
        return (1 - share) ** 2 * self.chest + 2 * share * (1 - share) * self.waist + share**2 * self.hem

    def neckline(self, spread: float = 0) -> str:
        """The left half of the neck's edge, from the middle up to the shoulder; `spread` lies that far outside of it."""
        low, n, t, d = self.top + self.neck_depth + spread, self.neck + spread * 0.95, self.top + spread * 0.3, self.neck_depth
        if self.square:
            return f"M {C} {low} L {C - n * 0.9} {low - 3} L {C - n} {t}"
        if self.v:
            low += spread * 0.45
            return f"M {C} {low} Q {C - n * 0.62} {t + (low - t) * 0.52} {C - n} {t}"
        return f"M {C} {low} C {C - n * 0.58} {low} {C - n * 0.98} {t + d * 0.62 + spread * 0.4} {C - n} {t}"

    def outline(self) -> str:
        return symmetric(f"{self.neckline()} {self.side()} {self._hem_edge(0)}")

    def side(self) -> str:
        """From the neck over the left shoulder, down the armhole and the side to the hem's corner; without its first point."""
        (sx, sy), (_, ay), long = self.shoulder_point, self.armpit_point, self.bottom - self.armpit
        _, bend = armhole(self).split(" C ")
        return (
            f"Q {C - (self.neck + self.shoulder) / 2} {self.top + self.drop * 0.43} {sx} {sy} C {bend} "
            f"C {C - self.waist} {ay + long * 0.3} {C - self.waist} {ay + long * 0.62} {C - self.hem} {self.bottom - self.tail}"
        )

    def _hem_edge(self, up: float) -> str:
        """From the left side to the middle."""
        y = self.bottom - up
        if self.tail:
            return (f"C {C - self.hem + 6} {y - self.tail * 0.42} {C - self.hem * 0.86} {y + self.hem_drop * 0.4} "
                    f"{C - self.hem * 0.5} {y + self.hem_drop} Q {C - self.hem * 0.2} {y + self.hem_drop} "
                    f"{C} {y + self.hem_drop}")  # fmt: skip
        return f"Q {C - self.hem * 0.5} {y + self.hem_drop} {C} {y + self.hem_drop}"

    def hem_line(self, up: float) -> str:
        """A line along the hem, `up` above it."""
        return across(f"M {C - self.hem - 4} {self.bottom - self.tail - up} {self._hem_edge(up)}")

    def band(self, width: float) -> str:
        """A ribbed band around the neck's front, `width` wide, whose inner edge is the neckline."""
        return ribbon(self.neckline(), self.neckline(width))

    def back(self) -> Body:
        """The same body seen from behind."""
        return replace(self, neck_depth=self.back_depth, v=False)


def _mirrored_back(half: str) -> str:
    """A left half's mirror image, run backwards from where the half ends."""
    parts = segments(half)
    ends = [points[-1] for _, points in parts]
    out: list[Segment] = []
    for number in range(len(parts) - 1, 0, -1):
        command, points = parts[number]
        turned = (*reversed(points[:-1]), ends[number - 1])
        out.append((command, tuple((2 * C - x, y) for x, y in turned)))
    return " " + written(out)


def along(d: str, shares: Sequence[float]) -> Floats:
    """The points (n, 2) that lie these shares of its length along a path."""
    points = np.concatenate(contours(d))
    at = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    where = np.asarray(shares) * at[-1]
    return np.column_stack([np.interp(where, at, points[:, axis]) for axis in (0, 1)]).astype(np.float32)


def across(half: str) -> str:
    """A curve that runs from the left side to the middle, carried on to the right by its mirror image."""
    return half + _mirrored_back(half)


def reversed_path(d: str) -> str:
    """The same curve run backwards."""
    parts = segments(d)
    ends = [points[-1] for _, points in parts]
    out: list[Segment] = [("M", (ends[-1],))]
    for number in range(len(parts) - 1, 0, -1):
        command, points = parts[number]
        out.append((command, (*reversed(points[:-1]), ends[number - 1])))
    return written(out)


def ribbon(inner: str, outer: str) -> str:
    """The closed ribbon between two left halves, each written from the middle to the side, and their mirror images."""
    there, back = across(reversed_path(inner)), across(reversed_path(outer))
    return f"{there} L {reversed_path(back)[2:]} Z"


def inside(body: Body, color: str, band: float = 18) -> Part:
    """The back's inner side, seen through the neck, with its label below a neckband `band` wide."""
    t, n, low = body.top, body.neck, body.top + body.back_depth - 6
    behind = f"M {C} {low} Q {C - n * 0.6} {low} {C - n - 1} {t}"
    d = ribbon(behind, body.neckline(4))
    y = t + body.back_depth + band + 2
    tag = Line(box(C - 17, y, C + 17, y + 13, 2), 10, "", lighter(color, 0.62), 0.8)
    name = Line(f"M {C - 10} {y + 6.5} L {C + 10} {y + 6.5}", 2.2, "", darker(color, 0.5), 0.5)
    return Part("inside", "lining", d, Paint(darker(color, 0.3)), depth=1.2, form="drop", lines=(tag, name), outline=0)


def armhole(body: Body) -> str:
    """The left armhole, from the shoulder down to the armpit."""
    (sx, sy), (ax, ay) = body.shoulder_point, body.armpit_point
    deep = ay - sy
    return f"M {sx} {sy} C {sx + 9} {sy + deep * 0.42} {min(sx, ax) + 26} {ay - deep * 0.16} {ax} {ay}"


def contrast(spec: Spec, kind: str, like: tuple[str, ...] = ()) -> Paint:
    """A part that is usually in another color than the body: its own surface where it has one, else that of the kinds it is
    usually `like`, else the product's accent.
    """
    for named in (kind, *like):
        if named in spec.parts:
            return spec.trim(named, texture=spec.look)
    plain = spec.trim(kind, texture=spec.look)
    return replace(plain, color=plain.accents[0], name=plain.accent_names[0])


def proportioned(rng: Random, body: Body, *, wide: float = 0.09, long: float = 0.10) -> Body:
    """The body with this product's own proportions; the shares are the most that it may be wider or longer."""
    across, down = rng.uniform(1 - wide, 1 + wide), rng.uniform(1 - long, 1 + long)
    taper, shoulders = rng.uniform(-14, 14), rng.uniform(0.95, 1.04)
    bottom = body.armpit + (body.bottom - body.armpit) * down
    return replace(
        body,
        chest=body.chest * across,
        waist=body.waist * across - taper * 0.7,
        hem=body.hem * across - taper,
        shoulder=body.shoulder * (1 + (across - 1) * 0.7) * shoulders,
        neck=body.neck * rng.uniform(0.93, 1.08),
        neck_depth=body.neck_depth * rng.uniform(0.9, 1.12),
        drop=body.drop * rng.uniform(0.85, 1.2),
        armpit=body.armpit + rng.uniform(-9, 9),
        bottom=bottom,
    )


def drapes(body: Body, rng: Random, flutes: int = 2) -> tuple[str, ...]:
    """Soft folds: a drag from each armpit towards the middle, and flutes that rise from below the hem."""
    long = body.bottom - body.armpit
    out = []
    for side in rng.choice(((-1, 1), (-1, 1), (-1, 1), (-1,), (1,))):
        x, y = C + side * (body.chest + 12), body.armpit + rng.uniform(-20, 60)
        reach, fall = body.chest * rng.uniform(0.45, 1.15), long * rng.uniform(0.12, 0.68)
        out.append(
            f"M {x:.1f} {y:.1f} Q {x - side * reach * 0.5:.1f} {y + fall * 0.28:.1f} {x - side * reach:.1f} {y + fall:.1f}"
        )
    flutes = max(0, flutes + rng.choice((-1, 0, 0, 1)))
    for k in range(flutes):
        x = C + (2 * (k + rng.uniform(0.1, 0.9)) / flutes - 1) * body.hem * 0.9
        high, bow, lean = rng.uniform(0.6, 1.0) * long, rng.uniform(-24, 24), (C - x) * rng.uniform(-0.1, 0.35)
        out.append(
            f"M {x:.1f} {body.bottom + 60:.1f} Q {x + bow:.1f} {body.bottom - high * 0.45:.1f} "
            f"{x + lean:.1f} {body.bottom - high:.1f}"
        )
    return tuple(out)


def body_part(spec: Spec, seen: Body, lines: Iterable[Line], *, flutes: int = 2, fold_width: float = 30) -> Part:
    """The body of a garment of light cloth, with its folds; `lines` are its stitches."""
    folds = drapes(seen, spec.rng("drape"), flutes)
    return Part(
        "body", "body", seen.outline(), spec.paint(), depth=0.55, folds=folds, fold_width=fold_width, lines=tuple(lines), cast=0.5
    )


def _warped(part: Part, place: Callable[[Point], Point]) -> Part:
    def there(d: str) -> str:
        return written([(command, tuple(place(p) for p in points)) for command, points in segments(d)]) if d else ""

    return replace(
        part,
        d=there(part.d),
        within=there(part.within),
        folds=tuple(map(there, part.folds)),
        lights=tuple(map(there, part.lights)),
        lines=tuple(replace(one, d=there(one.d)) for one in part.lines),
    )


def settled(parts: Iterable[Part], rng: Random, much: float = 1.0) -> tuple[Part, ...]:
    """The parts as they come to lie: swung a little to one side, the hem not quite level."""
    swing, bow, tilt = rng.uniform(-12, 12) * much, rng.uniform(-9, 9) * much, rng.uniform(-8, 8) * much
    ease = rng.uniform(-0.02, 0.02) * much

    def place(p: Point) -> Point:
        u, v = (p[0] - C) / 250, (p[1] - 300) / 400
        return p[0] + swing * v + bow * v * v + ease * 250 * u * abs(u) * v, p[1] + tilt * u * max(v, 0.0)

    return tuple(_warped(one, place) for one in parts)


def _holds(d: str, x: float, y: float) -> bool:
    """Whether a point lies within an outline, by the even-odd rule."""
    inside = False
    for points in contours(d):
        for (ax, ay), (bx, by) in zip(points, np.roll(points, -1, axis=0), strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                inside = not inside
    return inside


def _seen(parts: Sequence[Part]) -> list[Part]:
    """The parts without the buttons that a folded sleeve hides."""
    over = [one for one in parts if one.name.startswith("forearm")]
    over += [one for one in parts if one.kind == "cuff" and any(one.name.endswith(arm.name[8:]) for arm in over)]
    return [one for one in parts if one.kind != "button" or not any(_holds(arm.d, *center(one.d)) for arm in over)]


def laid(spec: Spec, parts: Iterable[Part], facts: Iterable[Fact], much: float = 1.0) -> Drawing:
    """The garment's drawing, settled and turned by this product's own little angle."""
    rng = spec.rng("laid")
    return Drawing(settled(_seen(list(parts)), rng, much), seed=spec.seed, facts=tuple(facts), turn=rng.uniform(-4.5, 4.5) * much)
