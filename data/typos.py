"""Finding the words that a misspelt word may have meant, by deletions common to both (SymSpell, W. Garbe 2012).

Two words within distance d share a string that each reaches by at most d deletions. All deletions of the known words are hashed
once, with numpy, into one sorted array; a word is then looked up in some tens of microseconds, however many words are known.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

_BASE = np.uint64(0x9E3779B97F4A7C15)
SHORTEST = 4
"""Letters in the shortest word that can be misspelt; there only by two letters swapped, or it would be another word."""

_LONGEST = 32
_SHORTEST_FOR_TWO = 6
_PREFIX = 8
"""Letters of a word that are indexed: two words in reach have beginnings in reach, and long words would fill the index."""


def reach(word: str) -> int:
    """How many edits a word of this length may be away from what was meant: 1 from four letters on, 2 from eight on."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 8 else 2


class TypoIndex:
    """The known words, indexed. Distance is optimal string alignment: two letters swapped are one edit."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [word for word in words if SHORTEST <= len(word) <= _LONGEST]
        by_length: dict[int, list[int]] = {}
        for index, word in enumerate(self._words):
            by_length.setdefault(len(word), []).append(index)
        hashes: list[NDArray[np.uint64]] = []
        owners: list[NDArray[np.int32]] = []
        for length, indices in by_length.items():
            codes = np.array([[ord(c) for c in self._words[i][:_PREFIX]] for i in indices], dtype=np.uint64)
            found = _deletions(codes, 2 if length >= _SHORTEST_FOR_TWO else 1)
            hashes.append(found.ravel())
            owners.append(np.repeat(np.asarray(indices, dtype=np.int32), found.shape[1]))
        flat = np.concatenate(hashes) if hashes else np.empty(0, np.uint64)
        order = np.argsort(flat)
        self._hashes = flat[order]
        self._owners = np.concatenate(owners)[order] if owners else np.empty(0, np.int32)

    def near(self, word: str, edits: int, *, swaps_only: bool = False) -> list[tuple[str, int]]:
        """The nearest known words with their distance (1 to `edits`), all at the same distance; empty where none is in reach.

        With `swaps_only`, only words of the same letters in another order.
        """
        if not edits or not 3 <= len(word) <= _LONGEST or not word.isalpha():
            return []
        wanted = np.unique(_deletions(np.array([[ord(c) for c in word[:_PREFIX]]], dtype=np.uint64), edits))
        first = np.searchsorted(self._hashes, wanted, side="left")
        last = np.searchsorted(self._hashes, wanted, side="right")
        owners = {int(owner) for a, b in zip(first, last, strict=True) if b > a for owner in self._owners[a:b]}
        best: list[tuple[str, int]] = []
        for owner in owners:
            known = self._words[owner]
            distance = OSA.distance(word, known, score_cutoff=edits)
            if distance == 0 or distance > edits or (swaps_only and sorted(word) != sorted(known)):
                continue
            if not best or distance < best[0][1]:
                best = [(known, distance)]
            elif distance == best[0][1]:
                best.append((known, distance))
        return sorted(best)


def _deletions(codes: NDArray[np.uint64], edits: int) -> NDArray[np.uint64]:
    """Letters (n, length) -> hashes (n, deletions) of each word with 0 to `edits` letters taken out.

    The hash of a string is a polynomial in `_BASE` modulo 2**64, so that of any deletion follows from those of the prefixes.
    """
    n, length = codes.shape
    power = np.ones(length + 1, dtype=np.uint64)
    prefix = np.zeros((n, length + 1), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for i in range(length):
            power[i + 1] = power[i] * _BASE
            prefix[:, i + 1] = prefix[:, i] * _BASE + codes[:, i] + np.uint64(1)

        def part(start: int, stop: int) -> NDArray[np.uint64]:
            hashed: NDArray[np.uint64] = prefix[:, stop] - prefix[:, start] * power[stop - start]
            return hashed

        out = [prefix[:, length]]
        for i in range(length):
            out.append(prefix[:, i] * power[length - i - 1] + part(i + 1, length))
        if edits > 1:
            for i in range(length - 1):
                for j in range(i + 1, length):
                    out.append(
                        prefix[:, i] * power[length - i - 2] + part(i + 1, j) * power[length - j - 1] + part(j + 1, length)
                    )
    stacked: NDArray[np.uint64] = np.stack(out, axis=1)
    return stacked
