"""The part of an assessment that depends on rules alone: urgency, grade, rules fired, causes."""

from msgspec import Struct

from altalk.interpretation.assessment import RankedCause, Retest, Urgency, more_urgent
from altalk.interpretation.case import Case
from altalk.interpretation.conditions import Facts
from altalk.interpretation.facts import facts_of
from altalk.interpretation.matching import State, compiled
from altalk.interpretation.ranking import ranked_causes
from altalk.interpretation.results import Result, current_results
from altalk.knowledge.catalogue import Rule, grades, rules, urgency_lines

UNKNOWN_GRADE = "unknown"


class Verdict(Struct, frozen=True):
    """What the rules say about a case."""

    results: dict[str, Result]
    facts: Facts
    state: State
    fired: tuple[Rule, ...]
    urgency: Urgency
    grade: str
    causes: tuple[RankedCause, ...]
    within_days: float | None
    retest: Retest | None


def verdict_of(case: Case, near: Verdict | None = None) -> Verdict:
    """Apply every rule; the most urgent one that fires decides, and nothing lowers it.

    Args:
        case: what is known.
        near: the verdict on nearly the same case, which spares looking at what is the same; it changes nothing.
    """
    results = current_results(case)
    facts = facts_of(case, results)
    state = compiled().state(facts, near.state if near is not None else None)
    fired = tuple([rule for rule, holds in zip(rules().values(), state.rules, strict=True) if holds])
    urgency: Urgency = "normal"
    for rule in fired:
        urgency = more_urgent(urgency, rule.urgency)
    return Verdict(
        results=results,
        facts=facts,
        state=state,
        fired=fired,
        urgency=urgency,
        grade=grade_of(results.get("alt")),
        causes=_causes(state, near),
        within_days=_within_days(urgency, fired),
        retest=_retest(urgency, fired),
    )


def _causes(state: State, near: Verdict | None) -> tuple[RankedCause, ...]:
    if near is not None and near.state.evidence == state.evidence:
        return near.causes
    return ranked_causes(state.evidence)


def all_facts(verdict: Verdict) -> Facts:
    """The facts with the findings that follow from others."""
    return Facts(verdict.facts.present | compiled().defined(verdict.state), verdict.facts.measures)


def grade_of(alt: Result | None) -> str:
    """The grade of a result by its multiple, or `unknown`."""
    if alt is None or (alt.multiple is None and alt.value is None):
        return UNKNOWN_GRADE
    reached = UNKNOWN_GRADE
    for grade in grades().values():
        if _reaches(alt, grade.above, grade.at_least, grade.above_value):
            reached = grade.id
    return reached


def _reaches(alt: Result, above: float | None, at_least: float | None, above_value: float | None) -> bool:
    if above_value is not None:
        return alt.value is not None and alt.value > above_value
    if alt.multiple is None:
        return False
    return alt.multiple > above if above is not None else at_least is not None and alt.multiple >= at_least


def _within_days(urgency: Urgency, fired: tuple[Rule, ...]) -> float | None:
    """The shortest time that a rule of this urgency asks for."""
    usual = urgency_lines()[urgency].within_days
    stricter = [rule.within_days for rule in fired if rule.within_days is not None]
    if usual is None:
        return None
    return min([usual, *stricter])


def _retest(urgency: Urgency, fired: tuple[Rule, ...]) -> Retest | None:
    """The window of the first rule that gives one, where repeating the test is what to do."""
    if urgency != "retest":
        return None
    rule = next((rule for rule in fired if rule.retest is not None), None)
    if rule is None or rule.retest is None:
        return None
    return Retest(rule.retest.from_days, rule.retest.to_days, rule.id)
