"""The smallest pieces of HTML: escaped text, attributes, links, icons and buttons.

Every word that comes from a record or a shopper is escaped here and only here. A button carries what it means as JSON
in `data-act`, `data-feedback` or `data-say`; the page's script sends that and never reads a label.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

_ICONS = {
    "up": "M7 10v10M7 10l4-7a2 2 0 0 1 3 2l-1 5h6a2 2 0 0 1 2 2.4l-1.3 6A2 2 0 0 1 17.7 20H7M3 10h4v10H3z",
    "down": "M17 14V4M17 14l-4 7a2 2 0 0 1-3-2l1-5H5a2 2 0 0 1-2-2.4l1.3-6A2 2 0 0 1 6.300 4H17M21 14h-4V4h4z",
    "cart": "M3 4h2l2.4 11.200a2 2 0 0 0 2 1.600h7.800a2 2 0 0 0 2-1.600L21 8H6M10 20.500h.01M17 20.500h.01",
    "send": "M12 19V5M5 12l7-7 7 7",
    "new": "M12 5v14M5 12h14",
    "close": "M6 6l12 12M18 6L6 18",
    "eye": "M3 12s3-6 9-6 9 6 9 6-3 6-9 6-9-6-9-6zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "picture": "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01",
}


def icon(name: str) -> str:
    """A line drawing, hidden from screen readers: what carries it has a name of its own."""
    return f'<svg class="sw-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{_ICONS[name]}"/></svg>'


def escaped(text: object) -> str:
    """Text as HTML, safe in an element and in a double-quoted attribute."""
    return html.escape(str(text), quote=True)


def attribute(name: str, value: object) -> str:
    """A value as JSON in an attribute."""
    return f'{name}="{escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))}"'


def link(address: str | None, base: str = "") -> str | None:
    """An address that may stand in a page, escaped; None for none and for schemes that could run something."""
    if not address or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.netloc:
        return escaped(address)
    if not parts.scheme and not parts.netloc and address.startswith("/"):
        return escaped(base + address)
    return None


def button(
    label: str,
    *,
    sends: Mapping[str, object],
    look_like: str,
    named: str | None = None,
    sign: str = "",
    disabled: bool = False,
    toggles: bool = False,
) -> str:
    """A button. `sends` is one of `act`, `feedback` and `say` with what it means.

    `named` is its name where the label says too little; `sign` an icon behind the label.
    One that `toggles` begins unpressed.
    """
    what = " ".join(attribute(f"data-{name}", value) for name, value in sends.items())
    name = f' aria-label="{escaped(named)}"' if named else ""
    pressed = ' aria-pressed="false"' if toggles else ""
    inside = f"{escaped(label)}{icon(sign) if sign else ''}"
    return f'<button type="button" class="{look_like}" {what}{name}{" disabled" if disabled else ""}{pressed}>{inside}</button>'
