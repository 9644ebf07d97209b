"""From a spec to a drawing: the product types there are, each with its silhouettes and parts."""

from __future__ import annotations

from collections.abc import Mapping

from data.studio.cloth import look
from data.studio.drawing import Drawing
from data.studio.kind import Kind
from data.studio.palette import shade
from data.studio.patterns import check_pattern
from data.studio.spec import Spec, UnknownType, surface
from data.studio.things import (
    armchairs,
    backpacks,
    beanies,
    belts,
    blouses,
    boots,
    bottoms,
    chairs,
    coats,
    cushions,
    dresses,
    eyewear,
    handbags,
    headwear,
    heels,
    hoodies,
    jackets,
    jeans,
    knitwear,
    lighting,
    loafers,
    polos,
    rugs,
    sandals,
    scarves,
    shirts,
    shorts,
    skirts,
    sneakers,
    sofas,
    tables,
    tableware,
    tees,
    totes,
    watches,
)

_ROOMS = (
    tees,
    shirts,
    polos,
    blouses,
    knitwear,
    coats,
    hoodies,
    jackets,
    dresses,
    skirts,
    sneakers,
    boots,
    sandals,
    heels,
    loafers,
    backpacks,
    totes,
    handbags,
    watches,
    eyewear,
    belts,
    chairs,
    armchairs,
    sofas,
    tables,
    lighting,
    tableware,
    bottoms,
    headwear,
    scarves,
    rugs,
    cushions,
    jeans,
    shorts,
    beanies,
)
TYPES: Mapping[str, Kind] = {name: kind for room in _ROOMS for name, kind in room.TYPES.items()}


def draw(spec: Spec) -> Drawing:
    """The product as a drawing. Raises `UnknownType`, `UnknownColor` or `UnknownPattern`, each listing what exists."""
    if spec.type not in TYPES:
        raise UnknownType(f"unknown product type {spec.type!r}; the studio draws: {', '.join(TYPES)}")
    kind = TYPES[spec.type]
    if spec.silhouette not in kind.silhouettes:
        raise UnknownType(f"unknown silhouette {spec.silhouette!r} of {spec.type}; it has: {', '.join(kind.silhouettes)}")
    check_pattern(spec.pattern)
    look(spec.look)
    for name in filter(None, (spec.color, spec.accent)):
        shade(name)
    for part, words in spec.parts.items():
        surface(words)
        if part not in kind.parts:
            raise UnknownType(f"unknown part {part!r} of {spec.type}; it has: {', '.join(kind.parts)}")
    return kind.make(spec)
