"""Slack, straight: Bolt checks and reads what Slack posts, the exchange answers, the Web API gets it (docs.slack.dev).

A direct message is a conversation; in a channel each shopper of a thread has one, begun by a mention and gone on with without.
What is private (a cart, an order, a person's answer) is told there to the shopper alone. Secrets come from the environment, and
stand in no log.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx
import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from assistant.channels.exchange import Exchange, Sent
from assistant.channels.fields import fields as fields_of
from assistant.channels.ledger import DESK
from assistant.channels.platform import NO_PHOTO, photo, secrets_of, wanted_pause
from assistant.channels.render.cutting import parts
from assistant.channels.render.slack import CHOOSING, escaped, message, window
from assistant.channels.shown import Shown
from assistant.channels.taps import Json, Tap, read, requested, written

log = structlog.get_logger("channels")

API = "https://slack.com/api"
TIMEOUT = httpx.Timeout(20.0, connect=5.0)
FAST = 1.5
"""Seconds within which a window has to open: Slack wants to be answered within three."""

THREADS = 16
T = TypeVar("T")
TRANSIENT = frozenset(("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"))
PRIVATE = frozenset(("show_cart", "confirm_checkout", "checkout", "order_status"))
"""Actions whose answer is the shopper's alone."""

WANTED = ("SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN")

_MENTION = re.compile(r"^\s*(?:<@[A-Z0-9]+(?:\|[^>]*)?>\s*)+")
_ENTITY = re.compile(r"<(?:(https?://[^|>]*)(?:\|([^>]*))?|[@#!][^|>]*(?:\|([^>]*))?)>")
_KEPT_OUT = frozenset(("message_changed", "message_deleted", "bot_message", "channel_join", "channel_leave"))


@dataclass(frozen=True, slots=True)
class Secrets:
    """What Slack's app page gives, as the environment holds it."""

    signing_secret: str
    bot_token: str

    def __repr__(self) -> str:
        return "Secrets(of Slack)"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Secrets:
        """Raises `ConfigError` that names what is missing."""
        return cls(*secrets_of(environment, WANTED, channel="slack", where="api.slack.com/apps has them"))


class Slack:
    """Asks and answers through the Web API. `api` is its address; `product` gives a product as `GET /v1/products/{id}` does."""

    name = "slack"

    @classmethod
    def of(cls, environment: Mapping[str, str], product: Callable[[str], Json | None]) -> Slack:
        """As the environment says: the secrets, and in `SLACK_API_URL` another address of the Web API (a proxy of the shop's)."""
        return cls(Secrets.of(environment), product=product, api=environment.get("SLACK_API_URL") or API)

    def __init__(self, secrets: Secrets, *, product: Callable[[str], Json | None], api: str = API) -> None:
        self._secrets = secrets
        self._api = api.rstrip("/")
        self._product = product
        self._client = httpx.AsyncClient(timeout=TIMEOUT, limits=httpx.Limits(max_connections=None))

    def read_by_others(self, conversation: str) -> bool:
        return bool(_parted(conversation)[3])

    async def request(self, body: Json) -> dict[str, object]:
        tapped = requested(body.get("payload"))
        if tapped is not None:
            return tapped
        fields: dict[str, object] = {}
        text = body.get("text")
        if isinstance(text, str):
            fields["text"] = plain(text)
        file = body.get("photo")
        if isinstance(file, str):
            fields["image"] = await photo(self._client, file, headers=self._headers) if self._ours(file) else NO_PHOTO
        return fields

    async def typing(self, body: Json) -> None:
        """Slack shows none for apps."""

    def calls(self, shown: Shown, body: Json) -> Sequence[Json]:
        fields: dict[str, object] = {
            "channel": body.get("channel"),
            **message(shown),
            "unfurl_links": False,
            "unfurl_media": False,
        }
        private = bool(body.get("public")) and shown.action in PRIVATE
        # Nobody sees an ephemeral message in a thread that has not begun.
        if body.get("in_thread" if private else "thread"):
            fields["thread_ts"] = body["thread"]
        if private:
            return [{"method": "chat.postEphemeral", "fields": {**fields, "user": body.get("user")}}]
        return [{"method": "chat.postMessage", "fields": fields}]

    def texts(self, text: str, conversation: str) -> Sequence[Json]:
        _, channel, thread, user = _parted(conversation)
        # In a channel it is said to the shopper alone; in a thread that has not begun nobody would see that.
        where = {"channel": channel, "user": user} if user else {"channel": channel, **({"thread_ts": thread} if thread else {})}
        method = "chat.postEphemeral" if user else "chat.postMessage"
        return [{"method": method, "fields": {**where, "text": escaped(part)}} for part in parts(text, 3000)]

    async def send(self, call: Json) -> Sent:
        method, fields = str(call.get("method")), call.get("fields")
        sent = await self._post(method, fields if isinstance(fields, Mapping) else {})
        if sent.problem is not None and "invalid_blocks" in sent.problem and isinstance(fields, Mapping):
            # A workspace that does not know a block yet still reads the words, which hold all of the answer.
            return await self._post(method, {name: value for name, value in fields.items() if name != "blocks"})
        return sent

    async def close(self) -> None:
        await self._client.aclose()

    def door(self, exchange: Exchange, desk: str | None = None) -> Door:
        """What Slack posts to, for the exchange that this way belongs to; `desk` is the channel of the shop's own people."""
        return Door(self._secrets, self, exchange, desk)

    def choice(self, product_id: str, where: str) -> Json | None:
        """The window in which a variant of a product is chosen; None where there is no choice to make."""
        product = self._product(product_id)
        return None if product is None else window(product, where)

    async def opens(self, view: Json, trigger_id: str) -> bool:
        """Opens a window; False where it cannot be, or not as fast as Slack wants to be answered."""
        try:
            opened = await asyncio.wait_for(self._post("views.open", {"trigger_id": trigger_id, "view": view}), FAST)
        except asyncio.TimeoutError:
            return False
        return opened.problem is None

    async def name_of(self, user: str) -> str | None:
        """What somebody of the workspace is called; None where Slack does not say."""
        sent, told = await self.told("users.info", {"user": user}, form=True)
        profile = fields_of(fields_of(told.get("user")).get("profile"))
        name = profile.get("display_name") or profile.get("real_name")
        return str(name) if sent.problem is None and name else None

    async def _post(self, method: str, fields: Mapping[str, object]) -> Sent:
        return (await self.told(method, fields))[0]

    async def told(self, method: str, fields: Mapping[str, object], *, form: bool = False) -> tuple[Sent, Json]:
        """One call, and what Slack said to it. As a form for methods that only read: they take no JSON."""
        body: dict[str, Any] = {"data" if form else "json": dict(fields)}
        try:
            answer = await self._client.post(f"{self._api}/{method}", **body, headers=self._headers)
            told = answer.json() if answer.status_code < 500 else {}
        except httpx.HTTPError as error:
            return Sent(f"{type(error).__name__}", again=1.0), {}
        except ValueError:
            told = {}
        if isinstance(told, Mapping) and told.get("ok") is True:
            return Sent(), told
        why = str(told.get("error", "")) if isinstance(told, Mapping) else ""
        problem = f"{method}: HTTP {answer.status_code} {why}".strip()
        if answer.status_code == 429 or answer.status_code >= 500 or why in TRANSIENT:
            return Sent(problem, again=wanted_pause(answer)), {}
        return Sent(problem), {}

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._secrets.bot_token}"}

    def _ours(self, url: str) -> bool:
        """Whether an address is Slack's: the token goes to nobody else, whatever an event says."""
        host = urlsplit(url).hostname or ""
        return host == "files.slack.com" or host.endswith(".slack.com") or host == urlsplit(self._api).hostname


class Door:
    """What Slack posts to, on the event loop that the exchange lives in."""

    def __init__(self, secrets: Secrets, slack: Slack, exchange: Exchange, desk: str | None = None) -> None:
        self._slack, self._exchange, self._desk = slack, exchange, desk
        # Its warnings tell developers of listeners to write; here they would tell owners of a token that is not ignored at all.
        logging.getLogger("slack_bolt").setLevel(logging.ERROR)
        self._app = App(
            logger=logging.getLogger("slack_bolt"),
            signing_secret=secrets.signing_secret,
            process_before_response=True,  # an event is kept before Slack is told "taken"
            # One workspace, whose token is given: nobody has to be asked who we are.
            authorize=lambda **_: AuthorizeResult(enterprise_id=None, team_id=None, bot_token=secrets.bot_token),
            ignoring_self_events_enabled=False,
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="slack-door")
        self._app.event("app_mention")(self._message)
        self._app.event("message")(self._message)
        self._app.event(re.compile(r".*"))(_passed_over)
        self._app.action(re.compile(r".*"))(self._tapped)
        self._app.view(CHOOSING)(self._chosen)

    async def answer(self, body: str, headers: Mapping[str, str]) -> BoltResponse:
        """Takes one request of Slack's. A signature that is forged, or older than five minutes, is refused by Bolt (401).

        In threads of its own: it waits for work that the application's threads do.
        """
        self._loop = asyncio.get_running_loop()
        return await self._loop.run_in_executor(self._threads, self._dispatched, body, headers)

    def close(self) -> None:
        """Ends its threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _dispatched(self, body: str, headers: Mapping[str, str]) -> BoltResponse:
        if not _readable(body):
            return BoltResponse(status=400, body="The body is no event of Slack's")
        response: BoltResponse = self._app.dispatch(BoltRequest(body=body, headers=dict(headers)))
        return response

    def _message(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("bot_id") or event.get("subtype") in _KEPT_OUT or not event.get("user") or not event.get("channel"):
            return
        team, channel, stamp = str(body.get("team_id", "")), str(event["channel"]), str(event.get("ts", ""))
        if channel == self._desk and event.get("thread_ts"):
            session = self._wait(self._exchange.at_desk(channel, str(event["thread_ts"])))
            if session is not None:
                said = {"user": event["user"], "text": str(event.get("text") or "")}
                self._wait(self._exchange.received(DESK, f"{channel}:{stamp}", session, said))
                return
        public = event.get("channel_type") != "im" and not channel.startswith("D")
        thread = str(event.get("thread_ts") or (stamp if public else ""))
        conversation = _conversation(team, channel, thread, str(event["user"]) if public else "")
        mentioned = event["type"] == "app_mention"
        if public and not mentioned and not self._wait(self._exchange.knows("slack", conversation)):
            return  # a thread that we have no part in
        photos = [f for f in event.get("files") or () if isinstance(f, dict) and str(f.get("mimetype", "")).startswith("image/")]
        kept = {
            "channel": channel,
            "thread": thread,
            "user": event["user"],
            "public": public,
            "in_thread": bool(event.get("thread_ts")),
            "text": _MENTION.sub("", str(event.get("text") or "")),
            "photo": (photos[0].get("url_private_download") or photos[0].get("url_private")) if photos else None,
        }
        # A mention in a thread comes twice, as a mention and as a message: it is the same words at the same moment.
        self._wait(self._exchange.received("slack", f"{channel}:{stamp}", conversation, kept))

    def _tapped(self, ack: Callable[..., Any], body: dict[str, Any], action: dict[str, Any]) -> None:
        tap = read(action.get("value"))
        if tap is not None:  # else a link, which the browser opens
            self._take(tap, body, action)
        ack()

    def _take(self, tap: Tap, body: dict[str, Any], action: dict[str, Any]) -> None:
        where = _place(body)
        name = f"{action.get('action_ts')}:{(body.get('user') or {}).get('id')}:{action.get('action_id')}"
        if tap.kind == "act" and _adds(tap) and body.get("trigger_id"):
            view = self._slack.choice(_adds(tap), "\n".join((where[0], str(where[1]["user"]), _adds(tap))))
            if view is not None and self._wait(self._slack.opens(view, str(body["trigger_id"]))):
                return
        self._wait(self._exchange.received("slack", name, where[0], {**where[1], "payload": action.get("value")}))

    def _chosen(self, ack: Callable[..., Any], body: dict[str, Any], view: dict[str, Any]) -> None:
        conversation, user, product_id = (*str(view.get("private_metadata", "")).split("\n"), "", "", "")[:3]
        chosen = [c for block in view["state"]["values"].values() for c in block.values()]
        variant_id = (chosen[0].get("selected_option") or {}).get("value") if chosen else None
        payload = written(Tap("act", {"name": "add_to_cart", "product_id": product_id, "variant_id": variant_id}))
        _, channel, thread, shopper = _parted(conversation)
        where = {
            "channel": channel,
            "thread": thread,
            "user": user,
            "public": bool(shopper),
            "in_thread": True,
            "payload": payload,
        }
        self._wait(self._exchange.received("slack", f"view:{view.get('id')}", conversation, where))
        ack()

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)


def plain(text: str) -> str:
    """A message's words as they were typed: links and names without Slack's brackets, entities as characters."""
    bare = _ENTITY.sub(lambda m: m[2] or m[3] or m[1] or "", text)
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _readable(body: str) -> bool:
    """Whether a body is what Slack posts: JSON, or a form whose `payload` is JSON. Bolt takes that for granted."""
    form = parse_qs(body) if not body.lstrip().startswith(("{", "[")) else {}
    try:
        fields = json.loads(form["payload"][0] if "payload" in form else "{}" if form else body or "{}")
    except ValueError:
        return False
    return isinstance(fields, dict)


def _passed_over() -> None:
    """Events that nothing is said to."""


def _adds(tap: Tap) -> str:
    """The product that a tap puts into the cart without saying which variant; "" for any other tap."""
    means = tap.means
    if not isinstance(means, Mapping) or means.get("name") != "add_to_cart" or means.get("variant_id"):
        return ""
    return str(means.get("product_id") or "")


def _place(body: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    """The conversation in which a button was tapped, and where its answer goes."""
    channel = str((body.get("channel") or {}).get("id", ""))
    container = body.get("container") or {}
    thread = str((body.get("message") or {}).get("thread_ts") or container.get("thread_ts") or "")
    team = str((body.get("team") or {}).get("id", ""))
    public = not channel.startswith("D")
    user = str((body.get("user") or {}).get("id", ""))
    conversation = _conversation(team, channel, thread, user if public else "")
    return conversation, {"channel": channel, "thread": thread, "user": user, "public": public, "in_thread": bool(thread)}


def _conversation(team: str, channel: str, thread: str, shopper: str) -> str:
    """A direct message is one; in a channel each shopper of a thread has one, whose cart the others do not see."""
    return f"{team}:{channel}:{thread}:{shopper}"


def _parted(conversation: str) -> tuple[str, str, str, str]:
    """Team, channel, thread and, where others read along, the shopper."""
    team, channel, thread, shopper = (*conversation.split(":", 3), "", "", "", "")[:4]
    return team, channel, thread, shopper
