"""The demo shop's files: what a real shop would export, and nothing in them that contradicts itself."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from data.errors import ShopwindowError
from data.feeds import open_feed
from data.product import Product
from data.store import Store
from data.studio.catalogue import Item, choose, items, listed
from data.studio.feed import draw_store
from data.studio.interactions import interactions
from data.studio.orders import orders
from data.studio.palette import SHADES

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
    assert len(products) >= 720
    assert len({product.brand for product in products}) >= 24
    departments = {product.type_path[0] for product in products}
    assert departments >= {"Clothing", "Footwear", "Bags", "Home"}
    assert len({product.type_path for product in products}) >= 12
    assert len({product.title for product in products}) == len(products)


def test_prices_stock_and_sales_are_sensible(products: list[Product]) -> None:
    variants = [variant for product in products for variant in product.variants]
    assert all(Decimal(5) <= variant.price <= Decimal(3000) for variant in variants)
    assert all(variant.list_price is None or variant.list_price > variant.price for variant in variants)
    out = sum(not variant.in_stock for variant in variants)
    assert 0.08 * len(variants) <= out < 0.3 * len(variants)
    gone = sum(not any(v.in_stock for v in product.variants) for product in products)
    assert 0.02 * len(products) <= gone < 0.1 * len(products)
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
    assert sum(product.reviews_count or 0 for product in products) >= 4_000
    assert len(reviewed) > 600
    for product in reviewed:
        stars = [review.rating for review in shop.reviews(product.id)]
        assert len(stars) == product.reviews_count
        assert product.rating == pytest.approx(sum(stars) / len(stars), abs=0.006)


def test_orders_links_charts_and_pages_name_what_there_is(shop: Store, products: list[Product]) -> None:
    order = shop.order("21952")
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
    there = len(choose())
    with pytest.raises(ShopwindowError, match=str(there)):
        choose(100_000)


MASKED = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def masked(sentence: str, item: Item) -> str:
    """The sentence with everything in it that comes from the record masked: what is left is how it was written."""
    values = {
        item.brand,
        item.title,
        item.pattern,
        item.thing,
        *item.colors,
        *item.material,
        *item.more.values(),
        *item.care.split(", "),
    }
    values |= {word for words in item.parts.values() for word in words.split()} | set(item.parts) | set(SHADES)
    words = sentence.lower()
    for value in sorted((v.lower() for v in values if v), key=len, reverse=True):
        words = words.replace(value, "@")
    return MASKED.sub("#", words)


def test_descriptions_are_written_and_not_stamped() -> None:
    shop = items()
    patterns = Counter(p for item in shop for p in {masked(s, item) for s in re.split(r"(?<=[.!?]) ", item.text)})
    most, times = patterns.most_common(1)[0]
    assert times <= 0.02 * len(shop), most
    openings = Counter(" ".join(masked(item.text, item).split()[:3]) for item in shop)
    most, times = openings.most_common(1)[0]
    assert times <= 0.02 * len(shop), most


def test_past_orders_and_interactions_have_tastes_in_them() -> None:
    shop = listed(choose(), 7)
    lines = list(orders(shop, 7))
    assert len({line[0] for line in lines}) >= 300
    brand = {one.id: one.item.brand for one in shop}
    bought: dict[str, list[str]] = {}
    for user, product, event, _ in interactions(shop, 7):
        if event == "purchase":
            bought.setdefault(user, []).append(brand[product])
    pairs = [(a, b) for own in bought.values() for a, b in itertools.combinations(own, 2)]
    everyone = [b for own in bought.values() for b in own]
    chance = sum((everyone.count(b) / len(everyone)) ** 2 for b in set(everyone))
    assert sum(a == b for a, b in pairs) / len(pairs) > 2 * chance
    winter = [line for line in lines if str(line[2])[5:7] in ("11", "12", "01")]
    cold = {one.id for one in shop if one.item.type in ("coat", "scarf", "beanie", "boot")}
    share = [sum(line[6] in cold for line in some) / len(some) for some in (winter, lines)]
    assert share[0] > 1.3 * share[1]
