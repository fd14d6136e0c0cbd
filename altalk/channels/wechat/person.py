"""One turn with a person: their words or menu choice to the assistant, all that it says back as one reply."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from altalk.channels.incoming import read_incoming
from altalk.channels.numbered_menu import menu_of, said_last
from altalk.channels.safe_text import language_of, safe_text
from altalk.channels.web.rate_limit import RateLimit
from altalk.channels.wechat.settings import Settings
from altalk.channels.wechat.texts import own_text
from altalk.channels.wechat.updates import Update
from altalk.message import Message

logger = logging.getLogger(__name__)

CHANNEL = "wechat"

Handler = Callable[[UserMessage], Awaitable[Any]]

# WeChat is a channel of China: who has not shown another language is addressed in Chinese.
_FIRST_LANGUAGE = "zh"


class Collector(OutputChannel):
    """Rasa's side of a turn: keeps what is said until the turn is over."""

    def __init__(self) -> None:
        self._said: list[Message] = []
        self._closed = False

    @classmethod
    def name(cls) -> str:
        """The channel's name in the tracker."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one bot utterance with all its keys."""
        said = Message.from_utterance(message)
        if not said.is_empty and not self._closed:
            self._said.append(said)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Take plain text; Rasa's own actions use this when they bypass `send_response`."""
        await self.send_response(recipient_id, {"text": text, **kwargs})

    def close(self) -> list[Message]:
        """What was said; what comes later was answered by the safe text."""
        self._closed = True
        return self._said


class Turn(Struct, frozen=True):
    """An update, the talk it belongs to, and the language to answer in."""

    update: Update
    tracker: DialogueStateTracker | None
    language: str

    @property
    def is_first_word(self) -> bool:
        """Whether somebody has just begun to follow the account and never talked with it."""
        return self.tracker is None and self.update.content == "greeting"

    @property
    def words(self) -> str:
        """What the person said: their words, or what the menu choice they made stands for."""
        menu = menu_of(said_last(self.tracker.events)) if self.tracker else None
        return (menu.choice(self.update.content) if menu else None) or self.update.content


class Conversations:
    """Hands words to the assistant; silence, an error and a timeout end in the safe text."""

    def __init__(self, settings: Settings, handler: Handler) -> None:
        self._timeout = settings.timeout_seconds * settings.time_factor
        self._handler = handler
        self._pace = RateLimit(settings.message_burst, settings.message_seconds, time.monotonic)

    async def open(self, update: Update, agent: Any) -> Turn:
        """A turn that begins with this update; the sender's lock must be held.

        Args:
            update: of the kind `words` or `fixed`.
            agent: Rasa's agent, whose tracker tells what was offered last; None if there is none.
        """
        tracker = await _tracker(agent, update.sender_id)
        language = _known_language(tracker)
        if update.kind == "words":
            language = language_of(update.content, language) or language
        return Turn(update, tracker, language)

    async def answer(self, turn: Turn) -> list[Message]:
        """Everything said in answer to an update."""
        update, language = turn.update, turn.language
        if update.kind == "fixed":
            # Who has just come has not shown a language yet.
            return [Message(own_text(update.content, None if turn.is_first_word else language))]
        if self._pace.wait(update.person):
            return [Message(safe_text("too_fast", language))]
        incoming = read_incoming(turn.words)
        if not incoming.text:
            return [Message(safe_text("blank", language))]
        said = await self._asked(incoming.text, update, language)
        return [*said, Message(safe_text("shortened", language))] if incoming.shortened else said

    async def _asked(self, words: str, update: Update, language: str) -> list[Message]:
        output = Collector()
        message = UserMessage(
            words,
            output,
            update.sender_id,
            input_channel=CHANNEL,
            message_id=update.message_id or None,
            metadata={"language": language},
        )
        worker = asyncio.get_running_loop().create_task(_awaited(self._handler(message)))
        try:
            # Not `wait_for`: it would wait for a worker that does not heed its cancellation.
            await asyncio.wait({worker}, timeout=self._timeout)
            well = _went_well(worker)
        finally:
            worker.cancel()
        said = output.close()
        return said if well and said else [*said, Message(safe_text("failure", language))]


def _known_language(tracker: DialogueStateTracker | None) -> str:
    slots = tracker.current_slot_values() if tracker else {}
    return "en" if slots.get("language") == "en" else _FIRST_LANGUAGE


async def _tracker(agent: Any, sender_id: str) -> DialogueStateTracker | None:
    try:
        return None if agent is None else await agent.tracker_store.retrieve(sender_id)
    except Exception as error:  # noqa: BLE001 - without the talk so far the words still reach the assistant
        logger.error("The talk so far could not be read: %s", type(error).__name__)  # noqa: TRY400
        return None


async def _awaited(work: Awaitable[Any]) -> None:
    await work


def _went_well(worker: "asyncio.Task[None]") -> bool:
    if not worker.done():
        logger.error("A WeChat turn took too long and was given up")
        return False
    error = asyncio.CancelledError() if worker.cancelled() else worker.exception()
    if error is not None:
        # Only the kind: the text of an error may quote the message.
        logger.error("A WeChat turn failed: %s", type(error).__name__)
    return error is None
