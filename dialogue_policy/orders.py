"""An order talked about: what was given to look it up, and follow-ups once it is known to be the shopper's.

An order's facts are told only to who gives its number and its e-mail in this session. Once they were, "when will it arrive" needs
neither again; another number is held against the e-mail given.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dialogue_policy.answers import ORDER_FACTS
from dialogue_policy.state import DialogueState, Verified
from nlu.understanding import Intent, Understanding

FOLLOWED = 3
"""Actions after an order was told within which "it" may still be the order."""

_THE_ORDER = re.compile(
    r"\b(?:what|which (?:items?|things?|ones?)) (?:did|have|had) i (?:order|buy|bought|ordered)\b"
    r"|\b(?:in|about|of|with|cancel|change|return|track|where(?:'s| is)|has|when(?:'s| is| will| does)) (?:my|the|that|this) "
    r"(?:\w+ )?(?:order|parcel|package)\b|\bmy (?:order|parcel|package)\b"
)
_IT = re.compile(
    r"\b(?:when|what (?:day|time|date))\b[^.?!]{0,12}\b(?:will|does|do|is|are|should|can|'ll)\b[^.?!]{0,20}"
    r"\b(?:it|they|that)\b[^.?!]{0,20}\b(?:arriv\w+|com(?:e|ing)|get(?:ting)? here|be here|delivered|shipped|sent|ship|due)\b"
    r"|^\W*(?:and |so |but )?(?:is|are|has|have|was|were|did) (?:it|they|that) (?:been |be |already |still |yet )*"
    r"(?:deliver\w*|ship\w*|sent|dispatched|arriv\w+|on (?:its|the|their) way|in transit|paid|refunded|cancel\w*|late|lost)\b"
    r"|\b(?:can|could|may|do|how (?:do|can)) i (?:still )?(?:cancel|track|change|amend|follow) (?:it|that|them|this)\b"
    r"|^\W*(?:please )?(?:cancel|track) (?:it|that|them)\b|\bwhere is it\b|\bhow (?:was|is) it (?:being )?(?:sent|shipped|paid)\b"
    r"|\bwhat(?:'s| is| was) (?:in it|its status|the (?:status|total|tracking\b.*))\W*$"
)


def about_order(state: DialogueState, heard: Understanding) -> Understanding:
    """The message, read as one about the order told before where it is: that follow-up needs no number."""
    if state.verified is None or heard.command or heard.says("track_order") or heard.order_id:
        return heard
    lower = " ".join(heard.text.casefold().replace("’", "'").split())
    lately = "order_status" in state.trail[-FOLLOWED:]
    if not (_THE_ORDER.search(lower) or (lately and _IT.search(lower))):
        return heard
    sure = Intent("track_order", max((i.confidence for i in heard.intents), default=1.0))
    # What is said of an order is no wish of the search, nor a product pointed at.
    return Understanding(text=heard.text, intents=(sure,), email=heard.email, notes=heard.notes)


def with_order_facts(state: DialogueState, heard: Understanding) -> DialogueState:
    """The number and the e-mail to look an order up with: they live while one of them is awaited or given.

    A message about an order that gives neither is about the one that was told.
    """
    awaited = state.awaiting is not None and state.awaiting.slot in ORDER_FACTS
    number, email = (state.order_id, state.email) if awaited else (None, None)
    number, email = heard.order_id or number, heard.email or email
    if state.verified is not None and (heard.says("track_order") or heard.order_id):
        number, email = number or state.verified.number, email or state.verified.email
    same = (number, email) == (state.order_id, state.email)
    return state if same else replace(state, order_id=number, email=email)


def told(state: DialogueState, number: str | None) -> Verified | None:
    """The order to follow up after an answer that told the facts of order `number`, or of none."""
    return Verified(number, state.email) if number and state.email else state.verified
