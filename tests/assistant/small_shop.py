"""A shop small enough to know by heart, imported the ordinary way, and a conversation with its actions.

What stands here is what the tests of the actions count on: prices, stock, sentences, reviews, orders, pages.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from assistant import actions, phrasing
from assistant.importing import ImportOptions, import_feed
from assistant.outcome import Outcome, SetCart
from assistant.phrasing import Said
from assistant.retrieval import Retrieval
from assistant.world import World
from data.constraint import Constraint, Phrase
from data.product import Pick, Variant
from data.shop import ShopSettings
from data.store import Store
from dialogue_policy.action import ActionName, Decision, Step
from dialogue_policy.candidates import Candidates
from dialogue_policy.state import DialogueState, ShownCard
from grounding.explain import explain
from nlu.encoder import SentenceEncoder
from nlu.understanding import Intent, Reference, Understanding

SIZED = [("S", "Blue", 5), ("M", "Blue", 2), ("L", "Blue", 0), ("S", "Black", 4), ("M", "Black", 9), ("L", "Black", 7)]
_JADE = "A light jacket for windy days. It has two zippered pockets and a packable hood. Not waterproof, but dries fast."
PRODUCTS: list[dict[str, Any]] = [
    {"id": "jade", "title": "Jade Wind Jacket", "body": _JADE, "type": "Jackets", "path": "Women > Jackets", "price": "54.00",
     "was": "70.00", "tags": "gender:Women, material:Nylon", "variants": SIZED},
    {"id": "nora", "title": "Nora Rain Jacket", "body": "Keeps you dry in a storm. Fully taped seams.", "type": "Jackets",
     "path": "Women > Jackets", "price": "59.00", "was": "", "tags": "gender:Women, material:Polyester",
     "variants": [(s, c, 8) for c in ("Red", "Navy") for s in "SML"]},
    {"id": "tess", "title": "Tess Fleece Jacket", "body": "A warm fleece for cold mornings.", "type": "Jackets",
     "path": "Women > Jackets", "price": "45.00", "was": "", "tags": "gender:Women, material:Wool",
     "variants": [(s, "Gray", 1) for s in "SML"]},
    {"id": "sock", "title": "Hiking Socks", "body": "Warm socks for long days.", "type": "Socks", "path": "Gear > Socks",
     "price": "9.50", "was": "", "tags": "material:Wool", "variants": [("", "", 3)]},
    {"id": "mug", "title": "Camp Mug", "body": "Holds 350 ml. Dishwasher safe.", "type": "Mugs", "path": "Gear > Mugs",
     "price": "12.00", "was": "", "tags": "", "variants": [("", "Green", None)]},
]  # fmt: skip
REVIEWS = [
    ("jade", 5, "Love it", "Love it. Keeps the wind out and packs small. The pockets are deep.", "Ann"),
    ("jade", 4, "Good", "Runs small, so I took a size up. Great jacket otherwise.", "Bea"),
    ("jade", 2, "Zipper", "The zipper broke after a month. The wind still gets in at the collar.", "Cat"),
    ("jade", 5, "Great", "Great jacket for windy days. True to size for me.", "Dee"),
    ("nora", 4, "Dry", "It kept me dry in a storm.", "Eve"),
]
PAGES = {
    "shipping": "# Shipping and Delivery\n\nOrders arrive in 3 to 5 days.\n\n"
    "| Total | Standard | Express |\n| --- | --- | --- |\n| Up to $100 | $5 | $12 |\n| Over $100 | $2 | $8 |\n",
    "returns": "# Returns\n\nYou may return unworn items within 30 days of receipt. "
    "Refunds go to the original means of payment.\n",
    "contact": "# Contact us\n\nCall 1-800-555-0199 on weekdays. Write to help@shop.example.\n",
}
PROMOTIONS = [("Free shipping over $50", "Orders over $50 ship free", ""), ("Autumn 10", "10% off everything", "FALL10")]
ORDER = {"order_number": "000000007", "email": "ann@example.com", "status": "shipped", "date": "2026-03-04"}
_HEAD = [
    *("Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published"),
    *("Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value", "Variant SKU", "Variant Inventory Tracker"),
    *("Variant Inventory Qty", "Variant Inventory Policy", "Variant Price", "Variant Compare At Price", "Status"),
]


def write_files(folder: Path) -> dict[str, Path]:
    """The shop's files as an owner would hand them over."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_row(p, i, *variant) for p in PRODUCTS for i, variant in enumerate(p["variants"])]
    _csv(folder / "products.csv", _HEAD, rows)
    _csv(folder / "reviews.csv", ["handle", "rating", "title", "text", "author"], REVIEWS)
    _csv(folder / "promotions.csv", ["name", "description", "coupon_code"], PROMOTIONS)
    order = [*ORDER.values(), "FALSE", "SOCK", "sock", "Hiking Socks", "{}", 2, "9.50", "USD", "post", "card"]
    columns = ["refunded", "sku", "handle", "title", "options", "qty", "unit_price", "currency", "shipping_method", "payment"]
    _csv(folder / "orders.csv", [*ORDER, *columns], [order])
    (folder / "policies").mkdir(exist_ok=True)
    for name, text in PAGES.items():
        (folder / "policies" / f"{name}.md").write_text(text, encoding="utf-8")
    return {name: folder / name for name in ("products.csv", "reviews.csv", "promotions.csv", "orders.csv", "policies")}


def import_small(folder: Path, encoder: SentenceEncoder) -> Path:
    """The store of these files."""
    files = write_files(folder / "feed")
    options = ImportOptions(
        source=files["products.csv"],
        to=folder / "store",
        images="none",
        reviews=files["reviews.csv"],
        orders=files["orders.csv"],
        policies=files["policies"],
        promotions=files["promotions.csv"],
    )
    import_feed(options, encoder)
    return folder / "store"


def open_small(folder: Path) -> World:
    """The imported shop as a turn sees it."""
    encoder = SentenceEncoder.open()
    opened = Store.open(import_small(folder, encoder))
    shop = ShopSettings(name="Hill & Dale")
    return World(store=opened, shop=shop, search=Retrieval(opened, encoder), now=datetime(2026, 11, 24, 12, tzinfo=timezone.utc))


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return open_small(tmp_path_factory.mktemp("small-shop"))


@dataclass
class Talk:
    """A conversation in which the test decides what is done, and the actions do it."""

    world: World
    state: DialogueState = field(default_factory=lambda: DialogueState("s1"))
    outcome: Outcome = field(default_factory=lambda: Outcome(()))
    said: Said = field(default_factory=lambda: Said("", ()))
    heard: list[str] = field(default_factory=list)

    def do(
        self,
        name: ActionName,
        text: str = "",
        *,
        about: str | None = None,
        candidates: Candidates | None = None,
        args: Mapping[str, object] | None = None,
        intent: str = "search_product",
        **understood: Any,
    ) -> Outcome:
        """One turn with one step. `about` is the product that the words point at."""
        if about:
            understood["references"] = (Reference("it", about),)
        understanding = Understanding(text, (Intent(intent, 1.0),), **understood)
        self.state = replace(self.state, turn=self.state.turn + 1, understanding=understanding)
        decision = Decision((Step(name, intent, args or {}),), "test")
        found = candidates or Candidates(searched=False)
        self.outcome = actions.perform(decision, self.state, found, self.world)
        evidence = explain(self.outcome.products, self.state.phrases, self.state.constraints)
        self.said = phrasing.say(decision, self.outcome, evidence, self.state, self.world)
        self.heard.append(text)
        self._keep(decision)
        return self.outcome

    def search(self, *ids: str, total: int | None = None, **facts: Any) -> Outcome:
        """Puts these products on the table."""
        picks = tuple(self.pick(i) for i in ids)
        return self.do("recommend", candidates=Candidates(picks, len(ids) if total is None else total, **facts))

    def wish(self, slot: str, text: str, constraint: Constraint, value: str = "") -> None:
        polarity = "not" if constraint.not_ else "max" if constraint.max is not None else "is"
        value = value or next(iter(constraint.is_ or constraint.not_), str(constraint.max))
        phrases = (*self.state.phrases, Phrase(text, slot, value, polarity))
        self.state = replace(self.state, constraints={**self.state.constraints, slot: constraint}, phrases=phrases)

    def pick(self, product_id: str) -> Pick:
        found = self.world.search.pick(product_id, constraints=self.state.constraints)
        assert found is not None
        return found

    def variant(self, product_id: str, size: str, color: str) -> Variant:
        product = self.world.store.product(product_id)
        assert product is not None
        return next(v for v in product.variants if v.options.get("size") == size and v.options.get("color") == color)

    @property
    def cart(self) -> list[tuple[str, str, str, int]]:
        lines = self.state.cart.lines
        return [(x.id, x.options.get("size", ""), x.options.get("color", ""), x.quantity) for x in lines]

    @property
    def kinds(self) -> list[str]:
        return [result.kind for result in self.outcome.results]

    def _keep(self, decision: Decision) -> None:
        out = self.outcome
        carts = [e.cart for e in out.effects if isinstance(e, SetCart)]
        state = replace(self.state, awaiting=out.awaiting, focus=out.focus or self.state.focus)
        state = replace(
            state, cart=carts[-1] if carts else state.cart, trail=(*state.trail, actions.carried_out(decision, out).last.name)
        )
        if out.shows_list:
            shown = tuple(ShownCard(p.product.id, p.variant.id) for p in out.products)
            seen = tuple(dict.fromkeys((*state.seen, *(card.id for card in shown))))
            state = replace(state, shown=shown, seen=seen, list_kind=out.list_kind, anchor=out.anchor)
        self.state = state


def _row(product: Mapping[str, Any], i: int, size: str, color: str, stock: int | None) -> list[object]:
    options = [x for pair in (("Size", size), ("Color", color)) if pair[1] for x in pair]
    options = options or ["Title", "Default Title"]
    sku = "-".join(x for x in (product["id"], size, color) if x).upper()
    first = i == 0
    return [
        product["id"],
        product["title"] if first else "",
        f"<p>{product['body']}</p>" if first else "",
        "Hill" if first else "",
        product["path"] if first else "",
        product["type"] if first else "",
        product["tags"] if first else "",
        "TRUE" if first else "",
        *options,
        *[""] * (4 - len(options)),
        sku,
        "" if stock is None else "shopify",
        "" if stock is None else stock,
        "deny",
        product["price"],
        product["was"],
        "active" if first else "",
    ]


def _csv(path: Path, head: list[str], rows: Any) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
