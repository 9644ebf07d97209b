"""A shop's own settings: one TOML file (`shop.toml`), every setting with a default that works."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from tomlkit.exceptions import ParseError

from data.errors import ConfigError


class Handoff(BaseModel):
    """Where a conversation goes when a person is asked for; neither given: the shopper is told the shop's e-mail, if any."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    webhook: str | None = None
    email: str | None = None


class ShopSettings(BaseModel):
    """What a shop may set. Names are the keys of `shop.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = "our shop"
    greeting: str | None = None
    """Said at the first contact; None: a greeting made of the shop's name and departments."""
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    locale: str = "en-US"
    checkout_url: str | None = None
    """Template with `{sku}`, `{variant_id}`, `{quantity}`; None: the assistant says that the shop has no checkout link set."""
    checkout_separator: str = ","
    """Joins the cart's lines where the template's part in `[...]` is repeated for each line."""
    handoff: Handoff = Handoff()
    business_hours: str | None = None
    exploration_rate: float = Field(default=0.0, ge=0.0, le=0.5)
    out_of_stock: Literal["last", "hide", "mixed"] = "last"
    results: int = Field(default=6, ge=1, le=24)
    """Products shown at once."""


def read_shop_settings(path: Path) -> ShopSettings:
    """Reads `shop.toml`. Raises `ConfigError` naming the file, the key and what was expected."""
    try:
        raw = tomlkit.parse(path.read_text(encoding="utf-8-sig")).unwrap()
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such settings file") from error
    except (ParseError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file ({error})") from error
    try:
        return ShopSettings.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {key}: {first['msg']} (got {first['input']!r})") from error
