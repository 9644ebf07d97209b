"""Random products and constraints for the laws of the store (hypothesis strategies), and a store built straight from products."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from data.constraint import Constraint
from data.extras import Extras
from data.lexicon import Lexicon
from data.lexicon_entries import lexicon_entries
from data.product import Order, Product, Related, Review, Variant
from data.product_text import searchable_text
from data.store_writer import StoreWriter, importing
from data.value import Value

DIMENSIONS = 384
COLORS = {"navy": ("blue",), "blue": (), "red": (), "sky": ("blue",), "gray": ()}
SIZES = ("s", "m", "9", "10.5")
SLOTS = ("color", "size", "material", "weight", "price", "rating", "nowhere")


def value(canonical: str) -> Value:
    return Value(canonical, canonical.title(), COLORS.get(canonical, ()))


def _records(values: Sequence[str], most: int = 2) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(lambda some: tuple(value(v) for v in some))


_own = st.fixed_dictionaries({}, optional={"color": _records(list(COLORS)), "size": _records(SIZES, 1)})
_shared = st.fixed_dictionaries(
    {},
    optional={
        "color": _records(list(COLORS)),
        "material": _records(["wool", "silk"]),
        "weight": _records(["5", "12.5", "heavy"]),
    },
)
_prices = st.integers(1, 400).map(lambda cents: Decimal(cents * 25) / 100)
_variants = st.builds(
    Variant,
    id=st.just(""),
    sku=st.just(""),
    price=_prices,
    currency=st.just("USD"),
    attributes=_own,
    list_price=st.none() | _prices,
    stock=st.none() | st.integers(0, 9),
    in_stock=st.booleans(),
)
_products = st.builds(
    Product,
    id=st.just(""),
    title=st.sampled_from(["Coat", "Hat", "Shoe"]),
    variants=st.lists(_variants, min_size=1, max_size=4).map(tuple),
    attributes=_shared,
    rating=st.none() | st.sampled_from([1.0, 3.5, 5.0]),
)
catalogues = st.lists(_products, min_size=1, max_size=8).map(
    lambda some: [Product(f"p{i}", p.title, p.variants, attributes=p.attributes, rating=p.rating) for i, p in enumerate(some)]
)

_bounds = st.none() | st.sampled_from([Decimal("0"), Decimal("3.5"), Decimal("12.5"), Decimal("50")])
_some = st.lists(st.sampled_from([*COLORS, *SIZES, "wool", "silk", "5", "none such"]), max_size=2).map(frozenset)
constraints = st.dictionaries(
    st.sampled_from(SLOTS), st.builds(Constraint, is_=_some, not_=_some, min=_bounds, max=_bounds), max_size=3
)


def write_store(
    root: Path,
    products: Sequence[Product],
    *,
    vectors: NDArray[np.float32] | None = None,
    reviews: dict[str, list[Review]] | None = None,
    related: dict[str, list[Related]] | None = None,
    orders: Sequence[Order] = (),
    variant_ids: dict[str, str] | None = None,
    extras: Extras | None = None,
    fingerprint: str = "test-encoder",
) -> Path:
    """A store of exactly these products."""
    if vectors is None:
        vectors = np.zeros((len(products), DIMENSIONS), np.float32)
        vectors[np.arange(len(products)), np.arange(len(products)) % DIMENSIONS] = 1.0
    with importing(root):
        writer = StoreWriter(root, dimensions=DIMENSIONS)
        for product, vector in zip(products, vectors, strict=True):
            writer.add(
                product,
                key=product.id,
                origin=bytes(32),
                vector=vector,
                text=searchable_text(product),
                reviews=(reviews or {}).get(product.id, ()),
                related=(related or {}).get(product.id, ()),
            )
        (writer.media / "one.webp").write_bytes(b"picture")
        return writer.finish(
            lexicon=Lexicon.build(lexicon_entries(writer.table.slots, lambda slot, canonical: ())),
            extras=extras or Extras(),
            orders=orders,
            variant_ids=variant_ids or {},
            pictures={},
            settings_toml='name = "Hill & Dale"\ncurrency = "USD"\n',
            currency="USD",
            fingerprints={"text": fingerprint},
            sources={},
            settings={},
            more_files={},
        )


def some_products() -> list[Product]:
    """Two products that every test may count on."""
    red_m = Variant("a1", "A-RED-M", Decimal("20.00"), "USD", {"color": "Red"}, {"color": (value("red"),), "size": (value("m"),)})
    blue_s = Variant(
        "a2", "A-NAVY-S", Decimal("60.00"), "USD", {"color": "Navy"}, {"color": (value("navy"),), "size": (value("s"),)}
    )
    plain = Variant("b1", "B", Decimal("9.99"), "USD", list_price=Decimal("12.00"), stock=0, in_stock=False)
    wool = {"material": (value("wool"),), "category": (Value("jacket", "Jackets"),)}
    return [
        Product(
            "a", "Aria Jacket", (red_m, blue_s), "Hill", ("Women", "Jackets"), "Warm on windy days.", attributes=wool, rating=4.5
        ),
        Product("b", "Bo Mug", (plain,), description="Holds tea.", created=date(2026, 3, 4), popularity=2.0),
    ]
