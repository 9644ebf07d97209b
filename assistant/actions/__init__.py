"""Acting on a decision: each step in order, against the store, into one outcome of facts and wished-for changes.

Nothing here changes the world: a cart, a handoff, a reward are effects that the session applies with the new state.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from assistant.actions import adding, cart, checkout, comparing, looking, opinions, searching, service, talk
from assistant.actions.targets import broken, unique
from assistant.outcome import Outcome, SetCart
from data.product import Pick
from dialogue_policy.action import ActionName, Decision, Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState, ShownCard

if TYPE_CHECKING:
    from assistant.world import World

Act: TypeAlias = "Callable[[Step, DialogueState, Candidates, World], Outcome]"

ACTS: Mapping[ActionName, Act] = {
    "greet": talk.greet,
    "goodbye": talk.goodbye,
    "browse": talk.browse,
    "recommend": searching.recommend,
    "ask_slot": searching.ask_slot,
    "show_more": searching.show_more,
    "suggest_relaxation": searching.suggest_relaxation,
    "clarify_reference": talk.clarify_reference,
    "similar": searching.similar,
    "complete_look": searching.complete_look,
    "detail": looking.detail,
    "visual_detail": looking.visual_detail,
    "reviews": opinions.reviews,
    "size_advice": opinions.size_advice,
    "availability": looking.availability,
    "compare": comparing.compare,
    "explain": comparing.explain,
    "acknowledge": talk.acknowledge,
    "summarize": talk.summarize,
    "add_to_cart": adding.add_to_cart,
    "update_cart": cart.update_cart,
    "show_cart": cart.show_cart,
    "confirm_checkout": checkout.confirm_checkout,
    "checkout": checkout.checkout,
    "order_status": service.order_status,
    "policy": service.policy,
    "handoff": service.handoff,
    "undo": talk.undo,
    "start_over": talk.start_over,
    "out_of_scope": talk.out_of_scope,
    "not_understood": talk.not_understood,
}


OPTION_QUESTIONS = frozenset(("ask_option", "option_not_made"))
"""Results that ask for the option of a product to add."""
_BUYING = frozenset(("add_to_cart", "update_cart", "ask_slot"))


def perform(decision: Decision, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """What the steps did, in their order; a later one sees the cart and the table that an earlier one left.

    A card that does not meet a running constraint puts its slot into `gave_up`, whatever it is shown for.
    """
    outcome = Outcome((), effects=talk.judged(state))
    for step in decision.steps:
        act = adding.add_to_cart if step.name == "ask_slot" and step.args.get("product_id") else ACTS[step.name]
        done = act(step, state, candidates, world)
        if step.name in _BUYING and not done.shows_list:
            # What goes into the cart was chosen by hand: no card of it is laid beside a search that it does not meet.
            done = replace(done, products=tuple(p for p in done.products if not broken((p,), state.constraints)))
        outcome = _then(outcome, done)
        state = _after(state, done)
    return replace(outcome, gave_up=unique((*outcome.gave_up, *broken(outcome.products, state.constraints))))


def carried_out(decision: Decision, outcome: Outcome) -> Decision:
    """The decision as it came to be: a product whose size is still open was not added but asked about (`ask_slot`).

    Where a list was shown in the same turn, the question stands beneath it: it becomes the last step.
    """
    made = {r.kind for r in outcome.results}
    decision = replace(decision, steps=tuple(_offered(step, made) for step in decision.steps))
    asked = [r for r in outcome.results if r.action == "ask_slot" and r.kind in OPTION_QUESTIONS]
    awaiting = outcome.awaiting
    if not asked or awaiting is None or awaiting.product_id is None or decision.last.name == "ask_slot":
        return decision
    question = Step("ask_slot", "add_to_cart", {"slot": awaiting.slot, "product_id": awaiting.product_id})
    if decision.last.name == "add_to_cart":
        return replace(decision, steps=(*decision.steps[:-1], replace(question, intent=decision.last.intent)))
    return replace(decision, steps=(*(s for s in decision.steps if s.name != "add_to_cart"), question))


def _offered(step: Step, made: Collection[str]) -> Step:
    """The step without an offer that was not made: the stock fell short, or there is nothing to offer."""
    if step.name != "add_to_cart" or not step.manner or f"offer_{step.manner}" in made:
        return step
    return replace(step, args={name: value for name, value in step.args.items() if name != "manner"})


def _then(before: Outcome, done: Outcome) -> Outcome:
    """Both, one after the other. The later list is the table; a list is never mixed with cards that only illustrate."""
    if done.shows_list or not before.shows_list:
        table = done
        products = done.products if done.shows_list else _together(before.products, done.products)
    else:
        table, products = before, before.products
    return Outcome(
        results=(*before.results, *done.results),
        products=products,
        effects=(*before.effects, *done.effects),
        awaiting=done.awaiting or before.awaiting,
        focus=unique((*done.focus, *before.focus)),
        gave_up=table.gave_up,
        shows_list=table.shows_list,
        list_kind=table.list_kind,
        anchor=table.anchor,
        quick_replies=unique((*done.quick_replies, *before.quick_replies)),
        image_url=done.image_url or before.image_url,
        handoff=before.handoff or done.handoff,
        checkout_url=done.checkout_url or before.checkout_url,
    )


def _together(before: tuple[Pick, ...], done: tuple[Pick, ...]) -> tuple[Pick, ...]:
    """The cards of both, each product once, as the later step shows it."""
    return tuple({p.product.id: p for p in (*before, *done)}.values())


def _after(state: DialogueState, done: Outcome) -> DialogueState:
    carts = [e.cart for e in done.effects if isinstance(e, SetCart)]
    shown = tuple(ShownCard(p.product.id, p.variant.id) for p in done.products) if done.shows_list else state.shown
    focus = unique((*done.focus, *state.focus))
    return replace(state, cart=carts[-1] if carts else state.cart, shown=shown, focus=focus)
