"""Add what a message mentions to what is known: every fact is kept, whatever the question was."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from altalk.dialogue.lab_update import with_labs
from altalk.dialogue.medicine_update import with_medicine
from altalk.interpretation.case import Answer, Case
from altalk.knowledge.questions import questions
from altalk.knowledge.vocabulary import findings
from altalk.reading.mention import Mention


class Problem(Struct, frozen=True):
    """Something told that cannot be taken as it stands; nothing of it is stored.

    Attributes:
        kind: id of the wording in `knowledge/problems.yml`.
        field: what it is about, for example `alt`.
        text: the words of the person.
        choices: possible meanings, where there are few.
    """

    kind: str
    field: str
    text: str
    choices: tuple[str, ...] = ()


class Update(Struct, frozen=True):
    """The case after a message, and what could not be taken."""

    case: Case
    problems: tuple[Problem, ...] = ()


def update(case: Case, mentions: Iterable[Mention], text: str = "", correcting: bool = False) -> Update:
    """Add all mentions of one message to a case; `correcting` when the message says that something was wrong."""
    listed = _of_subject(tuple(mentions))
    case, problems = with_labs(case, listed, text, correcting)
    for mention in listed:
        change = _CHANGES.get(mention.entity)
        if change is not None:
            case = change(case, mention)
    return Update(case, tuple(Problem(*problem) for problem in problems))


def _of_subject(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without the sex of anybody else than the person the message is about ("auntie, my son …")."""
    told = {one.details["sex"] for one in mentions if one.entity == "subject" and one.details.get("sex")}
    if len(told) != 1:
        return mentions
    return tuple(one for one in mentions if one.entity != "sex" or one.value in told)


def denied(case: Case, question: str) -> Case:
    """The case after "no, none of these" to a question; a warning sign told before stays told."""
    return _with_part(case, questions()[question].none_means)


def affirmed(case: Case, question: str) -> Case:
    """The case after a bare "yes" to a question; unchanged where a yes alone does not say what."""
    return _with_part(case, questions()[question].yes_means)


def _with_part(case: Case, part: Mapping[str, Any]) -> Case:
    changes: dict[str, Any] = dict(part)
    for name in ("symptoms", "conditions"):
        if name in changes:
            changes[name] = {**changes[name], **getattr(case, name)}
    return msgspec.structs.replace(case, **changes) if changes else case


def _scalar(name: str) -> Callable[[Case, Mention], Case]:
    def change(case: Case, mention: Mention) -> Case:
        return (
            case if mention.negated or mention.value is None else msgspec.structs.replace(case, **{name: mention.value})
        )

    return change


def _finding(group: str) -> Callable[[Case, Mention], Case]:
    def change(case: Case, mention: Mention) -> Case:
        if mention.details.get("hypothetical") or (group == "symptoms" and mention.details.get("tense") == "past"):
            return case
        if mention.value == "no_symptoms":
            return case if mention.negated else denied(case, "warning_signs")
        answers: dict[str, Answer] = getattr(case, group)
        return msgspec.structs.replace(case, **{group: {**answers, mention.value: _answer(mention, answers)}})

    return change


def _answer(mention: Mention, answers: Mapping[str, Answer]) -> Answer:
    """A warning sign that was told is not untold by a later "no"."""
    if not mention.negated:
        return "yes"
    known = findings().get(mention.value)
    sticky = known is not None and known.red_flag and answers.get(mention.value) == "yes"
    return "yes" if sticky else "no"


def _blood_pressure(case: Case, mention: Mention) -> Case:
    return msgspec.structs.replace(case, systolic_bp=mention.value, diastolic_bp=mention.details.get("diastolic"))


def _pregnancy(case: Case, mention: Mention) -> Case:
    weeks = mention.details.get("weeks")
    if mention.value == "postpartum":
        return (
            case
            if mention.negated
            else msgspec.structs.replace(case, weeks_since_birth=weeks if weeks is not None else 0, pregnant="no")
        )
    if mention.value != "pregnant":
        return case
    if mention.negated:
        return msgspec.structs.replace(case, pregnant="no", gestation_weeks=None)
    return msgspec.structs.replace(
        case, pregnant="yes", gestation_weeks=weeks if weeks is not None else case.gestation_weeks
    )


def _alcohol(case: Case, mention: Mention) -> Case:
    if mention.negated or mention.value == "none":
        return msgspec.structs.replace(case, alcohol="no", alcohol_g_week=0)
    grams = mention.details.get("grams_per_week")
    case = msgspec.structs.replace(
        case, alcohol="yes", alcohol_g_week=grams if grams is not None else case.alcohol_g_week or None
    )
    if mention.value != "heavy":
        return case
    return msgspec.structs.replace(case, conditions={**case.conditions, "heavy_drinking": "yes"})


def _sleep_habit(case: Case, mention: Mention) -> Case:
    return msgspec.structs.replace(case, late_nights="no" if mention.negated else "yes")


def _bedtime(case: Case, mention: Mention) -> Case:
    """Going to bed between midnight and five in the morning is staying up late."""
    late = "00:00" < str(mention.value) < "05:00"
    return msgspec.structs.replace(case, late_nights="yes") if late and case.late_nights is None else case


def _exercise(case: Case, mention: Mention) -> Case:
    days = mention.details.get("days_before")
    if mention.negated or mention.value == "none":
        return msgspec.structs.replace(case, exercise="no", exercise_days_before=None)
    if mention.value == "hard":
        return msgspec.structs.replace(
            case, exercise="yes", exercise_days_before=days if days is not None else case.exercise_days_before
        )
    return case if case.exercise is not None else msgspec.structs.replace(case, exercise="no")


def _subject(case: Case, mention: Mention) -> Case:
    sex = mention.details.get("sex")
    return msgspec.structs.replace(case, sex=sex) if sex is not None and case.sex is None else case


_CHANGES: dict[str, Callable[[Case, Mention], Case]] = {
    "sex": _scalar("sex"),
    "age": _scalar("age"),
    "weight_kg": _scalar("weight_kg"),
    "height_cm": _scalar("height_cm"),
    "sleep_hours": _scalar("sleep_hours"),
    "raised_months": _scalar("raised_months"),
    "blood_pressure": _blood_pressure,
    "pregnancy": _pregnancy,
    "symptom": _finding("symptoms"),
    "condition": _finding("conditions"),
    "medicine": with_medicine,
    "alcohol": _alcohol,
    "sleep_habit": _sleep_habit,
    "bedtime": _bedtime,
    "exercise": _exercise,
    "subject": _subject,
}
