"""A value of a slot, found in a message."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlu.understanding import Correction


@dataclass(frozen=True, slots=True)
class Span:
    """`values` of `slot`, named between two offsets; several where a word means several of the store's values."""

    start: int
    end: int
    slot: str
    values: tuple[str, ...]
    negated: bool = False
    corrected: tuple[Correction, ...] = ()
    """Typos read right on the way."""


def negate(span: Span) -> Span:
    """The same values, ruled out."""
    return replace(span, negated=True)
