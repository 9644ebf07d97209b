"""The assistant as the outside holds it: one store, one policy, many sessions.

One turn at a time in a session, many sessions at once. A turn is computed as a value and then written whole; where another
process has written a turn of the session in between, it is computed again from there.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from weakref import WeakValueDictionary

import orjson
import structlog

from assistant.delivery import Delivery
from assistant.handoff import Parcel, parcel
from assistant.message import ChatRequest, FeedbackRequest, Message, read
from assistant.outcome import Handoff, LogReward, RevealOrder
from assistant.relay import Relay, lapse_notice, relay, silent_reply
from assistant.renewal import renew
from assistant.reply import Card, StateReply, TurnReply, card, state_reply
from assistant.retrieval import Retrieval
from assistant.session_store import AgentMessage, Logged, Reward, Row, SessionStore, Written
from assistant.store_sight import StoreSight, open_vision
from assistant.turn import Turn, Understand, silent_turn, take_turn
from assistant.world import World
from data.errors import ShopwindowError, StoreError
from data.recent import Recent
from data.store import LiveStore, Store
from dialogue_policy import features
from dialogue_policy.action import Decision
from dialogue_policy.learned import LearnedPolicy, serving
from dialogue_policy.policy import Policy
from dialogue_policy.state import DialogueState
from dialogue_policy.state_json import dumped, from_json
from grounding.showing import OVERLAY
from grounding.sight import Vision
from nlu.encoder import SentenceEncoder
from nlu.understand import Understander

log = structlog.get_logger(__name__)

VERSIONS_HELD = 2
"""Versions of the store kept open: the current one, and the one that turns in progress may still be using."""

TRIES = 8
"""How often a turn is computed again because another process was faster."""


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything bound to one version of the store."""

    store: Store
    search: Retrieval
    understand: Understand
    policy: Policy
    sight: StoreSight | None

    def world(self, now: datetime) -> World:
        return World(store=self.store, shop=self.store.shop, search=self.search, now=now, sight=self.sight)


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as the outside may look at it. `turns` are (number, the shopper's words, the reply), oldest first."""

    session_id: str
    turn: int
    created: str
    updated: str
    state: StateReply
    turns: tuple[tuple[int, str, dict[str, object]], ...]
    agent_messages: tuple[AgentMessage, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """What is being served: for `/readyz` and the first line in a terminal."""

    store_path: str
    store_version: str
    products: int
    variants: int
    policy: str
    pictures: str


STATES_HELD = 256
"""States that are held beside their stored form, which they are found by."""


class Busy(ShopwindowError):
    """Several processes answer one session at once, again and again."""


class Assistant:
    """Holds a store, the models and the sessions. Open one per process; its methods may be called from any thread."""

    def __init__(
        self,
        live: LiveStore,
        encoder: SentenceEncoder,
        sessions: SessionStore,
        policy: Policy,
        *,
        trouble: str = "",
        explores: bool = True,
        vision: Vision | None = None,
        blind: str = "there is no vision model",
    ) -> None:
        """`trouble` tells why `policy` stands in for the shipped one, `blind` why there is no `vision`; without `explores` the
        shop's exploration rate is 0.
        """
        self._live = live
        self._encoder = encoder
        self._sessions = sessions
        self._policy, self._trouble, self._explores = policy, trouble, explores
        self._vision, self._blind = vision, blind
        self._shops: OrderedDict[str, Shop] = OrderedDict()
        self._binding = threading.Lock()
        self._locks: WeakValueDictionary[str, _Lock] = WeakValueDictionary()
        self._states: Recent[bytes, DialogueState] = Recent(STATES_HELD)
        self._delivery = Delivery(sessions)
        self._shop()

    @classmethod
    def open(
        cls,
        store_path: Path,
        state_dir: Path | None = None,
        *,
        policy: Policy | None = None,
        explores: bool = True,
        threads: int = 1,
    ) -> Assistant:
        """Opens a store to talk about. Sessions are kept in `state_dir`, by default `<store>-state` beside the store.

        Decides by the shipped policy, and by the fixed one where that does not fit this program (`ready` and the log say so).
        Explores at the rate that the shop set, unless `explores` is False: scripts and measurements are to be repeatable.
        Raises `StoreError` where the store or the sessions cannot be used, with what to do about it.
        """
        encoder = SentenceEncoder.open(threads=threads)
        live = LiveStore(store_path, fingerprints={"text": encoder.fingerprint})
        folder = state_dir or state_folder(store_path)
        trouble = ""
        if policy is None:
            policy, trouble = serving()
            if trouble:
                log.warning("policy_replaced", problem=trouble, serves="the fixed policy")
        sessions = SessionStore(folder / "sessions.sqlite")
        vision, blind = open_vision(encoder)
        if blind:
            log.warning("no_vision", problem=blind, serves="reasons from records alone")
        return cls(live, encoder, sessions, policy, trouble=trouble, explores=explores, vision=vision, blind=blind)

    def close(self) -> None:
        """Ends deliveries and closes the sessions' file."""
        self._delivery.close()
        self._sessions.close()

    def turn(self, request: ChatRequest, *, now: datetime | None = None) -> TurnReply:
        """Answers one message, and keeps what came of it. An unknown session is a new one; an `event_id` that was answered
        already is answered as it was.
        """
        moment = now or datetime.now(timezone.utc)
        message = read(request)
        with self._one_at_a_time(request.session_id):
            for _ in range(TRIES):
                # Each time: another process may have answered the same event meanwhile.
                before = self._sessions.reply_to(request.session_id, request.event_id) if request.event_id else None
                if before is not None:
                    return TurnReply.model_validate_json(before)
                reply = self._try(request, message, moment)
                if reply is not None:
                    return reply
        raise Busy(f"session {request.session_id!r} is being answered by several processes at once; send one turn at a time")

    def feedback(self, session_id: str, *, turn: int, product_id: str | None, value: str) -> TurnReply:
        """A thumb, as a turn of its own."""
        thumb = FeedbackRequest.model_validate({"turn": turn, "product_id": product_id, "value": value})
        return self.turn(ChatRequest(session_id=session_id, feedback=thumb))

    def session(self, session_id: str) -> SessionView | None:
        """What is kept of a session; None where there is none."""
        row = self._sessions.load(session_id)
        if row is None:
            return None
        state, _ = self._state(session_id, row, datetime.now(timezone.utc))
        turns = tuple((n, shopper, orjson.loads(reply)) for n, shopper, reply in self._sessions.replies(session_id))
        messages = tuple(self._sessions.agent_messages(session_id))
        shown = state_reply(state, self.store().shop.locale)
        return SessionView(session_id, state.turn, row.created, row.updated, shown, turns, messages)

    def forget(self, session_id: str) -> bool:
        """Deletes everything kept of a session; False where there was none."""
        with self._one_at_a_time(session_id):
            return self._sessions.forget(session_id)

    def product(self, product_id: str) -> Card | None:
        """A product's card, as its best variant; None where the store has no such product."""
        pick = self._shop().search.pick(product_id)
        return None if pick is None else card(pick, locale=self.store().shop.locale)

    def media(self, name: str) -> Path | None:
        """A picture of the store; None where it has none of that name."""
        return self._shop().store.media(name)

    def marked(self, name: str) -> bytes | None:
        """A picture of the store with a thing marked on it, as WebP: `name` is "<picture>.overlay/<phrase>.webp".

        None where there is no such picture, or the thing is not surely seen there.
        """
        shop = self._shop()
        picture, _, phrase = name.removesuffix(".webp").partition(OVERLAY)
        if shop.sight is None or not phrase or not name.endswith(".webp"):
            return None
        return shop.sight.marked(f"{picture}.webp", phrase)

    @property
    def finds_by_photo(self) -> bool:
        """Whether a shopper's photo can be searched by in the store that is served now."""
        sight = self._shop().sight
        return sight is not None and sight.finds

    @property
    def state_dir(self) -> Path:
        """The folder of what changes while serving."""
        return self._sessions.path.parent

    def picture(self, name: str) -> bytes | None:
        """The bytes of a picture of the store by its name in `/media`, marked ones included; None where there is none."""
        if OVERLAY in name:
            return self.marked(name)
        path = self.media(name) if name and "\x00" not in name else None
        return path.read_bytes() if path is not None and path.is_file() else None

    def store(self) -> Store:
        """The version of the store that turns use now."""
        return self._shop().store

    def agent_message(
        self, session_id: str, text: str, *, name: str, done: bool = False, event_id: str | None = None
    ) -> int | None:
        """A person answers in a session; the assistant is silent from then until `done`. The message's id; None where there is no
        such session. One that comes again by its `event_id` is not taken again.
        """
        if self._sessions.load(session_id) is None:
            return None
        at = _stamp(datetime.now(timezone.utc))
        return self._sessions.add_agent_message(session_id, name, text, done=done, at=at, event_id=event_id)

    def agent_told(self, message_id: int) -> None:
        """What a person wrote has reached the shopper by a channel: no reply has to carry it any more."""
        self._sessions.agent_told(message_id)

    def speaks_on(self, session_id: str) -> str | None:
        """The channel on which a shopper last spoke ("slack"); None for the web and for no such session."""
        event = self._sessions.last_event(session_id)
        return event.partition(":")[0] if event else None

    def ready(self) -> Ready:
        """What is being served. Raises `StoreError` where the store is gone."""
        shop = self._shop()
        store, trouble = shop.store, shop.sight.trouble if shop.sight is not None else self._blind
        pictures = f"not looked at ({trouble})" if trouble else "looked at"
        policy = f"fixed ({self._trouble})" if self._trouble else getattr(self._policy, "name", type(self._policy).__name__)
        return Ready(str(store.path), store.version, store.product_count, store.variant_count, policy, pictures)

    def _try(self, request: ChatRequest, message: Message, now: datetime) -> TurnReply | None:
        """One turn from the session as it stands; None where it has moved on meanwhile."""
        row = self._sessions.load(request.session_id)
        state, readable = self._state(request.session_id, row, now)
        shop = self._shop()
        world = shop.world(now)
        notices: tuple[str, ...] = ()
        if readable and row is not None and row.store_version != shop.store.version:
            state, notices = renew(state, world)
        current = relay(self._sessions.agent_messages(request.session_id), now) if row is not None else Relay()
        if current.name is not None:
            turn = silent_turn(state, silent_reply(current), shop.store.shop.locale)
        else:
            notices = (*notices, *current.lines, *((lapse_notice(current.lapsed),) if current.lapsed else ()))
            turn = take_turn(state, message.noting(*notices), world, shop.understand, shop.policy)
            _log_disagreements(turn.reply)
        written = self._written(request, message, turn, shop, current)
        saved = self._sessions.save(written, onto=row.turn if readable and row is not None else None, at=_stamp(now))
        if not saved:
            return None
        if current.lapsed:
            self._sessions.add_agent_message(request.session_id, current.lapsed, "", done=True, at=_stamp(now))
        if written.parcels:
            self._delivery.wake()
        return turn.reply

    def _written(self, request: ChatRequest, message: Message, turn: Turn, shop: Shop, current: Relay) -> Written:
        effects = turn.effects
        reasons = [e.reason for e in effects if isinstance(e, Handoff)]
        if current.name is not None:
            reasons.append(f"message to {current.name}")
        return Written(
            session_id=request.session_id,
            turn=turn.state.turn,
            state=self._kept(turn.state),
            store_version=shop.store.version,
            shopper=message.words,
            assistant=turn.reply.reply.text,
            request=request.model_dump_json(exclude={"image"}, exclude_defaults=True).encode(),
            reply=turn.reply.model_dump_json().encode(),
            decided=_logged(turn.decision, turn.state),
            rewards=[Reward(e.kind, e.product_id, e.value) for e in effects if isinstance(e, LogReward)],
            revealed=[e.number for e in effects if isinstance(e, RevealOrder)],
            parcels=[self._parcel(turn, shop, message, reason) for reason in reasons],
            told=current.told,
        )

    def _kept(self, state: DialogueState) -> bytes:
        """The state as it is stored; the next turn of the session most likely finds it as it is, and reads nothing."""
        raw = dumped(state)
        self._states.keep({raw: state})
        return raw

    def _parcel(self, turn: Turn, shop: Shop, message: Message, reason: str) -> Parcel:
        state = turn.state
        said = [*self._sessions.said(state.session_id), (message.words, turn.reply.reply.text)]
        return parcel(
            shop.store.shop.handoff,
            session_id=state.session_id,
            turn=state.turn,
            reason=reason,
            said=said,
            cart=state.cart,
            contact=state.email,
        )

    def _state(self, session_id: str, row: Row | None, now: datetime) -> tuple[DialogueState, bool]:
        """The session's state, and whether it is the stored one; a row that cannot be read is set aside for a fresh state."""
        if row is not None:
            try:
                return self._states.of(row.state, lambda: from_json(orjson.loads(row.state))), True
            except (ShopwindowError, ValueError, KeyError, TypeError, AttributeError) as error:
                # The row is outside input here: written by an older version, or by a disk that failed.
                self._sessions.set_aside(session_id, f"{type(error).__name__}: {error}", at=_stamp(now))
        return DialogueState(session_id=session_id), False

    def _shop(self) -> Shop:
        store = self._live.current
        with self._binding:
            shop = self._shops.get(store.version)
            if shop is None:
                understand = Understander(store.lexicon, self._encoder)
                sight = StoreSight(store, self._vision) if self._vision is not None else None
                search = Retrieval(store, self._encoder, common_words=understand.common_words, sight=sight)
                shop = Shop(store, search, understand, self._policy_of(store), sight)
                self._shops[store.version] = shop
                # Waited for at exit: a thread that is cut off within native code aborts the whole process.
                threading.Thread(target=_warm, args=(store, understand, sight), name="warm-up").start()
                while len(self._shops) > VERSIONS_HELD:
                    self._shops.popitem(last=False)
            return shop

    def _policy_of(self, store: Store) -> Policy:
        """The policy, as this shop lets it explore."""
        rate = store.shop.exploration_rate if self._explores else 0.0
        return self._policy.exploring(rate) if isinstance(self._policy, LearnedPolicy) else self._policy

    @contextmanager
    def _one_at_a_time(self, session_id: str) -> Iterator[None]:
        with self._binding:
            lock = self._locks.setdefault(session_id, _Lock())
        with lock.held:
            yield


def state_folder(store: Path) -> Path:
    """Where the sessions of a store are kept unless another folder is named: beside it."""
    return store.with_name(f"{store.resolve().name}-state")


class _Lock:
    """A lock that may be held weakly."""

    def __init__(self) -> None:
        self.held = threading.Lock()


def _warm(store: Store, understand: Understander, sight: StoreSight | None) -> None:
    """The first full-text search loads LanceDB, which takes more than a second, and the store's values are embedded once, and
    once more to be looked for on pictures: not while a shopper waits.
    """
    with suppress(StoreError):  # whoever searches next is told
        store.text_search("warm-up", k=1)
    understand.warm()
    if sight is not None:
        sight.warm()


def _logged(decision: Decision, state: DialogueState) -> Logged | None:
    """What a learned policy chose, as it is kept to learn from."""
    if not decision.choices:
        return None
    seed = f"{state.session_id}:{state.turn}:{decision.version}"
    rows = [[[round(x, 4) for x in c.seen], c.allowed, c.chosen, c.propensity, c.moved_by] for c in decision.choices]
    return Logged(f"{decision.policy} {decision.version}", seed, features.VERSION, orjson.dumps(rows))


def _log_disagreements(reply: TurnReply) -> None:
    """For the shop's owner: where a picture does not show what its product is listed as."""
    for shown in reply.reply.products:
        for reason in shown.reasons:
            if reason.disputed:
                log.info(
                    "picture_disagrees", product=shown.id, variant=shown.variant_id, slot=reason.slot, record=reason.evidence,
                    presence=reason.score,
                )  # fmt: skip


def _stamp(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")
