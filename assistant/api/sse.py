"""One turn as server-sent events: what can be shown early first, then the whole reply as `POST /v1/chat` gives it.

Events, in order: `started` (`{session_id}`, at once), `text` (`{text}`), `product` (a card each), `turn` (the full reply).
A turn that fails ends with `problem` (a problem document) in place of the rest.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable

import structlog
from sse_starlette.event import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from assistant.api.problems import problem
from assistant.message import ChatRequest
from assistant.reply import TurnReply

_log = structlog.get_logger("api")


async def turn_events(request: ChatRequest, turn: Callable[[ChatRequest], TurnReply]) -> AsyncIterator[ServerSentEvent]:
    """The events of one turn; `turn` runs in a thread of its own."""
    yield _event("started", json.dumps({"session_id": request.session_id}))
    try:
        reply = await run_in_threadpool(turn, request)
    except Exception:
        # The status line is long sent: the stream itself has to say that the turn failed, and the log says why.
        _log.exception("turn failed")
        yield _event(
            "problem", problem(500, "internal_error", "Something went wrong here; it has been logged.").model_dump_json()
        )
        return
    yield _event("text", json.dumps({"text": reply.reply.text}))
    for product in reply.reply.products:
        yield _event("product", product.model_dump_json())
    yield _event("turn", reply.model_dump_json())


def _event(name: str, data: str) -> ServerSentEvent:
    return ServerSentEvent(event=name, data=data)
