"""Which facts could still change the answer: found by trying possible answers, not by a fixed list."""

from functools import cache
from typing import Any

import msgspec

from altalk.interpretation.assessment import URGENCIES
from altalk.interpretation.case import Case, LabResult, case_from
from altalk.interpretation.conditions import Facts, any_holds
from altalk.interpretation.units import find_analyte
from altalk.interpretation.verdict import Verdict, all_facts, verdict_of
from altalk.knowledge.catalogue import figures
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
    facts = all_facts(verdict)
    asked = (question for question in questions().values() if _askable(question, case, facts))
    worth = {question.id: _worth(question, case, verdict) for question in asked}
    return tuple(sorted((name for name in worth if worth[name] > 0), key=lambda name: -worth[name]))


def is_answered(question: str, case: Case) -> bool:
    """Whether the case knows already what a question asks for."""
    asked = questions()[question]
    if asked.asks:
        return any(getattr(case, name) is not None for name in asked.asks)
    still_open = [_is_open(answer, case) for answer in _alternatives(question)]
    return not (all(still_open) if asked.one_fact_closes else any(still_open))


def merged(case: Case, answer: Case) -> Case:
    """The case with an answer added; what the case knows already is kept."""
    changes: dict[str, Any] = {
        name: getattr(answer, name)
        for name in _SCALARS
        if getattr(case, name) is None and getattr(answer, name) is not None
    }
    changes["symptoms"] = {**answer.symptoms, **case.symptoms}
    changes["conditions"] = {**answer.conditions, **case.conditions}
    changes["medicines"] = case.medicines + answer.medicines
    changes["labs"] = _merged_labs(case.labs, answer.labs)
    return msgspec.structs.replace(case, **changes)


def _askable(question: Question, case: Case, facts: Facts) -> bool:
    if question.id in case.declined or is_answered(question.id, case):
        return False
    return not question.only_if or any_holds(question.only_if, facts)


def _worth(question: Question, case: Case, verdict: Verdict) -> float:
    """How much the answers tried change on average, and how far up the worst one goes.

    An urgent case asks only for what is more urgent still.
    """
    answers = [answer for answer in _alternatives(question.id) if question.asks or _is_open(answer, case)]
    then = [verdict_of(merged(case, answer), verdict) for answer in answers]
    if not then:
        return 0.0
    upward = _weight("upward") * max(0, *(_steps(verdict, one) for one in then))
    if verdict.urgency == "urgent":
        return upward
    return upward + sum(_change(verdict, one) for one in then) / len(then)


def _change(now: Verdict, then: Verdict) -> float:
    limit = _limit_of(now) != _limit_of(then) or now.grade != then.grade
    cause = [one.id for one in now.causes[:1]] != [one.id for one in then.causes[:1]]
    return (
        _weight("urgency") * abs(_steps(now, then))
        + _weight("limit") * limit
        + _weight("cause") * cause
        + _weight("retest") * (now.retest != then.retest)
    )


def _steps(now: Verdict, then: Verdict) -> int:
    return URGENCIES.index(then.urgency) - URGENCIES.index(now.urgency)


def _weight(name: str) -> float:
    return figures()[f"worth_{name}"].value


def _limit_of(verdict: Verdict) -> float | None:
    alt = verdict.results.get("alt")
    return alt.limit.value if alt is not None and alt.limit is not None else None


def _is_open(answer: Case, case: Case) -> bool:
    """Whether the case does not know yet what this answer would tell."""
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
