"""Actions on the cart: change it, show it; and what adding shares with them.

Every change is a new cart, handed on as an effect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.actions.choosing import available, choose, in_order, values_of
from assistant.actions.facts import Change, Line, Money
from assistant.actions.targets import named, pointed_at, said
from assistant.outcome import Outcome, Result, SetCart
from data.product import Pick, Product, Variant
from dialogue_policy.action import Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import Awaiting, Cart, CartLine, DialogueState

if TYPE_CHECKING:
    from assistant.world import World

MOST_PIECES = 1000
"""Of one line; beyond it a typing error is likelier than an order."""

_REMOVE = re.compile(r"\b(remove|take (\w+ ){0,4}(out|off)|delete|drop|get rid of|lose|no longer want|without|cancel)\b", re.I)
_EMPTY = re.compile(
    r"\b(empty|clear)\b.{0,20}\b(cart|basket|bag|everything|all)\b|\b(remove|delete|drop) (everything|all)\b", re.I
)
_FEWER = re.compile(
    r"\b(one|1) (less|fewer)\b|\b(?:remove|delete|drop|lose|take (?:out|off|away)) (?:just |only )?(?:one|1)\b|"
    r"\btake (?:just |only )?(?:one|1) (?:out|off|away)\b",
    re.I,
)
_DETERMINER = re.compile(r"^(?:the|that|this|my|those|these)\s+", re.I)
_PRONOUNS = frozenset(("it", "that", "this", "them", "these", "those", "that one", "this one", "the one", "both"))
_MORE = re.compile(r"\b(another|(one|\d+) more|add (one|\d+) more)\b", re.I)


def offer(product_id: str, variant_id: str, quantity: int) -> Awaiting:
    args = {"product_id": product_id, "variant_id": variant_id, "quantity": quantity}
    return Awaiting("confirm", product_id, proposal="add_to_cart", args=args, quantity=quantity)


def update_cart(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Removes, recounts, swaps or empties, as the words say; with nothing to change it shows the cart."""
    if not state.cart.lines:
        return Outcome((Result("update_cart", "cart_empty"),))
    heard = said(state)
    if step.args.get("op") == "empty" or _EMPTY.search(heard.text):
        return _changed(Cart((), state.cart.currency), "emptied", {}, ())
    asked_swap = {**options_of(step), **heard.options}
    number = step.args.get("quantity") if step.args.get("quantity") is not None else heard.quantity
    removes = step.args.get("op") == "remove" or bool(_REMOVE.search(heard.text)) or number == 0
    if not (removes or asked_swap or number or _FEWER.search(heard.text) or _MORE.search(heard.text)):
        return show_cart(step, state, candidates, world)
    if absent := _not_in_cart(step, state, world):
        return Outcome((Result("update_cart", "not_in_cart", facts={**totals(state.cart), "title": absent}),))
    lines = _lines_meant(step, state, asked_swap, world)
    if len(lines) != 1 and not (removes and pointed_at(step, state) and lines):
        titles = tuple(line.title for line in state.cart.lines)
        return Outcome((Result("update_cart", "which_line", facts={"titles": titles}),))
    line = lines[0]
    if _FEWER.search(heard.text) and line.quantity > 1:
        return _recount(line, line.quantity - 1, state, world)
    if removes:
        kept = tuple(other for other in state.cart.lines if other not in lines)
        facts: dict[str, object] = {"title": line.title, "options": dict(line.options)}
        return _changed(Cart(kept, state.cart.currency), "removed", facts, (line.id,))
    if asked_swap:
        return _swap(line, asked_swap, pieces(number) if number else line.quantity, state, world)
    if _MORE.search(heard.text):
        return _recount(line, line.quantity + pieces(number or 1), state, world)
    return _recount(line, pieces(number or line.quantity), state, world)


def _not_in_cart(step: Step, state: DialogueState, world: World) -> str:
    """What is pointed at by more than a pronoun and lies in no line of the cart; "" where all that is named does."""
    held = {line.id for line in state.cart.lines}
    pointing = [r for r in said(state).references if r.text.casefold().strip() not in _PRONOUNS]
    ids = [i for r in pointing for i in ((r.product_id,) if r.product_id else r.candidates)]
    if not ids or not held.isdisjoint(ids) or named(step):
        return ""
    product = world.store.product(ids[0]) if pointing[0].product_id else None
    return product.title if product else _DETERMINER.sub("", pointing[0].text.strip())


def _lines_meant(step: Step, state: DialogueState, swap: Mapping[str, str], world: World) -> tuple[CartLine, ...]:
    """The lines spoken of: those pointed at, else the one talked about last, else the only one.

    Of two lines of one product, the one whose options are said; a swap means one that is not so already.
    """
    text = said(state).text.casefold()
    lines = state.cart.lines
    for ids in (pointed_at(step, state), state.focus[:1]):
        found = tuple(line for line in lines if line.id in ids)
        if len(found) > 1 and len(ids) == 1:
            found = tuple(line for line in found if not _is_already(line, swap, world)) or found
            spoken = max(found, key=lambda line: sum(_says(text, v) for v in line.options.values()))
            said_so = any(_says(text, v) for v in spoken.options.values())
            return (spoken,) if said_so else found[-1:]
        if found:
            return found
    return lines if len(lines) == 1 else ()


def _is_already(line: CartLine, swap: Mapping[str, str], world: World) -> bool:
    product = world.store.product(line.id)
    return bool(swap) and product is not None and line.variant_id in {v.id for v in world.search.variants_like(product, swap)}


def _says(text: str, value: str) -> bool:
    return re.search(rf"\b{re.escape(value.casefold())}\b", text) is not None


def _recount(line: CartLine, quantity: int, state: DialogueState, world: World) -> Outcome:
    product = world.store.product(line.id)
    variant = product.variant(line.variant_id) if product else None
    if product is None or variant is None:
        return show_cart(Step("show_cart", "update_cart"), state, Candidates(searched=False), world)
    left = available(variant)
    if quantity > left:
        pick = Pick(product, variant)
        facts: dict[str, object] = {**line_facts(line.title, variant, quantity), "left": left, "held": line.quantity}
        wait = offer(product.id, variant.id, left - line.quantity) if left > line.quantity else None
        kind = "only_so_many" if left > line.quantity else "no_more_stock"
        return Outcome((Result("update_cart", kind, (pick,), facts),), awaiting=wait, focus=(line.id,))
    cart = _swapped(state.cart, line, replace(line, quantity=quantity))
    return _changed(cart, "recounted", line_facts(line.title, variant, quantity), (line.id,))


def _swap(line: CartLine, options: Mapping[str, str], quantity: int, state: DialogueState, world: World) -> Outcome:
    product = world.store.product(line.id)
    if product is None:
        return show_cart(Step("show_cart", "update_cart"), state, Candidates(searched=False), world)
    choice = choose(product, {**line.options, **options}, {}, None, world)
    was = product.variant(line.variant_id) or product.variants[0]
    if choice.unmade:
        made = choose(product, {s: v for s, v in line.options.items() if s not in options}, {}, None, world)
        values = values_of(made.buyable, choice.unmade) or values_of(product.variants, choice.unmade)
        said_value = options.get(choice.unmade, "")
        facts: dict[str, object] = {"title": line.title, "slot": choice.unmade, "said": said_value, "values": values}
        return Outcome((Result("update_cart", "swap_not_made", (Pick(product, was),), facts),), focus=(line.id,))
    if not choice.buyable:
        stocked = [v for v in product.variants if available(v) > 0 and v.id != line.variant_id]
        others = in_order("size", dict.fromkeys(v.options.get("size", "") for v in stocked if _same_but_size(v, line)))
        wanted = dict(choice.matching[0].options)
        facts = {"title": line.title, "options": wanted, "values": tuple(v for v in others if v)}
        return Outcome((Result("update_cart", "swap_sold_out", (Pick(product, was),), facts),), focus=(line.id,))
    variant = choice.buyable[0]
    held = sum(other.quantity for other in state.cart.lines if other.variant_id == variant.id and other != line)
    if quantity + held > available(variant):
        facts = {**line_facts(line.title, variant, quantity), "left": available(variant), "held": held}
        return Outcome((Result("update_cart", "no_more_stock", (Pick(product, variant),), facts),), focus=(line.id,))
    new = CartLine(line.id, variant.id, line.title, dict(variant.options), quantity, variant.price)
    facts = {**line_facts(line.title, variant, quantity), "was": dict(line.options)}
    return _changed(_swapped(state.cart, line, new), "swapped", facts, (line.id,), Pick(product, variant))


def _same_but_size(variant: Variant, line: CartLine) -> bool:
    return all(variant.options.get(slot) == value for slot, value in line.options.items() if slot != "size")


def _swapped(cart: Cart, old: CartLine, new: CartLine) -> Cart:
    """`new` in the place of `old`; a line of the same variant elsewhere is taken into it."""
    twins = sum(x.quantity for x in cart.lines if x.variant_id == new.variant_id and x != old)
    lines = tuple(replace(new, quantity=new.quantity + twins) if x == old else x for x in cart.lines)
    return Cart(tuple(x for x in lines if x.variant_id != new.variant_id or x.quantity == new.quantity + twins), cart.currency)


def _changed(cart: Cart, kind: str, facts: Mapping[str, object], focus: tuple[str, ...], pick: Pick | None = None) -> Outcome:
    picks = (pick,) if pick else ()
    result = Result("update_cart", kind, picks, {**facts, **totals(cart)})
    return Outcome((result,), products=picks, effects=(SetCart(cart),), focus=focus)


def show_cart(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """What is in the cart, once the stock and the prices were looked at again."""
    cart, changed = rechecked(state.cart, world)
    kind = "cart" if cart.lines else "cart_emptied" if changed else "cart_empty"
    result = Result("show_cart", kind, facts={**totals(cart), "changes": changed})
    return Outcome((result,), effects=(SetCart(cart),) if changed else (), focus=tuple(line.id for line in cart.lines[-1:]))


def rechecked(cart: Cart, world: World) -> tuple[Cart, tuple[Change, ...]]:
    """The cart as the store can fill it now, and what that changed, line by line: nothing leaves it silently."""
    kept: list[CartLine] = []
    changed: list[Change] = []
    for line in cart.lines:
        product = world.store.product(line.id)
        variant = product.variant(line.variant_id) if product else None
        if variant is None:
            changed.append(Change("gone", line.title, line.options))
            continue
        left = available(variant) - sum(k.quantity for k in kept if k.variant_id == line.variant_id)
        if left <= 0:
            changed.append(Change("sold_out", line.title, line.options))
            continue
        if left < line.quantity:
            changed.append(Change("reduced", line.title, line.options, quantity=left))
        if variant.price != line.price:
            changed.append(Change("price", line.title, line.options, price=Money(variant.price, variant.currency)))
        kept.append(replace(line, quantity=min(left, line.quantity), price=variant.price))
    return Cart(tuple(kept), cart.currency), tuple(changed)


def with_more(cart: Cart, product: Product, variant: Variant, quantity: int) -> Cart:
    """The cart with so many more of a variant; its currency is that of what is in it."""
    currency = cart.currency if cart.lines else variant.currency
    for line in cart.lines:
        if line.variant_id == variant.id:
            return replace(cart, lines=tuple(replace(x, quantity=x.quantity + quantity) if x is line else x for x in cart.lines))
    new = CartLine(product.id, variant.id, product.title, dict(variant.options), quantity, variant.price)
    return Cart((*cart.lines, new), currency)


def totals(cart: Cart) -> dict[str, object]:
    told = tuple(Line(x.title, x.options, x.quantity, Money(x.price, cart.currency)) for x in cart.lines)
    return {"lines": told, "total": Money(cart.total, cart.currency), "pieces": sum(x.quantity for x in cart.lines)}


def line_facts(title: str, variant: Variant, quantity: int) -> dict[str, object]:
    price = Money(variant.price, variant.currency)
    return {"title": title, "options": dict(variant.options), "quantity": quantity, "price": price}


def options_of(step: Step) -> dict[str, str]:
    given = step.args.get("options")
    return {str(k): str(v) for k, v in given.items()} if isinstance(given, Mapping) else {}


def pieces(value: object) -> int:
    return min(max(int(str(value)), 1), MOST_PIECES) if str(value).isdigit() else 1
