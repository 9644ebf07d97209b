"""Whether a message answers what the assistant asked for."""

from __future__ import annotations

from dialogue_policy.state import Awaiting
from nlu.understanding import Understanding

ORDER_FACTS = frozenset(("order_id", "email"))
"""What an order's facts are told for."""

CONFIRM = "confirm"
"""`Awaiting.slot` where a yes or a no is awaited."""

REFERENCE = "reference"
"""`Awaiting.slot` where it was asked which product is meant."""

OPTIONS = ("size", "color", "length", "width", "material", "pattern", "style", "capacity")
"""What variants are commonly chosen by: said along with an answer, it is of the product and not of the search."""

_ELSEWHERE = (
    "browse_category", "browse_highlights", "find_similar", "complete_look", "request_recommendation", "check_availability",
    "give_feedback", "track_order", "ask_policy", "checkout",
)  # fmt: skip


def awaits_option(awaiting: Awaiting | None) -> bool:
    """Whether an option of a product to add was asked for."""
    return awaiting is not None and awaiting.product_id is not None and awaiting.slot != CONFIRM


def answers_option(awaiting: Awaiting | None, heard: Understanding) -> bool:
    """Whether this settles the option of the product to add: "medium" after "which size?"; not "boots in medium".

    So does another value for an option that was settled before: "actually size 9", where the color is asked for now.
    """
    if awaiting is None or not awaits_option(awaiting) or "category" in heard.constraints or heard.says(*_ELSEWHERE):
        return False
    every = (awaiting, *awaiting.then)
    if any(r.product_id not in (None, *(one.product_id for one in every)) for r in heard.references):
        return False
    asked = {one.slot for one in every}
    again = asked | {slot for one in every for slot in one.options}
    return not asked.isdisjoint(heard.options) or any(slot in again and c.is_ for slot, c in heard.constraints.items())


def answers_order(awaiting: Awaiting | None, heard: Understanding) -> bool:
    """Whether the order number or the e-mail asked for is given; a bare number counts for the number."""
    return awaiting is not None and awaiting.slot in ORDER_FACTS and bool(heard.order_id or heard.email)
