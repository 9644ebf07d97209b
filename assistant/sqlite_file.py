"""One SQLite file as stores of ours use it: a connection for each thread, write-ahead logging, whole transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from data.errors import StoreError


class SqliteFile:
    """Safe to share between threads; processes may share the file. Raises `StoreError` where it cannot be used.

    `holds` names its content in errors ("sessions"). `synchronous` FULL survives a power cut with everything that was written,
    NORMAL may lose the last moment's transactions then, never half of one.
    """

    def __init__(
        self, path: Path, schema: str, version: int, *, holds: str, synchronous: Literal["NORMAL", "FULL"] = "NORMAL"
    ) -> None:
        self.path = path
        self._synchronous = synchronous
        self._local = threading.local()
        self._opened: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._opening = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            found = self.connection.execute("PRAGMA user_version").fetchone()[0]
            if found not in (0, version):
                raise StoreError(f"{path}: {holds} of another version ({found}); move the file away or give another --state")
            self.connection.executescript(schema)
            self.connection.execute(f"PRAGMA user_version = {version}")
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(f"{path}: cannot keep {holds} here ({error}); give another folder with --state") from error

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # check_same_thread is off only so that `close` may end the connections of threads that are gone.
            connection = sqlite3.connect(self.path, timeout=60, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            self._local.connection = connection
            with self._opening:
                # Servers' threads come and go: what belongs to one that is gone is closed by the next to come.
                for thread, left in self._opened:
                    if not thread.is_alive():
                        left.close()
                self._opened = [(thread, kept) for thread, kept in self._opened if thread.is_alive()]
                self._opened.append((threading.current_thread(), connection))
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction that may write: committed at the end, rolled back where it raises."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Closes every thread's connection; the file is not used after."""
        with self._opening:
            for _, connection in self._opened:
                connection.close()
            self._opened.clear()
