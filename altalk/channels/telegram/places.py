"""Where an answer goes, and under which id a talk is kept."""

from msgspec import Struct

PREFIX = "tg:"


class Place(Struct, frozen=True):
    """A chat; in a group also the topic, and the message that is answered."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


def sender_id(chat_id: int, user_id: int | None) -> str:
    """`tg:<chat>` in private, `tg:<chat>:<user>` in a group: members do not share a talk."""
    return f"{PREFIX}{chat_id}" if user_id is None else f"{PREFIX}{chat_id}:{user_id}"


def place_of(sender: str) -> Place | None:
    """The place of a talk by its id, for messages that answer nothing; None if the id is not of this channel."""
    chat = sender.removeprefix(PREFIX).partition(":")[0]
    try:
        return Place(int(chat)) if sender.startswith(PREFIX) else None
    except ValueError:
        return None
