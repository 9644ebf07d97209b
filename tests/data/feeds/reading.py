"""Feeds written into a folder and read as an import reads them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from data.feeds import LeftOut, Refused, open_feed
from data.product import Product, Variant


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], *, delimiter: str = ",") -> Path:
    """Rows under the columns of all of them."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path, **options: object) -> tuple[dict[str, Product], list[Refused], list[LeftOut]]:
    """The products by id, the rows refused, and what was left out."""
    found = list(open_feed(path, **options).products())  # type: ignore[arg-type]
    products = {one.id: one for one in found if isinstance(one, Product)}
    return products, [one for one in found if isinstance(one, Refused)], [one for one in found if isinstance(one, LeftOut)]


def only(path: Path, **options: object) -> Product:
    """The one product of a feed."""
    (product,) = read(path, **options)[0].values()
    return product


def by_sku(products: Iterable[Product]) -> dict[str, tuple[Product, Variant]]:
    """SKU -> its product and variant."""
    return {variant.sku: (product, variant) for product in products for variant in product.variants}


def canonical(product: Product, slot: str, variant: Variant | None = None) -> set[str]:
    return {value.canonical for value in product.values(slot, variant)}
