"""What a search found, as far as deciding needs it: counts and spreads, never a catalogue's particulars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import log2

from data.product import Pick


@dataclass(frozen=True, slots=True)
class SlotSpread:
    """How one slot divides the results: `values` canonical value -> number of products; `unknown` have no record of it.

    `entropy` is in bits over products; `gain` the expected share of the results that an answer would cut away (0..1).
    """

    values: Mapping[str, int]
    unknown: int
    entropy: float
    gain: float


@dataclass(frozen=True, slots=True)
class Candidates:
    """The results of the running search, best first.

    `picks` is the ranked head of the list (what could be shown), `total` the number of products that pass all constraints.
    `gave_up` lists the slots that had to be loosened to find any; `unknown` those whose record is missing on all results
    (shown with `holds: null`). `spread` covers the slots that are not yet constrained and could be asked about.
    `relaxations` are slots whose dropping would bring results, with how many, best first. `searched` is False where this turn
    needs no search.
    """

    picks: tuple[Pick, ...] = ()
    total: int = 0
    gave_up: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    spread: Mapping[str, SlotSpread] = field(default_factory=dict)
    price_range: tuple[Decimal, Decimal] | None = None
    relaxations: tuple[tuple[str, int], ...] = ()
    searched: bool = True
    page: int = 6
    """Products shown at once."""
    around: bool = False
    """Whether they were found around the product that the list on the table was made for, rather than in the whole store."""
    visual: bool = False
    """Whether the picture of the first pick shows a reason for it."""


def entropy(counts: Mapping[str, int]) -> float:
    """Shannon entropy of the values, in bits; 0 for one value or none."""
    total = sum(n for n in counts.values() if n > 0)
    return sum(n / total * log2(total / n) for n in counts.values() if n > 0)


def expected_gain(counts: Mapping[str, int], total: int) -> float:
    """The share of `total` products that an answer cuts away on average (0..1).

    Answers are taken to come as often as their values are there; products without a record are cut by any answer.
    """
    answers = sum(n for n in counts.values() if n > 0)
    if not answers or total <= 0:
        return 0.0
    kept = sum(n / answers * min(n, total) / total for n in counts.values() if n > 0)
    return max(0.0, 1.0 - kept)


def slot_spread(counts: Mapping[str, int], total: int, known: int | None = None) -> SlotSpread:
    """How a slot divides `total` products, from value -> number of products that have it.

    A product may have several values; `known` is the number that have any (without it: as many as the counts allow).
    """
    found = {value: n for value, n in counts.items() if n > 0}
    having = min(total, sum(found.values())) if known is None else known
    return SlotSpread(found, max(0, total - having), entropy(found), expected_gain(found, total))
