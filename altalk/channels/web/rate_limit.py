"""Token buckets: a burst at once, then a steady pace."""

import math
from collections import OrderedDict
from collections.abc import Callable

_MOST_BUCKETS = 10_000
_ROUNDING_SECONDS = 1e-9


class RateLimit:
    """One bucket per key. `burst` takes at once, then one more every `seconds_each`."""

    def __init__(self, burst: int, seconds_each: float, clock: Callable[[], float]) -> None:
        self._burst = burst
        self._seconds_each = seconds_each
        self._clock = clock
        # The moment at which the bucket of a key is full again; a bounded number, the longest unused go first.
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def wait(self, key: str) -> int:
        """Take one. Returns 0 if allowed, else the whole seconds to wait before trying again."""
        now = self._clock()
        full_at = max(self._full_at.get(key, now), now) + self._seconds_each
        excess = full_at - now - self._burst * self._seconds_each
        if excess > _ROUNDING_SECONDS:
            return max(1, math.ceil(excess))
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        if len(self._full_at) > _MOST_BUCKETS:
            self._full_at.popitem(last=False)
        return 0
