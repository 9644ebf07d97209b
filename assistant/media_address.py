"""Where a picture of the store is served."""

from __future__ import annotations

from urllib.parse import quote


def media_url(name: str | None) -> str | None:
    """The address of a picture by its name in the store; a picture that was left at its source keeps its own."""
    if not name:
        return None
    if "://" in name:
        return name if name.startswith(("https://", "http://")) else None
    return f"/media/{quote(name)}"
