"""Which product is meant, once that was asked: "add it" - "which one?" - "the green one" adds the green one.

The message that could not be acted on waits in `Awaiting.pending`. An answer that points at one of the candidates brings it back,
whatever else the answer was taken for; a message that is clearly about something else lets it go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from data.constraint import Phrase
from data.folding import fold_words
from dialogue_policy.action import Decision
from dialogue_policy.answers import REFERENCE
from dialogue_policy.state import Awaiting, DialogueState
from dialogue_policy.wishes import Knowledge
from nlu.understanding import Intent, Reference, Understanding

SURE = 0.5
"""Confidence from which on another act than the one that waits is taken for what the shopper wants now."""

FEW_WORDS = 3
"""Words beside the pointer and the values said with it that an answer may have."""

_PASSIVE = frozenset(("refine_search", "search_product", "browse_category", "affirm", "deny", "out_of_scope"))
"""What a bare pointer ("the Bookshop Sofa") may be taken for."""
_AROUND = frozenset(("find_similar", "complete_look", "request_recommendation"))
"""Acts whose wishes are about the products sought, not about the one pointed at."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_PLACE = re.compile(
    rf"(?:the |that |this )?(?:very )?(?P<o>{'|'.join(_ORDINALS)}|last|[1-8](?:st|nd|rd|th)?)"
    r"(?: (?:ones?|pair|item|product|option))?|(?:number|no\.?|nr\.?|option|item|#) ?(?P<n>[1-8])"
)
_EXTREME = re.compile(
    r"\b(?:(?P<low>cheaper|cheapest|less expensive|least expensive)|more expensive|most expensive|pricier|dearer)\b"
)
_ASKS = re.compile(
    r"\b(?:tell|about|reviews?|rated|what|how|why|when|where|who|does|do|can|could|show|compare|difference|between|expensive|cheap|"
    r"not|don't|doesn't|isn't|hate|rather|similar|instead)\b"
)
"""What an answer to "which one?" does not say: a question, a judgement, another wish."""
_COMPARED = re.compile(
    r"(?:(?:something|anything|a bit|even|please|much|lot|a) )*"
    r"(?:cheaper|less expensive|dearer|pricier|more expensive)(?: please)?"
)
_QUESTION = re.compile(r"\W*(?:and |but |so |ok(?:ay)? )?(?:is|are|does|do|has|have|was|can|could|what|where|how)\b")
_SEVERAL = re.compile(r"\b(?:both|all(?: of (?:them|these|those))?|all (?:two|three|four))\b")
_BOTH = re.compile(r"(?:both|the two)(?: of (?:them|these|those))?(?: please)?", re.I)
_FILLER = frozenset(
    (
        "the", "a", "an", "this", "that", "these", "those", "one", "ones", "it", "it's", "is", "was", "them", "me", "my", "i",
        "i'd", "i'll", "i'm", "mean", "meant", "no", "yes", "yeah", "yep", "ok", "okay", "um", "er", "oh",
        "actually", "think", "sorry",
        "please", "pls", "would", "like", "want", "take", "go", "for", "with", "in", "of", "option", "number", "item",
        "pair", "and", "then", "just",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


def asked_which(state: DialogueState, decision: Decision, candidates: Sequence[str] = ()) -> Awaiting | None:
    """What is awaited after the last step asked which product is meant; None where it did not, or had nothing to choose from.

    `candidates` are the ids between which it asked; by default those that a reference left open, else those on the table.
    """
    heard, step = state.understanding, decision.last
    if heard is None or (step.name != "clarify_reference" and not candidates):
        return None
    doubtful = [i for r in heard.references if r.product_id is None for i in r.candidates]
    ids = tuple(dict.fromkeys(candidates or doubtful or [card.id for card in state.shown]))
    if not ids:
        return None
    keeps = step.intent in _AROUND
    pending = replace(
        heard,
        intents=(next((i for i in heard.intents if i.name == step.intent), Intent(step.intent, 1.0)),),
        constraints=heard.constraints if keeps else {},
        phrases=heard.phrases if keeps else (),
        relatives=(),
        dropped=(),
        dropped_values={},
        sort=None,
        highlight=None,
    )
    return Awaiting(REFERENCE, candidates=ids, pending=pending)


def resumed(state: DialogueState, heard: Understanding, knowledge: Knowledge) -> Understanding | None:
    """The message that waited, now pointing at what this answer names; None where this is no answer to it.

    "Both" of more than two leaves open which: the message waits on.
    """
    awaiting = state.awaiting
    if awaiting is None or awaiting.slot != REFERENCE or awaiting.pending is None or _elsewhere(heard, awaiting.pending):
        return None
    pending = awaiting.pending
    ids = _pointed(awaiting.candidates, state, heard, knowledge)
    by_words = bool(ids)
    if not ids and len(awaiting.candidates) > 2 and _BOTH.fullmatch(heard.text.strip(" .!?,")):
        return replace(pending, references=(Reference(heard.text, None, awaiting.candidates),))  # two, but which?
    if not ids and not _rest(heard):
        ids = _by_looks(awaiting.candidates, state, heard, knowledge)
    if not ids:
        return None
    said = {slot: next(iter(c.is_)) for slot, c in heard.constraints.items() if len(c.is_) == 1 and slot != "category"}
    said |= {slot: values[0] for slot, values in heard.asked.items() if len(values) == 1}
    chosen = said if by_words and pending.says("add_to_cart", "update_cart", "check_availability") else {}
    return replace(
        pending,
        references=tuple(Reference(heard.text, product_id) for product_id in ids),
        options={**pending.options, **chosen, **heard.options},
        chosen=(*pending.chosen, *(Phrase(text, slot, text, "is") for slot, text in chosen.items()), *heard.chosen),
        quantity=pending.quantity if heard.quantity is None else heard.quantity,
    )


def _elsewhere(heard: Understanding, pending: Understanding) -> bool:
    """Whether the message is about something else: a command, an order, or a sure intent with words of its own."""
    if heard.command or heard.order_id or heard.email:
        return True
    if _COMPARED.fullmatch(heard.text.casefold().strip(" .!?,")):
        return True  # "cheaper" wants other products, "the cheaper one" is one of these
    if heard.asked and heard.asked != pending.asked and _QUESTION.match(heard.text.casefold()):
        return True
    rest = _rest(heard)
    if not rest:
        return False
    others = [i for i in heard.intents if i.name not in _PASSIVE and not pending.says(i.name)]
    asks = any(_ASKS.fullmatch(word) for word in rest) or heard.says("give_feedback", "deny")
    return asks or len(rest) > FEW_WORDS or any(i.confidence >= SURE for i in others)


def _rest(heard: Understanding) -> list[str]:
    """The words that neither point, nor name a value, nor say nothing."""
    texts = [*(r.text for r in heard.references), *(p.text for p in heard.phrases), *heard.options.values()]
    texts += [value for values in heard.asked.values() for value in values]
    texts += [value for constraint in heard.constraints.values() for value in constraint.is_]
    texts += [match[0] for match in _EXTREME.finditer(heard.text.casefold())]
    told = {word for text in texts for word in _words(text)}
    return [w for w in _words(heard.text) if w not in told and w not in _FILLER]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _pointed(candidates: Sequence[str], state: DialogueState, heard: Understanding, knowledge: Knowledge) -> tuple[str, ...]:
    """The candidates that are named, by title or by place among them; all of them where "all" or, of two, "both" is said; none
    in doubt.
    """
    lower = " ".join(heard.text.casefold().split()).strip(" .!?,")
    places = [at for r in heard.references if (at := _place(r.text.casefold().strip(), candidates))]
    named = [r.product_id for r in heard.references if r.product_id in candidates and not _PLACE.fullmatch(r.text.casefold())]
    found = named or places or [i for i in (_place(lower, candidates),) if i]
    found = found or _titled(candidates, heard, knowledge)
    several = _SEVERAL.search(lower)
    if not found and several and (several[0] != "both" or len(candidates) == 2):
        found = list(candidates)
    if not found and len(candidates) == 1 and heard.says("affirm"):
        found = list(candidates)
    if not found:
        # A reference that fits several on the table may fit only one of those in question.
        left = [[i for i in r.candidates if i in candidates] for r in heard.references if r.product_id is None]
        found = [ids[0] for ids in left if len(ids) == 1 < len(candidates)]
    return tuple(dict.fromkeys(i for i in found if i is not None))


def _place(lower: str, candidates: Sequence[str]) -> str | None:
    """The candidate at the place that these words name: "the second one", "2", "last"."""
    match = _PLACE.fullmatch(lower.removesuffix(" please").strip(" .!?,"))
    if match is None:
        return None
    word = match["o"] or match["n"]
    at = len(candidates) - 1 if word == "last" else _ORDINALS.index(word) if word in _ORDINALS else int(word[0]) - 1
    return candidates[at] if 0 <= at < len(candidates) else None


def _titled(candidates: Sequence[str], heard: Understanding, knowledge: Knowledge) -> list[str]:
    """The one candidate in whose title all words of the answer stand, those aside that say nothing; none where several do."""
    said = {w for word in _words(heard.text) if word not in _FILLER for w in fold_words(word)}
    products = [p for i in candidates if (p := knowledge.product(i)) is not None]
    fitting = [p.id for p in products if said and said <= set(fold_words(p.title))]
    return fitting if len(fitting) == 1 else []


def _by_looks(candidates: Sequence[str], state: DialogueState, heard: Understanding, knowledge: Knowledge) -> tuple[str, ...]:
    """The one candidate whose card has all the values said ("green"), or lies at the end said ("the cheaper one")."""
    cards = {c.id: c.variant_id for c in state.shown}
    lines = {line.id: line.variant_id for line in state.cart.lines}
    products = [p for i in candidates if (p := knowledge.product(i)) is not None]
    variants = {p.id: p.variant(cards.get(p.id) or lines.get(p.id) or "") or p.variants[0] for p in products}
    values: Mapping[str, frozenset[str]] = {
        **{slot: c.is_ for slot, c in heard.constraints.items() if c.is_},
        **{slot: frozenset((value,)) for slot, value in heard.options.items()},
    }
    if values:
        fitting = [
            p.id for p in products if all(not wanted.isdisjoint(p.names(slot, variants[p.id])) for slot, wanted in values.items())
        ]
        return tuple(fitting) if len(fitting) == 1 else ()
    extreme = _EXTREME.search(heard.text.casefold())
    if extreme is None or not products:
        return ()
    prices: dict[str, Decimal] = {p.id: variants[p.id].price for p in products}
    end = min(prices.values()) if extreme["low"] else max(prices.values())
    fitting = [i for i, price in prices.items() if price == end]
    return tuple(fitting) if len(fitting) == 1 else ()
