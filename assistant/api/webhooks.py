"""What other programs post messages to, and fetch pictures from: `/webhooks` and `/pictures`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import orjson
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from assistant.api.access import check_rasa
from assistant.api.media import HEADERS
from assistant.api.problems import ProblemError, documented
from assistant.api.replies import Health
from assistant.channels import messenger as meta
from assistant.channels import rasa_actions, rest
from assistant.channels.exchange import Exchange
from assistant.channels.fields import payload_of
from assistant.channels.pictures import Jpegs, PictureLinks
from assistant.channels.telegram import Telegram, event_of
from assistant.channels.turns import Turns
from assistant.message import ChatRequest
from assistant.reply import TurnReply
from assistant.session import Assistant

if TYPE_CHECKING:
    from assistant.channels.slack import Door

log = structlog.get_logger("channels")


def add_webhooks(app: FastAPI, assistant: Assistant, turn: Callable[[ChatRequest, str], TurnReply], links: PictureLinks) -> None:
    """Adds Rasa's REST channel and the pictures to the API's application; `turn` answers a request of a channel."""
    jpegs = Jpegs(assistant.picture)

    @app.get("/webhooks/rest/", summary="Is the channel there", tags=["channels"])
    async def there() -> Health:
        """As Rasa's REST channel answers."""
        return Health()

    @app.post(
        "/webhooks/rest/webhook",
        summary="Rasa's REST channel",
        tags=["channels"],
        response_model=list[dict[str, object]],
        responses=documented(413, 422, 503),
        openapi_extra={
            "requestBody": {"required": True, "content": {"application/json": {"schema": rest.Sent.model_json_schema()}}}
        },
    )
    async def rest_webhook(posted: Request) -> Response:
        """One message, as web widgets made for Rasa send it; the last answer is `custom`, the turn as of `POST /v1/chat`."""
        try:
            # Whatever its type is said to be, as in Rasa: curl says that it is a form.
            sent = rest.Sent.model_validate_json(await posted.body())
            request = rest.request(sent)
        except ValidationError as error:
            raise RequestValidationError(error.errors(include_url=False, include_context=False)) from error
        return _json(await run_in_threadpool(lambda: rest.answer(sent, turn(request, "rest"), links, time.time())))

    @app.get(
        "/pictures/{expires}/{signature}/{name:path}",
        summary="A picture, for platforms",
        tags=["channels"],
        response_class=Response,
        responses={200: {"content": {"image/jpeg": {}}, "description": "The picture as JPEG"}, **documented(403, 404)},
    )
    def picture(expires: int, signature: str, name: str) -> Response:
        """A picture whose address was signed here and has not expired."""
        name = name.removesuffix(".jpg")
        if len(name) > 512 or not links.valid(expires, signature, name, time.time()):
            raise ProblemError(403, "forbidden", "This address was not made here, or has expired")
        content = jpegs(name)
        if content is None:
            raise ProblemError(404, "not_found", "The store has no such picture any more")
        return Response(content, media_type="image/jpeg", headers=HEADERS)


def add_rasa(app: FastAPI, turns: Turns, *, public: bool) -> None:
    """Adds Rasa's action-server protocol: `/rasa/actions`."""

    @app.get("/rasa/health", summary="Is the action server there", tags=["channels"])
    async def health() -> Health:
        """As Rasa's SDK answers."""
        return Health()

    @app.get("/rasa/actions", summary="The actions that Rasa can run here", tags=["channels"])
    async def actions() -> list[dict[str, str]]:
        """As Rasa's SDK answers."""
        return [{"name": rasa_actions.ACTION}]

    @app.post(
        "/rasa/actions",
        summary="Rasa's action server",
        tags=["channels"],
        response_model=dict[str, object],
        responses=documented(403, 404, 413, 503),
    )
    def run(call: rasa_actions.Call, request: Request) -> Response:
        """One turn of a conversation in Rasa. Wants `SHOPWINDOW_RASA_TOKEN` (`?token=`), or to be called from this machine."""
        check_rasa(request, public=public)
        if call.next_action != rasa_actions.ACTION:
            raise ProblemError(404, "unknown_action", f"The action here is {rasa_actions.ACTION}")
        asked = rasa_actions.asked(call)
        told = turns(asked)
        differ = rasa_actions.differences(call, asked, told)
        if differ is not None:
            log.info("intents_differ", rasa=differ[0], shopwindow=differ[1])
        return _json(rasa_actions.answered(call, told))


def add_messenger(app: FastAPI, exchange: Exchange, channel: meta.Messenger) -> None:
    """Adds Messenger's webhook."""

    @app.get("/webhooks/messenger/webhook", summary="Meta asks whether it is we", tags=["channels"], responses=documented(403))
    async def subscribe(request: Request) -> PlainTextResponse:
        """Answers the challenge of whoever knows the verify token."""
        asked = request.query_params
        if asked.get("hub.mode") != "subscribe" or not channel.verifies(asked.get("hub.verify_token")):
            raise ProblemError(403, "forbidden", "That is not the verify token")
        return PlainTextResponse(asked.get("hub.challenge", ""))

    @app.post("/webhooks/messenger/webhook", summary="Messenger", tags=["channels"], responses=documented(400, 403, 413))
    async def webhook(request: Request) -> PlainTextResponse:
        """Takes every event of a batch, and says so once they are kept; the answers are sent by themselves."""
        content = await request.body()
        if not channel.trusts(content, request.headers.get("X-Hub-Signature-256")):
            raise ProblemError(403, "forbidden", "The signature is not that of the app")
        payload = payload_of(content)
        if payload is None:
            raise ProblemError(400, "bad_request", "The body is not JSON")
        for event in meta.events(payload):
            if not await exchange.received(channel.name, event.id, event.conversation, event.body):
                log.info("event_again", channel=channel.name)
        return PlainTextResponse("EVENT_RECEIVED")


def add_telegram(app: FastAPI, exchange: Exchange, channel: Telegram) -> None:
    """Adds Telegram's webhook."""

    @app.post("/webhooks/telegram/webhook", summary="Telegram", tags=["channels"], responses=documented(400, 403, 413))
    async def webhook(request: Request) -> PlainTextResponse:
        """Takes one update, and says so once it is kept; the answer is sent by itself."""
        if not channel.trusts(request.headers.get("X-Telegram-Bot-Api-Secret-Token")):
            raise ProblemError(403, "forbidden", "That is not the webhook's secret")
        update = payload_of(await request.body())
        if update is None:
            raise ProblemError(400, "bad_request", "The body is not JSON")
        event = event_of(update)
        if event is not None:
            await exchange.received(channel.name, event.id, event.conversation, event.body)
        return PlainTextResponse("ok")


def add_slack(app: FastAPI, door: Door) -> None:
    """Adds Slack's webhook: events, buttons and windows all come to it."""

    @app.post("/webhooks/slack/webhook", summary="Slack", tags=["channels"])
    async def webhook(request: Request) -> Response:
        """Bolt checks the signature and its age; what is new is kept before it is called taken, and answered by itself."""
        body = (await request.body()).decode("utf-8", "replace")
        answer = await door.answer(body, request.headers)
        return Response(answer.body, answer.status, {name: values[0] for name, values in answer.headers.items() if values})


def _json(value: object) -> Response:
    """What is JSON already, written at once: FastAPI would walk through it in Python."""
    return Response(orjson.dumps(value), media_type="application/json")
