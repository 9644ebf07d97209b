"""What a learned policy sees: numbers about the conversation that mean the same in every shop.

Counts, spreads by role of slot, where the conversation stands, what was done last, and how the shopper reacts; never a value, a
product or a slot's name. `VERSION` stands for this list: a policy that was trained on another is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p

import numpy as np

from dialogue_policy.action import Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.roles import ROLES, role_of
from dialogue_policy.situation import QUESTIONS_IN_ROW, heard
from dialogue_policy.state import DialogueState

VERSION = 1

CHOICES: tuple[str, ...] = (
    "recommend", "recommend:diverse", "recommend:recap", "recommend:compare", "recommend:explain", "recommend:visual",
    "suggest_relaxation", "show_more", "show_more:diverse", "acknowledge",
    "add_to_cart", "add_to_cart:complete_look", "add_to_cart:confirm_checkout",
    *(f"ask_slot:{role}" for role in ROLES), "other",
)  # fmt: skip
"""What a policy chooses among, in the order of its outputs. Steps of another kind are "other"."""

_INTENTS = (
    "search_product", "refine_search", "relax_constraint", "show_more", "give_feedback", "affirm", "deny", "add_to_cart",
    "compare_products", "ask_explanation", "request_recommendation", "browse_highlights",
)  # fmt: skip
_DONE = ("recommend", "ask_slot", "show_more", "suggest_relaxation", "acknowledge", "compare", "explain")
_BY_ROLE = ("known", "asked", "open", "entropy", "gain", "unknown")
_MANNERS = ("diverse", "recap", "compare", "explain", "visual", "complete_look", "confirm_checkout")
_PLAIN = (
    "total", "pages", "fits a page", "nothing", "gave up", "unseen", "seen share", "price spread", "turn", "wishes", "said now",
    "dropped now", "answered", "corrections", "confidence", "questions in row", "asked so far", "cart", "focus", "shown",
    "lists since change", "visual",
)  # fmt: skip
ENGAGEMENT = (
    "reaction known", "reaction", "pace", "faster than pace", "opened now", "opened", "pictures", "clicked now", "click share",
    "ups", "downs", "downs in row", "silent turns", "repeats",
)  # fmt: skip
NAMES: tuple[str, ...] = (
    *_PLAIN, *(f"said {i}" for i in _INTENTS), *(f"did {a}" for a in _DONE), *(f"offered {m}" for m in _MANNERS),
    *(f"{role} {what}" for role in ROLES for what in _BY_ROLE), *ENGAGEMENT,
)  # fmt: skip
"""Every feature, in order; those of `ENGAGEMENT` stand last."""
SIZE = len(NAMES)


def choice_of(step: Step) -> int:
    """The number of a step among `CHOICES`."""
    if step.name == "ask_slot" and "slot" in step.args and "product_id" not in step.args:
        return _NUMBER[f"ask_slot:{role_of(str(step.args['slot']))}"]
    return _NUMBER.get(f"{step.name}:{step.manner}" if step.manner else step.name, _NUMBER["other"])


def mask_of(steps: Sequence[Step]) -> np.ndarray:
    """(choices,) bool: which of them one of these steps is."""
    out = np.zeros(len(CHOICES), dtype=bool)
    for step in steps:
        out[choice_of(step)] = True
    return out


def features(state: DialogueState, candidates: Candidates) -> np.ndarray:
    """(SIZE,) float32, each about 0..1, of a state as it was tracked for this turn and the results of its search."""
    said = heard(state)
    total, page = candidates.total, max(1, candidates.page)
    unseen = sum(1 for pick in candidates.picks if pick.product.id not in state.seen)
    low, high = candidates.price_range or (1, 1)
    awaited = state.awaiting.slot if state.awaiting is not None else None
    lists = 0
    for done in reversed(state.trail):
        if done not in ("recommend", "ask_slot", "show_more"):
            break
        lists += 1
    plain = [
        log1p(total) / 8, min(total / page, 10) / 10, float(0 < total <= page), float(total == 0),
        min(len(candidates.gave_up), 3) / 3, min(unseen / page, 4) / 4, len(state.seen) / max(total, len(state.seen), 1),
        log(max(float(high) / max(float(low), 0.01), 1.0)) / 4, min(state.turn, 20) / 20, min(len(state.constraints), 8) / 8,
        min(len(said.constraints), 4) / 4, min(len(said.dropped), 2) / 2,
        float(awaited is not None and awaited in {*said.constraints, *said.dropped}), min(len(said.corrections), 2) / 2,
        min((i.confidence for i in said.intents), default=1.0), state.questions_in_row / QUESTIONS_IN_ROW,
        min(len(state.asked_slots), 6) / 6, float(bool(state.cart.lines)), float(bool(state.focus)), min(len(state.shown), 6) / 6,
        min(lists, 6) / 6, float(candidates.visual),
    ]  # fmt: skip
    names = {i.name for i in said.intents}
    last = state.trail[-1] if state.trail else None
    out = [*plain, *(float(i in names) for i in _INTENTS), *(float(a == last) for a in _DONE)]
    out += [float(m in state.offered) for m in _MANNERS]
    out += _by_role(state, candidates)
    out += _engagement(state)
    return np.array(out, dtype=np.float32)


def deafened(seen: np.ndarray) -> np.ndarray:
    """The same features with nothing told of how the shopper reacts."""
    out = seen.copy()
    out[-len(ENGAGEMENT) :] = 0.0
    return out


def _by_role(state: DialogueState, candidates: Candidates) -> list[float]:
    """For each role, in order: known, asked before, open to a question; the spread of the slot that would cut most."""
    rows = {role: [0.0] * len(_BY_ROLE) for role in ROLES}
    for slot in state.constraints:
        rows[role_of(slot)][0] = 1.0
    for slot in state.asked_slots:
        rows[role_of(slot)][1] = 1.0
    known = {*state.constraints, *state.asked_slots}
    for slot, spread in candidates.spread.items():
        row = rows[role_of(slot)]
        if slot not in known and spread.gain > row[4]:
            row[2:] = [1.0, min(spread.entropy, 5) / 5, spread.gain, spread.unknown / max(1, candidates.total)]
    return [number for role in ROLES for number in rows[role]]


def _engagement(state: DialogueState) -> list[float]:
    one = state.engagement
    pace = one.usual_ms
    reaction = one.reaction_ms
    return [
        float(reaction is not None), 0.0 if reaction is None else log1p(reaction / 1000) / 6.5, log1p(pace / 1000) / 6.5,
        0.0 if not reaction or not pace else max(-1.0, min(1.0, log(pace / reaction) / 2)), min(one.opened_now, 4) / 4,
        min(len(one.opened), 10) / 10, min(len(one.pictures_opened), 5) / 5, float(one.clicked_now),
        one.quick_reply_clicks / max(1, state.turn), min(len(one.thumbs_up), 4) / 4, min(len(one.thumbs_down), 4) / 4,
        min(one.downs_in_row, 3) / 3, min(one.silent_turns, 3) / 3, min(one.repeats, 4) / 4,
    ]  # fmt: skip


_NUMBER = {name: i for i, name in enumerate(CHOICES)}
