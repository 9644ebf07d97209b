"""The demo shop as files that the ordinary import reads: a Shopify product CSV, pictures, and the side files of a real shop."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from data.studio.catalogue import Item, Listed, choose, listed
from data.studio.draw import draw
from data.studio.orders import ORDER_COLUMNS, orders
from data.studio.photograph import photograph, webp
from data.studio.related import related
from data.studio.reviews import reviews

Progress = Callable[[int, int], None]
"""Called with pictures done and pictures in all."""

_FIXED = (
    "Handle",
    "Title",
    "Body (HTML)",
    "Vendor",
    "Product Category",
    "Type",
    "Tags",
    "Published",
    "Option1 Name",
    "Option1 Value",
    "Option2 Name",
    "Option2 Value",
    "Variant SKU",
    "Variant Inventory Tracker",
    "Variant Inventory Qty",
    "Variant Inventory Policy",
    "Variant Price",
    "Variant Compare At Price",
    "Image Src",
    "Image Position",
    "Image Alt Text",
    "Gift Card",
    "Variant Image",
)


@dataclass(frozen=True, slots=True)
class StudioFiles:
    """Where the feed and its side files were written; the arguments of an import."""

    products: Path
    images: Path
    reviews: Path
    related: Path
    orders: Path
    policies: Path
    size_charts: Path
    promotions: Path
    settings: Path


def draw_store(
    to: Path, *, seed: int = 7, products: int = 168, progress: Progress | None = None, processes: int = 2
) -> StudioFiles:
    """Draws and writes the demo shop into the folder `to`. Same seed and count, same bytes.

    Pictures are 640 x 640 WebP of at most 45 kB. Raises `ShopwindowError` when more products are asked for than are written.
    """
    shop = listed(choose(products), seed)
    files = StudioFiles(
        *(
            to / name
            for name in (
                "products.csv",
                "media",
                "reviews.csv",
                "related.csv",
                "orders.csv",
                "policies",
                "size_charts.csv",
                "promotions.csv",
                "shop.toml",
            )
        )
    )
    files.images.mkdir(parents=True, exist_ok=True)
    _draw_all(shop, files.images, seed, progress, processes)
    _write_csv(files.products, *_product_rows(shop))
    _write_csv(files.reviews, ("handle", "rating", "title", "text", "author", "date"), reviews(shop, seed))
    _write_csv(files.related, ("handle", "kind", "other_handle"), related(shop, seed))
    _write_csv(files.orders, ORDER_COLUMNS, orders(shop, seed))
    written = resources.files("data.studio") / "shop"
    with resources.as_file(written) as folder:
        shutil.copytree(folder / "policies", files.policies, dirs_exist_ok=True)
        for path in (files.size_charts, files.promotions, files.settings):
            shutil.copyfile(folder / path.name, path)
    return files


def _draw_all(shop: Sequence[Listed], folder: Path, seed: int, progress: Progress | None, processes: int) -> None:
    jobs = [
        (one.item, color, seed, str(folder / f"{image}.webp"))
        for one in shop
        for color, image in zip(one.item.colors, one.drawings, strict=True)
    ]
    if progress:
        progress(0, len(jobs))
    if processes < 2 or len(jobs) < 8:
        for done, job in enumerate(jobs, 1):
            _picture(job)
            if progress:
                progress(done, len(jobs))
        return
    with ProcessPoolExecutor(processes) as pool:
        for done, _ in enumerate(pool.map(_picture, jobs, chunksize=4), 1):
            if progress:
                progress(done, len(jobs))


def _picture(job: tuple[Item, str, int, str]) -> None:
    item, color, seed, path = job
    Path(path).write_bytes(webp(photograph(draw(item.spec(color, seed)))))


def _write_csv(path: Path, columns: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _product_rows(shop: Sequence[Listed]) -> tuple[Sequence[str], Iterator[Sequence[object]]]:
    slots = sorted({slot for one in shop for slot in one.attributes})
    columns = (
        *_FIXED,
        *(f"Metafield: custom.{slot.replace(' ', '_')} [list.single_line_text_field]" for slot in slots),
        "Created At",
        "Status",
    )

    def rows() -> Iterator[Sequence[object]]:
        for one in shop:
            for n in range(len(one.variants)):
                yield _row(one, n, slots, columns, variant_first=n == 0)

    return columns, rows()


def _row(one: Listed, n: int, slots: Sequence[str], columns: Sequence[str], *, variant_first: bool) -> Sequence[object]:
    variant, item = one.variants[n], one.item
    row: dict[str, object] = dict.fromkeys(columns, "")
    options = [("Size", variant.size)] if variant.size else []
    options.append(("Color", variant.color.title()))
    for place, (name, value) in enumerate(options, 1):
        row[f"Option{place} Name"] = name if variant_first else ""
        row[f"Option{place} Value"] = value
    image = f"media/{variant.image}.webp"
    row |= {
        "Handle": one.id,
        "Variant SKU": variant.sku,
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": variant.stock,
        "Variant Inventory Policy": "deny",
        "Variant Price": variant.price,
        "Variant Compare At Price": variant.list_price or "",
        "Variant Image": image,
    }
    first_of_color = n == 0 or one.variants[n - 1].color != variant.color
    if first_of_color:
        row |= {
            "Image Src": image,
            "Image Position": list(one.item.colors).index(variant.color) + 1,
            "Image Alt Text": f"{item.title} in {variant.color}",
        }
    if variant_first:
        row |= {
            "Title": item.title,
            "Body (HTML)": f"<p>{item.text}</p>",
            "Vendor": item.brand,
            "Product Category": item.path,
            "Type": item.path.rsplit(" > ", 1)[-1],
            "Tags": "",
            "Published": "TRUE",
            "Gift Card": "FALSE",
            "Created At": one.created.isoformat(),
            "Status": "active",
        }
        for slot in slots:
            if slot in one.attributes:
                row[f"Metafield: custom.{slot.replace(' ', '_')} [list.single_line_text_field]"] = json.dumps(
                    list(one.attributes[slot])
                )
    return [row[column] for column in columns]
