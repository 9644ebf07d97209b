"""What comes with a feed and is small: policies, promotions, size charts. One JSON file in a version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from data.errors import StoreError
from data.product import PolicySection, Promotion, SizeChart


@dataclass(frozen=True, slots=True)
class Extras:
    policies: tuple[PolicySection, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    size_charts: tuple[SizeChart, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Extras:
        """Raises `StoreError` where the file is missing or damaged."""
        try:
            raw: dict[str, list[dict[str, Any]]] = orjson.loads(path.read_bytes())
            return cls(
                tuple(PolicySection(**one) for one in raw["policies"]),
                tuple(Promotion(**one) for one in raw["promotions"]),
                tuple(_size_chart(one) for one in raw["size_charts"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{path}: cannot be read ({error}); import the feed again") from error

    def write(self, path: Path) -> None:
        charts = [{**asdict(chart), "rows": _plain(chart.rows)} for chart in self.size_charts]
        path.write_bytes(
            orjson.dumps(
                {
                    "policies": [asdict(p) for p in self.policies],
                    "promotions": [asdict(p) for p in self.promotions],
                    "size_charts": charts,
                }
            )
        )


def _plain(rows: Mapping[str, Mapping[str, tuple[float, float]]]) -> dict[str, dict[str, Sequence[float]]]:
    return {size: dict(measures) for size, measures in rows.items()}


def _size_chart(raw: dict[str, Any]) -> SizeChart:
    rows = {size: {m: (low, high) for m, (low, high) in measures.items()} for size, measures in raw["rows"].items()}
    return SizeChart(raw["name"], tuple(raw["applies_to"]), raw["unit"], rows)
