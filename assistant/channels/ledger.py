"""What channels received and what is to be sent, on disk: one SQLite file, so that nothing is lost or answered twice.

A platform is told "taken" only once its event stands here; an event that stands here already is a retry. Each conversation is a
lane: one process at a time works on it (a lease, renewed while it works), in order, so that answers never overtake one another.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.channels.taps import Json
from assistant.sqlite_file import SqliteFile
from data.folding import whole

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, event TEXT NOT NULL, conversation TEXT NOT NULL, body BLOB NOT NULL,
    at REAL NOT NULL, status TEXT NOT NULL DEFAULT 'waiting', tries INTEGER NOT NULL DEFAULT 0, problem TEXT,
    UNIQUE (channel, event));
CREATE INDEX IF NOT EXISTS inbox_waiting ON inbox (channel, conversation) WHERE status = 'waiting';
CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY, channel TEXT NOT NULL, conversation TEXT NOT NULL, body BLOB NOT NULL, at REAL NOT NULL,
    due REAL NOT NULL DEFAULT 0, status TEXT NOT NULL DEFAULT 'waiting', tries INTEGER NOT NULL DEFAULT 0, problem TEXT);
CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (channel, conversation) WHERE status = 'waiting';
CREATE TABLE IF NOT EXISTS lanes (
    channel TEXT NOT NULL, conversation TEXT NOT NULL, owner TEXT NOT NULL, until REAL NOT NULL,
    PRIMARY KEY (channel, conversation)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS conversations (
    channel TEXT NOT NULL, conversation TEXT NOT NULL, session TEXT NOT NULL, spoken REAL,
    PRIMARY KEY (channel, conversation)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_of ON conversations (session);
CREATE TABLE IF NOT EXISTS taps (
    channel TEXT NOT NULL, conversation TEXT NOT NULL, reference TEXT NOT NULL, payload TEXT NOT NULL, at REAL NOT NULL,
    PRIMARY KEY (channel, conversation, reference)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS desks (
    session TEXT PRIMARY KEY, channel TEXT NOT NULL, thread TEXT NOT NULL, UNIQUE (channel, thread)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS codes (code TEXT PRIMARY KEY, session TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS redeemed (
    code TEXT PRIMARY KEY, channel TEXT NOT NULL, conversation TEXT NOT NULL, session TEXT NOT NULL, expires REAL NOT NULL
    ) WITHOUT ROWID;
"""
_VERSION = 1

LEASE = 60.0
"""Seconds that a lane stays taken without a sign of life."""

KEPT = 7 * 24 * 3600.0
"""Seconds that an event is remembered, so that a late retry is known for one."""

TAPS_KEPT = 90 * 24 * 3600.0
"""Seconds that a button of a channel with references works for."""

CODE_LIFETIME = 15 * 60.0
"""Seconds within which a link code can be used."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of a link code: none that is read as another."""

DESK = "slack-desk"
"""The channel of the shop's own people: its conversations are sessions."""

Lane = tuple[str, str]
"""(channel, conversation)."""


@dataclass(frozen=True, slots=True)
class Received:
    """An event that waits for its answer. `tries` counts how often that was begun; something was last sent there at `spoken`."""

    id: int
    event: str
    body: Json
    at: float
    tries: int
    spoken: float | None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call that waits to be sent, not before `due`; it was made at `at` (both in seconds)."""

    id: int
    body: Json
    tries: int
    at: float
    due: float


class Ledger:
    """The file; safe to share between threads and processes. Raises `StoreError` where it cannot be used."""

    def __init__(self, path: Path) -> None:
        # An event is taken from the platform for good: it is on the disk before that is said. All else may be done again after a
        # power cut (a turn is not taken twice: it is known by its event), and need not wait for the disk.
        self._safe = SqliteFile(path, _SCHEMA, _VERSION, holds="channels", synchronous="FULL")
        self._file = SqliteFile(path, _SCHEMA, _VERSION, holds="channels", synchronous="NORMAL")

    def close(self) -> None:
        """Closes every thread's connection."""
        self._file.close()
        self._safe.close()

    def receive(self, channel: str, event: str, conversation: str, body: Json, now: float) -> bool:
        """Keeps an event; False where it was received before."""
        with self._safe.transaction() as db:
            taken = db.execute(
                "INSERT OR IGNORE INTO inbox (channel, event, conversation, body, at) VALUES (?, ?, ?, ?, ?)",
                (channel, whole(event), whole(conversation), _packed(body), now),
            )
            return taken.rowcount > 0

    def post(self, channel: str, conversation: str, bodies: Sequence[Json], now: float, key: str | None = None) -> None:
        """Puts calls into the outbox that answer no event, such as what a person writes after a handoff.

        Those of a `key` that was used before in this conversation are there already: within `KEPT`, nothing is put in again.
        """
        with self._safe.transaction() as db:
            if key is not None:
                noted = db.execute(
                    "INSERT OR IGNORE INTO inbox (channel, event, conversation, body, at, status)"
                    " VALUES (?, ?, ?, '{}', ?, 'done')",
                    (channel, f"post:{whole(key)}:{conversation}", conversation, now),
                )
                if not noted.rowcount:
                    return
            _put(db, channel, conversation, bodies, now)

    def take(self, lane: Lane, owner: str, now: float) -> bool:
        """Takes a lane for `owner`, or renews it; False while another works on it."""
        with self._file.transaction() as db:
            done = db.execute(
                "INSERT INTO lanes (channel, conversation, owner, until) VALUES (?, ?, ?, ?) ON CONFLICT (channel, conversation)"
                " DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE owner = excluded.owner OR until < ?",
                (*lane, owner, now + LEASE, now),
            )
            return done.rowcount > 0

    def next(self, lane: Lane, owner: str) -> Received | Outgoing | None:
        """What is next in a lane that is taken: the oldest call that waits to be sent, else the oldest event that waits for its
        answer, whose tries are counted; None where nothing waits, and the lane is given back in the same step.
        """
        with self._file.transaction() as db:
            call = db.execute(
                "SELECT id, body, tries, at, due FROM outbox WHERE status = 'waiting' AND channel = ? AND conversation = ?"
                " ORDER BY id LIMIT 1",
                lane,
            ).fetchone()
            if call is not None:
                return Outgoing(call[0], json.loads(call[1]), call[2], call[3], call[4])
            row = db.execute(
                "UPDATE inbox SET tries = tries + 1 WHERE id = (SELECT id FROM inbox WHERE status = 'waiting' AND channel = ?"
                " AND conversation = ? ORDER BY id LIMIT 1) RETURNING id, event, body, at, tries",
                lane,
            ).fetchone()
            if row is None:
                db.execute("DELETE FROM lanes WHERE channel = ? AND conversation = ? AND owner = ?", (*lane, owner))
                return None
            said = db.execute("SELECT spoken FROM conversations WHERE channel = ? AND conversation = ?", lane).fetchone()
        return Received(row[0], row[1], json.loads(row[2]), row[3], row[4], None if said is None else said[0])

    def abandon(self, lane: Lane, owner: str) -> None:
        """Gives a lane back with what waits in it, for whoever comes next."""
        with self._file.transaction() as db:
            db.execute("DELETE FROM lanes WHERE channel = ? AND conversation = ? AND owner = ?", (*lane, owner))

    def waiting(self, now: float) -> list[Lane]:
        """Lanes in which something waits that may be done now, and nobody works."""
        return self._file.connection.execute(
            "SELECT channel, conversation FROM (SELECT channel, conversation FROM inbox WHERE status = 'waiting' UNION"
            " SELECT channel, conversation FROM outbox WHERE status = 'waiting') AS w WHERE NOT EXISTS (SELECT 1 FROM lanes"
            " WHERE lanes.channel = w.channel AND lanes.conversation = w.conversation AND lanes.until >= ?)"
            " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.channel = w.channel AND outbox.conversation = w.conversation"
            " AND outbox.status = 'waiting' AND outbox.due > ?)",
            (now, now),
        ).fetchall()

    def answered(self, lane: Lane, received: Received, bodies: Sequence[Json], now: float, problem: str | None = None) -> None:
        """Notes that an event is done with, and what is to be sent for it, in one step; nothing where another was faster."""
        with self._file.transaction() as db:
            status = "done" if problem is None else "failed"
            # What was said is kept with the session; here only that it was answered.
            done = db.execute(
                "UPDATE inbox SET status = ?, problem = ?, body = '{}' WHERE id = ? AND status = 'waiting'",
                (status, problem, received.id),
            )
            if done.rowcount:
                _put(db, *lane, bodies, now)

    def sent(self, lane: Lane, outgoing: Outgoing, now: float) -> None:
        """Notes that a call was taken by the platform."""
        with self._file.transaction() as db:
            db.execute("UPDATE outbox SET status = 'sent', tries = tries + 1, body = '{}' WHERE id = ?", (outgoing.id,))
            db.execute("UPDATE conversations SET spoken = ? WHERE channel = ? AND conversation = ?", (now, *lane))

    def unsent(self, outgoing: Outgoing, problem: str, *, due: float | None) -> None:
        """Notes a try in vain: to be tried again from `due` on, or kept as failed where that is None."""
        with self._file.transaction() as db:
            status = "failed" if due is None else "waiting"
            db.execute(
                "UPDATE outbox SET status = ?, due = ?, tries = tries + 1, problem = ? WHERE id = ?",
                (status, due or 0.0, problem, outgoing.id),
            )

    def session_of(self, lane: Lane, otherwise: str) -> str:
        """The session of a conversation; at first `otherwise`."""
        with self._file.transaction() as db:
            db.execute(
                "INSERT OR IGNORE INTO conversations (channel, conversation, session) VALUES (?, ?, ?)", (*lane, otherwise)
            )
            row = db.execute("SELECT session FROM conversations WHERE channel = ? AND conversation = ?", lane).fetchone()
        return str(row[0])

    def knows(self, lane: Lane) -> bool:
        """Whether anything was ever received in a conversation."""
        for table in ("conversations", "inbox"):
            found = self._file.connection.execute(f"SELECT 1 FROM {table} WHERE channel = ? AND conversation = ? LIMIT 1", lane)
            if found.fetchone() is not None:
                return True
        return False

    def lanes_of(self, session: str) -> list[Lane]:
        """The conversations that go on in a session."""
        return self._file.connection.execute(
            "SELECT channel, conversation FROM conversations WHERE session = ?", (session,)
        ).fetchall()

    def code_for(self, session: str, now: float) -> str:
        """A code with which another channel can go on with a session, once, within `CODE_LIFETIME`."""
        code = "".join(secrets.choice(_LETTERS) for _ in range(8))
        with self._file.transaction() as db:
            db.execute("DELETE FROM codes WHERE session = ? OR expires < ?", (session, now))
            db.execute("INSERT INTO codes (code, session, expires) VALUES (?, ?, ?)", (code, session, now + CODE_LIFETIME))
        return f"{code[:4]}-{code[4:]}"

    def redeem(self, lane: Lane, code: str, now: float) -> str | None:
        """Goes on with the code's session in this conversation: its id; None for a code that is unknown, too old, or was used in
        another. Sent twice, or tried again after a crash, it is as good as once.
        """
        plain = code.replace("-", "").replace(" ", "").upper()
        with self._file.transaction() as db:
            row = db.execute("DELETE FROM codes WHERE code = ? RETURNING session, expires", (plain,)).fetchone()
            if row is not None:
                db.execute("INSERT OR REPLACE INTO redeemed VALUES (?, ?, ?, ?, ?)", (plain, *lane, *row))
            here = "SELECT session FROM redeemed WHERE code = ? AND channel = ? AND conversation = ? AND expires >= ?"
            row = db.execute(here, (plain, *lane, now)).fetchone()
            if row is None:
                return None
            db.execute(
                "INSERT INTO conversations (channel, conversation, session) VALUES (?, ?, ?) ON CONFLICT (channel, conversation)"
                " DO UPDATE SET session = excluded.session",
                (*lane, row[0]),
            )
            return str(row[0])

    def remember(self, lane: Lane, taps: Mapping[str, str | None], now: float) -> None:
        """Keeps what the buttons of an answer mean, by their references; None means nothing that fits."""
        rows = [(*lane, name, payload, now) for name, payload in taps.items() if payload is not None]
        with self._file.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO taps VALUES (?, ?, ?, ?, ?)", rows)

    def tap(self, lane: Lane, reference: str) -> str | None:
        """What a button means; None where that is not known, or no longer."""
        row = self._file.connection.execute(
            "SELECT payload FROM taps WHERE channel = ? AND conversation = ? AND reference = ?", (*lane, whole(reference))
        ).fetchone()
        return None if row is None else str(row[0])

    def open_desk(self, session: str, channel: str, thread: str) -> None:
        """Notes the thread in which the shop's people answer a session."""
        with self._file.transaction() as db:
            db.execute("INSERT OR REPLACE INTO desks (session, channel, thread) VALUES (?, ?, ?)", (session, channel, thread))

    def desk(self, session: str) -> str | None:
        """The thread of a session; None before one is opened."""
        row = self._file.connection.execute("SELECT thread FROM desks WHERE session = ?", (session,)).fetchone()
        return None if row is None else str(row[0])

    def at_desk(self, channel: str, thread: str) -> str | None:
        """The session that a thread answers."""
        row = self._file.connection.execute(
            "SELECT session FROM desks WHERE channel = ? AND thread = ?", (channel, thread)
        ).fetchone()
        return None if row is None else str(row[0])

    def forget(self, session: str) -> None:
        """Deletes everything that is kept of a session's conversations."""
        with self._file.transaction() as db:
            lanes = db.execute("SELECT channel, conversation FROM conversations WHERE session = ?", (session,)).fetchall()
            lanes.append((DESK, session))
            for table in ("inbox", "outbox", "taps", "conversations"):
                db.executemany(f"DELETE FROM {table} WHERE channel = ? AND conversation = ?", lanes)
            for table in ("codes", "redeemed", "desks"):
                db.execute(f"DELETE FROM {table} WHERE session = ?", (session,))

    def forget_old(self, now: float) -> None:
        """Deletes what was done with, or given up, longer than `KEPT` ago."""
        with self._file.transaction() as db:
            for table in ("inbox", "outbox"):
                db.execute(f"DELETE FROM {table} WHERE status != 'waiting' AND at < ?", (now - KEPT,))
            db.execute("DELETE FROM taps WHERE at < ?", (now - TAPS_KEPT,))
            db.execute("DELETE FROM redeemed WHERE expires < ?", (now,))


def _put(db: sqlite3.Connection, channel: str, conversation: str, bodies: Sequence[Json], now: float) -> None:
    db.executemany(
        "INSERT INTO outbox (channel, conversation, body, at) VALUES (?, ?, ?, ?)",
        [(channel, conversation, _packed(body), now) for body in bodies],
    )


def _packed(body: Json) -> bytes:
    """As JSON in ASCII: half characters, which JSON lets through, come back as they were."""
    return json.dumps(dict(body)).encode()
