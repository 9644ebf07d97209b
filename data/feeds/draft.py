"""From what a format's columns say to a `Product`: one place for what all formats share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from data.feeds.categories import category_records, gender_of
from data.feeds.group import Refused
from data.feeds.money import price_of
from data.html_text import text_of
from data.product import Product, Variant
from data.statements import statements
from data.value import Value
from data.values import broader, known, merged_genders, normalise, slot_name, split_values

LONGEST_TITLE = 300
LONGEST_VALUE = 300
LONGEST_DESCRIPTION = 20_000
MOST_VARIANTS = 10_000
MOST_STEPS = 20
MOST_VALUES = 200
"""Steps of a type path, and values of one cell, at most."""

_NO_VALUE = frozenset(("", "-", "--", "n/a", "na", "none", "null", "nil", "unknown", "not applicable", "undefined", "nan"))
_NO_ATTRIBUTE = frozenset(("price", "title", "rating", "brand"))
_WORDS_ONLY = frozenset(("color", "material", "gender", "pattern", "category", "style", "brand"))
_SEVERAL_STATED = frozenset(("features", "care", "activity", "occasion", "season"))
_OF_CLOTHES = frozenset(("fit", "neckline", "sleeve"))
_WORN = frozenset(
    (
        "top",
        "bottom",
        "outerwear",
        "dress",
        "footwear",
        "shoe",
        "underwear",
        "swimwear",
        "knitwear",
        "hat",
        "clothing",
        "accessories",
        "bag",
        "bra",
    )
)
_CHILDREN = frozenset(("kids", "toddler", "infant", "newborn", "baby"))
_FOR_CHILDREN = {"men": "boys", "women": "girls", "unisex": "kids"}


class Unfit(ValueError):
    """A row that cannot become a product; the message is the reason, `value` what stood there."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.value = value


@dataclass(slots=True)
class VariantDraft:
    """One variant as the columns have it: `price` and `list_price` are still text, `attributes` are name -> values as written."""

    id: str
    sku: str
    price: str
    list_price: str = ""
    options: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, list[str]] = field(default_factory=dict)
    stock: int | None = None
    in_stock: bool = True
    image: str | None = None
    line: int = 0


@dataclass(slots=True)
class ProductDraft:
    """A product as the columns have it. `attributes` are name -> values as written; those that variants share are theirs till
    then.
    """

    id: str
    title: str
    variants: list[VariantDraft]
    brand: str = ""
    type_path: tuple[str, ...] = ()
    html: str = ""
    url: str | None = None
    images: list[str] = field(default_factory=list)
    attributes: dict[str, list[str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    created: date | None = None
    rating: float | None = None
    reviews_count: int = 0
    popularity: float = 0.0


Records = dict[str, tuple[Value, ...]]


def assemble(draft: ProductDraft, currency: str) -> tuple[Product, list[Refused]]:
    """The product, and those of its rows that are no variant of it, with the reason.

    Raises `Unfit` where the title is missing, or no row is left that has a price in the feed's currency.
    """
    title = " ".join(text_of(draft.title).split())[:LONGEST_TITLE].strip()
    if not title:
        raise Unfit("no title")
    variants, refused = _variants(draft, currency)
    shared, variants = _shared(variants)
    path = tuple(text[:LONGEST_VALUE] for step in draft.type_path[:MOST_STEPS] if (text := text_of(step)))
    description = text_of(draft.html)[:LONGEST_DESCRIPTION]
    attributes = _attributes(draft, title, path, shared)
    varying = {slot for variant in variants for slot in variant.attributes}
    everywhere = {slot for slot in varying if all(slot in variant.attributes for variant in variants)}
    attributes = {slot: values for slot, values in attributes.items() if slot not in everywhere}
    _add_stated(attributes, varying, title, description)
    product = Product(
        id=draft.id,
        title=title,
        variants=variants,
        brand=draft.brand.strip(),
        type_path=path,
        description=description,
        url=draft.url or None,
        images=tuple(dict.fromkeys(image for image in draft.images if image)),
        attributes=attributes,
        tags=tuple(dict.fromkeys(tag for tag in draft.tags if tag)),
        created=draft.created,
        rating=_within(draft.rating, 5.0),
        reviews_count=max(draft.reviews_count, 0),
        popularity=_within(draft.popularity, math.inf) or 0.0,
    )
    return product, refused


def _attributes(draft: ProductDraft, title: str, path: Sequence[str], shared: Records) -> Records:
    """What holds of every variant: kind, brand, who it is for, and the rest of the columns."""
    own = _records(draft.attributes)
    stated = {value.canonical: value for value in own.pop("category", ())}
    categories = {value.canonical: value for value in category_records(path, title)} or stated
    for value in _kinds_by_style(own, categories):
        categories.setdefault(value.canonical, value)
    attributes: Records = {}
    if categories:
        attributes["category"] = tuple(categories.values())
    if brand := draft.brand.strip():
        attributes["brand"] = (normalise("brand", brand),)
    for slot, values in (*own.items(), *shared.items()):
        if slot in attributes:
            held = {value.canonical: value for value in (*attributes[slot], *values)}
            values = merged_genders(tuple(held.values())) if slot == "gender" else tuple(held.values())
        attributes[slot] = values
    if "gender" not in attributes and (person := gender_of(path)):
        attributes["gender"] = (person,)
    if _CHILDREN & {value.canonical for value in attributes.get("age_group", ())}:
        attributes["gender"] = tuple(_of_children(value) for value in attributes.get("gender", ())) or (
            normalise("gender", "kids", "attribute"),
        )
    return attributes


def _kinds_by_style(own: Records, categories: Mapping[str, Value]) -> tuple[Value, ...]:
    """The product types that a style names ("Leggings" of pants), where they are of the kind that the product is."""
    names = {name for value in categories.values() for name in value.names}
    kinds = ((value, known("category", value.original)) for value in own.get("style", ()))
    found = (Value(kind, value.original, broader("category", kind)) for value, kind in kinds if kind is not None)
    return tuple(value for value in found if not names.isdisjoint(value.names))


def _add_stated(attributes: Records, varying: set[str], title: str, description: str) -> None:
    """Adds what title and description state. Where columns speak of a slot, sentences add only to what has several values."""
    structured = {*attributes, *varying}
    kinds = {name for value in attributes.get("category", ()) for name in value.names}
    unworn = bool(kinds) and kinds.isdisjoint(_WORN)
    for slot, value in statements(title, description):
        if unworn and slot in _OF_CLOTHES:
            continue
        held = attributes.get(slot, ())
        if (slot not in structured or slot in _SEVERAL_STATED) and all(value.canonical not in v.names for v in held):
            attributes[slot] = (*held, value)
    if len(attributes.get("gender", ())) > 1:
        attributes["gender"] = merged_genders(attributes["gender"])


def _records(raw: Mapping[str, Sequence[str]]) -> Records:
    records: Records = {}
    for name, written in raw.items():
        slot = slot_name(name)
        values = _values(slot, written[0]) if len(written) == 1 else tuple(v for text in written for v in _values(slot, text))
        if slot in records:
            values = (*records[slot], *values)
        if values:
            records[slot] = (
                values if len(values) == 1 else tuple({value.canonical: value for value in reversed(values)}.values())[::-1]
            )
    if len(records.get("gender", ())) > 1:
        records["gender"] = merged_genders(records["gender"])
    return records


@lru_cache(maxsize=100_000)
def _values(slot: str, written: str) -> tuple[Value, ...]:
    """What one cell says of a slot; nothing where it has only "n/a" or the like, or a number where words belong."""
    if not slot or slot in _NO_ATTRIBUTE:
        return ()
    said = (part.strip()[:LONGEST_VALUE] for part in split_values(slot, " ".join(written.split()))[:MOST_VALUES])
    words_only = slot in _WORDS_ONLY
    return tuple(
        normalise(slot, text) for text in said if text.casefold() not in _NO_VALUE and (_is_word(text) or not words_only)
    )


def _variants(draft: ProductDraft, currency: str) -> tuple[tuple[Variant, ...], list[Refused]]:
    if not draft.variants:
        raise Unfit("no price")
    used: set[str] = set()
    variants: list[Variant] = []
    refused: list[Refused] = []
    for one in draft.variants[:MOST_VARIANTS]:
        try:
            price, list_price = _prices(one, currency)
        except Unfit as unfit:
            refused.append(Refused(one.line, one.id or draft.id, str(unfit), unfit.value))
            continue
        written = ((slot_name(name), value[:LONGEST_VALUE].strip()) for name, value in one.options.items())
        options = {slot: text for slot, text in written if slot and text}
        attributes: Records = {slot: _option(slot, value) for slot, value in options.items()}
        for slot, values in _records(one.attributes).items() if one.attributes else ():
            attributes.setdefault(slot, values)
        name = _unique(one.id or one.sku or "-".join([draft.id, *options.values()]), used)
        in_stock = one.in_stock and (one.stock is None or one.stock > 0)
        stock = None if one.stock is None else max(one.stock, 0)
        variants.append(
            Variant(name, one.sku, price, currency, options, attributes, list_price, stock, in_stock, one.image or None)
        )
    if not variants:
        raise Unfit(refused[0].reason, refused[0].value)
    if len(draft.variants) > MOST_VARIANTS:
        refused.append(
            Refused(draft.variants[MOST_VARIANTS].line, draft.id, f"more than {MOST_VARIANTS:,} variants of one product")
        )
    return tuple(variants), refused


@lru_cache(maxsize=20_000)
def _option(slot: str, written: str) -> tuple[Value, ...]:
    return tuple(normalise(slot, part, "option") for part in split_values(slot, written))


def _prices(one: VariantDraft, currency: str) -> tuple[Decimal, Decimal | None]:
    price = _money(one.price, currency)
    if not one.list_price.strip():
        return price, None
    higher = _money(one.list_price, currency)
    return price, higher if higher > price else None


def _money(written: str, currency: str) -> Decimal:
    if not written.strip():
        raise Unfit("no price")
    try:
        amount, stated = price_of(written, currency)
    except ValueError as error:
        raise Unfit(f"{error}: {written[:60]!r}", written) from error
    if stated is not None and stated != currency:
        raise Unfit(
            f"the price {written[:60]!r} is in {stated}, the feed's currency is {currency} (--currency says another)", written
        )
    return amount


def _shared(variants: tuple[Variant, ...]) -> tuple[Records, tuple[Variant, ...]]:
    """What the columns say of every variant alike, and the variants without it. Options stay the variants'."""
    first = variants[0]
    if all(slot in first.options for slot in first.attributes):
        return {}, variants
    shared = {
        slot: values
        for slot, values in first.attributes.items()
        if slot not in first.options and all(v.attributes.get(slot) == values and slot not in v.options for v in variants)
    }
    if not shared:
        return {}, variants
    return shared, tuple(
        replace(v, attributes={slot: values for slot, values in v.attributes.items() if slot not in shared}) for v in variants
    )


def _of_children(value: Value) -> Value:
    canonical = _FOR_CHILDREN.get(value.canonical)
    return replace(value, canonical=canonical, also=()) if canonical else value


def _unique(name: str, used: set[str]) -> str:
    unique, number = name, 2
    while unique in used:
        unique, number = f"{name}-{number}", number + 1
    used.add(unique)
    return unique


def _is_word(text: str) -> bool:
    return any(c.isalpha() for c in text) and text.casefold() not in ("yes", "no", "true", "false")


def _within(number: float | None, most: float) -> float | None:
    return number if number is not None and 0 <= number <= most and math.isfinite(number) else None
