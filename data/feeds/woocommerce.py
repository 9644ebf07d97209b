"""WooCommerce's product CSV: parents of type `variable` and their `variation` rows, which name the parent in `Parent`.

Columns: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from data.feeds.categories import split_path
from data.feeds.cells import available, cell, day, whole
from data.feeds.draft import ProductDraft, VariantDraft
from data.feeds.group import LeftOut, RawGroup, Row

NEEDED = frozenset(("SKU", "Name", "Regular price"))
DATED = ("Date sale price starts", "Date sale price ends")
"""Columns that say on which days a price holds."""

_TELLING = frozenset(("Type", "Published", "Categories", "In stock?", "Parent", "Attribute 1 name"))
_COMMA = re.compile(r"(?<!\\),")


def is_woocommerce(columns: Collection[str]) -> bool:
    return set(columns) >= NEEDED and len(_TELLING & set(columns)) >= 2


def key(row: Row) -> str:
    """A variation belongs to its parent, which it names by SKU or as `id:12`."""
    return re.sub(r"^id:\s*", "id:", cell(row, "Parent"), flags=re.IGNORECASE) or cell(row, "SKU") or other_name(row)


def other_name(row: Row) -> str:
    """What variations may call a parent beside its SKU: `id:12`."""
    number = "" if cell(row, "Parent") else cell(row, "ID")
    return f"id:{number}" if number else ""


def clash(first: Row, later: Row) -> str | None:
    """Only one row of a SKU is the product; the others must be its variations."""
    if not cell(first, "Parent") and not cell(later, "Parent"):
        return f"the SKU {key(later)[:60]!r} was there before; SKUs must be unique"
    return None


def draft(group: RawGroup) -> ProductDraft | LeftOut:
    """What a product's row and those of its variations say."""
    parents = [row for row in group.rows if not cell(row, "Parent")]
    first = parents[0] if parents else group.rows[0]
    published = cell(first, "Published")
    if published in ("0", "-1"):
        return LeftOut(group.line, group.key, "draft" if published == "-1" else "unpublished")
    if cell(first, "Visibility in catalog").casefold() == "hidden":
        return LeftOut(group.line, group.key, "unpublished")
    if "gift" in cell(first, "Type").casefold():
        return LeftOut(group.line, group.key, "gift card")
    rows = [(row, line) for row, line in zip(group.rows, group.lines, strict=True) if cell(row, "Parent")]
    variations = [(row, line) for row, line in rows if cell(row, "Published") not in ("0", "-1")]
    bought = variations or [(first, group.line)]
    chosen = {name for row, _ in variations for name, values in _attributes(row).items() if values}
    short, long = cell(first, "Short description"), cell(first, "Description")
    weight = next((f"{value} {name[8:-1]}" for name in first if name.startswith("Weight (") and (value := cell(first, name))), "")
    attributes = {name: values for name, values in _attributes(first).items() if name not in chosen}
    return ProductDraft(
        id=(key(parents[0]) if parents else group.key).removeprefix("id:"),
        title=cell(first, "Name"),
        html="\n".join(dict.fromkeys(part for part in (short, long) if part)),
        brand=cell(first, "Brands", "Brand"),
        type_path=max((split_path(path) for path in _listed(cell(first, "Categories"))), key=len, default=()),
        images=_listed(cell(first, "Images")),
        tags=_listed(cell(first, "Tags")),
        attributes={**attributes, "weight": [weight]} if weight else attributes,
        created=day(cell(first, "Date created", "Created")),
        variants=[_variant(row, first, line, chosen) for row, line in bought],
    )


def _variant(row: Row, parent: Row, line: int, chosen: Collection[str]) -> VariantDraft:
    regular = cell(row, "Regular price") or cell(parent, "Regular price")
    sale = cell(row, "Sale price")
    on_sale = bool(sale) and _running(row)
    own_stock = cell(row, "Stock")
    stock = whole(cell(parent, "Stock") if own_stock.casefold() in ("", "parent") else own_stock)
    to_order = cell(row, "Backorders allowed?").casefold() in ("1", "yes", "notify")
    there = available(cell(row, "In stock?") or cell(parent, "In stock?")) and available(own_stock)
    return VariantDraft(
        id=cell(row, "SKU") or cell(row, "ID"),
        sku=cell(row, "SKU"),
        price=sale if on_sale else regular,
        list_price=regular if on_sale else "",
        options={name: values[0] for name, values in _attributes(row).items() if name in chosen and values},
        stock=None if to_order else stock,
        in_stock=there or to_order,
        image=next(iter(_listed(cell(row, "Images"))), None),
        line=line,
    )


def _running(row: Row) -> bool:
    """Whether the sale is on today: from its first day to its last."""
    start, end, today = day(cell(row, "Date sale price starts")), day(cell(row, "Date sale price ends")), date.today()
    return (start is None or start <= today) and (end is None or today <= end)


def _attributes(row: Row) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name_column, values_column in _attribute_columns(tuple(row)):
        if name := cell(row, name_column):
            found[name] = _listed(cell(row, values_column))
    return found


@lru_cache(maxsize=16)
def _attribute_columns(columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    numbers = [match[1] for column in columns if (match := re.fullmatch(r"Attribute (\d+) name", column))]
    return tuple((f"Attribute {n} name", f"Attribute {n} value(s)") for n in numbers)


def _listed(written: str) -> list[str]:
    """Items parted by commas; a comma within an item is written `\\,`."""
    return [text for part in _COMMA.split(written) if (text := part.strip().replace("\\,", ","))]
