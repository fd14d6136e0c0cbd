"""The working: the steps with numbers, the limit and why, the rules in the order they fired."""

from collections.abc import Iterator

from altalk.interpretation.assessment import Note, Step
from altalk.interpretation.display import shown
from altalk.interpretation.verdict import Verdict
from altalk.knowledge.catalogue import grades, limits
from altalk.knowledge.entries import Text


def working(verdict: Verdict, notes: tuple[Note, ...]) -> tuple[Step, ...]:
    """All steps in the order they were taken, each with its source and status."""
    return (*_limit(verdict), *_multiple(verdict), *_grade(verdict), *_rules(verdict), *_notes(notes))


def _limit(verdict: Verdict) -> Iterator[Step]:
    alt = verdict.results.get("alt")
    if alt is None or alt.limit is None:
        return
    if alt.limit.origin == "report":
        yield Step(
            "upper_limit",
            Text(
                f"Upper limit: {alt.limit.value:g} U/L, from the report itself",
                f"上限：{alt.limit.value:g} U/L，来自化验单本身",
            ),
        )
        return
    limit = limits()[alt.limit.origin]
    yield Step(
        "upper_limit",
        Text(f"Upper limit: {limit.upper:g} U/L, {limit.name.en}", f"上限：{limit.upper:g} U/L，{limit.name.zh}"),
        limit.source,
        limit.status,
    )


def _multiple(verdict: Verdict) -> Iterator[Step]:
    alt = verdict.results.get("alt")
    if alt is None or alt.value is None or alt.limit is None or alt.multiple is None:
        return
    sum_en = f"ALT {shown(alt.value)} ÷ {shown(alt.limit.value)} = {shown(alt.multiple)} times the upper limit"
    yield Step(
        "alt_multiple",
        Text(sum_en, f"ALT {shown(alt.value)} ÷ {shown(alt.limit.value)} = 上限的{shown(alt.multiple)}倍"),
    )


def _grade(verdict: Verdict) -> Iterator[Step]:
    grade = grades().get(verdict.grade)
    if grade is not None:
        yield Step(
            f"grade_{grade.id}", Text(f"Grade: {grade.name.en}", f"程度：{grade.name.zh}"), grade.source, grade.status
        )


def _rules(verdict: Verdict) -> Iterator[Step]:
    for rule in verdict.fired:
        yield Step(rule.id, rule.because, rule.source, rule.status, rule.urgency)


def _notes(notes: tuple[Note, ...]) -> Iterator[Step]:
    yield from (Step(one.id, one.text) for one in notes)
