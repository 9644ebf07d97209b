"""Rows out of CSV with whatever delimiter. Each comes with the number of the line it begins on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.errors import FeedError
from data.feeds.encoding import encoding_of
from data.feeds.group import Lines, Refused

MOST_COLUMNS = 2_000
"""Columns of a table at most. Beyond that it is no product feed, and every row would cost a megabyte."""

LONGEST_CELL = 4 << 20
"""Characters of one cell at most; a longer one is most likely a quotation mark that was never closed."""

_CHUNK = 1 << 20
_DELIMITERS = (",", "\t", ";", "|")

csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file, looked into: its column names as written, without blanks around them, and how its cells are parted."""

    path: Path
    columns: tuple[str, ...]
    delimiter: str

    def rows(self) -> Lines:
        """Every row as column -> text. Refused are rows with more filled cells than columns, or with less than half of them;
        where only the last few are missing, they are taken as empty, since spreadsheets leave them out."""
        with self.path.open(encoding=encoding_of(self.path), newline="") as file:
            yield from self._read(csv.reader(file, delimiter=self.delimiter))

    def _read(self, reader: Iterator[list[str]]) -> Lines:
        started, line = False, 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Refused(line, "", f"not readable as CSV ({error}); is a quotation mark not closed?")
                line = _line_of(reader) + 1
                continue
            begins, line = line, _line_of(reader) + 1
            if not any(map(str.strip, cells)):
                continue
            if not started:
                started = True
                continue
            if trouble := self._wrong_count(cells):
                yield Refused(begins, cells[0][:80], trouble)
                continue
            yield begins, dict(zip(self.columns, cells, strict=False))

    def _wrong_count(self, cells: Sequence[str]) -> str | None:
        """Why a row of so many cells is refused. Empty cells too many are forgiven: spreadsheets write them."""
        if len(cells) > len(self.columns) and any(cells[len(self.columns) :]):
            return (
                f"{len(cells)} cells, where the header has {len(self.columns)}; is a cell with a {self.delimiter!r} not quoted?"
            )
        if 2 * len(cells) < len(self.columns):
            return f"only {len(cells)} cells, where the header has {len(self.columns)}"
        return None


def open_table(path: Path) -> Table:
    """Reads the header of a CSV. Raises `FeedError` for no text, no header, or too many columns."""
    with path.open(encoding=encoding_of(path), newline="") as file:
        head = file.read(_CHUNK).lstrip()
    if not head:
        raise FeedError(f"{path}: the file is empty; expected a header line with column names")
    first = re.split(r"[\r\n]", head, maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    check_column_count(path, first.count(delimiter) + 1)
    try:
        cells = next(csv.reader(head.splitlines(keepends=True), delimiter=delimiter))
    except (csv.Error, StopIteration) as error:
        raise FeedError(f"{path}: line 1: no header line of a CSV ({error}); expected column names") from error
    check_column_count(path, len(cells))
    return Table(path, tuple(_distinct(cells)), delimiter)


def check_column_count(path: Path, count: int) -> None:
    """Raises `FeedError` where a table has more columns than a product feed."""
    if count > MOST_COLUMNS:
        raise FeedError(f"{path}: {count:,} columns; a product feed has at most {MOST_COLUMNS:,}. Is it another kind of file?")


def _distinct(cells: Sequence[str]) -> Iterator[str]:
    """Column names without blanks around them; a name that was there before gets a number, so that no cell is lost."""
    seen: set[str] = set()
    for place, cell in enumerate(cells, 1):
        name = re.sub(r"\s+", " ", cell).strip() or f"column {place}"
        unique, number = name, 2
        while unique in seen:
            unique, number = f"{name} {number}", number + 1
        seen.add(unique)
        yield unique


def _line_of(reader: Iterator[list[str]]) -> int:
    return int(getattr(reader, "line_num", 0))
