"""A real assistant on the demo store, that the applications of one module share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.session import Assistant


@pytest.fixture(scope="module")
def assistant(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    opened = Assistant.open(demo_store, tmp_path_factory.mktemp("state"))
    opened.close = lambda: None  # type: ignore[method-assign]  # an application that stops closes its assistant
    yield opened
    del opened.close
    opened.close()
