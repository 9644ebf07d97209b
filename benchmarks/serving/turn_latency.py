"""Milliseconds of a turn on one core, and the memory of a server that has answered them all, as JSON.

    python benchmarks/serving/turn_latency.py [--store STORE] [--products 2000]

Without `--store`, one of that many products is built once under `var/`: the demo shop's, repeated under other names and prices,
without pictures. The messages are those of `messages.txt`: scripted conversations, a blank line between two. Times are of whole
turns, state written to disk and all; the first round warms up and is not counted.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

os.environ.setdefault("OMP_NUM_THREADS", "1")

MESSAGES = Path(__file__).with_name("messages.txt")


def conversations() -> list[list[str]]:
    """The scripted conversations."""
    return [block.splitlines() for block in MESSAGES.read_text(encoding="utf-8").strip().split("\n\n")]


def build_store(store: Path, products: int) -> None:
    """The demo shop's products, repeated until there are `products`."""
    from assistant.importing import ImportOptions, import_feed
    from data.studio.feed import draw_store
    from nlu.encoder import SentenceEncoder

    with TemporaryDirectory() as folder:
        drawn = draw_store(Path(folder) / "drawn")
        feed = Path(folder) / "many.csv"
        with drawn.products.open(newline="", encoding="utf-8") as source, feed.open("w", newline="", encoding="utf-8") as out:
            rows = list(csv.DictReader(source))
            handles = list(dict.fromkeys(row["Handle"] for row in rows))
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            for number in range(products):
                writer.writerows(
                    again(row, number // len(handles)) for row in rows if row["Handle"] == handles[number % len(handles)]
                )
        import_feed(ImportOptions(source=feed, to=store, images="none"), SentenceEncoder.open(threads=2))


def again(row: dict[str, str], copy: int) -> dict[str, str]:
    """A row as one of another product: its handle, SKU and title numbered, its price moved by a few percent a copy."""
    if copy == 0:
        return row
    price = f"{float(row['Variant Price']) * (1 + 0.03 * copy):.2f}" if row["Variant Price"] else ""
    return {
        **row,
        "Handle": f"{row['Handle']}-{copy}",
        "Title": f"{row['Title']} {copy + 1}" if row["Title"] else "",
        "Variant SKU": f"{row['Variant SKU']}-{copy}" if row["Variant SKU"] else "",
        "Variant Price": price,
        "Variant Compare At Price": "",
    }


def turn_times(store: Path, rounds: int) -> tuple[list[float], dict[str, float]]:
    """Milliseconds of each turn, and the mean of each stage."""
    from assistant.message import ChatRequest
    from assistant.session import Assistant

    times: list[float] = []
    stages: dict[str, list[float]] = {}
    with TemporaryDirectory() as state:
        assistant = Assistant.open(store, Path(state))
        for round_number in range(rounds + 1):
            for number, talk in enumerate(conversations()):
                for text in talk:
                    started = time.perf_counter()
                    reply = assistant.turn(ChatRequest.model_validate({"session_id": f"{round_number}-{number}", "text": text}))
                    if round_number > 0:
                        times.append((time.perf_counter() - started) * 1000)
                        for stage, ms in reply.timing_ms.items():
                            stages.setdefault(stage, []).append(ms)
        assistant.close()
    return times, {stage: round(float(np.mean(ms)), 2) for stage, ms in stages.items()}


def server_megabytes(store: Path) -> dict[str, float]:
    """Resident memory of a `serve` process, when ready and after all conversations."""
    import socket
    import subprocess
    import sys

    import httpx
    import psutil

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with TemporaryDirectory() as state:
        command = [
            sys.executable,
            "-m",
            "assistant.commands",
            "serve",
            "--store",
            str(store),
            "--state",
            state,
            "--port",
            str(port),
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with httpx.Client(timeout=60) as client:
                for _ in range(200):
                    try:
                        if client.get(f"{url}/readyz").status_code == 200:
                            break
                    except httpx.HTTPError:
                        time.sleep(0.1)
                client.get(url)
                memory = psutil.Process(process.pid).memory_info
                ready = memory().rss
                for number, talk in enumerate(conversations()):
                    for text in talk:
                        client.post(f"{url}/v1/chat", json={"session_id": str(number), "text": text}).raise_for_status()
                return {"ready": round(ready / 2**20), "after_turns": round(memory().rss / 2**20)}
        finally:
            process.terminate()
            process.wait(timeout=20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    store = given.store
    if store is None:
        store = Path("var") / f"bench-store-{given.products}"
        if not (store / "CURRENT").exists():
            build_store(store, given.products)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    times, stages = turn_times(store, given.rounds)
    p50, p95, p99 = (round(float(value), 1) for value in np.percentile(times, [50, 95, 99]))
    figures = {
        "machine": f"1 of {os.cpu_count()} cores, Python {platform.python_version()}",
        "store": str(store),
        "turns": len(times),
        "turn_ms": {"p50": p50, "p95": p95, "p99": p99, "max": round(max(times), 1)},
        "stage_ms_mean": stages,
        "serve_megabytes": server_megabytes(store),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
