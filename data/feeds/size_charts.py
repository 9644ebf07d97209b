"""Size charts beside a feed: body measurements of sizes, in centimetres and kilograms whatever the file is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from data.feeds.cells import number
from data.feeds.columns import Fields
from data.feeds.side_table import Line, Warn, lines
from data.product import SizeChart
from data.values import known, normalise

_CHART: Fields = {
    "chart": ("chart", "name", "size_chart"),
    "applies_to": ("applies_to", "category", "for", "applies"),
    "size": ("size", "label"),
    "measurement": ("measurement", "measure", "body_part"),
    "low": ("low", "from", "min"),
    "high": ("high", "to", "max"),
    "unit": ("unit", "units"),
}
_CM, _KG, _INCH, _POUND = ("cm", 1.0), ("kg", 1.0), ("cm", 2.54), ("kg", 0.45359237)
_UNITS: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(("", "cm", "cms", "centimeter", "centimeters", "centimetre", "centimetres"), _CM),
    **dict.fromkeys(("in", "inch", "inches", '"', "″", "”"), _INCH),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), _KG),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), _POUND),
    "mm": ("cm", 0.1),
}
_UNIT_WORDS = "|".join(sorted((re.escape(unit) for unit in _UNITS if unit), key=len, reverse=True))
_RANGE = re.compile(
    rf"^\s*(\d+(?:[.,]\d+)?)\s*({_UNIT_WORDS})?\s*(?:(?:-|–|—|to)\s*(\d+(?:[.,]\d+)?))?\s*({_UNIT_WORDS})?\.?\s*$",
    re.IGNORECASE,
)
_NAMED_UNIT = re.compile(rf"^(.+?)_(?:in_)?({'|'.join(u for u in _UNITS if u.isalpha())})$")
_OTHER_SIZES = re.compile(r"^(?:sizes?_)?(?:eu|eur|us|usa|uk|fr|it|de|jp|au|br|cn|intl|international|alpha|numeric)(?:_sizes?)?$")


def read_size_charts(path: Path, warn: Warn) -> tuple[SizeChart, ...]:
    """Charts of body measurements in centimetres and kilograms (inches and pounds are converted).

    Either a row for each measurement of a size (`chart, applies_to, size, measurement, low, high, unit`), or one for each size
    with a column for each measurement ("84-88"); the unit is in its own column, in the column's name ("Chest (in)") or in the
    cell. `applies_to` lists categories, brands and genders, parted by ";".
    """
    charts: dict[tuple[str, str], dict[str, dict[str, tuple[float, float]]]] = {}
    units: dict[tuple[str, str], str] = {}
    for line in lines(path, _CHART, ("size",), "size charts", warn, rest=True):
        key = (line["chart"] or path.stem, line["applies_to"])
        if line["unit"].casefold().rstrip(".") not in _UNITS:
            warn(f"{line.where}: the unit {line['unit'][:40]!r} is not known; cm, in, mm, kg and lb are")
            continue
        measures = _one_measure(line) if line["measurement"] else _all_measures(line, warn)
        if not line["size"] or not measures:
            warn(f"{line.where}: a row needs a size and a measurement with its bounds")
            continue
        row = charts.setdefault(key, {}).setdefault(line["size"], {})
        for name, (low, high, (unit, factor)) in measures.items():
            row[name] = (round(low * factor, 1), round(high * factor, 1))
            units.setdefault(key, unit)
    return tuple(SizeChart(name, _applies(applies), units[name, applies], rows) for (name, applies), rows in charts.items())


_Measure = tuple[float, float, tuple[str, float]]
"""Low, high, and (metric unit, factor)."""


def _unit(written: str) -> tuple[str, float]:
    return _UNITS[written.casefold().rstrip(".")]


def _one_measure(line: Line) -> dict[str, _Measure]:
    low, high = number(line["low"]), number(line["high"] or line["low"])
    if low is None or high is None or low > high:
        return {}
    return {line["measurement"].casefold(): (low, high, _unit(line["unit"]))}


def _all_measures(line: Line, warn: Warn) -> dict[str, _Measure]:
    found: dict[str, _Measure] = {}
    for name, written in line.cells.items():
        if name in _CHART or _OTHER_SIZES.match(name):
            continue
        match = _RANGE.match(" ".join(written.split()))
        if match is None:
            continue
        low, high = (float(bound.replace(",", ".")) for bound in (match[1], match[3] or match[1]))
        if low > high:
            warn(f"{line.where}: {written!r} ends before it begins")
            continue
        named = _NAMED_UNIT.match(name)
        unit = match[4] or match[2] or (named[2] if named else line["unit"])
        found[(named[1] if named else name).replace("_", " ")] = (low, high, _unit(unit))
    return found


def _applies(written: str) -> tuple[str, ...]:
    """What a chart is for, as the store's values are written: "Dresses; women" -> dress, women."""
    parts = [text for part in re.split(r"[;|,]", written) if (text := part.strip())]
    return tuple(dict.fromkeys(known("gender", p) or normalise("category", p).canonical for p in parts))
