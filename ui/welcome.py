"""How the chat page begins: a greeting, and a few things to say that this very shop can answer."""

from __future__ import annotations

import re

from assistant.phrasing.grammar import plural
from data.shop import ShopSettings
from data.store import Store
from ui import fragments

STARTERS = 4
_FIRST_SENTENCE = re.compile(r"(?<=[.!?]) +(?=\w)")
"""Where the heading ends: a greeting's first sentence stands large, the rest beneath it."""


def welcome(store: Store) -> str:
    """The greeting that stands above every conversation."""
    shop = store.shop
    if shop.greeting:
        return fragments.assistant_message("\n".join(_FIRST_SENTENCE.split(shop.greeting.strip(), maxsplit=1)))
    invitation = "Tell me what you have in mind: what kind of thing, a color, a budget, what it must not be."
    return fragments.assistant_message(f"Hi, and welcome to {shop.name}!\n{invitation}")


def shop_name(store: Store) -> str:
    """The shop's name as a heading; a shop that has set none is "Our shop"."""
    name = store.shop.name
    return "Our shop" if name == ShopSettings.model_fields["name"].default else name


def starters(store: Store) -> list[str]:
    """Things to say first, made of the shop's own largest categories."""
    found = store.slots().get("category")
    counts = sorted(found.values.items(), key=lambda one: -one[1]) if found is not None else []
    names = [name for name, count in counts if count * 3 <= store.product_count][:STARTERS]
    return [*(f"Show me {plural(name)}" for name in names), "What's on sale?"]
