"""How long the demo store takes to build, how large it is, and how fast labelled pictures are drawn, as JSON.

    python -m benchmarks.studio.building [--masks 200]

In a fresh folder, on two processes: the front views and the store ready to talk; then the second views, as `make run` adds them
while it already serves; then labelled training pictures. Beside the drawing, in the same run, what a plain save of the same
pictures as WebP takes: the part that no drawing could save.
"""

from __future__ import annotations

import argparse
import json
import time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from assistant.commands.building import build_demo
from data.studio.scenes import write_scenes


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--masks", type=int, default=200)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        store = Path(folder) / "demo-store"
        started = time.perf_counter()
        report = build_demo(store)
        front = time.perf_counter() - started
        drawn = sorted((Path(folder) / "demo-store.drawing" / "media").glob("*.webp"))
        sizes = [path.stat().st_size for path in drawn]
        started = time.perf_counter()
        for path in drawn[:100]:
            with Image.open(path) as picture:
                picture.convert("RGB").save(BytesIO(), "WEBP", quality=88, method=2)
        saving = (time.perf_counter() - started) / len(drawn[:100])
        started = time.perf_counter()
        both = build_demo(store, second_views=True)
        second = time.perf_counter() - started
        started = time.perf_counter()
        write_scenes(Path(folder) / "masks", seed=1, count=options.masks)
        masks = options.masks / (time.perf_counter() - started)
        whole = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    told = {
        "products": report.products,
        "front_views": len(drawn),
        "seconds_until_it_can_talk": round(front, 1),
        "second_views": both.pictures - report.pictures,
        "seconds_for_second_views": round(second, 1),
        "largest_picture_bytes": max(sizes),
        "mean_picture_bytes": round(sum(sizes) / len(sizes)),
        "milliseconds_to_save_a_picture": round(saving * 1000, 1),
        "store_megabytes": round(whole / 1e6, 1),
        "labelled_pictures_a_second": round(masks, 1),
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
