"""A question asked again, of another product: "what colour is the sole of the first one?" - "and the second?"."""

from __future__ import annotations

import re

from dialogue_policy.state import DialogueState
from nlu.understanding import LOOKS_CLOSER, Understanding

_ASKED = LOOKS_CLOSER | {"ask_reviews", "ask_size_fit", "check_availability"}
TOLD_OF = 2
"""Products of which all that was asked is told; of more it is told which of them have it, and none is talked about by itself."""
_CUE = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|hm+|oh)\W+)*(?:and|n|&|or|but)\b|\b(?:wh?at|hows?) about\b|"
    r"\b(?:same|too|as well|also)\b|\?\s*$",
    re.I,
)
"""Without one of these a product that is named is looked at, and not asked about again."""
_SAYS_NOTHING = """
a about again also and are as ask at but can did do does doing for from had has have hm hmm how hows i in is it it's its just me
mine my n now of oh ok okay on one one's ones or out please pls question really same say show so tell that that's the their them
then there they thing this those these to too want was wat well what what's whats with yeah yes you
"""
_FILLING = frozenset(_SAYS_NOTHING.split())
_TOO = re.compile(r"\b(?:too|also|as well|same)\b")
_PRONOUN = re.compile(r"it|this|that|they|them|these|those", re.I)
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


def asked_again(state: DialogueState, heard: Understanding) -> Understanding | None:
    """The question before, of the products that this message names; None where it says anything else."""
    before = state.understanding
    if before is None or not before.intents or not {intent.name for intent in before.intents} <= _ASKED:
        return None
    if len(before.references) > TOLD_OF:
        return None  # what was asked of all
    ids = tuple(dict.fromkeys(one.product_id for one in heard.references if one.product_id))
    if not 0 < len(ids) <= TOLD_OF or heard.command or heard.order_id or heard.email or not _CUE.search(heard.text):
        return None
    left = heard.text.casefold()
    for one in heard.references:
        left = left.replace(one.text.casefold(), " ", 1)
    repeats = _TOO.search(left) is not None
    known = _FILLING | set(_WORD.findall(before.text.casefold()) if repeats else ())
    if not repeats and all(_PRONOUN.fullmatch(one.text.strip()) for one in heard.references):
        return None  # "is it white?" is a question of its own
    if any(word not in known for word in _WORD.findall(left)):
        return None
    return _replaced(before, heard)


def _replaced(before: Understanding, heard: Understanding) -> Understanding:
    """The question with the products that are named now in the place of those that were named in it."""
    now = heard.references[0].text
    old = next((one.text for one in before.references if one.text and one.text in before.text), "")
    text = before.text.replace(old, now, 1) if old else f"{before.text.rstrip(' ?.!')} {now}"
    return Understanding(
        text=text,
        intents=before.intents,
        asked=before.asked,
        options=before.options,
        chosen=before.chosen,
        references=heard.references,
        corrections=heard.corrections,
        notes=heard.notes,
    )
