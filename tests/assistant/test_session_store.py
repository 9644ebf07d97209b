"""Sessions on disk: whole turns or nothing, optimistic writing, nothing lost by a bad row or a second process."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from assistant.handoff import Parcel
from assistant.session_store import Reward, SessionStore, Written
from data.errors import StoreError

AT = "2026-01-02T03:04:05.000+00:00"


def turn(number: int, *, session: str = "s1", state: bytes = b"{}", **more: object) -> Written:
    return Written(session, number, state, "v1", f"words {number}", f"answer {number}", b"{}", b"{}", **more)  # type: ignore[arg-type]


@pytest.fixture
def sessions(tmp_path: Path) -> SessionStore:
    return SessionStore(tmp_path / "state" / "sessions.sqlite")


def test_a_session_survives_a_restart(sessions: SessionStore) -> None:
    assert sessions.save(turn(1, state=b'{"cart": 1}'), onto=None, at=AT)
    sessions.close()
    row = SessionStore(sessions.path).load("s1")
    assert row is not None
    assert (row.state, row.turn, row.store_version) == (b'{"cart": 1}', 1, "v1")


def test_a_turn_is_written_only_onto_the_turn_it_was_made_from(sessions: SessionStore) -> None:
    sessions.save(turn(1), onto=None, at=AT)
    assert not sessions.save(turn(1, state=b"other"), onto=None, at=AT)
    assert not sessions.save(turn(3, state=b"other"), onto=2, at=AT)
    row = sessions.load("s1")
    assert row is not None
    assert row.state == b"{}"
    assert sessions.said("s1") == [("words 1", "answer 1")]


def test_effects_are_written_with_their_turn_or_not_at_all(sessions: SessionStore) -> None:
    sent = Parcel("webhook", "http://desk.example/hook", {"reason": "asked"})
    assert sessions.save(turn(1, parcels=(sent,), rewards=(Reward("thumb", "p1", 1.0),), revealed=("1042",)), onto=None, at=AT)
    assert not sessions.save(turn(1, parcels=(sent,)), onto=None, at=AT)
    assert [p.body for p in sessions.pending()] == [{"reason": "asked"}]


def test_an_email_waits_in_the_outbox_with_its_address_and_is_never_posted(sessions: SessionStore) -> None:
    sessions.save(turn(1, parcels=(Parcel("email", "shop@example.com", {}),)), onto=None, at=AT)
    assert sessions.pending() == []
    with sqlite3.connect(sessions.path) as db:
        assert db.execute("SELECT address, status FROM outbox").fetchall() == [("shop@example.com", "to be mailed")]


def test_a_parcel_is_tried_until_taken_or_given_up(sessions: SessionStore) -> None:
    parcels = (Parcel("webhook", "http://a.example", {}), Parcel("webhook", "http://b.example", {}))
    sessions.save(turn(1, parcels=parcels), onto=None, at=AT)
    taken, refused = sessions.pending()
    sessions.delivered(taken.id, None)
    for _ in range(4):
        sessions.delivered(refused.id, "HTTP 500")
        assert [p.id for p in sessions.pending()] == [refused.id]
    sessions.delivered(refused.id, "HTTP 500")
    assert sessions.pending() == []


def test_a_row_set_aside_makes_way_and_is_kept(sessions: SessionStore) -> None:
    sessions.save(turn(7, state=b"rubbish"), onto=None, at=AT)
    sessions.set_aside("s1", "not JSON", at=AT)
    assert sessions.load("s1") is None
    assert sessions.save(turn(1), onto=None, at=AT)
    with sqlite3.connect(sessions.path) as db:
        assert db.execute("SELECT state, reason FROM set_aside").fetchall() == [(b"rubbish", "not JSON")]


def test_forgetting_leaves_nothing_of_the_session_and_all_of_the_others(sessions: SessionStore) -> None:
    for session in ("s1", "s2"):
        rewards = (Reward("thumb", "p1", 1.0),)
        sessions.save(turn(1, session=session, rewards=rewards, revealed=("1",)), onto=None, at=AT)
        sessions.add_agent_message(session, "Ann", "hello", done=False, at=AT)
    assert sessions.forget("s1")
    assert not sessions.forget("s1")
    with sqlite3.connect(sessions.path) as db:
        for table in ("turns", "rewards", "reveals", "agents"):
            assert db.execute(f"SELECT DISTINCT session FROM {table}").fetchall() == [("s2",)]


def test_many_threads_write_many_sessions(sessions: SessionStore) -> None:
    def talk(name: str) -> None:
        for number in range(1, 11):
            assert sessions.save(turn(number, session=name), onto=number - 1 or None, at=AT)

    threads = [threading.Thread(target=talk, args=(f"s{i}",)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((row := sessions.load(f"s{i}")) is not None and row.turn == 10 for i in range(8))


def test_what_is_no_session_file_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite"
    path.write_bytes(b"not a database, but long enough to be read as one by mistake" * 20)
    with pytest.raises(StoreError, match="--state"):
        SessionStore(path)


def test_a_folder_that_cannot_be_made_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(StoreError, match="--state"):
        SessionStore(tmp_path / "state" / "sessions.sqlite")
