"""The value of a store that means about what a shopper said, where no word of its names was said: "for rainy days" is waterproof.

First a short list of needs that everybody puts in other words; then the cosine of sentence vectors, which must be high, and
clearly higher than that of any other value. The store's values are embedded when they are first needed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder

NEAR, APART = 0.66, 0.05
"""The least cosine of what is taken to be meant, and how much nearer it must be than what is next."""

MOST, IN_ALL = 300, 1500
"""Values that are embedded, of one slot and of all, the most frequent first."""

_TIMES = r"(?:weather|days?|nights?|mornings?|evenings?|winters?|season|climates?|walks?|runs?|conditions|temperatures?)"
_NEEDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{said})\b"), values)
    for said, values in (
        (
            rf"(?:rainy|wet) {_TIMES}|(?:in|against|from|for) (?:the |heavy )?rain|the rain|when it(?:'s)? rain(?:s|ing)|monsoon|"
            r"downpours?|drizzle|puddles|get(?:ting)? (?:wet|soaked)",
            ("waterproof", "water-resistant"),
        ),
        (rf"snowy {_TIMES}|(?:in|for) (?:the )?snow|the snow|blizzards?", ("waterproof", "insulated", "winter")),
        (rf"(?:windy|breezy|stormy) {_TIMES}|(?:in|against|from) (?:the |strong )?wind|the wind|gales?", ("windproof",)),
        (rf"(?:cold|freezing|chilly|frosty|icy) {_TIMES}|(?:in|against|from|for) the cold", ("insulated", "thermal", "winter")),
        (
            r"^(?:something |nice and |really |very |lovely and )?warm(?:er|est)?$|"
            r"(?:keep(?:s|ing)?|stay(?:ing)?) (?:me |you |us |him |her )?warm",
            ("insulated", "thermal", "warm lining", "wintry", "cold", "winter"),
        ),
        (r"^(?:(?:in|for) )?(?:the )?(?:deep )?winters?$", ("winter", "wintry", "cold", "insulated", "thermal")),
        (rf"(?:hot|humid|warm) {_TIMES}|in (?:the )?heat|the heat|heatwaves?", ("breathable", "lightweight", "summer")),
        (r"sweat(?:y|ing)?(?: a lot)?", ("moisture-wicking", "breathable")),
        (r"(?:in|into) the wash(?:ing machine)?", ("machine washable", "washable")),
        (
            r"(?:be )?seen (?:at night|in the dark)|(?:running|cycling|walking|walks|runs) (?:at night|in the dark)",
            ("reflective",),
        ),
    )
)
"""What is said, and the values that serve it, the best first."""

_SEASON = re.compile(r"\b(?:winter|summer|spring|autumn|fall)")
_MEASURED = re.compile(r"\d")
_PURPOSES = re.compile(
    r"(?:features?|functions?|activit(?:y|ies)|occasions?|seasons?|climates?|weather|styles?|rooms?|uses?|usage|purposes?|themes?|sports?|"
    r"(?:suitable|ideal|good|made) for|recommended (?:use|for))"
)
"""Slots that tell what a product is for or can do; the values of others are meant only where they are named: leatherette is no
leather, and what can be locked has no turn-lock.
"""


class Similar:
    """The values of one store; safe to share between threads."""

    def __init__(self, lexicon: Lexicon, encoder: SentenceEncoder) -> None:
        self._lexicon, self._encoder = lexicon, encoder
        self._lock = Lock()

    def to(self, said: str) -> LexiconEntry | None:
        """The value meant by `said`; None where none is clearly nearest."""
        needed = self._needed(said)
        if needed is not None:
            return needed
        with self._lock:
            entries, vectors = self._values
        if not entries:
            return None
        near = vectors @ self._encoder.encode([said])[0]
        order = np.argsort(-near)
        best = entries[int(order[0])]
        others = (float(near[i]) for i in order if entries[int(i)].canonical != best.canonical)
        if near[order[0]] < NEAR or near[order[0]] - next(others, 0.0) < APART:
            return None
        told, meant = (set(_SEASON.findall(text)) for text in (said, best.canonical))
        return None if told and meant and told.isdisjoint(meant) else best  # winter is near to autumn, and is not it

    def warm(self) -> None:
        """Embeds the store's values, so that no shopper waits for it."""
        with self._lock:
            assert self._values

    def _needed(self, said: str) -> LexiconEntry | None:
        for pattern, values in _NEEDS:
            if not pattern.search(said):
                continue
            for value in values:
                for match in self._lexicon.match(value.split()):
                    if match.entry.count and match.entry.canonical == value and _purposes(match.entry.slot):
                        return match.entry
        return None

    @cached_property
    def _values(self) -> tuple[list[LexiconEntry], npt.NDArray[np.float32]]:
        """The values that can be meant, and their vectors (n, 384)."""
        entries = sorted((e for slot in self._lexicon.slots for e in self._usable(slot)), key=lambda e: -e.count)[:IN_ALL]
        vectors = self._encoder.encode([e.canonical for e in entries]) if entries else np.zeros((0, 384), np.float32)
        return entries, vectors

    def _usable(self, slot: str) -> Collection[LexiconEntry]:
        if not _purposes(slot):
            return ()
        said = [
            e for e in self._lexicon.slot_values(slot) if e.count and not _MEASURED.search(e.canonical) and len(e.canonical) > 2
        ]
        return sorted(said, key=lambda e: -e.count)[:MOST]


def _purposes(slot: str) -> bool:
    return _PURPOSES.fullmatch(slot.replace("_", " ")) is not None
