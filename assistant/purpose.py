"""What something is for, beside whom it is for: the "cooks" of "something for my dad who cooks"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.constraint import Phrase
from nlu.words import PEOPLE, STOP

_SAYS_NOTHING = frozenset(
    (
        "anniversary", "birthday", "christmas", "xmas", "easter", "valentine's", "valentines", "gift", "gifts", "present",
        "presents", "surprise", "idea", "ideas", "treat", "special", "lovely", "perfect", "ideal", "recommend", "suggest",
        "recommendation", "suggestion", "somebody", "someone", "who's", "loves", "likes", "enjoys", "year", "years", "turning",
        "everything", "friend", "partner", "colleague", "boss", "teacher", "it's", "that's", "i'm", "he's", "she's", "they're",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def purpose(query: str, phrases: Iterable[Phrase]) -> str:
    """The words of a query that are neither about a person or an occasion nor wishes of their own; "" where none is left."""
    wished = {word for phrase in phrases for word in _words(phrase.text)}
    return " ".join(w for w in _words(query) if not {w, w.removesuffix("'s")} & (STOP | _SAYS_NOTHING | wished | PEOPLE.keys()))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))
