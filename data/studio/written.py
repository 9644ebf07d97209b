"""The texts that people wrote for the demo shop, read from `texts/`."""

from __future__ import annotations

from importlib import resources

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def written(name: str) -> object:
    """What the YAML file of this name under `texts/` holds."""
    return yaml.load((resources.files("data.studio") / "texts" / name).read_text(encoding="utf-8"), _LOADER)
