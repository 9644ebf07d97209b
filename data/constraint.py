"""Constraints on products, and how they combine over a conversation.

A constraint says what a slot may be (`is_`), may not be (`not_`), and between what it lies (`min`, `max`, both inclusive).
Combining is a small algebra: `narrow` (both must hold), `replace` (the newer speaks), `widen` (either may hold), `drop`.
Standard library only: the understanding stage runs inside other people's pipelines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from data.errors import ConstraintError

Polarity = Literal["is", "not", "min", "max"]
"""How a phrase constrains its slot."""


class Conflict(ConstraintError):
    """Two constraints on one slot that nothing can satisfy together."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """What one slot must satisfy.

    `is_` and `not_` hold canonical values of the store (lower case); `min` and `max` are in the slot's unit
    (prices: the store's currency). Empty means unconstrained.
    """

    is_: frozenset[str] = frozenset()
    not_: frozenset[str] = frozenset()
    min: Decimal | None = None
    max: Decimal | None = None

    def __bool__(self) -> bool:
        return bool(self.is_ or self.not_ or self.min is not None or self.max is not None)

    def holds(self, values: Collection[str]) -> bool | None:
        """Whether a variant with these canonical values satisfies `is_` and `not_`; None where it has no record of the slot."""
        if not values:
            return None
        if self.is_ and self.is_.isdisjoint(values):
            return False
        return self.not_.isdisjoint(values)

    def within(self, number: Decimal | None) -> bool | None:
        """Whether `number` lies between `min` and `max`, both inclusive; None where there is no record."""
        if number is None:
            return None
        return (self.min is None or number >= self.min) and (self.max is None or number <= self.max)

    def to_json(self) -> dict[str, object]:
        """The contract's shape: any of `is`, `not` (sorted lists), `min`, `max` (numbers)."""
        out: dict[str, object] = {}
        if self.is_:
            out["is"] = sorted(self.is_)
        if self.not_:
            out["not"] = sorted(self.not_)
        if self.min is not None:
            out["min"] = _number(self.min)
        if self.max is not None:
            out["max"] = _number(self.max)
        return out

    @classmethod
    def from_json(cls, raw: Mapping[str, object]) -> Constraint:
        """Reads the contract's shape. Raises `ConstraintError` naming the key that does not fit."""
        unknown = set(raw) - {"is", "not", "min", "max"}
        if unknown:
            raise ConstraintError(f"a constraint has is, not, min and max, not {', '.join(sorted(unknown))}")
        return cls(
            is_=_values(raw, "is"),
            not_=_values(raw, "not"),
            min=_bound(raw, "min"),
            max=_bound(raw, "max"),
        )


Constraints = Mapping[str, Constraint]
"""Slot name -> constraint. A slot is `category`, `price`, `rating`, `brand`, `size`, or any attribute of the store."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The shopper's own words for one wish: grounding looks for them in the picture, phrasing says them back.

    `value` is the canonical value, or the number as text for `min` and `max`. "between 20 and 40" is two phrases of one text.
    """

    text: str
    slot: str
    value: str
    polarity: Polarity
    turn: int = 0


def narrow(old: Constraint, new: Constraint) -> Constraint:
    """Both hold. Raises `Conflict` when nothing could satisfy the result, naming the two."""
    is_ = (old.is_ & new.is_) if old.is_ and new.is_ else (old.is_ | new.is_)
    not_ = old.not_ | new.not_
    low = max((b for b in (old.min, new.min) if b is not None), default=None)
    high = min((b for b in (old.max, new.max) if b is not None), default=None)
    empty = (old.is_ and new.is_ and not is_) or (is_ and not (is_ - not_))
    if empty or (low is not None and high is not None and low > high):
        raise Conflict(f"nothing is both {old.to_json()} and {new.to_json()}")
    return Constraint(is_ - not_, not_, low, high)


def replace(old: Constraint, new: Constraint) -> Constraint:
    """The newer speaks wherever it says something; what it is silent about stays, unless it contradicts the newer."""
    is_ = new.is_ or (old.is_ - new.not_)
    not_ = (old.not_ | new.not_) - new.is_
    low, high = new.min, new.max
    if low is None and high is None:
        low, high = old.min, old.max
    elif low is None and old.min is not None and high is not None and old.min <= high:
        low = old.min
    elif high is None and old.max is not None and low is not None and old.max >= low:
        high = old.max
    return Constraint(is_, not_, low, high)


def widen(old: Constraint, new: Constraint) -> Constraint:
    """Either may hold: "also in green" adds to what is allowed, and takes it out of what is not."""
    is_ = (old.is_ - new.not_) | new.is_
    low = None if old.min is None or new.min is None else min(old.min, new.min)
    high = None if old.max is None or new.max is None else max(old.max, new.max)
    if new.min is None and new.max is None:
        low, high = old.min, old.max
    return Constraint(is_, (old.not_ | new.not_) - new.is_, low, high)


def drop(constraints: Constraints, slot: str, value: str | None = None) -> dict[str, Constraint]:
    """The constraints without `slot`, or without one `value` of it (in `is_` or `not_`)."""
    kept = dict(constraints)
    if slot not in kept:
        return kept
    old = kept.pop(slot)
    if value is None:
        return kept
    left = Constraint(old.is_ - {value}, old.not_ - {value}, old.min, old.max)
    if left:
        kept[slot] = left
    return kept


def to_json(constraints: Constraints) -> dict[str, dict[str, object]]:
    """Every slot in the contract's shape; slots without a constraint are left out."""
    return {slot: c.to_json() for slot, c in sorted(constraints.items()) if c}


def from_json(raw: Mapping[str, Mapping[str, object]]) -> dict[str, Constraint]:
    """Reads what `to_json` wrote. Raises `ConstraintError` naming the slot that does not fit."""
    out = {}
    for slot, one in raw.items():
        try:
            out[slot] = Constraint.from_json(one)
        except ConstraintError as error:
            raise ConstraintError(f"slot {slot!r}: {error}") from error
    return out


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _values(raw: Mapping[str, object], key: str) -> frozenset[str]:
    values = raw.get(key, [])
    if isinstance(values, str):
        values = [values]
    if not isinstance(values, (list, tuple, set, frozenset)):
        raise ConstraintError(f"{key} wants a list of values, not {values!r}")
    return frozenset(str(v).casefold() for v in values)


def _bound(raw: Mapping[str, object], key: str) -> Decimal | None:
    value = raw.get(key)
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ConstraintError(f"{key} wants a number, not {value!r}") from error
    if not number.is_finite():
        raise ConstraintError(f"{key} wants a finite number, not {value!r}")
    return number
