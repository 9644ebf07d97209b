"""Carrying a session over to another version of the store: what has left the shop leaves the session, and the shopper is told.

A cart line stays only as long as its variant can be bought; its price follows the shop's. Nothing changes silently.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.actions.cart import rechecked
from assistant.actions.facts import Change
from assistant.photos import is_of, vector_of
from assistant.phrasing.grammar import Phrasebook
from assistant.world import World
from dialogue_policy.state import DialogueState, ShownCard, Snapshot


def renew(state: DialogueState, world: World) -> tuple[DialogueState, tuple[str, ...]]:
    """The state as this store allows it, and a sentence for each thing that changed in the cart."""
    store = world.store
    cart, changes = rechecked(state.cart, world)
    awaited = (state.awaiting, *state.awaiting.then) if state.awaiting is not None else ()
    there = [one for one in awaited if one.product_id is None or store.product(one.product_id) is not None]
    awaiting = replace(there[0], then=tuple(there[1:])) if there else None
    renewed = replace(
        state,
        cart=cart,
        awaiting=awaiting,
        shown=_still_shown(state.shown, world),
        focus=_known(state.focus, world),
        seen=_known(state.seen, world),
        anchor=_anchor(state.anchor, world),
        past=tuple(_renewed(snapshot, world) for snapshot in state.past),
    )
    return renewed, tuple(_notice(change, world) for change in changes)


def _renewed(snapshot: Snapshot, world: World) -> Snapshot:
    """A snapshot without what has left the shop: `undo` must not bring it back."""
    return replace(
        snapshot,
        cart=rechecked(snapshot.cart, world)[0],
        shown=_still_shown(snapshot.shown, world),
        focus=_known(snapshot.focus, world),
        seen=_known(snapshot.seen, world),
        anchor=_anchor(snapshot.anchor, world),
    )


def _still_shown(cards: tuple[ShownCard, ...], world: World) -> tuple[ShownCard, ...]:
    return tuple(c for c in cards if (p := world.store.product(c.id)) is not None and p.variant(c.variant_id) is not None)


def _anchor(anchor: str | None, world: World) -> str | None:
    if anchor is None:
        return None
    if vector_of(anchor) is not None:  # a photo: only where this version's pictures were looked at
        sight = world.sight
        return anchor if sight is not None and sight.finds and is_of(anchor, sight.vision.fingerprint) else None
    return anchor if world.store.product(anchor) is not None else None


def _known(ids: tuple[str, ...], world: World) -> tuple[str, ...]:
    return tuple(one for one in ids if world.store.product(one) is not None)


def _notice(change: Change, world: World) -> str:
    name = change.title + (f" ({', '.join(change.options.values())})" if change.options else "")
    if change.kind == "gone":
        return f"{name} is no longer sold here, so I took it out of your cart."
    if change.kind == "sold_out":
        return f"{name} has sold out, so I took it out of your cart."
    if change.kind == "reduced":
        are = "is" if change.quantity == 1 else "are"
        return f"Only {change.quantity} of {name} {are} left, so your cart now has {change.quantity}."
    price = Phrasebook(world.shop.locale).format_field(change.price, "")
    return f"{name} now costs {price}; I changed it in your cart."
