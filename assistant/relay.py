"""A person in the conversation: after a handoff somebody answers, and the assistant carries messages and keeps silent.

It starts when the person first writes, and ends when they are done or have been silent for `SILENCE`, which is announced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.session_store import AgentMessage

SILENCE = timedelta(minutes=10)
"""How long a person may be silent before the assistant speaks again."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Where a person stands in a session. `name` is theirs while they are answering, else None.

    `lines` are what they wrote and the shopper has not been told yet; `told` the ids of those messages. `lapsed` names who
    fell silent.
    """

    name: str | None = None
    lines: tuple[str, ...] = ()
    told: tuple[int, ...] = ()
    lapsed: str | None = None


def relay(messages: Sequence[AgentMessage], now: datetime) -> Relay:
    """What the messages of people in a session come to at this moment."""
    if not messages:
        return Relay()
    last = messages[-1]
    new = [message for message in messages if not message.told]
    lines = tuple(f"{message.name}: {message.text}" for message in new if message.text)
    told = tuple(message.id for message in new)
    if last.done:
        return Relay(None, lines, told)
    if now - datetime.fromisoformat(last.at) > SILENCE:
        return Relay(None, lines, told, lapsed=last.name)
    return Relay(last.name, lines, told)


def lapse_notice(name: str) -> str:
    """Said once, when the person has been silent for too long."""
    return f"{name} hasn't written for {SILENCE.seconds // 60} minutes, so I'm back to help."


def silent_reply(current: Relay) -> str:
    """What the shopper sees while a person is answering: their words; else that the message went to them."""
    return "\n".join(current.lines) or f"I've passed that on to {current.name}, who will answer here."
