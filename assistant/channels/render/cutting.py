"""Text within a platform's limits: cut at words, and long answers in several parts, so that nothing is refused or lost."""

from __future__ import annotations

from collections.abc import Iterator

_ELLIPSIS = "…"


def cut(text: str, most: int) -> str:
    """The text in at most `most` characters, cut after a word where one ends near there."""
    text = " ".join(text.split()) if "\n" not in text else text.strip()
    if len(text) <= most:
        return text
    kept = text[: most - len(_ELLIPSIS)]
    space = kept.rfind(" ")
    return (kept[:space] if space > most // 2 else kept).rstrip(" ,;:.") + _ELLIPSIS


def parts(text: str, most: int) -> Iterator[str]:
    """The whole text in parts of at most `most` characters: split between lines where possible, else between words."""
    rest = text.strip()
    while len(rest) > most:
        place = max(rest.rfind("\n", 0, most), 0) or max(rest.rfind(" ", 0, most), 0) or most
        yield rest[:place].rstrip()
        rest = rest[place:].lstrip()
    if rest:
        yield rest


def joined(pieces: list[str], most: int, between: str = " · ") -> str:
    """As many pieces, from the first, as find room; the first alone is cut where even it does not."""
    said = ""
    for piece in pieces:
        longer = f"{said}{between}{piece}" if said else piece
        if len(longer) > most:
            break
        said = longer
    return said or cut(pieces[0], most) if pieces else ""
