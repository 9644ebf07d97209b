"""From words to an `Understanding`: what is found in a message, which intents it has, and what each thing found is for.

A value may be a wish (a constraint), a question (`asked`), the variant chosen (`options`), or only point at a product; which, the
intent of its clause says.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from data.constraint import Constraint
from data.lexicon import Lexicon
from nlu import counting, decide, details, ordering
from nlu.answering import chosen
from nlu.asked import asked_of, product_meant
from nlu.encoder import SentenceEncoder
from nlu.linking import Linked, linked
from nlu.message import Message, read, readable
from nlu.model import UnderstandingModel
from nlu.of_parts import asked_parts, with_parts, without_looks_of_parts, without_worn_parts
from nlu.pointed import CART, NO_OPTIONS, POINTING, QUESTIONS, WISHES, alone, indefinite, meant, names_more, of_a_part, plausible
from nlu.query import query_of
from nlu.reading import Reading, everything, over
from nlu.references import Pointer
from nlu.similar import Similar
from nlu.sizes import leg_not_kept
from nlu.spans import Span, negate
from nlu.spelling import Known, Spelling
from nlu.turns_of_phrase import AROUND_A_VALUE, EXTREME
from nlu.understanding import OUT_OF_SCOPE, Context, Intent, Relative, Sentiment, Understanding
from nlu.unstocked import type_words
from nlu.wishes import constraints_of, modes_of
from nlu.words import BRAND, CATEGORY, COLORS_SLOT, ENDS, GENDER, NEGATIVE, NO_SLIPS, PEOPLE, POSITIVE, SIZE

_SEARCHES = WISHES - {"relax_constraint", "give_feedback", "show_more"}
_OF_FIT = frozenset((SIZE, "fit", "length", "width"))
_OF_CART = frozenset({"add_to_cart", "update_cart", "show_cart"})
_ANCHOR = re.compile(
    r"\b(?:with|like|match(?:es)?|matching|to|around|suits?|for|under|over|complement(?:s)?|"
    r"similar to|resembling|as|wear with|see)\s+(?:the|this|that|these|those|my|it|your|those)\b"
    r"|\b(?:go(?:es|ing)?(?: well| nicely)? with|match(?:es|ing)?|paired? with|complement(?:s|ing)?)\s+an?\b"
)
_ALONE = re.compile(r"\s*(?:$|[?.!,]|(?:on|of|in|please)\b)")
_NOR = re.compile(r"\W*(?:or|nor)\s+(?:(?:not|size)\s+)?")
_POINTS = re.compile(r"\b(?:it|its|this|that|these|those|them|ones?|both|another|more)\b")
_ASIDE = re.compile(
    r"\b(?:ok|okay|yes|yeah|yep|no|nope|please|ta|cheers|then|and|so|well|oh|hmm+|um+|maybe|actually|"
    r"sorry|i (?:meant?|said|think|"
    r"guess)|it's|that's|is|"
    r"do|what about|how about|about|show me|show|see|let me see|tell me(?: more)?(?: about)?|more about|just|now|thanks|"
    r"instead|rather|of course|"
    r"not that one|the|one|ones)\b|[^\w\s]"
)
"""What may stand around a product that is all that is pointed at."""


class Understander:
    """Opened once per store; a pure function of (text, context), safe to share between threads."""

    def __init__(self, lexicon: Lexicon, encoder: SentenceEncoder, model: UnderstandingModel | None = None) -> None:
        self.lexicon = lexicon
        self._model = model or UnderstandingModel.open(encoder)
        judged = {*POSITIVE, *NEGATIVE, *PEOPLE, *ENDS, *NO_SLIPS}
        self._similar = Similar(lexicon, encoder)
        self._known = Known(self._model.known | judged | ordering.WORDS | type_words())
        self._spelling = Spelling(lexicon, self._known)

    @property
    def common_words(self) -> frozenset[str]:
        """Words that are no slips of spelling, lower case."""
        return self._model.known

    def warm(self) -> None:
        """Embeds the store's values, for which the first need in other words would otherwise wait."""
        self._similar.warm()

    def __call__(self, text: str, context: Context | None = None) -> Understanding:
        """What `text` means after `context`. Never raises, whatever the text."""
        context = context or Context()
        message = read(text)
        if not readable(message):
            return Understanding(text=message.text, intents=(Intent(OUT_OF_SCOPE, 1.0),), notes=message.notes)
        if (
            context.awaiting
            and context.options
            and (option := chosen(message.lower, context.awaiting, context.options)) is not None
        ):
            return _answer(message, context.awaiting, option)
        at_hand = (*context.shown, *context.cart, *context.named)
        brands = (brand for p in at_hand for brand in p.attributes.get(BRAND, ()))
        message = self._spelling.mend(message, [*(p.title for p in at_hand), *brands])
        found = everything(message, context, self.lexicon, self._known)
        found = plausible(found, context)
        heard = self._model(message, context, self.lexicon, [s for s in found.spans if s.corrected])
        link = linked(found, heard, self.lexicon, context, self._similar)
        link = replace(
            link,
            spans=without_looks_of_parts(without_worn_parts(with_parts(link.spans, message, self.lexicon), message), message),
        )
        intents, parts = decide.intents_of(heard, message.lower, _evidence(found, link, context), context)
        return self._settled(found, link, context, intents, parts)

    def _settled(
        self, found: Reading, link: Linked, context: Context, intents: tuple[Intent, ...], parts: decide.Parts
    ) -> Understanding:
        lower = found.message.lower
        names = {i.name for i in intents}
        pointers = meant(found, names, context, self.lexicon)
        sentiment = details.sentiment(lower) if "give_feedback" in names else None
        about: list[Span] = []
        chosen: list[Span] = []
        wishes: list[Span] = []
        disliked: list[Span] = []
        of_parts = asked_parts(lower, [span for span, _ in link.spans])
        for span, role in link.spans:
            intent = next((name for start, end, name in parts if start <= span.start < end), intents[-1].name)
            use = self._use(span, role, intent, found, pointers, sentiment, context, of_parts)
            if use == "asked":
                about.append(span)
            elif use == "option":
                chosen.append(span)
            elif use == "wish":
                wishes.append(span)
                disliked += [span] if sentiment == "negative" and intent == "give_feedback" else []
        if len(wishes) == 1 and _ruled_out_before(wishes[0], lower, context):
            wishes = [negate(wishes[0])]
        if _of_the_product(names, wishes, found, context):
            # "I'd be a medium, could you put it in my basket": the size is of what is bought, and searches nothing.
            chosen += wishes
            wishes, names = [], {"add_to_cart"}
            intents = tuple(i for i in intents if i.name == "add_to_cart")
        chosen.sort(key=lambda span: span.start)
        asked = {}
        if names & QUESTIONS:
            shown = (context.user or "").lower() if context.action == "visual_detail" else ""
            asked = asked_of(found.message, about, product_meant(pointers, context), self.lexicon, shown)
        wished = names & WISHES
        constraints, phrases = constraints_of(
            replace(found, bounds=link.bounds), wishes, with_bounds=bool(wished), disliked=disliked
        )
        relatives = self._relatives(found, pointers) if wished else ()
        if relatives and not (names & (POINTING - {"request_recommendation"})):
            pointers = [p for p in pointers if all(p.reference.product_id != r.product_id for r in relatives)]
        extreme = EXTREME.fullmatch(lower) if names == {"refine_search"} else None
        order = found.sort[0] if found.sort and _ordered(names, found) else None
        if extreme is not None:
            pointers, order = [], extreme.lastgroup
        taken = [(b.start, b.end) for b in found.bounds] + [(p.start, p.end) for p in pointers]
        taken += [(s.start, s.end) for s in found.spans if s.slot == SIZE]
        numbered = any(p.reference.text.isdigit() for p in pointers)  # "put 1 and 2 in my cart"
        loose = [(b.start, b.end) for b in found.bounds if not b.marked]  # "up to five" may count, in a cart
        elsewhere = [(start, end) for start, end, name in parts if name not in _SEARCHES]
        counted = names & (CART | {"affirm"}) or context.awaiting == "quantity"
        return Understanding(
            text=found.message.text,
            intents=intents,
            constraints=constraints,
            modes=modes_of(lower, constraints, context, wishes),
            relatives=relatives,
            dropped=tuple(s for s in dict.fromkeys((*found.let_go.slots, *link.dropped)) if s not in constraints)
            if wished or not names & CART
            else (),
            dropped_values=found.let_go.values or {},
            asked=asked,
            options={span.slot: span.values[0] for span in chosen},
            chosen=constraints_of(found, chosen, with_bounds=False)[1],
            references=tuple(dict.fromkeys(p.reference for p in pointers)),
            quantity=(counting.bought(lower, [t for t in taken if t not in loose]) or (None if numbered else link.quantity))
            if counted
            else counting.changed(lower, taken, in_cart=context.action in _OF_CART),
            sort=order,  # type: ignore[arg-type]
            highlight=found.highlight[0] if found.highlight and wished else None,  # type: ignore[arg-type]
            sentiment=sentiment,
            order_id=found.order[0] if found.order else None,
            email=found.email[0] if found.email else None,
            command=details.command(lower),
            corrections=tuple(dict.fromkeys([*found.message.corrections, *(c for s in found.spans for c in s.corrected)])),
            phrases=phrases,
            query=query_of(found, pointers, elsewhere) if names & _SEARCHES else "",
            notes=(*found.message.notes, *_of_legs(found, [*wishes, *chosen])),
            read=found.message.mended if found.message.edits else "",
        )

    def _use(
        self,
        span: Span,
        role: str | None,
        intent: str,
        found: Reading,
        pointers: Sequence[Pointer],
        sentiment: Sentiment | None,
        context: Context,
        parts: Container[Span],
    ) -> str | None:
        """What a value is for: "wish", "asked", "option", or None where it only points or says nothing."""
        lower = found.message.lower
        if over(span, pointers):
            any_one = any(over(span, [p]) and indefinite(p, lower) for p in pointers)
            return "option" if intent == "add_to_cart" and any_one and _not_as_shown(span, pointers, context) else None
        if role is not None and intent in WISHES:
            started = intent in ("find_similar", "complete_look") and _anchors(lower, span, intent)
            return None if started else "wish"
        if intent in CART:
            return None if span.slot in NO_OPTIONS or span.negated else "option"
        if role in ("asked", "option"):
            return role
        if intent == "ask_size_fit" and span.slot not in _OF_FIT:
            return None  # "does it run small" asks for no running
        if intent in QUESTIONS:
            if span in parts:
                return "asked"  # "is the sole white"
            part = of_a_part(span) and _ALONE.match(lower, span.end)
            if span.slot == CATEGORY or (not part and re.search(r"\bthe\s+(?:\w+\s)?$", lower[: span.start])):
                return None  # "the blue one"; but "show me the v-neck"
            return "asked"
        if intent in ("find_similar", "complete_look"):
            return None if _anchors(lower, span, intent) else "wish"
        if intent == "give_feedback":
            taste = span.negated or (
                sentiment == "negative"
                and bool(re.search(r"\b(?:hate|can'?t stand|dislike|loathe|detest|never|don'?t like|don'?t wear)\b", lower))
            )
            return "wish" if taste and span.slot != CATEGORY else None
        if intent not in WISHES:
            return None
        return "wish"

    def _relatives(self, found: Reading, pointers: Sequence[Pointer]) -> tuple[Relative, ...]:
        out = []
        for one in found.comparatives:
            than = next((p for p in pointers if one.end <= p.start <= one.end + 8), None)
            said = found.message.said(one.start, than.end if than else one.end)
            out.append(Relative(said, one.slot, one.direction, than.reference.product_id if than else None))
        return tuple(out)


def _of_legs(found: Reading, spans: Sequence[Span]) -> tuple[str, ...]:
    """That a leg's length was said, and that the shop's sizes have none."""
    sizes = [(found.message.said(s.start, s.end), s.values[0]) for s in spans if s.slot == SIZE and len(s.values) == 1]
    waists = dict.fromkeys(waist for said, value in sizes if (waist := leg_not_kept(said, value)))
    return tuple(f"The shop states no leg length with this size, so only the {waist} counts." for waist in waists)


def _ruled_out_before(span: Span, lower: str, context: Context) -> bool:
    """Whether one value is all that is said, and goes on with what was ruled out: "or cream", after "not white"."""
    old = context.constraints.get(span.slot, Constraint())
    alone = _NOR.fullmatch(lower[: span.start]) is not None and not lower[span.end :].strip(" .!")
    return alone and bool(old.not_) and not old.is_ and not span.negated


def _not_as_shown(span: Span, pointers: Sequence[Pointer], context: Context) -> bool:
    """Whether what is said of the only product meant is so of another variant than the one shown: "add a black one"."""
    ids = {p.reference.product_id for p in pointers if over(span, [p])}
    shown = [one for one in context.shown if one.id in ids]
    of_variants = span.slot in (COLORS_SLOT, SIZE) and not span.negated
    return of_variants and len(ids) == len(shown) == 1 and not set(span.values) & set(shown[0].attributes.get(span.slot, ()))


def _answer(message: Message, slot: str, option: str) -> Understanding:
    """The option asked for is named, and nothing else."""
    constraint = Constraint(is_=frozenset((option.casefold(),)))
    return Understanding(
        text=message.text, intents=(Intent("refine_search", 1.0),), constraints={slot: constraint}, notes=message.notes
    )


def _evidence(found: Reading, link: Linked, context: Context) -> decide.Found:
    types = {v for s, role in link.spans if s.slot == CATEGORY and role in (None, "wish") and not s.negated for v in s.values}
    old = context.constraints.get(CATEGORY, Constraint()).is_
    lower = found.message.lower
    by_itself = alone(found)
    named = details.blanked(lower, [(p.start, p.end) for p in by_itself])
    places = [(s.start, s.end) for s, _ in link.spans]
    return decide.Found(
        category=bool(types),
        same_category=bool(types) and not old.isdisjoint(types),
        order=found.order is not None,
        email=found.email is not None,
        wish=bool(link.bounds) or any(role in (None, "wish", "not") for s, role in link.spans if not over(s, found.pointers)),
        chosen=any(role == "option" for _, role in link.spans),
        pointed=any(p.strong for p in found.pointers),
        types=len(types),
        highlight=found.highlight is not None,
        bounded=bool(link.bounds),
        optional=any(s.slot in (SIZE, COLORS_SLOT) for s, _ in link.spans),
        valued=any(s.slot not in (CATEGORY, "price", "rating") for s, _ in link.spans),
        dear=any(c.slot == "price" for c in found.comparatives),
        another_kind=_another_kind(link, found, context),
        of_those_at_hand=link.of_those_at_hand,
        people=bool(link.spans) and not link.bounds and all(s.slot == GENDER for s, _ in link.spans),
        bare_value=bool(link.spans) and not types and not re.sub(AROUND_A_VALUE, " ", details.blanked(lower, places)).strip(),
        quantity=link.quantity is not None or counting.bought(lower, ()) is not None,
        command=details.command(lower),
        bare_pointer=any(names_more(lower, p, found.spans) for p in by_itself)
        and any(p.strong or re.search(r"\b(?:one|pair|item)\b", p.reference.text) for p in by_itself)
        and not re.sub(_ASIDE, " ", named).strip(),
    )


def _another_kind(link: Linked, found: Reading, context: Context) -> bool:
    """Whether a type is named that the product talked about is not of, by somebody who points at none."""
    kinds = {value for s, _ in link.spans if s.slot == CATEGORY and not s.negated for value in s.values}
    own = context.talked_of.attributes.get(CATEGORY, ()) if context.talked_of is not None else ()
    at_hand = {v for one in (*context.shown, *context.cart, *context.named) for v in one.attributes.get(CATEGORY, ())}
    return bool(kinds and own) and kinds.isdisjoint((*own, *at_hand)) and _POINTS.search(found.message.lower) is None


def _ordered(names: set[str], found: Reading) -> bool:
    """Whether an order said is one that products are wanted in."""
    assert found.sort
    if names == {OUT_OF_SCOPE}:
        return False  # "how do I sort a list of prices from low to high"
    return bool(names & WISHES) or ordering.is_order(found.message.lower, found.sort[1])


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
    if last is not None and not re.search(r"[,.;?!]|\b(?:but|only|in|under|with)\b", clause[last.end() :]):
        return True
    if intent == "complete_look":
        after = lower[span.end :]
        return bool(re.search(r",.*\b(?:with it|it|match|them)\b", after)) and not re.search(
            r"\b(?:what|which|a|an|any|some)\s+(?:\w+\s)?$", clause
        )
    return False
