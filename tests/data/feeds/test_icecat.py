"""A large table of another trade: 19,406 electronics products in Parquet, their attributes as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.product import Product
from tests.data.feeds.reading import canonical, read


@pytest.fixture(scope="module")
def products(shopwindow_data: Path) -> dict[str, Product]:
    products, refused, left_out = read(shopwindow_data / "icecat" / "products.parquet")
    assert (refused, left_out) == ([], [])
    return products


def test_every_row_is_a_product_with_a_price(products: dict[str, Product]) -> None:
    assert len(products) == 19_406
    assert all(product.variants[0].price > 0 and product.variants[0].currency == "USD" for product in products.values())


def test_attributes_brands_and_kinds_are_read(products: dict[str, Product]) -> None:
    assert sum(bool(product.brand) for product in products.values()) > 19_000
    assert sum("color" in set(product.slots()) for product in products.values()) > 1_000
    notebooks = [product for product in products.values() if "laptop" in product.names("category")]
    assert len(notebooks) > 50
    assert any("hp" in canonical(product, "brand") for product in notebooks)
