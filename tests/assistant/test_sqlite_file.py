"""The SQLite files of ours, as servers use them: threads come and go."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from assistant.sqlite_file import SqliteFile
from data.errors import StoreError

SCHEMA = "CREATE TABLE IF NOT EXISTS t (n INTEGER);"


def test_connections_of_threads_that_are_gone_are_closed(tmp_path: Path) -> None:
    file = SqliteFile(tmp_path / "x.sqlite", SCHEMA, 1, holds="things")
    seen = []

    def write() -> None:
        with file.transaction() as db:
            db.execute("INSERT INTO t VALUES (1)")
        seen.append(file.connection)

    for _ in range(30):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(file._opened) <= 2
    assert file.connection.execute("SELECT count(*) FROM t").fetchone() == (30,)
    file.close()


def test_a_transaction_that_raises_leaves_nothing(tmp_path: Path) -> None:
    file = SqliteFile(tmp_path / "x.sqlite", SCHEMA, 1, holds="things")

    def broken() -> None:
        with file.transaction() as db:
            db.execute("INSERT INTO t VALUES (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert file.connection.execute("SELECT count(*) FROM t").fetchone() == (0,)
    file.close()


def test_a_file_of_another_version_is_named(tmp_path: Path) -> None:
    SqliteFile(tmp_path / "x.sqlite", SCHEMA, 1, holds="things").close()
    with pytest.raises(StoreError, match=r"x\.sqlite: things of another version"):
        SqliteFile(tmp_path / "x.sqlite", SCHEMA, 2, holds="things")
