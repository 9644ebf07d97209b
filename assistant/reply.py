"""One turn's answer as the outside sees it: the contract's reply, and how it is made from the values of a turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pydantic import BaseModel, Field

from assistant.media_address import media_url
from assistant.outcome import Outcome
from assistant.phrasing import Said
from assistant.phrasing.money import money
from data.constraint import to_json
from data.product import Pick, Variant
from data.value import Value
from dialogue_policy.action import Decision
from dialogue_policy.state import Cart, DialogueState
from grounding.evidence import Reason
from nlu.understanding import OUT_OF_SCOPE, Understanding

ConstraintsJson = dict[str, dict[str, object]]


class IntentReply(BaseModel):
    name: str
    confidence: float


class UnderstandingReply(BaseModel):
    intents: list[IntentReply]
    constraints: ConstraintsJson = {}
    dropped: list[str] = []
    asked: dict[str, list[str]] = {}
    options: dict[str, str] = {}
    references: list[dict[str, object]] = []
    quantity: int | None = None
    sort: str | None = None
    highlight: str | None = None
    sentiment: str | None = None
    order_id: str | None = None
    email: str | None = None
    command: str | None = None
    corrections: list[dict[str, str]] = []


class CartLineReply(BaseModel):
    id: str
    variant_id: str
    title: str
    options: dict[str, str]
    quantity: int
    price: float
    price_text: str = ""


class CartReply(BaseModel):
    """`price_text` and `total_text` are amounts as the shop's locale writes them: nothing to format for who shows them."""

    lines: list[CartLineReply] = []
    total: float = 0
    total_text: str = ""
    currency: str


class AwaitingReply(BaseModel):
    slot: str
    product_id: str | None = None


class StateReply(BaseModel):
    constraints: ConstraintsJson
    shown: list[str]
    focus: list[str]
    cart: CartReply
    awaiting: AwaitingReply | None = None
    sort: str | None = None


class ActionReply(BaseModel):
    name: str
    args: dict[str, object] = {}
    policy: str
    propensity: float = 1.0


class ReasonReply(BaseModel):
    phrase: str
    slot: str
    holds: bool | None
    source: str
    evidence: str
    box: tuple[float, float, float, float] | None = None
    score: float | None = None
    overlay_url: str | None = None
    seen: str | None = None
    disputed: bool = False


class Card(BaseModel):
    """One product, as one variant. `category` and `attributes` hold canonical values, broader ones behind narrower ones;
    `price_text` and `list_price_text` are the prices as the shop's locale writes them.
    """

    id: str
    variant_id: str
    title: str
    brand: str
    category: list[str]
    price: float
    price_text: str = ""
    list_price: float | None = None
    list_price_text: str | None = None
    on_sale: bool = False
    currency: str
    size: str | None = None
    options: dict[str, str] = {}
    rating: float | None = None
    reviews_count: int = 0
    image_url: str | None = None
    url: str | None = None
    attributes: dict[str, list[str]] = {}
    in_stock: bool
    reasons: list[ReasonReply] = []


class ReplyBody(BaseModel):
    text: str = Field(min_length=1)
    products: list[Card] = []
    quick_replies: list[str] = []
    gave_up: list[str] = []
    image_url: str | None = None
    handoff: bool = False
    checkout_url: str | None = None
    notices: list[str] = []
    """What the shopper must know beside the answer: a cart line that left the shop, a changed price, a message cut short."""


class TurnReply(BaseModel):
    """One turn as it leaves: contract.md, "One turn"."""

    session_id: str
    turn: int
    understanding: UnderstandingReply
    state: StateReply
    action: ActionReply
    reply: ReplyBody
    timing_ms: dict[str, float] = {}


def build_reply(
    state: DialogueState,
    understanding: Understanding,
    decision: Decision,
    outcome: Outcome,
    evidence: Mapping[str, tuple[Reason, ...]],
    said: Said,
    *,
    locale: str,
    notices: Sequence[str] = (),
) -> TurnReply:
    """The turn's values in the contract's shape, amounts as `locale` writes them. `timing_ms` is left for who measured it."""
    args = {name: value for name, value in decision.last.args.items() if name != "also"}
    also = [step.name for step in decision.steps[:-1]]
    return TurnReply(
        session_id=state.session_id,
        turn=state.turn,
        understanding=understanding_reply(understanding),
        state=state_reply(state, locale),
        action=ActionReply(
            name=decision.last.told,
            args={**args, "also": also} if also else args,
            policy=decision.policy,
            propensity=decision.propensity,
        ),
        reply=ReplyBody(
            text="\n".join([*notices, said.text]) if notices else said.text,
            products=[card(pick, evidence.get(pick.product.id, ()), locale=locale) for pick in outcome.products],
            quick_replies=list(said.quick_replies),
            gave_up=list(outcome.gave_up),
            image_url=outcome.image_url,
            handoff=outcome.handoff,
            checkout_url=outcome.checkout_url,
            notices=list(notices),
        ),
    )


def card(pick: Pick, reasons: Sequence[Reason] = (), *, locale: str) -> Card:
    """A product's card: the variant's price, picture and options, the product's rest; prices as `locale` writes them."""
    product, variant = pick.product, pick.variant
    attributes = {slot: _names(product.values(slot, variant)) for slot in product.slots()}
    size = next((v.original for v in product.values("size", variant)), None) if "size" in variant.options else None
    return Card(
        id=product.id,
        variant_id=variant.id,
        title=product.title,
        brand=product.brand,
        category=attributes.pop("category", []),
        price=float(variant.price),
        price_text=money(variant.price, variant.currency, locale),
        list_price=_float(variant.list_price),
        list_price_text=None if variant.list_price is None else money(variant.list_price, variant.currency, locale),
        on_sale=variant.on_sale,
        currency=variant.currency,
        size=size,
        options=dict(variant.options),
        rating=product.rating,
        reviews_count=product.reviews_count,
        image_url=image_url(pick),
        url=product.url,
        attributes={slot: names for slot, names in attributes.items() if names and slot != "brand"},
        in_stock=available(variant),
        reasons=[
            ReasonReply(
                phrase=r.phrase,
                slot=r.slot,
                holds=r.holds,
                source=r.source,
                evidence=r.evidence,
                box=r.box,
                score=r.score,
                overlay_url=r.overlay_url,
                seen=r.seen,
                disputed=r.disputed,
            )
            for r in reasons
        ],
    )


def available(variant: Variant) -> bool:
    """Whether one of it can be bought now."""
    return variant.in_stock and (variant.stock is None or variant.stock > 0)


def image_url(pick: Pick) -> str | None:
    """The picture of the variant shown, else the product's first; None where the store has none."""
    return media_url(pick.picture)


def state_reply(state: DialogueState, locale: str) -> StateReply:
    """What of the state the outside sees."""
    awaiting = state.awaiting
    return StateReply(
        constraints=to_json(state.constraints),
        shown=[shown.id for shown in state.shown],
        focus=list(state.focus),
        cart=cart_reply(state.cart, locale),
        awaiting=AwaitingReply(slot=awaiting.slot, product_id=awaiting.product_id) if awaiting else None,
        sort=state.sort,
    )


def cart_reply(cart: Cart, locale: str) -> CartReply:
    """The cart in the contract's shape."""
    return CartReply(
        lines=[
            CartLineReply(
                id=line.id,
                variant_id=line.variant_id,
                title=line.title,
                options=dict(line.options),
                quantity=line.quantity,
                price=float(line.price),
                price_text=money(line.price, cart.currency, locale),
            )
            for line in cart.lines
        ],
        total=float(cart.total),
        total_text=money(cart.total, cart.currency, locale),
        currency=cart.currency,
    )


def understanding_reply(found: Understanding) -> UnderstandingReply:
    """What was understood, in the contract's shape; `intents` is never empty."""
    intents = [IntentReply(name=intent.name, confidence=round(intent.confidence, 4)) for intent in found.intents]
    return UnderstandingReply(
        intents=intents or [IntentReply(name=OUT_OF_SCOPE, confidence=1.0)],
        constraints=to_json(found.constraints),
        dropped=list(found.dropped),
        asked={slot: list(values) for slot, values in found.asked.items()},
        options=dict(found.options),
        references=[
            {"text": r.text, "product_id": r.product_id, **({"candidates": list(r.candidates)} if r.product_id is None else {})}
            for r in found.references
        ],
        quantity=found.quantity,
        sort=found.sort,
        highlight=found.highlight,
        sentiment=found.sentiment,
        order_id=found.order_id,
        email=found.email,
        command=found.command,
        corrections=[{"from": c.from_, "to": c.to} for c in found.corrections],
    )


def _names(values: Sequence[Value]) -> list[str]:
    return list(dict.fromkeys([*(v.canonical for v in values), *(name for v in values for name in v.also)]))


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
