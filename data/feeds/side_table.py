"""A table beside a feed, row by row: its columns found by their usual names, as a feed's are.

A row that cannot be read is told in a warning with its line and stops nothing; a file that is not what it was given as is
refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import FeedError
from data.feeds.columns import Fields, by_usual_names, plain_name
from data.feeds.group import Refused
from data.feeds.tables import open_table

Warn = Callable[[str], None]
"""Told of each row that is not taken, with file and line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a side file: field -> text, and where it stands."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.cells.get(field, "")


def lines(path: Path, fields: Fields, needed: Sequence[str], what: str, warn: Warn, *, rest: bool = False) -> Iterator[Line]:
    """The rows by field; with `rest`, columns that are no field come too, under their plain names.

    Raises `FeedError` where the file is missing, is no CSV, or lacks a field that is needed.
    """
    if not path.is_file():
        raise FeedError(f"{path}: no such file; expected {what} (CSV)")
    table = open_table(path)
    of = by_usual_names(fields, table.columns)
    missing = [field for field in needed if field not in of]
    if missing:
        expected = "; ".join(f"{field}: one of {', '.join(fields[field][:5])}" for field in missing)
        raise FeedError(
            f"{path}: no {what} that can be read: no column for {expected}; found {', '.join(table.columns[:20])[:300]}"
        )
    if rest:
        of |= {plain_name(name): name for name in reversed(table.columns) if name not in of.values()}
    for line in table.rows():
        if isinstance(line, Refused):
            warn(f"{path.name} line {line.line}: {line.reason}")
            continue
        place, row = line
        yield Line(f"{path.name} line {place}", {field: str(row.get(column) or "").strip() for field, column in of.items()})
