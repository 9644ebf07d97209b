"""What of an import decides its result beside the feed: the shop's settings, the code that reads, the files given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import tomlkit

from data import feeds
from data.errors import ConfigError, StoreError
from data.shop import read_shop_settings
from data.store import SETTINGS
from data.store_version import current_version

_READING = (
    "feeds",
    "vocabulary",
    "values.py",
    "statements.py",
    "negation.py",
    "words.py",
    "html_text.py",
    "records.py",
    "product.py",
    "product_text.py",
)


class Files(Protocol):
    """The files an import was given."""

    @property
    def source(self) -> Path: ...
    @property
    def to(self) -> Path: ...
    @property
    def config(self) -> Path | None: ...


def settings_text(options: Files) -> str | None:
    """The shop's settings as written: those of `--config`, else those found in the store (its own folder, or the version in
    service, whatever made it), else None. Raises `ConfigError` for settings that do not fit.
    """
    found = [options.config] if options.config else [options.to / SETTINGS, *_served(options.to)]
    path = next((p for p in found if p.is_file()), None)
    if path is None:
        if options.config:
            raise ConfigError(f"{options.config}: no such settings file; expected the shop's settings (shop.toml)")
        return None
    read_shop_settings(path)
    return path.read_text(encoding="utf-8-sig")


def currency_of(given: str | None, settings: str | None) -> str | None:
    """The currency of prices that name none: that of `--currency`, else the settings', else None. Raises `ConfigError`."""
    if given is not None:
        currency = given.strip().upper()
        if not re.fullmatch("[A-Z]{3}", currency):
            raise ConfigError(f"--currency {given}: no currency; expected three letters, such as USD")
        return currency
    stated = tomlkit.parse(settings).unwrap().get("currency") if settings else None
    return str(stated) if stated else None


def settings_toml(settings: str | None, currency: str) -> str:
    """The settings as they go into the store: the currency in them is the one that its prices are in."""
    document = tomlkit.parse(settings or "")
    if document.get("currency") != currency:
        document["currency"] = currency
    return tomlkit.dumps(document)


def code_fingerprint() -> str:
    """Of all that turns rows into records and texts: after an upgrade, rows are read anew though none changed."""
    root = Path(feeds.__file__).parent.parent
    digest = blake2b(digest_size=16)
    for name in _READING:
        path = root / name
        files = sorted(p for p in path.rglob("*") if p.suffix in (".py", ".json", ".yml")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _served(root: Path) -> list[Path]:
    """The settings of the version in service."""
    try:
        return [current_version(root) / SETTINGS]
    except StoreError:
        return []


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
