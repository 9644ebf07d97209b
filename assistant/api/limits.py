"""The most bytes that a request's body may have, enforced while it arrives, whatever its headers say."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import problem, problem_response
from assistant.message import IMAGE_LIMIT

BODY_LIMIT = IMAGE_LIMIT + 64 * 1024
"""Bytes: the largest picture that is taken, in base64, and the rest of a turn."""


class BodyLimit:
    """ASGI middleware that answers 413 as soon as a body is known to be longer than `limit` bytes."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        stated = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if stated.isdigit() and int(stated) > self.limit:
            await self._refuse(scope, receive, send)
            return
        arrived = 0
        answered = False

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self.limit:
                raise _TooLong
            return message

        async def watched(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, counted, watched)
        except _TooLong:
            if not answered:
                await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"A request may have {self.limit:,} bytes; this one has more. Send a smaller picture or a shorter text."
        # The rest of the body is never read, so the connection cannot be used again.
        answer = problem_response(problem(413, "too_large", detail), {"Connection": "close"})
        await answer(scope, receive, send)


class _TooLong(BaseException):
    """Not an `Exception`: nothing on the way may take it for an error of its own."""
