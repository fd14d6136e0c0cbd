"""Buttons for channels that only know text: offered as numbered lines, read back from the last bot message.

Nothing is kept between turns. What was offered is read from the tracker, so that a menu survives a restart.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct
from rasa.shared.core.events import BotUttered, Event, UserUttered

from altalk.channels.safe_text import language_of
from altalk.knowledge.entries import Text
from altalk.knowledge.files import load_entries
from altalk.message import Button, Message

MOST_OPTIONS = 9

_SENTENCE = re.compile(r"[^.!?。！？\n]*[?？]")
_DIGIT_OF = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9"}
_NUMBER = re.compile(
    r"(?:我?选?第|我?选择?|选项|option|number|#)\s*(?P<han>[一二三四五六七八九])\s*[个项条种]?"
    r"|我?选?第\s*(?P<counted>[1-9])\s*[个项条种]?\s*[.、。!~]*"
    r"|(?:我?选择?|选项|option|number|#)?\s*[(\[]?(?P<bare>[1-9])[)\]]?\s*[.、。):,!~]*",
    re.IGNORECASE,
)
# Between several numbers. A comma or point between digits is a decimal mark: "2,3" is no choice.
_BETWEEN = re.compile(r"\s*(?:[、，和跟与&;；]|,\s|\band\b)\s*|\s+", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u200d\u20e3\ufe0e\ufe0f]")
_EDGES = " \t\n.。!！?？,，、;；~～\"'“”‘’「」"


class Menu(Struct, frozen=True):
    """Answers on offer. `numbered` is False where a number would be a figure: then only titles are read."""

    options: tuple[Button, ...]
    numbered: bool
    language: str

    def lines(self) -> str:
        """The menu as it is shown below the message."""
        if not self.numbered:
            titles = _word("separator", self.language).join(option.title for option in self.options)
            return _word("worded", self.language).format(titles=titles)
        offered = (f"{number}. {option.title}" for number, option in enumerate(self.options, start=1))
        return "\n".join((_word("numbered", self.language), *offered))

    def choice(self, text: str) -> str | None:
        """What the person says with this answer; None if it is not an answer to this menu."""
        title = _plain(text)
        for option in self.options:
            if title and title == _plain(option.title):
                return option.payload
        chosen = self._numbers(text) if self.numbered else ()
        return _word("several", self.language).join(self.options[number - 1].payload for number in chosen) or None

    def _numbers(self, text: str) -> tuple[int, ...]:
        parts = [_number(part) for part in _BETWEEN.split(text.strip(_EDGES)) if part]
        whole = _number(text)
        numbers = [whole] if whole else parts
        distinct = len(set(numbers)) == len(numbers)
        return tuple(each for each in numbers if each) if distinct and all(map(self._offers, numbers)) else ()

    def _offers(self, number: int | None) -> bool:
        return number is not None and number <= len(self.options)


def menu_of(messages: Sequence[Message]) -> Menu | None:
    """The menu of one turn of the assistant: the last buttons said. None without buttons.

    Args:
        messages: everything said since the person's last message, oldest first.
    """
    with_buttons = [message for message in messages if message.buttons]
    if not with_buttons:
        return None
    options = with_buttons[-1].buttons[:MOST_OPTIONS]
    said = "\n".join(message.text for message in messages)
    titles = " ".join(option.title for option in options)
    return Menu(options, not _asks_for_figure(said), language_of(f"{said}\n{titles}", "zh") or "zh")


def said_last(events: Iterable[Event]) -> tuple[Message, ...]:
    """What the assistant said since the person's last message, oldest first."""
    said: list[Message] = []
    for event in reversed(list(events)):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            said.append(Message.from_utterance(event.message()))
    return tuple(reversed(said))


def _asks_for_figure(said: str) -> bool:
    return any(_figure_words().search(question) for question in _SENTENCE.findall(said))


def _number(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    return int(found["counted"] or found["bare"] or _DIGIT_OF[found["han"]])


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return " ".join(folded.replace("’", "'").strip(_EDGES).split())


class _Wording(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: Text


@cache
def _words() -> dict[str, _Wording]:
    return load_entries("../channels/numbered_menu.yml", _Wording)


@cache
def _figure_words() -> re.Pattern[str]:
    figure = _words()["figure"].text
    return re.compile(f"{figure.en}|{figure.zh}", re.IGNORECASE)


def _word(name: str, language: str) -> str:
    return _words()[name].text.in_language(language)
