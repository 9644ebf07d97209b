"""Rasa's action-server protocol (rasa.com/docs/rasa/action-server): a conversation of Rasa's comes in, what to say goes out.

The text is understood here, with what was shown before; what Rasa's own pipeline made of it is only compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import structlog
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.exchange import Asked
from assistant.channels.fields import each
from assistant.channels.fields import fields as fields_of
from assistant.channels.incoming import asked as asked_of
from assistant.channels.rasa.names import ACTION, LANE, PERSON, PREFIX, SLOT
from assistant.channels.render.plain import text_of
from assistant.channels.render.rest import answers
from assistant.channels.shown import Shown
from assistant.channels.taps import Json

__all__ = ["ACTION", "Call", "answered", "asked", "differences"]

log = structlog.get_logger("channels")

PLAIN = frozenset(
    (
        "slack",
        "facebook",
        "telegram",
        "twilio",
        "twilio_voice",
        "mattermost",
        "rocketchat",
        "hangouts",
        "webexteams",
        "botframework",
    )
)
"""Rasa's own channels to platforms: they show text, and fail at what a web widget shows."""

Answer = dict[str, object]


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Said(_Read):
    """The shopper's last message, as Rasa's pipeline read it."""

    text: str | None = None
    message_id: str | None = None
    metadata: dict[str, object] | None = None
    intent: dict[str, object] | None = None
    intent_ranking: list[dict[str, object]] | None = None


class Tracker(_Read):
    """What is used of Rasa's tracker."""

    latest_message: Said | None = None
    latest_input_channel: str | None = None
    slots: dict[str, object] | None = None
    events: list[dict[str, object]] | None = None


class Call(_Read):
    """What Rasa posts for one run of an action."""

    next_action: str
    sender_id: str = Field(default="default", min_length=1, max_length=256)
    tracker: Tracker = Field(default_factory=Tracker)

    @property
    def said(self) -> Said:
        return self.tracker.latest_message or Said()

    @property
    def told(self) -> Mapping[str, object]:
        """`metadata.shopwindow`: fields of `POST /v1/chat`, and what our own channels say beside them."""
        return fields_of((self.said.metadata or {}).get("shopwindow"))

    @property
    def channel(self) -> str:
        return self.tracker.latest_input_channel or "rest"


def asked(call: Call) -> Asked:
    """The turn that a call asks for."""
    given = call.told.get(LANE)
    own = given if isinstance(given, Mapping) else {}
    fields = asked_of(call.said.text, call.told)
    # Where nobody can tap anything, the time alone would be taken for that of somebody who does not want to.
    reaction = None if call.channel in PLAIN else _reaction_ms(call.tracker.events or ())
    engagement = fields_of(fields.get("engagement"))
    if reaction is not None and "reaction_ms" not in engagement and call.told.get("engagement") != {}:  # {}: nothing is told
        fields["engagement"] = {**engagement, "reaction_ms": reaction}
    # Rasa's own id of a message is another one each time that a platform sends it again; that of our channels is not.
    event = own.get("event") or call.said.message_id or f"{len(call.tracker.events or ())}"
    return Asked((f"{PREFIX}{call.channel}"[:64], call.sender_id), str(event), fields, own.get("alone") is not False)


def answered(call: Call, told: Json | str) -> dict[str, object]:
    """What Rasa takes for an answer: messages, and the slot that says there was one."""
    turn = told.get("turn") if isinstance(told, Mapping) else None
    number = turn if isinstance(turn, int) else 0
    events: list[Answer] = [{"event": "slot", "name": SLOT, "value": number}]
    if isinstance(told, Mapping) and PERSON in (call.tracker.slots or {}):
        # From the turn that is for a person on: what they say next must not wait for a turn of another bot's.
        person = fields_of(told.get("action")).get("policy") == "person" or fields_of(told.get("reply")).get("handoff") is True
        events.append({"event": "slot", "name": PERSON, "value": person})
    return {"events": events, "responses": _responses(call, told)}


def differences(call: Call, asked: Asked, told: Json | str) -> tuple[str, list[str]] | None:
    """The intent of Rasa's pipeline, which knows no context, and those that the turn found, where it is none of them."""
    if isinstance(told, str) or not call.said.intent or asked.fields.get("text") != call.said.text:
        return None  # a button, or a photo: Rasa's pipeline read what is no sentence
    there = str(call.said.intent.get("name") or "")
    here = [str(one.get("name")) for one in each(fields_of(told.get("understanding")).get("intents"))]
    return None if not there or not here or there in here else (there, here)


def _responses(call: Call, told: Json | str) -> list[Answer]:
    if isinstance(told, str):
        return [{"text": told}]
    if isinstance(call.told.get(LANE), Mapping):  # one of our own channels, which shows the turn itself
        return [{"custom": {"shopwindow": dict(told)}}]
    shown = Shown.of(told)
    if call.channel in PLAIN:
        return [{"text": text_of(shown)}]
    said: Sequence[Answer] = [
        {name: value for name, value in one.items() if name != "recipient_id"} for one in answers(shown, told, call.sender_id)
    ]
    if call.channel == "socketio":  # which hands the fields of `custom` to `emit`
        return [{"custom": {"data": one["custom"]}} if "custom" in one else one for one in said]
    return list(said)


def _reaction_ms(events: Sequence[Mapping[str, object]]) -> int | None:
    """Milliseconds from the last answer to the message; None where there was none, or no clock."""
    said: float | None = None
    for event in reversed(events):
        at = event.get("timestamp")
        if not isinstance(at, (int, float)):
            continue
        if event.get("event") == "user" and said is None:
            said = at
        elif event.get("event") == "bot" and said is not None:
            return int(max(0.0, min(said - at, 600.0)) * 1000)
    return None
