"""The client of the Bot API: python-telegram-bot's, made quiet and patient."""

import logging
from typing import Any

from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from altalk.channels.telegram.settings import Access

ALLOWED_UPDATES = ("message", "callback_query")

_CONNECTIONS = 64
_ANSWER_SECONDS = 20.0
_CONNECT_SECONDS = 10.0
_WAIT_SECONDS = 30.0
_RETRIES_WHEN_TOO_FAST = 3

# These write addresses, which hold the token, or whole messages into the log.
_TALKATIVE = {"httpx": logging.WARNING, "httpcore": logging.WARNING, "telegram": logging.CRITICAL}


class Bot(ExtBot[int]):
    """The client, with updates as they were sent: one that cannot be read must not stop those after it."""

    async def fetch_updates(self, offset: int | None, seconds: int) -> list[Any]:
        """Updates from `offset` on, as JSON; waits up to `seconds` for the first.

        Raises:
            TelegramError: Telegram refused or was not reached.
        """
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": list(ALLOWED_UPDATES)}
        got = await self._post("getUpdates", asked, read_timeout=seconds + _ANSWER_SECONDS)
        return got if isinstance(got, list) else []


def make_bot(access: Access) -> Bot:
    """A client that waits when Telegram says so, and whose libraries log neither token nor text."""
    for name, level in _TALKATIVE.items():
        logging.getLogger(name).setLevel(level)
    return Bot(
        access.token,
        base_url=f"{access.api}/bot",
        base_file_url=f"{access.api}/file/bot",
        request=_connections(_CONNECTIONS),
        get_updates_request=_connections(1),
        rate_limiter=AIORateLimiter(max_retries=_RETRIES_WHEN_TOO_FAST),
    )


def _connections(number: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=number,
        read_timeout=_ANSWER_SECONDS,
        write_timeout=_ANSWER_SECONDS,
        connect_timeout=_CONNECT_SECONDS,
        pool_timeout=_WAIT_SECONDS,
    )
