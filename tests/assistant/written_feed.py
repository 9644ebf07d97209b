"""Feeds that tests write, change and import again, and `shopwindow import` as a process of its own."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.importing import ImportOptions, ImportReport, import_feed
from nlu.encoder import SentenceEncoder

HEAD = [
    *("Handle", "Title", "Body (HTML)", "Type", "Tags", "Published", "Option1 Name", "Option1 Value", "Variant SKU"),
    *("Variant Inventory Tracker", "Variant Inventory Qty", "Variant Price", "Image Src", "Gift Card", "Status"),
]


@dataclass(frozen=True)
class Item:
    """One product of a Shopify export: a row for each size. `image` is as the feed writes it."""

    id: str
    title: str = "Wool Hat"
    price: str = "20.00"
    body: str = "Warm on cold days."
    kind: str = "Hats"
    sizes: Sequence[str] = ("S", "M")
    stock: int = 5
    image: str = ""
    published: str = "TRUE"
    gift_card: str = "FALSE"
    status: str = "active"

    def rows(self) -> list[list[object]]:
        first = [self.title, self.body, self.kind, "material:Wool", self.published, "Size"]
        rows: list[list[object]] = []
        for n, size in enumerate(self.sizes):
            said = first if n == 0 else [""] * len(first)
            image = self.image if n == 0 else ""
            sku = f"{self.id}-{size}".upper()
            last = ["shopify", self.stock, self.price, image, self.gift_card if n == 0 else "", self.status if n == 0 else ""]
            rows.append([self.id, *said, size, sku, *last])
        return rows


HATS = (
    Item("hat"),
    Item("scarf", "Silk Scarf", "35.00", "Light and long.", "Scarves"),
    Item("coat", "Rain Coat", "120.00", "Keeps you dry.", "Coats"),
)


def write_feed(folder: Path, items: Sequence[Item] = HATS) -> Path:
    """The export as `products.csv` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "products.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEAD, *(row for item in items for row in item.rows())])
    return folder / "products.csv"


def bring(folder: Path, encoder: SentenceEncoder, items: Sequence[Item] = HATS, **options: object) -> ImportReport:
    """Imports these items into `folder/store`."""
    given = {"source": write_feed(folder / "feed", items), "to": folder / "store", **options}
    return import_feed(ImportOptions(**given), encoder)  # type: ignore[arg-type]


def start_import(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """`shopwindow import` in a process of its own, running, that Ctrl-C reaches even where the tests run in the background."""
    return subprocess.Popen(
        _command(arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def run_import(*arguments: str | Path, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """`shopwindow import`, and what came of it; `before` runs in the new process first."""
    return subprocess.run(
        _command(arguments), capture_output=True, text=True, timeout=120, env=_environment(), check=False, preexec_fn=before
    )


def leftovers(store: Path) -> list[str]:
    """What an import that was not finished has left in a store."""
    return [p.name for p in [*(store / "versions").glob("*.partial"), *store.glob("staging"), *store.glob("*.new")]]


def _command(arguments: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-m", "assistant.commands", "import", *map(str, arguments)]


def _environment() -> dict[str, str]:
    return {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
