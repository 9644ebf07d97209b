"""A real Rasa, in its own environment, on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from socket import socket

import httpx
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RASA = ROOT / ".venv-rasa" / "bin" / "rasa"
PROJECT = ROOT / "assistant" / "channels" / "rasa" / "project"
TOKEN = "rasa-token-x"


def wanted() -> None:
    """Skips where Rasa's environment is not there; in CI it has to be."""
    if not RASA.exists():
        message = "no .venv-rasa: make rasa (it wants Python 3.10)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """What Rasa is started with: quiet, with nothing sent anywhere, and from bytecode."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore", **more}


def train(project: Path, folder: Path) -> float:
    """Trains a copy of a project in `folder`; returns how many seconds that took."""
    shutil.copytree(project, folder)
    begun = time.perf_counter()
    made = subprocess.run([RASA, "train", "--quiet"], cwd=folder, env=environment({}), capture_output=True, text=True)
    assert made.returncode == 0, made.stderr[-2000:] + made.stdout[-2000:]  # why, Rasa says on stdout
    return time.perf_counter() - begun


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RasaServer:
    """`rasa run` in a trained project. `api` is where Shopwindow serves; `credentials` the channels.

    `action` is another action server; `plain` leaves out our lock and tracker stores.
    """

    def __init__(
        self,
        project: Path,
        folder: Path,
        api: str,
        *,
        credentials: Mapping[str, object] | None = None,
        more: Mapping[str, str] | None = None,
        port: int | None = None,
        action: str | None = None,
        plain: bool = False,
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder, self._project, self._more = folder, project, dict(more or {})
        endpoints = {"action_endpoint": {}} if plain else yaml.safe_load((PROJECT / "endpoints.yml").read_text())
        endpoints["action_endpoint"] |= {"url": action or f"{api}/rasa/actions", "token": TOKEN}
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
        (folder / "credentials.yml").write_text(
            yaml.safe_dump(dict(credentials or {"assistant.channels.rasa.channels.RestChannel": None}))
        )
        self._more["SHOPWINDOW_URL"] = api
        self._more["SHOPWINDOW_RASA_TOKEN"] = TOKEN
        self.log = folder / "rasa.log"
        self.start()

    def start(self) -> None:
        """Returns once it answers."""
        command = [RASA, "run", "--port", str(self.port), "-i", "127.0.0.1", "--model", self._project / "models"]
        command += ["--endpoints", self._folder / "endpoints.yml", "--credentials", self._folder / "credentials.yml"]
        before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=self._project, env=environment(self._more), stdout=log, stderr=log, start_new_session=True
            )
        ends = time.monotonic() + 120
        while True:
            assert self._process.poll() is None, f"rasa ended: {self.log.read_text()[-3000:]}"
            assert time.monotonic() < ends, f"rasa did not come up: {self.log.read_text()[-3000:]}"
            # A server may answer before its model is loaded, or have that loaded before it listens.
            if b"up and running" in self.log.read_bytes()[before:] and self._listens():
                return
            time.sleep(0.1)

    def _listens(self) -> bool:
        try:
            return httpx.get(self.url, timeout=5).is_success
        except httpx.HTTPError:
            return False

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(15)

    def say(self, sender: str, text: str | None, **metadata: object) -> list[dict[str, object]]:
        """Through Rasa's REST channel."""
        body = {"sender": sender, "message": text or "", "metadata": {"shopwindow": metadata}}
        answer = httpx.post(f"{self.url}/webhooks/rest/webhook", json=body, timeout=60)
        answer.raise_for_status()
        told: list[dict[str, object]] = answer.json()
        return told
