"""Actions about the conversation itself: greeting, ending, taking stock, taking back, and not understanding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.actions.cart import totals
from assistant.actions.looking import which_product
from assistant.actions.targets import broken, card, cards, meant, pointed_at, said
from assistant.outcome import LogReward, Outcome, Result
from dialogue_policy.action import Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState
from nlu.turns_of_phrase import WHO

if TYPE_CHECKING:
    from assistant.world import World

_OF_ALL = re.compile(r"\b(?:those|these|they|they're|all of them)\b", re.I)
"""A judgement of what is on the table, rather than of the one talked about."""

DEPARTMENTS = 5
"""How many departments a greeting names."""


def greet(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The shop's greeting; asked for help, what can be done here; asked who is answering, that it is a machine."""
    facts: dict[str, object] = {"shop": world.shop.name, "departments": departments(world)}
    if said(state).command == "help":
        return Outcome((Result("greet", "help", facts=facts),))
    if WHO.search(said(state).text.casefold()):
        return Outcome((Result("greet", "who_i_am", facts=facts),))
    if world.shop.greeting and "greet" not in state.trail:
        return Outcome((Result("greet", "shop_greeting", facts={**facts, "greeting": world.shop.greeting}),))
    return Outcome((Result("greet", "greeting_again" if "greet" in state.trail else "greeting", facts=facts),))


def goodbye(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    kind = "goodbye_with_cart" if state.cart.lines else "goodbye"
    return Outcome((Result("goodbye", kind, facts={"shop": world.shop.name, **totals(state.cart)}),))


def browse(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """What there is: the departments, or the types within one, with how many products each has; cards where one is named."""
    within = state.constraints
    types = world.search.overview(within=within, k=8)
    # A type that holds all of them divides nothing: of T-shirts it is no news that they are clothing.
    found = tuple(d for d in types if not within or d.count < candidates.total)
    picks = candidates.picks[: world.shop.results] if within and candidates.searched else ()
    facts: dict[str, object] = {
        "shop": world.shop.name,
        "names": tuple(d.name for d in found),
        "counts": tuple(str(d.count) for d in found),
        "total": candidates.total if picks else world.store.product_count,
        "shown": len(picks),
    }
    kind = "departments" if not picks else "types" if len(found) > 1 and candidates.total > 1 else "found"
    if not types and not picks:
        kind = "nothing"
    gave_up = tuple(dict.fromkeys((*candidates.gave_up, *candidates.unknown, *broken(picks, within)))) if picks else ()
    return Outcome((Result("browse", kind, picks, facts),), products=picks, gave_up=gave_up, shows_list=bool(picks))


def acknowledge(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Hears a judgement, a taste, a yes or a no."""
    heard = said(state)
    sentiment = str(step.args.get("value") or heard.sentiment or "")
    if step.intent in ("affirm", "deny"):
        recapped = step.args.get("about") == "wishes"
        kind = ("what_else" if recapped else "left_alone") if step.intent == "deny" else "noted_yes"
        return Outcome((Result("acknowledge", kind),))
    liked = sentiment in ("positive", "up")
    picks = cards(_judged(step, state), state, world)
    # Beside a search, what is sought is no taste: of "not red, do you have green" only the red.
    aside = heard.says("search_product", "refine_search", "browse_category")
    taste = tuple(p.text for p in heard.phrases if not aside or (p.polarity == "not") is not liked)
    if taste:
        return Outcome((Result("acknowledge", "taste_liked" if liked else "taste", facts={"taste": taste}),))
    facts = {"title": picks[0].product.title} if picks else {}
    if not sentiment:
        kind = "noted"
    elif picks:
        kind = "liked_one" if liked else "disliked_one"
    else:
        kind = "liked" if liked else "disliked"
    return Outcome((Result("acknowledge", kind, facts=facts),), focus=tuple(p.product.id for p in picks))


def judged(state: DialogueState) -> tuple[LogReward, ...]:
    """The thumb or judgement of this turn, to be logged whatever is done in answer to it."""
    heard = said(state)
    if not heard.says("give_feedback") or not heard.sentiment:
        return ()
    ids = _judged(Step("acknowledge", "give_feedback"), state)
    return (LogReward("feedback", ids[0] if ids else None, 1.0 if heard.sentiment == "positive" else -1.0),)


def _judged(step: Step, state: DialogueState) -> tuple[str, ...]:
    """The product that a judgement is of; none where it is of all that is on the table."""
    of_all = _OF_ALL.search(said(state).text) and not pointed_at(step, state)
    return () if of_all else meant(step, state)[:1]


def summarize(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Where we stand: what is looked for, what is on the table, what is in the cart."""
    shown = cards((c.id for c in state.shown), state, world)
    facts = {**totals(state.cart), "titles": tuple(p.product.title for p in shown[:3]), "shown": len(shown)}
    return Outcome((Result("summarize", "summary", facts=facts),))


def undo(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """The tracker has brought back the state before; this shows it again."""
    if any(note.kind == "nothing_to_undo" for note in state.notes):
        return Outcome((Result("undo", "nothing_to_undo"),))
    picks = tuple(p for c in state.shown if (p := card(c.id, state, world)) is not None)
    facts = {**totals(state.cart), "shown": len(picks)}
    gave_up = broken(picks, state.constraints)
    result = Result("undo", "undone", picks, facts)
    return Outcome((result,), products=picks, gave_up=gave_up, shows_list=bool(picks), list_kind=state.list_kind)


def start_over(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    facts = {**totals(state.cart), "departments": departments(world)}
    return Outcome((Result("start_over", "fresh_start", facts=facts),))


def out_of_scope(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    return Outcome((Result("out_of_scope", "out_of_scope", facts={"shop": world.shop.name, "departments": departments(world)}),))


def not_understood(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    return Outcome((Result("not_understood", "not_understood", facts={"departments": departments(world)}),))


def clarify_reference(step: Step, state: DialogueState, candidates: Candidates, world: World) -> Outcome:
    """Asks which of those that fit equally is meant."""
    return which_product("clarify_reference", step, state, world)


def departments(world: World) -> tuple[str, ...]:
    """The largest categories by name."""
    return tuple(d.name for d in world.search.overview(k=DEPARTMENTS))
