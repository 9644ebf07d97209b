"""Each format, recognised by its content and read into the same kind of product."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.errors import FeedError
from data.feeds import open_feed
from tests.data.feeds.reading import canonical, only, read, write_csv

SHOPIFY = {
    "Handle": "aria-jacket",
    "Title": "Aria Rain Jacket",
    "Body (HTML)": "<p>Waterproof, with a <b>deep</b> hood.</p><ul><li>No logos</li></ul>",
    "Vendor": "Acme",
    "Product Category": "Women > Tops > Jackets",
    "Type": "Jackets",
    "Tags": "material:Nylon, spring",
    "Published": "TRUE",
    "Option1 Name": "Size",
    "Option1 Value": "S",
    "Option2 Name": "Color",
    "Option2 Value": "Navy",
    "Variant SKU": "A-S-N",
    "Variant Inventory Tracker": "shopify",
    "Variant Inventory Qty": "3",
    "Variant Inventory Policy": "deny",
    "Variant Price": "45.00",
    "Variant Compare At Price": "60.00",
    "Image Src": "images/a.jpg",
    "Image Position": "2",
    "Variant Image": "images/a-navy.jpg",
    "Metafield: custom.activity [list.single_line_text_field]": '["Hiking", "Running"]',
    "Status": "active",
}
SECOND = {
    "Handle": "aria-jacket",
    "Option1 Value": "M",
    "Option2 Value": "Grey",
    "Variant SKU": "A-M-G",
    "Variant Price": "45.00",
}
THIRD = {"Handle": "aria-jacket", "Image Src": "images/b.jpg", "Image Position": "1"}


def test_a_shopify_export_becomes_a_product_with_its_variants(tmp_path: Path) -> None:
    stock = {"Variant Inventory Tracker": "shopify", "Variant Inventory Qty": "0", "Variant Inventory Policy": "deny"}
    product = only(write_csv(tmp_path / "f.csv", [SHOPIFY, {**SECOND, **stock}, THIRD]))
    navy, gray = product.variants
    assert (product.id, product.title, product.brand) == ("aria-jacket", "Aria Rain Jacket", "Acme")
    assert (navy.price, navy.list_price, navy.on_sale, navy.stock) == (Decimal("45.00"), Decimal("60.00"), True, 3)
    assert (gray.list_price, gray.in_stock, gray.stock) == (None, False, 0)
    assert product.images == ("images/b.jpg", "images/a.jpg")
    assert navy.image == "images/a-navy.jpg"
    assert canonical(product, "activity") == {"hiking", "running"}
    assert canonical(product, "material") == {"nylon"}
    assert canonical(product, "gender") == {"women"}
    assert "jacket" in canonical(product, "category")
    assert product.tags == ("spring",)
    assert product.description == "Waterproof, with a deep hood.\nNo logos"


def test_values_are_normalised_and_the_original_is_kept(tmp_path: Path) -> None:
    product = only(write_csv(tmp_path / "f.csv", [SHOPIFY, SECOND]))
    navy, gray = (product.values("color", variant)[0] for variant in product.variants)
    assert (navy.canonical, navy.original, navy.also) == ("navy", "Navy", ("blue",))
    assert (gray.canonical, gray.original) == ("gray", "Grey")


def test_statements_become_records_with_their_sentence_and_negation_is_respected(tmp_path: Path) -> None:
    body = "<p>This shell is waterproof. It is not reversible and has no hood. Made of wool.</p>"
    product = only(write_csv(tmp_path / "f.csv", [{**SHOPIFY, "Body (HTML)": body, "Tags": ""}]))
    stated = {value.canonical: value for slot in product.attributes for value in product.attributes[slot]}
    assert stated["waterproof"].source == "text"
    assert stated["waterproof"].sentence == "This shell is waterproof."
    assert stated["wool"].sentence == "Made of wool."
    assert not {"reversible", "hood", "hooded"} & set(stated)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Status": "draft"}, "draft"),
        ({"Status": "archived"}, "archived"),
        ({"Published": "FALSE"}, "unpublished"),
        ({"Gift Card": "TRUE"}, "gift card"),
    ],
)
def test_what_is_not_for_sale_is_left_out_with_the_reason(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    products, refused, left_out = read(write_csv(tmp_path / "f.csv", [{**SHOPIFY, **change}, {**SHOPIFY, "Handle": "b"}]))
    assert (list(products), refused) == (["b"], [])
    assert [(one.id, one.reason) for one in left_out] == [("aria-jacket", reason)]


def test_shopifys_newer_column_names_are_known(tmp_path: Path) -> None:
    row = {
        "Title": "Aria Jacket",
        "URL handle": "aria",
        "Description": "Warm",
        "Vendor": "Acme",
        "Published on online store": "true",
        "SKU": "A1",
        "Option1 name": "Color",
        "Option1 value": "Red",
        "Price": "10",
        "Inventory tracker": "shopify",
        "Inventory quantity": "2",
        "Product image URL": "a.jpg",
        "Status": "Active",
    }
    product = only(write_csv(tmp_path / "f.csv", [row]))
    assert (product.id, product.variants[0].sku, product.variants[0].stock) == ("aria", "A1", 2)
    assert canonical(product, "color", product.variants[0]) == {"red"}


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
<item><g:id>A-S</g:id><g:item_group_id>a</g:item_group_id><g:title>Aria Jacket - S / Navy</g:title>
<g:description>Warm &amp; dry</g:description>
<g:link>https://shop.example/a?sku=A-S</g:link><g:image_link>https://shop.example/a.jpg</g:image_link>
<g:additional_image_link>https://shop.example/b.jpg</g:additional_image_link>
<g:price>60.00 USD</g:price><g:sale_price>45.00 USD</g:sale_price>
<g:availability>in_stock</g:availability><g:brand>Acme</g:brand><g:color>Navy</g:color>
<g:size>S</g:size><g:gender>female</g:gender>
<g:product_type>Women &gt; Jackets</g:product_type></item>
<item><g:id>A-M</g:id><g:item_group_id>a</g:item_group_id><g:title>Aria Jacket - M / Navy</g:title>
<g:image_link>https://shop.example/a.jpg</g:image_link>
<g:price>60.00 USD</g:price><g:availability>out_of_stock</g:availability><g:color>Navy</g:color><g:size>M</g:size></item>
</channel></rss>"""


def test_a_merchant_feed_groups_its_items(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    product = only(path)
    small, medium = product.variants
    assert (product.id, product.title, product.type_path) == ("a", "Aria Jacket", ("Women", "Jackets"))
    assert (small.price, small.list_price, small.currency) == (Decimal("45.00"), Decimal("60.00"), "USD")
    assert (medium.price, medium.in_stock) == (Decimal("60.00"), False)
    assert canonical(product, "gender") == {"women"}
    assert product.images == ("https://shop.example/a.jpg", "https://shop.example/b.jpg")


def test_a_merchant_feed_may_be_tab_separated(tmp_path: Path) -> None:
    row = {
        "id": "1",
        "title": "Mug",
        "price": "9.00 EUR",
        "image link": "m.jpg",
        "link": "https://x.example/m",
        "availability": "in stock",
    }
    product = only(write_csv(tmp_path / "feed.tsv", [row], delimiter="\t"))
    assert (product.variants[0].price, product.variants[0].currency) == (Decimal("9.00"), "EUR")


WOO = [
    {
        "ID": "10",
        "Type": "variable",
        "SKU": "TEE",
        "Name": "Plain Tee",
        "Published": "1",
        "Categories": "Clothing, Clothing > Tees",
        "Images": "t.jpg, u.jpg",
        "Regular price": "",
        "Parent": "",
        "Attribute 1 name": "Color",
        "Attribute 1 value(s)": "Red, Blue",
        "Attribute 2 name": "Fabric",
        "Attribute 2 value(s)": "Cotton",
    },
    {
        "ID": "11",
        "Type": "variation",
        "SKU": "TEE-R",
        "Name": "Plain Tee - Red",
        "Published": "1",
        "Regular price": "20",
        "Sale price": "15",
        "Stock": "4",
        "In stock?": "1",
        "Parent": "TEE",
        "Attribute 1 name": "Color",
        "Attribute 1 value(s)": "Red",
    },
    {
        "ID": "12",
        "Type": "variation",
        "SKU": "TEE-B",
        "Name": "Plain Tee - Blue",
        "Published": "1",
        "Regular price": "20",
        "Stock": "0",
        "In stock?": "0",
        "Parent": "TEE",
        "Attribute 1 name": "Color",
        "Attribute 1 value(s)": "Blue",
    },
]


def test_woocommerces_variations_join_their_parent(tmp_path: Path) -> None:
    product = only(write_csv(tmp_path / "woo.csv", WOO))
    red, blue = product.variants
    assert (product.title, product.type_path, product.images) == ("Plain Tee", ("Clothing", "Tees"), ("t.jpg", "u.jpg"))
    assert (red.price, red.list_price, red.options) == (Decimal(15), Decimal(20), {"color": "Red"})
    assert (blue.price, blue.in_stock) == (Decimal(20), False)
    assert canonical(product, "material") == {"cotton"}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 2, 3, 0), (3, 1, 0, 2), (2, 0, 3, 1)])
@pytest.mark.parametrize("names", [("id:10", "TEE"), ("id:10", "id: 10"), ("TEE", "ID:10")])
def test_a_parent_is_found_by_its_number_or_its_sku(tmp_path: Path, names: tuple[str, str], order: tuple[int, ...]) -> None:
    other = {"ID": "20", "Type": "simple", "SKU": "MUG", "Name": "Mug", "Published": "1", "Regular price": "8"}
    rows = [WOO[0], {**WOO[1], "Parent": names[0]}, {**WOO[2], "Parent": names[1]}, other]
    products, refused, _ = read(write_csv(tmp_path / "woo.csv", [rows[n] for n in order]))
    assert (set(products), refused) == ({"TEE", "MUG"}, [])
    assert {v.sku for v in products["TEE"].variants} == {"TEE-R", "TEE-B"}
    assert (products["TEE"].title, products["TEE"].type_path) == ("Plain Tee", ("Clothing", "Tees"))


def test_a_variation_takes_the_stock_of_its_parent_where_it_says_so(tmp_path: Path) -> None:
    rows = [{**WOO[0], "Stock": "7"}, {**WOO[1], "Stock": "parent"}, {**WOO[2], "Stock": "", "In stock?": "1"}]
    red, blue = only(write_csv(tmp_path / "woo.csv", rows)).variants
    assert [(v.stock, v.in_stock) for v in (red, blue)] == [(7, True), (7, True)]
    rows[0]["Stock"] = "0"
    assert [v.in_stock for v in only(write_csv(tmp_path / "woo.csv", rows)).variants] == [False, False]


OUT = (
    *("not available", "Not_Available", "currently unavailable", "Sold out", "SOLD-OUT", "discontinued", "out of stock", "no"),
    *("OutOfStock", "https://schema.org/OutOfStock", "http://schema.org/Discontinued", "no longer available", "0", "None left"),
    *("not in stock", "in stock: no", "false", "temporarily out of stock", "ausverkauft", "nicht verfügbar", "rupture de stock"),
)
IN = (
    *("in stock", "InStock", "yes", "1", "1.0", "12", "https://schema.org/InStock", "preorder", "backorder", "only 10 left", ""),
    *("limited availability", "in stock - no backorders", "a word that is not known", "none", "in stock / 3 days"),
)


@pytest.mark.parametrize(("written", "there"), [*((w, False) for w in OUT), *((w, True) for w in IN)])
@pytest.mark.parametrize("kind", ["generic", "stock", "own", "merchant", "woocommerce"])
def test_what_cannot_be_bought_is_out_of_stock_in_every_format(tmp_path: Path, kind: str, written: str, there: bool) -> None:
    path = tmp_path / "f"
    if kind == "woocommerce":
        write_csv(
            path, [{"Type": "simple", "Published": "1", "SKU": "a", "Name": "Mug", "Regular price": "8", "In stock?": written}]
        )
    elif kind == "merchant":
        write_csv(path, [{"id": "a", "title": "Mug", "price": "8 USD", "link": "l", "image_link": "i", "availability": written}])
    elif kind == "own":
        path.write_text(json.dumps({"id": "a", "title": "Mug", "variants": [{"sku": "b", "price": 8, "availability": written}]}))
    else:
        write_csv(path, [{"id": "a", "title": "Mug", "price": "8", "stock" if kind == "stock" else "availability": written}])
    assert only(path).variants[0].in_stock is there


PLAIN = {
    "id": "m1",
    "name": "Stone Mug",
    "price": "12.50",
    "brand": "Kiln",
    "category": "Kitchen > Mugs",
    "attributes": '{"capacity": "350 ml", "dishwasher_safe": true}',
}


@pytest.mark.parametrize("kind", ["csv", "semicolons", "jsonl", "json", "parquet"])
def test_a_generic_table_is_read_by_the_usual_names(tmp_path: Path, kind: str) -> None:
    record = {**PLAIN, "attributes": json.loads(PLAIN["attributes"])}
    path = tmp_path / f"feed.{kind}"
    if kind in ("csv", "semicolons"):
        write_csv(path, [PLAIN], delimiter=";" if kind == "semicolons" else ",")
    elif kind == "parquet":
        pq.write_table(pa.Table.from_pylist([PLAIN]), path)
    else:
        path.write_text(json.dumps(record) if kind == "jsonl" else json.dumps([record]), encoding="utf-8")
    product = only(path)
    assert (product.id, product.title, product.brand) == ("m1", "Stone Mug", "Kiln")
    assert product.variants[0].price == Decimal("12.50")
    assert canonical(product, "capacity") == {"350 ml"}
    assert canonical(product, "dishwasher_safe") == {"yes"}
    assert "mug" in canonical(product, "category")


def test_a_field_whose_first_name_is_taken_is_found_by_its_next(tmp_path: Path) -> None:
    row = {"id": "1", "title": "Mug", "regular_price": "10", "msrp": "15"}
    variant = only(write_csv(tmp_path / "f.csv", [row])).variants[0]
    assert (variant.price, variant.list_price) == (Decimal(10), Decimal(15))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map.toml", 'title = "Bezeichnung"\nprice = "VK brutto"\nattributes = ["Farbe"]\n'),
        ("map.yml", "title: Bezeichnung\nprice: VK brutto\nattributes: [Farbe]\n"),
        ("map.json", '{"title": "Bezeichnung", "price": "VK brutto", "attributes": ["Farbe"]}'),
    ],
)
def test_a_mapping_names_other_columns(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    feed = write_csv(
        tmp_path / "f.csv", [{"id": "1", "Bezeichnung": "Tasse", "VK brutto": "12,50 €", "Farbe": "navy", "Lager": "A7"}]
    )
    product = only(feed, mapping=tmp_path / name)
    assert (product.title, product.variants[0].price, product.variants[0].currency) == ("Tasse", Decimal("12.50"), "EUR")
    assert canonical(product, "color", product.variants[0]) == {"navy"}
    assert "lager" not in set(product.slots())


def test_a_mapping_that_names_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('title = "Nope"', encoding="utf-8")
    feed = write_csv(tmp_path / "f.csv", [PLAIN])
    with pytest.raises(FeedError, match="Nope"):
        open_feed(feed, mapping=tmp_path / "m.toml")


def test_rows_of_one_group_are_variants(tmp_path: Path) -> None:
    rows = [
        {"item_group_id": "g", "id": f"g-{size}", "title": "Tee", "price": "9", "size": size, "color": "Red"}
        for size in ("S", "M")
    ]
    product = only(write_csv(tmp_path / "f.csv", rows))
    assert [variant.options for variant in product.variants] == [{"size": "S", "color": "Red"}, {"size": "M", "color": "Red"}]


def test_another_format_than_the_one_said_is_refused_with_what_was_expected(tmp_path: Path) -> None:
    feed = write_csv(tmp_path / "f.csv", [PLAIN])
    with pytest.raises(FeedError, match="Handle"):
        open_feed(feed, format="shopify")


@pytest.mark.parametrize(
    ("title", "body", "stated", "unstated"),
    [
        ("Front Hall Runner", "A rug of wool.", set(), {"running"}),
        ("Trail Shoes for Running", "Light.", {"running"}, set()),
        ("Kids' Sweater", "Nobody hand-washes a sweater. Machine washable.", {"machine washable"}, {"hand wash"}),
        ("Crew Tee", "Just like its v-neck counterpart, but rounder.", set(), {"v-neck"}),
        ("Gourd Lamp", "A tapered shade on a round base.", set(), {"tapered"}),
        ("Chino Pants", "A tapered leg.", {"tapered"}, set()),
    ],
)
def test_only_what_is_said_of_the_product_itself_is_stated(
    tmp_path: Path, title: str, body: str, stated: set[str], unstated: set[str]
) -> None:
    row = {"id": "1", "title": title, "price": "9", "description": body}
    product = only(write_csv(tmp_path / "f.csv", [row]))
    found = {value.canonical for values in product.attributes.values() for value in values}
    assert stated <= found
    assert not unstated & found


@pytest.mark.parametrize(
    ("kind", "style", "named"),
    [
        ("Home > Lighting > Lamps", "Table Lamp", "table lamp"),
        ("Women > Pants", "Leggings", "leggings"),
        ("Bags > Backpacks", "Laptop", ""),
    ],
)
def test_a_style_that_names_a_kind_of_the_product_is_its_category_too(tmp_path: Path, kind: str, style: str, named: str) -> None:
    product = only(
        write_csv(tmp_path / "f.csv", [{"id": "1", "title": "Moonstand", "price": "9", "category": kind, "style": style}])
    )
    assert (named in canonical(product, "category")) == bool(named)
    assert "laptop" not in canonical(product, "category")
