"""Prices as feeds write them: "52.00 USD", "$1,299", "1.299,00 €", "12,5", "Rs. 500", "12,-"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from data.feeds.currencies import currencies

LONGEST = 60
"""Characters of a price at most."""

_NAME = r"(?:[^\d.,+-]|(?<=[^\W\d_])\.|[.,](?!\d))*"
_SHAPE = re.compile(rf"(?P<before>{_NAME})(?P<sign>[+-]?)(?P<mark>{_NAME})(?P<digits>[.,]?\d[\d.,' ]*)(?P<after>\D*)")
_GROUPED = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?P<mark>[ '.,])\d{3}(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,](?P<rest>\d+))?", re.ASCII
)
_INDIAN = re.compile(r"(?P<whole>[1-9]\d?(?P<mark>,)\d{2}(?:,\d{2})*,\d{3})(?:\.(?P<rest>\d+))?", re.ASCII)
_PLAIN = re.compile(r"(?P<whole>\d*)(?P<mark>[.,]?)(?P<rest>\d*)", re.ASCII)
_GROUPED_BY_POINT = frozenset(("EUR", "SEK", "DKK", "NOK", "PLN", "CZK", "TRY", "BRL"))
_ALIKE = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"), **dict.fromkeys("’‘`´", "'")})
_BLANK = re.compile(r"\s+")
_AROUND = " .:-"
_MOST = Decimal(10) ** 12


@lru_cache(maxsize=50_000)
def price_of(written: str, expected: str | None = None) -> tuple[Decimal, str | None]:
    """-> amount, and the currency (three letters) if it is written beside it.

    What several currencies write alike ("$", "kr", "£") is the one that is `expected`, if it may be, else the likeliest. Raises
    `ValueError` saying what is wrong.
    """
    digits, meant = _read(written)
    currency = expected if expected in meant else next(iter(meant), None)
    amount = _amount(digits, currency)
    if amount > _MOST:
        raise ValueError("a price that high cannot be right")
    return amount, currency


def _read(written: str) -> tuple[str, tuple[str, ...]]:
    """-> the digits with their marks, and the currencies that may be meant. A dash behind stands for no cents ("12,-", "12:-"),
    else for a minus.
    """
    text = _BLANK.sub(" ", written.translate(_ALIKE)).strip()
    match = _SHAPE.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        raise ValueError("not a price")
    digits, after = match["digits"].rstrip(), match["after"].strip()
    has_dash = after.startswith("-") or after.endswith("-")
    if match["sign"] == "-" or (has_dash and not digits.endswith((".", ","))):
        raise ValueError("a price cannot be negative")
    names = [name for part in (match["before"], match["mark"], after) if (name := part.strip(_AROUND))]
    return digits.rstrip(".,"), currencies(names)


def _amount(digits: str, currency: str | None) -> Decimal:
    """Marks between groups of three digits group thousands, the last of two kinds is the decimal one.

    One comma before three digits groups them, one point only where the currency's countries write it so. A number that begins
    with a zero has no thousands.
    """
    match = _GROUPED.fullmatch(digits) or _INDIAN.fullmatch(digits)
    if match is None or (digits.count(".") == 1 and match["mark"] == "." and currency not in _GROUPED_BY_POINT):
        match = _PLAIN.fullmatch(digits)
    if match is None:
        raise ValueError("not one price" if " " in digits else "not a price")
    whole = re.sub(r"\D", "", match["whole"])
    amount = Decimal(f"{whole}.{match['rest']}" if match["rest"] else whole)
    exponent = amount.as_tuple().exponent
    return round(amount, 2) if isinstance(exponent, int) and exponent < -4 else amount
