"""Numbers as people write and say them: "1,200", "2k", "two hundred", "a hundred and fifty"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {word: 10 * n for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000}
SMALL = {**_UNITS, "couple": 2, "dozen": 12}
"""Words for small counts."""

_WORD = "|".join([*_UNITS, *_TENS, *_SCALES])
WORDS = rf"(?:a\s+(?:hundred|thousand|grand)|(?:{_WORD}))(?:[\s-]+(?:and\s+)?(?:{_WORD}))*\b"
"""Pattern of a number in words."""

DIGITS = r"\d+(?:,\d+)*(?:\.\d+)?(?:\s?k\b)?"
"""Pattern of a number in digits."""

NUMBER = rf"(?:{DIGITS}|{WORDS})"
_LONGEST = 12


def value(text: str) -> Decimal | None:
    """The number, or None where it is none or too long to be meant."""
    text = text.strip().lower()
    return _digits(text) if text[:1].isdigit() else _words(text)


def _digits(text: str) -> Decimal | None:
    thousands = text.endswith("k")
    text = text.rstrip("k").strip()
    if re.fullmatch(r"\d+,\d{1,2}", text):  # 10,99 as on the continent
        text = text.replace(",", ".")
    text = text.replace(",", "")
    if len(text) > _LONGEST:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number * 1000 if thousands else number


def _words(text: str) -> Decimal | None:
    total, part, seen = 0, 0, False
    for word in re.split(r"[\s-]+", text):
        if word in _UNITS:
            part += _UNITS[word]
        elif word in _TENS:
            part += _TENS[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * 1000, 0
        elif word in ("a", "and"):
            continue
        else:
            return None
        seen = True
    return Decimal(total + part) if seen and total + part < 10**9 else None
