"""What a channel received, as a request of the assistant: words, or what a button means, or a photo."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from assistant.channels.taps import requested
from assistant.message import ChatRequest

_KEPT = ("act", "feedback", "image", "engagement", "attached_product", "locale")
"""What `metadata.shopwindow` may carry: fields of `POST /v1/chat`."""

_COMMAND = re.compile(r"\s*/(?P<name>[A-Za-z][A-Za-z_]*)(?:@\w+)?(?P<values>\{.*\})?\s*", re.S)
_COMMANDS = {"start": "hello", "greet": "hello", "goodbye": "bye", "affirm": "yes", "deny": "no", "restart": "start over"}
"""Telegram's first message, Rasa's commands, and the intents that buttons of Rasa's bots carry."""


def request_of(session_id: str, text: str | None, more: Mapping[str, object] | None = None) -> ChatRequest:
    """A request of `asked`. Raises pydantic's `ValidationError` where nothing could be answered."""
    return ChatRequest.model_validate({"session_id": session_id, **asked(text, more)})


def asked(text: str | None, more: Mapping[str, object] | None = None) -> dict[str, object]:
    """The fields of a request, without its session.

    A text that is a button's payload says what the button means; `more` are fields beside it, such as an image.
    """
    fields: dict[str, object] = {name: value for name, value in (more or {}).items() if name in _KEPT}
    tapped = requested(text)
    if tapped is not None:
        return {**tapped, **fields}
    return {**fields, "text": _spoken(text)} if text else fields


def _spoken(text: str) -> str:
    """A command ("/start", "/help@ShopBot") as the words for it; anything else as it is."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return text
    meant = _values(command["values"]) if command["values"] else ""
    name = command["name"].lower()
    return meant or _COMMANDS.get(name, name.replace("_", " "))


def _values(entities: str) -> str:
    """The words of `{"color": "red", "category": ["boots"]}`; "" where there are none."""
    try:
        told = json.loads(entities)
    except (ValueError, RecursionError):
        return ""
    values = [one for value in told.values() for one in (value if isinstance(value, list) else [value])]
    return " ".join(str(one) for one in values if isinstance(one, (str, int, float)))
