"""Everything that a message says, found by itself: what it is for, the intents say later.

The order matters: what is read first (an e-mail, an order's number, a place on the table) is not read again as something else.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from data.lexicon import Lexicon
from nlu import details, measures, negation, ordering, ranking, references, values
from nlu.bounds import Bound, bounds
from nlu.dropping import Dropped, dropped
from nlu.message import Message
from nlu.spans import Span
from nlu.understanding import Context
from nlu.words import CATEGORY, COLORS_SLOT, SIZE, SLOT_WORDS

_ANY = re.compile(
    r"\W*(?:any(?: of them| one|thing)?(?: is fine| will do)?|either|whatever|whichever|all|no preference|not bothered|"
    r"(?:i |it |that )?(?:don'?t|doesn'?t|do not|does not) (?:really )?(?:mind|care|matter)|you choose|"
    r"(?:i'?m |we'?re )?(?:easy|open|flexible|not (?:too |that )?(?:fus+(?:ed|y)|picky|particular|"
    r"bothered))|"
    r"[\w' ,]{0,30}\b(?:all the same to me|(?:don'?t|do not) (?:mind|care)|makes? no (?:difference|odds)))\W*"
)
_NAME = re.compile(
    r"(?<=[a-z,] )(?!I\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|"
    r"Easter)[A-Z][\w&'-]*[a-z][\w&'-]*(?: [A-Z][\w&'-]*){0,2}"
)
_OF_TITLES = frozenset((CATEGORY, COLORS_SLOT, SIZE))
"""What a title names of its product; its other words are only a name ("Bardot Capri")."""


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
    order_said = ordering.sort_word(lower, taken)
    pointers = references.pointing(message, context, known)
    if order_said and ordering.is_order(lower, order_said[1]):
        pointers = tuple(p for p in pointers if not touch((p.start, p.end), [order_said[1]]))  # "priciest on top" points at none
    fixed = [p for p in pointers if p.fixed]
    taken += [(p.start, p.end) for p in fixed if p.reference.product_id or p.reference.candidates]
    numbers = [b for b in bounds(lower, awaiting=context.awaiting) if not touch((b.start, b.end), taken)]
    taken += [(b.start, b.end) for b in numbers]
    taken += [(p.start, p.end) for p in fixed]
    sort = ordering.sort_word(lower, taken)
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
    let_go = dropped(
        lower,
        spans,
        lexicon.slots,
        context.constraints,
        limits=numbers,
        materials=lexicon.values("material"),
        awaiting=context.awaiting,
        names=_names(message, spans, [*called, *taken]),
    )
    numbers = [b for b in numbers if not touch((b.start, b.end), let_go.taken)]
    spans = [s for s in negation.apply(lower, spans) if not touch((s.start, s.end), let_go.taken)]
    said = context.awaiting in {*(s.slot for s in spans), *(b.slot for b in numbers)}  # "linen or cotton, I don't mind which"
    if context.awaiting in {*lexicon.slots, *SLOT_WORDS.values()} and not said and _ANY.fullmatch(lower):
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
    pointers = (*pointers, *references.absent(lower, text, spans, pointers))
    return Reading(
        message, tuple(numbers), tuple(spans), let_go, pointers, sort, tuple(compared), list_word, order, mail, tuple(measured),
        unstocked,
    )  # fmt: skip


def _names(message: Message, spans: list[Span], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where a capital within a sentence shows a name that is no value of the store and no product's."""
    taken = [*taken, *((s.start, s.end) for s in spans)]
    types = {s.start for s in spans if s.slot == CATEGORY}
    found = []
    for match in _NAME.finditer(message.mended):
        if not touch(match.span(), taken) and match.end() + 1 not in types:
            found.append(match.span())
    return found


def touch(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def over(one: references.Pointer | Span, others: Iterable[references.Pointer]) -> bool:
    return any(one.start < o.end and o.start < one.end for o in others)
