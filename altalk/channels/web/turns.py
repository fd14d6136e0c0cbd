"""One turn: a message, the replies to it, and exactly one end. The same message id is never worked on twice."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec

from altalk.channels.safe_text import safe_text
from altalk.message import Message

logger = logging.getLogger(__name__)

Say = Callable[[Message], None]
Work = Callable[[Say], Awaitable[None]]

_MOST_TURNS = 2_000
_KEPT_SECONDS = 900.0


class Turn:
    """The lines of one reply. They are kept, so that a second request with the same id can read them again."""

    def __init__(self, text: str, language: str | None) -> None:
        self.text = text
        self.began = time.monotonic()
        self.failed = False
        self.task: asyncio.Task[None] | None = None
        self._language = language
        self._lines: list[dict[str, Any]] = []
        self._ended = False
        self._changed = asyncio.Event()

    @property
    def running(self) -> bool:
        """True until the end mark."""
        return not self._ended

    def say(self, message: Message) -> None:
        """Add one message; what comes after the end is dropped, it was answered by the safe text."""
        if self.running:
            self._add({"type": "message", **msgspec.to_builtins(message)})

    async def run(self, work: Work, timeout_seconds: float) -> None:
        """Do the work; silence, an error, a timeout and a cancellation all end in the safe text."""
        worker = asyncio.get_running_loop().create_task(_awaited(work(self.say)))
        try:
            # Not `wait_for`: it would wait for a worker that does not heed its cancellation.
            await asyncio.wait({worker}, timeout=timeout_seconds)
            self.failed = not _went_well(worker) or not self._lines
        except asyncio.CancelledError:
            self.failed = True
            raise
        finally:
            worker.cancel()
            self._end()

    async def lines(self) -> AsyncIterator[dict[str, Any]]:
        """Each line as soon as it is there, from the first to the end mark."""
        position = 0
        while True:
            while position < len(self._lines):
                yield self._lines[position]
                position += 1
            if self._ended:
                return
            await self._changed.wait()

    def _end(self) -> None:
        error = {"type": "error", "text": safe_text("failure", self._language)}
        self._add(error if self.failed else {"type": "end"}, last=True)

    def _add(self, line: dict[str, Any], *, last: bool = False) -> None:
        self._lines.append(line)
        self._ended = self._ended or last
        self._changed.set()
        self._changed = asyncio.Event()


class Turns:
    """The turns of the last minutes, by talk and message id; a bounded number, the oldest go first."""

    def __init__(self, timeout_seconds: float) -> None:
        self._timeout = timeout_seconds
        self._turns: OrderedDict[tuple[str, str], Turn] = OrderedDict()

    def find(self, sid: str, message_id: str) -> Turn | None:
        """The turn of this id; None for a new id, and for a failed turn, which may be tried again."""
        turn = self._turns.get((sid, message_id))
        return None if turn is None or turn.failed else turn

    def begin(self, sid: str, message_id: str, turn: Turn, work: Work) -> Turn:
        """Start the work. It goes on when the person's line breaks: the answer waits for the next request."""
        self._turns[sid, message_id] = turn
        self._turns.move_to_end((sid, message_id))
        self._drop_old()
        turn.task = asyncio.get_running_loop().create_task(turn.run(work, self._timeout))
        return turn

    def _drop_old(self) -> None:
        while (
            len(self._turns) > _MOST_TURNS or next(iter(self._turns.values())).began < time.monotonic() - _KEPT_SECONDS
        ):
            self._turns.popitem(last=False)

    def running(self, sid: str) -> list[Turn]:
        """What this talk is still waiting for, oldest first."""
        return [turn for (owner, _), turn in self._turns.items() if owner == sid and turn.running]

    def forget(self, sid: str) -> None:
        """Drop all turns of a talk. What is being said at this moment still reaches its reader."""
        for key in [key for key in self._turns if key[0] == sid]:
            del self._turns[key]

    def stop(self, sid: str) -> None:
        """Give up what this talk is still waiting for."""
        for turn in self.running(sid):
            if turn.task is not None:
                turn.task.cancel()


async def _awaited(work: Awaitable[None]) -> None:
    await work


def _went_well(worker: "asyncio.Task[None]") -> bool:
    if not worker.done():
        logger.error("A web turn took too long and was given up")
        return False
    error = worker.exception()
    if error is not None:
        # Only the kind: the text of an error may quote the message.
        logger.error("A web turn failed: %s", type(error).__name__)
    return error is None
