"""Invented customers with tastes: whom they buy for, brands and colours they come back to, what they spend, and when in the year.

Past orders and interactions are drawn from them, so that there is something in both worth learning.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from data.studio.catalogue import Listed
from data.studio.shelves import FOOTWEAR

SEASON: Mapping[str, tuple[int, ...]] = {
    "coat": (9, 10, 11, 12, 1), "scarf": (10, 11, 12, 1), "beanie": (10, 11, 12, 1, 2), "boot": (9, 10, 11, 12, 1),
    "sweater": (9, 10, 11, 12, 1), "hoodie": (9, 10, 2, 3), "jacket": (9, 10, 3, 4), "sandal": (5, 6, 7), "shorts": (5, 6, 7, 8),
    "sunglasses": (5, 6, 7, 8), "dress": (4, 5, 6, 7), "tee": (4, 5, 6, 7), "polo": (4, 5, 6, 7), "cap": (5, 6, 7, 8),
    "rug": (10, 11, 1), "cushion": (10, 11, 1), "mug": (11, 12), "lamp": (10, 11, 12, 1), "vase": (3, 4, 5), "backpack": (8, 9),
}  # fmt: skip
"""The months in which a type sells four times as well."""

_FIRST = (
    "mara", "theo", "june", "elias", "priya", "sam", "noor", "caleb", "ivy", "marcus", "hanna", "diego", "ruth", "finn", "lucia",
    "omar", "greta", "jonah", "aiko", "bea", "leo", "nadia", "will", "zoe", "kofi", "tess", "anders", "camille", "dev", "edie",
    "farah", "gus", "hugo", "ines", "jaya", "kit", "lorna", "milo", "nell", "oskar",
)  # fmt: skip
_LAST = (
    "lindqvist", "okafor", "park", "brandt", "raman", "whitlock", "haddad", "ortiz", "chen", "bell", "kovacs", "ramos", "adeyemi",
    "mcallister", "ferri", "siddiqui", "holm", "price", "tanaka", "thornton", "marchetti", "petrova", "hargrove", "abrams",
    "mensah",
    "vandermeer", "lowe", "dubois", "iyer", "marsh",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Customer:
    """`budget` is the price that feels right for an ordinary thing, in the shop's currency; `room` 0-1 is how much of what they
    buy is for the home.
    """

    email: str
    genders: tuple[str, ...]
    brands: tuple[str, ...]
    colors: tuple[str, ...]
    types: tuple[str, ...]
    budget: float
    room: float

    def liking(self, one: Listed) -> float:
        """How likely this customer is to pick the product, against others, whatever the season; 0 where it is for somebody
        else.
        """
        item = one.item
        if item.gender and item.gender not in self.genders:
            return 0.0
        weight = self.room if item.path.startswith("Home") else 1 - self.room
        weight *= 5.0 if item.brand in self.brands else 1.0
        weight *= 2.5 if set(item.colors) & set(self.colors) else 1.0
        weight *= 3.0 if item.type in self.types else 1.0
        usual = 4.0 if item.path.startswith("Home > Furniture") else 1.4 if item.type in (*FOOTWEAR, "coat", "jacket") else 1.0
        return weight * math.exp(-((math.log(float(item.price) / (self.budget * usual)) / 0.9) ** 2))


def customers(shop: Sequence[Listed], seed: int, count: int = 130) -> tuple[Customer, ...]:
    """`count` customers; the same seed and shop give the same ones."""
    rng = Random(f"{seed}/customers")
    brands = sorted({one.item.brand for one in shop})
    colors = sorted({color for one in shop for color in one.item.colors})
    types = sorted({one.item.type for one in shop})
    names = [f"{first}.{last}" for first, last in zip(_FIRST[:26], _LAST[:26], strict=True)]
    while len(names) < count:
        name = f"{rng.choice(_FIRST)}.{rng.choice(_LAST)}"
        if name not in names:
            names.append(name)
    found = []
    for name in names[:count]:
        whom: tuple[str, ...] = rng.choice((("women",), ("women",), ("men",), ("men",), ("women", "kids"), ("men", "women")))
        found.append(
            Customer(
                f"{name}@example.com",
                (*whom, "unisex"),
                tuple(rng.sample(brands, min(3, len(brands)))),
                tuple(rng.sample(colors, min(4, len(colors)))),
                tuple(rng.sample(types, min(6, len(types)))),
                math.exp(rng.uniform(math.log(30), math.log(140))),
                rng.choice((0.08, 0.2, 0.35, 0.7)),
            )
        )
    return tuple(found)


@lru_cache(maxsize=256)
def _likings(customer: Customer) -> dict[str, float]:
    """Product -> liking of those that were weighed before: they are asked for a million times."""
    return {}


def picked(shop: Sequence[Listed], customer: Customer, rng: Random, month: int | None = None) -> Listed:
    """A product drawn by the customer's liking."""
    likings = _likings(customer)
    weights = []
    for one in shop:
        weight = likings.get(one.id)
        if weight is None:
            weight = likings[one.id] = customer.liking(one)
        if month is not None and one.item.type in SEASON:
            weight *= 4.0 if month in SEASON[one.item.type] else 0.6
        weights.append(weight)
    return rng.choices(shop, weights)[0] if sum(weights) else rng.choice(shop)
