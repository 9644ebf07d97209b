"""What invented customers looked at, put into carts and bought: rows that a recommender can be trained and measured on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from data.studio.catalogue import TODAY, Listed
from data.studio.customers import customers, picked
from data.studio.orders import basket

INTERACTION_COLUMNS = ("user", "handle", "event", "date")


def interactions(shop: Sequence[Listed], seed: int, visits: int = 900) -> Iterator[tuple[str, str, str, str]]:
    """Rows (user, product, event, date) by date; event is view, cart or purchase. A visit looks at a few things of a kind, and
    may end with a basket.
    """
    rng = Random(f"{seed}/interactions")
    people = customers(shop, seed)
    days = sorted((rng.randrange(1, 700) for _ in range(visits)), reverse=True)
    for age in days:
        day = TODAY - timedelta(days=age)
        who = rng.choice(people)
        date = day.isoformat()
        wanted = basket(shop, who, rng, day.month) if rng.random() < 0.45 else []
        sought = wanted[0] if wanted else picked(shop, who, rng, day.month)
        alike = [one for one in shop if one.item.type == sought.item.type and one.id != sought.id]
        looked = [picked(alike, who, rng, day.month) for _ in range(rng.randrange(1, 6))] if alike else []
        for product in dict.fromkeys(one.id for one in [*looked, sought, *wanted]):
            yield who.email, product, "view", date
        for one in wanted:
            yield who.email, one.id, "cart", date
        if wanted and rng.random() < 0.75:
            for one in wanted:
                yield who.email, one.id, "purchase", date
