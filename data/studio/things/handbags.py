"""Handbags of every kind, from the front and from behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing, Part
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things.flap_bags import saddle, satchel, top_handle
from data.studio.things.leatherwork import Bag, Facts
from data.studio.things.pouches import clutch, crossbody, shoulder

_DRAWN: Mapping[str, Callable[[Bag], tuple[list[Part], Facts]]] = {
    "satchel": satchel,
    "shoulder": shoulder,
    "crossbody": crossbody,
    "clutch": clutch,
    "saddle": saddle,
    "top handle": top_handle,
}


def handbag(spec: Spec) -> Drawing:
    rng = spec.rng("stand")
    metal = spec.metal("buckle", rng.choice(("gold", "gold", "silver", "brass", "gunmetal")))
    side = rng.choice((-1, 1)) * rng.choice((0, rng.uniform(26, 60), rng.uniform(40, 80)))
    if spec.silhouette == "clutch":
        side *= 0.25
    back = spec.view == "other"
    body = spec.paint(texture=spec.look or "leather")
    parts, facts = _DRAWN[spec.silhouette](Bag(spec, spec.rng(), body, metal, -side if back else side, back))
    return Drawing(tuple(parts), ground="floor", seed=spec.seed, fill=0.8, facts=facts)


TYPES: Mapping[str, Kind] = {
    "handbag": Kind(
        handbag,
        {
            "satchel": "a box-shaped bag with a long flap, buckled straps in front and a short handle",
            "shoulder": "a soft crescent or a low pouch on one shoulder strap, with a zip along its mouth",
            "crossbody": "a small zipped box on a thin, long strap",
            "clutch": "a flat envelope or framed pouch to be held in the hand, without a handle",
            "saddle": "a bag flat on top and round below, under a curved flap, on a shoulder strap",
            "top handle": "a stiff trapezoid bag with one arched handle, a short flap and a turn-lock",
        },
        ("handle", "strap", "flap", "buckle", "zipper", "pocket", "tassel"),
    )
}
