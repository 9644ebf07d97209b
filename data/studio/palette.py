"""The studio's colours: each name with several real shades, and the arithmetic that light needs.

Names are American and are what the records say; the hexadecimal shades are what dyes of that name look like on cloth.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from data.errors import ShopwindowError

SHADES: Mapping[str, tuple[str, ...]] = {
    "black": ("#242428", "#2a2a2e", "#1f2024"),
    "charcoal": ("#4a4c52", "#45484f", "#505157"),
    "gray": ("#9a9ca1", "#a6a7aa", "#8d9096"),
    "white": ("#f4f3f0", "#f6f5f3", "#f1f1ef"),
    "cream": ("#f0e6d2", "#eee2ca", "#f2e9d8"),
    "beige": ("#d9c7a9", "#d3c1a4", "#dccbb0"),
    "tan": ("#c39a6b", "#bd9263", "#c7a276"),
    "brown": ("#7a5034", "#6e4830", "#835a3d"),
    "navy": ("#25345a", "#1f2d50", "#2a3a63"),
    "blue": ("#3a69b8", "#3163ad", "#4474c2"),
    "light blue": ("#a4c6e6", "#aecde9", "#98bde0"),
    "teal": ("#1f7a7c", "#248384", "#1c6e72"),
    "green": ("#3c8252", "#2f7548", "#478d5c"),
    "olive": ("#737848", "#6b6f3f", "#7d8151"),
    "sage": ("#a8b79b", "#b0bda3", "#9fb092"),
    "yellow": ("#f0cf4e", "#eec93f", "#f2d55f"),
    "mustard": ("#cf9d2f", "#c79427", "#d5a63b"),
    "orange": ("#e2803a", "#dc762e", "#e88b49"),
    "rust": ("#b2542f", "#a94c29", "#ba5e3a"),
    "red": ("#c5343a", "#bb2b33", "#cc3f42"),
    "burgundy": ("#762a3b", "#6c2434", "#803144"),
    "pink": ("#e59ab0", "#e08fa7", "#eaa6ba"),
    "blush": ("#efd0c9", "#ecc9c1", "#f1d6d0"),
    "purple": ("#6b4a92", "#634289", "#76559c"),
    "lilac": ("#c3b0dc", "#bba7d6", "#cab9e1"),
}
DENIM: Mapping[str, str] = {"blue": "#46628f", "light blue": "#9fb6cf", "navy": "#2c3852"}
"""What indigo does to a name: on denim these stand in for the shades above."""
METALS: Mapping[str, str] = {"silver": "#b9bcc1", "gold": "#c9a24f", "brass": "#b88d45", "gunmetal": "#5a5e66"}
WOODS: Mapping[str, str] = {"oak": "#c79c66", "walnut": "#74492d", "beech": "#d9b98a", "ash": "#dcc8a6", "black": "#2b2725"}

ACCENTS: Mapping[str, tuple[str, ...]] = {
    "black": ("white", "mustard", "gray"),
    "charcoal": ("white", "light blue", "burgundy"),
    "gray": ("white", "navy", "charcoal"),
    "white": ("navy", "black", "red", "green"),
    "cream": ("navy", "rust", "olive", "brown"),
    "beige": ("white", "brown", "navy"),
    "tan": ("cream", "navy", "brown"),
    "brown": ("cream", "tan", "light blue"),
    "navy": ("white", "cream", "light blue", "mustard"),
    "blue": ("white", "navy", "yellow"),
    "light blue": ("white", "navy", "blue"),
    "teal": ("cream", "mustard", "navy"),
    "green": ("cream", "navy", "white"),
    "olive": ("cream", "black", "mustard"),
    "sage": ("white", "cream", "green"),
    "yellow": ("white", "navy", "gray"),
    "mustard": ("cream", "navy", "brown"),
    "orange": ("cream", "navy", "white"),
    "rust": ("cream", "navy", "blush"),
    "red": ("white", "navy", "cream"),
    "burgundy": ("cream", "blush", "navy"),
    "pink": ("white", "burgundy", "cream"),
    "blush": ("white", "burgundy", "rust"),
    "purple": ("lilac", "white", "mustard"),
    "lilac": ("white", "purple", "cream"),
}


class UnknownColor(ShopwindowError):
    """A colour name that the studio has no shade of."""


def shade(name: str, rng: Random | None = None) -> str:
    """A real shade of a named colour, metal or wood as `#rrggbb`. Raises `UnknownColor` listing those that exist."""
    key = name.lower().replace("grey", "gray")
    if key in SHADES:
        return rng.choice(SHADES[key]) if rng else SHADES[key][0]
    if key in METALS:
        return METALS[key]
    if key in WOODS:
        return WOODS[key]
    known = ", ".join([*SHADES, *METALS, *(w for w in WOODS if w not in SHADES)])
    raise UnknownColor(f"unknown color {name!r}; the studio has: {known}")


def rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0-1) of `other` in it."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(color: str, share: float) -> str:
    """Towards a cool near-black, as shadow on cloth goes."""
    return mix(color, "#12131c", share)


def lighter(color: str, share: float) -> str:
    return mix(color, "#fffdf8", share)


def luminance(color: str) -> float:
    """0 black to 1 white, as the eye weighs it (Rec. 709 on the sRGB values)."""
    r, g, b = rgb(color)
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
