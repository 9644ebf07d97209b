"""Wishes in words that no record has: "minimalist jackets", where nothing in the shop is called minimalist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.actions.targets import said
from dialogue_policy.state import DialogueState
from nlu.words import NEGATIVE, POSITIVE, STOP

if TYPE_CHECKING:
    from assistant.world import World

MOST = 2
"""Words told at most."""

_WORD = r"[a-z][a-z-]{3,}"
_MATTERS_OF_TASTE = """
comfy comfortable stylish quality decent smart elegant fancy proper sturdy affordable budget bigger biggest huge tiny cozy cosy
simple basic classic modern trendy fashionable suitable durable reliable ideal favourite favorite matching
everyday unusual interesting
"""
_FUNCTION = """
various several couple whole entire really quite rather pretty maybe perhaps into onto that's it's with without size sizes wait
colour color made them they their your have having been were from when while where this than then also only just some more most
other another every each both either neither about around under over below above like gift present pair
someone somebody anything something
"""
_NO_RECORD = STOP | POSITIVE | NEGATIVE | frozenset(_MATTERS_OF_TASTE.split()) | frozenset(_FUNCTION.split())
"""Words that nobody expects in a record."""


def unknown_words(state: DialogueState, world: World) -> tuple[str, ...]:
    """Words of this message that describe what is sought ("waterproof and lockable bags") and stand in no record at all.

    They only guide the order, by their meaning: the shopper is told, and is not left to think that all of these are so.
    """
    heard = said(state)
    if not heard.says("search_product", "refine_search", "request_recommendation"):
        return ()
    query = set(heard.query.casefold().split())
    text = " ".join(heard.text.casefold().split())
    known = {p.text.casefold() for p in heard.phrases if p.polarity == "is"}
    kinds = "|".join(re.escape(p.text.casefold()) for p in heard.phrases if p.slot == "category" and p.polarity == "is")
    others = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    if not kinds:
        return ()
    # "Minimalist jackets", "minimalist black jackets", "waterproof and lockable bags".
    before = re.compile(rf"\b(?P<w>{_WORD})(?: and (?:{others}))?(?: (?:{others}))* (?:{kinds})\b")
    found = dict.fromkeys(match["w"] for match in before.finditer(text))
    words = (w for w in found if w in query and w not in _NO_RECORD and all(w not in one.split() for one in known))
    return tuple(w for w in words if not world.store.text_search(w, k=1))[:MOST]
