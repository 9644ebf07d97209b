"""What the endpoints beside a turn take and give, as the outside sees it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from assistant.media_address import media_url
from assistant.message import Request
from assistant.phrasing.money import money
from assistant.reply import Card, StateReply, TurnReply, available
from assistant.session import Assistant, SessionView
from assistant.session_store import AgentMessage
from data.product import Product


class ShopperTurn(BaseModel):
    """A turn that is past: the shopper's words (empty for a button) and the reply as it was given."""

    turn: int
    shopper: str
    reply: TurnReply


class AgentLine(BaseModel):
    """What a person wrote into a session after a handoff."""

    at: str
    name: str
    text: str
    done: bool


class SessionReply(BaseModel):
    """A session: its state now and its turns, oldest first."""

    session_id: str
    turn: int
    created: str
    updated: str
    state: StateReply
    turns: list[ShopperTurn]
    agent_messages: list[AgentLine] = []


class VariantReply(BaseModel):
    """One variant. `stock` is null where the shop states no number."""

    variant_id: str
    sku: str
    options: dict[str, str]
    price: float
    price_text: str
    list_price: float | None
    currency: str
    in_stock: bool
    stock: int | None
    image_url: str | None


class ProductReply(Card):
    """A product: the card of its best variant, and what a card has no room for."""

    description: str
    images: list[str]
    variants: list[VariantReply]


class FeedbackMessage(Request):
    """A thumb for a product shown in `turn` of a session."""

    session_id: str = Field(min_length=1, max_length=128)
    turn: int = Field(ge=0)
    product_id: str | None = Field(None, max_length=256)
    value: Literal["up", "down"]


class AgentLineRequest(Request):
    """What a person answers in a session. `done` gives the conversation back to the assistant; what comes again by the same
    `event_id` is not said again.
    """

    text: str = Field("", max_length=4000)
    name: str = Field("A colleague", min_length=1, max_length=80)
    done: bool = False
    event_id: str | None = Field(None, min_length=1, max_length=256)


class Accepted(BaseModel):
    accepted: bool = True


class LinkCode(BaseModel):
    """`code` is to be sent as "link CODE" within `seconds`."""

    code: str
    seconds: int


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """What is being served."""

    status: Literal["ready"] = "ready"
    shop: str
    store_version: str
    products: int
    variants: int
    policy: str
    pictures: str


def session_reply(view: SessionView) -> SessionReply:
    """A session in the outside's shape."""
    return SessionReply(
        session_id=view.session_id,
        turn=view.turn,
        created=view.created,
        updated=view.updated,
        state=view.state,
        turns=[ShopperTurn(turn=n, shopper=said, reply=TurnReply.model_validate(reply)) for n, said, reply in view.turns],
        agent_messages=[_agent_line(line) for line in view.agent_messages],
    )


def product_reply(shown: Card, product: Product, locale: str) -> ProductReply:
    """A product in the outside's shape, every variant included, prices as `locale` writes them."""
    variants = [
        VariantReply(
            variant_id=variant.id,
            sku=variant.sku,
            options=dict(variant.options),
            price=float(variant.price),
            price_text=money(variant.price, variant.currency, locale),
            list_price=None if variant.list_price is None else float(variant.list_price),
            currency=variant.currency,
            in_stock=available(variant),
            stock=variant.stock,
            image_url=media_url(variant.image),
        )
        for variant in product.variants
    ]
    pictures = [url for name in product.images if (url := media_url(name))]
    return ProductReply(**shown.model_dump(), description=product.description, images=pictures, variants=variants)


def product_of(assistant: Assistant, product_id: str) -> ProductReply | None:
    """A product of the store that is served now; None where it has none with this id."""
    store = assistant.store()
    shown, found = assistant.product(product_id), store.product(product_id)
    return None if shown is None or found is None else product_reply(shown, found, store.shop.locale)


def _agent_line(line: AgentMessage) -> AgentLine:
    return AgentLine(at=line.at, name=line.name, text=line.text, done=line.done)
