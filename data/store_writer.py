"""Writing a new version of a store: aside, and then put in service by one atomic step.

A version grows in `versions/<id>.partial`; when it is whole it is renamed, and `CURRENT` is replaced. Whoever is killed before
that has changed nothing that serving sees. The version before stays, for the processes that still use it; older ones go.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data import store as names
from data.arrow_files import Blobs, BlobWriter
from data.errors import StoreError
from data.extras import Extras
from data.keyed import write_keyed_blobs, write_keyed_rows
from data.lexicon import Lexicon
from data.manifest import MANIFEST, SCHEMA, Manifest
from data.picture_features import PictureFeatureWriter, Pictures
from data.product import Order, Product, Related, Review
from data.records import encode_order, encode_product, encode_related, encode_reviews
from data.row_writer import RowWriter
from data.store_version import CURRENT, LEXICON, VERSIONS, current_version
from data.text_index import TABLE as TEXTS_TABLE
from data.text_index import write_text_index
from data.variant_writer import VariantWriter
from data.vectors import INDEX_FROM, LANCE, write_index

PARTIAL = ".partial"
SHORTEST_NAME = 4
"""Letters of a word that may stand for a product by itself."""

ORIGINS, TEXTS, PICTURES = "origins.arrow", "texts.arrow", "pictures.arrow"
STAGING = "staging"
_LOCK = ".import-lock"
_VERSION = re.compile(r"^\d{8}-\d{6}-[0-9a-f]{6}(\.partial)?$")
_OWN = frozenset({VERSIONS, CURRENT, CURRENT + ".new", STAGING, _LOCK, names.SETTINGS})
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS))
_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini", "lost+found"))


class StoreWriter:
    """A version in the making: products are added in order, then `finish` puts it in service.

    Hold `importing(root)` while one is open, so that no two write at once.
    """

    def __init__(self, root: Path, *, dimensions: int) -> None:
        self.root = root
        self.version = f"{datetime.now(timezone.utc):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        self.folder = root / VERSIONS / (self.version + PARTIAL)
        self.media = self.folder / names.MEDIA
        self.media.mkdir(parents=True)
        self.table = VariantWriter()
        self.ids: list[str] = []
        self._dimensions = dimensions
        self._texts_hash = blake2b(digest_size=16)
        self._records = BlobWriter(self.folder / names.RECORDS, ("product", "reviews", "related", "origin"))
        self._texts = BlobWriter(self.folder / TEXTS, ("text",))
        self._vectors = RowWriter(self.folder / names.TEXT_VECTORS, (dimensions,), np.float32)
        self._pictures = PictureFeatureWriter(self.folder)
        self._keys: list[str] = []
        self._titles: list[str] = []

    def add(
        self,
        product: Product,
        *,
        key: str,
        origin: bytes,
        vector: NDArray[np.float32],
        text: str,
        reviews: Sequence[Review] = (),
        related: Sequence[Related] = (),
        encoded: bytes | memoryview | None = None,
    ) -> None:
        """The next product; its row is the number of those before it.

        `key` and `origin` are the feed's: what a re-import compares. `text` is what full-text search looks through, `encoded` the
        product's record where it is at hand already.
        """
        self._records.add(
            encode_product(product) if encoded is None else encoded,
            encode_reviews(reviews),
            encode_related(related),
            origin,
        )
        searchable = text.encode("utf-8", "replace")
        self._texts.add(searchable)
        self._texts_hash.update(searchable + b"\0")
        self._vectors.add(vector)
        self.table.add(product)
        self.ids.append(product.id)
        self._keys.append(key)
        self._titles.append(names.title_key(product.title))

    def add_pictures(self, pictures: Sequence[str], owners: Sequence[int], seen: Pictures) -> None:
        """What was seen of the next pictures, by their names and the rows of their products."""
        self._pictures.add(pictures, owners, seen)

    def finish(
        self,
        *,
        lexicon: Lexicon,
        extras: Extras,
        orders: Iterable[Order],
        variant_ids: Mapping[str, str],
        pictures: Mapping[str, str],
        settings_toml: str,
        currency: str,
        fingerprints: Mapping[str, str],
        sources: Mapping[str, str],
        settings: Mapping[str, str],
        more_files: Mapping[str, bytes],
    ) -> Path:
        """Writes what remains, puts the version in service and removes versions nobody uses; -> the version's folder."""
        self._records.close()
        self._texts.close()
        self._vectors.close()
        self._pictures.close()
        self.table.write(self.folder)
        write_keyed_rows(self.folder / names.IDS, self.ids)
        write_keyed_rows(self.folder / ORIGINS, self._keys)
        write_keyed_blobs(self.folder / names.ORDERS, [(names.order_key(o.number).lstrip("0"), encode_order(o)) for o in orders])
        write_keyed_blobs(self.folder / names.TITLES, _names(self._titles))
        write_keyed_blobs(self.folder / names.VARIANT_IDS, [(sku, own.encode()) for sku, own in variant_ids.items()])
        write_keyed_blobs(self.folder / PICTURES, [(reference, name.encode()) for reference, name in pictures.items()])
        extras.write(self.folder / names.EXTRAS)
        lexicon.save(self.folder / LEXICON)
        (self.folder / names.SETTINGS).write_text(settings_toml, encoding="utf-8")
        for name, content in more_files.items():
            (self.folder / name).write_bytes(content)
        before = _served(self.root)
        texts = self._texts_hash.hexdigest()
        self._index_texts(before, texts)
        indexed = self._index_vectors()
        manifest = Manifest(
            schema_version=SCHEMA,
            created=datetime.now(timezone.utc).isoformat(timespec="seconds"),
            currency=currency,
            product_count=self.table.product_count,
            variant_count=self.table.variant_count,
            fingerprints=dict(fingerprints),
            vector_parts=(("text", self._dimensions),),
            sources=dict(sources),
            settings={**settings, "texts": texts},
            vector_index=indexed,
            files=_sizes(self.folder),
        )
        return self._put_in_service(manifest, before)

    def abandon(self) -> None:
        """Takes away what was written; the store is as before."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _index_texts(self, before: Path | None, texts: str) -> None:
        """Full text is indexed anew only where a text changed."""
        table = Path(LANCE) / f"{TEXTS_TABLE}.lance"
        if before is not None and (before / table).is_dir():
            try:
                known = Manifest.read(before, remedy="").settings.get("texts")
            except StoreError:
                known = None
            if known == texts:
                shutil.copytree(before / table, self.folder / table, copy_function=link_or_copy)
                return
        blobs = Blobs(self.folder / TEXTS)
        write_text_index(self.folder / LANCE, (str(blobs.at("text", row), "utf-8") for row in range(len(blobs))))

    def _index_vectors(self) -> bool:
        if self.table.product_count < INDEX_FROM:
            return False
        write_index(self.folder / LANCE, np.load(self.folder / names.TEXT_VECTORS, mmap_mode="r"))
        return True

    def _put_in_service(self, manifest: Manifest, before: Path | None) -> Path:
        for name in manifest.files:
            _sync(self.folder / name)
        path = self.folder / MANIFEST
        path.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        _sync(path)
        whole = self.root / VERSIONS / self.version
        self.folder.rename(whole)
        _replace(self.root / CURRENT, self.version + "\n")
        prune(self.root, keep={self.version} | ({before.name} if before else set()))
        return whole


@contextmanager
def importing(root: Path) -> Iterator[None]:
    """Holds the right to write into a store folder, and takes away what a killed import left half-written.

    Raises `StoreError` where another import is running, where the folder is there and is no store, or where it cannot be written
    any more.
    """
    try:
        if root.exists() and (not root.is_dir() or _strange(root)):
            raise StoreError(f"{root}: not a store and not empty; name a folder of its own with --to")
        (root / VERSIONS).mkdir(parents=True, exist_ok=True)
        lock = (root / _LOCK).open("w")
    except OSError as error:
        raise StoreError(f"{root}: cannot be written ({error.strerror}); name another folder with --to") from error
    with lock:
        _take(lock.fileno(), root)
        for leftover in (root / VERSIONS).glob("*" + PARTIAL):
            shutil.rmtree(leftover, ignore_errors=True)
        try:
            yield
        except OSError as error:
            if error.errno not in _FULL:
                raise
            raise StoreError(
                f"{root}: cannot be written any more ({error.strerror}); it is as it was before. Make room and import again"
            ) from error


def _strange(root: Path) -> bool:
    """Whether a folder holds what is not a store's. What file managers leave behind (`.DS_Store`) does not count."""
    return any(path.name not in _OWN and path.name not in _LITTER for path in root.iterdir())


def _names(titles: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What products are called by: their title where it has several words, and each word that stands in no other title."""
    counted = Counter(word for title in titles for word in set(title.split(" ")))
    for row, title in enumerate(titles):
        number = row.to_bytes(4, "little")
        words = title.split(" ")
        if len(words) > 1:
            yield title, number
        for word in dict.fromkeys(words):
            if counted[word] == 1 and len(word) >= SHORTEST_NAME and word.isalpha():
                yield word, number


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """One file under a second name; a copy where the file system has no links. Files of a version never change."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def prune(root: Path, *, keep: Collection[str]) -> None:
    """Removes all versions but those named; what is no version stays."""
    for version in (root / VERSIONS).iterdir():
        if version.name not in keep and _VERSION.match(version.name):
            shutil.rmtree(version, ignore_errors=True)


def _take(descriptor: int, root: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: there, a file that another process writes cannot be replaced anyway
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StoreError(f"{root}: another import is writing this store; wait for it to end") from error


def _served(root: Path) -> Path | None:
    try:
        return current_version(root)
    except StoreError:
        return None


def _sizes(folder: Path) -> dict[str, int]:
    """Every file of a version but its pictures -> its size in bytes."""
    media = folder / names.MEDIA
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and media not in p.parents)
    return {p.relative_to(folder).as_posix(): p.stat().st_size for p in files}


def _replace(path: Path, content: str) -> None:
    """Replaces a small file so that a reader, or a power cut, sees the old or the new one, never a part."""
    aside = path.with_name(path.name + ".new")
    aside.write_text(content, encoding="utf-8")
    _sync(aside)
    os.replace(aside, path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:  # a folder on Windows
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
