"""Values of the store's slots that a message names, linked through its lexicon.

Of overlapping readings the longest is taken; of one stretch that several slots have, the category where it is the head noun,
else the slot that comes first in `PRIORITY`. Misspelt words are looked up once nothing else reads them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from data.lexicon import Lexicon, LexiconEntry, Match
from nlu.message import Message
from nlu.numbers import WORDS, value
from nlu.understanding import Correction
from nlu.words import BRAND, CATEGORY, GENDER, LONG_SIZES, PEOPLE, PRIORITY, SHORT_SIZES, SIZE, STOP


@dataclass(frozen=True, slots=True)
class Span:
    """`values` of `slot`, named between two offsets; several where a word means several of the store's values."""

    start: int
    end: int
    slot: str
    values: tuple[str, ...]
    negated: bool = False
    corrected: tuple[Correction, ...] = ()
    """Typos read right on the way."""


_EXPLICIT_SIZE = re.compile(
    r"\b(?:(?:in\s+)?(?:an?\s+)?sizes?\s+(?:is\s+|of\s+)?(?P<named>\d{1,3}(?:[.,]5)?|\d{1,2}\s?(?:1/2)|"
    r"[smlx]{1,4}|\d?x[sl]|[a-z]+)\b"
    r"|(?P<system>(?:uk|us|eur?)\s?\d{1,2}(?:[.,]5)?)\b|(?P<waist>\d{2}\s?[x/]\s?\d{2})\b|(?P<tot>\d{1,2}t)\b"
    r"|\b(?P<months>\d{1,2}-\d{1,2}\s?(?:m|months?|y|years?))\b)"
)
_IN_A = re.compile(
    rf"\b(?:in|take|make (?:it|that|them)|have|wear)\s+an?\s+(?P<n>\d{{1,2}}(?:\.5)?|{WORDS})(?=\s*(?:$|"
    r"[?.!,]|please|and\b|instead))"
)
_BARE_SIZE = re.compile(
    rf"\s*(?:an?\s+|in\s+|i'm\s+an?\s+|i\s+wear\s+(?:an?\s+)?|the\s+)?(?P<n>\d{{1,2}}(?:\.5)?|"
    rf"{WORDS}|[smlx]{{1,4}}|\d?x[sl])\s*(?:please|thanks)?[\s.!]*"
)
_SIZE_WORD = re.compile(
    r"\b(?:extra extra large|extra[- ]small|extra[- ]large|xx-large|x-small|x-large|small|medium|"
    r"large|one size|petite|\d?x{1,3}[sl]|[sml])\b"
)
_NOT_SIZED = frozenset(
    [
        "room",
        "rooms",
        "flat",
        "flats",
        "space",
        "spaces",
        "house",
        "dog",
        "dogs",
        "child",
        "family",
        "fee",
        "logo",
        "logos",
        "pocket",
        "pockets",
        "print",
        "one",
        "ones",
        "pot",
        "table",
        "kitchen",
        "group",
        "amount",
    ]
)


def find(
    message: Message, lexicon: Lexicon, known: Container[str], taken: Collection[tuple[int, int]], awaiting: str | None
) -> list[Span]:
    """The values named, left to right. Stretches that touch `taken` are left out. `known`: common words, never typos."""
    spans = _sizes(message, lexicon, taken, awaiting)
    blocked = [*taken, *((s.start, s.end) for s in spans)]
    words = [t.text for t in message.tokens]
    exact = [m for m in lexicon.match(words) if _usable(m, message, blocked)]
    fuzzy = [m for m in lexicon.match_misspelt(words, known) if _usable(m, message, blocked)]
    spans += _chosen([*exact, *fuzzy], message)
    spans += _people(message, lexicon, [*blocked, *((s.start, s.end) for s in spans)])
    return sorted(_heads(spans, message), key=lambda s: s.start)


def _usable(match: Match, message: Message, blocked: Sequence[tuple[int, int]]) -> bool:
    tokens = message.tokens[match.start : match.end]
    words = [t.text for t in tokens if t.text[0].isalnum()]
    if not words or all(w in STOP or not any(c.isalpha() for c in w) for w in words):
        return False
    if len(words) == 1 and (len(words[0]) == 1 or match.entry.slot == SIZE):
        return False  # sizes have patterns of their own
    if match.entry.canonical in ("yes", "no", "true", "false", "none", "other"):
        return False
    if len(words) > 1 and (words[0] in ("and", "or", "the", "in", "for") or words[-1] in ("and", "or")):
        return match.kind == "exact"
    return not any(tokens[0].start < end and start < tokens[-1].end for start, end in blocked)


def _chosen(matches: Sequence[Match], message: Message) -> list[Span]:
    """The longest readings that do not overlap, each with its slot chosen."""
    ranked = sorted(matches, key=lambda m: (m.kind == "fuzzy" and m.score < 1, m.start - m.end, -m.score))
    stretches: dict[tuple[int, int], list[Match]] = {}
    for match in ranked:
        key = (match.start, match.end)
        if key in stretches:
            stretches[key].append(match)
        elif all(match.end <= start or match.start >= end for start, end in stretches):
            stretches[key] = [match]
    categories = {start for (start, _), group in stretches.items() if any(m.entry.slot == CATEGORY for m in group)}
    return [_span(group, message, categories) for group in stretches.values()]


def _span(group: Sequence[Match], message: Message, categories: Collection[int]) -> Span:
    first = group[0]
    head = first.end not in categories
    before = message.tokens[first.start - 1].text if first.start else ""
    best = max(m.score for m in group)
    kinds = {m.kind for m in group if m.score == best}

    def rank(slot: str) -> tuple[int, int]:
        if slot == BRAND and before in ("by", "from", "brand"):
            return (0, 0)
        if slot == CATEGORY:
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


def _people(message: Message, lexicon: Lexicon, blocked: Sequence[tuple[int, int]]) -> list[Span]:
    """For whom it is, where the store keeps a gender."""
    if GENDER not in lexicon.slots:
        return []
    found: list[Span] = []
    for token in message.tokens:
        word = token.text.removesuffix("'s").removesuffix("s'")
        person = PEOPLE.get(word) or PEOPLE.get(token.text)
        if person and not any(token.start < end and start < token.end for start, end in blocked):
            if found and word in ("boy", "boys", "girl", "girls") and found[-1].values == ("kids",):
                found.pop()
            found.append(Span(token.start, token.end, GENDER, (person,)))
    return found[:2] if len({f.values for f in found}) > 1 else found[:1]


def _sizes(message: Message, lexicon: Lexicon, taken: Collection[tuple[int, int]], awaiting: str | None) -> list[Span]:
    found: list[Span] = []

    def add(start: int, end: int, said: str) -> None:
        free = all(end <= s or start >= e for s, e in [*taken, *((f.start, f.end) for f in found)])
        if free:
            found.append(Span(start, end, SIZE, (_size(said, lexicon),)))

    for match in _EXPLICIT_SIZE.finditer(message.lower):
        said = next(g for g in match.groups() if g)
        if match["named"] and said.isalpha() and said not in SHORT_SIZES and said not in LONG_SIZES:
            number = value(said)
            if number is None:
                continue
            said = str(number)
        add(match.start(), match.end(), said)
    for match in _IN_A.finditer(message.lower):
        add(match.start("n"), match.end("n"), str(value(match["n"])))
    bare = _BARE_SIZE.fullmatch(message.lower)
    if bare and (awaiting == SIZE or not (bare["n"][0].isdigit() or value(bare["n"]) is not None)):
        number = value(bare["n"])
        add(bare.start("n"), bare.end("n"), bare["n"] if number is None else str(number))
    for match in _SIZE_WORD.finditer(message.lower):
        if _is_size(match, message, lexicon):
            add(match.start(), match.end(), match[0])
    return found


def _is_size(match: re.Match[str], message: Message, lexicon: Lexicon) -> bool:
    """Whether "small", "M" or "xl" is a size here: not in "a small room", nor in "I'm"."""
    said, before = match[0], message.lower[: match.start()].rstrip()
    after = re.match(r"\W*(\w*)", message.lower[match.end() :])
    if len(said) == 1:
        if message.text[match.start()].isupper() and not before.endswith("'"):
            return bool(SIZE in lexicon.slots)
        return bool(re.search(r"\b(?:in|an?|size|to|the|or)$", before)) and bool(
            after and (not after[1] or after[1] in ("please", "or", "for", "in", "and", "instead"))
        )
    if SIZE not in lexicon.slots and said in ("small", "medium", "large", "petite"):
        return False
    if re.search(r"\b(?:too|very|so|runs?|how|come up|comes up|is it|that's|they're|looks?|as)$", before):
        return False
    return not (after and after[1] in _NOT_SIZED)


def _size(said: str, lexicon: Lexicon) -> str:
    """The size as the store calls it, else as said."""
    said = re.sub(r"\s+", " ", said.replace(",", ".")).strip()
    matches = [m for m in lexicon.match(said.split(" ")) if m.entry.slot == SIZE]
    whole = [m for m in matches if m.end - m.start == len(said.split(" "))]
    exact = [m for m in whole if m.kind == "exact"] or whole
    return exact[0].entry.canonical if exact else re.sub(r"\s?([x/])\s?(?=\d)", r"\1", said)


def negate(span: Span) -> Span:
    """The same values, ruled out."""
    return replace(span, negated=True)
