"""Prices as feeds write them: "52.00 USD", "$1,299", "1.299,00 €", "12,5"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_SYMBOLS = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "zł": "PLN",
    "kč": "CZK",
    "kr": "SEK",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "r$": "BRL",
    "₹": "INR",
    "rs": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "fr": "CHF",
}
_SHAPE = re.compile(
    r"^(?P<before>[^\d.,+-]*)(?P<sign>[+-]?)(?P<mark>[^\d.,+-]*)(?P<digits>[\d.,'’ \u00a0\u202f]+)(?P<after>[^\d]*)$"
)
_GROUPED_BY_POINT = frozenset(("EUR", "SEK", "DKK", "NOK", "PLN", "CZK", "TRY", "BRL"))
_DASH = re.compile(r"[\u2010-\u2015\u2212]")
_MOST = Decimal(10) ** 12


@lru_cache(maxsize=50_000)
def price_of(written: str) -> tuple[Decimal, str | None]:
    """-> amount, and the currency (three letters) if it is written beside it. Raises `ValueError` saying what is wrong."""
    match = _SHAPE.match(_DASH.sub("-", written.strip()))
    if match is None or not any(c.isdigit() for c in match["digits"]):
        raise ValueError("not a price")
    names = [name for text in (match["before"], match["mark"], match["after"]) if (name := text.strip(" .\u00a0\u202f:-"))]
    if len(names) > 1 and len({_currency(name) for name in names}) > 1:
        raise ValueError("a price in two currencies")
    currency = _currency(names[0]) if names else None
    if match["sign"] == "-" or match["before"].rstrip().endswith("-"):
        raise ValueError("a price cannot be negative")
    amount = _amount(match["digits"], currency)
    if amount > _MOST:
        raise ValueError("a price that high cannot be right")
    return amount, currency


def _currency(name: str) -> str:
    if re.fullmatch(r"[A-Za-z]{3}", name) and name.casefold() not in _SYMBOLS:
        return name.upper()
    known = _SYMBOLS.get(name.casefold())
    if known is None:
        raise ValueError(f"not a price: {name!r} is no currency")
    return known


def _amount(written: str, currency: str | None) -> Decimal:
    """Of two kinds of marks the last is the decimal one; one mark followed by three digits groups thousands, a point only where
    the currency's countries write it so."""
    digits = re.sub(r"['’\s\u00a0\u202f]", "", written).rstrip(".,")
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        other = "," if point > comma else "."
        digits = digits.replace(other, "").replace(",", ".")
    elif comma >= 0:
        grouped = digits.count(",") > 1 or len(digits) - comma == 4
        digits = digits.replace(",", "" if grouped else ".")
    elif point > 0 and (digits.count(".") > 1 or (len(digits) - point == 4 and currency in _GROUPED_BY_POINT)):
        digits = digits.replace(".", "")
    if digits.count(".") > 1 or len(digits) > 40 or not re.fullmatch(r"\d*\.?\d+", digits, re.ASCII):
        raise ValueError("not a price")
    amount = Decimal(digits)
    exponent = amount.as_tuple().exponent
    return round(amount, 2) if isinstance(exponent, int) and exponent < -4 else amount
