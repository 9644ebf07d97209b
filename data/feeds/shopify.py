"""Shopify's product CSV: one row a variant, further rows for further pictures, rows of one handle belong together.

Columns: https://help.shopify.com/en/manual/products/import-export/using-csv (both the older and the newer names).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from data.feeds.categories import split_path
from data.feeds.cells import cell, day, parts, texts, whole, yes_no
from data.feeds.draft import ProductDraft, VariantDraft
from data.feeds.group import LeftOut, RawGroup, Row

NEEDED = frozenset(("Handle", "Title", "Variant Price"))
NEWER = frozenset(("URL handle", "Title", "Price", "Option1 name"))

_METAFIELD = re.compile(r"^Metafield: [\w-]+\.([\w-]+)")
_NAMED_METAFIELD = re.compile(r"^(.+?)\s*\(product\.metafields\.[\w-]+\.[\w-]+\)$")
_GOOGLE = re.compile(r"^Google Shopping / (Gender|Age Group)$", re.IGNORECASE)
_TAG = re.compile(r"^(?!https?:)([A-Za-z][\w &-]{0,40}):\s*(\S.*)$")
_OPTIONS = (1, 2, 3)


def is_shopify(columns: Collection[str]) -> bool:
    names = set(columns)
    return names >= NEEDED or names >= NEWER


def key(row: Row) -> str:
    return cell(row, "Handle", "URL handle")


def clash(first: Row, later: Row) -> str | None:
    """A handle that comes back with another title is another product."""
    title = cell(later, "Title")
    if title and title != cell(first, "Title"):
        return f"the handle was there before with another title ({cell(first, 'Title')[:60]!r}); handles must be unique"
    return None


def draft(group: RawGroup) -> ProductDraft | LeftOut:
    """What the rows of one handle say."""
    first = group.rows[0]
    status = cell(first, "Status").casefold()
    if status in ("draft", "archived"):
        return LeftOut(group.line, group.key, status)
    if status == "unlisted" or yes_no(cell(first, "Published", "Published on online store")) is False:
        return LeftOut(group.line, group.key, "unpublished")
    if yes_no(cell(first, "Gift Card", "Gift card")) is True:
        return LeftOut(group.line, group.key, "gift card")
    attributes, tags = _tags(cell(first, "Tags"))
    for column, value in first.items():
        if value and (slot := _metafield(column)):
            attributes.setdefault(slot, []).extend(_listed(str(value).strip()))
    names = [cell(first, f"Option{n} Name", f"Option{n} name") for n in _OPTIONS]
    images = sorted(
        (whole(cell(row, "Image Position", "Image position")) or 9_999, n, source)
        for n, row in enumerate(group.rows)
        if (source := cell(row, "Image Src", "Product image URL"))
    )
    return ProductDraft(
        id=group.key,
        title=cell(first, "Title"),
        html=cell(first, "Body (HTML)", "Description"),
        brand=cell(first, "Vendor"),
        type_path=_type_path(cell(first, "Product Category", "Product category"), cell(first, "Type")),
        attributes=attributes,
        tags=tags,
        images=[source for _, _, source in images],
        created=day(cell(first, "Created At", "Published At")),
        variants=[_variant(row, names, line) for row, line in zip(group.rows, group.lines, strict=True) if _is_variant(row)],
    )


def _is_variant(row: Row) -> bool:
    """Rows that are only for another picture have neither price nor option."""
    return bool(cell(row, "Variant Price", "Price", "Option1 Value", "Option1 value", "Variant SKU", "SKU"))


def _variant(row: Row, names: list[str], line: int) -> VariantDraft:
    options = {name: cell(row, f"Option{n} Value", f"Option{n} value") for n, name in zip(_OPTIONS, names, strict=True) if name}
    if options.get("Title") == "Default Title":
        del options["Title"]
    tracked = cell(row, "Variant Inventory Tracker", "Inventory tracker")
    endless = cell(row, "Variant Inventory Policy", "Continue selling when out of stock").casefold() in ("continue", "true")
    stock = whole(cell(row, "Variant Inventory Qty", "Inventory quantity")) if tracked else None
    sku = cell(row, "Variant SKU", "SKU").lstrip("'")
    return VariantDraft(
        id=sku,
        sku=sku,
        price=cell(row, "Variant Price", "Price"),
        list_price=cell(row, "Variant Compare At Price", "Compare-at price"),
        options=options,
        stock=None if endless else stock,
        image=cell(row, "Variant Image", "Variant image URL") or None,
        line=line,
    )


def _type_path(category: str, type_: str) -> tuple[str, ...]:
    path = split_path(category) if category.casefold() != "uncategorized" else ()
    return path if not type_ or (path and path[-1].casefold() == type_.casefold()) else (*path, type_)


def _tags(written: str) -> tuple[dict[str, list[str]], list[str]]:
    """Tags `key:value` as attributes, and the others."""
    attributes: dict[str, list[str]] = {}
    tags = []
    for tag in parts(written, ","):
        if match := _TAG.match(tag):
            attributes.setdefault(match[1].strip().casefold(), []).append(match[2].strip())
        else:
            tags.append(tag)
    return attributes, tags


@lru_cache(maxsize=4_000)
def _metafield(column: str) -> str | None:
    """The attribute of a column "Metafield: custom.material [list.…]", "Material (product.metafields.custom.material)" or
    Google's.
    """
    for pattern in (_METAFIELD, _NAMED_METAFIELD, _GOOGLE):
        if match := pattern.match(column):
            return match[1]
    return None


def _listed(written: str) -> list[str]:
    if written.startswith("["):
        return texts(written)
    if written.startswith("{"):
        return []
    truth = {"true": "Yes", "false": "No"}.get(written.casefold())
    return [truth] if truth else parts(written, ";")
