"""Log lines that could come every second: one of a kind in a minute."""

import logging
import time
from collections.abc import Callable

_PAUSE_SECONDS = 60.0


class Sparingly:
    """A logger that says the same thing once a minute at most."""

    def __init__(self, logger: logging.Logger, clock: Callable[[], float] = time.monotonic) -> None:
        self._logger = logger
        self._clock = clock
        self._next: dict[str, float] = {}

    def log(self, level: int, text: str, *values: object) -> None:
        """Log, unless this text was logged within the last minute."""
        now = self._clock()
        if now >= self._next.get(text, 0.0):
            self._next[text] = now + _PAUSE_SECONDS
            self._logger.log(level, text, *values)
