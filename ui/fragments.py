"""What the chat page shows, as fragments of HTML: messages, product cards, chips, the cart.

Every word that comes from a record or a shopper is escaped here and only here. A button carries what it means as JSON
in `data-act`, `data-feedback` or `data-say`; the page's script sends that and never reads a label.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from assistant.phrasing.money import money
from assistant.reply import Card, CartReply, ReasonReply, StateReply, TurnReply


@dataclass(frozen=True, slots=True)
class Look:
    """How one shop's page writes things: `base` stands before pictures' addresses, `locale` tells how amounts are written."""

    base: str = ""
    locale: str = "en-US"

    def amount(self, value: float, currency: str) -> str:
        """An amount of money, escaped."""
        return escaped(money(Decimal(str(value)), currency, self.locale))


_MARKS = {True: ("yes", "✓", "Fits"), False: ("no", "✕", "Does not fit"), None: ("unknown", "?", "Not stated")}

_ICONS = {
    "up": "M7 10v10M7 10l4-7a2 2 0 0 1 3 2l-1 5h6a2 2 0 0 1 2 2.4l-1.3 6A2 2 0 0 1 17.7 20H7M3 10h4v10H3z",
    "down": "M17 14V4M17 14l-4 7a2 2 0 0 1-3-2l1-5H5a2 2 0 0 1-2-2.4l1.3-6A2 2 0 0 1 6.300 4H17M21 14h-4V4h4z",
    "cart": "M3 4h2l2.4 11.200a2 2 0 0 0 2 1.600h7.800a2 2 0 0 0 2-1.600L21 8H6M10 20.500h.01M17 20.500h.01",
    "send": "M12 19V5M5 12l7-7 7 7",
    "new": "M12 5v14M5 12h14",
    "close": "M6 6l12 12M18 6L6 18",
    "picture": "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01",
}


def icon(name: str) -> str:
    """A line drawing, hidden from screen readers: what carries it has a name of its own."""
    return f'<svg class="sw-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{_ICONS[name]}"/></svg>'


def escaped(text: object) -> str:
    """Text as HTML, safe in an element and in a double-quoted attribute."""
    return html.escape(str(text), quote=True)


def attribute(name: str, value: object) -> str:
    """A value as JSON in an attribute."""
    return f'{name}="{escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))}"'


def shopper_message(text: str) -> str:
    """What the shopper wrote."""
    return f'<div class="sw-message sw-shopper"><p dir="auto"><span class="sw-hidden">You: </span>{escaped(text)}</p></div>'


def assistant_message(text: str) -> str:
    """What the assistant says, a paragraph a line."""
    lines = "".join(f'<p dir="auto">{escaped(line)}</p>' for line in text.splitlines() if line.strip())
    return f'<div class="sw-message sw-assistant">{lines}</div>'


def turn(reply: TurnReply, look: Look) -> str:
    """One answer: the words, a picture that was asked about, the cards, the way to the checkout."""
    parts = [assistant_message(reply.reply.text)]
    if reply.reply.image_url and (address := link(reply.reply.image_url, look.base)):
        parts.append(f'<img class="sw-closeup" src="{address}" alt="The picture asked about" loading="lazy">')
    if reply.reply.products:
        cards = "".join(card(one, number, reply.turn, look) for number, one in enumerate(reply.reply.products, 1))
        count = len(reply.reply.products)
        label = "1 product" if count == 1 else f"{count} products"
        parts.append(f'<ol class="sw-cards" aria-label="{label}" data-count="{count}">{cards}</ol>')
    if reply.reply.checkout_url and (address := link(reply.reply.checkout_url)):
        parts.append(f'<p><a class="sw-button sw-primary" href="{address}" target="_blank" rel="noopener">Go to checkout</a></p>')
    return f'<article class="sw-turn" data-turn="{reply.turn}">{"".join(parts)}</article>'


def card(product: Card, number: int, turn_number: int, look: Look) -> str:
    """A product card. `number` is its place in the list: what "the second one" counts."""
    title = escaped(product.title)
    address = link(product.url)
    heading = f'<a href="{address}" target="_blank" rel="noopener">{title}</a>' if address else title
    brand = f'<p class="sw-brand">{escaped(product.brand)}</p>' if product.brand else ""
    options = " · ".join(escaped(value) for value in product.options.values())
    buy = button(
        "Add to cart" if product.in_stock else "Sold out",
        sends={"act": {"name": "add_to_cart", "product_id": product.id}},
        look_like="sw-button sw-primary",
        named=f"Add to cart: {product.title}",
        disabled=not product.in_stock,
    )
    similar = button(
        "More like this",
        sends={"act": {"name": "find_similar", "product_ids": [product.id]}},
        look_like="sw-button",
        named=f"More like this: {product.title}",
    )
    return f"""<li class="sw-card{"" if product.in_stock else " sw-out"}" {attribute("data-product", product.id)}>
<div class="sw-picture">{picture(product, look)}<span class="sw-number" aria-hidden="true">{number}</span>{_tag(product)}</div>
<div class="sw-facts">{brand}<h3><span class="sw-hidden">{number}. </span>{heading}</h3>
<p class="sw-price">{price(product, look)}</p>
{rating(product)}{f'<p class="sw-options">{options}</p>' if options else ""}{reasons(product.reasons)}</div>
<div class="sw-actions">{buy}{similar}
<span class="sw-thumbs">{_thumb("up", product, turn_number)}{_thumb("down", product, turn_number)}</span></div></li>"""


def button(
    label: str, *, sends: Mapping[str, object], look_like: str, named: str | None = None, sign: str = "", disabled: bool = False
) -> str:
    """A button. `sends` is one of `act`, `feedback` and `say` with what it means.

    `named` is its name where the label says too little; `sign` an icon behind the label.
    """
    what = " ".join(attribute(f"data-{name}", value) for name, value in sends.items())
    name = f' aria-label="{escaped(named)}"' if named else ""
    inside = f"{escaped(label)}{icon(sign) if sign else ''}"
    return f'<button type="button" class="{look_like}" {what}{name}{" disabled" if disabled else ""}>{inside}</button>'


def picture(product: Card, look: Look) -> str:
    """The variant's picture, or a quiet placeholder where the store has none."""
    address = link(product.image_url, look.base)
    if address is None:
        return (
            f'<span class="sw-nopicture" role="img" aria-label="No picture of {escaped(product.title)}">{icon("picture")}</span>'
        )
    color = product.options.get("color")
    alt = product.title if color is None or color.casefold() in product.title.casefold() else f"{product.title} in {color}"
    return f'<img src="{address}" alt="{escaped(alt)}" loading="lazy" decoding="async">'


def price(product: Card, look: Look) -> str:
    """What is paid, and the struck price that it is compared with."""
    now = f'<span class="sw-now">{look.amount(product.price, product.currency)}</span>'
    if product.on_sale and product.list_price is not None:
        was = look.amount(product.list_price, product.currency)
        return f'<span class="sw-hidden">Now </span>{now} <s><span class="sw-hidden">was </span>{was}</s>'
    return now


def rating(product: Card) -> str:
    """Stars out of five and the number of reviews; nothing where there are none."""
    if product.rating is None:
        return ""
    label = (
        f"Rated {product.rating:.1f} out of 5 by {product.reviews_count} {'review' if product.reviews_count == 1 else 'reviews'}"
    )
    share = max(0.0, min(product.rating / 5, 1.0)) * 100
    return (
        f'<p class="sw-rating" role="img" aria-label="{label}"><span class="sw-stars" style="--share:{share:.0f}%"></span>'
        f"<span>{product.rating:.1f}</span> <small>({product.reviews_count})</small></p>"
    )


def reasons(found: Sequence[ReasonReply]) -> str:
    """Why the product fits: each of the shopper's phrases with a mark, and the record that says so as its title."""
    if not found:
        return ""
    items = []
    for one in found:
        name, mark, meaning = _MARKS[one.holds]
        items.append(
            f'<li class="sw-{name}" title="{escaped(one.evidence)}"><span aria-hidden="true">{mark}</span>'
            f'<span class="sw-hidden">{meaning}: </span>{escaped(one.phrase)}</li>'
        )
    return f'<ul class="sw-reasons" aria-label="How it fits">{"".join(items)}</ul>'


def quick_replies(labels: Iterable[str]) -> str:
    """Chips with words that the shopper may say next."""
    return "".join(button(label, sends={"say": label, "clicked": "quick_reply"}, look_like="sw-chip") for label in labels)


def wishes(state: StateReply, look: Look) -> str:
    """What the running search must satisfy, each with a cross that lets go of it."""
    chips = []
    for slot, constraint in state.constraints.items():
        for label, value in _said(slot, constraint, state.cart.currency, look):
            act: dict[str, object] = {"name": "drop_constraint", "slot": slot}
            if value is not None:
                act["value"] = value
            chips.append(button(label, sends={"act": act}, look_like="sw-wish", named=f"Let go of: {label}", sign="close"))
    return "".join(chips)


def _said(slot: str, constraint: Mapping[str, object], currency: str, look: Look) -> Iterable[tuple[str, str | None]]:
    name = "" if slot in ("category", "color", "brand", "gender", "material") else f"{slot.replace('_', ' ')} "
    for value in _list(constraint.get("is")):
        yield f"{name}{value}", value
    for value in _list(constraint.get("not")):
        yield f"not {name}{value}", value
    low, high = (_amount(slot, constraint.get(key), currency, look) for key in ("min", "max"))
    label = "" if slot == "price" else f"{slot.replace('_', ' ')} "
    if low and high:
        yield f"{label}{low} to {high}", None
    elif low:
        yield f"{label}{'from ' if slot == 'price' else 'at least '}{low}", None
    elif high:
        yield f"{label}{'up to ' if slot == 'price' else 'at most '}{high}", None


def _amount(slot: str, value: object, currency: str, look: Look) -> str:
    if not isinstance(value, (int, float)):
        return ""
    return money(Decimal(str(value)), currency, look.locale) if slot == "price" else f"{value:g}"


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else []


def cart(content: CartReply, look: Look) -> str:
    """The cart's lines and total."""
    if not content.lines:
        return '<p class="sw-empty">Your cart is empty. Add something you like, it stays here.</p>'
    lines = []
    for line in content.lines:
        options = " · ".join(escaped(value) for value in line.options.values())
        amount = look.amount(line.price * line.quantity, content.currency)
        remove = button(
            "Remove",
            sends={"act": {"name": "remove_from_cart", "product_id": line.id, "variant_id": line.variant_id}},
            look_like="sw-remove",
            named=f"Remove {line.title} from the cart",
        )
        lines.append(
            f'<li><div><strong>{escaped(line.title)}</strong><p class="sw-options">{options}</p>{remove}</div>'
            f'<div class="sw-amount"><span>{amount}</span><small>Quantity {line.quantity}</small></div></li>'
        )
    total = look.amount(content.total, content.currency)
    out = button("Check out", sends={"act": {"name": "checkout"}}, look_like="sw-button sw-primary sw-wide")
    return f'<ul class="sw-lines">{"".join(lines)}</ul><p class="sw-total"><span>Total</span><strong>{total}</strong></p>{out}'


def cart_badge(content: CartReply, look: Look) -> str:
    """What the cart button says: how many pieces, and what they cost."""
    count = sum(line.quantity for line in content.lines)
    pieces = "1 item" if count == 1 else f"{count} items"
    total = f'<span class="sw-carttotal">{look.amount(content.total, content.currency)}</span>' if count else ""
    shown = f'<span class="sw-count" aria-hidden="true">{count}</span>'
    return f'{icon("cart")}<span class="sw-hidden">Cart, {pieces}</span>{total}{shown}'


def link(address: str | None, base: str = "") -> str | None:
    """An address that may stand in a page, escaped; None for none and for schemes that could run something."""
    if not address or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.netloc:
        return escaped(address)
    if not parts.scheme and not parts.netloc and address.startswith("/"):
        return escaped(base + address)
    return None


def _tag(product: Card) -> str:
    if not product.in_stock:
        return '<span class="sw-tag sw-soldout">Out of stock</span>'
    return '<span class="sw-tag">Sale</span>' if product.on_sale else ""


def _thumb(value: str, product: Card, turn_number: int) -> str:
    given = {"turn": turn_number, "product_id": product.id, "value": value}
    named = f"I like {product.title}" if value == "up" else f"Not for me: {product.title}"
    return button("", sends={"feedback": given}, look_like="sw-thumb", named=named, sign=value)
