"""Past orders of invented customers: numbers, lines, states and tracking."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from data.studio.catalogue import TODAY, Listed
from data.studio.related import GOES_WITH, suits

ORDER_COLUMNS = (
    "order_number", "email", "date", "status", "refunded", "sku", "handle", "title", "options", "qty", "unit_price", "currency",
    "shipping_method", "payment", "tracking",
)  # fmt: skip
_PEOPLE = (
    "mara.lindqvist",
    "theo.okafor",
    "june.park",
    "elias.brandt",
    "priya.raman",
    "sam.whitlock",
    "noor.haddad",
    "caleb.ortiz",
    "ivy.chen",
    "marcus.bell",
    "hanna.kovacs",
    "diego.ramos",
    "ruth.adeyemi",
    "finn.mcallister",
    "lucia.ferri",
    "omar.siddiqui",
    "greta.holm",
    "jonah.price",
    "aiko.tanaka",
    "bea.thornton",
    "leo.marchetti",
    "nadia.petrova",
    "will.hargrove",
    "zoe.abrams",
    "kofi.mensah",
    "tess.vandermeer",
)
_METHODS = (("Standard shipping", 5), ("Express shipping", 2), ("Store pickup", 1))
_PAYMENTS = ("Credit card", "Credit card", "PayPal", "Apple Pay", "Gift card")


def orders(shop: Sequence[Listed], seed: int, count: int = 48) -> Iterator[tuple[object, ...]]:
    """Rows, one an order line. The state follows the order's age: young ones are processing, old ones delivered."""
    rng = Random(f"{seed}/orders")
    number = 20417
    for place in range(count):
        number += rng.randrange(1, 9)
        age = round((count - place) ** 1.32 / 2.2)
        method = rng.choices([m for m, _ in _METHODS], [w for _, w in _METHODS])[0]
        status = "processing" if age <= 2 else "shipped" if age <= 7 else "delivered"
        chance = rng.random()
        if chance < 0.08:
            status = "cancelled"
        elif chance < 0.18 and age > 14:
            status = "returned"
        sent = status in ("shipped", "delivered", "returned") and method != "Store pickup"
        tracking = f"NP{rng.randrange(10**9, 10**10)}" if sent else ""
        head = (str(number), f"{_PEOPLE[place % len(_PEOPLE)]}@example.com", (TODAY - timedelta(days=age)).isoformat(), status,
                "TRUE" if status == "returned" or (status == "cancelled" and age > 3) else "FALSE")  # fmt: skip
        tail = (method, rng.choice(_PAYMENTS), tracking)
        for one in _basket(shop, rng):
            variant = rng.choice(one.variants)
            options = {k: v for k, v in (("size", variant.size), ("color", variant.color.title())) if v}
            qty = rng.choices((1, 2, 4), (9, 2, 1))[0] if one.item.type in ("mug", "cushion", "tee") else 1
            yield (*head, variant.sku, one.id, one.item.title, json.dumps(options), qty, variant.price, "USD", *tail)


def _basket(shop: Sequence[Listed], rng: Random) -> list[Listed]:
    first = rng.choice(shop)
    basket = [first]
    for kind in rng.sample(GOES_WITH[first.item.type], rng.choices((0, 1, 2), (5, 3, 2))[0]):
        fitting = [o for o in shop if o.item.type == kind and suits(first, o) and o not in basket]
        if fitting:
            basket.append(rng.choice(fitting))
    return basket
