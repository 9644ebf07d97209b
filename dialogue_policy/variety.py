"""Products that differ, from the head of a ranked list: what is laid out when a taste is still to be found."""

from __future__ import annotations

from collections.abc import Sequence

from data.product import Pick
from dialogue_policy.roles import Role, role_of

_WEIGHTS: dict[Role, float] = {"type": 2.0, "color": 1.5, "look": 1.5, "brand": 1.0, "material": 1.0, "use": 0.5}
"""How much a difference in a role tells a shopper."""
_PRICE = 1.0
_RANK = 0.04
"""What a place further down the list costs: the best of them still come first."""


def spread_out(picks: Sequence[Pick], k: int) -> tuple[Pick, ...]:
    """`k` of `picks`, in their order: the first, and each time the one that differs most from all taken so far.

    What is sold out is left out where enough is not.
    """
    stocked = [pick for pick in picks if pick.variant.in_stock]
    picks = stocked if len(stocked) >= k else picks
    if len(picks) <= k:
        return tuple(picks)
    marks = [_marks(pick) for pick in picks]
    taken = [0]
    apart = [_apart(marks[0], one) for one in marks]
    while len(taken) < k:
        best = max((i for i in range(len(picks)) if i not in taken), key=lambda i: apart[i] - _RANK * i)
        taken.append(best)
        apart = [min(old, _apart(marks[best], one)) for old, one in zip(apart, marks, strict=True)]
    return tuple(picks[i] for i in sorted(taken))


Marks = tuple[dict[str, tuple[float, frozenset[str]]], float]
"""Of each slot what a difference in it weighs, and the values; the price."""


def _marks(pick: Pick) -> Marks:
    weights = {slot: _WEIGHTS[role] for slot in pick.product.slots() if (role := role_of(slot)) in _WEIGHTS}
    marks = {slot: (weight, pick.product.names(slot, pick.variant)) for slot, weight in weights.items()}
    return marks, float(pick.variant.price)


def _apart(one: Marks, other: Marks) -> float:
    """How far two products differ: 0 for two alike in all that both have a record of."""
    weighed = total = 0.0
    theirs = other[0]
    for slot, (weight, own) in one[0].items():
        if slot in theirs:
            its = theirs[slot][1]
            total += weight
            common = len(own & its)
            weighed += weight * (1 - common / (len(own) + len(its) - common)) if common else weight
    dearer = max(one[1], other[1])
    price = _PRICE * (1 - min(one[1], other[1]) / dearer) if dearer > 0 else 0.0
    return (weighed + price) / (total + _PRICE)
