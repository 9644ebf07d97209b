"""Sneakers, as a product type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing, Part
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things import plimsolls, trainers
from data.studio.things.shoe import LOW_POSES, TALL_POSES, posed
from data.studio.things.sneaker_plans import from_above

_MAKE: Mapping[str, Callable[[Spec], list[Part]]] = {
    "low": plimsolls.low,
    "high-top": plimsolls.high_top,
    "runner": trainers.runner,
    "slip-on": plimsolls.slip_on,
    "chunky": trainers.chunky,
    "court": trainers.court,
}


def sneaker(spec: Spec) -> Drawing:
    facts = (
        ("closure", "Slip-On" if spec.silhouette == "slip-on" else "Laces"),
        ("height", "High-Top" if spec.silhouette == "high-top" else "Low-Top"),
        ("toe", "Round Toe"),
    )
    if spec.view == "other":
        return from_above(spec, facts)
    tall = spec.silhouette == "high-top"
    return posed(spec, _MAKE[spec.silhouette](spec), facts, TALL_POSES if tall else LOW_POSES)


TYPES: Mapping[str, Kind] = {
    "sneaker": Kind(
        sneaker,
        {
            "low": "a low canvas sneaker with laces, stitched quarters and a flat rubber sole",
            "high-top": "a canvas sneaker that is laced up over the ankle, with a rubber toe cap",
            "runner": "a running shoe with a padded collar, overlays and a thick wedge of a midsole",
            "slip-on": "a low sneaker without laces, elastic gores at its sides",
            "chunky": "a bulky sneaker of many panels on a high waved sole",
            "court": "a tennis shoe with a perforated toe, a padded collar and a stitched cup sole",
        },
        ("sole", "laces", "tongue", "toe cap", "heel", "panel", "collar", "lining", "logo"),
    )
}
