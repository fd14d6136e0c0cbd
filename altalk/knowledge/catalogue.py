"""Typed shapes of the knowledge that the interpretation reads: figures, limits, grades, rules, causes, questions."""

from functools import cache
from typing import Literal

from msgspec import Struct

from altalk.knowledge.entries import Source, Status, Text
from altalk.knowledge.files import load_entries, load_folder

Urgency = Literal["normal", "retest", "doctor_soon", "urgent", "emergency"]


class Figure(Struct, frozen=True, forbid_unknown_fields=True):
    """A single number that a formula uses."""

    id: str
    value: float
    unit: str
    about: str
    source: tuple[str, ...]
    status: Status


class Unit(Struct, frozen=True, forbid_unknown_fields=True):
    """A unit: `factor` times a value in it gives the value in the quantity's first unit."""

    id: str
    quantity: str
    factor: float
    spellings: tuple[str, ...]
    source: tuple[str, ...]
    status: Status


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """A default limit of normal, for reports that print none. `use: second_opinion` never decides the grade."""

    id: str
    analyte: str
    unit: str
    upper: float
    name: Text
    source: tuple[str, ...]
    status: Status
    lower: float | None = None
    region: Literal["CN", "UK", "US", "other"] | None = None
    sex: Literal["male", "female"] | None = None
    age_from: float = 0
    age_below: float = 200
    use: Literal["default", "second_opinion"] = "default"
    since: str | None = None


class Grade(Struct, frozen=True, forbid_unknown_fields=True):
    """A band of multiples of the upper limit: above (or from) one threshold, up to the next grade's."""

    id: str
    name: Text
    source: tuple[str, ...]
    status: Status
    above: float | None = None
    at_least: float | None = None
    above_value: float | None = None


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """All lines must hold. Findings are ids; measures are names with a threshold.

    Attributes:
        all: each of these findings is present.
        any: at least one of these is present.
        none: none of these is present.
        above: the measure is known and greater than the threshold; `at_least`, `below`, `at_most` likewise.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    above: dict[str, float] = {}
    at_least: dict[str, float] = {}
    below: dict[str, float] = {}
    at_most: dict[str, float] = {}


class Definition(Struct, frozen=True, forbid_unknown_fields=True):
    """A finding that follows from others, for example `raised_alt` or `unwell`."""

    id: str
    name: Text
    when: tuple[Condition, ...]
    source: tuple[str, ...]
    status: Status


class Window(Struct, frozen=True, forbid_unknown_fields=True):
    """From so many days to so many days."""

    from_days: int
    to_days: int


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule of urgency: when one of its conditions holds, at least this urgency.

    Attributes:
        because: the reason in plain words.
        advice: ids of statements, most important first.
        within_days: see somebody within so many days, where the rule is stricter than its urgency.
        retest: when to repeat the test.
    """

    id: str
    urgency: Urgency
    because: Text
    when: tuple[Condition, ...]
    source: tuple[str, ...]
    status: Status
    advice: tuple[str, ...] = ()
    within_days: float | None = None
    retest: Window | None = None


class Statement(Struct, frozen=True, forbid_unknown_fields=True):
    """A medical sentence the assistant can say."""

    id: str
    text: Text
    source: tuple[str, ...]
    status: Status
    kind: Literal["action", "warning", "advice", "explanation"] = "advice"


class Evidence(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact that speaks for (positive weight) or against (negative weight) a cause."""

    text: Text
    when: Condition
    weight: float


class Cause(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a raised ALT can be seen with."""

    id: str
    name: Text
    explanation: Text
    evidence: tuple[Evidence, ...]
    source: tuple[str, ...]
    status: Status
    article: bool = False
    only_if_pointed_to: bool = True


class UrgencyLine(Struct, frozen=True, forbid_unknown_fields=True):
    """How an urgency is said: what, with whom, by when, what to bring."""

    id: Urgency
    name: Text
    line: Text
    bring: Text
    within_days: float | None
    source: tuple[str, ...]
    status: Status


@cache
def figures() -> dict[str, Figure]:
    """Single numbers by id."""
    return load_entries("figures.yml", Figure)


@cache
def units() -> dict[str, Unit]:
    """Units by UCUM code."""
    return load_entries("units.yml", Unit)


@cache
def limits() -> dict[str, Limit]:
    """Default limits in order of preference."""
    return load_entries("limits.yml", Limit)


@cache
def grades() -> dict[str, Grade]:
    """Grades from the lowest to the highest."""
    return load_entries("grades.yml", Grade)


@cache
def definitions() -> dict[str, Definition]:
    """Findings that follow from others, in the order they are worked out."""
    return load_entries("definitions.yml", Definition)


@cache
def rules() -> dict[str, Rule]:
    """Rules by id: emergency first, then urgent, doctor, retest."""
    return load_folder("rules", Rule)


@cache
def statements() -> dict[str, Statement]:
    """Medical sentences by id."""
    return load_folder("statements", Statement)


@cache
def causes() -> dict[str, Cause]:
    """Causes by id, the article's five first."""
    return load_folder("causes", Cause)


@cache
def urgency_lines() -> dict[str, UrgencyLine]:
    """How each urgency is said."""
    return load_entries("urgencies.yml", UrgencyLine)


@cache
def sources() -> dict[str, Source]:
    """All sources by id."""
    return load_folder("sources", Source)
