"""Sessions on disk: one SQLite file, in which a turn's new state, its effects and its log are written together or not at all.

Concurrency is optimistic: a turn is written only onto the turn that it was made from (`save` says so), so several threads or
processes may serve one file. Rows that cannot be read are set aside, never deleted and never a crash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from assistant.handoff import ATTEMPTS, Parcel
from assistant.sqlite_file import SqliteFile

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, turn INTEGER NOT NULL, state BLOB NOT NULL, store_version TEXT NOT NULL,
    created TEXT NOT NULL, updated TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (
    session TEXT NOT NULL, turn INTEGER NOT NULL, at TEXT NOT NULL, shopper TEXT NOT NULL, assistant TEXT NOT NULL,
    request BLOB NOT NULL, reply BLOB NOT NULL, PRIMARY KEY (session, turn)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rewards (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL, turn INTEGER NOT NULL, at TEXT NOT NULL,
    kind TEXT NOT NULL, product TEXT, value REAL NOT NULL);
CREATE TABLE IF NOT EXISTS decisions (
    session TEXT NOT NULL, turn INTEGER NOT NULL, at TEXT NOT NULL, policy TEXT NOT NULL, seed TEXT NOT NULL,
    features INTEGER NOT NULL, choices BLOB NOT NULL, PRIMARY KEY (session, turn)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reveals (id INTEGER PRIMARY KEY, session TEXT NOT NULL, turn INTEGER NOT NULL, at TEXT NOT NULL,
    order_number TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL, at TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL,
    body BLOB NOT NULL, status TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, problem TEXT);
CREATE TABLE IF NOT EXISTS agents (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL, at TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
    done INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS agents_of ON agents (session);
CREATE TABLE IF NOT EXISTS agent_events (
    session TEXT NOT NULL, event TEXT NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (session, event)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS set_aside (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL, at TEXT NOT NULL, state BLOB NOT NULL, reason TEXT NOT NULL);
"""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A session as stored: the state's JSON, and the store version it was made on."""

    state: bytes
    turn: int
    store_version: str
    created: str
    updated: str


@dataclass(frozen=True, slots=True)
class Reward:
    kind: str
    product_id: str | None
    value: float


@dataclass(frozen=True, slots=True)
class Logged:
    """What a policy chose in a turn, to be learned from. `choices` is JSON: features seen, allowed, chosen, propensity."""

    policy: str
    seed: str
    features: int
    choices: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """What one turn writes. `state` is None where the turn changed no state (a person was answering)."""

    session_id: str
    turn: int
    state: bytes
    store_version: str
    shopper: str
    assistant: str
    request: bytes
    reply: bytes
    decided: Logged | None = None
    rewards: Sequence[Reward] = ()
    revealed: Sequence[str] = ()
    parcels: Sequence[Parcel] = ()
    told: Sequence[int] = ()
    """Ids of the agent's messages that this turn's reply carried to the shopper."""


@dataclass(frozen=True, slots=True)
class AgentMessage:
    """What a person wrote into a session. `done` ends their part; `told` says that a reply has carried it."""

    id: int
    at: str
    name: str
    text: str
    done: bool
    told: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """An outbox row still to be delivered."""

    id: int
    address: str
    body: Mapping[str, object] = field(default_factory=dict)


class SessionStore:
    """The file of sessions; safe to share between threads. Raises `StoreError` where the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = SqliteFile(path, _SCHEMA, _VERSION, holds="sessions")

    def close(self) -> None:
        """Closes every thread's connection; the store is not used after."""
        self._file.close()

    def load(self, session_id: str) -> Row | None:
        """The session as it was last written; None where there is none."""
        row = self._file.connection.execute(
            "SELECT state, turn, store_version, created, updated FROM sessions WHERE id = ?", (session_id,)
        ).fetchone()
        return None if row is None else Row(*row)

    def save(self, written: Written, *, onto: int | None, at: str) -> bool:
        """Writes one turn whole. `onto` is the turn it was made from (None: a new session).

        False, and nothing is written, where another turn of the session has come in between.
        """
        with self._file.transaction() as db:
            now = db.execute("SELECT turn FROM sessions WHERE id = ?", (written.session_id,)).fetchone()
            if (None if now is None else now[0]) != onto:
                return False
            key = (written.session_id, written.turn)
            db.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET turn = excluded.turn,"
                " state = excluded.state, store_version = excluded.store_version, updated = excluded.updated",
                (*key, written.state, written.store_version, at, at),
            )
            db.execute(
                "INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*key, at, written.shopper, written.assistant, written.request, written.reply),
            )
            if written.decided is not None:
                one = written.decided
                db.execute(
                    "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*key, at, one.policy, one.seed, one.features, one.choices),
                )
            db.executemany(
                "INSERT INTO rewards (session, turn, at, kind, product, value) VALUES (?, ?, ?, ?, ?, ?)",
                [(*key, at, r.kind, r.product_id, r.value) for r in written.rewards],
            )
            db.executemany(
                "INSERT INTO reveals (session, turn, at, order_number) VALUES (?, ?, ?, ?)",
                [(*key, at, number) for number in written.revealed],
            )
            db.executemany(
                "INSERT INTO outbox (session, at, channel, address, body, status) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (written.session_id, at, p.channel, p.address, orjson.dumps(dict(p.body)), _first_status(p))
                    for p in written.parcels
                ],
            )
            db.executemany("UPDATE agents SET told = 1 WHERE id = ?", [(one,) for one in written.told])
        return True

    def set_aside(self, session_id: str, reason: str, *, at: str) -> None:
        """Keeps a row that cannot be read, out of the way of a fresh session."""
        with self._file.transaction() as db:
            db.execute(
                "INSERT INTO set_aside (session, at, state, reason) SELECT id, ?, state, ? FROM sessions WHERE id = ?",
                (at, reason, session_id),
            )
            db.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
            for table in ("decisions", "rewards"):  # what is learned from is one conversation, not two under one name
                db.execute(f"DELETE FROM {table} WHERE session = ?", (session_id,))

    def forget(self, session_id: str) -> bool:
        """Deletes everything that is kept of a session; False where there was none."""
        with self._file.transaction() as db:
            known = db.execute("DELETE FROM sessions WHERE id = ?", (session_id,)).rowcount > 0
            for table in ("turns", "decisions", "rewards", "reveals", "outbox", "agents", "agent_events", "set_aside"):
                db.execute(f"DELETE FROM {table} WHERE session = ?", (session_id,))
        return known

    def said(self, session_id: str, *, last: int = 20) -> list[tuple[str, str]]:
        """The last turns in words, (shopper, assistant), oldest first."""
        rows = self._file.connection.execute(
            "SELECT shopper, assistant FROM turns WHERE session = ? ORDER BY turn DESC LIMIT ?", (session_id, last)
        ).fetchall()
        return [(shopper, assistant) for shopper, assistant in reversed(rows)]

    def replies(self, session_id: str) -> list[tuple[int, str, bytes]]:
        """Every turn kept: its number, the shopper's words, the reply's JSON; oldest first."""
        return self._file.connection.execute(
            "SELECT turn, shopper, reply FROM turns WHERE session = ? ORDER BY turn", (session_id,)
        ).fetchall()

    def reply_to(self, session_id: str, event_id: str) -> bytes | None:
        """The JSON of the reply to a request with this `event_id`; None where none has come yet."""
        row = self._file.connection.execute(
            "SELECT reply FROM turns WHERE session = ? AND json_extract(CAST(request AS TEXT), '$.event_id') = ?"
            " ORDER BY turn DESC LIMIT 1",
            (session_id, event_id),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def every_reply(self) -> Iterator[bytes]:
        """The JSON of every reply of every session."""
        for (reply,) in self._file.connection.execute("SELECT reply FROM turns ORDER BY session, turn"):
            yield reply

    def add_reward(self, session_id: str, turn: int, reward: Reward, *, at: str) -> None:
        """Logs a signal that came outside a turn."""
        with self._file.transaction() as db:
            db.execute(
                "INSERT INTO rewards (session, turn, at, kind, product, value) VALUES (?, ?, ?, ?, ?, ?)",
                (session_id, turn, at, reward.kind, reward.product_id, reward.value),
            )

    def add_agent_message(
        self, session_id: str, name: str, text: str, *, done: bool, at: str, event_id: str | None = None
    ) -> int:
        """Keeps what a person wrote; its id. What came before by this `event_id` is there already."""
        with self._file.transaction() as db:
            known = db.execute("SELECT message FROM agent_events WHERE session = ? AND event = ?", (session_id, event_id))
            before = known.fetchone()
            if before is not None:
                return int(before[0])
            cursor = db.execute(
                "INSERT INTO agents (session, at, name, text, done) VALUES (?, ?, ?, ?, ?)",
                (session_id, at, name, text, int(done)),
            )
            message_id = int(cursor.lastrowid or 0)
            if event_id is not None:
                db.execute("INSERT INTO agent_events VALUES (?, ?, ?)", (session_id, event_id, message_id))
            return message_id

    def agent_told(self, message_id: int) -> None:
        """Notes that the shopper has a person's message."""
        with self._file.transaction() as db:
            db.execute("UPDATE agents SET told = 1 WHERE id = ?", (message_id,))

    def last_event(self, session_id: str) -> str | None:
        """The `event_id` of a session's last request; None where it had none."""
        row = self._file.connection.execute(
            "SELECT json_extract(CAST(request AS TEXT), '$.event_id') FROM turns WHERE session = ? ORDER BY turn DESC LIMIT 1",
            (session_id,),
        ).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def agent_messages(self, session_id: str) -> list[AgentMessage]:
        """What people wrote into a session, oldest first."""
        rows = self._file.connection.execute(
            "SELECT id, at, name, text, done, told FROM agents WHERE session = ? ORDER BY id", (session_id,)
        ).fetchall()
        return [AgentMessage(i, at, name, text, bool(done), bool(told)) for i, at, name, text, done, told in rows]

    def pending(self) -> list[Pending]:
        """The webhook parcels not yet delivered, oldest first."""
        rows = self._file.connection.execute(
            "SELECT id, address, body FROM outbox WHERE channel = 'webhook' AND status = 'waiting' ORDER BY id LIMIT 100"
        ).fetchall()
        return [Pending(i, address, orjson.loads(body)) for i, address, body in rows]

    def delivered(self, outbox_id: int, problem: str | None) -> None:
        """Notes a try: delivered where `problem` is None; after `ATTEMPTS` tries in vain the row is kept as failed."""
        with self._file.transaction() as db:
            db.execute(
                "UPDATE outbox SET tries = tries + 1, problem = ?, status = CASE WHEN ? IS NULL THEN 'sent'"
                " WHEN tries + 1 >= ? THEN 'failed' ELSE 'waiting' END WHERE id = ?",
                (problem, problem, ATTEMPTS, outbox_id),
            )


def _first_status(parcel: Parcel) -> str:
    # An e-mail is for the shop's own mail program to send; without a target there is nobody to send to.
    return {"webhook": "waiting", "email": "to be mailed", "none": "no target set"}[parcel.channel]
