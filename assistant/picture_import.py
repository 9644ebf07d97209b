"""Pictures into a store: each reference brought once, whatever was brought before taken over, what fails named."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from assistant.previous_version import PreviousVersion
from assistant.staging import Staging
from data.errors import PhotoError
from data.pictures import PictureSource
from data.product import Product
from data.store_writer import link_or_copy

AT_ONCE = 8
"""Pictures brought at the same time."""


class PictureImport:
    """Brings pictures into the folder `media`. `brought` are new ones.

    Close it to end its threads and the source's connections.
    """

    def __init__(self, media: Path, source: PictureSource, staging: Staging, previous: PreviousVersion | None) -> None:
        self._media, self._source, self._staging, self._previous = media, source, staging, previous
        self._threads = ThreadPoolExecutor(AT_ONCE)
        self._linked: set[str] = set()
        self._names: dict[str, str] = {}
        self._stamps: dict[str, str] = {}
        self.brought = 0

    @property
    def count(self) -> int:
        """Distinct pictures in the new version."""
        return len(self._linked)

    def bring_all(self, products: Iterable[Product]) -> dict[str, str]:
        """Brings every picture of these products. -> reference -> why it could not be brought, for those that could not."""
        wanted = dict.fromkeys(ref for product in products for ref in picture_references(product))
        failed: dict[str, str] = {}
        for reference, (stamp, outcome) in zip(wanted, self._threads.map(self._one, wanted), strict=True):
            if isinstance(outcome, PhotoError):
                failed[reference] = str(outcome)
                continue
            name, file = self._kept(_key(reference, stamp), outcome) if isinstance(outcome, bytes) else outcome
            self._note(_short(reference), stamp, name, file)
        return failed

    def placed(self, product: Product) -> tuple[Product, tuple[tuple[str, str], ...]]:
        """The product with its pictures as names in `media`, and (reference, name) of each; those that could not be brought are
        gone.
        """
        shorts = {reference: _short(reference) for reference in picture_references(product)}
        names = {reference: self._names[short] for reference, short in shorts.items() if short in self._names}
        images = tuple(dict.fromkeys(names[i] for i in product.images if i in names))
        variants = tuple(v if v.image is None else replace(v, image=names.get(v.image)) for v in product.variants)
        placed = replace(product, images=images, variants=variants)
        return placed, tuple((shorts[reference], name) for reference, name in names.items())

    def take_over(self, pictures: Iterable[tuple[str, str]]) -> bool:
        """Takes the pictures of an unchanged product over from the previous version; False where a file changed or is gone."""
        if self._previous is None:
            return False
        for reference, name in pictures:
            if self._names.get(reference) == name:
                continue
            stamp = self._source.stamp(reference)
            known = self._previous.picture(_key(reference, stamp))
            if known is None or known[0] != name:
                return False
            self._note(reference, stamp, *known)
        return True

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._source.close()
        self._threads.shutdown()

    def keyed_references(self) -> dict[str, str]:
        """Reference and stamp -> name, as the next import asks for it. The stamps are those from before each was read: a file
        that was changed meanwhile is noticed then.
        """
        return {_key(reference, self._stamps.get(reference, "")): name for reference, name in self._names.items()}

    def _one(self, reference: str) -> tuple[str, tuple[str, Path] | bytes | PhotoError]:
        """-> the reference's stamp, and the picture as it was brought before, or its bytes, or why there is none. Runs in several
        threads.
        """
        stamp = self._source.stamp(reference)
        key = _key(reference, stamp)
        known = self._staging.picture(key) or (self._previous.picture(key) if self._previous else None)
        if known is not None:
            return stamp, known
        try:
            return stamp, self._source.bring(reference)
        except PhotoError as error:
            return stamp, error

    def _kept(self, key: str, data: bytes) -> tuple[str, Path]:
        name = blake2b(data, digest_size=12).hexdigest() + ".webp"
        self.brought += 1
        return name, self._staging.keep_picture(key, name, data)

    def _note(self, short: str, stamp: str, name: str, file: Path) -> None:
        if name not in self._linked:
            link_or_copy(file, self._media / name)
            self._linked.add(name)
        self._names[short] = name
        if stamp:
            self._stamps[short] = stamp


def _key(reference: str, stamp: str) -> str:
    return f"{_short(reference)}\n{stamp}"


def _short(reference: str) -> str:
    """A reference of a length that can be kept: of a `data:` URL its hash."""
    if reference[:5].casefold() == "data:" and len(reference) > 64:
        return "data:" + blake2b(reference.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return reference


def picture_references(product: Product) -> list[str]:
    """Every picture of a product and its variants, once."""
    return list(dict.fromkeys([*product.images, *(v.image for v in product.variants if v.image)]))
