"""What the intent head sees of a message beside its sentence vector: its words, word pairs, and structural cues.

The cues say what kind of thing stands there (a price bound, an ordinal, an order number), whatever its value.
"""

from __future__ import annotations

import re
from itertools import pairwise

from nlu import details, ranking, references
from nlu.bounds import bounds
from nlu.understanding import Context

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?!@#$£€]")
_NOTHING = Context()

CUES = (
    "price", "rating", "place", "pronoun", "sort", "comparative", "highlight", "order", "email", "quantity", "command",
    "asked", "good", "bad", "question", "short", "one_word", "first_person", "drop", "negation",
)  # fmt: skip
_DROP = re.compile(
    r"\b(?:any (?:colou?r|size|brand|price|material)|doesn'?t have to|needn'?t|forget|ignore|"
    r"doesn'?t matter|not fussy|after all|drop the|no need|filter|up to|flexible)\b"
)
_NEGATION = re.compile(r"\b(?:no|not|without|except|nothing|but)\b|n't\b")


def ngrams(lower: str) -> list[str]:
    """Words and pairs of neighbouring words, with the ends marked; numbers are all one word."""
    words = ["^", *("0" if w.isdigit() else w for w in _WORD.findall(lower)), "$"]
    return [*words[1:-1], *(f"{a} {b}" for a, b in pairwise(words))]


def cues(lower: str) -> list[str]:
    """The names of the cues that are there."""
    found = bounds(lower)
    taken = [(b.start, b.end) for b in found]
    places = references.places(lower, lower, _NOTHING)
    here = {
        "price": any(b.slot == "price" for b in found),
        "rating": any(b.slot == "rating" for b in found),
        "place": bool(places),
        "pronoun": bool(re.search(r"\b(?:it|its|this|that|these|those|them)\b", lower)),
        "sort": ranking.sort_word(lower, taken) is not None,
        "comparative": bool(ranking.comparatives(lower, taken)),
        "highlight": ranking.highlight(lower, taken) is not None,
        "order": details.order_id(lower, lower, taken, tracking=False) is not None,
        "email": details.email(lower, lower) is not None,
        "quantity": details.quantity(lower, taken) is not None,
        "command": details.command(lower) is not None,
        "asked": bool(details.asked_slots(lower, ())),
        "good": details.sentiment(lower) == "positive",
        "bad": details.sentiment(lower) == "negative",
        "question": "?" in lower
        or bool(re.match(r"\W*(?:what|which|who|where|when|why|how|is|are|do|does|can|has|have|did|will)\b", lower)),
        "short": len(lower.split()) <= 3,
        "one_word": len(lower.split()) == 1,
        "first_person": bool(re.search(r"\b(?:i|i'm|i'd|i'll|my)\b", lower)),
        "drop": bool(_DROP.search(lower)),
        "negation": bool(_NEGATION.search(lower)),
    }
    return [name for name, is_there in here.items() if is_there]
