"""The calls of the Bot API that show something to a person."""

from collections.abc import Sequence
from io import BytesIO

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest

from altalk.channels.telegram.bot import Bot
from altalk.channels.telegram.markup import Run, to_html, to_plain
from altalk.channels.telegram.media import Media
from altalk.channels.telegram.pages import split_text
from altalk.channels.telegram.places import Place

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_text(
    bot: Bot, chat_id: int, place: Place, runs: Sequence[Run], keyboard: InlineKeyboardMarkup | None
) -> None:
    """One message. If Telegram cannot read the formatting the words are sent without it."""

    async def send(text: str, mode: ParseMode | None) -> None:
        await bot.send_message(
            chat_id,
            text,
            parse_mode=mode,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=place.thread_id,
            reply_parameters=_answered(place),
        )

    try:
        await send(to_html(runs), ParseMode.HTML)
    except BadRequest as error:
        if "parse entities" not in error.message.lower():
            raise
        await send(to_plain(runs), None)


async def send_media(bot: Bot, chat_id: int, place: Place, media: Media, caption: str, otherwise: str) -> None:
    """A picture or a file with its bytes. What Telegram refuses to show goes as a file, else `otherwise` is said."""
    for as_photo in (True, False) if media.photo else (False,):
        try:
            await _upload(bot, chat_id, place, media, caption, as_photo=as_photo)
        except BadRequest:
            continue
        return
    await send_words(bot, chat_id, place, otherwise)


async def send_words(bot: Bot, chat_id: int, place: Place, text: str) -> None:
    """Words as they are, in as many messages as they need."""
    for part in split_text(text):
        await bot.send_message(chat_id, part, message_thread_id=place.thread_id)


async def show_typing(bot: Bot, chat_id: int, place: Place) -> None:
    """Let Telegram show for five seconds that an answer is on its way."""
    await bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=place.thread_id)


async def _upload(bot: Bot, chat_id: int, place: Place, media: Media, caption: str, *, as_photo: bool) -> None:
    content, thread = BytesIO(media.content), place.thread_id
    if as_photo:
        await bot.send_photo(chat_id, content, caption=caption, filename=media.name, message_thread_id=thread)
    else:
        await bot.send_document(chat_id, content, caption=caption, filename=media.name, message_thread_id=thread)


def _answered(place: Place) -> ReplyParameters | None:
    # The message may be gone by now; the answer is sent all the same.
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to is not None else None
