"""The rules that hold for every turn, whatever its script says: contract.md, "Rules that hold for every reply".

They read the turn as the outside gets it, beside the store's own records, so that they judge a running server just as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.reply import Card, TurnReply
from data.constraint import Constraint, from_json
from data.product import Product, Variant
from data.store import Store
from dialogue_policy.action import TOLD, TOLD_ACTIONS
from nlu.understanding import OUT_OF_SCOPE

LIST_ACTIONS = frozenset({"recommend", "ask_slot", "show_more", "suggest_relaxation", *TOLD.values()})
"""The actions whose cards answer the running search; others show a product because it was pointed at."""

_MONEY = re.compile(r"(?:[$€£]|USD|EUR|GBP)\s?(\d[\d,]*(?:\.\d+)?)|(\d[\d,]*(?:\.\d+)?)\s?(?:[€£]|USD|EUR|GBP)\b")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def broken_rules(turns: Sequence[TurnReply], said: Sequence[str], store: Store, intents: frozenset[str]) -> list[str]:
    """Which rules the last turn breaks. `said` are the shopper's words so far; `intents` the names that exist."""
    turn = turns[-1]
    return [
        *_shape(turn, intents),
        *(problem for card in turn.reply.products for problem in _card_is_its_record(card, store)),
        *_constraints_hold(turn, store),
        *_stock_first(turn, store),
        *_cart(turn, store),
        *_reasons(turn),
        *_money(turn, said, store),
    ]


def _shape(turn: TurnReply, intents: frozenset[str]) -> Iterator[str]:
    if not turn.reply.text.strip():
        yield "rule: the reply is empty"
    if not turn.understanding.intents:
        yield "rule: intents are empty"
    for intent in turn.understanding.intents:
        if intent.name not in intents and intent.name != OUT_OF_SCOPE:
            yield f"rule: {intent.name} is no intent"
    if turn.action.name not in TOLD_ACTIONS:
        yield f"rule: {turn.action.name} is no action"
    if not 0 < turn.action.propensity <= 1:
        yield f"rule: propensity {turn.action.propensity}"
    if turn.action.name == "recommend" and turn.state.awaiting is not None:
        yield "rule: recommend asks nothing, yet something is awaited"
    if turn.action.name == "ask_slot" and turn.state.awaiting is None:
        yield "rule: ask_slot asks, yet nothing is awaited"
    if turn.reply.checkout_url and not turn.state.cart.lines:
        yield "rule: a checkout link without a cart"


def _card_is_its_record(card: Card, store: Store) -> Iterator[str]:
    product = store.product(card.id)
    variant = product.variant(card.variant_id) if product else None
    if product is None or variant is None:
        yield f"rule: card {card.id}/{card.variant_id} has no record"
        return
    pairs = {
        "title": (card.title, product.title),
        "brand": (card.brand, product.brand),
        "price": (card.price, float(variant.price)),
        "list_price": (card.list_price, None if variant.list_price is None else float(variant.list_price)),
        "rating": (card.rating, product.rating),
        "reviews_count": (card.reviews_count, product.reviews_count),
        "in_stock": (card.in_stock, _buyable(variant)),
    }
    for name, (shown, recorded) in pairs.items():
        if shown != recorded:
            yield f"rule: card {card.id}: {name} is {shown!r}, the record says {recorded!r}"


def _constraints_hold(turn: TurnReply, store: Store) -> Iterator[str]:
    if turn.action.name not in LIST_ACTIONS:
        return
    constraints = from_json(turn.state.constraints)
    for card in turn.reply.products:
        product = store.product(card.id)
        variant = product.variant(card.variant_id) if product else None
        if product is None or variant is None:
            continue
        for slot, constraint in constraints.items():
            if _passes(product, variant, slot, constraint):
                continue
            if slot not in turn.reply.gave_up:
                yield f"rule: {card.id} is not {slot} {constraint.to_json()} and gave_up is {turn.reply.gave_up}"
            elif not any(r.holds is not True and r.slot == slot for r in card.reasons):
                yield f"rule: {card.id} is not {slot} {constraint.to_json()} and no reason on its card says so"


def _passes(product: Product, variant: Variant, slot: str, constraint: Constraint) -> bool:
    number: Decimal | None = None
    if slot == "price":
        number = variant.price
    elif slot == "rating":
        number = None if product.rating is None else Decimal(str(product.rating))
    if (constraint.min is not None or constraint.max is not None) and slot in ("price", "rating"):
        return constraint.within(number) is True
    if slot in ("price", "rating"):
        return True
    names = product.names(slot, variant)
    if constraint.is_ and not names:
        return False
    return constraint.holds(names) is not False


def _stock_first(turn: TurnReply, store: Store) -> Iterator[str]:
    if turn.action.name not in LIST_ACTIONS or store.shop.out_of_stock != "last" or turn.reply.gave_up:
        return
    stocked = [card.in_stock for card in turn.reply.products]
    if stocked != sorted(stocked, reverse=True):
        yield f"rule: a product without stock stands before one with: {[(c.id, c.in_stock) for c in turn.reply.products]}"
    constraints = from_json(turn.state.constraints)
    for card in turn.reply.products:
        product = store.product(card.id)
        if card.in_stock or product is None:
            continue
        fitting = [v for v in product.variants if all(_passes(product, v, s, c) for s, c in constraints.items())]
        if any(_buyable(v) for v in fitting):
            yield f"rule: {card.id} shows {card.variant_id}, which is out, though a fitting variant is in stock"


def _cart(turn: TurnReply, store: Store) -> Iterator[str]:
    cart = turn.state.cart
    if abs(sum(line.price * line.quantity for line in cart.lines) - cart.total) > 0.004:
        yield f"rule: the cart's total {cart.total} is not the sum of its lines"
    for line in cart.lines:
        product = store.product(line.id)
        variant = product.variant(line.variant_id) if product else None
        if variant is None:
            yield f"rule: cart line {line.id}/{line.variant_id} has no record"
        elif line.quantity < 1 or (variant.stock is not None and line.quantity > variant.stock) or not _buyable(variant):
            yield f"rule: the cart holds {line.quantity} of {line.variant_id}, the stock is {variant.stock}"
        elif line.price != float(variant.price):
            yield f"rule: cart line {line.variant_id} costs {line.price}, the record says {variant.price}"


def _reasons(turn: TurnReply) -> Iterator[str]:
    for card in turn.reply.products:
        for reason in card.reasons:
            if reason.box is not None and reason.source != "image":
                yield f"rule: {card.id}: a box without a picture as its source"
            if reason.box is not None and not (
                0 <= reason.box[0] < reason.box[2] <= 1 and 0 <= reason.box[1] < reason.box[3] <= 1
            ):
                yield f"rule: {card.id}: box {reason.box}"
            if reason.holds is True and not reason.evidence:
                yield f"rule: {card.id}: {reason.phrase!r} holds without evidence"


def _money(turn: TurnReply, said: Sequence[str], store: Store) -> Iterator[str]:
    """Every amount of money in the words comes from a record, from the cart, or from the shopper."""
    amounts = {_amount(a or b) for a, b in _MONEY.findall(turn.reply.text)}
    if not amounts:
        return
    known = {_amount(n) for text in said for n in _NUMBER.findall(text)}
    told = [section.text for section in store.policies] + [f"{one.name} {one.description}" for one in store.promotions]
    known |= {_amount(n) for text in told for n in _NUMBER.findall(text)}
    cart = turn.state.cart
    known |= {round(cart.total, 2), *(round(line.price * line.quantity, 2) for line in cart.lines)}
    known |= _bounds(turn)
    if unknown := {a for a in amounts - known if not _is_a_price(a, store)}:
        yield f"rule: {sorted(unknown)} in the reply is no recorded amount: {turn.reply.text!r}"


def _bounds(turn: TurnReply) -> set[float]:
    price = turn.state.constraints.get("price", {})
    return {float(str(price[key])) for key in ("min", "max") if key in price}


def _is_a_price(amount: float, store: Store) -> bool:
    return bool((abs(store.price - amount) < 0.005).any() or (abs(store.list_price - amount) < 0.005).any())


def _amount(text: str) -> float:
    return round(float(text.replace(",", "") or 0), 2)


def _buyable(variant: Variant) -> bool:
    return variant.in_stock and (variant.stock is None or variant.stock > 0)
