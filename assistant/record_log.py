"""A file of fixed-size records that only grows, each found by a digest.

Whatever is whole is used, a torn last record is cut off.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DIGEST = 16
"""Bytes of a digest."""

Field = tuple[str, type[np.generic], tuple[int, ...]]
"""Name, type and shape of a part of a record."""


def text_digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=DIGEST).digest()


class RecordLog:
    """Opens the file at `path`, or begins it. Only its digests are held in memory."""

    def __init__(self, path: Path, fields: Sequence[Field]) -> None:
        self._record = np.dtype([("digest", f"V{DIGEST}"), *fields])
        self._at = self._read(path)
        self._file = path.open("r+b")

    def get(self, digest: bytes) -> np.void | None:
        """The record of this digest, its fields by name; None where there is none."""
        at = self._at.get(digest)
        if at is None:
            return None
        self._file.seek(at * self._record.itemsize)
        found: np.void = np.frombuffer(self._file.read(self._record.itemsize), self._record)[0]
        return found

    def add(self, digests: Sequence[bytes], **fields: NDArray[np.generic]) -> None:
        """The next records, (n, *shape) of each field."""
        records = np.empty(len(digests), self._record)
        records["digest"] = digests
        for name, values in fields.items():
            records[name] = values
        self._file.seek(0, os.SEEK_END)
        first = self._file.tell() // self._record.itemsize
        self._file.write(records.tobytes())
        self._file.flush()
        self._at.update((digest, first + i) for i, digest in enumerate(digests))

    def close(self) -> None:
        self._file.close()

    def _read(self, path: Path) -> dict[bytes, int]:
        path.touch()
        size = self._record.itemsize
        whole = path.stat().st_size // size
        os.truncate(path, whole * size)
        if not whole:
            return {}
        records = np.memmap(path, self._record, "r", shape=(whole,))
        return {bytes(digest): i for i, digest in enumerate(records["digest"])}
