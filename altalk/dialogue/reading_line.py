"""One sentence on what the number means as far as it is known."""

from altalk.interpretation.assessment import Assessment, UpperLimit
from altalk.interpretation.case import Case
from altalk.interpretation.display import shown
from altalk.interpretation.units import find_analyte, unit_id
from altalk.knowledge.catalogue import causes, grades, limits
from altalk.knowledge.phrases import phrase


def reading_line(case: Case, assessment: Assessment, language: str) -> str:
    """The value, the limit and where it comes from, the multiple and the grade, as one sentence."""
    if assessment.alt_multiple is None:
        return phrase("reading_unknown", language)
    grade = grades()[assessment.grade].name.in_language(language)
    multiple = shown(assessment.alt_multiple)
    if assessment.alt is None or assessment.upper_limit is None:
        return phrase("reading_multiple", language, multiple=multiple, grade=grade)
    name = "reading_normal" if assessment.grade == "normal" else "reading"
    value = _value_as_written(case, assessment.alt, language)
    origin = _origin(assessment.upper_limit, language)
    limit = f"{shown(assessment.upper_limit.value)} U/L"
    return phrase(name, language, value=value, multiple=multiple, limit=limit, origin=origin, grade=grade)


def causes_line(assessment: Assessment, language: str, most: int = 3) -> str:
    """The best supported causes with the facts for them; empty when no fact points anywhere."""
    supported = [cause for cause in assessment.causes if cause.points_for][:most]
    if not supported:
        return ""
    named = [
        phrase(
            "cause_because",
            language,
            cause=causes()[cause.id].name.in_language(language),
            facts=phrase("separator", language).join(point.in_language(language) for point in cause.points_for[:2]),
        )
        for cause in supported
    ]
    return phrase("can_go_with", language, causes=phrase("separator", language).join(named))


def trend_line(assessment: Assessment, language: str) -> str:
    """How ALT moved since the earlier result; empty with a single result."""
    trend = assessment.trend
    if trend is None:
        return ""
    numbers = {"earlier": shown(trend.earlier), "latest": shown(trend.latest), "percent": f"{trend.percent:+.0f}"}
    return phrase(f"trend_{trend.direction}", language, **numbers)


def _value_as_written(case: Case, alt: float, language: str) -> str:
    """The value in the unit of the report, with the conversion beside it where there was one."""
    for lab in reversed(case.labs):
        analyte = find_analyte(lab.analyte)
        if (
            analyte is None
            or analyte.id not in ("alt", "liver_enzyme")
            or lab.previous
            or lab.value is None
            or lab.unit is None
        ):
            continue
        unit = unit_id(lab.unit, analyte.id)
        if unit != "U/L":
            return phrase("in_unit", language, value=f"{lab.value:g}", unit=unit, converted=shown(alt))
    return f"{shown(alt)} U/L"


def _origin(limit: UpperLimit, language: str) -> str:
    if limit.origin == "report":
        return phrase("origin_report", language)
    return phrase("origin_default", language, name=limits()[limit.origin].name.in_language(language))
