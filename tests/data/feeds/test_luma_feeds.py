"""Luma's two feeds tell of one shop: variant by variant, whatever format they come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.product import Product, Variant
from tests.data.feeds.reading import by_sku, canonical, read

OTHER_WORDS = frozenset(("Sprite Stasis Ball", "Sprite Yoga Strap"))
"""Put together from single items: their descriptions differ in the source."""

Pairs = list[tuple[tuple[Product, Variant], tuple[Product, Variant]]]


@pytest.fixture(scope="module")
def pairs(shopwindow_data: Path) -> Pairs:
    """Each variant as Shopify's export and as the Merchant feed have it."""
    feeds = (read(shopwindow_data / "luma" / name) for name in ("shopify_products.csv", "merchant_feed.xml"))
    (shopify, *refused_one), (merchant, *refused_two) = feeds
    assert [*refused_one, *refused_two] == [[], [], [], []]
    assert len(shopify) == 189
    one, two = by_sku(shopify.values()), by_sku(merchant.values())
    assert len(one) == 1909
    assert set(one) == set(two)
    return [(one[sku], two[sku]) for sku in one]


def test_price_sale_price_and_stock_are_equal(pairs: Pairs) -> None:
    def money(of: tuple[Product, Variant]) -> tuple[object, ...]:
        return of[1].price, of[1].list_price, of[1].currency, of[1].in_stock

    assert [money(one) for one, _ in pairs] == [money(two) for _, two in pairs]
    assert any(one[1].on_sale for one, _ in pairs)


@pytest.mark.parametrize("slot", ["brand", "color", "size", "material", "pattern", "gender"])
def test_what_is_filtered_by_is_equal(pairs: Pairs, slot: str) -> None:
    different = [
        (one[1].sku, canonical(*_at(one, slot)), canonical(*_at(two, slot)))
        for one, two in pairs
        if canonical(*_at(one, slot)) != canonical(*_at(two, slot))
    ]
    assert different == []
    assert any(canonical(*_at(one, slot)) for one, _ in pairs)


def test_titles_and_type_paths_are_equal(pairs: Pairs) -> None:
    assert [(one.title, one.type_path) for (one, _), _ in pairs] == [(two.title, two.type_path) for _, (two, _) in pairs]


def test_pictures_of_variants_are_equal(pairs: Pairs) -> None:
    def path(variant: Variant) -> str:
        return (variant.image or "").removeprefix("https://luma.example/")

    assert [path(one) for (_, one), _ in pairs] == [path(two) for _, (_, two) in pairs]


def test_descriptions_are_equal_but_for_the_two_sets(pairs: Pairs) -> None:
    def words(product: Product) -> list[str]:
        return product.description.replace("•", " ").split()

    different = {one.title for (one, _), (two, _) in pairs if words(one) != words(two)}
    assert different <= OTHER_WORDS


def _at(of: tuple[Product, Variant], slot: str) -> tuple[Product, str, Variant]:
    return of[0], slot, of[1]
