"""The line to Telegram: who the bot is, then updates by asking (polling) or by being told (webhook)."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import Any

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from altalk.channels.telegram.bot import Bot
from altalk.channels.telegram.guard import OnePoller
from altalk.channels.telegram.registration import Registration
from altalk.channels.telegram.settings import TOKEN_VARIABLE, URL_VARIABLE, Access, Settings
from altalk.channels.telegram.sparingly import Sparingly
from altalk.channels.telegram.updates import Me

logger = logging.getLogger(__name__)

_BETWEEN_QUESTIONS_SECONDS = 0.05


class Connection:
    """Keeps the line up until it is closed. `receive` gets every update as it was sent."""

    def __init__(
        self, access: Access, settings: Settings, bot: Bot, guard: OnePoller, registration: Registration
    ) -> None:
        self._access = access
        self._settings = settings
        self._bot = bot
        self._guard = guard
        self._registration = registration
        self._offset: int | None = None
        self._log = Sparingly(logger)

    async def run(self, introduce: Callable[[Me], None], receive: Callable[[Any], None]) -> None:
        """Get going, again and again while there is no network, and go on until cancelled or refused for good."""
        try:
            introduce(await self._persist(self._who_am_i))
            if self._access.webhook_url:
                await self._persist(self._register)
            else:
                await self._poll(receive)
        except InvalidToken:
            # The library's text quotes the token.
            logger.error("Telegram is off: %s was refused by Telegram.", TOKEN_VARIABLE)  # noqa: TRY400
        except BadRequest:
            logger.error("Telegram is off: Telegram refused %s.", URL_VARIABLE)  # noqa: TRY400

    async def close(self) -> None:
        """Let another process ask, and close all connections."""
        self._guard.release()
        await self._bot.shutdown()

    async def _who_am_i(self) -> Me:
        await self._bot.initialize()
        logger.info("Telegram is on: people find the bot at https://t.me/%s", self._bot.username)
        return Me(self._bot.id, self._bot.username)

    async def _register(self) -> None:
        await self._registration.renew(self._bot)

    async def _poll(self, receive: Callable[[Any], None]) -> None:
        await self._be_the_only_one()
        await self._persist(self._bot.delete_webhook)
        pauses = self._pauses()
        while True:
            try:
                updates = await self._bot.fetch_updates(self._offset, self._settings.poll_seconds)
            except InvalidToken:
                raise
            except TelegramError as error:
                self._tell(error)
                await asyncio.sleep(_asked_pause(error) or next(pauses))
                continue
            pauses = self._pauses()
            if not self._take(updates, receive):
                # Telegram holds the question until there is news; whoever answers at once is not asked without end.
                await asyncio.sleep(_BETWEEN_QUESTIONS_SECONDS)

    def _take(self, updates: list[Any], receive: Callable[[Any], None]) -> bool:
        before = self._offset
        for update in updates:
            number = update.get("update_id") if isinstance(update, dict) else None
            if isinstance(number, int):
                self._offset = max(self._offset or 0, number + 1)
            receive(update)
        return self._offset != before

    async def _be_the_only_one(self) -> None:
        pauses = self._pauses()
        while not self._guard.acquire():
            self._log.log(logging.INFO, "Telegram: another process of this installation asks for updates; waiting.")
            await asyncio.sleep(next(pauses))

    async def _persist(self, attempt: Callable[[], Any]) -> Any:
        for pause in self._pauses():
            try:
                return await attempt()
            except (InvalidToken, BadRequest):
                raise
            except TelegramError as error:
                self._tell(error)
                await asyncio.sleep(_asked_pause(error) or pause)
        raise AssertionError("the pauses never end")

    def _tell(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            self._log.log(
                logging.WARNING, "Telegram: another program uses this bot's token (409); only one may. Still trying."
            )
        elif isinstance(error, RetryAfter):
            self._log.log(logging.WARNING, "Telegram: asked to wait (429). Still trying.")
        else:
            self._log.log(logging.WARNING, "Telegram cannot be reached (%s). Still trying.", type(error).__name__)

    def _pauses(self) -> Iterator[float]:
        pause = self._settings.first_pause_seconds
        while True:
            yield pause
            pause = min(2 * pause, self._settings.longest_pause_seconds)


def _asked_pause(error: TelegramError) -> float:
    if not isinstance(error, RetryAfter):
        return 0.0
    asked = error.retry_after
    return float(asked if isinstance(asked, int) else asked.total_seconds())
