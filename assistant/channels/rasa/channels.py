"""Slack, Messenger and Telegram as channels of Rasa: named in credentials.yml, with the ways in and out that our own have.

Rasa's own channels pass over Slack's JSON where it names its charset, take the first entry of a batch alone, know no SHA-256
signature, and hold up everybody while Meta is slow. These keep what comes in on disk, answer each conversation in its order, wait
where a platform asks for it, and show the same cards.

Settings, each optional: `state`, the folder of what waits ("." else); `shopwindow`, where `shopwindow serve` is; and the secrets
under the names that Rasa's channels give them, else from the environment, as `shopwindow serve --channels` has them.
"""

from __future__ import annotations

import asyncio
import hmac
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import httpx
import structlog
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, OutputChannel, UserMessage
from rasa.core.channels.facebook import FacebookInput
from rasa.core.channels.rest import RestInput
from rasa.core.channels.slack import SlackInput
from rasa.core.channels.telegram import TelegramInput
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, text

from assistant.channels import messenger as meta
from assistant.channels import slack, telegram
from assistant.channels.exchange import Answer, Asked, Exchange, Way
from assistant.channels.fields import each, payload_of
from assistant.channels.ledger import Ledger
from assistant.channels.platform import made_smaller
from assistant.channels.rasa.names import LANE, TOKEN
from assistant.channels.render.plain import text_of
from assistant.channels.shown import Shown
from assistant.channels.taps import Json
from data.errors import ShopwindowError
from data.folding import whole

log = structlog.get_logger("channels")

OnMessage = Callable[[UserMessage], Awaitable[Any]]
SHOPWINDOW = "SHOPWINDOW_URL"
STATE = "channels.sqlite"
LARGEST = 16 * 1024 * 1024
"""Bytes of a body that is read."""

READ = 4_000
"""Characters of a message that Rasa gets: more than the assistant reads, so that it can say so."""


class Answering:
    """An exchange whose answers are Rasa's: each message goes through Rasa's agent as one of a conversation of its own.

    `name` is the channel in Rasa. The id that Rasa knows a conversation by is made up here: nobody can guess it and speak for a
    shopper through another channel.
    """

    def __init__(self, name: str, way: Way, folder: Path, on_new_message: OnMessage) -> None:
        self._name, self._on_new_message = name, on_new_message
        self._ledger = Ledger(folder / STATE)
        self.exchange = Exchange(self._answer, self._ledger, [way])
        self._way = way
        self.saying = Saying(name, self.exchange, way.name)

    def add_to(self, blueprint: Blueprint) -> None:
        """Starts and ends with the server, and lets `shopwindow serve` say what a person answered after a handoff."""

        @blueprint.middleware("request")
        async def not_too_long(request: Request) -> HTTPResponse | None:
            return text("too long", status=413) if len(request.body) > LARGEST else None

        @blueprint.listener("after_server_start")
        async def start(*_: object) -> None:
            await self.exchange.start()

        @blueprint.listener("before_server_stop")
        async def stop(*_: object) -> None:
            await self.exchange.close()

        @blueprint.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @blueprint.route("/say", methods=["POST"])
        async def say(request: Request) -> HTTPResponse:
            token = os.environ.get(TOKEN, "")
            shown = request.headers.get("Authorization", "")
            if not token or not hmac.compare_digest(shown.encode("utf-8", "replace"), f"Bearer {token}".encode()):
                return text(f"wants the token in {TOKEN}", status=403)
            told = request.json if isinstance(request.json, dict) else {}
            conversation, line, key = told.get("conversation"), told.get("text"), told.get("key")
            if not isinstance(conversation, str) or not isinstance(line, str) or not line.strip():
                return text("wants conversation and text", status=400)
            once = key if isinstance(key, str) else None
            if not await self.exchange.said_by_a_person(conversation, self._way.name, line, None, once):
                return text("no such conversation here", status=404)
            return json({"status": "ok"})

    async def _answer(self, asked: Asked) -> Sequence[Answer]:
        sender = await self.exchange.in_thread(self._ledger.session_of, asked.lane, f"{self._name}:{uuid4().hex}")
        told = {name: value for name, value in asked.fields.items() if name != "text"}
        told[LANE] = {"event": asked.event, "alone": asked.alone}
        collected = Collected(self.saying)
        said = asked.fields.get("text")
        await self._on_new_message(
            UserMessage(
                whole(said[:READ]) if isinstance(said, str) else "",
                collected,
                sender,
                input_channel=self._name,
                metadata={"shopwindow": told},
            )
        )
        collected.read = True
        return [one for message in collected.messages for one in answers_of(message)]


def answers_of(message: Mapping[str, Any]) -> list[Answer]:
    """One message of Rasa's: Shopwindow's turn, or the words, picture and buttons of another bot."""
    custom = message.get("custom")
    if isinstance(custom, dict) and isinstance(custom.get("shopwindow"), dict):
        return [custom["shopwindow"]]
    buttons = list(each(message.get("buttons")))
    links = [f"{one.get('title')}: {one['url']}" for one in buttons if one.get("url")]
    text = "\n\n".join([*(str(message[part]) for part in ("text", "image") if message.get(part)), *links]).strip()
    says = {str(one.get("title")): str(one.get("payload") or one.get("title")) for one in buttons if not one.get("url")}
    if not says:
        return [text] if text else []
    return [Shown("", "", text or "…", quick_replies=tuple(says), says=says)]


class Saying(OutputChannel):
    """What a bot says of its own accord (a reminder, `trigger_intent`), into the conversation that it has on the platform.

    Rasa's own would call the platform with the name that Rasa knows the conversation by, and log the token where it fails.
    """

    def __init__(self, name: str, exchange: Exchange, way: str) -> None:
        self._name, self._exchange, self._way = name, exchange, way

    def name(self) -> str:  # Rasa's is a class method, of a class for each name
        return self._name

    async def send_text_message(self, recipient_id: str, text: str, **_: Any) -> None:
        if not await self._exchange.said_by_a_person(recipient_id, self._way, text, None):
            log.warning("not_sent", channel=self._name, problem="no such conversation")

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **_: Any) -> None:
        told = json_message.get("shopwindow")
        if isinstance(told, dict):
            await self.send_text_message(recipient_id, text_of(Shown.of(told)))


class Collected(CollectingOutputChannel):
    """What is said in a turn. A reminder that the turn set keeps this channel, and speaks when it has long been `read`."""

    def __init__(self, later: Saying) -> None:
        super().__init__()
        self._later, self.read = later, False

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        if self.read:
            await self._later.send_response(recipient_id, message)
        else:
            await super().send_response(recipient_id, message)


class RestChannel(RestInput):
    """`assistant.channels.rasa.channels.RestChannel`: Rasa's REST channel, in which nobody can say that they come by another.

    Rasa's own takes the channel from the message: where it is served beside Twilio, say, who posts a telephone number as sender
    and "twilio" as channel speaks for that shopper. A large photo is made smaller before it goes through Rasa, which writes and
    sends it several times over.
    """

    def _extract_input_channel(self, req: Request) -> str:
        return str(self.name())

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        async def smaller(message: UserMessage) -> Any:
            told = (message.metadata or {}).get("shopwindow")
            if isinstance(told, dict) and isinstance(told.get("image"), str):
                # In a thread: everybody else's messages go on.
                image = await asyncio.to_thread(made_smaller, told["image"])
                message.metadata = {**message.metadata, "shopwindow": {**told, "image": image}}
            return await on_new_message(message)

        return super().blueprint(smaller)


class _Settled:
    """A channel that is made from its part of credentials.yml, and speaks through its exchange."""

    _answering: Answering | None = None

    def get_output_channel(self) -> OutputChannel | None:
        """For what is said of the bot's own accord; None before the server has started."""
        return None if self._answering is None else self._answering.saying

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> InputChannel:
        """Raises `InvalidConfigException` that names the secrets that are missing."""
        try:
            return cast(InputChannel, cls(credentials or {}))  # type: ignore[call-arg]
        except ShopwindowError as error:
            raise InvalidConfigException(str(error)) from error


class SlackChannel(_Settled, SlackInput):
    """`assistant.channels.rasa.channels.SlackChannel`: Slack at `/webhooks/slack/webhook`, events and interactivity both."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        told = _environment({"SLACK_BOT_TOKEN": "slack_token", "SLACK_SIGNING_SECRET": "slack_signing_secret"}, settings)
        self._way = slack.Slack.of(told, _Products(settings))
        super().__init__(told["SLACK_BOT_TOKEN"], slack_signing_secret=told["SLACK_SIGNING_SECRET"])
        self._folder = _folder(settings)

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        blueprint = Blueprint("shopwindow_slack", __name__)
        answering = self._answering = Answering(self.name(), self._way, self._folder, on_new_message)
        answering.add_to(blueprint)
        door = self._way.door(answering.exchange)

        @blueprint.listener("after_server_stop")
        async def close(*_: object) -> None:
            door.close()

        @blueprint.route("/webhook", methods=["POST"])
        async def webhook(request: Request) -> HTTPResponse:
            answer = await door.answer(request.body.decode("utf-8", "replace"), request.headers)
            headers = {name: values[0] for name, values in answer.headers.items() if values}
            kind = headers.pop("content-type", "text/plain; charset=utf-8")
            return HTTPResponse(answer.body, answer.status, headers, kind)

        return blueprint


class MessengerChannel(_Settled, FacebookInput):
    """`assistant.channels.rasa.channels.MessengerChannel`: Messenger at `/webhooks/facebook/webhook`."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        named = {
            "MESSENGER_APP_SECRET": "secret",
            "MESSENGER_PAGE_TOKEN": "page-access-token",
            "MESSENGER_VERIFY_TOKEN": "verify",
        }
        told = _environment(named, settings)
        self._way = meta.Messenger.of(told)
        super().__init__(told["MESSENGER_VERIFY_TOKEN"], told["MESSENGER_APP_SECRET"], told["MESSENGER_PAGE_TOKEN"])
        self._folder = _folder(settings)

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        blueprint = Blueprint("shopwindow_messenger", __name__)
        answering = self._answering = Answering(self.name(), self._way, self._folder, on_new_message)
        answering.add_to(blueprint)

        @blueprint.route("/webhook", methods=["GET"])
        async def subscribe(request: Request) -> HTTPResponse:
            if request.args.get("hub.mode") != "subscribe" or not self._way.verifies(request.args.get("hub.verify_token")):
                return text("that is not the verify token", status=403)
            return text(request.args.get("hub.challenge") or "")

        @blueprint.route("/webhook", methods=["POST"])
        async def webhook(request: Request) -> HTTPResponse:
            if not self._way.trusts(request.body, request.headers.get("X-Hub-Signature-256")):
                return text("the signature is not that of the app", status=403)
            payload = payload_of(request.body)
            if payload is None:
                return text("the body is not JSON", status=400)
            for event in meta.events(payload):
                await answering.exchange.received(self._way.name, event.id, event.conversation, event.body)
            return text("EVENT_RECEIVED")

        return blueprint


class TelegramChannel(_Settled, TelegramInput):
    """`assistant.channels.rasa.channels.TelegramChannel`: Telegram at `/webhooks/telegram/webhook`, private chats alone."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        told = _environment({"TELEGRAM_BOT_TOKEN": "access_token", "TELEGRAM_WEBHOOK_SECRET": "webhook_secret"}, settings)
        self._way = telegram.Telegram.of(told)
        super().__init__(told["TELEGRAM_BOT_TOKEN"], verify=None, webhook_url=None)
        self._folder = _folder(settings)

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        blueprint = Blueprint("shopwindow_telegram", __name__)
        answering = self._answering = Answering(self.name(), self._way, self._folder, on_new_message)
        answering.add_to(blueprint)

        @blueprint.route("/webhook", methods=["POST"])
        async def webhook(request: Request) -> HTTPResponse:
            if not self._way.trusts(request.headers.get("X-Telegram-Bot-Api-Secret-Token")):
                return text("that is not the webhook's secret", status=403)
            update = payload_of(request.body)
            if update is None:
                return text("the body is not JSON", status=400)
            event = telegram.event_of(update)
            if event is not None:
                await answering.exchange.received(self._way.name, event.id, event.conversation, event.body)
            return text("ok")

        return blueprint


class _Products:
    """A product as `GET /v1/products/{id}` gives it, for the window in which a variant is chosen."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._at = str(settings.get("shopwindow") or os.environ.get(SHOPWINDOW) or "http://127.0.0.1:7860").rstrip("/")

    def __call__(self, product_id: str) -> Json | None:
        try:
            answer = httpx.get(f"{self._at}/v1/products/{product_id}", timeout=1.0)
            product: Json | None = answer.json() if answer.is_success else None
        except (httpx.HTTPError, ValueError):
            return None  # no window: the size is asked for in words
        return product


def _environment(named: Mapping[str, str], settings: Mapping[str, Any]) -> dict[str, str]:
    """The environment, with what credentials.yml says of it under Rasa's names: environment name -> name there."""
    return {**os.environ, **{name: str(settings[key]) for name, key in named.items() if settings.get(key)}}


def _folder(settings: Mapping[str, Any]) -> Path:
    return Path(str(settings.get("state") or "."))
