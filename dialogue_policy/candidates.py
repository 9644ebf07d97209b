"""What a search found, as far as deciding needs it: counts and spreads, never a catalogue's particulars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

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
    `relaxations` are slots whose dropping would bring results, with how many, best first. `searched` is False where this turn needs no search.
    """

    picks: tuple[Pick, ...] = ()
    total: int = 0
    gave_up: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    spread: Mapping[str, SlotSpread] = field(default_factory=dict)
    price_range: tuple[Decimal, Decimal] | None = None
    relaxations: tuple[tuple[str, int], ...] = ()
    searched: bool = True
