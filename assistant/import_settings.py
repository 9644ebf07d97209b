"""What of an import decides its result beside the feed: the shop's settings, the code that reads, the files given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import tomlkit

from data import feeds
from data.shop import read_shop_settings
from data.store import SETTINGS

_READING = ("feeds", "vocabulary", "values.py", "statements.py", "records.py", "product.py")


class Files(Protocol):
    """The files an import was given."""

    @property
    def source(self) -> Path: ...
    @property
    def to(self) -> Path: ...
    @property
    def config(self) -> Path | None: ...


def settings_toml(options: Files, before: Path | None) -> Callable[[str], str]:
    """The shop's settings as they go into the store, given the feed's currency: those of `--config`, else those found in the
    store (its own folder, or its previous version `before`), else none. Raises `ConfigError` for settings that do not fit.
    """
    found = [options.config] if options.config else [options.to / SETTINGS, *([before / SETTINGS] if before else [])]
    path = next((p for p in found if p.is_file() or p == options.config), None)
    if path is None:
        return lambda currency: f'currency = "{currency}"\n'
    read_shop_settings(path)
    text = path.read_text(encoding="utf-8-sig")

    def with_currency(currency: str) -> str:
        document = tomlkit.parse(text)
        if "currency" not in document:
            document.add("currency", tomlkit.item(currency))
        return tomlkit.dumps(document)

    return with_currency


def code_fingerprint() -> str:
    """Of everything that turns rows into a record: after an upgrade, rows are read anew though they did not change."""
    root = Path(feeds.__file__).parent.parent
    digest = blake2b(digest_size=16)
    for name in _READING:
        path = root / name
        files = sorted(p for p in path.rglob("*") if p.suffix in (".py", ".json", ".yml")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def file_hashes(paths: Mapping[str, Path]) -> dict[str, str]:
    """Name of what was given -> hash of the file; folders by their files."""
    return {name: _hash(path) for name, path in paths.items()}


def _hash(path: Path) -> str:
    digest = blake2b(digest_size=16)
    for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
        with file.open("rb") as stream:
            while part := stream.read(1 << 20):
                digest.update(part)
    return digest.hexdigest()
