"""Values of the store's slots that a message names, linked through its lexicon.

Of overlapping readings the longest is taken; of one stretch that several slots have, the category where it is the head noun,
else the slot that comes first in `PRIORITY`. Misspelt words are looked up once nothing else reads them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from data.lexicon import Lexicon, LexiconEntry, Match
from nlu.clothes import clothes
from nlu.measures import bounded, of_a_body
from nlu.message import Message
from nlu.people import people, values_for
from nlu.sizes import sizes
from nlu.spans import Span
from nlu.understanding import Context, Correction
from nlu.unstocked import unstocked
from nlu.words import BRAND, CATEGORY, COLORS_SLOT, GENDER, PRIORITY, SIZE, STOP, USES

_PREDICATE = re.compile(r"\b(?:i'm|i am|is|are|am|be|too|so|very|quite|rather|bit|it's|she's|he's|they're|look|looks)\s+$")
_WEATHER = frozenset(("warm", "cool", "hot", "cold", "mild"))
_WEATHER_NAMED = re.compile(r"[\s-]+(?:weather|climates?|days?|nights?|seasons?|months?|conditions|temperatures?)\b")
_SHORTENED = re.compile(r"n['’]t$|['’](?:re|ve|ll|d|m)$")
COLORED = re.compile(r"[\s-]colou?r(?:ed)?\b")
_INTO_THE_CART = re.compile(
    r"\b(?:add|put|pop|stick|throw|chuck|drop|place)\b[^.?!]{0,40}?\b(?:(?:to|in|into)\s+(?:my |the |your )?)(bag|basket)\b"
)


def find(
    message: Message, lexicon: Lexicon, known: Container[str], taken: Collection[tuple[int, int]], context: Context
) -> list[Span]:
    """The values named, left to right. Stretches that touch `taken` are left out. `known`: common words, never typos."""
    taken = [*taken, *(m.span(1) for m in _INTO_THE_CART.finditer(message.lower))]
    spans = sizes(message, lexicon, taken, context)
    spans += bounded(message.lower, lexicon, [*taken, *((s.start, s.end) for s in spans)])
    spans += clothes(message, lexicon, [*taken, *((s.start, s.end) for s in spans)])
    blocked = [*taken, *((s.start, s.end) for s in spans)]
    words = [t.text for t in message.tokens]
    exact = [m for m in lexicon.match(words) if _usable(m, message, blocked)]
    fuzzy = [m for m in lexicon.match_misspelt(words, known) if _usable(m, message, blocked)]
    spans += [_widened(span, lexicon) for span in _chosen([*exact, *fuzzy], message, running=CATEGORY in context.constraints)]
    spans += people(message, lexicon, [*blocked, *((s.start, s.end) for s in spans)])
    spans += unstocked(message, lexicon, spans, taken)
    return sorted(_heads(spans, message), key=lambda s: s.start)


def _usable(match: Match, message: Message, blocked: Sequence[tuple[int, int]]) -> bool:
    tokens = message.tokens[match.start : match.end]
    words = [t.text for t in tokens if t.text[0].isalnum()]
    if not words or all(w in STOP or not any(c.isalpha() for c in w) for w in words):
        return _meant_whole(match, message) and not any(tokens[0].start < e and s < tokens[-1].end for s, e in blocked)
    if len(words) == 1 and (len(words[0]) == 1 or match.entry.slot == SIZE):
        return False  # sizes have patterns of their own
    if match.kind == "fuzzy" and any(_SHORTENED.search(word) for word in words):
        return False  # "can't" is no slip for pants
    adjective = len(words) == 1 and match.entry.slot == CATEGORY and not words[0].endswith("s")
    if adjective and _PREDICATE.search(message.lower[: tokens[0].start]):
        return False  # "I'm short" wants no shorts
    if of_a_body(message.lower, tokens[0].start, tokens[-1].end):
        return False
    if of_weather(match, message.lower[tokens[-1].end :]):
        return False
    if match.entry.canonical in ("yes", "no", "true", "false", "none", "other"):
        return False
    if len(words) > 1 and (words[0] in ("and", "or", "the", "in", "for") or words[-1] in ("and", "or")):
        return match.kind == "exact"
    return not any(tokens[0].start < end and start < tokens[-1].end for start, end in blocked)


def of_weather(match: Match, after: str) -> bool:
    """Whether a word is the weather's in the store and not here: a "warm hoodie" is for the cold."""
    return match.entry.slot == "climate" and match.written in _WEATHER and _WEATHER_NAMED.match(after) is None


def _meant_whole(match: Match, message: Message) -> bool:
    """Whether words that mostly say nothing name a value here: "true to size", "for work"."""
    if match.kind != "exact" or not match.entry.count:
        return False
    if match.entry.slot == CATEGORY:  # "tops", which are also a word of praise
        return match.end - match.start == 1 and match.written.endswith("s") and match.written != match.entry.canonical
    if match.end - match.start > 1:
        return any(c.isalpha() for c in match.entry.canonical)
    return match.entry.slot in USES and match.start > 0 and message.tokens[match.start - 1].text == "for"


def _chosen(matches: Sequence[Match], message: Message, *, running: bool) -> list[Span]:
    """The longest readings that do not overlap, each with its slot chosen. `running`: a type is being searched already."""
    ranked = sorted(matches, key=lambda m: (m.kind == "fuzzy" and m.score < 1, m.start - m.end, -m.score))
    stretches: dict[tuple[int, int], list[Match]] = {}
    for match in ranked:
        key = (match.start, match.end)
        if key in stretches:
            stretches[key].append(match)
        elif all(match.end <= start or match.start >= end for start, end in stretches):
            stretches[key] = [match]
    categories = {start for (start, _), group in stretches.items() if any(m.entry.slot == CATEGORY for m in group)}
    return [
        _span(group, message, categories, running or len(categories - {start}) > 0) for (start, _), group in stretches.items()
    ]


def _only_called_so(group: Sequence[Match]) -> bool:
    """Whether a type is only sometimes called by a word that is, as it stands, a value of another slot."""
    written = _letters(group[0].written)
    named = {m.entry.slot == CATEGORY for m in group if m.entry.count and _letters(m.entry.canonical) == written}
    return named == {False}


def _letters(text: str) -> str:
    return re.sub(r"\W+", " ", text)


def _span(group: Sequence[Match], message: Message, categories: Collection[int], running: bool) -> Span:
    first = group[0]
    head = first.end not in categories
    before = message.tokens[first.start - 1].text if first.start else ""
    best = max(m.score for m in group)
    kinds = {m.kind for m in group if m.score == best}

    colored = COLORED.match(message.lower, message.tokens[first.end - 1].end)
    singular = not first.written.endswith("s")

    def rank(slot: str) -> tuple[int, int]:
        if (slot == BRAND and before in ("by", "from", "brand")) or (slot == COLORS_SLOT and colored):
            return (0, 0)
        if slot == CATEGORY:
            if singular and running and _only_called_so(group):
                return (8, 0)  # "slip-on", of boots: how they close, not loafers
            return (1 if head else 8, 0)
        if slot in PRIORITY:
            return (2, PRIORITY.index(slot))
        return (3 if slot == BRAND else 4, 0)

    slots = {m.entry.slot for m in group if m.score == best}
    counts = {s: max(m.entry.count for m in group if m.entry.slot == s) for s in slots}
    slot = min(slots, key=lambda s: (*rank(s), -counts[s], s))
    mine = [m for m in group if m.entry.slot == slot and m.score == best]
    if "exact" in kinds:
        mine = [m for m in mine if m.kind == "exact"] or mine
    values = tuple(dict.fromkeys(m.entry.canonical for m in mine))
    start, end = message.tokens[first.start].start, message.tokens[first.end - 1].end
    corrected: tuple[Correction, ...] = ()
    if first.kind == "fuzzy":
        corrected = (Correction(message.said(start, end), _nearest_form(first.written, mine[0].entry)),)
    return Span(start, end, slot, values, corrected=corrected)


def _nearest_form(written: str, entry: LexiconEntry) -> str:
    forms = (entry.canonical, entry.original.lower(), *entry.forms)
    return min(forms, key=lambda form: OSA.distance(written, form))


def _heads(spans: list[Span], message: Message) -> list[Span]:
    """Of two types side by side the last is meant ("laptop bag"); one after "with" or "for" is not what is sought."""
    spans = sorted(spans, key=lambda s: s.start)
    kept: list[Span] = []
    for number, span in enumerate(spans):
        if span.slot == CATEGORY:
            following = spans[number + 1] if number + 1 < len(spans) else None
            if following and following.slot == CATEGORY and not message.lower[span.end : following.start].strip(" -"):
                continue
            earlier = [s for s in kept if s.slot == CATEGORY]
            between = message.lower[earlier[-1].end : span.start] if earlier else ""
            if (
                earlier
                and re.search(r"\b(?:with|for|under|over|on)\s+(?:an?\s+|my\s+|your\s+|\w+\s+)?$", between)
                and not re.search(r"[.;!?]|\bthis|\bthat|\bit\b|\bthe\b", between)
            ):
                continue
        kept.append(span)
    return kept


def _widened(span: Span, lexicon: Lexicon) -> Span:
    """ "Boys" with what else does for boys."""
    if span.slot != GENDER or len(span.values) > 1:
        return span
    return replace(span, values=values_for(span.values[0], lexicon.stocked(GENDER)))
