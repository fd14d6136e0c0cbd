"""What `assess` says about a case: the output of the interpretation."""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from altalk.knowledge.entries import Status, Text

Urgency = Literal["normal", "retest", "doctor_soon", "urgent", "emergency"]
URGENCIES: tuple[Urgency, ...] = ("normal", "retest", "doctor_soon", "urgent", "emergency")


def more_urgent(one: Urgency, other: Urgency) -> Urgency:
    """The more urgent of two."""
    return max(one, other, key=URGENCIES.index)


class UpperLimit(Struct, frozen=True):
    """The upper limit of normal that was used, in U/L.

    `origin` is `report`, or the id of an entry in `knowledge/limits.yml`; `assumed` names what was not known.
    """

    value: float
    origin: str
    assumed: tuple[str, ...] = ()


class Step(Struct, frozen=True):
    """One step of the working: what was found, by which entry, from which source."""

    id: str
    text: Text
    source: tuple[str, ...] = ()
    status: Status | None = None
    urgency: Urgency | None = None


class Score(Struct, frozen=True):
    """A score that may be computed for this person, with its published reading."""

    id: str
    value: float
    reading: str


class RankedCause(Struct, frozen=True):
    """A cause that can go with these facts; never "you have"."""

    id: str
    score: float
    points_for: tuple[Text, ...] = ()
    points_against: tuple[Text, ...] = ()


class Retest(Struct, frozen=True):
    """When to repeat the test, in days from now, and the rule that says so."""

    from_days: int
    to_days: int
    rule: str


class Trend(Struct, frozen=True):
    """How ALT moved between two results.

    `beyond_swing` says whether the change exceeds what the same healthy person shows from one day to another.
    """

    direction: Literal["rising", "falling", "steady"]
    percent: float
    beyond_swing: bool
    earlier: float
    latest: float


class Note(Struct, frozen=True):
    """An assumption, a conflict, or something told that is not known here."""

    id: str
    about: str
    text: Text


class Assessment(Struct, frozen=True):
    """The reading of one case.

    Attributes:
        urgency: what to do first, never lowered by anything calmer.
        grade: how far ALT is from the limit; `unknown` without a value. Not the urgency.
        ctcae_grade: 0 to 4, None without a multiple.
        alt: ALT in U/L.
        alt_multiple: ALT ÷ upper limit, unrounded.
        upper_limit: the limit used and where it comes from.
        pattern: hepatocellular, mixed or cholestatic, where ALP is known.
        scores: R value, FIB-4 and others, only where valid.
        causes: most supported first.
        actions: ids of the statements to say, most important first.
        within_days: see somebody within so many days; 0 is now.
        retest: window for the repeat.
        warnings: ids of statements with warning signs.
        working: the steps in the order they were taken.
        missing: questions whose answer could still change this, most useful first.
        notes: assumptions, conflicts and what is unknown.
    """

    urgency: Urgency
    grade: str
    rules: tuple[str, ...]
    ctcae_grade: int | None = None
    alt: float | None = None
    alt_multiple: float | None = None
    upper_limit: UpperLimit | None = None
    pattern: str | None = None
    scores: tuple[Score, ...] = ()
    causes: tuple[RankedCause, ...] = ()
    actions: tuple[str, ...] = ()
    within_days: float | None = None
    retest: Retest | None = None
    trend: Trend | None = None
    warnings: tuple[str, ...] = ()
    working: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def assessment_to_dict(assessment: Assessment) -> dict[str, Any]:
    """The assessment in the form that JSON takes."""
    built: dict[str, Any] = msgspec.to_builtins(assessment)
    return built


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema of an assessment."""
    return msgspec.json.schema(Assessment)
