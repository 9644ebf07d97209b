"""Products pointed at: by place ("the second one"), by looks ("the blue one"), by name, or by "it".

Resolved against what is on the table, what was talked about, and the cart. Two that fit equally give no product but candidates.
A message is read once (`mentions`); here each mention is held against the cards, and what several say of each other is settled:
what is taken back, what "the other" leaves out, and what only comes back to a product named before.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from data.folding import fold_words
from nlu.mentions import TAKEN_BACK, mentions
from nlu.message import Message, read
from nlu.pronouns import Pointer, beside, pronoun
from nlu.resolving import SHOWS, Meant, Resolver, pair_of
from nlu.spans import Span
from nlu.table import Table
from nlu.understanding import Context, Reference
from nlu.words import CATEGORY

__all__ = ["Pointer", "absent", "each", "everyone", "pointing", "titles"]


_WHICH = re.compile(
    r"\bwhich\b(?: one)?(?: of (?:them|these|those|the two|the three))?\b(?! (?:sizes?|colou?rs?|fits?|materials?)\b)"
)

_ASKS_WHICH = re.compile(r"\b(?:which|what)\b")

_BESIDE = re.compile(r"\b(?:compare|difference|versus|vs|better than|or the)\b")

_AND = re.compile(r"\s*(?:[,&+]|and|or|vs\.?|versus|with|plus|against|than)\s*(?:and |or |also |then )?\s*")

_ON = re.compile(r"\s+(?:(?:is|are)\s+)?(?:on|of|in)\s+")
_ITSELF = re.compile(r"\bones?$")
_NAMED = 2
"""A place of a higher grade names a product: "the first one", not "the second row"."""
_AROUND = re.compile(r"\b(?:bottom|top|last|row|shelf|list|photo|picture|page)$")

_ARTICLE = re.compile(r"\b(?:the|this|that|these|those|my)\s+(?:(?!in|with|for|under|from|without|by|of)[a-z'-]+\s)?\s*$")
_TO_BUY_WITH = re.compile(r"\b(?:cart|basket|trolley)$|\b(?:in|into|to|from|of) (?:the|my) bag$")
_RANGE = re.compile(r"\s+(?:filters?|brands?|section|department|range|aisle|stuff|family)\b")
_LISTS = frozenset(
    (
        None,
        "recommend",
        "browse",
        "show_more",
        "suggest_relaxation",
        "ask_slot",
        "similar",
        "complete_look",
        "greet",
        "start_over",
    )
)
"""Actions that put other products on the table: what was said before them points at none of these."""


def pointing(message: Message, context: Context, known: Container[str]) -> tuple[Pointer, ...]:
    """The products that a message points at, left to right. `known`: common words, never typos of a card's."""
    table = Table((*context.shown, *context.cart, *context.named))
    before = _before(context, known, table)
    kept = _meant(message, context, before, known, table)
    found = [
        p
        for one in kept
        for p in _pointers(message, one, looks=table.common(one.mention.words) and not one.mention.several(message.lower))
    ]
    explicit = [p for p in found if not p.bare]
    if not explicit or _BESIDE.search(message.lower):
        # A pronoun speaks for itself where nothing else is pointed at, or where it stands beside something to compare.
        own = pronoun(message, context, before)
        if own and (not found or beside(message.lower, own[0], found)):
            found += own
    if not found and (pair := pair_of(context, before)):
        found = [
            Pointer(*m.span(), Reference(message.mended[m.start() : m.end()], p.id))
            for m in list(_WHICH.finditer(message.lower))[:1]
            for p in pair
        ]
    return tuple(sorted(_by_title(message, context, found), key=lambda p: p.start))


def absent(lower: str, text: str, spans: Sequence[Span], pointers: Sequence[Pointer]) -> list[Pointer]:
    """Types with an article that nothing at hand is of, where nothing else is pointed at in words: "take out the hat"."""
    if any(p.strong or p.bare for p in pointers):
        return []
    found = []
    for span in spans:
        before = _ARTICLE.search(lower[: span.start])
        if _TO_BUY_WITH.search(lower[: span.end]):
            continue
        sought = lower[span.start : span.end].endswith("s") and SHOWS.search(lower)
        if span.slot == CATEGORY and not span.negated and before and not sought and not _RANGE.match(lower, span.end):
            found.append(Pointer(before.start(), span.end, Reference(text[before.start() : span.end], None), absent=True))
    return found


def each(pointers: Sequence[Pointer]) -> list[Pointer]:
    """The one reference of a comparison, where it is in doubt between several, as all of them: "compare the Vela kettles"."""
    if len(pointers) != 1 or len(pointers[0].reference.candidates) < 2:
        return list(pointers)
    (one,) = pointers
    return [replace(one, reference=Reference(one.reference.text, i)) for i in one.reference.candidates]


def everyone(message: Message, context: Context, asks: re.Pattern[str] = _ASKS_WHICH) -> list[Pointer]:
    """All on the table, where it is asked which of them is something: where `asks` is found in the message."""
    match = asks.search(message.lower)
    at_hand = context.cart if context.action == "show_cart" else context.shown
    if match is None or len(at_hand) < 2:
        return []
    said = message.said(*match.span())
    return [Pointer(*match.span(), Reference(said, product.id)) for product in at_hand]


def titles(lower: str, context: Context) -> list[tuple[int, int]]:
    """Where a product at hand is called by its whole title, of two words or more."""
    return [(start, end) for start, end, _ in _titled(lower, context)]


def _titled(lower: str, context: Context) -> list[tuple[int, int, str]]:
    """Where the whole title of a product at hand stands, and its id."""
    words = [(m.start(), m.end(), fold_words(m[0])) for m in re.finditer(r"[\w'-]+", lower)]
    flat = [(start, end, fold) for start, end, folds in words for fold in folds]
    found = []
    for product in (*context.shown, *context.cart, *context.named):
        title = fold_words(product.title)
        for at in range(len(flat) - len(title) + 1 if len(title) > 1 else 0):
            if tuple(fold for _, _, fold in flat[at : at + len(title)]) == title:
                found.append((flat[at][0], flat[at + len(title) - 1][1], product.id))
    return found


def _by_title(message: Message, context: Context, found: Sequence[Pointer]) -> list[Pointer]:
    """The same, each that is called by a whole title as that product alone: "the Running Tee (V-neck)" is not the other one."""
    called = _titled(message.lower, context)
    out: list[Pointer] = []
    for pointer in found:
        own = [one for one in called if one[0] < pointer.end and pointer.start < one[1]]
        longest = max((end - start for start, end, _ in own), default=0)
        ids = {i for start, end, i in own if end - start == longest}
        if len(ids) == 1:
            start, end = min(pointer.start, *(one[0] for one in own)), max(pointer.end, *(one[1] for one in own))
            said = message.mended[start:end].strip()
            pointer = replace(pointer, start=start, end=end, reference=Reference(said, ids.pop()), strong=True, bare=False)
        if pointer not in out:
            out.append(pointer)
    return out


def _before(context: Context, known: Container[str], table: Table) -> tuple[str, ...]:
    """What was talked about last: the focus, else what the message before pointed at."""
    if context.focus or not context.user or context.action in _LISTS:
        return context.focus
    bare = Context(shown=context.shown, cart=context.cart)
    return tuple(dict.fromkeys(i for one in _meant(read(context.user), bare, (), known, table) for i in one.ids))


def _meant(message: Message, context: Context, before: tuple[str, ...], known: Container[str], table: Table) -> list[Meant]:
    """What each mention means, without those that are taken back, left out, or only come back to another."""
    said = mentions(message, table, known)
    resolver = Resolver(message, context, table, before)
    resolved: list[Meant] = []
    for mention in said:
        one = resolver(mention, resolved)
        if one is not None:
            if (
                mention.maker
                and resolved
                and not resolved[-1].ids
                and _AND.fullmatch(message.lower[resolved[-1].mention.end : mention.start])
            ):
                other = resolved[-1].mention
                resolved[-1] = resolver(replace(other, words=(*mention.maker, *other.words)), resolved[:-1]) or resolved[-1]
            resolved.append(one)
    kept = _without_parts(message.lower, _without_taken_back(message.lower, resolved))
    if any(not one.mention.negated for one in kept):
        kept = [one for one in kept if not one.mention.negated]
    kept = _joined(message.lower, kept, resolver)
    return _once(message.lower, kept)


def _without_taken_back(lower: str, meant: Sequence[Meant]) -> list[Meant]:
    """Without those that were taken back at once: "the second one, no, the third"."""
    kept = []
    for at, one in enumerate(meant):
        later = next((m for m in meant[at + 1 :] if m.mention.start >= one.mention.end), None)
        if later is None or not TAKEN_BACK.fullmatch(lower[one.mention.end : later.mention.start]):
            kept.append(one)
    return kept


def _without_parts(lower: str, meant: Sequence[Meant]) -> list[Meant]:
    """Without what is on another that is named by its place: "the logo on the first one" is no product with a logo."""
    return [
        one
        for one in meant
        if one.mention.place is not None
        or one.mention.extreme
        or _ITSELF.search(lower[: one.mention.end])
        or not any(
            m.mention.place is not None
            and m.mention.grade > _NAMED
            and not _AROUND.search(lower[: m.mention.end])
            and _ON.fullmatch(lower[one.mention.end : m.mention.start])
            for m in meant
        )
    ]


def _joined(lower: str, meant: Sequence[Meant], resolver: Resolver) -> list[Meant]:
    """Bare types and names only by themselves, or side by side with another; "keyboard and mouse from Hush" shares its maker."""
    firm = [one for one in meant if one.mention.grade > 1]
    kept: list[Meant] = []
    for one in meant:
        beside = any(
            _AND.fullmatch(lower[min(one.mention.end, other.mention.end) : max(one.mention.start, other.mention.start)])
            for other in meant
            if other is not one
        )
        if one.mention.grade > 1 or not firm or beside:
            kept.append(one)
    return kept


def _once(lower: str, meant: Sequence[Meant]) -> list[Meant]:
    """Each product once: what comes back to one that is named, or stands beside it in other words, says nothing new."""
    sure = {i for one in meant for i in one.ids}
    plain = [one for one in meant if one.mention.words or one.mention.place is not None or one.mention.extreme]
    kept: list[Meant] = []
    for one in meant:
        bare = (one.mention.together or one.mention.count) and not (
            one.mention.words or one.mention.extreme or one.mention.place is not None or one.mention.other or one.mention.minus
        )
        told = {i for other in plain if other is not one for i in other.ids}
        if bare and len(told) >= 2:
            continue  # "these two, the first and the fourth"
        if not one.ids and one.candidates and any(i in sure for i in one.candidates) and not _listed(lower, one, meant):
            continue
        kept.append(one)
    return kept


def _listed(lower: str, one: Meant, meant: Sequence[Meant]) -> bool:
    return any(
        re.fullmatch(r"\s*(?:,?\s*(?:and|or|vs\.?|versus|with|&|than))\s+", lower[a.mention.end : b.mention.start])
        for a, b in pairwise(meant)
        if one in (a, b)
    )


def _pointers(message: Message, one: Meant, *, looks: bool) -> list[Pointer]:
    said = one.mention
    text = message.mended[said.start : said.end].strip()
    fixed = bool(said.place is not None or said.extreme or said.price is not None or said.rating is not None or said.limit)
    fixed = (fixed or bool(said.together or said.count)) and said.grade > 1
    strong, bare = said.grade > 2 or (said.grade == 2 and not looks and said.place is None), said.grade == 1
    if not one.ids:
        return [Pointer(said.start, said.end, Reference(text, None, one.candidates), strong, bare, fixed)]
    return [Pointer(said.start, said.end, Reference(text, i), strong, bare, fixed) for i in one.ids]
