"""Rows out of JSON: one object a line, or one array of objects, read piece by piece."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TextIO

import orjson

from data.errors import FeedError
from data.feeds.encoding import encoding_of
from data.feeds.group import DEEPEST, Lines, Refused, too_deep

LONGEST = 16 << 20
"""Characters of one object at most."""

_CHUNK = 1 << 20
_BETWEEN = re.compile(r"[\s,]*")
_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
"""A bracket, or a whole text, in which brackets are none."""


def json_rows(path: Path) -> Lines:
    """Objects, with the line they begin on (of an array: their place in it). Raises `FeedError` where an array breaks off or is
    none.
    """
    with path.open(encoding=encoding_of(path)) as file:
        start = file.read(4_096).lstrip()
        file.seek(0)
        if start.startswith("["):
            yield from _array(path, file)
        else:
            yield from _lines(file)


def _lines(file: TextIO) -> Lines:
    number = 0
    while line := file.readline(LONGEST):
        number += 1
        if len(line) == LONGEST and not line.endswith("\n"):
            yield Refused(number, "", f"longer than {LONGEST:,} characters", line[:80])
            while len(line) == LONGEST and not line.endswith("\n"):
                line = file.readline(LONGEST)
        elif line.strip():
            yield _object(number, line)


def _array(path: Path, file: TextIO) -> Lines:
    find_end = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode
    buffer, at, number, ended = "", 0, 0, False
    while True:
        between = _BETWEEN.match(buffer, at)
        at = between.end() if between else at
        if number == 0 and buffer.startswith("[", at):
            at += 1
            number = 1
            continue
        if buffer.startswith("]", at) and number:
            return
        try:
            if at == len(buffer):
                raise json.JSONDecodeError("nothing more", buffer, at)
            try:
                _, end = find_end(buffer, at)
            except RecursionError:
                end = _closing(buffer, at)
        except json.JSONDecodeError as error:
            if ended or len(buffer) - at > LONGEST:
                raise FeedError(f"{path}: object {number}: not JSON, or it breaks off here ({error.msg})") from error
            more = file.read(max(_CHUNK, len(buffer) - at))
            ended = not more
            buffer, at = buffer[at:] + more, 0
            continue
        yield _object(number, buffer[at:end])
        at, number = end, number + 1


def _closing(text: str, at: int) -> int:
    """Behind the bracket that closes the one at `at`, however many lie between. Raises `JSONDecodeError` where there is none."""
    depth = 0
    for match in _BRACKET.finditer(text, at):
        depth += (match[0] in "[{") - (match[0] in "]}")
        if depth == 0:
            return match.end()
    raise json.JSONDecodeError("never closed", text, at)


def _object(number: int, text: str) -> tuple[int, dict[str, object]] | Refused:
    try:
        item = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        return Refused(number, "", f"not JSON ({error})", text[:80])
    if not isinstance(item, dict):
        return Refused(number, "", "not a JSON object", text[:80])
    if text.count("[") + text.count("{") > DEEPEST and too_deep(item):
        return Refused(number, "", f"more than {DEEPEST} lists and objects within one another", text[:80])
    return number, item
