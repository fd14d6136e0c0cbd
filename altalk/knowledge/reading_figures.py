"""Figures by which phrases are understood: from when a temperature is a fever, which week a trimester stands for."""

from functools import cache

from msgspec import Struct

from altalk.knowledge.entries import Status
from altalk.knowledge.files import load_entries


class ReadingFigure(Struct, frozen=True, forbid_unknown_fields=True):
    """One figure; `about` says what for."""

    id: str
    value: float
    unit: str
    about: str
    source: tuple[str, ...]
    status: Status


@cache
def _figures() -> dict[str, ReadingFigure]:
    return load_entries("reading_figures.yml", ReadingFigure)


def reading_figure(name: str) -> float:
    """The value of one figure by its id."""
    return _figures()[name].value
