"""The laws of the constraint algebra."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import constraint as algebra
from data.constraint import Conflict, Constraint, drop, from_json, narrow, replace, to_json, widen
from data.errors import ConstraintError

values = st.sampled_from(["red", "blue", "navy", "green", "black"])
sets = st.frozensets(values, max_size=4)
numbers = st.none() | st.decimals(0, 500, places=2)


@st.composite
def constraints(draw: st.DrawFn) -> Constraint:
    """Constraints that something can satisfy."""
    is_ = draw(sets)
    not_ = draw(sets) - is_
    bounds = sorted(b for b in (draw(numbers), draw(numbers)) if b is not None)
    low, high = (bounds[0], bounds[-1]) if len(bounds) == 2 else (bounds[0] if bounds and draw(st.booleans()) else None, None)
    return Constraint(is_, not_, low, high)


def tried(one: Constraint | None, other: Constraint | None) -> Constraint | None:
    """`narrow`, with None for a conflict."""
    if one is None or other is None:
        return None
    try:
        return narrow(one, other)
    except Conflict:
        return None


def passes(c: Constraint, held: frozenset[str], number: Decimal) -> bool:
    return c.holds(held) is True and c.within(number) is True


@given(constraints(), constraints())
def test_narrow_is_commutative_or_conflicts_both_ways(a: Constraint, b: Constraint) -> None:
    assert tried(a, b) == tried(b, a)


@given(constraints(), constraints(), constraints())
def test_narrow_is_associative_or_conflicts_both_ways(a: Constraint, b: Constraint, c: Constraint) -> None:
    assert tried(tried(a, b), c) == tried(a, tried(b, c))


@given(constraints(), constraints())
def test_narrowing_by_the_same_again_changes_nothing(a: Constraint, b: Constraint) -> None:
    once = tried(a, b)
    assert tried(once, b) == once


@given(constraints())
def test_narrow_with_nothing_changes_nothing(a: Constraint) -> None:
    assert narrow(a, Constraint()) == a == narrow(Constraint(), a)


@given(constraints(), constraints(), values, st.decimals(0, 500, places=2))
def test_what_passes_a_narrowed_constraint_passes_both(a: Constraint, b: Constraint, value: str, number: Decimal) -> None:
    both = tried(a, b)
    one = frozenset((value,))
    if both is not None:
        assert passes(both, one, number) == (passes(a, one, number) and passes(b, one, number))
    else:
        assert not (passes(a, one, number) and passes(b, one, number))


@given(constraints(), constraints(), st.frozensets(values, min_size=1), st.decimals(0, 500, places=2))
def test_narrowing_never_lets_more_through(a: Constraint, b: Constraint, held: frozenset[str], number: Decimal) -> None:
    both = tried(a, b)
    if both is not None and passes(both, held, number):
        assert passes(a, held, number)
        assert passes(b, held, number)


@given(constraints(), constraints(), st.frozensets(values, min_size=1), st.decimals(0, 500, places=2))
def test_what_passes_a_replaced_constraint_passes_the_newer(
    a: Constraint, b: Constraint, held: frozenset[str], number: Decimal
) -> None:
    if passes(replace(a, b), held, number):
        assert passes(b, held, number)


@given(constraints(), constraints())
def test_replace_is_satisfiable_and_repeating_it_changes_nothing(a: Constraint, b: Constraint) -> None:
    after = replace(a, b)
    assert not (after.is_ & after.not_)
    assert after.min is None or after.max is None or after.min <= after.max
    assert replace(after, b) == after


@given(constraints(), constraints(), st.frozensets(values, min_size=1))
def test_widen_lets_through_every_value_that_is_asked_for(a: Constraint, b: Constraint, held: frozenset[str]) -> None:
    after = widen(a, b)
    assert b.is_ <= after.is_
    assert not (after.not_ & b.is_)
    assert not (after.is_ & after.not_)


@given(st.dictionaries(st.sampled_from(["color", "price", "size"]), constraints(), max_size=3))
def test_dropping_a_slot_leaves_the_others_as_they_are(some: dict[str, Constraint]) -> None:
    left = drop(some, "color")
    assert "color" not in left
    assert left == {slot: c for slot, c in some.items() if slot != "color"}
    assert drop(left, "color") == left


@given(constraints(), values)
def test_dropping_a_value_takes_it_out_of_both_sides(c: Constraint, value: str) -> None:
    left = drop({"color": c}, "color", value).get("color", Constraint())
    assert value not in left.is_ | left.not_
    assert (left.min, left.max) == (c.min, c.max)


@given(st.dictionaries(st.sampled_from(["color", "price", "size"]), constraints(), max_size=3))
def test_json_and_back_is_the_same(some: dict[str, Constraint]) -> None:
    said = {slot: c for slot, c in some.items() if c}
    assert from_json(json.loads(json.dumps(to_json(some)))) == said


def test_a_missing_record_is_neither_true_nor_false() -> None:
    assert Constraint(is_=frozenset(("red",))).holds(()) is None
    assert Constraint(max=Decimal(5)).within(None) is None


def test_bounds_are_inclusive() -> None:
    under_sixty = Constraint(max=Decimal(60))
    assert under_sixty.within(Decimal("60.00"))
    assert not under_sixty.within(Decimal("60.01"))


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ({"most": 3}, "most"),
        ({"max": "cheap"}, "max"),
        ({"min": "nan"}, "min"),
        ({"is": 3}, "is"),
    ],
)
def test_a_constraint_that_cannot_be_read_names_the_key(raw: dict[str, object], names: str) -> None:
    with pytest.raises(ConstraintError, match=names):
        algebra.from_json({"price": raw})
