"""The store of a shop, opened read-only: products, exact filters, vectors, full text, and all that came with the feed.

A store is one folder: `versions/<id>/` and `CURRENT`, a small file that names the version being served and is replaced
atomically. Everything large is memory-mapped, so that opening is quick and several processes share one copy. What changes while
serving lives elsewhere. Writing is `data.store_writer`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.arrow_files import Blobs
from data.constraint import Constraints
from data.errors import ConfigError, StoreError
from data.extras import Extras
from data.folding import fold_words
from data.keyed import KeyedBlobs, KeyedRows
from data.lexicon import Lexicon
from data.manifest import Manifest
from data.picture_features import PictureFeatures
from data.product import Order, PolicySection, Product, Promotion, Related, Review, SizeChart
from data.records import decode_order, decode_product, decode_related, decode_reviews
from data.shop import ShopSettings, read_shop_settings
from data.store_version import CURRENT, LEXICON, current_version, remedy
from data.text_index import TextIndex
from data.variants import Mask, Rows, Selection, SlotInfo, VariantTable
from data.vectors import LANCE, Vectors

__all__ = ["LiveStore", "Selection", "SlotInfo", "Store"]

RECORDS, IDS, TITLES = "records.arrow", "ids.arrow", "titles.arrow"
ORDERS, VARIANT_IDS = "orders.arrow", "variant_ids.arrow"
SETTINGS, EXTRAS, MEDIA, TEXT_VECTORS = "shop.toml", "extras.json", "media", "vectors-text.npy"

PRODUCTS_HELD = 2048
"""Decoded products kept in memory."""


class Store:
    """One version of a store. Open it with `Store.open`; reads are safe from any thread, and nothing ever changes.

    Arrays: per variant `price`, `list_price` (NaN where none), `in_stock`, `product_of`; per product `rating` (NaN where none),
    `reviews_count`, `popularity`, `created` (days since 1970, NaN unknown), `first_variant` (products + 1,).
    """

    def __init__(self, path: Path, version: Path, manifest: Manifest) -> None:
        self.path = path
        self.version = version.name
        self.folder = version
        self.manifest = manifest
        try:
            self.shop: ShopSettings = read_shop_settings(version / SETTINGS)
        except ConfigError as error:
            raise StoreError(f"{error}; {remedy(path)}") from error
        self._table = VariantTable(version)
        if (self._table.product_count, self._table.variant_count) != (manifest.product_count, manifest.variant_count):
            raise StoreError(f"{version}: its files are of different imports; {remedy(path)}")
        self._records = Blobs(version / RECORDS)
        self._ids = KeyedRows(version / IDS)
        self._extras = Extras.read(version / EXTRAS)
        lance = version / LANCE
        shape = (manifest.product_count, dict(manifest.vector_parts)["text"])
        self.vectors = Vectors(version / TEXT_VECTORS, shape=shape, index=lance if manifest.vector_index else None)
        self._texts = TextIndex(lance)
        self._product_at = lru_cache(maxsize=PRODUCTS_HELD)(self._decode)

    @classmethod
    def open(cls, path: Path, *, fingerprints: Mapping[str, str] | None = None) -> Store:
        """Opens the current version.

        Raises `StoreError`, with the command that mends it, where the store is missing, no store, half-written, damaged, of
        another schema, or built with other models than `fingerprints` (part -> fingerprint) says are in use.
        """
        path = Path(path)
        version = current_version(path)
        manifest = Manifest.read(version, remedy=remedy(path))
        if fingerprints:
            manifest.check_fingerprints(fingerprints, version, remedy=remedy(path))
        return cls(path, version, manifest)

    @property
    def product_count(self) -> int:
        return self._table.product_count

    @property
    def variant_count(self) -> int:
        return self._table.variant_count

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.load(self.folder / LEXICON)

    def product(self, product_id: str) -> Product | None:
        row = self.row_of(product_id)
        return None if row is None else self.product_at(row)

    def product_at(self, row: int) -> Product:
        """The product at `row`. Raises `IndexError` outside 0..product_count."""
        if not 0 <= row < self.product_count:
            raise IndexError(f"row {row} of {self.product_count}")
        return self._product_at(int(row))

    def row_of(self, product_id: str) -> int | None:
        return self._ids.row(product_id)

    def titled(self, words: Sequence[str]) -> tuple[int, ...]:
        """The rows of the products whose whole title is these words, or whose title alone has this one; words are folded."""
        key = title_key(" ".join(words))
        return tuple(int.from_bytes(blob, "little") for blob in self._titles.all(key)) if key else ()

    def select(self, constraints: Constraints, *, keep_unknown: Collection[str] = (), rows: Rows | None = None) -> Selection:
        """What passes all constraints (see `VariantTable.select`), of the product rows `rows` only where given."""
        return self._table.select(constraints, keep_unknown=keep_unknown, rows=rows)

    def slots(self) -> Mapping[str, SlotInfo]:
        """Every slot of the store, `price` and `rating` included."""
        return self._table.slots

    def counts(self, slot: str, rows: Rows) -> Mapping[str, int]:
        """Canonical value -> how many of the products `rows` have it; values that none has are left out."""
        return self._table.counts(slot, rows)

    def nearest(self, vector: NDArray[np.float32], *, selection: Selection | None, k: int) -> list[tuple[int, float]]:
        """The `k` products nearest to a unit vector (384,), best first, as (row, cosine); of `selection` only where given."""
        return self.vectors.nearest(vector, None if selection is None else selection.rows, k)

    def text_search(self, query: str, *, k: int) -> list[tuple[int, float]]:
        """The `k` products whose words fit best, as (row, BM25 score)."""
        return self._texts.search(query, k)

    def vector(self, row: int) -> NDArray[np.float32]:
        """The unit vector (384,) of the product at `row`."""
        return np.asarray(self.vectors.matrix[row])

    def reviews(self, product_id: str) -> tuple[Review, ...]:
        row = self.row_of(product_id)
        return () if row is None else decode_reviews(self._records.at("reviews", row))

    def related(self, product_id: str, *kinds: str) -> tuple[Related, ...]:
        """The shop's own links from a product, of these kinds only where any are named."""
        row = self.row_of(product_id)
        found = () if row is None else decode_related(self._records.at("related", row))
        return tuple(one for one in found if not kinds or one.kind in kinds)

    def order(self, number: str) -> Order | None:
        """The order of this number as shoppers write it: "#", spaces and leading zeros do not matter where that is
        unambiguous.
        """
        found = self._orders.all(order_key(number).lstrip("0"))
        orders = [decode_order(blob) for blob in found]
        exact = [order for order in orders if order_key(order.number) == order_key(number)]
        fitting = exact or orders
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def picture_features(self) -> PictureFeatures:
        """What was seen of its pictures, by the model whose fingerprint is the manifest's "image"."""
        return PictureFeatures(self.folder)

    @property
    def policies(self) -> tuple[PolicySection, ...]:
        return self._extras.policies

    @property
    def promotions(self) -> tuple[Promotion, ...]:
        return self._extras.promotions

    @property
    def size_charts(self) -> tuple[SizeChart, ...]:
        return self._extras.size_charts

    def external_variant_id(self, sku: str) -> str | None:
        """The shop's own variant id of a SKU, from `--variant-ids`."""
        found = self._variant_ids.all(sku)
        return bytes(found[0]).decode() if found else None

    def media(self, name: str) -> Path | None:
        """The picture of that name; None where there is none, or the name points outside the pictures."""
        if not name or name.startswith((".", "/")) or "\\" in name or "\0" in name or ".." in name.split("/"):
            return None
        folder = (self.folder / MEDIA).resolve()
        try:
            file = (folder / name).resolve()
            return file if file.is_relative_to(folder) and file.is_file() else None
        except OSError:
            return None

    @property
    def price(self) -> NDArray[np.float64]:
        return self._table.price

    @property
    def list_price(self) -> NDArray[np.float64]:
        return self._table.list_price

    @property
    def in_stock(self) -> Mask:
        return self._table.in_stock

    @property
    def product_of(self) -> Rows:
        return self._table.product_of

    @property
    def first_variant(self) -> Rows:
        return self._table.first_variant

    @property
    def rating(self) -> NDArray[np.float64]:
        return self._table.rating

    @property
    def reviews_count(self) -> NDArray[np.int32]:
        return self._table.reviews_count

    @property
    def popularity(self) -> NDArray[np.float64]:
        return self._table.popularity

    @property
    def created(self) -> NDArray[np.float32]:
        return self._table.created

    @cached_property
    def _orders(self) -> KeyedBlobs:
        return KeyedBlobs(self.folder / ORDERS)

    @cached_property
    def _titles(self) -> KeyedBlobs:
        return KeyedBlobs(self.folder / TITLES)

    @cached_property
    def _variant_ids(self) -> KeyedBlobs:
        return KeyedBlobs(self.folder / VARIANT_IDS)

    def record(self, row: int) -> memoryview:
        """The encoded product at `row`, for a re-import that copies it."""
        return self._records.at("product", row)

    def _decode(self, row: int) -> Product:
        return decode_product(self.record(row))


class LiveStore:
    """The current version of a store that may be imported anew while it is served.

    `current` looks at `CURRENT` (one stat) and opens a new version when there is one. Whoever holds an older `Store` goes on with
    it. A new version that cannot be opened leaves the old one in service; `trouble` then says why.
    """

    def __init__(self, path: Path, *, fingerprints: Mapping[str, str] | None = None) -> None:
        self.path = Path(path)
        self.trouble: StoreError | None = None
        self._fingerprints = dict(fingerprints or {})
        self._lock = threading.Lock()
        self._seen = self._stamp()
        self._store = Store.open(self.path, fingerprints=self._fingerprints)

    @property
    def current(self) -> Store:
        stamp = self._stamp()
        if stamp is not None and stamp != self._seen:
            with self._lock:
                if stamp != self._seen:
                    self._renew(stamp)
        return self._store

    def _renew(self, stamp: tuple[int, int]) -> None:
        try:
            self._store = Store.open(self.path, fingerprints=self._fingerprints)
            self.trouble = None
        except StoreError as error:
            self.trouble = error
        self._seen = stamp

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = (self.path / CURRENT).stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino


def title_key(title: str) -> str:
    """A title's folded words."""
    return " ".join(fold_words(title))


def order_key(number: str) -> str:
    """An order number without what shoppers add or leave out; leading zeros are kept."""
    return "".join(c for c in number.casefold() if c.isalnum())
