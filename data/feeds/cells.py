"""What stands in a cell, read as text, list, day, number or yes and no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import orjson

from data.feeds.group import Row

_TRUE = frozenset(("true", "yes", "1", "y", "active", "visible"))
_FALSE = frozenset(("false", "no", "0", "n", "inactive", "hidden"))
_OUT = re.compile(
    r"^(?:no|not|non|none(?= )|never|nicht|kein\w*|out|0+)\b"
    r"|\bno(?:t|t currently|t yet| longer)? ?(?:in stock|available|for sale|sold|stock\b)"
    r"|\b(?:out ?of ?stock|oos|sold ?out|unavailable|discontinued|obsolete|withdrawn|retired|end of life|coming soon|reserved)\b"
    r"|\b(?:nicht verfügbar|nicht (?:auf|am) lager|ausverkauft|vergriffen|épuisée?|rupture|indisponible|agotad[oa]|sin stock"
    r"|esaurit[oa]|non disponibile|uitverkocht|niet (?:op voorraad|leverbaar)|slutsåld|udsolgt|utsolgt)\b"
    r"|(?:^|[:=\s])(?:no|false|0+)$"
)
"""Words that say a thing cannot be bought."""

_MOST_PARTS = 1_000
_DEEPEST = 20


def cell(row: Row, *names: str) -> str:
    """The first of these columns that has something, as text without blanks around it; else empty."""
    for name in names:
        value = row.get(name)
        if value is not None and value != "":
            text = (str(value[0]) if isinstance(value, list) and value else str(value)).strip()
            if text:
                return text
    return ""


def cells(row: Row, name: str) -> list[str]:
    """All texts of a column that may be repeated."""
    value = row.get(name)
    values = value if isinstance(value, list) else [value]
    return [text for v in values if v is not None and (text := str(v).strip())]


def texts(value: object, depth: int = 0) -> list[str]:
    """What a JSON value says, as texts: the items of a list, "Yes" and "No", numbers without a needless point; objects say
    nothing, nor do lists within lists within lists ... (`depth` of them so far).
    """
    if value is None or value == "":
        return []
    if isinstance(value, str):
        text = value.strip()
        if text[:1] == "[" and text[-1:] == "]":
            try:
                return texts(orjson.loads(text), depth)
            except orjson.JSONDecodeError:
                return [] if text.startswith(("[[", "[{")) else [text]
        return [text] if text else []
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    if isinstance(value, float):
        return [str(int(value))] if value.is_integer() and abs(value) < 1e15 else [repr(value)] if value == value else []
    if isinstance(value, (list, tuple)):
        return [text for item in value[:_MOST_PARTS] for text in texts(item, depth + 1)] if depth < _DEEPEST else []
    return [] if isinstance(value, Mapping) else [str(value)]


def parts(value: object, marks: str = r"[,|;]") -> list[str]:
    """A list, or text whose items are parted by one of `marks`."""
    if isinstance(value, str) and not value.lstrip().startswith("["):
        return [text for part in re.split(marks, value) if (text := part.strip())]
    return texts(value)


def day(written: str) -> date | None:
    """A date in ISO form (a time behind it is ignored); None for anything else."""
    match = re.match(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", written)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def whole(written: str) -> int | None:
    """A whole number, "12", "12.0" or "1,200"; None for anything else."""
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", written.strip())
    return int(float(text)) if re.fullmatch(r"-?\d{1,12}(?:\.\d{0,6})?", text, re.ASCII) else None


def number(written: str) -> float | None:
    """A number, with a comma too; None for anything else."""
    text = written.strip().replace(",", ".")
    return float(text) if re.fullmatch(r"-?\d{1,15}(?:\.\d{0,15})?", text, re.ASCII) else None


def yes_no(written: str) -> bool | None:
    """True and false as feeds write them; None for anything else."""
    text = written.strip().casefold()
    return True if text in _TRUE else False if text in _FALSE else None


@lru_cache(maxsize=2_000)
def available(written: str) -> bool:
    """Whether an availability means that it can be bought: in stock, to order, before it is out. Words that are not known say
    nothing, and what nothing is said of can be bought.
    """
    text = re.sub(r"[\s_-]+", " ", re.sub(r"^https?://\S*/", "", written.strip().casefold()))
    there = number(text)
    return there > 0 if there is not None else yes_no(text) is not False and _OUT.search(text) is None
