"""`shopwindow import` as a person runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.store import Store
from tests.assistant.written_feed import HATS, Item, run_import, write_feed
from tests.data.picture_server import picture


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """It ended with status 2 and said why on stderr, in words and not in a traceback."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_the_report_is_printed(tmp_path: Path) -> None:
    (tmp_path / "cdn").mkdir()
    (tmp_path / "cdn" / "hat.jpg").write_bytes(picture())
    items = [
        Item("hat", image="https://shop.example/cdn/hat.jpg?v=2"),
        *HATS[1:],
        Item("x", price="?"),
        Item("y", status="draft"),
    ]
    (tmp_path / "shop.toml").write_text('name = "Hill & Dale"\ncurrency = "EUR"\n')
    (tmp_path / "reviews.csv").write_text("handle,rating\nhat,5\nhat,none\n")
    done = run_import(
        write_feed(tmp_path, items),
        *("--to", tmp_path / "store", "--images", f"https://shop.example/cdn={tmp_path / 'cdn'}"),
        *("--config", tmp_path / "shop.toml", "--reviews", tmp_path / "reviews.csv"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    for line in (
        "3 products with 6 variants from 6 rows of products.csv (shopify, EUR)",
        "1 pictures (1 new)",
        "left out: 1 draft",
        "line 8: not a price: '?'",
        "reviews.csv line 3",
    ):
        assert line in done.stdout
    store = Store.open(tmp_path / "store")
    hat = store.product("hat")
    assert hat is not None
    assert (store.shop.name, hat.rating, len(hat.images)) == ("Hill & Dale", 5.0, 1)
    again = run_import(tmp_path / "products.csv", "--to", tmp_path / "store", "--images", "none")
    assert "0 pictures" in again.stdout


def test_pictures_are_looked_at_unless_it_is_told_not_to(tmp_path: Path) -> None:
    (tmp_path / "cdn").mkdir()
    (tmp_path / "cdn" / "hat.jpg").write_bytes(picture())
    feed = write_feed(tmp_path, [Item("hat", image="https://shop.example/cdn/hat.jpg"), *HATS[1:]])
    pictures = ("--images", f"https://shop.example/cdn={tmp_path / 'cdn'}")
    # what was seen before is kept: a new price is no reason to forget it
    for more, looked_at in ((("--no-look",), False), ((), True), (("--no-look",), True)):
        done = run_import(feed, "--to", tmp_path / "store", *pictures, *more)
        assert (done.returncode, done.stderr) == (0, "")
        store = Store.open(tmp_path / "store")
        hat = store.product("hat")
        assert hat is not None
        assert len(hat.images) == 1
        assert ("image" in store.manifest.fingerprints) == looked_at
        if looked_at:
            assert len(store.picture_features) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gone.csv"], ["gone.csv", "no such file"]),
        (["products.csv", "--reviews", "gone.csv"], ["gone.csv", "reviews"]),
        (["products.csv", "--images", "gone"], ["gone", "--images"]),
        (["products.csv", "--currency", "dollars"], ["dollars", "USD"]),
        (["products.csv", "--policies", "empty"], ["empty", "no pages"]),
        (["products.csv", "--config", "empty"], ["empty", "settings"]),
        (["products.csv", "--format", "woocommerce"], ["WooCommerce"]),
        (["products.csv", "--to", "occupied"], ["occupied", "not empty"]),
        (["products.csv", "--to", "products.csv"], ["products.csv", "--to"]),
        (["products.csv", "--to", "products.csv/store"], ["products.csv", "--to"]),
    ],
)
def test_what_cannot_be_used_is_told_on_stderr(arguments: list[str], words: list[str], tmp_path: Path) -> None:
    write_feed(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "occupied").mkdir()
    (tmp_path / "occupied" / "thesis.txt").write_text("mine")
    to = [] if "--to" in arguments else ["--to", str(tmp_path / "store")]
    paths = [str(tmp_path / a) if a[0] != "-" and a not in ("dollars", "woocommerce") else a for a in arguments]
    refused(run_import(*paths, *to), *words)
    assert [p.name for p in (tmp_path / "occupied").iterdir()] == ["thesis.txt"]
    assert not (tmp_path / "store").exists()


def test_the_studio_writes_into_the_store_named_as_the_import_does() -> None:
    command = [sys.executable, "-m", "assistant.commands", "studio", "build", "--help"]
    assert "--to" in subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
