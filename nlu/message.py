"""One message, made safe to read: the same text in lower case, letter for letter, and its words with their places.

Every span found later is a pair of character offsets into `text`, so that a phrase is always the shopper's exact words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 2000
"""Characters that are read; the rest is cut, with a note."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:[a-z]+\d*)?|[^\W\d_]+(?:'[^\W\d_]+)*\d*|[^\w\s]|_")
_TAG = re.compile(r"<[/!]?[a-z][^<>]{0,200}>")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `text` in lower case."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """`lower` has the length of `text`; what cannot be read (control characters, tags) is blank in it."""

    text: str
    lower: str
    tokens: tuple[Token, ...]
    notes: tuple[str, ...] = ()

    def said(self, start: int, end: int) -> str:
        """The shopper's own words between two offsets, without blanks at the ends."""
        return self.text[start:end].strip()

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The range of tokens that lie within these offsets."""
        first = next((i for i, t in enumerate(self.tokens) if t.start >= start), len(self.tokens))
        last = next((i for i in range(first, len(self.tokens)) if self.tokens[i].end > end), len(self.tokens))
        return first, last


def read(text: str) -> Message:
    """Any text -> a message. Never fails."""
    notes: tuple[str, ...] = ()
    if len(text) > LONGEST:
        text, notes = text[:LONGEST], (f"only the first {LONGEST} characters were read",)
    lower = "".join(_plain(c) for c in text)
    lower = _TAG.sub(lambda m: " " * len(m[0]), lower)
    tokens = tuple(Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(lower))
    return Message(text, lower, tokens, notes)


def readable(message: Message) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(c.isalnum() for c in message.lower)


def _plain(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isprintable() else " "
    if unicodedata.category(char)[0] in "CZ":
        return " "
    low = char.translate(_QUOTES).lower()
    return low if len(low) == 1 else char
