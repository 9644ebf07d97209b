"""Rows out of Parquet, numbered from 1."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.errors import FeedError
from data.feeds.encoding import CONTROL
from data.feeds.group import DEEPEST, Lines, Refused, too_deep
from data.feeds.tables import check_column_count

_AT_ONCE = 2_000
_BROKEN = (pa.ArrowException, OSError, ValueError, OverflowError)


def parquet_columns(path: Path) -> list[str]:
    """The columns of a Parquet file. Raises `FeedError` where it is none, or has too many."""
    try:
        names = [str(name) for name in pq.read_schema(path).names]
    except _BROKEN as error:
        raise FeedError(f"{path}: not a Parquet file that can be read ({error})") from error
    check_column_count(path, len(names))
    return names


def parquet_rows(path: Path) -> Lines:
    """The rows; text stored as bytes is text. Raises `FeedError` for a file that is broken further in."""
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            nested = [field.name for field in file.schema_arrow if pa.types.is_nested(field.type)]
            in_bytes = [field.name for field in file.schema_arrow if "binary" in str(field.type)]
            for batch in file.iter_batches(batch_size=_AT_ONCE):
                for row in _read(batch):
                    number += 1
                    if nested and too_deep(row):
                        yield Refused(number, "", f"more than {DEEPEST} lists and objects within one another")
                        continue
                    for name in in_bytes:
                        row[name] = _text(row[name])
                    yield number, row
    except _BROKEN as error:
        raise FeedError(f"{path}: row {number + 1}: not Parquet that can be read ({error})") from error


def _read(batch: pa.RecordBatch) -> list[dict[str, object]]:
    try:
        rows: list[dict[str, object]] = batch.to_pylist()
    except (ValueError, OverflowError):
        columns = [[_value(one) for one in column] for column in batch.columns]
        rows = [dict(zip(batch.schema.names, values, strict=True)) for values in zip(*columns, strict=True)]
    return rows


def _value(one: pa.Scalar) -> object:
    """As Python has it; a moment that Python has none for (nanoseconds, the year 20000) as text, where Arrow can write it."""
    try:
        return one.as_py()
    except (ValueError, OverflowError):
        pass
    try:
        return one.cast(pa.string()).as_py()
    except (pa.ArrowException, ValueError, OverflowError):
        return None


def _text(value: object) -> object:
    """Bytes as the text they are, in UTF-8 or else Windows-1252; what is no text (a picture) says nothing."""
    if isinstance(value, bytes):
        for encoding in ("utf-8", "cp1252"):
            try:
                text = value.decode(encoding)
            except UnicodeDecodeError:
                continue
            return None if CONTROL.search(text) else text
        return None
    if isinstance(value, dict):
        return {name: _text(inner) for name, inner in value.items()}
    return [_text(inner) for inner in value] if isinstance(value, (list, tuple)) else value
