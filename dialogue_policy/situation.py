"""What the state machine's guards look at: yes-or-no questions about the state and the results, each with a name.

Every guard is a function of the state (as tracked for this turn) and the candidates; none looks at a catalogue's particulars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from dialogue_policy.answers import CONFIRM, answers_option, answers_order
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState
from nlu.understanding import Understanding

Guard = Callable[[DialogueState, Candidates], bool]

_CHANGES = re.compile(
    r"\b(remove|take|delete|drop|get rid|lose|without|cancel|empty|clear|change|swap|make|switch|instead|more|less|fewer|"
    r"another|update|add|want|need)\b",
    re.I,
)
BACK = re.compile(r"\b(previous|earlier|before|go back|last ones|first ones)\b", re.I)
"""Asks for products that were shown before."""
QUESTIONS_IN_ROW = 2
"""Turns in a row that may end in a question of the assistant's own."""
UNSAID = Understanding(text="", intents=())


def heard(state: DialogueState) -> Understanding:
    return state.understanding or UNSAID


def _ambiguous(state: DialogueState, candidates: Candidates) -> bool:
    """A reference fits several products, or none is known, and nothing else tells which is meant."""
    pointed = heard(state).references
    return any(r.product_id is None and r.candidates for r in pointed) and not any(r.product_id for r in pointed)


def _product(state: DialogueState, candidates: Candidates) -> bool:
    """One product or more is meant: pointed at, talked about last, or alone on the table."""
    if any(r.product_id for r in heard(state).references):
        return True
    return not _ambiguous(state, candidates) and (bool(state.focus) or len(state.shown) == 1)


def _comparable(state: DialogueState, candidates: Candidates) -> bool:
    pointed = {r.product_id for r in heard(state).references if r.product_id}
    return len(pointed) >= 2 or (len(pointed | {c.id for c in state.shown}) >= 2 and not _ambiguous(state, candidates))


def _proposal(state: DialogueState, candidates: Candidates) -> bool:
    return state.awaiting is not None and state.awaiting.slot == CONFIRM and state.awaiting.proposal is not None


def _cart_changes(state: DialogueState, candidates: Candidates) -> bool:
    """The words change the cart, rather than ask to see it."""
    said = heard(state)
    return bool(said.quantity is not None or said.options or _CHANGES.search(said.read or said.text))


def _asked_for_checkout(state: DialogueState, candidates: Candidates) -> bool:
    return _proposal(state, candidates) and state.awaiting is not None and state.awaiting.proposal == "checkout"


def _answered_wish(state: DialogueState, candidates: Candidates) -> bool:
    """The slot of the search that was asked for is now settled or let go."""
    slot = state.awaiting.slot if state.awaiting and state.awaiting.product_id is None else None
    said = heard(state)
    now = any(p.slot == slot and p.turn == state.turn for p in state.phrases)
    return slot is not None and (now or slot in said.constraints or slot in said.dropped)


GUARDS: Mapping[str, Guard] = {
    "always": lambda state, candidates: True,
    "ambiguous": _ambiguous,
    "product": _product,
    "shown": lambda state, candidates: bool(state.shown),
    "comparable": _comparable,
    "searching": lambda state, candidates: bool(state.constraints or state.query or state.highlight),
    "wishes": lambda state, candidates: bool(heard(state).constraints or heard(state).highlight),
    "nothing passes": lambda state, candidates: candidates.total == 0,
    "unstated": lambda state, candidates: bool(candidates.unknown) and set(candidates.gave_up) <= set(candidates.unknown),
    "loosening helps": lambda state, candidates: bool(candidates.relaxations or candidates.gave_up),
    "cart": lambda state, candidates: bool(state.cart.lines),
    "cart changes": _cart_changes,
    "proposal": _proposal,
    "checkout proposed": _asked_for_checkout,
    "answered wish": _answered_wish,
    "option answered": lambda state, candidates: answers_option(state.awaiting, heard(state)),
    "order fact answered": lambda state, candidates: answers_order(state.awaiting, heard(state)),
    "taste changes list": lambda state, candidates: bool(heard(state).constraints) and bool(state.shown),
    "asks back": lambda state, candidates: BACK.search(heard(state).text) is not None,
    "displeased": lambda state, candidates: heard(state).sentiment == "negative" and bool(state.shown),
    "more than a page": lambda state, candidates: candidates.total > candidates.page and len(candidates.picks) > candidates.page,
    "no order": lambda state, candidates: state.sort is None,  # who wants the cheapest first is shown them in that order
    "several wishes": lambda state, candidates: len(state.constraints) > 1 and bool(candidates.picks),
    "two to compare": lambda state, candidates: min(candidates.total, len(candidates.picks)) > 1,
    "something to explain": lambda state, candidates: bool(set(state.constraints) - {"category"}) and bool(candidates.picks),
    "picture speaks": lambda state, candidates: candidates.visual,
    "questions left": lambda state, candidates: state.questions_in_row < QUESTIONS_IN_ROW,
    "no words": lambda state, candidates: not any(c.isalnum() for c in heard(state).text),
}
