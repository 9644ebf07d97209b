"""What comes through Rasa and is no sentence: a button of the shop's, a thumb, a photo."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.channels.fields import fields
from assistant.channels.taps import requested

_DONE = ("act", "feedback", "image")


def no_sentence(text: str | None, metadata: Mapping[str, object] | None, *, with_words: bool = False) -> bool:
    """Whether only the shop can read a message. `with_words`: one with words beside a photo as well."""
    told = fields((metadata or {}).get("shopwindow"))
    done = any(told.get(name) is not None for name in _DONE)
    return requested(text) is not None or (done and (with_words or not (text or "").strip()))
