"""The version that a re-import starts from: what in it can be taken over as it is."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from assistant.record_log import DIGEST
from data.arrow_files import Blobs, rows_of_table
from data.errors import StoreError
from data.keyed import KeyedBlobs, KeyedRows
from data.picture_features import PictureFeatures, Pictures
from data.product import Product
from data.records import decode_product
from data.store import IDS, RECORDS, Store
from data.store_writer import ORIGINS, PICTURES, TEXTS


class PreviousVersion:
    """An older version, looked into by the feed's own keys."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._rows = KeyedRows(store.folder / ORIGINS)
        self._origins = Blobs(store.folder / RECORDS)
        self._pictures = KeyedBlobs(store.folder / PICTURES)
        self._texts = Blobs(store.folder / TEXTS)
        try:
            self._seen: PictureFeatures | None = store.picture_features
        except StoreError:  # damaged: this import looks again
            self._seen = None

    @classmethod
    def open(cls, root: Path, *, fingerprint: str) -> PreviousVersion | None:
        """The version in service; None where there is none that this version of shopwindow and this encoder could serve."""
        try:
            return cls(Store.open(root, fingerprints={"text": fingerprint}))
        except StoreError:
            return None

    def vanished(self, ids: Container[str]) -> int:
        """How many of its products are not among `ids`."""
        return sum(one not in ids for one in rows_of_table(self.store.folder / IDS, "key"))

    def vector(self, row: int) -> NDArray[np.float32]:
        return self.store.vector(row)

    def text(self, row: int) -> str:
        """What full-text search looks through."""
        return str(self._texts.at("text", row), "utf-8")

    def known(self, key: str) -> Known | None:
        """The product of this feed key as it was; None where there is none, or where its record can no longer be read."""
        row = self._rows.row(key)
        if row is None:
            return None
        encoded = self.store.record(row)
        try:
            return Known(row, encoded, decode_product(encoded), Origin.decode(bytes(self._origins.at("origin", row))))
        except StoreError:
            return None

    def picture(self, reference: str) -> tuple[str, Path] | None:
        """The picture that was brought from this reference, as (name, file)."""
        found = self._pictures.all(reference)
        name = bytes(found[0]).decode() if found else None
        file = self.store.media(name) if name else None
        return (name, file) if name and file else None

    def seen(self, name: str, fingerprint: str) -> Pictures | None:
        """What the model of this fingerprint saw of the picture of that name; None where it was not looked at by that one."""
        if self.store.manifest.fingerprints.get("image") != fingerprint or self._seen is None:
            return None
        row = self._seen.row(name)
        return None if row is None else self._seen.at([row])


@dataclass(frozen=True, slots=True)
class Known:
    """A product of the previous version: where it stands, its record as bytes and decoded, and what it was made of."""

    row: int
    encoded: memoryview
    product: Product
    origin: Origin


@dataclass(frozen=True, slots=True)
class Origin:
    """What a product was made of: `rows` the digest of its rows and of what else decides its record, `text` of its embedded text,
    `pictures` the references of its pictures with the names they were given.

    `rows` of zeros is never equal: such a product is looked at again.
    """

    rows: bytes
    text: bytes
    pictures: tuple[tuple[str, str], ...] = ()

    def encode(self) -> bytes:
        return self.rows + self.text + orjson.dumps(self.pictures)

    @classmethod
    def decode(cls, data: bytes) -> Origin:
        """Raises `StoreError` for bytes that are none."""
        try:
            pictures = tuple((str(reference), str(name)) for reference, name in orjson.loads(data[2 * DIGEST :]))
        except (ValueError, TypeError) as error:
            raise StoreError(f"an origin in the store is damaged ({error}); import the feed again") from error
        return cls(data[:DIGEST], data[DIGEST : 2 * DIGEST], pictures)
