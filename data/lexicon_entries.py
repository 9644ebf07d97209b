"""From the values of a store's products to the entries of its lexicon: which values shoppers can name, and by which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from data.lexicon import LONGEST, LexiconEntry
from data.variant_writer import SlotSeen, ValueSeen

Synonyms = Callable[[str, str], Sequence[str]]
"""(slot, canonical value) -> further words for it."""

IN_SLOT = 4_000
"""Values of one slot that are named at most, the most frequent: beyond that they are descriptions, not names."""

IN_ALL = 60_000
"""Values named at most, so that a lexicon stays a few megabytes."""

_LONGEST_LETTERS = 60
_YES = frozenset({"yes", "true"})
_NO_NAMES = frozenset({"no", "false", "n/a", "none", "other", "unknown", "not applicable", "various", "-"})
_NO_LETTER = re.compile(r"[\W\d_]*")
_UNNAMED_SLOTS = frozenset({"price", "rating"})


def lexicon_entries(slots: Mapping[str, SlotSeen], synonyms: Synonyms) -> list[LexiconEntry]:
    """An entry for every value that can be said, broader values included, by slot and value.

    Left out are values of more than five words, bare numbers (but for sizes) and words that mean nothing alone. "Yes" is named by
    its slot: "waterproof" for `waterproof: yes`.
    """
    found: list[LexiconEntry] = []
    for slot in sorted(slots):
        if slot not in _UNNAMED_SLOTS:
            entries = sorted(_entries(slot, slots[slot], synonyms), key=lambda e: (-e.count, e.canonical))
            found += sorted(entries[:IN_SLOT], key=lambda e: e.canonical)
    if len(found) > IN_ALL:
        found = sorted(sorted(found, key=lambda e: -e.count)[:IN_ALL], key=lambda e: (e.slot, e.canonical))
    return found


def _entries(slot: str, seen: SlotSeen, synonyms: Synonyms) -> Iterator[LexiconEntry]:
    named_numbers = "size" in slot.split("_") or "size" in slot.split()
    for canonical, value in seen.values.items():
        original = value.originals[0] if value.originals else canonical
        if canonical in _YES:
            name = slot.replace("_", " ")
            yield LexiconEntry(slot, canonical, original, (name, *synonyms(slot, name)), value.reaching)
        elif _can_be_said(canonical, named_numbers):
            yield LexiconEntry(slot, canonical, original, _forms(slot, canonical, value, synonyms), value.reaching)


def _can_be_said(canonical: str, named_numbers: bool) -> bool:
    if canonical in _NO_NAMES or len(canonical) > _LONGEST_LETTERS or len(canonical.split()) > LONGEST:
        return False
    return named_numbers or not _NO_LETTER.fullmatch(canonical)


def _forms(slot: str, canonical: str, value: ValueSeen, synonyms: Synonyms) -> tuple[str, ...]:
    spellings = [s for s in value.originals[1:] if len(s) <= _LONGEST_LETTERS]
    forms = dict.fromkeys([*spellings, *synonyms(slot, canonical)])
    return tuple(form for form in forms if form != canonical)
