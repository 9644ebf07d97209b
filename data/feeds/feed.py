"""Opening a feed: recognising its format, and handing out its products."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from data.errors import FeedError
from data.feeds import generic, merchant, shopify, woocommerce
from data.feeds.columns import Columns, names_of, read_mapping
from data.feeds.draft import ProductDraft, Unfit, assemble
from data.feeds.encoding import first_characters
from data.feeds.group import LeftOut, Lines, RawGroup, Refused, Row, scattered, single
from data.feeds.json_rows import json_rows
from data.feeds.money import price_of
from data.feeds.parquet_rows import parquet_columns, parquet_rows
from data.feeds.tables import MOST_COLUMNS, Table, open_table
from data.feeds.xml_items import xml_items
from data.product import Product

FORMATS = ("shopify", "merchant", "woocommerce", "csv", "jsonl", "parquet")
DEFAULT_CURRENCY = "USD"

_LOOKED_AT = 200
_WHAT = {
    "shopify": "a Shopify product CSV",
    "merchant": "a Google Merchant feed (RSS with g: elements, or tab-separated)",
    "woocommerce": "a WooCommerce product CSV",
}

_DATED = (*merchant.DATED, *woocommerce.DATED)

Group = Callable[[Lines], Iterator["RawGroup | Refused"]]
Draft = Callable[[RawGroup], "ProductDraft | LeftOut"]


class Feed:
    """One feed, opened. `raw_groups` may be walked several times; `parse` makes a product of a group.

    `currency` is the one given, else that of the first price that names one, else US dollars; a price in another is refused.
    """

    def __init__(self, format: str, lines: Callable[[], Lines], group: Group, draft: Draft, currency: str | None) -> None:
        self.format = format
        self._lines, self._group, self._draft = lines, group, draft
        self.currency = currency or _stated_currency(lines, draft) or DEFAULT_CURRENCY
        self._rows_refused: list[Refused] = []

    def raw_groups(self) -> Iterator[RawGroup | Refused]:
        """The rows of each product, and the rows that cannot be read or belong to none."""
        return self._group(self._lines())

    def parse(self, group: RawGroup) -> Product | Refused | LeftOut:
        """The product, or why there is none. Rows of it that could not be taken are told by `rows_refused`."""
        draft = self._draft(group)
        if isinstance(draft, LeftOut):
            return draft
        try:
            product, refused = assemble(draft, self.currency)
        except Unfit as unfit:
            return Refused(group.line, group.key, str(unfit), unfit.value)
        self._rows_refused += refused
        return product

    def depends_on_day(self, group: RawGroup) -> bool:
        """Whether `parse` may say something else on another day, though no row changes."""
        return any(row.get(column) for row in group.rows for column in _DATED)

    def rows_refused(self) -> list[Refused]:
        """The variants that `parse` has left out of the products it returned, since this was last called."""
        told, self._rows_refused = self._rows_refused, []
        return told

    def products(self) -> Iterator[Product | Refused | LeftOut]:
        """Every product in the order of the feed; the rows refused of a product follow it."""
        for group in self.raw_groups():
            if isinstance(group, Refused):
                yield group
                continue
            yield self.parse(group)
            yield from self.rows_refused()


def open_feed(source: Path, *, format: str = "auto", mapping: Path | None = None, currency: str | None = None) -> Feed:
    """Opens a feed of any known format, which is told by its content.

    `mapping` names the columns of a generic feed (see `data.feeds.columns`). Raises `FeedError` saying what was expected, when
    the file is no feed, has no rows, or is not of the format given.
    """
    if format not in ("auto", *FORMATS):
        raise FeedError(f"unknown format {format!r}; there are auto, {', '.join(FORMATS)}")
    if not source.is_file():
        raise FeedError(f"{source}: no such file")
    given = read_mapping(mapping) if mapping else None
    currency = currency.strip().upper() if currency else None
    with source.open("rb") as file:
        head = file.read(4_096)
    start = first_characters(head)
    if not start:
        raise FeedError(f"{source}: the file is empty; expected a product feed")
    if format == "parquet" or (format == "auto" and head.startswith(b"PAR1")):
        names = parquet_columns(source)
        return _generic("parquet", source, partial(parquet_rows, source), names, given, currency)
    if format in ("auto", "merchant") and start.startswith("<"):
        return _merchant(source, partial(xml_items, source), currency)
    if format == "jsonl" or (format == "auto" and start.startswith(("{", "["))):
        return _generic("jsonl", source, partial(json_rows, source), None, given, currency)
    return _table(source, format, given, currency)


def _table(source: Path, format: str, mapping: Mapping[str, object] | None, currency: str | None) -> Feed:
    table = open_table(source)
    auto = format == "auto" and mapping is None
    if format == "shopify" or (auto and shopify.is_shopify(table.columns)):
        _need("shopify", source, shopify.is_shopify(table.columns), shopify.NEEDED, table.columns)
        group: Group = partial(scattered, key=shopify.key, clash=shopify.clash)
        return _feed("shopify", source, table.rows, group, shopify.draft, currency)
    if format == "woocommerce" or (auto and woocommerce.is_woocommerce(table.columns)):
        _need("woocommerce", source, woocommerce.is_woocommerce(table.columns), woocommerce.NEEDED, table.columns)
        group = partial(scattered, key=woocommerce.key, clash=woocommerce.clash, other_name=woocommerce.other_name)
        return _feed("woocommerce", source, table.rows, group, woocommerce.draft, currency)
    if format == "merchant" or (auto and merchant.is_merchant(table.columns)):
        return _merchant(source, partial(_renamed, table), currency)
    return _generic("csv", source, table.rows, list(table.columns), mapping, currency)


def _renamed(table: Table) -> Lines:
    names = merchant.columns(table.columns)
    for line in table.rows():
        yield line if isinstance(line, Refused) else (line[0], {names[name]: value for name, value in line[1].items()})


def _merchant(source: Path, lines: Callable[[], Lines], currency: str | None) -> Feed:
    names = names_of(_first_rows(source, lines))
    _need("merchant", source, set(names) >= merchant.NEEDED, merchant.NEEDED, names)
    return _feed("merchant", source, lines, partial(scattered, key=merchant.key, clash=merchant.clash), merchant.draft, currency)


def _generic(
    format: str,
    source: Path,
    lines: Callable[[], Lines],
    names: list[str] | None,
    mapping: Mapping[str, object] | None,
    currency: str | None,
) -> Feed:
    rows = _first_rows(source, lines) if names is None else []
    names = names_of(rows) if names is None else names
    if len(names) > MOST_COLUMNS:
        raise FeedError(
            f"{source}: {len(names):,} columns; a product feed has at most {MOST_COLUMNS:,}. Is it another kind of file?"
        )
    columns = Columns(source, names, mapping)
    several = "group" in columns.of or ("id" in columns.of and ("sku" in columns.of or "variant_id" in columns.of))
    group: Group = (
        partial(scattered, key=columns.key, clash=partial(generic.clash, columns=columns))
        if several
        else partial(single, key=columns.key)
    )
    return _feed(format, source, lines, group, partial(generic.draft, columns=columns), currency)


def _feed(format: str, source: Path, lines: Callable[[], Lines], group: Group, draft: Draft, currency: str | None) -> Feed:
    _first_rows(source, lines)
    return Feed(format, lines, group, draft, currency)


def _first_rows(source: Path, lines: Callable[[], Lines]) -> list[Row]:
    """Some rows, to look at. Raises `FeedError` where there are none."""
    refused: Refused | None = None
    rows: list[Row] = []
    for line in islice(lines(), _LOOKED_AT):
        if isinstance(line, Refused):
            refused = refused or line
        else:
            rows.append(line[1])
    if rows:
        return rows
    if refused is not None:
        raise FeedError(f"{source}: line {refused.line}: {refused.reason}; expected a product feed")
    raise FeedError(f"{source}: no rows; expected a product feed with at least one product")


def _need(format: str, source: Path, there: bool, needed: frozenset[str], columns: Collection[str]) -> None:
    if not there:
        found = ", ".join(list(columns)[:20])[:400]
        raise FeedError(f"{source}: not {_WHAT[format]}: expected {', '.join(sorted(needed))}; found {found or 'none'}")


def _stated_currency(lines: Callable[[], Lines], draft: Draft) -> str | None:
    """The currency of the first price that names one, among the first rows."""
    for line in islice(lines(), _LOOKED_AT):
        if isinstance(line, Refused):
            continue
        found = draft(RawGroup("", line[0], b"", (line[1],), (line[0],)))
        for variant in found.variants if isinstance(found, ProductDraft) else ():
            try:
                if (currency := price_of(variant.price)[1]) is not None:
                    return currency
            except ValueError:
                continue
    return None
