"""How much faster an import is the second time, when 1% of the products changed: with pictures and without, as JSON.

    python -m benchmarks.importing.again [--products 2000]

The feed is the demo shop's, repeated under other handles until there are so many; each has its own picture files (the
demo shop's, with one byte of a comment changed, so that each is brought on its own). The baseline of each ratio is the first
import in the same run.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.importing import ImportOptions, ImportReport, import_feed
from data.studio.feed import StudioFiles, draw_store
from nlu.encoder import SentenceEncoder

Rows = list[dict[str, str]]


def repeated(drawn: StudioFiles, folder: Path, products: int) -> Rows:
    """Rows of so many products, with a picture file for each picture of each."""
    with drawn.products.open(newline="", encoding="utf-8") as source:
        by_handle: dict[str, Rows] = {}
        for row in csv.DictReader(source):
            by_handle.setdefault(row["Handle"], []).append(row)
    (folder / "media").mkdir()
    out: Rows = []
    handles = list(by_handle)
    for number in range(products):
        copy, rows = number // len(handles), by_handle[handles[number % len(handles)]]
        for row in rows:
            again = {**row, "Handle": f"{row['Handle']}-{copy}", "Variant SKU": f"{row['Variant SKU']}-{copy}"}
            if row["Title"]:
                again |= {"Title": f"{row['Title']} No. {copy}", "Body (HTML)": f"{row['Body (HTML)']}<p>Edition {copy}.</p>"}
            for column in ("Image Src", "Variant Image"):
                if row[column]:
                    again[column] = f"media/{copy}-{Path(row[column]).name.removesuffix('.webp')}.jpg"
                    _picture(drawn.images / Path(row[column]).name, folder / again[column], copy)
            out.append(again)
    return out


def _picture(source: Path, target: Path, copy: int) -> None:
    """The picture as a JPEG of a shop's usual size, with a comment of its own."""
    from PIL import Image

    if not target.exists():
        with Image.open(source) as image:
            image.resize((1000, 1000)).save(target, "JPEG", quality=85, comment=str(copy).encode())


def write(path: Path, rows: Rows) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def changed(rows: Rows, share: float) -> Rows:
    """The same rows with another price and another description for this share of the products."""
    handles = list(dict.fromkeys(row["Handle"] for row in rows))
    chosen = set(handles[:: round(1 / share)])
    return [
        {**row, "Variant Price": "77.00", "Body (HTML)": row["Body (HTML)"] and row["Body (HTML)"] + "<p>New this week.</p>"}
        if row["Handle"] in chosen
        else row
        for row in rows
    ]


def timed(options: ImportOptions, encoder: SentenceEncoder) -> tuple[float, ImportReport]:
    started = time.perf_counter()
    report = import_feed(options, encoder)
    return time.perf_counter() - started, report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=2000)
    given = parser.parse_args()
    encoder = SentenceEncoder.open(threads=2)
    figures: dict[str, object] = {"machine": f"{os.cpu_count()} cores", "products": given.products}
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        rows = repeated(draw_store(folder / "drawn"), folder, given.products)
        feed = folder / "feed.csv"
        for name, images in (("with_pictures", None), ("without_pictures", "none")):
            write(feed, rows)
            options = ImportOptions(source=feed, to=folder / name, images=images)
            first, _ = timed(options, encoder)
            write(feed, changed(rows, 0.01))
            again, report = timed(options, encoder)
            figures[name] = {
                "first_s": round(first, 2),
                "again_s": round(again, 2),
                "times_faster": round(first / again, 1),
                "unchanged": report.copied,
                "embedded": report.embedded,
                "pictures_brought": report.pictures_brought,
            }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
