"""What a message of WeChat means for the talk: words, something to be answered kindly, or nothing."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from msgspec import Struct

Kind = Literal["words", "fixed", "left", "ignored"]

# Letters, digits, - and _ are what an openid has; nothing else may become part of a sender id.
_OPEN_ID = re.compile(r"[\w.@-]{1,128}", re.ASCII)
_WORDLESS = frozenset({"image", "voice", "video", "shortvideo", "location", "link", "file"})
_PUSHES_AFTER_MESSAGE = 5
_PUSHES_AFTER_EVENT = 3


class Update(Struct, frozen=True):
    """One message or event.

    Attributes:
        person: openid of who sent it.
        account: whom it was sent to; the sender of the reply.
        key: the same for every repetition of this message; holds no openid.
        kind: `words` to be answered by the assistant, `fixed` to be answered by a text of the channel,
            `left` when the person no longer follows the account, `ignored` for everything else.
        content: the words, or the id of the fixed text.
        message_id: WeChat's own id, if it has one.
        pushes: customer-service messages allowed after it.
    """

    person: str
    account: str
    key: str
    kind: Kind
    content: str = ""
    message_id: str = ""
    pushes: int = _PUSHES_AFTER_MESSAGE

    @property
    def sender_id(self) -> str:
        """The conversation."""
        return f"wx:{self.person}"


def read_update(fields: Mapping[str, str], event_keys: Mapping[str, str]) -> Update | None:
    """The meaning of a message's fields; None if nobody sent it."""
    person, account = fields.get("FromUserName", "").strip(), fields.get("ToUserName", "").strip()
    if not _OPEN_ID.fullmatch(person) or not account:
        return None
    is_event = fields.get("MsgType", "").strip().lower() == "event"
    kind, content = _event(fields, event_keys) if is_event else _message(fields)
    return Update(
        person,
        account,
        _key(person, fields),
        kind,
        content,
        fields.get("MsgId", "").strip(),
        _PUSHES_AFTER_EVENT if is_event else _PUSHES_AFTER_MESSAGE,
    )


def _message(fields: Mapping[str, str]) -> tuple[Kind, str]:
    kind = fields.get("MsgType", "").strip().lower()
    if kind == "text":
        return "words", fields.get("Content", "")
    recognised = fields.get("Recognition", "").strip()
    if kind == "voice" and recognised:
        return "words", recognised
    return "fixed", kind if kind in _WORDLESS else "other"


def _event(fields: Mapping[str, str], event_keys: Mapping[str, str]) -> tuple[Kind, str]:
    event = fields.get("Event", "").strip().lower()
    if event == "subscribe":
        return "fixed", "greeting"
    if event == "unsubscribe":
        return "left", ""
    payload = event_keys.get(fields.get("EventKey", "").strip()) if event == "click" else None
    return ("words", payload) if payload else ("ignored", "")


def _key(person: str, fields: Mapping[str, str]) -> str:
    # The id of a message is unique for one person only; events have none.
    names = ("MsgId",) if fields.get("MsgId", "").strip() else ("CreateTime", "MsgType", "Event", "EventKey", "Content")
    parts = "\n".join([person, *(fields.get(name, "").strip() for name in names)])
    return sha256(parts.encode()).hexdigest()
