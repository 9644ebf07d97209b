"""The demo shop as files that the ordinary import reads: a Shopify product CSV, pictures, and the side files of a real shop."""

from __future__ import annotations

import csv
import errno
import gc
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from pathlib import Path

from data.errors import ShopwindowError
from data.studio.catalogue import Item, Listed, choose, listed
from data.studio.draw import draw
from data.studio.interactions import INTERACTION_COLUMNS, interactions
from data.studio.orders import ORDER_COLUMNS, orders
from data.studio.photograph import photograph, webp
from data.studio.related import related
from data.studio.reviews import reviews
from data.studio.spec import View
from data.studio.version import studio_version

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
    interactions: Path
    settings: Path


@dataclass(frozen=True, slots=True)
class _Job:
    """A picture to draw and where to put it."""

    item: Item
    color: str
    view: View
    path: str


def draw_store(
    to: Path,
    *,
    seed: int = 7,
    products: int | None = None,
    second_views: bool = False,
    progress: Progress | None = None,
    processes: int = 2,
) -> StudioFiles:
    """Draws and writes the demo shop into the folder `to`: `products` of it (None: all), each colour from the front and, with
    `second_views`, each product from another side too. Same arguments and version, same bytes.

    Pictures are 640 x 640 WebP of at most 45 kB. Those that an earlier run of this version finished are kept, so that
    one that was stopped goes on. Raises `ShopwindowError` when more products are asked for than are written, or where the disk is
    full.
    """
    chosen = choose(products)
    names = ("products.csv", "media", "reviews.csv", "related.csv", "orders.csv", "policies", "size_charts.csv", "promotions.csv",
             "interactions.csv", "shop.toml")  # fmt: skip
    files = StudioFiles(*(to / name for name in names))
    try:
        _keep_or_clear(files.images, f"{studio_version()}\n")
        with _drawing(_jobs(chosen, files.images, second_views), progress, processes):
            _write_records(files, listed(chosen, seed), seed, second_views)
        with resources.as_file(resources.files("data.studio") / "shop") as folder:
            shutil.copytree(folder / "policies", files.policies, dirs_exist_ok=True)
            for path in (files.size_charts, files.promotions, files.settings):
                shutil.copyfile(folder / path.name, path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ShopwindowError(f"{to}: the disk is full; make room (the demo store needs about 60 MB) and start again: "
                                  "what is drawn is kept") from error  # fmt: skip
        raise
    return files


def _keep_or_clear(images: Path, made_by: str) -> None:
    """Leaves pictures of the same version where they are, and removes any others."""
    images.mkdir(parents=True, exist_ok=True)
    stamp = images / "made-by"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_by:
        return
    for path in images.iterdir():
        path.unlink()
    stamp.write_text(made_by, encoding="utf-8")


def _write_records(files: StudioFiles, shop: Sequence[Listed], seed: int, second_views: bool) -> None:
    _write_csv(files.products, *_product_rows(shop, second_views))
    _write_csv(files.reviews, ("handle", "rating", "title", "text", "author", "date"), reviews(shop, seed))
    _write_csv(files.related, ("handle", "kind", "other_handle"), related(shop, seed))
    _write_csv(files.orders, ORDER_COLUMNS, orders(shop, seed))
    _write_csv(files.interactions, INTERACTION_COLUMNS, interactions(shop, seed))


def _jobs(shop: Sequence[Item], folder: Path, second_views: bool) -> list[_Job]:
    """All front views first: the shop can open with them."""
    fronts = [
        _Job(item, color, "front", str(folder / f"{image}.webp"))
        for item in shop
        for color, image in zip(item.colors, item.images, strict=True)
    ]
    others = [_Job(item, item.colors[0], "other", str(folder / f"{item.second_image}.webp")) for item in shop]
    return fronts + (others if second_views else [])


@contextmanager
def _drawing(jobs: Sequence[_Job], progress: Progress | None, processes: int) -> Iterator[None]:
    """Draws what is missing, in processes of their own while the block runs, and waits for the rest after it."""
    missing = [job for job in jobs if not Path(job.path).exists()]
    done = len(jobs) - len(missing)
    if progress:
        progress(done, len(jobs))
    # a product's colours share their outlines and light, so one process draws them one after the other
    groups = [list(some) for _, some in groupby(missing, key=lambda job: (job.item.id, job.view))]
    with _drawn(groups, processes) as drawn:
        yield
        for count in drawn:
            done += count
            if progress:
                progress(done, len(jobs))


@contextmanager
def _drawn(groups: Sequence[Sequence[_Job]], processes: int) -> Iterator[Iterator[int]]:
    """How many pictures each group had, as they are finished."""
    if processes < 2 or len(groups) < 8:
        yield map(_pictures, groups)
        return
    with ProcessPoolExecutor(processes, initializer=gc.disable) as pool:  # they make arrays by the million, and no cycles
        yield pool.map(_pictures, groups, chunksize=2)


def _pictures(jobs: Sequence[_Job]) -> int:
    for job in jobs:
        _picture(job)
    return len(jobs)


def _picture(job: _Job) -> None:
    """Draws one picture; a file of its name is there only when it is whole."""
    data = webp(photograph(draw(job.item.spec(job.color, job.view))))
    partial = f"{job.path}.{os.getpid()}"
    try:
        Path(partial).write_bytes(data)
        os.replace(partial, job.path)
    except OSError:
        Path(partial).unlink(missing_ok=True)
        raise


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _product_rows(shop: Sequence[Listed], second_views: bool) -> tuple[Sequence[str], Iterator[Sequence[object]]]:
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
            if second_views:
                yield _second_view(one, columns)

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


def _second_view(one: Listed, columns: Sequence[str]) -> Sequence[object]:
    """A row that only adds a picture, as Shopify writes them."""
    row: dict[str, object] = dict.fromkeys(columns, "")
    row |= {
        "Handle": one.id,
        "Image Src": f"media/{one.item.second_image}.webp",
        "Image Position": len(one.item.colors) + 1,
        "Image Alt Text": f"{one.item.title}, another view",
    }
    return [row[column] for column in columns]
