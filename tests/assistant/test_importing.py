"""An import from nothing: the store that comes of it, and the report of what was taken, refused and left out."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from assistant.importing import ImportOptions, Refusal, import_feed
from data.errors import ConfigError, FeedError, StoreError
from data.product_text import embedding_text
from data.store import Store
from data.store_writer import importing
from nlu.encoder import SentenceEncoder
from tests.assistant.written_feed import HATS, Item, bring, leftovers, write_feed

MIXED = """id,title,price,category,color,stock
p1,Oak Stool,49.00,Stools,Brown,3
p2,,10,Stools,Red,1
p3,Red Stool,free,Stools,Red,1
p4,Tall Stool,"1,299.00",Stools,Blue,
p1,Oak Stool again,49.00,Stools,Brown,3
"p5",Torn
p6,Low Stool,9.99 EUR,Stools,Blue,2
"""


def test_an_imported_store_opens_and_answers(tmp_path: Path, encoder: SentenceEncoder) -> None:
    report = bring(tmp_path, encoder)
    store = Store.open(tmp_path / "store", fingerprints={"text": encoder.fingerprint})
    assert (report.products, report.variants, report.rows, report.format) == (3, 6, 6, "shopify")
    assert (store.product_count, store.version) == (3, report.version)
    assert [row for row, _ in store.text_search("silk scarf", k=1)] == [1]
    nearest = store.nearest(encoder.encode(["something against rain"])[0], selection=None, k=1)
    assert [store.product_at(row).id for row, _ in nearest] == ["coat"]
    assert leftovers(tmp_path / "store") == []


def test_every_refused_row_is_told_with_its_line_and_reason(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "feed.csv").write_text(MIXED)
    report = import_feed(ImportOptions(tmp_path / "feed.csv", tmp_path / "store", currency="USD"), encoder)
    told = {one.line: one.reason for one in report.refused}
    assert sorted(told) == [3, 4, 6, 7, 8]
    for line, word in ((3, "title"), (4, "not a price"), (6, "'p1'"), (7, "only 2 cells"), (8, "EUR")):
        assert word in told[line]
    assert (report.rows, report.products, report.refused_count) == (2, 2, 5)
    text = report.to_text()
    assert "2 products" in text
    assert "refused: 5" in text
    assert "line 3: no title" in text


def test_a_bad_variant_is_refused_and_its_product_taken(tmp_path: Path, encoder: SentenceEncoder) -> None:
    source = write_feed(tmp_path, [Item("hat", sizes=("S", "M", "L")), Item("cap", price="-1")])
    lines = source.read_text().splitlines()
    lines[2] = lines[2].replace("20.00", "none")
    source.write_text("\n".join(lines))
    report = import_feed(ImportOptions(source, tmp_path / "store"), encoder)
    assert [one.line for one in report.refused] == [3, 5]
    assert (report.rows, report.products, report.variants) == (2, 1, 2)


def test_what_is_not_for_sale_is_counted_by_reason(tmp_path: Path, encoder: SentenceEncoder) -> None:
    items = [
        *HATS,
        *(Item(f"d{n}", status="draft") for n in range(3)),
        Item("card", gift_card="TRUE"),
        Item("old", status="archived"),
        Item("hidden", published="FALSE"),
    ]
    report = bring(tmp_path, encoder, items)
    assert report.left_out == {"draft": 3, "gift card": 1, "archived": 1, "unpublished": 1}
    assert "left out: 3 draft" in report.to_text()
    assert report.refused == ()


def test_the_report_is_kept_in_the_version(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "feed.csv").write_text(MIXED)
    report = import_feed(ImportOptions(tmp_path / "feed.csv", tmp_path / "store", currency="USD"), encoder)
    kept = orjson.loads((tmp_path / "store" / "versions" / report.version / "report.json").read_bytes())
    assert [Refusal(**one) for one in kept["refused"]] == list(report.refused)
    assert {name: value for name, value in kept.items() if name != "seconds"} == {
        name: value for name, value in orjson.loads(orjson.dumps(report.to_json())).items() if name != "seconds"
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(range(256)) * 20,
        b"a,b\n1,2\n",
        b"id,title,price\n",
        b"id,title,price\np1,,\np2,Hat,never\n",
        b'[{"id": "a", "title": "Hat", "price": 3}',
        b"PAR1garbage",
    ],
)
def test_what_is_no_feed_is_refused_and_the_old_store_still_answers(
    content: bytes, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    before = bring(tmp_path, encoder)
    (tmp_path / "noise.csv").write_bytes(content)
    with pytest.raises(FeedError, match=r"noise\.csv"):
        import_feed(ImportOptions(tmp_path / "noise.csv", tmp_path / "store"), encoder)
    store = Store.open(tmp_path / "store")
    assert (store.version, store.text_search("scarf", k=1)[0][0]) == (before.version, 1)
    assert len(list((tmp_path / "store" / "versions").iterdir())) == 1


def test_a_feed_in_which_nothing_can_be_taken_says_why(tmp_path: Path, encoder: SentenceEncoder) -> None:
    with pytest.raises(FeedError, match=r"line 2: .*not a price.*2 draft"):
        bring(tmp_path, encoder, [Item("a", price="x"), Item("b", status="draft"), Item("c", status="draft")])
    with pytest.raises(StoreError, match="shopwindow import"):
        Store.open(tmp_path / "store")


def test_a_folder_of_other_things_is_not_written_into(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="not a store and not empty"):
        bring(tmp_path, encoder)
    (tmp_path / "store" / "thesis.txt").rename(tmp_path / "store" / ".DS_Store")
    bring(tmp_path, encoder)
    assert (tmp_path / "store" / ".DS_Store").read_text() == "mine"


def test_versions_that_are_not_ours_are_never_removed(tmp_path: Path, encoder: SentenceEncoder) -> None:
    mine = tmp_path / "store" / "versions" / "thesis-2"
    mine.mkdir(parents=True)
    for _ in range(3):
        bring(tmp_path, encoder)
    assert mine.is_dir()


def test_a_second_import_into_one_store_is_refused(tmp_path: Path, encoder: SentenceEncoder) -> None:
    with importing(tmp_path / "store"), pytest.raises(StoreError, match="another import is writing this store"):
        bring(tmp_path, encoder)
    assert bring(tmp_path, encoder).products == 3


@pytest.mark.parametrize(
    "option", ["reviews", "related", "orders", "policies", "size_charts", "promotions", "variant_ids", "config"]
)
def test_a_file_that_is_not_there_stops_the_import_before_anything_is_written(
    option: str, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    with pytest.raises((FeedError, ConfigError), match="gone"):
        bring(tmp_path, encoder, **{option: tmp_path / "gone"})
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [("images", "no-such-folder"), ("currency", "dollars"), ("config", Path("/")), ("mapping", Path("/gone"))],
)
def test_an_option_that_does_not_fit_stops_the_import_before_anything_is_written(
    option: str, value: object, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    with pytest.raises((ConfigError, FeedError)):
        bring(tmp_path, encoder, **{option: value})
    assert not (tmp_path / "store").exists()


def test_what_comes_beside_the_feed_is_in_the_store(tmp_path: Path, encoder: SentenceEncoder) -> None:
    sides = {
        "reviews": "handle,rating,text\nhat,5,Soft\nhat,4,\nghost,1,\n",
        "related": "handle,kind,other_handle\nhat,upsell,coat\nhat,related,ghost\n",
        "orders": "order_number,email,sku,price\n#7,ann@example.com,HAT-S,20\n",
        "promotions": "name\nSpring\n",
        "size_charts": "size,chest\nS,80-88\n",
        "variant_ids": "sku,variant_id\nHAT-S,4711\nGHOST-S,4712\n",
    }
    files = {name: tmp_path / f"{name}.csv" for name in sides}
    for name, text in sides.items():
        files[name].write_text(text)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "returns.md").write_text("# Returns\n30 days.")
    report = bring(tmp_path, encoder, policies=tmp_path / "pages", **files)
    store = Store.open(tmp_path / "store")
    hat, order = store.product("hat"), store.order("7")
    assert hat is not None
    assert order is not None
    assert (hat.rating, hat.reviews_count, store.reviews("hat")[0].text) == (4.5, 2, "Soft")
    assert (order.lines[0].product_id, store.external_variant_id("HAT-S")) == ("hat", "4711")
    assert [r.other_id for r in store.related("hat", "upsell")] == ["coat"]
    assert (len(store.policies), len(store.promotions), len(store.size_charts)) == (1, 1, 1)
    assert [w.split(" of ")[0].split(" name ")[0] for w in report.warnings] == ["reviews", "related products", "variant ids"]
    assert all("ghost" in w.casefold() for w in report.warnings)


@pytest.mark.parametrize(
    ("given", "settings", "expected"),
    [
        (None, None, "USD"),
        (None, 'currency = "EUR"', "EUR"),
        ("gbp", 'currency = "EUR"\n[handoff]\nemail = "a@b.example"', "GBP"),
    ],
)
def test_the_currency_is_the_options_else_the_settings(
    given: str | None, settings: str | None, expected: str, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    config = None
    if settings is not None:
        config = tmp_path / "shop.toml"
        config.write_text(settings)
    bring(tmp_path, encoder, currency=given, config=config)
    store = Store.open(tmp_path / "store")
    assert (store.shop.currency, store.manifest.currency, store.product_at(0).variants[0].currency) == (expected,) * 3


def test_each_product_has_the_vector_of_its_own_text(tmp_path: Path, encoder: SentenceEncoder) -> None:
    words = ["lamp", "tent with room for six people and their dogs", "mug", "coat", "a very long scarf of the finest wool"]
    items = [Item(f"p{n}", f"{words[n % 5]} {n}".title(), body=words[(n * 3) % 5]) for n in range(70)]
    bring(tmp_path, encoder, items)
    store = Store.open(tmp_path / "store")
    for row in (0, 1, 31, 32, 33, 69):
        own = encoder.encode([embedding_text(store.product_at(row))])[0]
        # The encoder's numbers depend a little on what is encoded beside a text.
        assert store.vector(row) @ own > 0.97
        assert store.nearest(own, selection=None, k=1)[0][0] == row


def test_a_long_list_of_refusals_is_cut_in_the_text_and_kept_in_the_file(tmp_path: Path, encoder: SentenceEncoder) -> None:
    report = bring(tmp_path, encoder, [*HATS, *(Item(f"x{n}", price="?", sizes=("S",)) for n in range(50))])
    assert report.to_text().count("not a price") == 20
    assert "and 30 more (see report.json" in report.to_text()
    assert len(report.refused) == report.refused_count == 50


def test_a_feed_cannot_write_to_the_terminal(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "feed.jsonl").write_text(
        '{"id": "hat\\u001b[2J", "title": "Hat", "price": 5, "image": "a\\nb\\u001b[31m"}\n'
        '{"id": "x", "title": "Y", "price": "\\u001b[2J"}\n'
    )
    text = import_feed(ImportOptions(tmp_path / "feed.jsonl", tmp_path / "store"), encoder).to_text()
    assert "\x1b" not in text
    assert len(text.splitlines()) == 7


def test_luma_is_taken_whole_with_everything_beside_it(tmp_path: Path, encoder: SentenceEncoder, shopwindow_data: Path) -> None:
    luma = shopwindow_data / "luma"
    names = ("reviews", "related", "orders", "promotions")
    sides = {name: luma / f"{name}.csv" for name in names}
    options = ImportOptions(luma / "shopify_products.csv", tmp_path / "store", images="none", policies=luma / "policies", **sides)
    report = import_feed(options, encoder)
    assert (report.rows, report.products, report.variants) == (1915, 189, 1909)
    assert (report.refused, report.left_out, report.warnings) == ((), {}, ())
    assert import_feed(options, encoder).copied == 189
