"""HTML descriptions as plain text: paragraphs and list items on lines of their own, entities as characters, no scripts.

Tags are found as browsers find them (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), in one pass whose time
grows with the length of the text, however broken it is. `html.parser` takes quadratic time over tags that are never closed, and
raises on some declarations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

_BLOCKS = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "hr",
        "dl",
        "dt",
        "dd",
    ]
)
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(("script", "style", "template", "noscript"))
_UNREAD = {tag: re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE) for tag in ("script", "style")}
"""Tags within which there are no others -> where they end."""

_MARKUP = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?]|/(?=[^A-Za-z]))|(?P<end>/?)(?P<tag>[A-Za-z][^\s/>]*))")
_QUOTED_OR_END = re.compile(r">|=\s*[\"']")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_NO_CHARACTER = re.compile(r"&#[0-9]{8,};?")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def text_of(html: str) -> str:
    """The words of an HTML fragment; text without markup comes back as it is, but for white space."""
    if "<" not in html:
        return _tidy(_unescaped(html))
    return _tidy("".join(_pieces(html)))


def _pieces(html: str) -> Iterator[str]:
    """What is shown, piece by piece, with line breaks for blocks.

    A `<` that opens nothing is shown; nothing is of a comment or a script that is never closed. Once a tag has a quotation mark
    too many, so that all that follows would be within it, tags end at the first `>`.
    """
    at, silent, quotes, last = 0, 0, True, html.rfind(">")
    shown_as_blocks: Counter[str] = Counter()
    while (match := _MARKUP.search(html, at)) is not None:
        start = match.start()
        if not silent and at < start:
            yield _unescaped(html[at:start])
        if match["comment"]:
            at = html.find("-->", start + 2) + 3
            if at < 3:
                return
            continue
        if start > last:
            at = start
            break
        if match["other"]:
            at = html.find(">", start) + 1
            continue
        at = _tag_end(html, match.end()) if quotes else 0
        quotes = at > 0
        at = at or html.find(">", start) + 1
        tag, ends, inside = match["tag"].lower(), bool(match["end"]), html[match.end() : at - 1]
        if tag in _BLOCKS:
            yield "" if silent else "\n"
        elif tag in _CELLS:
            yield "" if silent else " "
        elif tag in _SILENT:
            silent = max(0, silent - 1) if ends else silent + (not inside.endswith("/"))
            if not ends and not inside.endswith("/") and tag in _UNREAD:
                end = _UNREAD[tag].search(html, at)
                if end is None:
                    return
                at = end.start()
        elif ends and shown_as_blocks[tag]:
            shown_as_blocks[tag] -= 1
            yield "\n"
        elif not ends and "display" in inside.lower() and _is_block(inside):
            shown_as_blocks[tag] += 1
            yield "\n"
    if not silent:
        yield _unescaped(html[at:])


def _tag_end(html: str, at: int) -> int:
    """Behind the `>` of the tag that `at` is within, which may have others in its quoted values; 0 where there is none."""
    while (match := _QUOTED_OR_END.search(html, at)) is not None:
        if match[0] == ">":
            return match.end()
        at = html.find(match[0][-1], match.end()) + 1 or match.end()
    return 0


def _is_block(attributes: str) -> bool:
    styles = (match[2] for match in _ATTRIBUTE.finditer(attributes) if match[2] and match[1].lower() == "style")
    return any(_BLOCK_STYLE.search(unescape(style)) for style in styles)


def _unescaped(text: str) -> str:
    """Entities as characters; numbers that no character has are one that stands for none."""
    return unescape(_NO_CHARACTER.sub("\ufffd", text)) if "&" in text else text


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text.replace("\r", "\n"))).strip()
