"""Rasa's REST channel, spoken by our own API: widgets made for Rasa talk to the assistant with no Rasa at all."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.incoming import request_of
from assistant.channels.pictures import PictureLinks
from assistant.channels.render.rest import answers
from assistant.channels.shown import Shown
from assistant.message import ChatRequest
from assistant.reply import TurnReply


class Sent(BaseModel):
    """What a widget posts. `sender` is the conversation; without one every message begins another, as in Rasa."""

    model_config = ConfigDict(extra="ignore")

    sender: str = Field(default_factory=lambda: uuid4().hex, min_length=1, max_length=120)
    message: str | None = None
    metadata: dict[str, Any] | None = None

    @property
    def more(self) -> dict[str, object]:
        """`metadata.shopwindow`: act, feedback, image and engagement of the turn."""
        given = (self.metadata or {}).get("shopwindow")
        return given if isinstance(given, dict) else {}


def request(sent: Sent) -> ChatRequest:
    """The turn that a message asks for. Raises pydantic's `ValidationError` where nothing could be answered."""
    return request_of(f"rest:{sent.sender}", sent.message, sent.more)


def answer(sent: Sent, reply: TurnReply, links: PictureLinks, now: float) -> list[dict[str, object]]:
    """The messages of Rasa's REST channel, pictures with addresses that can be fetched from outside."""
    turn = links.public(reply.model_dump(mode="json"), now)
    return answers(Shown.of(turn), turn, sent.sender)
