"""Whether a turn is what its script expects: one function per kind of expectation, each giving the reasons why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from assistant.dialogues.script import (
    CartLineCheck,
    Expect,
    Ids,
    ProductAt,
    Products,
    QuickReplies,
    ReasonCheck,
    ReferenceCheck,
    ReplyCheck,
    constraint_of,
)
from assistant.reply import Card, CartLineReply, ReasonReply, TurnReply
from data.constraint import Constraint
from data.product import Product


class Records(Protocol):
    """What a check looks up: the store."""

    def product(self, product_id: str) -> Product | None: ...


@dataclass(frozen=True)
class Conversation:
    """The turns so far, the one being checked last, and the records behind them."""

    turns: Sequence[TurnReply]
    records: Records
    normalise: Callable[[str, str], str]
    """(slot, value) -> canonical, as the store does it."""

    @property
    def last(self) -> TurnReply:
        return self.turns[-1]

    def product_at(self, at: ProductAt) -> str:
        """The id at [turn, position]. Raises `LookupError` saying what there was instead."""
        turn, position = at
        if not 1 <= turn <= len(self.turns):
            raise LookupError(f"product_at {list(at)}: there is no turn {turn} yet")
        cards = self.turns[turn - 1].reply.products
        if not 1 <= position <= len(cards):
            raise LookupError(f"product_at {list(at)}: turn {turn} showed {len(cards)} products")
        return cards[position - 1].id

    def card_values(self, card: Card, slot: str) -> frozenset[str]:
        """Every canonical value that a card's record has for a slot, the broader ones included."""
        product = self.records.product(card.id)
        variant = product.variant(card.variant_id) if product else None
        return product.names(slot, variant) if product else frozenset()


def unmet(expect: Expect, conversation: Conversation) -> list[str]:
    """Why the last turn is not what was expected; empty where it is."""
    try:
        return [*_unmet(expect, conversation)]
    except LookupError as error:
        return [str(error)]


def cart_unmet(expected: Sequence[CartLineCheck], conversation: Conversation) -> list[str]:
    """Why the cart is not these lines, in any order."""
    left: list[CartLineReply] = list(conversation.last.state.cart.lines)
    wrong = []
    for check in expected:
        try:
            hit = next((line for line in left if _line_is(check, line, conversation)), None)
        except LookupError as error:
            return [str(error)]
        if hit is None:
            wrong.append(f"cart: no line like {_said(check)}; the cart is {_cart_text(conversation.last)}")
        else:
            left.remove(hit)
    if left and not wrong:
        wrong.append(f"cart: also holds {', '.join(f'{line.quantity} x {line.title} {line.options}' for line in left)}")
    return wrong


def _unmet(expect: Expect, conversation: Conversation) -> Iterator[str]:
    turn = conversation.last
    understanding, state, reply = turn.understanding, turn.state, turn.reply
    if expect.intents is not None:
        got = [intent.name for intent in understanding.intents]
        if set(got) != set(expect.intents):
            yield f"intents: expected {expect.intents}, got {got}"
    if expect.action is not None:
        allowed = [expect.action] if isinstance(expect.action, str) else expect.action
        if turn.action.name not in allowed:
            yield f"action: expected {' or '.join(allowed)}, got {turn.action.name}"
    yield from _constraints(expect, conversation)
    if expect.products is not None:
        yield from _products(expect.products, conversation)
    if expect.reasons is not None:
        for check in [expect.reasons] if isinstance(expect.reasons, ReasonCheck) else expect.reasons:
            if not any(_reason_is(check, reason) for card in reply.products for reason in card.reasons):
                yield f"reasons: no product has {_said(check)}; there are {_reason_texts(turn)}"
    if expect.reply is not None:
        yield from _reply(expect.reply, reply.text)
    if expect.quick_replies is not None:
        yield from _quick_replies(expect.quick_replies, reply.quick_replies)
    if expect.references is not None:
        yield from _references(expect.references, conversation)
    for name in ("sort", "quantity", "sentiment", "order_id", "email", "highlight", "command"):
        wanted = getattr(expect, name)
        if wanted is not None and (found := getattr(understanding, name)) != wanted:
            yield f"{name}: expected {wanted!r}, got {found!r}"
    if expect.dropped is not None and set(expect.dropped) != set(understanding.dropped):
        yield f"dropped: expected {expect.dropped}, got {understanding.dropped}"
    yield from _asked_and_options(expect, conversation)
    if expect.handoff is not None and reply.handoff != expect.handoff:
        yield f"handoff: expected {expect.handoff}, got {reply.handoff}"
    for name in ("checkout_url", "image_url"):
        pattern, address = getattr(expect, name), getattr(reply, name)
        if pattern is not None and not re.search(pattern["matches"], address or ""):
            yield f"{name}: {address!r} does not match {pattern['matches']!r}"
    if expect.awaiting is not None:
        yield from _awaiting(expect.awaiting, conversation)
    if expect.gave_up == "any" and not reply.gave_up:
        yield "gave_up: expected some slot, got none"
    elif isinstance(expect.gave_up, list) and set(reply.gave_up) != set(expect.gave_up):
        yield f"gave_up: expected {expect.gave_up}, got {reply.gave_up}"
    if expect.cart is not None:
        yield from cart_unmet(expect.cart, conversation)
    if expect.cart_total is not None and abs(state.cart.total - expect.cart_total) > 0.004:
        yield f"cart_total: expected {expect.cart_total}, got {state.cart.total}"
    if expect.any_of:
        each = [unmet(one, conversation) for one in expect.any_of]
        if all(each):
            yield "any_of: none holds: " + " | ".join("; ".join(one) for one in each)


def _constraints(expect: Expect, conversation: Conversation) -> Iterator[str]:
    found = conversation.last.state.constraints
    for slot, bounds in expect.constraints.items():
        if slot.startswith("~"):
            if slot[1:] in found:
                yield f"constraints: {slot[1:]} should be absent, is {found[slot[1:]]}"
            continue
        got = found.get(slot, {})
        for key, wanted in (bounds if isinstance(bounds, dict) else {"is": [bounds]}).items():
            if not _bound_equal(slot, key, wanted, got.get(key), conversation):
                yield f"constraints: {slot}.{key}: expected {wanted}, got {got.get(key)}"


def _bound_equal(slot: str, key: str, wanted: object, got: object, conversation: Conversation) -> bool:
    if wanted is None or got is None:
        return wanted is got
    if key in ("min", "max"):
        return Decimal(str(wanted)) == Decimal(str(got))
    return _canonical(slot, wanted, conversation) == _canonical(slot, got, conversation)


def _canonical(slot: str, values: object, conversation: Conversation) -> frozenset[str]:
    many = values if isinstance(values, (list, tuple, set, frozenset)) else [values]
    return frozenset(conversation.normalise(slot, str(value)) for value in many)


def _products(expect: Products, conversation: Conversation) -> Iterator[str]:
    cards = conversation.last.reply.products
    if expect.min is not None and len(cards) < expect.min:
        yield f"products: expected at least {expect.min}, got {len(cards)}"
    if expect.max is not None and len(cards) > expect.max:
        yield f"products: expected at most {expect.max}, got {len(cards)}"
    if expect.count is not None and len(cards) != expect.count:
        yield f"products: expected {expect.count}, got {len(cards)}"
    for slot, wanted in expect.every.items():
        if bad := [card.id for card in cards if not _card_holds(card, slot, wanted, conversation)]:
            yield f"products.every: {slot} {wanted} fails for {', '.join(bad)}"
    if expect.some and not any(all(_card_holds(c, s, w, conversation) for s, w in expect.some.items()) for c in cards):
        yield f"products.some: none of {[card.id for card in cards]} is {expect.some}"
    if expect.none and (bad := [c.id for c in cards if all(_card_holds(c, s, w, conversation) for s, w in expect.none.items())]):
        yield f"products.none: {', '.join(bad)} is {expect.none}"
    if expect.ids is not None:
        yield from _ids(expect.ids, conversation)
    if expect.same_as_turn is not None:
        if not 1 <= expect.same_as_turn <= len(conversation.turns):
            yield f"same_as_turn: there is no turn {expect.same_as_turn}"
        else:
            before = {card.id for card in conversation.turns[expect.same_as_turn - 1].reply.products}
            if before != {card.id for card in cards}:
                yield f"same_as_turn {expect.same_as_turn}: expected {sorted(before)}, got {[card.id for card in cards]}"
    if expect.sorted is not None:
        yield from _sorted(expect.sorted, cards, conversation)
    if expect.cheaper_than is not None:
        product_id = conversation.product_at(expect.cheaper_than["product_at"])
        turn = conversation.turns[expect.cheaper_than["product_at"][0] - 1]
        limit = next(card.price for card in turn.reply.products if card.id == product_id)
        if bad := [f"{card.id} ({card.price})" for card in cards if card.price >= limit]:
            yield f"cheaper_than {limit}: not so for {', '.join(bad)}"


def _card_holds(card: Card, slot: str, wanted: object, conversation: Conversation) -> bool:
    if slot in ("in_stock", "on_sale"):
        return bool(getattr(card, slot) == wanted)
    if slot == "title":
        return _title_holds(card.title, wanted)
    constraint = constraint_of(wanted)
    if slot in ("price", "rating"):
        number = getattr(card, slot)
        return constraint.within(None if number is None else Decimal(str(number))) is True
    folded = Constraint(
        frozenset(conversation.normalise(slot, v) for v in constraint.is_),
        frozenset(conversation.normalise(slot, v) for v in constraint.not_),
    )
    values = conversation.card_values(card, slot)
    return folded.holds(values) is True or (not folded.is_ and not values)


def _title_holds(title: str, wanted: object) -> bool:
    if isinstance(wanted, dict) and "matches" in wanted:
        return re.search(str(wanted["matches"]), title) is not None
    constraint = constraint_of(wanted)
    return constraint.holds({title.casefold()}) is True


def _ids(expect: Ids, conversation: Conversation) -> Iterator[str]:
    shown = [card.id for card in conversation.last.reply.products]

    def resolve(one: str | dict[str, ProductAt]) -> str:
        return one if isinstance(one, str) else conversation.product_at(one["product_at"])

    if expect.first is not None and shown[:1] != [resolve(expect.first)]:
        yield f"products.ids.first: expected {resolve(expect.first)}, got {shown[:1]}"
    if missing := [resolve(one) for one in expect.includes if resolve(one) not in shown]:
        yield f"products.ids.includes: {', '.join(missing)} not among {shown}"
    if odd := [resolve(one) for one in expect.excludes if resolve(one) in shown]:
        yield f"products.ids.excludes: {', '.join(odd)} shown"


def _sorted(order: str, cards: Sequence[Card], conversation: Conversation) -> Iterator[str]:
    def key(card: Card) -> float:
        product = conversation.records.product(card.id)
        if order.startswith("price"):
            return card.price if order == "price_asc" else -card.price
        if order == "rating_desc":
            return -(card.rating or 0)
        if product is None:
            return 0.0
        if order == "newest":
            return -float(product.created.toordinal()) if product.created else 0.0
        return -product.popularity

    in_stock = [key(card) for card in cards if card.in_stock]
    if in_stock != sorted(in_stock):
        yield f"products.sorted: not {order}: {[(card.id, key(card)) for card in cards]}"


def _reason_is(check: ReasonCheck, reason: ReasonReply) -> bool:
    if check.phrase is not None and check.phrase.casefold() != reason.phrase.casefold():
        return False
    if "holds" in check.model_fields_set and check.holds is not reason.holds:
        return False
    if check.source is not None and check.source != reason.source:
        return False
    if check.box_overlaps is None:
        return True
    if reason.box is None:
        return False
    a, b = check.box_overlaps, reason.box
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def _reply(expect: ReplyCheck, text: str) -> Iterator[str]:
    for words in _many(expect.contains):
        if not _has_words(words, text):
            yield f"reply: {words!r} not in {text!r}"
    for words in _many(expect.not_contains):
        if _has_words(words, text):
            yield f"reply: {words!r} should not be in {text!r}"
    for pattern in _many(expect.matches):
        if not re.search(pattern, text):
            yield f"reply: {text!r} does not match {pattern!r}"
    for pattern in _many(expect.not_matches):
        if re.search(pattern, text):
            yield f"reply: {text!r} should not match {pattern!r}"


def _has_words(words: str, text: str) -> bool:
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return re.search(left + re.escape(words) + right, text, re.IGNORECASE) is not None


def _many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _quick_replies(expect: QuickReplies, got: Sequence[str]) -> Iterator[str]:
    if expect.min is not None and len(got) < expect.min:
        yield f"quick_replies: expected at least {expect.min}, got {list(got)}"
    if expect.max is not None and len(got) > expect.max:
        yield f"quick_replies: expected at most {expect.max}, got {list(got)}"
    if missing := [one for one in expect.includes if one.casefold() not in {g.casefold() for g in got}]:
        yield f"quick_replies: {missing} not among {list(got)}"


def _references(expect: ReferenceCheck | list[ReferenceCheck], conversation: Conversation) -> Iterator[str]:
    checks = [expect] if isinstance(expect, ReferenceCheck) else expect
    found = conversation.last.understanding.references
    if any(check.ambiguous for check in checks):
        if not any(reference.get("product_id") is None for reference in found):
            yield f"references: expected an ambiguous one, got {found}"
        return
    at = (conversation.product_at(check.product_at) for check in checks if check.product_at and not check.id)
    wanted = {*(check.id for check in checks if check.id), *at}
    got = {reference.get("product_id") for reference in found}
    if wanted != got:
        yield f"references: expected {sorted(wanted)}, got {found}"


def _asked_and_options(expect: Expect, conversation: Conversation) -> Iterator[str]:
    understanding = conversation.last.understanding
    for slot, values in (expect.asked or {}).items():
        got = understanding.asked.get(slot)
        if got is None or _canonical(slot, values, conversation) != _canonical(slot, got, conversation):
            yield f"asked: {slot}: expected {values}, got {got}"
    for slot, value in (expect.options or {}).items():
        found = understanding.options.get(slot)
        if found is None or conversation.normalise(slot, value) != conversation.normalise(slot, found):
            yield f"options: {slot}: expected {value}, got {found}"


def _awaiting(expect: str | dict[str, object], conversation: Conversation) -> Iterator[str]:
    got = conversation.last.state.awaiting
    wanted = {"slot": expect} if isinstance(expect, str) else dict(expect)
    if "product_at" in wanted:
        at = wanted.pop("product_at")
        turn, position = at if isinstance(at, (list, tuple)) else (0, 0)
        wanted["product_id"] = conversation.product_at((int(turn), int(position)))
    if got is None or any(getattr(got, key, None) != value for key, value in wanted.items()):
        yield f"awaiting: expected {wanted}, got {got}"


def _line_is(check: CartLineCheck, line: CartLineReply, conversation: Conversation) -> bool:
    wanted = check.id or (conversation.product_at(check.product_at) if check.product_at else None)
    options = {slot: conversation.normalise(slot, value) for slot, value in line.options.items()}
    return (
        (wanted is None or line.id == wanted)
        and (check.title is None or check.title.casefold() in line.title.casefold())
        and (check.quantity is None or line.quantity == check.quantity)
        and (check.size is None or options.get("size") == conversation.normalise("size", check.size))
        and (check.color is None or options.get("color") == conversation.normalise("color", check.color))
    )


def _said(check: CartLineCheck | ReasonCheck) -> str:
    return str(check.model_dump(exclude_unset=True))


def _cart_text(turn: TurnReply) -> str:
    lines = turn.state.cart.lines
    return ", ".join(f"{line.quantity} x {line.id} {line.options}" for line in lines) or "empty"


def _reason_texts(turn: TurnReply) -> list[str]:
    return sorted({f"{r.phrase} {r.holds} {r.source}" for card in turn.reply.products for r in card.reasons})
