"""A small made-up shop, and the shipped models on it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data.constraint import Constraint
from data.lexicon import Lexicon, LexiconEntry
from nlu.encoder import SentenceEncoder
from nlu.understand import Understander
from nlu.understanding import Context, ShownProduct

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "category": {
        "jackets": (), "running shoes": ("trainers", "runners"), "shoes": ("footwear",), "boots": (), "tees": ("t-shirt",),
        "hoodies": (), "jeans": (), "lamps": (), "bags": (), "dresses": (), "socks": (), "hats": (), "ties": (), "desks": (),
    },
    "color": {
        "red": ("crimson",), "blue": ("navy",), "navy": (), "black": (), "green": (), "gray": (), "orange": (), "white": (),
        "purple": (), "yellow": (),
    },
    "material": dict.fromkeys(("leather", "suede", "cotton", "wool", "nylon", "denim", "polyester", "linen"), ()),
    "size": {"s": ("small",), "m": ("medium",), "l": ("large",), "xl": ("extra large",), "9": (), "8.5": (), "10": ()},
    "gender": {"women": (), "men": (), "unisex": (), "kids": ()},
    "brand": {"nike": (), "orange": (), "acme outdoor": ()},
    "features": {"waterproof": ("rainproof",), "hood": ("hooded",), "logos": ()},
}  # fmt: skip


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.build(LexiconEntry(s, v, v, forms, 10) for s, values in VALUES.items() for v, forms in values.items())


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.open()


@pytest.fixture(scope="session")
def understand(lexicon: Lexicon, encoder: SentenceEncoder) -> Understander:
    return Understander(lexicon, encoder)


JADE = ShownProduct("jade", "Jade Rain Jacket", Decimal(50), 4.5, {"color": ("blue", "navy"), "category": ("jackets",)})
NORA = ShownProduct("nora", "Nora Jacket", Decimal(40), 4.0, {"color": ("green",), "category": ("jackets",)})
ZOE = ShownProduct("zoe", "Zoe Parka", Decimal(60), 3.0, {"color": ("red",), "category": ("jackets",), "brand": ("nike",)})


@pytest.fixture
def table() -> Context:
    """Three jackets on the table, in a search for jackets."""
    return Context("recommend", "jackets", (JADE, NORA, ZOE), constraints={"category": Constraint(frozenset({"jackets"}))})


@pytest.fixture
def basket() -> Context:
    """The Nora jacket just put into the cart."""
    return Context("add_to_cart", "add it", (JADE, NORA, ZOE), ("nora",), (NORA,))
