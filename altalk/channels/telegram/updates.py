"""Read what Telegram sent. Pure: an update goes in, what a person did comes out."""

import re
from typing import Any

from msgspec import Struct
from telegram import CallbackQuery, Chat, Message, MessageEntity, Update, User

from altalk.channels.telegram.places import Place, sender_id
from altalk.channels.telegram.words import command_sentence

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)
# What a link to the bot may carry along; anything else after /start was typed by the person.
_LINK_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LANGUAGE_NAMES = ("en", "zh")


class Me(Struct, frozen=True):
    """The bot itself."""

    id: int
    username: str


class Written(Struct, frozen=True):
    """A person sent something. `unreadable`: it had a picture, voice, sticker or the like; `album` groups several."""

    sender: str
    place: Place
    message_id: str
    text: str
    language: str | None
    unreadable: bool = False
    album: str | None = None


class Pressed(Struct, frozen=True):
    """A person pressed a button. Without `place` the message it stood under is gone."""

    query_id: str
    sender: str
    place: Place | None
    message_id: int
    data: str
    title: str
    language: str | None


def read_update(update: Update, me: Me) -> Written | Pressed | None:
    """What a person did; None if it does not concern the bot."""
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    return _written(update.message, me) if update.message is not None else None


def _written(message: Message, me: Me) -> Written | None:
    person = message.from_user
    if person is None or person.is_bot or message.chat.type == Chat.CHANNEL:
        return None
    private = message.chat.type == Chat.PRIVATE
    if not private and not _is_addressed(message, me):
        return None
    text = _without_mention(message.text or message.caption or "", me)
    attachment = message.text is None and bool(message.effective_attachment)
    if not attachment and message.text is None:
        return None
    return Written(
        sender_id(message.chat.id, None if private else person.id),
        _place(message, private),
        str(message.message_id),
        text,
        language_code(person),
        attachment,
        message.media_group_id,
    )


def _pressed(query: CallbackQuery) -> Pressed | None:
    message = query.message
    private = message is not None and message.chat.type == Chat.PRIVATE
    # Telegram may withhold the content of an old message; its chat and number are there all the same.
    shown = message if isinstance(message, Message) else None
    place = None
    if message is not None:
        place = _place(shown, private) if shown else Place(message.chat.id)
    return Pressed(
        query.id,
        sender_id(message.chat.id, None if private else query.from_user.id) if message is not None else "",
        place,
        message.message_id if message is not None else 0,
        query.data or "",
        _title(shown, query.data),
        language_code(query.from_user),
    )


def _place(message: Message, private: bool) -> Place:
    thread = message.message_thread_id if message.is_topic_message else None
    return Place(message.chat.id, thread, None if private else message.message_id)


def _title(message: Message | None, data: str | None) -> str:
    rows: Any = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    return next((button.text for row in rows for button in row if data and button.callback_data == data), "")


def language_code(person: User) -> str | None:
    """The language of the person's app, if it is one of ours: a hint, nothing more."""
    code = (person.language_code or "").lower()[:2]
    return code if code in _LANGUAGE_NAMES else None


def _is_addressed(message: Message, me: Me) -> bool:
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == me.id:
        return not _is_for_another(message, me)
    text = message.text or message.caption or ""
    return _is_mentioned(message, me) or (_is_command(text) and not _is_for_another(message, me))


def _is_mentioned(message: Message, me: Me) -> bool:
    entities = {**message.parse_entities(), **message.parse_caption_entities()}
    for entity, text in entities.items():
        if entity.type == MessageEntity.MENTION and text.lower() == f"@{me.username}".lower():
            return True
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id:
            return True
    return _names_bot(message.text or message.caption or "", me)


def _names_bot(text: str, me: Me) -> bool:
    command = _COMMAND.fullmatch(text.strip())
    return bool(command and command["bot"] and command["bot"].lower() == me.username.lower())


def _is_command(text: str) -> bool:
    command = _COMMAND.fullmatch(text.strip())
    return bool(command and command_sentence(command["name"], None))


def _is_for_another(message: Message, me: Me) -> bool:
    command = _COMMAND.fullmatch((message.text or "").strip())
    return bool(command and command["bot"] and command["bot"].lower() != me.username.lower())


def _without_mention(text: str, me: Me) -> str:
    if not me.username:
        return text
    # Not within a mail address; after a command it tells which bot is meant.
    return re.sub(rf"(^\s*/\w+|(?<!\w))@{re.escape(me.username)}\b", r"\1", text, flags=re.IGNORECASE)


def spoken_command(text: str, language: str | None) -> str:
    """The sentence a command stands for; any other text as it is, and so is what was typed after a command."""
    command = _COMMAND.fullmatch(text.strip())
    sentence = command_sentence(command["name"], language) if command else None
    if command is None or sentence is None:
        return text
    name, rest = command["name"].lower(), (command["rest"] or "").strip()
    # `/language zh` names the language; after /start a link may carry a code that means nothing here.
    named = command_sentence(f"{name}_{rest}", language)
    link = name == "start" and _LINK_PAYLOAD.fullmatch(rest)
    return named or (sentence if not rest or link else rest)
