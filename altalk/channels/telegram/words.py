"""The wording of the Telegram channel in both languages."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_entries

_COMMAND = "command_"


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: Text
    source: tuple[str, ...]
    status: Status


@cache
def _words() -> dict[str, _Words]:
    return load_entries("../channels/telegram/words.yml", _Words)


def words(name: str, language: str | None, /, **values: str) -> str:
    """A wording in `en` or `zh`; in both when the language is not known.

    Raises:
        KnowledgeError: the file is missing or broken.
    """
    text = _words()[name].text
    spoken = text.in_language(language) if language in ("en", "zh") else f"{text.en}\n\n{text.zh}"
    return spoken.format(**values) if values else spoken


def command_sentence(name: str, language: str | None) -> str | None:
    """What a person would type instead of a command; None if it is not one of ours."""
    entry = _words().get(f"{_COMMAND}{name.lower()}")
    return entry.text.in_language(language or "en") if entry else None
