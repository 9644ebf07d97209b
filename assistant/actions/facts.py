"""The facts that results carry to phrasing: values from records, named, with nothing left to look up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from assistant.outcome import Result

AnswerKind = Literal["states", "yes", "no", "other", "not_stated", "unmentioned"]
"""The record tells the slot; it has the value asked about; it says that there is no such thing ("No Logo"); it has others; there
is none; the shop does not speak of what is said, anywhere.
"""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency of its record."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says of one slot. `said` is the shopper's value, `values` the shop's, `sentence` where a text states it."""

    slot: str
    kind: AnswerKind
    values: tuple[str, ...] = ()
    said: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words. `source` is the page's name or the reviewer's; `rating` is a review's, 0-5."""

    text: str
    source: str
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: a value for each product, "" where the shop does not state it."""

    slot: str
    values: tuple[str | Money, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cart or of an order, as it is told."""

    title: str
    options: Mapping[str, str]
    quantity: int
    price: Money


@dataclass(frozen=True, slots=True)
class Change:
    """What a fresh look at the stock or the price did to a line of the cart."""

    kind: Literal["gone", "sold_out", "reduced", "price"]
    title: str
    options: Mapping[str, str] = field(default_factory=dict)
    quantity: int = 0
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A wish that could be let go (`slot`), and how many products that would bring."""

    slot: str
    count: int


Fact = str | int | float | Money | tuple[str, ...]
"""What a template may show."""


_AS_WRITTEN = frozenset(("brand", "size", "color", "model", "name", "title", "collection"))
_PLAIN = re.compile(r"[A-Z]?[a-z]+(?:[ -/&]+(?:[A-Z]?[a-z]+|\d+))*")
"""A value of ordinary words."""


def spoken(slot: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Values as they stand in one sentence: where only some begin with a capital ("Waterproof, packable"), none does.

    A brand, a size, and names such as "LumaTech™" stay as the shop writes them.
    """
    mixed = len({value[:1].isupper() for value in values if value[:1].isalpha()}) > 1
    if not mixed or slot in _AS_WRITTEN:
        return values
    return tuple(value.lower() if _PLAIN.fullmatch(value) else value for value in values)


def lines(result: Result, key: str = "lines") -> tuple[Line, ...]:
    return tuple(x for x in _each(result, key) if isinstance(x, Line))


def changes(result: Result) -> tuple[Change, ...]:
    return tuple(x for x in _each(result, "changes") if isinstance(x, Change))


def answers(result: Result, key: str = "answers") -> tuple[Answer, ...]:
    return tuple(x for x in _each(result, key) if isinstance(x, Answer))


def quotes(result: Result, key: str = "quotes") -> tuple[Quote, ...]:
    return tuple(x for x in _each(result, key) if isinstance(x, Quote))


def differences(result: Result) -> tuple[Difference, ...]:
    return tuple(x for x in _each(result, "differences") if isinstance(x, Difference))


def relaxations(result: Result) -> tuple[Relaxation, ...]:
    return tuple(x for x in _each(result, "relaxations") if isinstance(x, Relaxation))


def words(result: Result, key: str) -> tuple[str, ...]:
    """A fact that is a list of words; empty where it is not there."""
    return tuple(x for x in _each(result, key) if isinstance(x, str))


def text(result: Result, key: str) -> str:
    value = result.facts.get(key, "")
    return value if isinstance(value, str) else str(value)


def count(result: Result, key: str) -> int:
    value = result.facts.get(key, 0)
    return value if isinstance(value, int) else 0


def options(result: Result, key: str = "options") -> dict[str, str]:
    value = result.facts.get(key, {})
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


def _each(result: Result, key: str) -> tuple[object, ...]:
    value = result.facts.get(key, ())
    return tuple(value) if isinstance(value, (tuple, list)) else ()
