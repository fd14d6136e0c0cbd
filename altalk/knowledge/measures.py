"""Names in both languages for everything that a condition can look at."""

from functools import cache
from typing import Literal

from msgspec import Struct, field

from altalk.knowledge.analytes import analytes
from altalk.knowledge.catalogue import definitions
from altalk.knowledge.entries import Text
from altalk.knowledge.files import load_entries
from altalk.knowledge.vocabulary import findings, medicines


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a rule looks at that is no finding, analyte or medicine of its own.

    Attributes:
        kind: `measure` is a number, `fact` is present or not, `group` is a group of medicines, `tense` tells how a
            medicine is used, with `{what}` for its name.
        derived_from: analytes and fields of the case that a measure is worked out from.
    """

    id: str
    kind: Literal["measure", "fact", "group", "tense"]
    name: Text
    derived_from: tuple[str, ...] = field(default=(), name="from")


@cache
def measures() -> dict[str, Measure]:
    """All entries by id."""
    return load_entries("measures.yml", Measure)


def name_of(name: str, language: str) -> str:
    """The name of a finding, measure, analyte or use of a medicine (`takes:statin`).

    Raises:
        KeyError: nothing of this name is known.
    """
    tense, colon, what = name.partition(":")
    if colon:
        return measures()[tense].name.in_language(language).replace("{what}", _text_of(what).in_language(language))
    return _text_of(name).in_language(language)


def _text_of(name: str) -> Text:
    found = (
        measures().get(name)
        or definitions().get(name)
        or findings().get(name)
        or analytes().get(name)
        or medicines().get(name)
    )
    if found is None:
        raise KeyError(f"{name!r} has no name: add it to knowledge/measures.yml")
    return found.name
