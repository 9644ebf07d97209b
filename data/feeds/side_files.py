"""The tables that come beside a feed: reviews, related products, orders, promotions, size charts, variant ids.

Each is a CSV whose columns are found by their usual names, as a feed's are. A row that cannot be taken is told in a warning with
its line and stops nothing; a file that is not what it was given as is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import orjson

from data.errors import FeedError
from data.feeds.cells import day, number, whole, yes_no
from data.feeds.columns import plain_name
from data.feeds.group import Refused
from data.feeds.money import price_of
from data.feeds.tables import open_table
from data.html_text import text_of
from data.product import Order, OrderLine, Promotion, Related, Review, SizeChart
from data.values import known, normalise, slot_name

Warn = Callable[[str], None]
"""Told of each row that is not taken, with file and line."""

Fields = Mapping[str, Sequence[str]]

_PRODUCT = ("handle", "product_handle", "product_id", "id", "item_group_id", "product", "asin", "sku", "product_sku")
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
    "status": ("status", "fulfillment_status", "state", "order_status", "financial_status"),
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
_CHART: Fields = {
    "chart": ("chart", "name", "size_chart"),
    "applies_to": ("applies_to", "category", "for", "applies"),
    "size": ("size", "label"),
    "measurement": ("measurement", "measure", "body_part"),
    "low": ("low", "from", "min"),
    "high": ("high", "to", "max"),
    "unit": ("unit", "units"),
}
_VARIANT_ID: Fields = {
    "sku": ("sku", "variant_sku"),
    "id": ("variant_id", "id", "own_id", "external_id", "shopify_variant_id", "admin_graphql_api_id"),
}
_METRIC = {"in": ("cm", 2.54), "inch": ("cm", 2.54), "inches": ("cm", 2.54), '"': ("cm", 2.54), "mm": ("cm", 0.1),
           "lb": ("kg", 0.45359237), "lbs": ("kg", 0.45359237)}  # fmt: skip
_RANGE = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(?:(?:-|–|to)\s*(\d+(?:[.,]\d+)?))?\s*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a side file: field -> text, and where it stands."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "")


def read_reviews(path: Path, warn: Warn) -> dict[str, tuple[Review, ...]]:
    """Product id -> its reviews, in the file's order. Needed are a product, and a rating from 0 to 5."""
    found: dict[str, list[Review]] = {}
    for line in _lines(path, _REVIEW, ("product", "rating"), "reviews", warn):
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
    for line in _lines(path, _RELATED, ("product", "other"), "related products", warn):
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
    lines: dict[str, list[_Line]] = {}
    for line in _lines(path, _ORDER, ("number", "email"), "orders", warn):
        if line["number"]:
            lines.setdefault(line["number"], []).append(line)
        else:
            warn(f"{line.where}: an order needs a number")
    orders = (_order(of_one, currency, warn) for of_one in lines.values())
    return tuple(order for order in orders if order is not None)


def read_promotions(path: Path, warn: Warn) -> tuple[Promotion, ...]:
    """Promotions as the shop words them. Needed is a name."""
    found = []
    for line in _lines(path, _PROMOTION, ("name",), "promotions", warn):
        if line["name"]:
            name, description = text_of(line["name"]), text_of(line["description"])
            found.append(Promotion(name, description or name, line["code"], line["scope"]))
        else:
            warn(f"{line.where}: a promotion needs a name")
    return tuple(found)


def read_variant_ids(path: Path, warn: Warn) -> dict[str, str]:
    """SKU -> the shop's own variant id (of "gid://shopify/ProductVariant/4711", the number)."""
    found: dict[str, str] = {}
    for line in _lines(path, _VARIANT_ID, ("sku", "id"), "variant ids", warn):
        sku, own = line["sku"].lstrip("'"), line["id"].lstrip("'").rpartition("/")[2]
        if not sku or not own:
            warn(f"{line.where}: a row needs a SKU and an id")
        elif found.setdefault(sku, own) != own:
            warn(f"{line.where}: the SKU {sku!r} was there before with another id; the first stays")
    return found


def read_size_charts(path: Path, warn: Warn) -> tuple[SizeChart, ...]:
    """Charts of body measurements in centimetres and kilograms (inches and pounds are converted).

    Either a row for each measurement of a size (`chart, applies_to, size, measurement, low, high, unit`), or one for each size
    with a column for each measurement ("84-88"). `applies_to` lists categories, brands and genders, parted by ";".
    """
    charts: dict[tuple[str, str], dict[str, dict[str, tuple[float, float]]]] = {}
    units: dict[tuple[str, str], str] = {}
    for line in _lines(path, _CHART, ("size",), "size charts", warn, rest=True):
        key = (line["chart"] or path.stem, line["applies_to"])
        unit, factor = _METRIC.get(line["unit"].casefold(), (line["unit"].casefold() or "cm", 1.0))
        measures = _measures(line)
        if not line["size"] or not measures:
            warn(f"{line.where}: a row needs a size and a measurement with its bounds")
            continue
        row = charts.setdefault(key, {}).setdefault(line["size"], {})
        row |= {name: (round(low * factor, 1), round(high * factor, 1)) for name, (low, high) in measures.items()}
        units.setdefault(key, unit)
    return tuple(SizeChart(name, _applies(applies), units[name, applies], rows) for (name, applies), rows in charts.items())


def _order(lines: Sequence[_Line], currency: str, warn: Warn) -> Order | None:
    first = lines[0]
    said = {field: next((text for line in lines if (text := line[field])), "") for field in _ORDER}
    if "@" not in said["email"]:
        warn(f"{first.where}: the order {said['number']} has no e-mail address, so nobody could ask for it")
        return None
    bought = tuple(one for line in lines if (one := _order_line(line, warn)) is not None)
    refund = price_or_none(said["total_refunded"])
    return Order(
        number=said["number"],
        email=said["email"],
        status=said["status"],
        lines=bought,
        currency=said["currency"].upper() or currency,
        placed=day(said["date"]),
        refunded=yes_no(said["refunded"]) or bool(refund),
        shipping_method=said["shipping"],
        payment=said["payment"],
        tracking=said["tracking"],
    )


def _order_line(line: _Line, warn: Warn) -> OrderLine | None:
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
    return {slot_name(str(name)): str(value) for name, value in raw.items() if value not in (None, "")}


def price_or_none(written: str) -> Decimal | None:
    """An amount as a cell has it; None where it has none."""
    try:
        return price_of(written)[0] if written else None
    except ValueError:
        return None


def _measures(line: _Line) -> dict[str, tuple[float, float]]:
    if line["measurement"]:
        low, high = number(line["low"]), number(line["high"] or line["low"])
        return {} if low is None or high is None or low > high else {line["measurement"].casefold(): (low, high)}
    found = {}
    for name, written in line.cells.items():
        match = _RANGE.match(written) if name not in _CHART else None
        if match:
            low = float(match[1].replace(",", "."))
            high = float((match[2] or match[1]).replace(",", "."))
            if low <= high:
                found[name.replace("_", " ")] = (low, high)
    return found


def _applies(written: str) -> tuple[str, ...]:
    """What a chart is for, as the store's values are written: "Dresses; women" -> dress, women."""
    parts = [text for part in re.split(r"[;|,]", written) if (text := part.strip())]
    return tuple(dict.fromkeys(known("gender", p) or normalise("category", p).canonical for p in parts))


def _lines(path: Path, fields: Fields, needed: Sequence[str], what: str, warn: Warn, *, rest: bool = False) -> Iterator[_Line]:
    """The rows by field; with `rest`, columns that are no field come too, under their plain names.

    Raises `FeedError` where the file is missing, is no CSV, or lacks a field that is needed.
    """
    if not path.is_file():
        raise FeedError(f"{path}: no such file; expected {what} (CSV)")
    table = open_table(path)
    columns = {plain_name(name): name for name in reversed(table.columns)}
    of: dict[str, str] = {}
    for field, usual in fields.items():
        column = next((columns[name] for name in usual if name in columns and columns[name] not in of.values()), None)
        if column is not None:
            of[field] = column
    missing = [field for field in needed if field not in of]
    if missing:
        expected = "; ".join(f"{field}: one of {', '.join(fields[field][:5])}" for field in missing)
        raise FeedError(
            f"{path}: no {what} that can be read: no column for {expected}; found {', '.join(table.columns[:20])[:300]}"
        )
    if rest:
        of |= {plain: name for plain, name in columns.items() if name not in of.values()}
    for line in table.rows():
        if isinstance(line, Refused):
            warn(f"{path.name} line {line.line}: {line.reason}")
            continue
        place, row = line
        yield _Line(f"{path.name} line {place}", {field: str(row.get(column) or "").strip() for field, column in of.items()})
