"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.stores import demo_store, encoder, luma_store

__all__ = ["demo_store", "encoder", "luma_store", "shopwindow_data"]


@pytest.fixture(scope="session")
def shopwindow_data() -> Path:
    """The folder of public data beside the repository. Tests that need it are skipped without it, and fail where `CI=true`."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("SHOPWINDOW_DATA") or default)
    if not folder.is_dir():
        message = f"{folder}: no such folder; set SHOPWINDOW_DATA to the folder of public data"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return folder
