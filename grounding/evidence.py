"""A reason why a product fits one of the shopper's phrases, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EvidenceSource = Literal["attribute", "text", "image"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Whether a phrase holds for a product, and what says so.

    `holds` is None where the store has no record ("not stated"). `evidence` quotes the record ("price 64.00", "color: Navy",
    a sentence). With `source` "image" the picture of the card was looked at: `seen` is what for, `score` the chance that it is
    there, `box` where, [x0, y0, x1, y1] in fractions of the picture, origin top left; None where the place is not sure, or it is
    not there. `disputed`: the record says so, and the picture surely does not show it. `quoted`: `evidence` is a sentence in the
    shop's words.
    """

    phrase: str
    slot: str
    holds: bool | None
    source: EvidenceSource
    evidence: str
    box: tuple[float, float, float, float] | None = None
    score: float | None = None
    overlay_url: str | None = None
    seen: str | None = None
    disputed: bool = False
    quoted: bool = False
