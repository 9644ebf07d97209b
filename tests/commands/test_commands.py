"""The console command as a person runs it: in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from assistant.reply import TurnReply


def shopwindow(*arguments: str | Path, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command; its output as text."""
    done = subprocess.run(
        [sys.executable, "-m", "assistant.commands", *map(str, arguments)],
        input=given,
        capture_output=True,
        timeout=120,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1", **environment},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(done: subprocess.CompletedProcess[str], *words: str) -> bool:
    """Whether it ended with status 2 and said why on stderr, in words and not in a traceback."""
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr
    return done.returncode == 2


def test_help_names_what_there_is_and_loads_nothing_heavy() -> None:
    done = shopwindow("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    for command in ("demo", "import", "studio", "chat", "serve", "test", "eval"):
        assert command in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not loaded & {"gradio", "lancedb", "fastapi", "onnxruntime", "numpy", "pydantic", "torch"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["chat"],
        ["chat", "--store"],
        ["serve", "--store", "x", "--port", "many"],
        ["serve", "--store", "x", "--port", "70000"],
        ["serve", "--store", "x", "--workers", "0"],
        ["import"],
        ["import", "x.csv", "--to", "y", "--format", "stone-tablet"],
        ["eval", "luck", "x"],
    ],
)
def test_bad_usage_is_told_on_stderr(arguments: list[str]) -> None:
    assert refused(shopwindow(*arguments))


@pytest.mark.parametrize("command", ["chat", "serve", "test"])
def test_a_store_that_is_missing_or_unfinished_is_told_with_the_remedy(command: str, tmp_path: Path) -> None:
    arguments = [command, *([__file__] if command == "test" else []), "--store"]
    extra = ["--port", str(_free_port())] if command == "serve" else []
    assert refused(shopwindow(*arguments, tmp_path / "nowhere", *extra), "nowhere", "shopwindow import")
    (tmp_path / "half" / "versions").mkdir(parents=True)
    assert refused(shopwindow(*arguments, tmp_path / "half", *extra), "half", "shopwindow import")
    (tmp_path / "half" / "CURRENT").write_text("gone")
    assert refused(shopwindow(*arguments, tmp_path / "half", *extra), "gone", "shopwindow import")


def test_a_port_in_use_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        # The store is missing too; the port is what is told.
        assert refused(shopwindow("serve", "--store", tmp_path / "none", "--port", port), port, "--port")
        assert refused(shopwindow("demo", "--port", port, SHOPWINDOW_HOME=str(tmp_path)), port, "--port")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("extra", "word"),
    [
        (["--channels", "pigeon"], "this version serves slack, messenger"),
        (["--channels", "messenger"], "MESSENGER_APP_SECRET"),
        (["--channels", "slack"], "SLACK_SIGNING_SECRET"),
        (["--public-url", "chat.example.com"], "https://"),
        (["--host", "no such host"], "no such host"),
    ],
)
def test_serve_refuses_what_it_cannot_do(demo_store: Path, extra: list[str], word: str) -> None:
    assert refused(shopwindow("serve", "--store", demo_store, "--port", str(_free_port()), *extra), word)


def test_chat_answers_every_line_with_one_line_of_json(demo_store: Path, tmp_path: Path) -> None:
    lines = [
        b"jackets under $90",
        b'{"text": "show me bags"}',
        b'{"session_id": "other", "text": "hello"}',
        b'{"session_id": null, "text": "hello"}',
        b'{"text": 7}',
        b"{broken",
        b"",
        b"\xff\xfe\x00\x01",
        "מעיל 😀".encode(),
        b'{"act": {"name": "show_more"}}',
        b"{" * 5000,
        b"a" * 10_000,
    ]
    done = shopwindow("chat", "--store", demo_store, "--state", tmp_path, "--json", "--session", "mine", given=b"\n".join(lines))
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    problems = [number for number, answer in enumerate(answers) if answer.get("status") == 422]
    assert problems == [4, 5, 6, 10]
    turns = [TurnReply.model_validate(answer) for number, answer in enumerate(answers) if number not in problems]
    assert [turn.session_id for turn in turns] == ["mine", "mine", "other", "mine", "mine", "mine", "mine", "mine"]
    assert [turn.turn for turn in turns if turn.session_id == "mine"] == [1, 2, 3, 4, 5, 6, 7]
    assert all(card.price <= 90 for card in turns[0].reply.products)
    again = shopwindow("chat", "--store", demo_store, "--state", tmp_path, "--json", "--session", "mine", given=b"show me more\n")
    assert json.loads(again.stdout)["turn"] == 8


def test_chat_in_words_shows_products_and_ends_with_its_input(demo_store: Path, tmp_path: Path) -> None:
    done = shopwindow(
        "chat", "--store", demo_store, "--state", tmp_path, given=b"\n[bold]jackets[/bold] under $90\nquit\nnever read"
    )
    assert done.returncode == 0, done.stderr
    assert "1. " in done.stdout
    assert "$" in done.stdout
    assert done.stderr == ""
    assert shopwindow("chat", "--store", demo_store, "--state", tmp_path).returncode == 0
    assert refused(shopwindow("chat", "--store", demo_store, "--session", "x" * 129), "128")


SUITE = """
suite: said
dialogues:
  - id: {id}
    tags: [smoke]
    turns:
      - user: "show me bags"
        expect: {{products: {{min: {least}}}}}
"""


def test_scripts_that_pass_and_scripts_that_fail(demo_store: Path, tmp_path: Path) -> None:
    (tmp_path / "good.yml").write_text(SUITE.format(id="good", least=1))
    (tmp_path / "bad.yml").write_text(SUITE.format(id="bad", least=99))
    good = shopwindow("test", tmp_path / "good.yml", "--store", demo_store, "--junit", tmp_path / "out.xml")
    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "1 passed, 0 failed")
    assert 'name="good"' in (tmp_path / "out.xml").read_text()
    both = shopwindow("test", tmp_path, "--store", demo_store, "--tag", "smoke", "--runs", "2")
    assert (both.returncode, both.stdout.splitlines()[-1]) == (1, "2 passed, 2 failed")
    assert "said / bad" in both.stdout
    assert refused(shopwindow("test", tmp_path / "good.yml", "--store", demo_store, "--tag", "none"), "none")
    assert refused(shopwindow("test", tmp_path / "gone.yml", "--store", demo_store), "gone.yml")
    (tmp_path / "broken.yml").write_text("suite: [")
    assert refused(shopwindow("test", tmp_path / "broken.yml", "--store", demo_store), "broken.yml")
    away = f"http://127.0.0.1:{_free_port()}"
    asked = shopwindow("test", tmp_path / "good.yml", "--store", demo_store, "--url", away)
    assert asked.returncode in (1, 2)
    assert away in asked.stdout + asked.stderr
    figures = json.loads(shopwindow("eval", "dialogues", tmp_path / "good.yml", "--store", demo_store, "--json").stdout)
    assert figures["dialogues_passed"]["value"] == 1.0


FEED = "id,title,brand,price,category,color,stock\np1,Oak Stool,Arbor,49.00,Stools,Brown,3\np2,,Arbor,10,Stools,Red,1\n"


def test_import_reports_what_it_took_and_refused(tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text(FEED)
    done = shopwindow("import", feed, "--to", tmp_path / "store", "--images", "none", "--currency", "EUR")
    assert done.returncode == 0, done.stderr
    assert "1" in done.stdout
    assert "3" in done.stdout  # the line of the row without a title
    turn = shopwindow("chat", "--store", tmp_path / "store", "--json", given=b"stools\n")
    assert [card["id"] for card in json.loads(turn.stdout)["reply"]["products"]] == ["p1"]
    assert json.loads(turn.stdout)["reply"]["products"][0]["currency"] == "EUR"


def test_what_is_logged_stays_out_of_the_json(tmp_path: Path) -> None:
    feed, store = tmp_path / "feed.csv", tmp_path / "store"
    feed.write_text(FEED)
    shopwindow("import", feed, "--to", store, "--images", "none", "--currency", "EUR")
    (file,) = store.glob("versions/*/manifest.json")
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "fingerprints": {**told["fingerprints"], "image": "an older model"}}))
    turn = shopwindow("chat", "--store", store, "--json", given=b"stools\n")
    assert "pictures_not_looked_at" in turn.stderr
    assert len([json.loads(line) for line in turn.stdout.splitlines()]) == 1
    assert "gaps" in json.loads(shopwindow("audit", store, "--json").stdout)


def test_import_refuses_what_is_no_feed(tmp_path: Path) -> None:
    assert refused(shopwindow("import", tmp_path / "gone.csv", "--to", tmp_path / "store"), "gone.csv")
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 20)
    assert refused(shopwindow("import", tmp_path / "noise.csv", "--to", tmp_path / "store"), "noise.csv")
    (tmp_path / "feed.csv").write_text(FEED)
    assert refused(
        shopwindow("import", tmp_path / "feed.csv", "--to", tmp_path / "store", "--config", tmp_path / "no.toml"), "no.toml"
    )
    assert not (tmp_path / "store" / "CURRENT").exists()


def test_a_demo_told_to_stop_leaves_nothing_drawing_behind(tmp_path: Path) -> None:
    serving = (
        "import sys, pathlib, uvicorn; from assistant.commands.building import second_views_behind\n"
        "async def app(scope, receive, send): pass\n"
        "with second_views_behind(pathlib.Path(sys.argv[1]), done=False):\n"
        "    uvicorn.run(app, port=int(sys.argv[2]), lifespan='off')"
    )
    port = _free_port()
    with subprocess.Popen(
        [sys.executable, "-c", serving, tmp_path / "demo-store", str(port)], stderr=subprocess.DEVNULL
    ) as server:
        drawing: list[psutil.Process] = []
        until = time.monotonic() + 60
        while time.monotonic() < until and not (drawing and _answers(port)):
            drawing = psutil.Process(server.pid).children(recursive=True)
            time.sleep(0.1)
        assert drawing
        server.terminate()
        server.wait(timeout=60)
    _, alive = psutil.wait_procs(drawing, timeout=30)
    assert not alive


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
