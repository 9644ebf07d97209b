"""The tables beside a feed: what is read out of them, and what of them is told to the shop owner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data.errors import FeedError
from data.feeds.side_files import read_orders, read_promotions, read_related, read_reviews, read_variant_ids
from data.feeds.size_charts import read_size_charts
from data.product import Order, OrderLine, Promotion, Related, Review

Warn = Callable[[str], None]


def dollars(path: Path, warn: Warn) -> tuple[Order, ...]:
    return read_orders(path, "USD", warn)


READERS: dict[str, tuple[Callable[[Path, Warn], object], str]] = {
    "reviews": (read_reviews, "handle,rating\nhat,5\n"),
    "related": (read_related, "handle,other_handle\nhat,scarf\n"),
    "orders": (dollars, "order_number,email\n1,ann@example.com\n"),
    "promotions": (read_promotions, "name\nSpring\n"),
    "variant_ids": (read_variant_ids, "sku,variant_id\nA,1\n"),
    "size_charts": (read_size_charts, "size,chest\nS,80-88\n"),
}
every_reader = pytest.mark.parametrize("name", READERS)


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "side.csv"
    file.write_text(text, encoding="utf-8")
    return file


@every_reader
def test_a_byte_order_mark_semicolons_and_utf16_make_no_difference(name: str, tmp_path: Path) -> None:
    read, text = READERS[name]
    warned: list[str] = []
    expected = read(written(tmp_path, text), warned.append)
    assert expected
    for encoding, content in (("utf-8-sig", text), ("utf-16", text), ("utf-8", text.replace(",", ";"))):
        file = tmp_path / "side.csv"
        file.write_text(content, encoding=encoding)
        assert read(file, warned.append) == expected
    assert warned == []


@every_reader
def test_a_file_that_is_not_what_it_was_given_as_is_refused(name: str, tmp_path: Path) -> None:
    read, _ = READERS[name]
    with pytest.raises(FeedError, match="no such file"):
        read(tmp_path / "gone.csv", print)
    with pytest.raises(FeedError, match="no such file"):
        read(tmp_path, print)
    for content, reason in (
        (b"", "empty"),
        (b"\n\n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "line"),
        (b"a,b\n1,2\n", "no column for"),
    ):
        (tmp_path / "side.csv").write_bytes(content)
        with pytest.raises(FeedError, match=reason) as told:
            read(tmp_path / "side.csv", print)
        assert "side.csv" in str(told.value)


@every_reader
def test_a_header_without_rows_is_nothing(name: str, tmp_path: Path) -> None:
    read, text = READERS[name]
    assert not read(written(tmp_path, text.split("\n")[0] + "\n"), print)


@every_reader
def test_rows_that_cannot_be_taken_are_told_with_their_line_and_stop_nothing(name: str, tmp_path: Path) -> None:
    read, text = READERS[name]
    warned: list[str] = []
    head, good, _ = text.split("\n")
    cells = head.count(",") + 1
    bad = "x" + "," * (cells - 1) if cells > 1 else '""," "'
    taken = read(written(tmp_path, "\n".join([head, bad, good, good + ",one,too,many", ""])), warned.append)
    assert taken == read(written(tmp_path, text), print)
    told = sorted(w.split(":")[0] for w in warned)
    assert told == ["side.csv line 2", "side.csv line 4"] if cells > 1 else ["side.csv line 4"]


def test_reviews_are_read_by_product_in_order(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "id,Product Handle,Stars,Headline,Body,Reviewer,Created At\n"
        "1,hat,4.5,Good,<p>Warm &amp; soft</p>,Ann,2026-03-04T10:00:00Z\n"
        '2,hat,"3,5",,,,soon\n3,scarf,5,,"Two\nlines",Bo,\n4,hat,9,,,,\n5,,4,,,,\n6,hat,none,,,,\n',
    )
    warned: list[str] = []
    assert read_reviews(file, warned.append) == {
        "hat": (Review("hat", 4.5, "Good", "Warm & soft", "Ann", date(2026, 3, 4)), Review("hat", 3.5, "", "")),
        "scarf": (Review("scarf", 5.0, "", "Two\nlines", "Bo"),),
    }
    assert [w.split(":")[0] for w in warned] == ["side.csv line 6", "side.csv line 7", "side.csv line 8"]


def test_the_id_of_a_review_is_not_that_of_its_product(tmp_path: Path) -> None:
    assert set(read_reviews(written(tmp_path, "id,product,rating\n17,hat,5\n"), print)) == {"hat"}
    assert set(read_reviews(written(tmp_path, "id,rating\nhat,5\n"), print)) == {"hat"}


def test_links_have_a_kind_and_two_ends(tmp_path: Path) -> None:
    warned: list[str] = []
    file = written(tmp_path, "handle,kind,other_handle\nhat,Cross-Sell,scarf\nhat,,coat\nhat,cross sell,scarf\nhat,x,hat\n")
    assert read_related(file, warned.append) == {"hat": (Related("hat", "crosssell", "scarf"), Related("hat", "related", "coat"))}
    assert [w.split(":")[0] for w in warned] == ["side.csv line 5"]


ORDERS = """Name,Email,Financial Status,Fulfillment Status,Currency,Created at,Lineitem quantity,\
Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Shipping Method
#1001,ann@example.com,paid,shipped,EUR,2026-03-04 10:00:00 +0100,2,Red Hat,20.00,HAT-RED,0.00,Post
#1001,,,,,,1,Scarf,9.50,SCARF,,
#1002,bo@example.com,refunded,,USD,,1,Coat,99.00,COAT,99.00,
"""


def test_an_order_lies_over_several_rows(tmp_path: Path) -> None:
    warned: list[str] = []
    first, second = dollars(written(tmp_path, ORDERS), warned.append)
    hat, scarf = OrderLine("HAT-RED", "Red Hat", 2, Decimal("20.00")), OrderLine("SCARF", "Scarf", 1, Decimal("9.50"))
    assert first == Order(
        "#1001", "ann@example.com", "shipped", (hat, scarf), "EUR", date(2026, 3, 4), refunded=False, shipping_method="Post"
    )
    assert (second.status, second.refunded, second.placed) == ("refunded", True, None)
    assert warned == []


def test_one_buyer_is_not_told_what_another_bought_under_the_same_number(tmp_path: Path) -> None:
    warned: list[str] = []
    file = written(
        tmp_path,
        "order_number,email,sku,qty,price\n7,ann@example.com,HAT,1,20\n7,bo@example.com,COAT,1,99\n7,ANN@example.com,CAP,1,9\n",
    )
    (order,) = dollars(file, warned.append)
    assert (order.email, [line.sku for line in order.lines]) == ("ann@example.com", ["HAT", "CAP"])
    assert [w.split(":")[0] for w in warned] == ["side.csv line 3"]


def test_orders_that_nobody_could_ask_for_and_lines_without_a_price_are_told(tmp_path: Path) -> None:
    warned: list[str] = []
    file = written(
        tmp_path,
        "order_number,email,sku,qty,price,options\n"
        '1,,HAT,1,20,\n,ann@example.com,HAT,1,20,\n2,ann@example.com,HAT,none,20,\n2,,CAP,1,€ 9,"{""Colour"": ""Red""}"\n',
    )
    (order,) = dollars(file, warned.append)
    assert order.number == "2"
    assert [(line.sku, line.options) for line in order.lines] == [("CAP", {"color": "Red"})]
    assert sorted(w.split(":")[0] for w in warned) == ["side.csv line 2", "side.csv line 3", "side.csv line 4"]


@pytest.mark.parametrize(("price", "column", "expected"), [("20", "", "USD"), ("€20", "", "EUR"), ("20", "gbp", "GBP")])
def test_the_currency_of_an_order_is_the_one_it_names(tmp_path: Path, price: str, column: str, expected: str) -> None:
    file = written(tmp_path, f"order_number,email,sku,price,currency\n1,a@b.example,HAT,{price},{column}\n")
    assert dollars(file, print)[0].currency == expected


def test_promotions_keep_the_shops_words(tmp_path: Path) -> None:
    warned: list[str] = []
    file = written(tmp_path, "name,description,coupon_code,scope\nTen,10% off <b>all</b>,TEN,cart\nFree shipping,,,\n,lost,X,\n")
    assert read_promotions(file, warned.append) == (
        Promotion("Ten", "10% off all", "TEN", "cart"),
        Promotion("Free shipping", "Free shipping"),
    )
    assert [w.split(":")[0] for w in warned] == ["side.csv line 4"]


def test_variant_ids_are_numbers_and_what_a_spreadsheet_rounded_is_told(tmp_path: Path) -> None:
    warned: list[str] = []
    file = written(
        tmp_path,
        "Variant SKU,Variant ID\n'HAT,gid://shopify/ProductVariant/4711\nCAP,4712\nCAP,4713\nCOAT,4.3E+13\n,1\nBAG,\nCAP,4712\n",
    )
    assert read_variant_ids(file, warned.append) == {"HAT": "4711", "CAP": "4712"}
    assert [w.split(":")[0] for w in warned] == [f"side.csv line {n}" for n in (4, 5, 6, 7)]


@pytest.mark.parametrize(
    "unit",
    [
        "chart,applies_to,size,measurement,low,high,unit\n"
        "Tops,Dresses; women,S,Chest,33,35,in\nTops,Dresses; women,S,Height,60,,Inches\n",
        "chart,applies_to,size,unit,Chest,Height\nTops,Dresses; women,S,in,33-35,60\n",
        "chart,applies_to,size,Chest (in),Height (inches),EU,US Size\nTops,Dresses; women,S,33 – 35,60,36,4\n",
        'chart,applies_to,size,Chest,Height\nTops,Dresses; women,S,"33""-35""",60 in.\n',
        'chart,applies_to,size,Chest in mm,Height in cm\nTops,Dresses; women,S,838 to 889,"152,4"\n',
    ],
)
def test_charts_long_and_wide_say_the_same_in_centimetres(tmp_path: Path, unit: str) -> None:
    warned: list[str] = []
    (chart,) = read_size_charts(written(tmp_path, unit), warned.append)
    assert (chart.name, chart.applies_to, chart.unit) == ("Tops", ("dress", "women"), "cm")
    assert chart.rows == {"S": {"chest": (83.8, 88.9), "height": (152.4, 152.4)}}
    assert warned == []


def test_a_chart_in_pounds_is_kept_in_kilograms(tmp_path: Path) -> None:
    (chart,) = read_size_charts(written(tmp_path, "size,weight,chest\nS,100-120 lbs,80-88\n"), print)
    assert chart.rows == {"S": {"weight": (45.4, 54.4), "chest": (80.0, 88.0)}}
    assert chart.name == "side"


def test_chart_rows_that_make_no_sense_are_told(tmp_path: Path) -> None:
    warned: list[str] = []
    file = written(
        tmp_path,
        "size,measurement,low,high,unit\nS,chest,88,80,cm\nM,chest,,,cm\n,chest,1,2,cm\nL,chest,90,95,ell\nXL,chest,95,99,\n",
    )
    (chart,) = read_size_charts(file, warned.append)
    assert chart.rows == {"XL": {"chest": (95.0, 99.0)}}
    assert [w.split(":")[0] for w in warned] == [f"side.csv line {n}" for n in (2, 3, 4, 5)]
    warned.clear()
    (wide,) = read_size_charts(written(tmp_path, "size,chest,waist\nS,88-80,60-64\n"), warned.append)
    assert (wide.rows, len(warned)) == ({"S": {"waist": (60.0, 64.0)}}, 1)


def test_lumas_own_files_are_taken_whole(shopwindow_data: Path) -> None:
    luma = shopwindow_data / "luma"
    warned: list[str] = []
    reviews = read_reviews(luma / "reviews.csv", warned.append)
    assert (len(reviews), sum(map(len, reviews.values()))) == (126, 351)
    links = read_related(luma / "related.csv", warned.append)
    assert sum(map(len, links.values())) == 1479
    assert {link.kind for some in links.values() for link in some} == {"crosssell", "related", "upsell"}
    orders = dollars(luma / "orders.csv", warned.append)
    assert [(o.number, o.refunded, o.lines[0].options) for o in orders] == [
        ("000000001", False, {"size": "XS", "color": "Red"}),
        ("000000002", True, {"size": "XS", "color": "Blue"}),
    ]
    assert len(read_promotions(luma / "promotions.csv", warned.append)) == 5
    assert warned == []
