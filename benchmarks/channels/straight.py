"""Milliseconds that our own channels add to a turn, as JSON: Rasa's REST channel, Slack and Messenger, on loopback.

    python -m benchmarks.channels.straight --store var/demo-store [--turns 120]

A real server is started, and beside it one that takes what is sent to Slack and to Meta at once. The baseline is a turn in
process (`Assistant.turn`), which is kept on the disk as well: what stands beside the turn's own time (`timing_ms`) there is added
by no channel. For REST, it is the time of the request less the turn's own, and the same of `POST /v1/chat` beside it; for Slack
and Messenger the time from the event's request to the first call that answers it, less the turn's own; `taken` is until the
platform is told so. `added` is what each has above the baseline.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY, create_connection, socket
from tempfile import TemporaryDirectory
from types import MappingProxyType

import httpx
import numpy as np

from assistant.channels.ledger import Ledger
from assistant.message import ChatRequest
from assistant.session import Assistant
from benchmarks.serving.turn_latency import conversations

SECRETS = {
    "SLACK_SIGNING_SECRET": "s",
    "SLACK_BOT_TOKEN": "xoxb",
    "MESSENGER_APP_SECRET": "m",
    "MESSENGER_PAGE_TOKEN": "p",
    "MESSENGER_VERIFY_TOKEN": "v",
}


STATE: list[Path] = []


class Client:
    """Posts JSON over one connection that stays open, each request in one piece. Nearly for nothing: what a client costs is not
    added by the server.
    """

    def __init__(self, port: int) -> None:
        self._socket = create_connection(("127.0.0.1", port), 60)
        self._socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)

    def post(self, path: str, body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> bytes:
        """What is answered. Raises `ValueError` where that is no success."""
        told = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        return self._asked("POST", path, body, told)

    def get(self, path: str) -> bytes:
        """What is answered. Raises `ValueError` where that is no success."""
        return self._asked("GET", path, b"", {})

    def _asked(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        answer = HTTPResponse(self._socket, method=method)
        answer.begin()
        content = answer.read()
        if answer.status != 200:
            raise ValueError(f"{method} {path}: {answer.status}")
        return content


class Platform:
    """Takes every call, and remembers when the first with an answer came for each conversation."""

    def __init__(self) -> None:
        self.came: dict[str, float] = {}
        self.told = threading.Condition()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                now = time.perf_counter()
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = b'{"ok": true}'
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
                if "sender_action" not in call:
                    with platform.told:
                        platform.came.setdefault(call.get("channel") or call["recipient"]["id"], now)
                        platform.told.notify_all()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def first(self, who: str) -> float:
        """When the first answer for somebody came; waits for it."""
        with self.told:
            if not self.told.wait_for(lambda: who in self.came, 30):
                raise TimeoutError(who)
            return self.came.pop(who)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=Path("var/demo-store"))
    parser.add_argument("--turns", type=int, default=120)
    options = parser.parse_args()
    said = [text for conversation in conversations() for text in conversation][: options.turns]
    platform, port = Platform(), free_port()
    with TemporaryDirectory() as state:
        STATE.append(Path(state))
        command = [sys.executable, "-m", "assistant.commands", "serve", "--store", str(options.store), "--state", state, "--port"]
        environment = {**os.environ, **SECRETS, "SLACK_API_URL": platform.url, "MESSENGER_GRAPH_URL": platform.url}
        server = subprocess.Popen(
            [*command, str(port), "--channels", "slack,messenger"], env=environment, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(port)
            client = Client(port)
            for _ in range(2):  # the first round warms up
                beside = {name: measure(client, platform, said) for name, measure in MEASURES.items()}
        finally:
            server.terminate()
            server.wait(30)
    base = in_process(options.store, said)
    told = {name: figures(one.beside, base) | one.more for name, one in beside.items()}
    print(json.dumps({"store": options.store.name, "turns": len(said), "in_process": figures(base), **told}, indent=1))


@dataclass(frozen=True, slots=True)
class Told:
    """Milliseconds of each turn beside its own, and what else is to be said."""

    beside: list[float]
    more: dict[str, float] = field(default_factory=dict)


def in_process(store: Path, said: list[str]) -> list[float]:
    """The same turns with nothing between."""
    with TemporaryDirectory() as state:
        assistant = Assistant.open(store, Path(state))
        gc.collect()
        gc.freeze()  # as a server does
        for name in ("warm", "measured"):
            beside = []
            for text in said:
                begun = time.perf_counter()
                reply = assistant.turn(ChatRequest(session_id=name, text=text))
                beside.append((time.perf_counter() - begun) * 1000 - reply.timing_ms["total"])
        assistant.close()
    return beside


def api(client: Client, platform: Platform, said: list[str]) -> Told:
    beside = []
    for text in said:
        body = json.dumps({"session_id": f"api{time.time_ns() // 10**11}", "text": text}).encode()
        begun = time.perf_counter()
        turn = json.loads(client.post("/v1/chat", body))
        beside.append((time.perf_counter() - begun) * 1000 - turn["timing_ms"]["total"])
    return Told(beside)


def rest(client: Client, platform: Platform, said: list[str]) -> Told:
    beside = []
    for text in said:
        body = json.dumps({"sender": f"r{time.time_ns() // 10**11}", "message": text}).encode()
        begun = time.perf_counter()
        answers = json.loads(client.post("/webhooks/rest/webhook", body))
        turn = answers[-1]["custom"]["shopwindow"]
        beside.append((time.perf_counter() - begun) * 1000 - turn["timing_ms"]["total"])
    return Told(beside)


def slack(client: Client, platform: Platform, said: list[str]) -> Told:
    beside, taken = [], []
    for number, text in enumerate(said):
        channel, stamp = f"D{time.time_ns()}", f"{time.time():.6f}"
        event = {"type": "message", "channel_type": "im", "user": "U1", "channel": channel, "text": text, "ts": stamp}
        body = json.dumps({"type": "event_callback", "team_id": "T", "event_id": f"E{number}{stamp}", "event": event}).encode()
        at = str(int(time.time()))
        made = hmac.new(b"s", f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={made}"}
        begun = time.perf_counter()
        client.post("/webhooks/slack/webhook", body, headers)
        taken.append((time.perf_counter() - begun) * 1000)
        beside.append((platform.first(channel) - begun) * 1000 - own(client, "slack", f"T:{channel}::"))
    return Told(beside, {"taken_p50_ms": round(float(np.median(taken)), 2)})


def messenger(client: Client, platform: Platform, said: list[str]) -> Told:
    beside, taken = [], []
    for text in said:
        shopper = f"{time.time_ns()}"
        message = {"mid": f"m{shopper}", "text": text}
        one = {"sender": {"id": shopper}, "recipient": {"id": "P"}, "message": message}
        body = json.dumps({"object": "page", "entry": [{"messaging": [one]}]}).encode()
        headers = {"X-Hub-Signature-256": "sha256=" + hmac.new(b"m", body, hashlib.sha256).hexdigest()}
        begun = time.perf_counter()
        client.post("/webhooks/messenger/webhook", body, headers)
        taken.append((time.perf_counter() - begun) * 1000)
        beside.append((platform.first(shopper) - begun) * 1000 - own(client, "messenger", f"P:{shopper}"))
    return Told(beside, {"taken_p50_ms": round(float(np.median(taken)), 2)})


MEASURES = {"api": api, "rest": rest, "slack": slack, "messenger": messenger}


def own(client: Client, channel: str, conversation: str) -> float:
    """The time of the last turn itself in a conversation, whose session only the ledger knows."""
    ledger = Ledger(STATE[0] / "channels.sqlite")
    session = ledger.session_of((channel, conversation), "none")
    ledger.close()
    return float(json.loads(client.get(f"/v1/sessions/{session}"))["turns"][-1]["reply"]["timing_ms"]["total"])


def figures(beside: list[float], base: list[float] | None = None) -> dict[str, float]:
    told = {f"beside_p{p}_ms": round(float(np.percentile(beside, p)), 2) for p in (50, 95)}
    if base is not None:
        told["added_p50_ms"] = round(float(np.median(beside)) - float(np.median(base)), 2)
    return told


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            create_connection(("127.0.0.1", port), 1).close()
            if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=60).is_success:
                return
        except (OSError, httpx.HTTPError):
            time.sleep(0.2)
    raise TimeoutError("the server did not become ready")


if __name__ == "__main__":
    main()
