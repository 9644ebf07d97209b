"""What one message means: the values that the understanding stage hands on.

`Context` is what it may look at beside the words; `Understanding` is what it found. Standard library only, like all of
`nlu`'s serving side: it also runs inside Rasa's pipeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from data.constraint import Constraint, Phrase

Mode = Literal["replace", "add", "narrow"]
"""How a new constraint meets an old one of its slot: "actually blue", "also in green", "and under 50 as well"."""

Command = Literal["undo", "start_over", "help", "recap"]
Sort = Literal["price_asc", "price_desc", "rating_desc", "newest", "popularity"]
Highlight = Literal["new", "bestseller", "trending", "sale"]
Sentiment = Literal["positive", "negative"]

OUT_OF_SCOPE = "out_of_scope"
LOOKS_CLOSER = frozenset(("ask_product_detail", "ask_visual_detail"))
"""Intents that ask what a product has, or is like."""
"""A rejection: no intent fits. Not a 28th class."""

INTENTS: tuple[str, ...] = (
    "greet", "goodbye", "affirm", "deny", "talk_to_human",
    "browse_category", "browse_highlights", "search_product", "refine_search", "relax_constraint", "show_more",
    "find_similar", "complete_look", "request_recommendation",
    "ask_product_detail", "ask_visual_detail", "ask_reviews", "ask_size_fit", "check_availability", "compare_products",
    "ask_explanation",
    "give_feedback",
    "add_to_cart", "update_cart", "checkout", "track_order", "ask_policy",
)  # fmt: skip
"""The 27 shopping intents: conversation, discovery, evaluation, feedback, transaction."""


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """A product on the table, as far as understanding needs it: to resolve "the second one" and "the blue one".

    `attributes` are slot -> canonical values (broader ones included) of the variant shown.
    """

    id: str
    title: str
    price: Decimal
    rating: float | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What came before: the last action and message, the products on the table in their order, what is awaited.

    `shown` is the last list shown; `focus` the ids talked about most recently ("it"); `cart` what is in the cart;
    `named` products of the store, on the table or not, whose title stands in the message; `talked_of` the first of the focus, on
    the table or not; `awaiting` the slot that the assistant
    asked for; `options` what that may be, as the shop writes it, where it is an option of a product to add; `constraints` those
    of the running search.
    """

    action: str | None = None
    user: str | None = None
    shown: tuple[ShownProduct, ...] = ()
    focus: tuple[str, ...] = ()
    cart: tuple[ShownProduct, ...] = ()
    named: tuple[ShownProduct, ...] = ()
    talked_of: ShownProduct | None = None
    awaiting: str | None = None
    options: tuple[str, ...] = ()
    constraints: Mapping[str, Constraint] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intent:
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reference:
    """A product pointed at. Two that fit equally: `product_id` is None and `candidates` names them."""

    text: str
    product_id: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relative:
    """A comparative against what is shown: "cheaper" is ("price", "less"), "cheaper than the second" has its `product_id`."""

    text: str
    slot: str
    direction: Literal["less", "more"]
    product_id: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A typo read as what it was near to."""

    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything found in one message. Field by field as in contract.md, "One turn"; what is internal stands last.

    `intents` is never empty and in the order of mention. `asked` is what is asked about a product, `options` the variant
    chosen for the cart: neither is a constraint. `chosen` are the words for the options, each in the order said: "M for the
    first and L for the second" has one option, the last, and two phrases. `modes` says how each constraint meets an old one
    ("replace" where silent). `dropped_values` are single values let go ("red is fine after all" -> {"color": ("red",)}).
    `query` is what is left for semantic search once prices, references and courtesies are taken out. `notes` are remarks on
    the input itself ("only the first 2000 characters were read").
    """

    text: str
    intents: tuple[Intent, ...]
    constraints: Mapping[str, Constraint] = field(default_factory=dict)
    modes: Mapping[str, Mode] = field(default_factory=dict)
    relatives: tuple[Relative, ...] = ()
    dropped: tuple[str, ...] = ()
    dropped_values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[Phrase, ...] = ()
    references: tuple[Reference, ...] = ()
    quantity: int | None = None
    sort: Sort | None = None
    highlight: Highlight | None = None
    sentiment: Sentiment | None = None
    order_id: str | None = None
    email: str | None = None
    command: Command | None = None
    corrections: tuple[Correction, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    query: str = ""
    notes: tuple[str, ...] = ()
    read: str = ""
    """The text as it was read, where slips of spelling were put right."""

    def says(self, *names: str) -> bool:
        """Whether one of these intents was found."""
        return any(intent.name in names for intent in self.intents)
