"""Seconds from the command to the first answer, for `shopwindow chat` and `shopwindow serve`, as JSON.

    python benchmarks/serving/startup.py --store STORE [--runs 5]

`chat` is ready when it has answered a first message; `serve` when `/readyz` says so. The first start of each compiles bytecode
and warms the disk's cache, and is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx


def chat_seconds(store: Path, state: str) -> float:
    """From starting `chat --json` to its first reply."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "assistant.commands", "chat", "--store", str(store), "--state", state, "--json"]
    done = subprocess.run(command, input=b"hello\n", capture_output=True, check=True)
    seconds = time.perf_counter() - started
    json.loads(done.stdout)
    return seconds


def serve_seconds(store: Path, state: str) -> float:
    """From starting `serve` to its first 200 at `/readyz`."""
    started = time.perf_counter()
    with serving(store, state):
        return time.perf_counter() - started


@contextmanager
def serving(store: Path, state: str) -> Iterator[tuple[str, int]]:
    """A `serve` that is ready: its address, and its process's number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant.commands", "serve", "--store", str(store), "--state", state, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        while not _ready(address):
            if process.poll() is not None:
                raise SystemExit(f"serve ended with status {process.returncode}")
            time.sleep(0.02)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def _ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=10).status_code == 200
    except httpx.HTTPError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    figures: dict[str, object] = {"machine": f"{os.cpu_count()} cores, Python {platform.python_version()}", "runs": given.runs}
    with TemporaryDirectory() as state:
        for name, measure in (("chat_seconds", chat_seconds), ("serve_seconds", serve_seconds)):
            measure(given.store, state)
            seconds = [measure(given.store, state) for _ in range(given.runs)]
            figures[name] = {"median": round(statistics.median(seconds), 2), "max": round(max(seconds), 2)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
