"""Between a platform and the assistant: events in, answers out, in the order of each conversation and never twice.

A webhook keeps its event in the ledger and is told "taken"; the answer is made and sent from there. Each conversation is worked
on by one task, so that a platform that is slow or refuses holds up nobody else, and what a crash interrupts goes on afterwards.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, Protocol, TypeVar
from uuid import uuid4

import structlog

from assistant.channels.ledger import Lane, Ledger, Outgoing, Received
from assistant.channels.shown import Shown
from assistant.channels.taps import Json, reference, written

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

HINT_AFTER = 0.3
"""Seconds after which a shopper is shown that an answer is coming."""

TURN_ATTEMPTS = 3
APOLOGY = "Sorry, something went wrong here. Could you say that once more in a moment?"
THREADS = 32
"""Of an exchange: turns taken and files written at once."""

_PERSON = "person"
"""In a call of the outbox: the id of what a person wrote, which is told once the call is sent."""


P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an event asks for: the fields of `POST /v1/chat` that it says something with, none where it says nothing.

    `event` names it, so that it is not taken twice; `alone` is False where others than the shopper read along.
    """

    lane: Lane
    event: str
    fields: Json
    alone: bool


Answer = Json | str | Shown
"""A turn (the contract's JSON, its pictures with public addresses), only words to say, or what another bot shows."""

Answers = Callable[[Asked], Awaitable["Answer | Sequence[Answer]"]]
"""What answers: one thing, or several in order. "" is nothing."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a call. `problem` None: taken. `again` None: no use in trying again; else seconds to wait at least."""

    problem: str | None = None
    again: float | None = None


class Way(Protocol):
    """A platform's way in and out.

    One whose buttons hold too little for what they mean has `refers = True`: a tap's `payload` is then the reference that was
    sent, and comes to `request` as what it stands for. One that wants to be told that a tap was taken has `taken(body)`, the
    calls that say so.
    """

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

    `told` notes, in a thread, that what a person wrote (by its id) was sent. `start` and `close` belong to the application's
    life; everything else is called from its event loop.
    """

    def __init__(self, answers: Answers, ledger: Ledger, ways: Sequence[Way], told: Callable[[int], None] | None = None) -> None:
        self._answers, self._ledger, self._told = answers, ledger, told
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="exchange")
        self._ways = {way.name: way for way in ways}
        self._owner = uuid4().hex
        self._working: dict[Lane, asyncio.Task[None]] = {}
        self._stirred: set[Lane] = set()
        self._sweeper: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending = asyncio.Event()

    async def start(self) -> None:
        """Takes up what was left behind, and goes on looking for more."""
        self._loop = asyncio.get_running_loop()
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
        await self.in_thread(self._ledger.close)
        self._threads.shutdown(wait=False)

    async def received(self, channel: str, event: str, conversation: str, body: Json) -> bool:
        """Keeps an event and has it answered; False for one that came before. Returns once it is safe to tell the platform so."""
        new = await self.in_thread(self._ledger.receive, channel, event, conversation, body, time.time())
        if new:
            self._work((channel, conversation))
        return new

    async def knows(self, channel: str, conversation: str) -> bool:
        """Whether something was ever received in a conversation."""
        return await self.in_thread(self._ledger.knows, (channel, conversation))

    async def code_for(self, session: str) -> str:
        """A code with which the session goes on in another channel: "link ABCD-EFGH"."""
        return await self.in_thread(self._ledger.code_for, session, time.time())

    async def said_by_a_person(
        self, session: str, channel: str, line: str, message_id: int | None, key: str | None = None
    ) -> bool:
        """Sends what a person wrote into the conversation that a session goes on in; False where that is not on this channel.

        With a `key` it is sent once, however often it is asked for.
        """
        known = await self.in_thread(self._ledger.lanes_of, session)
        lanes = [one for one in known if one[0] == channel and channel in self._ways]
        for lane in lanes:
            calls = [dict(call) for call in self._ways[channel].texts(line, lane[1])]
            if message_id is not None:
                calls[-1][_PERSON] = message_id
            await self.in_thread(self._ledger.post, *lane, calls, time.time(), key)
            self._work(lane)
        return bool(lanes)

    def post(self, lane: Lane, calls: Sequence[Json], key: str | None = None) -> None:
        """Sends calls that answer no event, with a `key` once. From any thread; returns once they are kept."""
        self._ledger.post(*lane, calls, time.time(), key)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._work, lane)

    async def at_desk(self, channel: str, thread: str) -> str | None:
        """The session that the shop's people answer in a thread."""
        return await self.in_thread(self._ledger.at_desk, channel, thread)

    async def in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Waits for what blocks, without holding up the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(work, *args, **kwargs))

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
                    await self.in_thread(self._ledger.forget_old, time.time())
                    forgot = time.monotonic()
                for lane in await self.in_thread(self._ledger.waiting, time.time()):
                    self._work(lane)
            except Exception:
                # A full disk or a locked file passes; who looks for what was left behind must outlive it.
                log.exception("sweep_failed")
            await asyncio.sleep(SWEEP)

    async def _lane(self, lane: Lane) -> None:
        """Answers what waits in a conversation, in order, until nothing does."""
        beat = asyncio.create_task(self._beat(lane, asyncio.current_task()))
        ours = True  # until the ledger has it back
        try:
            work = await self.in_thread(self._begun, lane)
            while work is not None and not self._ending.is_set():
                done = await (self._send(lane, work) if isinstance(work, Outgoing) else self._answer(lane, work))
                if done is None:
                    return
                work = await self.in_thread(self._noted, lane, done)
            ours = work is not None
        except Exception:
            # A fault of ours in one conversation must not end the others; it is told, and tried again by the next sweep.
            log.exception("conversation_failed", channel=lane[0])
        finally:
            beat.cancel()
            if ours:
                await asyncio.shield(self.in_thread(self._ledger.abandon, lane, self._owner))

    def _begun(self, lane: Lane) -> Received | Outgoing | None:
        """Takes a lane, and what is to be done first in it. In a thread, as what follows it: one way there and back a step."""
        return self._ledger.next(lane, self._owner) if self._ledger.take(lane, self._owner, time.time()) else None

    def _noted(self, lane: Lane, done: Callable[[], None]) -> Received | Outgoing | None:
        """Notes what was done in a lane, and what is to be done next."""
        done()
        if self._ending.is_set():  # what is not begun counts as no try
            self._ledger.abandon(lane, self._owner)
            return None
        return self._ledger.next(lane, self._owner)

    async def _beat(self, lane: Lane, worker: asyncio.Task[None] | None) -> None:
        """Keeps a lane ours while it is worked on, however long a call takes; who has lost it stops."""
        while True:
            await asyncio.sleep(BEAT)
            if not await self.in_thread(self._ledger.take, lane, self._owner, time.time()) and worker is not None:
                worker.cancel()
                return

    async def _send(self, lane: Lane, outgoing: Outgoing) -> Callable[[], None] | None:
        """Sends a call; what notes that it was. None where it is not due for long, or the server stops."""
        wait = outgoing.due - time.time()
        if wait > LONGEST_WAIT or (wait > 0 and await self._ends_within(wait)):
            return None
        result = await self._ways[lane[0]].send({name: value for name, value in outgoing.body.items() if name != _PERSON})
        now = time.time()
        if result.problem is None:
            return partial(self._sent, lane, outgoing, now)
        due: float | None = None
        if result.again is not None and now - outgoing.at < TRIED_FOR:
            due = now + max(result.again, min(0.5 * 2.0 ** min(outgoing.tries, 12), LONGEST_PAUSE))
        else:
            log.warning("not_sent", channel=lane[0], problem=result.problem, tries=outgoing.tries + 1)
        return partial(self._ledger.unsent, outgoing, result.problem, due=due)

    def _sent(self, lane: Lane, outgoing: Outgoing, now: float) -> None:
        self._ledger.sent(lane, outgoing, now)
        said = outgoing.body.get(_PERSON)
        if isinstance(said, int) and self._told is not None:
            self._told(said)

    async def _ends_within(self, seconds: float) -> bool:
        """Waits; True as soon as the server stops."""
        try:
            await asyncio.wait_for(self._ending.wait(), seconds)
        except asyncio.TimeoutError:
            return False
        return True

    async def _answer(self, lane: Lane, received: Received) -> Callable[[], None]:
        """Makes the answer to one event; what puts it into the outbox, in the same step in which the event is done with."""
        way, problem = self._ways[lane[0]], None
        try:
            calls = await self._calls(lane, way, received)
        except Exception as error:
            if received.tries < TURN_ATTEMPTS:
                log.warning("answer_delayed", channel=lane[0], problem=type(error).__name__, tries=received.tries)
                await self._ends_within(0.25 * 2**received.tries)
                return _again
            log.exception("not_answered", channel=lane[0], row=received.id)
            calls, problem = way.texts(APOLOGY, lane[1]), type(error).__name__
        return partial(self._ledger.answered, lane, received, calls, time.time(), problem)

    async def _calls(self, lane: Lane, way: Way, received: Received) -> Sequence[Json]:
        body, refers = received.body, getattr(way, "refers", False)
        if refers and body.get("payload") is not None:
            body = {**body, "payload": await self.in_thread(self._ledger.tap, lane, str(body["payload"]))}
        hint = asyncio.create_task(self._hint(way, received.body))  # never waited for: a platform may be slow
        try:
            fields = _reacted(await way.request(body), received.at, received.spoken)
            told = await self._answers(Asked(lane, received.event, fields, not way.read_by_others(lane[1])))
        finally:
            hint.cancel()
        taken = getattr(way, "taken", None)
        calls: list[Json] = list(taken(body)) if taken is not None else []
        for number, one in enumerate(told if isinstance(told, (list, tuple)) else (told,)):
            if isinstance(one, str):
                calls += way.texts(one, lane[1]) if one else ()
                continue
            # By the event and not by the turn: after a link code the turns are those of another session. Its row's number alone
            # comes again once the ledger has forgotten everything.
            shown = (one if isinstance(one, Shown) else Shown.of(one)).called(f"{received.id}-{int(received.at)}-{number}")
            if refers:
                taps = {reference(shown.named, place): written(tap) for place, tap in enumerate(shown.every_tap)}
                await self.in_thread(self._ledger.remember, lane, taps, time.time())
            calls += way.calls(shown, body)
        return calls

    async def _hint(self, way: Way, body: Json) -> None:
        """Shows that an answer is coming, to who has to wait for it: most are there before anybody could read the sign."""
        await asyncio.sleep(HINT_AFTER)
        await way.typing(body)


def _again() -> None:
    """What is noted of an event that is to be tried again: nothing."""


def _reacted(fields: Mapping[str, object], at: float, spoken: float | None) -> dict[str, object]:
    """The fields, with the time that the shopper took since the last answer where the channel knows it."""
    told = fields.get("engagement")
    engagement = dict(told) if isinstance(told, Mapping) else {}
    if spoken is not None and "reaction_ms" not in engagement:
        engagement["reaction_ms"] = int(max(0.0, at - spoken) * 1000)
    return {**fields, "engagement": engagement or None}
