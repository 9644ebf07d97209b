"""Hoodies: a sweatshirt body with a hood, a pouch and ribbed ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.studio.drawing import Drawing, Line, Paint, Part
from data.studio.kind import Kind
from data.studio.palette import darker, lighter, luminance
from data.studio.shape import symmetric
from data.studio.spec import Spec
from data.studio.things.closures import zipper
from data.studio.things.hoods import drawstrings, hood, hood_back
from data.studio.things.outer_body import armhole_bands, askew, far_armholes
from data.studio.things.outer_cut import C, Cut, drapes, varied
from data.studio.things.outer_sleeves import Sleeve, poses, sleeves
from data.studio.things.pocketry import kangaroo

_CUTS: Mapping[str, Cut] = {
    "pullover": Cut(shoulder=206, chest=206, waist=203, hem=196, bottom=800, armpit=420, dip=76),
    "zip": Cut(shoulder=202, chest=202, waist=198, hem=192, bottom=806, armpit=416, dip=76),
    "oversized": Cut(shoulder=252, slope=74, chest=246, waist=244, hem=232, bottom=800, armpit=452, neck=82, dip=80),
    "cropped": Cut(shoulder=214, chest=212, waist=210, hem=200, bottom=640, armpit=420, waist_y=520, dip=76),
    "sleeveless": Cut(shoulder=168, slope=44, chest=196, waist=196, hem=192, bottom=800, armpit=440, dip=76),
}


def rib_hem(cut: Cut, paint: Paint, height: float, *, split: float = 0, tuck: float = 10) -> list[Part]:
    """The ribbed band at the waist, drawn in a little; `split` leaves a gap for a zipper of that half width."""
    b, w = cut.bottom, cut.hem
    low = b + cut.hem_curve
    left = (
        f"M {C - split} {low - height + 6} Q {C - w * 0.5} {low - height + 6} {C - w - 1} {b - height - 2} "
        f"Q {C - w - 1} {b - height * 0.5} {C - w + tuck} {b} Q {C - w * 0.5} {low + 6} {C - split} {low + 6}"
    )
    if not split:
        return [Part("hem", "hem", symmetric(left), paint, depth=0.7, cast=0.5)]
    part = Part("hem-left", "hem", left + " Z", paint, depth=0.7, cast=0.5)
    return [part, part.mirror("hem-right")]


def hoodie(spec: Spec) -> Drawing:
    kind, rng = spec.silhouette, spec.rng()
    back, zipped, bare = spec.view == "other", kind == "zip", kind == "sleeveless"
    cut = varied(_CUTS[kind], rng)
    band, raglan = rng.uniform(40, 78), kind not in ("oversized", "sleeveless") and rng.random() < 0.25
    cut = replace(cut, dip=20) if back else cut
    rib = spec.trim("cuff", texture="rib")
    parts = [*(far_armholes(spec, cut) if bare else []), _sweat_body(spec, cut, band)]
    parts += rib_hem(cut, spec.trim("hem", texture="rib"), band, split=6 if zipped and not back else 0)
    if not back:
        parts += _pouch(spec, cut, cut.bottom - band, 7 if zipped else 0)
    if zipped and not back:
        pull = spec.rng("pull").choice((0.01, 0.02, 0.22))
        parts += zipper(spec, (C, cut.top + cut.dip + 26), (C, cut.bottom + cut.hem_curve + 4), pull=pull)
    parts += armhole_bands(cut, rib, 15, "cuff") if bare else _arms(spec, cut, rib, raglan)
    parts += hood_back(cut, spec.paint("hood"), spec.rng("hood")) if back else _hood(spec, cut)
    return Drawing(tuple(parts), seed=spec.seed, turn=askew(spec), facts=_facts(kind))


def _facts(kind: str) -> tuple[tuple[str, str], ...]:
    more = {"oversized": (("fit", "Oversized"),), "cropped": (("length", "Cropped"),)}.get(kind, ())
    return (
        ("hood", "Hooded"),
        ("closure", "Zipper" if kind == "zip" else "Pull-On"),
        ("pockets", "Kangaroo Pocket"),
        ("sleeve length", "Sleeveless" if kind == "sleeveless" else "Long Sleeve"),
        *more,
    )


def _sweat_body(spec: Spec, cut: Cut, band: float) -> Part:
    """The body down to the middle of its band, so that the band's drawn-in corners stay free; some have side panels."""
    rng = spec.rng("seams")
    short = replace(cut, bottom=cut.bottom - band * 0.5, hem=cut.width_at(cut.bottom - band * 0.5))
    lines: tuple[Line, ...] = ()
    if rng.random() < 0.4:
        x = rng.uniform(0.74, 0.84)
        lines = tuple(
            Line(f"M {C + s * (cut.chest - 26)} {cut.armpit - 34} Q {C + s * cut.chest * x} {cut.armpit + 80} "
                 f"{C + s * cut.hem * x} {cut.bottom}", 2, "", None, 0.5)
            for s in (-1, 1)
        )  # fmt: skip
    folds = drapes(short, spec.rng(f"drape {spec.view}"))
    return Part("body", "body", short.outline(), spec.paint(), depth=0.8, folds=folds, lines=lines, fold_width=11)


def _pouch(spec: Spec, cut: Cut, low: float, split: float) -> list[Part]:
    """The kangaroo pouch, above `low`."""
    rng, paint = spec.rng("pocket"), spec.paint("pocket")
    tall = min(rng.uniform(150, 214), (low - cut.armpit) * 0.72)
    half, top_half = cut.hem * rng.uniform(0.66, 0.86), cut.hem * rng.uniform(0.4, 0.54)
    return kangaroo(low - tall, low - 2, top_half, half, paint, split=split, curved=rng.random() < 0.7)


def _arms(spec: Spec, cut: Cut, rib: Paint, raglan: bool) -> list[Part]:
    rng, big = spec.rng("arms"), spec.silhouette == "oversized"
    sleeve = Sleeve(
        length=rng.uniform(0.97, 1.06) * (470 if big else 490),
        wrist=rng.uniform(46, 54),
        elbow=rng.uniform(56, 64) + (6 if big else 0),
        puff=10,
        raglan=raglan,
        cuff="rib",
        cuff_height=rng.uniform(44, 74),
    )
    return sleeves(spec, cut, sleeve, poses(spec, 6, 26, folded=0.0 if spec.silhouette == "cropped" else 0.2), cuff=rib)


def _hood(spec: Spec, cut: Cut) -> list[Part]:
    """The hood and its strings, which are lighter than the cloth, or darker on the lightest."""
    rng, paint, color = spec.rng("hood"), spec.paint("hood"), spec.main_color()
    lining = spec.trim("lining") if "lining" in spec.parts else paint.plain()
    strings = drawstrings(spec, cut.top + cut.dip + 20, apart=rng.uniform(28, 44))
    if "drawstring" not in spec.parts:
        cord = lighter(color, 0.55) if luminance(color) < 0.75 else darker(color, 0.12)
        strings = [replace(p, paint=replace(p.paint, color=cord)) if p.paint.texture == "canvas" else p for p in strings]
    return [*hood(cut, paint, lining, rng, laid=rng.random() < 0.4), *strings]


TYPES: Mapping[str, Kind] = {
    "hoodie": Kind(
        hoodie,
        {
            "pullover": "a hooded sweatshirt pulled over the head, with a pouch pocket and drawstrings",
            "zip": "a hooded sweatshirt that zips up the front, a pocket on either side",
            "oversized": "a wide, slouchy hooded sweatshirt with dropped shoulders",
            "cropped": "a short hooded sweatshirt that ends at the waist",
            "sleeveless": "a hooded sweatshirt without sleeves",
        },
        ("sleeve", "cuff", "hem", "hood", "lining", "pocket", "drawstring", "zipper"),
    )
}
