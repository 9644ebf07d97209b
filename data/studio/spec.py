"""What is to be drawn: a type, a silhouette, colours and a surface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random

from data.errors import ShopwindowError
from data.studio.drawing import Paint
from data.studio.palette import ACCENTS, DENIM, SHADES, shade


class UnknownType(ShopwindowError):
    """A product type or silhouette that the studio cannot draw."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One picture. `parts` gives part kinds a colour of their own ({"sole": "white"}); `look` is the main texture; same seed,
    same lines.
    """

    type: str
    silhouette: str
    color: str
    pattern: str = "plain"
    accent: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    look: str = ""
    seed: int = 0

    def rng(self, what: str = "shape") -> Random:
        """A generator for one aspect, the same for every colour of a product."""
        return Random(f"{self.seed}/{self.type}/{what}")

    def paint(self, kind: str = "body", *, texture: str | None = None, gloss: float = 0.0) -> Paint:
        """The paint of a part kind: its own colour where it has one (then plain), else the product's."""
        look = self.look if texture is None else texture
        if kind in self.parts:
            return Paint(shade(self.parts[kind], self.rng(kind)), texture=look, gloss=gloss)
        base = shade(self.color, self.rng("shade"))
        if self.look == "denim":
            base = DENIM.get(self.color, base)
        first = self.accent or ACCENTS.get(self.color, ("white",))[0]
        rest = [name for name in ACCENTS.get(self.color, ("white", "gray")) if name != first]
        accents = (shade(first), shade(rest[0] if rest else "gray"))
        return Paint(base, pattern=self.pattern, accents=accents, texture=look, gloss=gloss)

    def trim(self, kind: str, *, texture: str = "", gloss: float = 0.0) -> Paint:
        """As `paint`, never patterned: ribs, collars, linings."""
        return replace(self.paint(kind, texture=texture, gloss=gloss), pattern="plain")

    def main_color(self) -> str:
        """The shade of the main part as `#rrggbb`."""
        return self.paint().color


COLORS = tuple(SHADES)
"""Every color name that a product may have."""
