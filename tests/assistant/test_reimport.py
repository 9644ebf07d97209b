"""Importing again: what did not change is taken over, what did is noticed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from assistant.importing import ImportOptions, import_feed
from assistant.session import Assistant
from data.errors import FeedError, StoreError
from data.manifest import MANIFEST
from data.store import LiveStore, Store
from nlu.encoder import SentenceEncoder
from tests.assistant.written_feed import HATS, Item, bring
from tests.data.picture_server import picture, serving
from tests.data.products_drawn import some_products, write_store

PICTURED = tuple(replace(item, image=f"pics/{item.id}.jpg") for item in HATS)


def write_pictures(folder: Path, items: tuple[Item, ...] = PICTURED) -> None:
    for n, item in enumerate(items):
        file = folder / "feed" / item.image
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture(color=("red", "green", "blue")[n % 3]))


def images(folder: Path) -> dict[str, tuple[str, ...]]:
    store = Store.open(folder / "store")
    products = [store.product_at(row) for row in range(store.product_count)]
    assert all(store.media(name) is not None for product in products for name in product.images)
    return {product.id: product.images for product in products}


def test_unchanged_rows_are_neither_parsed_nor_embedded_nor_their_pictures_brought(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    write_pictures(tmp_path)
    first = bring(tmp_path, encoder, PICTURED)
    assert (first.copied, first.embedded, first.pictures, first.pictures_brought) == (0, 3, 3, 3)
    before = images(tmp_path)
    again = bring(tmp_path, encoder, PICTURED)
    assert (again.copied, again.embedded, again.pictures, again.pictures_brought) == (3, 0, 3, 0)
    assert (again.products, again.rows, again.variants) == (first.products, first.rows, first.variants)
    assert images(tmp_path) == before
    assert "3 unchanged" in again.to_text()


def test_records_reviews_and_vectors_are_the_same_after_many_imports(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "reviews.csv").write_text("handle,rating\nhat,4\n")
    bring(tmp_path, encoder, reviews=tmp_path / "reviews.csv")
    before = Store.open(tmp_path / "store")
    found = before.text_search("scarf", k=3)
    for _ in range(3):
        bring(tmp_path, encoder, reviews=tmp_path / "reviews.csv")
    after = Store.open(tmp_path / "store")
    for row in range(3):
        assert after.product_at(row) == before.product_at(row)
        assert (after.vector(row) == before.vector(row)).all()
    assert after.reviews("hat") == before.reviews("hat")
    assert after.text_search("scarf", k=3) == found


def test_one_changed_row_reads_only_its_product_anew(tmp_path: Path, encoder: SentenceEncoder) -> None:
    bring(tmp_path, encoder)
    dearer = bring(tmp_path, encoder, [replace(HATS[0], price="25.00"), *HATS[1:]])
    assert (dearer.copied, dearer.embedded) == (2, 0)  # a price is not embedded
    hat = Store.open(tmp_path / "store").product("hat")
    assert hat is not None
    assert str(hat.variants[0].price) == "25.00"
    named = bring(tmp_path, encoder, [replace(HATS[0], price="25.00", title="Felt Hat"), *HATS[1:]])
    assert (named.copied, named.embedded) == (2, 1)
    assert Store.open(tmp_path / "store").text_search("felt", k=3)[0][0] == 0


def test_products_in_another_order_are_still_known(tmp_path: Path, encoder: SentenceEncoder) -> None:
    bring(tmp_path, encoder)
    moved = bring(tmp_path, encoder, [*HATS[::-1], Item("new", "Straw Hat")])
    assert (moved.copied, moved.embedded, moved.vanished) == (3, 1, 0)
    store = Store.open(tmp_path / "store")
    assert [store.product_at(row).id for row in range(4)] == ["coat", "scarf", "hat", "new"]
    assert store.text_search("silk", k=1)[0][0] == 1


def test_a_review_added_changes_the_rating_of_its_product_alone(tmp_path: Path, encoder: SentenceEncoder) -> None:
    reviews = tmp_path / "reviews.csv"
    reviews.write_text("handle,rating\nhat,4\nscarf,3\n")
    bring(tmp_path, encoder, reviews=reviews)
    reviews.write_text("handle,rating\nhat,4\nscarf,3\nhat,5\n")
    report = bring(tmp_path, encoder, reviews=reviews)
    assert (report.copied, report.embedded) == (2, 0)
    store = Store.open(tmp_path / "store")
    assert [store.product_at(row).rating for row in range(3)] == [4.5, 3.0, None]
    assert [store.product_at(row).reviews_count for row in range(3)] == [2, 1, 0]
    bring(tmp_path, encoder)
    assert [Store.open(tmp_path / "store").product_at(row).rating for row in range(3)] == [None] * 3


def test_a_changed_picture_under_an_unchanged_row_is_noticed(tmp_path: Path, encoder: SentenceEncoder) -> None:
    write_pictures(tmp_path)
    bring(tmp_path, encoder, PICTURED)
    before = images(tmp_path)
    (tmp_path / "feed" / "pics" / "hat.jpg").write_bytes(picture(color="yellow", size=(60, 60)))
    report = bring(tmp_path, encoder, PICTURED)
    assert (report.copied, report.pictures_brought) == (2, 1)
    after = images(tmp_path)
    assert after["hat"] != before["hat"]
    assert {name: after[name] for name in ("scarf", "coat")} == {name: before[name] for name in ("scarf", "coat")}
    (tmp_path / "feed" / "pics" / "coat.jpg").unlink()
    gone = bring(tmp_path, encoder, PICTURED)
    assert (gone.copied, gone.pictures, images(tmp_path)["coat"]) == (2, 2, ())
    assert "coat.jpg" in gone.warnings[0]


def test_a_picture_that_failed_is_tried_again(tmp_path: Path, encoder: SentenceEncoder) -> None:
    write_pictures(tmp_path)
    file = tmp_path / "feed" / "pics" / "hat.jpg"
    file.unlink()
    failed = bring(tmp_path, encoder, PICTURED)
    assert (failed.pictures, failed.warning_count) == (2, 1)
    assert "line 2: hat: pics/hat.jpg" in failed.warnings[0]
    assert bring(tmp_path, encoder, PICTURED).warning_count == 1
    file.write_bytes(picture())
    mended = bring(tmp_path, encoder, PICTURED)
    assert (mended.copied, mended.embedded, mended.pictures_brought, mended.warning_count) == (2, 0, 1, 0)
    assert bring(tmp_path, encoder, PICTURED).copied == 3


def test_a_picture_from_the_network_is_asked_for_once(tmp_path: Path, encoder: SentenceEncoder) -> None:
    with serving() as server:
        server.files["/hat.jpg"] = picture()
        items = [Item("hat", image=server.address + "/hat.jpg"), Item("cap", image=server.address + "/hat.jpg")]
        report = bring(tmp_path, encoder, items, allow_private=True)
        assert (report.pictures, report.pictures_brought, server.asked["/hat.jpg"]) == (1, 1, 1)
        again = bring(tmp_path, encoder, items, allow_private=True)
        assert (again.copied, again.pictures, server.asked["/hat.jpg"]) == (2, 1, 1)
        bring(tmp_path / "other", encoder, items)
        assert server.asked["/hat.jpg"] == 1  # without --allow-private
    assert images(tmp_path / "other") == {"hat": (), "cap": ()}


def test_pictures_can_be_left_out_and_brought_later(tmp_path: Path, encoder: SentenceEncoder) -> None:
    write_pictures(tmp_path)
    without = bring(tmp_path, encoder, PICTURED, images="none")
    assert (without.pictures, without.warning_count, images(tmp_path)["hat"]) == (0, 0, ())
    later = bring(tmp_path, encoder, PICTURED)
    assert (later.pictures, later.embedded) == (3, 0)
    assert all(images(tmp_path).values())


def test_rows_refused_are_told_again_at_every_import(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "feed.jsonl").write_text(
        '{"id": "a", "title": "Hat", "variants": [{"sku": "A1", "price": 5}, {"sku": "A2", "price": "x"}]}\n'
        '{"id": "b", "title": "Cap", "price": 5}\n'
    )
    for _ in range(2):
        report = import_feed(ImportOptions(tmp_path / "feed.jsonl", tmp_path / "store"), encoder)
        assert (report.refused_count, report.products, report.variants, report.rows) == (1, 2, 2, 2)
    assert report.copied == 1


def test_a_price_that_holds_for_some_days_is_read_anew_every_time(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "feed.txt").write_text(
        "id\ttitle\tprice\tsale_price\tsale_price_effective_date\tavailability\timage_link\tlink\n"
        "a\tHat\t20 USD\t15 USD\t2020-01-01T00:00Z/2099-01-01T00:00Z\tin stock\t\thttps://x.example/a\n"
        "b\tCap\t20 USD\t\t\tin stock\t\thttps://x.example/b\n"
    )
    options = ImportOptions(tmp_path / "feed.txt", tmp_path / "store", images="none")
    assert import_feed(options, encoder).format == "merchant"
    assert import_feed(options, encoder).copied == 1


def test_another_reading_of_the_same_rows_reads_them_anew(tmp_path: Path, encoder: SentenceEncoder) -> None:
    bring(tmp_path, encoder)
    assert bring(tmp_path, encoder, currency="EUR").copied == 0
    assert {v.currency for v in Store.open(tmp_path / "store").product_at(0).variants} == {"EUR"}
    again = bring(tmp_path, encoder)
    assert (again.currency, again.copied, Store.open(tmp_path / "store").shop.currency) == ("EUR", 3, "EUR")


def test_settings_found_in_the_store_stay_until_others_are_given(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "shop.toml").write_text('name = "Hill & Dale"\nresults = 4\n')
    bring(tmp_path, encoder, config=tmp_path / "shop.toml")
    bring(tmp_path, encoder)
    assert Store.open(tmp_path / "store").shop.name == "Hill & Dale"
    (tmp_path / "store" / "shop.toml").write_text('name = "By hand"\n')
    bring(tmp_path, encoder)
    assert (Store.open(tmp_path / "store").shop.name, Store.open(tmp_path / "store").shop.results) == ("By hand", 6)


def test_vanished_products_are_counted(tmp_path: Path, encoder: SentenceEncoder) -> None:
    bring(tmp_path, encoder)
    report = bring(tmp_path, encoder, HATS[:1])
    assert (report.vanished, report.products) == (2, 1)
    assert "2 products of the last import are no longer sold" in report.to_text()


def test_a_store_of_another_encoder_is_built_from_scratch_and_keeps_its_settings(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    write_store(tmp_path / "store", some_products(), fingerprint="an older encoder")
    with pytest.raises(StoreError, match=r"another model.*shopwindow import|shopwindow import"):
        Assistant.open(tmp_path / "store", tmp_path / "state")
    report = bring(tmp_path, encoder)
    assert (report.copied, report.embedded, report.products) == (0, 3, 3)
    assert Store.open(tmp_path / "store", fingerprints={"text": encoder.fingerprint}).shop.name == "Hill & Dale"


def test_a_store_of_another_schema_is_built_from_scratch_and_keeps_its_settings(tmp_path: Path, encoder: SentenceEncoder) -> None:
    (tmp_path / "shop.toml").write_text('name = "Hill & Dale"\n')
    first = bring(tmp_path, encoder, config=tmp_path / "shop.toml")
    manifest = tmp_path / "store" / "versions" / first.version / MANIFEST
    manifest.write_bytes(orjson.dumps({**orjson.loads(manifest.read_bytes()), "schema_version": 0}))
    with pytest.raises(StoreError, match=r"schema 0.*shopwindow import"):
        Assistant.open(tmp_path / "store", tmp_path / "state")
    report = bring(tmp_path, encoder)
    assert (report.copied, report.embedded) == (0, 3)
    assert Store.open(tmp_path / "store").shop.name == "Hill & Dale"


@pytest.mark.parametrize("damage", ["cut", "missing", "scrambled"])
def test_a_damaged_store_is_mended_by_importing_again(damage: str, tmp_path: Path, encoder: SentenceEncoder) -> None:
    first = bring(tmp_path, encoder)
    records = tmp_path / "store" / "versions" / first.version / "records.arrow"
    content = records.read_bytes()
    if damage == "missing":
        records.unlink()
    else:
        records.write_bytes(content[:-100] if damage == "cut" else content.replace(b'["hat"', b'{"hat"'))
    report = bring(tmp_path, encoder)
    assert report.products == 3
    assert Store.open(tmp_path / "store").product("hat") is not None


def test_a_running_shop_goes_over_to_the_new_version(tmp_path: Path, encoder: SentenceEncoder) -> None:
    bring(tmp_path, encoder)
    live = LiveStore(tmp_path / "store", fingerprints={"text": encoder.fingerprint})
    before = live.current
    report = bring(tmp_path, encoder, HATS[:2])
    assert (live.current.version, live.current.product_count, live.trouble) == (report.version, 2, None)
    assert before.product("coat") is not None
    bring(tmp_path, encoder)
    assert live.current.product_count == 3


def test_pictures_are_shared_between_versions_and_survive_the_older_one(tmp_path: Path, encoder: SentenceEncoder) -> None:
    write_pictures(tmp_path)
    for _ in range(4):
        report = bring(tmp_path, encoder, PICTURED)
    (name,) = images(tmp_path)["hat"]
    assert os.stat(tmp_path / "store" / "versions" / report.version / "media" / name).st_nlink >= 2
    assert len(list((tmp_path / "store" / "versions").iterdir())) == 2


def test_a_feed_in_another_currency_than_the_store_is_refused_until_it_is_said(tmp_path: Path, encoder: SentenceEncoder) -> None:
    before = bring(tmp_path, encoder)
    euros = [replace(item, price=f"{item.price} EUR") for item in HATS]
    with pytest.raises(FeedError, match=r"in EUR, the feed's currency is USD \(--currency"):
        bring(tmp_path, encoder, euros)
    assert Store.open(tmp_path / "store").version == before.version
    assert bring(tmp_path, encoder, euros, currency="EUR").products == 3
    assert Store.open(tmp_path / "store").shop.currency == "EUR"
    assert bring(tmp_path, encoder, euros).copied == 3
