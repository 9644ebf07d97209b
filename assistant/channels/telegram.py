"""Telegram: what its servers post to our webhook, and the Bot API (core.telegram.org/bots/api).

Private chats alone: in a group everybody would read a shopper's cart, and the Bot API shows nothing to one member alone. Secrets
come from the environment, and stand in no log; the token is part of every address, so no address does either.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx

from assistant.channels.exchange import Sent
from assistant.channels.fields import each, fields
from assistant.channels.platform import NO_PHOTO, Event, photo, secrets_of, wanted_pause
from assistant.channels.render.cutting import parts
from assistant.channels.render.telegram import TEXT, calls
from assistant.channels.shown import Shown
from assistant.channels.taps import Json, requested

API = "https://api.telegram.org"
TIMEOUT = httpx.Timeout(20.0, connect=5.0)
WANTED = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What BotFather gives, and the word that Telegram repeats with every update."""

    bot_token: str
    webhook_secret: str

    def __repr__(self) -> str:
        return "Secrets(of Telegram)"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Secrets:
        """Raises `ConfigError` that names what is missing."""
        return cls(*secrets_of(environment, WANTED, channel="telegram", where="BotFather has the token, the secret is your own"))


def event_of(update: object) -> Event | None:
    """The event of an update that wants an answer; None for all else: edits, groups, channels, other bots."""
    told = fields(update)
    query = fields(told.get("callback_query"))
    message = fields(query.get("message")) if query else fields(told.get("message"))
    chat, sender = fields(message.get("chat")), fields(query.get("from") if query else message.get("from"))
    number = told.get("update_id")
    if (
        not isinstance(number, int)
        or not isinstance(chat.get("id"), int)
        or chat.get("type") != "private"
        or sender.get("is_bot")
    ):
        return None
    sizes = each(message.get("photo"))
    body = {
        "chat": chat["id"],
        "query": query.get("id"),
        "payload": query.get("data"),
        "text": None if query else message.get("text") or message.get("caption"),
        "photo": None if query or not sizes else sizes[-1].get("file_id"),  # the last is the largest
    }
    return Event(str(number), str(chat["id"]), body)


class Telegram:
    """Asks and answers through the Bot API. `api` is its address."""

    name = "telegram"
    refers = True
    """A button carries 64 bytes: which tap of which turn, that the exchange remembers."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Telegram:
        """As the environment says: the secrets, and in `TELEGRAM_API_URL` another address (a Bot API server of the shop's)."""
        return cls(Secrets.of(environment), api=environment.get("TELEGRAM_API_URL") or API)

    def __init__(self, secrets: Secrets, *, api: str = API) -> None:
        self._secrets = secrets
        self._api = api.rstrip("/")
        # The token stands in the address, and httpx tells every address to whoever logs so much, as Rasa does.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._client = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, limits=httpx.Limits(max_connections=None))

    def trusts(self, shown: str | None) -> bool:
        """Whether an update came from Telegram, by `X-Telegram-Bot-Api-Secret-Token`."""
        wanted = self._secrets.webhook_secret.encode()
        return shown is not None and hmac.compare_digest(shown.encode("utf-8", "replace"), wanted)

    def read_by_others(self, conversation: str) -> bool:
        return False

    async def request(self, body: Json) -> dict[str, object]:
        tapped = requested(body.get("payload"))
        if tapped is not None:
            return tapped
        said: dict[str, object] = {}
        if isinstance(body.get("text"), str):
            said["text"] = body["text"]
        file = body.get("photo")
        if isinstance(file, str):
            said["image"] = await self._photo(file)
        return said

    async def typing(self, body: Json) -> None:
        await self.send({"method": "sendChatAction", "fields": {"chat_id": body.get("chat"), "action": "typing"}})

    def calls(self, shown: Shown, body: Json) -> Sequence[Json]:
        return [{"method": method, "fields": {"chat_id": body.get("chat"), **told}} for method, told in calls(shown)]

    def taken(self, body: Json) -> Sequence[Json]:
        """A button that is not answered goes on turning."""
        if not isinstance(body.get("query"), str):
            return ()
        return [{"method": "answerCallbackQuery", "fields": {"callback_query_id": body["query"]}}]

    def texts(self, text: str, conversation: str) -> Sequence[Json]:
        return [{"method": "sendMessage", "fields": {"chat_id": int(conversation), "text": part}} for part in parts(text, TEXT)]

    async def send(self, call: Json) -> Sent:
        method, told = str(call.get("method")), fields(call.get("fields"))
        sent = await self._post(method, told)
        if method == "answerCallbackQuery":
            return Sent()  # a button that is answered late turns on for a while: no message waits for that
        if sent.problem is not None and sent.again is None and method == "sendPhoto":
            # A picture that Telegram cannot fetch: the words and the buttons say all of it.
            words = {name: value for name, value in told.items() if name not in ("photo", "caption")}
            return await self._post("sendMessage", {**words, "text": told.get("caption") or "…"})
        return sent

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, method: str, told: Mapping[str, object]) -> Sent:
        try:
            answer = await self._client.post(self._address(method), json=dict(told))
        except httpx.HTTPError as error:
            return Sent(type(error).__name__, again=1.0)
        if answer.is_success:
            return Sent()
        problem = f"{method}: HTTP {answer.status_code}"
        if answer.status_code == 429:
            return Sent(problem, again=_pause(answer))
        return Sent(problem, again=wanted_pause(answer)) if answer.status_code >= 500 else Sent(problem)

    async def _photo(self, file_id: str) -> str:
        try:
            answer = await self._client.post(self._address("getFile"), json={"file_id": file_id})
            path = fields(fields(answer.json()).get("result")).get("file_path") if answer.is_success else None
        except (httpx.HTTPError, ValueError):
            return NO_PHOTO
        if not isinstance(path, str):
            return NO_PHOTO
        return await photo(self._client, f"{self._api}/file/bot{self._secrets.bot_token}/{path}")

    def _address(self, method: str) -> str:
        return f"{self._api}/bot{self._secrets.bot_token}/{method}"


def _pause(answer: httpx.Response) -> float:
    """Seconds that a refusal asks for: Telegram says so in the body."""
    try:
        after = fields(fields(answer.json()).get("parameters")).get("retry_after")
    except ValueError:
        after = None
    return float(after) if isinstance(after, (int, float)) else wanted_pause(answer)
