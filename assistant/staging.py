"""What an import has made so far, kept beside the store until it is done: a killed import goes on where it was.

Vectors are a log of fixed-size records (text digest, vector): whatever is whole is used, a torn last record is cut off. Pictures
are files named by their content, with a log of which reference each came from.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import TracebackType

import numpy as np
import orjson
from numpy.typing import NDArray

from data.store_writer import STAGING

_DIGEST = 16


class Staging:
    """The folder `staging` of a store. `clear` it when the version is in service."""

    def __init__(self, root: Path, *, fingerprint: str, dimensions: int) -> None:
        self._folder = root / STAGING
        self.pictures = self._folder / "pictures"
        self.pictures.mkdir(parents=True, exist_ok=True)
        self._record = np.dtype([("digest", f"V{_DIGEST}"), ("vector", np.float32, (dimensions,))])
        safe = "".join(c if c.isalnum() else "-" for c in fingerprint)
        self._vector_log = self._folder / f"vectors-{safe}.log"
        self._at = self._read_vectors()
        self._vectors = self._vector_log.open("r+b")
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
        at = self._at.get(digest)
        if at is None:
            return None
        self._vectors.seek(at * self._record.itemsize + _DIGEST)
        data = self._vectors.read(self._record.itemsize - _DIGEST)
        return np.frombuffer(data, np.float32)

    def keep_vectors(self, digests: list[bytes], vectors: NDArray[np.float32]) -> None:
        records = np.empty(len(digests), self._record)
        records["digest"] = digests
        records["vector"] = vectors
        self._vectors.seek(0, os.SEEK_END)
        first = self._vectors.tell() // self._record.itemsize
        self._vectors.write(records.tobytes())
        self._vectors.flush()
        self._at.update((digest, first + i) for i, digest in enumerate(digests))

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

    def _read_vectors(self) -> dict[bytes, int]:
        self._vector_log.touch()
        size = self._record.itemsize
        whole = self._vector_log.stat().st_size // size
        os.truncate(self._vector_log, whole * size)
        if not whole:
            return {}
        records = np.memmap(self._vector_log, self._record, "r", shape=(whole,))
        return {bytes(digest): i for i, digest in enumerate(records["digest"])}

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
