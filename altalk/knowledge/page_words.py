"""Words of the printed page in both languages."""

from functools import cache

from altalk.knowledge.files import load_entries
from altalk.knowledge.phrases import Phrase


@cache
def page_words() -> dict[str, Phrase]:
    """All words by id."""
    return load_entries("page.yml", Phrase)


def page_word(entry: str, language: str, /, **blanks: object) -> str:
    """A word or phrase in `en` or `zh` with its blanks filled in.

    Raises:
        KeyError: no entry has this id, or a blank is not given.
    """
    return page_words()[entry].text.in_language(language).format(**blanks)
