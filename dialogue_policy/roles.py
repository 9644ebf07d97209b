"""What a slot is for, whatever the shop calls it: a policy that knows roles serves a store that it has never seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["type", "person", "size", "color", "price", "brand", "material", "look", "use", "other"]
ROLES: tuple[Role, ...] = get_args(Role)

_ROLE: Mapping[str, Role] = {
    "category": "type", "type": "type", "subcategory": "type",
    "gender": "person", "age": "person", "age_group": "person", "recipient": "person",
    "size": "size", "capacity": "size", "volume": "size",
    "color": "color", "color_family": "color", "finish": "color",
    "price": "price",
    "brand": "brand", "vendor": "brand", "collection": "brand",
    "material": "material", "fabric": "material", "lining": "material", "upper": "material", "fill": "material",
    "pattern": "look", "style": "look", "neckline": "look", "sleeve": "look", "shape": "look", "fit": "look",
    "collar": "look", "heel": "look",
    "closure": "look", "silhouette": "look", "trim": "look", "hood": "look", "pockets": "look", "logo": "look",
    "occasion": "use", "activity": "use", "climate": "use", "season": "use", "room": "use", "features": "use", "purpose": "use",
}  # fmt: skip


def role_of(slot: str) -> Role:
    """The role of a slot; "other" for one that no shop was seen to have."""
    return _ROLE.get(slot, "other")
