"""Full text of a store: BM25 over title, brand, type, attributes and description, by LanceDB.

LanceDB takes more than a second to import, so it is imported by the first search, not by opening a store.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa

from data.errors import StoreError

TABLE = "texts"
_BATCH = 2048


class TextIndex:
    """The index in the folder `path`, opened by the first search."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def search(self, query: str, k: int) -> list[tuple[int, float]]:
        """The `k` products that fit the words best, as (row, BM25 score); none for a query without words."""
        words = " ".join(word for word in query.split() if any(c.isalnum() for c in word))
        if not words or k <= 0:
            return []
        found = self._table.search(words, query_type="fts", fts_columns="text").select(["row", "_score"]).limit(k).to_arrow()
        rows, scores = found.column("row").to_pylist(), found.column("_score").to_pylist()
        return sorted(zip(rows, scores, strict=True), key=lambda hit: (-hit[1], hit[0]))

    @cached_property
    def _table(self) -> Any:
        import lancedb

        try:
            return lancedb.connect(str(self._path)).open_table(TABLE)
        except (ValueError, OSError, RuntimeError) as error:
            raise StoreError(f"{self._path}: the text index cannot be opened ({error}); import the feed again") from error


def write_text_index(folder: Path, texts: Iterator[str]) -> None:
    """Builds the index over `texts`, in row order."""
    import lancedb
    from lancedb.index import FTS

    schema = pa.schema([("row", pa.int32()), ("text", pa.large_string())])

    def batches() -> Iterator[pa.RecordBatch]:
        waiting: list[str] = []
        first = 0
        for text in texts:
            waiting.append(text)
            if len(waiting) == _BATCH:
                yield _batch(first, waiting, schema)
                first += len(waiting)
                waiting.clear()
        yield _batch(first, waiting, schema)

    table = lancedb.connect(str(folder)).create_table(
        TABLE, pa.RecordBatchReader.from_batches(schema, batches()), mode="overwrite"
    )
    table.create_index("text", config=FTS(with_position=False))


def _batch(first: int, texts: list[str], schema: pa.Schema) -> pa.RecordBatch:
    return pa.record_batch(
        [pa.array(range(first, first + len(texts)), pa.int32()), pa.array(texts, pa.large_string())], schema=schema
    )
