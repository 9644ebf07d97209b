"""Between a platform and the assistant: events in, answers out, in the order of each conversation and never twice.

A webhook keeps its event in the ledger and is told "taken"; the answer is made and sent from there. Each conversation is worked
on by one task, so that a platform that is slow or refuses holds up nobody else, and what a crash interrupts goes on afterwards.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

import structlog
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from assistant.channels.ledger import Lane, Ledger, Received
from assistant.channels.pictures import PictureLinks
from assistant.channels.shown import Shown
from assistant.message import ChatRequest
from assistant.reply import TurnReply

log = structlog.get_logger("channels")

SWEEP = 15.0
"""Seconds between two looks for what was left behind by a process that ended."""

ATTEMPTS = 6
"""How often a call is tried before it is kept as failed."""

LONGEST_WAIT = 60.0
"""Seconds that one call may be put off; what a platform asks for beyond waits for the next sweep."""

TURN_ATTEMPTS = 3
APOLOGY = "Sorry, something went wrong here. Could you say that once more in a moment?"
NOTHING_SAID = "I can read words and pictures here, but not that. What are you looking for?"
GOES_ON = "Welcome back: we go on where you left off."
UNKNOWN_CODE = "That code is not known, or no longer valid. A new one is made where you began the conversation."

_CODE = re.compile(r"\W*(?:link|code|connect|continue)\W+([A-HJ-NP-Z2-9]{4}-?[A-HJ-NP-Z2-9]{4})\W*", re.I)

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a call. `problem` None: taken. `again` None: no use in trying again; else seconds to wait at least."""

    problem: str | None = None
    again: float | None = None


class Way(Protocol):
    """A platform's way in and out."""

    name: str

    def session(self, conversation: str) -> str:
        """The session that a conversation begins."""
        ...

    async def request(self, body: Json) -> dict[str, object]:
        """The fields of `POST /v1/chat` that an event asks for; none where it says nothing that can be answered."""
        ...

    async def typing(self, body: Json) -> None:
        """Shows that an answer is coming. Never raises."""
        ...

    def calls(self, shown: Shown, body: Json) -> Sequence[Json]:
        """What to send for an answer to an event, in order."""
        ...

    def text(self, text: str, conversation: str) -> Json:
        """The call that says only this."""
        ...

    async def send(self, call: Json) -> Sent:
        """Sends one call. Never raises for what the platform or the network does."""
        ...

    async def close(self) -> None: ...


class Exchange:
    """Works on every conversation of the given ways. `turn` answers a request, in a thread of its own.

    `start` and `close` belong to the application's life; everything else is called from its event loop.
    """

    def __init__(
        self, turn: Callable[[ChatRequest, str], TurnReply], ledger: Ledger, ways: Sequence[Way], links: PictureLinks
    ) -> None:
        self._turn, self._ledger, self._links = turn, ledger, links
        self._ways = {way.name: way for way in ways}
        self._owner = uuid4().hex
        self._working: dict[Lane, asyncio.Task[None]] = {}
        self._stirred: set[Lane] = set()
        self._sweeper: asyncio.Task[None] | None = None
        self._closing = False

    async def start(self) -> None:
        """Takes up what was left behind, and goes on looking for more."""
        await run_in_threadpool(self._ledger.forget_old, time.time())
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        """Ends after the calls in progress; what is left is taken up by the next process."""
        self._closing = True
        tasks = [task for task in (self._sweeper, *self._working.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for way in self._ways.values():
            await way.close()
        await run_in_threadpool(self._ledger.close)

    async def received(self, channel: str, event: str, conversation: str, body: Json) -> bool:
        """Keeps an event and has it answered; False for one that came before. Returns once it is safe to tell the platform so."""
        new = await run_in_threadpool(self._ledger.receive, channel, event, conversation, body, time.time())
        if new:
            self._work((channel, conversation))
        return new

    async def reaches(self, session: str) -> list[Lane]:
        """The conversations of a session on the platforms that are served here."""
        lanes = await run_in_threadpool(self._ledger.lanes_of, session)
        return [lane for lane in lanes if lane[0] in self._ways]

    async def knows(self, channel: str, conversation: str) -> bool:
        """Whether something was ever answered in a conversation."""
        return await run_in_threadpool(self._ledger.knows, (channel, conversation))

    async def code_for(self, session: str) -> str:
        """A code with which the session goes on in another channel: "link ABCD-EFGH"."""
        return await run_in_threadpool(self._ledger.code_for, session, time.time())

    async def said_by_a_person(self, lanes: Sequence[Lane], line: str) -> None:
        """Sends what a person wrote into conversations."""
        for channel, conversation in lanes:
            call = self._ways[channel].text(line, conversation)
            await run_in_threadpool(self._ledger.post, channel, conversation, [call], time.time())
            self._work((channel, conversation))

    def _work(self, lane: Lane) -> None:
        if lane in self._working:
            self._stirred.add(lane)  # the task may be on its way out
        elif lane[0] in self._ways and not self._closing:
            task = asyncio.create_task(self._lane(lane))
            self._working[lane] = task
            task.add_done_callback(lambda _: self._worked(lane))

    def _worked(self, lane: Lane) -> None:
        self._working.pop(lane, None)
        if lane in self._stirred:
            self._stirred.discard(lane)
            self._work(lane)

    async def _sweep(self) -> None:
        while True:
            for lane in await run_in_threadpool(self._ledger.waiting, time.time()):
                self._work(lane)
            await asyncio.sleep(SWEEP)

    async def _lane(self, lane: Lane) -> None:
        """Answers what waits in a conversation, in order, until nothing does."""
        way = self._ways[lane[0]]
        try:
            while await run_in_threadpool(self._ledger.take, lane, self._owner, time.time()):
                if not await self._send_all(lane, way):
                    break
                received = await run_in_threadpool(self._ledger.next_received, lane)
                if received is not None:
                    await self._answer(lane, way, received)
                elif await run_in_threadpool(self._ledger.leave, lane, self._owner):
                    return
        except Exception:
            # A fault of ours in one conversation must not end the others; it is told, and tried again by the next sweep.
            log.exception("conversation_failed", channel=lane[0])
        finally:
            await asyncio.shield(run_in_threadpool(self._ledger.abandon, lane, self._owner))

    async def _send_all(self, lane: Lane, way: Way) -> bool:
        """Sends what waits; False where the platform wants longer to be left alone than a task should live."""
        while (outgoing := await run_in_threadpool(self._ledger.next_outgoing, lane)) is not None:
            result = await way.send(outgoing.body)
            if result.problem is None:
                await run_in_threadpool(self._ledger.sent, lane, outgoing, time.time())
                continue
            gives_up = result.again is None or outgoing.tries + 1 >= ATTEMPTS
            await run_in_threadpool(self._ledger.unsent, outgoing, result.problem, gives_up=gives_up)
            if gives_up:
                log.warning("not_sent", channel=lane[0], problem=result.problem, tries=outgoing.tries + 1)
                continue
            wait = max(result.again or 0.0, 0.5 * 2**outgoing.tries)
            if wait > LONGEST_WAIT:
                return False
            await asyncio.sleep(wait)
            await run_in_threadpool(self._ledger.take, lane, self._owner, time.time())
        return True

    async def _answer(self, lane: Lane, way: Way, received: Received) -> None:
        """Makes the answer to one event, and puts it into the outbox in the same step in which the event is done with."""
        problem: str | None = None
        try:
            calls = await self._calls(lane, way, received)
        except Exception as error:
            if received.tries < TURN_ATTEMPTS:
                log.warning("answer_delayed", channel=lane[0], problem=f"{type(error).__name__}: {error}", tries=received.tries)
                await asyncio.sleep(0.25 * 2**received.tries)
                return
            log.exception("not_answered", channel=lane[0], name=received.event)
            calls, problem = [way.text(APOLOGY, lane[1])], f"{type(error).__name__}: {error}"
        await run_in_threadpool(self._ledger.answered, lane, received, calls, time.time(), problem)

    async def _calls(self, lane: Lane, way: Way, received: Received) -> Sequence[Json]:
        fields = await way.request(received.body)
        text = fields.get("text")
        code = _CODE.fullmatch(text) if isinstance(text, str) else None
        if code is not None:
            session = await run_in_threadpool(self._ledger.redeem, lane, code[1], time.time())
            return [way.text(GOES_ON if session else UNKNOWN_CODE, lane[1])]
        session = await run_in_threadpool(self._ledger.session_of, lane, way.session(lane[1]))
        spoken = await run_in_threadpool(self._ledger.spoken, lane)
        try:
            request = ChatRequest.model_validate(
                {**_reacted(fields, received.at, spoken), "session_id": session, "event_id": f"{lane[0]}:{received.event}"[:256]}
            )
        except ValidationError:
            return [way.text(NOTHING_SAID, lane[1])]
        hint = asyncio.create_task(way.typing(received.body))  # never waited for: a platform may be slow
        try:
            reply = await run_in_threadpool(self._turn, request, lane[0])
        finally:
            hint.cancel()
        return way.calls(Shown.of(self._links.public(reply.model_dump(mode="json"), time.time())), received.body)


def _reacted(fields: Mapping[str, object], at: float, spoken: float | None) -> dict[str, object]:
    """The fields, with the time that the shopper took since the last answer where the channel knows it."""
    told = fields.get("engagement")
    engagement = dict(told) if isinstance(told, Mapping) else {}
    if spoken is not None and "reaction_ms" not in engagement:
        engagement["reaction_ms"] = int(max(0.0, at - spoken) * 1000)
    return {**fields, "engagement": engagement or None}
