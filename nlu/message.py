"""One message, made safe to read: the same text in lower case, letter for letter, and its words with their places.

Every span found later is a pair of character offsets into `lower`, and `said` gives the shopper's exact words for it, also where
a slip of spelling was put right on the way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.understanding import Correction

LONGEST = 2000
"""Characters that are read; the rest is cut, with a note."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:[a-z]+\d*)?|[^\W\d_]+(?:'[^\W\d_]+)*\d*|[^\w\s]|_")
_TAG = re.compile(r"<[/!]?[a-z][^<>]{0,200}>")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": ",", "−": "-"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `text` in lower case."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A word read as another: its place in what was typed, and what is read there. `told`: a typo, that the shopper is told
    of.
    """

    start: int
    end: int
    meant: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """`text` as typed. `mended` with slips of spelling put right, `lower` the same in lower case, letter for letter.

    What cannot be read (control characters, tags) is blank in `lower`. `edits` are those that led from `text` to `mended`.
    """

    text: str
    mended: str
    lower: str
    tokens: tuple[Token, ...]
    notes: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()

    def said(self, start: int, end: int) -> str:
        """The shopper's own words between two offsets, without blanks at the ends."""
        return self.text[self._typed(start, first=True) : self._typed(end, first=False)].strip()

    def at(self, start: int, end: int) -> tuple[int, int]:
        """The range of tokens that lie within these offsets."""
        first = next((i for i, t in enumerate(self.tokens) if t.start >= start), len(self.tokens))
        last = next((i for i in range(first, len(self.tokens)) if self.tokens[i].end > end), len(self.tokens))
        return first, last

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return tuple(Correction(self.text[e.start : e.end], e.meant) for e in self.edits if e.told)

    def _typed(self, place: int, *, first: bool) -> int:
        """An offset of `mended` as an offset of `text`; within a mended word its beginning, or its end."""
        shift = 0
        for edit in self.edits:
            start = edit.start + shift
            end = start + len(edit.meant)
            if place <= start:
                break
            if place < end or (place == end and not first):
                return edit.start if first else edit.end
            shift += len(edit.meant) - (edit.end - edit.start)
        return place - shift


def read(text: str) -> Message:
    """Any text -> a message. Never fails."""
    notes: tuple[str, ...] = ()
    if len(text) > LONGEST:
        text, notes = text[:LONGEST], (f"only the first {LONGEST} characters were read",)
    lower = "".join(_plain(c) for c in text)
    lower = _TAG.sub(lambda m: " " * len(m[0]), lower)
    return Message(text, text, lower, _tokens(lower), notes)


def edited(message: Message, edits: Sequence[Edit]) -> Message:
    """The message with these words, left to right, read as what they meant."""
    if not edits:
        return message
    mended, lower, last = "", "", 0
    for edit in edits:
        mended += message.text[last : edit.start] + edit.meant
        lower += message.lower[last : edit.start] + edit.meant
        last = edit.end
    lower += message.lower[last:]
    return Message(message.text, mended + message.text[last:], lower, _tokens(lower), message.notes, tuple(edits))


def readable(message: Message) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(c.isalnum() for c in message.lower)


def _tokens(lower: str) -> tuple[Token, ...]:
    return tuple(Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(lower))


def _plain(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isprintable() else " "
    if unicodedata.category(char)[0] in "CZ":
        return " "
    low = char.translate(_QUOTES).lower()
    return low if len(low) == 1 else char
