"""QueryNER's queries as examples: spans of shop queries, of which those that mean one of our slots are learned."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.errors import ShopwindowError
from nlu.training.examples import Example, Mark

SLOTS: Mapping[str, str] = {
    "core_product_type": "category",
    "color": "color",
    "material": "material",
    "creator": "brand",
    "department": "gender",
    "occasion": "occasion",
}
"""Their labels that are slots of ours. The others are left open: they may be style, feature, size or nothing."""


def read_queries(path: Path, slots: Mapping[str, str] | None = SLOTS) -> list[Example]:
    """The queries of a file, without intents. `slots` None: their labels as they are.

    Raises `ShopwindowError` where a line is none of theirs.
    """
    found = []
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            found.append(_example(raw["tokens"], raw["labels"], slots))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ShopwindowError(f'{path}: not QueryNER ({error}); wanted lines of {{"tokens": [...], "labels": [...]}}') from error
    return found


def _example(tokens: Sequence[str], labels: Sequence[str], slots: Mapping[str, str] | None) -> Example:
    text, marks = "", list[Mark]()
    before = ""
    for token, label in zip(tokens, labels, strict=True):
        start = len(text) + bool(text)
        text = f"{text} {token}".strip()
        name = label[2:]
        slot = name if slots is None else slots.get(name, "?")
        if label.startswith("I-") and name == before and marks:
            last = marks.pop()
            start = last.start
        if label != "O":
            marks.append(Mark(start, len(text), slot, text[start:]))
        before = name
    return Example(text, ("",), (0,), tuple(marks))
