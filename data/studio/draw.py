"""From a spec to a drawing: the product types there are, each with its silhouettes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio import accessories, bags, clothing_bottoms, clothing_outer, clothing_tops, footwear, furniture, homeware
from data.studio.drawing import Drawing
from data.studio.spec import Spec, UnknownType

TYPES: Mapping[str, tuple[Callable[[Spec], Drawing], tuple[str, ...]]] = {
    "tee": (clothing_tops.tee, ("crew", "v-neck", "relaxed", "long sleeve", "pocket", "ringer")),
    "shirt": (clothing_tops.shirt, ("classic", "slim", "pocket", "short sleeve", "overshirt")),
    "sweater": (clothing_tops.sweater, ("crew", "v-neck", "turtleneck", "cardigan")),
    "hoodie": (clothing_outer.hoodie, ("pullover", "zip", "oversized")),
    "jacket": (clothing_outer.jacket, ("bomber", "trucker", "puffer", "parka")),
    "dress": (clothing_bottoms.dress, ("skater", "wrap", "slip", "shirt dress", "maxi")),
    "skirt": (clothing_bottoms.skirt, ("mini", "midi", "pencil", "pleated")),
    "trousers": (clothing_bottoms.trousers, ("chino", "tailored", "wide leg", "jogger", "cargo")),
    "jeans": (clothing_bottoms.jeans, ("slim", "straight", "wide", "flare")),
    "shorts": (clothing_bottoms.shorts, ("chino", "athletic", "denim", "cargo")),
    "sneaker": (footwear.sneaker, ("low", "high-top", "runner", "slip-on")),
    "boot": (footwear.boot, ("chelsea", "hiking", "combat", "rain")),
    "sandal": (footwear.sandal, ("slide", "two-strap", "platform", "sport")),
    "backpack": (bags.backpack, ("daypack", "rolltop", "flap", "mini")),
    "tote": (bags.tote, ("shopper", "structured", "bucket", "beach")),
    "cap": (accessories.cap, ("baseball", "trucker", "bucket", "beanie")),
    "scarf": (accessories.scarf, ("long", "blanket", "silk", "snood")),
    "belt": (accessories.belt, ("classic", "wide", "woven", "skinny")),
    "chair": (furniture.chair, ("dining", "spindle", "armchair", "wing", "stool")),
    "sofa": (furniture.sofa, ("two-seater", "three-seater", "mid-century", "rolled arm")),
    "lamp": (homeware.lamp, ("table", "gourd", "globe", "floor", "tripod", "task")),
    "mug": (homeware.mug, ("classic", "tall", "espresso", "belly", "dipped")),
    "cushion": (homeware.cushion, ("square", "lumbar", "round", "tasseled", "piped")),
    "vase": (homeware.vase, ("bottle", "amphora", "cylinder", "bowl", "bud")),
    "rug": (homeware.rug, ("rectangle", "runner", "fringed", "bordered", "round")),
}


def draw(spec: Spec) -> Drawing:
    """The product as a drawing. Raises `UnknownType`, `UnknownColor` or `UnknownPattern`, each listing what exists."""
    if spec.type not in TYPES:
        raise UnknownType(f"unknown product type {spec.type!r}; the studio draws: {', '.join(TYPES)}")
    make, silhouettes = TYPES[spec.type]
    if spec.silhouette not in silhouettes:
        raise UnknownType(f"unknown silhouette {spec.silhouette!r} of {spec.type}; it has: {', '.join(silhouettes)}")
    return make(spec)
