"""Products at random: any type, silhouette, colour and surface that the studio can draw, for training pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from data.studio.draw import TYPES
from data.studio.figures import PATTERNS
from data.studio.palette import METALS, SHADES, WOODS
from data.studio.spec import Spec, View

_CLOTH = ("jersey", "poplin", "canvas", "linen", "knit", "corduroy", "denim", "felt", "velvet", "satin", "")
_HIDES = ("leather", "suede", "canvas", "patent", "nylon")
_LOOKS: Mapping[str, tuple[str, ...]] = {
    "sweater": ("knit", "cable", "rib", "boucle"), "beanie": ("knit", "rib", "cable"), "scarf": ("knit", "felt", "satin",
    "boucle"),
    "jeans": ("denim",), "sneaker": ("canvas", "mesh", "leather", "suede"), "boot": ("leather", "suede", "rubber"),
    "sandal": ("leather", "woven", "rubber"), "heel": ("leather", "suede", "patent", "satin"), "loafer": ("leather", "suede",
    "patent"),
    "backpack": _HIDES, "tote": ("canvas", "leather", "woven", "linen"), "handbag": _HIDES, "belt": ("leather", "suede", "woven"),
    "watch": ("leather", "metal", "rubber"), "sunglasses": ("plastic", "metal"), "chair": ("", "linen", "leather", "velvet"),
    "armchair": ("linen", "velvet", "boucle", "leather", "corduroy"), "sofa": ("linen", "velvet", "boucle", "leather",
    "corduroy"),
    "table": ("wood", "metal"), "lamp": ("linen", "ceramic", "metal"), "rug": ("pile", "woven"),
    "cushion": ("linen", "velvet", "boucle", "knit", "canvas"), "mug": ("ceramic", "speckle"), "vase": ("ceramic", "speckle",
    "glass"),
}  # fmt: skip
_METAL_PARTS = ("buckle", "zipper", "frame", "case", "hardware", "button")
_WOOD_PARTS = ("legs", "base", "stem", "armrest")


def any_spec(rng: Random, types: Sequence[str] = tuple(TYPES)) -> Spec:
    """One product of one of the types, everything about it drawn by chance."""
    kind = rng.choice(types)
    made = TYPES[kind]
    look = rng.choice(_LOOKS.get(kind, _CLOTH))
    pattern = (
        rng.choice(tuple(PATTERNS)) if rng.random() < 0.42 and look not in ("metal", "wood", "glass", "plastic") else "plain"
    )
    color = rng.choice(tuple(SHADES))
    accent = rng.choice([one for one in SHADES if one != color]) if rng.random() < 0.4 else ""
    several = rng.sample(made.parts, min(len(made.parts), rng.choice((0, 1, 1, 2, 3))))
    parts = {part: _surface(part, color, rng) for part in several}
    view: View = "other" if rng.random() < 0.3 else "front"
    shape = rng.choice(tuple(made.silhouettes))
    return Spec(kind, shape, color, pattern, accent, parts, look, rng.randrange(10**9), view)


def _surface(part: str, color: str, rng: Random) -> str:
    if part in _METAL_PARTS and rng.random() < 0.7:
        return rng.choice(tuple(METALS))
    if part in _WOOD_PARTS and rng.random() < 0.7:
        return rng.choice(tuple(WOODS))
    name = rng.choice([one for one in SHADES if one != color])
    chance = rng.random()
    if part in ("strap", "handle", "belt") and chance < 0.4:
        return f"{name} leather"
    if part in ("sleeve", "hood", "pocket", "panel", "collar", "cushion", "seat", "shade", "lining", "brim") and chance < 0.3:
        return f"{name} {rng.choice(tuple(PATTERNS))}"
    return name
