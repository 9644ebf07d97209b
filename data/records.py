"""Products, reviews and the rest as bytes: compact JSON, decoded to equal values.

Decimals are written as text and dates in ISO form, so that a round trip is exact. Decoding trusts its input: bytes that cannot be
decoded are a damaged store and raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import orjson

from data.errors import StoreError
from data.product import Attributes, Order, OrderLine, Product, Related, Review, Variant
from data.value import Value

T = TypeVar("T")


def encode_product(product: Product) -> bytes:
    """Raises `ValueError` for text that is no Unicode (lone surrogates)."""
    return _dumps(
        [
            product.id,
            product.title,
            product.brand,
            product.type_path,
            product.description,
            product.url,
            product.images,
            _attributes(product.attributes),
            product.tags,
            product.created,
            product.rating,
            product.reviews_count,
            product.popularity,
            [
                [
                    v.id,
                    v.sku,
                    str(v.price),
                    v.currency,
                    dict(v.options),
                    _attributes(v.attributes),
                    None if v.list_price is None else str(v.list_price),
                    v.stock,
                    v.in_stock,
                    v.image,
                ]
                for v in product.variants
            ],
        ]
    )


def decode_product(data: bytes | memoryview) -> Product:
    return _decoded(data, _product)


def encode_reviews(reviews: Sequence[Review]) -> bytes:
    return _dumps([[r.product_id, r.rating, r.title, r.text, r.author, r.written] for r in reviews])


def decode_reviews(data: bytes | memoryview) -> tuple[Review, ...]:
    return _decoded(data, lambda raw: tuple(Review(p, r, title, text, a, _date(w)) for p, r, title, text, a, w in raw))


def encode_related(related: Sequence[Related]) -> bytes:
    return _dumps([[r.product_id, r.kind, r.other_id] for r in related])


def decode_related(data: bytes | memoryview) -> tuple[Related, ...]:
    return _decoded(data, lambda raw: tuple(Related(*one) for one in raw))


def encode_order(order: Order) -> bytes:
    lines = [[x.sku, x.title, x.quantity, str(x.unit_price), dict(x.options), x.product_id] for x in order.lines]
    return _dumps(
        [
            order.number,
            order.email,
            order.status,
            lines,
            order.currency,
            order.placed,
            order.refunded,
            order.shipping_method,
            order.payment,
            order.tracking,
        ]
    )


def decode_order(data: bytes | memoryview) -> Order:
    def order(raw: list[Any]) -> Order:
        lines = tuple(OrderLine(s, t, q, Decimal(p), o, pid) for s, t, q, p, o, pid in raw[3])
        return Order(raw[0], raw[1], raw[2], lines, raw[4], _date(raw[5]), *raw[6:])

    return _decoded(data, order)


def _dumps(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error


def _decoded(data: bytes | memoryview, build: Callable[[list[Any]], T]) -> T:
    try:
        return build(orjson.loads(data))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, InvalidOperation) as error:
        raise StoreError(f"a record of the store is damaged ({error}); import the feed again") from error


def _attributes(attributes: Attributes) -> dict[str, list[list[object]]]:
    """Each record as [canonical, original, also, source, sentence]; what stands at its default is cut from the end."""
    return {slot: [_value(value) for value in values] for slot, values in attributes.items()}


def _value(value: Value) -> list[object]:
    if value.sentence is not None:
        return [value.canonical, value.original, value.also, value.source, value.sentence]
    if value.source != "attribute":
        return [value.canonical, value.original, value.also, value.source]
    if value.also:
        return [value.canonical, value.original, value.also]
    return [value.canonical, value.original]


def _product(raw: list[Any]) -> Product:
    return Product(
        raw[0],
        raw[1],
        tuple(_variant(one) for one in raw[13]),
        raw[2],
        tuple(raw[3]),
        raw[4],
        raw[5],
        tuple(raw[6]),
        _values(raw[7]),
        tuple(raw[8]),
        _date(raw[9]),
        raw[10],
        raw[11],
        raw[12],
    )


def _variant(raw: list[Any]) -> Variant:
    vid, sku, price, currency, options, attributes, list_price, stock, in_stock, image = raw
    listed = None if list_price is None else Decimal(list_price)
    return Variant(vid, sku, Decimal(price), currency, options, _values(attributes), listed, stock, in_stock, image)


def _values(raw: Mapping[str, Sequence[list[Any]]]) -> Attributes:
    return {
        slot: tuple(Value(v[0], v[1], tuple(v[2]) if len(v) > 2 else (), *v[3:]) for v in values) for slot, values in raw.items()
    }


def _date(raw: str | None) -> date | None:
    return None if raw is None else date.fromisoformat(raw)
