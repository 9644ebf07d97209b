"""The law of every format: whatever stands in a row, it is read or refused with a reason, and a good row beside it is read."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.feeds import LeftOut, Refused, open_feed
from data.feeds.columns import FIELDS
from data.product import Product
from data.product_text import embedding_text, searchable_text
from data.records import decode_product, encode_product

Cells = Mapping[str, object]

ODD = (
    *("", " ", "<![x", "<b <b", "&#" + "9" * 5_000 + ";", "9" * 400, "1e400", "-0", "NaN", "inf", "٣", "½", "１２", "-"),
    *("[[", "[{", "{}", "[]", "[null]", '[{"sku":null}]', '[{"price":{}}]', '{"a":{"b":[1]}}', "[" * 900 + "]" * 900),
    *("🦊" * 50, "a" * 400, "2024-13-45", "0000-00-00", "9999-12-31", "id:", "id:1", "parent", "http://[", "data:", "> > >"),
    *("|", ":", "0%", "%", "'", "$", "\\", ",,", ";;", "€5", "5-", "Rs.", "1.2.3.4", "10 20", "2024-01-01/", "T00:00Z/T"),
    *("0001-01-01T00:00+14:00/9999-12-31T23:59-14:00", "true", "²³", "ǆ", "ß", "İ", "\u2028", "\u200b", "1_000", "8 1/2"),
    *("(((", "variable", "variation", "Out of stock"),
)
TEXT = st.one_of(st.sampled_from(ODD), st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20))
NAMES = st.one_of(TEXT, st.sampled_from(["sku", "price", "src", "name", "value", "options", "size"]))
JSON = st.recursive(
    st.one_of(TEXT, st.none(), st.booleans(), st.integers(-(2**65), 2**65), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=8,
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "shopify": (
        *("Handle", "Title", "Variant Price", "Body (HTML)", "Vendor", "Type", "Product Category", "Tags", "Published", "Status"),
        *("Option1 Name", "Option1 Value", "Variant SKU", "Variant Compare At Price", "Variant Inventory Tracker"),
        *("Variant Inventory Qty", "Image Src", "Image Position", "Created At", "Metafield: custom.material", "Gift Card"),
    ),
    "woocommerce": (
        *("SKU", "Name", "Regular price", "ID", "Type", "Published", "Description", "In stock?", "Stock", "Sale price", "Parent"),
        *("Date sale price starts", "Date sale price ends", "Categories", "Tags", "Images", "Weight (kg)", "Date created"),
        *("Attribute 1 name", "Attribute 1 value(s)", "Backorders allowed?"),
    ),
    "merchant": (
        *("id", "title", "price", "description", "link", "image_link", "availability", "sale_price", "sale_price_effective_date"),
        *(
            "brand",
            "google_product_category",
            "product_type",
            "item_group_id",
            "color",
            "size",
            "material",
            "gender",
            "age_group",
        ),
        *("quantity", "condition", "product_detail", "additional_image_link"),
    ),
    "generic": ("id", "title", "price", *(names[0] for field, names in FIELDS.items() if field not in ("id", "title", "price"))),
}


def write_table(path: Path, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def write_xml(path: Path, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    items = ("".join(f"<g:{name}>{escape(str(row[name]))}</g:{name}>" for name in columns) for row in rows)
    text = "".join(f"<item>{item}</item>" for item in items)
    path.write_text(f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{text}</channel></rss>', encoding="utf-8")


def write_json(path: Path, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    path.write_text(json.dumps(rows), encoding="utf-8")


def write_lines(path: Path, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def write_parquet(path: Path, columns: Sequence[str], rows: Sequence[Cells]) -> None:
    texts = [pa.array([str(row[name]) for row in rows], pa.string()) for name in columns]
    cells = [text.cast(pa.binary()) if place % 3 == 0 else text for place, text in enumerate(texts)]
    pq.write_table(pa.Table.from_arrays(cells, names=list(columns)), path)


@pytest.mark.parametrize(
    ("format", "columns", "write", "cells"),
    [
        ("shopify", "shopify", write_table, TEXT),
        ("woocommerce", "woocommerce", write_table, TEXT),
        ("merchant", "merchant", write_table, TEXT),
        ("merchant", "merchant", write_xml, TEXT),
        ("csv", "generic", write_table, TEXT),
        ("jsonl", "generic", write_json, JSON),
        ("jsonl", "generic", write_lines, JSON),
        ("parquet", "generic", write_parquet, TEXT),
    ],
    ids=["Shopify", "WooCommerce", "Merchant", "Merchant XML", "CSV", "JSON", "JSON lines", "Parquet"],
)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_row_stops_a_feed(
    format: str, columns: str, write: object, cells: st.SearchStrategy[object], data: st.DataObject
) -> None:
    names = COLUMNS[columns]
    key, title, price = names[:3]
    sound = {key: st.sampled_from(["a", "b", "c"]), title: st.just("Vase"), price: st.sampled_from(["3", "$4"])}
    odd = st.fixed_dictionaries({name: st.one_of(sound.get(name, st.just("")), cells) for name in names})
    rows = [row for row in data.draw(st.lists(odd, max_size=4)) if "the-good-one" not in map(str, row.values())]
    good = {**dict.fromkeys(names, ""), key: "the-good-one", title: "Stone Mug", price: "12.50"}
    rows.insert(data.draw(st.integers(0, len(rows))), good)
    with TemporaryDirectory() as folder:
        write(path := Path(folder) / "feed", names, rows)  # type: ignore[operator]
        found = list(open_feed(path, format=format, currency="USD").products())
    products = {one.id: one for one in found if isinstance(one, Product)}
    assert products["the-good-one"].title == "Stone Mug"
    assert all(one.reason and one.line for one in found if isinstance(one, (Refused, LeftOut)))
    for product in products.values():
        assert decode_product(encode_product(product)) == product
        assert searchable_text(product)
        assert embedding_text(product)


@pytest.mark.parametrize("unit", ["word ", "a > ", "a - ", "( ", "1 ", " ", "<b ", "a, ", "?sku=", "no wool ", "[", "a\n"])
@pytest.mark.parametrize("format", ["shopify", "woocommerce", "merchant", "csv"])
def test_the_time_of_a_row_grows_with_its_length(tmp_path: Path, format: str, unit: str) -> None:
    """Thirty times the length, about thirty times the work, not 900; the processor's time is counted, not the clock's."""
    names = COLUMNS["generic" if format == "csv" else format]

    def seconds(length: int) -> float:
        long = f"a 1{unit * (length // len(unit))}b"
        row = {**dict.fromkeys(names, long), names[0]: "a", names[2]: "3"}
        write_table(tmp_path / "f.csv", names, [row])
        times = []
        for _ in range(2):
            started = time.thread_time()
            list(open_feed(tmp_path / "f.csv", format=format, currency="USD").products())
            times.append(time.thread_time() - started)
        return min(times)

    assert seconds(30_000) < 300 * seconds(1_000) + 0.3
