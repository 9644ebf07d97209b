"""Which products the shopper means, and which variant of them is on the table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.photos import vector_of
from data.constraint import Constraint, Constraints
from data.product import Pick
from dialogue_policy.action import Step
from dialogue_policy.state import DialogueState
from nlu.understanding import Understanding

if TYPE_CHECKING:
    from assistant.world import World

_NUMBER = re.compile(r"\d+(?:\.\d+)?")

UNSAID = Understanding(text="", intents=())
"""Stands in where a turn has no words: a button, a thumb."""


def said(state: DialogueState) -> Understanding:
    """What this turn's words were understood as; `text` is how they were read, with slips of spelling put right."""
    heard = state.understanding or UNSAID
    return replace(heard, text=heard.read) if heard.read else heard


def named(step: Step) -> tuple[str, ...]:
    """The products that the step itself names (`product_id`, `product_ids`): what a button means."""
    many = step.args.get("product_ids")
    if isinstance(many, (list, tuple)):
        return tuple(str(one) for one in many)
    one = step.args.get("product_id")
    return (str(one),) if one else ()


def pointed_at(step: Step, state: DialogueState) -> tuple[str, ...]:
    """The products meant, by id: those the step names, else those pointed at in words."""
    return named(step) or unique(r.product_id for r in said(state).references if r.product_id)


def meant(step: Step, state: DialogueState) -> tuple[str, ...]:
    """As `pointed_at`; else the one talked about last; else the only one on the table. Empty where that stays open."""
    found = pointed_at(step, state)
    if found or any(r.product_id is None for r in said(state).references):
        return found
    if state.focus:
        return state.focus[:1]
    return (state.shown[0].id,) if len(state.shown) == 1 else ()


def card(product_id: str, state: DialogueState, world: World) -> Pick | None:
    """The product with the variant that the table shows, else the cart's, else the best fitting; None where the store lost it."""
    variant_id = next((c.variant_id for c in state.shown if c.id == product_id), None)
    if variant_id is None:
        variant_id = next((line.variant_id for line in state.cart.lines if line.id == product_id), None)
    return world.search.pick(product_id, constraints=state.constraints, variant_id=variant_id)


def cards(ids: Iterable[str], state: DialogueState, world: World) -> tuple[Pick, ...]:
    found = (card(product_id, state, world) for product_id in ids)
    return tuple(pick for pick in found if pick is not None)


def doubtful(step: Step, state: DialogueState) -> tuple[str, ...]:
    """The products between which a reference leaves a doubt; else all on the table."""
    both = unique(i for r in said(state).references if r.product_id is None for i in r.candidates)
    return both or tuple(c.id for c in state.shown)


def broken(picks: Iterable[Pick], constraints: Constraints) -> tuple[str, ...]:
    """The slots whose constraint one of these cards does not meet, or has no record for though it needs one."""
    shown = tuple(picks)
    return tuple(slot for slot, c in constraints.items() if c and not all(_meets(pick, slot, c) for pick in shown))


def centre(state: DialogueState, world: World) -> dict[str, str]:
    """What the list on the table stands around, in facts: a photo, or a product; {} where it stands around nothing."""
    if vector_of(state.anchor) is not None and state.list_kind == "similar":
        return {"centre": "your photo", "centre_kind": "photo"}
    product = world.store.product(state.anchor) if state.anchor else None
    if product is None or state.list_kind not in ("similar", "complete_look"):
        return {}
    return {"centre": product.title, "centre_kind": state.list_kind}


def beyond(state: DialogueState) -> bool:
    """Whether the shopper points at something that is not there: the third of two."""
    return any(r.product_id is None and not r.candidates for r in said(state).references)


def without_pointers(state: DialogueState) -> str:
    """The shopper's words but for those that point at products."""
    text = said(state).text
    for reference in said(state).references:
        text = re.sub(rf"(?<!\w){re.escape(reference.text)}(?:['’]s)?(?!\w)", " ", text)
    return text


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _meets(pick: Pick, slot: str, constraint: Constraint) -> bool:
    if slot == "price":
        return constraint.within(pick.variant.price) is not False
    names = pick.product.names(slot, pick.variant)
    if constraint.min is not None or constraint.max is not None:
        told = [str(pick.product.rating)] if slot == "rating" and pick.product.rating is not None else names
        numbers = (_NUMBER.search(name.replace(",", "")) for name in told)
        return any(constraint.within(Decimal(n[0])) for n in numbers if n)
    if slot == "brand" and not names and pick.product.brand:
        names = frozenset((pick.product.brand.casefold(),))
    if constraint.is_ and not names:
        return False
    return constraint.holds(names) is not False
