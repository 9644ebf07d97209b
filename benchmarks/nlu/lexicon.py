"""Milliseconds to match a message against a lexicon of 20,000 values, exactly and with typos, as JSON.

    python -m benchmarks.nlu.lexicon [--values 20000]

The values are made of syllables, so that many lie near each other, as real ones do. The baseline is a plain loop over all names.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from random import Random

import numpy as np

from data.lexicon import Lexicon, LexiconEntry

_SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ran",
    "tes",
    "vor",
    "bel",
    "sin",
    "dar",
    "qui",
    "po",
    "zel",
    "fen",
    "gar",
    "hul",
    "jas",
    "nev",
    "wo",
    "ry",
    "tam",
]
_SLOTS = ("brand", "material", "style", "color", "category", "collection", "feature", "pattern")
_COMMON = [
    "show",
    "me",
    "a",
    "for",
    "under",
    "the",
    "with",
    "and",
    "something",
    "in",
    "not",
    "but",
    "i",
    "need",
    "size",
    "please",
]


def made(values: int, rng: Random) -> list[LexiconEntry]:
    """So many values over eight slots, of one to three words."""
    names: dict[str, None] = {}
    while len(names) < values:
        names[" ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(rng.randint(1, 3)))] = None
    return [LexiconEntry(_SLOTS[n % len(_SLOTS)], name, name.title(), (), 1 + n % 50) for n, name in enumerate(names)]


def messages(entries: list[LexiconEntry], rng: Random, *, typos: bool) -> list[list[str]]:
    """Twelve words each: common ones, and the names of two values, with a letter changed where `typos`."""
    out = []
    for _ in range(300):
        words = rng.choices(_COMMON, k=8)
        for entry in rng.sample(entries, 2):
            name = entry.canonical
            if typos:
                at = rng.randrange(1, len(name) - 1)
                name = name[:at] + rng.choice("aeioumnrst") + name[at + 1 :]
            words += name.split(" ")
        out.append(words[:14])
    return out


def times(lexicon: Lexicon, asked: list[list[str]]) -> list[float]:
    """Milliseconds of each message, exact and misspelt readings together, as understanding asks for them."""
    known = frozenset(_COMMON)
    found = []
    for words in asked:
        started = time.perf_counter()
        lexicon.match(words)
        lexicon.match_misspelt(words, known)
        found.append((time.perf_counter() - started) * 1000)
    return found


def loop_ms(entries: list[LexiconEntry], asked: list[list[str]]) -> float:
    """Milliseconds of looking for each name in the message in turn (exact ones only)."""
    started = time.perf_counter()
    for words in asked[:20]:
        text = f" {' '.join(words)} "
        [entry for entry in entries if f" {entry.canonical} " in text]
    return (time.perf_counter() - started) * 1000 / 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--values", type=int, default=20_000)
    given = parser.parse_args()
    rng = Random(3)
    entries = made(given.values, rng)
    lexicon = Lexicon.build(entries)
    figures: dict[str, object] = {"machine": f"1 of {os.cpu_count()} cores", "values": given.values}
    for name, typos in (("exact", False), ("with_typos", True)):
        asked = messages(entries, rng, typos=typos)
        times(lexicon, asked[:5])
        p50, p95 = np.percentile(times(lexicon, asked), [50, 95])
        figures[name] = {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3)}
    figures["plain_loop_ms"] = round(loop_ms(entries, messages(entries, rng, typos=False)), 2)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
