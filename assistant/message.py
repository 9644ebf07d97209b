"""What a shopper sends in one turn: the contract's request, checked and bounded at the edge.

Text that is too long is cut and the shopper told (`notes`); what no reply could come of is refused by validation, which the API
answers with a 422.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.photos import open_photo
from data.errors import PhotoError
from data.folding import whole
from data.picture_files import Opened
from dialogue_policy.message import Act, ActName, Feedback

TEXT_LIMIT = 2_000
"""Characters of a message that are read."""

IMAGE_LIMIT = 16 * 1024 * 1024
"""Characters of an attached picture in base64 (12 MB of file)."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Request(BaseModel):
    model_config = ConfigDict(frozen=True)


class ActRequest(Request):
    """What a button or a chip means, with no words to interpret."""

    name: ActName
    product_id: str | None = Field(default=None, max_length=256)
    variant_id: str | None = Field(default=None, max_length=256)
    quantity: int | None = Field(default=None, ge=0, le=999)
    slot: str | None = Field(default=None, max_length=128)
    value: str | None = Field(default=None, max_length=256)
    product_ids: tuple[str, ...] = Field(default=(), max_length=24)

    @model_validator(mode="after")
    def _complete(self) -> ActRequest:
        if self.name in ("add_to_cart", "remove_from_cart", "find_similar", "complete_look") and not self.products:
            raise ValueError(f"{self.name} wants product_id")
        if self.name in ("drop_constraint", "negate_constraint") and not self.slot:
            raise ValueError(f"{self.name} wants slot")
        if self.name == "negate_constraint" and not self.value:
            raise ValueError("negate_constraint wants value")
        return self

    @property
    def products(self) -> tuple[str, ...]:
        """The products meant, whether given one by one or as a list."""
        return tuple(dict.fromkeys((*((self.product_id,) if self.product_id else ()), *self.product_ids)))


class FeedbackRequest(Request):
    """A thumb for a product shown in `turn`."""

    turn: int = Field(ge=0)
    product_id: str | None = Field(default=None, max_length=256)
    value: Literal["up", "down"]


class EngagementRequest(Request):
    """What happened since the last turn. Times in milliseconds, at most ten minutes; a negative one tells nothing."""

    reaction_ms: int | None = None
    opened: tuple[str, ...] = Field(default=(), max_length=200)
    pictures_opened: tuple[str, ...] = Field(default=(), max_length=200)
    clicked: str | None = Field(default=None, max_length=64)

    @field_validator("reaction_ms")
    @classmethod
    def _bounded(cls, value: int | None) -> int | None:
        return None if value is None or value < 0 else min(value, 600_000)


class ChatRequest(Request):
    """One turn as it arrives. Without text, image, act or feedback there is nothing to answer: invalid.

    `event_id` is the client's own name for it: sent again with the same, it is not taken twice but answered as before.
    """

    session_id: str = Field(default_factory=lambda: uuid4().hex, min_length=1, max_length=128)
    text: str | None = None
    image: str | None = Field(default=None, max_length=IMAGE_LIMIT)
    attached_product: str | None = Field(default=None, max_length=256)
    act: ActRequest | None = None
    feedback: FeedbackRequest | None = None
    engagement: EngagementRequest | None = None
    locale: str | None = Field(default=None, max_length=35)
    event_id: str | None = Field(default=None, min_length=1, max_length=256)
    notes: tuple[str, ...] = Field(default=(), exclude=True, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _readable(cls, raw: object) -> object:
        """Text as every later stage can bear it: no control characters, no half characters, not longer than is read."""
        if not isinstance(raw, dict):
            return raw
        fields = {**raw, "notes": ()}
        text = fields.get("text")
        if isinstance(text, str):
            text = _CONTROL.sub(" ", whole(text)).strip()
            if len(text) > TEXT_LIMIT:
                text = text[:TEXT_LIMIT]
                fields["notes"] = (f"Your message was long: I read the first {TEXT_LIMIT:,} characters.",)
            fields["text"] = text or None
        if isinstance(fields.get("session_id"), str):
            fields["session_id"] = _CONTROL.sub("", whole(str(fields["session_id"])))
        elif fields.get("session_id") is None:
            fields.pop("session_id", None)
        if fields.get("image") == "":
            fields["image"] = None
        return fields

    @model_validator(mode="after")
    def _something(self) -> ChatRequest:
        if self.text is None and self.image is None and self.act is None and self.feedback is None:
            raise ValueError("a turn needs text, image, act or feedback")
        return self


@dataclass(frozen=True, slots=True)
class Message:
    """A request as a turn uses it. `notices` are what the shopper must be told of the message itself."""

    text: str = ""
    act: Act | None = None
    feedback: Feedback | None = None
    engagement: EngagementRequest | None = None
    attached_product: str | None = None
    photo: Opened | None = None
    notices: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What the shopper did, in words for a log."""
        if self.text:
            return self.text
        if self.act:
            return f"[{self.act.name}]"
        if self.feedback:
            return f"[thumb {self.feedback.value}]"
        return "[photo]"

    @property
    def photo_only(self) -> bool:
        return not self.text and self.act is None and self.feedback is None

    def noting(self, *notices: str) -> Message:
        """The same, with more to tell; what concerns the conversation comes before what concerns the message."""
        return replace(self, notices=(*notices, *self.notices))


def read(request: ChatRequest) -> Message:
    """The values of a request. A photo that cannot be used becomes a notice; the words stay."""
    photo, about_photo = _photo(request.image)
    return Message(
        text=request.text or "",
        act=None if request.act is None else _act(request.act),
        feedback=None if request.feedback is None else _feedback(request.feedback),
        engagement=request.engagement,
        attached_product=request.attached_product,
        photo=photo,
        notices=(*request.notes, *about_photo),
    )


def _act(act: ActRequest) -> Act:
    return Act(act.name, act.products, act.variant_id, act.quantity, act.slot, act.value)


def _feedback(thumb: FeedbackRequest) -> Feedback:
    return Feedback(thumb.turn, thumb.product_id, thumb.value)


def _photo(attached: str | None) -> tuple[Opened | None, tuple[str, ...]]:
    if attached is None:
        return None, ()
    try:
        return open_photo(attached), ()
    except PhotoError as error:
        return None, (str(error),)
