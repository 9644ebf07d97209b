"""Which phrases the model may be asked: those whose every word it was taught on pictures.

Asked for anything else ("waterproof", "for hiking", a sentence, no word at all) it would answer too, and know nothing of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data.errors import StoreError
from data.folding import fold_words

FILE = "words.json"
LONGEST = 8
"""Words of a phrase; a longer one is none that can be pointed at."""

_LED = re.compile(r"^(?:(?:with|in|for|has|have|having|a|an|the|some|any|from|made|of)\s+)+")
_DENIED = re.compile(r"^(?:not|no|non|without|nothing)\b[\s-]*")
_AROUND = " .,!?;:'\""
_JOINED = re.compile(r"\b(?:or|and/or)\b", re.I)
_SMALL = frozenset(("a", "an", "and", "at", "in", "it", "of", "on", "that", "the", "to", "where", "with", "says", "all", "is"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` are folded; those `beside` say something only with another ("casual shoes", not "casual"). `near` are groups of
    colours that one picture may be called alike.
    """

    words: frozenset[str]
    beside: frozenset[str]
    near: tuple[frozenset[str], ...]

    @classmethod
    def read(cls, folder: Path) -> Vocabulary:
        """Raises `StoreError` where the file is missing or damaged."""
        try:
            kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
            return cls(
                frozenset(kept["words"]), frozenset(kept["beside"]), tuple(frozenset(group) for group in kept["near colors"])
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{folder / FILE}: the words of the grounding model cannot be read ({error})") from error

    @property
    def colors(self) -> list[str]:
        """Every colour's name."""
        return sorted({color for group in self.near for color in group})

    def sought(self, text: str, *, negated: bool = False) -> str | None:
        """The phrase as it is looked for, without what leads it ("with a hood" -> "hood"); None where it cannot be, as "no hood"
        cannot. Of a `negated` wish the thing is looked for that it rules out: "no hood" -> "hood".
        """
        phrase, before = " ".join(text.split()).casefold(), ""
        while phrase != before:  # until nothing leads it any more: `"with a 'hood'"`
            before, phrase = phrase, _LED.sub("", phrase.strip(_AROUND))
            phrase = _DENIED.sub("", phrase) if negated else phrase
        words = fold_words(phrase)
        if not words or len(words) > LONGEST or _JOINED.search(phrase):
            return None
        meant = [word for word in words if word not in _SMALL]
        known = all(word in self.words for word in meant) and not all(word in self.beside for word in meant)
        return phrase if known else None


def taught(phrases: Iterable[str]) -> list[str]:
    """The words of phrases, folded and sorted, without numbers and small words."""
    words = {word for phrase in phrases for word in fold_words(phrase)}
    return sorted(word for word in words - _SMALL if not any(c.isdigit() for c in word))
