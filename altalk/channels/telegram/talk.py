"""What comes from Telegram, from the raw update to the turn: read, told apart, answered at once where possible."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from altalk.channels.incoming import read_incoming
from altalk.channels.safe_text import language_of, safe_text
from altalk.channels.telegram.bounded import Bounded, Seen
from altalk.channels.telegram.choices import ExpiredButtonError, ForeignButtonError
from altalk.channels.telegram.output import Speaker
from altalk.channels.telegram.places import Place
from altalk.channels.telegram.settings import Settings
from altalk.channels.telegram.sparingly import Sparingly
from altalk.channels.telegram.turns import Asked, Handler, Turns
from altalk.channels.telegram.updates import Me, Pressed, Written, read_update, spoken_command
from altalk.channels.telegram.words import words
from altalk.channels.web.rate_limit import RateLimit
from altalk.message import Message

logger = logging.getLogger(__name__)

_MOST_UPDATES = 20_000
_MOST_PEOPLE = 10_000
_MOST_RECENT = 2_000
_NOTICE_SECONDS = 10.0
_MOST_TOAST = 200


class Talk:
    """All talks of the bot. `receive` takes raw updates and returns at once."""

    def __init__(self, me: Me, handler: Handler, speaker: Speaker, settings: Settings) -> None:
        self.me = me
        self._speaker = speaker
        self._turns = Turns(handler, speaker, settings)
        self._pace = RateLimit(settings.message_burst, settings.message_seconds, time.monotonic)
        self._notices = RateLimit(1, _NOTICE_SECONDS, time.monotonic)
        self._updates: Seen[int] = Seen(_MOST_UPDATES)
        self._albums: Seen[tuple[str, str]] = Seen(_MOST_RECENT)
        self._used_keyboards: Seen[tuple[int, int]] = Seen(_MOST_RECENT)
        self._languages: Bounded[str, str] = Bounded(_MOST_PEOPLE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._log = Sparingly(logger)

    def receive(self, raw: Any) -> None:
        """Take one update as Telegram sent it. One that came before is dropped, one that cannot be read is told."""
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if not isinstance(number, int) or isinstance(number, bool):
            self._log.log(logging.WARNING, "Telegram: something came that is no update; it was left out.")
            return
        if self._updates.again(number):
            return
        try:
            happened = read_update(Update.de_json(raw, self._speaker.bot), self.me)
        except Exception as error:  # noqa: BLE001 - the library raises many kinds for what is not well formed
            self._log.log(logging.WARNING, "Telegram: an update could not be read (%s).", type(error).__name__)
            return
        if isinstance(happened, Pressed):
            self._start(self._press(happened))
        elif happened is not None:
            self._start(self._hear(happened))

    def forget(self, sender: str) -> None:
        """Drop what is kept in memory about a person."""
        self._languages.drop(sender)
        self._speaker.choices.forget(sender)

    async def close(self, seconds: float) -> None:
        """Let the turns end that are nearly done; give up the others."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
        await self._turns.close()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("A Telegram message could not be handled: %s", type(error).__name__)

    async def _hear(self, written: Written) -> None:
        sender, place = written.sender, written.place
        hint = self._languages.get(sender) or written.language
        incoming = read_incoming(spoken_command(written.text, hint))
        language = self._language(sender, written.text, hint)
        if written.album and self._albums.again((sender, written.album)) and not incoming.text:
            return
        if not self._may(sender, place, language):
            return
        if written.unreadable:
            self._say(place, sender, words("cannot_read", language), "cannot_read")
        elif not incoming.text:
            self._say(place, sender, safe_text("blank", language), "blank")
        if incoming.text:
            await self._turns.run(
                Asked(sender, place, written.message_id, incoming.text, written.language or hint, language)
            )
        if incoming.shortened:
            self._say(place, sender, safe_text("shortened", language), "shortened")

    async def _press(self, pressed: Pressed) -> None:
        sender, place = pressed.sender, pressed.place
        language = self._languages.get(sender) or pressed.language
        try:
            payload = self._speaker.choices.payload(pressed.data, sender)
        except ForeignButtonError:
            self._stop_spinner(pressed, words("foreign_button", language))
            return
        except ExpiredButtonError:
            payload = ""
        self._stop_spinner(pressed)
        if place is None or not self._may(sender, place, language):
            return
        if self._used_keyboards.again((place.chat_id, pressed.message_id)):
            return
        self._remove_keyboard(place, pressed.message_id)
        text = read_incoming(payload).text
        if not text:
            self._say(place, sender, words("expired_button", language), "expired_button")
            return
        self._say(place, sender, f"✓ {pressed.title or payload}", "choice")
        said_in = self._language(sender, text, language)
        await self._turns.run(Asked(sender, place, pressed.query_id, text, pressed.language or language, said_in))

    def _language(self, sender: str, text: str, hint: str | None) -> str | None:
        language = language_of("" if text.startswith("/") else text, hint)
        if language is not None:
            self._languages.put(sender, language)
        return language

    def _may(self, sender: str, place: Place, language: str | None) -> bool:
        if self._pace.wait(sender) == 0:
            return True
        # Said once for a whole burst.
        if self._notices.wait(sender) == 0:
            self._say(place, sender, safe_text("too_fast", language), "too_fast")
        return False

    def _say(self, place: Place, sender: str, text: str, name: str) -> None:
        self._speaker.say(place, sender, Message(text=text, ids=(name,)))

    def _stop_spinner(self, pressed: Pressed, text: str | None = None) -> None:
        bot = self._speaker.bot
        toast = text[:_MOST_TOAST] if text else None
        self._speaker.outbox.put_aside(lambda: bot.answer_callback_query(pressed.query_id, toast))

    def _remove_keyboard(self, place: Place, message_id: int) -> None:
        bot = self._speaker.bot

        async def remove(chat: int) -> None:
            try:
                await bot.edit_message_reply_markup(chat_id=chat, message_id=message_id, reply_markup=None)
            except TelegramError as error:
                # The message is too old or gone: then there is nothing left to press.
                self._log.log(logging.DEBUG, "Telegram: a keyboard stayed (%s).", type(error).__name__)

        self._speaker.outbox.put(place.chat_id, remove, important=False)
