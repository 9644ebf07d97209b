"""The whole application on a real socket: API behind the page, bodies of every kind, logs without words."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest


@dataclass
class Server:
    url: str
    process: subprocess.Popen[bytes]
    log: Path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def start(store: Path, state: Path, *extra: str) -> Server:
    port = free_port()
    log = state.with_suffix(".log")
    command = [
        sys.executable,
        "-m",
        "assistant.commands",
        "serve",
        "--store",
        str(store),
        "--state",
        str(state),
        "--port",
        str(port),
    ]
    with log.open("wb") as out:
        process = subprocess.Popen([*command, *extra], stdout=out, stderr=out, env={**os.environ, "SHOPWINDOW_AGENT_KEY": "k"})
    server = Server(f"http://127.0.0.1:{port}", process, log)
    for _ in range(300):
        try:
            if httpx.get(f"{server.url}/readyz", timeout=1).status_code == 200:
                return server
        except httpx.HTTPError:
            pass
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def stop(server: Server) -> int:
    server.process.send_signal(signal.SIGINT)
    return server.process.wait(timeout=20)


@pytest.fixture(scope="module")
def server(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(demo_store, tmp_path_factory.mktemp("served") / "state")
    yield running
    stop(running)


def test_a_shop_answers_on_its_socket(server: Server) -> None:
    reply = httpx.post(f"{server.url}/v1/chat", json={"session_id": "socket", "text": "boots under $120"}, timeout=30).json()
    assert reply["reply"]["products"]
    assert all(card["price"] <= 120 for card in reply["reply"]["products"])
    picture = httpx.get(server.url + reply["reply"]["products"][0]["image_url"])
    assert picture.headers["content-type"].startswith("image/")


def test_the_page_leaves_the_api_its_errors(server: Server) -> None:
    assert "gradio" in httpx.get(server.url).text.lower()
    for method, path, status in (
        ("GET", "/nothing", 404),
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/chat", 405),
        ("PUT", "/healthz", 405),
        ("GET", "/media/x", 404),
    ):
        answer = httpx.request(method, server.url + path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_raw_bytes_on_the_socket_do_no_harm(server: Server) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    for sent in (
        b"\x00\xff\xfe garbage\r\n\r\n",
        b"POST /v1/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{",
        b"GET /\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=5) as raw:
            raw.sendall(sent)
            raw.settimeout(2)
            with contextlib.suppress(TimeoutError, ConnectionError):
                raw.recv(4096)
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(b'POST /v1/chat HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"text":')
    assert httpx.get(f"{server.url}/healthz").status_code == 200


def test_many_shoppers_at_once_keep_their_own_conversations(server: Server) -> None:
    def talk(number: int) -> tuple[str, list[int]]:
        session = f"crowd-{number}"
        with httpx.Client(base_url=server.url, timeout=60) as client:
            turns = [
                client.post("/v1/chat", json={"session_id": session, "text": text}).json()
                for text in ("show me bags", "under $100", f"my number is {number}")
            ]
        assert {turn["session_id"] for turn in turns} == {session}
        return session, [turn["turn"] for turn in turns]

    with ThreadPoolExecutor(12) as pool:
        for _, turns in pool.map(talk, range(24)):
            assert turns == [1, 2, 3]


def test_a_health_check_is_not_held_up_by_turns(server: Server) -> None:
    with ThreadPoolExecutor(60) as pool:
        waiting = [
            pool.submit(httpx.post, f"{server.url}/v1/chat", json={"text": "red shoes " * 150}, timeout=120) for _ in range(60)
        ]
        assert httpx.get(f"{server.url}/healthz", timeout=20).status_code == 200
        assert {answer.result().status_code for answer in waiting} == {200}


def test_logs_are_json_lines_without_a_shoppers_words(server: Server) -> None:
    httpx.post(f"{server.url}/v1/chat", json={"session_id": "quietsession", "text": "xylophone pyjamas"}, timeout=30)
    httpx.get(f"{server.url}/v1/sessions/quietsession")
    time.sleep(0.2)
    log = server.log.read_text()
    assert "xylophone" not in log
    assert "quietsession" not in log
    routes = [json.loads(line)["route"] for line in log.splitlines() if line.startswith("{") and '"route"' in line]
    assert "/v1/chat" in routes
    assert "/v1/sessions/{session_id}" in routes


def test_serving_stays_small_and_never_loads_torch(server: Server) -> None:
    process = psutil.Process(server.process.pid)
    assert process.memory_info().rss < 700 * 1024 * 1024
    mapped = {Path(one.path).name for one in process.memory_maps()}
    assert not [name for name in mapped if name.startswith("libtorch")]


def test_sessions_survive_a_restart_with_the_cart(demo_store: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    first = start(demo_store, state)
    card = next(
        card
        for card in httpx.post(f"{first.url}/v1/chat", json={"session_id": "s", "text": "show me bags"}, timeout=30).json()[
            "reply"
        ]["products"]
        if card["in_stock"]
    )
    act = {"name": "add_to_cart", "product_id": card["id"], "variant_id": card["variant_id"]}
    before = httpx.post(f"{first.url}/v1/chat", json={"session_id": "s", "act": act}, timeout=30).json()
    first.process.kill()
    first.process.wait()
    second = start(demo_store, state, "--workers", "2")
    after = httpx.get(f"{second.url}/v1/sessions/s").json()
    assert after["state"]["cart"] == before["state"]["cart"]
    assert after["state"]["cart"]["lines"]
    for turn in range(3, 9):
        said = httpx.post(f"{second.url}/v1/chat", json={"session_id": "s", "text": "show me more"}, timeout=30).json()
        assert said["turn"] == turn
    assert "shopwindow_turns_total" in httpx.get(f"{second.url}/metrics").text
    stop(second)
