"""Putting a product into the cart: what is settled, what is asked first, what is offered where the stock does not reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.actions.cart import line_facts, offer, options_of, pieces, totals, with_more
from assistant.actions.choosing import Choice, available, choose, nearest, open_option, values_of
from assistant.actions.looking import which_product
from assistant.actions.targets import card, meant, named, pointed_at, said
from assistant.outcome import LogReward, Outcome, Result, SetCart
from data.product import Pick, Product, Variant
from dialogue_policy.action import Step
from dialogue_policy.answers import CONFIRM, OPTIONS, answers_option
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import Awaiting, DialogueState

if TYPE_CHECKING:
    from assistant.world import World


def add_to_cart(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Puts in what is settled; asks for the option that is not; offers what there is where the stock does not reach."""
    ids = named(step) or pointed_at(step, state)
    waiting = state.awaiting if state.awaiting and state.awaiting.product_id else None
    if not ids and waiting and waiting.product_id:
        ids = (waiting.product_id,)
    ids = ids or _owner(step, state, world) or meant(step, state)
    if not ids:
        return which_product("add_to_cart", step, state, world)
    outcome = Outcome(())
    for product_id in ids:
        one = _add(product_id, step, state, waiting if waiting and waiting.product_id == product_id else None, world)
        effects = tuple(e for e in one.effects if isinstance(e, SetCart))
        if effects:
            state = replace(state, cart=effects[-1].cart)
        outcome = Outcome(
            (*outcome.results, *one.results),
            products=(*outcome.products, *one.products),
            effects=(*outcome.effects, *one.effects),
            awaiting=outcome.awaiting or one.awaiting,
            focus=(*outcome.focus, product_id),
        )
    return _offering(step, outcome, world)


def _offering(step: Step, done: Outcome, world: World) -> Outcome:
    """With an offer beneath what was put in, where nothing else is to be answered first and there is something to offer."""
    added = [r for r in done.results if r.kind == "added"]
    if not step.manner or done.awaiting is not None or not added or len(added) != len(done.results):
        return done
    if step.manner == "confirm_checkout" and not world.shop.checkout_url:
        return done
    if step.manner == "complete_look" and not world.search.goes_with(added[-1].picks[0].product.id, k=1):
        return done
    args = {"product_ids": tuple(pick.product.id for pick in added[-1].picks)} if step.manner == "complete_look" else {}
    offer_ = Result("add_to_cart", f"offer_{step.manner}", facts={"title": added[-1].picks[0].product.title})
    return replace(done, results=(*done.results, offer_), awaiting=Awaiting(CONFIRM, proposal=step.manner, args=args))


def _owner(step: Step, state: DialogueState, world: World) -> tuple[str, ...]:
    """The product on the table or talked about that a button's variant belongs to, where the button names the variant alone."""
    wanted = str(step.args.get("variant_id") or (state.act.variant_id if state.act else None) or "")
    known = dict.fromkeys((*(c.id for c in state.shown), *state.focus, *state.seen)) if wanted else {}
    return tuple(i for i in known if (p := world.store.product(i)) is not None and p.variant(wanted) is not None)[:1]


def _add(product_id: str, step: Step, state: DialogueState, waiting: Awaiting | None, world: World) -> Outcome:
    heard = said(state)
    shown = card(product_id, state, world)
    if shown is None:
        return Outcome((Result("add_to_cart", "gone_product"),))
    product = shown.product
    quantity = pieces(step.args.get("quantity") or heard.quantity or (waiting.quantity if waiting else 1))
    exact = product.variant(str(step.args.get("variant_id") or (state.act.variant_id if state.act else None) or ""))
    if exact is not None:
        return _put(product, exact, quantity, state)
    said_now = {**(waiting.options if waiting else {}), **_answered(waiting, state), **options_of(step), **heard.options}
    on_table = any(c.id == product_id for c in state.shown)
    choice = choose(product, said_now, state.constraints, shown.variant if on_table else None, world)
    if choice.unmade:
        return _not_made(shown, choice, quantity)
    if not choice.buyable:
        return _sold_out(shown, choice, quantity, state)
    still_open = open_option(choice.buyable)
    if still_open:
        return _asked(Pick(product, choice.buyable[0]), still_open, quantity, choice.settled)
    return _put(product, choice.buyable[0], quantity, state)


def _put(product: Product, variant: Variant, quantity: int, state: DialogueState) -> Outcome:
    pick = Pick(product, variant)
    held = sum(line.quantity for line in state.cart.lines if line.variant_id == variant.id)
    left = available(variant) - held
    if available(variant) == 0:
        return _sold_out(pick, Choice((variant,), dict(variant.options)), quantity, state)
    if quantity > left:
        return _short(pick, quantity, left, held, state)
    cart = with_more(state.cart, product, variant, quantity)
    facts = {**line_facts(product.title, variant, quantity), **totals(cart)}
    result = Result("add_to_cart", "added", (pick,), facts)
    effects = (SetCart(cart), LogReward("add_to_cart", product.id, 1.0))
    return Outcome((result,), products=(pick,), effects=effects, focus=(product.id,))


def _short(pick: Pick, quantity: int, left: int, held: int, state: DialogueState) -> Outcome:
    """Fewer than asked: the number there is is offered; where all are in the cart, the nearest variant."""
    facts: dict[str, object] = {**line_facts(pick.product.title, pick.variant, quantity), "left": left, "held": held}
    if left > 0:
        wait = offer(pick.product.id, pick.variant.id, left)
        return Outcome((Result("add_to_cart", "not_enough_stock", (pick,), facts),), products=(pick,), awaiting=wait)
    other = nearest(pick.product, pick.variant.options, exclude=(pick.variant.id,), constraints=state.constraints)
    if other is None:
        return Outcome((Result("add_to_cart", "all_in_cart", (pick,), facts),), products=(pick,))
    facts["nearest"] = dict(other.options)
    near = Pick(pick.product, other)
    wait = offer(pick.product.id, other.id, min(quantity, available(other)))
    return Outcome((Result("add_to_cart", "all_in_cart_nearest", (near,), facts),), products=(near,), awaiting=wait)


def _sold_out(pick: Pick, choice: Choice, quantity: int, state: DialogueState) -> Outcome:
    product = pick.product
    wanted = dict(choice.matching[0].options) if choice.matching else dict(choice.settled)
    other = nearest(product, wanted, constraints=state.constraints)
    told = {slot: value for slot, value in wanted.items() if slot in choice.settled}
    facts: dict[str, object] = {"title": product.title, "options": told or wanted}
    if other is None:
        return Outcome((Result("add_to_cart", "all_sold_out", (pick,), facts),), products=(pick,))
    facts["nearest"] = dict(other.options)
    near = Pick(product, other)
    wait = offer(product.id, other.id, min(quantity, available(other)))
    return Outcome((Result("add_to_cart", "sold_out_offer", (near,), facts),), products=(near,), awaiting=wait)


def _not_made(pick: Pick, choice: Choice, quantity: int) -> Outcome:
    slot = choice.unmade or ""
    stocked = tuple(v for v in choice.matching if available(v) > 0)
    values = values_of(stocked, slot)
    facts = {"title": pick.product.title, "slot": slot, "said": choice.settled.get(slot, ""), "values": values}
    settled = {s: v for s, v in choice.settled.items() if s != slot}
    wait = Awaiting(slot, pick.product.id, quantity=quantity, options=settled) if values else None
    return Outcome((Result("ask_slot", "option_not_made", (pick,), facts),), products=(pick,), awaiting=wait)


def _asked(pick: Pick, still_open: tuple[str, tuple[str, ...]], quantity: int, settled: Mapping[str, str]) -> Outcome:
    slot, values = still_open
    facts = {"title": pick.product.title, "slot": slot, "values": values, "options": dict(settled), "quantity": quantity}
    wait = Awaiting(slot, pick.product.id, quantity=quantity, options=dict(settled))
    result = Result("ask_slot", "ask_option", (pick,), facts)
    return Outcome((result,), products=(pick,), awaiting=wait, focus=(pick.product.id,))


def _answered(waiting: Awaiting | None, state: DialogueState) -> dict[str, str]:
    """A bare answer to the option asked for ("medium", "9 in burgundy") may have been read as a wish of the search."""
    if waiting is None or not answers_option(waiting, said(state)):
        return {}
    return {slot: next(iter(c.is_)) for slot, c in said(state).constraints.items() if slot in OPTIONS and len(c.is_) == 1}
