"""Options that several commands share, and how their values are checked before anything slow begins."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[Path, typer.Option("--store", help="The store folder (`shopwindow import ... --to STORE` makes one)")]
StateOption = Annotated[
    Path | None, typer.Option("--state", help="Where sessions and carts are kept [default: a folder beside the store]")
]
HostOption = Annotated[str, typer.Option("--host", help="The address to listen at")]
PortOption = Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen at")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object instead of words")]


def home() -> Path:
    """Where what the program makes for itself is kept: SHOPWINDOW_HOME, by default `var` in the current folder."""
    return Path(os.environ.get("SHOPWINDOW_HOME") or "var")


def existing_store(path: Path) -> Path:
    """The store's folder. Raises `StoreError` where there plainly is none, before any model is loaded."""
    from data.store_version import current_version

    current_version(path)
    return path
