"""What the chat page shows, as fragments of HTML: messages, comparisons, quick replies, wishes, the cart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from urllib.parse import unquote

from assistant.phrasing.money import money
from assistant.reply import CartReply, StateReply, TurnReply
from grounding.showing import OVERLAY, named
from ui.cards import Look, card, option_words, pictured
from ui.markup import button, escaped, icon, link


def shopper_message(text: str) -> str:
    """What the shopper wrote."""
    return f'<div class="sw-message sw-shopper"><p dir="auto"><span class="sw-hidden">You: </span>{escaped(text)}</p></div>'


def assistant_message(text: str, *, compared: Sequence[str] = ()) -> str:
    """What the assistant says, a paragraph a line. `compared` are the products whose comparison becomes a table."""
    parts: list[str] = []
    lines = [line for line in text.splitlines() if line.strip()]
    while lines:
        rows = comparison_rows(lines, compared)
        parts.append(comparison(compared, rows) if rows else f'<p dir="auto">{escaped(lines[0])}</p>')
        lines = lines[len(rows) + 1 if rows else 1 :]
    return f'<div class="sw-message sw-assistant">{"".join(parts)}</div>'


def comparison_rows(lines: Sequence[str], titles: Sequence[str]) -> list[list[str]]:
    """The rows beneath a heading "Title | Title": a name and a value for each product. Empty where no comparison begins."""
    if len(titles) < 2 or lines[0].strip() != " | ".join(titles):
        return []
    rows = []
    for line in lines[1:]:
        name, colon, rest = line.partition(": ")
        values = rest.split(" | ")
        if not colon or len(values) != len(titles):
            break
        rows.append([name, *values])
    return rows


def comparison(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Products beside one another, a row a fact. Where the page is too narrow it scrolls by itself, with the keyboard too."""
    head = "".join(f'<th scope="col" dir="auto">{escaped(title)}</th>' for title in titles)
    body = "".join(
        f'<tr><th scope="row">{escaped(name)}</th>{"".join(f"<td>{escaped(value)}</td>" for value in values)}</tr>'
        for name, *values in rows
    )
    return (
        '<div class="sw-comparison" role="region" aria-label="Comparison" tabindex="0">'
        f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def turn(reply: TurnReply, look: Look) -> str:
    """One answer: the words, a picture that was asked about, the cards, the way to the checkout."""
    products, checkout = reply.reply.products, link(reply.reply.checkout_url)
    text = reply.reply.text
    if checkout and reply.reply.checkout_url:
        text = text.replace(reply.reply.checkout_url, "")  # the button beneath leads there
    parts = [assistant_message(text, compared=[one.title for one in products])]
    if reply.reply.image_url and (address := link(reply.reply.image_url, look.base)):
        parts.append(f'<img class="sw-closeup" src="{address}" alt="{escaped(_shown(reply))}" loading="lazy">')
    if products:
        bought = {(line.id, line.variant_id) for line in reply.state.cart.lines}
        cards = "".join(
            card(one, number, reply.turn, look, in_cart=(one.id, one.variant_id) in bought)
            for number, one in enumerate(products, 1)
        )
        label = "1 product" if len(products) == 1 else f"{len(products)} products"
        parts.append(f'<ol class="sw-cards" aria-label="{label}" data-count="{len(products)}">{cards}</ol>')
    if checkout:
        parts.append(
            f'<p><a class="sw-button sw-primary" href="{checkout}" target="_blank" rel="noopener">Go to checkout</a></p>'
        )
    return f'<article class="sw-turn" data-turn="{reply.turn}" aria-label="Answer" tabindex="-1">{"".join(parts)}</article>'


def _shown(reply: TurnReply) -> str:
    """What the picture beside the words shows: of the product whose card has it, or of the only one."""
    address, products = reply.reply.image_url or "", reply.reply.products
    picture, _, marked = address.partition(OVERLAY)
    own = [one for one in products if one.image_url and picture.removesuffix(".webp") in one.image_url]
    phrase = unquote(marked.removesuffix(".webp")) or None
    of = own or (products if len(products) == 1 else [])
    return pictured(of[0].title, phrase) if of else "The picture asked about"


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
    for key, before in (("is", ""), ("not", "not ")):
        for value in _list(constraint.get(key)):
            look_of_part = named(slot, value)
            yield f"{before}{look_of_part if look_of_part not in ('', value) else f'{name}{value}'}", value
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
        options = escaped(option_words(line.options))
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
