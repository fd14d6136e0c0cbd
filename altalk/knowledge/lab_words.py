"""The words around numbers: comparators, limits, flags, units, and what is counted that is no blood value."""

from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.files import load_entries

Kind = Literal[
    "compare", "compare_after", "about", "about_after", "copula", "bridge", "connective", "limit", "limit_low",
    "reference", "normal", "flag", "excess", "change", "previous", "current", "from", "to", "both", "negation",
    "times", "fixed_times", "other_before", "other_after", "age_before", "sex", "year_before", "month", "question",
    "points", "several", "idiom", "for", "ratio", "mistake",
]  # fmt: skip


class LabWord(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that play one part beside a number. `value` is what they say, for example a comparator."""

    id: str
    kind: Kind
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    value: str | float | None = None


class NumberWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A spoken number: a digit, a number of two digits, or a scale such as hundred."""

    id: str
    kind: Literal["digit", "teen", "ten", "scale", "point", "join"]
    value: float
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class LabUnit(Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of measurement with the ways people and laboratories spell it."""

    id: str
    spellings: tuple[str, ...]
    known: bool = True


@cache
def lab_words() -> dict[str, LabWord]:
    """All words around numbers by id."""
    return load_entries("lab_words.yml", LabWord)


@cache
def number_words() -> dict[str, NumberWord]:
    """All spoken numbers by id."""
    return load_entries("number_words.yml", NumberWord)


@cache
def lab_units() -> dict[str, LabUnit]:
    """All units by id."""
    return load_entries("lab_units.yml", LabUnit)
