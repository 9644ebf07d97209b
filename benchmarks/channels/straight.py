"""Milliseconds that our own channels add to a turn, as JSON: Rasa's REST channel, Slack and Messenger, on loopback.

    python -m benchmarks.channels.straight --store var/demo-store [--turns 120]

A real server is started, and beside it one that takes what is sent to Slack and to Meta at once. For REST, added is the time of
the request less the turn's own (`timing_ms`), and the same of `POST /v1/chat` stands beside it; for Slack and Messenger the time
from the event's request to the first call that answers it, less the turn's own; `taken` is until the platform is told so.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_connection, socket
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from assistant.channels.ledger import Ledger
from benchmarks.serving.turn_latency import conversations

SECRETS = {
    "SLACK_SIGNING_SECRET": "s",
    "SLACK_BOT_TOKEN": "xoxb",
    "MESSENGER_APP_SECRET": "m",
    "MESSENGER_PAGE_TOKEN": "p",
    "MESSENGER_VERIFY_TOKEN": "v",
}


STATE: list[Path] = []


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
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                for _ in range(2):  # the first round warms up
                    told = {name: measure(client, platform, said) for name, measure in MEASURES.items()}
        finally:
            server.terminate()
            server.wait(30)
    print(json.dumps({"store": options.store.name, "turns": len(said), **told}, indent=1))


def api(client: httpx.Client, platform: Platform, said: list[str]) -> dict[str, float]:
    added = []
    for text in said:
        begun = time.perf_counter()
        turn = client.post("/v1/chat", json={"session_id": f"api{time.time_ns() // 10**11}", "text": text}).json()
        added.append((time.perf_counter() - begun) * 1000 - turn["timing_ms"]["total"])
    return figures(added)


def rest(client: httpx.Client, platform: Platform, said: list[str]) -> dict[str, float]:
    added = []
    for text in said:
        begun = time.perf_counter()
        answers = client.post("/webhooks/rest/webhook", json={"sender": f"r{time.time_ns() // 10**11}", "message": text}).json()
        turn = answers[-1]["custom"]["shopwindow"]
        added.append((time.perf_counter() - begun) * 1000 - turn["timing_ms"]["total"])
    return figures(added)


def slack(client: httpx.Client, platform: Platform, said: list[str]) -> dict[str, float]:
    added, taken = [], []
    for number, text in enumerate(said):
        channel, stamp = f"D{time.time_ns()}", f"{time.time():.6f}"
        event = {"type": "message", "channel_type": "im", "user": "U1", "channel": channel, "text": text, "ts": stamp}
        body = json.dumps({"type": "event_callback", "team_id": "T", "event_id": f"E{number}{stamp}", "event": event}).encode()
        at = str(int(time.time()))
        made = hmac.new(b"s", f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={made}", "Content-Type": "application/json"}
        begun = time.perf_counter()
        client.post("/webhooks/slack/webhook", content=body, headers=headers).raise_for_status()
        taken.append((time.perf_counter() - begun) * 1000)
        added.append((platform.first(channel) - begun) * 1000 - own(client, "slack", f"T:{channel}::"))
    return {**figures(added), "taken_p50_ms": round(float(np.median(taken)), 2)}


def messenger(client: httpx.Client, platform: Platform, said: list[str]) -> dict[str, float]:
    added, taken = [], []
    for text in said:
        shopper = f"{time.time_ns()}"
        message = {"mid": f"m{shopper}", "text": text}
        one = {"sender": {"id": shopper}, "recipient": {"id": "P"}, "message": message}
        body = json.dumps({"object": "page", "entry": [{"messaging": [one]}]}).encode()
        headers = {"X-Hub-Signature-256": "sha256=" + hmac.new(b"m", body, hashlib.sha256).hexdigest()}
        begun = time.perf_counter()
        client.post("/webhooks/messenger/webhook", content=body, headers=headers).raise_for_status()
        taken.append((time.perf_counter() - begun) * 1000)
        added.append((platform.first(shopper) - begun) * 1000 - own(client, "messenger", f"P:{shopper}"))
    return {**figures(added), "taken_p50_ms": round(float(np.median(taken)), 2)}


MEASURES = {"api": api, "rest": rest, "slack": slack, "messenger": messenger}


def own(client: httpx.Client, channel: str, conversation: str) -> float:
    """The time of the last turn itself in a conversation, whose session only the ledger knows."""
    ledger = Ledger(STATE[0] / "channels.sqlite")
    session = ledger.session_of((channel, conversation), "none")
    ledger.close()
    return float(client.get(f"/v1/sessions/{session}").json()["turns"][-1]["reply"]["timing_ms"]["total"])


def figures(added: list[float]) -> dict[str, float]:
    return {f"added_p{p}_ms": round(float(np.percentile(added, p)), 2) for p in (50, 95)}


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
