"""The state of a conversation: one immutable value, from which everything that follows is decided.

A turn makes a new one. It can be stored, replayed, compared and tested anywhere; `to_json`/`from_json` are exact inverses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from data.constraint import Constraint, Phrase
from dialogue_policy.message import Act
from nlu.understanding import Highlight, Sort, Understanding

ListKind = Literal["search", "similar", "complete_look", "highlights"]
"""What the list on the table was made by."""

NoteKind = Literal["new_search", "kept", "let_go", "contradicted", "not_sold", "undone", "nothing_to_undo", "started_over"]
"""`new_search`: another type of product; `kept` and `let_go`: the wishes that went along and those that did not;
`contradicted`: an older wish that the newer one overruled; `not_sold`: a type sought beside others that the shop has none of;
`undone` has the slot "cart" where that changed the cart."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that this turn changed beyond the shopper's words, so that the reply can say it. `slot` may be ""; `said` are
    the shopper's words for it, where they are not among the wishes any more.
    """

    kind: NoteKind
    slot: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card on the table, by its product and the variant it showed."""

    id: str
    variant_id: str


@dataclass(frozen=True, slots=True)
class CartLine:
    """One line of the cart. `options` as the shop writes them; `price` for one piece."""

    id: str
    variant_id: str
    title: str
    options: Mapping[str, str]
    quantity: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Cart:
    lines: tuple[CartLine, ...] = ()
    currency: str = "USD"

    @property
    def total(self) -> Decimal:
        return sum((line.price * line.quantity for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What the assistant asked for: a slot (of the search; with `product_id`, an option of the product to add), or a yes or no.

    `slot` is a slot's name, "order_id", "email", "confirm", or "reference" (which product is meant); `proposal` names the action
    that a yes would start, with its `args`; `quantity` and `options` are those already said for the product to add. `pending` is
    the message that waits for one of `candidates` (product ids, in the order in which they were named) to be pointed at. `then`
    is what is awaited after that: the options of further products that are to be added.
    """

    slot: str
    product_id: str | None = None
    proposal: str | None = None
    args: Mapping[str, object] = field(default_factory=dict)
    quantity: int = 1
    options: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    pending: Understanding | None = None
    then: tuple[Awaiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """An order whose number and e-mail were given, and fitted each other."""

    number: str
    email: str


@dataclass(frozen=True, slots=True)
class Engagement:
    """How the shopper reacts. Times in milliseconds, already bounded to 0..600,000.

    `reaction_ms`, `opened_now` and `clicked_now` are of this turn. `silent_turns` counts the turns in a row with a long silence
    and nothing opened, `downs_in_row` the thumbs down since a thumb up, something opened or a purchase.
    """

    reaction_ms: int | None = None
    opened_now: int = 0
    clicked_now: bool = False
    pace: tuple[int, ...] = ()
    """The last reaction times, most recent last, at most five."""
    silent_turns: int = 0
    downs_in_row: int = 0
    opened: tuple[str, ...] = ()
    pictures_opened: tuple[str, ...] = ()
    quick_reply_clicks: int = 0
    thumbs_up: tuple[str, ...] = ()
    thumbs_down: tuple[str, ...] = ()
    repeats: int = 0

    @property
    def told(self) -> bool:
        """Whether it was ever told how long the shopper takes, or what is tapped or opened: there are clients that cannot. Thumbs
        alone tell too little: they come from those clients too.
        """
        return bool(self.pace or self.quick_reply_clicks or self.opened or self.pictures_opened)

    @property
    def usual_ms(self) -> int:
        """The middle of the last reaction times; 0 where none is known."""
        return sorted(self.pace)[len(self.pace) // 2] if self.pace else 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What `undo` brings back."""

    constraints: Mapping[str, Constraint]
    phrases: tuple[Phrase, ...]
    query: str
    sort: Sort | None
    highlight: Highlight | None
    shown: tuple[ShownCard, ...]
    focus: tuple[str, ...]
    cart: Cart
    turn: int = 0
    """The turn that it was taken before."""
    seen: tuple[str, ...] = ()
    anchor: str | None = None
    list_kind: ListKind = "search"
    tastes: Mapping[str, Constraint] = field(default_factory=dict)
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    asked_slots: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()
    relative: tuple[Phrase, ...] = ()
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DialogueState:
    """Everything that is remembered between turns.

    `understanding` is this turn's (None before the first). `seen` are the ids already shown for the running search, in order;
    `shown` the cards of the last list; `focus` the ids talked about, most recent first. `liked`/`disliked` are product ids;
    `tastes` are lasting dislikes and likes (slot -> constraint) that rank but do not filter. `asked_slots` were asked about in
    this search, and of those in `let_go` the shopper said that any value will do: neither is asked for; `questions_in_row` counts
    turns that ended with a question. `past` holds the snapshots that `undo` returns to,
    most recent last, at most 20. `trail` is the last actions, most recent last, at most 10.
    """

    session_id: str
    turn: int = 0
    understanding: Understanding | None = None
    constraints: Mapping[str, Constraint] = field(default_factory=dict)
    phrases: tuple[Phrase, ...] = ()
    relative: tuple[Phrase, ...] = ()
    """Those of `phrases` that were said by comparison ("cheaper"): they hold among products of one type only."""
    query: str = ""
    sort: Sort | None = None
    highlight: Highlight | None = None
    anchor: str | None = None
    """The product that a `similar` or `complete_look` list was made for; showing more and refining go on with it."""
    list_kind: ListKind = "search"
    shown: tuple[ShownCard, ...] = ()
    seen: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    cart: Cart = Cart()
    awaiting: Awaiting | None = None
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    tastes: Mapping[str, Constraint] = field(default_factory=dict)
    asked_slots: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()
    questions_in_row: int = 0
    offered: tuple[str, ...] = ()
    """The manners in which this search was shown beyond the plain one; those that end in a question are used once a search."""
    engagement: Engagement = Engagement()
    order_id: str | None = None
    email: str | None = None
    verified: Verified | None = None
    """The order told last in this session: its facts may be told again."""
    handed_off: bool = False
    slips: Mapping[str, str] = field(default_factory=dict)
    """Words as they were typed -> as they are read, of all that the shopper was told of: what is said back is spelt so."""
    trail: tuple[str, ...] = ()
    past: tuple[Snapshot, ...] = ()
    act: Act | None = None
    """This turn's button; None where the shopper used words."""
    notes: tuple[Note, ...] = ()
    """Of this turn alone."""
