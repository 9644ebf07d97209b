"""A real assistant on the demo store, behind the real application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import create_api
from assistant.session import Assistant


@pytest.fixture(scope="module")
def client(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Speaks to the API; a bug in it fails the test instead of becoming a 500."""
    assistant = Assistant.open(demo_store, tmp_path_factory.mktemp("state"))
    with TestClient(create_api(assistant)) as opened:
        yield opened
