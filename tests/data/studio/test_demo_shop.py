"""The demo shop's files: what a real shop would export, and nothing in them that contradicts itself."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from data.errors import ShopwindowError
from data.feeds import open_feed
from data.product import Product
from data.store import Store
from data.studio.catalogue import choose, listed
from data.studio.feed import draw_store

SOME = 12
"""Products drawn here; the whole shop is what `demo_store` has."""


@pytest.fixture(scope="module")
def shop(demo_store: Path) -> Store:
    return Store.open(demo_store)


@pytest.fixture(scope="module")
def products(shop: Store) -> list[Product]:
    return [shop.product_at(row) for row in range(shop.product_count)]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_shop_is_large_and_varied_enough(products: list[Product]) -> None:
    assert len(products) >= 150
    departments = {product.type_path[0] for product in products}
    assert departments >= {"Clothing", "Footwear", "Bags", "Home"}
    assert len({product.type_path for product in products}) >= 12
    assert len({product.title for product in products}) == len(products)


def test_prices_stock_and_sales_are_sensible(products: list[Product]) -> None:
    variants = [variant for product in products for variant in product.variants]
    assert all(Decimal(5) <= variant.price <= Decimal(3000) for variant in variants)
    assert all(variant.list_price is None or variant.list_price > variant.price for variant in variants)
    out = sum(not variant.in_stock for variant in variants)
    assert 0 < out < 0.3 * len(variants)
    assert any(variant.on_sale for variant in variants)
    assert len({variant.sku for variant in variants}) == len(variants)


def test_every_variant_has_a_picture_and_the_color_it_was_drawn_in(shop: Store, products: list[Product]) -> None:
    for product in products:
        for variant in product.variants:
            assert variant.image is not None
            assert shop.media(variant.image) is not None
            assert product.values("color", variant)


def test_reviews_agree_with_the_rating(shop: Store, products: list[Product]) -> None:
    reviewed = [product for product in products if product.reviews_count]
    assert len(reviewed) > 100
    for product in reviewed:
        stars = [review.rating for review in shop.reviews(product.id)]
        assert len(stars) == product.reviews_count
        assert product.rating == pytest.approx(sum(stars) / len(stars), abs=0.006)


def test_orders_links_charts_and_pages_name_what_there_is(shop: Store, products: list[Product]) -> None:
    order = shop.order("20606")
    assert order is not None
    assert all(line.product_id and shop.product(line.product_id) for line in order.lines)
    assert all(shop.product(link.other_id) for product in products for link in shop.related(product.id))
    assert {section.topic for section in shop.policies} >= {"shipping", "returns", "payment", "privacy", "warranty"}
    assert shop.size_charts
    assert shop.promotions


def test_the_feed_is_one_that_the_ordinary_import_reads_whole(tmp_path: Path) -> None:
    files = draw_store(tmp_path, products=SOME, processes=1)
    read = list(open_feed(files.products).products())
    assert len(read) == SOME
    assert all(isinstance(one, Product) for one in read)
    assert {row["handle"] for row in rows(files.reviews)} <= {row["Handle"] for row in rows(files.products)}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two, other = (
        draw_store(tmp_path / name, seed=seed, products=4, processes=1) for name, seed in (("a", 5), ("b", 5), ("c", 6))
    )
    assert one.products.read_bytes() == two.products.read_bytes()
    assert one.orders.read_bytes() == two.orders.read_bytes()
    assert [p.read_bytes() for p in sorted(one.images.iterdir())] == [p.read_bytes() for p in sorted(two.images.iterdir())]
    assert one.products.read_bytes() != other.products.read_bytes()


def test_more_products_than_are_written_is_refused_with_how_many_there_are() -> None:
    there = len(listed(choose(168), 7))
    with pytest.raises(ShopwindowError, match=str(there)):
        choose(100_000)
