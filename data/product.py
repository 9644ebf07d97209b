"""A product as every stage sees it: what the feed said, normalised, with nothing of the original lost.

A product has one or more variants; what differs between them (size, colour, price, stock, picture) is the variant's, the rest is
the product's. A `Value` is one record of a slot; it knows where it comes from, so that a reply can quote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from data.value import Value

Attributes = Mapping[str, tuple[Value, ...]]
"""Slot -> its records, in the order of the feed."""


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Variant:
    """What is bought: one row of the exact filter table.

    `options` are slot -> value as the shop writes it ({"size": "XS", "color": "Black"}); `attributes` the same as records, and
    whatever else the feed says of this variant alone. `stock` is None where the shop states no number (then `in_stock` speaks).
    `price` is what is paid; `list_price` the higher price it is compared with, if any. `image` is a file name in the store's
    `media/`, or the feed's address before import has brought it.
    """

    id: str
    sku: str
    price: Decimal
    currency: str
    options: Mapping[str, str] = field(default_factory=dict)
    attributes: Attributes = field(default_factory=dict)
    list_price: Decimal | None = None
    stock: int | None = None
    in_stock: bool = True
    image: str | None = None

    @property
    def on_sale(self) -> bool:
        return self.list_price is not None and self.list_price > self.price


@dataclass(frozen=True, slots=True)
class Product:
    """A product with all its variants (at least one).

    `attributes` holds what is true of every variant, `category` and `brand` among them as slots like any other.
    `type_path` is the shop's own path ("Men", "Tops", "Hoodies & Sweatshirts"). `rating` is 0-5, None without reviews.
    """

    id: str
    title: str
    variants: tuple[Variant, ...]
    brand: str = ""
    type_path: tuple[str, ...] = ()
    description: str = ""
    url: str | None = None
    images: tuple[str, ...] = ()
    attributes: Attributes = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    created: date | None = None
    rating: float | None = None
    reviews_count: int = 0
    popularity: float = 0.0

    def values(self, slot: str, variant: Variant | None = None) -> tuple[Value, ...]:
        """The records of `slot`: the variant's where it has any, else the product's."""
        if variant is not None and slot in variant.attributes:
            return variant.attributes[slot]
        return self.attributes.get(slot, ())

    def names(self, slot: str, variant: Variant | None = None) -> frozenset[str]:
        """Every canonical value of `slot` that this product (as this variant) satisfies; empty where there is no record. As
        `values`, without the call: it is asked for most of all.
        """
        values = variant.attributes.get(slot) if variant is not None else None
        if values is None:
            values = self.attributes.get(slot, ())
        if len(values) == 1:
            return values[0].names
        return _NOTHING if not values else frozenset().union(*(value.names for value in values))

    def variant(self, variant_id: str) -> Variant | None:
        return next((v for v in self.variants if v.id == variant_id), None)

    def slots(self) -> Iterable[str]:
        """Every slot that the product or one of its variants has a record of."""
        return dict.fromkeys([*self.attributes, *(s for v in self.variants for s in v.attributes)])


@dataclass(frozen=True, slots=True)
class Pick:
    """A product, and the one variant that is shown for it."""

    product: Product
    variant: Variant

    @property
    def picture(self) -> str | None:
        """The variant's picture, else the product's first; None where there is none."""
        return self.variant.image or next(iter(self.product.images), None)


@dataclass(frozen=True, slots=True)
class Review:
    product_id: str
    rating: float
    title: str
    text: str
    author: str = ""
    written: date | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A link from one product to another; `kind` is the shop's word (crosssell, upsell, related, ...)."""

    product_id: str
    kind: str
    other_id: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    sku: str
    title: str
    quantity: int
    unit_price: Decimal
    options: Mapping[str, str] = field(default_factory=dict)
    product_id: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A past order. Its facts are told only to who gives its number and its e-mail address."""

    number: str
    email: str
    status: str
    lines: tuple[OrderLine, ...]
    currency: str
    placed: date | None = None
    refunded: bool = False
    shipping_method: str = ""
    payment: str = ""
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class PolicySection:
    """One section of a policy page: what is quoted when a shopper asks. `topic` is the page's name (shipping, returns, ...)."""

    topic: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Promotion:
    name: str
    description: str
    code: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class SizeChart:
    """Body measurements of sizes. `applies_to` are canonical categories, brands or genders; empty applies to all.

    `rows` are size -> {measurement: (low, high)} in centimetres or kilograms (`unit` as given in the file).
    """

    name: str
    applies_to: tuple[str, ...]
    unit: str
    rows: Mapping[str, Mapping[str, tuple[float, float]]]
