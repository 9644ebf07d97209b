"""Blouses: lighter and fuller than shirts, with bows, ruffles and gathered sleeves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker
from data.studio.shape import mirrored
from data.studio.spec import Spec
from data.studio.things.blouse_fronts import (
    armhole_frills,
    binding,
    button_front,
    collared,
    neck_gathers,
    peplum,
    ruffled,
    tied,
    wrap_tie_behind,
    wrapped,
)
from data.studio.things.collars import collar_from_behind, collar_inside
from data.studio.things.garment import STITCH, Body, Fact, body_part, inside, laid, proportioned
from data.studio.things.shirts import cuff_lines
from data.studio.things.sleeves import Finish, Sleeve, long_pair, short_pair, sleeves

FULL = Sleeve(346, 58, 14, 60, gather=21, cuff=34)
PUFF = Sleeve(52, 74, 40, 74, puff=34, gather=20, cuff=20)
FLUTTER = Sleeve(48, 78, 40, 72)
_BASE = Body(neck=64, neck_depth=70, chest=192, waist=176, hem=200, shoulder=166, armpit=382, bottom=722, hem_drop=9)
SHAPES: Mapping[str, Body] = {
    "tie neck": replace(_BASE, neck=54, neck_depth=50, waist=186, hem=202),
    "puff sleeve": replace(_BASE, neck=84, neck_depth=104, square=True, shoulder=164, bottom=690, waist=168, hem=184),
    "peplum": replace(_BASE, neck=72, neck_depth=84, waist=158, hem=146, bottom=560, hem_drop=4),
    "wrap": replace(_BASE, neck=66, neck_depth=196, v=True, waist=164, hem=190, bottom=712),
    "ruffle": replace(_BASE, neck=54, neck_depth=48, waist=184, hem=200),
    "sleeveless": replace(_BASE, neck=70, neck_depth=82, chest=180, shoulder=126, waist=174, hem=198, armpit=374, bottom=742),
}


STYLES: Mapping[str, tuple[str, ...]] = {
    "tie neck": ("bow", "bow", "scarf"),
    "puff sleeve": ("square", "square", "round"),
    "peplum": ("round", "v"),
    "wrap": ("tie",),
    "ruffle": ("front", "front", "yoke"),
    "sleeveless": ("round", "v", "collared"),
}
"""How the makes of one silhouette differ."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What this product's seed makes of its silhouette; `style` tells makes of one silhouette apart."""

    body: Body
    pair: tuple[Sleeve, Sleeve] | None
    style: str
    finish: str


def cut(spec: Spec) -> Cut:
    rng, kind = spec.rng(), spec.silhouette
    body = proportioned(rng, SHAPES[kind], wide=0.1, long=0.13)
    chosen = rng.choice(STYLES[kind])
    if kind == "puff sleeve" and chosen == "round":
        body = replace(body, square=False, neck=76, neck_depth=84)
    if chosen == "v":
        body = replace(body, v=True, neck_depth=body.neck_depth * 1.5)
    if chosen == "collared":
        body = replace(body, neck=60, neck_depth=66)
    if kind == "sleeveless":
        return Cut(replace(body, tail=rng.choice((0, 30, 46))), None, chosen, "")
    if kind == "puff sleeve":
        return Cut(body, short_pair(rng, replace(PUFF, puff=rng.uniform(26, 48), gather=rng.uniform(15, 26))), chosen, "band")
    if kind in ("tie neck", "ruffle"):
        wide = rng.uniform(0, 14)
        return Cut(
            body,
            long_pair(rng, replace(FULL, width=FULL.width + wide, bicep=FULL.bicep + wide * 0.5, gather=20 + wide), fold=0.22),
            chosen,
            "cuff",
        )
    if rng.random() < 0.5:
        return Cut(body, short_pair(rng, FLUTTER), chosen, "hem")
    return Cut(body, long_pair(rng, replace(FULL, gather=18), fold=0), chosen, "cuff")


def _arms(spec: Spec, seen: Body, made: Cut) -> tuple[list[Part], list[Part]]:
    if made.pair is None:
        hidden = _frilled(spec, made) and spec.view == "front"
        return [] if hidden else [_armholes(spec, seen)], []
    height = {"cuff": 34.0, "band": 20.0, "hem": 0.0}[made.finish]
    finish = Finish(
        spec.paint("cuff") if height else None, height, lines=cuff_lines if made.finish == "cuff" else None, stitch=13
    )
    arms, over = sleeves(seen, made.pair, spec.paint("sleeve"), finish, spec.rng("creases"))
    return list(arms), list(over)


def _armholes(spec: Spec, body: Body) -> Part:
    """The back's inner side, seen through the armholes of a sleeveless top."""
    (sx, sy), (ax, ay) = body.shoulder_point, body.armpit_point
    left = f"M {sx + 4} {sy} Q {sx - 2} {sy + (ay - sy) * 0.6} {ax + 2} {ay + 3} L {ax + 60} {ay} L {sx + 40} {sy + 4} Z"
    return Part(
        "inside-back",
        "lining",
        f"{left} {mirrored(left)}",
        Paint(darker(spec.main_color(), 0.3)),
        depth=0.6,
        form="drop",
        outline=0,
    )


def _frilled(spec: Spec, made: Cut) -> bool:
    """Whether a sleeveless blouse has ruffled armholes."""
    if spec.silhouette != "sleeveless" or made.style == "collared":
        return False
    return "ruffle" in spec.parts or spec.rng("frilled").random() < 0.4


def _details(spec: Spec, made: Cut) -> tuple[list[Part], list[Fact]]:
    """What lies on the front of the body, and what it states."""
    kind, body, rng = spec.silhouette, made.body, spec.rng("front")
    neck = ("neckline", "V-Neck" if body.v else "Square Neck" if body.square else "Crew Neck")
    if kind == "tie neck":
        return tied(spec, body, made.style), [("neckline", "Tie Neck")]
    if kind == "wrap":
        return wrapped(spec, body), [neck, ("closure", "Tie")]
    if kind == "ruffle":
        return ruffled(spec, body, made.style), [("neckline", "Mock Neck"), ("closure", "Buttons")]
    if made.style == "collared":
        return collared(spec, body), [("collar", "Classic Collar"), ("closure", "Buttons")]
    if kind == "peplum":
        return [*peplum(spec, body), binding(spec, body)], [neck]
    if kind == "puff sleeve" and rng.random() < 0.6:
        front = button_front(spec, body, body.top + body.neck_depth + 8, rng.choice((5, 6, 7)), half=rng.choice((11, 15)))
        return [*front, binding(spec, body, 15)], [neck, ("closure", "Buttons")]
    frills = armhole_frills(spec, body) if _frilled(spec, made) else []
    return [*frills, binding(spec, body, rng.choice((11, 15)))], [neck]


def _behind(spec: Spec, made: Cut, seen: Body) -> list[Part]:
    """What lies on the back."""
    kind, collar = spec.silhouette, spec.paint("collar")
    if kind in ("tie neck", "ruffle"):
        return [collar_from_behind(made.body, collar, fall=18, rise=22)]
    if made.style == "collared":
        return [collar_from_behind(made.body, collar, fall=40)]
    if kind == "peplum":
        return [*peplum(spec, seen), binding(spec, seen)]
    if kind == "wrap":
        return [wrap_tie_behind(spec, made.body), binding(spec, seen)]
    return [binding(spec, seen)]


def _sleeve_fact(made: Cut) -> Fact:
    value = "Sleeveless" if made.pair is None else "Long Sleeve" if made.pair[0].long else "Short Sleeve"
    return "sleeve length", value


def _inside(spec: Spec, made: Cut) -> list[Part]:
    """What is seen through the neck."""
    body, paint = made.body, spec.paint("collar")
    if spec.silhouette in ("tie neck", "ruffle"):
        return [collar_inside(body, paint, 22, body.neck_depth)]
    back = [collar_inside(body, paint, 22)] if made.style == "collared" else []
    return [inside(body, spec.main_color()), *back]


def _stitching(spec: Spec, made: Cut, seen: Body) -> tuple[Line, ...]:
    """The hem, and the gathers of a sleeveless blouse at its neck."""
    if spec.silhouette == "peplum":
        return ()
    hem = Line(seen.hem_line(12), 1.6, STITCH)
    return (hem, neck_gathers(seen)) if spec.silhouette == "sleeveless" and made.style == "round" else (hem,)


def blouse(spec: Spec) -> Drawing:
    made, behind_view = cut(spec), spec.view == "other"
    body = made.body
    seen = replace(body.back(), square=False) if behind_view else body
    arms, over = _arms(spec, seen, made)
    torso = body_part(spec, seen, _stitching(spec, made, seen), flutes=3, fold_width=24)
    details, facts = _details(spec, made)
    facts = [*facts, _sleeve_fact(made)]
    if behind_view:
        return laid(spec, [*arms, torso, *_behind(spec, made, seen), *over], facts)
    parts = [*_inside(spec, made), *arms, torso, *details, *over]
    return laid(spec, parts, facts)


TYPES: Mapping[str, Kind] = {
    "blouse": Kind(
        blouse,
        {
            "tie neck": "a blouse with full sleeves and a bow or long tie at a high neck",
            "puff sleeve": "a blouse with short puffed sleeves and an open square or round neck",
            "peplum": "a close blouse with a flared flounce below the waist",
            "wrap": "a blouse whose front is wrapped over and tied at the side",
            "ruffle": "a blouse with a frilled high neck and ruffles on the front",
            "sleeveless": "a light blouse without sleeves",
        },
        ("sleeve", "collar", "cuff", "placket", "button", "tie", "ruffle", "waistband"),
    )
}
