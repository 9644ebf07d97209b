"""Wishes in words that no record has: "minimalist jackets", where nothing in the shop is called minimalist."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from typing import TYPE_CHECKING

from assistant.actions.records import denied
from assistant.actions.targets import said
from data.folding import fold_words
from data.product import Pick
from data.things import telling
from dialogue_policy.state import DialogueState
from nlu.words import NEGATIVE, POSITIVE, STOP

if TYPE_CHECKING:
    from assistant.world import World

MOST, _SHORTEST, _LOOKED_AT, _LONGEST = 2, 3, 500, 40
"""Words told at most; letters of such a word at least; products that are looked through for it; letters of what is said back."""

_WORD = r"[a-z][a-z-]{3,}"
_MATTERS_OF_TASTE = """
comfy comfortable stylish quality decent smart elegant fancy proper sturdy affordable budget bigger biggest huge tiny cozy cosy
simple basic classic modern trendy fashionable suitable durable reliable ideal favourite favorite matching
everyday unusual interesting
"""
_FUNCTION = """
various several couple whole entire really quite rather pretty maybe perhaps into onto that's it's with without size sizes wait
colour color made them they their your have having been were from when while where this than then also only just some more most
other another every each both either neither about around under over below above like gift present pair waist
someone somebody anything something
"""
_WITH = r"(?:with|having|featuring|(?:that|which|it) (?:has|have|comes? with|includes?))"
_UNTIL = re.compile(
    r"[^a-z' -]|\b(?:in|for|under|over|below|above|up|from|by|at|to|on|that|which|please|pls|less|more|but|made|so|if|i|my|is|"
    r"are|around|about|between|instead|then|now|thanks|ideally|preferably|maybe|without|of|not|no|nor|never)\b"
)
"""Where what a thing should have ends: "with gps under $100"."""
_OF_THEMSELVES = re.compile(r"\b(?:i['’]?m|i am|we['’]?re|we are|(?:he|she)(?:['’]s| is)|they(?:['’]re| are))\s+$")
_RULED_OUT = re.compile(
    rf"\b(?:not|without|no|nothing)\s+(?:any\s+|an?\s+|the\s+)?(?P<w>{_WORD})(?=\s*(?:$|[.,;!?]|\b(?:and|or|please|pls|under|in|for)\b))"
)
_NO_THING = """
sure idea problem problems thanks worries rush hurry bothered fussy necessarily longer preference particular specific sale
fuss bother need matter time clue expensive pricey cheap dear bad wrong possible available
"""
"""What "no" and "not" stand before without ruling anything out."""
_LEADING = re.compile(
    r"^(?:(?:and|but|ok(?:ay)?|hmm+|um+|well|so|maybe|please|actually|i want|i need|i'd like|i would like|show me|something|"
    r"anything|with|for|one that|ones that|preferably|ideally)\b[ ,]*)+",
    re.I,
)
_AND = re.compile(r"\b(?:and|or|plus|with)\b|,|&")
_NO_RECORD = STOP | POSITIVE | NEGATIVE | frozenset(_MATTERS_OF_TASTE.split()) | frozenset(_FUNCTION.split())
"""Words that nobody expects in a record."""


def unknown_words(state: DialogueState, world: World) -> tuple[str, ...]:
    """Words of this message that describe what is sought ("waterproof and lockable bags") and stand in no record of what passes.

    They only guide the order, by their meaning: the shopper is told, and is not left to think that all of these are so.
    """
    query = set(said(state).query.casefold().split())
    text, kinds, known = _sought(state)
    others = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    if not kinds:
        return ()
    # "Minimalist jackets", "minimalist black jackets", "waterproof and lockable bags".
    before = re.compile(rf"\b(?P<w>{_WORD})(?: and (?:{others}))?(?: (?:{others}))* (?:{kinds})\b")
    found = dict.fromkeys(match["w"] for match in before.finditer(text))
    words = [w for w in found if w in query and w not in _NO_RECORD and all(w not in one.split() for one in known)]
    words = [w for w in words if not any(m.kind == "exact" and m.entry.count for m in world.store.lexicon.match([w]))]
    words += _parts(text, kinds, known)
    return tuple(_in_none(words, state, world))[:MOST] if words else ()


def not_ruled_out(state: DialogueState, world: World) -> tuple[str, ...]:
    """Words of this message that say what is not wanted, and that nothing here goes by: "jeans, not ripped"."""
    heard = said(state)
    text, kinds, _ = _sought(state)
    if not kinds:
        return ()
    known = {word for p in heard.phrases for text in (p.text, p.value) for word in fold_words(text)}
    found = (match["w"] for match in _RULED_OUT.finditer(text) if not _OF_THEMSELVES.search(text, 0, match.start()))
    words = (
        word for word in found if word not in _NO_RECORD and word not in _NO_THING.split() and known.isdisjoint(fold_words(word))
    )
    return tuple(word for word in words if not world.store.lexicon.match([word]))[:MOST]


def said_by_some(state: DialogueState, world: World, picks: Collection[Pick]) -> tuple[str, tuple[str, ...]]:
    """What the thing sought should have that nothing here goes by, and the titles of the cards whose record says it: "collar"
    of "jackets with a collar". Empty where all say it, where no record of all that passes does, and where nothing is left over.
    """
    text, kinds, known = _sought(state)
    for part in _parts(text, kinds, known) if kinds else ():
        titles = tuple(pick.product.title for pick in picks if _says(pick, part))
        if len(titles) < len(picks) and not list(_in_none([part], state, world)):
            return part, titles
    return "", ()


def _sought(state: DialogueState) -> tuple[str, str, set[str]]:
    """The message, the types that it seeks as a pattern ("" where it seeks none), and all that was understood of it."""
    heard = said(state)
    if not heard.says("search_product", "refine_search", "request_recommendation"):
        return "", "", set()
    kinds = "|".join(re.escape(p.text.casefold()) for p in heard.phrases if p.slot == "category" and p.polarity == "is")
    return " ".join(heard.text.casefold().split()), kinds, {p.text.casefold() for p in heard.phrases if p.polarity == "is"}


def _says(pick: Pick, part: str) -> bool:
    """Whether the words of a part stand side by side in the product's own text or in one of its values."""
    product, wanted = pick.product, fold_words(part)
    if len(wanted) == 1 and telling(product, pick.variant, wanted):
        return True  # "logo color", of a logo
    values = (
        value.original for slot in product.slots() for value in product.values(slot, pick.variant) if not denied(value.original)
    )
    texts = (fold_words(text) for text in (product.title, product.description, *values))
    return any(text[at : at + len(wanted)] == wanted for text in texts for at in range(len(text) - len(wanted) + 1))


def _in_none(words: Iterable[str], state: DialogueState, world: World) -> Iterator[str]:
    """Those of which no product that passes says each word."""
    passing = set(world.store.select(state.constraints).rows)

    def found(word: str) -> bool:
        return not passing.isdisjoint(row for row, _ in world.store.text_search(word, k=_LOOKED_AT))

    return (one for one in words if not all(map(found, one.split())))


def unheard(state: DialogueState) -> str:
    """The shopper's words, where a search was to be narrowed by something that nothing here goes by ("not too tall"), else ""."""
    heard = said(state)
    done = (heard.constraints, heard.dropped, heard.dropped_values, heard.sort, heard.highlight, heard.references, heard.command)
    moved = any(one.slot in ("price", "rating") for one in heard.relatives)
    if not heard.says("refine_search") or any(done) or moved or heard.quantity is not None or len(heard.intents) > 1:
        return ""
    text = _LEADING.sub("", " ".join(heard.text.split())).strip(" .!?,")
    words = [w for w in re.findall(r"[a-z'-]+", text.casefold()) if len(w) >= _SHORTEST and w not in STOP]
    return text if words and len(text) <= _LONGEST else ""


def _parts(text: str, kinds: str, known: Collection[str]) -> list[str]:
    """What the thing sought should have that was not understood: "gps" of "a watch with gps under $100"."""
    out, longest = [], sorted(known, key=len, reverse=True)
    for match in re.finditer(rf"\b(?:{kinds})s? {_WITH} ", text):
        end = _UNTIL.search(text, match.end())
        for part in _AND.split(text[match.end() : end.start() if end else None]):
            left = reduce(lambda rest, one: re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", " ", rest), longest, part)
            words = [w for w in left.split() if len(w) >= _SHORTEST and w not in _NO_RECORD]
            out += [" ".join(words)] if words else []
    return out
