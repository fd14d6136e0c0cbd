"""Rasa's input channel for Telegram: starts with the server, stays off without a token, never stops the server."""

import asyncio
import json
import logging
import os
from contextlib import suppress
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from altalk.channels.telegram.bot import make_bot
from altalk.channels.telegram.choices import Choices
from altalk.channels.telegram.connection import Connection
from altalk.channels.telegram.guard import OnePoller
from altalk.channels.telegram.outbox import Outbox
from altalk.channels.telegram.output import NAME, Speaker, TelegramOutput
from altalk.channels.telegram.registration import Registration
from altalk.channels.telegram.settings import TOKEN_VARIABLE, Access, RefusedError, Settings, read_access, read_settings
from altalk.channels.telegram.talk import Talk
from altalk.channels.telegram.turns import Handler
from altalk.channels.telegram.updates import Me
from altalk.channels.web.signing_key import state_directory
from altalk.storage.forgetting import on_forgotten

logger = logging.getLogger(__name__)

_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of the header
_CLOSE_SECONDS = 3.0


class TelegramInput(InputChannel):
    """The bot. `access` is None when the channel is off."""

    def __init__(self, settings: Settings | None = None, access: Access | None = None) -> None:
        self.settings = settings or Settings()
        self.access = access or _access()
        self._line: _Line | None = None
        on_forgotten(self._forget_in_memory)

    @classmethod
    def name(cls) -> str:
        """The channel's name in the tracker."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "TelegramInput":
        """The channel with the limits of `credentials.yml`; none are needed."""
        return cls(read_settings(credentials))

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The webhook's route, if there is a webhook, and the start and stop of the bot."""
        blueprint = Blueprint("altalk_telegram")
        access = self.access
        if access is None:
            return blueprint

        async def start(_app: Any, _loop: Any) -> None:
            try:
                self._line = _Line(access, self.settings, on_new_message)
            except Exception as error:  # noqa: BLE001 - the other channels go on
                kind = type(error).__name__
                logger.error("Telegram is off: no client (%s); look at the proxy settings.", kind)  # noqa: TRY400

        async def stop(_app: Any, _loop: Any) -> None:
            if self._line is not None:
                await self._line.close()
                self._line = None

        blueprint.listener("after_server_start")(start)
        blueprint.listener("before_server_stop")(stop)

        async def webhook(request: Request) -> HTTPResponse:
            return self._take(request)

        if access.webhook_url:
            blueprint.add_route(webhook, "/webhook", methods=["POST"], name="webhook")
        return blueprint

    def get_output_channel(self) -> TelegramOutput | None:
        """For messages that answer nothing; None while the bot is off."""
        return TelegramOutput(self._line.speaker) if self._line is not None else None

    def _take(self, request: Request) -> HTTPResponse:
        if self._line is None:
            return response.empty(status=503)
        if not self._line.registration.is_from_telegram(str(request.headers.get(_SECRET_HEADER, ""))):
            return response.empty(status=403)
        # Whatever came: anything but 200 and Telegram sends it again and again.
        self._line.talk.receive(_json(request.body))
        return response.json({})

    def _forget_in_memory(self, sender: str) -> None:
        if self._line is not None:
            self._line.talk.forget(sender)


class _Line:
    """Everything that lives while the server runs; made and closed in its event loop."""

    def __init__(self, access: Access, settings: Settings, handler: Handler) -> None:
        kept = state_directory()
        self._bot = make_bot(access)
        self._outbox = Outbox(settings.first_pause_seconds)
        self.speaker = Speaker(self._bot, self._outbox, Choices())
        self.talk = Talk(_me_before_asking(access), handler, self.speaker, settings)
        self.registration = Registration(access, kept / f"telegram-{access.bot_id}.webhook")
        guard = OnePoller(kept / f"telegram-{access.bot_id}.lock")
        self._connection = Connection(access, settings, self._bot, guard, self.registration)
        running = self._connection.run(self._introduce, self.talk.receive)
        self._running = asyncio.get_running_loop().create_task(running)
        self._running.add_done_callback(_tell_unexpected)

    async def close(self) -> None:
        """Stop taking updates, let what is nearly done be done, then go."""
        self._running.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await self._running
        await self.talk.close(_CLOSE_SECONDS)
        await self._outbox.close(_CLOSE_SECONDS)
        await self._connection.close()

    def _introduce(self, me: Me) -> None:
        self.talk.me = me


def _access() -> Access | None:
    try:
        access = read_access(os.environ)
    except RefusedError as error:
        logger.error("Telegram is off: %s.", error)  # noqa: TRY400 - the trace adds nothing
        return None
    if access is None:
        logger.info("Telegram is off: %s is not set.", TOKEN_VARIABLE)
    return access


def _me_before_asking(access: Access) -> Me:
    return Me(int(access.bot_id) if access.bot_id.isdecimal() else 0, "")


def _tell_unexpected(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        logger.error("Telegram is off: %s.", type(error).__name__)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
