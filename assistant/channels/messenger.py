"""Messenger, straight: what Meta posts to our webhook, and the Send API (developers.facebook.com/docs/messenger-platform).

Every entry of a batch is taken; signatures are those of SHA-256; what a page said itself (echoes), receipts and reactions are no
messages. Secrets come from the environment, and stand in no log.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import structlog

from assistant.channels.exchange import Sent
from assistant.channels.fields import each, fields
from assistant.channels.platform import NO_PHOTO, Event, photo, secrets_of, wanted_pause
from assistant.channels.render.cutting import parts
from assistant.channels.render.messenger import TEXT, messages
from assistant.channels.shown import Shown
from assistant.channels.taps import Json, requested

log = structlog.get_logger("channels")

GRAPH = "https://graph.facebook.com/v25.0"
TIMEOUT = httpx.Timeout(20.0, connect=5.0)
TRANSIENT = frozenset((1, 2, 4, 17, 32, 341, 613, 1200))
"""Error codes of the Graph API that pass by: unknown and temporary faults, and rates that are exceeded."""

WANTED = ("MESSENGER_APP_SECRET", "MESSENGER_PAGE_TOKEN", "MESSENGER_VERIFY_TOKEN")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What Meta's dashboard gives, as the environment holds it."""

    app_secret: str
    page_token: str
    verify_token: str

    def __repr__(self) -> str:
        return "Secrets(of Messenger)"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Secrets:
        """Raises `ConfigError` that names what is missing."""
        return cls(*secrets_of(environment, WANTED, channel="messenger", where="Meta's dashboard has them"))


def signed(content: bytes, signature: str | None, app_secret: str) -> bool:
    """Whether a body carries the signature (`X-Hub-Signature-256`) that only Meta can make."""
    made = "sha256=" + hmac.new(app_secret.encode(), content, hashlib.sha256).hexdigest()
    return signature is not None and hmac.compare_digest(made.encode(), signature.encode("utf-8", "replace"))


def events(payload: object) -> Iterator[Event]:
    """The events of every entry of a batch that want an answer. What has another shape is skipped.

    A conversation is "<page>:<shopper>".
    """
    if not isinstance(payload, Mapping) or payload.get("object") != "page":
        return
    for entry in each(payload.get("entry")):
        for one in each(entry.get("messaging")):
            event = _event(one)
            if event is not None:
                yield event


class Messenger:
    """Asks and answers through the Graph API. `graph` is its address, version included."""

    name = "messenger"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Messenger:
        """As the environment says: the secrets, and in `MESSENGER_GRAPH_URL` another version of the Graph API."""
        return cls(Secrets.of(environment), graph=environment.get("MESSENGER_GRAPH_URL") or GRAPH)

    def __init__(self, secrets: Secrets, *, graph: str = GRAPH) -> None:
        self._secrets = secrets
        self._graph = graph.rstrip("/")
        self._client = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, limits=httpx.Limits(max_connections=None))

    def trusts(self, content: bytes, signature: str | None) -> bool:
        """Whether the body came from Meta."""
        return signed(content, signature, self._secrets.app_secret)

    def verifies(self, token: str | None) -> bool:
        """Whether this is the verify token that was given to Meta."""
        return token is not None and hmac.compare_digest(token.encode("utf-8", "replace"), self._secrets.verify_token.encode())

    def read_by_others(self, conversation: str) -> bool:
        return False

    async def request(self, body: Json) -> dict[str, object]:
        message = fields(body.get("message"))
        payload = fields(body.get("postback")).get("payload") or fields(message.get("quick_reply")).get("payload")
        tapped = requested(payload)
        if tapped is not None:
            return tapped
        said: dict[str, object] = {}
        text = message.get("text") or fields(body.get("postback")).get("title")
        if isinstance(text, str):
            said["text"] = text
        picture = next((url for url in _pictures(message)), None)
        if picture is not None:
            web = urlsplit(picture).scheme in ("https", "http")
            said["image"] = await photo(self._client, picture, redirects=True) if web else NO_PHOTO
        return said

    async def typing(self, body: Json) -> None:
        for action in ("mark_seen", "typing_on"):
            await self.send({"recipient": fields(body.get("sender")), "sender_action": action})

    def calls(self, shown: Shown, body: Json) -> Sequence[Json]:
        return _calls(fields(body.get("sender")), messages(shown))

    def texts(self, text: str, conversation: str) -> Sequence[Json]:
        return _calls({"id": conversation.partition(":")[2]}, [{"text": part} for part in parts(text, TEXT)])

    async def send(self, call: Json) -> Sent:
        try:
            answer = await self._client.post(
                f"{self._graph}/me/messages", json=dict(call), headers={"Authorization": f"Bearer {self._secrets.page_token}"}
            )
        except httpx.HTTPError as error:
            return Sent(f"{type(error).__name__}", again=1.0)
        if answer.is_success:
            return Sent()
        return _refused(answer)

    async def close(self) -> None:
        await self._client.aclose()


def _calls(recipient: Json, said: Sequence[Json]) -> list[Json]:
    return [{"recipient": recipient, "messaging_type": "RESPONSE", "message": message} for message in said]


def _refused(answer: httpx.Response) -> Sent:
    """What a refusal means: whether to try again, and when."""
    try:
        error = fields(fields(answer.json()).get("error"))
    except ValueError:
        error = {}
    code = error.get("code")
    # Not the message: of a malformed token it quotes the token.
    problem = f"HTTP {answer.status_code}, code {code}, subcode {error.get('error_subcode')}"
    passes = answer.status_code == 429 or answer.status_code >= 500 or (isinstance(code, int) and code in TRANSIENT)
    if not passes:
        return Sent(problem)
    return Sent(problem, again=wanted_pause(answer))


def _event(one: Mapping[str, object]) -> Event | None:
    shopper, page = fields(one.get("sender")).get("id"), fields(one.get("recipient")).get("id")
    message, postback = fields(one.get("message")), fields(one.get("postback"))
    if not isinstance(shopper, str) or not shopper or message.get("is_echo") or not (message or postback):
        return None
    stamp = one.get("timestamp")
    named = message.get("mid") or postback.get("mid") or f"{shopper}:{stamp}:{postback.get('payload')}"
    return Event(str(named)[:500], f"{page}:{shopper}", {"sender": {"id": shopper}, "message": message, "postback": postback})


def _pictures(message: Mapping[str, object]) -> Iterator[str]:
    for one in each(message.get("attachments")):
        url = fields(one.get("payload")).get("url")
        # A like is sent as a sticker, which is no photo to search by.
        if one.get("type") == "image" and isinstance(url, str) and not fields(one.get("payload")).get("sticker_id"):
            yield url
