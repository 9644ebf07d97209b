"""Megabytes that a running `serve` holds, and held at most, with the largest photos that a shopper may send, as JSON.

    python -m benchmarks.serving.photo_memory --store STORE

`resident` after each step, `most` up to then: once ready, after some turns, after a small photo (the tower has run), then after
the largest of each kind that is opened, each with a phrase of 300 words.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from PIL import Image

from benchmarks.serving.startup import serving

SAID = (
    "red shoes", "show me the laces of the first one", "compare the first two", "dresses under $100",
    "does the first one have pockets?", "can I return it?",
)  # fmt: skip
LARGEST: dict[str, tuple[str, tuple[int, int], dict[str, Any]]] = {
    "jpeg": ("RGB", (8192, 7800), {"format": "JPEG"}),
    "progressive jpeg": ("RGB", (6400, 4100), {"format": "JPEG", "progressive": True}),
    "png": ("RGB", (4000, 3990), {"format": "PNG"}),
    "transparent png": ("RGBA", (2980, 2980), {"format": "PNG"}),
    "webp": ("RGB", (2230, 2230), {"format": "WEBP"}),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    options = parser.parse_args()
    told: dict[str, dict[str, int]] = {}
    with TemporaryDirectory() as state, serving(options.store, state) as (address, process):
        told["ready"] = memory(process)
        for n in range(5):
            for text in SAID:
                say(address, session_id=f"talk-{n}", text=text)
        told["after 30 turns"] = memory(process)
        say(address, session_id="small", text="like this?", image=photo("RGB", (600, 800), {"format": "JPEG"}))
        told["after a small photo"] = memory(process)
        for name, kind in LARGEST.items():
            say(address, session_id=name, text="like this? " + "hood " * 300, image=photo(*kind))
            told[f"after the largest {name}"] = memory(process)
    print(json.dumps(told, indent=1))


def photo(mode: str, size: tuple[int, int], saved: dict[str, Any]) -> str:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, **saved)
    return base64.b64encode(out.getvalue()).decode()


def say(address: str, **turn: str) -> None:
    answer = httpx.post(f"{address}/v1/chat", json=turn, timeout=120)
    answer.raise_for_status()
    if turn.get("image") and "photo" not in answer.json()["reply"]["text"]:
        raise SystemExit(f"the photo was not searched by: {answer.json()['reply']['text'][:200]}")


def memory(process: int) -> dict[str, int]:
    """Megabytes (of 1,048,576 bytes), as Linux tells them."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines())
    return {what: int(lines[name].split()[0]) // 1024 for what, name in (("resident", "VmRSS"), ("most", "VmHWM"))}


if __name__ == "__main__":
    main()
