"""Numbers as people write and say them: "1,200", "2k", "two hundred", "a hundred and fifty", "one sixty", "four and a half"."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_ONES = dict(zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), range(1, 10), strict=True))
_TEENS = dict(
    zip(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        range(10, 20),
        strict=True,
    )
)
_UNITS = {"zero": 0, **_ONES, **_TEENS}
_TENS = {word: 10 * n for n, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
_SCALES = {"thousand": 1000, "grand": 1000, "k": 1000}
_NOTES = {"fiver": 5, "tenner": 10, "ton": 100}
SMALL = {**_UNITS, "couple": 2, "dozen": 12}
"""Words for small counts."""

_GAP = r"(?:\s+|-)"
_O, _E, _T = ("|".join(words) for words in (_ONES, _TEENS, _TENS))
_BELOW_100 = rf"(?:(?:{_T})(?:{_GAP}(?:{_O})\b|(?!-(?:{_O})\b))|{_E}|{_O}|zero)"
_HUNDREDS = rf"(?:(?:(?:an?|(?:a\s+)?couple(?:\s+of)?|{_BELOW_100}){_GAP})?hundred(?:\s+(?:and\s+)?{_BELOW_100}\b)?)"
_HUNDREDS_SAID_SHORT = rf"(?:(?:{_O}){_GAP}(?:(?:{_T})(?:{_GAP}(?:{_O})\b)?|{_E}))"
_HALVES = rf"(?:{_BELOW_100}\s+and\s+a\s+half(?:\s+(?:hundred|thousand|grand|k))?)"
_BELOW_1000 = rf"(?:{_HUNDREDS}|{_HUNDREDS_SAID_SHORT}|{_BELOW_100}|an?|(?:a\s+)?couple(?:\s+of)?)"
_THOUSANDS = rf"(?:{_BELOW_1000}{_GAP}(?:thousand|grand|k)\b(?:\s+(?:and\s+)?(?:{_HUNDREDS}|{_BELOW_100})\b)?)"
WORDS = rf"\b(?:{_HALVES}|{_THOUSANDS}|{_HUNDREDS}|{_HUNDREDS_SAID_SHORT}|{_BELOW_100})(?:\b|(?=ish\b))"
"""Pattern of a number in words."""

COUNTS = rf"\b(?:{_HUNDREDS}|{_BELOW_100})\b"
"""Pattern of a whole number in words, as things are counted: "two forty watt bulbs" are two."""

DIGITS = r"\d+(?:,\d{1,12}){0,4}(?:\.\d+)?(?:(?:\s+and\s+a\s+half)?(?:\s?k\b|\s+(?:hundred|thousand|grand)\b))?"
"""Pattern of a number in digits."""

NUMBER = rf"(?:{DIGITS}|{WORDS})"
NOTES = rf"(?:\b(?:an?|{_O})\s+(?:fiver|tenner|ton)s?\b)"
"""Pattern of money named by its notes ("a tenner")."""

_LONGEST = 12


def value(text: str) -> Decimal | None:
    """The number, or None where it is none or too long to be meant."""
    text = text.strip().lower()
    return _digits(text) if text[:1].isdigit() else _words(text)


def _digits(text: str) -> Decimal | None:
    match = re.fullmatch(r"([\d.,]+)(\s+and\s+a\s+half)?\s*(k|hundred|thousand|grand)?", text)
    if match is None:
        return None
    text = match[1]
    if re.fullmatch(r"\d+,\d{1,2}", text):  # 10,99 as on the continent
        text = text.replace(",", ".")
    text = text.replace(",", "")
    if len(text) > _LONGEST:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    scale = 100 if match[3] == "hundred" else 1000 if match[3] else 1
    return (number + Decimal("0.5") if match[2] else number) * scale


def _words(text: str) -> Decimal | None:
    total, part, seen, last = Decimal(0), Decimal(0), False, ""
    for word in re.split(r"[\s-]+", text):
        number = _UNITS.get(word, _TENS.get(word))
        if number is not None:
            short = last in _ONES and number >= 10  # "one sixty"
            part = part * 100 + number if short and part < 10 else part + number
        elif word == "hundred":
            part = max(part, Decimal(1)) * 100
        elif word == "half":
            part += Decimal("0.5")
        elif word == "couple":
            part += 2
        elif word in _SCALES:
            total, part = total + max(part, Decimal(1)) * 1000, Decimal(0)
        elif word.removesuffix("s") in _NOTES:
            part = max(part, Decimal(1)) * _NOTES[word.removesuffix("s")]
        elif word in ("a", "an", "and", "of"):
            continue
        else:
            return None
        seen, last = True, word
    found = total + part
    return (found if found % 1 else Decimal(int(found))) if seen and found < 10**9 else None
