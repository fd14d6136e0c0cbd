"""The words people use about themselves and their habits, by id."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.files import load_folder
from altalk.knowledge.vocabulary import Terms


class HabitWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words and phrases that count as one thing when habits and people are read.

    Attributes:
        id: the name under which the reader asks for them.
        value: the value of the entity table that they stand for, where they stand for one.
        terms: the words; `*` at the end of an English word stands for any ending.
    """

    id: str
    terms: Terms
    value: str | None = None


@cache
def habit_words() -> dict[str, HabitWords]:
    """All groups of words by id."""
    return load_folder("habits", HabitWords)
