"""A shop's pages (shipping, returns, privacy ...) as sections: what is quoted when a shopper asks."""

from __future__ import annotations

import re
from pathlib import Path

from data.errors import FeedError
from data.html_text import text_of
from data.product import PolicySection

_KINDS = frozenset((".md", ".markdown", ".txt", ".html", ".htm"))
_HEADING = re.compile(r"^(#{1,4})\s+(.+?)\s*#*\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_FRONT_MATTER = re.compile(r"\A---\n(?=[\w-]+:).*?\n---\n", re.DOTALL)
_HTML_HEAD = re.compile(r"<(/?)head\b", re.IGNORECASE)
_HTML_HEADING = re.compile(r"<(?P<ends>/?)h(?P<level>[1-4])\b[^<>]*>", re.IGNORECASE)
_LARGEST = 2 << 20


def read_policies(folder: Path) -> tuple[PolicySection, ...]:
    """The sections of every page in `folder` (or of the one page given), in the order of their names.

    Pages are Markdown, plain text or HTML in UTF-8; a page's topic is its file's name. Raises `FeedError` where there are none,
    or one cannot be read.
    """
    if folder.is_file():
        pages = [folder]
    elif folder.is_dir():
        pages = sorted(
            p for p in folder.iterdir() if p.is_file() and p.suffix.casefold() in _KINDS and not p.name.startswith(".")
        )
    else:
        raise FeedError(f"{folder}: no such folder; expected the shop's pages in Markdown")
    if not pages:
        raise FeedError(f"{folder}: no pages in it; expected files that end in {', '.join(sorted(_KINDS))}")
    sections = tuple(section for page in pages for section in _sections(page))
    if not sections:
        raise FeedError(f"{folder}: nothing is written in its pages; expected the shop's pages in Markdown")
    return sections


def _sections(page: Path) -> list[PolicySection]:
    topic = re.sub(r"[\s_]+", "-", page.stem.strip().casefold())
    sections: list[PolicySection] = []
    heading, body, fenced = "", [], False
    for line in [*_text(page).split("\n"), "# "]:
        fenced = fenced != bool(_FENCE.match(line))
        match = _HEADING.match(" ".join(line.split())) if line.startswith("#") and not fenced else None
        if match is None and line != "# ":
            body.append(line)
            continue
        if text := "\n".join(body).strip():
            sections.append(PolicySection(topic, heading, text))
        heading, body = (match[2] if match else ""), []
    return sections


def _text(page: Path) -> str:
    try:
        if page.stat().st_size > _LARGEST:
            raise FeedError(f"{page}: larger than {_LARGEST >> 20} MB; expected a page of the shop")
        text = page.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FeedError(f"{page}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise FeedError(f"{page}: not text in UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if page.suffix.casefold() in (".html", ".htm"):
        return text_of(_with_headings(_without_head(text)))
    return _FRONT_MATTER.sub("", text)


def _without_head(html: str) -> str:
    tags = list(_HTML_HEAD.finditer(html))
    start = next((tag.start() for tag in tags if not tag[1]), None)
    end = next((tag.start() for tag in tags if tag[1] and start is not None and tag.start() > start), None)
    return html if start is None or end is None else html[:start] + html[end:]


def _with_headings(html: str) -> str:
    """Headings as Markdown has them; one that is never closed is none."""
    closed = {tag["level"]: tag.start() for tag in _HTML_HEADING.finditer(html) if tag["ends"]}
    pieces, at, opened = [], 0, None
    for tag in _HTML_HEADING.finditer(html):
        if opened is None and not tag["ends"] and closed.get(tag["level"], 0) > tag.start():
            opened = tag
        elif opened is not None and tag["ends"] and tag["level"] == opened["level"]:
            heading = " ".join(text_of(html[opened.end() : tag.start()]).split())
            pieces += [html[at : opened.start()], f"<p># {heading}</p>" if heading else ""]
            at, opened = tag.end(), None
    return "".join([*pieces, html[at:]])
