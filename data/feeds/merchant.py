"""Google Merchant feeds: RSS or Atom with `g:` elements, or tab-separated text; one item a variant, grouped by `item_group_id`.

Specification: https://support.google.com/merchants/answer/7052112
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timezone

from data.feeds.categories import split_path
from data.feeds.cells import available, cell, cells, whole
from data.feeds.draft import LONGEST_TITLE, ProductDraft, VariantDraft
from data.feeds.group import RawGroup, Row
from data.feeds.money import price_of

NEEDED = frozenset(("id", "title", "price"))
DATED = ("sale_price_effective_date",)
"""Columns that say on which days a price holds."""

_TELLING = frozenset(
    (
        "availability",
        "item_group_id",
        "google_product_category",
        "image_link",
        "gtin",
        "sale_price",
        "product_type",
        "mpn",
        "link",
    )
)
_OPTIONS = ("size", "color")
_ATTRIBUTES = ("material", "pattern", "gender", "age_group", "size_type", "size_system", "energy_efficiency_class")
_LATER = ("preorder", "backorder")
_SUFFIX = re.compile(r"^(?P<title>.+?)\s+[-–—|(]\s*(?P<options>[^|()]+?)\)?$")


def columns(names: Collection[str]) -> Mapping[str, str]:
    """How a feed's columns map to the specification's names: "g:image link" -> image_link."""
    return {name: re.sub(r"[\s-]+", "_", name.strip().casefold().removeprefix("g:")) for name in names}


def is_merchant(names: Collection[str]) -> bool:
    known = set(columns(names).values())
    return known >= NEEDED and len(known & _TELLING) >= 3 and "image_link" in known


def key(row: Row) -> str:
    return cell(row, "item_group_id") or cell(row, "id")


def clash(first: Row, later: Row) -> str | None:
    """Items without a group must have ids of their own, and items of a group too."""
    if cell(first, "id") == cell(later, "id"):
        return f"the id {cell(later, 'id')[:60]!r} was there before; ids must be unique"
    if not (cell(first, "item_group_id") and cell(later, "item_group_id")):
        return f"the id {key(later)[:60]!r} is that of an item and of a group of items; ids must be unique"
    return None


def draft(group: RawGroup, now: datetime | None = None) -> ProductDraft:
    """What the items of one group say. `now` decides which sale prices are in effect."""
    moment = now or datetime.now(timezone.utc)
    first = group.rows[0]
    title = _title(group)
    varying = [name for name in _ATTRIBUTES if len({cell(row, name) for row in group.rows}) > 1 and _chosen_by(name, group)]
    details: dict[str, list[str]] = {}
    for detail in cells(first, "product_detail"):
        *_, name, value = ["", *detail.rsplit(":", 1)]
        if name and value:
            details.setdefault(name.rpartition(":")[2], []).append(value)
    category = cell(first, "google_product_category")
    return ProductDraft(
        id=group.key,
        title=title,
        html="\n".join([cell(first, "description"), *cells(first, "product_highlight")]),
        brand=cell(first, "brand"),
        type_path=split_path(cell(first, "product_type") or ("" if category.isdigit() else category)),
        url=_without_variant(cell(first, "link")) or None,
        images=[image for row in group.rows for image in (cell(row, "image_link"), *cells(row, "additional_image_link"))],
        attributes=details,
        variants=[_variant(row, line, moment, title, varying) for row, line in zip(group.rows, group.lines, strict=True)],
    )


def _variant(row: Row, line: int, now: datetime, title: str, varying: Collection[str]) -> VariantDraft:
    price, sale = cell(row, "price"), cell(row, "sale_price")
    on_sale = bool(sale) and _in_effect(cell(row, "sale_price_effective_date"), now) and _lower(sale, price)
    availability = re.sub(r"[\s-]+", "_", cell(row, "availability").casefold())
    options = {name: text for name in (*_OPTIONS, *varying) if (text := cell(row, name))}
    own = _own_title(row)
    if not options and own.startswith(title) and (rest := own[len(title) :].strip(" -–—|()")):
        options["option"] = rest
    attributes = {name: _split(cells(row, name)) for name in _ATTRIBUTES if name not in varying}
    if availability in _LATER:
        attributes["availability"] = [availability]
    if (condition := cell(row, "condition").casefold()) not in ("", "new"):
        attributes["condition"] = [condition]
    return VariantDraft(
        id=cell(row, "id"),
        sku=cell(row, "id"),
        price=sale if on_sale else price,
        list_price=price if on_sale else "",
        options=options,
        attributes=attributes,
        stock=whole(cell(row, "quantity", "sell_on_google_quantity")),
        in_stock=available(availability),
        image=cell(row, "image_link") or None,
        line=line,
    )


def _chosen_by(name: str, group: RawGroup) -> bool:
    """Whether variants are told apart by this rather than by size and color: material or pattern where those do not differ."""
    return name in ("material", "pattern") and not any(len({cell(row, o) for row in group.rows}) > 1 for o in _OPTIONS)


def _title(group: RawGroup) -> str:
    """The title without the variant's options at its end: "Chaz Hoodie - XS / Black" -> "Chaz Hoodie"."""
    first = group.rows[0]
    written = title = _own_title(first)
    options = {text.casefold() for name in (*_OPTIONS, "material", "pattern") if (text := cell(first, name))}
    while options and (match := _SUFFIX.match(title)) is not None:
        said = match["options"].casefold().strip()
        if said not in options and not {part.strip() for part in re.split(r"[/,]", said)} <= options:
            break
        title = match["title"].rstrip(" ,")
    if len(group.rows) > 1 and title == written:
        return _shared_start([_own_title(row) for row in group.rows]) or title
    return title


def _own_title(row: Row) -> str:
    return " ".join(cell(row, "title").split())[:LONGEST_TITLE]


def _shared_start(titles: list[str]) -> str:
    """What all titles begin with, where a dash parts it from the rest; empty where they share no such start."""
    low, high = min(titles), max(titles)
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high)))
    head, dash, _ = low[:length].rpartition(" - ")
    return head.strip() if dash else ""


def _without_variant(link: str) -> str:
    """A product's address without the part that chooses a variant."""
    return re.sub(r"[?&](?:sku|variant|variant_id)=[^?&#]*$", "", link)


def _in_effect(period: str, now: datetime) -> bool:
    """Whether now is within "2024-01-01T00:00-0800/2024-02-01T00:00-0800"; a period that cannot be read is none."""
    if not period:
        return True
    start, slash, end = period.partition("/")
    if not slash:
        return False
    try:
        return _moment(start) <= now <= _moment(end)
    except (ValueError, OverflowError):
        return False


def _moment(written: str) -> datetime:
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", written.strip().replace("Z", "+00:00"))
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _lower(sale: str, price: str) -> bool:
    try:
        return price_of(sale)[0] < price_of(price)[0]
    except ValueError:
        return True


def _split(written: list[str]) -> list[str]:
    return [text for value in written for part in re.split(r"[/,]", value) if (text := part.strip())]
