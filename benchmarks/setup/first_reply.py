"""From a clean clone to the first reply: seconds of `make run`, and the size of what it installs.

    python benchmarks/setup/first_reply.py [--repository .] [--port 7899] [--python python3]

Clones the repository into a temporary folder, runs `make run` there, asks over HTTP until an answer shows products, and
prints one JSON object. Only the standard library: it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repository", default=str(Path(__file__).resolve().parents[2]))
    parser.add_argument("--port", type=int, default=7899)
    parser.add_argument("--python", default="python3")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which it is given up")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "shopwindow"
        subprocess.run(["git", "clone", "--quiet", options.repository, str(clone)], check=True)
        started = time.monotonic()
        command = ["make", "run", f"PORT={options.port}", f"PYTHON={options.python}"]
        server = subprocess.Popen(command, cwd=clone, stdout=sys.stderr, stderr=sys.stderr, start_new_session=True)
        try:
            products = first_reply(server, options.port, started + options.limit)
            seconds = time.monotonic() - started
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()
        installed = sum(f.lstat().st_size for f in (clone / ".venv").rglob("*") if f.is_file() and not f.is_symlink())
        torch = any((clone / ".venv").glob("lib/python*/site-packages/torch"))
        print(
            json.dumps(
                {
                    "seconds_to_first_reply": round(seconds, 1),
                    "products_shown": products,
                    "installed_mb": round(installed / 1e6),
                    "torch_installed": torch,
                }
            )
        )
    return 0


def first_reply(server: subprocess.Popen[bytes], port: int, until: float) -> int:
    """Asks until products come; their number. Raises `SystemExit` when the server ends or time runs out."""
    body = json.dumps({"session_id": "first", "text": "a warm jacket under $150"}).encode()
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"make run ended with {server.returncode}")
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/v1/chat", data=body, headers={"content-type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return len(json.load(answer)["reply"]["products"])
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise SystemExit("no reply in time")


if __name__ == "__main__":
    raise SystemExit(main())
