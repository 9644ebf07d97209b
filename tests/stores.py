"""Real stores for tests, each built once a run through the ordinary import and shared by all workers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.commands.building import build_demo
from assistant.importing import ImportOptions, import_feed
from nlu.encoder import SentenceEncoder


def built_once(tmp_path_factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """The folder `name`, shared by the workers of one run: the first to come builds it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = root / name
    with FileLock(root / f"{name}.lock"):
        done = root / f"{name}.done"
        if not done.exists():
            build(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The shipped sentence encoder."""
    return SentenceEncoder.open()


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo store as `make run` builds it. Read-only: copy it to change it."""

    def build(folder: Path) -> None:
        build_demo(folder)

    return built_once(tmp_path_factory, "demo-store", build)


@pytest.fixture(scope="session")
def luma_store(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, shopwindow_data: Path) -> Path:
    """Luma from its Shopify export, with everything that comes with it. Read-only."""
    luma = shopwindow_data / "luma"

    def build(folder: Path) -> None:
        options = ImportOptions(
            source=luma / "shopify_products.csv",
            to=folder,
            images=str(luma),
            reviews=luma / "reviews.csv",
            related=luma / "related.csv",
            orders=luma / "orders.csv",
            promotions=luma / "promotions.csv",
            policies=luma / "policies",
        )
        import_feed(options, encoder)

    return built_once(tmp_path_factory, "luma-store", build)
