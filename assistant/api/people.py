"""People of the shop in a conversation: what they write goes to the shopper, and what the shopper says comes to them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from assistant.channels.exchange import Asked, Exchange
from assistant.channels.taps import Json
from assistant.message import ChatRequest
from assistant.reply import TurnReply
from assistant.session import Assistant

if TYPE_CHECKING:
    from assistant.channels.desk import Desk


async def said_by_a_person(
    assistant: Assistant, exchange: Exchange | None, session_id: str, text: str, *, name: str, done: bool, event_id: str | None
) -> bool:
    """Keeps what a person wrote, and sends it to where the shopper is, once for an `event_id`; False where there is no such
    session.
    """
    kept = partial(assistant.agent_message, name=name, done=done, event_id=event_id)
    message_id = await run_in_threadpool(kept, session_id, text)
    if message_id is None:
        return False
    channel = await run_in_threadpool(assistant.speaks_on, session_id)
    if exchange is not None and channel is not None and text:
        await exchange.said_by_a_person(session_id, channel, f"{name}: {text}", message_id, f"person:{session_id}:{message_id}")
    return True


async def said_at_desk(assistant: Assistant, exchange: Exchange | None, asked: Asked) -> str:
    """The same for what is written in the thread of a session; what is said to that there."""
    from assistant.channels.desk import GONE, TAKEN_BACK, done

    text, name = str(asked.fields.get("text") or ""), str(asked.fields.get("name"))
    ends = done(text)
    if not text.strip():
        return ""
    known = await said_by_a_person(
        assistant, exchange, asked.lane[1], "" if ends else text, name=name, done=ends, event_id=f"{asked.lane[0]}:{asked.event}"
    )
    return (TAKEN_BACK if ends else "") if known else GONE


def handed_over(desk: Desk, assistant: Assistant, reply: TurnReply, request: ChatRequest) -> list[Json]:
    """What comes into the thread of a session with a turn that is for people."""
    from assistant.channels.render.slack import escaped

    session = reply.session_id
    if reply.action.policy == "person":
        return [{"session": session, "text": f"*Shopper:* {escaped(_meant(request))}"}]
    view = assistant.session(session)
    said = [(words, _said(told)) for _, words, told in view.turns] if view is not None else []
    cart = [f"{line.quantity} x {line.title}" for line in reply.state.cart.lines]
    return [{"session": session, "opens": True, "text": desk.opening(said, cart)}]


def _meant(request: ChatRequest) -> str:
    """What a shopper said, or did instead."""
    done = [request.text or ""]
    if request.image is not None:
        done.append("(sent a photo)")
    if request.act is not None:
        done.append(f"(pressed a button: {request.act.name.replace('_', ' ')})")
    if request.feedback is not None:
        done.append(f"(gave a thumb {request.feedback.value})")
    return " ".join(part for part in done if part)


def _said(told: dict[str, object]) -> str:
    reply = told.get("reply")
    return str(reply.get("text", "")) if isinstance(reply, dict) else ""
