"""A turn as a channel shows it: read from the contract's JSON, so that it comes the same from our own process and over HTTP.

Nothing is invented here: cards, prices and reasons are those of the reply. What a field lacks is shown as nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.channels.fields import each
from assistant.channels.fields import fields as fields_of
from assistant.channels.taps import Tap

_MARKS = {True: "✓", False: "✕", None: "?"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product fits. `holds` None: the shop states nothing of it; `seen` is what the picture shows, where that says it."""

    phrase: str
    holds: bool | None
    seen: str | None
    overlay_url: str | None

    @property
    def told(self) -> str:
        """In a few words: "✓ not red (in the picture: blue)"."""
        seen = f" (in the picture: {self.seen})" if self.seen and self.seen.casefold() not in self.phrase.casefold() else ""
        silent = " (not stated)" if self.holds is None else ""
        return f"{_MARKS[self.holds]} {self.phrase}{seen or (' (in the picture)' if self.seen else silent)}"


@dataclass(frozen=True, slots=True)
class Card:
    """A product on the table, as one variant; `number` is its place there, which "the second one" counts."""

    number: int
    id: str
    title: str
    price: str
    list_price: str | None
    rating: str | None
    options: tuple[str, ...]
    in_stock: bool
    url: str | None
    image_url: str | None
    reasons: tuple[Reason, ...]

    @property
    def picture(self) -> str | None:
        """The picture to show: with the reason marked on it where one is, else as it is."""
        marked = [r.overlay_url for r in self.reasons if r.overlay_url and r.holds is not None]
        return marked[0] if marked else self.image_url

    @property
    def public_picture(self) -> str | None:
        """The same, where a platform can fetch it."""
        return _web(self.picture)

    @property
    def pictured(self) -> str:
        """What `picture` shows, in words, for who cannot see it."""
        marked = [r.seen or r.phrase for r in self.reasons if r.overlay_url and r.holds is not None]
        return f"{self.title}, with {marked[0]} marked" if marked else self.title

    @property
    def price_line(self) -> str:
        """ "$64.00 (was $80.00) · ★ 4.4 (12)"."""
        was = f" (was {self.list_price})" if self.list_price else ""
        sold_out = "" if self.in_stock else "out of stock"
        return " · ".join(part for part in (f"{self.price}{was}", self.rating or "", sold_out) if part)

    @property
    def taps(self) -> tuple[tuple[str, Tap], ...]:
        """The buttons beneath a card: label, and what it means. At most three, as every platform has room for."""
        add = ("Add to cart", Tap("act", {"name": "add_to_cart", "product_id": self.id}))
        why = ("Why this one?", Tap("act", {"name": "explain", "product_ids": [self.id]}))
        like = ("More like this", Tap("act", {"name": "find_similar", "product_ids": [self.id]}))
        return (*((add,) if self.in_stock else ()), like, *((why,) if self.reasons else ()))


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer. `named` is what references to its taps begin with: no other of the conversation is named so."""

    named: str
    action: str
    text: str
    cards: tuple[Card, ...] = ()
    quick_replies: tuple[str, ...] = ()
    image_url: str | None = None
    checkout_url: str | None = None
    says: Mapping[str, str] = field(default_factory=dict)
    """A quick reply -> the words that it says, where they are not its own."""

    @classmethod
    def of(cls, turn: Mapping[str, object]) -> Shown:
        """Reads a turn. Raises `ValueError` where it is none: no text to show."""
        reply = fields_of(turn.get("reply"))
        text = _text(reply.get("text"))
        if not text:
            raise ValueError("a turn without reply.text cannot be shown")
        number = turn.get("turn")
        return cls(
            named=f"t{number}",
            action=_text(fields_of(turn.get("action")).get("name")),
            text=text,
            cards=tuple(_card(at, fields) for at, fields in enumerate(each(reply.get("products")), 1)),
            quick_replies=tuple(dict.fromkeys(filter(None, map(_text, _list(reply.get("quick_replies")))))),
            image_url=_text(reply.get("image_url")) or None,
            checkout_url=_text(reply.get("checkout_url")) or None,
        )

    @property
    def public_image(self) -> str | None:
        """The picture asked about, where a platform can fetch it."""
        return _web(self.image_url)

    @property
    def taps(self) -> tuple[tuple[str, Tap], ...]:
        """The quick replies, as taps."""
        return tuple((label, Tap("say", self.says.get(label, label))) for label in self.quick_replies)

    @property
    def every_tap(self) -> tuple[Tap, ...]:
        """All taps of the answer in a fixed order: what `taps.reference` counts."""
        return tuple(tap for card in self.cards for _, tap in card.taps) + tuple(tap for _, tap in self.taps)

    def called(self, named: str) -> Shown:
        """The same under another name."""
        return replace(self, named=named)


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of a product that can be bought now; `title` is the product's."""

    id: str
    title: str
    options: Mapping[str, str]
    price: str


def product_variants(product: Mapping[str, object]) -> list[Variant]:
    """The variants in stock of a product as `GET /v1/products/{id}` gives it."""
    stocked = [v for v in each(product.get("variants")) if v.get("in_stock") is True]
    return [
        Variant(
            id=_text(fields.get("variant_id")),
            title=_text(product.get("title")),
            options={slot: _text(value) for slot, value in fields_of(fields.get("options")).items() if _text(value)},
            price=_text(fields.get("price_text")),
        )
        for fields in stocked
    ]


def _card(number: int, fields: Mapping[str, object]) -> Card:
    rating, reviews = fields.get("rating"), fields.get("reviews_count")
    stars = f"★ {rating:.1f}" if isinstance(rating, (int, float)) else None
    on_sale = fields.get("on_sale") is True
    options = fields_of(fields.get("options"))
    return Card(
        number=number,
        id=_text(fields.get("id")),
        title=_text(fields.get("title")),
        price=_text(fields.get("price_text")) or f"{fields.get('price')} {_text(fields.get('currency'))}".strip(),
        list_price=(_text(fields.get("list_price_text")) or None) if on_sale else None,
        rating=f"{stars} ({reviews})" if stars and isinstance(reviews, int) and reviews else stars,
        options=_options(options),
        in_stock=fields.get("in_stock") is not False,
        url=_web(fields.get("url")),
        image_url=_text(fields.get("image_url")) or None,
        reasons=tuple(_reason(one) for one in each(fields.get("reasons"))),
    )


def _options(options: Mapping[str, object]) -> tuple[str, ...]:
    """What the picture shows first, and a size as one: "XS" alone says little."""
    said = {slot: _text(value) for slot, value in options.items() if _text(value)}
    size = said.pop("size", "")
    return (*said.values(), *((f"size {size}" if len(size) <= 6 else size,) if size else ()))


def _reason(fields: Mapping[str, object]) -> Reason:
    holds = fields.get("holds")
    by_eye = fields.get("source") == "image"
    return Reason(
        phrase=_text(fields.get("phrase")),
        holds=holds if isinstance(holds, bool) else None,
        seen=(_text(fields.get("seen")) or None) if by_eye else None,
        overlay_url=_text(fields.get("overlay_url")) or None,
    )


def _web(address: object) -> str | None:
    """An address that a platform opens in a browser; None for anything else that a feed may hold."""
    text = _text(address)
    return text if text.startswith(("https://", "http://")) else None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else ()
