"""An assessment as FHIR: derived Observations and a RiskAssessment with its grounds."""

from collections.abc import Iterator

from altalk import __version__
from altalk.interpretation.assessment import Assessment, Score, Step
from altalk.interpretation.case import Case, LabResult
from altalk.interpretation.fhir import systems
from altalk.interpretation.fhir.elements import Element, category, coding, concept, quantity
from altalk.interpretation.fhir.identity import Identity, Resource
from altalk.interpretation.fhir.write_case import lab_name
from altalk.interpretation.phrases import bring_line, statement_text, urgency_line
from altalk.interpretation.units import find_analyte
from altalk.knowledge.catalogue import causes, grades, rules, sources, urgency_lines
from altalk.knowledge.measures import measures
from altalk.knowledge.phrases import phrase

_DECIMALS = 4
_LANGUAGES = {"en": "en", "zh": "zh-CN"}


def derived_observations(case: Case, assessment: Assessment, identity: Identity, language: str) -> dict[str, Resource]:
    """The multiple of the limit and every score, each with what it was worked out from."""
    found = dict(_multiple(assessment, language))
    found.update({score.id: _score(score) for score in assessment.scores})
    return {
        name: {**_observation(name, language), **resource, **_grounds(name, case, identity), **_dated(case)}
        for name, resource in found.items()
    }


def risk_assessment(
    case: Case, assessment: Assessment, identity: Identity, language: str, basis: tuple[str, ...]
) -> Resource:
    """The urgency with its line, what to bring and to do, and the working with rules and sources."""
    return {
        "resourceType": "RiskAssessment",
        "status": "preliminary",
        "language": _LANGUAGES[language],
        "method": concept(text=f"ALTalk {__version__}"),
        "subject": identity.reference("patient"),
        **_occurrence(case),
        "basis": [identity.reference(name) for name in basis],
        "prediction": [_prediction(case, assessment, language)],
        "mitigation": _mitigation(case, assessment, language),
        "note": [{"text": text} for text in _notes(assessment, language)],
    }


def _multiple(assessment: Assessment, language: str) -> Iterator[tuple[str, Resource]]:
    if assessment.alt_multiple is None:
        return
    grade = grades().get(assessment.grade)
    code = "H" if assessment.alt_multiple > 1 else "N"
    reading = concept(coding(systems.INTERPRETATION, code), text=grade.name.in_language(language) if grade else None)
    working = next((step for step in assessment.working if step.id == "upper_limit"), None)
    yield (
        "alt_multiple",
        {
            "valueQuantity": quantity(round(assessment.alt_multiple, _DECIMALS), "1"),
            "interpretation": [reading],
            **({"note": [{"text": working.text.in_language(language)}]} if working else {}),
        },
    )


def _score(score: Score) -> Resource:
    return {
        "valueQuantity": quantity(round(score.value, _DECIMALS), "1"),
        "interpretation": [concept(coding(f"{systems.MEASURE}-reading", score.reading), text=score.reading)],
    }


def _observation(name: str, language: str) -> Resource:
    return {
        "resourceType": "Observation",
        "status": "preliminary",
        "language": _LANGUAGES[language],
        "category": category("laboratory"),
        "code": concept(coding(systems.MEASURE, name), text=measures()[name].name.in_language(language)),
    }


def _grounds(name: str, case: Case, identity: Identity) -> Resource:
    """The results and the facts of the person that the value was worked out from."""
    wanted = measures()[name].derived_from
    labs = [lab_name(index) for index in _current_labs(case, frozenset(wanted))]
    fields = [field for field in wanted if getattr(case, field, None) is not None]
    return {
        "subject": identity.reference("patient"),
        "derivedFrom": [identity.reference(one) for one in (*labs, *fields)],
    }


def _current_labs(case: Case, wanted: frozenset[str]) -> Iterator[int]:
    """The results of these analytes that count: of the newest day or without one, and not told as earlier ones."""
    for index, lab in enumerate(case.labs):
        if _analyte(lab) in wanted and _is_current(lab, case.labs):
            yield index


def _is_current(lab: LabResult, labs: tuple[LabResult, ...]) -> bool:
    same = [other for other in labs if _analyte(other) == _analyte(lab)]
    current = [other for other in same if not other.previous] or same
    newest = max((other.date for other in current if other.date is not None), default=None)
    return lab in current and lab.date in (None, newest)


def _analyte(lab: LabResult) -> str | None:
    """The analyte a result counts for: "liver enzymes" stand for ALT."""
    analyte = find_analyte(lab.analyte)
    return None if analyte is None else {"liver_enzyme": "alt"}.get(analyte.id, analyte.id)


def _newest_date(case: Case) -> str | None:
    return max((lab.date for lab in case.labs if lab.date is not None), default=None)


def _dated(case: Case) -> Element:
    newest = _newest_date(case)
    return {"effectiveDateTime": newest} if newest is not None else {}


def _occurrence(case: Case) -> Element:
    newest = _newest_date(case)
    return {"occurrenceDateTime": newest} if newest is not None else {}


def _prediction(case: Case, assessment: Assessment, language: str) -> Element:
    urgency = urgency_lines()[assessment.urgency].name.in_language(language)
    decided = [rules()[name] for name in assessment.rules if rules()[name].urgency == assessment.urgency]
    reasons = phrase("reason_separator", language).join(rule.because.in_language(language) for rule in decided)
    within = assessment.within_days
    return {
        "outcome": concept(text=urgency_line(assessment, language, case.region)),
        "qualitativeRisk": concept(coding(systems.URGENCY, assessment.urgency), text=urgency),
        **({"whenRange": {"low": quantity(0, "d"), "high": quantity(within, "d")}} if within is not None else {}),
        **({"rationale": reasons} if reasons else {}),
    }


def _mitigation(case: Case, assessment: Assessment, language: str) -> str:
    told = (*assessment.actions, *assessment.warnings)
    statements = (statement_text(name, language, case.region) for name in told)
    return "\n".join((bring_line(assessment, language), *statements))


def _notes(assessment: Assessment, language: str) -> Iterator[str]:
    yield phrase("disclaimer", language)
    if assessment.causes:
        named = (causes()[cause.id].name.in_language(language) for cause in assessment.causes)
        yield phrase("can_go_with", language, causes=phrase("separator", language).join(named))
    yield from (_note(step, language) for step in assessment.working)


def _note(step: Step, language: str) -> str:
    text = f"{step.id}: {step.text.in_language(language)}"
    if step.status is None:
        return text
    titles = "; ".join(f"{sources()[name].title}, {sources()[name].where}" for name in step.source)
    status = phrase(f"status_{step.status}", language)
    return f"{text} ({phrase('why_source', language, source=titles, status=status)})"
