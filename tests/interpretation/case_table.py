"""The case table of the interpretation: read, checked and compared with an assessment."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, convert

from altalk.interpretation import Assessment, CaseError, assess, case_from
from altalk.interpretation.assessment import URGENCIES, Urgency

FOLDER = Path(__file__).parent / "cases"


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """The expected upper limit."""

    value: float
    origin: str | None = None


class Window(Struct, frozen=True, forbid_unknown_fields=True):
    """The expected retest window."""

    from_days: int
    to_days: int


class Score(Struct, frozen=True, forbid_unknown_fields=True):
    """An expected score; the value to within half of its last printed digit."""

    value: float | None = None
    reading: str | None = None


class Refusal(Struct, frozen=True, forbid_unknown_fields=True):
    """The expected refusal of a case."""

    path: str


class Expectation(Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold of the assessment; what is not named is not looked at."""

    urgency: Urgency | None = None
    urgency_at_least: Urgency | None = None
    urgency_at_most: Urgency | None = None
    grade: str | None = None
    ctcae_grade: int | None = None
    upper_limit: Limit | None = None
    alt: float | None = None
    alt_multiple: float | None = None
    pattern: str | None = None
    rules: tuple[str, ...] = ()
    not_rules: tuple[str, ...] = ()
    causes_first: tuple[str, ...] = ()
    causes_include: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    retest: Window | None = None
    within_days_at_most: float | None = None
    scores: dict[str, Score] = {}
    no_scores: tuple[str, ...] = ()
    trend: str | None = None
    missing_first: tuple[str, ...] = ()
    missing_includes: tuple[str, ...] = ()
    not_missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    not_notes: tuple[str, ...] = ()
    error: Refusal | None = None


class TableCase(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the table: `source` says where the expectation is written."""

    name: str
    given: dict[str, Any]
    expect: Expectation
    source: str


@cache
def table() -> dict[str, TableCase]:
    """All cases by `topic: name`."""
    cases: dict[str, TableCase] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        for entry in convert(yaml.safe_load(file.read_text(encoding="utf-8")), list[TableCase]):
            key = f"{file.stem}: {entry.name}"
            assert key not in cases, f"{key} stands twice"
            cases[key] = entry
    return cases


def differences(entry: TableCase) -> list[str]:
    """Where the assessment departs from the expectation, in words; empty when all of it holds."""
    try:
        assessment = assess(case_from(entry.given))
    except CaseError as error:
        expected = entry.expect.error
        return [] if expected and error.path == expected.path else [f"refused: {error}"]
    if entry.expect.error:
        return [f"accepted, but {entry.expect.error.path} should be refused"]
    return [
        *_equal(entry.expect, assessment),
        *_urgency(entry.expect, assessment),
        *_lists(entry.expect, assessment),
        *_figures(entry.expect, assessment),
    ]


def _equal(expect: Expectation, got: Assessment) -> list[str]:
    found = {
        "urgency": got.urgency,
        "grade": got.grade,
        "ctcae_grade": got.ctcae_grade,
        "pattern": got.pattern,
        "trend": got.trend.direction if got.trend else None,
    }
    return [
        f"{name}: expected {getattr(expect, name)}, got {value}"
        for name, value in found.items()
        if getattr(expect, name) is not None and getattr(expect, name) != value
    ]


def _urgency(expect: Expectation, got: Assessment) -> list[str]:
    level = URGENCIES.index(got.urgency)
    out = []
    if expect.urgency_at_least and level < URGENCIES.index(expect.urgency_at_least):
        out.append(f"urgency: expected at least {expect.urgency_at_least}, got {got.urgency}")
    if expect.urgency_at_most and level > URGENCIES.index(expect.urgency_at_most):
        out.append(f"urgency: expected at most {expect.urgency_at_most}, got {got.urgency}")
    return out


def _lists(expect: Expectation, got: Assessment) -> list[str]:
    causes = tuple(cause.id for cause in got.causes)
    notes = tuple(note.id for note in got.notes)
    wanted = {
        "rules": got.rules,
        "causes_include": causes,
        "actions": got.actions,
        "warnings": got.warnings,
        "missing_includes": got.missing,
        "notes": notes,
    }
    unwanted = {
        "not_rules": got.rules,
        "not_actions": got.actions,
        "not_missing": got.missing,
        "not_notes": notes,
        "no_scores": tuple(score.id for score in got.scores),
    }
    first = {"causes_first": causes, "missing_first": got.missing}
    return [
        *(
            f"{name}: {item} is not in {have}"
            for name, have in wanted.items()
            for item in getattr(expect, name)
            if item not in have
        ),
        *(
            f"{name}: {item} is in {have}"
            for name, have in unwanted.items()
            for item in getattr(expect, name)
            if item in have
        ),
        *(
            f"{name}: expected {getattr(expect, name)}, got {have}"
            for name, have in first.items()
            if getattr(expect, name) != have[: len(getattr(expect, name))]
        ),
    ]


def _figures(expect: Expectation, got: Assessment) -> list[str]:
    out = [
        f"{name}: expected {wanted}, got {value}"
        for name, wanted, value in (
            ("alt", expect.alt, got.alt),
            ("alt_multiple", expect.alt_multiple, got.alt_multiple),
        )
        if wanted is not None and (value is None or abs(value - wanted) > 0.005)
    ]
    scores = {score.id: score for score in got.scores}
    out += [
        f"score {name}: expected {wanted}, got {scores.get(name)}"
        for name, wanted in expect.scores.items()
        if not _fits(wanted, scores.get(name))
    ]
    return out + _times(expect, got) + _limit(expect, got)


def _times(expect: Expectation, got: Assessment) -> list[str]:
    out = []
    if expect.retest and (
        got.retest is None
        or (got.retest.from_days, got.retest.to_days) != (expect.retest.from_days, expect.retest.to_days)
    ):
        out.append(f"retest: expected {expect.retest}, got {got.retest}")
    if expect.within_days_at_most is not None and (
        got.within_days is None or got.within_days > expect.within_days_at_most
    ):
        out.append(f"within_days: expected at most {expect.within_days_at_most}, got {got.within_days}")
    return out


def _limit(expect: Expectation, got: Assessment) -> list[str]:
    wanted, limit = expect.upper_limit, got.upper_limit
    if wanted is None:
        return []
    if (
        limit is None
        or abs(limit.value - wanted.value) > 0.05
        or (wanted.origin is not None and limit.origin != wanted.origin)
    ):
        return [f"upper_limit: expected {wanted}, got {limit}"]
    return []


def _fits(wanted: Score, got: Any) -> bool:
    if got is None:
        return False
    return (wanted.value is None or abs(wanted.value - got.value) <= 0.01) and (
        wanted.reading is None or wanted.reading == got.reading
    )
