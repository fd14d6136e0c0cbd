"""Short phrases with blanks, in both languages."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.entries import Text
from altalk.knowledge.files import load_entries


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase with `{blanks}`."""

    id: str
    text: Text


@cache
def _phrases() -> dict[str, Phrase]:
    return load_entries("phrases.yml", Phrase)


def phrase(entry: str, language: str, /, **blanks: object) -> str:
    """A phrase in `en` or `zh` with its blanks filled in.

    Raises:
        KeyError: no phrase has this id, or a blank is not given.
    """
    return _phrases()[entry].text.in_language(language).format(**blanks)


def has_phrase(name: str) -> bool:
    """Whether there is a phrase with this id."""
    return name in _phrases()
