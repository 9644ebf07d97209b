"""Past orders of invented customers: numbers, lines, states and tracking."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from data.studio.catalogue import TODAY, Listed
from data.studio.customers import Customer, customers, picked
from data.studio.related import GOES_WITH, suits

ORDER_COLUMNS = (
    "order_number", "email", "date", "status", "refunded", "sku", "handle", "title", "options", "qty", "unit_price", "currency",
    "shipping_method", "payment", "tracking",
)  # fmt: skip
FIRST_NUMBER = 20417
_METHODS = (("Standard shipping", 5), ("Express shipping", 2), ("Store pickup", 1))
_PAYMENTS = ("Credit card", "Credit card", "PayPal", "Apple Pay", "Gift card")


def orders(shop: Sequence[Listed], seed: int, count: int = 340) -> Iterator[tuple[object, ...]]:
    """Rows, one an order line, oldest first. The state follows the order's age: young ones are processing, old ones delivered."""
    rng = Random(f"{seed}/orders")
    people = customers(shop, seed)
    number = FIRST_NUMBER
    for place in range(count):
        number += rng.randrange(1, 9)
        age = round((count - place) ** 1.18 / 1.35)
        day = TODAY - timedelta(days=age)
        customer = people[place % 26] if place % 3 == 0 else rng.choice(people)  # some come back often
        method = rng.choices([m for m, _ in _METHODS], [w for _, w in _METHODS])[0]
        status = "processing" if age <= 2 else "shipped" if age <= 7 else "delivered"
        chance = rng.random()
        if chance < 0.06:
            status = "cancelled"
        elif chance < 0.15 and age > 14:
            status = "returned"
        sent = status in ("shipped", "delivered", "returned") and method != "Store pickup"
        tracking = f"NP{rng.randrange(10**9, 10**10)}" if sent else ""
        refunded = "TRUE" if status == "returned" or (status == "cancelled" and age > 3) else "FALSE"
        head = (str(number), customer.email, day.isoformat(), status, refunded)
        tail = (method, rng.choice(_PAYMENTS), tracking)
        for one in basket(shop, customer, rng, day.month):
            variant = rng.choice([v for v in one.variants if v.color in customer.colors] or one.variants)
            options = {k: v for k, v in (("size", variant.size), ("color", variant.color.title())) if v}
            qty = rng.choices((1, 2, 4), (9, 2, 1))[0] if one.item.type in ("mug", "cushion", "tee") else 1
            yield (*head, variant.sku, one.id, one.item.title, json.dumps(options), qty, variant.price, "USD", *tail)


def basket(shop: Sequence[Listed], customer: Customer, rng: Random, month: int) -> list[Listed]:
    """What one customer buys at once: one thing that they like, and often what goes with it."""
    first = picked(shop, customer, rng, month)
    found = [first]
    for kind in rng.sample(GOES_WITH[first.item.type], rng.choices((0, 1, 2), (4, 4, 2))[0]):
        fitting = [o for o in shop if o.item.type == kind and suits(first, o) and o not in found]
        if fitting:
            found.append(picked(fitting, customer, rng, month))
    return found
