"""Where a store keeps the version that is served, and how that is found. Standard library only: Rasa's environment looks too."""

from __future__ import annotations

from pathlib import Path

from data.errors import StoreError

CURRENT, VERSIONS, LEXICON = "CURRENT", "versions", "lexicon.json"


def current_version(path: Path) -> Path:
    """The folder of the version that is served. Raises `StoreError` where there is none."""
    if not path.exists():
        raise StoreError(f"{path}: there is no store here; {remedy(path)}")
    try:
        name = (path / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        state = "an import was never finished" if (path / VERSIONS).is_dir() else "not a store (it has no CURRENT)"
        raise StoreError(f"{path}: {state}; {remedy(path)}") from error
    version = path / VERSIONS / name
    if not name or "/" in name or name.startswith(".") or not version.is_dir():
        raise StoreError(f"{path}: CURRENT names the version {name!r}, which is not there; {remedy(path)}")
    return version


def remedy(path: Path) -> str:
    """The command that builds the store anew."""
    return f"build it with: shopwindow import SOURCE --to {path}"
