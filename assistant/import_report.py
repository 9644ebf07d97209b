"""What an import did: taken, refused with line and reason, left out, and what to look at. A value with a text and a JSON form."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field

LISTED = 20
"""Refusals and warnings told one by one in the text form; the JSON form has them all, as far as they are kept."""

KEPT = 10_000
"""Refusals and warnings kept one by one; beyond them they are only counted."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row or product that was not taken. `line` is the line of the file where it begins."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`rows` are the feed's rows taken, in `products` with `variants`; `copied` products were unchanged since the last import.

    `left_out` reason -> products that were not meant to be sold (drafts, gift cards). `vanished` products were in the store
    before. `refused_count` and `warning_count` count those beyond the listed too. `seconds` is the whole import's time.
    """

    source: str
    format: str
    version: str
    currency: str
    rows: int
    products: int
    variants: int
    copied: int
    embedded: int
    pictures: int
    pictures_brought: int
    values: int
    vanished: int
    seconds: float
    pictures_looked_at: int = 0
    refused: tuple[Refusal, ...] = ()
    refused_count: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    warning_count: int = 0

    def to_json(self) -> dict[str, object]:
        """Every field under its name."""
        return asdict(self)

    def to_text(self) -> str:
        """A few lines for the terminal."""
        lines = [
            (
                f"{self.products:,} products with {self.variants:,} variants from {self.rows:,} rows of {self.source} "
                f"({self.format}, {self.currency})"
            ),
            f"{self.copied:,} unchanged since the last import, {self.embedded:,} embedded, "
            f"{self.pictures:,} pictures ({self.pictures_brought:,} new), {self.pictures_looked_at:,} looked at, "
            f"{self.values:,} values shoppers can name",
        ]
        lines += [f"left out: {count:,} {reason}" for reason, count in sorted(self.left_out.items())]
        if self.vanished:
            lines.append(f"{self.vanished:,} products of the last import are no longer sold")
        if self.refused_count:
            lines.append(f"refused: {self.refused_count:,}")
            lines += [f"  line {one.line}: {_plain(one.reason)}" for one in self.refused[:LISTED]]
            lines += _rest(self.refused_count - min(LISTED, len(self.refused)))
        if self.warning_count:
            lines.append(f"to look at: {self.warning_count:,}")
            lines += [f"  {_plain(one)}" for one in self.warnings[:LISTED]]
            lines += _rest(self.warning_count - min(LISTED, len(self.warnings)))
        lines.append(f"done in {self.seconds:.1f} s: version {self.version}")
        return "\n".join(lines)


class Tally:
    """The report's figures while they grow."""

    def __init__(self) -> None:
        self.rows = self.copied = self.embedded = self.pictures_brought = self.pictures_looked_at = 0
        self.refused: list[Refusal] = []
        self.refused_count = 0
        self.left_out: Counter[str] = Counter()
        self.warnings: list[str] = []
        self.warning_count = 0

    def refuse(self, line: int, reason: str) -> None:
        self.refused_count += 1
        if len(self.refused) < KEPT:
            self.refused.append(Refusal(line, reason))

    def warn(self, text: str) -> None:
        self.warning_count += 1
        if len(self.warnings) < KEPT:
            self.warnings.append(text)


def _plain(text: str) -> str:
    """What a feed wrote, without line ends and what a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in text)


def _rest(count: int) -> list[str]:
    return [f"  and {count:,} more (see report.json in the store's version)"] if count > 0 else []
