"""Rasa's way out to Telegram: typed messages become pages, buttons, pictures and files."""

from collections.abc import Awaitable
from typing import Any

from msgspec.structs import replace
from rasa.core.channels.channel import OutputChannel

from altalk.channels.safe_text import language_of
from altalk.channels.telegram.bot import Bot
from altalk.channels.telegram.card import card_markdown
from altalk.channels.telegram.choices import Choices
from altalk.channels.telegram.delivery import send_media, send_text, send_words, show_typing
from altalk.channels.telegram.markup import Run, parse_markdown, utf16_units
from altalk.channels.telegram.media import Media, read_media
from altalk.channels.telegram.outbox import Outbox
from altalk.channels.telegram.pages import paginate
from altalk.channels.telegram.places import Place, place_of
from altalk.channels.telegram.words import words
from altalk.message import Message

NAME = "telegram"

_MOST_CAPTION_UNITS = 1_024


class Speaker:
    """Puts messages into the outbox; keeps what their buttons mean."""

    def __init__(self, bot: Bot, outbox: Outbox, choices: Choices) -> None:
        self.bot = bot
        self.outbox = outbox
        self.choices = choices

    def say(self, place: Place, owner: str, message: Message) -> None:
        """Show all parts of a message: text with card and buttons, then picture, then file."""
        keyboard = self.choices.keyboard(message.buttons, owner, shared=owner.count(":") > 1)
        pages = paginate(parse_markdown(_markdown(message)))
        for number, page in enumerate(pages, start=1):
            self._text(place, page, keyboard if number == len(pages) else None)
        if message.image is not None:
            self._picture(place, read_media(message.image.source), message.image.alt)
        if message.file is not None:
            lost = words("not_delivered", language_of(message.text), name=message.file.name)
            self._media(place, read_media(message.file.source, message.file.name), "", lost)

    def typing(self, place: Place) -> None:
        """Show that an answer is on its way; in order, so that it never shows after the answer."""
        self.outbox.put(place.chat_id, lambda chat: show_typing(self.bot, chat, place), important=False)

    def _text(self, place: Place, page: list[Run], keyboard: Any) -> None:
        self.outbox.put(place.chat_id, lambda chat: send_text(self.bot, chat, place, page, keyboard))

    def _picture(self, place: Place, media: Media | None, alt: str) -> None:
        short = utf16_units(alt) <= _MOST_CAPTION_UNITS
        self._media(place, media, alt if short else "", alt if short else "")
        if not short:
            self.outbox.put(place.chat_id, lambda chat: send_words(self.bot, chat, place, alt))

    def _media(self, place: Place, media: Media | None, caption: str, otherwise: str) -> None:
        def send(chat: int) -> Awaitable[None]:
            if media is None:
                return send_words(self.bot, chat, place, otherwise)
            return send_media(self.bot, chat, place, media, caption, otherwise)

        self.outbox.put(place.chat_id, send)


class TelegramOutput(OutputChannel):
    """Hands each message on at the moment it is said, also long after the turn, for example a reminder.

    A message goes where the talk's id says; `place` adds the topic and the message answered. `said` tells whether
    anything was said.
    """

    def __init__(self, speaker: Speaker, place: Place | None = None) -> None:
        self.said = False
        self._speaker = speaker
        self._place = place

    @classmethod
    def name(cls) -> str:
        """The channel's name in the tracker."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one bot utterance with all its keys."""
        said, place = Message.from_utterance(message), place_of(recipient_id)
        if said.is_empty or place is None:
            return
        self.said = True
        if self._place is not None and self._place.chat_id == place.chat_id:
            place = self._place
            # Only the first message answers the person's; the others follow it.
            self._place = replace(place, reply_to=None)
        self._speaker.say(place, recipient_id, said)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Take plain text; Rasa's own actions use this when they bypass `send_response`."""
        await self.send_response(recipient_id, {"text": text, **kwargs})


def _markdown(message: Message) -> str:
    text = card_markdown(message.card, message.text) if message.card else message.text
    if message.buttons and not text.strip():
        return words("choose", language_of(message.buttons[0].title))
    return text
