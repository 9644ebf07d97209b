"""Putting a product into the cart: what is settled, what is asked first, what is offered where the stock does not reach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.actions.cart import line_facts, offer, options_of, pieces, totals, with_more
from assistant.actions.choosing import Choice, available, choose, nearest, open_option, values_of
from assistant.actions.looking import which_product
from assistant.actions.targets import card, meant, named, pointed_at, said, unique
from assistant.outcome import LogReward, Outcome, Result, SetCart
from data.constraint import Constraint
from data.product import Pick, Product, Variant
from dialogue_policy.action import Step
from dialogue_policy.answers import CONFIRM, OPTIONS, answers_option
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import Awaiting, DialogueState
from nlu.understanding import Understanding

if TYPE_CHECKING:
    from assistant.world import World

_ALL = re.compile(r"\b(?:both|each|all|every|same)\b", re.I)
_EITHER = re.compile(r"\bor\b", re.I)


def add_to_cart(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Puts in what is settled; asks for the option that is not; offers what there is where the stock does not reach."""
    ids = named(step) or pointed_at(step, state)
    waits = _waits(state)
    if not ids:
        ids = tuple(waits) or _owner(step, state, world) or meant(step, state)
    if not ids:
        return which_product("add_to_cart", step, state, world)
    whole = unique((*ids, *waits))  # what else was to be added is asked for again, not forgotten
    resumes = not waits.keys().isdisjoint(ids)
    if resumes and any(len(_values(one.slot, said(state), answers=True)) == len(whole) for one in waits.values()):
        ids = whole  # "L for the denim one, M for the other"
    given = _given(ids, waits, step, state)
    ids = whole if resumes else ids
    outcome = Outcome(())
    asked: list[Awaiting] = []
    for product_id in ids:
        own = step if not named(step) or product_id in named(step) else replace(step, args={})
        one = _add(product_id, own, state, waits.get(product_id), given.get(product_id, {}), world)
        asked += [one.awaiting] if one.awaiting is not None else []
        effects = tuple(e for e in one.effects if isinstance(e, SetCart))
        if effects:
            state = replace(state, cart=effects[-1].cart)
        outcome = Outcome(
            (*outcome.results, *one.results),
            products=(*outcome.products, *one.products),
            effects=(*outcome.effects, *one.effects),
            awaiting=replace(asked[0], then=tuple(asked[1:])) if asked else None,
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


def _waits(state: DialogueState) -> dict[str, Awaiting]:
    """What is awaited of each product that is to be added, in the order asked."""
    awaited = (state.awaiting, *state.awaiting.then) if state.awaiting is not None else ()
    return {one.product_id: one for one in awaited if one.product_id}


def _given(ids: Sequence[str], waits: Mapping[str, Awaiting], step: Step, state: DialogueState) -> dict[str, dict[str, str]]:
    """Product -> the options said for it.

    Of several products, as many values of an option go to one each, in their order ("M and L", "the second in L, the first in
    M"); one value goes to all of them, but as a bare answer ("M") only to the first that was asked about.
    """
    heard = said(state)
    answers = state.awaiting is not None and answers_option(state.awaiting, heard)
    if len(ids) == 1:
        return {ids[0]: {**(_answered(state) if answers else {}), **options_of(step), **heard.options}}
    out: dict[str, dict[str, str]] = {product_id: options_of(step) for product_id in ids}
    for slot in OPTIONS:
        values = _values(slot, heard, answers=answers)
        open_ = [i for i in ids if i in waits and waits[i].slot == slot] or list(ids)
        if (
            len(values) == 1
            and slot in {one.slot for one in waits.values()}
            and not (heard.references or _ALL.search(heard.text))
        ):
            open_ = open_[:1]
        if len(values) == 1 and (of := _said_of(slot, heard)) in ids:
            out[of][slot] = values[0]  # "the second one in white and the third one"
            continue
        values = values * len(open_) if len(values) == 1 else values
        if len(values) == len(open_):
            for product_id, value in zip(open_, values, strict=True):
                out[product_id][slot] = value
    return out


def _said_of(slot: str, heard: Understanding) -> str:
    """The product behind whose name an option stands, where another one is named behind it; "" where it is said of all."""
    text = heard.text.casefold()
    phrase = next((p for p in (*heard.chosen, *heard.phrases) if p.slot == slot), None)
    at = text.find(phrase.text.casefold()) if phrase is not None else -1
    places = [(text.find(r.text.casefold()), r.product_id or "") for r in heard.references if r.text]
    before, behind = [one for one in places if 0 <= one[0] < at], [one for one in places if one[0] > at]
    return max(before)[1] if at >= 0 and before and behind else ""


def _values(slot: str, heard: Understanding, *, answers: bool) -> list[str]:
    """The values of an option in the order said; none where one of them is to be chosen ("M or L")."""
    among = [*heard.chosen, *(heard.phrases if answers else ())]
    values = [p.value for p in among if p.slot == slot and p.polarity == "is"]
    if not values and answers:
        values = list(heard.constraints.get(slot, Constraint()).is_)  # an option named as the shop writes it has no phrase
    if not values and slot in heard.options:
        values = [heard.options[slot]]
    return [] if len(values) > 1 and _EITHER.search(heard.text) else values


def _add(
    product_id: str, step: Step, state: DialogueState, waiting: Awaiting | None, given: Mapping[str, str], world: World
) -> Outcome:
    heard = said(state)
    shown = card(product_id, state, world)
    if shown is None:
        return Outcome((Result("add_to_cart", "gone_product"),))
    product = shown.product
    quantity = pieces(step.args.get("quantity") or heard.quantity or (waiting.quantity if waiting else 1))
    exact = product.variant(str(step.args.get("variant_id") or (state.act.variant_id if state.act else None) or ""))
    if exact is not None:
        return _put(product, exact, quantity, state)
    said_now = {**(waiting.options if waiting else {}), **given}
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


def _answered(state: DialogueState) -> dict[str, str]:
    """A bare answer to the option asked for ("medium", "9 in burgundy") may have been read as a wish of the search."""
    return {slot: next(iter(c.is_)) for slot, c in said(state).constraints.items() if slot in OPTIONS and len(c.is_) == 1}
