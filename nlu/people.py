"""For whom it is: words for people and ages, as values of the store's `gender`.

"Boys" are met by products for boys and by those for kids alike, as far as the store tells them apart; an age decides between a
child and a grown-up.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from data.lexicon import Lexicon
from nlu.message import Message
from nlu.numbers import WORDS, value
from nlu.spans import Span
from nlu.words import GENDER, PEOPLE

GROWN = 16
"""Years from which on somebody wears what men and women wear."""

_NUMBER = rf"(?P<{{}}>\d{{{{1,2}}}}|{WORDS})"
_AGE = re.compile(
    rf"\b{_NUMBER.format('a')}\s?-?\s?(?:years?|yrs?)\s?-?\s?olds?\b|\b{_NUMBER.format('b')}\s?(?:y/?o|yo)\b"
    rf"|\b(?:he|she|they)(?:'s| is|'re| are| just turned| turns| will be)(?: only| just| now)?\s+{_NUMBER.format('c')}"
    r"(?=\s*(?:$|[.,;!?]|and\b|years?\b|next\b|this\b|now\b|so\b|but\b))"
    rf"|\b(?:aged?|turn(?:s|ing|ed))\s+{_NUMBER.format('d')}\b|\b\d{{1,2}}\s?-?\s?months?\s?-?\s?old\b"
)
_MEETS: dict[str, tuple[str, ...]] = {
    "boys": ("boys", "kids"),
    "girls": ("girls", "kids"),
    "kids": ("kids", "boys", "girls"),
}
_ADULTS = {"boys": "men", "girls": "women"}


def people(message: Message, lexicon: Lexicon, blocked: Collection[tuple[int, int]]) -> list[Span]:
    """For whom it is, where the store keeps a gender: one span, or two for two sorts of people."""
    if GENDER not in lexicon.slots:
        return []
    has = lexicon.stocked(GENDER)
    age = _AGE.search(message.lower)
    years = _years(age) if age else None
    found: list[Span] = []
    for token in message.tokens:
        word = token.text.removesuffix("'s").removesuffix("s'")
        person = PEOPLE.get(word) or PEOPLE.get(token.text)
        if person and not any(token.start < end and start < token.end for start, end in blocked):
            if found and word in ("boy", "boys", "girl", "girls") and found[-1].values == values_for("kids", has):
                found.pop()
            if years is not None and years >= GROWN:
                person = _ADULTS.get(person, person)
            found.append(Span(token.start, token.end, GENDER, values_for(person, has)))
    if age and years is not None and years < GROWN and not any(_for_children(span) for span in found):
        found = [Span(age.start(), age.end(), GENDER, values_for("kids", has))]
    return found[:2] if len({f.values for f in found}) > 1 else found[:1]


def values_for(person: str, has: Collection[str]) -> tuple[str, ...]:
    """The store's values that do for this person; the word itself where the store has none of them."""
    return tuple(v for v in _MEETS.get(person, (person,)) if v in has) or (person,)


def _for_children(span: Span) -> bool:
    return bool({"boys", "girls", "kids"} & set(span.values))


def _years(match: re.Match[str]) -> int | None:
    said = next((match[g] for g in "abcd" if match[g]), None)
    if said is None:
        return 0  # some months
    number = value(said)
    return None if number is None or number > 110 else int(number)
