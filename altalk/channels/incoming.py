"""What every channel does with a typed message before the assistant sees it."""

import asyncio
import re
import unicodedata
from weakref import WeakValueDictionary

from msgspec import Struct

MAX_CHARACTERS = 4000

_KEPT_CONTROLS = "\n\t"
# Invisible characters that split a word or reorder what is read; joiners stay, emoji and some scripts need them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_LEADING_SLASHES = re.compile(r"^[\s/]*/\s*")
_COMMAND = re.compile(r"^(?P<name>[\w.+-]+)\s*(?:@\s*[\d.]+\s*)?(?:\{.*\}\s*)?$", re.DOTALL)
_LAST_BREAK = re.compile(r"^.*[\s;；。！？]", re.DOTALL)
_FURTHEST_BREAK = 200


class Incoming(Struct, frozen=True):
    """A message fit for the assistant. `text` may be empty; `shortened` tells that its end was left out."""

    text: str
    shortened: bool = False


def read_incoming(raw: str) -> Incoming:
    """Remove what is not text, turn a typed `/intent{...}` into plain words, and cap the length."""
    text = _plain_words(_without_controls(raw)).strip()
    if len(text) <= MAX_CHARACTERS:
        return Incoming(text)
    return Incoming(_cut(text), shortened=True)


class SenderLocks:
    """One lock per sender: the messages of a person are handled in their order, different people at once."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, sender_id: str) -> asyncio.Lock:
        """The lock of this sender; it lives as long as somebody holds or awaits it."""
        return self._locks.setdefault(sender_id, asyncio.Lock())


def _without_controls(raw: str) -> str:
    lines = _INVISIBLE.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(each for each in lines if each in _KEPT_CONTROLS or unicodedata.category(each) not in ("Cc", "Cs"))


def _plain_words(text: str) -> str:
    # Rasa reads a leading slash as an intent with slot values: nobody may set those from outside.
    bare = _LEADING_SLASHES.sub("", text)
    command = _COMMAND.match(bare) if bare != text else None
    return command["name"].replace("_", " ") if command else bare


def _cut(text: str) -> str:
    # A value cut in two would be another value: go back to a break, or at least out of the number.
    head = text[:MAX_CHARACTERS]
    whole = _LAST_BREAK.match(f"{head}{text[MAX_CHARACTERS]}")
    if whole and len(whole[0]) > MAX_CHARACTERS - _FURTHEST_BREAK:
        return whole[0][:MAX_CHARACTERS].rstrip()
    while head and (unicodedata.numeric(head[-1], None) is not None or head[-1] in ".,:/-，．"):
        head = head[:-1]
    return head
