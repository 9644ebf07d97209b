"""Which currencies a price may be in, by what is written beside it: codes, symbols, and symbols that several currencies share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_SHARED: Mapping[str, str] = {
    "$": "USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BRL BSD BBD BZD BMD BND FJD GYD JMD KYD LRD NAD SRD TTD XCD",
    "kr": "SEK NOK DKK ISK",
    "¥": "JPY CNY",
    "£": "GBP EGP LBP SYP SDG SSP GIP FKP SHP",
    "rs": "INR PKR LKR NPR MUR SCR",
    "fr": "CHF XOF XAF XPF CDF DJF GNF KMF RWF BIF",
    "lei": "RON MDL",
    "₩": "KRW KPW",
    "₱": "PHP CUP",
    "₦": "NGN",
    "€": "EUR",
    "₹": "INR",
    "₺": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "₪": "ILS",
    "฿": "THB",
    "₫": "VND",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "лв": "BGN",
    "元": "CNY",
    "円": "JPY",
    "tl": "TRY",
    "rm": "MYR",
    "rp": "IDR",
    "us$": "USD",
    "usd$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "cdn$": "CAD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "nt$": "TWD",
    "mx$": "MXN",
    "r$": "BRL",
    "s/": "PEN",
    "euro": "EUR",
    "euros": "EUR",
}
_ALIKE = str.maketrans({"￥": "¥", "＄": "$", "￡": "£", "₨": "rs"})
_CODE = re.compile(r"[A-Za-z]{3}")
_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s.]")

SYMBOLS: Mapping[str, tuple[str, ...]] = {symbol: tuple(codes.split()) for symbol, codes in _SHARED.items()}
"""What is written (lower case) -> the currencies that write it so, the likeliest first."""


def currencies(names: Iterable[str]) -> tuple[str, ...]:
    """The currencies that all these names may mean, the likeliest first; none where there are no names.

    "$" is a dozen currencies, "A$" and "$ AUD" is one. Raises `ValueError` for a name that is none, or names that contradict.
    """
    found: tuple[str, ...] = ()
    for name in names:
        meant = _meant(name)
        found = tuple(code for code in found if code in meant) if found else meant
        if not found:
            raise ValueError("a price in two currencies")
    return found


def _meant(name: str) -> tuple[str, ...]:
    plain = "".join(name.casefold().translate(_ALIKE).split())
    if plain in SYMBOLS:
        return SYMBOLS[plain]
    if _CODE.fullmatch(plain):
        return (plain.upper(),)
    tokens = _TOKEN.findall(name)
    if len(tokens) < 2:
        raise ValueError(f"not a price: {name!r} is no currency")
    return currencies(tokens)
