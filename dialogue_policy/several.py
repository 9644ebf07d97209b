"""Wishes of several values in one slot: kinds that are both sought, and features that are meant to come together.

A constraint is met by any of its values. What the words said beyond that ("waterproof and lockable", "socks and a sweater")
orders the results, and is told.
"""

from __future__ import annotations

import re

from data.constraint import Constraint, Phrase
from dialogue_policy.state import DialogueState

MANY = frozenset(("features", "activity", "climate", "occasion", "care"))
"""Slots of which one product may have several values at once."""

_EITHER = re.compile(r"\bor\b", re.I)


def together(state: DialogueState) -> dict[str, tuple[Phrase, ...]]:
    """Slot -> the wishes that were said together ("waterproof and lockable"), a phrase each; "hiking or running" is a choice."""
    out: dict[str, tuple[Phrase, ...]] = {}
    if state.understanding is not None and _EITHER.search(state.understanding.text):
        return out
    for slot in MANY & set(state.constraints):
        said = {p.text: p for p in _said(state, slot)}
        if len(said) > 1:
            out[slot] = tuple(said.values())
    return out


def kinds(state: DialogueState) -> tuple[frozenset[str], ...]:
    """The types sought, each with all that its word may mean, in the order in which they were named."""
    named: dict[str, set[str]] = {}
    for phrase in _said(state, "category"):
        named.setdefault(phrase.text, set()).add(phrase.value)
    return tuple(frozenset(values) for values in named.values())


def _said(state: DialogueState, slot: str) -> list[Phrase]:
    wanted = state.constraints.get(slot, Constraint()).is_
    return [p for p in state.phrases if p.slot == slot and p.polarity == "is" and p.value in wanted]
