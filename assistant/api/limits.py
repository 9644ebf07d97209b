"""What a request's body may be, checked while it arrives: of how many bytes, whatever its headers say, and UTF-8 if it is JSON.

Python's own JSON reader lets half characters through, which nothing behind it could store or send.
"""

from __future__ import annotations

import codecs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.problems import problem, problem_response
from assistant.message import IMAGE_LIMIT

BODY_LIMIT = IMAGE_LIMIT + 64 * 1024
"""Bytes: the largest picture that is taken, in base64, and the rest of a turn."""


class BodyLimit:
    """ASGI middleware: 413 as soon as a body is known to be longer than `limit` bytes, 400 as soon as its JSON is not UTF-8."""

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
        kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"").lower()
        decoder = codecs.getincrementaldecoder("utf-8")() if kind.startswith(b"application/json") else None

        async def counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self.limit:
                raise _TooLong
            if decoder is not None and message["type"] == "http.request":
                try:
                    decoder.decode(message.get("body", b""), final=not message.get("more_body", False))
                except UnicodeDecodeError as error:
                    raise _NotText from error
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
        except _NotText:
            if not answered:
                answer = problem_response(problem(400, "bad_request", "The body is not JSON in UTF-8."), {"Connection": "close"})
                await answer(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = f"A request may have {self.limit:,} bytes; this one has more. Send a smaller picture or a shorter text."
        # The rest of the body is never read, so the connection cannot be used again.
        answer = problem_response(problem(413, "too_large", detail), {"Connection": "close"})
        await answer(scope, receive, send)


class _NotText(BaseException):
    """A body of JSON that is not UTF-8. Not an `Exception`, for the reason of `_TooLong`."""


class _TooLong(BaseException):
    """Not an `Exception`: nothing on the way may take it for an error of its own."""
