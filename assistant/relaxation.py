"""What to do when nothing is as asked: first what the shop does not state, then the smallest wish to let go.

Whatever is loosened is named, so that a reply can say it. The type of product is let go last: somebody who wants boots does not
want a shirt, however cheap; what was ruled out ("not leather") stays ruled out for as long as anything else can give.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import combinations

from data.constraint import Constraint, Constraints
from data.store import Selection

Select = Callable[[Constraints, Collection[str]], Selection]
"""Constraints, and slots of which a missing record may pass -> what passes."""

_FIRM = {"price": 0, "rating": 1, "brand": 3, "color": 3, "material": 3, "size": 4, "gender": 5, "category": 20}
_OTHER = 2
CHILDREN = frozenset(("boys", "girls", "kids"))
_GROWING = 25
"""How firm it is that something is for a child: what grown-ups wear is of no use, whatever its type."""
_RULED_OUT = 8
_NEVER_UNSTATED = frozenset({"category", "price"})
_PAIRS = 15


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `constraints` are those that `selection` passes; `gave_up` the slots let go to find any.

    `unknown` are slots of which the products have no record. `relaxations` are (slot, products it would bring), best first.
    """

    selection: Selection
    constraints: Constraints
    exact: int
    gave_up: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    relaxations: tuple[tuple[str, int], ...] = ()


def find(select: Select, constraints: Constraints) -> Found:
    """What passes all; else what passes but for missing records; else what passes with the fewest and softest wishes let go."""
    selection = select(constraints, ())
    exact = len(selection.rows)
    if exact or not constraints:
        return Found(selection, constraints, exact)
    relaxations = _relaxations(select, constraints)
    unstated = _unstated(select, constraints)
    if unstated is not None:
        slots, selection = unstated
        return Found(selection, constraints, 0, gave_up=slots, unknown=slots, relaxations=relaxations)
    for slots in _sacrifices(constraints, relaxations):
        left = _without(constraints, slots)
        selection = select(left, ())
        if len(selection.rows):
            return Found(selection, left, 0, gave_up=slots, relaxations=relaxations)
    return Found(selection, constraints, 0, gave_up=(), relaxations=relaxations)


def firmness(slot: str, constraint: Constraint) -> int:
    """How unwilling a shopper is taken to be to let this go; lower goes first."""
    ruled_out = _RULED_OUT if constraint.not_ and not constraint.is_ else 0
    if slot == "gender" and constraint.is_ and constraint.is_ <= CHILDREN:
        return _GROWING
    return _FIRM.get(slot, _OTHER) + ruled_out


def _relaxations(select: Select, constraints: Constraints) -> tuple[tuple[str, int], ...]:
    softest_first = sorted(constraints, key=lambda slot: firmness(slot, constraints[slot]))
    counts = [(slot, len(select(_without(constraints, (slot,)), ()).rows)) for slot in softest_first]
    return tuple((slot, count) for slot, count in counts if count)


def _unstated(select: Select, constraints: Constraints) -> tuple[tuple[str, ...], Selection] | None:
    """The fewest slots whose missing record lets something pass, and what passes.

    Whoever looks for something for a person, of no type in particular, is not shown what is for nobody in particular: lamps.
    """
    slots = [slot for slot, c in constraints.items() if slot not in _NEVER_UNSTATED and c != Constraint(not_=c.not_)]
    person = {slot: c for slot, c in constraints.items() if slot == "gender"}
    if "gender" in slots and "category" not in constraints and len(select(person, ()).rows):
        slots.remove("gender")
    tries = [(slot,) for slot in slots] + ([tuple(slots)] if len(slots) > 1 else [])
    for some in tries:
        selection = select(constraints, some)
        if len(selection.rows):
            return some, selection
    return None


def _sacrifices(constraints: Constraints, relaxations: tuple[tuple[str, int], ...]) -> list[tuple[str, ...]]:
    """Which wishes to try without, best first: one, two, all but the type, all but who it is for, all."""
    singles = [(slot,) for slot, _ in relaxations]
    firm = {slot: firmness(slot, constraint) for slot, constraint in constraints.items()}
    pairs = sorted(combinations(constraints, 2), key=lambda pair: sum(firm[slot] for slot in pair))[:_PAIRS]
    but_type = [tuple(slot for slot in constraints if slot != "category")] if "category" in constraints else []
    but_person = [tuple(slot for slot in constraints if slot != "gender")] if _GROWING in firm.values() else []
    return [*singles, *pairs, *but_person, *but_type, tuple(constraints)]


def _without(constraints: Constraints, slots: Collection[str]) -> Mapping[str, Constraint]:
    return {slot: c for slot, c in constraints.items() if slot not in slots}
