"""What comes beside a feed, read whole before the import begins: a file that cannot be used stops it before anything is
written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from data.extras import Extras
from data.feeds import side_files
from data.feeds.size_charts import read_size_charts
from data.policy_pages import read_policies
from data.product import Order, Product, Related, Review


class SideFiles(Protocol):
    """The files that an import was given beside the feed."""

    @property
    def reviews(self) -> Path | None: ...
    @property
    def related(self) -> Path | None: ...
    @property
    def orders(self) -> Path | None: ...
    @property
    def policies(self) -> Path | None: ...
    @property
    def size_charts(self) -> Path | None: ...
    @property
    def promotions(self) -> Path | None: ...
    @property
    def variant_ids(self) -> Path | None: ...


@dataclass(frozen=True, slots=True)
class Sides:
    """`reviews` and `related` are by product id; `warnings` tell of rows that could not be taken."""

    reviews: Mapping[str, tuple[Review, ...]]
    related: Mapping[str, tuple[Related, ...]]
    orders: tuple[Order, ...]
    extras: Extras
    variant_ids: Mapping[str, str]
    warnings: tuple[str, ...]

    @property
    def ordered_skus(self) -> frozenset[str]:
        return frozenset(line.sku for order in self.orders for line in order.lines if line.sku)

    def standing(self, product: Product) -> tuple[float, int] | None:
        """Mean rating and number of a product's reviews; None where there are none here (the feed's own figures then stand)."""
        written = self.reviews.get(product.id)
        return (round(sum(r.rating for r in written) / len(written), 2), len(written)) if written else None

    def rated(self, product: Product) -> Product:
        """The product with what its reviews say of it."""
        standing = self.standing(product)
        return product if standing is None else replace(product, rating=standing[0], reviews_count=standing[1])

    def unmatched(self, ids: Collection[str], identified: Collection[str]) -> Iterator[str]:
        """Warnings of reviews and links for products that the feed does not have (`ids` are those it has), and of variant ids for
        SKUs that it does not have (`identified` are those of them it has).
        """
        for what, by_product in (("reviews", self.reviews), ("related products", self.related)):
            missing = [product for product in by_product if product not in ids]
            if missing:
                yield f"{what} of {len(missing):,} products that the feed does not have, such as {missing[0]!r}"
        lost = {link.other_id for links in self.related.values() for link in links if link.other_id not in ids}
        if lost:
            yield f"related products name {len(lost):,} products that the feed does not have, such as {min(lost)!r}"

        unknown = len(self.variant_ids) - len(identified)
        if unknown:
            example = next(sku for sku in self.variant_ids if sku not in identified)
            yield f"variant ids of {unknown:,} SKUs that the feed does not have, such as {example!r}"

    def orders_with_products(self, products: Mapping[str, str]) -> Iterator[Order]:
        """The orders, each line with the product that its SKU belongs to, where `products` (SKU -> id) knows it."""
        for order in self.orders:
            lines = tuple(replace(line, product_id=products.get(line.sku, line.product_id)) for line in order.lines)
            yield replace(order, lines=lines)


def read_sides(files: SideFiles, *, currency: str) -> Sides:
    """Reads what was given. `currency` is of orders that name none. Raises `FeedError` for a file that is not what it was given
    as.
    """
    warnings: list[str] = []
    warn = warnings.append

    extras = Extras(
        policies=read_policies(files.policies) if files.policies else (),
        promotions=side_files.read_promotions(files.promotions, warn) if files.promotions else (),
        size_charts=read_size_charts(files.size_charts, warn) if files.size_charts else (),
    )
    return Sides(
        reviews=side_files.read_reviews(files.reviews, warn) if files.reviews else {},
        related=side_files.read_related(files.related, warn) if files.related else {},
        orders=side_files.read_orders(files.orders, currency, warn) if files.orders else (),
        extras=extras,
        variant_ids=side_files.read_variant_ids(files.variant_ids, warn) if files.variant_ids else {},
        warnings=tuple(warnings),
    )
