"""Records and pictures of the demo shop agree: every product's attributes are looked for in its masks and in its colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from data.studio.catalogue import Item, items
from data.studio.draw import draw
from data.studio.drawing import Drawing
from data.studio.painting import Painted, paint
from data.studio.palette import rgb
from data.studio.spec import View, surface

SIZE = 448
CLOSURES = {"Zipper": "zipper", "Half Zip": "zipper", "Buttons": "button", "Laces": "laces", "Buckle": "buckle"}
SHOP = items()


def shown(item: Item, view: View = "front") -> tuple[Drawing, Painted]:
    drawing = draw(item.spec(item.colors[0], view))
    return drawing, paint(drawing, SIZE)


def lab(color: NDArray[np.floating]) -> NDArray[np.floating]:
    """sRGB 0-255, (3,), as CIE L*a*b* (D65)."""
    c = np.asarray(color) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array(((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)))
    t = to_xyz @ linear / np.array((0.9505, 1.0, 1.089))
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


def unlike(pixels: NDArray[np.floating], hue: str) -> bool:
    """Whether these pixels are no longer the hue in a studio's light: another tint, or another lightness by more than shading."""
    seen, named = lab(np.median(pixels, axis=0)), lab(np.array(rgb(hue)))
    return bool(np.hypot(*(seen - named)[1:]) > 14 or abs(seen[0] - named[0]) > 24)


def area(drawing: Drawing, painted: Painted, kind: str, color: str | None = None) -> int:
    """Pixels of the parts of a kind, in a colour where one is named."""
    wanted = [n for n, p in enumerate(drawing.parts, 1) if p.kind == kind and (color is None or p.paint.name == color)]
    return int(np.isin(painted.index, wanted).sum())


def trouble(item: Item) -> Iterator[str]:
    """Whatever the record states and the picture does not show."""
    drawing, painted = shown(item)
    whole = int((painted.index > 0).sum())
    color = item.colors[0]
    own = [n for n, p in enumerate(drawing.parts, 1) if p.paint.name == color]
    mine = np.isin(painted.index, own) & (painted.region == 0)
    if mine.sum() < 0.08 * whole:
        yield f"{color}: only {mine.sum() / whole:.0%} of the picture"
    else:
        hues = {p.paint.color for n, p in enumerate(drawing.parts, 1) if n in own}
        if all(unlike(painted.color[:, mine].T * 255, hue) for hue in hues):
            yield f"{color}: the picture is not of that color"
    if item.pattern != "plain":
        patterned = [n for n, p in enumerate(drawing.parts, 1) if p.paint.pattern == item.pattern]
        accents = np.isin(painted.index, patterned) & (painted.region > 0)
        if accents.sum() < 0.005 * whole:
            yield f"{item.pattern}: hardly any of it is seen"
    for kind, words in item.parts.items():
        if area(drawing, painted, kind, surface(words).color) < 6:
            yield f"{kind}: {words} is not seen"
    facts = dict(drawing.facts)
    kind = CLOSURES.get(facts.get("closure", ""))
    if kind and area(drawing, painted, kind) < 3 and area(*shown(item, "other"), kind) < 3:
        yield f"closure {facts['closure']}: no {kind} is seen from either side"
    if "pockets" in facts and area(drawing, painted, "pocket") + area(drawing, painted, "flap") < 12:
        yield f"pockets {facts['pockets']}: none is seen"
    if facts.get("sleeve length", "") not in ("", "Sleeveless") and area(drawing, painted, "sleeve") < 30:
        yield "sleeves are not seen"


@pytest.mark.parametrize("kind", sorted({item.type for item in SHOP}))
def test_what_the_records_state_is_seen_on_the_pictures(kind: str) -> None:
    found: Sequence[str] = [f"{item.id}: {what}" for item in SHOP if item.type == kind for what in trouble(item)]
    assert not found


def test_every_product_has_another_side() -> None:
    for item in SHOP:
        front, other = (paint(draw(item.spec(item.colors[0], view)), 64).color for view in ("front", "other"))
        assert np.abs(front - other).max() > 0.05, item.id
