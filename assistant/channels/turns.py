"""What a channel received, as a turn of the assistant: which session its conversation goes on in, and codes that join two."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from uuid import uuid4

from pydantic import ValidationError

from assistant.channels.exchange import Asked
from assistant.channels.ledger import Lane, Ledger
from assistant.channels.pictures import PictureLinks
from assistant.channels.taps import Json
from assistant.message import ChatRequest
from assistant.reply import TurnReply

NOTHING_SAID = "I can read words and pictures here, but not that. What are you looking for?"
GOES_ON = "Welcome back: we go on where you left off."
UNKNOWN_CODE = "That code is not known, or no longer valid. A new one is made where you began the conversation."
NOT_HERE = "Others read along here: please send me that code in a direct message."

_CODE = re.compile(r"\W*(?:link|code|connect|continue)\W+([A-HJ-NP-Z2-9]{4}(?P<hyphen>-| ?)[A-HJ-NP-Z2-9]{4})\W*", re.I)


class Turns:
    """Answers for conversations of channels. `turn` answers a request and is told the channel; safe to share between threads."""

    def __init__(self, turn: Callable[[ChatRequest, str], TurnReply], ledger: Ledger, links: PictureLinks) -> None:
        self._turn, self._ledger, self._links = turn, ledger, links

    def __call__(self, asked: Asked) -> Json | str:
        """The turn as of `POST /v1/chat`, its pictures with public addresses, or only words to say."""
        lane, text = asked.lane, asked.fields.get("text")
        linked = self._linked(lane, text, alone=asked.alone)
        if linked is not None:
            return linked
        # A session's id lets whoever knows it read the session: it is not made of what others can know.
        session = self._ledger.session_of(lane, f"{lane[0]}:{uuid4().hex}")
        try:
            request = ChatRequest.model_validate(
                {**asked.fields, "session_id": session, "event_id": f"{lane[0]}:{asked.event}"[:256]}
            )
        except ValidationError:
            return NOTHING_SAID
        reply = self._turn(request, lane[0])
        return self._links.public(reply.model_dump(mode="json"), time.time())

    def _linked(self, lane: Lane, text: object, *, alone: bool) -> str | None:
        """What is said to a link code; None for anything else, such as "link bracelet"."""
        code = _CODE.fullmatch(text) if isinstance(text, str) else None
        if code is None:
            return None
        if not alone:
            return NOT_HERE if code["hyphen"] == "-" else None
        if self._ledger.redeem(lane, code[1], time.time()):
            return GOES_ON
        return UNKNOWN_CODE if code["hyphen"] == "-" else None
