"""The shop's products: written in `texts/*.yml`, each turned into pictures to draw and variants to sell.

A product's record is made from the same entry that its pictures are drawn from, so that the two cannot disagree: the colour of
the sole that is painted is the one that the attribute states, and the neckline is the one that the silhouette reports.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random

from data.errors import ShopwindowError
from data.studio.draw import TYPES, draw
from data.studio.drawing import Drawing
from data.studio.shelves import BY_SHAPE, FOOTWEAR, KIDS, LETTERS, PATHS, SHOES, THINGS, WAISTS
from data.studio.spec import Spec, View, surface
from data.studio.written import written

TODAY = date(2026, 11, 20)
"""What created dates, orders and reviews are counted back from."""

MADE_OF: Mapping[str, str] = {
    "denim": "denim", "leather": "leather", "vegan leather": "leather", "nubuck": "suede", "suede": "suede", "canvas": "canvas",
    "waxed cotton": "canvas", "organic canvas": "canvas", "cotton canvas": "canvas", "linen": "linen", "corduroy": "corduroy",
    "velvet": "velvet", "boucle": "boucle", "mesh": "mesh", "jute": "woven", "seagrass": "woven", "raffia": "woven",
    "rattan": "woven",
    "straw": "woven", "webbing": "woven", "stoneware": "speckle", "terracotta": "speckle", "earthenware": "speckle",
    "porcelain": "ceramic", "ceramic": "ceramic", "bone china": "ceramic", "enamel": "ceramic", "glass": "glass", "wool": "knit",
    "merino wool": "knit", "cashmere": "knit", "lambswool": "knit", "cotton knit": "knit", "alpaca": "knit", "acrylic": "knit",
    "mohair": "knit", "wool blend": "knit", "tweed": "tweed", "felt": "felt", "wool felt": "felt", "fleece": "fleece",
    "recycled fleece": "fleece", "silk": "satin", "satin": "satin", "nylon": "nylon", "ripstop nylon": "nylon",
    "recycled nylon": "nylon", "recycled polyester": "nylon", "rubber": "rubber", "natural rubber": "rubber", "cork": "cork",
    "patent leather": "patent", "steel": "metal", "stainless steel": "metal", "brass": "metal", "aluminum": "metal",
    "titanium": "metal", "acetate": "plastic", "bio-acetate": "plastic", "polycarbonate": "plastic", "oak": "wood",
    "walnut": "wood",
    "beech": "wood", "ash": "wood", "mango wood": "wood", "pine": "wood",
}  # fmt: skip
"""What a material looks like: record -> key of `cloth.LOOKS`."""
_FEATURES = {"hood": "Hood", "pockets": "Pockets"}
"""What shoppers ask for in a word, whatever kind of it there is: "with pockets"."""
_WOVEN_WOOL = ("trousers", "skirt", "jacket", "coat", "chair", "armchair", "sofa", "dress", "sneaker", "cap")
_JERSEY = ("tee", "polo", "hoodie")
_POPLIN = ("shirt", "blouse", "dress")


@lru_cache(maxsize=4096)
def _handle(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "").replace("’", "")).strip("-")


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
    cut: int = 0
    number: int = 0

    @property
    def id(self) -> str:
        return _handle(self.title)

    @property
    def path(self) -> str:
        return BY_SHAPE.get((self.type, self.shape)) or PATHS[self.type]

    @property
    def thing(self) -> str:
        """What people call it: "boot", "cardigan"; "trousers", which has no singular."""
        return THINGS.get((self.type, self.shape), {"polo": "polo shirt"}.get(self.type, self.type))

    @property
    def images(self) -> tuple[str, ...]:
        """The names of its pictures from the front, in the order of its colours."""
        return tuple(f"{self.id}-{color.replace(' ', '-')}" for color in self.colors)

    @property
    def second_image(self) -> str:
        """The name of its picture from another side, in the first colour."""
        return f"{self.images[0]}-other"

    def texture(self) -> str:
        """The look of the main material: a key of `cloth.LOOKS`."""
        if self.look is not None:
            return self.look
        look = MADE_OF.get(self.material[0], "")
        if look == "knit":
            return "felt" if self.type in _WOVEN_WOOL else "pile" if self.type == "rug" else look
        if not look:
            return "jersey" if self.type in _JERSEY else "poplin" if self.type in _POPLIN else ""
        return look

    def spec(self, color: str, view: View = "front") -> Spec:
        """The picture of this product in one of its colours. It is the same in every shop: what was written of it was written
        before it. `cut` chooses another drawing of the same silhouette.
        """
        own = zlib.crc32(f"7/{self.id}{f'/{self.cut}' if self.cut else ''}".encode())
        return Spec(self.type, self.shape, color, self.pattern, self.accent, self.parts, self.texture(), own, view)


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

    @property
    def id(self) -> str:
        return self.item.id


def items() -> tuple[Item, ...]:
    """Every product that has been written, in the order of the shop."""
    found: list[Item] = []
    for kind in TYPES:
        entries = written(f"products/{kind}.yml")
        assert isinstance(entries, list)
        for entry in entries:
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
        cut=int(str(entry.get("cut", 0))),
        number=number,
    )


def choose(count: int | None = None) -> tuple[Item, ...]:
    """`count` items (None: all), spread evenly over the shop. Raises `ShopwindowError` when more are asked for than are
    written.
    """
    written = items()
    if count is None:
        return written
    if not 1 <= count <= len(written):
        raise ShopwindowError(f"the demo store has {len(written)} products written; asked for {count}: give 1 to {len(written)}")
    return tuple(written[i * len(written) // count] for i in range(count))


def sizes(item: Item) -> tuple[str, ...]:
    """The sizes a product comes in; empty for what has none."""
    if item.sizes:
        return item.sizes
    if item.type in FOOTWEAR:
        return SHOES[item.gender]
    if item.gender == "kids":
        return KIDS
    if item.type == "jeans" or (
        item.type in ("trousers", "shorts") and item.gender == "men" and item.shape not in ("jogger", "athletic")
    ):
        return WAISTS[item.gender]
    if item.type == "belt":
        return ("S", "M", "L", "XL")
    if item.path.startswith("Clothing"):
        return LETTERS if item.gender != "women" else LETTERS[:5]
    return ()


def listed(chosen: tuple[Item, ...], seed: int) -> tuple[Listed, ...]:
    """The chosen items as products with variants, prices, stock and drawings."""
    rng = Random(f"{seed}/shop")
    gone = set(rng.sample(range(len(chosen)), max(1, round(len(chosen) * 0.03))))
    sale = set(rng.sample(range(len(chosen)), max(1, round(len(chosen) * 0.22))))
    new = set(rng.sample(range(len(chosen)), max(1, round(len(chosen) * 0.14))))
    return tuple(_listed(item, seed, n in gone, n in sale, n in new) for n, item in enumerate(chosen))


def _listed(item: Item, seed: int, gone: bool, sale: bool, new: bool) -> Listed:
    rng = Random(f"{seed}/{item.id}")
    cut = Decimal(rng.choice(("0.85", "0.8", "0.75", "0.7", "0.6")))
    images = dict(zip(item.colors, item.images, strict=True))
    code = "".join(w[0] for w in item.brand.replace("&", "").split())[:2].upper() + f"{item.number + 101:04d}"
    own = sizes(item)
    variants = []
    for place, color in enumerate(item.colors):
        for n, size in enumerate(own or ("",)):
            price = _sized(item, n)
            middle = 1 - abs(n - (len(own) - 1) / 2) / max(1, len(own))
            stock = 0 if gone or rng.random() < 0.095 else max(1, round(rng.lognormvariate(2.0 + middle - 0.2 * place, 0.7)))
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
    first = draw(item.spec(item.colors[0]))
    return Listed(item, tuple(variants), _attributes(item, first), TODAY - timedelta(days=age))


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
        if slot in _FEATURES:
            found["features"] = (*found.get("features", ()), _FEATURES[slot])
    for part, words in item.parts.items():
        own = surface(words)
        for slot, word in (("color", own.color), ("pattern", own.pattern), ("material", own.look)):
            if word:
                found[f"{part} {slot}"] = (word.title(),)
    for slot, value in item.more.items():
        said = tuple(v.strip() for v in value.split(","))
        if slot == "fit" and slot in found:  # the cut is what is drawn; how it runs, nobody can see
            said = tuple(v for v in said if v.startswith(("Runs", "True")))
        found[slot] = tuple(dict.fromkeys((*found.get(slot, ()), *said)))
    if item.care:
        found["care"] = (item.care,)
    return found
