"""What people ask, and the answers: one entry a topic."""

from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from altalk.knowledge.catalogue import Condition
from altalk.knowledge.entries import Status, Text
from altalk.knowledge.files import load_folder


class TopicAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of an answer.

    Attributes:
        when: said only when this holds for the person; without it always.
    """

    id: str
    text: Text
    source: tuple[str, ...]
    status: Status
    when: Condition | None = None


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """A question people ask. The intent is `ask_` followed by the id.

    Attributes:
        question: how a person would ask it; the title of its button.
        value_first: whether the answer opens with what this person's number means.
        follow_ups: topics offered as buttons afterwards.
    """

    id: str
    question: Text
    answers: tuple[TopicAnswer, ...]
    value_first: bool = False
    follow_ups: tuple[str, ...] = ()


@cache
def topics() -> dict[str, Topic]:
    """All topics by id."""
    return load_folder("topics", Topic)


def questions_of(names: Iterable[str], language: str) -> tuple[str, ...]:
    """The topics as a person would ask them, for buttons."""
    return tuple(topics()[name].question.in_language(language) for name in names)
