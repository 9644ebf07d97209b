"""Values that are put in place of marked ones, so that the model learns sentences and not a list of values."""

from __future__ import annotations

import random
from collections.abc import Sequence

from data.lexicon import Lexicon
from nlu.training.examples import Example

_SLOTS = ("category", "color", "material", "brand", "size", "pattern")
_INVENTED = (
    "Arden", "Bramble & Co", "Castellan", "Dovetail", "Ember Row", "Fjordline", "Gable", "Halcyon", "Ivo", "Juno & Pike",
    "Kestrel",
    "Lumo", "Marrow", "Nettle", "Oakhaven", "Pell", "Quarry", "Rook", "Sable & Sons", "Tern", "Umbra", "Vantage", "Wick",
    "Yarrow", "Zephyr",
)  # fmt: skip
_SIZES = (
    "6", "7", "8", "8.5", "9", "10", "10.5", "11", "12", "14", "16", "38", "40", "42", "uk 7", "eu 39", "us 10", "xs",
    "s", "m", "l", "xl",
    "xxl", "2xl", "small", "medium", "large", "extra large", "30x32", "34x30", "32", "34", "4t", "6-12 months", "king",
    "queen", "double",
    "34b", "36 inch", "one size",
)  # fmt: skip

_ONSETS = ("b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pr", "qu", "r", "s",
           "sh", "sk", "sl", "st", "t", "tr", "v", "w", "y", "z", "")  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "a", "e", "o", "ai", "ea", "ee", "io", "oo", "ou", "y")
_CODAS = ("", "", "", "n", "r", "l", "s", "x", "m", "t", "ck", "ll", "nd", "rn", "st", "lt", "rk", "sh", "th")
_ENDINGS = ("a", "o", "ia", "ex", "is", "us", "ly", "ix", "on", "en", "ware", "tech", "field", "son", "well", "wood", "gear")


def made_up_brand(rng: random.Random) -> str:
    """A name that nobody has heard of, lower case: "brelton", "sook & tarn", "vx4"."""

    def syllable() -> str:
        return rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS)

    def word() -> str:
        return syllable() + (syllable() if rng.random() < 0.6 else "") + (rng.choice(_ENDINGS) if rng.random() < 0.4 else "")

    drawn = rng.random()
    if drawn < 0.7:
        return word()
    if drawn < 0.8:
        return f"{word()} {word()}"
    if drawn < 0.88:
        return f"{word()} & {word()}"
    if drawn < 0.94:
        return f"{word()}'s"
    return "".join(rng.choices("abcdefghjklmnoprstvwxyz", k=2)) + rng.choice(("", "4", "7", "q", "c"))


def values_of(lexicons: Sequence[Lexicon], queries: Sequence[Example] = ()) -> dict[str, list[str]]:
    """Slot -> values, of the lexicons and of labelled queries."""
    found: dict[str, dict[str, None]] = {slot: {} for slot in _SLOTS}
    for lexicon in lexicons:
        for slot in _SLOTS:
            found[slot].update(dict.fromkeys(entry.original.lower() for entry in lexicon.slot_values(slot)))
    for query in queries:
        for mark in query.marks:
            if mark.slot in ("category", "brand") and 2 < mark.end - mark.start < 30:
                found[mark.slot][mark.value] = None
    found["brand"].update(dict.fromkeys(_INVENTED))
    found["size"].update(dict.fromkeys(_SIZES))
    return {slot: list(values) for slot, values in found.items()}
