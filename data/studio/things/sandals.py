"""Sandals, as a product type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing, Part
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things import ankle_sandals, flat_sandals
from data.studio.things.sandal_plans import from_above
from data.studio.things.shoe import LOW_POSES, TALL_POSES, posed

_MAKE: Mapping[str, Callable[[Spec], list[Part]]] = {
    "slide": flat_sandals.slide,
    "two-strap": flat_sandals.two_strap,
    "platform": ankle_sandals.platform,
    "sport": ankle_sandals.sport,
    "flip-flop": flat_sandals.flip_flop,
    "gladiator": flat_sandals.gladiator,
    "espadrille": ankle_sandals.espadrille,
}
_CLOSURES = {"slide": "Slip-On", "flip-flop": "Slip-On", "espadrille": "Ties"}
_HEELS = {"platform": "Platform", "espadrille": "Wedge"}


def sandal(spec: Spec) -> Drawing:
    kind = spec.silhouette
    facts = (
        ("closure", _CLOSURES.get(kind, "Buckle")),
        ("toe", "Closed Toe" if kind == "espadrille" else "Open Toe"),
        ("heel height", _HEELS.get(kind, "Flat")),
    )
    if spec.view == "other":
        return from_above(spec, facts)
    return posed(spec, _MAKE[kind](spec), facts, TALL_POSES if kind == "gladiator" else LOW_POSES)


TYPES: Mapping[str, Kind] = {
    "sandal": Kind(
        sandal,
        {
            "slide": "a pool slide: one broad strap over a rubber sole",
            "two-strap": "a cork sandal with two buckled straps",
            "platform": "a sandal on a high sole with a toe strap and a buckled ankle strap",
            "sport": "a hiking sandal of webbing straps on a rubber sole",
            "flip-flop": "a flat rubber sole with a thong between the toes",
            "gladiator": "a flat leather sandal with straps up to above the ankle",
            "espadrille": "a canvas espadrille on a rope wedge, tied round the ankle",
        },
        ("sole", "lining", "buckle", "heel", "tie"),
    )
}
