"""Carrying a session over to another version of the store: what has left the shop leaves the session, and the shopper is told.

A cart line stays only as long as its variant can be bought; its price follows the shop's. Nothing changes silently.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.reply import available
from data.product import Variant
from data.store import Store
from dialogue_policy.state import Cart, CartLine, DialogueState


def renew(state: DialogueState, store: Store) -> tuple[DialogueState, tuple[str, ...]]:
    """The state as this store allows it, and a sentence for each thing that changed in the cart."""
    cart, notices = renew_cart(state.cart, store)
    awaiting = state.awaiting
    if awaiting is not None and awaiting.product_id is not None and store.product(awaiting.product_id) is None:
        awaiting = None
    return (
        replace(
            state,
            cart=cart,
            awaiting=awaiting,
            shown=tuple(card for card in state.shown if _variant(store, card.id, card.variant_id) is not None),
            focus=tuple(one for one in state.focus if store.product(one) is not None),
            seen=tuple(one for one in state.seen if store.product(one) is not None),
            anchor=state.anchor if state.anchor is None or store.product(state.anchor) is not None else None,
        ),
        notices,
    )


def renew_cart(cart: Cart, store: Store) -> tuple[Cart, tuple[str, ...]]:
    """The cart against the store's records: vanished or sold-out lines out, quantities within stock, prices as they are now."""
    lines: list[CartLine] = []
    notices: list[str] = []
    for line in cart.lines:
        kept, notice = _renew_line(line, store)
        if kept is not None:
            lines.append(kept)
        if notice:
            notices.append(notice)
    return Cart(tuple(lines), cart.currency), tuple(notices)


def _renew_line(line: CartLine, store: Store) -> tuple[CartLine | None, str | None]:
    name = line.title + (f" ({', '.join(line.options.values())})" if line.options else "")
    variant = _variant(store, line.id, line.variant_id)
    if variant is None:
        return None, f"{name} is no longer sold here, so I took it out of your cart."
    if not available(variant):
        return None, f"{name} has sold out, so I took it out of your cart."
    changes = []
    quantity = line.quantity
    if variant.stock is not None and quantity > variant.stock:
        quantity = variant.stock
        changes.append(f"there {'is' if quantity == 1 else 'are'} only {quantity} left, so your cart now has {quantity}")
    if variant.price != line.price:
        changes.append(f"its price is now {variant.price:.2f} {variant.currency} (it was {line.price:.2f})")
    if not changes:
        return line, None
    return replace(line, quantity=quantity, price=variant.price), f"About {name}: {', and '.join(changes)}."


def _variant(store: Store, product_id: str, variant_id: str) -> Variant | None:
    product = store.product(product_id)
    return None if product is None else product.variant(variant_id)
