"""Delivering what stands in the outbox, in the background, so that no reply waits for somebody else's server."""

from __future__ import annotations

import threading

from assistant.handoff import post
from assistant.session_store import SessionStore

PAUSE = 30.0
"""Seconds between two tries of what could not be delivered."""


class Delivery:
    """Posts waiting parcels when woken, and again after `PAUSE` while any wait. Starts its thread at the first need."""

    def __init__(self, sessions: SessionStore) -> None:
        self._sessions = sessions
        self._woken = threading.Event()
        self._ending = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        if sessions.pending():
            self.wake()

    def wake(self) -> None:
        """There is something to deliver."""
        with self._starting:
            if self._thread is None and not self._ending.is_set():
                self._thread = threading.Thread(target=self._deliver, name="handoff-delivery", daemon=True)
                self._thread.start()
        self._woken.set()

    def close(self) -> None:
        """Ends after the post in progress; what is left is delivered by the next process that opens the sessions."""
        self._ending.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _deliver(self) -> None:
        left = False
        while not self._ending.is_set():
            self._woken.wait(timeout=PAUSE if left else None)
            self._woken.clear()
            for parcel in self._sessions.pending():
                if self._ending.is_set():
                    return
                self._sessions.delivered(parcel.id, post(parcel.address, parcel.body))
            left = bool(self._sessions.pending())
