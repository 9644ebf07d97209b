"""What a vision model made of a store's pictures: of each a vector and its patches, memory-mapped, found by the picture's name.

A picture's name is a hash of its content, so that what was seen of it holds for every version of the store that has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.errors import StoreError
from data.keyed import KeyedRows, write_keyed_rows
from data.row_writer import RowWriter

FOLDER = "pictures"
VECTOR, PATCHES = (384,), (256, 128)
"""Shapes of one picture's vector and patches."""

_NAMES, _VECTORS, _PATCHES, _SCALES, _OWNERS = "names.arrow", "vectors.npy", "patches.npy", "scales.npy", "owners.npy"


@dataclass(frozen=True, slots=True)
class Pictures:
    """N pictures as they are stored: `vectors` (N, 384) float32 of length 1 in the text's space, `patches` (N, 256, 128) int8, to
    be multiplied by `scales` (N,).
    """

    vectors: NDArray[np.float32]
    patches: NDArray[np.int8]
    scales: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.vectors)

    def at(self, rows: Sequence[int]) -> Pictures:
        """Some of them, in this order."""
        chosen = list(rows)
        return Pictures(self.vectors[chosen], self.patches[chosen], self.scales[chosen])


def together(parts: Sequence[Pictures]) -> Pictures:
    """One after the other. `parts` has at least one."""
    return Pictures(
        np.concatenate([one.vectors for one in parts]),
        np.concatenate([one.patches for one in parts]),
        np.concatenate([one.scales for one in parts]),
    )


class PictureFeatures:
    """The pictures of a version that were looked at; none where there is no such folder."""

    def __init__(self, version: Path) -> None:
        """Raises `StoreError` where the files are damaged."""
        folder = version / FOLDER
        self._names = KeyedRows(folder / _NAMES) if folder.is_dir() else None
        opened = _opened(folder) if self._names is not None else None
        self._all = opened[0] if opened is not None else None
        self._owners = opened[1] if opened is not None else np.empty((0, 2), np.int32)

    def __len__(self) -> int:
        return len(self._all) if self._all is not None else 0

    @property
    def vectors(self) -> NDArray[np.float32]:
        """(pictures, 384)."""
        return self._all.vectors if self._all is not None else np.empty((0, *VECTOR), np.float32)

    @property
    def owners(self) -> NDArray[np.int32]:
        """(pairs, 2): the row of a picture, and that of a product that has it; every product of every picture."""
        return self._owners

    def row(self, name: str) -> int | None:
        """Where the picture of that name stands; None where it was not looked at."""
        return self._names.row(name) if self._names is not None else None

    def at(self, rows: Sequence[int]) -> Pictures:
        """The pictures at these rows, read into memory. Raises `IndexError` where there is none."""
        if self._all is None:
            raise IndexError(f"rows {list(rows)} of no pictures")
        return self._all.at(rows)


class PictureFeatureWriter:
    """Writes what was seen of pictures, one after the other; nothing is held but their names."""

    def __init__(self, version: Path) -> None:
        self._folder = version / FOLDER
        self._names: list[str] = []
        self._files: tuple[RowWriter, RowWriter, RowWriter, RowWriter] | None = None

    def add(self, names: Sequence[str], owners: Sequence[int], seen: Pictures) -> None:
        """The next pictures. `owners` are the rows of the products with the pictures of these `names`, pair by pair; `seen` are
        the names, each once, in their order here. A name belongs to one call.
        """
        if self._files is None:
            self._folder.mkdir()
            self._files = (
                RowWriter(self._folder / _VECTORS, VECTOR, np.float32),
                RowWriter(self._folder / _PATCHES, PATCHES, np.int8),
                RowWriter(self._folder / _SCALES, (), np.float32),
                RowWriter(self._folder / _OWNERS, (2,), np.int32),
            )
        vectors, patches, scales, of = self._files
        vectors.add(seen.vectors)
        patches.add(seen.patches)
        scales.add(seen.scales)
        rows = {name: row for row, name in enumerate(dict.fromkeys(names), len(self._names))}
        of.add([(rows[name], owner) for name, owner in zip(names, owners, strict=True)])
        self._names += rows

    def close(self) -> None:
        if self._files is not None:
            for file in self._files:
                file.close()
            write_keyed_rows(self._folder / _NAMES, self._names)


def _opened(folder: Path) -> tuple[Pictures, NDArray[np.int32]]:
    try:
        files = (_VECTORS, _PATCHES, _SCALES, _OWNERS)
        vectors, patches, scales, owners = (np.load(folder / name, mmap_mode="r") for name in files)
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder}: cannot be read as pictures' features ({error}); import the feed again") from error
    if owners.ndim == 1:  # written when only the first product of a picture was kept
        owners = np.column_stack((np.arange(len(owners), dtype=np.int32), owners))
    if not len(vectors) == len(patches) == len(scales) == len(np.unique(owners[:, 0])):
        raise StoreError(f"{folder}: its files are of different imports; import the feed again")
    return Pictures(vectors, patches, scales), owners
