"""One turn, from a message to a reply: the only place that knows the whole order.

Everything here is a function of its arguments: the same state, message, world and policy give the same turn, so that a session
can be replayed. What the turn does to the world leaves as values (`Turn.effects`) that the session applies with the new state.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant import actions, phrasing
from assistant.message import Message
from assistant.outcome import Effect
from assistant.reply import TurnReply, build_reply
from assistant.world import World
from data.product import Pick
from dialogue_policy import tracker
from dialogue_policy.action import Decision
from dialogue_policy.policy import Policy
from dialogue_policy.state import DialogueState
from grounding.explain import explain
from nlu.understanding import Context, ShownProduct, Understanding

Understand = Callable[[str, Context], Understanding]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn made: the new state, the answer, what was decided, and what the session still has to do."""

    state: DialogueState
    reply: TurnReply
    decision: Decision
    effects: tuple[Effect, ...] = ()


def take_turn(state: DialogueState, message: Message, world: World, understand: Understand, policy: Policy) -> Turn:
    """The architecture's picture of a turn."""
    clock = Clock()
    with clock("nlu"):
        understanding = understand(message.text, context(state, world))
    with clock("track"):
        state = tracker.track(state, understanding, message=message, knowledge=world.store)
    with clock("retrieve"):
        candidates = world.search.candidates(state)
    with clock("policy"):
        decision = policy.decide(state, candidates)
    with clock("act"):
        outcome = actions.perform(decision, state, candidates, world)
    with clock("ground"):
        evidence = explain(outcome.products, state.phrases, state.constraints)
    with clock("phrase"):
        said = phrasing.say(decision, outcome, evidence, state, world)
    with clock("track"):
        state = tracker.record(state, decision, outcome)
    reply = build_reply(state, understanding, decision, outcome, evidence, said, notices=message.notices)
    return Turn(state, reply.model_copy(update={"timing_ms": clock.times()}), decision, outcome.effects)


def context(state: DialogueState, world: World) -> Context:
    """What understanding may look at: the last action and message, the table, what was talked about, the cart, the search."""
    shown = ((card.id, card.variant_id) for card in state.shown)
    cart = ((line.id, line.variant_id) for line in state.cart.lines)
    return Context(
        action=state.trail[-1] if state.trail else None,
        user=state.understanding.text if state.understanding else None,
        shown=tuple(seen for one in shown if (seen := _on_table(*one, world)) is not None),
        focus=state.focus,
        cart=tuple(seen for one in cart if (seen := _on_table(*one, world)) is not None),
        awaiting=state.awaiting.slot if state.awaiting else None,
        constraints=state.constraints,
    )


def _on_table(product_id: str, variant_id: str, world: World) -> ShownProduct | None:
    pick = world.search.pick(product_id, variant_id=variant_id)
    return None if pick is None else shown_product(pick)


def shown_product(pick: Pick) -> ShownProduct:
    """A card as understanding sees it: broader canonical values included."""
    product, variant = pick.product, pick.variant
    names = ((slot, product.names(slot, variant)) for slot in product.slots())
    return ShownProduct(
        product.id,
        product.title,
        variant.price,
        product.rating,
        {slot: tuple(sorted(values)) for slot, values in names if values},
    )


class Clock:
    """Milliseconds per stage; a stage entered twice is summed."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}
        self._started = time.perf_counter()

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self._spent[stage] = self._spent.get(stage, 0.0) + (time.perf_counter() - start) * 1000

    def times(self) -> dict[str, float]:
        """Stage -> milliseconds, and `total` since the clock was made."""
        total = (time.perf_counter() - self._started) * 1000
        return {stage: round(ms, 2) for stage, ms in {**self._spent, "total": total}.items()}
