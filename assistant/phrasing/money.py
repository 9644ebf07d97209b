"""Amounts as a shopper of a locale reads them: "$64.00", "64,00 €", "¥6,400".

Symbols and patterns follow Unicode CLDR 46; a currency without a symbol here is written with its code. No locale data is loaded:
a reply is phrased in microseconds.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_SYMBOLS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩", "BRL": "R$", "CAD": "CA$",
    "AUD": "A$", "NZD": "NZ$", "MXN": "MX$", "ILS": "₪", "VND": "₫", "PHP": "₱", "UAH": "₴", "TRY": "₺", "PLN": "zł", "CZK": "Kč",
}  # fmt: skip
_HOME = {"US": ("USD", "$"), "CA": ("CAD", "$"), "AU": ("AUD", "$"), "NZ": ("NZD", "$"), "MX": ("MXN", "$"), "CN": ("CNY", "¥")}
_WHOLE = frozenset(("JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX"))
_THOUSANDTHS = frozenset(("KWD", "BHD", "OMR", "JOD", "TND"))
_COMMA = {"de": ".", "es": ".", "it": ".", "nl": ".", "pt": ".", "da": ".", "id": ".", "tr": ".", "el": "."}
_SPACED = frozenset(("fr", "sv", "nb", "no", "fi", "pl", "cs", "sk", "uk", "ru", "hu", "bg"))
_BEFORE = frozenset(("nl", "tr"))
NARROW = "\u202f"
"""The thin space that French and its like put between thousands."""


def money(amount: Decimal, currency: str, locale: str = "en-US") -> str:
    """An amount with its currency, to the currency's smallest unit, as the locale writes it."""
    language, _, region = locale.replace("_", "-").partition("-")
    digits = 0 if currency in _WHOLE else 3 if currency in _THOUSANDTHS else 2
    rounded = abs(amount).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    number = f"{rounded:,}"
    if language in _COMMA or language in _SPACED:
        group = _COMMA.get(language, NARROW)
        number = number.replace(",", " ").replace(".", ",").replace(" ", group)
    symbol = _symbol(currency, region.upper())
    sign = "-" if amount < 0 else ""
    if (language in _COMMA or language in _SPACED) and language not in _BEFORE:
        return f"{sign}{number}\u00a0{symbol}"
    gap = "\u00a0" if symbol == currency or language == "nl" else ""
    return f"{sign}{symbol}{gap}{number}"


def _symbol(currency: str, region: str) -> str:
    home = _HOME.get(region)
    if home and home[0] == currency:
        return home[1]
    if currency == "USD" and region in ("CA", "AU", "NZ", "MX"):
        return "US$"
    return _SYMBOLS.get(currency, currency)
