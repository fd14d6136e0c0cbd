"""Conditions as sentences in both languages, sources as short references."""

from collections.abc import Iterable

from altalk.interpretation.conditions import sentence
from altalk.knowledge.catalogue import Condition, sources
from altalk.knowledge.measures import name_of


def when(conditions: Iterable[Condition], language: str) -> tuple[str, ...]:
    """Each condition as a sentence."""
    return tuple(sentence(one, lambda name: name_of(name, language), language) for one in conditions)


def cited(names: Iterable[str]) -> str:
    """Titles of sources with the place where each is found."""
    return "; ".join(f"{sources()[name].title} ({sources()[name].where})" for name in names)
