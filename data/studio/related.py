"""Which products the shop puts beside each other: what goes with it, what is like it, what is a step up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from data.studio.catalogue import Listed

GOES_WITH = {
    "tee": ("jeans", "shorts", "sneaker", "cap"), "shirt": ("trousers", "jeans", "belt", "loafer"),
    "polo": ("shorts", "trousers", "loafer", "sunglasses"), "blouse": ("skirt", "trousers", "heel", "handbag"),
    "sweater": ("jeans", "trousers", "scarf", "boot"), "hoodie": ("trousers", "sneaker", "cap", "backpack"),
    "jacket": ("jeans", "boot", "scarf", "sweater"), "coat": ("scarf", "boot", "sweater", "beanie"),
    "dress": ("heel", "handbag", "belt", "sandal"), "skirt": ("blouse", "sweater", "boot", "handbag"),
    "trousers": ("shirt", "belt", "loafer", "sweater"), "jeans": ("tee", "belt", "jacket", "boot"),
    "shorts": ("tee", "sandal", "cap", "polo"), "sneaker": ("jeans", "hoodie", "backpack"), "boot": ("jeans", "jacket", "scarf"),
    "sandal": ("dress", "shorts", "sunglasses"), "heel": ("dress", "handbag", "skirt"), "loafer": ("trousers", "shirt", "belt"),
    "backpack": ("hoodie", "cap", "sneaker"), "tote": ("dress", "scarf", "sandal"), "handbag": ("heel", "dress", "scarf"),
    "cap": ("tee", "hoodie", "backpack"), "beanie": ("coat", "scarf", "jacket"), "scarf": ("coat", "sweater", "beanie"),
    "belt": ("jeans", "trousers", "boot"), "watch": ("shirt", "belt", "loafer"), "sunglasses": ("sandal", "cap", "tote"),
    "chair": ("table", "cushion", "rug"), "armchair": ("lamp", "cushion", "rug"), "sofa": ("cushion", "rug", "table"),
    "table": ("chair", "vase", "lamp"), "lamp": ("armchair", "table", "vase"), "mug": ("vase", "cushion", "mug"),
    "cushion": ("sofa", "armchair", "rug"), "vase": ("table", "mug", "cushion"), "rug": ("sofa", "lamp", "cushion"),
}  # fmt: skip


def suits(one: Listed, other: Listed) -> bool:
    """Whether the same person could wear both."""
    a, b = one.item.gender, other.item.gender
    return a == b or not a or not b or ("unisex" in (a, b) and "kids" not in (a, b))


def related(shop: Sequence[Listed], seed: int) -> Iterator[tuple[str, str, str]]:
    """Rows (product, kind, other): three cross-sells, two alike, one dearer of the same type, where there are any."""
    for one in shop:
        rng = Random(f"{seed}/related/{one.id}")
        others = [o for o in shop if o.id != one.id and suits(one, o)]
        for kind in GOES_WITH[one.item.type][:3]:
            fitting = [o for o in others if o.item.type == kind]
            if fitting:
                yield one.id, "crosssell", rng.choice(fitting).id
        same = [o for o in others if o.item.type == one.item.type]
        for other in rng.sample(same, min(2, len(same))):
            yield one.id, "related", other.id
        dearer = sorted((o for o in same if o.item.price > one.item.price), key=lambda o: o.item.price)
        if dearer:
            yield one.id, "upsell", dearer[0].id
