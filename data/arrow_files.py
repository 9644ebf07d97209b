"""Arrow IPC files of one record batch, read memory-mapped: the columns of a store.

What is damaged raises `StoreError` with the file's name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.errors import StoreError

BLOB_BATCH = 4096
"""Records in each batch of a file of blobs."""


class Columns:
    """One file's columns; numbers come as NumPy views of the mapped file, without a copy."""

    def __init__(self, path: Path) -> None:
        self._path = path
        table = open_table(path)
        if any(column.num_chunks > 1 for column in table.columns):
            raise StoreError(f"{path}: not written as one batch; import the feed again")
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def numbers(self, name: str) -> NDArray[Any]:
        """A column of numbers as a read-only array (rows,) of the type it was written with."""
        column = self._column(name)
        if not column.num_chunks:
            return np.empty(0, dtype=column.type.to_pandas_dtype())
        try:
            out: NDArray[Any] = column.chunk(0).to_numpy(zero_copy_only=True)
        except pa.ArrowInvalid as error:
            raise StoreError(f"{self._path}: column {name} is damaged ({error}); import the feed again") from error
        return out

    def texts(self, name: str) -> Texts:
        column = self._column(name)
        return Texts(column.chunk(0) if column.num_chunks else pa.array([], column.type))

    def _column(self, name: str) -> Any:
        try:
            return self._table.column(name)
        except KeyError as error:
            raise StoreError(f"{self._path}: no column {name}; import the feed again") from error


class Texts:
    """A column of text; read one at a time, so that a million of them cost no memory."""

    def __init__(self, array: Any) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, index: int) -> str:
        return str(self._array[index].as_py())

    def find(self, text: str, low: int = 0, high: int | None = None) -> int | None:
        """Where `text` stands in the stretch `low`..`high`, which is sorted by code points; None where it does not."""
        high = len(self) if high is None else high
        at = bisect_left(self, text, low, high)
        return at if at < high and self[at] == text else None

    def first(self, prefix: str) -> int:
        """The first index whose text is not before `prefix`, of a sorted column."""
        return bisect_left(self, prefix)

    def slice(self, low: int, high: int) -> list[str]:
        return [str(text) for text in self._array.slice(low, high - low).to_pylist()]


class Blobs:
    """A file of byte records in several columns, random access by row."""

    def __init__(self, path: Path) -> None:
        self._table = open_table(path)
        self._columns = {name: self._table.column(name).chunks for name in self._table.column_names}

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def at(self, name: str, row: int) -> memoryview:
        """The bytes of one record, a view of the mapped file; `row` must be within the file."""
        chunk, index = divmod(row, BLOB_BATCH)
        return memoryview(self._columns[name][chunk][index].as_buffer())


class BlobWriter:
    """Writes `Blobs` as a stream: at most `BLOB_BATCH` records are held."""

    def __init__(self, path: Path, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._schema = pa.schema([(name, pa.large_binary()) for name in self._names])
        self._writer = pa.ipc.new_file(str(path), self._schema)
        self._waiting: list[tuple[bytes | memoryview, ...]] = []

    def add(self, *blobs: bytes | memoryview) -> None:
        self._waiting.append(blobs)
        if len(self._waiting) == BLOB_BATCH:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            columns = [pa.array(column, pa.large_binary()) for column in zip(*self._waiting, strict=True)]
            self._writer.write_batch(pa.record_batch(columns, schema=self._schema))
            self._waiting.clear()


def write_columns(path: Path, columns: dict[str, Any]) -> None:
    """Writes NumPy arrays and lists of text, all of one length, as one batch."""
    arrays = {name: pa.array(v, pa.large_string()) if isinstance(v, list) else pa.array(v) for name, v in columns.items()}
    batch = pa.record_batch(arrays)
    with pa.ipc.new_file(str(path), batch.schema) as writer:
        writer.write_batch(batch)


def open_table(path: Path) -> Any:
    """Maps an Arrow file. Raises `StoreError` where it is missing or damaged."""
    try:
        return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); import the feed again") from error


def rows_of_table(path: Path, name: str) -> Iterator[str]:
    """The texts of one column, one by one."""
    for chunk in open_table(path).column(name).chunks:
        yield from (str(text) for text in chunk.to_pylist())
