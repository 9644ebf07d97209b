"""Any table of products: CSV, JSON lines or Parquet, its columns found by `data.feeds.columns`.

A JSON row may bring its own `variants`, a list of objects with `sku`, `price`, `list_price`, `stock`, `image` and options;
options stand in `options` (an object), by their names (`size`, `color`), or as Shopify's API has them (`option1`, named in the
product's `options`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

import orjson

from data.feeds.categories import split_path
from data.feeds.cells import available, day, number, parts, texts, whole, yes_no
from data.feeds.columns import FIELDS, Columns, plain_name
from data.feeds.draft import LONGEST_VALUE, ProductDraft, VariantDraft
from data.feeds.group import LeftOut, RawGroup, Row
from data.feeds.money import price_of
from data.values import slot_name

_OPTION_SLOTS = ("size", "color")
_TYPED = re.compile(r"^[tnb]_+(?=\w)")
_NO_PRICE = Decimal(-1)


def draft(group: RawGroup, columns: Columns) -> ProductDraft | LeftOut:
    """What the rows of one product say."""
    first = group.rows[0]
    if reason := _left_out(first, columns):
        return LeftOut(group.line, group.key, reason)
    own = columns.raw(first, "variants")
    own = orjson.loads(own) if isinstance(own, str) and own.startswith("[{") and _is_json(own) else own
    listed = [v for v in own if isinstance(v, Mapping)] if isinstance(own, (list, tuple)) else []
    found = [_attributes(row, columns) for row in group.rows]
    options = _options(found, bool(listed))
    shared: dict[str, list[str]] = {}
    if listed:
        names = _option_names(columns.raw(first, "options"))
        variants = [_own_variant(one, first, columns, names, group.line) for one in listed]
        shared = found[0]
    else:
        if len(found) == 1:  # the product's: it need not be found out later that all its variants say so
            shared = {name: values for name, values in found[0].items() if name not in options}
            found = [{name: found[0][name] for name in options}]
        rows = zip(group.rows, found, group.lines, strict=True)
        variants = [_variant(row, attributes, columns, options, line) for row, attributes, line in rows]
    images = [
        image for row in group.rows for image in (*_images(columns.raw(row, "image")), *_images(columns.raw(row, "images")))
    ]
    return ProductDraft(
        id=group.key,
        title=columns.text(first, "title"),
        html=columns.text(first, "description"),
        brand=columns.text(first, "brand"),
        type_path=_path(columns.raw(first, "type")),
        url=columns.text(first, "url") or None,
        images=images,
        attributes=shared,
        tags=parts(columns.raw(first, "tags")),
        created=day(columns.text(first, "created")),
        rating=number(columns.text(first, "rating")),
        reviews_count=whole(columns.text(first, "reviews_count")) or 0,
        popularity=number(columns.text(first, "popularity")) or 0.0,
        variants=variants,
    )


def clash(first: Row, later: Row, columns: Columns) -> str | None:
    """Rows of one id are variants where they differ in an option or a SKU, and have the title of the first."""
    if columns.text(later, "group") and columns.text(later, "id") != columns.text(first, "id"):
        return None
    same_title = columns.text(first, "title") == columns.text(later, "title") or not columns.text(later, "title")
    told_apart = any(columns.text(first, field) != columns.text(later, field) for field in ("sku", "variant_id")) or any(
        first.get(name) != later.get(name) for name in first if slot_name(name) in _OPTION_SLOTS
    )
    if same_title and told_apart:
        return None
    return f"the id {columns.key(later)[:60]!r} was there before; ids must be unique"


def _left_out(row: Row, columns: Columns) -> str | None:
    status = columns.text(row, "status").casefold()
    if status in ("draft", "archived"):
        return status
    if yes_no(columns.text(row, "published")) is False:
        return "unpublished"
    return "gift card" if yes_no(columns.text(row, "gift_card")) is True else None


def _options(found: Sequence[Mapping[str, Sequence[str]]], has_own: bool) -> tuple[str, ...]:
    """The attribute columns that variants are chosen by: size and color where they have one value; else what differs from row to
    row.
    """
    if has_own:
        return ()
    names = dict.fromkeys(name for attributes in found for name in attributes)
    single = [name for name in names if all(len(attributes.get(name, ())) <= 1 for attributes in found)]
    usual = tuple(name for name in single if slot_name(name) in _OPTION_SLOTS)
    if len(found) == 1 or any(len({tuple(a.get(name, ())) for a in found}) > 1 for name in usual):
        return usual
    return (*usual, *(name for name in single if name not in usual and len({tuple(a.get(name, ())) for a in found}) > 1))


def _variant(row: Row, attributes: Mapping[str, list[str]], columns: Columns, options: Sequence[str], line: int) -> VariantDraft:
    sku, own = columns.text(row, "sku"), columns.text(row, "variant_id")
    if not own and columns.text(row, "group"):
        own = columns.text(row, "id")
    price, list_price = _prices(*(columns.text(row, field) for field in ("price", "sale_price", "list_price", "currency")))
    return VariantDraft(
        id=own or sku,
        sku=sku or own or columns.text(row, "id"),
        price=price,
        list_price=list_price,
        options={name: attributes[name][0] for name in options if attributes.get(name)},
        attributes={name: values for name, values in attributes.items() if name not in options},
        stock=whole(columns.text(row, "stock")),
        in_stock=available(columns.text(row, "availability")) and available(columns.text(row, "stock")),
        image=next(iter(_images(columns.raw(row, "image"))), None),
        line=line,
    )


def _own_variant(one: Mapping[str, object], row: Row, columns: Columns, names: Sequence[str], line: int) -> VariantDraft:
    by_field = {field: one[name] for name in one if (field := _field_of(str(name))) is not None}

    def text(field: str) -> str:
        return next(iter(texts(by_field.get(field))), "")

    given = one.get("options")
    options = {str(name): t[0] for name, value in given.items() if (t := texts(value))} if isinstance(given, Mapping) else {}
    for place, name in enumerate(names, 1):
        if value := texts(one.get(f"option{place}")):
            options[name] = value[0]
    for name, raw in one.items():
        if slot_name(str(name)) in _OPTION_SLOTS and (value := texts(raw)):
            options[str(name)] = value[0]
    price, list_price = _prices(
        text("price") or columns.text(row, "price"),
        text("sale_price") or columns.text(row, "sale_price"),
        text("list_price") or columns.text(row, "list_price"),
        text("currency") or columns.text(row, "currency"),
    )
    identity = text("id") or text("variant_id") or text("sku")
    return VariantDraft(
        id=identity,
        sku=text("sku") or identity,
        price=price,
        list_price=list_price,
        options=options,
        stock=whole(text("stock")),
        in_stock=available(text("availability")) and available(text("stock")),
        image=next(iter(_images(by_field.get("image"))), None),
        line=line,
    )


def _attributes(row: Row, columns: Columns) -> dict[str, list[str]]:
    """The row's attributes as texts; those of a JSON object first, the marks of types ("t_", "n_", "b_") cut from their names."""
    found: dict[str, list[str]] = {}
    given = columns.raw(row, "attributes")
    if isinstance(given, str):
        given = orjson.loads(given) if given.lstrip().startswith("{") and _is_json(given) else None
    if isinstance(given, Mapping):
        for name, value in given.items():
            if said := texts(value):
                found.setdefault(_TYPED.sub("", str(name)), []).extend(said)
    elif isinstance(given, list):
        for item in given:
            if isinstance(item, Mapping) and (name := item.get("name")) and (said := texts(item.get("value"))):
                found.setdefault(str(name), []).extend(said)
    for name, value in columns.attributes(row).items():
        if isinstance(value, Mapping):
            continue
        said = [text[:LONGEST_VALUE] for text in texts(value) if not text.startswith(("http://", "https://"))]
        if said:
            found.setdefault(str(name), []).extend(said)
    return found


def _prices(price: str, sale: str, list_price: str, currency: str) -> tuple[str, str]:
    """-> what is paid, and the price it is compared with, each with its currency: a sale price that is lower is what is paid."""
    price, sale, list_price = (f"{text} {currency.upper()}" if text and currency else text for text in (price, sale, list_price))
    if sale and price and sale != price and _NO_PRICE < _amount(sale) < _amount(price):
        return sale, price
    return price or sale, list_price


def _amount(written: str) -> Decimal:
    try:
        return price_of(written)[0]
    except ValueError:
        return _NO_PRICE


def _path(value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(text for part in value for text in (split_path(part) if isinstance(part, str) else ()))
    return split_path(value) if isinstance(value, str) else ()


def _images(value: object) -> list[str]:
    """Addresses: one, several parted by commas, a list, or objects that have one in `src` or `url`."""
    if isinstance(value, str):
        text = value.strip()
        if text.startswith(("data:", "http")) and not re.search(r"[,|;]\s*https?:", text):
            return [text]
        return parts(text, r"[,|;]\s*(?=https?:)" if "://" in text else r"[,|;]")
    items = value if isinstance(value, (list, tuple)) else [value]
    found = [item.get("src") or item.get("url") if isinstance(item, Mapping) else item for item in items]
    return [item.strip() for item in found if isinstance(item, str) and item.strip()]


def _option_names(value: object) -> list[str]:
    items = value if isinstance(value, (list, tuple)) else []
    return [str(item.get("name") or "") if isinstance(item, Mapping) else str(item) for item in items]


@lru_cache(maxsize=2_000)
def _field_of(name: str) -> str | None:
    plain = plain_name(name)
    return next((field for field, usual in FIELDS.items() if plain in usual), None)


def _is_json(text: str) -> bool:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return False
    return True
