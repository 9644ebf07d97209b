"""Boots, as a product type."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing, Part
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things import heeled_boots, laced_boots, pull_on_boots
from data.studio.things.shoe import LOW_POSES, TALL_POSES, posed

_MAKE: Mapping[str, Callable[[Spec], list[Part]]] = {
    "chelsea": pull_on_boots.chelsea,
    "hiking": laced_boots.hiking,
    "combat": laced_boots.combat,
    "rain": pull_on_boots.rain,
    "desert": laced_boots.desert,
    "cowboy": heeled_boots.cowboy,
    "ankle": heeled_boots.ankle,
    "riding": pull_on_boots.riding,
}
_FACTS: Mapping[str, tuple[str, str, str, str]] = {
    "chelsea": ("Pull-On", "Ankle", "Round Toe", "Low Heel"),
    "hiking": ("Laces", "Ankle", "Round Toe", "Flat"),
    "combat": ("Laces", "Mid-Calf", "Round Toe", "Flat"),
    "rain": ("Pull-On", "Mid-Calf", "Round Toe", "Flat"),
    "desert": ("Laces", "Ankle", "Round Toe", "Flat"),
    "cowboy": ("Pull-On", "Mid-Calf", "Pointed Toe", "Mid Heel"),
    "ankle": ("Zipper", "Ankle", "Almond Toe", "Mid Heel"),
    "riding": ("Pull-On", "Knee-High", "Round Toe", "Low Heel"),
}
"""Closure, height, toe and heel height."""


def boot(spec: Spec) -> Drawing:
    facts = tuple(zip(("closure", "height", "toe", "heel height"), _FACTS[spec.silhouette], strict=True))
    poses = LOW_POSES if spec.silhouette in ("chelsea", "hiking", "desert") else TALL_POSES
    return posed(spec, _MAKE[spec.silhouette](spec), facts, poses)


TYPES: Mapping[str, Kind] = {
    "boot": Kind(
        boot,
        {
            "chelsea": "an ankle boot with elastic gores and a pull tab",
            "hiking": "a hiking boot with a padded collar, hooks, a rubber toe and a lugged sole",
            "combat": "a tall laced boot on a lugged sole",
            "rain": "a rubber boot with a band round its top",
            "desert": "a suede chukka with two or three eyelets on a crepe sole",
            "cowboy": "a western boot with a scalloped shaft, stitched, on a slanted heel",
            "ankle": "a dressy ankle boot on a block heel, with a zipper at its side",
            "riding": "a knee-high boot with a plain shaft and a low heel",
        },
        ("sole", "heel", "laces", "tongue", "toe cap", "panel", "collar", "lining", "strap", "buckle", "zipper"),
    )
}
