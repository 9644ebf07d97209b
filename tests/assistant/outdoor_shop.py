"""A shop for tests of searching and of sessions: few products, each there for a reason, imported the ordinary way."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.importing import ImportOptions, import_feed
from nlu.encoder import SentenceEncoder

HEAD = [
    *("Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published"),
    *("Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value", "Variant SKU", "Variant Inventory Tracker"),
    *("Variant Inventory Qty", "Variant Inventory Policy", "Variant Price", "Variant Compare At Price", "Status"),
]


@dataclass(frozen=True)
class Item:
    """One product; `variants` are (size, color, stock)."""

    id: str
    title: str
    kind: str
    path: str
    price: str
    variants: Sequence[tuple[str, str, int]]
    tags: str = ""
    was: str = ""
    body: str = ""
    brand: str = "Ridge"


SHOES = "Gear > Shoes > Running Shoes"
JACKETS = "Apparel > Jackets"
ITEMS = [
    Item(
        "fleet",
        "Fleet Running Shoes",
        "Running Shoes",
        SHOES,
        "64.00",
        [("8", "Blue", 3), ("9", "Blue", 2), ("9", "Red", 4)],
        "material:Mesh",
        "80.00",
    ),
    Item("dash", "Dash Running Shoes", "Running Shoes", SHOES, "90.00", [("8", "Navy", 5), ("9", "Navy", 0)], "material:Mesh"),
    Item("pacer", "Pacer Running Shoes", "Running Shoes", SHOES, "75.00", [("8", "Red", 5), ("9", "Red", 5)], "material:Leather"),
    Item("gone", "Vapor Running Shoes", "Running Shoes", SHOES, "55.00", [("8", "Blue", 0), ("9", "Blue", 0)], "material:Mesh"),
    Item("mixed", "Mosaic Running Shoes", "Running Shoes", SHOES, "70.00", [("M", "Red", 2), ("S", "Blue", 2)]),
    Item(
        "jade",
        "Jade Wind Jacket",
        "Jackets",
        JACKETS,
        "54.00",
        [("S", "Blue", 5), ("M", "Black", 2)],
        "gender:Women, material:Nylon",
    ),
    Item(
        "nora",
        "Nora Rain Jacket",
        "Jackets",
        JACKETS,
        "59.00",
        [("S", "Red", 5), ("M", "Navy", 2)],
        "gender:Women, material:Polyester",
    ),
    Item(
        "olaf",
        "Olaf Wind Jacket",
        "Jackets",
        JACKETS,
        "58.00",
        [("M", "Black", 5), ("L", "Black", 2)],
        "gender:Men, material:Nylon",
    ),
    Item(
        "dome",
        "Dome Tent for Two",
        "Tents",
        "Gear > Tents",
        "199.00",
        [("", "Green", 3)],
        body="A light tent that keeps the rain out.",
    ),
    Item(
        "palace",
        "Palace Family Tent",
        "Tents",
        "Gear > Tents",
        "349.00",
        [("", "Orange", 2)],
        body="Room for six people to sleep and cook.",
    ),
    Item("peg", "Steel Tent Pegs", "Accessories", "Gear > Accessories", "6.00", [("", "", 50)], "material:Steel"),
    Item("socks", "Trail Socks", "Socks", "Apparel > Socks", "9.50", [("", "Gray", 3)], "material:Wool, gender:Unisex"),
]
RELATED = [("jade", "crosssell", "socks"), ("jade", "crosssell", "fleet"), ("jade", "upsell", "nora")]


def write_feed(folder: Path, items: Sequence[Item] = ITEMS) -> Path:
    """The shop's export, as an owner would hand it over."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "products.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEAD)
        for item in items:
            out.writerows(_rows(item))
    with (folder / "related.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("handle", "kind", "other_handle"), *RELATED])
    return folder / "products.csv"


def import_items(folder: Path, encoder: SentenceEncoder, items: Sequence[Item] = ITEMS, *, config: str = "") -> Path:
    """The store of these products; importing again into the same folder makes its next version."""
    source = write_feed(folder / "feed", items)
    settings = folder / "feed" / "shop.toml"
    settings.write_text(config or 'name = "Ridge & Trail"\n', encoding="utf-8")
    options = ImportOptions(
        source=source, to=folder / "store", images="none", related=folder / "feed" / "related.csv", config=settings
    )
    import_feed(options, encoder)
    return folder / "store"


@pytest.fixture(scope="session")
def sentences() -> SentenceEncoder:
    return SentenceEncoder.open()


@pytest.fixture(scope="session")
def outdoor(tmp_path_factory: pytest.TempPathFactory, sentences: SentenceEncoder) -> Path:
    """The store's folder. Read-only: a test that imports again makes a folder of its own."""
    return import_items(tmp_path_factory.mktemp("outdoor"), sentences)


def _rows(item: Item) -> list[list[object]]:
    rows: list[list[object]] = []
    for i, (size, color, stock) in enumerate(item.variants):
        first = i == 0
        rows.append(
            [
                *(item.id, item.title if first else "", item.body if first else "", item.brand if first else ""),
                *(item.path if first else "", item.kind if first else "", item.tags if first else "", "TRUE"),
                *("Size" if size else "", size, "Color" if color else "", color, f"{item.id}-{size}-{color}", "shopify"),
                *(stock, "deny", item.price, item.was, "active"),
            ]
        )
    return rows
