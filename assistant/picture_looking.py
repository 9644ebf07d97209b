"""Looking at a store's pictures while it is imported: each once, and not again where it was looked at before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Protocol

from PIL import Image

from assistant.previous_version import PreviousVersion
from assistant.staging import Staging
from data.errors import PhotoError
from data.picture_features import Pictures, together
from data.picture_files import open_picture
from data.store_writer import StoreWriter
from grounding.sight import OPENED

MOST = 20_000
"""Pictures of a shop up to which all are looked at; of a larger one's products only the first, up to this number. The others are
looked at when they are first shown.
"""
AT_ONCE = 2
"""Pictures looked at at the same time."""
_BATCH = 32


class Looker(Protocol):
    """What importing needs of the vision model."""

    @property
    def fingerprint(self) -> str:
        """Of the model: other features, other fingerprint."""
        ...

    def embed(self, pictures: Sequence[Image.Image]) -> Pictures:
        """Pictures of any size, RGB, to what is kept of them."""
        ...


def wanted(
    firsts: Mapping[str, Sequence[int]], others: Mapping[str, Sequence[int]], most: int = MOST
) -> dict[str, tuple[int, ...]]:
    """Which pictures an import looks at, with the rows of all products that have them: `firsts` are the products' first ones, by
    name.
    """
    rows: dict[str, dict[int, None]] = {}
    for pictures in (firsts, others):
        for name, having in pictures.items():
            rows.setdefault(name, {}).update(dict.fromkeys(having))
    chosen = rows if len(rows) <= most else islice(firsts, most)
    return {name: tuple(rows[name]) for name in chosen}


def look_at_all(
    pictures: Mapping[str, Sequence[int]],
    looker: Looker,
    writer: StoreWriter,
    staging: Staging,
    previous: PreviousVersion | None,
    progress: Callable[[int], None],
) -> tuple[int, list[str]]:
    """Writes what is seen of each picture of the new version. -> how many had to be looked at, and what could not be opened.

    `pictures` are names with the rows of the products that have them. `progress` is called with how many are done.
    """
    looked, names = 0, list(pictures)
    trouble: list[str] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for start in range(0, len(names), _BATCH):
            batch = names[start : start + _BATCH]
            known = {name: one for name in batch if (one := _known(name, looker, staging, previous)) is not None}
            fresh = [name for name in batch if name not in known]
            seen = list(zip(fresh, pool.map(lambda name: _tried(writer.media / name, looker), fresh), strict=True))
            new = {name: one for name, one in seen if isinstance(one, Pictures)}
            trouble += [f"{name}: {one}" for name, one in seen if isinstance(one, PhotoError)]
            if new:
                staging.keep_features(looker.fingerprint, list(new), together(list(new.values())))
            _add(known | new, pictures, writer)
            looked += len(new)
            progress(start + len(batch))
    return looked, trouble


def carry_over(pictures: Mapping[str, Sequence[int]], writer: StoreWriter, previous: PreviousVersion) -> str | None:
    """Writes what the previous version had seen of these pictures, where nothing is looked at anew. -> the fingerprint of the
    model that had seen it; None where nothing is known.
    """
    fingerprint = previous.store.manifest.fingerprints.get("image")
    if fingerprint is None:
        return None
    found: dict[str, Pictures] = {}
    any_seen = False
    for name in pictures:
        if (one := previous.seen(name, fingerprint)) is not None:
            found[name], any_seen = one, True
        if len(found) == _BATCH:
            _add(found, pictures, writer)
            found = {}
    _add(found, pictures, writer)
    return fingerprint if any_seen else None


def _add(found: Mapping[str, Pictures], pictures: Mapping[str, Sequence[int]], writer: StoreWriter) -> None:
    if found:
        names_of, owners = zip(*((name, row) for name in found for row in pictures[name]), strict=True)
        writer.add_pictures(names_of, owners, together(list(found.values())))


def _known(name: str, looker: Looker, staging: Staging, previous: PreviousVersion | None) -> Pictures | None:
    before = previous.seen(name, looker.fingerprint) if previous is not None else None
    return before if before is not None else staging.features(looker.fingerprint, name)


def look_at(file: Path, looker: Looker) -> Pictures:
    """What is seen of one picture. Raises `PhotoError` where it cannot be opened."""
    return looker.embed([open_picture(file.read_bytes(), edge=OPENED).image])


def _tried(file: Path, looker: Looker) -> Pictures | PhotoError:
    try:
        return look_at(file, looker)
    except PhotoError as error:
        return error
