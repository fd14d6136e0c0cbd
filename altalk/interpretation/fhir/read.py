"""A FHIR document as a case."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from altalk.interpretation.case import Case, CaseError, case_from
from altalk.interpretation.fhir.collect import Found, resources_in
from altalk.interpretation.fhir.dates import age_on, day_of
from altalk.interpretation.fhir.findings import told_by
from altalk.interpretation.fhir.medicines import uses_of
from altalk.interpretation.fhir.observed import Observed
from altalk.interpretation.fhir.resources import (
    Concept,
    Condition,
    Medication,
    MedicationStatement,
    Patient,
)

_REPORT_DATES = ("effectiveDateTime", "issued")
_CALMEST_FIRST = ("no", "unknown", "refused", "yes")


def case_from_fhir_json(text: str | bytes) -> Case:
    """Read a FHIR document from JSON text.

    Raises:
        CaseError: the text is not JSON, or see `case_from_fhir`.
    """
    try:
        return case_from_fhir(msgspec.json.decode(text))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CaseError("$", f"is not JSON: {error}") from error
    except RecursionError as error:
        raise CaseError("$", "is nested too deeply") from error


def case_from_fhir(document: object) -> Case:
    """Read a Bundle, a DiagnosticReport, a list of resources or a single Observation.

    Raises:
        CaseError: something in it cannot be meant; the path is the FHIR path, as `Bundle.entry[2].resource.code`.
    """
    found = resources_in(document)
    observed = Observed()
    for one in found:
        if one.kind == "Observation":
            observed.add(one)
    today = observed.newest()
    told: dict[str, Any] = {"labs": [lab for lab, _ in observed.labs], "declined": observed.declined}
    paths = {f"$.{name}": path for name, (_, _, path) in observed.fields.items()}
    paths.update({f"$.labs[{index}]": path for index, (_, path) in enumerate(observed.labs)})
    told.update({name: value for name, (_, value, _) in observed.fields.items()})
    for field, value, path in (*_person(found, today), *_medicines(found, today), *_findings(found)):
        _put(told, field, value)
        place = f"[{len(told[field]) - 1}]" if field == "medicines" else ""
        paths.setdefault(f"$.{field}{place}", path)
    return _checked(told, paths)


def _person(found: tuple[Found, ...], today: date | None) -> Iterator[tuple[str, Any, str]]:
    """Sex, and the age on the day of the blood draw (or of the report), never by a clock."""
    for one in found:
        if one.kind != "Patient":
            continue
        patient = one.as_type(Patient)
        if patient.gender in ("male", "female"):
            yield "sex", patient.gender, f"{one.path}.gender"
        day = today or _report_day(found)
        if patient.birth_date is not None and day is not None:
            path = f"{one.path}.birthDate"
            yield "age", age_on(day, patient.birth_date, path), path


def _report_day(found: tuple[Found, ...]) -> date | None:
    reports = (one for one in found if one.kind == "DiagnosticReport")
    dated = ((one, name) for one in reports for name in _REPORT_DATES if name in one.resource)
    days = (day_of(str(one.resource[name]), f"{one.path}.{name}") for one, name in dated)
    return next((day for day in days if day is not None), None)


def _medicines(found: tuple[Found, ...], today: date | None) -> Iterator[tuple[str, Any, str]]:
    products = dict(_products(found))
    for one in found:
        if one.kind == "MedicationStatement":
            for use in uses_of(one.as_type(MedicationStatement), products, today, one.path):
                yield "medicines", use, one.path


def _products(found: tuple[Found, ...]) -> Iterator[tuple[str, Concept]]:
    for one in found:
        code = one.as_type(Medication).code if one.kind == "Medication" else None
        if code is not None:
            yield one.url or "", code
            yield f"Medication/{one.resource.get('id')}", code


def _findings(found: tuple[Found, ...]) -> Iterator[tuple[str, Any, str]]:
    for one in found:
        if one.kind == "Condition":
            for field, name, answer in told_by(one.as_type(Condition)):
                yield field, answer if field == "pregnant" else {name: answer}, one.path


def _put(told: dict[str, Any], field: str, value: Any) -> None:
    """Add to what is told: lists grow, of two answers the less calm one stays, a single value is kept."""
    if field == "medicines":
        told.setdefault(field, []).append(value)
    elif field in ("symptoms", "conditions"):
        answers = told.setdefault(field, {})
        for name, answer in value.items():
            answers[name] = max(answer, answers.get(name, "no"), key=_CALMEST_FIRST.index)
    else:
        told.setdefault(field, value)


def _checked(told: dict[str, Any], paths: dict[str, str]) -> Case:
    told["labs"] = [msgspec.to_builtins(lab) for lab in told["labs"]]
    try:
        return case_from(told)
    except CaseError as error:
        start = max((name for name in paths if error.path.startswith(name)), key=len, default="")
        raise CaseError(paths.get(start, error.path), error.reason) from error
