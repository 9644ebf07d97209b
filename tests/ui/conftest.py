"""The chat page of a real server, in a real browser that can reach nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.session import Assistant
from ui.serving import application_of

OFFLINE = "ERR_INTERNET_DISCONNECTED"
"""What the console says where a test itself cuts the network."""
CHROMIUM = os.environ.get("SHOPWINDOW_CHROMIUM") or shutil.which("chromium")


@contextmanager
def served(store: Path, state: Path, channels: Sequence[str] = ()) -> Iterator[str]:
    """The address of a shop that is served meanwhile."""
    application = application_of(Assistant.open(store, state), channels=channels)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def shop(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo shop."""
    with served(demo_store, tmp_path_factory.mktemp("state")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no chromium for the browser tests")
        pytest.skip("no chromium found; point SHOPWINDOW_CHROMIUM at one")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, shop: str) -> Iterator[Page]:
    """The chat, ready, at 1280 x 900. An error on page or console, or a request to anywhere else, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda told: errors.append(told.text) if told.type == "error" and OFFLINE not in told.text else None)
    opened.on(
        "request", lambda request: errors.append(request.url) if not request.url.startswith((shop, "data:", "blob:")) else None
    )
    opened.goto(shop)
    opened.wait_for_selector(".sw[data-ready=true]", timeout=20_000)
    yield opened
    context.close()
    assert errors == []
