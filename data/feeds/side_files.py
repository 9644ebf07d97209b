"""The tables that come beside a feed: reviews, related products, orders, promotions, variant ids (and see `size_charts`).

Each is a CSV whose columns are found by their usual names, as a feed's are. A row that cannot be taken is told in a warning with
its line and stops nothing; a file that is not what it was given as is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import orjson

from data.feeds.cells import day, number, texts, whole, yes_no
from data.feeds.columns import Fields
from data.feeds.money import price_of
from data.feeds.side_table import Line, Warn, lines
from data.html_text import text_of
from data.product import Order, OrderLine, Promotion, Related, Review
from data.values import slot_name

_PRODUCT = ("handle", "product_handle", "product_id", "item_group_id", "product", "asin", "product_sku", "sku", "id")
_ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_REVIEW: Fields = {
    "product": _PRODUCT,
    "rating": ("rating", "stars", "score", "review_score"),
    "title": ("title", "review_title", "headline", "summary"),
    "text": ("text", "body", "review", "content", "review_content", "comment", "review_text"),
    "author": ("author", "reviewer_name", "reviewer", "name", "user", "nickname", "customer"),
    "date": ("date", "review_date", "created_at", "created", "written"),
}
_RELATED: Fields = {
    "product": _PRODUCT,
    "kind": ("kind", "type", "relation", "link_type"),
    "other": (
        "other_handle",
        "other_id",
        "related_handle",
        "related_id",
        "other",
        "related",
        "linked_product",
        "linked_sku",
        "target",
    ),
}
_ORDER: Fields = {
    "number": ("order_number", "number", "order", "order_id", "name", "increment_id", "id"),
    "email": ("email", "customer_email", "e_mail", "billing_email"),
    "status": ("status", "fulfillment_status", "state", "order_status"),
    "payment_status": ("financial_status", "payment_status"),
    "refunded": ("refunded", "is_refunded"),
    "date": ("date", "created_at", "placed", "order_date", "created"),
    "sku": ("sku", "lineitem_sku", "item_sku", "variant_sku"),
    "product": ("handle", "product_id", "product_handle"),
    "title": ("title", "lineitem_name", "item_name", "product_name", "product_title"),
    "options": ("options", "variant", "variant_title"),
    "quantity": ("qty", "quantity", "lineitem_quantity", "item_quantity"),
    "price": ("unit_price", "price", "lineitem_price", "item_price", "item_cost"),
    "currency": ("currency", "currency_code", "order_currency"),
    "shipping": ("shipping_method", "shipping", "delivery_method"),
    "payment": ("payment", "payment_method", "payment_method_title"),
    "tracking": ("tracking", "tracking_number", "tracking_code", "tracking_url"),
    "total_refunded": ("refunded_amount", "refund_amount"),
}
_PROMOTION: Fields = {
    "name": ("name", "title", "promotion", "promotion_name", "long_title"),
    "description": ("description", "text", "details", "terms"),
    "code": ("coupon_code", "code", "coupon", "voucher", "generic_redemption_code", "discount_code"),
    "scope": ("scope", "applies_to", "product_applicability"),
}
_VARIANT_ID: Fields = {
    "sku": ("sku", "variant_sku"),
    "id": ("variant_id", "id", "own_id", "external_id", "shopify_variant_id", "admin_graphql_api_id"),
}


def read_reviews(path: Path, warn: Warn) -> dict[str, tuple[Review, ...]]:
    """Product id -> its reviews, in the file's order. Needed are a product, and a rating from 0 to 5."""
    found: dict[str, list[Review]] = {}
    for line in lines(path, _REVIEW, ("product", "rating"), "reviews", warn):
        stars = number(line["rating"])
        if not line["product"] or stars is None or not 0 <= stars <= 5:
            warn(f"{line.where}: no product, or no rating from 0 to 5: {line['rating'][:40]!r}")
            continue
        text, title = text_of(line["text"]), text_of(line["title"])
        review = Review(line["product"], stars, title, text, line["author"], day(line["date"]))
        found.setdefault(review.product_id, []).append(review)
    return {product: tuple(reviews) for product, reviews in found.items()}


def read_related(path: Path, warn: Warn) -> dict[str, tuple[Related, ...]]:
    """Product id -> the shop's links from it. A link without a kind is `related`."""
    found: dict[str, dict[Related, None]] = {}
    for line in lines(path, _RELATED, ("product", "other"), "related products", warn):
        product, other = line["product"], line["other"]
        if not product or not other or product == other:
            warn(f"{line.where}: a link needs two different products")
            continue
        kind = re.sub(r"[\W_]+", "", line["kind"]).casefold() or "related"
        found.setdefault(product, {})[Related(product, kind, other)] = None
    return {product: tuple(links) for product, links in found.items()}


def read_orders(path: Path, currency: str, warn: Warn) -> tuple[Order, ...]:
    """Orders, a row for each of their lines; what is said once of an order stands in its first row. Needed are number and
    e-mail.
    """
    by_number: dict[str, list[Line]] = {}
    for line in lines(path, _ORDER, ("number", "email"), "orders", warn):
        if line["number"]:
            by_number.setdefault(line["number"], []).append(line)
        else:
            warn(f"{line.where}: an order needs a number")
    orders = (_order(of_one, currency, warn) for of_one in by_number.values())
    return tuple(order for order in orders if order is not None)


def read_promotions(path: Path, warn: Warn) -> tuple[Promotion, ...]:
    """Promotions as the shop words them. Needed is a name."""
    found = []
    for line in lines(path, _PROMOTION, ("name",), "promotions", warn):
        if line["name"]:
            name, description = text_of(line["name"]), text_of(line["description"])
            found.append(Promotion(name, description or name, line["code"], line["scope"]))
        else:
            warn(f"{line.where}: a promotion needs a name")
    return tuple(found)


def read_variant_ids(path: Path, warn: Warn) -> dict[str, str]:
    """SKU -> the shop's own variant id (of "gid://shopify/ProductVariant/4711", the number)."""
    found: dict[str, str] = {}
    for line in lines(path, _VARIANT_ID, ("sku", "id"), "variant ids", warn):
        sku, own = line["sku"].lstrip("'"), line["id"].lstrip("'").rpartition("/")[2]
        if not sku or not own:
            warn(f"{line.where}: a row needs a SKU and an id")
        elif _ROUNDED.fullmatch(own):
            warn(f"{line.where}: the id {own!r} was rounded by a spreadsheet; export it as text")
        elif found.setdefault(sku, own) != own:
            warn(f"{line.where}: the SKU {sku!r} was there before with another id; the first stays")
    return found


def _order(rows: Sequence[Line], currency: str, warn: Warn) -> Order | None:
    number, email = rows[0]["number"], next((row["email"] for row in rows if row["email"]), "")
    if "@" not in email:
        warn(f"{rows[0].where}: the order {number} has no e-mail address, so nobody could ask for it")
        return None
    own = []
    for row in rows:
        if row["email"].casefold() in ("", email.casefold()):
            own.append(row)
        else:  # one buyer must not be told what another bought
            warn(f"{row.where}: the order {number} was there before with another e-mail address; the first stays")
    said = {field: next((text for row in own if (text := row[field])), "") for field in _ORDER}
    bought = tuple(one for row in own if (one := _order_line(row, warn)) is not None)
    refund = price_or_none(said["total_refunded"])
    return Order(
        number=number,
        email=email,
        status=said["status"] or said["payment_status"],
        lines=bought,
        currency=said["currency"].upper() or _stated_currency(said["price"], currency) or currency,
        placed=day(said["date"]),
        refunded=yes_no(said["refunded"]) or bool(refund),
        shipping_method=said["shipping"],
        payment=said["payment"],
        tracking=said["tracking"],
    )


def _order_line(line: Line, warn: Warn) -> OrderLine | None:
    if not line["sku"] and not line["title"]:
        return None
    price, quantity = price_or_none(line["price"]), whole(line["quantity"] or "1")
    if price is None or quantity is None or quantity < 1:
        warn(f"{line.where}: an order line needs a price and a quantity")
        return None
    return OrderLine(line["sku"], line["title"], quantity, price, _options(line["options"]), line["product"] or None)


def _options(written: str) -> dict[str, str]:
    if not written.startswith("{"):
        return {}
    try:
        raw = orjson.loads(written)
    except orjson.JSONDecodeError:
        return {}
    return {slot_name(str(name)): said[0] for name, value in raw.items() if (said := texts(value))}


def _stated_currency(price: str, expected: str) -> str | None:
    try:
        return price_of(price, expected)[1] if price else None
    except ValueError:
        return None


def price_or_none(written: str) -> Decimal | None:
    """An amount as a cell has it; None where it has none."""
    try:
        return price_of(written)[0] if written else None
    except ValueError:
        return None
