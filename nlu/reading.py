"""Everything that a message says, found by itself: what it is for, the intents say later.

The order matters: what is read first (an e-mail, an order's number, a place on the table) is not read again as something else.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from data.lexicon import Lexicon
from nlu import details, measures, negation, ranking, references, values
from nlu.bounds import Bound, bounds
from nlu.dropping import Dropped, dropped
from nlu.message import Message
from nlu.spans import Span
from nlu.understanding import Context
from nlu.words import CATEGORY, COLORS_SLOT, SIZE

_BESIDE = re.compile(r"\b(?:compare|difference|versus|vs|better than|or the)\b")
_TAKEN_BACK = re.compile(
    r"\W*(?:oh )?(?:no|nope|wait|sorry|actually|i mean|or rather)\b\W*(?:wait\W+|sorry\W+|i mean(?:t)?\W+|make that\W+)*"
)
_ANY = re.compile(
    r"\W*(?:any(?: of them| one|thing)?(?: is fine| will do)?|either|whatever|whichever|all|no preference|not bothered|"
    r"(?:i |it |that )?(?:don'?t|doesn'?t|do not|does not) (?:really )?(?:mind|care|matter)|you choose)\W*"
)
_OF_TITLES = frozenset((CATEGORY, COLORS_SLOT, SIZE))
"""What a title names of its product; its other words are only a name ("Bardot Capri")."""
_CART_FIRST = re.compile(r"\b(?:remove|take|cart|basket|make|change|swap|delete|bag)\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in a message before its intents are known."""

    message: Message
    bounds: tuple[Bound, ...]
    spans: tuple[Span, ...]
    let_go: Dropped
    pointers: tuple[references.Pointer, ...]
    sort: tuple[str, tuple[int, int]] | None
    comparatives: tuple[ranking.Comparative, ...]
    highlight: tuple[str, tuple[int, int]] | None
    order: tuple[str, tuple[int, int]] | None
    email: tuple[str, tuple[int, int]] | None
    measured: tuple[tuple[int, int], ...]
    """Where a measure, or the care of a product, is asked for."""
    unstocked: tuple[Span, ...]
    """Types of product that the store does not have."""


def everything(message: Message, context: Context, lexicon: Lexicon, known: Container[str]) -> Reading:
    """All that is found. `known`: common words, never typos of the store's values."""
    lower, text = message.lower, message.mended
    mail = details.email(lower, text)
    taken = [mail[1]] if mail else []
    tracking = context.action == "order_status" or context.awaiting in ("order_id", "order", "email")
    order = details.order_id(lower, text, taken, tracking=tracking)
    taken += [order[1]] if order else []
    places = references.places(lower, text, context)
    taken += [(p.start, p.end) for p in places if p.reference.product_id or "between" in p.reference.text.lower()]
    numbers = [b for b in bounds(lower, awaiting=context.awaiting) if not touch((b.start, b.end), taken)]
    taken += [(b.start, b.end) for b in numbers]
    taken += [(p.start, p.end) for p in places]
    sort = ranking.sort_word(lower, taken)
    taken += [sort[1]] if sort else []
    compared = ranking.comparatives(lower, taken)
    taken += [(c.start, c.end) for c in compared if c.slot != SIZE]
    list_word = ranking.highlight(lower, taken)
    taken += [list_word[1]] if list_word and list_word[0] != "bestseller" else []
    measured = [place for _, place in measures.asked(lower, lexicon.slots)]
    taken += measured
    spans = values.find(message, lexicon, known, taken, context)
    called = references.titles(lower, context)
    spans = [s for s in spans if s.slot in _OF_TITLES or not touch((s.start, s.end), called)]
    let_go = dropped(lower, spans, lexicon.slots, context.constraints)
    spans = [s for s in negation.apply(lower, spans) if not touch((s.start, s.end), let_go.taken)]
    if context.awaiting in {*lexicon.slots, "price", "rating"} and _ANY.fullmatch(lower):
        let_go = replace(let_go, slots=(*let_go.slots, str(context.awaiting)))
    if (
        not let_go.slots
        and re.search(r"\b(?:bit|little) more\b[^.]*$|\bspend more\b", lower)
        and "price" in context.constraints
        and not numbers
    ):
        let_go = replace(let_go, slots=("price",))
    types = lexicon.values(CATEGORY)
    unstocked = tuple(s for s in spans if s.slot == CATEGORY and types.isdisjoint(s.values))
    pointers = _pointers(message, spans, places, context)
    return Reading(
        message, tuple(numbers), tuple(spans), let_go, pointers, sort, tuple(compared), list_word, order, mail, tuple(measured),
        unstocked,
    )  # fmt: skip


def _pointers(
    message: Message, spans: list[Span], places: list[references.Pointer], context: Context
) -> tuple[references.Pointer, ...]:
    lower, text = message.lower, message.mended
    names = [p for p in references.named(lower, text, context, spans) if not over(p, places)]
    looks = references.described(lower, text, spans, context, cart_first=bool(_CART_FIRST.search(lower)))
    both = [p for p in places if p.reference.text.lower().startswith("both")]
    others = {p.reference.product_id for p in (*names, *looks, *(p for p in places if p not in both)) if p.reference.product_id}
    if both and len(others) > 1:
        places = [p for p in places if p not in both]  # "the bardot and the portia, both in 28"
    sure = [*places, *names]
    if not looks:
        sure += [p for p in references.unknown(lower, text) if not over(p, sure)]
    pointers = _corrected(lower, sorted([*sure, *(p for p in looks if not over(p, sure))], key=lambda p: p.start))
    if not pointers or _BESIDE.search(lower):
        pointers = sorted([*pointers, *references.pronouns(lower, text, context)], key=lambda p: p.start)
    return tuple(pointers)


def _corrected(lower: str, pointers: list[references.Pointer]) -> list[references.Pointer]:
    """Without those that were taken back at once: "the second one, no, the third"."""
    kept = []
    for at, one in enumerate(pointers):
        later = next((p for p in pointers[at + 1 :] if p.start >= one.end), None)
        if later is None or not _TAKEN_BACK.fullmatch(lower[one.end : later.start]):
            kept.append(one)
    return kept


def touch(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def over(one: references.Pointer | Span, others: Iterable[references.Pointer]) -> bool:
    return any(one.start < o.end and o.start < one.end for o in others)
