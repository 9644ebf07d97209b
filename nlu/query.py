"""What is left of a message for semantic search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.reading import Reading
from nlu.references import Pointer
from nlu.wishes import phrase_start
from nlu.words import CATEGORY, STOP

_FILLER = STOP | frozenset(
    [
        "am",
        "anything",
        "but",
        "can",
        "different",
        "don't",
        "goes",
        "i'll",
        "i'm",
        "maybe",
        "ones",
        "really",
        "rather",
        "suits",
        "than",
        "these",
        "wear",
        "which",
    ]
)
_COURTESY = re.compile(
    r"\b(?:please|thanks|thank you|hi|hello|hey|can you|could you|would you|do you have|have you got|"
    r"got any|i am|i'm|looking for|look for|i need|i want|"
    r"i'd like|i'd love|show me|find me|give me|gimme|searching for|after|to buy|a pair of|some|"
    r"any|something|anything|actually|instead|also|only)\b"
)
_NOT_SO = re.compile(
    r"\b(?:too|not|nothing|no|without|never|isn't|aren't)\b(?: (?:too|so|very|that|overly|really|much|quite))* [\w-]+"
)
"""What is not wanted, and would be found if it were sought: "not too tall"."""


def query_of(found: Reading, pointers: Sequence[Pointer], elsewhere: Sequence[tuple[int, int]]) -> str:
    """The words without numbers, references, order words, negations and courtesies. `elsewhere`: clauses that search for nothing.

    Where only a type is named that the store does not have, that type alone: nothing else of the message would find it.
    """
    types = [s for s in found.spans if s.slot == CATEGORY and not s.negated]
    if found.unstocked and all(s in found.unstocked for s in types):
        return " ".join(found.message.lower[s.start : s.end] for s in found.unstocked)
    lower = list(found.message.lower)
    out = [(b.start, b.end) for b in found.bounds] + [(p.start, p.end) for p in pointers] + list(found.let_go.taken)
    out += [(phrase_start(found.message.lower, s), s.end) for s in found.spans if s.negated]
    out += [one[1] for one in (found.sort, found.highlight, found.order, found.email) if one]
    out += [(c.start, c.end) for c in found.comparatives]
    out += [(s.start, s.end) for s in found.unstocked if s.slot == CATEGORY]
    out += elsewhere
    for start, end in out:
        lower[start:end] = " " * (end - start)
    text = "".join(lower)
    for correction in {c for s in found.spans for c in s.corrected}:
        text = text.replace(correction.from_.lower(), correction.to)
    text = _NOT_SO.sub(" ", text)
    words = re.sub(r"[^\w\s'&/.-]|(?<!\d)\.(?!\d)", " ", _COURTESY.sub(" ", text)).split()
    while words and words[0] in _FILLER:
        words = words[1:]
    while words and words[-1] in _FILLER:
        words = words[:-1]
    return " ".join(words).strip(" .-'")
