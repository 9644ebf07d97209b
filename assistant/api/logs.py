"""Logs: one JSON object a line on stderr. A shopper's words and a session's id are never in them."""

from __future__ import annotations

import asyncio
import logging
import sys
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.metrics import Metrics

_log = structlog.get_logger("api")


def configure_logs(level: int = logging.INFO) -> None:
    """Sends structlog's and the standard library's records (uvicorn's too) to stderr as JSON lines."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Each would write a line a request with its full path; ours names the route only.
    for noisy in ("uvicorn.access", "httpx", "gradio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


class RequestLog:
    """ASGI middleware: times each request to the API, counts it, and logs its route (never its ids) and status."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            # In the loop's next round: uvloop sends an answer at the end of this one, and a line costs 0.4 ms.
            asyncio.get_running_loop().call_soon(self._note, scope, status, time.perf_counter() - started)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = _route(scope)
        if route is None:
            return
        self.metrics.requests.labels(scope["method"], route).observe(seconds)
        if status >= 400:
            self.metrics.problems.labels(str(status)).inc()
        if route not in ("/healthz", "/readyz", "/metrics", "/media/{name:path}"):
            _log.info("request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1))


def _route(scope: Scope) -> str | None:
    """The template of the route that answered ("/v1/sessions/{session_id}"), None for what is not the API's."""
    if scope["path"].startswith(("/v1", "/media", "/healthz", "/readyz", "/metrics", "/docs", "/openapi.json")):
        path = getattr(scope.get("route"), "path", None)
        return str(path) if path else "unmatched"
    return None
