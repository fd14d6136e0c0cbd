"""One turn of the assistant as plain text: messages, cards, files, pictures and the menu below them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from altalk.channels.numbered_menu import menu_of
from altalk.channels.safe_text import language_of
from altalk.channels.wechat.attachments import Picture, picture_of, text_of
from altalk.channels.wechat.plain_text import plain_text
from altalk.channels.wechat.texts import own_text
from altalk.message import Card, File, Image, Message

_PARAGRAPH = "\n\n"


class Reply(Struct, frozen=True):
    """What a person gets: one text of any length, and pictures after it."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()


def render(messages: Sequence[Message], *, with_pictures: bool) -> Reply:
    """The turn as one text.

    Args:
        messages: all that was said, oldest first.
        with_pictures: the account may send pictures; without, their text equivalent is said.
    """
    pictures = tuple(_pictures(messages)) if with_pictures else ()
    blocks = [block for message in messages for block in _blocks(message, with_pictures=with_pictures)]
    menu = menu_of(messages)
    text = _PARAGRAPH.join(_said_once([*blocks, menu.lines()] if menu else blocks))
    # Half characters cannot be sent.
    return Reply(text.encode(errors="ignore").decode(), pictures)


def joined(*texts: str) -> str:
    """The texts that are not empty, as paragraphs."""
    return _PARAGRAPH.join(text for text in texts if text)


def _pictures(messages: Sequence[Message]) -> Iterator[Picture]:
    for message in messages:
        picture = picture_of(message.image) if message.image else None
        if picture:
            yield picture


def _blocks(message: Message, *, with_pictures: bool) -> Iterator[str]:
    said = plain_text(message.text)
    lines = _card_lines(message.card) if message.card else ()
    # How soon and where comes before everything; a card often repeats what the text says.
    if lines and lines[0] not in said:
        yield lines[0]
    yield said
    yield "\n".join(lines[1:])
    if message.image and not (with_pictures and picture_of(message.image)):
        yield _without_picture(message.image, said)
    if message.file:
        yield _file_text(message.file, language_of(said, "zh"))


def _without_picture(image: Image, said: str) -> str:
    alt = plain_text(image.alt)
    return "" if alt in said else alt


def _file_text(file: File, language: str | None) -> str:
    return text_of(file) or own_text("attachment", language, name=file.name)


def _card_lines(card: Card) -> tuple[str, ...]:
    """How soon and where, the grade with its figures, the steps, the next test."""
    language = language_of(card.urgency_line, "zh")
    steps = tuple(f"· {plain_text(step)}" for step in card.next)
    return (
        plain_text(card.urgency_line),
        *_parts(plain_text(card.grade)),
        *_parts(_figures(card, language)),
        *((own_text("next", language), *steps) if steps else ()),
        *((own_text("retest", language, when=plain_text(card.retest)),) if card.retest else ()),
    )


def _parts(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _figures(card: Card, language: str | None) -> str:
    if card.value is None:
        return ""
    value = f"ALT {card.value:g}"
    if card.upper_limit is None or card.multiple is None:
        return own_text("value", language, value=value, unit=card.unit).strip()
    limit, multiple = f"{card.upper_limit:g}", f"{round(card.multiple, 1):g}"
    return own_text("value_and_limit", language, value=value, unit=card.unit, limit=limit, multiple=multiple)


def _said_once(blocks: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for block in blocks:
        if block and block not in seen:
            seen.add(block)
            yield block
