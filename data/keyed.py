"""Tables looked up by a text key: sorted once, then found by bisection in the mapped file, so that millions cost no memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data.arrow_files import Columns, Texts, open_table


class KeyedRows:
    """Key -> row. Keys are unique."""

    def __init__(self, path: Path) -> None:
        columns = Columns(path)
        self._keys, self._rows = columns.texts("key"), columns.numbers("row")

    def row(self, key: str) -> int | None:
        at = self._keys.find(key)
        return None if at is None else int(self._rows[at])


def write_keyed_rows(path: Path, keys: Iterable[str]) -> None:
    """Writes key -> its position in `keys`."""
    array = pa.array(keys, pa.large_string())
    order = pc.sort_indices(array)
    batch = pa.record_batch({"key": array.take(order), "row": pc.cast(order, pa.int32())})
    with pa.ipc.new_file(str(path), batch.schema) as writer:
        writer.write_batch(batch)


class KeyedBlobs:
    """Key -> byte records; a key may have several."""

    def __init__(self, path: Path) -> None:
        table = open_table(path)
        self._blobs = table.column("blob").chunk(0) if table.num_rows else None
        self._keys = Texts(table.column("key").chunk(0)) if table.num_rows else None

    def all(self, key: str) -> list[memoryview]:
        if self._keys is None or self._blobs is None:
            return []
        found = []
        at = self._keys.first(key)
        while at < len(self._keys) and self._keys[at] == key:
            found.append(memoryview(self._blobs[at].as_buffer()))
            at += 1
        return found


def write_keyed_blobs(path: Path, items: Iterable[tuple[str, bytes]]) -> None:
    ordered = sorted(items, key=lambda item: item[0])
    batch = pa.record_batch(
        {
            "key": pa.array([key for key, _ in ordered], pa.large_string()),
            "blob": pa.array([blob for _, blob in ordered], pa.large_binary()),
        }
    )
    with pa.ipc.new_file(str(path), batch.schema) as writer:
        writer.write_batch(batch)
