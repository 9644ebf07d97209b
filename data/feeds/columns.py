"""Which column of a table is which field of a product: by usual names, or as a mapping file says.

A mapping file (TOML, YAML or JSON) has a line `field = "column"` for each field that is not found by its name, or not rightly:

    title = "Bezeichnung"
    price = "VK brutto"
    attributes = ["Farbe", "Stoff"]     # only these columns become attributes; left out: all that are no field

Fields are the keys of `FIELDS`. Rows with the same `group` (or the same `id`) are variants of one product. `attributes` may also
name one column that holds them as a JSON object.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import tomlkit
import yaml
from tomlkit.exceptions import ParseError

from data.errors import FeedError
from data.feeds.cells import texts
from data.feeds.group import Row

Fields = Mapping[str, Sequence[str]]
"""Field -> the plain names of columns that say it, the most telling first."""

FIELDS: Fields = {
    "id": ("id", "product_id", "productid", "handle", "item_id", "asin", "uniq_id", "code", "article", "slug"),
    "group": ("item_group_id", "group_id", "parent_id", "parent_sku", "product_group", "style_id", "model_id", "parent"),
    "variant_id": ("variant_id", "variation_id", "option_id"),
    "sku": ("sku", "variant_sku", "article_number", "item_number", "part_number", "mpn"),
    "title": ("title", "name", "product_name", "product_title", "product", "item_name", "product_display_name"),
    "price": ("price", "regular_price", "unit_price", "retail_price", "current_price", "selling_price", "amount", "price_usd"),
    "sale_price": ("sale_price", "discounted_price", "discount_price", "special_price", "offer_price", "final_price"),
    "list_price": ("list_price", "compare_at_price", "original_price", "msrp", "rrp", "was_price", "regular_price", "old_price"),
    "currency": ("currency", "currency_code", "price_currency"),
    "brand": ("brand", "vendor", "manufacturer", "brand_name", "make"),
    "type": (
        "product_type",
        "category",
        "categories",
        "type",
        "category_path",
        "breadcrumb",
        "department",
        "google_product_category",
    ),
    "description": ("description", "body_html", "body", "long_description", "short_text", "short_description", "details", "text"),
    "image": (
        "image",
        "image_url",
        "image_link",
        "image_src",
        "main_image",
        "picture",
        "img",
        "thumbnail",
        "photo",
        "featured_image",
    ),
    "images": ("images", "additional_images", "additional_image_link", "image_urls", "pictures", "gallery", "media"),
    "url": ("url", "link", "product_url", "permalink"),
    "stock": ("stock", "quantity", "qty", "inventory", "stock_quantity", "inventory_quantity"),
    "availability": ("availability", "in_stock", "available", "stock_status", "is_in_stock"),
    "attributes": ("attributes", "specs", "specifications", "properties", "attribute_json"),
    "tags": ("tags", "labels", "keywords"),
    "created": ("created", "created_at", "date_released", "release_date", "date_added", "published_at", "launch_date"),
    "rating": ("rating", "average_rating", "review_score", "stars", "rating_value"),
    "reviews_count": ("reviews_count", "review_count", "num_reviews", "ratings_count", "rating_count"),
    "popularity": ("popularity", "units_sold", "sales_count"),
    "status": ("status",),
    "published": ("published", "is_published", "visible"),
    "gift_card": ("gift_card", "is_gift_card"),
    "variants": ("variants", "variations"),
    "options": ("options",),
}
"""The fields of a product; capitals, blanks and marks in a column's name do not matter."""

_NO_ATTRIBUTES = frozenset(
    (
        "ean",
        "gtin",
        "upc",
        "barcode",
        "isbn",
        "updated_at",
        "modified",
        "last_modified",
        "position",
        "index",
        "row",
        "image_alt_text",
        "seo_title",
        "seo_description",
        "tax_class",
        "shipping_class",
        "variant",
        "unnamed_0",
        "hash",
        "canonical_url",
        "cost",
        "margin",
    )
)


class Columns:
    """The columns of one feed. `of` is field -> column; `chosen` the attribute columns of a mapping, None for all that are
    left.
    """

    def __init__(self, source: Path, names: Sequence[str], mapping: Mapping[str, object] | None = None) -> None:
        """Raises `FeedError` where there is no title or no price, or the mapping names what is not there."""
        self.of = by_usual_names(FIELDS, names)
        self.chosen: tuple[str, ...] | None = None
        self._map(source, names, mapping or {})
        if "price" not in self.of and (instead := self.of.get("sale_price") or self.of.get("list_price")):
            self.of["price"] = instead
        if "title" not in self.of or ("price" not in self.of and "variants" not in self.of):
            raise FeedError(
                f"{source}: no feed that is known. Expected the columns of Shopify, WooCommerce or Google "
                "Merchant, or at least a title "
                f"and a price; found {', '.join(map(str, names[:20]))[:400] or 'none'}. Say which column is which with --map FILE"
            )
        self._taken = frozenset(self.of.values())

    def _map(self, source: Path, names: Sequence[str], mapping: Mapping[str, object]) -> None:
        for field, column in mapping.items():
            if field not in FIELDS:
                raise FeedError(f"the mapping names a field {field!r}; there are {', '.join(FIELDS)}")
            columns = [str(name) for name in column] if isinstance(column, list) else [str(column)]
            for name in columns:
                if name not in names:
                    raise FeedError(f"{source}: the mapping names a column {name!r}; there are {', '.join(names[:30])[:400]}")
            if field == "attributes" and isinstance(column, list):
                self.chosen = tuple(columns)
                continue
            for other in [f for f, taken in self.of.items() if taken == columns[0]]:
                del self.of[other]
            self.of[field] = columns[0]

    def raw(self, row: Row, field: str) -> object:
        column = self.of.get(field)
        return None if column is None else row.get(column)

    def text(self, row: Row, field: str) -> str:
        """The field's cell as text; empty where there is none."""
        value = self.raw(row, field)
        if value is None or isinstance(value, Mapping):
            return ""
        if isinstance(value, str):
            return value.strip()
        return next(iter(texts(value)), "")

    def key(self, row: Row) -> str:
        """What brings rows together: group, else id, else SKU, else title."""
        return next((text for field in ("group", "id", "sku", "title") if (text := self.text(row, field))), "")

    def attributes(self, row: Row) -> Mapping[str, object]:
        """The columns of this row that are attributes, with their cells; empty ones are left out."""
        if self.chosen is not None:
            return {name: value for name in self.chosen if (value := row.get(name)) not in (None, "")}
        return {
            name: value
            for name, value in row.items()
            if value is not None and value != "" and name not in self._taken and not _is_no_attribute(name)
        }


def read_mapping(path: Path) -> dict[str, object]:
    """Reads a mapping file. Raises `FeedError` where it is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw: object = tomlkit.parse(text).unwrap() if path.suffix.casefold() == ".toml" else yaml.safe_load(text)
    except OSError as error:
        raise FeedError(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, ParseError, yaml.YAMLError) as error:
        raise FeedError(f"{path}: not a mapping file in TOML, YAML or JSON ({error})") from error
    if not isinstance(raw, dict) or not all(isinstance(value, (str, list)) for value in raw.values()):
        raise FeedError(f'{path}: expected lines field = "column"; fields are {", ".join(FIELDS)}')
    return {str(name): value for name, value in raw.items()}


def by_usual_names(fields: Fields, names: Sequence[str]) -> dict[str, str]:
    """Field -> its column: the first of its usual names that is there and no other field's yet."""
    by_name = {plain_name(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field, usual in fields.items():
        column = next((by_name[name] for name in usual if name in by_name and by_name[name] not in found.values()), None)
        if column is not None:
            found[field] = column
    return found


def names_of(rows: Collection[Row]) -> list[str]:
    """Every column of some rows, in order of appearance."""
    return list(dict.fromkeys(str(name) for row in rows for name in row))


@lru_cache(maxsize=20_000)
def plain_name(written: str) -> str:
    """A column's name without capitals and marks: "productName", "Product Name" and "product-name" are product_name."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", written.strip())
    return re.sub(r"[\W_]+", "_", spaced).strip("_").casefold()


@lru_cache(maxsize=20_000)
def _is_no_attribute(name: str) -> bool:
    return plain_name(name) in _NO_ATTRIBUTES
