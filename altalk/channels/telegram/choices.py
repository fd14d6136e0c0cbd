"""Buttons: what stands behind each. A button holds 64 bytes; longer answers are kept here under a key."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence

from msgspec import Struct
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from altalk.message import Button

_MOST_KEPT = 5_000
_MOST_BYTES = 60
_KEY_MARK = "#"
_KEY_BYTES = 12
_ROW_COLUMNS = 26
_ROW_BUTTONS = 3


class _Kept(Struct, frozen=True):
    owner: str
    payload: str


class ForeignButtonError(LookupError):
    """The button was offered to another person."""


class ExpiredButtonError(LookupError):
    """What the button meant is not known any more."""


class Choices:
    """What buttons mean: short answers stand in the button itself, the others here. Bounded; the oldest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def keyboard(self, buttons: Sequence[Button], owner: str, *, shared: bool) -> InlineKeyboardMarkup | None:
        """The buttons in rows. In a `shared` chat only their owner may press them."""
        if not buttons:
            return None
        rows: list[list[InlineKeyboardButton]] = []
        for button in buttons:
            if not rows or not _fits(rows[-1], button.title):
                rows.append([])
            data = self._data(button.payload, owner, shared=shared)
            rows[-1].append(InlineKeyboardButton(button.title, callback_data=data))
        return InlineKeyboardMarkup(rows)

    def payload(self, data: str, presser: str) -> str:
        """What pressing the button says.

        Raises:
            ExpiredButtonError: the answer behind the key is gone.
            ForeignButtonError: another person was asked.
        """
        if not data.startswith(_KEY_MARK):
            return data
        kept = self._kept.get(data)
        if kept is None:
            raise ExpiredButtonError
        if kept.owner != presser:
            raise ForeignButtonError
        return kept.payload

    def forget(self, owner: str) -> None:
        """Drop what is kept for a person."""
        for key in [key for key, kept in self._kept.items() if kept.owner == owner]:
            del self._kept[key]

    def _data(self, payload: str, owner: str, *, shared: bool) -> str:
        if not shared and not payload.startswith(_KEY_MARK) and len(payload.encode()) <= _MOST_BYTES:
            return payload
        key = f"{_KEY_MARK}{secrets.token_urlsafe(_KEY_BYTES)}"
        self._kept[key] = _Kept(owner, payload)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return key


def _fits(row: list[InlineKeyboardButton], title: str) -> bool:
    columns = sum(_columns(button.text) for button in row) + _columns(title)
    return len(row) < _ROW_BUTTONS and columns <= _ROW_COLUMNS


def _columns(title: str) -> int:
    # Chinese characters and emoji are twice as wide.
    return sum(1 if character < "\u1100" else 2 for character in title)
