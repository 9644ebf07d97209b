"""A Graph API and a Slack Web API on loopback that keep what they get, and can be slow, refuse, or serve a photo."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]
Answer = tuple[int, Json, dict[str, str]]

TAKEN: Answer = (200, {"ok": True, "message_id": "m", "ts": "1.1"}, {})


class FakePlatform:
    """A server that keeps what is posted to it, and gives out `photos`, each after `photo_takes` seconds.

    `behaves(path, call)` may answer a call of its own, after any time;
    `answers(path, call)` is what it says to one that it takes, kept with it as "answered".

    `calls` are (path, call) that were taken, `refused` those that were not, both in order; `tokens` the bearers that were shown.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.refused: list[tuple[str, Json]] = []
        self.tokens: set[str] = set()
        self.photos: dict[str, bytes] = {}
        self.photo_takes = 0.0
        self.behaves: Callable[[str, Json], Answer | None] = lambda path, call: None
        self.answers: Callable[[str, Json], Json] | None = None
        self._told = threading.Condition()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
                call = dict(parse_qsl(body)) if form else json.loads(body)
                platform.tokens.add(self.headers.get("Authorization", ""))
                answer = platform.behaves(self.path, call)
                status, body, headers = answer or TAKEN
                if answer is None and platform.answers is not None:
                    body = call["answered"] = platform.answers(self.path, call)
                with platform._told:
                    (platform.calls if answer is None else platform.refused).append((self.path, call))
                    platform._told.notify_all()
                self._answer(status, json.dumps(body).encode(), headers)

            def do_GET(self) -> None:
                platform.tokens.add(self.headers.get("Authorization", ""))
                photo = platform.photos.get(self.path)
                time.sleep(platform.photo_takes)
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

    def forget(self) -> None:
        """As new, at the same address."""
        with self._told:
            self.calls, self.refused, self.tokens, self.photos, self.photo_takes = [], [], set(), {}, 0.0
            self.behaves = lambda path, call: None
            self.answers = None

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self, ready: Callable[[], bool], seconds: float = 20.0) -> None:
        """Waits until something is so. Fails after `seconds`."""
        ends = time.monotonic() + seconds
        with self._told:
            while not ready():
                left = ends - time.monotonic()
                assert left > 0, f"not so after {seconds} s; calls {self.calls[-3:]}, refused {self.refused[-3:]}"
                self._told.wait(min(left, 0.2))


class FakeGraph(FakePlatform):
    """The Send API of Messenger."""

    @property
    def actions(self) -> list[str]:
        """The sender actions, in order."""
        return [call["sender_action"] for _, call in self.calls if "sender_action" in call]

    def to(self, shopper: str) -> list[Json]:
        """The messages that a shopper got."""
        return [call["message"] for _, call in self.calls if call["recipient"]["id"] == shopper and "message" in call]

    def refused_to(self, shopper: str) -> list[Json]:
        return [call for _, call in self.refused if call["recipient"]["id"] == shopper]

    def words_to(self, shopper: str) -> str:
        """Their text, a line each."""
        return "\n".join(message["text"] for message in self.to(shopper) if "text" in message)


class FakeSlack(FakePlatform):
    """The Web API of Slack."""

    def to(self, channel: str, method: str = "chat.postMessage") -> list[Json]:
        """What was posted in a channel by a method."""
        return [call for path, call in self.calls if path == f"/{method}" and call.get("channel") == channel]

    def words_to(self, channel: str) -> str:
        """The text of what everybody in a channel reads, a line each."""
        return "\n".join(call["text"] for call in self.to(channel))

    @property
    def windows(self) -> list[Json]:
        return [call for path, call in self.calls if path == "/views.open"]
