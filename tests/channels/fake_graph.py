"""A Graph API on loopback that keeps what it gets, and can be slow, refuse, or serve a photo."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]
Answer = tuple[int, Json, dict[str, str]]

TAKEN: Answer = (200, {"message_id": "m"}, {})


class FakeGraph:
    """`behaves(call)` may answer a call of its own, after any time; else it is taken. `calls` are those of messages, in order."""

    def __init__(self) -> None:
        self.calls: list[Json] = []
        self.actions: list[Json] = []
        self.refused: list[Json] = []
        self.tokens: set[str] = set()
        self.photos: dict[str, bytes] = {}
        self.behaves: Callable[[Json], Answer | None] = lambda _: None
        self._told = threading.Condition()
        graph = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                graph.tokens.add(self.headers.get("Authorization", ""))
                status, body, headers = (graph.behaves(call) if "message" in call else None) or TAKEN
                with graph._told:
                    kept = graph.actions if "sender_action" in call else graph.calls if status == 200 else graph.refused
                    kept.append(call)
                    graph._told.notify_all()
                self._answer(status, json.dumps(body).encode(), headers)

            def do_GET(self) -> None:
                photo = graph.photos.get(self.path)
                self._answer(404 if photo is None else 200, photo or b"", {"Content-Type": "image/jpeg"})

            def _answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def to(self, shopper: str) -> list[Json]:
        """The messages that a shopper got."""
        return [call["message"] for call in self.calls if call["recipient"]["id"] == shopper]

    def words_to(self, shopper: str) -> str:
        """Their text, a line each."""
        return "\n".join(message["text"] for message in self.to(shopper) if "text" in message)

    def wait(self, ready: Callable[[], bool], seconds: float = 20.0) -> None:
        """Waits until something is so. Fails after `seconds`."""
        ends = time.monotonic() + seconds
        with self._told:
            while not ready():
                left = ends - time.monotonic()
                assert left > 0, f"not so after {seconds} s; calls {self.calls[-3:]}, refused {self.refused[-3:]}"
                self._told.wait(min(left, 0.2))
