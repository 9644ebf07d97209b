"""What goes wrong in feeds: a row that cannot be taken is told with its line, a file that is no feed with what was expected."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.errors import FeedError
from data.feeds import open_feed
from tests.data.feeds.reading import canonical, only, read, write_csv

GOOD = {"id": "good", "title": "Stone Mug", "price": "12.50"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "b", "title": "", "price": "3"}, "no title"),
        ({"id": "b", "title": "Vase", "price": ""}, "no price"),
        ({"id": "b", "title": "Vase", "price": "-3"}, "negative"),
        ({"id": "b", "title": "Vase", "price": "5.00-"}, "negative"),
        ({"id": "b", "title": "Vase", "price": "5.00 USD -"}, "negative"),
        ({"id": "b", "title": "Vase", "price": "19.99 29.99"}, "one price"),
        ({"id": "b", "title": "Vase", "price": "10 20"}, "one price"),
        ({"id": "b", "title": "Vase", "price": "1 299 1 499"}, "one price"),
        ({"id": "b", "title": "Vase", "price": "1.299.00"}, "not a price"),
        ({"id": "b", "title": "Vase", "price": "1,2,3"}, "not a price"),
        ({"id": "b", "title": "Vase", "price": "€12 USD"}, "two currencies"),
        ({"id": "b", "title": "Vase", "price": "€12"}, "EUR"),
        ({"id": "b", "title": "Vase", "price": "A$12"}, "AUD"),
        ({"id": "b", "title": "Vase", "price": "cheap"}, "not a price"),
        ({"id": "b", "title": "Vase", "price": "9.00 EUR"}, "EUR"),
        ({"id": "b", "title": "Vase", "price": "1e999"}, "price"),
        ({"id": "b", "title": "Vase", "price": "9" * 50}, "price"),
        ({"id": "good", "title": "Another", "price": "3"}, "unique"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_stops_nothing(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    feed = write_csv(tmp_path / "f.csv", [{**GOOD, "price": "$12.50"}, row, {**GOOD, "id": "last", "price": "$1"}])
    products, refused, _ = read(feed)
    assert list(products) == ["good", "last"]
    assert [one.line for one in refused] == [3]
    assert reason in refused[0].reason


def test_a_variant_that_cannot_be_taken_leaves_the_others(tmp_path: Path) -> None:
    rows = [
        {"item_group_id": "g", "id": f"g-{n}", "title": "Tee", "price": price, "size": str(n)}
        for n, price in enumerate(("9", "free", "8"))
    ]
    products, refused, _ = read(write_csv(tmp_path / "f.csv", rows))
    assert [variant.id for variant in products["g"].variants] == ["g-0", "g-2"]
    assert [(one.line, "free" in one.reason) for one in refused] == [(3, True)]


def test_lines_are_counted_over_quoted_newlines(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text('id,title,price\na,"Two\nlines",3\nb,Vase,free\n', encoding="utf-8")
    products, refused, _ = read(path)
    assert products["a"].title == "Two lines"
    assert [one.line for one in refused] == [4]


def test_rows_with_too_many_or_too_few_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("id,title,price,color\na,Mug,3,red\nb,Mug, blue,4,red\nc\nd,Bowl,5\n", encoding="utf-8")
    products, refused, _ = read(path)
    assert list(products) == ["a", "d"]
    assert [one.line for one in refused] == [3, 4]


def test_a_broken_json_line_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(
        '{"id":"a","title":"Mug","price":3}\n{"id":"b", oops\n{"id":"c","title":"Bowl","price":4}\n', encoding="utf-8"
    )
    products, refused, _ = read(path)
    assert list(products) == ["a", "c"]
    assert [one.line for one in refused] == [2]


@pytest.mark.parametrize("kind", ["jsonl", "json"])
@pytest.mark.parametrize("depth", [100, 500, 2_000, 200_000])
def test_a_row_nested_too_deeply_is_told_and_the_others_are_read(tmp_path: Path, kind: str, depth: int) -> None:
    deep = '{"id":"b","title":"Vase","price":3,"x":' + '{"y":[' * depth + '"]\\"}"' + "]}" * depth + "}"
    rows = ['{"id":"a","title":"Mug","price":3}', deep, '{"id":"c","title":"Bowl","price":4}']
    path = tmp_path / "f"
    path.write_text("\n".join(rows) if kind == "jsonl" else f"[{','.join(rows)}]", encoding="utf-8")
    products, refused, _ = read(path)
    assert list(products) == ["a", "c"]
    assert [(one.line, bool(one.reason)) for one in refused] == [(2, True)]


@pytest.mark.parametrize("depth", [60, 2_000, 200_000])
def test_tags_nested_too_deeply_stop_nothing(tmp_path: Path, depth: int) -> None:
    deep = "<x>" * depth + "deep" + "</x>" * depth
    item = "<item><g:id>{0}</g:id><g:title>Mug {0}</g:title><g:price>3 USD</g:price><g:material>{1}</g:material></item>"
    items = item.format("a", "") + item.format("b", deep) + item.format("c", "clay")
    path = tmp_path / "f.xml"
    path.write_text(f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{items}</channel></rss>', encoding="utf-8")
    products, refused, _ = read(path)
    assert (list(products), refused) == (["a", "b", "c"], [])
    assert canonical(products["c"], "material") == {"clay"}


@pytest.mark.parametrize("column", ["images", "tags", "attributes", "variants", "options", "category", "description", "x"])
@pytest.mark.parametrize("depth", [100, 500, 900, 2_000])
def test_a_cell_nested_too_deeply_says_nothing(tmp_path: Path, column: str, depth: int) -> None:
    for deep in ("[" * depth + '"a"' + "]" * depth, '[{"x":' * depth + "1" + "}]" * depth):
        feed = write_csv(tmp_path / "f.csv", [{**GOOD, column: deep}, {**GOOD, "id": "last", column: ""}])
        products, refused, _ = read(feed)
        assert (list(products), refused) == (["good", "last"], [])
        assert "x" not in set(products["good"].slots())


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("1.299,00 €", "1299.00", "EUR"),
        ("£1,299", "1299", "GBP"),
        ("USD 12.50", "12.50", "USD"),
        ("12,5", "12.5", "USD"),
        ("1 234,50 kr", "1234.50", "SEK"),
        ("1 299", "1299", "USD"),
        ("1'299.50 CHF", "1299.50", "CHF"),
        ("Rs. 500", "500", "INR"),
        ("Rs.1,00,000.00", "100000.00", "INR"),
        ("0,999 EUR", "0.999", "EUR"),
        ("0.999 EUR", "0.999", "EUR"),
        ("1234,567", "1234.567", "USD"),
        ("$.99", "0.99", "USD"),
        ("12,- €", "12", "EUR"),
        ("Fr. 12.–", "12", "CHF"),
        ("249:- kr", "249", "SEK"),
        ("$12.50 AUD", "12.50", "AUD"),
        ("US $12", "12", "USD"),
        ("0", "0", "USD"),
    ],
)
def test_prices_are_read_as_people_write_them(tmp_path: Path, written: str, amount: str, currency: str) -> None:
    variant = only(write_csv(tmp_path / "f.csv", [{**GOOD, "price": written}])).variants[0]
    assert (str(variant.price), variant.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("written", "currency"),
    [("$12", "AUD"), ("$12", "MXN"), ("12 kr", "DKK"), ("12 kr.", "NOK"), ("¥12", "CNY"), ("£12", "EGP"), ("Rs 12", "PKR")],
)
def test_a_symbol_of_several_currencies_is_the_one_that_is_said(tmp_path: Path, written: str, currency: str) -> None:
    for column, given in ({}, currency), ({"currency": currency.lower()}, None), ({"currency": currency}, currency):
        variant = only(write_csv(tmp_path / "f.csv", [{**GOOD, "price": written, **column}]), currency=given).variants[0]
        assert (str(variant.price), variant.currency) == ("12", currency)


def test_a_currency_column_that_contradicts_the_price_is_told(tmp_path: Path) -> None:
    rows = [{**GOOD, "currency": "USD"}, {**GOOD, "id": "b", "price": "€12", "currency": "USD"}]
    products, refused, _ = read(write_csv(tmp_path / "f.csv", rows))
    assert list(products) == ["good"]
    assert [(one.line, "two currencies" in one.reason) for one in refused] == [(3, True)]


def test_a_sale_price_is_compared_as_its_currency_is_written(tmp_path: Path) -> None:
    row = {**GOOD, "price": "1.299", "sale_price": "999", "currency": "EUR"}
    variant = only(write_csv(tmp_path / "f.csv", [row])).variants[0]
    assert (str(variant.price), str(variant.list_price)) == ("999", "1299")


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("cp1252"),
    ],
    ids=["UTF-8 with a mark", "UTF-16 with a mark", "UTF-16 without", "Windows-1252"],
)
def test_other_encodings_are_recognised(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(encode("id,title,price\r\na,Café Crème Mug,3\r\n"))
    assert only(path).title == "Café Crème Mug"


ROWS = [{"id": "a", "title": "Café Crème Mug", "price": 3}, {"id": "b", "title": "Bowl", "price": 4}]
XML = '<?xml version="1.0" encoding="UTF-16"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>' + "".join(
    f"<item><g:id>{row['id']}</g:id><g:title>{row['title']}</g:title><g:price>{row['price']} USD</g:price></item>" for row in ROWS
)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [json.dumps(ROWS), json.dumps(ROWS, ensure_ascii=False), "\r\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS),
     f"\n {json.dumps(ROWS)}", f"{XML}</channel></rss>"],
    ids=["JSON in ASCII", "JSON", "JSON lines", "blanks before", "XML"],
)  # fmt: skip
def test_what_is_no_table_is_recognised_in_other_encodings_too(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "f"
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    path.write_bytes(mark + text.encode(encoding))
    products, refused, _ = read(path)
    assert ([one.title for one in products.values()], refused) == (["Café Crème Mug", "Bowl"], [])


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_may_end_as_on_any_system(tmp_path: Path, end: str) -> None:
    rows = ["id,title,price,description", *(f'{n},Mug {n},3,"a; b; c; d{end}e; f"' for n in range(5_000)), "x,Vase,free,"]
    path = tmp_path / "f.csv"
    path.write_bytes(end.join(rows).encode())
    products, refused, _ = read(path)
    assert len(products) == 5_000
    assert products["7"].description == "a; b; c; d\ne; f"
    assert [one.line for one in refused] == [10_002]


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary(1), pa.list_(pa.binary()), pa.string()])
def test_text_that_parquet_has_as_bytes_is_text(tmp_path: Path, kind: pa.DataType) -> None:
    is_list = pa.types.is_list(kind)
    columns = {
        "id": pa.array([b"a", b"b"], pa.binary()),
        "title": pa.array(["Café Mug".encode(), "Café Bowl".encode("cp1252")], pa.binary()),
        "price": pa.array([b"3", b"4"], pa.dictionary(pa.int8(), pa.binary())),
        "material": pa.array([["é".encode("cp1252")], [b"w"]] if is_list else [b"w", b"w"], kind),
        "photo": pa.array([b"\x89PNG\r\n\x1a\n\x00", b"\xff\xd8\xff\xe0\x00\x10JFIF"], pa.binary()),
    }
    pq.write_table(pa.table(columns), tmp_path / "f.parquet")
    products, refused, _ = read(tmp_path / "f.parquet")
    assert refused == []
    assert [(one.id, one.title) for one in products.values()] == [("a", "Café Mug"), ("b", "Café Bowl")]
    assert canonical(products["b"], "material") == {"w"}
    assert "photo" not in set(products["a"].slots())


def test_a_moment_that_python_has_none_for_stops_nothing(tmp_path: Path) -> None:
    columns = {
        "id": ["a", "b"],
        "title": ["Mug", "Bowl"],
        "price": [3.0, 4.5],
        "created": pa.array([1_700_000_000_000_000_001, -1], pa.timestamp("ns")),
        "far": pa.array([10**18, 0], pa.timestamp("us")),
        "farther": pa.array([2**30, None], pa.date32()),
        "within": pa.array([[2**62], None], pa.list_(pa.timestamp("us"))),
    }
    pq.write_table(pa.table(columns), tmp_path / "f.parquet")
    products, refused, _ = read(tmp_path / "f.parquet")
    assert (list(products), refused) == (["a", "b"], [])
    assert products["a"].created == date(2023, 11, 14)


BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss>&b;</rss>'
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>&x;</item></channel></rss>'
)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"id,title,price\n", "no rows"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, ""),
        (b"PAR1 and then nothing", "Parquet"),
        (b"name of nothing\nx\ny\n", "title"),
        (b"id,title,price\na,\x00\x01\x02,3\n", "line 2"),
        ("id,title,price\na,Café,3\n".encode() + b"b,Caf\xe9,4\n", "line 3"),
        (BOMB.encode(), ""),
        (OUTSIDE.encode(), ""),
        (b"<rss><channel><item>", ""),
        (b"<html><body>Not found</body></html>", ""),
        (b"{}", ""),
        (b"[1, 2, 3]", ""),
        (",".join(f"c{n}" for n in range(100_000)).encode() + b"\n" + b"1\n", "columns"),
    ],
    ids=["nothing", "blank", "no rows", "a picture", "broken Parquet", "no feed", "control characters", "mixed encodings",
         "entity bomb",
         "outside entity", "cut off XML", "HTML", "empty object", "numbers", "100,000 columns"],
)  # fmt: skip
def test_a_file_that_is_no_feed_is_refused_with_what_was_expected(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "feed"
    path.write_bytes(content)
    with pytest.raises(FeedError, match=word) as told:
        read(path)
    assert str(path) in str(told.value)
    assert "root:" not in str(told.value)


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text('id,title,price\na,Mug,3\nb,"never closed,3\nc,Bowl,4\n', encoding="utf-8")
    products, refused, _ = read(path)
    assert list(products) == ["a"]
    assert [one.line for one in refused] == [3]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="no such file"):
        open_feed(tmp_path / "gone.csv")


def test_cut_off_xml_gives_what_was_whole_and_tells_where_it_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "f.xml"
    item = (
        "<item><g:id>{0}</g:id><g:title>Mug {0}</g:title><g:price>3 USD</g:price>"
        "<g:image_link>m.jpg</g:image_link><g:link>l</g:link></item>"
    )
    whole = '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>' + "".join(item.format(n) for n in range(300))
    path.write_text(whole[:-40], encoding="utf-8")
    products, refused, _ = read(path)
    assert len(products) == 299
    assert [(one.line, "breaks off" in one.reason) for one in refused] == [(300, True)]
