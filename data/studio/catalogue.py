"""The shop's products: written in `texts/*.yml`, each turned into pictures to draw and variants to sell.

A product's record is made from the same entry that its pictures are drawn from, so that the two cannot disagree: the colour of
the sole that is painted is the one that the attribute states, and the neckline is the one that the silhouette reports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from random import Random

import yaml

from data.errors import ShopwindowError
from data.studio.draw import draw
from data.studio.drawing import Drawing
from data.studio.spec import Spec

TODAY = date(2026, 11, 20)
"""What created dates, orders and reviews are counted back from."""

DEPARTMENTS = ("tops", "bottoms", "footwear", "carry", "living", "tableware")

PATHS: Mapping[str, str] = {
    "tee": "Clothing > Tops > T-Shirts", "shirt": "Clothing > Tops > Shirts", "sweater": "Clothing > Tops > Sweaters",
    "cardigan": "Clothing > Tops > Cardigans", "hoodie": "Clothing > Tops > Hoodies", "jacket": "Clothing > Outerwear > Jackets",
    "dress": "Clothing > Dresses", "skirt": "Clothing > Bottoms > Skirts", "trousers": "Clothing > Bottoms > Trousers",
    "jeans": "Clothing > Bottoms > Jeans", "shorts": "Clothing > Bottoms > Shorts", "sneaker": "Footwear > Sneakers",
    "boot": "Footwear > Boots", "sandal": "Footwear > Sandals", "backpack": "Bags > Backpacks", "tote": "Bags > Tote Bags",
    "bucket bag": "Bags > Bucket Bags",
    "cap": "Accessories > Hats > Caps", "beanie": "Accessories > Hats > Beanies", "bucket": "Accessories > Hats > Bucket Hats",
    "scarf": "Accessories > Scarves", "belt": "Accessories > Belts", "chair": "Home > Furniture > Chairs",
    "armchair": "Home > Furniture > Armchairs", "stool": "Home > Furniture > Stools", "sofa": "Home > Furniture > Sofas",
    "lamp": "Home > Lighting > Lamps", "mug": "Home > Kitchen > Mugs", "cushion": "Home > Textiles > Cushions",
    "vase": "Home > Decor > Vases", "rug": "Home > Textiles > Rugs",
}  # fmt: skip
_BY_SHAPE = {
    ("sweater", "cardigan"): "cardigan",
    ("cap", "beanie"): "beanie",
    ("cap", "bucket"): "bucket",
    ("tote", "bucket"): "bucket bag",
    ("chair", "armchair"): "armchair",
    ("chair", "wing"): "armchair",
    ("chair", "stool"): "stool",
}
"""Kinds of things that are drawn by a type's silhouette and sold under a name of their own."""
_LETTERS = ("XS", "S", "M", "L", "XL", "XXL")
_KIDS = ("4", "6", "8", "10", "12")
_WAISTS = {
    "men": ("28", "30", "32", "34", "36", "38"),
    "women": ("24", "26", "28", "30", "32"),
    "unisex": ("28", "30", "32", "34", "36"),
}
_SHOES = {"men": ("7", "8", "9", "9.5", "10", "11", "12", "13"), "women": ("5", "6", "7", "7.5", "8", "9", "10"),
          "unisex": ("5", "6", "7", "8", "9", "10", "11", "12"), "kids": ("11K", "12K", "13K", "1Y", "2Y", "3Y")}  # fmt: skip

LOOKS: Mapping[str, str] = {
    "denim": "denim",
    "leather": "leather",
    "suede": "",
    "canvas": "canvas",
    "linen": "linen",
    "corduroy": "corduroy",
    "boucle": "boucle",
    "mesh": "mesh",
    "jute": "woven",
    "seagrass": "woven",
    "stoneware": "speckle",
    "wool": "knit",
    "merino wool": "knit",
    "cashmere": "knit",
    "lambswool": "knit",
    "cotton knit": "knit",
    "alpaca": "knit",
    "acrylic": "knit",
}
_WOVEN_WOOL = ("trousers", "skirt", "jacket", "rug", "chair", "sofa", "cushion", "dress", "sneaker")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of `texts/*.yml`: what a person wrote about a product."""

    type: str
    shape: str
    title: str
    brand: str
    price: Decimal
    colors: tuple[str, ...]
    text: str
    material: tuple[str, ...]
    gender: str = ""
    pattern: str = "plain"
    accent: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    look: str | None = None
    care: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    sizes: tuple[str, ...] = ()
    number: int = 0

    @property
    def id(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower().replace("'", "").replace("’", "")).strip("-")

    @property
    def path(self) -> str:
        return PATHS[_BY_SHAPE.get((self.type, self.shape), self.type)]

    def texture(self) -> str:
        if self.look is not None:
            return self.look
        look = LOOKS.get(self.material[0], "")
        return "" if look == "knit" and self.type in _WOVEN_WOOL else look

    def spec(self, color: str, seed: int) -> Spec:
        """The picture of this product in one of its colours."""
        return Spec(
            self.type, self.shape, color, self.pattern, self.accent, self.parts, self.texture(), seed * 1009 + self.number
        )


@dataclass(frozen=True, slots=True)
class Sold:
    """One variant: a colour and a size at a price, with what is left of it."""

    sku: str
    color: str
    size: str
    price: Decimal
    list_price: Decimal | None
    stock: int
    image: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A product as the shop lists it."""

    item: Item
    variants: tuple[Sold, ...]
    attributes: Mapping[str, tuple[str, ...]]
    created: date
    drawings: Mapping[str, Drawing]
    """Image name -> what is drawn."""

    @property
    def id(self) -> str:
        return self.item.id


def items() -> tuple[Item, ...]:
    """Every product that has been written, in the order of the shop."""
    found: list[Item] = []
    folder = resources.files("data.studio") / "texts"
    for department in DEPARTMENTS:
        for entry in yaml.safe_load((folder / f"{department}.yml").read_text(encoding="utf-8")):
            found.append(_item(entry, len(found)))
    return tuple(found)


def _item(entry: dict[str, object], number: int) -> Item:
    def words(key: str) -> tuple[str, ...]:
        value = entry.get(key, ())
        return (
            tuple(map(str, value))
            if isinstance(value, list)
            else tuple(w.strip() for w in str(value or "").split(",") if w.strip())
        )

    def pairs(key: str) -> dict[str, str]:
        value = entry.get(key) or {}
        assert isinstance(value, dict)
        return {str(k): str(v) for k, v in value.items()}

    look = entry.get("look")
    return Item(
        type=str(entry["type"]),
        shape=str(entry["shape"]),
        title=str(entry["title"]),
        brand=str(entry["brand"]),
        price=Decimal(str(entry["price"])),
        colors=words("colors"),
        text=" ".join(str(entry["text"]).split()),
        material=words("material"),
        gender=str(entry.get("for", "")),
        pattern=str(entry.get("pattern", "plain")),
        accent=str(entry.get("accent", "")),
        parts=pairs("parts"),
        look=None if look is None else str(look),
        care=str(entry.get("care", "")),
        more=pairs("more"),
        sizes=words("sizes"),
        number=number,
    )


def choose(count: int) -> tuple[Item, ...]:
    """`count` items, spread evenly over the shop. Raises `ShopwindowError` when more are asked for than have been written."""
    written = items()
    if not 1 <= count <= len(written):
        raise ShopwindowError(f"the demo store has {len(written)} products written; asked for {count}: give 1 to {len(written)}")
    return tuple(written[i * len(written) // count] for i in range(count))


def sizes(item: Item) -> tuple[str, ...]:
    """The sizes a product comes in; empty for what has none."""
    if item.sizes:
        return item.sizes
    if item.type in ("sneaker", "boot", "sandal"):
        return _SHOES[item.gender]
    if item.gender == "kids":
        return _KIDS
    if item.type == "jeans" or (
        item.type in ("trousers", "shorts") and item.gender == "men" and item.shape not in ("jogger", "athletic")
    ):
        return _WAISTS[item.gender]
    if item.type == "belt":
        return ("S", "M", "L", "XL")
    if item.path.startswith("Clothing"):
        return _LETTERS if item.gender != "women" else _LETTERS[:5]
    return ()


def listed(chosen: tuple[Item, ...], seed: int) -> tuple[Listed, ...]:
    """The chosen items as products with variants, prices, stock and drawings."""
    rng = Random(f"{seed}/shop")
    gone = set(rng.sample(range(len(chosen)), max(1, round(len(chosen) * 0.03))))
    sale = set(rng.sample(range(len(chosen)), max(1, round(len(chosen) * 0.2))))
    new = set(rng.sample(range(len(chosen)), max(1, round(len(chosen) * 0.14))))
    return tuple(_listed(item, seed, n in gone, n in sale, n in new) for n, item in enumerate(chosen))


def _listed(item: Item, seed: int, gone: bool, sale: bool, new: bool) -> Listed:
    rng = Random(f"{seed}/{item.id}")
    cut = Decimal(rng.choice(("0.85", "0.8", "0.75", "0.7", "0.6")))
    drawings = {f"{item.id}-{color.replace(' ', '-')}": draw(item.spec(color, seed)) for color in item.colors}
    images = dict(zip(item.colors, drawings, strict=True))
    code = "".join(w[0] for w in item.brand.replace("&", "").split())[:2].upper() + f"{item.number + 101:03d}"
    own = sizes(item)
    variants = []
    for place, color in enumerate(item.colors):
        for n, size in enumerate(own or ("",)):
            price = _sized(item, n)
            middle = 1 - abs(n - (len(own) - 1) / 2) / max(1, len(own))
            stock = 0 if gone or rng.random() < 0.085 else max(1, round(rng.lognormvariate(2.0 + middle - 0.2 * place, 0.7)))
            if gone:
                stock = 0
            shown = f"{code}-{color.title().replace(' ', '')}" + (f"-{size.replace(' ', '').replace('.', '')}" if size else "")
            paid = (price * cut).quantize(Decimal(1)) - Decimal("0.05") if sale else price
            variants.append(
                Sold(
                    shown,
                    color,
                    size,
                    paid.quantize(Decimal("0.01")),
                    price.quantize(Decimal("0.01")) if sale else None,
                    stock,
                    images[color],
                )
            )
    age = rng.randrange(2, 28) if new else rng.randrange(35, 900)
    first = next(iter(drawings.values()))
    return Listed(item, tuple(variants), _attributes(item, first), TODAY - timedelta(days=age), drawings)


def _sized(item: Item, n: int) -> Decimal:
    """Rugs cost by their size; everything else by the piece."""
    return item.price * (Decimal(1) + Decimal("0.75") * n) if item.type == "rug" else item.price


def _attributes(item: Item, drawing: Drawing) -> dict[str, tuple[str, ...]]:
    """Slot -> values, from the entry and from what the silhouette reports of itself."""
    found: dict[str, tuple[str, ...]] = {"material": tuple(m.title() for m in item.material)}
    found["pattern"] = (("Solid" if item.pattern == "plain" else item.pattern.title()),)
    if item.gender:
        found["gender"] = (item.gender.title(),)
    for slot, value in drawing.facts:
        found[slot] = (*found.get(slot, ()), value)
    for part, color in item.parts.items():
        found[f"{part} color"] = (color.title(),)
    for slot, value in item.more.items():
        found[slot] = (*found.get(slot, ()), *(v.strip() for v in value.split(",")))
    if item.care:
        found["care"] = (item.care,)
    return found
