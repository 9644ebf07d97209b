"""In which encoding a text file is: UTF-8, UTF-16, or else Windows-1252; and nothing else, so that no letter is guessed
wrongly.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from pathlib import Path

from data.errors import FeedError

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Characters that no text has."""

_CHUNK = 1 << 20
_REMEDY = "save it as UTF-8 (in Excel: CSV UTF-8)"


def encoding_of(path: Path) -> str:
    """The codec to read `path` with; a byte-order mark is dropped by it.

    Raises `FeedError` for a file that cannot be read, that is no text, or that is UTF-8 with some bytes that are not.
    """
    try:
        state = path.stat()
        return _encoding(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise FeedError(f"{path}: cannot be read ({error.strerror})") from error


def first_characters(head: bytes) -> str:
    """What a text file begins with, whatever it is in, without blanks: the characters of its first bytes."""
    return head.decode(_by_first_bytes(head), "replace").lstrip("\ufeff \t\r\n")


@lru_cache(maxsize=64)
def _encoding(path: Path, mtime_ns: int, size: int) -> str:
    """Cached by the file's time and size, since header and rows are opened one after the other."""
    with path.open("rb") as file:
        head = file.read(4_096)
    name = _by_first_bytes(head)
    trouble = _trouble(path, name)
    if trouble is None:
        return name
    line, beyond_ascii = trouble
    if name != "utf-8":
        raise FeedError(f"{path}: line {line}: not text in {name.upper()}, as its first bytes say; {_REMEDY}")
    if beyond_ascii:
        raise FeedError(f"{path}: line {line}: not UTF-8 here, though the lines before are; {_REMEDY}")
    if _trouble(path, "cp1252") is None:
        return "cp1252"
    raise FeedError(f"{path}: line {line}: not text in UTF-8, UTF-16 or Windows-1252; {_REMEDY}")


def _by_first_bytes(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 8 and head[1::2].count(0) > 0.4 * len(head) > 4 * head[::2].count(0):
        return "utf-16-le"
    if len(head) >= 8 and head[::2].count(0) > 0.4 * len(head) > 4 * head[1::2].count(0):
        return "utf-16-be"
    return "utf-8"


def _trouble(path: Path, name: str) -> tuple[int, bool] | None:
    """The line that does not decode, or has characters that no text has, and whether letters beyond ASCII came before; None if
    all is well.
    """
    decoder = codecs.getincrementaldecoder(name)()
    line, beyond_ascii = 1, False
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start]
                return line + max(before.count(b"\n"), before.count(b"\r")), beyond_ascii or not before.isascii()
            if wrong := CONTROL.search(text):
                return line + _line_ends(text[: wrong.start()]), False
            if not chunk:
                return None
            beyond_ascii = beyond_ascii or not text.isascii()
            line += _line_ends(text)


def _line_ends(text: str) -> int:
    """How many lines end in a text, with line feeds or as old Macs write them."""
    return max(text.count("\n"), text.count("\r"))
