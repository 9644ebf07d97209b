"""The chat page: a Gradio app whose one component is the conversation, talking to the assistant of this process.

The page's script (`chat.js`) calls two functions here, `open_session` and `take_turn`, and puts the fragments of HTML that they
give (`ui.fragments`) where they belong. The session's id is kept by the browser, so a reload goes on where it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from pydantic import ValidationError

# Before gradio is imported: nothing of a shop's page leaves the shop's machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr
from fastapi import FastAPI, Request, Response
from starlette.routing import Match, Mount
from starlette.types import Scope

from assistant.api.app import API_PATHS
from assistant.api.limits import BODY_LIMIT
from assistant.api.metrics import Metrics
from assistant.api.problems import problem, problem_response
from assistant.message import ChatRequest
from assistant.reply import CartReply, StateReply, TurnReply
from assistant.session import Assistant
from ui import fragments
from ui.cards import Look
from ui.welcome import shop_name, starters, welcome

Shown = dict[str, object]
"""What the script gets: names of places on the page -> their new HTML, and a few plain values."""

TakeTurn = Callable[[ChatRequest, str], TurnReply]

_HERE = Path(__file__).parent
_TURNS_SHOWN = 40
"""Past turns that a reload brings back."""

_HEAD = (
    '<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 viewBox=%270 0 32 32%27%3E'
    "%3Crect width=%2732%27 height=%2732%27 rx=%279%27 fill=%27%231f6a55%27/%3E%3Cpath d=%27M8 13l2-5h12l2 5M9 13v11h14V13%27 "
    'fill=%27none%27 stroke=%27white%27 stroke-width=%272.500%27/%3E%3C/svg%3E">'
)


def mount_chat(
    app: FastAPI, assistant: Assistant, metrics: Metrics, *, public_url: str | None = None, channels: Sequence[str] = ()
) -> FastAPI:
    """Puts the chat page at `/` of the API's application, behind all that is the API's; `channels` are served beside it."""
    base = urlsplit(public_url).path.rstrip("/") if public_url else ""
    gr.mount_gradio_app(
        app,
        chat_page(assistant, app.state.turn, metrics, base=base, channels=channels),
        path="/",
        root_path=public_url.rstrip("/") if public_url else None,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=BODY_LIMIT,
        theme=_theme(),
        css_paths=[_HERE / "chat.css"],
        head=_HEAD,
    )
    page = cast("Mount", app.router.routes[-1])
    # A mount at "/" answers everything that no route takes, the API's own 404 and 405 among them: those stay problem documents.
    app.router.routes[-1] = _PageMount(page.path, page.app)
    cast("FastAPI", page.app).add_exception_handler(404, _nothing_here)
    return app


def chat_page(
    assistant: Assistant, turn: TakeTurn, metrics: Metrics, *, base: str = "", channels: Sequence[str] = ()
) -> gr.Blocks:
    """The page by itself. `turn` answers a request of a channel."""
    conversation = Conversation(assistant, turn, metrics, base, channels)
    page: gr.Blocks
    with gr.Blocks(title=shop_name(assistant.store()), fill_height=True, analytics_enabled=False) as page:
        gr.HTML(
            value=(_HERE / "chat.html").read_text(encoding="utf-8"),
            js_on_load=(_HERE / "chat.js").read_text(encoding="utf-8"),
            server_functions=[conversation.open_session, conversation.take_turn],
            apply_default_css=False,
            elem_id="shopwindow",
        )
    return page


class Conversation:
    """The page's two calls, for any number of browsers at once."""

    def __init__(self, assistant: Assistant, turn: TakeTurn, metrics: Metrics, base: str, channels: Sequence[str] = ()) -> None:
        self._assistant, self._turn = assistant, turn
        self._metrics = metrics
        self._base = base
        self._channels = channels_named(channels)

        # Gradio marks and names what it serves by setting attributes, which a bound method cannot bear.
        def open_session(sent: object) -> Shown:
            return self._open(sent)

        def take_turn(sent: object) -> Shown:
            return self._take(sent)

        self.open_session: Callable[[object], Shown] = open_session
        self.take_turn: Callable[[object], Shown] = take_turn

    def _look(self) -> Look:
        return Look(self._base, self._assistant.store().shop.locale)

    def _open(self, sent: object) -> Shown:
        """The conversation so far, or a welcome where there is none yet."""
        session_id = str(sent.get("session_id", ""))[:128] if isinstance(sent, Mapping) else ""
        store, look, photos = self._assistant.store(), self._look(), self._assistant.finds_by_photo
        view = self._assistant.session(session_id) if session_id else None
        name = shop_name(store)
        shown: Shown = {"shop": name, "mark": name[:1].upper(), "channels": self._channels}
        if view is None or not view.turns:
            state = StateReply(constraints={}, shown=[], focus=[], cart=CartReply(currency=store.shop.currency))
            return {
                **shown,
                **_places(state, look, photos=photos),
                "elsewhere": False,
                "log": welcome(store),
                "chips": fragments.quick_replies(starters(store)),
            }
        log = [welcome(store)]
        chips: list[str] = []
        for _, shopper, reply in view.turns[-_TURNS_SHOWN:]:
            past = TurnReply.model_validate(reply)
            log.append(fragments.shopper_message(shopper) if shopper.strip() else "")
            log.append(fragments.turn(past, look))
            chips = past.reply.quick_replies
        return {
            **shown,
            **_places(view.state, look, photos=photos),
            "elsewhere": bool(self._channels),
            "log": "".join(log),
            "chips": fragments.quick_replies(chips),
        }

    def _take(self, sent: object) -> Shown:
        """One turn: the request of the API, and back the fragments to show."""
        try:
            request = ChatRequest.model_validate(sent)
        except ValidationError as error:
            return {"error": f"That could not be sent: {error.errors()[0]['msg'].removeprefix('Value error, ')}."}
        reply = self._turn(request, "page")
        if request.feedback is not None:
            self._metrics.feedback.labels(request.feedback.value).inc()
        look = self._look()
        return {
            **_places(reply.state, look, photos=self._assistant.finds_by_photo),
            "elsewhere": bool(self._channels),
            "turn": reply.turn,
            "action": reply.action.name,
            "log": fragments.turn(reply, look),
            "chips": fragments.quick_replies(reply.reply.quick_replies),
        }


def channels_named(channels: Sequence[str]) -> str:
    """The channels that a shopper may go on in, as a sentence says them: "Slack, Messenger or Telegram"."""
    names = [name.capitalize() for name in channels]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _places(state: StateReply, look: Look, *, photos: bool) -> Shown:
    return {
        "photos": photos,
        "wishes": fragments.wishes(state, look),
        "cart": fragments.cart(state.cart, look),
        "badge": fragments.cart_badge(state.cart, look),
        "pieces": sum(line.quantity for line in state.cart.lines),
    }


class _PageMount(Mount):
    """The page's mount, which leaves alone what begins like the API."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path = scope.get("path", "")
        if any(path == one or path.startswith(f"{one}/") for one in API_PATHS):
            return Match.NONE, {}
        return super().matches(scope)


async def _nothing_here(request: Request, _: Exception) -> Response:
    return problem_response(problem(404, "not_found", f"There is nothing at {request.url.path[:200]}"))


def _theme() -> gr.themes.Base:
    # Fonts that every system has: none is fetched.
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
