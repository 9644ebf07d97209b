"""The lexicon: every attribute value of a store with the words by which shoppers may call it.

A message is matched against all values at once: each stretch of up to five words is folded and looked up in one table, so the
time does not depend on how many values there are. What is misspelt is found through `TypoIndex`.
A plain JSON file; standard library, numpy and rapidfuzz only, for the understanding stage runs inside other people's pipelines.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from rapidfuzz.distance import OSA

from data.errors import StoreError
from data.folding import JOINTS, fold_words
from data.store_version import LEXICON, current_version
from data.typos import SHORTEST, TypoIndex, reach
from data.words import singular_phrase

FORMAT = 1
"""Version of the file's layout."""

LONGEST = 5
"""Words in the longest stretch that is looked up."""

UNSAID = frozenset({"yes", "no", "true", "false"})
"""Values that shoppers name only by their slot: "waterproof", not "yes"."""

_JOINED = 6
"""Letters from which on two words are also looked up written as one ("wind breaker", "windbreaker")."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One value of one slot: what constraints hold (`canonical`), what is shown (`original`), what shoppers say (`forms`).

    `count` is the number of products that have it, broader values included ("blue" counts what is navy).
    """

    slot: str
    canonical: str
    original: str
    forms: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """`words[start:end]` means `entry`; `written` is how it stood there. `score` is 1 for exact and synonym, less for a typo."""

    start: int
    end: int
    entry: LexiconEntry
    kind: Literal["exact", "synonym", "fuzzy"]
    score: float
    written: str


class Lexicon:
    """All entries, indexed. Build it with `build`, open a saved one with `load`; it never changes."""

    def __init__(self, entries: tuple[LexiconEntry, ...], keys: dict[str, list[int]]) -> None:
        self.entries = entries
        self._keys = keys  # fold of a form -> entry number * 2, + 1 where the form is a synonym

    @classmethod
    def build(cls, values: Iterable[LexiconEntry]) -> Lexicon:
        """Indexes the entries. Forms of more than five words are never matched."""
        entries = tuple(values)
        keys: dict[str, dict[int, None]] = {}
        for number, entry in enumerate(entries):
            own = {*_keys(entry.canonical), *_keys(entry.original)} if entry.canonical not in UNSAID else set()
            for key in own:
                keys.setdefault(key, {})[number * 2] = None
            for form in entry.forms:
                for key in _keys(form):
                    if key not in own:
                        keys.setdefault(key, {})[number * 2 + 1] = None
        return cls(entries, {key: list(codes) for key, codes in keys.items()})

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """Opens a saved lexicon. Raises `StoreError` where the file is missing, damaged or of another layout."""
        try:
            raw = json.loads(path.read_bytes())
            if raw["format"] != FORMAT:
                raise StoreError(f"{path}: lexicon of format {raw['format']}, this version reads {FORMAT}; import the feed again")
            entries = tuple(LexiconEntry(s, c, o, tuple(forms), n) for s, c, o, forms, n in raw["entries"])
            keys = raw["keys"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{path}: not a lexicon that can be read ({error}); import the feed again") from error
        return cls(entries, keys)

    @classmethod
    def of_store(cls, store: Path) -> Lexicon:
        """That of the version of a store that is served now. Raises `StoreError` where there is none."""
        return cls.load(current_version(store) / LEXICON)

    def save(self, path: Path) -> None:
        raw = {
            "format": FORMAT,
            "entries": [[e.slot, e.canonical, e.original, e.forms, e.count] for e in self.entries],
            "keys": self._keys,
        }
        path.write_text(json.dumps(raw, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """Every slot with an entry, in alphabetical order."""
        return tuple(sorted(self._by_slot))

    def slot_values(self, slot: str) -> tuple[LexiconEntry, ...]:
        """The entries of one slot; none where the store has no such slot."""
        return self._by_slot.get(slot, ())

    def values(self, slot: str) -> frozenset[str]:
        """The canonical values of one slot, in a set that is made once."""
        return self._values.get(slot, frozenset())

    def stocked(self, slot: str) -> frozenset[str]:
        """Those values of a slot that some product has, in a set that is made once."""
        return self._stocked.get(slot, frozenset())

    def match(self, words: Sequence[str]) -> list[Match]:
        """Every value that a stretch of these words names, exactly or by a synonym; longer stretches first at each start.

        Stretches may overlap ("running shoes" and "shoes"); a word without letters or digits ends a stretch, unless it is a joint
        such as a hyphen.
        """
        folds = [fold_words(word) for word in words]
        joint = [not fold and _is_joint(word) for word, fold in zip(words, folds, strict=True)]
        found: list[Match] = []
        for start, first in enumerate(folds):
            if not first:
                continue
            stretches: list[tuple[int, str, str]] = []
            parts = list(first)
            stretches.append((start + 1, " ".join(parts), "".join(parts)))
            for end in range(start + 1, len(words)):
                if joint[end]:
                    continue
                if not folds[end] or len(parts) + len(folds[end]) > LONGEST:
                    break
                parts += folds[end]
                stretches.append((end + 1, " ".join(parts), "".join(parts) if len(parts) == 2 else ""))
            for end, key, joined in reversed(stretches):
                codes = self._keys.get(key)
                if codes is None and len(joined) >= _JOINED:
                    codes = self._keys.get(joined)
                for code in codes or ():
                    kind: Literal["exact", "synonym"] = "synonym" if code & 1 else "exact"
                    found.append(Match(start, end, self.entries[code >> 1], kind, 1.0, " ".join(words[start:end])))
        return found

    def fuzzy(self, word: str, known: Container[str] = frozenset()) -> list[Match]:
        """The values that a misspelt word may have meant, the nearest only; their `start` and `end` are 0 and 1.

        Nothing for a word that the lexicon or `known` (common words, lower case) has: it was meant as it stands.
        """
        return self.match_misspelt([word], known)

    def match_misspelt(self, words: Sequence[str], known: Container[str] = frozenset()) -> list[Match]:
        """Every value that a stretch of these words names once its misspelt words are put right: "runing shose".

        Only stretches with at least one misspelt word: the others are `match`'s.
        """
        mended: dict[int, list[tuple[str, int]]] = {}
        for index, word in enumerate(words):
            near = self._nearest(word, known)
            if near:
                mended[index] = near
        found: dict[tuple[int, int, str, str], Match] = {}
        for index, near in mended.items():
            for meant, distance in near:
                first, last = max(0, index - LONGEST + 1), min(len(words), index + LONGEST)
                trial = list(words[first:last])
                trial[index - first] = meant
                edits = [0] * len(trial)
                edits[index - first] = distance
                for other in range(first, last):
                    if other != index and other in mended:
                        trial[other - first], edits[other - first] = mended[other][0]
                for match in self.match(trial):
                    start, end = match.start + first, match.end + first
                    if not start <= index < end:
                        continue
                    written = " ".join(words[start:end])
                    score = 1.0 - sum(edits[match.start : match.end]) / max(1, len(written))
                    key = (start, end, match.entry.slot, match.entry.canonical)
                    if key not in found or found[key].score < score:
                        found[key] = Match(start, end, match.entry, "fuzzy", score, written)
        return sorted(_nearest_written(found.values()), key=lambda m: (m.start, m.start - m.end, -m.score))

    def knows(self, word: str) -> bool:
        """Whether the word, folded, is a word of any value's names."""
        return all(fold in self._words for fold in fold_words(word))

    def _nearest(self, word: str, known: Container[str]) -> list[tuple[str, int]]:
        folds = fold_words(word)
        if len(folds) != 1 or word.casefold() in known or folds[0] in known or folds[0] in self._words:
            return []
        spelt, short = word.casefold(), len(word) <= SHORTEST
        near = self._typos.near(folds[0], reach(word), swaps_only=short)
        near += self._typos.near(spelt, reach(word), swaps_only=short) if spelt != folds[0] else []
        best = min((distance for _, distance in near), default=0)
        return list(dict.fromkeys((self._spelt.get(meant, meant), distance) for meant, distance in near if distance == best))

    @cached_property
    def _by_slot(self) -> dict[str, tuple[LexiconEntry, ...]]:
        slots: dict[str, list[LexiconEntry]] = {}
        for entry in self.entries:
            slots.setdefault(entry.slot, []).append(entry)
        return {slot: tuple(entries) for slot, entries in slots.items()}

    @cached_property
    def _values(self) -> dict[str, frozenset[str]]:
        return {slot: frozenset(entry.canonical for entry in entries) for slot, entries in self._by_slot.items()}

    @cached_property
    def _stocked(self) -> dict[str, frozenset[str]]:
        return {slot: frozenset(e.canonical for e in entries if e.count) for slot, entries in self._by_slot.items()}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for key in self._keys for word in key.split(" "))

    @cached_property
    def _typos(self) -> TypoIndex:
        return TypoIndex(sorted(self._words | self._spelt.keys()))

    @cached_property
    def _spelt(self) -> dict[str, str]:
        """The words of all names as they are spelt -> their fold, where that is another: a slip is one of the spelling."""
        forms = {form.casefold() for e in self.entries for form in (e.canonical, e.original, *e.forms)}
        words = {word for form in forms for word in form.split() if word.isalpha()}
        return {word: folds[0] for word in words if len(folds := fold_words(word)) == 1 and folds[0] != word}


def _nearest_written(matches: Iterable[Match]) -> list[Match]:
    """Of the values that one misspelt stretch may name, those whose names are nearest as they are written: folds are shorter
    than words, and "desses" is as near to the fold of "desks" as to that of "dresses".
    """
    stretches: dict[tuple[int, int], list[tuple[int, Match]]] = {}
    for match in matches:
        written, folded = match.written.lower(), " ".join(fold_words(match.written))
        forms = (match.entry.canonical, match.entry.original.lower(), *match.entry.forms)
        far = min(OSA.distance(written, name) for form in forms for name in (form, singular_phrase(form), f"{form}s"))
        if far > 1:
            far = min(far, *(OSA.distance(folded, " ".join(fold_words(form))) for form in forms))
        stretches.setdefault((match.start, match.end), []).append((far, match))
    out = []
    for group in stretches.values():
        least = min(far for far, _ in group)
        out += [match for far, match in group if far == least]
    return out


def _is_joint(word: str) -> bool:
    """Whether a word without a fold (a mark, a possessive ending) may stand within a name."""
    return bool(word) and all(c in JOINTS or c in "sS" for c in word)


def _keys(form: str) -> list[str]:
    """The table's keys for one form: its folded words, and those of two words also as one ("t shirt", "tshirt")."""
    folds = fold_words(form)
    if not folds or len(folds) > LONGEST:
        return []
    keys = [" ".join(folds)]
    joined = "".join(folds)
    if len(folds) == 2 and (len(joined) >= _JOINED or "-" in form) and any(c.isalpha() for c in joined):
        keys.append(joined)
    return keys
