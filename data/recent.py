"""Values kept by their keys while they are asked for: the least recently used go first. Thread-safe; standard library only."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most `most` values."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def known(self, keys: Iterable[K]) -> dict[K, V]:
        """Those of the keys that have a value, with it."""
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
        return found

    def keep(self, values: Mapping[K, V]) -> None:
        with self._lock:
            self._kept.update(values)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The key's value, made where there is none; two threads may both make it."""
        found = self.known((key,))
        if not found:
            found = {key: make()}
            self.keep(found)
        return found[key]
