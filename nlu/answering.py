"""An answer to "which size?": one of the values that were offered, with nothing else said.

Sizes are written in ways that patterns read otherwise ("S/M" as two sizes, "57 cm" as 57, "4" as a count), so what was offered is
looked for as it stands before anything is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.numbers import WORDS, value
from nlu.sizes import FILLER
from nlu.words import SIZE

_BEFORE = re.compile(
    rf"\W*(?:(?:{FILLER}|i'?d say|i'?ll (?:have|take|go (?:with|for))|let'?s (?:go (?:with|for)|take|do)|go (?:with|for)|"
    r"probably|please|size|colou?r|it'?s|that'?s|for)\b[ ,.:]*)*"
)
_AFTER = re.compile(
    r"[ ,]*(?:(?:please|pls|thanks|thank you|ta|then|instead|maybe|i think|i guess|probably|for me|for (?:him|her|them)|it is|"
    r"would be (?:good|great|fine|nice|perfect)|is (?:fine|good|great|perfect)|size|one)[ ,]*)*[\s.!]*"
)
_UNIT = re.compile(r"(\d+(?:[.,]\d+)?)\W*[a-z\"'°]*")


def chosen(lower: str, slot: str, options: Sequence[str]) -> str | None:
    """The option of `slot` that the whole message names, as it was offered; None where it says anything else.

    A number alone names the one option with that number: "57" the "57 cm". To "which size?" it is a size even where none is
    called so, and the shopper is told that there is none.
    """
    said = lower[_end_of(_BEFORE, lower) :] if lower.strip() else ""
    for option in sorted(options, key=len, reverse=True):
        written = re.escape(option.casefold()).replace(r"\ ", r"\s*").replace("/", r"\s*/\s*")
        match = re.match(rf"{written}(?!\w)", said) or re.match(rf"{written}(?!\w)", lower.strip())
        if match and _AFTER.fullmatch(match.string, match.end()):
            return option
    number = re.match(rf"(?:\d{{1,3}}(?:[.,]\d+)?|{WORDS})(?![\w/x×-])", said)
    if number is None or not _AFTER.fullmatch(said, number.end()):
        return None
    wanted = value(number[0])
    same = [o for o in options if (m := _UNIT.fullmatch(o.casefold())) and value(m[1]) == wanted]
    if len(same) == 1:
        return same[0]
    return str(wanted) if slot == SIZE and not same else None


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
