"""Heels, as a product type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things import closed_heels, open_heels
from data.studio.things.arches import Shoe
from data.studio.things.shoe import HEEL_POSES, posed

_MAKE: Mapping[str, Callable[[Spec], Shoe]] = {
    "pump": closed_heels.pump,
    "block": closed_heels.block,
    "slingback": open_heels.slingback,
    "strappy": open_heels.strappy,
    "mule": open_heels.mule,
    "kitten": closed_heels.kitten,
}


def heel(spec: Spec) -> Drawing:
    shoe = _MAKE[spec.silhouette](spec)
    closed = any(p.kind == "buckle" for p in shoe.parts)
    facts = (
        ("closure", "Buckle" if closed else "Slip-On"),
        ("toe", shoe.toe),
        ("heel height", _height(shoe.high)),
        ("heel shape", shoe.shape),
    )
    return posed(spec, shoe.parts, facts, HEEL_POSES)


def _height(high: float) -> str:
    return "High Heel" if high > 0.26 else "Mid Heel" if high > 0.155 else "Low Heel"


TYPES: Mapping[str, Kind] = {
    "heel": Kind(
        heel,
        {
            "pump": "a closed court shoe with a pointed toe on a stiletto",
            "block": "a closed shoe on a block heel, some with an ankle strap",
            "slingback": "a shoe with a closed front and a buckled strap round the heel",
            "strappy": "a sandal of thin straps with an ankle strap on a high heel",
            "mule": "a backless shoe on a heel",
            "kitten": "a pointed court shoe on a short thin heel, some with a bow",
        },
        ("sole", "heel", "lining", "strap", "buckle", "tie"),
    )
}
