"""The application that serves one assistant: where each address leads.

Turns run in threads, so that a slow one never holds up a health check. Every error is a problem document
(`assistant.api.problems`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from fastapi import Body, Depends, FastAPI, Path, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AfterValidator
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from assistant.api import examples
from assistant.api.access import agent_key, check_agent
from assistant.api.docs import docs_page
from assistant.api.limits import BodyLimit
from assistant.api.logs import RequestLog
from assistant.api.media import marked_response, media_response, unless_known
from assistant.api.metrics import Metrics
from assistant.api.people import handed_over, said_at_desk, said_by_a_person
from assistant.api.problems import MEDIA_TYPE, Problem, ProblemError, documented, install_problems, problem, problem_response
from assistant.api.replies import (
    Accepted,
    AgentLineRequest,
    FeedbackMessage,
    Health,
    LinkCode,
    ProductReply,
    Readiness,
    SessionReply,
    product_of,
    session_reply,
)
from assistant.api.sse import turn_events
from assistant.api.webhooks import add_messenger, add_rasa, add_slack, add_telegram, add_webhooks
from assistant.channels import rasa_actions
from assistant.channels.exchange import Asked, Exchange
from assistant.channels.ledger import CODE_LIFETIME, Ledger
from assistant.channels.messenger import Messenger
from assistant.channels.pictures import PictureLinks, signing_key
from assistant.channels.rasa.names import PREFIX
from assistant.channels.rasa_way import RasaWay
from assistant.channels.taps import Json
from assistant.channels.telegram import Telegram
from assistant.channels.turns import Turns
from assistant.message import ChatRequest
from assistant.reply import TurnReply
from assistant.session import Assistant, Busy
from data.errors import ShopwindowError, StoreError
from grounding.showing import OVERLAY

if TYPE_CHECKING:
    from assistant.channels.slack import Slack

DESCRIPTION = (
    "A shop's conversational assistant. `POST /v1/chat` is one turn: words, a photo or a button's act go in; the answer comes "
    "out with product cards, the reasons why each fits, and the whole state of the conversation."
)

COUNTED = frozenset(
    (
        "api",
        "stream",
        "page",
        "rest",
        "slack",
        "messenger",
        "telegram",
        *(f"{PREFIX}{name}" for name in (*rasa_actions.PLAIN, "rest", "socketio")),
    )
)
"""Channels that metrics tell apart: in Rasa whoever writes may name another."""

API_PATHS = ("/v1", "/media", "/pictures", "/webhooks", "/rasa", "/healthz", "/readyz", "/metrics", "/docs", "/openapi.json")
"""What begins so is the API's; whatever else is asked for belongs to the chat page."""


def _printable(session_id: str) -> str:
    if not session_id.isprintable():
        raise ValueError("a session id is printable text of at most 128 characters")
    return session_id


SessionId = Annotated[
    str,
    Path(min_length=1, max_length=128, description="The conversation's id, as its client chose it"),
    AfterValidator(_printable),
]
ProductId = Annotated[str, Path(min_length=1, max_length=256, description="The feed's own id of the product")]
ChatBody = Annotated[ChatRequest, Body(openapi_examples=examples.CHAT)]
_bearer = HTTPBearer(auto_error=False, description="The key in `SHOPWINDOW_AGENT_KEY`")


def create_api(
    assistant: Assistant,
    *,
    public_url: str | None = None,
    metrics: Metrics | None = None,
    messenger: Messenger | None = None,
    slack: Slack | None = None,
    telegram: Telegram | None = None,
    rasa: Sequence[RasaWay] = (),
    desk_channel: str | None = None,
) -> FastAPI:
    """The API on an open assistant, which is closed when the application stops.

    `public_url` is where clients reach it (for OpenAPI, and pictures that platforms fetch); `messenger`, `slack` and `telegram`
    are the channels of that name, if they are served, and `rasa` the ways to those of Rasa. In the Slack channel `desk_channel`
    the shop's own people answer. Nothing is mounted at `/`: the chat page may be.
    """
    counted = metrics or Metrics()
    links = PictureLinks(public_url, signing_key(assistant.state_dir))

    def turn(request: ChatRequest, channel: str) -> TurnReply:
        reply = assistant.turn(request)
        counted.count_turn(reply, channel if channel in COUNTED else "other")
        if reply.reply.handoff and exchange is not None and desk is not None:
            told = handed_over(desk, assistant, reply, request)
            # Once for a turn: one that is asked for again is answered as it was, to the letter.
            exchange.post((desk.name, reply.session_id), told, sha256(reply.model_dump_json().encode()).hexdigest())
        return reply

    ledger = Ledger(assistant.state_dir / "channels.sqlite")
    turns = Turns(turn, ledger, links)

    desk = None
    if slack is not None and desk_channel:
        from assistant.channels.desk import Desk

        desk = Desk(slack, desk_channel, ledger)

    async def answers(asked: Asked) -> Json | str:
        if desk is not None and asked.lane[0] == desk.name:
            return await said_at_desk(assistant, exchange, asked)
        return await run_in_threadpool(turns, asked)

    exchange: Exchange | None = None
    ways = [way for way in (messenger, slack, telegram, desk, *rasa) if way is not None]
    if ways:
        exchange = Exchange(answers, ledger, ways, assistant.agent_told)

    door = slack.door(exchange, desk_channel) if exchange is not None and slack is not None else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if exchange is not None:
            await exchange.start()
        yield
        if exchange is not None:
            await exchange.close()
        else:
            ledger.close()
        if door is not None:
            door.close()
        assistant.close()

    app = FastAPI(
        title="Shopwindow",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": public_url}] if public_url else None,
        lifespan=lifespan,
        responses=documented(422, 500),
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestLog, metrics=counted)
    install_problems(app)
    app.add_exception_handler(ShopwindowError, _unavailable)
    _add_turns(app, assistant, turn, counted)
    _add_sessions(app, assistant, exchange, ledger)
    _add_records(app, assistant)
    _add_operations(app, assistant, counted)
    add_webhooks(app, assistant, turn, links)
    add_rasa(app, turns, public=public_url is not None)
    if exchange is not None and messenger is not None:
        add_messenger(app, exchange, messenger)
    if exchange is not None and telegram is not None:
        add_telegram(app, exchange, telegram)
    if door is not None:
        add_slack(app, door)
    app.state.turn = turn  # whatever else takes turns in this process, such as the chat page
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _add_turns(app: FastAPI, assistant: Assistant, take: Callable[[ChatRequest, str], TurnReply], metrics: Metrics) -> None:
    @app.post(
        "/v1/chat",
        summary="One turn",
        tags=["conversation"],
        response_model=TurnReply,
        responses={200: {"content": {"application/json": {"example": examples.REPLY}}}, **documented(413, 503)},
    )
    def chat(body: ChatBody) -> Response:
        """Answers one message. An unknown `session_id` begins a conversation; without one, a new id is made and returned."""
        # Written here: FastAPI would validate the reply once more, and walk through it in Python.
        return Response(take(body, "api").model_dump_json(), media_type="application/json")

    @app.post(
        "/v1/chat/stream",
        summary="One turn, as it comes",
        tags=["conversation"],
        response_class=EventSourceResponse,
        responses={200: {"content": {"text/event-stream": {"example": examples.STREAM}}}, **documented(413, 503)},
    )
    async def stream(body: ChatBody) -> EventSourceResponse:
        """The same turn as server-sent events: `started`, `text`, a `product` each, then `turn` with the full reply."""
        return EventSourceResponse(turn_events(body, lambda request: take(request, "stream")))

    @app.post("/v1/feedback", summary="A thumb for a product", tags=["conversation"], responses=documented(404, 413, 503))
    def feedback(body: Annotated[FeedbackMessage, Body(openapi_examples=examples.FEEDBACK)]) -> TurnReply:
        """A thumb up or down for a product that was shown; answered like a turn."""
        if assistant.session(body.session_id) is None:
            raise ProblemError(404, "unknown_session", "There is no such session")
        reply = assistant.feedback(body.session_id, turn=body.turn, product_id=body.product_id, value=body.value)
        metrics.feedback.labels(body.value).inc()
        return reply


def _add_sessions(app: FastAPI, assistant: Assistant, exchange: Exchange | None, ledger: Ledger) -> None:
    @app.get("/v1/sessions/{session_id}", summary="A conversation so far", tags=["conversation"], responses=documented(404))
    def session(session_id: SessionId) -> SessionReply:
        """The state now, the turns so far, and what a person has written."""
        view = assistant.session(session_id)
        if view is None:
            raise ProblemError(404, "unknown_session", "There is no such session")
        return session_reply(view)

    @app.delete(
        "/v1/sessions/{session_id}",
        summary="Forget a conversation",
        tags=["conversation"],
        status_code=204,
        responses=documented(404),
    )
    async def forget(session_id: SessionId) -> None:
        """Deletes everything that is kept of a conversation, its cart included."""
        known = await run_in_threadpool(assistant.forget, session_id)
        await run_in_threadpool(ledger.forget, session_id)
        if not known:
            raise ProblemError(404, "unknown_session", "There is no such session")

    @app.post(
        "/v1/sessions/{session_id}/agent",
        summary="A person answers",
        tags=["conversation"],
        status_code=202,
        responses=documented(401, 403, 404, 503),
    )
    async def agent(
        session_id: SessionId,
        body: Annotated[AgentLineRequest, Body(openapi_examples=examples.AGENT)],
        credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Accepted:
        """After a handoff a person answers here; the assistant keeps silent and relays until `done`. Wants the agents' key."""
        check_agent(credentials.credentials if credentials else None, agent_key())
        if not await said_by_a_person(
            assistant, exchange, session_id, body.text, name=body.name, done=body.done, event_id=body.event_id
        ):
            raise ProblemError(404, "unknown_session", "There is no such session")
        return Accepted()

    @app.post(
        "/v1/sessions/{session_id}/link",
        summary="Go on in another channel",
        tags=["conversation"],
        responses=documented(404, 503),
    )
    async def link(session_id: SessionId) -> LinkCode:
        """A code, good once and for 15 minutes: whoever sends "link CODE" elsewhere goes on with this conversation there."""
        if exchange is None:
            raise ProblemError(503, "no_channels", "No other channel is served here: start it with --channels")
        if await run_in_threadpool(assistant.session, session_id) is None:
            raise ProblemError(404, "unknown_session", "There is no such session")
        return LinkCode(code=await exchange.code_for(session_id), seconds=int(CODE_LIFETIME))


def _add_records(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/v1/products/{product_id:path}", summary="A product", tags=["shop"], responses=documented(404))
    def product(product_id: ProductId) -> ProductReply:
        """A product with all its variants."""
        found = product_of(assistant, product_id)
        if found is None:
            raise ProblemError(404, "unknown_product", "The shop has no product with this id")
        return found

    @app.get(
        "/media/{name:path}",
        summary="A picture",
        tags=["shop"],
        response_class=FileResponse,
        responses={200: {"content": {"image/webp": {}}, "description": "The picture"}, **documented(404)},
    )
    def media(name: str, request: Request) -> Response:
        """A picture of the store that is served now; `<picture>.overlay/<phrase>.webp` is the picture with that marked on it."""
        if OVERLAY in name and len(name) <= 512:
            found: Response = marked_response(assistant.marked(name))
        else:
            found = media_response(assistant.media, name)
        return unless_known(found, request.headers.get("if-none-match"))

    app.head("/v1/products/{product_id:path}", include_in_schema=False)(product)
    app.head("/media/{name:path}", include_in_schema=False, response_class=FileResponse)(media)


def _add_operations(app: FastAPI, assistant: Assistant, metrics: Metrics) -> None:
    @app.get("/healthz", summary="Is the process alive", tags=["operation"])
    async def healthz() -> Health:
        """200 as long as the process answers."""
        return Health()

    app.head("/healthz", include_in_schema=False)(healthz)

    @app.get("/readyz", summary="Can it take turns", tags=["operation"], responses=documented(503))
    def readyz() -> Readiness:
        """200 when the store can be used, else 503 with what is wrong."""
        ready = assistant.ready()
        return Readiness(
            shop=assistant.store().shop.name,
            store_version=ready.store_version,
            products=ready.products,
            variants=ready.variants,
            policy=ready.policy,
            pictures=ready.pictures,
        )

    @app.get("/metrics", include_in_schema=False)
    def page() -> Response:
        return metrics.page()

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi()))


async def _unavailable(_: Request, error: Exception) -> Response:
    if isinstance(error, (StoreError, Busy)):
        detail = "The store cannot be read just now." if isinstance(error, StoreError) else "This session is busy; try again."
        return problem_response(problem(503, "unavailable", detail), {"Retry-After": "5"})
    return problem_response(problem(422, "invalid_request", str(error)))


def _openapi(app: FastAPI) -> dict[str, object]:
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, servers=app.servers or None
        )
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        definition = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(definition.pop("$defs", {}))
        schemas["Problem"] = definition
        for path in schema["paths"].values():
            for operation in path.values():
                # FastAPI documents its own shape of a 422; ours is a problem document.
                operation["responses"].get("422", {}).get("content", {}).pop("application/json", None)
                assert MEDIA_TYPE in operation["responses"]["500"]["content"]
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        app.openapi_schema = schema
    return app.openapi_schema
