"""What an import has made so far, kept beside the store until it is done: a killed import goes on where it was.

What models made of texts and pictures are logs of fixed-size records: whatever is whole is used, a torn last record is cut off.
Pictures are files named by their content, with a log of which reference each came from.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
import orjson
from numpy.typing import NDArray

from assistant.record_log import Field, RecordLog, text_digest
from data.picture_features import PATCHES, VECTOR, Pictures
from data.store_writer import STAGING


class Staging:
    """The folder `staging` of a store. `clear` it when the version is in service."""

    def __init__(self, root: Path, *, fingerprint: str, dimensions: int) -> None:
        self._folder = root / STAGING
        self.pictures = self._folder / "pictures"
        self.pictures.mkdir(parents=True, exist_ok=True)
        self._vectors = RecordLog(self._named("vectors", fingerprint), [("vector", np.float32, (dimensions,))])
        self._features: RecordLog | None = None
        self._picture_log = self._folder / "pictures.jsonl"
        self._names = self._read_pictures()
        self._references = self._picture_log.open("ab")
        self._references.write(b"\n")  # ends a line that a kill cut through, so that the next is not lost with it

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def vector(self, digest: bytes) -> NDArray[np.float32] | None:
        """The vector of the text with this digest, if it was embedded in this or an unfinished import."""
        found = self._vectors.get(digest)
        return None if found is None else np.array(found["vector"])

    def keep_vectors(self, digests: list[bytes], vectors: NDArray[np.float32]) -> None:
        self._vectors.add(digests, vector=vectors)

    def features(self, fingerprint: str, name: str) -> Pictures | None:
        """What the model of this fingerprint saw of the picture, if it was looked at in this or an unfinished import."""
        found = self._features_of(fingerprint).get(text_digest(name))
        return None if found is None else Pictures(found["vectors"][None], found["patches"][None], found["scales"][None])

    def keep_features(self, fingerprint: str, names: Sequence[str], seen: Pictures) -> None:
        log = self._features_of(fingerprint)
        log.add([text_digest(name) for name in names], vectors=seen.vectors, patches=seen.patches, scales=seen.scales)

    def picture(self, reference: str) -> tuple[str, Path] | None:
        """The picture brought from this reference, as (name, file)."""
        name = self._names.get(reference)
        return (name, self.pictures / name) if name else None

    def keep_picture(self, reference: str, name: str, data: bytes) -> Path:
        file = self.pictures / name
        if not file.exists():
            aside = file.with_suffix(".part")
            aside.write_bytes(data)
            os.replace(aside, file)
        self._names[reference] = name
        self._references.write(orjson.dumps([reference, name]) + b"\n")
        self._references.flush()
        return file

    def clear(self) -> None:
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _close(self) -> None:
        self._vectors.close()
        self._references.close()
        if self._features is not None:
            self._features.close()

    def _features_of(self, fingerprint: str) -> RecordLog:
        if self._features is None:
            fields: list[Field] = [("vectors", np.float32, VECTOR), ("patches", np.int8, PATCHES), ("scales", np.float32, ())]
            self._features = RecordLog(self._named("features", fingerprint), fields)
        return self._features

    def _named(self, what: str, fingerprint: str) -> Path:
        safe = "".join(c if c.isalnum() else "-" for c in fingerprint)
        return self._folder / f"{what}-{safe}.log"

    def _read_pictures(self) -> dict[str, str]:
        names: dict[str, str] = {}
        if self._picture_log.exists():
            for line in self._picture_log.read_bytes().split(b"\n"):
                try:
                    reference, name = orjson.loads(line)
                except (ValueError, TypeError):
                    continue  # the line that the kill cut through
                if (self.pictures / name).is_file():
                    names[reference] = name
        return names
