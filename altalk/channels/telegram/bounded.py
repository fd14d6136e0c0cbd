"""Memory of a limited size: what was not used for longest goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(Generic[K, V]):
    """The last `most` entries."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value kept; None if there is none any more."""
        return self._entries.get(key)

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)

    def drop(self, key: K) -> None:
        """Forget a value."""
        self._entries.pop(key, None)


class Seen(Generic[K]):
    """Tells what came before, within the last `most`."""

    def __init__(self, most: int) -> None:
        self._keys: Bounded[K, bool] = Bounded(most)

    def again(self, key: K) -> bool:
        """True if this came before; from now on it has."""
        before = self._keys.get(key) is not None
        self._keys.put(key, True)
        return before
