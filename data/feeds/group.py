"""The rows of one product, brought together wherever they stand in the feed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b

import orjson

Row = Mapping[str, object]
"""Column -> cell: text, or what JSON and Parquet have there. Repeated XML elements are lists."""

DEEPEST = 50
"""Lists and objects of a row that may lie within one another."""

_HOLDS_OTHERS = (Mapping, list, tuple)


@dataclass(frozen=True, slots=True)
class RawGroup:
    """The rows of one product as the feed has them. `key` is the product's id; `lines` are where the rows begin, `line` the
    first.

    `digest` changes when anything in a row does.
    """

    key: str
    line: int
    digest: bytes
    rows: tuple[Row, ...]
    lines: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or a product, that cannot be taken, and why. `value` is what stood there."""

    line: int
    id: str
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A product that is sound and not for sale: `reason` is draft, archived, unpublished or gift card."""

    line: int
    id: str
    reason: str


Lines = Iterator["tuple[int, Row] | Refused"]
Key = Callable[[Row], str]
Clash = Callable[[Row, Row], "str | None"]
"""(a product's first row, a later one of the same key) -> why they cannot be one product; None where they can."""

_AT_ONCE = 1_000


def single(lines: Lines, key: Key) -> Iterator[RawGroup | Refused]:
    """Every row is a product of its own. A key that was there before is refused."""
    seen: set[int] = set()
    for line in _named(lines, key):
        if isinstance(line, Refused):
            yield line
            continue
        name, number, row = line
        mark = int.from_bytes(_hash(name)[:8], "big")
        if mark in seen:
            yield _twice(number, name)
            continue
        seen.add(mark)
        yield _group(name, [(number, _bytes(row), row)])


def scattered(lines: Lines, key: Key, clash: Clash | None = None, other_name: Key | None = None) -> Iterator[RawGroup | Refused]:
    """Groups of rows that may lie anywhere in the feed, in the order of their first rows.

    `other_name` is what further rows may call a product beside its key; empty for rows that have none. Memory stays small: the
    rows wait in a table on disk, and only a mark per product is held.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as table:
        table.execute("pragma journal_mode = off")
        table.execute("create table rows (place integer, line integer, row blob)")
        table.execute("begin")
        yield from _stage(table, lines, key, other_name)
        table.execute("commit")
        table.execute("create index of_group on rows (place)")
        held: list[tuple[int, bytes, Row]] = []
        at = -1
        for place, number, raw in table.execute("select place, line, row from rows order by place, rowid"):
            if place != at and held:
                yield _group(key(held[0][2]), held)
                held = []
            at = place
            row: Row = orjson.loads(raw)
            if held and clash is not None and (reason := clash(held[0][2], row)):
                yield Refused(number, key(row), reason)
                continue
            held.append((number, raw, row))
        if held:
            yield _group(key(held[0][2]), held)


def too_deep(row: object) -> bool:
    """Whether more than `DEEPEST` lists and objects lie within one another."""
    level = [row]
    for _ in range(DEEPEST):
        inner = (item.values() if isinstance(item, Mapping) else item for item in level if isinstance(item, _HOLDS_OTHERS))
        level = [value for values in inner for value in values if isinstance(value, _HOLDS_OTHERS)]
        if not level:
            return False
    return True


def _named(lines: Lines, key: Key) -> Iterator[tuple[str, int, Row] | Refused]:
    """Every row with its key; a row without one is refused."""
    for line in lines:
        if isinstance(line, Refused):
            yield line
        elif name := key(line[1]):
            yield name, *line
        else:
            yield _without_key(line[0])


def _stage(table: sqlite3.Connection, lines: Lines, key: Key, other_name: Key | None) -> Iterator[Refused]:
    places: dict[bytes, int] = {}
    others: dict[bytes, bytes] = {}
    waiting: list[tuple[int, int, bytes]] = []
    for line in _named(lines, key):
        if isinstance(line, Refused):
            yield line
            continue
        name, number, row = line
        mark = _hash(name)
        if other_name is not None and (other := other_name(row)):
            others.setdefault(_hash(other), mark)
        waiting.append((places.setdefault(mark, len(places)), number, _bytes(row)))
        if len(waiting) == _AT_ONCE:
            table.executemany("insert into rows values (?, ?, ?)", waiting)
            waiting.clear()
    table.executemany("insert into rows values (?, ?, ?)", waiting)
    _join(table, [(places[other], places[mark]) for other, mark in others.items() if other in places and other != mark])


def _join(table: sqlite3.Connection, same: Sequence[tuple[int, int]]) -> None:
    """Brings the rows of two places together in the earlier one."""
    if not same:
        return
    moved: dict[int, int] = {}
    table.execute("create index of_place on rows (place)")
    for pair in same:
        first, second = sorted(_followed(place, moved) for place in pair)
        if first != second:
            moved[second] = first
            table.execute("update rows set place = ? where place = ?", (first, second))
    table.execute("drop index of_place")


def _followed(place: int, moved: Mapping[int, int]) -> int:
    while place in moved:
        place = moved[place]
    return place


def _group(name: str, held: Iterable[tuple[int, bytes, Row]]) -> RawGroup:
    digest = blake2b(digest_size=16)
    rows, lines = [], []
    for number, raw, row in held:
        digest.update(raw)
        digest.update(b"\n")
        rows.append(row)
        lines.append(number)
    return RawGroup(name, lines[0], digest.digest(), tuple(rows), tuple(lines))


def _bytes(row: Row) -> bytes:
    """A row as JSON: dates and decimals as text, numbers beyond 64 bits and stray surrogates too."""
    try:
        return orjson.dumps(row, default=str, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        return json.dumps(row, default=str, ensure_ascii=True).encode()


def _hash(name: str) -> bytes:
    return blake2b(name.encode("utf-8", "replace"), digest_size=16).digest()


def _without_key(line: int) -> Refused:
    return Refused(line, "", "the row has no id")


def _twice(line: int, name: str) -> Refused:
    return Refused(line, name[:300], f"the id {name[:60]!r} was there before; ids must be unique", name[:300])
