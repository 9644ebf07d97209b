"""From words to an `Understanding`: what is found in a message, which intents it has, and what each thing found is for.

A value may be a wish (a constraint), a question (`asked`), the variant chosen (`options`), or only point at a product; which, the
intent of its clause says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from data.constraint import Constraint, Phrase
from data.lexicon import Lexicon
from nlu import decide, details, negation, ranking, references, values
from nlu.bounds import Bound, bounds
from nlu.clauses import clauses
from nlu.dropping import Dropped, dropped
from nlu.encoder import SentenceEncoder
from nlu.intents import LABELS, IntentHead
from nlu.message import Message, read, readable
from nlu.understanding import (
    OUT_OF_SCOPE,
    Context,
    Intent,
    Mode,
    Relative,
    Sentiment,
    Understanding,
)
from nlu.values import Span
from nlu.words import CATEGORY, SIZE, STOP

_WISHES = frozenset(
    [
        "browse_category",
        "browse_highlights",
        "search_product",
        "refine_search",
        "relax_constraint",
        "show_more",
        "find_similar",
        "complete_look",
        "request_recommendation",
        "give_feedback",
    ]
)
_SEARCHES = _WISHES - {"relax_constraint", "give_feedback", "show_more"}
_FILLER = STOP | frozenset(
    [
        "am",
        "anything",
        "but",
        "can",
        "different",
        "don't",
        "goes",
        "i'll",
        "i'm",
        "maybe",
        "ones",
        "really",
        "rather",
        "suits",
        "than",
        "these",
        "wear",
        "which",
    ]
)
_QUESTIONS = frozenset(
    ["ask_product_detail", "ask_visual_detail", "ask_size_fit", "check_availability", "ask_reviews", "compare_products"]
)
_CART = frozenset({"add_to_cart", "update_cart"})
_POINTING = (
    _QUESTIONS
    | _CART
    | frozenset(["find_similar", "complete_look", "give_feedback", "ask_explanation", "request_recommendation"])
)
_ANCHOR = re.compile(
    r"\b(?:with|like|match(?:es)?|matching|to|around|suits?|for|under|over|complement(?:s)?|"
    r"similar to|resembling|as|wear with|see)\s+(?:the|this|that|these|those|my|it|your|those)\b"
)
_ADD = re.compile(r"\b(?:also|too|as well|either|additionally|or also)\b|^\W*or\b")
_BESIDE = re.compile(r"\b(?:compare|difference|versus|vs|better than|or the)\b")
_ANY = re.compile(
    r"\W*(?:any(?: of them| one|thing)?(?: is fine| will do)?|either|whatever|whichever|all|no preference|not bothered|"
    r"(?:i |it |that )?(?:don'?t|doesn'?t|do not|does not) (?:really )?(?:mind|care|matter)|you choose)\W*"
)
_PLAIN = re.compile(
    r"\b(?:in|an?|the|please|only|just|ones?|it|size|some|maybe|um|hmm|actually|i'd|i|like|want|rather|them|those|and|or|but|not|no|also)\b|"
    r"[^\w\s]"
)
_NARROW = re.compile(r"\b(?:as well|also|and)\b")
_COURTESY = re.compile(
    r"\b(?:please|thanks|thank you|hi|hello|hey|can you|could you|would you|do you have|have you got|"
    r"got any|i am|i'm|looking for|look for|i need|i want|"
    r"i'd like|i'd love|show me|find me|give me|gimme|searching for|after|to buy|a pair of|some|"
    r"any|something|anything|actually|instead|also|only)\b"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    intent: str


@dataclass(frozen=True, slots=True)
class _Reading:
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


class Understander:
    """Opened once per store; a pure function of (text, context), safe to share between threads."""

    def __init__(self, lexicon: Lexicon, encoder: SentenceEncoder, head: IntentHead | None = None) -> None:
        self._lexicon = lexicon
        self._encoder = encoder
        self._head = head or IntentHead.open(encoder=encoder.fingerprint)
        self._known = self._head.known | encoder.words
        self._knows = frozenset({*lexicon.slots, "price", "rating"})

    def __call__(self, text: str, context: Context | None = None) -> Understanding:
        """What `text` means after `context`. Never raises, whatever the text."""
        context = context or Context()
        message = read(text)
        if not readable(message):
            return Understanding(text=message.text, intents=(Intent(OUT_OF_SCOPE, 1.0),), notes=message.notes)
        found = self._read(message, context)
        intents, parts = self._intents(found, context)
        return self._settled(found, context, intents, parts)

    def _read(self, message: Message, context: Context) -> _Reading:
        lower, text = message.lower, message.text
        mail = details.email(lower, text)
        taken = [mail[1]] if mail else []
        tracking = context.action == "order_status" or context.awaiting in ("order_id", "order", "email")
        order = details.order_id(lower, text, taken, tracking=tracking)
        taken += [order[1]] if order else []
        places = references.places(lower, text, context)
        taken += [(p.start, p.end) for p in places if p.reference.product_id or "between" in p.reference.text.lower()]
        numbers = [b for b in bounds(lower, awaiting=context.awaiting) if not _touch((b.start, b.end), taken)]
        taken += [(b.start, b.end) for b in numbers]
        taken += [(p.start, p.end) for p in places]
        sort = ranking.sort_word(lower, taken)
        taken += [sort[1]] if sort else []
        compared = ranking.comparatives(lower, taken)
        taken += [(c.start, c.end) for c in compared if c.slot != SIZE]
        list_word = ranking.highlight(lower, taken)
        taken += [list_word[1]] if list_word and list_word[0] != "bestseller" else []
        spans = values.find(message, self._lexicon, self._known, taken, context.awaiting)
        let_go = dropped(lower, spans, self._lexicon.slots, context.constraints)
        spans = [s for s in negation.apply(lower, spans) if not _touch((s.start, s.end), let_go.taken)]
        if context.awaiting in self._knows and _ANY.fullmatch(lower):
            let_go = replace(let_go, slots=(*let_go.slots, str(context.awaiting)))
        if (
            not let_go.slots
            and re.search(r"\b(?:bit|little) more\b[^.]*$|\bspend more\b", lower)
            and "price" in context.constraints
            and not numbers
        ):
            let_go = replace(let_go, slots=("price",))
        cart_first = bool(re.search(r"\b(?:remove|take|cart|basket|make|change|swap|delete|bag)\b", lower))
        names = [p for p in references.named(lower, text, context, spans) if not _over(p, places)]
        looks = references.described(lower, text, spans, context, cart_first=cart_first)
        sure = [*places, *names]
        pointers = sorted([*sure, *(p for p in looks if not _over(p, sure))], key=lambda p: p.start)
        if not pointers or _BESIDE.search(lower):
            pointers = sorted([*pointers, *references.pronouns(lower, text, context)], key=lambda p: p.start)
        return _Reading(
            message, tuple(numbers), tuple(spans), let_go, tuple(pointers), sort, tuple(compared), list_word, order, mail
        )

    def _intents(self, found: _Reading, context: Context) -> tuple[tuple[Intent, ...], tuple[_Clause, ...]]:
        lower = found.message.lower
        edges = clauses(found.message)
        said = [lower[a:b].strip(" ,.;") or lower for a, b in edges] if len(edges) > 1 else []
        texts = [lower.strip(), *said]
        vectors = self._encoder.encode(texts)
        chances = self._head.probabilities(texts, vectors)
        near = self._head.nearness(vectors)
        stretches = [(0, len(lower)), *(edges if said else ())]
        bent = [
            decide.bent(row, text, self._evidence(found, stretch, context), context, float(n))
            for row, text, stretch, n in zip(chances, texts, stretches, near, strict=True)
        ]
        intents = decide.together(bent[1:], bent[0])
        names = {i.name for i in intents}
        parts: list[_Clause] = []
        for (start, end), row in zip(edges if said else [(0, len(lower))], bent[1:] if said else bent[:1], strict=True):
            own = LABELS[int(row.argmax())]
            if own not in names:
                own = parts[-1].intent if parts else intents[0].name
            parts.append(_Clause(start, end, own))
        return tuple(intents), tuple(parts)

    def _evidence(self, found: _Reading, stretch: tuple[int, int], context: Context) -> decide.Found:
        start, end = stretch
        whole = stretch == (0, len(found.message.lower))

        def here(a: int) -> bool:
            return start <= a < end

        beyond = [c.end for c in found.comparatives]  # "cheaper than the second" wishes, it does not point
        pointed = [p for p in found.pointers if here(p.start) and not any(e <= p.start <= e + 8 for e in beyond)]
        strong = [p for p in pointed if p.strong]
        spans = [s for s in found.spans if here(s.start) and not _over_any(s, strong)]
        types = [v for s in spans if s.slot == CATEGORY and not s.negated for v in s.values]
        old = context.constraints.get(CATEGORY, Constraint()).is_
        plain = re.sub(_PLAIN, " ", found.message.lower[start:end])
        for span in spans:
            plain = plain.replace(found.message.lower[span.start : span.end], " ")
        values_ = any(s.slot != CATEGORY for s in spans)
        return decide.Found(
            category=bool(types),
            same_category=bool(types) and bool(old) and not old.isdisjoint(types),
            values=values_,
            bound=any(here(b.start) for b in found.bounds),
            sort=found.sort is not None and here(found.sort[1][0]),
            comparative=any(here(c.start) for c in found.comparatives),
            highlight=found.highlight is not None and here(found.highlight[1][0]),
            dropped=any(here(a) for a, _ in found.let_go.taken) or (whole and bool(found.let_go.slots)),
            pointed=bool(strong) or any(p.reference.product_id for p in pointed),
            order=found.order is not None and here(found.order[1][0]),
            email=found.email is not None and here(found.email[1][0]),
            quantity=details.quantity(found.message.lower[start:end], ()) is not None,
            command=details.command(found.message.lower) if whole else None,
            bare_value=whole and bool(spans) and values_ and not types and not plain.strip(),
        )

    def _settled(
        self, found: _Reading, context: Context, intents: tuple[Intent, ...], parts: tuple[_Clause, ...]
    ) -> Understanding:
        lower, text = found.message.lower, found.message.text
        names = {i.name for i in intents}
        points = bool(names & _POINTING) or bool(context.shown or context.cart)
        pointers = [p for p in found.pointers if (points and (p.strong or names & _POINTING))]
        sentiment = details.sentiment(lower) if "give_feedback" in names else None
        asked: dict[str, tuple[str, ...]] = {}
        options: dict[str, str] = {}
        wishes: list[Span] = []
        for span in found.spans:
            intent = next((p.intent for p in parts if p.start <= span.start < p.end), intents[-1].name)
            use = self._use(span, intent, found, pointers, sentiment)
            if use == "asked":
                asked[span.slot] = (*asked.get(span.slot, ()), *span.values)
            elif use == "option":
                options[span.slot] = span.values[0]
            elif use == "wish":
                wishes.append(span)
        if names & {"ask_product_detail", "check_availability", "ask_visual_detail"}:
            for slot in details.asked_slots(lower, self._lexicon.slots):
                asked.setdefault(slot, ())
        wished = names & _WISHES
        constraints, phrases = _constraints(found, wishes, with_bounds=bool(wished), sentiment=sentiment)
        relatives = self._relatives(found, pointers) if wished else ()
        if relatives and not (names & (_POINTING - {"request_recommendation"})):
            pointers = [p for p in pointers if all(p.reference.product_id != r.product_id for r in relatives)]
        taken = [(b.start, b.end) for b in found.bounds] + [(p.start, p.end) for p in pointers]
        taken += [(s.start, s.end) for s in found.spans if s.slot == SIZE]
        counted = names & (_CART | {"affirm"}) or context.awaiting == "quantity"
        return Understanding(
            text=text,
            intents=intents,
            constraints=constraints,
            modes=_modes(lower, constraints, context),
            relatives=relatives,
            dropped=tuple(s for s in found.let_go.slots if s not in constraints),
            dropped_values=found.let_go.values or {},
            asked=asked,
            options=options,
            references=tuple(dict.fromkeys(p.reference for p in pointers)),
            quantity=details.quantity(lower, taken) if counted else None,
            sort=found.sort[0] if found.sort and wished else None,  # type: ignore[arg-type]
            highlight=found.highlight[0] if found.highlight and wished else None,  # type: ignore[arg-type]
            sentiment=sentiment,
            order_id=found.order[0] if found.order else None,
            email=found.email[0] if found.email else None,
            command=details.command(lower),
            corrections=tuple(dict.fromkeys(c for s in found.spans for c in s.corrected)),
            phrases=phrases,
            query=_query(found, pointers, parts) if names & _SEARCHES else "",
            notes=found.message.notes,
        )

    def _use(
        self, span: Span, intent: str, found: _Reading, pointers: list[references.Pointer], sentiment: Sentiment | None
    ) -> str | None:
        """What a value is for: "wish", "asked", "option", or None where it only points or says nothing."""
        lower = found.message.lower
        if _over_any(span, pointers):
            return None
        if intent in _CART:
            return None if span.slot == CATEGORY or span.negated else "option"
        if intent in _QUESTIONS:
            if span.slot == CATEGORY or re.search(r"\bthe\s+(?:\w+\s)?$", lower[: span.start]):
                return None
            return "asked"
        if intent in ("find_similar", "complete_look"):
            return None if _anchors(lower, span, intent) else "wish"
        if intent == "give_feedback":
            taste = span.negated or (
                sentiment == "negative"
                and bool(re.search(r"\b(?:hate|can'?t stand|dislike|loathe|detest|never|don'?t like|don'?t wear)\b", lower))
            )
            return "wish" if taste and span.slot != CATEGORY else None
        if intent not in _WISHES:
            return None
        return "wish"

    def _relatives(self, found: _Reading, pointers: list[references.Pointer]) -> tuple[Relative, ...]:
        out = []
        for one in found.comparatives:
            than = next((p for p in pointers if one.end <= p.start <= one.end + 8), None)
            said = found.message.said(one.start, than.end if than else one.end)
            out.append(Relative(said, one.slot, one.direction, than.reference.product_id if than else None))
        return tuple(out)


def _constraints(
    found: _Reading, wishes: list[Span], *, with_bounds: bool, sentiment: Sentiment | None
) -> tuple[dict[str, Constraint], tuple[Phrase, ...]]:
    """Constraints and the words for them, of the values wished and the bounds."""
    lower, made = found.message.lower, dict[str, Constraint]()
    phrases: list[Phrase] = []
    for span in wishes:
        old = made.get(span.slot, Constraint())
        ruled_out = span.negated or sentiment == "negative"
        new = frozenset(span.values)
        is_ = old.is_ if ruled_out else old.is_ | new
        not_ = old.not_ | new if ruled_out else old.not_
        made[span.slot] = replace(old, is_=is_ - not_, not_=not_)
        start = _phrase_start(lower, span) if ruled_out else span.start
        said = found.message.said(start, span.end)
        phrases += [Phrase(said, span.slot, value, "not" if ruled_out else "is") for value in span.values]
    for bound in found.bounds if with_bounds else ():
        said = found.message.said(bound.start, bound.end)
        old = made.get(bound.slot, Constraint())
        made[bound.slot] = replace(
            old, min=old.min if bound.low is None else bound.low, max=old.max if bound.high is None else bound.high
        )
        if bound.low is not None:
            phrases.append(Phrase(said, bound.slot, _plain(bound.low), "min"))
        if bound.high is not None:
            phrases.append(Phrase(said, bound.slot, _plain(bound.high), "max"))
    return {slot: c for slot, c in made.items() if c}, tuple(phrases)


def _phrase_start(lower: str, span: Span) -> int:
    """Where the shopper's words for a negation begin: at its cue, if that is near."""
    before = re.search(
        (
            r"\b(?:not|no|nor|without|except(?: for)?|anything but|everything but|but not|never|avoid|"
            r"hate|isn't|aren't|instead of|other than)\s+(?:(?:in|with|made of|any|a|an|the|from)\s+){0,2}$"
        ),
        lower[: span.start],
    )
    return before.start() if before else span.start


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _modes(lower: str, constraints: dict[str, Constraint], context: Context) -> dict[str, Mode]:
    out: dict[str, Mode] = {}
    for slot, new in constraints.items():
        old = context.constraints.get(slot)
        if not old:
            continue
        number = new.min is not None or new.max is not None
        if number:
            if _NARROW.search(lower):
                out[slot] = "narrow"
        elif new.is_ and _ADD.search(lower) and old.is_:
            out[slot] = "add"
    return out


def _anchors(lower: str, span: Span, intent: str) -> bool:
    """Whether a value describes the product started from, not the one sought."""
    clause = lower[: span.start]
    last = max(_ANCHOR.finditer(clause), key=lambda m: m.start(), default=None)
    if last is not None and not re.search(r"[,.;]|\b(?:but|only|in|under|with)\b", clause[last.end() :]):
        return True
    if intent == "complete_look":
        after = lower[span.end :]
        return bool(re.search(r",.*\b(?:with it|it|match|them)\b", after)) and not re.search(
            r"\b(?:what|which|a|an|any|some)\s+(?:\w+\s)?$", clause
        )
    return False


def _query(found: _Reading, pointers: list[references.Pointer], parts: tuple[_Clause, ...]) -> str:
    """What is left for semantic search once numbers, references, order words, negations and courtesies are out."""
    lower = list(found.message.lower)
    out = [(b.start, b.end) for b in found.bounds] + [(p.start, p.end) for p in pointers] + list(found.let_go.taken)
    out += [(_phrase_start(found.message.lower, s), s.end) for s in found.spans if s.negated]
    out += [one[1] for one in (found.sort, found.highlight, found.order, found.email) if one]
    out += [(c.start, c.end) for c in found.comparatives]
    out += [(p.start, p.end) for p in parts if p.intent not in _SEARCHES]
    for start, end in out:
        lower[start:end] = " " * (end - start)
    text = "".join(lower)
    for correction in {c for s in found.spans for c in s.corrected}:
        text = text.replace(correction.from_.lower(), correction.to)
    words = re.sub(r"[^\w\s'&/.-]|(?<!\d)\.(?!\d)", " ", _COURTESY.sub(" ", text)).split()
    while words and words[0] in _FILLER:
        words = words[1:]
    while words and words[-1] in _FILLER:
        words = words[:-1]
    return " ".join(words).strip(" .-'")


def _touch(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _over(pointer: references.Pointer, others: list[references.Pointer]) -> bool:
    return any(pointer.start < o.end and o.start < pointer.end for o in others)


def _over_any(span: Span, pointers: list[references.Pointer]) -> bool:
    return any(span.start < p.end and p.start < span.end for p in pointers)
