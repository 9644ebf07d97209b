"""The two front doors, with one face: our own application, and a real Rasa before it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.api.app import create_api
from assistant.channels.ledger import Ledger
from assistant.channels.rasa_way import RasaWay
from assistant.session import Assistant
from tests.channels.rasa_server import TOKEN, RasaServer, free_port

BASE = "https://chat.example.com"
"""Where platforms are told that the shop is."""


class Front(Protocol):
    """Takes what platforms post, and what clients of the API do."""

    name: str

    def post(self, path: str, **how: Any) -> httpx.Response: ...

    def get(self, path: str, **how: Any) -> httpx.Response: ...

    def delete(self, path: str) -> httpx.Response: ...

    def session_of(self, conversation: str) -> str:
        """The session of a conversation on the platform."""
        ...


class Straight:
    """`shopwindow serve --channels`."""

    name = "straight"

    def __init__(self, client: TestClient, state: Path, channel: str) -> None:
        self._client, self._state, self._channel = client, state, channel

    def post(self, path: str, **how: Any) -> httpx.Response:
        return self._client.post(path, **how)

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self._client.get(path, **how)

    def delete(self, path: str) -> httpx.Response:
        return self._client.delete(path)

    def session_of(self, conversation: str) -> str:
        return _session(self._state / "channels.sqlite", (self._channel, conversation))


class ThroughRasa:
    """A Rasa that serves the channel, and our API behind it. `hooks` are paths that Rasa serves, under its name for them."""

    name = "rasa"

    def __init__(self, rasa: RasaServer, api: str, hooks: Mapping[str, str], state: Path, kept: Path, channel: str) -> None:
        self._rasa, self._api, self._hooks = rasa, api, dict(hooks)
        self._state, self._kept, self._channel = state, kept, channel
        self._client = httpx.Client(timeout=60)

    @property
    def log(self) -> str:
        """What Rasa has logged."""
        return self._rasa.log.read_text(encoding="utf-8", errors="replace")

    def post(self, path: str, **how: Any) -> httpx.Response:
        return self._client.post(self._address(path), **how)

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self._client.get(self._address(path), **how)

    def delete(self, path: str) -> httpx.Response:
        return self._client.delete(self._address(path))

    def session_of(self, conversation: str) -> str:
        there = next(name for name in self._hooks.values()).split("/")[2]  # "/webhooks/slack/webhook"
        sender = _session(self._kept / "channels.sqlite", (self._channel, conversation))
        return _session(self._state / "channels.sqlite", (f"rasa-{there}", sender))

    def _address(self, path: str) -> str:
        if path in self._hooks:
            return f"{self._rasa.url}{self._hooks[path]}"
        return f"{self._api}{path.removeprefix(BASE)}"


class Served:
    """An application on loopback, in a thread of this process."""

    def __init__(self, app: FastAPI, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.start(app)

    def start(self, app: FastAPI) -> None:
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive(), "the application did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(30)


@contextmanager
def through_rasa(
    assistant: Assistant,
    project: Path,
    folder: Path,
    *,
    channel: str,
    hook: str,
    serves: str,
    called: str,
    secrets: Mapping[str, str],
) -> Iterator[ThroughRasa]:
    """A Rasa that serves one of our channels, and our API behind it.

    `channel` is ours ("messenger"), `hook` where it is with us; `serves` the class in Rasa, `called` what Rasa calls the channel.
    """
    port = free_port()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SHOPWINDOW_RASA_TOKEN", TOKEN)
        way = RasaWay(called, f"http://127.0.0.1:{port}", TOKEN)
        api = Served(create_api(assistant, public_url=BASE, rasa=[way]))
        credentials = {f"assistant.channels.rasa.channels.{serves}": {"state": str(folder)}}
        rasa = RasaServer(project, folder, api.url, credentials=credentials, more=secrets, port=port)
        yield ThroughRasa(rasa, api.url, {hook: f"/webhooks/{called}/webhook"}, assistant.state_dir, folder, channel)
        rasa.stop()
        api.stop()


def _session(file: Path, lane: tuple[str, str]) -> str:
    ledger = Ledger(file)
    try:
        return ledger.session_of(lane, "none")
    finally:
        ledger.close()
