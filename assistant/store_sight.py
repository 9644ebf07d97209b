"""Looking for phrases on the pictures of one version of a store.

What an import has looked at is read from the store; a picture that it left out is looked at here when it is first shown, and
kept for a while.
"""

from __future__ import annotations

from collections.abc import Sequence

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
from grounding.showing import ONE_ONLY, Eyes, Seen, Thresholds, rivals, visible
from grounding.sight import Sight, Vision
from nlu.encoder import SentenceEncoder

log = structlog.get_logger(__name__)

_KEPT = 512
"""Pictures looked at while serving that are kept: 17 MB."""
HUE = 0.1
"""What being of the same colour adds to a photo's likeness (a cosine), which goes by the kind of thing first."""
_SIGHTS = 4096
"""Sights that are kept, of a phrase on a picture: 8 MB."""
_MARKED = 256
"""Marked pictures that are kept: some 5 MB."""


class StoreSight:
    """A vision model before the pictures of one store. Thread-safe."""

    def __init__(self, store: Store, vision: Vision) -> None:
        self._store, self.vision = store, vision
        # Features that another model made are of no use: then every picture is looked at when it is shown.
        own = store.manifest.fingerprints.get("image") == vision.fingerprint
        self._features = _features_of(store) if own else None
        self._late: Recent[str, Pictures | None] = Recent(_KEPT)
        self._sights: Recent[tuple[str, str], Sight] = Recent(_SIGHTS)
        self._marked: Recent[tuple[str, str], bytes | None] = Recent(_MARKED)
        self._hues: NDArray[np.float32] | None = None
        thresholds = Thresholds(vision.presence_at, vision.place_at, vision.absent_at)
        values = {slot: [entry.canonical for entry in store.lexicon.slot_values(slot)] for slot in ONE_ONLY}
        self.eyes = Eyes(vision.vocabulary, thresholds, self._look, rivals(values, vision.vocabulary))

    @property
    def looked_at(self) -> int:
        """Pictures that the import looked at with this model."""
        return len(self._features) if self._features is not None else 0

    @property
    def finds(self) -> bool:
        """Whether products can be found by a photo: the import has looked at their pictures."""
        return self.looked_at > 0

    def like(self, vector: NDArray[np.float32], rows: NDArray[np.int32]) -> list[tuple[int, float]]:
        """The products at `rows` with pictures like a photo's vector (384,), most alike first, as (row, likeness)."""
        if self._features is None or not len(rows):
            return []
        if self._hues is None:
            self._hues = self.vision.hues(self._features.vectors)
        likeness = self._likeness(self._features.vectors, self._hues, vector)
        best = np.full(self._store.product_count, -np.inf, np.float32)
        np.maximum.at(best, self._features.owners, likeness)
        pictured = rows[np.isfinite(best[rows])]
        order = pictured[np.argsort(-best[pictured], kind="stable")]
        return [(int(row), float(best[row])) for row in order]

    def nearest_variant(self, product: Product, among: Sequence[Variant], vector: NDArray[np.float32]) -> Variant:
        """Of some variants the one whose own picture is most like the photo; the first where none has one."""
        seen = [(variant, one) for variant in among if variant.image and (one := self._picture(variant.image)) is not None]
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
        if self.eyes.vocabulary.sought(phrase) != phrase:
            return None
        return self._marked.of((name, phrase), lambda: self._drawn(name, phrase))

    def _drawn(self, name: str, phrase: str) -> bytes | None:
        file, found = self._store.media(name), self.on([name], [phrase])[0]
        if file is None or not found or self.eyes.box(found[0]) is None:
            return None
        picture = open_picture(file.read_bytes(), edge=EDGE).image
        return webp(overlay(picture, found[0], phrase))

    def _look(self, picks: Sequence[Pick], phrases: Sequence[str]) -> list[list[Seen] | None]:
        names = [card_picture(pick) for pick in picks]
        known = [name for name in names if name is not None]
        seen = dict(zip(known, self.seen(known, phrases), strict=True))
        return [None if name is None else seen[name] for name in names]

    def _picture(self, name: str) -> Pictures | None:
        row = self._features.row(name) if self._features is not None else None
        if row is not None and self._features is not None:
            return self._features.at([row])
        return self._late.of(name, lambda: self._looked(name))

    def _looked(self, name: str) -> Pictures | None:
        file = self._store.media(name)
        if file is None:
            return None
        try:
            return look_at(file, self.vision)
        except (PhotoError, OSError) as error:
            log.warning("picture_unreadable", picture=name, problem=str(error))
            return None


def _features_of(store: Store) -> PictureFeatures | None:
    try:
        return store.picture_features
    except StoreError as error:
        log.warning("pictures_unreadable", problem=str(error), serves="pictures looked at when they are shown")
        return None


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
