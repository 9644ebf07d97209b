"""One turn, from a message to a reply: the only place that knows the whole order.

Everything here is a function of its arguments: the same state, message, world and policy give the same turn, so that a session
can be replayed. What the turn does to the world leaves as values (`Turn.effects`) that the session applies with the new state.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from assistant import actions, phrasing
from assistant.actions.targets import card
from assistant.message import Message
from assistant.outcome import Effect, Outcome, RevealOrder, SetCart
from assistant.photos import DESCRIBE, LASTING, NOT_HERE, UNUSED, anchor_of, vector_of
from assistant.phrasing import Said
from assistant.reply import TurnReply, build_reply
from assistant.world import World
from data.constraint import Constraint
from data.product import Pick
from dialogue_policy import tracker
from dialogue_policy.action import Decision, Step
from dialogue_policy.answers import REFERENCE
from dialogue_policy.policy import Policy
from dialogue_policy.search import SEARCHING
from dialogue_policy.state import DialogueState, ShownCard
from grounding.explain import Evidence, explain
from grounding.showing import visible
from nlu.turns_of_phrase import DECIDED
from nlu.understanding import LOOKS_CLOSER, OUT_OF_SCOPE, Context, Intent, ShownProduct, Understanding

Understand = Callable[[str, Context], Understanding]

UNSAID = Understanding(text="", intents=())
"""A turn without words: a button, a thumb, a photo."""

AFRESH = Understanding(text="", intents=(Intent("search_product", 1.0),))
"""What is left to do where a photo is let go and nothing else is said."""

PHOTO_ONLY = Decision((Step("not_understood", "find_similar"),), policy="fixed")
"""A photo and nothing else, in a shop that cannot be searched by it: there is nothing else to go by."""

BY_PHOTO = Decision((Step("similar", "find_similar", {"photo": True}),), policy="fixed")
SOUGHT = Understanding(text="", intents=(Intent("find_similar", 1.0),))
"""What a photo without words means."""

_REFINED = (Intent("refine_search", 1.0),)
_MAY_SEEK = (*SEARCHING, "check_availability", OUT_OF_SCOPE)
"""Intents beside which a photo is what is sought: "do you have this?"."""
_OF_THE_PHOTO = {*SEARCHING, "check_availability", "add_to_cart", *LOOKS_CLOSER}
"""Intents with which a message that follows a photo may wish for something of it: "this in black please"."""
_OTHERWISE = ("talk_to_human", "track_order", "ask_policy", "update_cart", "checkout", "compare_products", "goodbye")
"""Intents beside which it is not: "what's your return policy?"."""
_IT = re.compile(r"(?:like |to |as )?(?:this|that|it|these|those|them)(?: (?:one|ones|here|thing|photo|picture))?", re.I)
"""What points at the photo that comes with it."""
_ABOUT_IT = re.compile(r"\b(this|these|those|it|same|similar|like that|photo|picture|pic|image)\b", re.I)
"""Without such a word, what does not search is not about the photo either: "what's the weather?"."""
_LEADING = re.compile(
    r"^\W*(?:(?:do|does|have|has|had|can|could|would|is|are|what|which|how|i|i'd|we|u|you|want|need|get|got|sell|there|much|please|show|"
    r"me|find|like|the|any|to|buy|one|love|see)\W+)*(?:this|that|it|these|those|same)\b(?: ones?\b)?",
    re.I,
)
"""What leads to the wish in a question about a photo."""
_FORGET = re.compile(
    r"\b(?:(?:forget|ignore|remove|drop|delete|discard|never ?mind|without|not|clear)(?: about)? (?:the|that|this|my) "
    r"(?:photo|picture|pic|image)|(?:the|that|my) (?:photo|picture|pic|image) (?:ignored|removed|gone))\b[ ,.;]*(?:and |then )?",
    re.I,
)
"""How a photo that the list stands around is let go."""


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
        lets_go = vector_of(state.anchor) is not None and _FORGET.search(message.text) is not None
        text = _FORGET.sub(" ", message.text).strip(" .,!;") if lets_go else message.text
        understanding = _in_context(state, world, understand, text) if text else AFRESH if lets_go else UNSAID
        understanding = replace(understanding, text=message.text, read=text or message.text) if lets_go else understanding
        photo = _sought_photo(message, understanding, world)
        if photo is not None:
            again = partial(_in_context, state, world, understand)
            understanding = _of_photo(understanding, again) if message.text else SOUGHT
        elif message.text and _means_photo(state, understanding):
            again = partial(_in_context, state, world, understand)
            wished = _of_photo(understanding, again)
            understanding = replace(wished, intents=_REFINED) if wished.constraints else understanding
    with clock("track"):
        state = tracker.track(state, understanding, message, knowledge=world.store)
        if photo is not None:
            state = _around_photo(state, photo, understanding)
        elif lets_go:
            state = replace(state, anchor=None, list_kind="search", seen=(), offered=())
    with clock("retrieve"):
        candidates = world.search.candidates(state)
    with clock("policy"):
        unseen = message.photo_only and photo is None
        decision = PHOTO_ONLY if unseen else BY_PHOTO if photo is not None else policy.decide(state, candidates)
    with clock("act"):
        outcome = actions.perform(decision, state, candidates, world)
        decision = actions.carried_out(decision, outcome)
    with clock("ground"):
        eyes = world.sight.eyes if world.sight is not None else None
        evidence = explain(outcome.products, state.phrases, state.constraints, eyes)
        outcome = _with_picture(outcome, decision, evidence)
    with clock("phrase"):
        said = phrasing.say(decision, outcome, evidence, state, world)
        said = Said(DESCRIBE, said.quick_replies) if unseen else said
    with clock("track"):
        state = tracker.record(state, decision, recorded(outcome, state))
    notices = (*message.notices, *_about_photo(message, photo, world))
    heard, locale = state.understanding or understanding, world.shop.locale
    reply = build_reply(state, heard, decision, outcome, evidence, said, locale=locale, notices=notices)
    return Turn(state, reply.model_copy(update={"timing_ms": clock.times()}), decision, outcome.effects)


def _with_picture(outcome: Outcome, decision: Decision, evidence: Evidence) -> Outcome:
    """With the marked picture of the first card, where the list is shown in that manner."""
    if decision.last.manner != "visual" or not outcome.products:
        return outcome
    marked = visible(evidence.get(outcome.products[0].product.id, ()))
    return outcome if marked is None else replace(outcome, image_url=marked.overlay_url)


def _in_context(state: DialogueState, world: World, understand: Understand, text: str) -> Understanding:
    return understand(text, context(state, world, text))


def _sought_photo(message: Message, understanding: Understanding, world: World) -> str | None:
    """What a list stands around where this message seeks what is on its photo."""
    if message.photo is None or world.sight is None or not world.sight.finds:
        return None
    if message.act is not None or message.feedback is not None:
        return None
    if message.text and not _seeks(understanding):
        return None
    vision = world.sight.vision
    return anchor_of(vision.embed([message.photo.image]).vectors[0], vision.fingerprint)


def _seeks(heard: Understanding) -> bool:
    """Whether words beside a photo seek what is on it; those about a product of the list do not ("the second one")."""
    if any(one.product_id and not _IT.fullmatch(one.text.strip()) for one in heard.references):
        return False
    if heard.says(*_OTHERWISE):
        return False
    if heard.says(*_MAY_SEEK) and not heard.says(OUT_OF_SCOPE):
        return True
    return bool(_ABOUT_IT.search(heard.text))


def _means_photo(state: DialogueState, heard: Understanding) -> bool:
    """Whether "this" is the photo that the list stands around, of which no product was talked about since: "in black, please"."""
    if vector_of(state.anchor) is None or state.list_kind != "similar" or state.focus or DECIDED.search(heard.text.casefold()):
        return False
    if not {intent.name for intent in heard.intents} <= _OF_THE_PHOTO or not {"price", "rating"}.isdisjoint(heard.asked):
        return False
    everyone = {card.id for card in state.shown}
    return bool(heard.references) and all(
        one.product_id is None and set(one.candidates) == everyone and _IT.fullmatch(one.text.strip()) for one in heard.references
    )


def _of_photo(heard: Understanding, understand: Callable[[str], Understanding]) -> Understanding:
    """The words beside a photo: "this" is the photo, and a question about it ("do you have this in brown, not leather?", "is this
    waterproof?") is a wish: it is heard once more as one.
    """
    if heard.asked or heard.options or not heard.says(*SEARCHING):
        wish, found = _LEADING.subn("something like this", heard.text, count=1)
        readings = [understand(f"something like this, {heard.text}"), *([understand(wish)] if found else [])]
        wished: dict[str, Constraint] = {}
        for again in readings:
            asked = {**again.asked, **{slot: (value,) for slot, value in again.options.items()}}
            wished |= {slot: Constraint(is_=frozenset(values)) for slot, values in asked.items() if values}
        for again in readings:  # a wish has a sign that a question has not
            wished |= again.constraints
        said = {slot: [one for one in again.phrases if one.slot == slot] for again in readings for slot in again.constraints}
        phrases = tuple(one for several in said.values() for one in several)
        heard = replace(
            readings[-1], text=heard.text, read=heard.read, intents=SOUGHT.intents, constraints=wished, phrases=phrases
        )
    return replace(heard, references=(), asked={}, options={})


def _around_photo(state: DialogueState, photo: str, heard: Understanding) -> DialogueState:
    """A photo begins another search, of what is said with it: but for the price and the person, what was wished for before was of
    something else.
    """
    lasting = {slot: asked for slot, asked in state.constraints.items() if slot in LASTING}
    said = lasting | {slot: state.constraints.get(slot, asked) for slot, asked in heard.constraints.items()}
    return replace(
        state,
        constraints=said,
        phrases=tuple(phrase for phrase in state.phrases if phrase.slot in said),
        relative=(),
        query=heard.query,
        sort=heard.sort,
        highlight=heard.highlight,
        asked_slots=(),
        let_go=(),
        offered=(),
        seen=(),
        focus=(),
        anchor=photo,
        list_kind="similar",
    )


def _about_photo(message: Message, photo: str | None, world: World) -> tuple[str, ...]:
    """What the shopper must know of a photo that was not searched by."""
    if message.photo is None or photo is not None:
        return ()
    return (UNUSED,) if world.sight is not None and world.sight.finds else (NOT_HERE,)


def recorded(outcome: Outcome, state: DialogueState) -> tracker.Recorded:
    """What of an outcome the state, as it was before it, remembers."""
    carts = [effect.cart for effect in outcome.effects if isinstance(effect, SetCart)]
    told = [effect.number for effect in outcome.effects if isinstance(effect, RevealOrder)]
    asked = next((r.facts.get("slot") for r in outcome.results if r.action == "ask_slot" and r.kind == "question"), None)
    in_cart = any(r.kind == "which_line" for r in outcome.results[-1:])
    which = tuple(dict.fromkeys(line.id for line in state.cart.lines)) if in_cart else ()
    return tracker.Recorded(
        shown=tuple(ShownCard(pick.product.id, pick.variant.id) for pick in outcome.products),
        shows_list=outcome.shows_list,
        list_kind=outcome.list_kind,
        anchor=outcome.anchor,
        focus=outcome.focus,
        awaiting=outcome.awaiting,
        cart=carts[-1] if carts else None,
        gave_up=outcome.gave_up,
        asked_slot=str(asked) if asked else None,
        handed_off=outcome.handoff,
        which=which,
        told_order=told[-1] if told else None,
    )


def silent_turn(state: DialogueState, text: str, locale: str) -> Turn:
    """A turn in which a person answers and the assistant only carries messages: `text` is all it says, the state stays."""
    clock = Clock()
    state = replace(state, turn=state.turn + 1, understanding=None)
    decision = Decision((Step("handoff", "talk_to_human", {"answered_by": "person"}),), policy="person")
    outcome = Outcome((), handoff=True)
    heard = Understanding(text="", intents=(Intent("talk_to_human", 1.0),))
    reply = build_reply(state, heard, decision, outcome, {}, Said(text, ()), locale=locale)
    return Turn(state, reply.model_copy(update={"timing_ms": clock.times()}), decision)


def context(state: DialogueState, world: World, text: str = "") -> Context:
    """What understanding may look at: the last action and message, the table, what was talked about, the cart, the search, and
    the products of the store whose title stands in the message.
    """
    shown = ((card.id, card.variant_id) for card in state.shown)
    cart = ((line.id, line.variant_id) for line in state.cart.lines)
    # What waits for a product to be named is the tracker's: an answer is read as it stands, not as a repetition of that.
    waits = state.awaiting is not None and state.awaiting.slot == REFERENCE
    return Context(
        action=state.trail[-1] if state.trail else None,
        user=state.understanding.text if state.understanding and not waits else None,
        shown=tuple(seen for one in shown if (seen := _on_table(*one, world)) is not None),
        focus=state.focus,
        cart=tuple(seen for one in cart if (seen := _on_table(*one, world)) is not None),
        named=tuple({p.id: p for p in (*map(shown_product, world.search.named(text)), *_compared(state, world))}.values()),
        talked_of=_talked_of(state, world),
        awaiting=state.awaiting.slot if state.awaiting else None,
        options=_offered(state, world),
        constraints=state.constraints,
    )


def _talked_of(state: DialogueState, world: World) -> ShownProduct | None:
    """The product talked about last, as its card stands on the table or in the cart."""
    pick = card(state.focus[0], state, world) if state.focus else None
    return shown_product(pick) if pick is not None else None


def _compared(state: DialogueState, world: World) -> tuple[ShownProduct, ...]:
    """The products that were compared by name, where no list is on the table: "which is cheaper?" is asked of them."""
    if state.shown or len(state.focus) < 2:
        return ()
    picks = (world.search.pick(product_id) for product_id in state.focus)
    return tuple(shown_product(pick) for pick in picks if pick is not None)


def _offered(state: DialogueState, world: World) -> tuple[str, ...]:
    """The values of the option that was asked for, as the shop writes them; none where nothing such is awaited."""
    waiting = state.awaiting
    product = world.store.product(waiting.product_id) if waiting is not None and waiting.product_id is not None else None
    if waiting is None or product is None:
        return ()
    return tuple(dict.fromkeys(v.options[waiting.slot] for v in product.variants if waiting.slot in v.options))


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
