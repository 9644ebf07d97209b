"""From words to an `Understanding`: what is found in a message, which intents it has, and what each thing found is for.

A value may be a wish (a constraint), a question (`asked`), the variant chosen (`options`), or only point at a product; which, the
intent of its clause says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.constraint import Constraint
from data.lexicon import Lexicon
from nlu import decide, details
from nlu.asked import asked_of, product_meant
from nlu.clauses import clauses
from nlu.encoder import SentenceEncoder
from nlu.intents import LABELS, IntentHead
from nlu.message import read, readable
from nlu.query import query_of
from nlu.reading import Reading, everything, over
from nlu.references import Pointer, everyone
from nlu.spans import Span
from nlu.spelling import Known, Spelling
from nlu.understanding import OUT_OF_SCOPE, Context, Intent, Relative, Sentiment, Understanding
from nlu.unstocked import type_words
from nlu.wishes import constraints_of, modes_of
from nlu.words import CATEGORY, COLORS_SLOT, NEGATIVE, PEOPLE, POSITIVE, SIZE

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
_QUESTIONS = frozenset(
    ["ask_product_detail", "ask_visual_detail", "ask_size_fit", "check_availability", "ask_reviews", "compare_products"]
)
_OF_FIT = frozenset((SIZE, "fit", "length", "width"))
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
_PLAIN = re.compile(
    r"\b(?:in|an?|the|please|only|just|ones?|it|size|some|maybe|um|hmm|actually|i'd|i'm|i am|he's|she's|it's|i|like|want|"
    r"rather|them|those|"
    r"and|or|but|not|no|also|ok|okay|yes|yeah|then|so|well|for|my|instead|thanks|waist)\b|"
    r"[^\w\s]"
)
_BARE_PLACE = re.compile(
    r"(?:and )?(?:the )?(?:first|second|third|fourth|fifth|sixth|last|1st|2nd|3rd|4th|5th|6th)"
    r"(?: (?:one|pair|two))?(?: please| too)?"
)
"""A clause that only points on: what is done with it, the clause before says."""
_WHICH = re.compile(r"\b(?:which|what) (?:one|of|is|are|has|have|looks?)\b")
_ASIDE = re.compile(
    r"\b(?:ok|okay|yes|yeah|yep|no|nope|please|ta|cheers|then|and|so|well|oh|hmm+|um+|maybe|actually|"
    r"sorry|i (?:meant?|said|think|"
    r"guess)|it's|that's|is|"
    r"do|what about|how about|about|show me|show|see|let me see|tell me(?: more)?(?: about)?|more about|just|now|thanks|"
    r"instead|rather|of course|"
    r"not that one|the|one|ones)\b|[^\w\s]"
)
"""What may stand around a product that is all that is pointed at."""


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    intent: str


class Understander:
    """Opened once per store; a pure function of (text, context), safe to share between threads."""

    def __init__(self, lexicon: Lexicon, encoder: SentenceEncoder, head: IntentHead | None = None) -> None:
        self._lexicon = lexicon
        self._encoder = encoder
        self._head = head or IntentHead.open(encoder=encoder.fingerprint)
        judged = {*POSITIVE, *NEGATIVE, *PEOPLE}
        self._known = Known(self._head.known | encoder.words | judged | type_words())
        self._spelling = Spelling(lexicon, self._known)

    def __call__(self, text: str, context: Context | None = None) -> Understanding:
        """What `text` means after `context`. Never raises, whatever the text."""
        context = context or Context()
        message = read(text)
        if not readable(message):
            return Understanding(text=message.text, intents=(Intent(OUT_OF_SCOPE, 1.0),), notes=message.notes)
        at_hand = (*context.shown, *context.cart, *context.named)
        message = self._spelling.mend(message, [p.title for p in at_hand])
        found = everything(message, context, self._lexicon, self._known)
        intents, parts = self._intents(found, context)
        return self._settled(found, context, intents, parts)

    def _intents(self, found: Reading, context: Context) -> tuple[tuple[Intent, ...], tuple[_Clause, ...]]:
        lower = found.message.lower
        edges = clauses(found.message)
        said = [lower[a:b].strip(" ,.;") or lower for a, b in edges] if len(edges) > 1 else []
        texts = [lower.strip(), *said]
        vectors = self._encoder.encode(texts)
        chances = self._head.probabilities(texts, vectors)
        near = self._head.nearness(vectors)
        stretches = [(0, len(lower)), *(edges if said else ())]
        evidence = [self._evidence(found, stretch, context) for stretch in stretches]
        bent = [
            decide.bent(row, text, proof, context, float(n))
            for row, text, proof, n in zip(chances, texts, evidence, near, strict=True)
        ]
        for at in range(2, len(bent)):
            if _BARE_PLACE.fullmatch(texts[at]):
                bent[at] = bent[at - 1]  # "I'll take the first one and the third one" buys both
        intents = decide.guarded(decide.together(bent[1:], bent[0]), evidence[0])
        names = {i.name for i in intents}
        parts: list[_Clause] = []
        for (start, end), row in zip(edges if said else [(0, len(lower))], bent[1:] if said else bent[:1], strict=True):
            own = LABELS[int(row.argmax())]
            if own not in names:
                own = parts[-1].intent if parts else intents[0].name
            parts.append(_Clause(start, end, own))
        return tuple(intents), tuple(parts)

    def _evidence(self, found: Reading, stretch: tuple[int, int], context: Context) -> decide.Found:
        start, end = stretch
        whole = stretch == (0, len(found.message.lower))

        def here(a: int) -> bool:
            return start <= a < end

        beyond = [c.end for c in found.comparatives]  # "cheaper than the second" wishes, it does not point
        pointed = [p for p in found.pointers if here(p.start) and not any(e <= p.start <= e + 8 for e in beyond)]
        strong = [p for p in pointed if p.strong]
        spans = [s for s in found.spans if here(s.start) and not over(s, strong)]
        types = [v for s in spans if s.slot == CATEGORY and not s.negated for v in s.values]
        old = context.constraints.get(CATEGORY, Constraint()).is_
        plain = re.sub(_PLAIN, " ", details.blanked(found.message.lower, [(s.start, s.end) for s in spans])[start:end])
        values_ = any(s.slot != CATEGORY for s in spans)
        alone = [p for p in pointed if not p.reference.text.lower().endswith("ones")]
        named = details.blanked(found.message.lower, [(p.start, p.end) for p in alone])
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
            bare_pointer=whole
            and any(_names_more(found.message.lower, p, found.spans) for p in alone)
            and any(p.strong or re.search(r"\b(?:one|pair|item)\b", p.reference.text) for p in alone)
            and not re.sub(_ASIDE, " ", named).strip(),
            unstocked=any(s.slot == CATEGORY and not s.negated and s in found.unstocked for s in spans),
            measured=any(here(a) for a, _ in found.measured),
            bare_value=whole and bool(spans) and values_ and not types and not plain.strip(),
        )

    def _settled(
        self, found: Reading, context: Context, intents: tuple[Intent, ...], parts: tuple[_Clause, ...]
    ) -> Understanding:
        lower = found.message.lower
        names = {i.name for i in intents}
        points = bool(names & _POINTING) or bool(context.shown or context.cart)
        pointers = [p for p in found.pointers if (points and (p.strong or names & _POINTING))]
        if "compare_products" in names and len({p.reference for p in pointers}) < 2 and _WHICH.search(lower):
            pointers = everyone(found.message, context)
        sentiment = details.sentiment(lower) if "give_feedback" in names else None
        about: list[Span] = []
        options: dict[str, str] = {}
        wishes: list[Span] = []
        disliked: list[Span] = []
        for span in found.spans:
            intent = next((p.intent for p in parts if p.start <= span.start < p.end), intents[-1].name)
            use = self._use(span, intent, found, pointers, sentiment)
            if use == "asked":
                about.append(span)
            elif use == "option":
                options[span.slot] = span.values[0]
            elif use == "wish":
                wishes.append(span)
                disliked += [span] if sentiment == "negative" and intent == "give_feedback" else []
        if _of_the_product(names, wishes, found, context):
            # "I'd be a medium, could you put it in my basket": the size is of what is bought, and searches nothing.
            options |= {span.slot: span.values[0] for span in wishes}
            wishes, names = [], {"add_to_cart"}
            intents = tuple(i for i in intents if i.name == "add_to_cart")
        asked = {}
        if names & _QUESTIONS:
            asked = asked_of(found.message, about, product_meant(pointers, context), self._lexicon)
        wished = names & _WISHES
        constraints, phrases = constraints_of(found, wishes, with_bounds=bool(wished), disliked=disliked)
        relatives = self._relatives(found, pointers) if wished else ()
        if relatives and not (names & (_POINTING - {"request_recommendation"})):
            pointers = [p for p in pointers if all(p.reference.product_id != r.product_id for r in relatives)]
        taken = [(b.start, b.end) for b in found.bounds] + [(p.start, p.end) for p in pointers]
        taken += [(s.start, s.end) for s in found.spans if s.slot == SIZE]
        elsewhere = [(p.start, p.end) for p in parts if p.intent not in _SEARCHES]
        counted = names & (_CART | {"affirm"}) or context.awaiting == "quantity"
        return Understanding(
            text=found.message.text,
            intents=intents,
            constraints=constraints,
            modes=modes_of(lower, constraints, context),
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
            corrections=tuple(dict.fromkeys([*found.message.corrections, *(c for s in found.spans for c in s.corrected)])),
            phrases=phrases,
            query=query_of(found, pointers, elsewhere) if names & _SEARCHES else "",
            notes=found.message.notes,
            read=found.message.mended if found.message.edits else "",
        )

    def _use(
        self, span: Span, intent: str, found: Reading, pointers: Sequence[Pointer], sentiment: Sentiment | None
    ) -> str | None:
        """What a value is for: "wish", "asked", "option", or None where it only points or says nothing."""
        lower = found.message.lower
        if over(span, pointers):
            return None
        if intent in _CART:
            return None if span.slot == CATEGORY or span.negated else "option"
        if intent == "ask_size_fit" and span.slot not in _OF_FIT:
            return None  # "does it run small" asks for no running
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

    def _relatives(self, found: Reading, pointers: Sequence[Pointer]) -> tuple[Relative, ...]:
        out = []
        for one in found.comparatives:
            than = next((p for p in pointers if one.end <= p.start <= one.end + 8), None)
            said = found.message.said(one.start, than.end if than else one.end)
            out.append(Relative(said, one.slot, one.direction, than.reference.product_id if than else None))
        return tuple(out)


def _of_the_product(names: set[str], wishes: Sequence[Span], found: Reading, context: Context) -> bool:
    """Whether all that is wished beside a purchase is a size or a colour, and it is known what is bought."""
    if names != {"refine_search", "add_to_cart"} or not wishes or found.bounds or found.sort or found.comparatives:
        return False
    options = all(span.slot in (SIZE, COLORS_SLOT) and not span.negated for span in wishes)
    return options and bool(context.focus or len(context.shown) == 1)


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


def _names_more(lower: str, pointer: Pointer, spans: Sequence[Span]) -> bool:
    """Whether a product is called by more than its type and colour: "rain jacket" may be a title, and is looked for anyway."""
    said = details.blanked(lower, [(s.start, s.end) for s in spans])[pointer.start : pointer.end]
    return any(c.isalnum() for c in said)
