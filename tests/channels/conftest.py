"""A real assistant on the demo store, that the applications of one module share, and a project that Rasa has trained."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.session import Assistant
from tests.channels import rasa_server
from tests.stores import built_once


@pytest.fixture(scope="module")
def assistant(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    opened = Assistant.open(demo_store, tmp_path_factory.mktemp("state"))
    opened.close = lambda: None  # type: ignore[method-assign]  # an application that stops closes its assistant
    yield opened
    del opened.close
    opened.close()


@pytest.fixture(scope="session")
def rasa_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our Rasa project, trained once a run."""
    rasa_server.wanted()
    return built_once(tmp_path_factory, "rasa-project", lambda folder: (rasa_server.train(rasa_server.PROJECT, folder), None)[1])
