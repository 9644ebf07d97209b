"""Milliseconds that Rasa adds to a turn, as JSON: our project beside a stock Rasa with an echo action, in one run.

    make rasa; python -m benchmarks.channels.rasa --store var/demo-store [--conversations 12] [--long 3]

Added is the time of a request to Rasa's REST channel less the action's own: for ours `timing_ms.total` of the turn, for the echo
the time between its request and its answer. `turn_5` is of turns 4 to 6, `turn_200` of turns 192 to 200, of the same three
messages in both; between them come others. The stock bot has the
pipeline that `rasa init` writes, and a rule that gives each message to the echo; trackers in memory, as is Rasa's default.
`quick` is how long the second of two messages waits that are sent within 10 ms.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx
import numpy as np
import psutil
import yaml

from benchmarks.channels.straight import free_port, wait_for
from benchmarks.serving.turn_latency import conversations
from tests.channels.rasa_server import PROJECT, TOKEN, RasaServer, environment, train

PROBES = ("red dresses under $200", "something else in blue", "which of these is the cheapest?")

STOCK = {
    "config.yml": {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "en",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "epochs": 5, "constrain_similarities": True},
            {"name": "EntitySynonymMapper"},
        ],
        "policies": [{"name": "RulePolicy"}],
    },
    "domain.yml": {"version": "3.1", "intents": ["one", "other"], "actions": ["action_echo"]},
    "data/data.yml": {
        "version": "3.1",
        "nlu": [
            {"intent": "one", "examples": "- show me shoes\n- red dresses\n- a lamp\n- boots under 100\n"},
            {"intent": "other", "examples": "- hi\n- thanks\n- bye\n- hello there\n"},
        ],
        "rules": [
            {"rule": "one", "steps": [{"intent": "one"}, {"action": "action_echo"}]},
            {"rule": "other", "steps": [{"intent": "other"}, {"action": "action_echo"}]},
        ],
    },
}


class Echo:
    """An action server that says what was said; `took` is how long the last call was with it, in ms."""

    def __init__(self) -> None:
        self.took = 0.0
        echo = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                begun = time.perf_counter()
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                said = call["tracker"]["latest_message"]["text"]
                answer = json.dumps({"events": [], "responses": [{"text": said}]}).encode()
                echo.took = (time.perf_counter() - begun) * 1000
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=Path("var/demo-store"))
    parser.add_argument("--conversations", type=int, default=12)
    parser.add_argument("--long", type=int, default=3)
    options = parser.parse_args()
    texts = [text for conversation in conversations() for text in conversation]
    told: dict[str, object] = {}
    with TemporaryDirectory() as folder:
        root = Path(folder)
        told["train_seconds"] = round(train(PROJECT, root / "ours"), 1)
        for name, content in STOCK.items():
            path = root / "source" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(content, sort_keys=False))
        told["train_seconds_stock"] = round(train(root / "source", root / "stock"), 1)
        echo = Echo()
        stock = RasaServer(root / "stock", root / "stock-run", echo.url, action=echo.url, plain=True)
        port = free_port()
        command = [sys.executable, "-m", "assistant.commands", "serve", "--store", str(options.store)]
        command += ["--state", str(root / "state"), "--port", str(port)]
        serving = subprocess.Popen(command, env=environment({"SHOPWINDOW_RASA_TOKEN": TOKEN}), stderr=subprocess.DEVNULL)
        wait_for(port)
        ours = RasaServer(root / "ours", root / "ours-run", f"http://127.0.0.1:{port}")
        try:
            for _ in range(2):  # the first round warms up
                told["stock"] = added(stock, texts, options, echo)
                told["ours"] = added(ours, texts, options, None)
            told["quick_ms"], told["quick_ms_stock"] = quick(ours), quick(stock)
            told["resident_mb"], told["resident_mb_stock"] = resident(ours), resident(stock)
        finally:
            for server in (stock, ours):
                server.stop()
            serving.terminate()
            serving.wait(30)
    print(json.dumps(told, indent=1))


def added(rasa: RasaServer, texts: list[str], options: argparse.Namespace, echo: Echo | None) -> dict[str, object]:
    """Percentiles at turn 5 and at turn 200, and the ratio of their medians."""
    early: list[float] = []
    late: list[float] = []
    with httpx.Client(base_url=rasa.url, timeout=60) as client:
        for number in range(options.conversations + options.long):
            turns = 6 if number < options.conversations else 200
            sender = uuid4().hex
            for turn, text in enumerate(islice(cycle(texts[number:]), turns), 1):
                measured = 4 <= turn <= 6 or turn >= 192
                text = PROBES[turn % 3] if measured else text
                begun = time.perf_counter()
                answers = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": text}).json()
                took = (time.perf_counter() - begun) * 1000
                own = echo.took if echo else answers[-1]["custom"]["shopwindow"]["timing_ms"]["total"]
                if measured:
                    (early if turn <= 6 else late).append(took - own)
    return {
        "turn_5": figures(early),
        "turn_200": figures(late),
        "growth": round(float(np.median(late) / np.median(early)), 3),
    }


def quick(rasa: RasaServer) -> float:
    """The median of how long the second of two messages takes that are sent within 10 ms, in ms."""
    waits: list[float] = []
    for number in range(10):
        sender = f"quick{number}-{time.time_ns()}"
        rasa.say(sender, "hello")
        first = threading.Thread(target=rasa.say, args=(sender, "lamps"))
        first.start()
        time.sleep(0.01)
        begun = time.perf_counter()
        rasa.say(sender, "thanks")
        waits.append((time.perf_counter() - begun) * 1000)
        first.join()
    return round(float(np.median(waits)), 1)


def resident(rasa: RasaServer) -> int:
    """Megabytes in memory, children with it."""
    process = psutil.Process(rasa.pid)
    return round(sum(p.memory_info().rss for p in (process, *process.children(recursive=True))) / 2**20)


def figures(ms: list[float]) -> dict[str, float]:
    return {f"added_p{p}_ms": round(float(np.percentile(ms, p)), 1) for p in (50, 95)}


if __name__ == "__main__":
    main()
