"""Product vectors of a store: exact search over the rows that pass a filter, an index when very many pass.

An exact scan costs in proportion to the rows scanned and is always right; LanceDB's index costs about the same whatever passes,
but loses what the filter throws out of its answer. So the number of passing rows decides (figures: `benchmarks/store`), and where
the index brings too few that pass, the scan is made after all. What the index finds is ranked again by the exact vectors.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.errors import StoreError

Vector = NDArray[np.float32]
Rows = NDArray[np.int32]

INDEX_FROM = 30_000
"""Products from which on a store has a vector index; fewer are scanned faster than the index answers."""

EXACT_UP_TO = 30_000
"""Passing rows up to which an exact scan is made, however large the store."""

LANCE = "lance"
TABLE = "vectors"
_OVERFETCH = 4
_PROBES = 6
_BATCH = 4096
_PIECE = 512 * 1024  # bytes


class Vectors:
    """One part of the product vectors, memory-mapped: `matrix` is (products, dimensions) float32 with rows of length 1."""

    def __init__(self, path: Path, *, shape: tuple[int, int], index: Path | None) -> None:
        try:
            self.matrix: Vector = np.load(path, mmap_mode="r")
        except (OSError, ValueError) as error:
            raise StoreError(f"{path}: cannot be read as vectors ({error}); import the feed again") from error
        if self.matrix.shape != shape or self.matrix.dtype != np.float32:
            raise StoreError(f"{path}: {self.matrix.dtype} {self.matrix.shape}, the manifest says {shape}; import the feed again")
        self._index = index

    def nearest(self, vector: Vector, rows: Rows | None, k: int) -> list[tuple[int, float]]:
        """The `k` rows nearest to `vector` (dimensions,), best first, with their cosine; of `rows` only where given."""
        size = len(self.matrix) if rows is None else len(rows)
        if not size or k <= 0:
            return []
        query = np.asarray(vector, dtype=np.float32)
        if self._index is not None and size > EXACT_UP_TO:
            found = self._through_index(query, rows, min(k, size))
            if found is not None:
                return found
        return self._exact(query, rows, k)

    def _exact(self, query: Vector, rows: Rows | None, k: int) -> list[tuple[int, float]]:
        if rows is None or len(rows) == len(self.matrix):
            return _top(np.asarray(self.matrix) @ query, None, k)
        return _top(_products(self.matrix, rows, query), rows, k)

    def _through_index(self, query: Vector, rows: Rows | None, k: int) -> list[tuple[int, float]] | None:
        """The answer by the index; None where it brought fewer than `k` that pass."""
        share = 1.0 if rows is None else len(rows) / len(self.matrix)
        wanted = int(_OVERFETCH * k / share)
        near = (
            self._table.search(query, vector_column_name="vector")
            .distance_type("dot")
            .nprobes(_PROBES)
            .limit(wanted)
            .select(["row", "_distance"])
            .to_arrow()
        )
        candidates = near.column("row").to_numpy().astype(np.int32)
        if rows is not None:
            passing = np.zeros(len(self.matrix), dtype=bool)
            passing[rows] = True
            candidates = candidates[passing[candidates]]
        if len(candidates) < k:
            return None
        return _top(_products(self.matrix, candidates, query), candidates, k)

    @cached_property
    def _table(self) -> Any:
        import lancedb

        return lancedb.connect(str(self._index)).open_table(TABLE)


def write_index(folder: Path, matrix: Vector) -> None:
    """Builds LanceDB's index over a matrix (products, dimensions)."""
    import lancedb
    from lancedb.index import IvfSq

    dimensions = matrix.shape[1]
    schema = pa.schema([("row", pa.int32()), ("vector", pa.list_(pa.float32(), dimensions))])

    def batches() -> Iterator[pa.RecordBatch]:
        for first in range(0, len(matrix), _BATCH):
            part = np.asarray(matrix[first : first + _BATCH])
            rows = pa.array(np.arange(first, first + len(part), dtype=np.int32))
            yield pa.record_batch([rows, pa.FixedSizeListArray.from_arrays(pa.array(part.ravel()), dimensions)], schema=schema)

    table = lancedb.connect(str(folder)).create_table(
        TABLE, pa.RecordBatchReader.from_batches(schema, batches()), mode="overwrite"
    )
    partitions = max(1, int(len(matrix) ** 0.5) // 2)
    table.create_index("vector", config=IvfSq(distance_type="dot", num_partitions=partitions))


def _products(matrix: Vector, rows: Rows, query: Vector) -> Vector:
    """The product of each of `rows` with `query`. The rows are gathered piece by piece into memory that stays in the cache:
    gathered at once they cost a fresh page for every ten rows, several times the arithmetic."""
    step = max(1, _PIECE // (4 * matrix.shape[1]))
    gathered = np.empty((min(step, len(rows)), matrix.shape[1]), dtype=np.float32)
    scores = np.empty(len(rows), dtype=np.float32)
    for at in range(0, len(rows), step):
        piece = rows[at : at + step]
        near = np.take(matrix, piece, axis=0, out=gathered[: len(piece)], mode="clip")
        np.matmul(near, query, out=scores[at : at + len(piece)])
    return scores


def _top(scores: Vector, rows: Rows | None, k: int) -> list[tuple[int, float]]:
    """The `k` best of `scores`, ties by row."""
    head = np.argpartition(scores, len(scores) - k)[len(scores) - k :] if k < len(scores) else np.arange(len(scores))
    named = head if rows is None else rows[head]
    order = np.lexsort((named, -scores[head]))
    return [(int(named[i]), float(scores[head[i]])) for i in order]
