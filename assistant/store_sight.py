"""Looking for phrases on the pictures of one version of a store.

What an import has looked at is read from the store; a picture that it left out is looked at here when it is first shown, and
kept for a while. A search by photo waits for none: what it lacks is looked at behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import structlog
from numpy.typing import NDArray

from assistant.picture_looking import look_at
from data.constraint import Constraints, Phrase
from data.errors import PhotoError, StoreError
from data.picture_features import PictureFeatures, Pictures, together
from data.picture_files import open_picture
from data.product import Pick, Product, Variant
from data.recent import Recent
from data.store import Store
from grounding.explain import explain
from grounding.overlay import EDGE, overlay, webp
from grounding.showing import Eyes, Seen, Thresholds, likely, one_only, rivals, visible
from grounding.sight import Sight, Vision
from nlu.encoder import SentenceEncoder

log = structlog.get_logger(__name__)

_KEPT = 512
"""Pictures looked at while serving that are kept: 17 MB."""
FAR = 0.5
"""Behind the nearest of the store, what is not like a photo any more: where it was set, most products of a photo's kind were
nearer, and few others of the kinds that the nearest are of.
"""
HUE = 0.1
"""What being of the same colour adds to a photo's likeness (a cosine), which goes by the kind of thing first."""
_SIGHTS = 4096
"""Sights that are kept, of a phrase on a picture: 8 MB."""
_MARKED = 256
"""Marked pictures that are kept: some 5 MB."""
_AWAITED = 32
"""Pictures at most that wait to be looked at behind a search: 2 seconds of one core."""


class StoreSight:
    """A vision model before the pictures of one store. Thread-safe.

    `trouble` tells why the import's look at the pictures is of no use, and what to do about it; "" where it is of use.
    """

    def __init__(self, store: Store, vision: Vision) -> None:
        self._store, self.vision = store, vision
        self._features, self.trouble = _features_of(store, vision)
        self._late: Recent[str, Pictures | None] = Recent(_KEPT)
        self._sights: Recent[tuple[str, str], Sight] = Recent(_SIGHTS)
        self._marked: Recent[tuple[str, str], bytes | None] = Recent(_MARKED)
        self._hues: NDArray[np.float32] | None = None
        self._behind, self._awaited = ThreadPoolExecutor(1, thread_name_prefix="looking"), set[str]()
        thresholds = Thresholds(vision.presence_at, vision.place_at, vision.absent_at)
        values = {slot: _most_common_first(store, slot) for slot in store.slots() if one_only(slot)}
        self.eyes = Eyes(vision.vocabulary, thresholds, self._look, rivals(values, vision.vocabulary))

    def warm(self) -> None:
        """Encodes the phrases that the shop's own values are looked for by: not while a shopper waits."""
        lexicon = self._store.lexicon
        values = ((slot, entry.canonical, entry.count) for slot in lexicon.slots for entry in lexicon.slot_values(slot))
        self.vision.learn(likely(values, self.vision.vocabulary))

    @property
    def looked_at(self) -> int:
        """Pictures that the import looked at with this model."""
        return len(self._features) if self._features is not None else 0

    @property
    def finds(self) -> bool:
        """Whether products can be found by a photo: the import has looked at their pictures."""
        return self.looked_at > 0

    def like(self, vector: NDArray[np.float32]) -> list[tuple[int, float]]:
        """The products with pictures like a photo's vector (384,), most alike first, as (row, likeness); none that is far less
        like it than the nearest.
        """
        if self._features is None:
            return []
        if self._hues is None:
            self._hues = self.vision.hues(self._features.vectors)
        likeness = self._likeness(self._features.vectors, self._hues, vector)
        best = np.full(self._store.product_count, -np.inf, np.float32)
        pictures, products = self._features.owners.T
        np.maximum.at(best, products, likeness[pictures])
        pictured = np.flatnonzero(best >= best.max() - FAR)
        order = pictured[np.argsort(-best[pictured], kind="stable")]
        return [(int(row), float(best[row])) for row in order]

    def nearest_variant(self, product: Product, among: Sequence[Variant], vector: NDArray[np.float32]) -> Variant:
        """Of some variants the one whose own picture is most like the photo, of pictures that were looked at before; the first
        where there is none. The others are looked at behind this, for the next search.
        """
        pictured = [(variant, variant.image) for variant in among if variant.image]
        at_hand = {name: self._at_hand(name) for _, name in pictured}
        self._look_behind(name for name, one in at_hand.items() if one is None)
        seen = [(variant, one) for variant, name in pictured if (one := at_hand[name]) is not None]
        if not seen:
            return among[0]
        vectors = np.concatenate([one.vectors for _, one in seen])
        return seen[int(self._likeness(vectors, self.vision.hues(vectors), vector).argmax())][0]

    def _likeness(
        self, vectors: NDArray[np.float32], hues: NDArray[np.float32], photo: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """How alike pictures, (N, 384) with their hues, are to a photo (384,)."""
        likeness: NDArray[np.float32] = vectors @ photo + HUE * (hues @ self.vision.hues(photo[None])[0])
        return likeness

    def on(self, names: Sequence[str], phrases: Sequence[str]) -> list[list[Sight] | None]:
        """Of each picture, by its name, the sights of the phrases (at least one) in their order; None where there is no such
        picture.
        """
        known = self._sights.known((name, phrase) for name in names for phrase in phrases)
        fresh = list(dict.fromkeys(name for name in names if not all((name, phrase) in known for phrase in phrases)))
        seen = {name: picture for name in fresh if (picture := self._picture(name)) is not None}
        if seen:
            looked = self.vision.look(together(list(seen.values())), phrases)
            new = {(n, p): s for n, sights in zip(seen, looked, strict=True) for p, s in zip(phrases, sights, strict=True)}
            self._sights.keep(new)
            known |= new
        missing = set(fresh) - set(seen)
        return [None if name in missing else [known[name, phrase] for phrase in phrases] for name in names]

    def seen(self, names: Sequence[str], phrases: Sequence[str]) -> list[list[Seen] | None]:
        """As `on`, each sight with what was looked for, and where."""
        return [
            None if found is None else [Seen(phrase, name, sight) for phrase, sight in zip(phrases, found, strict=True)]
            for name, found in zip(names, self.on(names, phrases), strict=True)
        ]

    def shows(self, pick: Pick, phrases: Sequence[Phrase], constraints: Constraints) -> bool:
        """Whether the picture of a card shows, and where, that one of the wishes holds (see `visible`)."""
        (found,) = explain([pick], phrases, constraints, self.eyes).values()
        return visible(found) is not None

    def marked(self, name: str, phrase: str) -> bytes | None:
        """The picture with the phrase marked on it, as WebP; None where it is not surely there, or there is no such picture."""
        file = self._file(name)
        if file is None or self.eyes.vocabulary.sought(phrase) != phrase:
            return None
        return self._marked.of((name, phrase), lambda: self._drawn(file, phrase))

    def _drawn(self, file: Path, phrase: str) -> bytes | None:
        found = self.on([file.name], [phrase])[0]
        if not found or self.eyes.box(found[0]) is None:
            return None
        try:
            picture = open_picture(file.read_bytes(), edge=EDGE).image
        except (PhotoError, OSError) as error:
            _warn_of(file, error)
            return None
        return webp(overlay(picture, found[0], phrase))

    def _look(self, picks: Sequence[Pick], phrases: Sequence[str]) -> list[list[Seen] | None]:
        names = [card_picture(pick) for pick in picks]
        known = [name for name in names if name is not None]
        seen = dict(zip(known, self.seen(known, phrases), strict=True))
        return [None if name is None else seen[name] for name in names]

    def _picture(self, name: str) -> Pictures | None:
        """What is seen of a picture; it is looked at now, where it was not before."""
        known = self._at_hand(name)
        file = self._file(name) if known is None else None
        return known if file is None else self._late.of(name, lambda: self._looked(file))

    def _at_hand(self, name: str) -> Pictures | None:
        """What was seen of a picture, where it was looked at before."""
        row = self._features.row(name) if self._features is not None else None
        if row is not None and self._features is not None:
            return self._features.at([row])
        return self._late.known((name,)).get(name)

    def _look_behind(self, names: Iterable[str]) -> None:
        for name in names:
            if name not in self._awaited and len(self._awaited) < _AWAITED:
                self._awaited.add(name)
                self._behind.submit(self._look_now, name)

    def _look_now(self, name: str) -> None:
        try:
            self._picture(name)
        finally:
            self._awaited.discard(name)

    def _file(self, name: str) -> Path | None:
        """The picture of exactly this name: nothing is kept of names that are made up."""
        file = self._store.media(name)
        return file if file is not None and file.name == name else None

    def _looked(self, file: Path) -> Pictures | None:
        try:
            return look_at(file, self.vision)
        except (PhotoError, OSError) as error:
            _warn_of(file, error)
            return None


def _warn_of(file: Path, error: Exception) -> None:
    log.warning("picture_unreadable", picture=file.name, problem=str(error))


def _features_of(store: Store, vision: Vision) -> tuple[PictureFeatures | None, str]:
    """What the import saw of the pictures, or None and why: then each is looked at when it is shown."""
    again = f"import its feed again: shopwindow import SOURCE --to {store.path}"
    made_by = store.manifest.fingerprints.get("image")
    if made_by is None:
        return None, f"{store.path}: its pictures were not looked at when it was imported; {again}"
    trouble = f"{store.path}: its pictures were looked at by another model ({made_by}, in use: {vision.fingerprint}); {again}"
    if made_by == vision.fingerprint:
        try:
            return store.picture_features, ""
        except StoreError as error:
            trouble = str(error)
    log.warning("pictures_not_looked_at", problem=trouble, serves="pictures looked at when they are shown, no search by photo")
    return None, trouble


def _most_common_first(store: Store, slot: str) -> list[str]:
    return [entry.canonical for entry in sorted(store.lexicon.slot_values(slot), key=lambda entry: -entry.count)]


def sight_over(store: Store, encoder: SentenceEncoder) -> StoreSight | None:
    """A store's pictures as its import looked at them; None where it did not, or there is no model."""
    vision, _ = open_vision(encoder)
    sight = StoreSight(store, vision) if vision is not None else None
    return sight if sight is not None and sight.finds else None


def open_vision(encoder: SentenceEncoder, *, threads: int = 1) -> tuple[Vision | None, str]:
    """The shipped vision model, or None and why it cannot be used: then records speak alone."""
    try:
        return Vision.open(encoder, threads=threads), ""
    except StoreError as error:
        return None, str(error)


def card_picture(pick: Pick) -> str | None:
    """The name in the store of the picture on a product's card; None where it has none, or it lies elsewhere."""
    name = pick.picture
    return name if name and "://" not in name else None
