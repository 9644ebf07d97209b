"""Tee, shirt, hoodie, sweater and jacket: a torso with sleeves, and what is sewn to it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.palette import darker, lighter, shade
from data.studio.shape import AXIS, Point, box, ellipse, line, polygon, symmetric
from data.studio.spec import Spec

STITCH = "7 5"


@dataclass(frozen=True)
class Torso:
    """The measures of a body piece in canvas units; half widths are from the axis."""

    neck: float = 88
    shoulder: float = 205
    chest: float = 190
    hem: float = 188
    top: float = 190
    drop: float = 42
    armpit: float = 395
    bottom: float = 810
    neck_depth: float = 70
    v: bool = False
    hem_curve: float = 10

    def outline(self) -> str:
        c, s = AXIS, self.top + self.drop
        neckline = (
            f"M {c} {self.top + self.neck_depth} L {c - self.neck} {self.top}" if self.v else
            f"M {c} {self.top + self.neck_depth} C {c - self.neck * 0.62} {self.top + self.neck_depth} "
            f"{c - self.neck * 0.97} {self.top + self.neck_depth * 0.55} {c - self.neck} {self.top}"
        )  # fmt: skip
        waist = (self.chest + self.hem) / 2 - 8
        return symmetric(
            f"{neckline} Q {c - (self.neck + self.shoulder) / 2} {self.top + self.drop * 0.4} {c - self.shoulder} {s} "
            f"C {c - self.shoulder + 26} {s + 60} {c - self.chest + 22} {self.armpit - 40} {c - self.chest} {self.armpit} "
            f"C {c - waist} {self.armpit + 120} {c - waist} {self.bottom - 180} {c - self.hem} {self.bottom - self.hem_curve} "
            f"Q {c - self.hem * 0.5} {self.bottom + self.hem_curve} {c} {self.bottom + self.hem_curve}"
        )

    def back_neck(self) -> str:
        return symmetric(f"M {AXIS} {self.top - 8} Q {AXIS - self.neck * 0.7} {self.top - 10} {AXIS - self.neck} {self.top} "
                         f"L {AXIS - self.neck} {self.top + 40} L {AXIS} {self.top + self.neck_depth + 30}")  # fmt: skip

    def neck_band(self, width: float) -> str:
        c, n, t, d = AXIS, self.neck, self.top, self.neck_depth
        if self.v:
            return symmetric(
                f"M {c} {t + d} L {c - n} {t} L {c - n - width * 0.9} {t + width * 0.22} L {c} {t + d + width * 1.5}"
            )
        return (
            f"M {c - n} {t} C {c - n * 0.97} {t + d * 0.55} {c - n * 0.62} {t + d} {c} {t + d} "
            f"C {c + n * 0.62} {t + d} {c + n * 0.97} {t + d * 0.55} {c + n} {t} L {c + n + width} {t + width * 0.25} "
            f"C {c + n + width * 0.9} {t + d * 0.7} {c + n * 0.72} {t + d + width} {c} {t + d + width} "
            f"C {c - n * 0.72} {t + d + width} {c - n - width * 0.9} {t + d * 0.7} {c - n - width} {t + width * 0.25} Z"
        )

    def sleeve_ends(self, length: float, width: float, angle: float) -> tuple[Point, Point]:
        """Outer and inner end of the left sleeve's opening."""
        a = math.radians(angle)
        outer = (AXIS - self.shoulder - 6 - length * math.sin(a), self.top + self.drop + 8 + length * math.cos(a))
        return outer, (outer[0] + 2 * width * math.cos(a), outer[1] + 2 * width * math.sin(a))

    def sleeve(self, length: float, width: float, angle: float, puff: float = 0) -> str:
        """The left sleeve, from shoulder to opening."""
        (ox, oy), (ix, iy) = self.sleeve_ends(length, width, angle)
        sx, sy = AXIS - self.shoulder, self.top + self.drop
        ax, ay = AXIS - self.chest, self.armpit
        bend = length * 0.45
        cx, cy = sx - 26 - puff - bend * math.sin(math.radians(angle)) * 0.75, sy + bend * math.cos(math.radians(angle)) * 0.7
        return (
            f"M {sx + 34} {sy - 8} Q {sx - 10} {sy - 4} {sx - 18} {sy + 26} Q {cx} {cy} {ox} {oy} L {ix} {iy} "
            f"Q {(ix + ax) / 2 + 10 - puff * 0.3} {(iy + ay) / 2 - 8} {ax} {ay} L {ax + 40} {ay - 60} Z"
        )

    def cuff(self, length: float, width: float, angle: float, height: float) -> str:
        (ox, oy), (ix, iy) = self.sleeve_ends(length, width, angle)
        a = math.radians(angle)
        dx, dy = height * math.sin(a), height * math.cos(a)
        flare = width * 0.10
        fx, fy = flare * math.cos(a), flare * math.sin(a)
        return (
            f"M {ox + dx - fx} {oy - dy - fy} L {ix + dx + fx} {iy - dy + fy} L {ix} {iy} "
            f"Q {(ox + ix) / 2 - dx * 0.08} {(oy + iy) / 2 + 7} {ox} {oy} Z"
        )


def torso_folds(t: Torso, lean: float = 0) -> tuple[str, ...]:
    """Drapes from the armpits and a few at the waist; `lean` shifts them so that no two hang alike."""
    c, a = AXIS, t.armpit
    return (
        f"M {c - t.chest + 12} {a + 6} Q {c - t.chest * 0.55} {a + 60 + lean} {c - t.chest * 0.34} {a + 150 + lean}",
        f"M {c + t.chest - 12} {a + 8} Q {c + t.chest * 0.6} {a + 70 - lean} {c + t.chest * 0.42} {a + 140 - lean}",
        (
            f"M {c - t.hem * 0.72 + lean} {t.bottom - 30} Q {c - t.hem * 0.6} {t.bottom - 130} "
            f"{c - t.hem * 0.66 + lean} {t.bottom - 230}"
        ),
        (
            f"M {c + t.hem * 0.55 + lean} {t.bottom - 20} Q {c + t.hem * 0.62} {t.bottom - 150} {c + t.hem * 0.48} "
            f"{t.bottom - 240 + lean}"
        ),
        f"M {c - t.hem * 0.1} {t.bottom - 24} Q {c - t.hem * 0.02 - lean} {t.bottom - 90} {c - t.hem * 0.12} {t.bottom - 170}",
    )


def sleeves(
    t: Torso,
    paint: Paint,
    *,
    length: float,
    width: float,
    angle: float,
    cuff: Paint | None = None,
    cuff_height: float = 40,
    puff: float = 0,
    lines: tuple[Line, ...] = (),
) -> tuple[Part, ...]:
    """Both sleeves, with cuffs where a paint for them is given and a stitched hem otherwise."""
    (ox, oy), (ix, iy) = t.sleeve_ends(length, width, angle)
    a = math.radians(angle)
    up = 17.0
    hem = Line(line((ox + up * math.sin(a), oy - up * math.cos(a)), (ix + up * math.sin(a), iy - up * math.cos(a))), 2, STITCH)
    ax, ay = AXIS - t.chest, t.armpit
    folds = [f"M {ax - 4} {ay - 10} Q {ax - 50} {ay + 6} {ax - 74 - length * 0.1} {ay - 20 + length * 0.06}"]
    if length > 320:
        ex, ey = (ox + ax) / 2, (oy + ay) / 2
        folds += [
            f"M {ex + 36} {ey + 6} Q {ex} {ey + 26} {ex - 30} {ey + 8}",
            f"M {ex + 20} {ey + 66} Q {ex - 10} {ey + 74} {ex - 34} {ey + 50}",
            f"M {ix - 6} {iy - 90} Q {ix - 40} {iy - 66} {ox + 24} {oy - 96}",
        ]
    left = Part("sleeve-left", "sleeve", t.sleeve(length, width, angle, puff), paint, grain=angle * 0.9, folds=tuple(folds),
                lines=lines if cuff else (hem, *lines))  # fmt: skip
    out = [left, left.mirror("sleeve-right")]
    if cuff:
        band = Part("cuff-left", "cuff", t.cuff(length, width, angle, cuff_height), cuff, depth=0.7, grain=angle)
        out += [band, band.mirror("cuff-right")]
    return tuple(out)


def inside(t: Torso, color: str) -> Part:
    """The back of the neck, seen through the opening."""
    return Part(
        "inside",
        "lining",
        t.back_neck(),
        Paint(darker(color, 0.34)),
        depth=1.3,
        form="drop",
        lines=(Line(box(AXIS - 20, t.top + 14, AXIS + 20, t.top + 34, 3), 16, "", lighter(color, 0.5), 0.55),),
    )


def hem_stitch(t: Torso, up: float = 20) -> Line:
    c = AXIS
    return Line(
        (
            f"M {c - t.hem - 6} {t.bottom - t.hem_curve - up} Q {c} {t.bottom + t.hem_curve * 2.2 - up} "
            f"{c + t.hem + 6} {t.bottom - t.hem_curve - up}"
        ),
        2,
        STITCH,
    )


def hem_band(t: Torso, height: float, tuck: float = 0) -> str:
    c, b = AXIS, t.bottom
    return symmetric(f"M {c} {b - height + 12} Q {c - t.hem * 0.5} {b - height + 12} {c - t.hem - 4} {b - height - 4} "
                     f"L {c - t.hem + tuck} {b} Q {c - t.hem * 0.5} {b + 14} {c} {b + 14}")  # fmt: skip


def buttons(x: float, ys: tuple[float, ...], radius: float, color: str) -> tuple[Part, ...]:
    out = []
    for n, y in enumerate(ys):
        holes = tuple(Line(line((x + dx, y + dy), (x + dx + 0.1, y + dy)), radius * 0.34, "", darker(color, 0.7), 0.8)
                      for dx in (-radius * 0.3, radius * 0.3) for dy in (-radius * 0.3, radius * 0.3))  # fmt: skip
        out.append(
            Part(
                f"button-{n + 1}",
                "button",
                ellipse(x, y, radius, radius),
                Paint(color, gloss=0.5),
                depth=0.5,
                form="ball",
                lines=holes,
            )
        )
    return tuple(out)


def placed(spec: Spec, t: Torso, amount: float = 10) -> Torso:
    """The same torso with this product's own proportions."""
    rng = spec.rng()
    wide, long = rng.uniform(-amount, amount), rng.uniform(-1.6 * amount, 1.6 * amount)
    return replace(t, chest=t.chest + wide, hem=t.hem + wide * 1.1, shoulder=t.shoulder + wide * 0.7, bottom=t.bottom + long,
                   neck_depth=t.neck_depth + rng.uniform(-5, 6))  # fmt: skip


def chest_pocket(
    x: float, y: float, w: float, h: float, paint: Paint, name: str = "pocket", flap: bool = False
) -> tuple[Part, ...]:
    d = polygon((x, y), (x + w, y), (x + w, y + h * 0.82), (x + w / 2, y + h), (x, y + h * 0.82))
    inset = polygon((x + 6, y + 6), (x + w - 6, y + 6), (x + w - 6, y + h * 0.79), (x + w / 2, y + h - 8), (x + 6, y + h * 0.79))
    out = [Part(name, "pocket", d, paint, depth=0.5, form="flat", lines=(Line(inset, 1.8, STITCH),))]
    if flap:
        f = polygon(
            (x - 4, y - 6), (x + w + 4, y - 6), (x + w + 4, y + h * 0.26), (x + w / 2, y + h * 0.4), (x - 4, y + h * 0.26)
        )
        out.append(
            Part(
                f"{name}-flap",
                "flap",
                f,
                paint,
                depth=0.7,
                form="flat",
                lines=(Line(line((x + 2, y + h * 0.22), (x + w / 2, y + h * 0.34), (x + w - 2, y + h * 0.22)), 1.8, STITCH),),
            )
        )
    return tuple(out)


def tee(spec: Spec) -> Drawing:
    shape = {
        "crew": Torso(), "v-neck": Torso(v=True, neck_depth=120, neck=84),
        "relaxed": Torso(chest=214, hem=216, shoulder=236, drop=58, bottom=800, neck=92),
        "long sleeve": Torso(bottom=800), "pocket": Torso(chest=196, hem=196), "ringer": Torso(neck=84, chest=184, hem=180),
    }[spec.silhouette]  # fmt: skip
    t = placed(spec, shape)
    body = spec.paint()
    trim = spec.trim("collar", texture="rib")
    rng = spec.rng("drape")
    long = spec.silhouette == "long sleeve"
    cuff = spec.trim("cuff", texture="rib") if long or spec.silhouette == "ringer" else None
    size = (
        (560, 46, 14) if long else (190 if spec.silhouette == "relaxed" else 165, 82 if spec.silhouette == "relaxed" else 74, 36)
    )
    arms = sleeves(
        t, spec.paint("sleeve"), length=size[0], width=size[1], angle=size[2], cuff=cuff, cuff_height=44 if long else 22
    )
    parts = [inside(t, body.color), *arms,
             Part("body", "body", t.outline(), body, folds=torso_folds(t, rng.uniform(-18, 18)), lines=(hem_stitch(t),)),
             Part("collar", "collar", t.neck_band(25), trim, depth=0.6)]  # fmt: skip
    if spec.silhouette == "pocket":
        parts += chest_pocket(545, t.top + 165, 92, 108, spec.paint("pocket"))
    facts = (("neckline", "V-Neck" if t.v else "Crew Neck"), ("sleeve length", "Long Sleeve" if long else "Short Sleeve"))
    return Drawing(
        tuple(parts), seed=spec.seed, facts=(*facts, *((("pockets", "Chest Pocket"),) if spec.silhouette == "pocket" else ()))
    )


def collar_points(t: Torso, paint: Paint, spread: float = 78, fall: float = 92) -> tuple[Part, ...]:
    """A folded shirt collar: stand behind, two leaves in front."""
    c, y, n = AXIS, t.top, t.neck
    stand = Part(
        "collar-stand",
        "collar",
        symmetric(f"M {c} {y - 34} Q {c - n * 0.7} {y - 36} {c - n + 2} {y - 10} L {c - n * 0.7} {y + 40} L {c} {y + 26}"),
        replace(paint, color=darker(paint.color, 0.16)),
        form="drop",
    )
    d = (
        f"M {c - n + 6} {y - 22} Q {c - n - 26} {y + 20} {c - n - 14} {y + 52} L {c - spread * 0.72} "
        f"{y + fall + 20} L {c - 2} {y + 54} "
        f"Q {c - n * 0.62} {y + 24} {c - n + 6} {y - 22} Z"
    )
    seam = f"M {c - n - 6} {y + 46} L {c - spread * 0.72 + 2} {y + fall + 8} L {c - 12} {y + 52}"
    leaf = Part("collar-left", "collar", d, paint, depth=0.7, form="flat", grain=24, lines=(Line(seam, 1.8, STITCH),))
    return stand, leaf, leaf.mirror("collar-right")


def shirt(spec: Spec) -> Drawing:
    short = spec.silhouette == "short sleeve"
    t = placed(
        spec,
        Torso(
            neck=80,
            neck_depth=62,
            chest=188 if spec.silhouette == "slim" else 200,
            hem=184 if spec.silhouette == "slim" else 202,
            shoulder=208,
            bottom=830 if not short else 800,
            hem_curve=28 if not short else 6,
        ),
    )
    body = spec.paint()
    arms = sleeves(t, spec.paint("sleeve"), length=185 if short else 565, width=78 if short else 50, angle=34 if short else 14,
                   cuff=None if short else spec.paint("cuff"), cuff_height=62)  # fmt: skip
    c = AXIS
    placket = Part(
        "placket",
        "placket",
        polygon(
            (c - 19, t.top + 50), (c + 19, t.top + 50), (c + 19, t.bottom + t.hem_curve - 1), (c - 19, t.bottom + t.hem_curve - 1)
        ),
        body,
        depth=0.5,
        form="flat",
        lines=(
            Line(line((c - 13, t.top + 60), (c - 13, t.bottom + 20)), 1.6, STITCH),
            Line(line((c + 13, t.top + 60), (c + 13, t.bottom + 20)), 1.6, STITCH),
        ),
    )
    ys = tuple(t.top + 92 + k * (t.bottom - t.top - 130) / 6 for k in range(7))
    parts = [
        inside(t, body.color),
        *arms,
        Part(
            "body",
            "body",
            t.outline(),
            body,
            folds=torso_folds(t, spec.rng("drape").uniform(-20, 20)),
            lines=(hem_stitch(t, 14),),
        ),
        placket,
    ]
    pocketed = spec.silhouette in ("pocket", "short sleeve", "overshirt")
    if pocketed:
        parts += chest_pocket(556, t.top + 158, 100, 118, spec.paint("pocket"), flap=spec.silhouette == "overshirt")
    if spec.silhouette == "overshirt":
        parts += chest_pocket(344, t.top + 158, 100, 118, spec.paint("pocket"), "pocket-left", flap=True)
    button = shade(spec.parts["button"]) if "button" in spec.parts else lighter(body.color, 0.62)
    parts += [*buttons(c, ys, 7.5, button), *collar_points(t, spec.paint("collar"))]
    facts = (("collar", "Classic Collar"), ("closure", "Buttons"), ("sleeve length", "Short Sleeve" if short else "Long Sleeve"))
    pocket_fact = (("pockets", "Two Flap Pockets" if spec.silhouette == "overshirt" else "Chest Pocket"),) if pocketed else ()
    return Drawing(tuple(parts), seed=spec.seed, facts=(*facts, *pocket_fact))


def sweater(spec: Spec) -> Drawing:
    kind = spec.silhouette
    v = kind in ("v-neck", "cardigan")
    t = placed(
        spec,
        Torso(
            v=v,
            neck=84 if kind != "turtleneck" else 76,
            neck_depth={"v-neck": 135, "cardigan": 210, "turtleneck": 34}.get(kind, 58),
            chest=206,
            hem=196,
            shoulder=222,
            drop=54,
            bottom=800,
        ),
    )
    body, rib = spec.paint(), spec.trim("cuff", texture="rib")
    arms = sleeves(t, spec.paint("sleeve"), length=545, width=48, angle=15, cuff=rib, cuff_height=72, puff=12)
    c = AXIS
    parts = [
        inside(t, body.color),
        *arms,
        Part("body", "body", t.outline(), body, folds=torso_folds(t, spec.rng("drape").uniform(-20, 20))),
    ]
    parts.append(Part("hem", "hem", hem_band(t, 68, tuck=8), spec.trim("hem", texture="rib"), depth=0.7))
    collar = spec.trim("collar", texture="rib")
    if kind == "turtleneck":
        d = symmetric(
            f"M {c} {t.top - 92} Q {c - 60} {t.top - 94} {c - 74} {t.top - 84} Q {c - 72} {t.top - 30} {c - 94} "
            f"{t.top + 14} Q {c - 50} {t.top + 58} {c} {t.top + 60}"
        )
        roll = Line(f"M {c - 82} {t.top - 22} Q {c} {t.top + 14} {c + 82} {t.top - 22}", 3, "", None, 0.4)
        parts.append(
            Part(
                "collar",
                "collar",
                d,
                collar,
                lines=(roll,),
                folds=(f"M {c - 80} {t.top - 14} Q {c} {t.top + 24} {c + 80} {t.top - 14}",),
            )
        )
    elif kind == "cardigan":
        parts.append(Part("collar", "collar", t.neck_band(40), collar, depth=0.6))
        band = Part(
            "placket",
            "placket",
            polygon(
                (c - 22, t.top + t.neck_depth + 30),
                (c + 22, t.top + t.neck_depth + 30),
                (c + 22, t.bottom + 13),
                (c - 22, t.bottom + 13),
            ),
            collar,
            depth=0.7,
            form="flat",
        )
        ys = tuple(t.top + t.neck_depth + 76 + k * (t.bottom - t.top - t.neck_depth - 110) / 4 for k in range(5))
        parts += [band, *buttons(c, ys, 13, shade(spec.parts.get("button", "brown")))]
    else:
        parts.append(Part("collar", "collar", t.neck_band(34), collar, depth=0.6))
    neck = {"v-neck": "V-Neck", "cardigan": "V-Neck", "turtleneck": "Turtleneck"}.get(kind, "Crew Neck")
    facts = (("neckline", neck), ("sleeve length", "Long Sleeve"), *((("closure", "Buttons"),) if kind == "cardigan" else ()))
    return Drawing(tuple(parts), seed=spec.seed, facts=facts)
