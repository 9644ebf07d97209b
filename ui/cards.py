"""A product's card: its picture, price, rating, why it fits, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.phrasing.money import money
from assistant.reply import Card, ReasonReply
from ui.markup import attribute, button, escaped, icon, link


@dataclass(frozen=True, slots=True)
class Look:
    """How one shop's page writes things: `base` stands before pictures' addresses, `locale` tells how amounts are written."""

    base: str = ""
    locale: str = "en-US"

    def amount(self, value: float, currency: str) -> str:
        """An amount of money, escaped."""
        return escaped(money(Decimal(str(value)), currency, self.locale))


_MARKS = {True: ("yes", "✓", "Fits"), False: ("no", "✕", "Does not fit"), None: ("unknown", "?", "Not stated")}


def card(product: Card, number: int, turn_number: int, look: Look, *, in_cart: bool = False) -> str:
    """A product card. `number` is its place in the list: what "the second one" counts; `in_cart`: this very variant is there."""
    title = escaped(product.title)
    address = link(product.url)
    heading = f'<a href="{address}" target="_blank" rel="noopener">{title}</a>' if address else title
    brand = f'<p class="sw-brand">{escaped(product.brand)}</p>' if product.brand else ""
    options = escaped(option_words(product.options))
    similar = button(
        "More like this",
        sends={"act": {"name": "find_similar", "product_ids": [product.id]}},
        look_like="sw-button",
        named=f"More like this: {product.title}",
    )
    shown = f"{picture(product, look)}{marks(product.reasons)}"
    return f"""<li class="sw-card{"" if product.in_stock else " sw-out"}" {attribute("data-product", product.id)}>
<div class="sw-picture">{shown}<span class="sw-number" aria-hidden="true">{number}</span>{_tag(product)}</div>
<div class="sw-facts">{brand}<h3><span class="sw-hidden">{number}. </span>{heading}</h3>
<p class="sw-price">{price(product, look)}</p>
{rating(product)}{f'<p class="sw-options">{options}</p>' if options else ""}{reasons(product.reasons, look, product.title)}</div>
<div class="sw-actions">{_buy(product, in_cart)}{similar}</div>
<div class="sw-thumbs">{_thumb("up", product, turn_number)}{_thumb("down", product, turn_number)}</div></li>"""


def option_words(options: Mapping[str, str]) -> str:
    """A variant's options: a size by its name, for "XS" alone says little, and behind what the picture shows."""
    sizes = [f"Size {value}" if len(value) <= 6 else value for slot, value in options.items() if slot == "size"]
    return " · ".join([*(value for slot, value in options.items() if slot != "size"), *sizes])


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


def reasons(found: Sequence[ReasonReply], look: Look, title: str) -> str:
    """Why the product with this title fits: each of the shopper's phrases with a mark, and as its title the record that says so.

    What is marked on the picture is a button that lights it there.
    """
    if not found:
        return ""
    return f'<ul class="sw-reasons" aria-label="How it fits">{"".join(_reason(one, look, title) for one in found)}</ul>'


def _reason(one: ReasonReply, look: Look, title: str) -> str:
    name, mark, meaning = _MARKS[one.holds]
    # which thing is seen is said: of "not striped" it is another
    seen = f", in the picture: {escaped(one.seen)}" if one.source == "image" and one.seen is not None else ""
    words = f'<span class="sw-hidden">{meaning}: </span>{escaped(one.phrase)}'
    sign = f'<span aria-hidden="true">{mark}</span>'
    shown = f'{icon("eye")}<span class="sw-hidden">{seen}</span>' if seen else ""
    told = escaped(_told(one))
    address = link(one.overlay_url, look.base)
    if address is None:  # some screen readers say a list item's title in place of its words: they are its name
        named = f"{meaning}: {escaped(one.phrase)}{seen}"
        return f'<li class="sw-{name}" title="{told}" aria-label="{named}">{sign}{words}{shown}</li>'
    described = escaped(pictured(title, one.seen))
    marks = f'data-marked="{address}" data-shows="{described}"'
    lights = f'<button type="button" class="sw-light" {marks} aria-pressed="false" title="{told}">'
    return f'<li class="sw-{name}">{lights}{sign}{words}{shown}</button></li>'


def pictured(title: str, marked: str | None = None) -> str:
    """What a picture of a product shows, in words."""
    return f"{marked}, marked in the picture of {title}" if marked else f"The picture of {title}"


def _told(one: ReasonReply) -> str:
    if one.source != "image" or one.seen is None or one.holds is None:
        return one.evidence
    return f"{one.evidence}; in the picture: {one.seen}"


def marks(found: Sequence[ReasonReply]) -> str:
    """A small ring on the picture for each reason that is marked there."""
    rings = []
    for one in found:
        if one.box is None or one.overlay_url is None:
            continue
        x0, y0, x1, y1 = one.box
        rings.append(f'<span class="sw-ring" style="--x:{(x0 + x1) / 2:.3f};--y:{(y0 + y1) / 2:.3f}" aria-hidden="true"></span>')
    return "".join(rings)


def _tag(product: Card) -> str:
    if not product.in_stock:
        return '<span class="sw-tag sw-soldout">Out of stock</span>'
    return '<span class="sw-tag">Sale</span>' if product.on_sale else ""


def _buy(product: Card, in_cart: bool) -> str:
    act = {"name": "add_to_cart", "product_id": product.id}
    if not product.in_stock:
        return button("Sold out", sends={"act": act}, look_like="sw-button", named=f"Sold out: {product.title}", disabled=True)
    if in_cart:
        one_more = {**act, "variant_id": product.variant_id}
        return button("Add another", sends={"act": one_more}, look_like="sw-button", named=f"Add another: {product.title}")
    return button("Add to cart", sends={"act": act}, look_like="sw-button sw-primary", named=f"Add to cart: {product.title}")


def _thumb(value: str, product: Card, turn_number: int) -> str:
    given = {"turn": turn_number, "product_id": product.id, "value": value}
    named = f"I like {product.title}" if value == "up" else f"Not for me: {product.title}"
    return button("", sends={"feedback": given}, look_like="sw-thumb", named=named, sign=value, toggles=True)
