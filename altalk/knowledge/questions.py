"""The questions that can be asked, and the answers that are tried to see whether a question is worth asking."""

from functools import cache
from typing import Any

from msgspec import Struct

from altalk.knowledge.catalogue import Condition
from altalk.knowledge.entries import Text
from altalk.knowledge.files import load_entries


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question about one kind of fact.

    Attributes:
        name: what it asks for, in a few words.
        asks: fields of the case; told as soon as one of them is known. Without any, the alternatives tell.
        alternatives: possible answers, each as a part of a case; what the case knows already is kept.
        only_if: asked only when one of these holds; without any, always.
        none_means: the part of a case that "no, none of these" stands for.
        one_fact_closes: not asked once one of its facts was told, though others are open.
        yes_means: the part of a case that a bare "yes" stands for; empty where it does not say what.
    """

    id: str
    name: Text
    alternatives: tuple[dict[str, Any], ...]
    asks: tuple[str, ...] = ()
    only_if: tuple[Condition, ...] = ()
    none_means: dict[str, Any] = {}
    yes_means: dict[str, Any] = {}
    one_fact_closes: bool = False


@cache
def questions() -> dict[str, Question]:
    """All questions by id, in the order in which equally useful ones are asked."""
    return load_entries("questions.yml", Question)
