"""Sentences of many kinds, to measure an exported encoder on: queries, product titles, questions, small talk."""

from __future__ import annotations

from itertools import islice, product

_QUERIES = (
    "{a} {t} under ${p}",
    "do you have {a} {t}?",
    "{t} in {a}, not {b}",
    "is the {a} one in stock",
    "I need a {t} for {o}",
)
_PRODUCTS = (
    "{B} {a} {t}",
    "{B} {t} - {a}, {b} lining. Comfortable, durable and easy to care for; made for {o}.",
    "{t} | {a} | {b} | rated 4.{n} by customers",
)
_ALONE = (
    "hi",
    "thanks, bye",
    "what's the weather like tomorrow?",
    "where is my order #10423",
    "can I speak to a human",
    "compare the first and the third",
    "does it run small",
    "what is your return policy?",
    "write me a poem about autumn",
    "¿tienen zapatos rojos?",
    "40",
    "XL",
    "asdf qwer",
)
_A = ("navy", "waterproof", "leather", "striped", "oversized", "recycled polyester", "matte black")
_B = ("cotton", "red", "a hood", "suede", "fleece")
_T = ("running shoes", "rain jacket", "floor lamp", "office chair", "backpack", "midi dress", "laser printer")
_O = ("hiking", "a beach wedding", "my dad", "small rooms")
_BRANDS = ("Northwind", "Acme", "Lumen & Co")


def varied_sentences(limit: int = 400) -> list[str]:
    """At most `limit` sentences, the same every time."""
    frames = _QUERIES + _PRODUCTS
    made = (
        frame.format(a=a, b=b, t=t, o=o, B=brand, p=20 + 7 * n, n=n % 10)
        for n, (t, a, o, b, brand) in enumerate(product(_T, _A, _O, _B, _BRANDS))
        if n % 11 == 0
        for frame in (frames[(n // 11) % len(frames)],)
    )
    return [*_ALONE, *islice(made, limit - len(_ALONE))]
