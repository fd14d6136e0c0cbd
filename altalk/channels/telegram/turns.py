"""One turn: a message goes to the assistant, and in the end the person has heard something."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from msgspec import Struct
from rasa.core.channels.channel import UserMessage

from altalk.channels.incoming import SenderLocks
from altalk.channels.safe_text import safe_text
from altalk.channels.telegram.output import NAME, Speaker, TelegramOutput
from altalk.channels.telegram.places import Place
from altalk.channels.telegram.settings import Settings
from altalk.message import Message

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


class Asked(Struct, frozen=True):
    """What is handed to the assistant. `hint` is the language of the app, `language` the one to apologise in."""

    sender: str
    place: Place
    message_id: str
    text: str
    hint: str | None
    language: str | None


class Turns:
    """Asks the assistant: one message at a time for each person, different people at once."""

    def __init__(self, handler: Handler, speaker: Speaker, settings: Settings) -> None:
        self._handler = handler
        self._speaker = speaker
        self._settings = settings
        self._locks = SenderLocks()
        self._late: set[asyncio.Task[Any]] = set()

    async def run(self, asked: Asked) -> None:
        """Have a message answered; silence, an error and a timeout end in the safe text."""
        async with self._locks.of(asked.sender):
            self._speaker.typing(asked.place)
            output = TelegramOutput(self._speaker, asked.place)
            worker = asyncio.get_running_loop().create_task(_awaited(self._handler(_user_message(asked, output))))
            typing = asyncio.get_running_loop().create_task(self._type(asked.place))
            try:
                await asyncio.wait({worker}, timeout=self._settings.timeout_seconds)
            except asyncio.CancelledError:
                worker.cancel()
                raise
            finally:
                typing.cancel()
            if self._failed(worker) or not output.said:
                text = safe_text("failure", asked.language)
                self._speaker.say(asked.place, asked.sender, Message(text=text, ids=("failure",)))

    async def close(self) -> None:
        """Give up what is still being worked on."""
        for worker in self._late:
            worker.cancel()
        if self._late:
            await asyncio.wait(self._late, timeout=1)

    def _failed(self, worker: asyncio.Task[Any]) -> bool:
        if not worker.done():
            logger.error("A Telegram turn took too long; the safe text was sent")
            self._wait_on(worker)
            return True
        return not _went_well(worker)

    def _wait_on(self, worker: asyncio.Task[Any]) -> None:
        # A late answer is still worth having; Telegram takes it at any time. The next message does not wait for it.
        self._late.add(worker)
        stop = asyncio.get_running_loop().call_later(self._settings.late_seconds, worker.cancel)

        def ended(task: asyncio.Task[Any]) -> None:
            stop.cancel()
            self._late.discard(task)
            _went_well(task)

        worker.add_done_callback(ended)

    async def _type(self, place: Place) -> None:
        while True:
            await asyncio.sleep(self._settings.typing_seconds)
            self._speaker.typing(place)


def _user_message(asked: Asked, output: TelegramOutput) -> UserMessage:
    return UserMessage(
        asked.text,
        output,
        asked.sender,
        input_channel=NAME,
        message_id=asked.message_id,
        metadata={"language": asked.hint} if asked.hint else {},
    )


async def _awaited(work: Awaitable[Any]) -> None:
    await work


def _went_well(worker: asyncio.Task[Any]) -> bool:
    with suppress(asyncio.CancelledError):
        error = worker.exception()
        if error is not None:
            # Only the kind: the text of an error may quote the message.
            logger.error("A Telegram turn failed: %s", type(error).__name__)
        return error is None
    return False
