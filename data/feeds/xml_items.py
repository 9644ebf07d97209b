"""Items out of an XML feed (RSS or Atom), one after the other, each forgotten when it has been handed out."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from data.errors import FeedError
from data.feeds.group import Lines, Refused

_ITEMS = frozenset(("item", "entry"))
_NESTED_MOST = 50


def xml_items(path: Path) -> Lines:
    """Items as tag -> text, without the tags' prefixes, numbered from 1; a tag that occurs twice has a list.

    A tag with tags of its own (`product_detail`, `shipping`) has their texts, parted by colons; what lies deeper still
    is not read. Raises `FeedError` for what is no XML, or XML that would expand or reach outside.
    """
    number = inside = 0
    above: list[Element] = []
    try:
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=False):
            is_item = _local(element.tag) in _ITEMS
            if event == "start":
                above.append(element)
                inside += is_item
                continue
            above.pop()
            inside -= is_item
            if is_item:
                number += 1
                yield number, _row(element)
            elif inside and len(above) < _NESTED_MOST:
                continue
            element.clear()
            if above:
                above[-1].remove(element)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        if number == 0:
            raise FeedError(f"{path}: not an XML feed that can be read ({error})") from error
        yield Refused(number + 1, "", f"the XML breaks off here: {error}")


def _row(item: Element) -> dict[str, object]:
    row: dict[str, object] = {}
    for child in item:
        name, text = _local(child.tag), _text(child)
        before = row.get(name)
        if before is None:
            row[name] = text
        elif isinstance(before, list):
            before.append(text)
        else:
            row[name] = [before, text]
    return row


def _text(element: Element) -> str:
    if len(element) == 0:
        return (element.text or element.get("href") or "").strip()
    return ":".join(part for part in (_text(child) for child in element) if part)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].rpartition(":")[2]
