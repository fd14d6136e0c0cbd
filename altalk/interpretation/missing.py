"""Which facts could still change the answer: found by trying possible answers, not by a fixed list."""

from functools import cache
from typing import Any

import msgspec

from altalk.interpretation.assessment import URGENCIES
from altalk.interpretation.case import Case, LabResult, case_from
from altalk.interpretation.conditions import any_holds
from altalk.interpretation.units import find_analyte
from altalk.interpretation.verdict import Verdict, verdict_of
from altalk.knowledge.questions import Question, questions

_SCALARS = tuple(
    name for name in Case.__struct_fields__ if name not in ("labs", "symptoms", "conditions", "medicines", "declined")
)


def missing_questions(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """Ids of the questions whose answer could change urgency, limit, cause or retest window, most useful first.

    An emergency needs no further question; a declined question is not asked again.
    """
    if verdict.urgency == "emergency":
        return ()
    worth = {question.id: _worth(question, case, verdict) for question in questions().values() if _askable(question, case, verdict)}
    asked = [name for name, change in worth.items() if change > (0,) * len(change)]
    return tuple(sorted(asked, key=lambda name: [-part for part in worth[name]]))


def is_answered(question: str, case: Case) -> bool:
    """Whether the case knows already what a question asks for."""
    return not any(_is_open(answer, case) for answer in _alternatives(question))


def merged(case: Case, answer: Case) -> Case:
    """The case with an answer added; what the case knows already is kept."""
    changes: dict[str, Any] = {
        name: getattr(answer, name) for name in _SCALARS if getattr(case, name) is None and getattr(answer, name) is not None
    }
    changes["symptoms"] = {**answer.symptoms, **case.symptoms}
    changes["conditions"] = {**answer.conditions, **case.conditions}
    changes["medicines"] = case.medicines + answer.medicines
    changes["labs"] = _merged_labs(case.labs, answer.labs)
    return msgspec.structs.replace(case, **changes)


def _askable(question: Question, case: Case, verdict: Verdict) -> bool:
    if question.id in case.declined:
        return False
    return not question.only_if or any_holds(question.only_if, verdict.facts)


def _worth(question: Question, case: Case, verdict: Verdict) -> tuple[int, ...]:
    """How much the most telling answer changes: urgency first, then limit and grade, cause, retest window."""
    changes = [
        _change(verdict, verdict_of(merged(case, answer))) for answer in _alternatives(question.id) if _is_open(answer, case)
    ]
    if verdict.urgency == "urgent":
        changes = [change for change in changes if change[0] > 0]
    return max(changes, default=(0,))


def _change(now: Verdict, then: Verdict) -> tuple[int, ...]:
    urgency = abs(URGENCIES.index(then.urgency) - URGENCIES.index(now.urgency))
    alt_now, alt_then = now.results.get("alt"), then.results.get("alt")
    limit = (alt_now and alt_now.limit and alt_now.limit.value) != (alt_then and alt_then.limit and alt_then.limit.value)
    cause = now.causes[:1] and then.causes[:1] and now.causes[0].id != then.causes[0].id
    return (urgency, int(limit or now.grade != then.grade), int(bool(cause)), int(now.retest != then.retest))


def _is_open(answer: Case, case: Case) -> bool:
    """Whether the case does not know yet what this answer would tell."""
    if any(getattr(answer, name) is not None and getattr(case, name) is not None for name in _SCALARS):
        return False
    if answer.symptoms.keys() & case.symptoms.keys() or answer.conditions.keys() & case.conditions.keys():
        return False
    if answer.medicines and case.medicines:
        return False
    return not answer.labs or _merged_labs(case.labs, answer.labs) != case.labs


@cache
def _alternatives(question: str) -> tuple[Case, ...]:
    return tuple(case_from(answer) for answer in questions()[question].alternatives)


def _merged_labs(labs: tuple[LabResult, ...], answers: tuple[LabResult, ...]) -> tuple[LabResult, ...]:
    """Fill in what the newest result of the same analyte does not tell; add an analyte that is new."""
    result = list(labs)
    for answer in answers:
        index = _newest_of(result, answer)
        if index is None:
            result.append(answer)
        else:
            result[index] = _filled(result[index], answer)
    return tuple(result)


def _newest_of(labs: list[LabResult], answer: LabResult) -> int | None:
    same = [index for index, lab in enumerate(labs) if _stands_for(lab) == answer.analyte and not lab.previous]
    return same[-1] if same else None


def _stands_for(lab: LabResult) -> str:
    analyte = find_analyte(lab.analyte)
    if analyte is None:
        return lab.analyte
    return "alt" if analyte.id == "liver_enzyme" else analyte.id


def _filled(lab: LabResult, answer: LabResult) -> LabResult:
    if lab.multiple is not None and answer.upper_limit is not None and lab.value is None:
        return lab
    wanted = {name: getattr(answer, name) for name in ("value", "unit", "upper_limit") if getattr(lab, name) is None}
    return msgspec.structs.replace(lab, **wanted)
