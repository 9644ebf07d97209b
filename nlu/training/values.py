"""Values that are put in place of marked ones, so that the model learns sentences and not a list of values."""

from __future__ import annotations

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
