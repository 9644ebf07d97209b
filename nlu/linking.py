"""Marked stretches linked to the store's values: what the model marks, read through the lexicon and the patterns.

The model says where a value stands, of which slot, and what it is for; the lexicon says which value of the store that is. Where
the store has none, the shopper's own word stands, so that it can be said that there is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data.constraint import Constraint
from data.folding import fold_words
from data.lexicon import Lexicon
from data.words import american, singular, singular_phrase
from nlu import negation
from nlu.bounds import Bound
from nlu.details import blanked
from nlu.message import Message
from nlu.model import Heard, Marked
from nlu.numbers import NUMBER, value
from nlu.of_parts import of_parts, part_names
from nlu.put_right import bounds_put_right, spans_put_right
from nlu.reading import Reading, touch
from nlu.similar import Similar
from nlu.sizes import canonical
from nlu.spans import Span
from nlu.turns_of_phrase import ANY_BUT, AROUND_A_VALUE, GONE_WITH, PUT_RIGHT, REPEATED
from nlu.understanding import Context
from nlu.unstocked import is_type, type_words
from nlu.values import COLORED, of_weather
from nlu.words import BRAND, CATEGORY, COLORS_SLOT, FEATURES, GENDER, MATERIAL, NO_SLIPS, SIZE, SLOT_WORDS

NAMED = frozenset((CATEGORY, COLORS_SLOT, SIZE, MATERIAL, BRAND, "pattern"))
"""Slots whose values are kept as said where the store has no such value."""

LOOSE = frozenset(("style", "occasion", "feature", "recipient", GENDER))
"""Slots of the model that may be any slot of a store."""

_NO_VALUES = frozenset(("price", "rating", "quantity", "ref"))
_WAYS = frozenset(("style", "occasion", "feature"))
_LOOKS = frozenset((COLORS_SLOT, MATERIAL, "pattern"))

SURE, DOUBTED, PLAIN, MISSED, SIZED, BOUND, CERTAIN, SLIP = 0.3, 0.6, 0.6, 0.7, 0.9, 0.97, 0.9, 0.99
NAMED_SURELY, MAKER = 0.85, 0.4
_DISLIKED = re.compile(r"\b(?:don'?t|do not|never) (?:really |much )?(?:care|go) (?:much )?for\s+$")
_UNSHOWN = re.compile(
    r"\b(?:don'?t|do not|never|stop) (?:show(?:ing)?|giv(?:e|ing)|send(?:ing)?|includ(?:e|ing))(?: me| us)?(?: any(?:thing)?)?"
    r"(?: more)?(?: in| of| from| by| made of)?\s+$"
)
_GONE_WITH = re.compile(rf"{GONE_WITH.pattern}\s+(?:the |an? )?$")
_SAID = re.compile(r"\b(?:said|say|ask(?:ed)?|meant|mean|did|what|that's|is)\b")
_WISHED = re.compile(r"\b(?:with|should|must|has|have|to|be|preferably|ideally|would|good|great|nice)\b")
_WORD = re.compile(r"\w+|[^\w\s]")
_OF_THE_SKY = frozenset(("weather", "climate", "conditions", "temperatures"))
_FOR = re.compile(r"\bfor (?:the |a )?$")
_HAVING = re.compile(r"\b(?:with|without|has|have|having)\s+(?:(?:an?|the|no|any|some)\s+)?(?:[a-z'-]+\s+){0,2}$")
_AT_HAND_HAVING = re.compile(
    r"\b(?:which|any|some|all|none|they|these|those|it|one|first|second|third|last)(?: ones?)?(?: of (?:these|those|them))?\s+"
    r"(?:has|have|got)\s+(?:(?:an?|the|no|any|some)\s+)?(?:[a-z'-]+\s+){0,2}$"
)
_SHOW_THE = re.compile(
    r"\b(?:show me|see|what about|how about|and|on|look at|where(?:['’]?s| is| are)|what colou?rs? (?:is|are)) "
    r"(?:the|its|their) $"
)
_AND_ANOTHER = re.compile(r"^\W*(?:(?:and|so|ok(?:ay)?)\W+)*(?:what about|how about|and) (?:(?:an?|any|the) )?(?:[a-z-]+ )?$")
_LACKING = re.compile(r"\b(?:without|with no|no)\s+(?:(?:an?|the|any)\s+)?$")
_BY = re.compile(r"\b(?:by|from|brand)\s+$")
_NONE_OF = re.compile(
    r"\b(?:not|no|nothing|none|without|except(?: for)?|excluding|exclude|avoid|other than|anything but)"
    r"(?: (?:of|from|by|the|any|an?|made|in|that|those)){0,3}\s+$"
)
_OR = re.compile(r"(?:\s*,)?\s*(?:or|nor)\s+(?:size\s+)?")
_NOT = re.compile(r"\s*,?\s*(?:and |but )?not (?:an? |the |in )?")
_NO_AND_THEN = re.compile(r"\b(?:no|nope)\s*[,.]\s*(?:(?:in|an?|the|size)\s+)*$")
_AGE = re.compile(r"\b(?:he|she|they|who|son|daughter|kid|boy|girl)(?:'s|'re| is| are)\s+(?:only |just |now |about |turning )*$")
_AS_WELCOME = re.compile(
    r"(?: (?:ones?|pairs?))?(?:'s|(?: (?:is|are|would|could|might|will))?(?: be| do| work| works| goes)?)"
    r"(?: (?:also|equally|just as))?(?: (?:fine|ok|okay|good|great|nice|alright|all right|possible|acceptable|welcome))?"
    r"(?: (?:with|by|for) me)?(?:,? (?:too|as well)|(?<= fine)|(?<= ok)|(?<= okay)|(?<= alright)|(?<= for me)|(?<= with me))"
    r"\s*[.!]*$"
)
_PLAINLY = re.compile(r"^(?:plain|solid|all|just|simple|only|pure(?:ly)?|completely|totally|really)\s+(?=\w)")
_ARTICLE = re.compile(r"^(?:an?|the|some|any|my|new|pair of|pairs of|size|sizes|in)\s+")


@dataclass(frozen=True, slots=True)
class Linked:
    """`spans` with the role each has (None where only the patterns found it), `bounds`, and the slots let go."""

    spans: tuple[tuple[Span, str | None], ...]
    bounds: tuple[Bound, ...]
    dropped: tuple[str, ...]
    quantity: int | None
    of_those_at_hand: bool = False
    """Whether a part is named that those on the table may have, and that no slot knows: "which have gold fittings?"."""


def linked(found: Reading, heard: Heard, lexicon: Lexicon, context: Context, similar: Similar) -> Linked:
    """What the patterns found and what the model marked, as one."""
    message = found.message
    marks = _firms([m for m in heard.marked if m.chance >= SURE], found)
    plain = of_parts([(span, None) for span in found.spans], message, lexicon)
    of_part = {id(span) for span, (told, _) in zip(found.spans, plain, strict=True) if told.slot != span.slot}
    running = CATEGORY in context.constraints
    spans: list[tuple[Span, str | None]] = []
    used: set[int] = set()
    dropped: list[str] = []
    of_those_at_hand = False
    for mark in marks:
        if mark.slot in ("price", "rating", "quantity"):  # "in the price range 50 to 80" seeks no kitchen range
            inside = [s for s in found.spans if mark.chance >= DOUBTED and mark.start <= s.start and s.end <= mark.end]
            used.update(id(s) for s in inside if not (s.slot == SIZE and message.lower[: s.start].endswith(" in ")))
        if mark.slot in _NO_VALUES:
            continue
        own = [s for s in found.spans if s.start < mark.end and mark.start < s.end]
        elsewhere = _settled_elsewhere(mark, found) if mark.role != "dropped" else []
        if any(start < mark.end and mark.start < end for start, end in elsewhere) or _value_let_go(mark, found):
            continue
        if (
            mark.role == "dropped"
            and mark.slot in (found.let_go.values or ())
            and touch((mark.start, mark.end), found.let_go.taken)
        ):
            continue  # "black is fine after all", of what was to be neither black nor brown: brown stays out
        if mark.role == "dropped" and (
            _DISLIKED.search(message.lower[: mark.start]) or _UNSHOWN.search(message.lower[: mark.start])
        ):
            mark = replace(mark, role="not")
        elif mark.role == "dropped" and (
            _GONE_WITH.search(message.lower[: mark.start])
            or REPEATED.search(message.lower)
            or _first_said(own, heard, context)
            or _other_said(own, found, context)
            or _welcome(own, message, context)
            or _said_instead(mark, own, spans, message)
        ):
            mark = replace(mark, role="wish")
        used.update(id(s) for s in own)
        if not own and mark.slot == SIZE and _sized_by_letters(mark, message, context):
            continue
        if not own and message.lower[mark.start : mark.end].isdigit() and _AGE.search(message.lower, 0, mark.start):
            continue
        if (lacked := _lacked(mark, own, message, lexicon)) is not None:
            spans.append((lacked, "not"))
            continue
        # "White sole" may be marked as a feature of its own: it is the sole's colour where the store keeps that.
        read = own if own and all(id(s) in of_part for s in own) else _read(mark, own, message, lexicon, similar, running=running)
        if mark.slot == CATEGORY and _is_part(mark, own, read, found, lexicon):
            continue
        at_hand = bool(context.shown) or context.talked_of is not None
        if mark.slot == CATEGORY and at_hand and _at_hand_has(mark, own, read, message, context):
            of_those_at_hand = True
            continue
        if mark.role == "dropped" and not (any(s.negated for s in own) and ANY_BUT.search(message.lower)):
            dropped += [s.slot for s in read] or [mark.slot]
            continue
        if mark.role == "not" and (_contrasted(mark, marks, message) or _said_instead(mark, own, spans, message)):
            mark = replace(mark, role="wish")
        elif mark.role == "wish" and not own and (_ruled_out(mark, message) or _carried(mark, spans, message)):
            mark = replace(mark, role="not")
        told = (*found.spans, *(s for s, _ in spans))
        its_look = bool(read) and all(negation.only_its_look(message.lower, s, told) for s in read)
        if its_look and any(s.slot == CATEGORY and not s.negated for s, _ in spans):
            continue  # "clothes but no red dresses"
        if its_look:
            mark = replace(mark, role="wish")
        # "any colour but red" lets nothing go
        denied = not its_look and (mark.role == "not" or any(s.negated for s in own))
        for s in read:
            if not denied and s not in own and negation.without_its_no(message.lower, s):
                continue  # "with a logo" wants no "no logo"
            ruled_out = denied and not negation.within(message.lower, s)
            spans.append((replace(s, negated=ruled_out), "not" if ruled_out else None if denied else mark.role))
    alone = _alone(found) and not any(span.corrected for span in found.spans)  # "howdy" is no hoodie
    for span in found.spans:
        sure_of = SLIP if span.corrected else SIZED if span.slot in (SIZE, GENDER) else MISSED if span.slot in NAMED else PLAIN
        # A look right before a part's name is meant, however little the model thinks of it: "white sole under $80".
        if id(span) not in used and (
            id(span) in of_part
            or _welcome((span,), message, context)
            or (alone and (running or span.slot == CATEGORY))
            or heard.unmarked(span.start, span.end) < sure_of
        ):
            spans.append((span, None))
    bounds = _bounds(found, heard, marks)
    for mark in marks:
        if mark.slot in ("price", "rating") and mark.role == "dropped":
            dropped.append(mark.slot)
    counts = [
        value(m[0])
        for mark in marks
        if mark.slot == "quantity" and (m := re.search(NUMBER, message.lower[mark.start : mark.end]))
    ]
    quantity = next((int(n) for n in counts if n is not None and n == int(n) and n < 1000), None)
    meant = spans_put_right(sorted(spans, key=lambda one: one[0].start), message.lower)
    return Linked(meant, bounds_put_right(bounds, message.lower), tuple(dict.fromkeys(dropped)), quantity, of_those_at_hand)


def _welcome(own: Sequence[Span], message: Message, context: Context) -> bool:
    """Whether a value is as good as another that was wished: "black would be ok too"."""
    sought = bool(own) and all(context.constraints.get(s.slot, Constraint()).is_ for s in own)
    return sought and _AS_WELCOME.match(message.lower, own[-1].end) is not None


def _first_said(own: Sequence[Span], heard: Heard, context: Context) -> bool:
    """Whether a value cannot be let go: nothing was ever said of its slot, and the message refines: "green after all"."""
    refines = max(heard.intents, key=lambda one: one[1])[0] == "refine_search"
    return refines and bool(own) and all(s.slot not in context.constraints for s in own)


def _other_said(own: Sequence[Span], found: Reading, context: Context) -> bool:
    """Whether all that is said is a value other than the one sought: "medium then", after "size 10"."""
    if not own or not _alone(found):
        return False
    return all((old := context.constraints.get(s.slot)) is not None and old.is_ and old.is_.isdisjoint(s.values) for s in own)


def _alone(found: Reading) -> bool:
    """Whether values are all that is said: "true to size", "no, I said for work"."""
    lower = found.message.lower
    rest = _WISHED.sub(" ", AROUND_A_VALUE.sub(" ", blanked(lower, [(s.start, s.end) for s in found.spans])))
    return bool(found.spans) and not (_SAID.sub(" ", rest) if REPEATED.search(lower) else rest).strip()


def _firms(marks: Sequence[Marked], found: Reading) -> list[Marked]:
    """The marks, a maker of two names as one where the first was heard with its "&": "Tindle & Rowe"."""
    out: list[Marked] = []
    for mark in marks:
        last = out[-1] if out else None
        if last is not None and _halved(last, mark, found):
            out[-1] = replace(last, end=mark.end)
        else:
            out.append(mark)
    return out


def _halved(one: Marked, other: Marked, found: Reading) -> bool:
    lower = found.message.lower
    if one.slot != BRAND or not lower[one.start : one.end].endswith("&") or lower[one.end : other.start].strip():
        return False
    named = other.slot in NAMED and other.slot not in (CATEGORY, SIZE)
    return named and not any(s.start < other.end and other.start < s.end for s in found.spans)


def _contrasted(mark: Marked, marks: Sequence[Marked], message: Message) -> bool:
    """Whether a value that opens the message is what another is ruled out for: "wood, not plastic"."""
    after = _NOT.match(message.lower, mark.end)
    return after is not None and not message.lower[: mark.start].strip() and any(m.start == after.end() for m in marks)


def _said_instead(mark: Marked, own: Sequence[Span], before: Sequence[tuple[Span, str | None]], message: Message) -> bool:
    """Whether a value takes the place of one said before, and is not ruled out: "a blue sofa, hmm no, green"."""
    wished = any(s.slot == mark.slot and not s.negated for s, _ in before)
    if not wished or any(s.negated for s in own):
        return False
    last = max(s.end for s, _ in before)
    return (
        _NO_AND_THEN.search(message.lower, last, mark.start) is not None
        or PUT_RIGHT.fullmatch(message.lower, last, mark.start) is not None
    )


def _ruled_out(mark: Marked, message: Message) -> bool:
    """Whether a maker or a look that no pattern knows is ruled out by the words before it: "and not from Columbia"."""
    return mark.slot in (BRAND, *_LOOKS) and _NONE_OF.search(message.lower, 0, mark.start) is not None


def _carried(mark: Marked, before: Sequence[tuple[Span, str | None]], message: Message) -> bool:
    """Whether a value goes on with what is ruled out right before it: the 10 of "not in size 9 or 10"."""
    last = before[-1][0] if before else None
    if last is None or not last.negated or last.slot != mark.slot:
        return False
    return _OR.fullmatch(message.lower[last.end : mark.start]) is not None


def _sized_by_letters(mark: Marked, message: Message, context: Context) -> bool:
    """Whether a bare number is no size: those of the products at hand are letters."""
    sizes = [v for p in context.shown for v in p.attributes.get(SIZE, ())]
    return message.lower[mark.start : mark.end].isdigit() and bool(sizes) and not any(c.isdigit() for v in sizes for c in v)


def _value_let_go(mark: Marked, found: Reading) -> bool:
    """Whether a value stands right behind its slot's name, which is let go: "don't restrict it to size 9"."""
    return mark.slot in found.let_go.slots and any(0 <= mark.start - end <= 1 for _, end in found.let_go.taken)


def _settled_elsewhere(mark: Marked, found: Reading) -> list[tuple[int, int]]:
    """What patterns read for certain: what is let go, and for a size a price that it would be cut out of."""
    return [*found.let_go.taken, *((b.start, b.end) for b in found.bounds if mark.slot == SIZE)]


def _read(
    mark: Marked, own: Sequence[Span], message: Message, lexicon: Lexicon, similar: Similar, *, running: bool
) -> list[Span]:
    """The values of one mark: the store's whole name for it, else what the patterns read there, else the shopper's word."""
    covering = [s for s in own if s.start <= mark.start and mark.end <= s.end]
    first, last = message.at(mark.start, mark.end)
    words = [t.text for t in message.tokens[first:last]]
    after = message.lower[mark.end :]
    whole = [m for m in lexicon.match(words) if m.start == 0 and m.end == len(words) and not of_weather(m, after)]
    named = [m for m in whole if m.entry.slot == mark.slot]
    if mark.chance < DOUBTED and covering and not (named and mark.slot in _LOOKS):
        return covering
    if own and own[0].slot == COLORS_SLOT and COLORED.match(message.lower, own[0].end):
        return [own[0]]  # "walnut-colored"
    within = bool(covering) and mark.end - mark.start < covering[0].end - covering[0].start
    if mark.slot == CATEGORY and running and covering and covering[0].slot != CATEGORY and (named or within):
        return covering  # "slip-on", of boots: the patterns knew that it is no type here
    called_so = any(m.kind == "exact" and m.entry.count for m in whole)
    if mark.slot == CATEGORY and (running or len(words) > 1) and called_so and not named:
        return covering or list(own)  # "buckle", of belts
    slip = [s for s in covering if s.corrected]
    called = mark.chance >= NAMED_SURELY or (mark.start > 0 and message.mended[mark.start].isupper())
    if slip and mark.slot == BRAND and (not called or lexicon.stocked(BRAND)):
        return slip  # "gceen jackets": no maker, certainly none that this store knows
    maker = [s for s in covering if s.slot == BRAND]
    if maker and _BY.search(message.lower[: mark.start]):
        return maker
    if not named and (mark.slot in LOOSE or (mark.slot == BRAND and lexicon.stocked(BRAND))):
        named = [m for m in whole if m.entry.slot != CATEGORY]
    elif not named and mark.slot in _LOOKS:  # "raffia" is no colour, and "ash" is what the store has of that name
        named = [m for m in whole if m.entry.slot in _LOOKS and (mark.slot == COLORS_SLOT or m.entry.count)]
    if not named and mark.slot in (*_LOOKS, BRAND) and any(s.slot in (CATEGORY, SIZE) for s in covering):
        return covering  # "culottes" are no colour, "chinos" no maker, and nor is "W34"
    exact = [m for m in named if m.kind == "exact"] or named
    if exact and mark.slot not in (SIZE, GENDER):
        slot = exact[0].entry.slot
        return [Span(mark.start, mark.end, slot, tuple(dict.fromkeys(m.entry.canonical for m in exact if m.entry.slot == slot)))]
    same = [s for s in own if s.slot == mark.slot]
    said = message.lower[mark.start : mark.end]
    start = mark.start + len(said) - len(_ARTICLE.sub("", said))
    if mark.slot == CATEGORY and _looks_before(mark, own, message):
        return list(own)  # "cream throw": the type, and how it looks
    known = [s for s in same if (s.start <= start and mark.end <= s.end) or lexicon.stocked(s.slot).intersection(s.values)]
    if known or (same and mark.slot not in NAMED):
        kept = known or same
        return [*kept, *(s for s in own if s.slot != mark.slot and not any(s.start < k.end and k.start < s.end for k in kept))]
    if mark.slot == SIZE and own:
        return list(own)  # "taller than 155 cm" is of the height
    if mark.slot in NAMED:
        near = lexicon.match_misspelt(words) if NO_SLIPS.isdisjoint(words) else ()  # "lined" is no linen
        slips = [m for m in near if m.entry.slot == mark.slot and (m.start, m.end) == (0, len(words))]
        if slips:
            return [Span(mark.start, mark.end, mark.slot, (slips[0].entry.canonical,))]
        said = message.lower[start : mark.end].strip(" .,!?'\"")
        word = canonical(said, lexicon) if mark.slot == SIZE else _as_named(said, mark.slot)
        types = _types_called(word, lexicon) if mark.slot == CATEGORY else ()
        if types:
            return [Span(mark.start, mark.end, CATEGORY, types)]  # "slip-ons", where the store's word is "slip-on"
        sure = mark.slot in (CATEGORY, SIZE) or mark.chance >= (MAKER if mark.slot == BRAND else DOUBTED)
        if mark.slot == BRAND and lexicon.stocked(BRAND):
            return []  # a store knows its makers: what is none of them is looked for as a word
        if not sure or word in SLOT_WORDS or word in ("colored", "coloured") or not any(c.isalnum() for c in word):
            return []
        return [Span(mark.start, mark.end, mark.slot, (word,))]
    if not own and mark.role == "not":  # "without a logo", where the store has "no logo"
        less = [m for m in lexicon.match(["no", *words]) if m.end - m.start == len(words) + 1 and m.kind != "fuzzy"]
        led = _LACKING.search(message.lower, 0, mark.start)
        return [Span(led.start() if led else mark.start, mark.end, m.entry.slot, (m.entry.canonical,)) for m in less[:1]]
    if not own and mark.slot in _WAYS and mark.role == "wish" and mark.chance >= DOUBTED and said not in _OF_THE_SKY:
        meant = similar.to(said)
        led = _FOR.search(message.lower, 0, mark.start)
        return [Span(led.start() if led else mark.start, mark.end, meant.slot, (meant.canonical,))] if meant else []
    asked = (COLORS_SLOT, MATERIAL) if mark.role == "asked" else ()  # "which have a gold zip"
    return [s for s in own if s.slot not in NAMED or s.slot in asked]


def _lacked(mark: Marked, own: Sequence[Span], message: Message, lexicon: Lexicon) -> Span | None:
    """A part that a thing should not have, where the store keeps looks or kinds of that part and no value of its name: the
    collar of "dresses without a collar", the belt of "a dress, no belt".
    """
    led = _LACKING.search(message.lower, 0, mark.start) if mark.slot == "feature" and FEATURES in lexicon.slots else None
    words = fold_words(message.lower[mark.start : mark.end])
    if led is None or not words or any(one.slot != CATEGORY for one in own):
        return None
    if any(m.end - m.start == len(words) + 1 and m.kind != "fuzzy" for m in lexicon.match(["no", *words])):
        return None  # "caps without a logo", where the store has "no logo"
    if not any(fold_words(slot.replace("_", " "))[:1] == words[-1:] for slot in lexicon.slots):
        return None
    start = led.start() + len("with ") * led[0].startswith("with ")
    return Span(start, mark.end, FEATURES, (singular(message.lower[mark.start : mark.end].split()[-1]),), negated=True)


def _is_part(mark: Marked, own: Sequence[Span], read: Sequence[Span], found: Reading, lexicon: Lexicon) -> bool:
    """Whether a word is of a thing that is named before it: the fly of "trousers with a button fly", the GPS of a watch.

    It names no type anywhere, or one that the store has none of; "a dress with a belt" may be two things.
    """
    of_a_thing = any(s.slot == CATEGORY and s.end < mark.start for s in found.spans)
    values = {v for s in read for v in s.values}
    if of_a_thing and values and values <= part_names(lexicon.slots) and lexicon.stocked(CATEGORY).isdisjoint(values):
        return True  # "sneakers, white soles, red laces"
    if not of_a_thing or _HAVING.search(found.message.lower, 0, mark.start) is None:
        return False
    words = {word for v in values for word in v.split()}
    return (not own and type_words().isdisjoint(words)) or lexicon.stocked(CATEGORY).isdisjoint(values)


def _at_hand_has(mark: Marked, own: Sequence[Span], read: Sequence[Span], message: Message, context: Context) -> bool:
    """Whether a word that names no type is asked of those on the table: "which have gold fittings?"; or, after another part was
    asked for, "what about a phone pocket?".
    """
    own_parts = context.talked_of.attributes if context.talked_of is not None else ()
    last = fold_words(message.lower[mark.start : mark.end])[-1:]
    if _SHOW_THE.search(message.lower, 0, mark.start) and any(fold_words(s.replace("_", " "))[:1] == last for s in own_parts):
        return True  # "show me the cushions", of an armchair that has some
    of_a_type = any(s.slot == CATEGORY and s.end == mark.end for s in own)  # the belt of "belt loops" is none
    if of_a_type or any(is_type(value) for span in read for value in span.values if span.end == mark.end and span not in own):
        return False
    closer = context.action in ("visual_detail", "detail")
    and_another = closer and _AND_ANOTHER.search(message.lower, 0, mark.start) is not None
    return and_another or _AT_HAND_HAVING.search(message.lower, 0, mark.start) is not None


def _looks_before(mark: Marked, own: Sequence[Span], message: Message) -> bool:
    """Whether a mark of a type is a known type and, before it, nothing but looks."""
    last = own[-1] if own else None
    if last is None or last.slot != CATEGORY or last.end != mark.end or len(own) < 2 or own[0].start != mark.start:
        return False
    between = [message.lower[a.end : b.start].strip() for a, b in pairwise(own)]
    return all(s.slot in _LOOKS for s in own[:-1]) and not any(between)


def _types_called(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The store's types that this singular may mean, whole."""
    words = _WORD.findall(word)
    whole = [m for m in lexicon.match(words) if (m.start, m.end) == (0, len(words)) and m.kind != "fuzzy"]
    return tuple(dict.fromkeys(m.entry.canonical for m in whole if m.entry.slot == CATEGORY and m.entry.count))


def _as_named(said: str, slot: str) -> str:
    """The shopper's words for a value that the store does not know, as values are written."""
    if slot == CATEGORY:
        return american(singular_phrase(said))
    return american(_PLAINLY.sub("", said) if slot in (COLORS_SLOT, MATERIAL) else said)


def _bounds(found: Reading, heard: Heard, marks: Sequence[Marked]) -> list[Bound]:
    """The bounds that the model agrees with, and those of numbers that only it takes for a price."""
    priced = [m for m in marks if m.slot in ("price", "rating")]
    out: list[Bound] = []
    for bound in found.bounds:
        own = [m for m in priced if m.start < bound.end and bound.start < m.end]
        if own and own[0].role in ("dropped", "asked"):
            continue
        if own or heard.unmarked(bound.start, bound.end) < BOUND:
            out.append(bound)
    for mark in priced:
        if mark.role != "wish" or any(b.start < mark.end and mark.start < b.end for b in found.bounds):
            continue
        number = re.search(NUMBER, found.message.lower[mark.start : mark.end])
        if "/" in found.message.lower[mark.start : mark.end]:
            continue  # "50/50 cotton"
        amount = value(number[0]) if number else None
        if amount is not None and mark.slot == "price" and mark.chance > CERTAIN and not out:
            out.append(Bound(mark.start, mark.end, "price", None, amount))
        elif amount is not None and amount <= 5:
            out.append(Bound(mark.start, mark.end, "rating", amount, None))
    return sorted(out, key=lambda b: b.start)
