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
from assistant.channels.taps import Json
from assistant.message import ChatRequest
from assistant.reply import TurnReply

log = structlog.get_logger("channels")

SWEEP = 15.0
"""Seconds between two looks for what was left behind by a process that ended, or had to wait."""

FORGETS = 3600.0
"""Seconds between two times that what is old is deleted: that reads every row."""

TRIED_FOR = 24 * 3600.0
"""Seconds after which a call that a platform does not take is kept as failed."""

LONGEST_PAUSE = 300.0
"""Seconds at most between two tries, where a platform does not ask for more."""

LONGEST_WAIT = 20.0
"""Seconds that a task waits for a call to be due; what is due later is left to the sweep."""

BEAT = 15.0
"""Seconds between two signs of life of who works on a lane."""

GRACE = 4.0
"""Seconds that calls in progress get when the server stops."""

TURN_ATTEMPTS = 3
APOLOGY = "Sorry, something went wrong here. Could you say that once more in a moment?"
NOTHING_SAID = "I can read words and pictures here, but not that. What are you looking for?"
GOES_ON = "Welcome back: we go on where you left off."
UNKNOWN_CODE = "That code is not known, or no longer valid. A new one is made where you began the conversation."
NOT_HERE = "Others read along here: please send me that code in a direct message."

_CODE = re.compile(r"\W*(?:link|code|connect|continue)\W+([A-HJ-NP-Z2-9]{4}(?P<hyphen>-?)[A-HJ-NP-Z2-9]{4})\W*", re.I)
_PERSON = "person"
"""In a call of the outbox: the id of what a person wrote, which is told once the call is sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a call. `problem` None: taken. `again` None: no use in trying again; else seconds to wait at least."""

    problem: str | None = None
    again: float | None = None


class Way(Protocol):
    """A platform's way in and out."""

    name: str

    async def request(self, body: Json) -> dict[str, object]:
        """The fields of `POST /v1/chat` that an event asks for; none where it says nothing that can be answered."""
        ...

    async def typing(self, body: Json) -> None:
        """Shows that an answer is coming. Never raises."""
        ...

    def calls(self, shown: Shown, body: Json) -> Sequence[Json]:
        """What to send for an answer to an event, in order."""
        ...

    def texts(self, text: str, conversation: str) -> Sequence[Json]:
        """The calls that say only this, all of it."""
        ...

    def read_by_others(self, conversation: str) -> bool:
        """Whether others than the shopper read what is said there."""
        ...

    async def send(self, call: Json) -> Sent:
        """Sends one call. Never raises for what the platform or the network does."""
        ...

    async def close(self) -> None: ...


class Exchange:
    """Works on every conversation of the given ways.

    `turn` answers a request, and `told` notes that what a person wrote (by its id) was sent; both in threads. `start` and `close`
    belong to the application's life; everything else is called from its event loop.
    """

    def __init__(
        self,
        turn: Callable[[ChatRequest, str], TurnReply],
        ledger: Ledger,
        ways: Sequence[Way],
        links: PictureLinks,
        told: Callable[[int], None],
    ) -> None:
        self._turn, self._ledger, self._links, self._told = turn, ledger, links, told
        self._ways = {way.name: way for way in ways}
        self._owner = uuid4().hex
        self._working: dict[Lane, asyncio.Task[None]] = {}
        self._stirred: set[Lane] = set()
        self._sweeper: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    async def start(self) -> None:
        """Takes up what was left behind, and goes on looking for more."""
        self._sweeper = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        """Ends after the calls in progress, or `GRACE`; what is left is taken up by the next process."""
        self._ending.set()
        if self._sweeper is not None:
            self._sweeper.cancel()
        tasks = list(self._working.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=GRACE)
            for task in late:
                task.cancel()
        await asyncio.gather(*tasks, *((self._sweeper,) if self._sweeper else ()), return_exceptions=True)
        for way in self._ways.values():
            await way.close()
        await run_in_threadpool(self._ledger.close)

    async def received(self, channel: str, event: str, conversation: str, body: Json) -> bool:
        """Keeps an event and has it answered; False for one that came before. Returns once it is safe to tell the platform so."""
        new = await run_in_threadpool(self._ledger.receive, channel, event, conversation, body, time.time())
        if new:
            self._work((channel, conversation))
        return new

    async def knows(self, channel: str, conversation: str) -> bool:
        """Whether something was ever received in a conversation."""
        return await run_in_threadpool(self._ledger.knows, (channel, conversation))

    async def code_for(self, session: str) -> str:
        """A code with which the session goes on in another channel: "link ABCD-EFGH"."""
        return await run_in_threadpool(self._ledger.code_for, session, time.time())

    async def forget(self, session: str) -> None:
        """Deletes what is kept here of a session's conversations."""
        await run_in_threadpool(self._ledger.forget, session)

    async def said_by_a_person(self, session: str, channel: str, line: str, message_id: int) -> None:
        """Sends what a person wrote into the conversation that a session goes on in, if that is on this channel."""
        lanes = await run_in_threadpool(self._ledger.lanes_of, session)
        for lane in [one for one in lanes if one[0] == channel and channel in self._ways]:
            calls = [dict(call) for call in self._ways[channel].texts(line, lane[1])]
            calls[-1][_PERSON] = message_id
            await run_in_threadpool(self._ledger.post, *lane, calls, time.time())
            self._work(lane)

    def _work(self, lane: Lane) -> None:
        if lane in self._working:
            self._stirred.add(lane)  # the task may be on its way out
        elif lane[0] in self._ways and not self._ending.is_set():
            task = asyncio.create_task(self._lane(lane))
            self._working[lane] = task
            task.add_done_callback(lambda _: self._worked(lane))

    def _worked(self, lane: Lane) -> None:
        self._working.pop(lane, None)
        if lane in self._stirred:
            self._stirred.discard(lane)
            self._work(lane)

    async def _sweep(self) -> None:
        forgot = float("-inf")
        while True:
            try:
                if time.monotonic() - forgot > FORGETS:
                    await run_in_threadpool(self._ledger.forget_old, time.time())
                    forgot = time.monotonic()
                for lane in await run_in_threadpool(self._ledger.waiting, time.time()):
                    self._work(lane)
            except Exception:
                # A full disk or a locked file passes; who looks for what was left behind must outlive it.
                log.exception("sweep_failed")
            await asyncio.sleep(SWEEP)

    async def _lane(self, lane: Lane) -> None:
        """Answers what waits in a conversation, in order, until nothing does."""
        way = self._ways[lane[0]]
        if not await run_in_threadpool(self._ledger.take, lane, self._owner, time.time()):
            return
        beat = asyncio.create_task(self._beat(lane, asyncio.current_task()))
        left = False
        try:
            while not self._ending.is_set() and await self._send_all(lane, way):
                received = await run_in_threadpool(self._ledger.next_received, lane)
                if received is not None:
                    await self._answer(lane, way, received)
                elif left := await run_in_threadpool(self._ledger.leave, lane, self._owner):
                    return
        except Exception:
            # A fault of ours in one conversation must not end the others; it is told, and tried again by the next sweep.
            log.exception("conversation_failed", channel=lane[0])
        finally:
            beat.cancel()
            if not left:
                await asyncio.shield(run_in_threadpool(self._ledger.abandon, lane, self._owner))

    async def _beat(self, lane: Lane, worker: asyncio.Task[None] | None) -> None:
        """Keeps a lane ours while it is worked on, however long a call takes; who has lost it stops."""
        while True:
            await asyncio.sleep(BEAT)
            if not await run_in_threadpool(self._ledger.take, lane, self._owner, time.time()) and worker is not None:
                worker.cancel()
                return

    async def _send_all(self, lane: Lane, way: Way) -> bool:
        """Sends what waits; False where the next call is not due for long, or the server stops."""
        while (outgoing := await run_in_threadpool(self._ledger.next_outgoing, lane)) is not None:
            wait = outgoing.due - time.time()
            if wait > LONGEST_WAIT or self._ending.is_set() or (wait > 0 and await self._ends_within(wait)):
                return False
            result = await way.send({name: value for name, value in outgoing.body.items() if name != _PERSON})
            if result.problem is None:
                await run_in_threadpool(self._ledger.sent, lane, outgoing, time.time())
                said = outgoing.body.get(_PERSON)
                if isinstance(said, int):
                    await run_in_threadpool(self._told, said)
                continue
            now = time.time()
            due: float | None = None
            if result.again is not None and now - outgoing.at < TRIED_FOR:
                due = now + max(result.again, min(0.5 * 2.0 ** min(outgoing.tries, 12), LONGEST_PAUSE))
            else:
                log.warning("not_sent", channel=lane[0], problem=result.problem, tries=outgoing.tries + 1)
            await run_in_threadpool(self._ledger.unsent, outgoing, result.problem, due=due)
        return True

    async def _ends_within(self, seconds: float) -> bool:
        """Waits; True as soon as the server stops."""
        try:
            await asyncio.wait_for(self._ending.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        return True

    async def _answer(self, lane: Lane, way: Way, received: Received) -> None:
        """Makes the answer to one event, and puts it into the outbox in the same step in which the event is done with."""
        problem: str | None = None
        try:
            calls = await self._calls(lane, way, received)
        except Exception as error:
            if received.tries < TURN_ATTEMPTS:
                log.warning("answer_delayed", channel=lane[0], problem=type(error).__name__, tries=received.tries)
                await self._ends_within(0.25 * 2**received.tries)
                return
            log.exception("not_answered", channel=lane[0], row=received.id)
            calls, problem = way.texts(APOLOGY, lane[1]), type(error).__name__
        await run_in_threadpool(self._ledger.answered, lane, received, calls, time.time(), problem)

    async def _calls(self, lane: Lane, way: Way, received: Received) -> Sequence[Json]:
        fields = await way.request(received.body)
        linked = await self._linked(lane, way, fields.get("text"))
        if linked is not None:
            return way.texts(linked, lane[1])
        # A session's id lets whoever knows it read the session: it is not made of what others can know.
        session = await run_in_threadpool(self._ledger.session_of, lane, f"{lane[0]}:{uuid4().hex}")
        spoken = await run_in_threadpool(self._ledger.spoken, lane)
        try:
            request = ChatRequest.model_validate(
                {**_reacted(fields, received.at, spoken), "session_id": session, "event_id": f"{lane[0]}:{received.event}"[:256]}
            )
        except ValidationError:
            return way.texts(NOTHING_SAID, lane[1])
        hint = asyncio.create_task(way.typing(received.body))  # never waited for: a platform may be slow
        try:
            reply = await run_in_threadpool(self._turn, request, lane[0])
        finally:
            hint.cancel()
        return way.calls(Shown.of(self._links.public(reply.model_dump(mode="json"), time.time())), received.body)

    async def _linked(self, lane: Lane, way: Way, text: object) -> str | None:
        """What is said to a link code; None for anything else, such as "link bracelet"."""
        code = _CODE.fullmatch(text) if isinstance(text, str) else None
        if code is None:
            return None
        if way.read_by_others(lane[1]):
            return NOT_HERE if code["hyphen"] else None
        if await run_in_threadpool(self._ledger.redeem, lane, code[1], time.time()):
            return GOES_ON
        return UNKNOWN_CODE if code["hyphen"] else None


def _reacted(fields: Mapping[str, object], at: float, spoken: float | None) -> dict[str, object]:
    """The fields, with the time that the shopper took since the last answer where the channel knows it."""
    told = fields.get("engagement")
    engagement = dict(told) if isinstance(told, Mapping) else {}
    if spoken is not None and "reaction_ms" not in engagement:
        engagement["reaction_ms"] = int(max(0.0, at - spoken) * 1000)
    return {**fields, "engagement": engagement or None}
