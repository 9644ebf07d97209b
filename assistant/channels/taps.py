"""What a button means, as the text that a platform carries and gives back: nothing is ever parsed from a label.

A tap is one of: words that the shopper says by it, an act (`contract.md`), or a thumb. It travels as compact JSON, and for
Telegram, which carries 64 bytes, as a reference to an answer's taps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

Json = Mapping[str, object]

KINDS = ("say", "act", "feedback")
LONGEST = 1000
"""Characters of a payload: what Messenger carries. Slack carries 2,000."""


@dataclass(frozen=True, slots=True)
class Tap:
    """`kind` is one of `KINDS`; `means` the words of "say", the fields of "act" and "feedback"."""

    kind: str
    means: str | Json

    def request(self) -> dict[str, object]:
        """What of `POST /v1/chat` it comes to."""
        if self.kind == "say":
            return {"text": self.means, "engagement": {"clicked": "quick_reply"}}
        if self.kind == "act":
            return {"act": self.means, "engagement": {"clicked": "button"}}
        return {"feedback": self.means}


def written(tap: Tap) -> str | None:
    """The payload; None where it would be longer than `LONGEST`, so that no platform cuts it."""
    text = json.dumps({tap.kind: tap.means}, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= LONGEST else None


def read(payload: object) -> Tap | None:
    """The tap of a payload; None for anything else than what `written` made."""
    if not isinstance(payload, str) or len(payload) > LONGEST:
        return None
    try:
        fields = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(fields, dict) or len(fields) != 1:
        return None
    ((kind, means),) = fields.items()
    wanted = dict if kind in ("act", "feedback") else str
    return Tap(kind, means) if kind in KINDS and isinstance(means, wanted) and means else None


def requested(payload: object) -> dict[str, object] | None:
    """What of `POST /v1/chat` a payload comes to; None where it says nothing to the assistant."""
    tap = read(payload)
    return None if tap is None else tap.request()


def reference(named: str, place: int) -> str:
    """A tap by its place among those of an answer: "12.3"."""
    return f"{named}.{place}"
