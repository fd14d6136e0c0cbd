"""What is on its way to Telegram: in order for each chat, again after a failure, never an error to the sender."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from altalk.channels.incoming import SenderLocks
from altalk.channels.telegram.sparingly import Sparingly

Send = Callable[[int], Awaitable[Any]]

# With a first pause of a second: a bit less than five minutes without network.
_ATTEMPTS = 14
_LONGEST_PAUSE_SECONDS = 30.0


class Outbox:
    """Takes messages at once and delivers them in the background: a slow Telegram does not hold up the assistant."""

    def __init__(self, first_pause_seconds: float) -> None:
        self._first_pause = first_pause_seconds
        self._log = Sparingly(logging.getLogger(__name__))
        self._locks = SenderLocks()
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, chat_id: int, send: Send, *, important: bool = True) -> None:
        """Have `send(chat_id)` done after everything put before for this chat; once only if not important."""
        pauses = _pauses(self._first_pause) if important else iter(())
        self._start(self._in_order(chat_id, send, pauses))

    def put_aside(self, send: Callable[[], Awaitable[Any]]) -> None:
        """Have `send()` done now, in no order, and once only."""
        self._start(self._deliver(0, lambda _chat: send(), iter(())))

    async def close(self, seconds: float) -> None:
        """Wait for what is on its way, for so long at most."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()

    def _start(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_order(self, chat_id: int, send: Send, pauses: Iterator[float]) -> None:
        async with self._locks.of(str(chat_id)):
            await self._deliver(chat_id, send, pauses)

    async def _deliver(self, chat_id: int, send: Send, pauses: Iterator[float]) -> None:
        """Send, and again after a failure that may pass. Logs name the kind of a failure, never whom it concerns."""
        while True:
            try:
                await send(chat_id)
            except Exception as error:  # noqa: BLE001 - whatever happens, the messages after this one are sent
                pause = next(pauses, None)
                if pause is None or not _may_pass(error):
                    self._tell(error)
                    return
                chat_id = error.new_chat_id if isinstance(error, ChatMigrated) else chat_id
                await asyncio.sleep(_asked_pause(error) or pause)
            else:
                return

    def _tell(self, error: Exception) -> None:
        if isinstance(error, Forbidden):
            self._log.log(logging.INFO, "Telegram: a person has blocked the bot; the answer was not delivered.")
        elif isinstance(error, InvalidToken):
            self._log.log(logging.ERROR, "Telegram: the bot's token is not valid any more; nothing can be delivered.")
        else:
            self._log.log(logging.WARNING, "Telegram: an answer was not delivered (%s).", type(error).__name__)


def _pauses(first: float) -> Iterator[float]:
    return (min(first * 2**attempt, _LONGEST_PAUSE_SECONDS) for attempt in range(_ATTEMPTS - 1))


def _may_pass(error: Exception) -> bool:
    final = isinstance(error, BadRequest | Forbidden | InvalidToken)
    return isinstance(error, TelegramError) and not final


def _asked_pause(error: Exception) -> float:
    if not isinstance(error, RetryAfter):
        return 0.0
    asked = error.retry_after
    return float(asked if isinstance(asked, int) else asked.total_seconds())
