"""What the person at the keyboard sees: short lines, and a sign of life in long steps."""

import sys
import threading
import time
from types import TracebackType
from typing import TextIO

CLEAR_LINE = "\r\033[K"
_TICK_SECONDS = 1.0
_LINE_EVERY_TICKS = 10


def say(text: str) -> None:
    """Print one line at once; on a terminal in place of a counter that may stand there."""
    sys.stdout.write(f"{CLEAR_LINE}{text}\n" if sys.stdout.isatty() else f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print one line for a failure, on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"{CLEAR_LINE if sys.stderr.isatty() else ''}altalk: {text}\n")


class Progress:
    """Shows that a long step goes on: a counter on a terminal, a line now and then elsewhere.

    Use as a context manager; `step` names what is being done now.
    """

    def __init__(self, step: str, output: TextIO | None = None) -> None:
        self._step = step
        self._output = sys.stdout if output is None else output
        self._live = self._output.isatty()
        self._started = time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> "Progress":
        """Begin to show the step."""
        self._show()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and leave the line empty."""
        self._done.set()
        self._thread.join()
        if self._live:
            self._write(CLEAR_LINE)

    def step(self, step: str) -> None:
        """Name what is being done now."""
        self._step = step
        self._show()

    def _tick(self) -> None:
        ticks = 0
        while not self._done.wait(_TICK_SECONDS):
            ticks += 1
            if self._live or ticks % _LINE_EVERY_TICKS == 0:
                self._show()

    def _show(self) -> None:
        seconds = int(time.monotonic() - self._started)
        self._write(f"{CLEAR_LINE}{self._step} {seconds} s" if self._live else f"{self._step} {seconds} s\n")

    def _write(self, text: str) -> None:
        self._output.write(text)
        self._output.flush()
