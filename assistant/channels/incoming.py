"""What a channel received, as a request of the assistant: words, or what a button means, or a photo."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.channels.taps import requested
from assistant.message import ChatRequest

_KEPT = ("act", "feedback", "image", "engagement", "attached_product", "locale")
"""What `metadata.shopwindow` may carry: fields of `POST /v1/chat`."""


def request_of(session_id: str, text: str | None, more: Mapping[str, object] | None = None) -> ChatRequest:
    """A request. A text that is a button's payload says what the button means; `more` are fields beside it, such as an image.

    Raises pydantic's `ValidationError` where nothing could be answered.
    """
    fields: dict[str, object] = {name: value for name, value in (more or {}).items() if name in _KEPT}
    tapped = requested(text)
    if tapped is not None:
        fields = {**tapped, **fields}
    elif text:
        fields["text"] = text
    return ChatRequest.model_validate({"session_id": session_id, **fields})
