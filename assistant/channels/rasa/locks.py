"""A lock store for conversations that are talked to quickly: Rasa's own looks once a second whether it is a message's turn."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore

LOOKS_EVERY = 0.01
"""Seconds between two looks."""


class PromptLockStore(InMemoryLockStore):
    """Rasa's lock store in memory, in which a message that waits for the one before goes on within hundredths of a second."""

    def __init__(self, endpoint_config: Any = None) -> None:
        super().__init__()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = LOOKS_EVERY
    ) -> AsyncGenerator[TicketLock, None]:
        """As in Rasa, whatever wait is asked for."""
        async with super().lock(conversation_id, lock_lifetime, min(wait_time_in_seconds, LOOKS_EVERY)) as lock:
            yield lock
