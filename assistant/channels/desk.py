"""The shop's own people in Slack: whoever asks for a person gets a thread in one channel, and is answered from there.

The thread is opened with what was said so far. What people write in it goes to the shopper, wherever that is; what the shopper
says meanwhile comes into the thread. "done" gives the conversation back to the assistant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.channels.exchange import Sent
from assistant.channels.ledger import DESK, Ledger
from assistant.channels.render.cutting import parts
from assistant.channels.render.slack import escaped
from assistant.channels.shown import Shown
from assistant.channels.slack import Slack, plain
from assistant.channels.taps import Json

CHANNEL = "SLACK_HANDOFF_CHANNEL"
"""The environment variable that names the channel, by its id ("C0123ABCD")."""

TOLD = 8
"""Turns that a thread opens with."""

HOW = "Answer in this thread; the shopper reads it where they are. Say *done* to give them back to the assistant."
TAKEN_BACK = "The assistant is back with the shopper."
GONE = "That conversation is no longer kept here."
SOMEBODY = "The shop"

_DONE = re.compile(r"\W*done\W*", re.I)


class Desk:
    """The channel, as an exchange works on it: a lane for each session."""

    name = DESK

    def __init__(self, slack: Slack, channel: str, ledger: Ledger) -> None:
        self.channel = channel
        self._slack, self._ledger = slack, ledger
        self._names: dict[str, str] = {}

    @staticmethod
    def opening(turns: Sequence[tuple[str, str]], cart: Sequence[str]) -> str:
        """What a thread begins with. `turns` are what the shopper and the assistant said, oldest first; `cart` its lines."""
        said = [line for shopper, assistant in turns[-TOLD:] for line in (f"> *Shopper:* {escaped(shopper)}", _quoted(assistant))]
        basket = [f"In the cart: {escaped(', '.join(cart))}"] if cart else []
        return "\n".join(["*A shopper asks for a person.*", *said, *basket, HOW])

    async def request(self, body: Json) -> dict[str, object]:
        user = str(body.get("user") or "")
        if user and user not in self._names:
            self._names[user] = await self._slack.name_of(user) or SOMEBODY
        return {"text": plain(str(body.get("text") or "")), "name": self._names.get(user, SOMEBODY)}

    async def typing(self, body: Json) -> None:
        """Slack shows none for apps."""

    def calls(self, shown: Shown, body: Json) -> Sequence[Json]:
        return ()

    def texts(self, text: str, conversation: str) -> Sequence[Json]:
        return [{"session": conversation, "text": part} for part in parts(text, 3000)] if text else []

    def read_by_others(self, conversation: str) -> bool:
        return False

    async def send(self, call: Json) -> Sent:
        session, text = str(call.get("session")), str(call.get("text"))
        thread = self._ledger.desk(session)
        opens = call.get("opens") is True
        where: dict[str, object] = {"channel": self.channel, "text": text, "unfurl_links": False}
        if thread is not None:
            where["thread_ts"] = thread
        elif not opens:
            return Sent()  # somebody answers through the API, and nobody here
        sent, told = await self._slack.told("chat.postMessage", where)
        if thread is None and sent.problem is None:
            self._ledger.open_desk(session, self.channel, str(told.get("ts")))
        return sent

    async def close(self) -> None:
        """The client is the way's."""


def done(text: str) -> bool:
    """Whether somebody gives the conversation back."""
    return _DONE.fullmatch(text) is not None


def _quoted(text: str) -> str:
    return f"> *Assistant:* {escaped(text.splitlines()[0] if text else '')}"
