"""What a product says in words: for its vector (short, the most telling first) and for full-text search (everything)."""

from __future__ import annotations

import re

from data.product import Product

EMBEDDED_WORDS = 60
"""Words of a product's text that are embedded, which keeps it near 64 tokens: time grows with length, and the head says most."""

_DESCRIPTION_WORDS = 40
_VALUES = 12
_FIRST_SLOTS = ("category", "gender", "color", "material", "pattern", "style")
_UNTOLD_SLOTS = frozenset({"size", "brand", "price", "rating"})
_UNTOLD_VALUES = frozenset({"yes", "no", "true", "false"})
_HAS_LETTER = re.compile(r"[^\W\d_]")


def embedding_text(product: Product) -> str:
    """Title, brand, category path, colours, materials and other values, then the first words of the description.

    Sizes, prices, ratings and bare numbers are left out: they are filtered exactly, and blur the meaning. A value that the title
    has already is not said again.
    """
    parts = [product.title]
    if product.brand and product.brand.casefold() not in product.title.casefold():
        parts.append(product.brand)
    if product.type_path:
        parts.append(" ".join(product.type_path))
    said = " ".join(parts).casefold()
    values = []
    for slot in (*_FIRST_SLOTS, *(s for s in product.slots() if s not in _FIRST_SLOTS)):
        if slot not in _UNTOLD_SLOTS:
            values += [text for text in _originals(product, slot) if text.casefold() not in said]
    parts.append(", ".join(dict.fromkeys(values[:_VALUES])))
    words = " . ".join(part for part in parts if part).split()[:EMBEDDED_WORDS]
    room = min(_DESCRIPTION_WORDS, EMBEDDED_WORDS - len(words))
    return " ".join(words + product.description.split()[:room])


def searchable_text(product: Product) -> str:
    """What full-text search looks through: title, brand, type, values (those of variants too) and description, a line each."""
    values = dict.fromkeys(text for slot in product.slots() for text in _originals(product, slot, short_only=False))
    parts = [product.title, product.brand, " ".join(product.type_path), " ".join(values), product.description]
    return "\n".join(part for part in parts if part)


def _originals(product: Product, slot: str, *, short_only: bool = True) -> list[str]:
    """The values of a slot as the shop writes them, those of all variants; statements of the description are there already."""
    found = dict.fromkeys(
        value.original
        for values in (product.attributes.get(slot, ()), *(v.attributes.get(slot, ()) for v in product.variants))
        for value in values
        if value.source != "text"
    )
    if not short_only:
        return list(found)
    return [t for t in found if len(t) <= 40 and _HAS_LETTER.search(t) and t.casefold() not in _UNTOLD_VALUES]
