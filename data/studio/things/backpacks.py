"""Backpacks, from the front and from the side that lies on the back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from data.studio.drawing import Drawing, Part
from data.studio.kind import Kind
from data.studio.spec import Spec
from data.studio.things.daypacks import daypack, laptop, mini
from data.studio.things.packs import Facts, Pack
from data.studio.things.rucksacks import flap_pack, rolltop
from data.studio.things.trekking import hiking


def _shape(
    spec: Spec,
    texture: str,
    top: tuple[float, float],
    wide: tuple[float, float],
    ratio: tuple[float, float],
    taper: tuple[float, float],
    corner: tuple[float, float],
    *,
    base: float,
) -> Pack:
    """A pack's proportions from their ranges; `ratio` is height to width, `corner` the top corner's share of half the width."""
    rng = spec.rng()
    w, t = rng.uniform(*wide), rng.uniform(*top)
    h = 2 * w * rng.uniform(*ratio)
    cut = w * rng.uniform(*corner)
    side = spec.rng("stand").choice((0, 0, -1, 1)) * rng.uniform(34, 66)
    back = spec.view == "other"
    body = spec.paint(texture=spec.look or texture)
    return Pack(
        spec,
        rng,
        body,
        t,
        t + h,
        h,
        w,
        w * rng.uniform(*taper),
        (cut, cut * rng.uniform(0.9, 1.3)),
        base,
        -side if back else side,
        back,
    )


_SHAPES: Mapping[str, Callable[[Spec], Pack]] = {
    "daypack": lambda s: _shape(s, "nylon", (250, 290), (205, 250), (1.16, 1.46), (0.98, 1.14), (0.6, 0.98), base=64),
    "rolltop": lambda s: _shape(s, "nylon", (270, 320), (190, 235), (1.16, 1.5), (0.94, 1.08), (0.05, 0.16), base=50),
    "flap": lambda s: _shape(s, "canvas", (260, 310), (200, 245), (1.08, 1.36), (1.0, 1.16), (0.4, 0.7), base=60),
    "mini": lambda s: _shape(s, "leather", (360, 410), (190, 245), (0.92, 1.2), (1.0, 1.24), (0.7, 0.99), base=80),
    "hiking": lambda s: _shape(s, "nylon", (220, 260), (160, 195), (1.56, 1.95), (1.0, 1.16), (0.4, 0.6), base=54),
    "laptop": lambda s: _shape(s, "nylon", (260, 300), (185, 225), (1.24, 1.52), (0.98, 1.04), (0.14, 0.36), base=36),
}


_DRAWN: Mapping[str, Callable[[Pack], tuple[list[Part], Facts]]] = {
    "daypack": daypack, "rolltop": rolltop, "flap": flap_pack, "mini": mini, "hiking": hiking, "laptop": laptop,
}  # fmt: skip


def backpack(spec: Spec) -> Drawing:
    parts, facts = _DRAWN[spec.silhouette](_SHAPES[spec.silhouette](spec))
    return Drawing(tuple(parts), ground="floor", seed=spec.seed, facts=facts, fill=0.82)


TYPES: Mapping[str, Kind] = {
    "backpack": Kind(
        backpack,
        {
            "daypack": "a round-topped backpack with an arched zip and zipped front pockets",
            "rolltop": "a straight backpack whose mouth is rolled down and clipped",
            "flap": "a rucksack with a lid held by buckled straps",
            "mini": "a small dome-shaped backpack on thin straps, with a large loop to carry it by",
            "hiking": "a tall trekking pack with a lid, compression straps, side pockets and a hip belt",
            "laptop": "a slim rectangular backpack with straight zips",
        },
        ("strap", "handle", "pocket", "flap", "buckle", "zipper", "base", "panel", "belt"),
    )
}
