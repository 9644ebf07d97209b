"""A lexicon of what every shopper knows, of no shop in particular: the vocabulary's types, colours, materials and looks.

Understanding is measured with it where no store is named, and learns with it beside the demo store's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from data.lexicon import Lexicon, LexiconEntry
from data.words import word_list


@cache
def common_lexicon() -> Lexicon:
    """Made once from `data/vocabulary/`. No brands, no sizes: those are a shop's own."""
    return Lexicon.build(_entries())


def _entries() -> Iterator[LexiconEntry]:
    for family, shades in word_list("color").items():
        yield LexiconEntry("color", family, family)
        yield from (LexiconEntry("color", shade, shade) for shade in shades if shade != family)
    slots = {"category": word_list("category"), "material": word_list("material"), **word_list("other")}
    for slot, values in slots.items():
        for name, entry in values.items():
            yield LexiconEntry(slot, name, name, tuple(entry.get("same", ())))
