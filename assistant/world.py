"""What a turn may look at beside the conversation: one version of the store, its settings, the search over it, the clock.

A world is a value that a turn gets whole: every stage of that turn sees the same version of the store, even when a new one is
swapped in meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.retrieval import Retrieval
from assistant.store_sight import StoreSight
from data.shop import ShopSettings
from data.store import Store


@dataclass(frozen=True, slots=True)
class World:
    """`now` is the turn's time, aware (UTC); `search` and `sight` are bound to `store`. Without a `sight` records speak alone."""

    store: Store
    shop: ShopSettings
    search: Retrieval
    now: datetime
    sight: StoreSight | None = None
