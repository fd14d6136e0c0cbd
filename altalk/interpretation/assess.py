"""`assess(case) -> Assessment`: the whole interpretation of one case."""

from altalk.interpretation.assessment import Assessment
from altalk.interpretation.case import Case
from altalk.interpretation.check import check
from altalk.interpretation.missing import missing_questions
from altalk.interpretation.remarks import remarks
from altalk.interpretation.results import history
from altalk.interpretation.scores import pattern, r_value, scores
from altalk.interpretation.trend import trend_of
from altalk.interpretation.verdict import Verdict, verdict_of
from altalk.interpretation.working import working
from altalk.knowledge.catalogue import figures, statements


def assess(case: Case) -> Assessment:
    """Interpret what is known about one person.

    Deterministic: no clock, no randomness, no input or output after the knowledge is loaded.

    Raises:
        CaseError: a field of the case cannot be meant; the error has its JSON path.
    """
    check(case)
    verdict = verdict_of(case)
    alt = verdict.results.get("alt")
    notes = remarks(case, verdict)
    return Assessment(
        urgency=verdict.urgency,
        grade=verdict.grade,
        rules=tuple(rule.id for rule in verdict.fired),
        ctcae_grade=ctcae_grade(alt.multiple) if alt and alt.multiple is not None else None,
        alt=alt.value if alt else None,
        alt_multiple=alt.multiple if alt else None,
        upper_limit=alt.limit if alt else None,
        pattern=pattern(r_value(verdict.results)),
        scores=scores(case, verdict.results),
        causes=verdict.causes,
        actions=_actions(verdict),
        within_days=verdict.within_days,
        retest=verdict.retest,
        trend=trend_of(history(case, "alt")),
        warnings=_warnings(verdict),
        working=working(verdict, notes),
        missing=missing_questions(case, verdict),
        notes=notes,
    )


def ctcae_grade(multiple: float) -> int:
    """CTCAE v5 grade of ALT by its multiple, the baseline taken as normal."""
    return sum(multiple > figures()[f"ctcae_grade_{grade}_above"].value for grade in (1, 2, 3, 4))


def _actions(verdict: Verdict) -> tuple[str, ...]:
    """What to do, in the order of the rules, each once; in an emergency only what the emergency asks for."""
    emergency = verdict.urgency == "emergency"
    deciding = [rule for rule in verdict.fired if not emergency or rule.urgency == "emergency"]
    advice = [name for rule in deciding for name in rule.advice if statements()[name].kind != "warning"]
    if not advice and verdict.urgency == "normal":
        advice = ["normal_lifestyle"]
    return tuple(dict.fromkeys(advice))


def _warnings(verdict: Verdict) -> tuple[str, ...]:
    told = [name for rule in verdict.fired for name in rule.advice if statements()[name].kind == "warning"]
    general = [] if verdict.urgency == "emergency" else ["warning_signs"]
    return tuple(dict.fromkeys([*told, *general]))
