"""A picture server on the loopback, with whatever goes wrong on the way."""

from __future__ import annotations

import io
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image


def picture(size: tuple[int, int] = (40, 30), color: str = "red", kind: str = "JPEG", **options: object) -> bytes:
    """A plain picture as bytes of a file."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **options)
    return out.getvalue()


class Pictures:
    """What the server has: `files` by path; `asked` counts the requests of each; `waits` are paths that hang until `go`; `moved`
    are redirects.
    """

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.files: dict[str, bytes] = {}
        self.moved: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.waits: set[str] = set()
        self.go = threading.Event()
        self.waiting = threading.Event()


@contextmanager
def serving() -> Iterator[Pictures]:
    """Serves on a free port until the block ends."""
    server = _Quiet(("127.0.0.1", 0), _Answer)
    server.daemon_threads = True
    pictures = Pictures(server.server_address[1])
    server.pictures = pictures  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield pictures
    finally:
        pictures.go.set()
        server.shutdown()
        server.server_close()


class _Quiet(ThreadingHTTPServer):
    """A client that hangs up in the middle is what some tests want: nothing to print."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class _Answer(BaseHTTPRequestHandler):
    """Paths that misbehave: /to/<where>, /status/<n>, /once/<n> (that status the first time), /loop, /drip, /slow-head, /huge."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        pictures: Pictures = self.server.pictures  # type: ignore[attr-defined]
        pictures.asked[self.path] += 1
        if self.path in pictures.waits:
            pictures.waiting.set()
            pictures.go.wait(60)
        _, kind, *rest = [*self.path.split("/", 2), ""]
        try:
            if self.path in pictures.files:
                self._send(200, pictures.files[self.path])
            elif self.path in pictures.moved:
                self._redirect(pictures.moved[self.path])
            elif kind == "to":
                self._redirect(rest[0])
            elif kind == "loop":
                self._redirect(self.path)
            elif kind == "status":
                self._send(int(rest[0]), b"")
            elif kind == "once":
                first = pictures.asked[self.path] == 1
                self._send(int(rest[0]) if first else 200, b"" if first else picture())
            elif kind == "huge":
                self._send(200, bytes(13 << 20))
            elif kind == "drip":
                self.send_response(200)
                self.send_header("Content-Length", "1000000")
                self.end_headers()
                self._drip(b"x")
            elif kind == "slow-head":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                self._drip(b"x")
            else:
                self._send(404, b"gone")
        except OSError:
            self.close_connection = True  # who asked has gone

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self, drop: bytes) -> None:
        for _ in range(200):
            self.wfile.write(drop)
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, format: str, *arguments: object) -> None:
        """Quiet."""
