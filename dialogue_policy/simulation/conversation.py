"""A whole conversation in dialogue acts: shopper, error channel, tracker, state machine, and what would be laid out.

Everything but the shopper and the layout is the real thing: the same `track`, `allowed` and `record` that serve. The layout
follows what the assistant's actions do, without words; `assistant/evaluation/` runs the same shoppers through all of it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.constraint import Phrase
from data.product import Pick
from dialogue_policy.action import Decision, Step
from dialogue_policy.answers import CONFIRM
from dialogue_policy.candidates import Candidates
from dialogue_policy.machine import allowed
from dialogue_policy.message import Event, Feedback
from dialogue_policy.reward import Weights, end_reward, turn_reward
from dialogue_policy.simulation.goals import Goals, Search
from dialogue_policy.simulation.mishearing import Rates, measured, misheard
from dialogue_policy.simulation.simulator import Laid, Move, Settings, Shopper, persona_for
from dialogue_policy.state import Awaiting, Cart, CartLine, DialogueState, ShownCard
from dialogue_policy.tracker import Recorded, record, track
from dialogue_policy.variety import spread_out
from nlu.understanding import Intent, Reference, Understanding

ASKED_VALUES = 5
_SAYS_SIZE = 0.6
"""Chance that who puts something into the cart names the size at once."""
_INTENT = {
    "open": "search_product", "refine": "refine_search", "repeat": "refine_search", "change": "refine_search",
    "answer": "refine_search", "any": "relax_constraint", "option": "refine_search", "more": "show_more",
    "cheaper": "refine_search", "pick": "add_to_cart", "compare": "compare_products", "loosen": "relax_constraint",
    "yes": "affirm", "no": "deny", "checkout": "checkout",
}  # fmt: skip
_OTHERS = ("browse_category", "give_feedback", "ask_explanation", "deny")
"""What a message is taken for that is not understood as what it is."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What conversations are held over: a search, goals drawn from it, and the values of its slots. Made once."""

    search: Search
    goals: Goals
    values: Mapping[str, Sequence[str]]

    @classmethod
    def over(cls, search: Search) -> Shop:
        values: dict[str, set[str]] = {}
        for product in search.products():
            for slot in product.slots():
                for variant in product.variants[:3]:
                    values.setdefault(slot, set()).update(v.canonical for v in product.values(slot, variant))
        return cls(search, Goals(search), {slot: sorted(vs) for slot, vs in values.items()})


class Conversation:
    """One conversation, a decision at a time: `choices` are open, `take` goes on to the next."""

    def __init__(
        self, shop: Shop, seed: int, settings: Settings | None = None, weights: Weights | None = None, rates: Rates | None = None
    ) -> None:
        self.settings, self.weights, self.rates = settings or Settings(), weights or Weights(), rates or measured()
        self._shop, self._rng = shop, random.Random(seed)
        persona = persona_for(self._rng, self.settings)
        goal = shop.goals.draw(self._rng, persona, fickle=self.settings.fickle)
        self.shopper = Shopper(goal, persona, self.settings, random.Random(self._rng.getrandbits(64)), shop.search)
        self.state = DialogueState(f"simulated-{seed}")
        self.forbidden = 0
        self.worth = 0.0
        self.choices: tuple[tuple[Step, ...], ...] = ()
        self.candidates = Candidates()
        self._hear(self.shopper.opens())

    @property
    def over(self) -> bool:
        return self.shopper.ending is not None

    def take(self, decision: Decision) -> float:
        """Does what was decided, hears what the shopper says to it; the reward of that turn."""
        self.forbidden += not decision.fits(self.choices)
        laid, done = lay(decision, self.state, self.candidates, self._shop.search)
        self.state = record(self.state, _carried_out(decision, laid), done)
        shopper = self.shopper
        before = shopper.satisfaction
        move = shopper.react(laid)
        reward = turn_reward(before, shopper.satisfaction, self.weights)
        if move is None:
            reward += ended(shopper, self.weights)
        else:
            self._hear(move)
        self.worth += reward
        return reward

    def _hear(self, move: Move) -> None:
        heard, event = self._acts(move)
        self.state = track(self.state, heard, event, self._shop.search)
        self.candidates = self._shop.search.candidates(self.state)
        self.choices = allowed(self.state, self.candidates)

    def _acts(self, move: Move) -> tuple[Understanding, Event]:
        """A move as it is heard."""
        if move.kind in ("down", "up"):
            thumb = Feedback(self.state.turn, move.product_id, "down" if move.kind == "down" else "up")
            return Understanding(text="", intents=()), Event(feedback=thumb, engagement=move.reacted)
        event = Event(engagement=move.reacted)
        times, rng = self.settings.errors, self._rng
        text = " ".join(
            (move.kind if move.kind not in ("repeat", "refine") else "", move.slot, *(w.value for w in move.wishes))
        ).strip()
        luck = rng.random()
        if luck < times * self.rates.rejected and move.kind not in ("yes", "no"):
            return Understanding(text=text, intents=(Intent("out_of_scope", _sure(rng, heard=False)),)), event
        if luck < times * (self.rates.rejected + self.rates.taken_for_another) and move.kind not in ("yes", "no"):
            return Understanding(text=text, intents=(Intent(rng.choice(_OTHERS), _sure(rng, heard=False)),)), event
        constraints = misheard(move.wishes, self._shop.values, self.rates, times, rng)
        if move.kind == "option":
            constraints = {w.slot: w.constraint for w in move.wishes}
        intent = _INTENT.get(move.kind, "search_product" if any(w.slot == "category" for w in move.wishes) else "refine_search")
        options: dict[str, str] = {}
        if move.kind == "pick" and rng.random() < _SAYS_SIZE:
            product = self._shop.search.product(move.product_id)
            variant = product.variant(move.variant_id) if product else None
            options = {s: v for s, v in (variant.options if variant else {}).items() if s == "size"}
        pointed = (move.product_id,) if move.kind == "pick" else move.others
        return (
            Understanding(
                text=text,
                intents=(Intent(intent, _sure(rng, heard=True)),),
                constraints=constraints,
                phrases=tuple(_phrase(slot, c, self.state.turn + 1) for slot, c in constraints.items()),
                dropped=(move.slot,) if move.kind in ("any", "loosen") else (),
                references=tuple(Reference("it", i) for i in pointed),
                options=options,
                sort="price_asc" if move.kind == "cheaper" else None,
            ),
            event,
        )


def ended(shopper: Shopper, weights: Weights) -> float:
    """The reward of the end of a conversation with this shopper."""
    return end_reward(
        bought=shopper.bought is not None,
        right=shopper.right,
        wrong=shopper.wrong,
        second=shopper.second is not None,
        satisfaction=shopper.satisfaction,
        patience=shopper.mood,
        weights=weights,
    )


def _sure(rng: random.Random, *, heard: bool) -> float:
    """How sure the understanding is: mostly surer where it is right, and not always."""
    return min(0.999, max(0.3, rng.betavariate(14, 1) if heard else rng.betavariate(5, 2)))


def lay(decision: Decision, state: DialogueState, candidates: Candidates, search: Search) -> tuple[Laid, Recorded]:
    """What the steps put on the screen, and what is remembered of it. Of several lists the last is the table."""
    out: tuple[Laid, Recorded] | None = None
    for step in decision.steps:
        done = _lay(step, state, candidates, search)
        if out is None or done[0].cards or done[0].action not in ("acknowledge", "greet"):
            out = done
    assert out is not None
    return out


def _carried_out(decision: Decision, laid: Laid) -> Decision:
    """As it came to be: a product whose option is open was not added but asked about."""
    if laid.option is None:
        return decision
    question = Step("ask_slot", decision.last.intent, {"slot": laid.asked, "product_id": laid.option})
    return replace(decision, steps=(question,))


def _lay(step: Step, state: DialogueState, candidates: Candidates, search: Search) -> tuple[Laid, Recorded]:
    name = step.name
    if name in ("recommend", "ask_slot", "suggest_relaxation", "show_more"):
        return _list(step, state, candidates)
    if name == "add_to_cart":
        return _add(step, state, candidates, search)
    if name == "compare":
        named = step.args.get("product_ids")
        ids = tuple(named) if isinstance(named, tuple) else _pointed(state) or tuple(c.id for c in state.shown[:2])
        cards = tuple(Pick(p, p.variants[0]) for i in ids if (p := search.product(str(i))) is not None)
        return Laid("compare", cards=cards), Recorded(focus=tuple(p.product.id for p in cards))
    if name == "complete_look":
        named = step.args.get("product_ids")
        ids = tuple(named) if isinstance(named, tuple) else state.focus[:1]
        found = search.companion(str(ids[0])) if ids else None
        cards = (found,) if found else ()
        shown = tuple(ShownCard(p.product.id, p.variant.id) for p in cards)
        return Laid("complete_look", cards=cards), Recorded(shown=shown, shows_list=bool(cards), list_kind="complete_look")
    if name == "confirm_checkout":
        return Laid(name), Recorded(awaiting=Awaiting(CONFIRM, proposal="checkout"))
    return Laid(name), Recorded()


def _list(step: Step, state: DialogueState, candidates: Candidates) -> tuple[Laid, Recorded]:
    page = candidates.page
    unseen = step.name == "show_more" or bool(step.args.get("unseen"))
    head = tuple(p for p in candidates.picks if p.product.id not in state.seen) if unseen else candidates.picks
    cards = spread_out(head, page) if step.manner == "diverse" else head[:page]
    asked = str(step.args["slot"]) if step.name == "ask_slot" else None
    spread = candidates.spread.get(asked) if asked else None
    values = tuple(sorted(spread.values, key=lambda v: -spread.values[v])[:ASKED_VALUES]) if spread else ()
    awaiting = Awaiting(asked) if asked else None
    if step.manner == "recap":
        awaiting = Awaiting(CONFIRM, proposal="wishes")
    elif step.manner == "compare":
        awaiting = Awaiting(CONFIRM, proposal="compare", args={"product_ids": tuple(p.product.id for p in cards[:2])})
    seen = {*state.seen, *(p.product.id for p in cards)}
    laid = Laid(
        step.name,
        step.manner,
        cards,
        fresh=True,
        total=candidates.total,
        left=max(0, candidates.total - len(seen)),
        asked=asked,
        values=values,
        heard=state.constraints if step.manner in ("recap", "explain", "visual") else None,
        loosening=tuple(slot for slot, _ in candidates.relaxations[:3]) if step.name == "suggest_relaxation" else (),
        gave_up=(*candidates.gave_up, *candidates.unknown),
    )
    shown = tuple(ShownCard(p.product.id, p.variant.id) for p in cards)
    return laid, Recorded(shown=shown, shows_list=bool(cards), awaiting=awaiting, asked_slot=asked, gave_up=laid.gave_up)


def _add(step: Step, state: DialogueState, candidates: Candidates, search: Search) -> tuple[Laid, Recorded]:
    waiting = state.awaiting if state.awaiting and state.awaiting.product_id else None
    ids = _pointed(state) or ((waiting.product_id,) if waiting and waiting.product_id else state.focus[:1])
    product = search.product(ids[0]) if ids else None
    if product is None:
        return Laid("clarify_reference"), Recorded()
    heard = state.understanding
    wanted = {**(heard.options if heard else {})}
    for constraints in (state.constraints, heard.constraints if heard else {}):
        size = constraints.get("size")
        if size is not None and len(size.is_) == 1:
            wanted.setdefault("size", next(iter(size.is_)))
    stocked = [v for v in product.variants if v.in_stock] or list(product.variants)
    sizes = tuple(dict.fromkeys(v.options["size"] for v in stocked if "size" in v.options))
    fitting = [v for v in stocked if "size" not in wanted or "size" not in v.options or _sized(product, v, wanted["size"])]
    if len(sizes) > 1 and ("size" not in wanted or not fitting):
        wait = Awaiting("size", product.id)
        laid = Laid("ask_slot", option=product.id, asked="size", values=sizes)
        return laid, Recorded(awaiting=wait, focus=(product.id,))
    card = next((c.variant_id for c in state.shown if c.id == product.id), None)
    variant = next((v for v in fitting if v.id == card), (fitting or stocked)[0])
    line = CartLine(product.id, variant.id, product.title, variant.options, 1, variant.price)
    cart = Cart((*state.cart.lines, line), state.cart.currency)
    awaiting = None
    if step.manner:
        args = {"product_ids": (product.id,)} if step.manner == "complete_look" else {}
        awaiting = Awaiting(CONFIRM, proposal=step.manner, args=args)
    laid = Laid("add_to_cart", step.manner, (), added=product.id)
    return laid, Recorded(cart=cart, focus=(product.id,), awaiting=awaiting)


def _sized(product, variant, wanted: str) -> bool:  # type: ignore[no-untyped-def]
    return wanted in product.names("size", variant) or variant.options.get("size", "").casefold() == wanted.casefold()


def _pointed(state: DialogueState) -> tuple[str, ...]:
    heard = state.understanding
    return tuple(r.product_id for r in heard.references if r.product_id) if heard else ()


def _phrase(slot: str, constraint: object, turn: int) -> Phrase:
    from data.constraint import Constraint

    assert isinstance(constraint, Constraint)
    if constraint.max is not None:
        return Phrase(f"under {constraint.max}", slot, str(constraint.max), "max", turn)
    value = next(iter(constraint.is_))
    return Phrase(value, slot, value, "is", turn)
