"""What is to be drawn: a type, a silhouette, colours and a surface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random
from typing import Literal

from data.errors import ShopwindowError
from data.studio.cloth import LOOKS
from data.studio.drawing import Paint
from data.studio.figures import PATTERNS
from data.studio.palette import ACCENTS, DENIM, METALS, SHADES, WOODS, UnknownColor, shade

View = Literal["front", "other"]


class UnknownType(ShopwindowError):
    """A product type, silhouette or part that the studio cannot draw."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What a few words say of a surface ("navy striped", "brown leather"): each None where they say nothing."""

    color: str | None = None
    pattern: str | None = None
    look: str | None = None


@lru_cache(maxsize=1024)
def surface(words: str) -> Surface:
    """The colour, the pattern and the material's look that the words name. Raises `UnknownColor` listing what there is when a
    word is none of them.
    """
    rest = f" {words.lower().replace('grey', 'gray').replace('colour', 'color')} "
    found: dict[str, str] = {}
    for slot, names in (
        ("pattern", (*PATTERNS, "plain")),
        ("color", (*SHADES, *METALS, *WOODS)),
        ("look", tuple(n for n in LOOKS if n)),
    ):
        for name in sorted(names, key=len, reverse=True):
            if f" {name} " in rest:
                found[slot] = name
                rest = rest.replace(f" {name} ", " ", 1)
                break
    if rest.strip():
        known = ", ".join([*SHADES, *METALS, *(w for w in WOODS if w not in SHADES)])
        raise UnknownColor(f"unknown color, pattern or material {rest.strip()!r} in {words!r}; colors: {known}; "
                           f"patterns: {', '.join(PATTERNS)}; materials: {', '.join(n for n in LOOKS if n)}")  # fmt: skip
    return Surface(**found)


@dataclass(frozen=True, slots=True)
class Spec:
    """One picture. `parts` gives part kinds a surface of their own ({"sole": "white", "strap": "brown leather", "sleeve": "navy
    striped"}); `look` is the main material (a key of `cloth.LOOKS`); same seed, same lines.
    """

    type: str
    silhouette: str
    color: str
    pattern: str = "plain"
    accent: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    look: str = ""
    seed: int = 0
    view: View = "front"

    def rng(self, what: str = "shape") -> Random:
        """A generator for one aspect, the same for every colour of a product."""
        return Random(f"{self.seed}/{self.type}/{what}")

    def paint(self, kind: str = "body", *, texture: str | None = None, gloss: float = 0.0) -> Paint:
        """The paint of a part kind: its own surface where it has one (plain unless it names a pattern), else the product's.

        `texture` is the look of this part where nothing else names one.
        """
        own = self._own(kind)
        look = own.look or (self.look if texture is None else texture)
        name = own.color or self.color
        pattern = own.pattern or ("plain" if kind in self.parts else self.pattern)
        hue = shade(name, self.rng("shade" if name == self.color else kind))
        if look == "denim":
            hue = DENIM.get(name, hue)
        first = self.accent or ACCENTS.get(name, ("white",))[0]
        if first == name:
            first = ACCENTS.get(name, ("white",))[0]
        rest = [one for one in ACCENTS.get(name, ("white", "gray")) if one != first]
        second = rest[0] if rest else "gray"
        return Paint(hue, pattern, (shade(first), shade(second)), look, gloss, name, (first, second), str(self.seed))

    def trim(self, kind: str, *, texture: str = "", gloss: float = 0.0) -> Paint:
        """As `paint`, and plain unless the part names a pattern: ribs, collars, linings."""
        painted = self.paint(kind, texture=texture, gloss=gloss)
        return painted if kind in self.parts else replace(painted, pattern="plain")

    def metal(self, kind: str, default: str = "silver") -> Paint:
        """Metal fittings: buckles, zips, buttons, frames."""
        name = self._own(kind).color or default
        return Paint(shade(name), texture="metal", name=name)

    def wood(self, kind: str, default: str = "oak") -> Paint:
        """Wooden legs, arms and frames."""
        own = self._own(kind)
        name = own.color or default
        look = own.look or ("metal" if name in METALS else "wood")
        hue = WOODS[name] if look == "wood" and name in WOODS else shade(name)
        return Paint(hue, texture=look, name=name)

    def _own(self, kind: str) -> Surface:
        """What a part kind's own words say of its surface."""
        return surface(self.parts[kind]) if kind in self.parts else Surface()

    def main_color(self) -> str:
        """The shade of the main part as `#rrggbb`."""
        return self.paint().color


COLORS = tuple(SHADES)
"""Every color name that a product may have."""
